"""What can be chosen, in words: an author's choices, and what a table itself offers.

Items are numbered from 1, as every face shows them. `engine` has what is behind each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from negotiator.bargaining.decisions import ACCEPT, ASK, NO_DEAL, PROPOSE, SETTLE, Changes
from negotiator.bargaining.voice import DEAREST
from negotiator.engine import Bid, Option
from negotiator.language import _
from negotiator.narration.refusals import reason
from negotiator.narration.shortcuts import accept_theirs
from negotiator.narration.terms import settled
from negotiator.sentence_parts import apart


class MenuItem(NamedTuple):
    """Something that can be chosen. If it isn't open, `reason` says why."""

    number: int
    id: str
    text: str
    open: bool
    reason: str


def menu(options: Iterable[Option]) -> tuple[MenuItem, ...]:
    """Everything that can be chosen, including what is closed."""
    return tuple(
        MenuItem(number, one.id, words(one.text), one.open, reason(one.reason))
        for number, one in enumerate(options, start=1)
    )


def words(text: str | Bid) -> str:
    """The words of a decision: the author's, or those of a bid at a table."""
    if isinstance(text, str):
        return text
    if text.what == ACCEPT:
        return accept_theirs()
    if text.what == ASK:
        return question(text.question)
    if text.what == NO_DEAL:
        return _ended(text.question)
    if text.what == SETTLE:
        agreed = _changed(text.packages[0]) if text.packages else ""
        if not agreed:
            return _("Settle on a package")
        return _("Settle on {package}", package=agreed)
    if not text.packages:
        return _("Propose a package")
    if text.what == PROPOSE:
        return _proposed(text)
    first, second = (_changed(one) or _("what you stand by") for one in text.packages)
    return _("Put side by side {first}, or {second}", first=first, second=second)


def _ended(by: str) -> str:
    """The words for ending the talks of two people without a deal."""
    if by == "ours":
        return _("Leave without a deal")
    if by == "theirs":
        return _("They leave without a deal")
    return _("The time is up, and there is no deal")


def two_packages() -> str:
    """The words for proposing two packages at once."""
    return _("Put two packages side by side")


def question(asked: str) -> str:
    """The words for asking a question."""
    if asked == DEAREST:
        return _("Ask what is dearest to them")
    return _("Ask what is cheapest to them")


def spoken(item: MenuItem) -> str:
    """An item in a line of text; a closed one says that first."""
    if item.open:
        return _("{number}. {choice}", number=item.number, choice=item.text)
    return _("{number}. {choice}", number=item.number, choice=closed(item))


def typed_line(typed: str, about: str) -> str:
    """What can be typed, and what it does."""
    return _("{typed}: {about}.", typed=typed, about=about)


def closed(item: MenuItem) -> str:
    """A closed item, which says so first."""
    return _("(closed: {reason}) {choice}", reason=item.reason, choice=item.text)


def locked(item: MenuItem) -> str:
    """The words after a closed item."""
    return _("[closed] {reason}", reason=item.reason)


def not_open(why: str) -> str:
    """The message for someone who picks a closed item."""
    return _("This choice is closed: {reason}.", reason=why.rstrip("."))


def _proposed(bid: Bid) -> str:
    changed = _changed(bid.packages[0])
    if changed:
        return _("Propose {changes}", changes=changed)
    return _("Propose the same again") if bid.is_again else _("Propose what you opened with")


def _changed(changes: Changes) -> str:
    return apart(str(settled(term.label, option.text)) for term, option in changes)


def back_at(title: str) -> str:
    """The sentence after a visit: in which scene the choices are again those that were left."""
    return _("You are back at “{title}”, where you left off.", title=title)
