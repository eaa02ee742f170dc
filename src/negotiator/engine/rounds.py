"""A draw of events as one function without words: a round of reactions, or interrupts.

Printed from the same nodes as those of the state machine; `transitions` defines what a draw is.
"""

from __future__ import annotations

from collections.abc import Callable

from negotiator.engine.codegen import indented
from negotiator.engine.layout import Value
from negotiator.engine.printer import SilentPrinter
from negotiator.engine.rules import Rules
from negotiator.engine.transitions import Candidate, Do, Draw, Met, Pick
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read

Waiting = tuple["Round", int, int, str]
"""What continues when an event is answered: the round it came in and that round's arguments."""
Reached = tuple[str, int, Waiting | None]
"""Where the play is then, the number of draws, and what waits if that is an event."""
Round = Callable[[list[Value], int, int, list[Met], int, int, str], Reached]
"""Takes values, seed, draws, the list that what is met is added to, how many may still come, which
came already (a bit for each that could come twice), and the place it is all for."""


def round_of(draw: Draw, rules: Rules, printer: SilentPrinter, after: str) -> Round:
    """A function that lets events come one after the other until none can or one asks for an
    answer.

    `after` is the source of what follows then. A draw without a limit is also passed how many may
    come, and ignores it.
    """
    events = _Events(draw, rules, printer)
    body = [line for tier in draw.tiers for line in events.tier(tier)]
    loop = "while True:"
    if draw.at_most is not None:
        body.insert(0, "left -= 1")
        loop = "while left > 0:"
    source = [loop, *indented([*body, "break"]), f"return {after}"]
    made: Round = printer.function("v, seed, draws, met, left, came, to", source, "going")
    return made


def bits_of(draw: Draw, rules: Rules) -> dict[str, int]:
    """The bit of each event of a draw that could come twice; it tells a Round that the event
    came."""
    twice = [one.event for one in draw.candidates if not ends_itself(one, rules)]
    return {event: 1 << number for number, event in enumerate(twice)}


class _Events:
    """Prints the events of one draw."""

    def __init__(self, draw: Draw, rules: Rules, printer: SilentPrinter) -> None:
        self.rules = rules
        self.printer = printer
        self.bits = bits_of(draw, rules)

    def tier(self, tier: tuple[Candidate, ...]) -> list[str]:
        """Lines that let one event of a tier come, if any can.

        If there are several, their weights are added up, and the first partial sum above a throw
        wins.
        """
        if len(tier) == 1:
            return [f"if {self._can(tier[0])}:", *indented(self._comes(tier[0]))]
        body = ["t = n = 0"]
        for number, one in enumerate(tier):
            weight = self.printer.weight(one)
            body += [f"if {self._can(one)}:", f"    t += {weight}", "    n += 1", f"s{number} = t"]
        choice = ["x = 0", "if n > 1:", "    x = draw(seed, draws) * t >> 64", "    draws += 1"]
        for number, one in enumerate(tier):
            choice += [f"if x < s{number}:", *indented(self._comes(one))]
        return [*body, "if n:", *indented(choice)]

    def _can(self, one: Candidate) -> str:
        """Source of whether an event can come and hasn't yet."""
        bit = self.bits.get(one.event)
        new = f"not came & {bit} and " if bit else ""
        return f"{new}{self.printer.comes(one)}"

    def _comes(self, one: Candidate) -> list[str]:
        """Lines that let an event come, and stop there if it asks for an answer."""
        bit = self.bits.get(one.event)
        block = self.rules.come(one.event)
        event = ("event", one.event)
        body = [f"met.append({event!r})", *([f"came |= {bit}"] if bit else [])]
        body += [*self.printer.done(block), *self.printer.met(block)]
        waits = f"return {one.event!r}, draws, (going, left, came, to)"
        pick = block[-1]
        assert isinstance(pick, Pick), "an event ends with what it asks"
        opens = [" and ".join(map(self.printer.test, offer.guards)) for offer in pick.offers]
        if not opens:
            return [*body, "continue"]
        if not all(opens):
            return [*body, waits]
        asks = " or ".join(f"({one})" for one in opens)
        return [*body, f"if {asks}:", f"    {waits}", "continue"]


def ends_itself(one: Candidate, rules: Rules) -> bool:
    """Whether an event's coming makes its own guard fail, so that nobody needs to note that it
    came: the guard requires that a count be 0, and coming increases it."""
    asked = {
        part.parts[0].name
        for part in _parts(one.when)
        if isinstance(part, Comparison)
        and part.operators == ("==",)
        and isinstance(part.parts[0], Read)
        and part.parts[1] == Literal(0)
    }
    return any(
        assign.target in asked and _is_more(assign.value, assign.target)
        for rule in rules.come(one.event)
        if isinstance(rule, Do) and not rule.cause
        for assign in rule.assigns
    )


def _parts(when: Node) -> tuple[Node, ...]:
    if isinstance(when, Operation) and when.operator == "and":
        return when.parts
    return (when,)


def _is_more(value: Node, target: str) -> bool:
    """Whether a value is above 0, provided its target isn't below."""
    if isinstance(value, Literal):
        return int(value.value) > 0
    return value == Operation("+", (Read(target), Literal(1)))
