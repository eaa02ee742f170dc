"""The chamber of a vote in SVG: its seats in a half round, bloc by bloc, as `chamber` places them.

As in cells, the shape of a mark says whose seat it is and its filling whether it said aye, so that
no colour is needed; the words beside it are in `narration.votes`.
"""

from __future__ import annotations

from collections import defaultdict

from negotiator.diagrams.chamber import SHAPES, chamber
from negotiator.narration.lines import Voted

_COLUMNS, _ROWS = 45, 8
_STEP, _RISE, _REACH = 7, 13, 5
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
    """The chamber when every bloc was counted; `name` tells its marks from those of other
    drawings on the same page. Empty if there is no seat."""
    rows = chamber(vote, len(vote.blocs), _COLUMNS, _ROWS).rows
    seats: defaultdict[tuple[int, bool], list[str]] = defaultdict(list)
    width = 0
    for row, cells in enumerate(rows):
        column = 0
        for one in cells:
            for mark in one.marks:
                if one.bloc is not None and mark != " ":
                    x, y = _REACH + 2 + column * _STEP, _REACH + 2 + row * _RISE
                    seats[one.bloc, bool(one.aye)].append(f"{x} {y}")
                    width = max(width, x)
                column += 1
    if not seats:
        return ""
    height = _REACH * 2 + 4 + (len(rows) - 1) * _RISE
    drawn = "".join(_seats(name, bloc, aye, places) for (bloc, aye), places in seats.items())
    return (
        f'<svg class="chamber" viewBox="0 0 {width + _REACH + 2} {height}"'
        f' aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def mark_svg(bloc: int) -> str:
    """The mark of a bloc, to stand beside its name."""
    return (
        '<svg class="seat" viewBox="-7 -7 14 14" aria-hidden="true" focusable="false">'
        f'<path d="{_OUTLINES[bloc % len(SHAPES)]}"/></svg>'
    )


def _seats(name: str, bloc: int, aye: bool, places: list[str]) -> str:
    """Seats of one kind: a path that isn't drawn but bears a mark at each of its corners."""
    mark = f"{name}-{bloc}{'y' if aye else 'n'}"
    kind = "aye" if aye else "nay"
    path = "M" + "L".join(places)
    ends = "".join(f' marker-{where}="url(#{mark})"' for where in ("start", "mid", "end"))
    if len(places) == 1:
        ends = f' marker-start="url(#{mark})"'
    return (
        f'<marker id="{mark}" viewBox="-7 -7 14 14" markerWidth="14" markerHeight="14"'
        f' markerUnits="userSpaceOnUse"><path class="{kind}"'
        f' d="{_OUTLINES[bloc % len(SHAPES)]}"/></marker>'
        f'<path fill="none" stroke="none" d="{path}"{ends}/>'
    )
