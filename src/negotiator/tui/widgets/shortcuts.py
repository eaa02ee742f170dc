"""The keys of a screen in its last line. On a narrow screen some are left out, with a mark if the
line has none of those that can be spared; help has them all."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from negotiator.tui.widgets.chrome import Chrome

GIVE_WAY = ("load", "save", "codex", "history", "undo", "mine")
"""The actions that are left out first if there isn't room for all."""
_LEFT_OUT = "… "
"""The mark where others are left out, before the key for help."""


class KeyFooter(Footer):
    """The footer, with all keys. It is made anew only if another key stands in it: most of what
    happens on a screen asks for new keys, and changes none."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """The keys, styled once: each would be again as it learns that it is compact."""
        keys = list(super().compose())
        if keys:
            self._shown = _shown(self.screen)
        for key in keys:
            key.set_class(True, "-compact", update=False)
        yield from keys

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show other keys, if there are others."""
        if _shown(screen) != self._shown:
            super().bindings_changed(screen)


class ShortcutFooter(KeyFooter):
    """The footer, with the keys that fit."""

    def __init__(self) -> None:
        super().__init__()
        self._room = 0

    def compose(self) -> ComposeResult:
        """The keys, without those left out."""
        keys = list(super().compose())
        self._room = self.app.size.width
        for action in GIVE_WAY:
            if _width(keys) > self._room:
                keys = [key for key in keys if _does(key) != action]
        if _width(keys) <= self._room:
            yield from keys
            return
        *others, help_key = keys
        while others and _width((*others, help_key)) + len(_LEFT_OUT) > self._room:
            others.pop()
        yield from others
        yield Chrome(_LEFT_OUT, id="left-out")
        yield help_key

    async def on_resize(self) -> None:
        """Choose again which keys fit."""
        if self.app.size.width != self._room:
            await self.recompose()


def _shown(screen: Screen[object]) -> list[tuple[str, str, bool]]:
    """What a screen's footer has to show: of each key its name, what it does, and if it can."""
    return [
        (active.binding.key, active.binding.description, active.enabled)
        for active in screen.active_bindings.values()
        if active.binding.show
    ]


def _does(key: Widget) -> str:
    """The name of a key's action, whoever owns it."""
    return key.action.rpartition(".")[2] if isinstance(key, FooterKey) else ""


def _width(keys: Iterable[Widget]) -> int:
    return sum(map(_cells, keys))


def _cells(key: Widget) -> int:
    if not isinstance(key, FooterKey):
        return 0
    return Content(f"{key.key_display} {key.description} ").cell_length
