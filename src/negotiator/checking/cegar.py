"""One question at a time, over few values, adding others only where they turn out to matter.

Counterexample-guided abstraction refinement (Clarke, Grumberg, Jha, Lu & Veith, "CEGAR for symbolic
model checking", CAV 2000, JACM 50:5, 2003), with localization (Kurshan 1994): a set of names is
tracked, at first none, and a condition on any other may hold or not. What such a search can't reach
is proved unreachable. A path it finds is replayed with all values; a condition that fails there
gives the names to track from then on. Tracked values are merged where nothing tells them apart
later (`bisimulation`). An effect on a tracked number makes everything it reads tracked too; a
tracked truth value may be guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from math import inf, log2
from typing import NamedTuple

from negotiator.checking.abstraction import MOST_STATES, Abstraction, Search, Tracked, Values
from negotiator.checking.packed_search import PackedSearch
from negotiator.checking.value_sets import ValueSets
from negotiator.engine.state import State
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.bisimulation import Shrinker
from negotiator.statespace.components import leading_to
from negotiator.statespace.effort import ABSTRACT, Effort
from negotiator.statespace.successors import initial, line, met, moves
from negotiator.statespace.transition_system import START, Edge, Label, Moment
from negotiator.story.choice_names import full_name, parted
from negotiator.story.expressions import Node, Operation, reads
from negotiator.story.intervals import FAR
from negotiator.story.model import Story

MOST_STATE_BY_STATE = 20_000
"""States of an abstraction after which its search goes on in arrays, if numpy is there."""
MOST_IN_ARRAYS = 20_000_000
"""The search of one abstraction in arrays gives up after this many, bounded by memory."""


class Reachability(NamedTuple):
    """The answer to a question: a path that plays, or none in any play, or the search gave up."""

    path: tuple[str, ...] | None
    """The decisions of a play that does it; None if no play does, or none was found."""
    is_decided: bool
    tracked: tuple[str, ...]
    states: int
    excluded: frozenset[Label] = frozenset()
    """All that is shown with this one to happen in no play: one abstraction answers every question
    that it has all ways to."""


class Refinement(Abstraction):
    """Answers questions about one story, over the usual graph or that of another shrinker."""

    def __init__(self, story: Story, shrink: Shrinker | None = None) -> None:
        super().__init__(story, shrink)
        self.assigned: dict[str, set[str]] = defaultdict(set)
        self.labelled: dict[Label, set[Moment]] = defaultdict(set)
        for moment in self.order:
            for edge in self.edges(moment):
                self.labelled[edge.label].add(moment)
                for group in edge.does:
                    for target, node in group:
                        self.assigned[target] |= reads(node)

    def reached(self, labels: Iterable[Label]) -> set[Label]:
        """The labels that can't be excluded from the values that each name may have at each
        moment."""
        sets = ValueSets(self)
        sets.run(Effort(ABSTRACT * MOST_STATES))
        if sets.gave_up:
            return set(labels)
        return {label for label in labels if label in sets.seen}

    def reachability(
        self, label: Label, effort: Effort, first: frozenset[str] = frozenset()
    ) -> Reachability:
        """Whether a play can do what a label says; the search gives up when the effort is spent.
        The names tracked from the beginning are `first`, and what decides them."""
        moments = self._leading_to([label])
        if START not in moments:
            return Reachability(None, True, (), 0, frozenset({label}))
        tracked = self.closed(first & self.system.domains.keys())
        states = 0
        while True:
            search, path = self._searched(tracked, moments, label, effort)
            states += search.states
            if search.gave_up:
                return Reachability(None, False, tuple(sorted(tracked)), states)
            if path is None:
                excluded = self._within(moments) - search.seen
                return Reachability(None, True, tuple(sorted(tracked)), states, excluded)
            more = self._why_not(path, search, tracked)
            if more is None:
                return Reachability(None, False, tuple(sorted(tracked)), states)
            if not more:
                decisions = self.played(path)
                return Reachability(
                    decisions, decisions is not None, tuple(sorted(tracked)), states
                )
            tracked = self.closed(tracked | more)

    def excluded(
        self, names: frozenset[str], labels: Iterable[Label], effort: Effort
    ) -> frozenset[Label]:
        """What no play does, as far as one abstraction over these names shows within the effort; it
        is made for these labels, and answers all that it has all ways to."""
        moments = self._leading_to(labels)
        search, _ = self._searched(self.closed(names), moments, None, effort)
        return frozenset() if search.gave_up else self._within(moments) - search.seen

    def asked_by(self, label: Label) -> frozenset[str]:
        """What decides the guards of the steps that do what a label says."""
        edges = (edge for moment in self.labelled[label] for edge in self.edges(moment))
        names = (reads(edge.when) for edge in edges if edge.label == label)
        return self.closed(frozenset().union(*names))

    def _searched(
        self,
        tracked: frozenset[str],
        moments: frozenset[Moment],
        label: Label | None,
        effort: Effort,
    ) -> tuple[Search | PackedSearch, list[tuple[Edge, Tracked]] | None]:
        """A search for a label over these names, and the path it found: in arrays, if it outgrows
        what is searched soonest state by state."""
        if self.fits_arrays:
            few = Search(self, tracked, moments)
            path = few.run(label, effort, MOST_STATE_BY_STATE)
            if not few.gave_up or effort.is_spent:
                return few, path
            with suppress(TooWideError):
                many = PackedSearch(self, tracked, moments)
                return many, many.run(effort, MOST_IN_ARRAYS, label)
        search = Search(self, tracked, moments)
        return search, search.run(label, effort)

    @cached_property
    def fits_arrays(self) -> bool:
        """Whether numpy is there, and no expression exceeds what its numbers hold."""
        try:
            PackedSearch(self)
        except (ImportError, TooWideError):
            return False
        return True

    def closed(self, names: frozenset[str]) -> frozenset[str]:
        """The names, and everything that decides the numbers among them."""
        found = set(names)
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if self.system.domains[name].is_truth:
                continue
            for other in self.assigned[name] - found:
                found.add(other)
                waiting.append(other)
        return frozenset(found)

    def _leading_to(self, labels: Iterable[Label]) -> frozenset[Moment]:
        sources = frozenset().union(*(self.labelled[label] for label in labels))
        return frozenset(leading_to(sources, self.before))

    def _within(self, moments: frozenset[Moment]) -> frozenset[Label]:
        """The labels to which these moments have all ways."""
        return frozenset(one for one, sources in self.labelled.items() if sources <= moments)

    def _why_not(
        self,
        path: list[tuple[Edge, Tracked]],
        search: Search | PackedSearch,
        tracked: frozenset[str],
    ) -> frozenset[str] | None:
        """The names to track so that this path is not taken again; the empty set if it can be
        played, and None if it can't and there is nothing left to track.

        Everything that fails along the path counts, as if the rest could be walked all the same:
        tracking what makes the last guard fail is often cheap where the first is expensive. Of
        equally cheap sets the last one wins, because it is nearest to the question.
        """
        values = dict(self.start)
        reasons: list[frozenset[str]] = []
        plays = True
        for edge, after in path:
            if not self.system.holds(edge.when, values):
                plays = False
                reasons += self._missing(edge.when, values, tracked)
            for group in edge.does:
                worked = [(target, self.system.worth(node, values)) for target, node in group]
                values.update(worked)
            seen = self.projected(edge.target, search.names, values)
            for name, guessed, real in zip(search.names, after, seen, strict=True):
                if guessed != real:
                    plays = False
                    # What it is guessed from may itself be a guess of the same step.
                    wanted = frozenset([name])
                    for group in reversed(edge.does):
                        wanted = wanted.union(*(reads(n) for t, n in group if t in wanted))
                    reasons.append(wanted - tracked)
        cheapest: frozenset[str] = frozenset()
        least = inf
        for names in reasons:
            if names and (cost := self.cost(tracked | names)) <= least:
                cheapest, least = names, cost
        return cheapest if plays or cheapest else None

    def cost(self, names: frozenset[str]) -> float:
        """How many combinations of values there may be if these names are tracked, as a
        logarithm."""
        sizes = [self.system.domains[name].size for name in self.closed(names)]
        return sum(log2(FAR if size is None else size) for size in sizes)

    def _missing(self, when: Node, values: Values, tracked: frozenset[str]) -> list[frozenset[str]]:
        """The untracked names in each part of a condition that fails."""
        parts = when.parts if isinstance(when, Operation) and when.operator == "and" else (when,)
        return [reads(part) - tracked for part in parts if not self.system.holds(part, values)]

    def played(self, path: Sequence[tuple[Edge, Tracked | None]]) -> tuple[str, ...] | None:
        """The decisions of a path that the real machine can take, if chance is kind."""
        stops: list[tuple[str, Moment | None, Values]] = []
        values = dict(self.start)
        for edge, _ in path:
            if edge.source[0] == "at" and edge.label[0] == "choice":
                stops.append((edge.label[1], None, {}))
            for group in edge.does:
                worked = [(target, self.system.worth(node, values)) for target, node in group]
                values.update(worked)
            if edge.target[0] == "at" and stops:
                stops[-1] = (stops[-1][0], edge.target, dict(values))
        states: dict[State, tuple[str, ...]] = {initial(self.story): ()}
        asked = path[-1][0].label
        for number, (decision, moment, wanted) in enumerate(stops, start=1):
            place, taken = parted(decision)
            after: dict[State, tuple[str, ...]] = {}
            for state, so_far in states.items():
                if state.scene != place:
                    continue
                for move in moves(self.story, state):
                    if move.taken != taken or move.state in after:
                        continue
                    # A path may end on the way to where a move ends; the move must do it too.
                    is_last = number == len(stops) and asked[0] != "stuck"
                    if is_last and asked not in met(self.story, state, move, self.system.asks):
                        continue
                    if moment is None or self._stands(move.state, moment, wanted):
                        made = line(self.story, state, move.option)
                        after[move.state] = (*so_far, *(full_name(place, one) for one in made))
            states = dict(islice(after.items(), 100))
            if not states:
                return None
        return next(iter(states.values()))

    def _stands(self, state: State, moment: Moment, wanted: Values) -> bool:
        """Whether a state is the one the path reached, as far as anything later can tell."""
        if self.system.moment(state) != moment:
            return False
        slots = self.system.ready.layout.slots
        # No step of a path says which profile is drawn: it may be any.
        drawn = {name: state.values[slots[name]] for name in self.story.profiles}
        slotted = state._replace(values=tuple((wanted | drawn)[name] for name in slots))
        return self.shrinker(state) == self.shrinker(slotted)


def refinement(story: Story) -> Refinement:
    """The refinement that answers questions about a story; it lives as long as the story does."""
    return story.once(Refinement)
