"""What screens ask of the game they are part of: opening plays, and what is kept.

The app is that game. Screens know only this side of it, so that each can be understood without the
other, and no screen knows about folders and files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.geometry import Size

    from negotiator.engine.table_debrief import TableDebrief
    from negotiator.library import StoryListing
    from negotiator.saves import Met, Row
    from negotiator.story.model import Story


class Game(Protocol):
    """The game as its screens see it."""

    @property
    def missing(self) -> str:
        """Why some decisions of the play on the table aren't on disk."""

    @property
    def opening(self) -> StoryListing | None:
        """The story on its way that the command line asked for."""

    @property
    def is_watched(self) -> bool:
        """Whether its author plays, and watches the story's files."""

    def begin(self, story_id: str) -> object:
        """Start a new game of that story."""

    def begin_offered(self, offer: StoryListing) -> object:
        """Start a new game of a story that was offered."""

    def open_slot(self, slot: str) -> object:
        """Continue the save in a slot, as it is now."""

    def turned(self) -> None:
        """Stop counting presses that were meant for what was shown before."""

    def shifted(self) -> None:
        """Stop counting clicks that were meant for the rows that a list had before."""

    def check_size(self, size: Size) -> None:
        """Cover the game while the terminal is too small, and uncover it when it isn't."""

    def offers(self) -> tuple[StoryListing, ...]:
        """The stories that can be played."""

    def saved(self) -> tuple[Row, ...]:
        """The plays that are saved, the newest first."""

    def count_saved(self) -> int:
        """How many plays are saved."""

    def newest_saved(self) -> Row | None:
        """The play saved last that can be continued."""

    skips: bool
    """Whether texts that were read in an earlier play are left out."""

    def met(self, story_id: str) -> Met:
        """The endings and texts met in all plays of a story."""

    def remember(self, story_id: str, met: Met) -> None:
        """Remember that these were met."""

    def forget(self, story_id: str) -> None:
        """Forget what was met of a story. Raises SaveError if that fails."""

    def read_story(self, offer: StoryListing) -> Story:
        """A story that was offered; takes its time. Raises StoryError if it can't be played."""

    def delete_saved(self, slot: str) -> None:
        """Delete a save. Raises SaveError if that fails."""

    def draw_table(self, one: TableDebrief) -> str:
        """Draw a table beside the saves; returns where.

        Raises DrawingError if that fails.
        """
