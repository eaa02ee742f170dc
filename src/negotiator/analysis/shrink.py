"""States that only differ in what is never read again, made one.

For every moment of a play and every value, the coarsest partition of its range such that two
values in one class lead to the same options, events, votes and ways, for ever. It is found
backwards: guards cut the range at what they ask, assignments carry the cuts of what follows
back to what goes before, until nothing moves. That is live-variable analysis (Kildall 1973)
where the cut is empty, saturation of counts where it is one-sided, and in general the
relational coarsest partition (Paige & Tarjan 1987), one variable at a time. Variables that a
condition or an effect reads together with others are kept whole. A class is stood for by its
least value, so a shrunk state is a state that can be played, and it is bisimilar to the one
it stands for, chances included.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache

from negotiator.analysis.flow import Edge, Flow, Moment, atoms, flow, reads
from negotiator.analysis.moves import normal
from negotiator.engine.program import Value
from negotiator.engine.rules import State
from negotiator.story.expressions import Node, python_source
from negotiator.story.model import Story

WIDEST = 2_048
"""Ranges wider than this are kept whole wherever they are read at all."""

Part = tuple[int, ...]
"""The class of each value of a range, numbered in the order they come; empty: all distinct."""
Parts = dict[str, Part]
"""The partition of each value that is read later; those that aren't are left out."""


