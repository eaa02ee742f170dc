"""States that only differ in what is never read again, merged into one.

For every moment of a play and every value, this finds the coarsest partition of its range such that
two values in one class lead to the same options, events, votes and ways, for ever. It works
backwards: guards cut the range where they test it, assignments carry the cuts of later moments back
to earlier ones, until nothing changes. That is live-variable analysis (Kildall 1973) where the cut
is empty, saturation of counts where it is one-sided, and in general the relational coarsest
partition (Paige & Tarjan 1987), one variable at a time. Variables that a condition or an effect
reads together with others are kept whole. The least value of a class stands for the class, so a
shrunk state is a state that can be played, and it is bisimilar to the one it stands for, chances
included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from negotiator.engine.codegen import Builder
from negotiator.engine.layout import Value
from negotiator.engine.state import State
from negotiator.statespace.successors import normal
from negotiator.statespace.transition_system import (
    Edge,
    Moment,
    TransitionSystem,
    system_of,
)
from negotiator.story.expressions import Node, Read, atoms, python_source, reads
from negotiator.story.model import Story

WIDEST = 2_048
"""Ranges wider than this are kept whole if they are read at all."""


class Partition(tuple[int, ...]):
    """The class of each value of a range, numbered in the order of first occurrence; empty: all
    distinct.

    A shrinker has one object for equal partitions, so they compare and hash as objects do: a range
    may have two thousand values.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__
    __ne__ = object.__ne__


ALL_DISTINCT = Partition()
Parts = dict[str, Partition]
"""The partition of each value that is read later; values that aren't read are left out."""


Asks = tuple[tuple[str, Partition], ...]
"""Names, and how each is to be cut."""


class _Set(NamedTuple):
    """An assignment: how it cuts if its target is true or false, and what it gives for its
    names."""

    target: str
    asks: Asks | None
    reads: Asks


class _Back(NamedTuple):
    """An edge seen backwards: where it leads, what it requires, what it assigns, last first."""

    target: Moment
    asks: Asks
    groups: tuple[tuple[_Set, ...], ...]


