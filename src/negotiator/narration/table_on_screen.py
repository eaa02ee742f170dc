"""A table on the screen in words: its headings, the questions before a decision, and what can't be
done.

The sentences shared with plain lines are in `table`.
"""

from __future__ import annotations

from negotiator.engine import Session
from negotiator.language import _, ngettext, pgettext
from negotiator.narration.game import stay
from negotiator.narration.refusals import reason
from negotiator.narration.saved_plays import Confirmation
from negotiator.narration.sentences import joined


def your_package() -> str:
    """The heading of the player's options."""
    return _("Your package")


def they_ask() -> str:
    """The heading of the counterpart's options."""
    return _("They ask for")


def yours() -> str:
    """The same where there is little room."""
    return pgettext("a head", "Yours")


def theirs() -> str:
    """The same where there is little room."""
    return pgettext("a head", "Theirs")


def term() -> str:
    """The heading of the terms."""
    return pgettext("a head", "Term")


def option_with_price(option: str, price: str) -> str:
    """An option with what it costs or gives the player."""
    return _("{option} ({price})", option=option, price=price)


def to_you() -> str:
    """The note that the numbers beside options are worths to the player."""
    return pgettext("worths", "to you")


def folded(session: Session) -> str:
    """The text in place of the terms while they are put away."""
    if session.exchanges:
        return ngettext(
            "{number} term, {apart} apart. Lay them out",
            "{number} terms, {apart} apart. Lay them out",
            len(session.table.terms),
            apart=len(session.apart),
        )
    return ngettext(
        "{number} term is on the table. Lay them out",
        "{number} terms are on the table. Lay them out",
        len(session.table.terms),
    )


def away() -> str:
    """The message for someone who tries to decide while the terms are put away."""
    return _("The terms are away: v lays them out.")


# What can't be done


def see_below() -> str:
    """The package can't be proposed or kept, or two can't be put side by side."""
    return _("That can't be done: the table says why.")


def not_accepted(session: Session) -> str:
    """Why their package can't be accepted, as a sentence; empty if it can."""
    why = session.unacceptable()
    return _("That can't be accepted: {reason}.", reason=reason(why)) if why else ""


# Questions before a decision


def accept(session: Session) -> Confirmation:
    """The question before their package is accepted."""
    text = _(
        "To you it is worth {worth}, and no deal {line}.",
        worth=session.worth(session.theirs),
        line=session.reservation,
    )
    left = session.rounds_left
    more = _("You could still propose: {count} left.", count=left) if left else ""
    asked = joined(text, more, _undoable())
    return Confirmation(_("Accept their package?"), asked, _("Accept"), _not_yet())


def propose_again(session: Session) -> Confirmation:
    """The question before the same package, or the opening, is proposed again."""
    title = _("Propose the same again?") if session.exchanges else _("Propose your opening?")
    left = session.rounds_left
    if left > 1:
        text = _("Nothing in it has changed. You have {count} proposals left.", count=left)
    else:
        text = _("Nothing in it has changed, and it is your last.")
    return Confirmation(title, text, _("Propose it"), _not_yet())


def leave(session: Session, choice: str) -> Confirmation:
    """The question before the table is left, by a choice in the author's words."""
    without = session.table.ours.without
    if without:
        text = _("There will be no deal: {instead}.", instead=without.rstrip("."))
    else:
        text = _("There will be no deal.")
    return Confirmation(_("Leave the table?"), joined(text, _undoable()), choice, stay())


def _undoable() -> str:
    return _("You can undo this.")


def _not_yet() -> str:
    return _("Not yet")


# The table from above


def screen_title(table: str, number: int, count: int) -> str:
    """The table's title, and its number among them."""
    if count > 1:
        return _(
            "{table} ({number} of {count}) · the table from above",
            table=table,
            number=number,
            count=count,
        )
    return _("{table} · the table from above", table=table)
