"""The events of a pool as functions of the values: whether any can come, and which.

Printed from the candidates of a Draw, for play with words; `rounds` prints whole draws for play
without. Which event comes of those that can is decided by whoever draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from negotiator.engine.codegen import indented
from negotiator.engine.layout import Value
from negotiator.engine.printer import Printer
from negotiator.engine.transitions import Candidate

Able = list[tuple[str, int]]
"""Events that can come, by id, each with its weight."""


class ReadyPool:
    """The events of a pool, by tiers, each function made when it is first asked for; `printing`
    gives a printer for one."""

    def __init__(
        self,
        name: str,
        tiers: tuple[tuple[Candidate, ...], ...],
        printing: Callable[[str], Printer],
    ) -> None:
        self.name = name or "interrupts"
        self.tiers = tiers
        self.printing = printing

    @cached_property
    def may_come(self) -> Callable[[Sequence[Value]], bool]:
        """Whether any event can come that a draw could begin with."""
        printer = self.printing(f"may come of {self.name}")
        comes = [f"({printer.comes(one)})" for tier in self.tiers for one in tier]
        made: Callable[[Sequence[Value]], bool]
        made = printer.expression("v", " or ".join(comes) or "False")
        return made

    @cached_property
    def able(self) -> Callable[[Sequence[Value], tuple[str, ...]], Able]:
        """The events of the first tier in which any can come that hasn't come in this draw."""
        printer = self.printing(f"can come of {self.name}")
        body: list[str] = []
        for tier in self.tiers:
            body += ["able = []", *(line for one in tier for line in self._can(one, printer))]
            body += ["if able:", *indented(["return able"])]
        made: Callable[[Sequence[Value], tuple[str, ...]], Able]
        made = printer.function("v, came", [*body, "return []"])
        return made

    def _can(self, one: Candidate, printer: Printer) -> list[str]:
        """Lines that list an event if it can come."""
        listed = f"able.append(({one.event!r}, {printer.weight(one)}))"
        return [f"if {printer.comes(one)} and {one.event!r} not in came: {listed}"]
