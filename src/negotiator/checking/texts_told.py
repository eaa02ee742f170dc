"""Which passages, documents, readings, front pages and ways plays can meet: asked last.

What plays do is decided without them, over states that no text makes more of; most tellings are
met on the way. Those left are asked over a graph of their own, which has no others on it: whether
its structure excludes them, then by a short search of all its states, random plays, plays directed
at each, refinement one at a time, and a search in arrays.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.checking import reasons
from negotiator.checking.answers import FEW_STATES
from negotiator.checking.cegar import Refinement
from negotiator.checking.directed_plays import Directed, condition
from negotiator.checking.explicit_search import explore
from negotiator.checking.packed_search import PackedSearch
from negotiator.checking.search_plan import (
    MOST_PACKED,
    MOST_STATES,
    PATIENCE,
    PLAYS,
    SearchPlan,
)
from negotiator.checking.verdicts import Verdict, Witness, Word, labels_of
from negotiator.engine import Play
from negotiator.engine.transitions import LINE
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.bisimulation import Shrinker
from negotiator.statespace.effort import Effort
from negotiator.statespace.tellings import tellings
from negotiator.statespace.transition_system import Label, TransitionSystem
from negotiator.story.expressions import reads

PART = 0.03
"""The part of the whole effort that tellings get, even if all of it is spent."""


class TellingPlan:
    """The verdicts on the tellings of a story whose plays are searched already."""

    def __init__(self, plan: SearchPlan) -> None:
        self.plan = plan
        self.story = plan.story
        self.told = tellings(plan.story)
        self.asked_here = frozenset(one for one in self.told.asked if one[0] != LINE)
        """Those asked about; what is said in talks is `lines_said`'s affair."""
        self.over: Refinement | None = None

    @property
    def open(self) -> list[Label]:
        """The undecided ones, in the order of the story."""
        left = self.asked_here - self.plan.decided.keys()
        return [one.label for one in self.told.all if one.label in left]

    @property
    def unmet(self) -> list[Label]:
        """Those among them of which nothing that is written the same is met either: only they are
        worth a search, as what is shared by an anchor isn't in vain if it is met once."""
        known = self.plan.decided
        met = {one.written for one in self.told.all if self._is_met(known.get(one.label))}
        return [label for label in self.open if self.told.by_label[label].written not in met]

    def _is_met(self, verdict: Verdict | None) -> bool:
        return verdict is not None and verdict.word is Word.WITNESSED

    @property
    def asked(self) -> list[Label]:
        """Those that are on the graph and undecided: a search says nothing of others."""
        assert self.over is not None, "there is a graph by then"
        return [label for label in self.open if label in self.over.system.asks]

    def take(self, plays: Iterable[Play]) -> None:
        """Take what plays of the story's own tests meet as witnesses."""
        for play in plays:
            waiting = frozenset(self.open)
            for number, step in enumerate(play.steps if waiting else (), start=1):
                made = Witness(play.decisions[:number], play.state.seed)
                for label in waiting.intersection(labels_of(self.story, step)):
                    how = reasons.own_test()
                    self.plan.decided.setdefault(label, Verdict(label, Word.WITNESSED, how, made))

    def run(self) -> None:
        """Decide everything that can be decided."""
        part = self.plan.effort.most * PART
        effort = self.plan.effort.upto(part, part)
        self.follow()
        if self.open and not self.plan.crowd_plays:
            # The story is small, or there are no plays in arrays.
            self.by_structure(self.open)
            self.search_states(effort.share(0.3), FEW_STATES)
            if self.unmet:
                self.plan.play_crowd()
            if self.unmet:
                self.plan.wander(PLAYS, 0.25, PATIENCE)
        if self.unmet:
            self.direct(effort.share(0.3))
        if self.unmet:
            self.by_structure(self.unmet)
            self.by_refinement(effort.share(0.6))
        if self.unmet:
            self.search_arrays(effort)
        if self.unmet and self.plan.is_searched:
            self.search_states(self.plan.effort, MOST_STATES)

    def ended(self, method: str) -> None:
        """Report how many are left after a method."""
        self.plan.tell(reasons.left(method, len(self.open), len(self.asked_here)))

    def follow(self) -> None:
        """Decide what nobody reaches: what it belongs to is proved never to be met, or where it
        leads is."""
        never = {label for label, one in self.plan.decided.items() if one.word is Word.PROVED}
        for label in self.open:
            telling = self.told.by_label[label]
            if never & {
                telling.owner,
                telling.within,
                ("scene", telling.to),
                ("ending", telling.to),
            }:
                self.prove(label, reasons.nobody_comes())

    def prove(self, label: Label, how: str) -> None:
        """Record that no play meets a telling."""
        self.plan.decided[label] = Verdict(label, Word.PROVED, how)

    def by_structure(self, asked: list[Label]) -> None:
        """Take a graph with only these, and decide those that it excludes."""
        asks = frozenset(asked)
        self.over = Refinement(self.story, Shrinker(self.story, TransitionSystem(self.story, asks)))
        reached = self.over.reached(asks)
        for label in asked:
            if label not in reached:
                self.prove(label, reasons.never_holds())
        self.ended(reasons.structure_of_tellings())

    def direct(self, effort: Effort) -> None:
        """Direct plays at each from the play that came to where it stands."""
        directed = Directed(self.story)
        for label in self.unmet:
            telling = self.told.by_label[label]
            owner = self.plan.decided.get(telling.owner)
            if label in self.plan.decided or owner is None or owner.witness is None:
                continue
            found = directed.toward(telling, owner.witness, frozenset(self.open), effort)
            for met, witness in found.items():
                how = reasons.directed_plays()
                self.plan.decided[met] = Verdict(met, Word.WITNESSED, how, witness)
        self.ended(reasons.directed_plays())

    def by_refinement(self, effort: Effort) -> None:
        """Ask about each in turn. What its condition reads is tracked from the beginning: mostly it
        is known already that a play reaches where it stands."""
        assert self.over is not None, "there is a graph by then"
        waiting = self.unmet
        for number, label in enumerate(waiting):
            when = condition(self.story, self.told.by_label[label])
            first = frozenset() if when is None else reads(when)
            share = effort.share(1 / (len(waiting) - number))
            self.plan.ask(label, share, self.over, first)
        self.ended(reasons.refinement())

    def search_arrays(self, effort: Effort) -> None:
        """Search all states in arrays, if numpy is there: what isn't reached is then proved."""
        assert self.over is not None, "there is a graph by then"
        try:
            packed = PackedSearch(self.over)
            packed.run(effort, MOST_PACKED)
        except (ImportError, TooWideError):
            return
        if not packed.gave_up:
            for label in self.asked:
                if label not in packed.seen:
                    self.prove(label, reasons.all_in_arrays(packed.states))
        self.ended(reasons.states_in_arrays(packed.states))

    def search_states(self, effort: Effort, most: int) -> None:
        """Search all states of the graph, or as many as possible."""
        assert self.over is not None, "there is a graph by then"
        explored = explore(self.story, effort, most, self.over.shrinker)
        how = reasons.some_states(len(explored.came_from))
        for label in self.asked:
            if label in explored.first:
                self.plan.witness(label, explored.path(label), how)
            elif explored.is_complete:
                self.prove(label, reasons.all_states(len(explored.came_from)))
        self.ended(reasons.states(len(explored.came_from)))
