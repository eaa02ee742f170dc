"""Which keys and clicks count: one press decides one thing that was on the screen.

A press is meant for what the player saw. So it counts only for what was painted a moment before it,
and only if nothing is still under way from the press before. Keys typed ahead are dropped, and so
are a held key and the second half of a double click, once the first press has decided something.
That rule has its one home here. It knows no widgets: the app says what has turned, and what has
been painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from textual._time import get_time
from textual.events import InputEvent

SEEN = 0.15
"""Seconds that something must be on the screen before a press can be meant for it."""
HELD = 0.15
"""Seconds between two presses of a key below which it counts as held down: terminals repeat a key
ten to thirty times a second, and fingers hardly manage seven."""
DOUBLE = 0.5
"""Seconds within which a second click on the same spot belongs to the first."""

ANYWHERE = {"ctrl+q", "ctrl+z"}
"""Keys that mean the same on every screen, and at any moment: ending the game, and putting it to
sleep."""


class Time:
    """The current time, and the time of a press."""

    def now(self) -> float:
        """Seconds on the clock that presses are measured by."""
        return get_time()

    def of(self, press: InputEvent) -> float:
        """When the press came in, possibly long before it is handled."""
        return press.time


class _Press(NamedTuple):
    """A press: which key or spot, when, and at which turn it began."""

    source: str | tuple[int, int]
    moment: float
    turn: int

    def after(self, before: _Press | None, together: float) -> _Press:
        """The same press; if it continues the one before, it began when that did."""
        if before is None or self.moment - before.moment >= together or not self._is_at(before):
            return self
        return self._replace(turn=before.turn)

    def _is_at(self, other: _Press) -> bool:
        if isinstance(self.source, str) or isinstance(other.source, str):
            return self.source == other.source
        # A hand may shake by a cell.
        return all(abs(a - b) <= 1 for a, b in zip(self.source, other.source, strict=True))


class Presses:
    """Decides for each press whether it counts.

    What can be decided has a turn: a number that goes up whenever that changes.
    """

    def __init__(self, time: Time) -> None:
        self.time = time
        self.turn = 0
        """Which turn it is of what can be decided."""
        self.meant = 0
        """The turn that the newest press that counted was meant for."""
        self._seen_at: float | None = None
        self._in_place_at: float | None = None
        self._place = self._clicked = 0
        self._under_way = False
        self._waits = 0
        self._key: _Press | None = None
        self._click: _Press | None = None

    @property
    def are_open(self) -> bool:
        """Whether a press would count if it is made long enough from now."""
        return not (self._waits or self._under_way or self._seen_at is None)

    @property
    def are_late(self) -> bool:
        """Whether what the newest press was meant for is gone."""
        return self.meant != self.turn

    @property
    def has_shifted(self) -> bool:
        """Whether something else lies now where the newest click was made."""
        return self._clicked != self._place

    def shifted(self) -> None:
        """Note that something else will lie under the mouse, and isn't painted yet. Keys mean what
        they did."""
        self._place += 1
        self._in_place_at = None

    def turned(self) -> None:
        """Note that what can be decided has changed, and isn't painted yet."""
        self.turn += 1
        self._seen_at = None

    def painted(self) -> None:
        """Note that what can be decided now has been painted, and all is in its place."""
        if self._seen_at is None:
            self._seen_at = self.time.now()
        if self._in_place_at is None:
            self._in_place_at = self.time.now()

    def let_in(self) -> None:
        """Note that a press is being handled; until that is done, no other counts."""
        self._under_way = True

    def done(self) -> None:
        """Note that a press has been fully handled."""
        self._under_way = False

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let no press count while the next screen is being prepared."""
        self._waits += 1
        try:
            yield
        finally:
            self._waits -= 1

    def key(self, name: str, press: InputEvent) -> bool:
        """Whether a press of that key counts."""
        now = _Press(name, self.time.of(press), self.turn)
        self._key = now.after(self._key, HELD)
        return self._counts(self._key)

    def click(self, x: int, y: int, press: InputEvent) -> bool:
        """Whether a mouse button pressed at that spot counts."""
        now = _Press((x, y), self.time.of(press), self.turn)
        self._click = now.after(self._click, DOUBLE)
        self._clicked = self._place
        if self._in_place_at is None or now.moment < self._in_place_at + SEEN:
            return False
        return self._counts(self._click)

    def _counts(self, press: _Press) -> bool:
        # A held or doubled press counts as long as nothing has come of it: a held arrow moves.
        if not self.are_open or press.turn != self.turn:
            return False
        assert self._seen_at is not None
        if press.moment < self._seen_at + SEEN:
            return False
        self.meant = self.turn
        return True
