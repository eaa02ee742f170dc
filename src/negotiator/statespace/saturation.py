"""How far counts are worth telling apart, so that those that only grow still have few values.

A count that is only ever compared with numbers is cut one above the largest of them. One of which
the remainder is read as well (`visits(quay) % 3`) goes round from there on. A count that is read in
any other way is neither.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from math import lcm
from typing import NamedTuple

from negotiator.engine.rules import Rules
from negotiator.engine.transitions import Met, either
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read

LONGEST = 60
"""The most values that a count goes round among: all rounds of up to six fit into it."""


class Fold(NamedTuple):
    """The values of a count that are told apart: up to `least` each by itself, and from there on
    every `period` of them are alike."""

    least: int
    period: int = 1

    @property
    def top(self) -> int:
        """The largest value that stands for itself."""
        return self.least + self.period - 1

    def of(self, count: int) -> int:
        """The value that stands for a count."""
        return count if count <= self.top else self.least + (count - self.least) % self.period

    def source(self, count: str) -> str:
        """Python source of that value."""
        if self.period == 1:
            return f"min({count}, {self.least})"
        around = f"{self.least} + ({count} - {self.least}) % {self.period}"
        return f"({count} if {count} <= {self.top} else {around})"

    def node(self, count: Node) -> Node:
        """The value that stands for a count that has just gone up by one."""
        if self.period == 1:
            return Operation("min", (Literal(self.least), count))
        above = Comparison((">",), (count, Literal(self.top)))
        return either(above, Operation("-", (count, Literal(self.period))), count)


class Asked(NamedTuple):
    """What an expression asks of a count: whether it is above `limit`, and what is left of it after
    division by `period`."""

    limit: int = -1
    period: int = 1


def folds(rules: Rules, asks: Container[Met] = ()) -> dict[str, Fold]:
    """For the counts of which few values are worth telling apart, if these tellings are asked
    about: which these are.

    Saturation: one more than the largest number compared with stands for everything above it.
    """
    counts = {name for name, domain in rules.domains.items() if domain.high is None}
    found = {name: Fold(0) for name in counts}
    for expression in rules.deciding(asks):
        for name, asked in _asked(expression):
            known = found.get(name)
            if known is None:
                continue
            period = LONGEST + 1 if asked is None else lcm(known.period, asked.period)
            if asked is None or period > LONGEST:
                del found[name]
            else:
                found[name] = Fold(max(known.least, asked.limit + 1), period)
    return found


def _asked(node: Node) -> Iterator[tuple[str, Asked | None]]:
    """Each name that an expression reads, with what it asks of it there; None where that may be
    anything."""
    match node:
        case Read(name):
            yield name, None
        case Operation("%", (Read(name), Literal(int(period)))) if period > 0:
            yield name, Asked(period=period)
        case Comparison(parts=parts):
            names = {part.name for part in parts if isinstance(part, Read)}
            if len(names) == 1 and all(isinstance(part, Read | Literal) for part in parts):
                numbers = [int(part.value) for part in parts if isinstance(part, Literal)]
                yield names.pop(), Asked(max([0, *numbers]))
                return
            for part in parts:
                yield from _asked(part)
        case Operation(parts=parts):
            for part in parts:
                yield from _asked(part)
