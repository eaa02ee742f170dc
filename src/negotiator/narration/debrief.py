"""The outcome of a play as typed lines: its ending, its readings, and the record beside it.

What a plain play says of it is here too, what the screen alone says is in `ending`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import NamedTuple

from negotiator.engine import Parting as Found
from negotiator.engine import Play, debrief
from negotiator.language import _, ngettext
from negotiator.narration.dates import day, day_in_full
from negotiator.narration.lines import Document, Heading, Promised, ToldPassage
from negotiator.narration.lines_as_text import groups
from negotiator.narration.lines_as_text import passage as written
from negotiator.narration.menu import words
from negotiator.narration.play import heading_with, passage, questions, where_decided
from negotiator.narration.promises import caption, entry, ledger
from negotiator.narration.sentences import Sentence, above_lines, sentence
from negotiator.sentence_parts import in_a_row


class AxisReading(NamedTuple):
    """How the ending reads on one axis."""

    axis: str
    passage: ToldPassage


class Beside(Enum):
    """How the play compares with history where history decided something."""

    NEVER = "never"
    """The play never reached that decision."""
    SAME = "same"
    OTHER = "other"


class HistoryBeside(NamedTuple):
    """What is on record, and what the play did there, in the words of what was `chosen` (none if it
    never got there); `nearest` has the story's words for what comes nearest, and why."""

    date: date
    passage: ToldPassage
    beside: Beside
    chosen: str
    nearest: str


class Later(NamedTuple):
    """What history says about the time afterwards."""

    date: date
    passage: ToldPassage


class LeftHistory(NamedTuple):
    """The decision, by its number from 0, at which the play left the record."""

    number: int
    place: Heading
    chose: str
    nearest: str


class Debriefed(NamedTuple):
    """An ended play: its ending, how that reads, and the record beside the play, by date. The play
    never reached `unmet` decisions of the record."""

    heading: Heading
    decisions: int
    readings: tuple[AxisReading, ...]
    left: LeftHistory | None
    partings: tuple[HistoryBeside, ...]
    later: tuple[Later, ...]
    unmet: int
    promised: tuple[Promised, ...]
    """The promises made, and what came of each."""
    questions: tuple[Document, ...]
    """What the ending leaves to be asked."""


def debriefed(play: Play) -> Debriefed:
    """The debrief of an ended play. Raises ValueError if it hasn't ended."""
    found = debrief(play)
    first = found.first_parting
    left = None
    if first is not None and first.number is not None:
        place = where_decided(play.story, play.steps[first.number])
        left = LeftHistory(first.number, place, chose(first), nearest(first))
    return Debriefed(
        heading_with(play.story, found.ending, play.state.values),
        len(play.steps),
        tuple(AxisReading(axis.label, passage(told)) for axis, told in found.readings),
        left,
        tuple(map(_parting, found.partings)),
        tuple(Later(entry.date, passage(told)) for entry, told in found.later),
        found.unmet,
        ledger(play),
        questions(play),
    )


def chose(parting: Found) -> str:
    """What the play did where history decided: in the words of the choice, or, for a deal, the
    terms on which it differed."""
    if parting.apart:
        terms = in_a_row(term.called for term in parting.apart)
        return _("A deal too, on other terms ({terms})", terms=terms)
    return words(parting.chose)


def nearest(parting: Found) -> str:
    """What comes nearest to the record in the words of the story, and why it does."""
    if parting.because:
        return _("{choice} ({reason})", choice=parting.wanted, reason=parting.because)
    return parting.wanted


def _parting(one: Found) -> HistoryBeside:
    beside = Beside.NEVER
    if one.taken is not None:
        beside = Beside.SAME if one.same else Beside.OTHER
    chosen = "" if one.taken is None else chose(one)
    return HistoryBeside(one.entry.date, passage(one.told), beside, chosen, nearest(one))


def in_order(found: Debriefed, turned: Iterable[str]) -> Iterator[Iterable[str]]:
    """What is told after an ending, in groups of lines: the promises, what made it (`turned`), how
    it reads, history beside it, and what is left to be asked."""
    yield promises_spoken(found)
    yield turned
    yield spoken(found)
    yield from groups(found.questions)


def promises_spoken(found: Debriefed) -> Iterator[str]:
    """The promises made, and what came of each, in lines of text; none if none was made."""
    if found.promised:
        yield above_lines(caption())
    yield from (f"   {entry(one)}" for one in found.promised)


def spoken(found: Debriefed) -> Iterator[str]:
    """How the ending reads, and where the play parted from history, in lines of text."""
    for reading in found.readings:
        yield str(read(reading.axis, written(reading.passage)))
    if found.left is not None:
        yield above_lines(where_you_left())
        yield f"   {left_at(found.left, found.decisions)}"
    elif found.partings:
        yield _("Wherever your play met a decision of the record, you chose what is nearest to it.")
    for one in found.partings:
        yield _dated(one)
        yield from (f"   {words}" for words in beside(one))
    for later in found.later:
        yield _dated(later)
    if found.unmet:
        yield unmet(found)


def where_you_left() -> str:
    """The caption of the decision at which the play left the record."""
    return _("Where you left the record")


def left_at(one: LeftHistory, count: int) -> Sentence:
    """The line for that decision, out of so many, and the `scene` where it was made."""
    values: dict[str, object] = {
        "number": one.number + 1,
        "count": count,
        "scene": one.place.title,
    }
    if one.place.date is None:
        return sentence(_("Decision {number} of {count}, {scene}"), **values)
    values["day"] = day(one.place.date)
    return sentence(_("Decision {number} of {count} on {day}, {scene}"), **values)


def _dated(one: HistoryBeside | Later) -> str:
    return _("{day}: {event}", day=day_in_full(one.date), event=written(one.passage))


def read(axis: str, words: str) -> Sentence:
    """How an ending reads on an `axis`."""
    return sentence(_("{axis}: {reading}"), axis=axis, reading=words)


def beside(one: HistoryBeside) -> tuple[Sentence, ...]:
    """What the play did compared with the record; nothing if it never got to decide."""
    match one.beside:
        case Beside.NEVER:
            return ()
        case Beside.SAME:
            return (sentence(_("You, nearest to the record: {choice}"), choice=one.nearest),)
    return (you(one.chosen), closest(one.nearest))


def closest(choice: str) -> Sentence:
    """The line for what comes nearest to the record."""
    return sentence(_("Nearest to the record: {choice}"), choice=choice)


def unmet(found: Debriefed) -> str:
    """How many decisions of the record the play never reached."""
    return ngettext(
        "Your play never came to {number} of these {count} entries.",
        "Your play never came to {number} of these {count} entries.",
        found.unmet,
        count=len(found.partings),
    )


def you(choice: str) -> Sentence:
    """The line for what the player chose."""
    return sentence(_("You: {choice}"), choice=choice)
