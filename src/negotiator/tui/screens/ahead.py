"""What is done while the player reads, so that hardly a decision has to wait for it.

A story's rules become functions when they are first needed: so each decision that is open is tried,
staged and dropped; to make those of the whole story (`engine.ready_made`) would take memory, and
leave out what is told. The garbage collector, which takes longer than a decision where it has a
whole story to look through, does so here, before it would in the middle of one. Which decision is
made is the play screen's.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from negotiator.narration.menu import menu
from negotiator.narration.play import spot
from negotiator.tui.presses import SEEN
from negotiator.tui.screens.staging import stages

if TYPE_CHECKING:
    from textual.screen import Screen

    from negotiator.engine import Play

_PAINTED = SEEN / 2
"""Seconds after which a screen has been painted, and still no key counts for it."""


class WorkAhead:
    """Work for a screen that is done a bit at a time, between what the player presses."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._left: Iterator[str] = iter(())
        self.is_done = True
        """Whether everything is done for the next decision."""

    def begin(self, play: Play) -> None:
        """Work ahead of the next decision of a play, once it is on the screen; what was left to do
        for another is dropped."""
        self._left, self.is_done = _tried(play), False
        self._screen.set_timer(_PAINTED, partial(self._go_on, self._left))

    def _go_on(self, left: Iterator[str]) -> None:
        if left is not self._left:
            return
        if next(left, ""):
            self._screen.call_later(self._go_on, left)
            return
        if 2 * gc.get_count()[2] > gc.get_threshold()[2]:
            gc.collect()
        self.is_done = True


def _tried(play: Play) -> Iterator[str]:
    """Each decision that is open, once all is there that will be needed if it is made."""
    for option in play.options():
        if option.open:
            tried = play.choose(option.id)
            deque(stages(tried), maxlen=0)
            menu(tried.options())
            spot(tried)
            yield option.id
