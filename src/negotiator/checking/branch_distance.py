"""How far a condition is from holding: the branch distance of search-based testing.

Korel, "Automated software test data generation", IEEE TSE 16:8, 1990. Each comparison lacks between
0 and 1, so that one gauge far from its bound doesn't hide the others; what must all hold lacks the
sum, what may hold instead the least. It is a measure for searches that come nearer; it decides
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from negotiator.engine.layout import Value
from negotiator.statespace.transition_system import TransitionSystem
from negotiator.story.expressions import Comparison, Literal, Node, Operation

_CONVERSE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def lack(
    system: TransitionSystem, node: Node, values: Mapping[str, Value], wanted: bool = True
) -> float:
    """How far a condition is from being what is wanted; 0 if it is."""
    match node:
        case Operation("not", (part,)):
            return lack(system, part, values, not wanted)
        case Operation("and" | "or" as word, parts):
            each = [lack(system, part, values, wanted) for part in parts]
            return sum(each) if (word == "and") is wanted else min(each)
        case Comparison(operators, parts):
            numbers = [int(system.worth(part, values)) for part in parts]
            pairs = zip(operators, numbers, numbers[1:], strict=False)
            each = [_apart(a, sign if wanted else _CONVERSE[sign], b) for sign, a, b in pairs]
            return sum(each) if wanted else min(each)
        case Literal(value):
            return 0.0 if bool(value) is wanted else 1.0
    return 0.0 if bool(system.worth(node, values)) is wanted else 0.5


def _apart(a: int, sign: str, b: int) -> float:
    """How far two numbers are from comparing like that, from 0 to below 1."""
    lacks = {
        "<": a - b + 1,
        "<=": a - b,
        ">": b - a + 1,
        ">=": b - a,
        "==": abs(a - b),
        "!=": int(a == b),
    }[sign]
    return max(0, lacks) / (max(0, lacks) + 10)
