"""The course of each gauge through a play: its values from the start on, and the bands it came
through, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from negotiator.engine import Play, as_named
from negotiator.language import _
from negotiator.sentence_parts import in_a_row
from negotiator.story.model import Gauge

_TOLD = 3
"""The most bands that are told one by one."""


class ThresholdCrossing(NamedTuple):
    """A decision, by its number from 1, that took a gauge over a threshold into another band."""

    decision: int
    band: str


@dataclass(frozen=True)
class GaugeCurve:
    """A gauge's values: at the start, and after each decision."""

    gauge: Gauge
    values: tuple[int, ...]

    @cached_property
    def moves(self) -> tuple[int, ...]:
        """The decisions that moved it, by their numbers from 1."""
        return tuple(compress(count(1), map(ne, self.values, self.values[1:])))

    @property
    def crossings(self) -> tuple[ThresholdCrossing, ...]:
        """The bands it came into after the start, in order."""
        band = self.gauge.band
        last, found = band(self.values[0]), []
        for number in self.moves:
            into = band(self.values[number])
            if into != last:
                found.append(ThresholdCrossing(number, into))
                last = into
        return tuple(found)

    @property
    def has_moved(self) -> bool:
        """Whether it was ever anywhere else than at the start."""
        return bool(self.moves)


def gauge_curves(play: Play) -> tuple[GaugeCurve, ...]:
    """The course of every gauge."""
    ways = play.gauge_ways
    return tuple(
        GaugeCurve(as_named(play.story, gauge, play.state.values), ways[name])
        for name, gauge in play.story.gauges.items()
    )


def in_words(one: GaugeCurve) -> str:
    """The bands it came through; empty if it stayed in one."""
    crossings = one.crossings
    if not crossings:
        return ""
    start = one.gauge.band(one.values[0])
    if len(crossings) > _TOLD:
        last = crossings[-1]
        if last.band == start:
            return _(
                "{band} at first and again from decision {decision} on, {number} changes in all",
                band=start,
                decision=last.decision,
                number=len(crossings),
            )
        return _(
            "{first} at first, {band} from decision {decision} on, {number} changes in all",
            first=start,
            band=last.band,
            decision=last.decision,
            number=len(crossings),
        )
    first = _("{band} at first", band=start)
    later = (
        _("{band} from decision {number}", band=each.band, number=each.decision)
        for each in crossings
    )
    return in_a_row((first, *later))


def legend() -> str:
    """What the curves show."""
    return _("Curves run from the start to now; a bar stands where another band begins.")
