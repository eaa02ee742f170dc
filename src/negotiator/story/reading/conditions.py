"""The conditions that most guards consist of, read without Python's parser: `g0 >= 48`,
`visits(hall) > 0`, and such parts joined by `and`, or by `or`.

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
    Literal,
    Node,
    Operation,
    Read,
    Type,
)
from negotiator.story.value_names import Visits

_COMPARED = re.compile(
    r"(?:visits\(([A-Za-z]\w{0,80})\)|([A-Za-z]\w{0,80})) (>=|<=|>|<|==|!=) (0|[1-9][0-9]{0,11})",
    re.ASCII,
)
_NOT_SIMPLE = re.compile(r"""[\n\t'"#\\]|-\s*-""")
"""Anything that may hide a word when one only looks for spaces, or be nested deeper than
allowed."""


def compared(source: str, names: Names) -> Expression | None:
    """A number or a count of visits compared with a number that is written out; None for anything
    else."""
    found = _COMPARED.fullmatch(source)
    if found is None:
        return None
    place, name, sign, written = found.groups()
    number = int(written)
    if place is None:
        known = names.types.get(name) is Type.NUMBER
    else:
        known, name = place in names.scenes, Visits(place)
    if not known or number > LARGEST:
        return None
    node = Comparison((sign,), (Read(name), Literal(number)))
    return Expression(source, node, Type.TRUTH, frozenset((name,)))


def joined(source: str, read: Callable[[str], Expression | None]) -> Expression | None:
    """A condition whose parts are joined by `and`, or by `or`, if `read` knows all of them: there
    are fewer different parts than conditions. None if it isn't that simple, or is faulty."""
    word = "and" if " and " in source else "or"
    written = source.split(f" {word} ")
    if len(written) == 1 or len(source) > 2 * DEEPEST or _NOT_SIMPLE.search(source):
        return None
    if word == "and" and " or " in source:
        return None
    nodes: list[Node] = []
    reads: frozenset[str] = frozenset()
    for one in written:
        if one.count("(") != one.count(")"):
            return None
        part = read(one.strip())
        if part is None:
            return None
        nodes.append(part.node)
        reads |= part.reads
    return Expression(source, Operation(word, tuple(nodes)), Type.TRUTH, reads)
