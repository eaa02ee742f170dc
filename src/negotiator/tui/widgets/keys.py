"""The keys of a screen in its last line. On a narrow one some give way; help has them all."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

GIVE_WAY = ("load", "save", "codex", "history")
"""Actions that go first where there isn't room for all."""


class Keys(Footer):
    """The footer, with what has room."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._room = 0

    def compose(self) -> ComposeResult:
        """The keys, but for those that gave way."""
        keys = list(super().compose())
        self._room = self.app.size.width
        for action in GIVE_WAY:
            if sum(map(_cells, keys)) > self._room:
                keys = [key for key in keys if getattr(key, "action", "") != action]
        yield from keys

    async def on_resize(self) -> None:
        """Choose again what has room."""
        if self.app.size.width != self._room:
            await self.recompose()


def _cells(key: Widget) -> int:
    if not isinstance(key, FooterKey):
        return 0
    return Content(f"{key.key_display} {key.description} ").cell_length
