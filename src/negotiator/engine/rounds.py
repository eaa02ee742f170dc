"""A round of events, or the interrupts at a boundary, as one function without the words.

The sources are those of `program`: when an event can come, its weight, and what its coming
does. `rules.Way` says the same of one event after the other, and a test holds every play
against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from negotiator.engine.chance import draw
from negotiator.engine.program import Maker, Value, comes_when, entering, open_when, weighs
from negotiator.story.model import Event

Waiting = tuple["Round", int, int, str]
"""What goes on when an event is answered: the round it came in and what that is given."""
Reached = tuple[str, int, Waiting | None]
"""Where the play is then, the draws, and what waits if that is an event."""
Round = Callable[[list[Value], int, int, list[str], int, int, str], Reached]
"""From values, seed, draws, the list that events are added to, how many may still come, which
came already (a bit for each that could come twice), and the place it is all for."""


def round_of(events: Iterable[Event], maker: Maker, *, endless: bool, after: str) -> Round:
    """Let one event after the other come until none can or one asks for an answer.

    `after` is the source of what then follows. If `endless`, how many may come counts nothing.
    """
    events = list(events)
    twice = [event for event in events if not event.once and not event.cooldown]
    bits = {event.id: 1 << number for number, event in enumerate(twice)}
    maker.named["draw"] = draw
    body: list[str] = []
    for priority in sorted({event.priority for event in events}, reverse=True):
        tier = [event for event in events if event.priority == priority]
        body += _one(tier[0], bits, maker) if len(tier) == 1 else _tier(tier, bits, maker)
    if not endless:
        body.insert(0, "left -= 1")
    loop = "while True:" if endless else "while left > 0:"
    source = [loop, *_indented([*body, "break"]), f"return {after}"]
    made: Round = maker.function("v, seed, draws, events, left, came, to", source)
    maker.named["going"] = made
    return made


def _one(event: Event, bits: dict[str, int], maker: Maker) -> list[str]:
    return [f"if {_can(event, bits, maker)}:", *_indented(_comes(event, bits, maker))]


def _tier(tier: list[Event], bits: dict[str, int], maker: Maker) -> list[str]:
    """Events of one priority: the weights are added up, and the first end beyond a throw wins.

    There is a throw only if there is more than one to choose from.
    """
    body = ["t = n = 0"]
    for number, event in enumerate(tier):
        body += [
            f"if {_can(event, bits, maker)}:",
            f"    t += {weighs(event, maker)}",
            "    n += 1",
            f"s{number} = t",
        ]
    choice = ["x = 0", "if n > 1:", "    x = draw(seed, draws) * t >> 64", "    draws += 1"]
    for number, event in enumerate(tier):
        choice += [f"if x < s{number}:", *_indented(_comes(event, bits, maker))]
    return [*body, "if n:", *_indented(choice)]


def _can(event: Event, bits: dict[str, int], maker: Maker) -> str:
    """Source of whether it can come and didn't yet.

    What comes once or rests after it came needs no bit for that: its own counts say so.
    """
    bit = bits.get(event.id)
    new = f"not came & {bit} and " if bit else ""
    return f"{new}{comes_when(event, maker)}"


def _comes(event: Event, bits: dict[str, int], maker: Maker) -> list[str]:
    """Source that lets it come, and stops there if it asks for an answer."""
    bit = bits.get(event.id)
    body = [f"events.append({event.id!r})", *([f"came |= {bit}"] if bit else [])]
    body += entering(event, maker)
    waits = f"return {event.id!r}, draws, (going, left, came, to)"
    opens = [open_when(choice, maker) for choice in event.choices]
    if not opens:
        return [*body, "continue"]
    if not all(opens):
        return [*body, waits]
    asks = " or ".join(f"({one})" for one in opens)
    return [*body, f"if {asks}:", f"    {waits}", "continue"]


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]
