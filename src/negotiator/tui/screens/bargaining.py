"""What is asked at a table before something is decided there: to accept, to propose the same again,
to leave, and which question or pair of packages to put to the other side.

What is then decided is for the play screen, which is this one at a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from negotiator.bargaining.decisions import ACCEPT, PROPOSE
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
            worth, without = session.worth(session.theirs), session.reservation
            left = session.rounds_left
            more = f" You could still propose: {left} left." if left else ""
            text = f"To you it is worth {worth}, and no deal {without}.{more} You can undo this."
            self._ask(session, decision, "Accept their package?", text, "Accept", "Not yet")
        elif decision == PROPOSE:
            left = session.rounds_left
            again = "Propose the same again?" if session.exchanges else "Propose your opening?"
            text = "Nothing in it has changed"
            text += f". You have {left} proposals left." if left > 1 else ", and it is your last."
            self._ask(session, decision, again, text, "Propose it", "Not yet")
        else:
            self.decide(decision)

    def _ask(
        self, session: Session, decision: str, title: str, text: str, yes: str, no: str
    ) -> None:
        """Ask before something is decided at a table."""
        from negotiator.tui.screens.dialogs import Question

        def answered(is_meant: bool | None) -> None:
            if is_meant and session is self.query_one(Bargain).session:
                self.decide(decision)

        self.app.push_screen(Question(title, text, yes=yes, no=no), answered)

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
        without = session.table.ours.without
        text = f"There will be no deal{f': {without}' if without else ''}. You can undo this."
        (leave,) = (one.text for one in session.options() if one.id == LEAVE)
        self._ask(session, LEAVE, "Leave the table?", text, leave, "Stay")
