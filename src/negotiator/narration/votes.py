"""A vote in words: the motion with its result, and each bloc."""

from __future__ import annotations

from negotiator.language import _, ngettext
from negotiator.narration.lines import BlocVote, Voted
from negotiator.narration.sentences import Sentence, sentence


def vote(one: Voted) -> Sentence:
    """How a `motion` was voted on."""
    counted = ngettext(
        "{motion}: {number} aye of {seats}, {needed} needed.",
        "{motion}: {number} ayes of {seats}, {needed} needed.",
        one.ayes,
        motion="{motion}",
        seats=one.seats,
        needed=one.needs,
    )
    return sentence(counted, motion=one.title)


def result(one: Voted) -> str:
    """What came of it."""
    return _("The motion passed.") if one.passed else _("The motion failed.")


def bloc(one: BlocVote) -> str:
    """The ayes of a bloc."""
    return _("{bloc}: {ayes} of {seats}", bloc=one.bloc, ayes=one.ayes, seats=one.seats)
