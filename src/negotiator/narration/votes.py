"""A vote in words: the motion with its result, and each bloc."""

from __future__ import annotations

from negotiator.language import _, ngettext
from negotiator.narration.lines import BlocVote, Voted
from negotiator.narration.sentences import Sentence, sentence


def vote(one: Voted) -> Sentence:
    """A vote: its `motion`, how it was `counted`, and the `result`."""
    counted = ngettext(
        "{number} aye of {seats}, {needed} needed.",
        "{number} ayes of {seats}, {needed} needed.",
        one.ayes,
        seats=one.seats,
        needed=one.needs,
    )
    result = _("The motion passed.") if one.passed else _("The motion failed.")
    return sentence(
        _("{motion}: {counted} {result}"), motion=one.title, counted=counted, result=result
    )


def bloc(one: BlocVote) -> str:
    """The ayes of a bloc."""
    return _("{bloc}: {ayes} of {seats}.", bloc=one.bloc, ayes=one.ayes, seats=one.seats)
