"""The captions of gauges, wishes and the calendar on a screen."""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.sentences import Sentence, sentence
from negotiator.narration.status import GaugeStanding


def how_things_stand() -> str:
    """The title of the screen that shows everything."""
    return _("How things stand")


def gauges() -> str:
    """The caption of the gauges."""
    return pgettext("a caption", "Gauges")


def who_wants_what() -> str:
    """The caption of people and what they want."""
    return _("Who wants what")


def value(one: GaugeStanding) -> str:
    """A gauge's value and its maximum."""
    return _("{value} of {high}", value=one.value, high=one.gauge.high)


def by_last_decision(change: str) -> Sentence:
    """The caption of a change by the last decision."""
    return sentence(_("{change} by your last decision"), change=change)


def since_the_start(change: str) -> Sentence:
    """The caption of a change since the start of the play."""
    return sentence(_("{change} since the start"), change=change)


def legend_of_days() -> str:
    """The legend of the marks in the calendar."""
    return _("[ ] today   • days you have played")
