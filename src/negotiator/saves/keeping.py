"""A play being kept as it goes on: in which slot, with what, and whether saving worked.

Both faces hold one beside their play, and say about saving only what it says.
"""

from __future__ import annotations

from negotiator.engine import Play
from negotiator.saves.record import ALL_PLACED, Unplaced
from negotiator.saves.store import SaveError, Store
from negotiator.story.model import Story


class Keeping:
    """Where a play is kept. It `is_kept` once all of it is on disk; `unsaved` says why it isn't,
    and what to do, if saving failed. `unplaced` is what the story can't place of it."""

    def __init__(
        self, store: Store, slot: str, unplaced: Unplaced = ALL_PLACED, *, is_kept: bool = False
    ) -> None:
        self.store = store
        self.slot = slot
        self.unplaced = unplaced
        self.is_kept = is_kept
        self.unsaved = store.trouble()

    def autosave(self, play: Play, later: tuple[str, ...] = ()) -> str:
        """Save the play as it stands. What the player should know if that went well, mostly
        nothing; `unsaved` if it didn't.

        `later` are decisions after its last that can't be made now.
        """
        try:
            kept = self.store.keep(self.slot, play, unplaced=self.unplaced.and_later(play, later))
        except SaveError as error:
            self.unsaved = str(error)
            self.is_kept = False
            return ""
        self.slot = kept.slot
        self.unsaved = ""
        self.is_kept = True
        return kept.note

    def missing(self, play: Play, later: tuple[str, ...] = ()) -> str:
        """Why some decisions aren't on disk, after one more try; empty if all are."""
        if self.unsaved and play.steps and not self.is_kept:
            self.autosave(play, later)
            return self.unsaved
        return ""

    def keep_as(self, label: str, play: Play, later: tuple[str, ...] = ()) -> str:
        """Save the play under a name too, replacing what has that name. Returns what the player
        should know, mostly nothing.

        Raises SaveError if it can't be written.
        """
        slot = self.store.slot_for(play.story, label)
        unplaced = self.unplaced.and_later(play, later)
        return self.store.keep(slot, play, label=label, unplaced=unplaced).note

    def put_by(self, play: Play, later: tuple[str, ...]) -> None:
        """Set aside what can't be made after the play's last decision: the play will go on without
        it."""
        self.unplaced = self.unplaced.and_later(play, later)

    def elsewhere(self, story: Story) -> None:
        """Keep what comes now in a slot of its own, so that what was kept so far stays."""
        self.slot = self.store.new_slot(story)

    def another(self, story: Story) -> None:
        """Keep another play from now on, in a slot of its own."""
        self.elsewhere(story)
        self.unplaced = ALL_PLACED
        self.is_kept = False
