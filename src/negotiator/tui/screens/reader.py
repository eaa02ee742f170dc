"""A screen that is a single page to read, under a title."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from negotiator.narration.lines_on_screen import more
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame, Result
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.shortcuts import Keys
from negotiator.tui.widgets.story_log import Group, Page


class Reader(Frame[Result]):
    """Shows the blocks of `group`; a subclass may add keys of its own."""

    SCOPE = "reading"
    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")

    def compose(self) -> ComposeResult:
        """The title, the page and the keys."""
        yield Chrome(self.headline(), id="headline")
        with Vertical(id="sheet"):
            yield Page(id="page")
            yield Chrome(id="more")
        yield Keys()

    def headline(self) -> str:
        """The text above the page."""
        raise NotImplementedError

    def group(self) -> Group:
        """The content of the page."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill the page."""
        self.query_one(Page).show([self.group()])

    @on(Page.Moved)
    def _moved(self, event: Page.Moved) -> None:
        self.query_one("#more", Chrome).update(more() if event.more else "")

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss()

    def action_read_on(self) -> None:
        """Scroll on."""
        self.query_one(Page).read_on()

    def action_read_back(self) -> None:
        """Scroll back."""
        self.query_one(Page).read_back()
