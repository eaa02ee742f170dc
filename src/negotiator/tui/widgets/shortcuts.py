"""The keys of a screen in its last line. On a narrow screen some are left out, with a mark if the
line has none of those that can be spared; help has them all.

The whole line is one widget: Textual's own footer has one for each key, which are made, styled and
laid out anew whenever another key stands there, and that was a good part of opening a screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.events import MouseDown, MouseMove
from textual.screen import Screen
from textual.widget import Widget

GIVE_WAY = ("load", "save", "codex", "history", "undo", "mine")
"""The actions that are left out first if there isn't room for all."""
_LEFT_OUT = "… "
"""The mark where others are left out, before the key for help."""


class Shortcut(NamedTuple):
    """A key in the line, as Textual names it and as it is printed, and what it does."""

    key: str
    shown: str
    description: str
    action: str
    is_enabled: bool

    @property
    def text(self) -> Content:
        """How it stands in the line, with the space that follows it."""
        return Content(f"{self.shown} {self.description} ")


_MARK = Shortcut("", "", "", "", False)
"""Stands where others are left out."""


class KeyFooter(Widget, can_focus=False):
    """The line, with all keys."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-footer--key",
        "key-footer--under-the-mouse",
        "key-footer--left-out",
    }

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[Shortcut] = []
        self._pointed: Shortcut | None = None

    def on_mount(self) -> None:
        """Follow what can be done on this screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        # Most of what happens on a screen asks for new keys, and changes none.
        if screen is self.screen and self.app.app_focus and (keys := _keys(screen)) != self._keys:
            self._keys = keys
            self.refresh()

    @property
    def fitting(self) -> list[Shortcut]:
        """The keys that stand in the line."""
        return self._keys

    def render(self) -> Content:
        """The line."""
        return Content("").join(map(self._drawn, self.fitting))

    def _drawn(self, one: Shortcut) -> Content:
        if one is _MARK:
            return Content(_LEFT_OUT).stylize(self.get_visual_style("key-footer--left-out"))
        text = one.text
        if one == self._pointed:
            pointed = self.get_visual_style("key-footer--under-the-mouse")
            text = text.stylize(pointed, 0, len(text) - 1)
        else:
            text = text.stylize(self.get_visual_style("key-footer--key"), 0, len(one.shown))
        return text if one.is_enabled else text.stylize("dim")

    def at(self, x: int) -> Shortcut | None:
        """The key at that column, if one is there."""
        right = 0
        for one in self.fitting:
            left, right = right, right + _width([one])
            if left <= x < right - 1:
                return None if one is _MARK else one
        return None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key for whoever clicks on it."""
        one = self.at(event.x)
        if one is not None and one.is_enabled:
            self.app.simulate_key(one.key)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show which key the mouse is on."""
        self._point(self.at(event.x))

    def on_leave(self) -> None:
        """Show that it is on none."""
        self._point(None)

    def _point(self, one: Shortcut | None) -> None:
        if one != self._pointed:
            self._pointed = one
            self.refresh()


class ShortcutFooter(KeyFooter):
    """The line, with the keys that fit."""

    @property
    def fitting(self) -> list[Shortcut]:
        """The keys, without those left out."""
        keys, room = self._keys, self.size.width
        for action in GIVE_WAY:
            if _width(keys) > room:
                keys = [one for one in keys if one.action != action]
        if _width(keys) <= room:
            return keys
        *others, help_key = keys
        while others and _width([*others, _MARK, help_key]) > room:
            others.pop()
        return [*others, _MARK, help_key]


def _keys(screen: Screen[object]) -> list[Shortcut]:
    """What can be done on a screen, by the first key of each action."""
    found: dict[str, Shortcut] = {}
    for one in screen.active_bindings.values():
        if one.binding.show and one.binding.action not in found:
            found[one.binding.action] = Shortcut(
                one.binding.key,
                screen.app.get_key_display(one.binding),
                one.binding.description,
                one.binding.action.rpartition(".")[2],  # whoever owns it
                one.enabled,
            )
    return list(found.values())


def _width(keys: Iterable[Shortcut]) -> int:
    return sum(len(_LEFT_OUT) if one is _MARK else one.text.cell_length for one in keys)
