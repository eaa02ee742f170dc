"""Expressions as source over arrays, and whether their numbers fit into 64 bits.

For code that works on many states at once; `story.expressions` defines what an expression means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read
from negotiator.story.intervals import Ranges, value_range
from negotiator.story.model import Story
from negotiator.story.walk import expressions

WIDEST = 2**62
"""No expression may go further than this, or it might not fit into 64 bits on the way."""


class TooWideError(Exception):
    """The story has numbers, or combinations of them, that don't fit into 64 bits."""


def check_width(story: Story, ranges: Ranges) -> None:
    """Raise TooWideError if an expression, or a part of one, may go further than WIDEST."""
    for expression in expressions(story):
        for node in _parts(expression.node):
            if max(map(abs, value_range(node, ranges))) > WIDEST:
                raise TooWideError(expression.source)


def _parts(node: Node) -> Iterator[Node]:
    """An expression and all parts of it."""
    yield node
    if isinstance(node, Comparison | Operation):
        for part in node.parts:
            yield from _parts(part)


def array_source(node: Node, read: Callable[[str], str]) -> str:
    """Source of an expression over arrays; `read` gives the source that reads a name."""
    match node:
        case Literal(value):
            return repr(value)
        case Read(name):
            return read(name)
        case Comparison(operators, parts):
            sources = [array_source(part, read) for part in parts]
            pairs = zip(sources, operators, sources[1:], strict=False)
            return "(" + " & ".join(f"({a} {sign} {b})" for a, sign, b in pairs) + ")"
        case Operation(operator, parts):
            sources = [array_source(part, read) for part in parts]
            match operator:
                case "and" | "or":
                    return "(" + (" & " if operator == "and" else " | ").join(sources) + ")"
                case "not":
                    return f"np.logical_not({sources[0]})"
                case "neg":
                    return f"(-{sources[0]})"
                case "if":
                    return f"np.where({', '.join(sources)})"
                case "min" | "max":
                    source = sources[0]
                    for other in sources[1:]:
                        source = f"np.{operator}imum({source}, {other})"
                    return source
            return f"({f' {operator} '.join(sources)})"
    raise AssertionError(node)
