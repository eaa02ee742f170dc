"""How far counts are worth telling apart, so that those that only grow still have few values.

A count that is only ever compared with numbers is cut one above the largest of them. A count that
is read in any other way isn't cut.
"""

from __future__ import annotations

from negotiator.engine.rules import Rules
from negotiator.story.expressions import Comparison, Literal, Node, Read, atoms, reads


def counts_up_to(rules: Rules) -> dict[str, int]:
    """For counts that are only ever compared with numbers: the largest value worth telling apart.

    Saturation: one more than the largest number compared with stands for everything above it.
    """
    counts = {name for name, domain in rules.domains.items() if domain.high is None}
    largest: dict[str, int] = {}
    loose: set[str] = set()
    for expression in rules.deciding():
        for node in atoms(expression):
            for name in reads(node) & counts:
                limit = _compared(node, name)
                if limit is None:
                    loose.add(name)
                else:
                    largest[name] = max(largest.get(name, 0), limit + 1)
    return {name: largest.get(name, 0) for name in counts - loose}


def _compared(node: Node, name: str) -> int | None:
    """The largest number that a count is compared with, if it is used for nothing else."""
    if not isinstance(node, Comparison):
        return None
    numbers = [0]
    for part in node.parts:
        if isinstance(part, Literal):
            numbers.append(int(part.value))
        elif part != Read(name):
            return None
    return max(numbers)
