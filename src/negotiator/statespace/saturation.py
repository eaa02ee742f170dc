"""How far counts are worth telling apart, so that those that only grow still have few values.

A count that is only ever compared with numbers is cut one above the largest of them. A count that
is read in any other way isn't cut.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from negotiator.engine.rules import Rules
from negotiator.engine.transitions import Met
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read


def counts_up_to(rules: Rules, asks: Container[Met]) -> dict[str, int]:
    """For counts that are only ever compared with numbers: the largest value worth telling apart,
    if these tellings are asked about.

    Saturation: one more than the largest number compared with stands for everything above it.
    """
    counts = {name for name, domain in rules.domains.items() if domain.high is None}
    largest: dict[str, int] = {}
    loose: set[str] = set()
    for expression in rules.deciding(asks):
        for name, limit in _limits(expression):
            if limit is None:
                loose.add(name)
            else:
                largest[name] = max(largest.get(name, 0), limit + 1)
    return {name: largest.get(name, 0) for name in counts - loose}


def _limits(node: Node) -> Iterator[tuple[str, int | None]]:
    """Each name that an expression reads, with the largest number that it is compared with there;
    None where it is used for anything else."""
    match node:
        case Read(name):
            yield name, None
        case Comparison(parts=parts):
            names = {part.name for part in parts if isinstance(part, Read)}
            if len(names) == 1 and all(isinstance(part, Read | Literal) for part in parts):
                numbers = [int(part.value) for part in parts if isinstance(part, Literal)]
                yield names.pop(), max([0, *numbers])
                return
            for part in parts:
                yield from _limits(part)
        case Operation(parts=parts):
            for part in parts:
                yield from _limits(part)
