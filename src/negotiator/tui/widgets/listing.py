"""Lists to choose a row from, with a bar before the marked one.

Whoever makes the rows leaves the first cell of each blank for the bar; a different background alone
would hardly show. The screen decides what a row means.
"""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

_BAR = "▌"


class MarkedList(OptionList):
    """Rows with text from a story or a save; nothing in them is read as markup."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, markup=False)

    def action_page_up(self) -> None:
        """Go up by about a page."""
        with suppress(KeyError):  # Textual's list looks for rows that it hasn't laid out yet
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Go down by about a page."""
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]

    def render_line(self, y: int) -> Strip:
        """One line, with the bar if its row is marked."""
        strip = super().render_line(y)
        first = next(iter(strip), None)
        if first is None or first.style is None:
            return strip
        if first.style.meta.get("option", -1) != self.highlighted:
            return strip
        ink = self.get_visual_style("option-list--option", "option-list--option-highlighted")
        style = ink.rich_style + Style.from_meta(first.style.meta)
        return Strip.join([Strip([Segment(_BAR, style)]), strip.crop(1)])


class Listing(MarkedList, inherit_bindings=False):
    """A list without Enter, which is left to the screen, so that its footer can name it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="listing.up"),
        Binding("down", "cursor_down", show=False, id="listing.down"),
        Binding("home", "first", show=False, id="listing.first"),
        Binding("end", "last", show=False, id="listing.last"),
        Binding("pageup", "page_up", show=False, id="listing.page_up"),
        Binding("pagedown", "page_down", show=False, id="listing.page_down"),
    ]
