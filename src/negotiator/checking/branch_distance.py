"""How far a condition is from holding: the branch distance of search-based testing.

Korel, "Automated software test data generation", IEEE TSE 16:8, 1990. Each comparison lacks less
than WHOLE, so that one gauge far from its bound doesn't hide the others; what must all hold lacks
the sum, what may hold instead the least. It is a measure for searches that come nearer; it decides
nothing. The measure is an expression itself, so that it is taken of one state or of many in arrays.
"""

from __future__ import annotations

from negotiator.engine.transitions import total
from negotiator.story.expressions import Comparison, Literal, Node, Operation

WHOLE = 1_000
"""What a comparison lacks at most, and what one lacks that can't hold."""
HALFWAY = 10
"""A number that is so far from its bound lacks half of that."""
_CONVERSE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def distance(node: Node, wanted: bool = True) -> Node:
    """The number that says how far a condition is from being what is wanted; 0 if it is."""
    match node:
        case Operation("not", (part,)):
            return distance(part, not wanted)
        case Operation("and" | "or" as word, parts):
            each = [distance(part, wanted) for part in parts]
            return total(each) if (word == "and") is wanted else Operation("min", tuple(each))
        case Comparison(operators, parts):
            pairs = zip(parts, operators, parts[1:], strict=False)
            each = [_apart(a, sign if wanted else _CONVERSE[sign], b) for a, sign, b in pairs]
            return total(each) if wanted or len(each) == 1 else Operation("min", tuple(each))
        case Literal(value):
            return Literal(0 if bool(value) is wanted else WHOLE)
    found, missed = Literal(0), Literal(WHOLE // 2)
    return Operation("if", (node, found, missed) if wanted else (node, missed, found))


def _apart(a: Node, sign: str, b: Node) -> Node:
    """How far two numbers are from comparing like that, from 0 to below WHOLE."""
    a, b = _number(a), _number(b)
    further = Operation("-", (b, a) if sign[0] == ">" else (a, b))
    match sign:
        case "<" | ">":
            lacks: Node = Operation("+", (further, Literal(1)))
        case "==":
            lacks = Operation("max", (further, Operation("-", (b, a))))
        case "!=":
            lacks = Operation("if", (Comparison(("==",), (a, b)), Literal(1), Literal(0)))
        case _:
            lacks = further
    near = Operation("+", (Operation("max", (Literal(0), lacks)), Literal(HALFWAY)))
    share = Operation("//", (Literal(WHOLE * HALFWAY), near))
    return Operation("-", (Literal(WHOLE), share))


def _number(node: Node) -> Node:
    """A node as a number: in arrays, truth values can't be subtracted."""
    is_truth = isinstance(node, Comparison) or (
        isinstance(node, Operation) and node.operator in ("and", "or", "not")
    )
    return Operation("if", (node, Literal(1), Literal(0))) if is_truth else node
