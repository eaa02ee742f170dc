"""A list to choose a row from. Enter is left to the screen, so that its footer can name it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Listing(OptionList, inherit_bindings=False):
    """Rows of story text or saves; nothing in them is read as markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False, id="listing.up"),
        Binding("down", "cursor_down", "Down", show=False, id="listing.down"),
        Binding("home", "first", "First", show=False, id="listing.first"),
        Binding("end", "last", "Last", show=False, id="listing.last"),
        Binding("pageup", "page_up", "Page up", show=False, id="listing.page_up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="listing.page_down"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, markup=False)
