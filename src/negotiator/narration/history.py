"""The decisions of a play, in order, with what each moved; and going back to before any of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine import Play
from negotiator.language import _, ngettext
from negotiator.narration.dates import day
from negotiator.narration.game import stay
from negotiator.narration.lines import Heading, Moved, Promised
from negotiator.narration.lines_as_text import said
from negotiator.narration.menu import words
from negotiator.narration.play import moved, promised, where_decided
from negotiator.narration.sentences import joined


class Decided(NamedTuple):
    """A decision by its number from 1: where it was made, its words, which gauges it moved, and
    which promises it made, kept or broke."""

    number: int
    place: Heading
    words: str
    moved: tuple[Moved, ...]
    promised: tuple[Promised, ...]

    @property
    def where(self) -> str:
        """The day and the place where it was made."""
        if self.place.date is None:
            return self.place.title
        return _("{day} · {place}", day=day(self.place.date), place=self.place.title)


def decisions(play: Play) -> tuple[Decided, ...]:
    """The decisions made so far."""
    story = play.story
    return tuple(
        Decided(
            number,
            where_decided(story, one),
            words(one.option.text),
            tuple(
                line
                for line in moved(story, one.changes, one.state.values)
                if isinstance(line, Moved)
            ),
            promised(story, one),
        )
        for number, one in enumerate(play.steps, start=1)
    )


def spoken(play: Play) -> Iterator[str]:
    """The decisions made so far and what each moved, in lines of text."""
    if not play.steps:
        yield nothing_decided()
    for one in decisions(play):
        yield _(
            "{number}. {place}: {choice}",
            number=one.number,
            place=one.place.title,
            choice=one.words,
        )
        lines: tuple[Moved | Promised, ...] = (*one.moved, *one.promised)
        for line in lines:
            yield from (f"   {words}" for words in said(line))


# On the screen


def title(count: int) -> str:
    """The title of the list."""
    return ngettext("History · {number} decision", "History · {number} decisions", count)


def nothing_decided() -> str:
    """The text in an empty list."""
    return _("You have decided nothing yet.")


def go_back() -> tuple[str, str, str]:
    """The question before going back, with its two answers."""
    return _("Go back?"), _("Go back"), stay()


def what_going_back_does(play: Play, number: int, *, is_lost: bool) -> str:
    """Where going back to before a decision (by its number from 0) leads, and what happens to the
    current play, which may be lost."""
    steps, last = play.steps, len(play.steps)
    choice = words(steps[number].option.text)
    if number == last - 1:
        where = _(
            "You will be where you decided “{choice}”, without decision {last}.",
            choice=choice,
            last=last,
        )
    else:
        where = _(
            "You will be where you decided “{choice}”, without decisions {first} to {last}.",
            choice=choice,
            first=number + 1,
            last=last,
        )
    if is_lost:
        stays = _("The play as it stands now is not saved and will be gone.")
    else:
        stays = _("The play as it stands now is kept among your saves.")
    return joined(where, stays)


def kept_before() -> str:
    """The message after going back, about the play as it was before."""
    return _("The play as it was before is kept among your saves.")
