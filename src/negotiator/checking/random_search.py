"""Random plays that look for what hasn't been seen yet: cheap witnesses before any search.

Among the open choices, the player mostly takes the one taken least so far, and of these the one
that skips least of the story; the first play does so throughout, so that it comes to nearly every
scene of a long story whose scenes follow one another. Also finds a seed for decisions that need
luck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from negotiator.checking.cegar import refinement
from negotiator.checking.verdicts import Beginning, Witness, labels_at_start, labels_of
from negotiator.engine import NotOfferedError, State, Step, choose, close, options, start, talks
from negotiator.engine.compiler import rules
from negotiator.engine.transitions import TRUE, WORDING
from negotiator.statespace.effort import Effort
from negotiator.statespace.transition_system import Label
from negotiator.story.choice_names import full_name, parted
from negotiator.story.model import DEAL, Story

LONGEST = 100
"""Decisions after which a play is given up, plus four for each scene: it may be going in
circles."""
MOST_TOO_LONG = 10
"""How many such long plays are kept."""
MOST_TRIED = 100
"""Plays tried from one state to reach an ending."""
CURIOUS = 0.7
"""The probability of taking the least-taken choice instead of any."""
MOST_PLAIN = 1_000
"""Seeds tried for what is told before the first decision."""
MOST_SEEDS = 100_000
"""Seeds tried for one list of decisions."""


class RandomWalk:
    """Makes plays of a story and keeps the shortest that does each thing."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.plays = 0
        self.found: dict[Label, Witness] = {
            label: Witness((), 0) for label in labels_at_start(story, 0)
        }
        self.too_long: list[Witness] = []
        """A few plays that were left because they were too long."""
        self._taken: Counter[str] = Counter()
        self._far: dict[str, int] = {}
        self._random = Random(2016)

    def wander(self, plays: int, effort: Effort, patience: int) -> None:
        """Make so many plays; fewer if the effort is spent, or if so many in a row show nothing
        new."""
        seen, news = len(self.found), self.plays
        for _ in range(plays):
            if effort.is_spent or self.plays - news >= patience:
                return
            effort.spend(self.play(self.plays))
            self.plays += 1
            if len(self.found) > seen:
                seen, news = len(self.found), self.plays

    def play(self, seed: int) -> int:
        """Make one play, until it ends or is too long; returns how many decisions it took."""
        story, random = self.story, self._random
        state = start(story, seed)
        for label in labels_at_start(story, seed):
            self.found.setdefault(label, Witness((), seed))
        decisions: list[str] = []
        longest = LONGEST + 4 * len(story.scenes)
        for number in range(longest):
            scene = state.scene
            opened = self._opened(state)
            if not opened:
                return number
            if not self.plays or random.random() < CURIOUS:
                names = {one: full_name(scene, one) for one in opened}
                taken, ahead = self._taken, self._ahead
                option_id = min(opened, key=lambda one: (taken[names[one]], ahead(names[one])))
            else:
                option_id = random.choice(opened)
            self._taken[full_name(scene, option_id)] += 1
            line, step = self._step(state, option_id)
            state = step.state
            decisions += [full_name(scene, one) for one in line]
            for label in labels_of(story, step):
                known = self.found.get(label)
                if known is None or len(known.decisions) > len(decisions):
                    self.found[label] = Witness(Beginning(decisions, len(decisions)), seed)
        if len(self.too_long) < MOST_TOO_LONG:
            self.too_long.append(Witness(tuple(decisions), seed))
        return longest

    def _ahead(self, choice: str) -> int:
        """How far ahead in the story a choice leads: the number of the nearest of its ways on."""
        found = self._far.get(choice)
        if found is None:
            graph = refinement(self.story)
            label = ("choice", choice)
            found = self._far[choice] = min(
                (
                    graph.order[edge.target]
                    for moment in graph.labelled.get(label, ())
                    for edge in graph.edges(moment)
                    if edge.label == label
                ),
                default=0,
            )
        return found

    def can_end(self, state: State, effort: Effort) -> bool:
        """Whether one of a few random plays continued from a state reaches an ending; False if none
        did before the effort was spent."""
        for _ in range(MOST_TRIED):
            now = state._replace(talks=())
            for _ in range(LONGEST + 4 * len(self.story.scenes)):
                if now.scene in self.story.endings:
                    return True
                opened = self._opened(now)
                if not opened or effort.is_spent:
                    break
                effort.spend()
                now = self._step(now, self._random.choice(opened))[1].state
        return False

    def _opened(self, state: State) -> list[str]:
        """What can be chosen; for a table, how it may close."""
        session = talks(self.story, state)
        if session is None:
            return [option.id for option in options(self.story, state) if option.open]
        return list(session.bargaining.closings)

    def _step(self, state: State, option_id: str) -> tuple[tuple[str, ...], Step]:
        """The decisions to make, by id, and what they lead to; a deal may be on any package."""
        session = talks(self.story, state)
        if session is None:
            return (option_id,), choose(self.story, state, option_id)
        package = None
        if option_id == DEAL:
            package = session.bargaining.package(self._random.choice(session.bargaining.ends))
        line = session.line_to(option_id, package)
        return line, close(self.story, state, option_id, package)


def seed_at_start(story: Story, label: Label) -> int | None:
    """A seed with which something holds before the first decision; None if none of many does. Only
    the wordings told there hang on it."""
    if label[0] != WORDING:
        return 0
    return next((one for one in range(MOST_PLAIN) if label in labels_at_start(story, one)), None)


def seed_for(
    story: Story, decisions: tuple[str, ...], does: Callable[[Step], bool], effort: Effort
) -> int | None:
    """A seed with which these decisions, of which there is at least one, can be made and the last
    one does what is wanted.

    None if none was found among many seeds, or before the effort was spent.
    """
    fixed = start(story, 0)
    before = 0
    is_shuffled = any(one.luck != TRUE for one in rules(story).wordings.values())
    # What no draw has touched is the same with every seed, and need not be replayed.
    while before < len(decisions) - 1 and not story.profiles:
        after = _decided(story, fixed, decisions[before])
        if after is None:
            return None
        if after.draws:
            break
        fixed, before = after, before + 1
    for seed in range(MOST_SEEDS):
        if effort.is_spent:
            return None
        effort.spend(len(decisions) - before)
        state: State | None = start(story, seed) if not before else fixed._replace(seed=seed)
        for decision in decisions[before:-1]:
            state = _decided(story, state, decision) if state is not None else None
            if state is None:
                break
        if state is None:
            continue
        place, option_id = parted(decisions[-1])
        if state.scene != place:
            continue
        try:
            step = choose(story, state, option_id)
        except NotOfferedError:
            continue
        if does(step):
            return seed
        if step.state.draws == 0 and not story.profiles and not is_shuffled:
            return None
    return None


def _decided(story: Story, state: State, decision: str) -> State | None:
    place, option_id = parted(decision)
    if state.scene != place:
        return None
    try:
        return choose(story, state, option_id).state
    except NotOfferedError:
        return None
