"""What is shown when the terminal is too small for the game: one message, and no broken layout."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from negotiator.narration.game import too_small
from negotiator.tui.screens.base import Frame
from negotiator.tui.widgets.chrome import Chrome


class TooSmallScreen(Frame[None]):
    """Says which size is needed and which size the terminal has."""

    CSS_PATH = "too_small.tcss"

    def __init__(self, needed: tuple[int, int]) -> None:
        super().__init__()
        self._needed = needed

    def compose(self) -> ComposeResult:
        """The message."""
        yield Chrome(id="too-small")

    def on_screen_resume(self) -> None:
        """Close if the terminal has grown in the meantime."""
        self.game.check_size(self.app.size)

    def on_resize(self) -> None:
        """Show the new size."""
        size = (self.app.size.width, self.app.size.height)
        told = "\n".join(too_small(size, self._needed))
        self.query_one("#too-small", Chrome).update(Content(told))
