"""The questions at a table before a decision: whether to accept, to propose the same again or to
leave, and which question or pair of packages to put to the other side.

The play screen, which extends this one, makes the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from negotiator.bargaining.decisions import ACCEPT, PROPOSE
from negotiator.narration import at_table, saved_plays
from negotiator.narration.menu import menu
from negotiator.narration.table import asking
from negotiator.story.model import LEAVE
from negotiator.tui.screens.keeping import KeepingScreen
from negotiator.tui.widgets.bargain import Bargain

if TYPE_CHECKING:
    from negotiator.engine import Session


class BargainingScreen(KeepingScreen):
    """A screen with a table on it."""

    def decide(self, option_id: str) -> None:
        """Make a decision."""
        raise NotImplementedError

    @on(Bargain.Decided)
    def _bargained(self, event: Bargain.Decided) -> None:
        session, decision = event.session, event.decision
        if session is not self.query_one(Bargain).session:
            return  # the talks have moved on
        if decision == ACCEPT:
            self._ask(session, decision, at_table.accept(session))
        elif decision == PROPOSE:
            self._ask(session, decision, at_table.propose_again(session))
        else:
            self.decide(decision)

    def _ask(self, session: Session, decision: str, asked: saved_plays.Question) -> None:
        """Ask before a decision at a table."""
        from negotiator.tui.screens.dialogs import Question

        def answered(is_meant: bool | None) -> None:
            if is_meant and session is self.query_one(Bargain).session:
                self.decide(decision)

        self.app.push_screen(Question.of(asked), answered)

    @on(Bargain.Refused)
    def _not_at_this_table(self, event: Bargain.Refused) -> None:
        self.tell(event.reason)

    @on(Bargain.Asking)
    def _asking(self, event: Bargain.Asking) -> None:
        from negotiator.tui.screens.dialogs import Offer, Offers

        session = event.session
        if session is not self.query_one(Bargain).session:
            return

        def asked(decision: str | None) -> None:
            if decision and session is self.query_one(Bargain).session:
                self.decide(decision)

        title, text, questions = asking(session)
        offers = tuple(Offer(*question) for question in questions)
        self.app.push_screen(Offers(title, text, offers), asked)

    @on(Bargain.Reassembled)
    def _another_package(self) -> None:
        self.tell("")

    @on(Bargain.Folded)
    def _folded(self) -> None:
        self.game.turned()

    @on(Bargain.Leaving)
    def _leaving_the_table(self, event: Bargain.Leaving) -> None:
        session = event.session
        if session is not self.query_one(Bargain).session:
            return
        (choice,) = (one.text for one in menu(session.options()) if one.id == LEAVE)
        self._ask(session, LEAVE, at_table.leave(session, choice))
