"""The decisions that made an ending, in words: the part of the debrief about turning points.

Which they are is worked out elsewhere, from many plays; here is what is said of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine import Play
from negotiator.language import _
from negotiator.narration.lines import Heading
from negotiator.narration.menu import words
from negotiator.narration.sentences import Sentence, above_lines, joined, sentence
from negotiator.story.model import DEAL


class TurnedAt(NamedTuple):
    """A decision by its number from 0, where it was made, and what was chosen; the share of plays
    that go on from there to the ending that was reached, and the mean of that share over what
    else was open, both from 0 to 1."""

    number: int
    place: Heading
    chosen: str
    chance: float
    otherwise: float


class LastWord(NamedTuple):
    """The last decision, by its number from 0, at which another choice led straight to an
    ending."""

    number: int
    chosen: str


class Turned(NamedTuple):
    """The turning points of a play, the strongest first."""

    points: tuple[TurnedAt, ...]
    last: LastWord | None
    is_counted: bool = True
    """Whether they were looked for: not where that takes too long."""


def what_was_chosen(play: Play, number: int) -> str:
    """The words of a decision, by its number from 0; of one that agreed at a table, not the page
    that was proposed last."""
    step = play.steps[number]
    return _("The deal") if step.closing == DEAL else words(step.option.text)


def caption() -> str:
    """The caption of the turning points."""
    return _("What made this ending")


def being_counted() -> str:
    """The line until they are known."""
    return _("Which decisions made it is being counted, in plays that go on from each of yours.")


def point(one: TurnedAt) -> Sentence:
    """A turning point: where it was, what was `chosen`, and how much it added."""
    return sentence(
        _(
            "Decision {number}, {scene}: {chosen}. After it, {chance} of 100 plays end like yours; "
            "after what else was open, {otherwise}."
        ),
        number=one.number + 1,
        scene=one.place.title,
        chosen=one.chosen.rstrip("."),
        chance=round(100 * one.chance),
        otherwise=round(100 * one.otherwise),
    )


def last_word(one: LastWord) -> Sentence:
    """The decision that could have ended the play at once in another way."""
    return sentence(
        _(
            "Decision {number} was the last word: {chosen}. Another choice there would have led "
            "straight to another ending."
        ),
        number=one.number + 1,
        chosen=one.chosen.rstrip("."),
    )


def remark(found: Turned) -> str:
    """What the numbers are; or that no decision stands out, or none was looked at."""
    if not found.is_counted:
        return _(
            "Which decisions made it isn't counted: the plays that go on from each of yours take "
            "too long in this story."
        )
    what = _("Counted in plays of this story's own model, not in history.")
    if found.points:
        return what
    return joined(
        _("No other decision changed the chance of this ending by more than can be told from luck.")
        if found.last
        else _("No decision changed the chance of this ending by more than can be told from luck."),
        what,
    )


def spoken(found: Turned) -> Iterator[str]:
    """The turning points in lines of text."""
    yield above_lines(caption())
    for one in found.points:
        yield str(point(one))
    if found.last is not None:
        yield str(last_word(found.last))
    yield remark(found)
