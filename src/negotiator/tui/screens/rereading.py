"""A play of which some texts were read in an earlier one: they can be left out, and what is read
now is remembered for the next.

A text counts as read once something was decided below it. The play screen, which extends this one
by way of the table, shows the play and makes its decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negotiator.narration import play as told
from negotiator.narration import read_before
from negotiator.tui import prose
from negotiator.tui.screens.keeping import KeepingScreen
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.narration.lines import Line
    from negotiator.tui.widgets.blocks import Group


class RereadingScreen(KeepingScreen):
    """A screen with a page, the last group of which tells what the last decision led to."""

    def __init__(self) -> None:
        super().__init__()
        self._read: frozenset[str] = frozenset()
        """The keys of what was read before this play was put on the table."""
        self._has_reasons = False
        """Whether what the last decision moved is told one by one."""

    def recall(self) -> None:
        """Recall what was read in earlier plays of the story."""
        self._read = self.game.met(self.play.story.id).texts

    def note_read(self) -> None:
        """Remember the texts of the last group, and the ending if the play reached one."""
        from negotiator.saves import met_in

        self.game.remember(self.play.story.id, met_in(self.play, self._fresh()))

    @property
    def has_read(self) -> bool:
        """Whether the last group has texts that were read before."""
        return not self._read.isdisjoint(read_before.passage_keys(self._fresh()))

    def fresh_group(self) -> Group:
        """The last group, without what was read before if that is left out."""
        lines = self._fresh()
        return prose.group(read_before.skip_read(lines, self._read) if self.game.skips else lines)

    def _fresh(self) -> tuple[Line, ...]:
        number = len(self.play.steps) - 1
        if number < 0:
            return told.opening(self.play)
        lines = told.step_with_reasons if self._has_reasons else told.step
        return lines(self.play, number)

    def show_again(self) -> None:
        """Put the last group on the page again, as it is told now."""
        page = self.query_one(Page)
        page.drop()
        page.add(self.fresh_group())

    def action_only_new(self) -> None:
        """Leave out what was read before, or tell it again; from now on, too."""
        self.game.skips = not self.game.skips
        self.show_again()
        self.refresh_bindings()
