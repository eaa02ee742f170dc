"""What values an expression can have while its names stay within ranges: interval arithmetic.

A number is a range with both ends included, true is 1 and false is 0. The resulting range holds
every value the expression can have; it may hold more if a name is read twice. `answers` is exact in
that case too: it tries the cases between the numbers written in the expression, as long as they are
few. Moore, Interval Analysis, 1966; Cousot and Cousot, Abstract interpretation, POPL 1977.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import TypeAlias

from negotiator.story.expressions import (
    Comparison,
    Literal,
    Named,
    Node,
    Operation,
    Read,
    names_read,
)

Range: TypeAlias = tuple[int, int]
"""Lowest and highest, both included."""
Ranges: TypeAlias = Mapping[str, Range]
"""By name; a name that isn't listed may have any value."""

FAR = 10**15
"""Further than any number of a story goes."""
ANYTHING: Range = (-FAR, FAR)
EITHER: Range = (0, 1)
TRUE: Range = (1, 1)
FALSE: Range = (0, 0)
MOST_CASES = 1_000
"""How many cases `answers` tries before it settles for the plain interval."""
MOST_LOOKED_AT = 10_000
"""The same limit for cases times the names read in each."""


def value_range(node: Node, ranges: Ranges) -> Range:
    """The range of values an expression can have; a word may be anything."""
    if isinstance(node, Read):
        return ranges.get(node.name, ANYTHING)
    if isinstance(node, Literal):
        value = node.value
        return ANYTHING if isinstance(value, str) else (int(value), int(value))
    if isinstance(node, Named):
        return ANYTHING
    parts = node.parts
    if isinstance(node, Operation):
        return _operated(node.operator, [value_range(part, ranges) for part in parts])
    found = _compared(parts[0], node.operators[0], parts[1], ranges)
    for number, sign in enumerate(node.operators[1:], start=1):
        found = _and(found, _compared(parts[number], sign, parts[number + 1], ranges))
    return found


def answers(node: Node, ranges: Ranges) -> Range:
    """The possible results of a condition: TRUE, FALSE or EITHER."""
    found = value_range(node, ranges)
    if found != EITHER:
        return found
    names = names_read(node)
    different = set(names)
    if len(different) == len(names) and not _is_chained(node):
        return found
    cells = {name: _cells(name, node, ranges) for name in sorted(different)}
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


def is_open(node: Node, ranges: Ranges, known: dict[Node, Names]) -> bool:
    """Whether it is clear at once that a condition, and each comparison in it, can be true and can
    be false; if not, that may still be so. Results for its parts are kept in `known`, as many
    conditions share the same few parts."""
    names = _open_names(node, ranges, known)
    return names is not None and len(names) == len(set(names))


Names: TypeAlias = list[str] | None
"""The names that a condition reads, repeated as often as it reads them; None if it isn't clear at
once that it can be true and can be false."""


_UNKNOWN: list[str] = []
"""The names of an expression that wasn't looked at yet."""


def _open_names(node: Node, ranges: Ranges, known: dict[Node, Names]) -> Names:
    """The names read, if every comparison can be true and can be false. A name that is read twice
    may prevent that."""
    if isinstance(node, Operation) and node.operator in ("and", "or", "not"):
        names: list[str] = []
        for part in node.parts:
            found = known.get(part, _UNKNOWN)
            if found is _UNKNOWN:
                found = _open_names(part, ranges, known)
            if found is None:
                return None
            names += found
        return names
    found = None
    if isinstance(node, Read):
        found = [node.name] if ranges.get(node.name) == EITHER else None
    elif isinstance(node, Comparison) and len(node.operators) == 1:
        left, right = node.parts
        if _compared(left, node.operators[0], right, ranges) == EITHER:
            found = names_read(node)
    known[node] = found
    return found


