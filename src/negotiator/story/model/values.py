"""What a story keeps track of: gauges, flags, counters and promises.

Their values in a play are part of a state (`engine.state`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from negotiator.story.expressions import Expression


class Better(Enum):
    """Which end of a gauge is the good one."""

    HIGH = "high"
    LOW = "low"
    MIDDLE = "middle"


class Band(NamedTuple):
    """A named stretch of a gauge, from `low` up to the next band."""

    low: int
    name: str


SHORT = 10
"""The most characters a short name may have; without one, that many of the label are used."""


def called(label: str, short: str) -> str:
    """A thing's name in a sentence: its short name, unless that is just its label cut off."""
    return label if short in (label[:SHORT], shortened(label)) else short


def shortened(label: str) -> str:
    """A label that changes as a play goes on, as far as a short name goes: where it is cut, the
    rest may be what has changed."""
    return label if len(label) <= SHORT else f"{label[: SHORT - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Gauge:
    """A whole number that is shown and never leaves `low..high` (both included)."""

    id: str
    label: str
    short: str
    about: str
    start: int
    low: int
    high: int
    better: Better
    bands: tuple[Band, ...]
    was: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its name in a sentence."""
        return called(self.label, self.short)

    def band(self, value: int) -> str:
        """The name of the band that `value` lies in."""
        name = self.bands[0].name
        for band in self.bands:
            if value < band.low:
                break
            name = band.name
        return name

    def gain(self, before: int, after: int) -> int:
        """How much better a change makes it: above 0 towards the good end, or the middle if that is
        good; below 0 away from it."""
        if self.better is Better.MIDDLE:
            middle = self.low + self.high
            return abs(2 * before - middle) - abs(2 * after - middle)
        return after - before if self.better is Better.HIGH else before - after


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is either true or false."""

    id: str
    about: str
    start: bool = False
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """A whole number that is counted but not shown, from 0 to `high`."""

    id: str
    about: str
    start: int = 0
    high: int = 1_000
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised to a person, in these words.

    Whether it was made is a value of the play; `kept` and `broken` are conditions, each of which
    holds only if it was made, and never both.
    """

    id: str
    to: str
    words: str
    kept: Expression
    broken: Expression
    was: tuple[str, ...] = ()
