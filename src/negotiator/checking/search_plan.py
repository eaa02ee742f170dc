"""Which method decides which question, in which order: cheapest first.

What the graph and the ranges exclude; choices that cover every case; a short search of all reduced
states, which settles small stories completely, with shortest witnesses; random plays, in arrays and
then by a curious player, which settle most of what can happen in a large one; refinement, one
question at a time; a best-first search towards each that is left; more random plays; the search of
all states again, for as much effort as is left; random plays for the rest. Whether every play can
still end is proved by structure or by a search that reached its end; a random play that goes in
circles is searched for the decision that lost it. Each method gets a share of the remaining effort.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from math import inf

from negotiator.checking import reasons
from negotiator.checking.best_first_search import search_toward
from negotiator.checking.cegar import Refinement, refinement
from negotiator.checking.culprits import Culprits
from negotiator.checking.explicit_search import Explored, circling, explore
from negotiator.checking.never_stuck import never_stuck
from negotiator.checking.packed_search import search
from negotiator.checking.random_search import RandomWalk, seed_at_start, seed_for
from negotiator.checking.static import never
from negotiator.checking.termination import always_ends, soft_locks
from negotiator.checking.verdicts import (
    WITHOUT_END,
    Verdict,
    Witness,
    Word,
    goes_round,
    labels,
    labels_of,
    questions,
)
from negotiator.engine import State, Step, replay
from negotiator.engine.headless import headless
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.vectorized.crowd import CROWD, Crowd
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.bisimulation import shrunk
from negotiator.statespace.effort import PLAY, Effort
from negotiator.statespace.transition_system import Label, Moment, system_of
from negotiator.story.model import Story

PLAYS = 3_000
"""Random plays before refinement."""
PATIENCE = 1_000
"""They stop when this many in a row have shown nothing new."""
MOST_DECISIONS = 200
"""Decisions in arrays for each play, on average: if plays go on and on, no more are made."""
FEW_STATES = 5_000
"""The short search of all states gives up after this many."""
MOST_STATES = 3_000_000
"""The limit of the long search, which is bounded by memory."""
MOST_PACKED = 60_000_000
"""The limit of the search in arrays, likewise: eight bytes for each state."""
SOON = 10_000.0
"""Effort given to a question at first, so that one expensive question can't starve the rest."""
AT_LEAST = 20_000.0
"""Effort given the second time, even if each question's share would be less."""
SHORTLY = 1_000.0
"""Effort given at least to the search towards one question: what it finds, it mostly finds soon."""
FOR_CULPRITS = FOR_A_SEED = 30_000.0
"""Effort spent on finding the decisions that left no ending, even past the end; and on looking for
the seed of one witness."""

Tell = Callable[[str], None]


