"""The line above the story: which scene it is, on which day, where, and in which act.

Where there isn't room for all of it, the place gives way first, then the name of the act, and
each leaves a mark; the board has them whole. Which act it is stays: it is how far one has come.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive

from negotiator.tui.widgets.multiline import Lined

_BETWEEN = " · "
_LEAST = 6
"""Cells below which a part of the line says nothing."""


class Spot(NamedTuple):
    """Where a play is; what it doesn't have is empty. `act` is its number among them."""

    title: str
    day: str = ""
    place: str = ""
    act: str = ""
    act_title: str = ""


class Heading(Lined):
    """One line, fitted to the width."""

    ALLOW_SELECT = False
    spot: reactive[Spot] = reactive(Spot(""))

    def lines(self, width: int) -> list[Content]:
        """The line at that width."""
        spot = self.spot
        title = Content.styled(spot.title, ".ink--strong")
        day, place = Content(spot.day), Content(spot.place)
        act = Content(": ".join(filter(None, (spot.act, spot.act_title))))
        over = Content(_BETWEEN).join(filter(None, (title, day, place, act))).cell_length - width
        place, over = _shortened(place, over, _LEAST)
        act, over = _shortened(act, over, Content(spot.act).cell_length + 1)
        place, over = _shortened(place, over, 1)
        title, over = _shortened(title, over, _LEAST)
        day, over = _shortened(day, over, 1)
        line = Content(_BETWEEN).join(filter(None, (title, day, place, act)))
        return [line.truncate(width, ellipsis=True)]


def _shortened(part: Content, over: int, least: int) -> tuple[Content, int]:
    """A part that gives way by so many cells, down to its least, and what is left to give."""
    room = max(min(least, part.cell_length), part.cell_length - max(0, over))
    return part.truncate(room, ellipsis=True), over - (part.cell_length - room)
