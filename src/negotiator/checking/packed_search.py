"""All states of a story at once, as integers in arrays, moment by moment.

Needs numpy (the extra `check`), as do `simulation.vectorized` and `statespace.chance_arrays`. The
moments are taken in the order of their strongly connected components (Tarjan 1972), so that all
states of a moment are reached together wherever the story doesn't go in circles. A state is the
classes that `bisimulation` tells apart, packed into one 63-bit number. What this can't reach is
never reached; what it reaches can be reached, if moments tell apart all events that came
(`TransitionSystem.is_exact`) and chance is kind. Chance branches that need several conditions may
promise too much, so others play each witness on the real machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from negotiator.checking.cegar import Refinement
from negotiator.engine.codegen import Builder
from negotiator.statespace.array_expressions import TooWideError, array_source, check_width
from negotiator.statespace.bisimulation import coarse
from negotiator.statespace.effort import PACKED, Effort
from negotiator.statespace.transition_system import START, Edge, Label, Moment
from negotiator.story.expressions import Node, reads

MOST_BITS = 63
"""Bits that a packed state has room for."""


class Packed(NamedTuple):
    """What a search of packed states found."""

    is_complete: bool
    reached: frozenset[Label]
    states: int


def search(over: Refinement, effort: Effort, most: int) -> Packed:
    """Visit all reduced states of a story, or as many as the effort and `most` allow.

    Raises ImportError without numpy, TooWideError if a state can't be packed or an expression may
    exceed 64 bits.
    """
    check_width(over.story, over.system.ranges)
    return _Arrays(over).run(effort, most)


class _Field(NamedTuple):
    """Where a value is packed: `base` times its class; tables from value to class and back."""

    name: str
    base: int
    classes: int
    low: int
    class_of: Any
    value_of: Any


class _Arrays:
    def __init__(self, over: Refinement) -> None:
        import numpy

        self.np: Any = numpy
        self.over = over
        self.least: dict[str, Any] = {
            name: False if domain.is_truth else domain.low
            for name, domain in over.system.domains.items()
        }
        self._fields: dict[Moment, tuple[_Field, ...]] = {}
        self._made: dict[Node, Callable[..., Any]] = {}

    def run(self, effort: Effort, most: int) -> Packed:
        np = self.np
        order = self.over.order
        start = {name: np.array([int(value)]) for name, value in self.over.start.items()}
        seen: dict[Moment, Any] = {}
        fresh: dict[Moment, list[Any]] = {START: [self.pack(START, start, 1)]}
        reached: set[Label] = set()
        states = 0
        while fresh:
            moment = min(fresh, key=order.__getitem__)
            packed = np.unique(np.concatenate(fresh.pop(moment)))
            known = seen.get(moment)
            if known is not None:
                where = np.searchsorted(known, packed)
                where[where == len(known)] = 0
                packed = packed[known[where] != packed]
                if not len(packed):
                    continue
                seen[moment] = np.union1d(known, packed)
            else:
                seen[moment] = packed
            states += len(packed)
            effort.spend(PACKED * len(packed))
            if states > most or effort.is_spent:
                return Packed(False, frozenset(reached), states)
            values = self.unpack(moment, packed)
            for edge in self.over.edges(moment):
                after = self.step(edge, values, len(packed))
                if len(after):
                    reached.add(edge.label)
                    fresh.setdefault(edge.target, []).append(after)
        return Packed(True, frozenset(reached), states)

    def step(self, edge: Edge, values: dict[str, Any], count: int) -> Any:
        """The packed states after an edge, from all those that may take it."""
        np = self.np
        able = self.worth(edge.when, values)
        now = values
        if np.ndim(able):
            count = int(np.count_nonzero(able))
            now = {name: value[able] if np.ndim(value) else value for name, value in values.items()}
        elif not able:
            count = 0
        if not count:
            return np.empty(0, dtype=np.int64)
        wanted = frozenset(field.name for field in self.fields(edge.target))
        later = [wanted]
        for group in reversed(edge.does):
            # A state that is dead at once need not be worked out.
            needed = [(target, node) for target, node in group if target in wanted]
            wanted = wanted.difference(target for target, _ in group)
            wanted = wanted.union(*(reads(node) for _, node in needed))
            later.append(wanted)
        for group, after in zip(edge.does, later[-2::-1], strict=True):
            now = now | {target: self.worth(node, now) for target, node in group if target in after}
        return self.pack(edge.target, now, count)

    def worth(self, node: Node, values: dict[str, Any]) -> Any:
        """What an expression gives for every state: an array, or one value for all."""
        made = self._made.get(node)
        if made is None:
            builder = Builder(f"{self.over.story.id}: arrays")
            made = self._made[node] = builder.expression("v, np", array_source(node, _read))
        return made(values, self.np)

    def fields(self, moment: Moment) -> tuple[_Field, ...]:
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
        for name, part in sorted(shrinker.parts.get(moment, {}).items()):
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

    def pack(self, moment: Moment, values: dict[str, Any], count: int) -> Any:
        packed = self.np.zeros(count, dtype=self.np.int64)
        for field in self.fields(moment):
            worth = values[field.name]
            packed += field.class_of[worth - field.low if field.low else worth + 0] * field.base
        return packed

    def unpack(self, moment: Moment, packed: Any) -> dict[str, Any]:
        found = dict(self.least)
        rest = packed
        for field in self.fields(moment):
            rest, number = self.np.divmod(rest, field.classes)
            value = field.value_of[number]
            if self.over.system.domains[field.name].is_truth:
                value = value.astype(bool)
            found[field.name] = value
        return found


def _read(name: str) -> str:
    return f"v[{name!r}]"
