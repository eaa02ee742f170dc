"""What a package would do at home: for each gauge the range that contains the truth.

Computed from the effects that agreeing on it would have. How far the middle of a range is from the
truth is drawn from the play's seed, but isn't one of the play's own draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from negotiator.bargaining.worths import Package
from negotiator.engine.chance import draw
from negotiator.engine.compiler import ReadyTable, program
from negotiator.engine.layout import Value, Values
from negotiator.engine.named_parts import as_named
from negotiator.story.model import DEAL, Gauge, Story

_DOUBTS = 0x7AB1E
"""Added to a play's seed for the errors of forecasts, which aren't draws of the play itself."""


class Forecast(NamedTuple):
    """What a package would do to a gauge: from `before` to somewhere in `low..high`."""

    gauge: Gauge
    before: int
    low: int
    high: int

    @property
    def improves(self) -> bool | None:
        """Whether the change is for the better; None if the range leaves that open.

        It is certain to move, so its present value is left out. How good a value is has its
        extremes at the ends of the range and, for a gauge that is best in the middle, there.
        """
        middle = (self.gauge.low + self.gauge.high) // 2
        looked_at = (self.low, self.high, self.before - 1, self.before + 1, middle, middle + 1)
        gains = [
            self.gauge.gain(self.before, value)
            for value in looked_at
            if self.low <= value <= self.high and value != self.before
        ]
        if all(gain > 0 for gain in gains):
            return True
        return False if all(gain < 0 for gain in gains) else None


class Forecasts:
    """What can be forecast at a table in one state of the play."""

    def __init__(self, story: Story, ready: ReadyTable, values: Values, seed: int) -> None:
        self.story = story
        self.ready = ready
        self.values = values
        self.seed = seed

    def package(self, package: Package) -> tuple[Forecast, ...]:
        """What agreeing on a package would do to each gauge that it moves, before anyone reacts.

        The truth always lies in the range given. How far its middle is from the truth is drawn
        once for each gauge and play, up to the table's `doubt` either way.
        """
        after = list(self.values)
        self.ready.close(DEAL, package, after, self.seed, 0, [])
        return self._forecasts(after)

    def option(self, term: int, option: int) -> tuple[Forecast, ...]:
        """The same for one term's option alone."""
        after = list(self.values)
        self.ready.settle_term(term, option, after, [])
        return self._forecasts(after)

    def _forecasts(self, after: Sequence[Value]) -> tuple[Forecast, ...]:
        doubt = max(0, self.ready.doubt(self.values))
        slots = program(self.story).layout.slots
        found = []
        for name, gauge in self.story.gauges.items():
            slot = slots[name]
            before, now = int(self.values[slot]), int(after[slot])
            if before != now:
                thrown = draw(self.seed + _DOUBTS, slot) * (2 * doubt + 1) >> 64
                low = max(gauge.low, now + thrown - 2 * doubt)
                high = min(gauge.high, now + thrown)
                now_named = as_named(self.story, gauge, self.values)
                found.append(Forecast(now_named, before, low, high))
        return tuple(found)
