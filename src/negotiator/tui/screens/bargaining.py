"""The questions at a table before a decision: whether to accept, to propose the same again or to
leave, and which question or pair of packages to put to the other side.

The play screen, which extends this one, makes the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll

from negotiator.bargaining.decisions import ACCEPT, PROPOSE
from negotiator.narration import saved_plays, table_on_screen
from negotiator.narration.menu import menu
from negotiator.narration.table import asking
from negotiator.story.model import LEAVE
from negotiator.tui.screens.rereading import RereadingScreen
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.engine import Session

_AT_TABLE = "-at-table"
"""The class of the screen while a table is open."""
_MOVED = "#strip, #terms, #page, #story, #board"
"""What has another place, or none, while a table is open."""


class BargainingScreen(RereadingScreen):
    """A screen with a table on it."""

    def decide(self, option_id: str) -> None:
        """Make a decision."""
        raise NotImplementedError

    def lay_table(self, is_open: bool) -> None:
        """Make room for the terms, or for the gauges: only where something changes by it, as to
        style a whole screen takes longer than a decision."""
        if is_open != self.is_at_table:
            self.set_class(is_open, _AT_TABLE, update=False)
            self.app.stylesheet.update_nodes(self.query(_MOVED))

    @property
    def is_at_table(self) -> bool:
        """Whether the table is on the screen."""
        return self.has_class(_AT_TABLE)

    @property
    def terms_to_scroll(self) -> VerticalScroll | None:
        """The terms, if a table is open and there is less room than they need; once it is closed
        they aren't seen, but keep their size."""
        terms = self.query_one("#terms", VerticalScroll)
        return terms if self.is_at_table and terms.max_scroll_y > 0 else None

    @on(PackageEditor.Decided)
    def _bargained(self, event: PackageEditor.Decided) -> None:
        session, decision = event.session, event.decision
        if session is not self.query_one(PackageEditor).session:
            return  # the talks have moved on
        if decision == ACCEPT:
            self._ask(session, decision, table_on_screen.accept(session))
        elif decision == PROPOSE:
            self._ask(session, decision, table_on_screen.propose_again(session))
        else:
            self.decide(decision)

    def _ask(self, session: Session, decision: str, asked: saved_plays.Confirmation) -> None:
        """Ask before a decision at a table."""
        from negotiator.tui.screens.dialogs import ConfirmDialog

        def answered(is_meant: bool | None) -> None:
            if is_meant and session is self.query_one(PackageEditor).session:
                self.decide(decision)

        self.app.push_screen(ConfirmDialog.of(asked), answered)

    @on(PackageEditor.Refused)
    def _not_at_this_table(self, event: PackageEditor.Refused) -> None:
        self.tell(event.reason)

    @on(PackageEditor.Asking)
    def _asking(self, event: PackageEditor.Asking) -> None:
        from negotiator.tui.screens.dialogs import ChoiceDialog, DialogOption

        session = event.session
        if session is not self.query_one(PackageEditor).session:
            return

        def asked(decision: str | None) -> None:
            if decision and session is self.query_one(PackageEditor).session:
                self.decide(decision)

        title, text, questions = asking(session)
        offers = tuple(DialogOption(*question) for question in questions)
        self.app.push_screen(ChoiceDialog(title, text, offers), asked)

    @on(PackageEditor.Reassembled)
    def _another_package(self) -> None:
        self.tell("")

    @on(PackageEditor.Folded)
    def _folded(self) -> None:
        self.tell("")
        self.game.turned()

    @on(PackageEditor.Leaving)
    def _leaving_the_table(self, event: PackageEditor.Leaving) -> None:
        session = event.session
        if session is not self.query_one(PackageEditor).session:
            return
        (choice,) = (one.text for one in menu(session.options()) if one.id == LEAVE)
        self._ask(session, LEAVE, table_on_screen.leave(session, choice))

    def action_read_on(self) -> None:
        """Scroll down: the terms, if there are more of them than there is room for."""
        terms = self.terms_to_scroll
        if terms is None:
            self.query_one(Page).read_on()
        elif terms.scroll_y < terms.max_scroll_y:
            terms.scroll_page_down(animate=False)
        else:
            terms.scroll_home(animate=False)

    def action_read_back(self) -> None:
        """Scroll up."""
        terms = self.terms_to_scroll
        if terms is None:
            self.query_one(Page).read_back()
        else:
            terms.scroll_page_up(animate=False)
