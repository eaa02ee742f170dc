"""A vote in words: what is put to it and how many are needed, each bloc with the running count, and
the result.

A face may tell all of it at once or one bloc at a time; `counted` has what is known after each.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from negotiator.language import _, ngettext
from negotiator.narration.lines import BlocVote, Voted
from negotiator.narration.sentences import Sentence, joined, sentence


class Count(NamedTuple):
    """A bloc that was counted: the ayes with it so far, and the seats still to be counted."""

    bloc: BlocVote
    ayes: int
    to_come: int


def counted(one: Voted) -> tuple[Count, ...]:
    """The blocs in the order in which they are counted."""
    ayes = accumulate(bloc.ayes for bloc in one.blocs)
    seats = accumulate(bloc.seats for bloc in one.blocs)
    return tuple(
        Count(bloc, so_far, one.seats - done)
        for bloc, so_far, done in zip(one.blocs, ayes, seats, strict=True)
    )


def called(one: Voted) -> Sentence:
    """The `motion` that is put to the vote, and what it needs."""
    return sentence(
        _("{motion}: {needed} of {seats} must say aye."),
        motion=one.title,
        needed=one.needs,
        seats=one.seats,
    )


def bloc(one: Count) -> str:
    """The ayes of a bloc, and of all blocs so far."""
    return _(
        "{bloc}: {ayes} of {seats}; {total} so far",
        bloc=one.bloc.bloc,
        ayes=one.bloc.ayes,
        seats=one.bloc.seats,
        total=one.ayes,
    )


def outcome(one: Voted) -> str:
    """How the vote came out, in numbers and in a word."""
    counts = ngettext(
        "{number} aye of {seats}, {needed} needed.",
        "{number} ayes of {seats}, {needed} needed.",
        one.ayes,
        seats=one.seats,
        needed=one.needs,
    )
    return joined(counts, result(one))


def in_short(one: Voted) -> Sentence:
    """The `motion` and how the vote on it came out, where the count is shown in another way."""
    return sentence(_("{motion}: {outcome}"), motion=one.title, outcome=outcome(one))


def result(one: Voted) -> str:
    """What came of it."""
    return _("The motion passed.") if one.passed else _("The motion failed.")


# While it is counted


def standing(one: Voted, blocs: int) -> str:
    """How the count stands after so many blocs, on the way to the number needed."""
    if blocs >= len(one.blocs):
        return outcome(one)
    counts = counted(one)
    ayes, to_come = (counts[blocs - 1][1:]) if blocs else (0, one.seats)
    so_far = ngettext("{number} aye so far.", "{number} ayes so far.", ayes)
    seats = ngettext(
        "{number} seat is still to be counted.",
        "{number} seats are still to be counted.",
        to_come,
    )
    return joined(so_far, _road(one.needs - ayes, to_come), seats)


def _road(missing: int, to_come: int) -> str:
    """How far it still is to the number needed."""
    if missing <= 0:
        return _("That is enough.")
    if missing > to_come:
        return _("That can't be enough any more.")
    return ngettext("{number} more is needed.", "{number} more are needed.", missing)


def so_far(one: Count) -> str:
    """The running count beside a bloc."""
    return ngettext("{number} aye so far", "{number} ayes so far", one.ayes)


def in_row(one: BlocVote, is_counted: bool) -> str:
    """The ayes of a bloc of the chamber, or its seats while it isn't counted."""
    if is_counted:
        return _("{ayes} of {seats}", ayes=one.ayes, seats=one.seats)
    return ngettext("{number} seat", "{number} seats", one.seats)


def legend(seats_a_mark: int) -> str:
    """What the marks of the chamber mean."""
    signs = _("A full mark is an aye, a hollow one is none, a dot isn't counted yet.")
    if seats_a_mark == 1:
        return signs
    return joined(signs, _("Each mark stands for some {seats} seats.", seats=seats_a_mark))


def what_goes_on(is_counted: bool) -> str:
    """What the keys do while a vote is counted, and after it."""
    if is_counted:
        return _("Any key goes on")
    return _("Space counts the next bloc, any other key all of them")