class SearchPlan:
    """The verdicts on one story while they are being found."""

    def __init__(self, story: Story, effort: float, tell: Tell) -> None:
        self.story = story
        self.effort = Effort(effort)
        self.tell = tell
        self.crowd_plays = 0
        self.needs_numpy = False
        self.is_searched = False  # whether a search visited all states
        self.circling: frozenset[State] = frozenset()
        """Shrunk states from which a play can only go in circles, as far as a search found."""
        self.trap: frozenset[Moment] = frozenset()
        """Moments from which no way leads out, as far as that is known."""
        self.decided: dict[Label, Verdict] = {}

    def run(self) -> None:
        """Decide everything that can be decided."""
        self.by_structure()
        self.told(reasons.structure())
        self.search_states(self.effort.share(0.1), FEW_STATES)
        if self.open:
            self.play_crowd()
            self.take_trapped()
        if self.open:
            self.wander(PLAYS, 0.25, PATIENCE)
        if self.open:
            self.by_refinement(self.effort.share(0.3))
            self.told(reasons.refinement())
        if self.open:
            self.by_best_first(self.effort.share(0.4))
            self.told(reasons.best_first())
        if self.open and all(label[0] == "endless" for label in self.open):
            # Only a search that finishes can show whether a play can still end.
            self.search_states(self.effort.share(0.6), MOST_STATES)
        if self.open:
            # This finds what is merely rare sooner than a search of all states.
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
        """Mark the remaining questions as open: nothing is claimed about them."""
        for label in questions(self.story):
            if label not in self.decided:
                word = Word.NOT_REACHED if self.plays else Word.CAPPED
                self.decided[label] = Verdict(label, word, reasons.capped(self.plays))

    @cached_property
    def random_walk(self) -> RandomWalk:
        """The player who makes random plays and looks for anything new."""
        return RandomWalk(self.story)

    @property
    def plays(self) -> int:
        """How many random plays were made."""
        wandered = self.random_walk.plays if "random_walk" in self.__dict__ else 0
        return self.crowd_plays + wandered

    def wander(self, plays: int, part: float, patience: int) -> None:
        """Make random plays with part of the remaining effort."""
        self.random_walk.wander(plays, self.effort.share(part), patience)
        self.take_plays()
        self.told(reasons.plays(self.plays))

    def play_crowd(self) -> None:
        """Make many random plays at once, if numpy is there and the story fits into arrays.

        Work in arrays is counted separately: without numpy no other method gets more to spend.
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
        how = reasons.random_plays()
        # A play is repeated for its decisions: those that show most come first.
        for number in sorted(met, key=lambda number: -len(met[number])):
            playthrough = arena.playthrough(number)
            for label, turns in met[number]:
                witness = Witness(playthrough.until(turns), playthrough.seed)
                self.decided[label] = Verdict(label, Word.WITNESSED, how, witness)
        self.crowd_plays = lookout.over
        self.told(reasons.plays_at_once(lookout.over))

    def search_states(self, effort: Effort, most: int) -> None:
        """Search all states, or as many as possible."""
        explored = explore(self.story, effort, most)
        self.take_states(explored)
        self.told(reasons.states(len(explored.came_from)))

    def search_arrays(self, effort: Effort) -> None:
        """Search all states in arrays, if numpy is there: what isn't reached is then proved."""
        try:
            packed = search(refinement(self.story), effort, MOST_PACKED)
        except ImportError:
            self.needs_numpy = True
            self.tell(reasons.no_arrays())
            return
        except TooWideError:
            return
        if packed.is_complete:
            for label in self.open:
                if label[0] != "endless" and label not in packed.reached:
                    how = reasons.all_in_arrays(packed.states)
                    self.decided[label] = Verdict(label, Word.PROVED, how)
        self.told(reasons.states_in_arrays(packed.states))

    @property
    def open(self) -> list[Label]:
        """The undecided questions."""
        return [label for label in labels(self.story) if label not in self.decided]

    def told(self, method: str) -> None:
        """Report what is left after a method, and take what follows from it."""
        self.take_unreached()
        self.tell(reasons.left(method, len(self.open), len(list(labels(self.story)))))

    def take_unreached(self) -> None:
        """Decide that no play gets stuck, or goes in circles, where no play gets."""
        for label in self.open:
            kind, name = label
            place = self.decided.get(("event" if name in self.story.events else "scene", name))
            if kind in WITHOUT_END and place is not None and place.word is Word.PROVED:
                self.decided[label] = Verdict(label, Word.PROVED, reasons.nobody_comes())

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
                how = reasons.nobody_comes()
            elif kind == "endless":
                how = reasons.always_a_way_out() if name in ending else ""
            elif kind == "stuck" and name in story.events:
                how = reasons.answered()
            elif kind == "stuck" and never_stuck(story, story.scenes[name]):
                how = reasons.always_open()
            elif label not in reached:
                how = reasons.never_holds()
                if kind == "stuck":
                    how = reasons.outside_ranges()
                elif not over.labelled.get(label):
                    how = reasons.unconnected()
            if how:
                self.decided[label] = Verdict(label, Word.PROVED, how)

    def take_plays(self) -> None:
        """Take what random plays did as witnesses."""
        how = reasons.random_plays()
        for label, witness in self.random_walk.found.items():
            known = self.decided.get(label)
            if known is None or _is_shorter(witness, known.witness):
                self.decided[label] = Verdict(label, Word.WITNESSED, how, witness)
        for witness in self.random_walk.too_long:
            if any(label[0] == "endless" for label in self.open):
                self.take_too_long(witness)
        self.random_walk.too_long.clear()

    def take_trapped(self) -> None:
        """Take the plays that reached a place with no way out as witnesses, as far as is known."""
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
                if label in self.decided or system_of(self.story).moment(state) not in self.trap:
                    continue
                there = Witness(witness.decisions[:number], witness.seed)
                if _is_shorter(there, found.get(label)):
                    found[label] = there
        for label, there in found.items():
            self.decided[label] = Verdict(label, Word.WITNESSED, reasons.no_way_out(), there)

    def states(self, witness: Witness) -> list[State]:
        """The states of a seeded play, including its first one."""
        assert witness.seed is not None
        play = replay(self.story, witness.seed, witness.decisions).play
        return [play.origin, *(step.state for step in play.steps)]

    def take_too_long(self, witness: Witness) -> None:
        """Take what a play did once it could only go in circles as witnesses, if it could."""
        states = self.states(witness)
        since = bisect_left(states, True, key=self.only_circles)
        for number, state in enumerate(states[since:], start=since):
            label = ("endless", state.scene)
            if label not in self.decided:
                there = Witness(witness.decisions[:number], witness.seed)
                self.decided[label] = Verdict(label, Word.WITNESSED, reasons.random_plays(), there)

    def does(self, step: Step, label: Label) -> bool:
        """Whether a step does what a label says."""
        if label[0] == "endless":
            return label[1] == step.state.scene and self.only_circles(step.state)
        return label in labels_of(self.story, step)

    def only_circles(self, state: State) -> bool:
        """Whether a play can only go in circles from here on, and this is known or quickly found
        out."""
        if shrunk(self.story, state) in self.circling:
            return True
        return goes_round(self.story, state, self.effort.upto(inf, FEW_STATES))

    def take_states(self, explored: Explored) -> None:
        """Take everything a search of all states found; and everything it didn't find, if it
        finished."""
        how = reasons.some_states(len(explored.came_from))
        self.is_searched |= explored.is_complete
        circles: list[State] | None = None
        if explored.is_complete and any(label[0] == "endless" for label in self.open):
            circles = circling(explored, self.effort.upto(inf, FEW_STATES))
            self.circling = frozenset(circles or ())
            for state in circles or ():
                explored.first.setdefault(("endless", state.scene), explored.came_from[state])
        for label in explored.first:
            known = self.decided.get(label)
            path = explored.path(label)
            if known is None or known.witness is None or len(path) < len(known.witness.decisions):
                self.witness(label, path, how)
        if explored.is_complete:
            how = reasons.all_states(len(explored.came_from))
            for label in self.open:
                if label[0] != "endless" or circles is not None:
                    self.decided[label] = Verdict(label, Word.PROVED, how)

    def by_refinement(self, effort: Effort) -> None:
        """Ask about each open label in turn; those that are quickly answered come first."""
        for longest in (SOON, inf):
            waiting = [label for label in self.open if label[0] != "endless"]
            for number, label in enumerate(waiting):
                share = effort.left / (len(waiting) - number)
                if effort.is_spent:
                    return
                if label not in self.decided:
                    self.ask(label, effort.upto(min(longest, max(AT_LEAST, share))))

    def by_best_first(self, effort: Effort) -> None:
        """Search towards each open label in turn, and take what is met on the way, too."""
        waiting = [label for label in self.open if label[0] != "endless"]
        for number, label in enumerate(waiting):
            if label not in self.decided and not effort.is_spent:
                share = effort.left / (len(waiting) - number)
                limit = effort.upto(min(SOON, max(SHORTLY, share)))
                self.take_toward(label, search_toward(refinement(self.story), label, limit))

    def take_toward(self, label: Label, explored: Explored) -> None:
        """Take what a search towards a label met; or that it came to its end without it."""
        states = len(explored.came_from)
        for one in explored.first:
            if one not in self.decided:
                self.witness(one, explored.path(one), reasons.toward(states))
        if explored.is_complete and label not in explored.first:
            how = reasons.all_toward(states)
            self.decided[label] = Verdict(label, Word.PROVED, how)

    def ask(
        self,
        label: Label,
        effort: Effort,
        over: Refinement | None = None,
        first: frozenset[str] = frozenset(),
    ) -> None:
        """Ask about one label, over the usual graph or another one, tracking these names first."""
        found = (over or refinement(self.story)).reachability(label, effort, first)
        if found.path is not None:
            self.witness(label, found.path, reasons.refined([*found.tracked]))
        elif found.is_decided:
            how = reasons.ruled_out([*found.tracked])
            for one in (label, *self.open):
                if one in found.excluded:
                    self.decided[one] = Verdict(one, Word.PROVED, how)

    def witness(self, label: Label, path: tuple[str, ...], how: str) -> None:
        """Record that a path does what a label says, with a seed that makes it a play."""
        limit = self.effort.upto(FOR_A_SEED, FEW_STATES)
        if path:
            seed = seed_for(self.story, path, lambda step: self.does(step, label), limit)
        else:
            seed = seed_at_start(self.story, label)
        known = self.decided.get(label)
        if seed is None and known is not None and known.witness is not None:
            return
        self.decided[label] = Verdict(label, Word.WITNESSED, how, Witness(path, seed))

    def find_culprits(self) -> None:
        """Name the decision after which no ending could be reached, for each play without end."""
        limit = self.effort.upto(inf, FOR_CULPRITS)
        asked = Culprits(self.story, self.circling, self.trap, self.random_walk, limit)
        for label, verdict in list(self.decided.items()):
            if verdict.kind in WITHOUT_END and verdict.witness is not None:
                step = asked.last_chance(verdict.witness)
                if step is not None:
                    is_luck = asked.is_luck(step)
                    self.decided[label] = replace(verdict, culprit=step.taken, is_luck=is_luck)


def _is_shorter(witness: Witness, known: Witness | None) -> bool:
    return known is None or len(witness.decisions) < len(known.decisions)
