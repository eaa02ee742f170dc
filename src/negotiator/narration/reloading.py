"""What is said when the story of a play was read again while it was played."""

from __future__ import annotations

from negotiator.bargaining.refusals import WhyNot
from negotiator.language import _, ngettext
from negotiator.narration.refusals import why_not


def read_again(decisions: int) -> str:
    """All decisions were made again; how many there were."""
    if not decisions:
        return _("The story was read again.")
    return ngettext(
        "The story was read again, and your decision made again.",
        "The story was read again, and your {number} decisions made again.",
        decisions,
    )


def beginning_is_gone(place: str) -> str:
    """The place where the play began is gone."""
    return _(
        "The story was read again. Where the play began, `{place}`, is gone: this is the start.",
        place=place,
    )


def stopped_before(number: int, decision: str, why: WhyNot) -> str:
    """A decision, by its number from 0, can't be made in the new text."""
    return _(
        "The story was read again. You are before decision {number}, `{decision}`, which "
        "can't be made now: {reason}.",
        number=number + 1,
        decision=decision,
        reason=why_not(why),
    )
