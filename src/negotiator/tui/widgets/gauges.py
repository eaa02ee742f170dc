"""The gauges as a column of bars, and as a strip for narrow screens.

Each shows its label, number and band, and the last decision's effect by arrow, sign, word and ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from negotiator.diagrams.curve import curve
from negotiator.narration import lines_on_screen
from negotiator.narration.gauge_curves import GaugeCurve, in_words
from negotiator.narration.status import GaugeStanding
from negotiator.story.model import Gauge
from negotiator.tui.prose import in_figures, inked, moved
from negotiator.tui.widgets.multiline import Lined

_CELL = 26
"""The minimum width of a gauge in a strip: short label, number, change."""
_CHANGE = 11
"""Cells for a change, such as `▼ −12 neither`, without the arrow."""
CURVE = 32
"""Cells for the curve of a gauge."""
_GAP = 2
"""Cells between the columns of a strip."""


def gauge_bar(gauge: Gauge, value: int, width: int) -> Content:
    """The value as a bar from the low to the high end of the range."""
    full = round((value - gauge.low) * width / max(1, gauge.high - gauge.low))
    return Content.assemble(("━" * full, ".ink--bar"), ("─" * (width - full), ".ink--muted"))


def course(one: GaugeCurve, width: int) -> Content:
    """The course of a gauge as a curve, with the bands it came through; empty if it never moved."""
    if not one.has_moved:
        return Content("")
    words = Content.styled(in_words(one), ".ink--muted")
    return Content("  ").join(filter(None, (drawn_in(one, width), words)))


def drawn_in(one: GaugeCurve, width: int) -> Content:
    """The same without words."""
    crossed = [each.decision for each in one.crossings]
    drawn = curve(one.values, one.gauge.low, one.gauge.high, width, crossed)
    return Content.styled(drawn, ".ink--bar")


class _Gauges(Lined):
    standings: reactive[Sequence[GaugeStanding]] = reactive(())

    def watch_standings(self, old: Sequence[GaugeStanding], new: Sequence[GaugeStanding]) -> None:
        """Ask for another size only if the number of gauges changed."""
        if len(old) != len(new):
            self.refresh(layout=True)


_FEW = 4
"""The most gauges that are spaced out; more are close together, so that moods and calendar fit
below them."""


_BAR = 16
"""Cells of a bar in a column, at most; where courses are shown half of them are for the curve, if
it moved or not, so that a bar keeps its length."""


class GaugeColumn(_Gauges):
    """Two lines per gauge: label, number and change; bar, curve and band."""

    courses: reactive[Sequence[GaugeCurve]] = reactive(())
    """The course of each gauge, if they are known."""

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        found: list[Content] = []
        ways = {one.gauge.id: one for one in self.courses}
        for reading in self.standings:
            gauge, value = reading.gauge, reading.value
            change = moved(reading.last_move) if reading.changed else Content("")
            label = _column(gauge.label, max(4, width - 18))
            head = Content.assemble(label, f"{value:>3}  ", change)
            band = Content(gauge.band(value)).truncate(max(1, width - 8), ellipsis=True)
            length = max(6, min(_BAR, width - band.cell_length - 2))
            if found and len(self.standings) <= _FEW:
                found.append(Content(""))
            way = ways.get(gauge.id)
            if way is not None:
                half = length // 2
                path = drawn_in(way, half) if way.has_moved else ""
                drawn = Content.assemble(gauge_bar(gauge, value, half - 1), " ", path)
            else:
                drawn = gauge_bar(gauge, value, length)
            found += [head, Content.assemble(drawn.truncate(length, pad=True), "  ", band)]
        return [line.truncate(width, ellipsis=True) for line in found]


class GaugeStrip(_Gauges):
    """A few gauges per line: short label, number, and the change or else the band.

    It has as many columns as fit without cutting a word, and more only if it would otherwise take
    more than ROWS lines. If there are still gauges left over, the last cell says how many.
    """

    ROWS: ClassVar[int] = 3
    """The most lines it takes."""

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        gauges = [reading.gauge for reading in self.standings]
        if not gauges:
            return []
        label = max(Content(gauge.short).cell_length for gauge in gauges)
        rooms = _rooms(gauges, label, width)
        if len(gauges) > len(rooms) * self.ROWS:
            columns = max(1, min(-(-len(gauges) // self.ROWS), width // _CELL))
            rooms = [width // columns] * columns
            label = min(label, max(1, rooms[0] - 6 - _CHANGE))
        columns, most = len(rooms), len(rooms) * self.ROWS
        shown = self.standings if len(gauges) <= most else self.standings[: most - 1]
        cells = [
            _cell(reading, label, rooms[number % columns]) for number, reading in enumerate(shown)
        ]
        if len(shown) < len(gauges):
            cells.append(_more(self.standings[len(shown) :], rooms[-1]))
        return [
            Content("").join(cells[start : start + columns])
            for start in range(0, len(cells), columns)
        ]


def _rooms(gauges: Sequence[Gauge], label: int, width: int) -> list[int]:
    """The width of each column of a strip, with as many columns as have room for all words."""
    # Computed for any value: the columns stay where they are when a gauge moves.
    needed = [
        label + 5 + max(_CHANGE, *(_long(band.name) for band in gauge.bands)) for gauge in gauges
    ]
    for columns in range(len(gauges), 1, -1):
        rooms = [max(needed[column::columns]) + _GAP for column in range(columns)]
        spare = width + _GAP - sum(rooms)
        if spare >= 0:
            return [
                *(room + spare // columns for room in rooms[:-1]),
                rooms[-1] - _GAP + spare // columns,
            ]
    return [width]


def _long(text: str) -> int:
    return Content(text).cell_length


def _cell(reading: GaugeStanding, label: int, width: int) -> Content:
    gauge, value = reading.gauge, reading.value
    head = Content.assemble(_column(gauge.short, label), f" {value:>3} ")
    room = width - head.cell_length - 1
    band = Content.styled(gauge.band(value), ".ink--muted")
    if reading.changed:
        tail = moved(reading.last_move)
        # Where both have no room the band is worth more than the word for better or worse.
        brief = in_figures(reading.last_move)
        with_band = [Content.assemble(one, " ", band) for one in (tail, brief)]
        fitting = [one for one in (*with_band, tail) if one.cell_length <= room]
        tail = fitting[0] if fitting else tail[2:]  # the sign says what the arrow did
    else:
        tail = band
    return (head + tail.truncate(max(1, room), ellipsis=True)).truncate(width, pad=True)


def _more(left: Sequence[GaugeStanding], width: int) -> Content:
    """The note that there are more gauges, with how many of them moved, and the key that shows them
    all."""
    told = lines_on_screen.more_gauges(len(left), sum(reading.changed for reading in left))
    words = inked(told, key=".ink--strong").stylize_before(".ink--muted")
    return words.truncate(width, ellipsis=True)


def _column(text: str, width: int) -> Content:
    """A label of exactly that width."""
    return Content(text).truncate(width, ellipsis=True, pad=True).stylize(".ink--strong")