class Shrinker:
    """Shrinks the states of one story, seen as a graph: the usual one, unless another is given."""

    def __init__(self, story: Story, at: TransitionSystem | None = None) -> None:
        self.system: TransitionSystem = at or system_of(story)
        self.ranges: dict[str, range] = {}
        for name, domain in self.system.domains.items():
            size = domain.size
            if size is not None and size <= WIDEST:
                self.ranges[name] = range(domain.low, domain.low + size)
        self._tables: dict[Node, Asks] = {}
        self._asked: dict[Node, Asks] = {}
        self._cut_by: dict[Node, Asks] = {}
        self._parts: dict[tuple[int, ...], Partition] = {(): ALL_DISTINCT}
        self._meets: dict[tuple[Partition, Partition], Partition] = {}
        self._carries: dict[tuple[Partition, Partition], Partition] = {}
        self._numbers: dict[tuple[str, tuple[int, ...]], int] = {}
        self.parts: dict[Moment, Parts] = {}
        self._solve()
        self._made: dict[Moment, Callable[[tuple[Value, ...]], tuple[Value, ...]]] = {}

    def __call__(self, state: State) -> State:
        """The state that stands for this one and for all that behave the same from here on."""
        moment = self.system.moment(state)
        shrink = self._made.get(moment)
        if shrink is None:
            shrink = self._made[moment] = self._maker(moment)
        agenda = state.agenda
        if agenda is not None:
            agenda = agenda._replace(came=tuple(sorted(agenda.came)))
        return State(state.scene, shrink(state.values), 0, 0, agenda)

    def _parts_at(self, moment: Moment) -> Parts:
        return self.parts.get(coarse(moment), {})

    def classes(self, moment: Moment, name: str) -> int | None:
        """How many values of a name are told apart at a moment; None if an endless range is kept
        whole."""
        part = self._parts_at(moment).get(name)
        if part is None:
            return 1
        return max(part) + 1 if part else self.system.domains[name].size

    def least(self, moment: Moment, name: str, value: Value) -> Value:
        """The least value that is equivalent to this one from a moment on."""
        domain = self.system.domains[name]
        part = self._parts_at(moment).get(name)
        if part is None:
            return False if domain.is_truth else domain.low
        if name in self.system.folds:
            value = self.system.folds[name].of(value)
        if not part or len(set(part)) == len(part):
            return value
        return self.ranges[name][part.index(part[value - domain.low])]

    def least_source(
        self, moment: Moment, name: str, value: str
    ) -> tuple[str, tuple[int, ...] | None]:
        """Source of the least value, and the table in which it is looked up, which is named before
        the bracket."""
        domain = self.system.domains[name]
        part = self._parts_at(moment).get(name)
        if part is None:
            return ("False" if domain.is_truth else str(domain.low)), None
        if name in self.system.folds:
            value = self.system.folds[name].source(value)
        if not part or len(set(part)) == len(part):
            return value, None
        table = tuple(self.ranges[name][part.index(number)] for number in part)
        number = self._numbers.setdefault((name, table), len(self._numbers))
        return f"t{number}[{value} - {domain.low}]", table

    def samples(self, conditions: list[Node]) -> dict[str, tuple[Value, ...]] | None:
        """One value from each class that conditions tell apart; None if a range is endless."""
        parts: Parts = {}
        for condition in conditions:
            for name, part in self._asks(condition):
                self._cut(parts, name, part)
        found: dict[str, tuple[Value, ...]] = {}
        for name in frozenset().union(*(reads(condition) for condition in conditions)):
            if name not in self.ranges:
                return None
            part = parts.get(name, Partition((0,)))
            first = dict(zip(reversed(part), reversed(range(len(part))), strict=True))
            found[name] = tuple(self.ranges[name][index] for index in first.values())
        return found

    def _solve(self) -> None:
        """Carry the cuts backwards until nothing changes, starting with what comes last in a
        play."""
        moments = self.system.moments()
        edges: dict[Moment, list[_Back]] = {}
        before: dict[Moment, set[Moment]] = defaultdict(set)
        for exact in moments:
            moment = coarse(exact)
            backs = edges.setdefault(moment, [])
            for edge in self.system.edges(exact):
                before[coarse(edge.target)].add(moment)
                backs.append(self._prepared(edge))
        edges = {moment: list(dict.fromkeys(backs)) for moment, backs in edges.items()}
        self.parts = {moment: {} for moment in edges}
        ranks = {moment: rank for rank, moment in enumerate(_last_first(edges))}
        order = list(ranks)
        waiting = list(range(len(order)))
        is_waiting = set(waiting)
        while waiting:
            rank = heappop(waiting)
            is_waiting.discard(rank)
            moment = order[rank]
            parts = dict(self.parts[moment])
            for back in edges[moment]:
                self._back(back, parts)
            if parts != self.parts[moment]:
                self.parts[moment] = parts
                for one in before[moment]:
                    if ranks[one] not in is_waiting:
                        is_waiting.add(ranks[one])
                        heappush(waiting, ranks[one])

    def _prepared(self, edge: Edge) -> _Back:
        """What an edge requires and assigns, with its tables worked out."""
        asks = self._asks(edge.when)
        if edge.weight is not None:
            asks += self._cuts(edge.weight)
        for node in edge.hangs_on:
            asks += self._cuts(node)
        groups = tuple(
            tuple(
                _Set(
                    target,
                    self._asks(node) if self.system.domains[target].is_truth else None,
                    self._told_apart(node),
                )
                for target, node in group
            )
            for group in reversed(edge.does)
        )
        return _Back(coarse(edge.target), asks, groups)

    def _back(self, back: _Back, parts: Parts) -> None:
        """Cut the partitions before an edge by what is required on it and after it."""
        after = self.parts[back.target]
        for group in back.groups:
            earlier = dict(after)
            for one in group:
                earlier.pop(one.target, None)
            for one in group:
                if one.target in after:
                    for name, part in self._carried(one, after[one.target]):
                        self._cut(earlier, name, part)
            after = earlier
        for name, part in after.items():
            self._cut(parts, name, part)
        for name, part in back.asks:
            self._cut(parts, name, part)

    def _carried(self, one: _Set, part: Partition) -> Asks:
        """How to cut so that what is assigned falls into the same class of the target."""
        if one.asks is not None:
            return one.asks
        if len(one.reads) == 1:
            ((name, results),) = one.reads
            if name in self.ranges and (one.target in self.ranges or not part):
                if not part:
                    return ((name, self._canonical(results)),)
                key = (results, part)
                found = self._carries.get(key)
                if found is None:
                    low = self.system.domains[one.target].low
                    found = self._canonical(tuple(part[result - low] for result in results))
                    self._carries[key] = found
                return ((name, found),)
        return tuple((name, self._whole(name)) for name, _ in one.reads)

    def _asks(self, condition: Node) -> Asks:
        """How a condition cuts."""
        found = self._asked.get(condition)
        if found is None:
            found = tuple(cut for atom in atoms(condition) for cut in self._cuts(atom))
            self._asked[condition] = found
        return found

    def _cuts(self, node: Node) -> Asks:
        """How to cut so that an expression gives the same value within each class."""
        found = self._cut_by.get(node)
        if found is None:
            found = self._cut_by[node] = tuple(
                (name, self._canonical(results) if results else results)
                for name, results in self._told_apart(node)
            )
        return found

    def _told_apart(self, node: Node) -> Asks:
        """For an expression that reads one name: what it gives for each value. If it reads several:
        all values of each must be told apart."""
        found = self._tables.get(node)
        if found is None:
            names = reads(node)
            name = next(iter(names), "")
            if isinstance(node, Read) and name in self.ranges:
                found = ((name, self._kept(tuple(self.ranges[name]))),)
            elif len(names) == 1 and name in self.ranges:
                source = python_source(node, lambda _: "x")
                work = Builder(f"{self.system.story.id}: results").expression("x", source)
                found = ((name, self._kept(tuple(work(value) for value in self.ranges[name]))),)
            else:
                found = tuple((name, self._whole(name)) for name in sorted(names))
            self._tables[node] = found
        return found

    def _whole(self, name: str) -> Partition:
        if name not in self.ranges:
            return ALL_DISTINCT
        return self._kept(tuple(range(len(self.ranges[name]))))

    def _canonical(self, keys: Iterable[object]) -> Partition:
        """The partition that puts values with the same key together, numbered in the order of first
        occurrence."""
        numbers: dict[object, int] = {}
        return self._kept(tuple(numbers.setdefault(key, len(numbers)) for key in keys))

    def _kept(self, classes: tuple[int, ...]) -> Partition:
        """The one object for equal partitions."""
        return self._parts.setdefault(classes, Partition(classes))

    def _cut(self, parts: Parts, name: str, part: Partition) -> None:
        """Refine a partition so that it also tells apart what `part` tells apart."""
        known = parts.get(name)
        if known is part:
            return
        if name not in self.ranges:
            parts[name] = ALL_DISTINCT
            return
        if known is None:
            if any(part):
                parts[name] = part
            return
        key = (known, part)
        cut = self._meets.get(key)
        if cut is None:
            cut = self._meets[key] = self._canonical(zip(known, part, strict=True))
        parts[name] = cut

    def _maker(self, moment: Moment) -> Callable[[tuple[Value, ...]], tuple[Value, ...]]:
        """A function that replaces every value by the least one of its class."""
        sources: list[str] = []
        builder = Builder(f"{self.system.story.id}: least values")
        for slot, name in enumerate(self.system.domains):
            source, table = self.least_source(moment, name, f"v[{slot}]")
            if table is not None:
                builder.named[source.partition("[")[0]] = table
            sources.append(source)
        listed = "".join(f"{source}, " for source in sources)
        made: Callable[[tuple[Value, ...]], tuple[Value, ...]] = builder.expression(
            "v", f"({listed})"
        )
        return made


