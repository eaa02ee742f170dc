"""Nodes of the rules as lines of Python over arrays: assignments and votes, for many plays.

In a printed function `g` is a group of plays and `np` is numpy. A value that a function assigns is
kept in a variable until the end, so that it is read and written only once. `engine.transitions`
says what a node means; `arrays.array_source` writes an expression over arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from negotiator.engine.codegen import Builder
from negotiator.engine.compiler import Program
from negotiator.engine.transitions import AYES, NEEDS, PASSED, TRUE, Assign, Do, Vote
from negotiator.simulation.vectorized.group import Array, Group
from negotiator.statespace.array_expressions import array_source
from negotiator.story.expressions import Node

Worth = Callable[[Group], Array]
"""The result of an expression for each play of a group."""
Done = Callable[[Group], None]


class ArrayPrinter:
    """Prints the nodes of one story as functions over groups."""

    def __init__(self, program: Program, numpy: Any) -> None:
        self.story = program.story.id
        self.slots = program.layout.slots
        self.domains = program.rules.domains
        self.named = {"np": numpy}

    def worth(self, node: Node, what: str = "expression") -> Worth:
        """A function that computes an expression."""
        made: Worth = self._builder(what).expression("g", self._source(node, {}))
        return made

    def worths(self, nodes: Iterable[Node], what: str) -> Callable[[Group], tuple[Array, ...]]:
        """A function that computes several expressions."""
        sources = "".join(f"{self._source(node, {})}, " for node in nodes)
        made: Callable[[Group], tuple[Array, ...]]
        made = self._builder(what).expression("g", f"({sources})")
        return made

    def done(self, rules: Iterable[Do], what: str) -> Done | None:
        """A function that makes assignments; None if no play keeps any of them."""
        held: dict[str, str] = {}
        lines = [line for rule in rules for line in self._do(rule, held)]
        lines += [f"g[{self.slots[name]}] = {held[name]}" for name in held]
        made: Done | None = self._builder(what).function("g", lines) if lines else None
        return made

    def vote(self, rule: Vote, what: str) -> Done:
        """A function that counts a vote and assigns the results."""
        counted = {AYES: "y", NEEDS: "n", PASSED: "p"}
        lines = [
            f"y = {self._source(rule.ayes, {})}",
            f"n = {self._source(rule.needs, {})}",
            f"p = {self._source(rule.passes, counted)}",
        ]
        for name, value in rule.assigns:
            lines.append(f"g[{self.slots[name]}] = {self._source(value, counted)}")
        made: Done = self._builder(what).function("g", lines)
        return made

    def _do(self, rule: Do, held: dict[str, str]) -> Iterable[str]:
        """Lines that assign to variables; `held` has these by the names they hold."""
        kept = [one for one in rule.assigns if one.target in self.slots]
        if kept and rule.when != TRUE:
            yield f"w = {self._source(rule.when, held)}"
        for one in kept:
            value = self._assigned(one, rule, held)
            held[one.target] = f"v{self.slots[one.target]}"
            yield f"{held[one.target]} = {value}"

    def _assigned(self, one: Assign, rule: Do, held: dict[str, str]) -> str:
        """Source of the value of a name after an assignment, if it is made at all."""
        value = self._source(one.value, held)
        if rule.when == TRUE:
            return value
        before = held.get(one.target, f"g[{self.slots[one.target]}]")
        return f"np.where(w, {value}, {before})"

    def _source(self, node: Node, held: dict[str, str]) -> str:
        """Source of an expression, with some names kept in variables."""

        def read(name: str) -> str:
            source = held[name] if name in held else f"g[{self.slots[name]}]"
            domain = self.domains.get(name)
            return f"({source} != 0)" if domain is not None and domain.is_truth else source

        return array_source(node, read)

    def _builder(self, what: str) -> Builder:
        return Builder(f"{self.story}: {what}, arrays", self.named)