class Shrinker:
    """Shrinks the states of one story."""

    def __init__(self, story: Story) -> None:
        self.flow: Flow = flow(story)
        self.ranges: dict[str, range] = {}
        for name, domain in self.flow.domains.items():
            size = domain.size
            if size is not None and size <= WIDEST:
                self.ranges[name] = range(domain.low, domain.low + size)
        self._tables: dict[tuple[Node, str], Part] = {}
        self._numbers: dict[tuple[str, tuple[int, ...]], int] = {}
        self.parts: dict[Moment, Parts] = {}
        self._solve()
        self._made: dict[Moment, Callable[[tuple[Value, ...]], tuple[Value, ...]]] = {}

    def __call__(self, state: State) -> State:
        """The state that stands for this one and for all that are the same from here on."""
        moment = self.flow.moment(state)
        shrink = self._made.get(moment)
        if shrink is None:
            shrink = self._made[moment] = self._maker(moment)
        agenda = state.agenda
        if agenda is not None:
            agenda = agenda._replace(came=tuple(sorted(agenda.came)))
        return State(state.scene, shrink(state.values), 0, 0, agenda)

    def live(self, moment: Moment) -> frozenset[str]:
        """The names of the values that are read at a moment or later."""
        return frozenset(self.parts.get(moment, ()))

    def classes(self, moment: Moment, name: str) -> int | None:
        """How many values of a name are told apart at a moment; None if all of an endless range."""
        part = self.parts.get(moment, {}).get(name)
        if part is None:
            return 1
        return max(part) + 1 if part else self.flow.domains[name].size

    def least(self, moment: Moment, name: str, value: Value) -> Value:
        """The least value that is the same as this one from a moment on."""
        domain = self.flow.domains[name]
        part = self.parts.get(moment, {}).get(name)
        if part is None:
            return False if domain.is_truth else domain.low
        if name in self.flow.counts_up_to and domain.high is not None:
            value = min(value, domain.high)
        if not part or len(set(part)) == len(part):
            return value
        return self.ranges[name][part.index(part[value - domain.low])]

    def least_source(
        self, moment: Moment, name: str, value: str
    ) -> tuple[str, tuple[int, ...] | None]:
        """Source of the least value, and the table that it looks up, named before its bracket."""
        domain = self.flow.domains[name]
        part = self.parts.get(moment, {}).get(name)
        if part is None:
            return ("False" if domain.is_truth else str(domain.low)), None
        if name in self.flow.counts_up_to:
            value = f"min({value}, {domain.high})"
        if not part or len(set(part)) == len(part):
            return value, None
        table = tuple(self.ranges[name][part.index(number)] for number in part)
        number = self._numbers.setdefault((name, table), len(self._numbers))
        return f"t{number}[{value} - {domain.low}]", table

    def samples(self, conditions: list[Node]) -> dict[str, tuple[Value, ...]] | None:
        """One value of each class that conditions tell apart; None if a range is endless."""
        parts: Parts = {}
        for condition in conditions:
            self._ask(condition, parts)
        found: dict[str, tuple[Value, ...]] = {}
        for name in frozenset().union(*(reads(condition) for condition in conditions)):
            if name not in self.ranges:
                return None
            part = parts.get(name, (0,))
            first = dict(zip(reversed(part), reversed(range(len(part))), strict=True))
            found[name] = tuple(self.ranges[name][index] for index in first.values())
        return found

    def _solve(self) -> None:
        before: dict[Moment, list[Moment]] = defaultdict(list)
        moments = self.flow.moments()
        for moment in moments:
            for edge in self.flow.edges(moment):
                before[edge.target].append(moment)
        # The last first: information flows from the end of a play to its start.
        waiting = dict.fromkeys(moments)
        self.parts = {moment: {} for moment in moments}
        while waiting:
            moment, _ = waiting.popitem()
            parts = dict(self.parts[moment])
            for edge in self.flow.edges(moment):
                self._back(edge, parts)
            if parts != self.parts[moment]:
                self.parts[moment] = parts
                waiting.update(dict.fromkeys(before[moment]))

    def _back(self, edge: Edge, parts: Parts) -> None:
        """Cut the partitions before an edge by what is asked on it and after it."""
        after = self.parts[edge.target]
        for group in reversed(edge.does):
            earlier = dict(after)
            for target, _ in group:
                earlier.pop(target, None)
            for target, node in group:
                if target not in after:
                    continue
                if self.flow.domains[target].is_truth:
                    self._ask(node, earlier)
                else:
                    self._carry(node, after[target], target, earlier)
            after = earlier
        for name, part in after.items():
            self._cut(parts, name, part)
        self._ask(edge.when, parts)
        if edge.weight is not None:
            self._tell_apart(edge.weight, parts)

    def _ask(self, condition: Node, parts: Parts) -> None:
        """Cut by what a condition asks."""
        for atom in atoms(condition):
            self._tell_apart(atom, parts)

    def _tell_apart(self, node: Node, parts: Parts) -> None:
        """Cut so that the value of an expression is the same within each class."""
        names = reads(node)
        if len(names) == 1 and (name := next(iter(names))) in self.ranges:
            self._cut(parts, name, self._table(node, name))
            return
        for name in names:
            self._cut(parts, name, self._whole(name))

    def _carry(self, node: Node, part: Part, target: str, parts: Parts) -> None:
        """Cut so that what is assigned falls into the same class of the target."""
        names = reads(node)
        name = next(iter(names), "")
        if len(names) == 1 and name in self.ranges and (target in self.ranges or not part):
            results = self._table(node, name)
            if part:
                low = self.flow.domains[target].low
                results = tuple(part[result - low] for result in results)
            self._cut(parts, name, results)
            return
        for name in names:
            self._cut(parts, name, self._whole(name))

    def _whole(self, name: str) -> Part:
        return tuple(range(len(self.ranges[name]))) if name in self.ranges else ()

    def _table(self, node: Node, name: str) -> Part:
        """What an expression gives for each value of the one name it reads."""
        found = self._tables.get((node, name))
        if found is None:
            work = eval(  # made from a checked tree alone
                f"lambda x: {python_source(node, lambda _: 'x')}",
                {"__builtins__": {"min": min, "max": max}},
            )
            found = self._tables[node, name] = tuple(work(value) for value in self.ranges[name])
        return found

    def _cut(self, parts: Parts, name: str, part: Part) -> None:
        """Make a partition so fine that it also tells apart what `part` tells apart."""
        if name not in self.ranges:
            parts[name] = ()
            return
        known = parts.get(name)
        numbers: dict[object, int] = {}
        keys = part if known is None else zip(known, part, strict=True)
        cut = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
        if len(numbers) > 1:
            parts[name] = cut

    def _maker(self, moment: Moment) -> Callable[[tuple[Value, ...]], tuple[Value, ...]]:
        """A function that puts the least value of its class for every value."""
        sources: list[str] = []
        tables: dict[str, object] = {"__builtins__": {"min": min}}
        for slot, name in enumerate(self.flow.domains):
            source, table = self.least_source(moment, name, f"v[{slot}]")
            if table is not None:
                tables[source.partition("[")[0]] = table
            sources.append(source)
        listed = "".join(f"{source}, " for source in sources)
        made: Callable[[tuple[Value, ...]], tuple[Value, ...]] = eval(
            f"lambda v: ({listed})", tables
        )
        return made


@cache
def shrinker(story: Story) -> Shrinker:
    """What shrinks the states of a story, made once."""
    return Shrinker(story)


def shrunk(story: Story, state: State) -> State:
    """The state that stands for this one: it can be played, and nothing that is decided later
    tells them apart. Seed and draw number are left out."""
    return shrinker(story)(normal(state))
