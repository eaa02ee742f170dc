"""What an expression can come to while its names stay within ranges: interval arithmetic.

A number is a range with both ends included, true is 1 and false is 0. The range that comes out
holds every value the expression can have; it may hold more, where one name is read twice.
`answers` is exact in that case too, by trying the cases that the written numbers cut out, as
long as they are few. Moore, Interval Analysis, 1966; Cousot and Cousot, Abstract
interpretation, POPL 1977.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import TypeAlias

from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read, names_read

Range: TypeAlias = tuple[int, int]
"""Lowest and highest, both included."""
Ranges: TypeAlias = Mapping[str, Range]
"""By name; a name that isn't among them may have any value."""

FAR = 10**15
"""Further than any number of a story comes."""
ANYTHING: Range = (-FAR, FAR)
EITHER: Range = (0, 1)
TRUE: Range = (1, 1)
FALSE: Range = (0, 0)
MOST_CASES = 1_000
"""Cases that `answers` tries before it is content with the plain interval."""
MOST_LOOKED_AT = 10_000
"""The same for cases times the names that are read in each."""


def value_range(node: Node, ranges: Ranges) -> Range:
    """The range of what an expression can come to; a word is anything."""
    match node:
        case Literal(value):
            return ANYTHING if isinstance(value, str) else (int(value), int(value))
        case Read(name):
            return ranges.get(name, ANYTHING)
        case Comparison(operators, parts):
            found = TRUE
            for sign, (left, right) in zip(operators, pairwise(parts), strict=True):
                found = _and(found, _compared(left, sign, right, ranges))
            return found
        case Operation(operator, parts):
            return _operated(operator, [value_range(part, ranges) for part in parts])


def answers(node: Node, ranges: Ranges) -> Range:
    """What a condition can come to: TRUE, FALSE or EITHER."""
    found = value_range(node, ranges)
    if found != EITHER:
        return found
    names = list(names_read(node))
    chained = any(len(one.operators) > 1 for one in comparisons(node))
    if len(set(names)) == len(names) and not chained:
        return found
    cells = {name: _cells(name, node, ranges) for name in sorted(set(names))}
    cases = 1
    for cell in cells.values():
        cases *= len(cell)
    if cases > MOST_CASES or cases * len(names) > MOST_LOOKED_AT:
        return found
    low, high = 1, 0
    for case in product(*cells.values()):
        one = value_range(node, dict(zip(cells, case, strict=True)))
        low, high = min(low, one[0]), max(high, one[1])
        if low < high:
            return EITHER
    return low, high


def any_of(nodes: list[Node]) -> Node:
    """The condition that one of these holds."""
    return Operation("or", tuple(nodes)) if nodes else Literal(False)


def comparisons(node: Node) -> Iterator[Comparison]:
    """Every comparison in an expression, as they stand from left to right."""
    match node:
        case Comparison(parts=parts):
            yield node
        case Operation(parts=parts):
            pass
        case _:
            return
    for part in parts:
        yield from comparisons(part)


def _cells(name: str, node: Node, ranges: Ranges) -> list[Range]:
    """The range of a name, cut wherever a number that it is compared with could matter."""
    low, high = ranges.get(name, ANYTHING)
    cuts = {low, high, high + 1} if high - low == 1 else {low, high + 1}
    for comparison in comparisons(node):
        if Read(name) not in comparison.parts:
            continue
        for part in comparison.parts:
            if part == Read(name):
                continue
            for number in value_range(part, ranges):
                cuts |= {one for one in (number, number + 1) if low < one <= high}
    return [(first, after - 1) for first, after in pairwise(sorted(cuts))]


def _compared(left: Node, sign: str, right: Node, ranges: Ranges) -> Range:
    if isinstance(left, Literal) and isinstance(right, Literal) and isinstance(left.value, str):
        return TRUE if (left.value == right.value) is (sign == "==") else FALSE
    (low, high), (other_low, other_high) = value_range(left, ranges), value_range(right, ranges)
    match sign:
        case "<":
            return _not(_at_least(low, high, other_low, other_high))
        case ">=":
            return _at_least(low, high, other_low, other_high)
        case ">":
            return _not(_at_least(other_low, other_high, low, high))
        case "<=":
            return _at_least(other_low, other_high, low, high)
    if left == right:
        same = TRUE
    elif high < other_low or other_high < low:
        same = FALSE
    else:
        same = TRUE if low == high == other_low == other_high else EITHER
    return same if sign == "==" else _not(same)


def _at_least(low: int, high: int, other_low: int, other_high: int) -> Range:
    return int(low >= other_high), int(high >= other_low)


def _not(one: Range) -> Range:
    return 1 - one[1], 1 - one[0]


def _and(one: Range, other: Range) -> Range:
    return min(one[0], other[0]), min(one[1], other[1])


def _operated(operator: str, parts: list[Range]) -> Range:
    lows, highs = [one[0] for one in parts], [one[1] for one in parts]
    match operator:
        case "and" | "min":
            return min(lows), min(highs)
        case "or" | "max":
            return max(lows), max(highs)
        case "not":
            return _not(parts[0])
        case "neg":
            return -highs[0], -lows[0]
        case "+":
            return lows[0] + lows[1], highs[0] + highs[1]
        case "-":
            return lows[0] - highs[1], highs[0] - lows[1]
        case "*":
            corners = [one * other for one in parts[0] for other in parts[1]]
            return min(corners), max(corners)
        case "//":
            corners = [one // lows[1] for one in parts[0]]
            return min(corners), max(corners)
    by = lows[1]
    if lows[0] // by == highs[0] // by:
        return lows[0] % by, highs[0] % by
    return (0, by - 1) if by > 0 else (by + 1, 0)
