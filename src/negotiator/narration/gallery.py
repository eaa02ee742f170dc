"""The gallery of a story: its endings, those found by their titles, the others by a hint that gives
nothing away, and what can be forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from negotiator.language import _, ngettext
from negotiator.narration.dates import month_of
from negotiator.narration.saved_plays import Confirmation, keep
from negotiator.narration.sentences import Sentence, sentence
from negotiator.sentence_parts import in_a_row
from negotiator.story.model import Ending, Story

FOUND, HIDDEN = "◆", "◇"


class Exhibit(NamedTuple):
    """An ending: the author's word for how it comes out, its title if it was found, and otherwise
    the month in which it lies, if it has a day."""

    outcome: str
    title: str
    month: str
    is_known: bool = True
    """Whether it is known if it was found."""

    @property
    def mark(self) -> str:
        """Whether it was found, as a sign."""
        return FOUND if self.title else HIDDEN


class Gallery(NamedTuple):
    """A story's endings, those with one outcome together."""

    story: str
    exhibits: tuple[Exhibit, ...]
    texts: int
    """How many of its texts were read, in whatever play."""
    unread: str = ""
    """Why what earlier plays met can't be read, if so."""

    @property
    def found(self) -> int:
        """How many were found."""
        return sum(bool(one.title) for one in self.exhibits)


def gallery(
    story: Story, endings: Collection[str], texts: Collection[str], unread: str = ""
) -> Gallery:
    """The gallery of a story after plays that came to these endings and told these texts; `unread`
    is why what earlier ones met can't be read."""
    outcomes = list(dict.fromkeys(one.outcome for one in story.endings.values()))
    ordered = sorted(
        story.endings.values(),
        key=lambda one: (outcomes.index(one.outcome), one.date or date.max),
    )
    exhibits = (_exhibit(one, is_found=one.id in endings) for one in ordered)
    hanging = tuple(one._replace(is_known=not unread) for one in exhibits)
    return Gallery(story.title, hanging, len(texts), unread)


def _exhibit(one: Ending, *, is_found: bool) -> Exhibit:
    month = month_of(one.date) if one.date else ""
    return Exhibit(one.outcome, str(one.title) if is_found else "", month)


def being_read() -> str:
    """What stands there until the story has been read."""
    return _("Reading the story…")


def counted(one: Gallery) -> str:
    """How many endings were found, or that it isn't known."""
    if one.unread:
        return ngettext(
            "{number} ending, and whether it was found isn't known",
            "{number} endings, and which were found isn't known",
            len(one.exhibits),
        )
    return _("{seen} of {count} endings found", seen=one.found, count=len(one.exhibits))


def hung(one: Exhibit) -> Sentence:
    """An ending as it hangs there."""
    if one.title:
        return named(one.outcome, one.title)
    if not one.is_known:
        known = in_a_row([one.outcome.upper(), one.month])
        return sentence("{outcome}", outcome=known)
    if one.month:
        return sentence(
            _("{outcome}: not found yet, {month}"), outcome=one.outcome.upper(), month=one.month
        )
    return sentence(_("{outcome}: not found yet"), outcome=one.outcome.upper())


def named(outcome: str, title: str) -> Sentence:
    """The `title` of an ending behind its `outcome`."""
    return sentence(_("{outcome}: {title}"), outcome=outcome.upper(), title=title)


def remembered(one: Gallery) -> str:
    """How much was read, and what is remembered, or why it can't be told."""
    if one.unread:
        return _("What earlier plays met can't be read: {reason}.", reason=one.unread)
    return ngettext(
        "{number} of its passages was read on this machine. Only that is remembered, and which "
        "endings were found; no play is changed by it.",
        "{number} of its passages were read on this machine. Only that is remembered, and which "
        "endings were found; no play is changed by it.",
        one.texts,
    )


def spoken(one: Gallery) -> Iterator[str]:
    """The gallery in lines of text."""
    yield _("{story}: {counted}.", story=one.story, counted=counted(one))
    for number, each in enumerate(one.exhibits, start=1):
        yield _("{number}. {ending}.", number=number, ending=str(hung(each)))
    yield remembered(one)


def forget(story: str) -> Confirmation:
    """The question before a story's gallery is emptied."""
    return Confirmation(
        _("Forget which endings of “{story}” you found, and what you have read?", story=story),
        _("Your saved plays stay as they are."),
        _("Forget"),
        keep(),
    )


def forgotten(story: str) -> str:
    """The message that a story's gallery is empty again."""
    return _("Forgotten: the endings found and the passages read of “{story}”.", story=story)
