"""What the keys of gauges, flags, counters and promises mean together."""

from __future__ import annotations

import re

from negotiator.story.bounds import LARGEST, MOST_BANDS
from negotiator.story.expressions import Expression, Operation, Read
from negotiator.story.expressions import Node as Tree
from negotiator.story.model import Band, Counter, Gauge, Promise
from negotiator.story.model.values import SHORT
from negotiator.story.nodes import Node
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader
from negotiator.story.value_names import PromiseMade

_RANGE = re.compile(r"(-?[0-9]{1,10})\.\.(-?[0-9]{1,10})\Z", re.ASCII)


def gauge(over: PartReader, part: Part) -> Gauge:
    """A gauge, whose start and bands lie in its range."""
    values = part.values
    low, high = part.apart("range", lambda node: read_range(over, node), (0, 100))
    start = values["start"]
    if "start" in part.nodes and not low <= start <= high:
        place = part.place("start")
        over.problems.add("N508.outside", place, number=start, low=low, high=high)
    values.setdefault("short", values["label"][:SHORT])
    bands = part.apart("bands", lambda node: read_bands(over, node, low, high), ())
    return Gauge(
        id=part.name, about=values.pop("about", ""), low=low, high=high, bands=bands, **values
    )


def read_range(over: PartReader, node: Node) -> tuple[int, int]:
    """The lowest and the highest value a gauge can have."""
    match = _RANGE.match(over.line(node))
    low, high = (int(match[1]), int(match[2])) if match else (0, 0)
    if low >= high or max(-low, high) > LARGEST:
        over.problems.add("N507", node.place)
        return 0, 100
    return low, high


def read_bands(over: PartReader, node: Node, low: int, high: int) -> tuple[Band, ...]:
    """The bands of a gauge, in order."""
    keys = list(over.entries(node).items())
    over.count_parts(node, len(keys), MOST_BANDS, "bands")
    faults = len(over.problems.found)
    found = [Band(over.whole(key), over.words(inner)) for key, inner in keys]
    for band, (_, inner) in zip(found, keys, strict=True):
        over.check_name(inner, band.name)
    places = [key.place for key, _ in keys] or [node.place]
    if len(over.problems.found) > faults:
        return tuple(sorted(found))
    if all(band.low > low for band in found):
        over.problems.add("N509.low", places[0], low=low)
        return tuple(sorted(found))
    for number, (band, place) in enumerate(zip(found, places, strict=True)):
        before = found[number - 1] if number else band
        if number and band.low == before.low:
            over.problems.add("N509.twice", place, low=band.low)
        elif band.low < before.low:
            over.problems.add("N509.behind", place, low=band.low, before=before.low)
        elif not low <= band.low <= high:
            over.problems.add("N509.outside", place, number=band.low, low=low, high=high)
        elif number and band.name == before.name:
            over.problems.add("N509.name", place, instead="rename", low=band.low, name=band.name)
    return tuple(sorted(found))


def counter(over: PartReader, part: Part) -> Counter:
    """A counter; its start must be a value it can have."""
    found = Counter(id=part.name, **part.values)
    is_known = not part.is_misread("start") and not part.is_misread("high")
    if not 0 <= found.start <= found.high and is_known:
        place = part.place("start")
        over.problems.add("N508.outside", place, number=found.start, low=0, high=found.high)
    return found


def promise(_over: PartReader, part: Part) -> Promise:
    """A promise: kept and broken only if it was made, and broken only as long as it isn't kept."""
    values = part.values
    kept, broken = values["kept"], values["broken"]
    made = PromiseMade(part.name)
    isnt_kept = Operation("not", (kept.node,))
    values["kept"] = _once_made(made, kept, kept.node)
    values["broken"] = _once_made(made, broken, isnt_kept, broken.node)._replace(
        reads=broken.reads | kept.reads | {made}
    )
    return Promise(id=part.name, **values)


def _once_made(made: PromiseMade, written: Expression, *parts: Tree) -> Expression:
    """A condition that also needs the promise to be made."""
    node = Operation("and", (Read(made), *parts))
    return written._replace(node=node, reads=written.reads | {made})
