"""A play that is kept: where it is saved, whether it is, and the question before it is left.

The play screen, which extends this one, shows the play and makes its decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negotiator.engine import titled
from negotiator.narration import saved_plays
from negotiator.narration.sentences import joined
from negotiator.saves import SaveError
from negotiator.tui.screens.base import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from negotiator.engine import Play
    from negotiator.saves import Keeping


class KeepingScreen(Frame[None]):
    """A screen that holds a play."""

    def __init__(self) -> None:
        super().__init__()
        self._play: Play | None = None
        self._keeping: Keeping | None = None
        self._note = ""
        self._later: tuple[str, ...] = ()

    @property
    def play(self) -> Play:
        """The play on the table."""
        assert self._play is not None, "no play has been put on the table"
        return self._play

    @property
    def is_open(self) -> bool:
        """Whether there is a play on the table."""
        return self._play is not None

    @property
    def keeping(self) -> Keeping:
        """Where the play is saved as it goes."""
        assert self._keeping is not None, "no play has been put on the table"
        return self._keeping

    @property
    def slot(self) -> str:
        """The slot where the play is saved as it goes."""
        return self.keeping.slot

    @property
    def later(self) -> tuple[str, ...]:
        """Decisions that can't be made in the current story, for when it is edited again."""
        return self._later

    def tell(self, note: str) -> None:
        """Show a line above the story until the next decision."""
        self._note = note
        self.show_notice()

    def show_notice(self) -> None:
        """Show what the player should know until the next decision."""
        raise NotImplementedError

    def open(
        self, play: Play, keeping: Keeping, note: str = "", later: tuple[str, ...] = ()
    ) -> None:
        """Put a play on the table."""
        raise NotImplementedError

    def action_inside(self) -> None:
        """Show an author what no player sees, and jump."""
        from negotiator.tui.screens.inside import InsideScreen

        self.app.push_screen(InsideScreen(self.play), self._jump)

    def _jump(self, place: str | None) -> None:
        from negotiator.authoring.starting_point import jumped
        from negotiator.narration import author_view

        if place is not None:
            self.keeping.another(self.play.story)
            self.open(jumped(self.play, place), self.keeping)
            note = self.keeping.autosave(self.play)
            self.tell(joined(note, author_view.jumped()))

    def missing(self) -> str:
        """Why some decisions of the play aren't on disk; empty if all are."""
        if self._keeping is None or self._play is None:
            return ""
        why = self._keeping.missing(self._play, self._later)
        self.show_notice()
        return why

    def how_it_is_kept(self) -> tuple[str, bool]:
        """Why some decisions of the play aren't on disk, and whether it can go on from what is; for
        when nothing is shown any more."""
        if self._keeping is None or self._play is None:
            return "", False
        why = self._keeping.missing(self._play, self._later)
        return why, self._keeping.is_kept and self._play.ending is None

    def action_save(self) -> None:
        """Save this point under a name."""
        from negotiator.tui.screens.dialogs import NameDialog

        story = self.play.story
        taken = frozenset(
            row.summary.label
            for row in self.game.saved()
            if row.summary and row.summary.label and row.summary.story_id == story.id
        )
        name = titled(story, self.play.place.id, self.play.state.values).title
        self.app.push_screen(NameDialog(name, taken), self._save_as)

    def _save_as(self, label: str | None) -> None:
        if not label:
            return
        try:
            note = self.keeping.keep_as(label, self.play, self._later)
        except SaveError as error:
            self.tell(saved_plays.not_saved_as(label, str(error)))
        else:
            self.tell(joined(saved_plays.saved_as(label), note))

    def action_load(self) -> None:
        """List the saves."""
        from negotiator.tui.screens.load import LoadScreen

        def loaded(slot: str | None) -> None:
            if slot is not None:
                self.leave_for(saved_plays.leave_for_another, lambda: self.game.open_slot(slot))

        self.app.push_screen(LoadScreen(), loaded)

    def action_leave(self) -> None:
        """Leave for the title screen."""
        self.leave_for(saved_plays.leave, lambda: self.app.switch_mode("title"))

    def leave_for(
        self, ask: Callable[[str], saved_plays.Confirmation], go: Callable[[], object]
    ) -> None:
        """Leave, but ask first if the play on the table would be lost."""
        from negotiator.tui.screens.dialogs import ConfirmDialog

        why = self.missing()
        if not why:
            go()
            return

        def answered(is_meant: bool | None) -> None:
            if is_meant:
                go()

        self.app.push_screen(ConfirmDialog.of(ask(why)), answered)
