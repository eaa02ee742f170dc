"""A table on the screen in words: its heads, what is asked before a decision, and what can't be.

The sentences that plain lines say, too, are in `table` and `standing`.
"""

from __future__ import annotations

from negotiator.engine import Session
from negotiator.language import _, ngettext, pgettext
from negotiator.narration.game import stay
from negotiator.narration.saved_plays import Question
from negotiator.narration.sentences import joined


def your_package() -> str:
    """The head of the player's options."""
    return _("Your package")


def they_ask() -> str:
    """The head of theirs."""
    return _("They ask for")


def yours() -> str:
    """The same where there is little room."""
    return pgettext("a head", "Yours")


def theirs() -> str:
    """The same where there is little room."""
    return pgettext("a head", "Theirs")


def to_you() -> str:
    """What the numbers beside options are worths to."""
    return pgettext("worths", "to you")


def folded(session: Session) -> str:
    """What stands where the terms are, while they are away."""
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
    """What is said to someone who would decide while the terms are away."""
    return _("The terms are away: v lays them out.")


# What can't be done; why is said below the terms


def not_proposed() -> str:
    """The package can't be proposed."""
    return _("That can't be proposed: see × below the terms.")


def not_side_by_side() -> str:
    """The two packages can't be put side by side."""
    return _("They can't be put side by side: see below.")


# What is asked before a decision


def accept(session: Session) -> Question:
    """Before their package is accepted."""
    text = _(
        "To you it is worth {worth}, and no deal {line}.",
        worth=session.worth(session.theirs),
        line=session.reservation,
    )
    left = session.rounds_left
    more = _("You could still propose: {count} left.", count=left) if left else ""
    undo = _("You can undo this.")
    return Question(_("Accept their package?"), joined(text, more, undo), _("Accept"), _("Not yet"))


def propose_again(session: Session) -> Question:
    """Before the same is proposed again, or what the player opened with."""
    title = _("Propose the same again?") if session.exchanges else _("Propose your opening?")
    left = session.rounds_left
    if left > 1:
        text = _("Nothing in it has changed. You have {count} proposals left.", count=left)
    else:
        text = _("Nothing in it has changed, and it is your last.")
    return Question(title, text, _("Propose it"), _("Not yet"))


def leave(session: Session, choice: str) -> Question:
    """Before the table is left, by a choice of the author's words."""
    without = session.table.ours.without
    if without:
        text = _("There will be no deal: {instead}.", instead=without.rstrip("."))
    else:
        text = _("There will be no deal.")
    undo = _("You can undo this.")
    return Question(_("Leave the table?"), joined(text, undo), choice, stay())


# The table from above


def headline(table: str, number: int, count: int) -> str:
    """The table, and which it is of how many."""
    if count > 1:
        return _(
            "{table} ({number} of {count}) · the table from above",
            table=table,
            number=number,
            count=count,
        )
    return _("{table} · the table from above", table=table)


def drawing_saved() -> str:
    """The title over where the drawing is."""
    return _("The drawing was saved")
