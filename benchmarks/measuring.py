"""How a benchmark measures: in processor time, in turns with its floor, and how it tells.

A floor is the least that could be done for the same end, in the same process: the ratio to it
says more than seconds do, which are another machine's.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).parent
PACT = HERE.parent / "story" / "gsomia_2016"
PEER_STORY = HERE / "stories" / "peer_story.yaml"
"""26 scenes in a circle, 8 gauges, 41 decisions a play."""
SIX_GAUGES = HERE / "stories" / "six_gauges.yaml"
"""60 scenes one after the other but for a few hubs, 20 flags, 6 gauges that move in fives."""

Work = Callable[[], object]


class Scale(NamedTuple):
    """How much is done: how often each thing is measured, and which part of the whole amount."""

    rounds: int
    part: int

    def of(self, whole: int, least: int = 1) -> int:
        """As much of a whole amount as this scale does."""
        return max(least, whole // self.part)


FULL = Scale(rounds=5, part=1)
SMALL = Scale(rounds=1, part=50)
"""Enough to see that a benchmark still works; its ratios mean little."""


def seconds(work: Work) -> float:
    """Processor time that some work takes."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def in_turns(works: Sequence[Work], rounds: int) -> list[list[float]]:
    """Processor times of several pieces of work, done one after the other so many times."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(taken, works, strict=True):
            times.append(seconds(work))
    return taken


class Ratio(NamedTuple):
    """How many times as long one thing takes as another: in the middle, at least, at most."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.middle:.3g}"
        return f"{self.middle:.3g} ({self.low:.3g} to {self.high:.3g})"


def ratio(times: Sequence[float], others: Sequence[float]) -> Ratio:
    """The ratio of times to others that were taken in turns with them."""
    each = [one / max(other, 1e-9) for one, other in zip(times, others, strict=True)]
    return Ratio(median(each), min(each), max(each))


def floor(words: str) -> None:
    """Say what the floor of the lines that follow is."""
    print(f"  floor: {words}", flush=True)


def line(name: str, told: str) -> None:
    """Say what was measured."""
    print(f"  {name:34} {told}", flush=True)


def rate(amount: float, times: Sequence[float]) -> str:
    """How much a processor second does, in the middle."""
    return f"{amount / median(times):,.0f} a CPU-second"
