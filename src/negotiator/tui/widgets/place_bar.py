"""The line above the story: which scene it is, on which day, and in which act.

If there isn't room for all of it, the name of the act is shortened first; the board has it in full.
The number of the act stays: it shows how far one has got. So does the clock of a scene that has
one. Where the scene is stands in its heading on the page.
"""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from negotiator.narration.acts import named
from negotiator.narration.lines_on_screen import clocked
from negotiator.narration.play import Spot
from negotiator.tui.widgets.multiline import Lined

_BETWEEN = " · "
_LEAST = 6
"""The width in cells below which a part of the line says nothing."""


class PlaceBar(Lined):
    """One line, fitted to the width."""

    ALLOW_SELECT = False
    spot: reactive[Spot] = reactive(Spot(""))

    def lines(self, width: int) -> list[Content]:
        """The line at that width."""
        spot = self.spot
        title = Content.styled(spot.title, ".ink--strong")
        day = Content(spot.day)
        act = Content(named(spot.act, spot.act_title))
        clock = Content.styled(clocked(spot.time), ".ink--accent") if spot.time else Content("")
        whole = Content(_BETWEEN).join(filter(None, (title, day, clock, act)))
        over = whole.cell_length - width
        act, over = _shortened(act, over, Content(spot.act).cell_length + 1)
        title, over = _shortened(title, over, _LEAST)
        day, over = _shortened(day, over, 1)
        line = Content(_BETWEEN).join(filter(None, (title, day, clock, act)))
        return [line.truncate(width, ellipsis=True)]


def _shortened(part: Content, over: int, least: int) -> tuple[Content, int]:
    """A part shortened by so many cells, down to its minimum, and how much is left to shorten."""
    room = max(min(least, part.cell_length), part.cell_length - max(0, over))
    return part.truncate(room, ellipsis=True), over - (part.cell_length - room)
