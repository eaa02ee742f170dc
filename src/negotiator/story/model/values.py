"""What a story keeps: gauges, flags and counters.

What they are in a play is a state's (`engine.state`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


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
"""Characters of a short name at most; without one, so many of the label stand for it."""


def called(label: str, short: str) -> str:
    """What a thing is called in a sentence: by its short name, unless that is its label, cut."""
    return label if short == label[:SHORT] else short


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
        """What it is called in a sentence."""
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
        """By how much a change is for the better: above 0 towards the good end, or the middle if
        that is good; below 0 away from it."""
        if self.better is Better.MIDDLE:
            middle = self.low + self.high
            return abs(2 * before - middle) - abs(2 * after - middle)
        return after - before if self.better is Better.HIGH else before - after


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is so or not."""

    id: str
    about: str
    start: bool = False
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """A whole number that is kept but not shown, from 0 to `high`."""

    id: str
    about: str
    start: int = 0
    high: int = 1_000
    was: tuple[str, ...] = ()