def limited(node: Node, ranges: Ranges) -> dict[str, Range] | None:
    """The ranges of names while a condition holds, for names limited by a comparison that must
    hold; None if the condition can't hold."""
    found: dict[str, Range] = {}
    return found if _limit(node, ranges, found) else None


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def _limit(node: Node, ranges: Ranges, found: dict[str, Range]) -> bool:
    """Note what a condition limits; returns whether it may hold."""
    match node:
        case Operation("and", parts):
            return all(_limit(part, ranges, found) for part in parts)
        case Read(name):
            return _narrow(name, "==", TRUE, ranges, found)
        case Operation("not", (Read(name),)):
            return _narrow(name, "==", FALSE, ranges, found)
        case Comparison(operators, parts):
            for sign, (left, right) in zip(operators, pairwise(parts), strict=True):
                for one, to, other in ((left, sign, right), (right, _MIRRORED[sign], left)):
                    if isinstance(one, Read) and not _narrow(
                        one.name, to, value_range(other, ranges), ranges, found
                    ):
                        return False
    return value_range(node, ranges) != FALSE


def _narrow(name: str, sign: str, other: Range, ranges: Ranges, found: dict[str, Range]) -> bool:
    """Note that a name compares this way with a value in another range; returns whether it can."""
    low, high = found.get(name) or ranges.get(name, ANYTHING)
    if sign in ("<", "<=", "=="):
        high = min(high, other[1] - (sign == "<"))
    if sign in (">", ">=", "=="):
        low = max(low, other[0] + (sign == ">"))
    if sign == "!=" and other[0] == other[1]:
        low += low == other[0]
        high -= high == other[0]
    found[name] = (low, high)
    return low <= high


def any_of(nodes: list[Node]) -> Node:
    """The condition that at least one of these holds."""
    return Operation("or", tuple(nodes)) if nodes else Literal(False)


def comparisons(node: Node) -> Iterator[Comparison]:
    """Every comparison in an expression, from left to right."""
    match node:
        case Comparison(parts=parts):
            yield node
        case Operation(parts=parts):
            pass
        case _:
            return
    for part in parts:
        yield from comparisons(part)


def _is_chained(node: Node) -> bool:
    """Whether any comparison in an expression has three or more parts."""
    if isinstance(node, Comparison) and len(node.operators) > 1:
        return True
    return isinstance(node, Operation | Comparison) and any(map(_is_chained, node.parts))


def _cells(name: str, node: Node, ranges: Ranges) -> list[Range]:
    """The range of a name, cut wherever a number it is compared with could matter."""
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
    if isinstance(left, Read):
        low, high = ranges.get(left.name, ANYTHING)
    elif isinstance(left, Literal) and isinstance(right, Literal) and isinstance(left.value, str):
        return TRUE if (left.value == right.value) is (sign == "==") else FALSE
    else:
        low, high = value_range(left, ranges)
    other_low, other_high = value_range(right, ranges)
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
    low, high = parts[0]
    match operator:
        case "and" | "min":
            return min([one[0] for one in parts]), min([one[1] for one in parts])
        case "or" | "max":
            return max([one[0] for one in parts]), max([one[1] for one in parts])
        case "not":
            return 1 - high, 1 - low
        case "neg":
            return -high, -low
        case "lower":
            return ANYTHING
        case "if":
            either = [
                one
                for one, fails in zip(parts[1:], (FALSE, TRUE), strict=True)
                if parts[0] != fails
            ]
            return min(one[0] for one in either), max(one[1] for one in either)
    other_low, other_high = parts[1]
    match operator:
        case "+":
            return low + other_low, high + other_high
        case "-":
            return low - other_high, high - other_low
        case "*":
            corners = [one * other for one in parts[0] for other in parts[1]]
            return min(corners), max(corners)
        case "//":
            corners = [low // other_low, high // other_low]
            return min(corners), max(corners)
    if low // other_low == high // other_low:
        return low % other_low, high % other_low
    return (0, other_low - 1) if other_low > 0 else (other_low + 1, 0)
