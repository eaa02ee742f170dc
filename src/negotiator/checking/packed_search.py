"""The states of an abstraction in arrays, as integers, moment by moment.

Needs numpy (the extra `check`), as do `simulation.vectorized` and `statespace.chance_arrays`. It
answers what `abstraction.Search` answers state by state, over many more states; with every name
tracked these are all reduced states of a story. The moments are taken in the order of their
strongly connected components (Tarjan 1972), so that all states of a moment are reached together
wherever the story doesn't go in circles. A state is the classes that `bisimulation` tells apart,
packed into one 63-bit number. What this can't reach is never reached. What it reaches with every
name tracked can be reached, if moments tell apart all events that came
(`TransitionSystem.is_exact`) and chance is kind. Chance branches that need several conditions may
promise too much, so others play each witness on the real machine.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from negotiator.checking.abstraction import Abstraction, Tracked
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.bisimulation import coarse
from negotiator.statespace.effort import PACKED, Effort
from negotiator.statespace.transition_system import START, Edge, Group, Label, Moment
from negotiator.story.expressions import Node, reads

MOST_BITS = 63
"""Bits that a packed state has room for."""

Path = list[tuple[Edge, Tracked]]
Columns = dict[str, Any]
"""Values by name: an array with one for each state, or one for all."""


class _Field(NamedTuple):
    """Where a value is packed: `base` times its class; tables from value to class and back."""

    name: str
    base: int
    classes: int
    low: int
    class_of: Any
    value_of: Any


class PackedSearch:
    """A search over moments and the tracked values; over all values, unless some are given.

    Raises ImportError without numpy, TooWideError if an expression may exceed 64 bits.
    """

    def __init__(
        self,
        over: Abstraction,
        tracked: frozenset[str] | None = None,
        moments: frozenset[Moment] | None = None,
    ) -> None:
        import numpy

        if not over.is_narrow:
            raise TooWideError(over.story.id)
        self.np: Any = numpy
        self.over = over
        self.tracked = frozenset(over.start) if tracked is None else tracked
        self.names = tuple(name for name in over.start if name in self.tracked)
        self.moments = moments
        self.seen: set[Label] = set()
        self.states = 0
        self.gave_up = False
        self._least: Columns = {
            name: False if domain.is_truth else domain.low
            for name, domain in over.system.domains.items()
        }
        self._fields: dict[Moment, tuple[_Field, ...]] = {}
        self._visits: list[tuple[Moment, Any]] = []
        """Each moment with the states that were new there, in the order of the search."""

    def run(self, effort: Effort, most: int, label: Label | None = None) -> Path | None:
        """A path to a label, each step with the tracked values after it; None if there is none, or
        if the search gave up after so many states or so much effort.

        Raises TooWideError if a state can't be packed.
        """
        np, order = self.np, self.over.order
        start = {name: np.array([int(value)]) for name, value in self.over.start.items()}
        known: dict[Moment, Any] = {}
        fresh: dict[Moment, list[Any]] = {START: [self._pack(START, start, 1)]}
        while fresh:
            moment = min(fresh, key=order.__getitem__)
            packed = np.unique(np.concatenate(fresh.pop(moment)))
            before = known.get(moment)
            if before is not None:
                where = np.searchsorted(before, packed)
                where[where == len(before)] = 0
                packed = packed[before[where] != packed]
                if not len(packed):
                    continue
            known[moment] = packed if before is None else np.union1d(before, packed)
            self._visits.append((moment, packed))
            self.states += len(packed)
            effort.spend(PACKED * len(packed))
            if self.states > most or effort.is_spent:
                self.gave_up = True
                return None
            values = self._unpacked(moment, packed)
            for edge in self.over.edges_among(moment, self.moments):
                after, rows = self._step(edge, values, len(packed))
                if not len(after):
                    continue
                if edge.label == label:
                    return self._path(edge, after[0], packed[rows[0]])
                self.seen.add(edge.label)
                fresh.setdefault(edge.target, []).append(after)
        return None

    def _path(self, last: Edge, after: Any, state: Any) -> Path:
        """The path to what was just found: an edge from a state of the last visit, and the state
        after it. Backwards, each state is found again among what follows from an earlier visit."""
        visits: defaultdict[Moment, list[int]] = defaultdict(list)
        for number, (moment, _) in enumerate(self._visits):
            visits[moment].append(number)
        path = [(last, self._tracked(last.target, after))]
        number = len(self._visits) - 1
        while number:
            moment = self._visits[number][0]
            edge, state_before, number = self._reached_by(moment, state, number, visits)
            path.append((edge, self._tracked(moment, state)))
            state = state_before
        return path[::-1]

    def _reached_by(
        self, moment: Moment, state: Any, number: int, visits: dict[Moment, list[int]]
    ) -> tuple[Edge, Any, int]:
        """A step by which a state of a visit was reached from a visit before it."""
        earlier = (one for source in self.over.before[moment] for one in visits.get(source, ()))
        for one in sorted(one for one in earlier if one < number):
            source, packed = self._visits[one]
            values = self._unpacked(source, packed)
            for edge in self.over.edges_among(source, self.moments):
                if edge.target == moment:
                    after, rows = self._step(edge, values, len(packed))
                    found = self.np.flatnonzero(after == state)
                    if len(found):
                        return edge, packed[rows[found[0]]], one
        raise AssertionError(moment)

    def _tracked(self, moment: Moment, state: Any) -> Tracked:
        """The tracked values of a packed state."""
        values = self._unpacked(moment, self.np.array([state]))
        return tuple(
            values[name].item() if self.np.ndim(values[name]) else values[name]
            for name in self.names
        )

    # Steps

    def _step(self, edge: Edge, values: Columns, count: int) -> tuple[Any, Any]:
        """The packed states after an edge, from all those that may take it, and the number of the
        state that each of them comes from."""
        np = self.np
        able = self._worth(self.over.may(edge.when, self.tracked), values)
        rows = np.flatnonzero(able) if np.ndim(able) else np.arange(count if able else 0)
        if not len(rows):
            return rows, rows
        later = self._needed(edge)
        now = {name: values[name] for name in later[0]}
        if len(rows) < count:
            now = _taken(now, rows)
        for group, needed in zip(edge.does, later[1:], strict=True):
            now, rows = self._assigned(group, needed, now, rows)
        return self._pack(edge.target, now, len(rows)), rows

    def _needed(self, edge: Edge) -> list[frozenset[str]]:
        """The names whose values are needed before each group of an edge, and after the last: a
        value that is dead at once need not be worked out."""
        wanted = frozenset(field.name for field in self._fields_at(edge.target))
        later = [wanted]
        for group in reversed(edge.does):
            needed = [node for target, node in group if target in wanted]
            wanted = wanted.difference(target for target, _ in group)
            wanted = wanted.union(*map(reads, needed)) & self.tracked
            later.append(wanted)
        return later[::-1]

    def _assigned(
        self, group: Group, needed: frozenset[str], now: Columns, rows: Any
    ) -> tuple[Columns, Any]:
        """The values after a group of assignments, with the number of the state that each comes
        from. Where a truth value hangs on what isn't tracked, both may follow."""
        np = self.np
        then: Columns = {}
        for target, node in group:
            if target not in needed:
                continue
            if reads(node) <= self.tracked:
                then[target] = self._worth(node, now)
                continue
            may, must = self.over.may(node, self.tracked), self.over.must(node, self.tracked)
            holds = np.broadcast_to(np.asarray(self._worth(may, now), dtype=bool), rows.shape)
            unsure = np.flatnonzero(holds & np.logical_not(self._worth(must, now)))
            each = np.concatenate([np.arange(len(rows)), unsure])
            then, now, rows = _taken(then, each), _taken(now, each), rows[each]
            then[target] = np.concatenate([holds, np.zeros(len(unsure), dtype=bool)])
        return now | then, rows

    def _worth(self, node: Node, values: Columns) -> Any:
        return self.over.in_arrays(node)(values, self.np)

    # Packing

    def _fields_at(self, moment: Moment) -> tuple[_Field, ...]:
        """How states are packed at a moment."""
        key = coarse(moment)
        found = self._fields.get(key)
        if found is None:
            found = self._fields[key] = tuple(self._laid_out(key))
        return found

    def _laid_out(self, moment: Moment) -> list[_Field]:
        np = self.np
        shrinker = self.over.shrinker
        found = []
        base = 1
        parts = shrinker.parts.get(moment, {})
        for name in sorted(parts.keys() & self.tracked):
            part = parts[name]
            if not part:
                raise TooWideError(name)
            classes = max(part) + 1
            values = shrinker.ranges[name]
            least = [values[part.index(number)] for number in range(classes)]
            low = values[0]
            found.append(_Field(name, base, classes, low, np.array(part), np.array(least)))
            base *= classes
            if base >= 1 << MOST_BITS:
                raise TooWideError(name)
        return found

    def _pack(self, moment: Moment, values: Columns, count: int) -> Any:
        packed = self.np.zeros(count, dtype=self.np.int64)
        for field in self._fields_at(moment):
            worth = values[field.name]
            packed += field.class_of[worth - field.low if field.low else worth + 0] * field.base
        return packed

    def _unpacked(self, moment: Moment, packed: Any) -> Columns:
        found = dict(self._least)
        rest = packed
        for field in self._fields_at(moment):
            rest, number = self.np.divmod(rest, field.classes)
            value = field.value_of[number]
            if self.over.system.domains[field.name].is_truth:
                value = value.astype(bool)
            found[field.name] = value
        return found


def _taken(values: Columns, rows: Any) -> Columns:
    """The values of some states."""
    return {name: one[rows] if getattr(one, "ndim", 0) else one for name, one in values.items()}
