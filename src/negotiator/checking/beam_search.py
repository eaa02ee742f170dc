"""Many states at once in arrays: of each moment those that lack least for what is still open.

Beam search, as Torabi Dashti & Wijs have it for model checking ("Pruning state spaces with extended
beam search", ATVA 2007): it goes on from a moment only with some of its states. For each question
whose guards lie ahead (`best_first_search.guards_ahead`) those are kept that lack least of them, so
that one search looks for all that is open. It needs numpy (the extra `check`). A state is a row of
all values: unlike in `packed_search`, it may be as wide as it wants. What this finds is a path,
which others play on the real machine; that it finds none says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from negotiator.checking.best_first_search import Ways, guards_ahead
from negotiator.checking.branch_distance import distance
from negotiator.checking.cegar import Refinement
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.bisimulation import coarse
from negotiator.statespace.effort import PACKED, Effort
from negotiator.statespace.transition_system import START, Edge, Label, Moment
from negotiator.story.expressions import Node

WIDTH = 600
"""States with which the search goes on from a moment."""
SMALL = 2**15
"""Values below this are kept in 16 bits."""
WEIGHED = PACKED / 50
"""The cost of weighing one state for one question."""


class _Visit(NamedTuple):
    """The states that were new at a moment, and where each came from: the number of a visit, of a
    state there, and of the step from it."""

    moment: Moment
    sources: Any
    rows: Any
    steps: Any


class BeamSearch:
    """One search for whatever is open of a story.

    Raises ImportError without numpy, TooWideError if an expression may exceed 64 bits.
    """

    def __init__(self, over: Refinement, asked: Iterable[Label], effort: Effort) -> None:
        import numpy

        if not over.is_narrow:
            raise TooWideError(over.story.id)
        self.np: Any = numpy
        self.over = over
        self.effort = effort
        self.asked = dict.fromkeys(asked)
        self.names = tuple(over.start)
        highs = [domain.high for domain in over.system.domains.values()]
        is_small = all(high is not None and high < SMALL for high in highs)
        self.kind: Any = numpy.int16 if is_small else numpy.int64
        self.column = {name: number for number, name in enumerate(self.names)}
        random = numpy.random.default_rng(2016)
        self.factors: Any = random.integers(1, 2**62, len(self.names)) * 2 + 1
        """States are told apart by the sum of their values' classes, each times its factor."""
        self.ahead: dict[Moment, list[tuple[Label, Ways]]] = {}
        for label in self.asked:
            for moment, ways in guards_ahead(over, label, effort).items():
                self.ahead.setdefault(moment, []).append((label, ways))
        self.visits: list[_Visit] = []
        self.found: dict[Label, tuple[int, int, Edge]] = {}
        """For each label that was met: the visit and the state from which a step does it."""

    def run(self) -> None:
        """Look for everything that is asked, until it is found, no state is left or the effort is
        spent."""
        np, order = self.np, self.over.order
        start = np.array([[int(value) for value in self.over.start.values()]], dtype=self.kind)
        nowhere = np.zeros(1, dtype=np.int32)
        fresh = {START: [(start, nowhere, nowhere, nowhere)]}
        seen: dict[Moment, Any] = {}
        while fresh and len(self.found) < len(self.asked) and not self.effort.is_spent:
            moment = min(fresh, key=order.__getitem__)
            parts = fresh.pop(moment)
            states, sources, rows, steps = (np.concatenate(one) for one in zip(*parts, strict=True))
            kept = np.arange(len(states))
            if len(parts) > 1 or moment in self.over.circling:
                kept = self._new(moment, states, seen)
            self.effort.spend(PACKED * len(kept))
            if moment[0] == "at" and len(kept) > WIDTH:
                kept = kept[self._nearest(moment, states[kept])]
            if not len(kept):
                continue
            states = states[kept]
            number = len(self.visits)
            self.visits.append(_Visit(moment, sources[kept], rows[kept], steps[kept]))
            for step, edge in enumerate(self.over.edges(moment)):
                is_asked = edge.label in self.asked and edge.label not in self.found
                if not is_asked and edge.target not in self.ahead:
                    continue
                able = self._able(edge, states)
                if len(able) and is_asked:
                    self.found[edge.label] = (number, int(able[0]), edge)
                if len(able) and edge.target in self.ahead:
                    after = self._after(edge, states[able])
                    one = np.full(len(able), number, dtype=np.int32)
                    way = np.full(len(able), step, dtype=np.int32)
                    came = (after, one, able.astype(np.int32), way)
                    fresh.setdefault(edge.target, []).append(came)

    def path(self, label: Label) -> list[Edge]:
        """The steps by which the search reached what a label says."""
        number, row, edge = self.found[label]
        path = [edge]
        while number:
            visit = self.visits[number]
            number, before = int(visit.sources[row]), int(visit.rows[row])
            edges = self.over.edges(self.visits[number].moment)
            path.append(edges[int(visit.steps[row])])
            row = before
        return path[::-1]

    def _new(self, moment: Moment, states: Any, seen: dict[Moment, Any]) -> Any:
        """The numbers of the states that weren't met at a moment before, one of each kind that
        something later tells apart."""
        np, shrinker = self.np, self.over.shrinker
        sums = np.zeros(len(states), dtype=np.int64)
        whole = []
        for name, part in shrinker.parts.get(coarse(moment), {}).items():
            column = self.column[name]
            if not part or len(part) == max(part) + 1:
                whole.append(column)
            else:
                classes = np.array(part, dtype=np.int64)
                low = shrinker.ranges[name][0]
                sums += classes[states[:, column] - low] * self.factors[column]
        sums += states[:, whole].astype(np.int64) @ self.factors[whole]
        kinds, first = np.unique(sums, return_index=True)
        if moment in self.over.circling:
            known = seen.get(moment, kinds[:0])
            first = first[~np.isin(kinds, known, assume_unique=True)]
            seen[moment] = np.union1d(known, kinds)
        first.sort()
        return first

    def _nearest(self, moment: Moment, states: Any) -> Any:
        """The numbers of the states that lack least, some for each question."""
        np = self.np
        ahead = self.ahead.get(moment, ())
        asked = dict.fromkeys(ways for label, ways in ahead if label not in self.found)
        self.effort.spend(WEIGHED * len(asked) * len(states))
        values = _Columns(self, states)
        lacks: dict[Node, Any] = {}
        each = max(1, WIDTH // max(1, len(asked)))
        order = np.arange(len(states))
        kept = np.zeros(len(states), dtype=bool)
        for ways in asked:
            least: Any = None
            for way in ways:
                sums: Any = 0
                for guard in way:
                    if guard not in lacks:
                        lacks[guard] = self._worth(distance(guard), values)
                    sums = sums + lacks[guard]
                least = sums if least is None else np.minimum(least, sums)
            # Of those that lack the same, the first: a partition alone doesn't say which.
            ranked = least * len(states) + order
            kept[np.argpartition(ranked, each - 1)[:each]] = True
        return np.flatnonzero(kept)

    def _able(self, edge: Edge, states: Any) -> Any:
        """The numbers of the states that may take a step."""
        np = self.np
        able = self._worth(edge.when, _Columns(self, states))
        if np.ndim(able):
            return np.flatnonzero(able)
        return np.arange(len(states) if able else 0)

    def _after(self, edge: Edge, states: Any) -> Any:
        """The states after a step."""
        for group in edge.does:
            values = _Columns(self, states)
            made = [(self.column[target], self._worth(node, values)) for target, node in group]
            for column, worth in made:
                states[:, column] = worth
        return states

    def _worth(self, node: Node, values: _Columns) -> Any:
        return self.over.in_arrays(node)(values, self.np)


class _Columns(dict[str, Any]):
    """The values of some states by name, each taken when it is first read."""

    def __init__(self, search: BeamSearch, states: Any) -> None:
        super().__init__()
        self.search = search
        self.states = states

    def __missing__(self, name: str) -> Any:
        column: Any = self.states[:, self.search.column[name]].astype(self.search.np.int64)
        self[name] = column
        return column
