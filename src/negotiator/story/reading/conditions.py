"""The conditions that most guards consist of, read without Python's parser: `g0 >= 48`,
`visits(hall) > 0`, `g0 + g1 > 100`, and such parts joined by `and`, or by `or`.

A long story has thousands of them. Anything less simple, or faulty, is left to
`expression_parser.parse`, which gives the same result for everything read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from negotiator.story.bounds import LARGEST
from negotiator.story.expression_parser import DEEPEST, Names
from negotiator.story.expressions import (
    Comparison,
    Expression,
    Node,
    Operation,
    Read,
    Type,
    constant,
)
from negotiator.story.value_names import Visits

_NUMBER = r"(?:visits\(([A-Za-z]\w{0,80})\)|([A-Za-z]\w{0,80}))"
_COMPARED = re.compile(
    rf"{_NUMBER}(?: \+ {_NUMBER})? (>=|<=|>|<|==|!=) (0|[1-9][0-9]{{0,11}})", re.ASCII
)
_HIDING = re.compile(r"[^ !$-&(-\[\]-~]")
"""Anything that may hide a word, or an end of one, when one only looks for spaces: all but ASCII,
quotes, `#` and a backslash. As one set it is searched for fastest."""
_LOOSE = ("and", "or", "if")
"""What binds no closer than the word that joins: `a and b if c else d` is `(a and b) if c else d`,
and `a and b or(c)` is `(a and b) or c`."""
_NEGATED_TWICE = re.compile(r"-\s*-")
"""What may be nested deeper than allowed."""


def compared(source: str, names: Names) -> Expression | None:
    """A number or a count of visits, or the sum of two, compared with a number that is written out;
    None for anything else."""
    found = _COMPARED.fullmatch(source)
    if found is None:
        return None
    place, name, other_place, other_name, sign, written = found.groups()
    number = int(written)
    first = _counted(place, name, names)
    if first is None or number > LARGEST:
        return None
    if other_place is None and other_name is None:
        node = Comparison((sign,), (Read(first), constant(number).node))
        return Expression(source, node, Type.TRUTH, frozenset((first,)))
    second = _counted(other_place, other_name, names)
    if second is None:
        return None
    total = Operation("+", (Read(first), Read(second)))
    node = Comparison((sign,), (total, constant(number).node))
    return Expression(source, node, Type.TRUTH, frozenset((first, second)))


def _counted(place: str | None, name: str, names: Names) -> str | None:
    """The name of a count of visits, or else of a number; None if there is no such thing."""
    if place is not None:
        return Visits(place) if place in names.scenes else None
    return name if names.types.get(name) is Type.NUMBER else None


def joined(source: str, read: Callable[[str], Expression | None]) -> Expression | None:
    """A condition whose parts are joined by `and`, or by `or`, if `read` knows all of them: there
    are fewer different parts than conditions. None if it isn't that simple, or is faulty."""
    is_and, is_or = " and " in source, " or " in source
    if is_and is is_or or len(source) > 2 * DEEPEST or _HIDING.search(source):
        return None
    if "-" in source and _NEGATED_TWICE.search(source):
        return None
    word = "and" if is_and else "or"
    nodes: list[Node] = []
    reads: frozenset[str] = frozenset()
    for one in source.split(f" {word} "):
        if one.count("(") != one.count(")"):
            return None
        part = read(one.strip(" "))
        if part is None:
            return None
        node = part.node
        if type(node) is Operation and node.operator in _LOOSE:
            return None
        nodes.append(node)
        reads |= part.reads
    return Expression(source, Operation(word, tuple(nodes)), Type.TRUTH, reads)
