"""Which method decides which question, in which order: cheapest first.

What the graph and the values at each moment exclude; choices that cover every case; in a long
story, random plays, of which the first goes from scene to scene; a short search of all reduced
states, which settles small stories completely, with shortest witnesses; random plays in arrays,
which settle most of what can happen in a large one; a beam search in arrays for all that is left; a
best-first search towards each question; a curious player's random plays; abstractions, each for all
questions over its names; refinement, one question at a time; more random plays; the search of all
states again, for as much effort as is left; random plays for the rest.
Whether every play can still end is proved by structure or by a search that reached its end; a
random play that goes in circles is searched for the decision that lost it. Each method gets a share
of the remaining effort, and what is proved makes the graph smaller for those after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from math import inf

from negotiator.checking import reasons
from negotiator.checking.answers import FEW_STATES, Answers, Tell, is_shorter
from negotiator.checking.beam_search import BeamSearch
from negotiator.checking.best_first_search import search_toward
from negotiator.checking.cegar import Refinement, refinement
from negotiator.checking.culprits import Culprits
from negotiator.checking.explicit_search import explore
from negotiator.checking.never_stuck import never_stuck
from negotiator.checking.packed_search import PackedSearch
from negotiator.checking.random_search import RandomWalk
from negotiator.checking.static import never
from negotiator.checking.termination import always_ends
from negotiator.checking.verdicts import (
    WITHOUT_END,
    Beginning,
    Verdict,
    Witness,
    Word,
    labels,
    questions,
)
from negotiator.engine.headless import headless
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.vectorized.crowd import CROWD, Crowd
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.effort import PLAY, Effort
from negotiator.statespace.transition_system import Label, system_of
from negotiator.story.model import Story

PLAYS = 3_000
"""Random plays before refinement."""
PATIENCE = 1_000
"""They stop when this many in a row have shown nothing new."""
MOST_DECISIONS = 200
"""Decisions in arrays for each play, on average: if plays go on and on, no more are made."""
MOST_VALUES = 2**24
"""Values of all plays in arrays together: a story with thousands of values takes fewer plays."""
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
FOR_CULPRITS = 30_000.0
"""Effort spent on finding the decisions that left no ending, even past the end."""


class SearchPlan(Answers):
    """The verdicts on one story while they are being found."""

    def __init__(self, story: Story, effort: float, tell: Tell) -> None:
        super().__init__(story, effort, tell)
        self.crowd_plays = 0
        self.needs_numpy = False
        self.over = refinement(story)
        """The graph, without the steps that are proved to be taken in no play."""

    def run(self) -> None:
        """Decide everything that can be decided."""
        self.by_structure()
        self.told(reasons.structure())
        if len(self.story.scenes) > MOST_DECISIONS:
            self.wander(PLAYS, 0.1, PATIENCE)
        self.search_states(self.effort.share(0.1), FEW_STATES)
        if self.open:
            self.play_crowd()
            self.take_trapped()
        if self.open:
            self.by_beam(self.effort.share(0.1))
        if self.open:
            self.by_best_first(self.effort.share(0.1))
            self.told(reasons.best_first())
        if self.open:
            self.wander(PLAYS, 0.1, PATIENCE)
        if self.open:
            self.by_abstraction(self.effort.share(0.3))
        if self.open:
            self.by_refinement(self.effort.share(0.3))
            self.told(reasons.refinement())
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
        width = max(1, len(system_of(self.story).domains))
        plays = min(CROWD, MOST_VALUES // width, int(self.effort.most * 0.1 / PLAY))
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
            made = playthrough.decisions
            ends = list(accumulate((len(turn.line) for turn in playthrough.turns), initial=0))
            for label, turns in met[number]:
                witness = Witness(Beginning(made, ends[turns]), playthrough.seed)
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
            packed = PackedSearch(self.over)
            packed.run(effort, MOST_PACKED)
        except ImportError:
            self.needs_numpy = True
            self.tell(reasons.no_arrays())
            return
        except TooWideError:
            return
        if not packed.gave_up:
            for label in self.asked:
                if label not in packed.seen:
                    how = reasons.all_in_arrays(packed.states)
                    self.decided[label] = Verdict(label, Word.PROVED, how)
        self.told(reasons.states_in_arrays(packed.states))

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
        self.over = over.without(self.decided.keys())

    def take_plays(self) -> None:
        """Take what random plays did as witnesses."""
        how = reasons.random_plays()
        for label, witness in self.random_walk.found.items():
            known = self.decided.get(label)
            if known is None or is_shorter(witness, known.witness):
                self.decided[label] = Verdict(label, Word.WITNESSED, how, witness)
        for witness in self.random_walk.too_long:
            if any(label[0] == "endless" for label in self.open):
                self.take_too_long(witness)
        self.random_walk.too_long.clear()

    def by_abstraction(self, effort: Effort) -> None:
        """Ask of all that is open over what its own guards read, the cheapest first: one
        abstraction answers every question over its names. What it excludes is left out of the
        graph from then on, so that it may exclude more; so all is asked again while that helps."""
        before = 0
        while before != len(self.asked) and not effort.is_spent:
            before = len(self.asked)
            groups: defaultdict[frozenset[str], list[Label]] = defaultdict(list)
            for label in self.asked:
                groups[self.over.asked_by(label)].append(label)
            cheapest = sorted(groups, key=lambda names: (self.over.cost(names), sorted(names)))
            for number, names in enumerate(cheapest):
                asked = [label for label in groups[names] if label not in self.decided]
                if asked:
                    share = effort.share(1 / (len(cheapest) - number))
                    self.exclude(self.over.excluded(names, asked, share), names)
        self.told(reasons.abstraction())

    def exclude(self, never: frozenset[Label], names: Iterable[str]) -> None:
        """Take what these names alone rule out."""
        proved = [label for label in self.open if label in never]
        for label in proved:
            how = reasons.ruled_out(sorted(names))
            self.decided[label] = Verdict(label, Word.PROVED, how)
        if proved:
            self.over = self.over.without(proved)

    def by_refinement(self, effort: Effort) -> None:
        """Ask about each open label in turn; those that are quickly answered come first."""
        for longest in (SOON, inf):
            waiting = self.asked
            for number, label in enumerate(waiting):
                share = effort.left / (len(waiting) - number)
                if effort.is_spent:
                    return
                if label not in self.decided:
                    self.ask(label, effort.upto(min(longest, max(AT_LEAST, share))))

    def by_beam(self, effort: Effort) -> None:
        """Search in arrays for all that is open at once, if numpy is there; and again, with more
        states for each question, while that finds anything."""
        while asked := self.asked:
            try:
                beam = BeamSearch(self.over, asked, effort)
            except (ImportError, TooWideError):
                return
            beam.run()
            for label in asked:
                if label in beam.found and label not in self.decided:
                    self.take_path(label, beam.path(label), reasons.beam(), self.over)
            self.told(reasons.beam())
            if effort.is_spent or len(self.asked) == len(asked):
                return

    def by_best_first(self, effort: Effort) -> None:
        """Search towards each open label in turn, and take what is met on the way, too."""
        waiting = self.asked
        for number, label in enumerate(waiting):
            if label not in self.decided and not effort.is_spent:
                share = effort.left / (len(waiting) - number)
                limit = effort.upto(min(SOON, max(SHORTLY, share)))
                self.take_toward(label, search_toward(self.over, label, limit))

    def ask(
        self,
        label: Label,
        effort: Effort,
        over: Refinement | None = None,
        first: frozenset[str] = frozenset(),
    ) -> None:
        """Ask about one label, over the usual graph or another one, tracking these names first."""
        found = (over or self.over).reachability(label, effort, first)
        if found.path is not None:
            self.witness(label, found.path, reasons.refined([*found.tracked]))
        elif found.is_decided:
            if over is None:
                self.exclude(found.excluded, found.tracked)
            else:
                how = reasons.ruled_out([*found.tracked])
                self.decided[label] = Verdict(label, Word.PROVED, how)

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
