"""A screen that is a single page to read, under a title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from negotiator.narration.lines_on_screen import more
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame, Result
from negotiator.tui.widgets.blocks import Group
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.shortcuts import ShortcutFooter
from negotiator.tui.widgets.story_log import Page


class Reader(Frame[Result]):
    """Shows the blocks of `group`; a subclass may add keys of its own."""

    SCOPE = "reading"
    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")

    def compose(self) -> ComposeResult:
        """The title, the page and the keys."""
        yield Chrome(self.screen_title(), id="screen-title")
        with Vertical(id="sheet"):
            yield from self.pages()
            yield Chrome(id="more")
        yield ShortcutFooter()

    def pages(self) -> Iterator[Page]:
        """The page, and what lies over it, if anything does."""
        yield Page(id="page")

    @property
    def reading(self) -> Page:
        """The page that is read and scrolled."""
        return self.query_one("#page", Page)

    @property
    def has_more(self) -> bool:
        """Whether Space has something to go on to."""
        return self.reading.more

    def screen_title(self) -> str:
        """The text above the page."""
        raise NotImplementedError

    def group(self) -> Group:
        """The content of the page."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill the page."""
        self.query_one("#page", Page).show([self.group()])

    @on(Page.Moved)
    def _moved(self) -> None:
        self.query_one("#more", Chrome).update(more() if self.has_more else "")

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss()

    def action_read_on(self) -> None:
        """Scroll on."""
        self.reading.read_on()

    def action_read_back(self) -> None:
        """Scroll back."""
        self.reading.read_back()