def coarse(moment: Moment) -> Moment:
    """The moment, leaving out which events came and how many more may: the partitions are the same
    for all of these, which costs little precision and saves most of the work."""
    match moment:
        case ("boundary" | "round" as kind, to, *_):
            return (kind, to)
        case ("came" | "at" as kind, name, stage, to, *_):
            return (kind, name, stage, to)
        case ("in", kind, name, number, stage, to, *_):
            return ("in", kind, name, number, stage, to)
    return moment


def _last_first(edges: dict[Moment, list[_Back]]) -> Iterator[Moment]:
    """The moments, each after those it leads to, as far as there are no circles."""
    seen: set[Moment] = set()
    for root in edges:
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, iter(edges[root]))]
        while stack:
            moment, ahead = stack[-1]
            for back in ahead:
                if back.target not in seen:
                    seen.add(back.target)
                    stack.append((back.target, iter(edges[back.target])))
                    break
            else:
                stack.pop()
                yield moment


def shrinker(story: Story) -> Shrinker:
    """The shrinker of a story's states; it lives as long as the story does."""
    return story.once(Shrinker)


def shrunk(story: Story, state: State) -> State:
    """The state that stands for this one: it can be played, and no later decision tells them apart.
    Seed and draw number are left out."""
    return shrinker(story)(normal(state))
