"""What a play came to, as typed lines: its ending, readings, and history beside it.

The sentences of a plain play stand here, those of the screen in `ending`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import NamedTuple

from negotiator.engine import Parting as Found
from negotiator.engine import Play, debrief
from negotiator.language import _
from negotiator.narration.dates import day_in_full
from negotiator.narration.lines import Heading, Passage
from negotiator.narration.menu import words
from negotiator.narration.play import heading, passage
from negotiator.narration.sentences import Sentence, sentence
from negotiator.narration.text import passage as written
from negotiator.wording import in_a_row


class Reading(NamedTuple):
    """How the ending reads on an axis."""

    axis: str
    passage: Passage


class Beside(Enum):
    """How the play went where history decided something."""

    NEVER = "never"
    """It never came to that decision."""
    SAME = "same"
    OTHER = "other"


class Parting(NamedTuple):
    """What history decided, and what the play did there, in `words`: those of what was chosen, or
    of what history chose where the play never came."""

    date: date
    passage: Passage
    beside: Beside
    words: str


class Later(NamedTuple):
    """What history tells of the time afterwards."""

    date: date
    passage: Passage


class Left(NamedTuple):
    """The decision, by its number from 0, with which the play left history."""

    number: int
    place: Heading
    chose: str
    wanted: str


class Debriefed(NamedTuple):
    """An ended play: its ending, how that reads, and history beside the play, by date."""

    heading: Heading
    decisions: int
    readings: tuple[Reading, ...]
    left: Left | None
    partings: tuple[Parting, ...]
    later: tuple[Later, ...]


def debriefed(play: Play) -> Debriefed:
    """What an ended play came to. Raises ValueError if it hasn't ended."""
    found = debrief(play)
    first = found.first_parting
    left = None
    if first is not None and first.number is not None:
        place = heading(play.story.scenes[first.history.scene])
        left = Left(first.number, place, chose(first), first.wanted)
    return Debriefed(
        heading(found.ending),
        len(play.steps),
        tuple(Reading(axis.label, passage(told)) for axis, told in found.readings),
        left,
        tuple(map(_parting, found.partings)),
        tuple(Later(entry.date, passage(told)) for entry, told in found.later),
    )


def chose(parting: Found) -> str:
    """What the play did where history decided: in the words of the choice, or, for a deal, on
    which terms it was another."""
    if parting.apart:
        terms = in_a_row(term.called for term in parting.apart)
        return _("A deal too, on other terms ({terms})", terms=terms)
    return words(parting.chose)


def _parting(one: Found) -> Parting:
    if one.taken is None:
        beside, told = Beside.NEVER, one.wanted
    else:
        beside, told = Beside.SAME if one.same else Beside.OTHER, chose(one)
    return Parting(one.entry.date, passage(one.told), beside, told)


def spoken(found: Debriefed) -> Iterator[str]:
    """What the play came to, and where it parted from history, in lines of text."""
    yield _("Outcome: {outcome}.", outcome=found.heading.outcome)
    for reading in found.readings:
        yield str(read(reading.axis, written(reading.passage)))
    if found.left is not None:
        number = found.left.number + 1
        yield _("Your play parted from history at decision {number}.", number=number)
    elif found.partings:
        yield _("Wherever your play met a choice of history, you chose as history did.")
    for one in found.partings:
        yield _dated(one)
        yield f"   {beside(one)}"
    for later in found.later:
        yield _dated(later)


def _dated(one: Parting | Later) -> str:
    return _("{day}: {event}", day=day_in_full(one.date), event=written(one.passage))


def read(axis: str, words: str) -> Sentence:
    """How an ending reads on an `axis`."""
    return sentence(_("{axis}: {reading}"), axis=axis, reading=words)


def beside(one: Parting) -> Sentence:
    """What the play did where history decided."""
    match one.beside:
        case Beside.NEVER:
            told = _("Your play never came to this decision: {choice}")
        case Beside.SAME:
            told = _("You too: {choice}")
        case Beside.OTHER:
            return you(one.words)
    return sentence(told, choice=one.words)


def you(choice: str) -> Sentence:
    """What the player chose."""
    return sentence(_("You: {choice}"), choice=choice)
