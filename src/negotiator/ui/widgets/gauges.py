"""The gauges as a column of bars, and as a strip for narrow screens.

Each shows label, number, band, and what the last decision did: by arrow, sign, word and ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive

from negotiator.story.model import Gauge
from negotiator.ui.prose import moved
from negotiator.ui.widgets.lined import Lined

_CELL = 26
"""The narrowest a gauge can be shown in a strip: short label, number, change."""


class Reading(NamedTuple):
    """A gauge with its value, and the value before the last decision."""

    gauge: Gauge
    value: int
    before: int

    @property
    def changed(self) -> bool:
        """Whether the last decision moved it."""
        return self.value != self.before


def bar(gauge: Gauge, value: int, width: int) -> Content:
    """The value as a bar from the low to the high end of the range."""
    full = round((value - gauge.low) * width / max(1, gauge.high - gauge.low))
    return Content.assemble(("━" * full, ".ink--bar"), ("─" * (width - full), ".ink--muted"))


class _Gauges(Lined):
    readings: reactive[Sequence[Reading]] = reactive(())

    def watch_readings(self, old: Sequence[Reading], new: Sequence[Reading]) -> None:
        """Ask for another size only when there are more gauges, or fewer."""
        if len(old) != len(new):
            self.refresh(layout=True)


_FEW = 4
"""Gauges that stand apart; more stand close, so that moods and calendar fit below them."""


class GaugeColumn(_Gauges):
    """Two lines a gauge: label, number and change; bar and band."""

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        found: list[Content] = []
        for reading in self.readings:
            gauge, value = reading.gauge, reading.value
            change = moved(gauge, reading.before, value) if reading.changed else Content("")
            room = max(4, width - 18)
            head = Content.assemble(
                (_cut(gauge.label, room).ljust(room), ".ink--strong"), f"{value:>3}  ", change
            )
            band = gauge.band(value)
            length = max(6, min(16, width - len(band) - 2))
            if found and len(self.readings) <= _FEW:
                found.append(Content(""))
            found += [head, bar(gauge, value, length) + Content(f"  {band}")]
        return found


class GaugeStrip(_Gauges):
    """A few gauges a line: short label, number, and the change or else the band."""

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        columns = max(1, min(len(self.readings) or 1, width // _CELL))
        cell = width // columns
        label = max((len(reading.gauge.short) for reading in self.readings), default=0)
        cells = [_cell(reading, label, cell) for reading in self.readings]
        return [
            Content("").join(cells[start : start + columns])
            for start in range(0, len(cells), columns)
        ]


def _cell(reading: Reading, label: int, width: int) -> Content:
    gauge, value = reading.gauge, reading.value
    head = Content.assemble((gauge.short.ljust(label), ".ink--strong"), f" {value:>2} ")
    room = width - head.cell_length - 1
    if reading.changed:
        tail = moved(gauge, reading.before, value)
        if tail.cell_length > room:
            tail = tail[2:]  # the sign says what the arrow did
        if room - tail.cell_length > 6:
            tail += Content.styled(
                " " + _cut(gauge.band(value), room - len(tail) - 1), ".ink--muted"
            )
    else:
        tail = Content.styled(_cut(gauge.band(value), room), ".ink--muted")
    return (head + tail).pad_right(width - head.cell_length - tail.cell_length)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 1)] + "…"
