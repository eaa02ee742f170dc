"""The captions of gauges, moods and the calendar on a screen."""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.sentences import Sentence, sentence
from negotiator.narration.status import GaugeStanding


def how_things_stand() -> str:
    """The head of the screen that has all of it."""
    return _("How things stand")


def gauges() -> str:
    """The caption of the gauges."""
    return pgettext("a caption", "Gauges")


def moods() -> str:
    """The caption of who feels how."""
    return pgettext("a caption", "Moods")


def who_wants_what() -> str:
    """The caption of people with what they want."""
    return _("Who wants what")


def value(one: GaugeStanding) -> str:
    """A gauge's value, and the highest it can have."""
    return _("{value} of {high}", value=one.value, high=one.gauge.high)


def by_last_decision(change: str) -> Sentence:
    """A change of the last decision."""
    return sentence(_("{change} by your last decision"), change=change)


def since_the_start(change: str) -> Sentence:
    """A change since the start of the play."""
    return sentence(_("{change} since the start"), change=change)


def legend_of_days() -> str:
    """What the marks in the calendar mean."""
    return _("[ ] today   • days you have played")
