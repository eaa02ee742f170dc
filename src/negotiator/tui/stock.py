"""What the game has in stock for its screens: the shelf of stories, the store of saves, and the
memory of what was met in earlier plays.

Each is opened when it is first needed, which is after the first frame. What was met is no part of a
play, and is written while the player reads: before it is on the screen, a decision waits for the
disk once, to be saved. What is played, and which screen is up, is the application's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from negotiator.tui.attention import AttentiveApp
from negotiator.tui.presses import Time

if TYPE_CHECKING:
    from textual.timer import Timer

    from negotiator.engine.table_debrief import TableDebrief
    from negotiator.library import Shelf, StoryListing
    from negotiator.saves import Memory, Met, Row, Store
    from negotiator.story.model import Story

_SOON = 2.0
"""Seconds after which what was met is written: longer than a decision takes to be painted, and
shorter than most are read."""


class StockedApp(AttentiveApp):
    """An application with stories and saves."""

    def __init__(
        self, open_shelf: Callable[[], Shelf], open_store: Callable[[], Store], time: Time
    ) -> None:
        super().__init__(time)
        self._open_shelf = open_shelf
        self._open_store = open_store
        self._met_lately: dict[str, Met] = {}
        """What was met of each story and isn't written yet."""
        self._writing: Timer | None = None
        self.skips = False
        """Whether texts that were read in an earlier play are left out."""

    @cached_property
    def shelf(self) -> Shelf:
        """The stories at hand."""
        return self._open_shelf()

    @cached_property
    def store(self) -> Store:
        """The saves."""
        return self._open_store()

    @cached_property
    def _memory(self) -> Memory:
        from negotiator.saves import Memory

        return Memory(self.store.folder)

    def offers(self) -> tuple[StoryListing, ...]:
        """The stories that can be played."""
        return self.shelf.offers()

    def saved(self) -> tuple[Row, ...]:
        """The plays that are saved, the newest first."""
        return self.store.rows()

    def count_saved(self) -> int:
        """How many plays are saved."""
        return self.store.count()

    def newest_saved(self) -> Row | None:
        """The play saved last that can be continued."""
        return self.store.newest()

    def delete_saved(self, slot: str) -> None:
        """Delete a save. Raises SaveError if that fails."""
        self.store.delete(slot)

    def met(self, story_id: str) -> Met:
        """The endings and texts met in all plays of a story."""
        self._write_met()
        return self._memory.of(story_id)

    def remember(self, story_id: str, met: Met) -> None:
        """Remember that these were met; they are written soon, at the latest when the game ends."""
        self._met_lately[story_id] = met | self._met_lately.get(story_id, met)
        if self._writing is None:
            self._writing = self.set_timer(_SOON, self._write_met)

    def _write_met(self) -> None:
        if self._writing is not None:
            self._writing.stop()
            self._writing = None
        while self._met_lately:
            self._memory.add(*self._met_lately.popitem())

    def on_unmount(self) -> None:
        """Write what was met last."""
        self._write_met()

    def forget(self, story_id: str) -> None:
        """Forget what was met of a story. Raises SaveError if that fails."""
        self._met_lately.pop(story_id, None)
        self._memory.forget(story_id)

    def read_story(self, offer: StoryListing) -> Story:
        """A story that was offered; takes its time. Raises StoryError if it can't be played."""
        return self.shelf.read(offer)

    def draw_table(self, one: TableDebrief) -> str:
        """Draw a table beside the saves; returns where.

        Raises DrawingError if that fails.
        """
        from negotiator.diagrams.table_drawing import draw_beside

        return str(draw_beside(one, self.store.folder))
