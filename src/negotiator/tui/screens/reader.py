"""A screen that is one page to read, under a title."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame, Result
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.keys import Keys
from negotiator.tui.widgets.story_log import Group, Page


class Reader(Frame[Result]):
    """Shows what `groups` gives; a subclass may add keys of its own."""

    SCOPE = "reading"
    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")
    HEADLINE: ClassVar[str] = ""

    def compose(self) -> ComposeResult:
        """The title, the page and the keys."""
        yield Chrome(self.headline(), id="headline")
        with Vertical(id="sheet"):
            yield Page(id="page")
            yield Chrome(id="more")
        yield Keys()

    def headline(self) -> str:
        """What stands above the page."""
        return self.HEADLINE

    def group(self) -> Group:
        """What stands on the page."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Fill the page."""
        self.query_one(Page).show([self.group()])

    @on(Page.Moved)
    def _moved(self, event: Page.Moved) -> None:
        self.query_one("#more", Chrome).update("▼ more: Space" if event.more else "")

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss()

    def action_read_on(self) -> None:
        """Scroll on."""
        self.query_one(Page).read_on()

    def action_read_back(self) -> None:
        """Scroll back."""
        self.query_one(Page).read_back()
