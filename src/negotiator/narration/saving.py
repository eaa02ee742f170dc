"""What a player is told about kept plays: that one can't be written or read, that it continued
elsewhere, and what happened to it when its story was edited."""

from __future__ import annotations

from negotiator.bargaining.refusals import WhyNot
from negotiator.language import _, ngettext, pgettext
from negotiator.narration.refusals import why_not
from negotiator.narration.sentences import finished, joined

# A play that can't be written


def unwritten(why: object) -> str:
    """A play can't be written as a file."""
    return _("This play can't be written to a file: {reason}.", reason=why)


def long_name(most: int) -> str:
    """Why a save can't be written: its name is too long."""
    return ngettext(
        "its name would have more than {number} character",
        "its name would have more than {number} characters",
        most,
    )


def large_file(most: int) -> str:
    """Why a save can't be written: it is too large."""
    return ngettext(
        "it would have more than {number:,} byte",
        "it would have more than {number:,} bytes",
        most,
    )


def went_on_elsewhere(file: str, other: str) -> str:
    """The file of a play was changed by someone else."""
    return _(
        "{file} isn't as this game left it: another one may be going on with "
        "the same play. It stays as it is, and what you decide is now kept in {other}.",
        file=file,
        other=other,
    )


def not_replaced(file: str, why: object, other: str) -> str:
    """The file of a play may not be replaced, such as one of another user."""
    return _(
        "{file} can't be replaced: {reason}. It stays as it is, and what you decide is now kept "
        "in {other}.",
        file=file,
        reason=why,
        other=other,
    )


def not_deleted(path: str, why: object) -> str:
    """A save can't be deleted."""
    return _("{path} can't be deleted: {reason}.", path=path, reason=why)


def unsaved() -> str:
    """The clause that a play isn't saved, which also stands above questions about it."""
    return _("This play is not saved")


def not_saved(why: str = "") -> str:
    """As long as a play isn't saved: why, and what to do, unless that was said before."""
    return joined(finished(unsaved()), why)


# A file that isn't a save


def missing(file: str) -> str:
    """The file isn't there."""
    return _("{file} is missing", file=file)


def unreadable(file: str, why: object) -> str:
    """The system doesn't give the file, or can't have one of that name."""
    return _("{file} can't be read: {reason}", file=file, reason=why)


def is_folder() -> str:
    """Why it can't be read: there is a folder of that name."""
    return pgettext("why a save can't be read", "it is a folder")


def is_no_file() -> str:
    """Why it can't be read: a device, a pipe, a link that leads nowhere."""
    return pgettext("why a save can't be read", "it is no file")


def went_away() -> str:
    """Why a play can't be saved: another program deletes what is being written."""
    return pgettext("why a play can't be saved", "what was written went away")


def too_large(file: str, most: int) -> str:
    """The file is larger than a save can be."""
    return _("{file} has more than {most:,} bytes: no save is as large", file=file, most=most)


def cut_off(file: str) -> str:
    """The end of the file is missing."""
    return _("{file} is no whole save: its last line is missing", file=file)


def is_other(file: str) -> str:
    """The file holds something else: a story, a page, a picture."""
    return _("{file} is no save", file=file)


def empty(file: str) -> str:
    """There is nothing in the file."""
    return _("{file} holds nothing", file=file)


def no_yaml(place: object, why: str) -> str:
    """The file isn't readable as the format that saves are written in."""
    return _("{place}: {problem}", place=place, problem=why)


def newer(file: str) -> str:
    """The file is of a newer, unknown format."""
    return _("{file} was written by a newer negotiator; update this one to open it", file=file)


def outside(place: object, most: int) -> str:
    """A number is out of a save's bounds."""
    return _("{place}: this is not within 0 to {most}", place=place, most=most)


def no_part(place: object) -> str:
    """Something else is where keys and values belong."""
    return _("{place} is not part of a save", place=place)


def no_key(place: object, key: str) -> str:
    """A key is missing."""
    return _("{place}: the key `{key}` is missing", place=place, key=key)


def no_list(place: object) -> str:
    """Something else is where a list belongs."""
    return _("{place}: a list is needed", place=place)


def no_text(place: object) -> str:
    """Something else is where a text belongs."""
    return _("{place}: a text is needed", place=place)


def no_number(place: object) -> str:
    """Something else is where a number belongs."""
    return _("{place}: a whole number is needed", place=place)


def long_number(place: object) -> str:
    """A number is too long for this Python to read."""
    return _("{place}: the number has too many digits", place=place)


def copy_used(fault: str) -> str:
    """A file is damaged, and the previous copy is used."""
    return _("{fault}. The copy before it is used.", fault=fault)


# What was met in earlier plays


def damaged(file: str) -> str:
    """Why what was met can't be told: its file isn't as it was written, and is kept."""
    return _("{file} is damaged, and is kept as it is", file=file)


def may_still_hold(file: str) -> str:
    """What was met can't be forgotten: a damaged file may have it."""
    return _(
        "{file} is damaged, and may still hold what was met. Delete that file, and forget again.",
        file=file,
    )


# A play whose story was edited


def other_story(theirs: str, ours: str) -> str:
    """The play is of another story."""
    return _("this is a play of `{theirs}`, not of `{ours}`", theirs=theirs, ours=ours)


def unplaced(number: int, decision: str, why: WhyNot) -> str:
    """A decision, by its number from 0, is gone, and the play can only continue from before it."""
    return joined(
        _(
            "The story was edited since this play: decision {number}, `{decision}`, is no longer "
            "possible ({reason}).",
            number=number + 1,
            decision=decision,
            reason=why_not(why),
        ),
        _("The play can go on from the point before it."),
    )


def restored(number: int, decision: str, *, is_edited: bool) -> str:
    """A decision is gone, and the play continues from where it was."""
    values: dict[str, object] = {"number": number + 1, "decision": decision}
    if is_edited:
        told = _(
            "The story was edited since this play, and decision {number}, `{decision}`, is no "
            "longer possible.",
            **values,
        )
    else:
        told = _(
            "The rules of play have changed since this play, and decision {number}, `{decision}`, "
            "is no longer possible.",
            **values,
        )
    return joined(
        told,
        _(
            "You are where you were, with all that was decided; only undoing reaches no further "
            "back than this."
        ),
    )


def played_again(*, is_edited: bool) -> str:
    """The decisions were made again, with a different result."""
    again = _("Your decisions were played again, and some of what came of them is different now.")
    if is_edited:
        return joined(_("The story was edited since this play."), again)
    return joined(_("The rules of play have changed since this play."), again)


def reaches_back() -> str:
    """Decisions that couldn't be placed can be undone again."""
    return _(
        "The story has again what it lacked: undoing reaches back to your first decision, as "
        "it did before."
    )


def back_as_before() -> str:
    """Decisions are back from before the story was edited."""
    return _(
        "The story has again what it lacked, and your decisions are back as they were before it "
        "was edited."
    )


def back_again(count: int) -> str:
    """Decisions that were set aside are back."""
    return _(
        "The story has again what it lacked, and your decisions are back ({count}).", count=count
    )
