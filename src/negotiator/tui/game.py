"""What the screens ask of the game that they are part of: to open plays, and what is kept.

The app is that game. Screens know this page of it and no more, so that neither needs the other to
be understood, and no screen knows of folders and files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.geometry import Size

    from negotiator.engine.table_debrief import TableDebrief
    from negotiator.library import Offer
    from negotiator.saves import Row


class Game(Protocol):
    """The game, as its screens see it."""

    @property
    def missing(self) -> str:
        """Why some of what was decided in the play on the table is not on disk."""

    def begin(self, story_id: str) -> object:
        """Start a new game of that story."""

    def open_slot(self, slot: str) -> object:
        """Go on with the save in a slot, as it is now."""

    def turned(self) -> None:
        """Let presses that were meant for what was shown before count no more."""

    def check_size(self, size: Size) -> None:
        """Cover the game while the terminal is too small, and uncover it when it isn't."""

    def offers(self) -> tuple[Offer, ...]:
        """The stories that can be played."""

    def saved(self) -> tuple[Row, ...]:
        """The plays that are saved, the newest first."""

    def count_saved(self) -> int:
        """How many plays are saved."""

    def newest_saved(self) -> Row | None:
        """The play that was saved last and goes on."""

    def delete_saved(self, slot: str) -> None:
        """Delete a save. Raises SaveError if that can't be done."""

    def draw_table(self, one: TableDebrief) -> str:
        """Draw a table beside the saves, and give where.

        Raises DrawingError if that can't be done.
        """
