"""An expression of a story after parsing: a small tree of values, names and operators.

`python_source` writes Python from such a tree alone, so the author's text is never run.
`expression_parser` turns text into a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Type(Enum):
    """What an expression gives."""

    NUMBER = "number"
    TRUTH = "truth"
    WORD = "word"

    __hash__ = object.__hash__  # there is one of each; Enum's own hash is many times slower


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written out."""

    value: int | bool | str


@dataclass(frozen=True, slots=True)
class Read:
    """A gauge, a flag, a count (`visits(scene)`, `chosen(scene.choice)`), the result of a
    motion or how a term was settled (`terms.level`), by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """The words for a value, by its name: the band that a gauge is in, or the option that a term
    was settled with. Only texts show them."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`and or not + - * // % neg min max` over its parts; `if` of a condition and two others: the
    first if the condition holds and otherwise the second; `lower` of words: see `lowered`; or
    `shuffled`, which only rules have: see `engine.transitions`."""

    operator: str
    parts: tuple[Node, ...]
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        """Computed once, so that finding a tree among others is fast, and not before it is asked
        for, as most trees of a long story never are looked for."""
        found = self._hash
        if found is None:
            found = hash((self.operator, self.parts))
            object.__setattr__(self, "_hash", found)
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chain such as `30 <= opinion < 45`: n operators between n + 1 parts."""

    operators: tuple[str, ...]
    parts: tuple[Node, ...]
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        """Computed once, when it is first asked for."""
        found = self._hash
        if found is None:
            found = hash((self.operators, self.parts))
            object.__setattr__(self, "_hash", found)
        return found


Node = Literal | Read | Named | Operation | Comparison


class Expression(NamedTuple):
    """A checked expression: its text, its tree, the type it gives, and the names it reads."""

    source: str
    node: Node
    type: Type
    reads: frozenset[str]

    @property
    def constant(self) -> int | bool | str | None:
        """Its value, if it is written out."""
        return self.node.value if isinstance(self.node, Literal) else None


@lru_cache(maxsize=1024, typed=True)
def constant(value: int | bool | str) -> Expression:
    """The expression that is always `value`."""
    kind = (
        Type.TRUTH
        if isinstance(value, bool)
        else Type.NUMBER
        if isinstance(value, int)
        else Type.WORD
    )
    return Expression(str(value), Literal(value), kind, frozenset())


def names_read(node: Node) -> list[str]:
    """The names that a tree reads, from left to right, repeated as often as it reads them."""
    found: list[str] = []
    _gather(node, found)
    return found


_NAMING = (Read, Named)
"""What names a value. A tuple, as `A | B` is made again each time, which takes far longer."""


def _gather(node: Node, found: list[str]) -> None:
    if isinstance(node, _NAMING):
        found.append(node.name)
    elif not isinstance(node, Literal):
        for part in node.parts:
            _gather(part, found)


def with_names(node: Node, known: Mapping[str, Node]) -> Node:
    """A tree in which some names are replaced by other trees."""
    match node:
        case Read(name):
            return known.get(name, node)
        case Operation(operator, parts):
            return Operation(operator, tuple(with_names(part, known) for part in parts))
        case Comparison(operators, parts):
            return Comparison(operators, tuple(with_names(part, known) for part in parts))
    return node


def lowered(words: str) -> str:
    """Words as they stand within a sentence: the first letter small, unless the second is a
    capital, too, as in an abbreviation."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _no_words(name: str) -> str:
    """Only a text shows the words for a name."""
    raise AssertionError(name)


def python_source(
    node: Node, read: Callable[[str], str], words: Callable[[str], str] = _no_words
) -> str:
    """The Python source of this tree; `read` gives the source that reads a name, and `words` that
    of the words for its value."""
    match node:
        case Literal(value):
            return repr(value)
        case Read(name):
            return read(name)
        case Named(name):
            return words(name)
        case Comparison(operators, parts):
            sources = [python_source(part, read) for part in parts]
            chain = [f" {sign} {part}" for sign, part in zip(operators, sources[1:], strict=True)]
            return f"({sources[0]}{''.join(chain)})"
        case Operation(operator, parts):
            sources = [python_source(part, read, words) for part in parts]
            if operator == "not":
                return f"(not {sources[0]})"
            if operator == "neg":
                return f"(-{sources[0]})"
            if operator in ("min", "max", "lower", "shuffled"):
                return f"{operator}({', '.join(sources)})"
            if operator == "if":
                return f"({sources[1]} if {sources[0]} else {sources[2]})"
            return f"({f' {operator} '.join(sources)})"


def reads(node: Node) -> frozenset[str]:
    """The names that an expression reads."""
    return frozenset(names_read(node))


def atoms(node: Node) -> Iterator[Node]:
    """The parts of a condition that are joined by `and`, `or`, `not` and `if`."""
    if isinstance(node, Operation) and node.operator in ("and", "or", "not", "if"):
        for part in node.parts:
            yield from atoms(part)
    elif not isinstance(node, Literal):
        yield node
