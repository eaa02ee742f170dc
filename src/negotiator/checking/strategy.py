"""Which method decides which question, and in which order: cheapest first.

What the graph and the ranges exclude; choices that cover every case; a short search of all
shrunk states, which settles small stories whole, with shortest witnesses; random plays, in
arrays and then by a curious player, which settle most of what can happen in a large one;
refinement, one question at a time; more random plays; the search of all states again, for as
much effort as is left; random plays for the rest. Whether every play can still end is proved by
structure or by a search that reached its end; a random play that goes round and round is looked
at for the decision that lost it. Each method gets a share of the effort that is left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from math import inf

from negotiator.checking.cegar import refinement
from negotiator.checking.coverage import never_closed
from negotiator.checking.explicit_search import Explored, circling, explore
from negotiator.checking.packed_search import search
from negotiator.checking.random_search import Wanderer, seed_for
from negotiator.checking.static import never
from negotiator.checking.termination import Ahead, ahead, always_ends, soft_locks
from negotiator.checking.verdicts import (
    WITHOUT_END,
    Verdict,
    Witness,
    Word,
    goes_round,
    labels,
    labels_of,
)
from negotiator.distribution import adding
from negotiator.engine import State, Step, replay
from negotiator.engine.headless import headless
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.vectorized.crowd import CROWD, Crowd
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.bisimulation import shrunk
from negotiator.statespace.effort import PLAY, Effort
from negotiator.statespace.successors import normal, outcomes
from negotiator.statespace.transition_system import Label, Moment, flow
from negotiator.story.model import Story
from negotiator.wording import listed

PLAYS = 3_000
"""Random plays before refinement."""
PATIENCE = 1_000
"""They stop when so many in a row have shown nothing new."""
MOST_DECISIONS = 200
"""Decisions in arrays for each play, on average: where plays go on and on, no more are made."""
FEW_STATES = 5_000
"""The short search of all states gives up at so many."""
MOST_STATES = 3_000_000
"""The long one, which is bound by memory."""
MOST_PACKED = 60_000_000
"""The search in arrays, likewise: eight bytes for each."""
SOON = 10_000.0
"""Effort that a question is given at first, so that one expensive question can't starve the
rest."""
AT_LEAST = 20_000.0
"""What it is given the second time, even if the share of each would be less."""
FOR_CULPRITS = 30_000.0
"""What is spent on the decisions that led where no ending is left, even past the end."""
FOR_A_SEED = 30_000.0
"""What is spent on looking for a seed, for one witness."""

Tell = Callable[[str], None]


class Strategy:
    """The verdicts on one story while they are being found."""

    def __init__(self, story: Story, effort: float, tell: Tell) -> None:
        self.story = story
        self.effort = Effort(effort)
        self.tell = tell
        self.crowd_plays = 0
        self.needs_numpy = False
        self.lost: frozenset[State] = frozenset()
        """Shrunk states from which a play can only go in circles, as far as a search found."""
        self.trap: frozenset[Moment] = frozenset()
        """Moments from which no way leads out, as far as that is known."""
        self.decided: dict[Label, Verdict] = {}

    def run(self) -> None:
        """Decide all that can be decided."""
        self.by_structure()
        self.told("structure")
        self.search_states(self.effort.share(0.1), FEW_STATES)
        if self.open:
            self.play_crowd()
            self.take_trapped()
        if self.open:
            self.wander(PLAYS, 0.25, PATIENCE)
        if self.open:
            self.by_refinement(self.effort.share(0.3))
            self.told("refinement")
        if self.open and all(label[0] == "endless" for label in self.open):
            # Whether a play can still end is seen by a search that comes to its end, or not at all.
            self.search_states(self.effort.share(0.6), MOST_STATES)
        if self.open:
            # What is only rare is found sooner so than among all states.
            self.wander(10 * PLAYS, 0.4, 5 * PATIENCE)
        if any(label[0] != "endless" for label in self.open):
            self.search_arrays(Effort(self.effort.most * 0.3))
        if self.open:
            self.search_states(self.effort.share(0.7), MOST_STATES)
        if self.open:
            self.wander(100 * PLAYS, 0.9, 10 * PATIENCE)
        self.take_trapped()
        self.find_culprits()

    def leave_open(self) -> None:
        """Say of what is left that nothing is claimed of it."""
        for label in self.open:
            word = Word.NOT_REACHED if self.plays else Word.CAPPED
            how = f"search capped; {self.plays:,} random plays"
            self.decided[label] = Verdict(label, word, how)

    @cached_property
    def wanderer(self) -> Wanderer:
        """The player who makes random plays and looks for what is new."""
        return Wanderer(self.story)

    @property
    def plays(self) -> int:
        """Random plays that were made."""
        wandered = self.wanderer.plays if "wanderer" in self.__dict__ else 0
        return self.crowd_plays + wandered

    def wander(self, plays: int, part: float, patience: int) -> None:
        """Make random plays with a part of the effort that is left."""
        self.wanderer.wander(plays, self.effort.share(part), patience)
        self.take_plays()
        self.told(f"{self.plays:,} random plays")

    def play_crowd(self) -> None:
        """Make many random plays at once, if numpy is there and the story fits into arrays.

        What is done in arrays is counted apart: without numpy no other method has more to spend.
        """
        try:
            crowd = Crowd(self.story, seed=0)
        except (ImportError, TooWideError):
            return
        met: defaultdict[int, list[tuple[Label, int]]] = defaultdict(list)
        plays = min(CROWD, int(self.effort.most * 0.1 / PLAY))
        lookout = crowd.lookout(0, plays)
        lookout.run(lambda: lookout.decisions < MOST_DECISIONS * plays)
        for label, (turns, number) in lookout.sightings.items():
            if label not in self.decided:
                met[number].append((label, turns))
        arena = Arena(headless(self.story), Player.UNIFORM, seed=0)
        # A play is made again for its decisions: those that show most come first.
        for number in sorted(met, key=lambda number: -len(met[number])):
            course = arena.course(number)
            for label, turns in met[number]:
                witness = Witness(course.until(turns), course.seed)
                self.decided[label] = Verdict(label, Word.WITNESSED, "random plays", witness)
        self.crowd_plays = lookout.over
        self.told(f"{lookout.over:,} random plays at once")

    def search_states(self, effort: Effort, most: int) -> None:
        """Search all states, or as many as may be."""
        explored = explore(self.story, effort, most)
        self.take_states(explored)
        self.told(f"{len(explored.came_from):,} states")

    def search_arrays(self, effort: Effort) -> None:
        """Search all states in arrays, if numpy is there: what isn't reached then is proved."""
        try:
            packed = search(self.story, effort, MOST_PACKED)
        except ImportError:
            self.needs_numpy = True
            self.tell(f"search in arrays: left out; {adding('check')} adds numpy")
            return
        except TooWideError:
            return
        if packed.is_complete:
            for label in self.open:
                if label[0] != "endless" and label not in packed.reached:
                    how = f"search of all {packed.states:,} states, in arrays"
                    self.decided[label] = Verdict(label, Word.PROVED, how)
        self.told(f"{packed.states:,} states in arrays")

    @property
    def open(self) -> list[Label]:
        """The questions that are undecided."""
        return [label for label in labels(self.story) if label not in self.decided]

    def told(self, method: str) -> None:
        """Tell what is left after a method, and what follows from it."""
        self.take_unreached()
        self.tell(f"{method}: {len(self.open)} of {len(list(labels(self.story)))} left")

    def take_unreached(self) -> None:
        """No play gets stuck, or goes in circles, where none comes."""
        for label in self.open:
            kind, name = label
            place = self.decided.get(("event" if name in self.story.events else "scene", name))
            if kind in WITHOUT_END and place is not None and place.word is Word.PROVED:
                self.decided[label] = Verdict(label, Word.PROVED, "no play comes here")

    def by_structure(self) -> None:
        """Decide what needs no search."""
        story = self.story
        over = refinement(story)
        reached = over.reached(labels(story))
        reached -= never(story)
        ending = always_ends(story, self.effort.share(0.1))
        for label in labels(story):
            kind, name = label
            how = ""
            if kind in WITHOUT_END and not {("scene", name), ("event", name)} & reached:
                how = "no play comes here"
            elif kind == "endless":
                how = "there is a way out in every case" if name in ending else ""
            elif kind == "stuck" and name in story.events:
                how = "an event only waits if there is an answer"
            elif kind == "stuck" and never_closed(story, story.scenes[name]):
                how = "a choice is open in every case"
            elif label not in reached:
                how = "its conditions can't hold"
                if kind == "stuck":
                    how = "ranges"
                elif not over.labelled.get(label):
                    how = "no way leads there from the start"
            if how:
                self.decided[label] = Verdict(label, Word.PROVED, how)

    def take_plays(self) -> None:
        """Take as witnesses what random plays did."""
        for label, witness in self.wanderer.found.items():
            known = self.decided.get(label)
            if known is None or _is_shorter(witness, known.witness):
                self.decided[label] = Verdict(label, Word.WITNESSED, "random plays", witness)
        for witness in self.wanderer.lost:
            if any(label[0] == "endless" for label in self.open):
                self.take_lost(witness)
        self.wanderer.lost.clear()

    def take_trapped(self) -> None:
        """Take as witnesses the plays that came to where no way leads out, as far as is known."""
        asked = {name for kind, name in self.open if kind == "endless"}
        if not asked:
            return
        proved = frozenset(one.label for one in self.decided.values() if one.word is Word.PROVED)
        self.trap = soft_locks(self.story, proved)
        if not asked & {moment[1] for moment in self.trap if moment[0] == "at"}:
            return
        found: dict[Label, Witness] = {}
        for witness in [one.witness for one in self.decided.values()]:
            if witness is None or witness.seed is None:
                continue
            for number, state in enumerate(self.states(witness)):
                label = ("endless", state.scene)
                if label in self.decided or flow(self.story).moment(state) not in self.trap:
                    continue
                there = Witness(witness.decisions[:number], witness.seed)
                if _is_shorter(there, found.get(label)):
                    found[label] = there
        for label, there in found.items():
            self.decided[label] = Verdict(label, Word.WITNESSED, "no way leads out", there)

    def states(self, witness: Witness) -> list[State]:
        """The states of a play that has a seed, its first one included."""
        assert witness.seed is not None
        play = replay(self.story, witness.seed, witness.decisions).play
        return [play.origin, *(step.state for step in play.steps)]

    def take_lost(self, witness: Witness) -> None:
        """Take as witnesses what a play did after it could only go in circles, if it could."""
        states = self.states(witness)
        lost = bisect_left(states, True, key=self.is_lost)
        for number, state in enumerate(states[lost:], start=lost):
            label = ("endless", state.scene)
            if label not in self.decided:
                there = Witness(witness.decisions[:number], witness.seed)
                self.decided[label] = Verdict(label, Word.WITNESSED, "random plays", there)

    def does(self, step: Step, label: Label) -> bool:
        """Whether a step does what a label says."""
        if label[0] == "endless":
            return label[1] == step.state.scene and self.is_lost(step.state)
        return label in labels_of(self.story, step)

    def is_lost(self, state: State) -> bool:
        """Whether a play can only go in circles from here on, and that is known or soon seen."""
        if shrunk(self.story, state) in self.lost:
            return True
        return goes_round(self.story, state, self.effort.upto(inf, FEW_STATES))

    def take_states(self, explored: Explored) -> None:
        """Take what a search of all states found; all that it didn't, if it came to its end."""
        how = f"search of {len(explored.came_from):,} states"
        circles: list[State] | None = None
        if explored.is_complete and any(label[0] == "endless" for label in self.open):
            circles = circling(explored, self.effort.upto(inf, FEW_STATES))
            self.lost = frozenset(circles or ())
            for state in circles or ():
                explored.first.setdefault(("endless", state.scene), explored.came_from[state])
        for label in explored.first:
            known = self.decided.get(label)
            path = explored.path(label)
            if known is None or known.witness is None or len(path) < len(known.witness.decisions):
                self.witness(label, path, how)
        if explored.is_complete:
            how = f"search of all {len(explored.came_from):,} states"
            for label in self.open:
                if label[0] != "endless" or circles is not None:
                    self.decided[label] = Verdict(label, Word.PROVED, how)

    def by_refinement(self, effort: Effort) -> None:
        """Ask about each label that is open, one after the other; first all that is soon known."""
        for longest in (SOON, inf):
            waiting = [label for label in self.open if label[0] != "endless"]
            for number, label in enumerate(waiting):
                share = effort.left / (len(waiting) - number)
                if effort.is_spent:
                    return
                self.ask(label, effort.upto(min(longest, max(AT_LEAST, share))))

    def ask(self, label: Label, effort: Effort) -> None:
        """Ask about one label."""
        found = refinement(self.story).reachability(label, effort)
        names = [f"`{name}`" for name in found.tracked] or ["nothing"]
        if found.path is not None:
            self.witness(label, found.path, f"refinement over {listed(names)}")
        elif found.is_decided:
            how = f"{listed(names)} alone rule{'' if names[1:] else 's'} it out"
            self.decided[label] = Verdict(label, Word.PROVED, how)

    def witness(self, label: Label, path: tuple[str, ...], how: str) -> None:
        """Note that a path does what a label says, with a seed that makes it a play."""
        limit = self.effort.upto(FOR_A_SEED, FEW_STATES)
        seed = seed_for(self.story, path, lambda step: self.does(step, label), limit)
        known = self.decided.get(label)
        if seed is None and known is not None and known.witness is not None:
            return
        self.decided[label] = Verdict(label, Word.WITNESSED, how, Witness(path, seed))

    def find_culprits(self) -> None:
        """For each play without end name the decision after which none could be come to."""
        limit = self.effort.upto(inf, FOR_CULPRITS)
        for label, verdict in list(self.decided.items()):
            if verdict.kind in WITHOUT_END and verdict.witness is not None:
                step = self.last_chance(verdict.witness, limit)
                if step is not None:
                    is_luck = self.is_luck(step, limit)
                    self.decided[label] = replace(verdict, culprit=step.taken, is_luck=is_luck)

    def last_chance(self, witness: Witness, limit: Effort) -> Step | None:
        """The decision of a play after which no ending was left; None if not known."""
        if witness.seed is None or not witness.decisions:
            return None
        steps = replay(self.story, witness.seed, witness.decisions).play.steps
        for step in reversed(steps):
            if flow(self.story).moment(step.before) in self.trap:
                continue
            if shrunk(self.story, step.before) in self.lost:
                continue
            found = ahead(self.story, step.before, limit.upto(FEW_STATES))
            if found is not Ahead.END and self.wanderer.can_end(step.before, limit):
                found = Ahead.END
            if found is None:
                return None
            if found is Ahead.END:
                return step
        return None

    def is_luck(self, step: Step, limit: Effort) -> bool:
        """Whether the same decision could have come to where an ending is left, by chance."""
        story, before = self.story, normal(step.before)
        if before.scene in story.tables:
            return False
        return any(
            ahead(story, move.state, limit.upto(FEW_STATES)) is Ahead.END
            for move in outcomes(story, before, step.option.id)
        )


def _is_shorter(witness: Witness, known: Witness | None) -> bool:
    return known is None or len(witness.decisions) < len(known.decisions)
