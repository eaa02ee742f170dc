"""The kept plays in words, as screens list them, and the questions before one is saved, left or
deleted.

The messages for when one can't be written or read are in `saving`.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from negotiator.cells import cut
from negotiator.language import _, ngettext, pgettext
from negotiator.narration.dates import day_written, moment
from negotiator.narration.game import how_many, stay
from negotiator.narration.saving import unsaved
from negotiator.narration.sentences import joined
from negotiator.sentence_parts import beside

_SHOWN = 60
"""Cells shown of a name that can't be had."""


class Confirmation(NamedTuple):
    """A question with its two answers."""

    title: str
    text: str
    yes: str
    no: str


# The list


def title(count: int = 0) -> str:
    """The title of the list, with the number of plays if there are many."""
    return _("Saved plays · {count:,}", count=count) if count else _("Saved plays")


def nothing_saved() -> str:
    """The text in an empty list."""
    return _("Nothing has been saved yet.")


def point(place: str, day: str, decisions: int) -> str:
    """Where a play is in its story, and how far it has got."""
    return beside((place, day_written(day), how_many(decisions)))


def about(story: str, place: str, day: str) -> str:
    """A play in a line: its story, and where it is."""
    return beside((story, place, day_written(day)))


def facts(story: str, ended: str, where: str, when: str, seed: int, *, is_named: bool) -> str:
    """What else is known of a kept play that has a name, or was saved automatically."""
    saved = (
        _("saved {moment}", moment=when)
        if is_named
        else _("saved as you went {moment}", moment=when)
    )
    outcome = _("ended: {outcome}", outcome=ended) if ended else ""
    told = (story, outcome, where if is_named else "", saved, _("seed {seed}", seed=seed))
    return beside(told)


def kept_at(when: datetime | None, written: str) -> str:
    """The moment when a play was kept; as it was written if it isn't one."""
    return moment(when) if when else written


def damaged(fault: str) -> str:
    """What is wrong with a file."""
    return _("Damaged: {fault}", fault=fault)


def cant_be_opened() -> str:
    """The title above what is wrong with a file."""
    return _("Can't be opened")


def not_kept() -> str:
    """The title above why a decision was not made: it can't be kept."""
    return _("This can't be kept, so nothing was decided")


def delete(name: str) -> Confirmation:
    """The question before a save is deleted."""
    return Confirmation(
        _("Delete this save?"),
        "\n".join((name, _("It can't be brought back."))),
        _("Delete"),
        keep(),
    )


def keep() -> str:
    """The answer of someone who doesn't want to lose what is asked about."""
    return _("Keep")


# Saving under a name


def save_as() -> str:
    """The purpose of the name."""
    return _("Save this point as")


def enter_saves() -> str:
    """What the keys do while a name is typed."""
    return _("Enter saves · Esc cancels")


def write_a_name() -> str:
    """The message that there is no name yet."""
    return _("Write a name first.")


def name_taken() -> str:
    """The message that there is a save of that name."""
    return _("There is a save of that name.")


def enter_again_replaces() -> str:
    """What the keys do once a name is typed that is taken."""
    return _("Enter again replaces it · Esc cancels")


def too_long(most: int) -> str:
    """Why a play can't be kept under a name: it has too many letters."""
    return ngettext(
        "a name has {number} character at the most.",
        "a name has {number} characters at the most.",
        most,
    )


def saved_as(label: str) -> str:
    """The message that the play is kept under a name."""
    return _("Saved as “{name}”.", name=label)


def not_saved_as(label: str, why: str) -> str:
    """The message that the play can't be kept under a name, and why."""
    return _("Not saved as “{name}”: {reason}", name=cut(label, _SHOWN), reason=why)


# Leaving a play that isn't saved


def leave_for_another(why: str) -> Confirmation:
    """The question before another play is loaded."""
    return _leaving(_("If you load another now, you can't go on with this one later."), why)


def leave(why: str) -> Confirmation:
    """The question before the play is left."""
    return _leaving(_("If you leave now, you can't go on with this play later."), why)


def leave_for_a_new_one(why: str) -> Confirmation:
    """The question before a new play is begun."""
    return _leaving(_("If you begin a new play now, you can't go on with this one later."), why)


def _leaving(what: str, why: str) -> Confirmation:
    return Confirmation(unsaved(), joined(what, why), _("Leave it"), stay())


# Continuing a play whose story was edited


def lost_decision(why: str) -> Confirmation:
    """The question when a play can only continue from before a decision that is gone."""
    return Confirmation(
        _("A decision that is gone"), why, _("Go on from before it"), pgettext("a play", "Leave it")
    )
