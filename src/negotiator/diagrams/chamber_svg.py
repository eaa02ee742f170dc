"""The chamber of a vote in SVG: every seat in a half round, bloc by bloc from the left.

As in the cells of `chamber`, the shape of a mark says whose seat it is and its filling whether it
said aye, so that no colour is needed; the words beside it are in `narration.votes`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from negotiator.diagrams.chamber import SHAPES
from negotiator.diagrams.svg_path import path_through
from negotiator.narration.lines import Voted

_APART = 15
"""How far the middles of two seats are from each other, in pixels of a drawing that may be
scaled."""
_INNER = 3.5
"""The radius of the innermost row, in seats."""
_EDGE = 8
_OUTLINES = (
    "M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z",
    "M-4-4H4V4H-4Z",
    "M0-5L5 4H-5Z",
    "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
    "M0-5.5L1.6-1.8L5.5-1.7L2.4.8L3.4 4.6L0 2.4L-3.4 4.6L-2.4.8L-5.5-1.7L-1.6-1.8Z",
    "M0 5L5-4H-5Z",
)
"""The shape of each bloc's marks about their middle, in the order of `SHAPES`."""


def chamber_svg(vote: Voted, name: str) -> str:
    """The chamber after every bloc was counted; `name` tells its marks from those of other
    drawings on the same page. Empty if there is no seat."""
    places, width, height = _places(vote.seats)
    around = iter(places)
    seats: defaultdict[tuple[int, bool], list[_Place]] = defaultdict(list)
    for number, bloc in enumerate(vote.blocs):
        for seat in range(bloc.seats):
            seats[number, seat < bloc.ayes].append(next(around))
    if not seats:
        return ""
    drawn = "".join(_seats(name, bloc, aye, found) for (bloc, aye), found in seats.items())
    return (
        f'<svg class="chamber" viewBox="0 0 {width} {height}" fill="none" aria-hidden="true">'
        f"{drawn}</svg>"
    )


class _Place(NamedTuple):
    """A seat: in which row, counted from the innermost, and where."""

    row: int
    x: int
    y: int


@lru_cache(maxsize=20)
def _places(seats: int) -> tuple[tuple[_Place, ...], int, int]:
    """So many places in rows about a middle, from the left end to the right; and how wide and how
    high all of them are."""
    rows = 1
    while sum(map(_room, range(rows))) < seats:
        rows += 1
    room = [_room(row) for row in range(rows)]
    shares = [seats * one // sum(room) for one in room]
    for row in range(seats - sum(shares)):
        shares[-1 - row % rows] += 1
    outer = (_INNER + rows - 1) * _APART
    found = []
    for row, share in enumerate(shares):
        radius = (_INNER + row) * _APART
        for seat in range(share):
            angle = math.pi * (1 - seat / max(1, share - 1)) if share > 1 else math.pi / 2
            x = round(outer + _EDGE + radius * math.cos(angle))
            y = round(outer + _EDGE - radius * math.sin(angle))
            found.append((-angle, _Place(row, x, y)))
    return (
        tuple(place for _angle, place in sorted(found)),
        round(2 * (outer + _EDGE)),
        round(outer + 2 * _EDGE),
    )


def _room(row: int) -> int:
    """How many seats a row has room for, counted from the innermost."""
    return int(math.pi * (_INNER + row)) + 1


def mark_svg(bloc: int) -> str:
    """The mark of a bloc, to stand beside its name."""
    return (
        '<svg class="seat" viewBox="-7 -7 14 14" aria-hidden="true">'
        f'<path d="{_OUTLINES[bloc % len(SHAPES)]}"/></svg>'
    )


def _seats(name: str, bloc: int, aye: bool, places: list[_Place]) -> str:
    """Seats of one kind: a path that isn't drawn but bears a mark at each of its corners, which its
    ends are only if they come twice."""
    mark = f"{name}-{bloc}{'y' if aye else 'n'}"
    kind = "aye" if aye else "nay"
    corners = [(place.x, place.y) for place in sorted(places)]
    path = path_through([corners[0], *corners, corners[-1]])
    return (
        f'<marker id="{mark}">'
        f'<path class="{kind}" d="{_OUTLINES[bloc % len(SHAPES)]}"/></marker>'
        f'<path d="{path}" marker-mid="url(#{mark})"/>'
    )
