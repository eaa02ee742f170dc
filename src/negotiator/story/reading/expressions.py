"""Reading expressions from nodes: conditions, numbers, and numbers within a bound.

`expression_parser` reads the expression itself; here it gets its place in a file, the names it may
use, and the values it may have.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from negotiator.story.bounds import Bound
from negotiator.story.diagnostics import Location, Problems, TooManyError
from negotiator.story.expression_faults import ExpressionError
from negotiator.story.expression_parser import Names, parse
from negotiator.story.expressions import Expression, Literal, Operation, Type, constant
from negotiator.story.intervals import EITHER, FAR, Ranges, value_range
from negotiator.story.model import Counter, Gauge
from negotiator.story.nodes import Node
from negotiator.story.reading.conditions import compared, joined
from negotiator.story.reading.fields import WHOLE, FieldReader
from negotiator.story.source_map import stretch
from negotiator.story.value_names import Counted

MOST_EXPRESSED = 300_000
"""How many characters the expressions of one file may have, with equal ones counted once."""
_STANDS = re.compile(r"promise\.\w+\.(?:kept|broken)", re.ASCII)
"""A name that stands for an expression."""


class ExpressionReader(FieldReader):
    """Reads expressions. The builder of a story sets the names as they become known."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.gauges: dict[str, Gauge] = {}
        self.counters: dict[str, Counter] = {}
        self.names = Names({}, (), {})
        # Most guards of a long story repeat earlier ones.
        self.parsed_before: dict[tuple[str, Type | None], Expression] = {}
        self.read_in: dict[str, int] = {}
        """How many characters the expressions of each file have; equal ones count once."""

    def condition(self, node: Node) -> Expression:
        """An expression that is true or false."""
        source = self.line(node)
        return self.parsed(node, source, 0, Type.TRUTH) if source else constant(0)

    def number(self, node: Node) -> Expression:
        """A number, or an expression that gives one."""
        return self.expression(node, Type.NUMBER)

    def number_in(self, bound: Bound) -> Callable[[Node], Expression]:
        """A function that reads a number within a bound, or an expression that is kept there in
        play."""

        def read(node: Node) -> Expression:
            faults = len(self.problems.found)
            found = self.number(node)
            if len(self.problems.found) > faults:
                return found
            return self.bounded(node, found, bound)

        return read

    def bounded(self, node: Node, found: Expression, bound: Bound) -> Expression:
        """An expression whose value never leaves its bound: a `min` and a `max`, which the author
        needn't write, keep it there if a count could take it further.

        It is a fault if gauges could take it too high; counts can be any number, and are taken as 0
        or 1 for that check. However low it could go, it is clamped to the low end.
        """
        low, high = value_range(found.node, self.ranges(found, 1))
        if WHOLE.match(found.source):
            self.check_bound(node, low, bound)
        elif high > bound.highest:
            most = bound.highest
            self.problems.add("N508.can", node.place, instead="write", high=high, most=most)
        low, high = value_range(found.node, self.ranges(found, FAR))
        if low >= bound.lowest and high <= bound.highest:
            return found
        ends = Literal(bound.lowest), Literal(bound.highest)
        kept_node = Operation("max", (ends[0], Operation("min", (ends[1], found.node))))
        return found._replace(node=kept_node)

    def ranges(self, found: Expression, most: int) -> Ranges:
        """The range of everything that an expression reads, with counts up to `most`."""
        return {
            name: EITHER
            if self.names.types.get(name) is Type.TRUTH
            else (0, most)
            if isinstance(name, Counted)
            else (self.gauges[name].low, self.gauges[name].high)
            if name in self.gauges
            else (0, self.counters[name].high if name in self.counters else most)
            for name in found.reads
        }

    def expression(self, node: Node, wanted: Type | None) -> Expression:
        """An expression of that type; 0 if it isn't one."""
        source = self.line(node)
        return self.parsed(node, source, 0, wanted) if source else constant(0)

    def parsed(self, node: Node, source: str, offset: int, wanted: Type | None) -> Expression:
        """The expression that stands `offset` characters into a scalar, parsed."""
        known = self.parsed_before.get((source, wanted))
        if known is not None:
            return known
        self.count(node, len(source))
        try:
            found = self.simple(source) if wanted is Type.TRUTH else None
            found = found or parse(source, self.names, wanted, self.problems.nearest)
        except ExpressionError as error:
            for fault in error.faults:
                place = self.inside(node, offset + fault.offset, fault.length)
                self.problems.add(
                    fault.what,
                    place,
                    suggestion=fault.suggestion,
                    instead=fault.instead,
                    **fault.values,
                )
            return constant(0)
        if "promise." in source:
            for name in _STANDS.findall(source):
                self.count(node, 2 * len(self.names.standing_for[name].source))
        self.parsed_before[source, wanted] = found
        return found

    def count(self, node: Node, characters: int) -> None:
        """Count the characters of the different expressions of a file, as each takes time, with
        those of the expressions that names in them stand for.

        Raises TooManyError, with a fault noted, if there are more than a file may have.
        """
        file = node.lines.file_at(node.start)
        self.read_in[file] = self.read_in.get(file, 0) + characters
        if self.read_in[file] > MOST_EXPRESSED:
            self.problems.add("N105.expressions", node.place, most=MOST_EXPRESSED)
            raise TooManyError

    def simple(self, source: str) -> Expression | None:
        """A condition of one of the common kinds; None if it is another."""
        return joined(source, self.read_before) or compared(source, self.names)

    def read_before(self, part: str) -> Expression | None:
        """A condition that is part of others, read once; None if it is faulty."""
        found = self.parsed_before.get((part, Type.TRUTH))
        if found is None:
            try:
                found = compared(part, self.names)
                found = found or parse(part, self.names, Type.TRUTH, lambda _name, _known: "")
            except ExpressionError:
                return None
            self.parsed_before[part, Type.TRUTH] = found
        return found

    def inside(self, node: Node, offset: int, length: int) -> Location:
        """The place of a stretch within a text."""
        return stretch(node, offset, length, self.problems.lines.of(node.place.file))
