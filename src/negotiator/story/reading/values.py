"""Reading what a story keeps: its gauges, flags and counters.

What many parts share is read by the reader that is handed in.
"""

from __future__ import annotations

import re

from negotiator.story import schema
from negotiator.story.bounds import COUNTER_HIGH, LARGEST, MOST_BANDS
from negotiator.story.model import Band, Better, Counter, Flag, Gauge
from negotiator.story.model.values import SHORT
from negotiator.story.nodes import Node, Scalar
from negotiator.story.reading.parts import PartReader

_RANGE = re.compile(r"(-?[0-9]{1,10})\.\.(-?[0-9]{1,10})\Z", re.ASCII)


class ValueReader:
    """Reads the gauges, flags and counters of one story."""

    def __init__(self, over: PartReader) -> None:
        self.over = over

    def gauge(self, name: str, node: Node) -> Gauge:
        """One gauge."""
        over = self.over
        fields = over.fields(node, schema.GAUGE)
        low, high = over.wanted(fields, "range", self.range, (0, 100))
        start = over.wanted(fields, "start", over.whole, low)
        if "start" in fields and not low <= start <= high:
            over.problems.add("N508", fields["start"].place, f"{start} is outside {low}..{high}")
        label = over.wanted(fields, "label", over.line, name)
        words = [one.value for one in Better]
        return Gauge(
            id=name,
            label=label,
            short=over.wanted(fields, "short", over.short, label[:SHORT]),
            about=over.wanted(fields, "about", over.line, ""),
            start=start,
            low=low,
            high=high,
            better=Better(
                over.wanted(fields, "better", lambda one: over.one_of(one, words), "high")
            ),
            bands=over.wanted(fields, "bands", lambda one: self.bands(one, low, high), ()),
            was=over.was(fields),
        )

    def bands(self, node: Node, low: int, high: int) -> tuple[Band, ...]:
        """The bands of a gauge, in order."""
        over = self.over
        keys = list(over.entries(node).items())
        over.count_parts(node, len(keys), MOST_BANDS, "bands")
        faults = len(over.problems.found)
        found = [Band(over.whole(key), over.line(inner)) for key, inner in keys]
        places = [key.place for key, _ in keys] or [node.place]
        if len(over.problems.found) > faults:
            return tuple(sorted(found))
        if all(band.low > low for band in found):
            over.problems.add("N509", places[0], f"no band begins at {low}, the low end")
            return tuple(sorted(found))
        for number, (band, place) in enumerate(zip(found, places, strict=True)):
            before = found[number - 1] if number else band
            if number and band.low == before.low:
                over.problems.add("N509", place, f"two bands begin at {band.low}")
            elif band.low < before.low:
                message = f"the band at {band.low} stands behind the one at {before.low}"
                over.problems.add("N509", place, message)
            elif not low <= band.low <= high:
                over.problems.add("N509", place, f"{band.low} is outside {low}..{high}")
            elif number and band.name == before.name:
                message = f"the band at {band.low} is called `{band.name}` like the one before it"
                instead = "Give it another name, or join the two."
                over.problems.add("N509", place, message, instead=instead)
        return tuple(sorted(found))

    def range(self, node: Node) -> tuple[int, int]:
        """The lowest and the highest a gauge can be."""
        over = self.over
        match = _RANGE.match(over.line(node))
        low, high = (int(match[1]), int(match[2])) if match else (0, 0)
        if low >= high or max(-low, high) > LARGEST:
            over.problems.add("N507", node.place, "this is not a range")
            return 0, 100
        return low, high

    def flag(self, name: str, node: Node) -> Flag:
        """One flag: what it says, or a part with keys."""
        over = self.over
        if isinstance(node, Scalar):
            return Flag(name, over.line(node))
        fields = over.fields(node, schema.FLAG)
        return Flag(
            id=name,
            about=over.wanted(fields, "about", over.line, ""),
            start=over.wanted(fields, "start", over.truth, False),
            was=over.was(fields),
        )

    def counter(self, name: str, node: Node) -> Counter:
        """One counter: what it counts, or a part with keys."""
        over = self.over
        if isinstance(node, Scalar):
            return Counter(name, over.line(node))
        fields = over.fields(node, schema.COUNTER)
        faults = len(over.problems.found)
        start = over.wanted(fields, "start", over.whole, 0)
        high = over.wanted(fields, "high", over.within(COUNTER_HIGH), 1_000)
        if not 0 <= start <= high and len(over.problems.found) == faults:
            place = fields["start"].place if "start" in fields else node.place
            over.problems.add("N508", place, f"{start} is outside 0..{high}")
        about = over.wanted(fields, "about", over.line, "")
        return Counter(name, about, start, high, over.was(fields))
