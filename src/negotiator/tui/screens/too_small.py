"""What is shown when the terminal is too small for the game: one message, and nothing broken."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from negotiator.tui.screens.base import Frame
from negotiator.tui.widgets.chrome import Chrome


class TooSmallScreen(Frame[None]):
    """Says the size that is needed and the size there is."""

    CSS_PATH = "too_small.tcss"

    def __init__(self, needed: tuple[int, int]) -> None:
        super().__init__()
        self._needed = needed

    def compose(self) -> ComposeResult:
        """The message."""
        yield Chrome(id="too-small")

    def on_screen_resume(self) -> None:
        """Go away if the terminal has grown in the meantime."""
        self.game.check_size(self.app.size)

    def on_resize(self) -> None:
        """Tell the size there is now."""
        width, height = self._needed
        self.query_one("#too-small", Chrome).update(
            Content(
                f"This window is too small: {self.app.size.width}×{self.app.size.height}.\n"
                f"The game needs {width}×{height}.\nMake it larger, and the game goes on."
            )
        )
