"""The chamber of a vote drawn in cells: its seats in a half round, bloc by bloc, and the count as a
bar up to the number needed.

Whose a seat is says the shape of its mark, which stands beside the bloc's name too, and whether it
said aye, whether the mark is full: no colour is needed. The words beside it are in
`narration.votes`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from negotiator.narration.lines import Voted

SHAPES = ("●○", "■□", "▲△", "◆◇", "★☆", "▼▽")
"""The marks of a bloc: a seat that said aye, and one that didn't. After the last, the first comes
again: blocs with one shape then stand far apart."""
TO_COME = "·"
"""A seat that isn't counted yet."""
_FEWEST_ROWS = 2
_ROUND = 1.6
"""Places of the half round for each seat: the hole in its middle takes the others."""
_FLAT = 1.8
"""How much wider than high the half round is at most, in seats that are two columns apart."""
_ROUNDING = 0.8
"""The places that marks for several seats may take, since a bloc may take one more than its
share."""
_AYE, _OTHER, _NEEDED, _REACHED = "█", "─", "│", "┃"


class Seats(NamedTuple):
    """Cells of one kind next to each other: the bloc's number, None if there is no seat, and
    whether they said aye, None while they aren't counted."""

    marks: str
    bloc: int | None = None
    aye: bool | None = None


class Chamber(NamedTuple):
    """The seats in rows from above, and how many seats a mark stands for."""

    rows: tuple[tuple[Seats, ...], ...]
    scale: int


def chamber(vote: Voted, blocs: int, width: int, height: int) -> Chamber:
    """The chamber after so many blocs were counted, in at most so many columns and rows.

    If there are more seats than places, a mark stands for several, and each bloc has one at least.
    """
    places, scale = _places(vote.seats, max(width, 1), max(height, 1))
    sizes = [math.ceil(bloc.seats / scale) for bloc in vote.blocs]
    around = iter(sorted(places[: sum(sizes)], key=_around))
    taken: dict[Place, Seats] = {}
    for number, (bloc, size) in enumerate(zip(vote.blocs, sizes, strict=True)):
        ayes = _share(bloc.ayes, bloc.seats, size)
        for seat, place in zip(range(size), around, strict=False):
            aye = seat < ayes if number < blocs else None
            taken[place] = Seats(mark(number, aye), number, aye)
    if not taken:
        return Chamber((), scale)
    first = min(column for column, _row in taken)
    rows = range(max(row for _column, row in taken), -1, -1)
    return Chamber(tuple(tuple(_drawn(taken, row, first)) for row in rows), scale)


def mark(bloc: int, aye: bool | None) -> str:
    """The mark of a seat of that bloc."""
    shape = SHAPES[bloc % len(SHAPES)]
    return TO_COME if aye is None else shape[0] if aye else shape[1]


def count_bar(ayes: int, needs: int, seats: int, width: int) -> str:
    """The ayes as a bar of all seats, with a line at the number needed."""
    if width < 1 or seats < 1:
        return ""
    full = _share(min(ayes, seats), seats, width)
    bar = list(_AYE * full + _OTHER * (width - full))
    if 0 < needs <= seats:
        bar[min(width, max(1, math.ceil(needs * width / seats))) - 1] = (
            _REACHED if ayes >= needs else _NEEDED
        )
    return "".join(bar)


def _share(part: int, whole: int, cells: int) -> int:
    """So many of these cells, rounded, but none and all only if it is none and all."""
    if part in (0, whole) or cells < 2:
        return cells if part and part * 2 >= whole else 0
    return min(cells - 1, max(1, round(part * cells / whole)))


Place = tuple[int, int]
"""A column, counted from the middle, and a row, counted from below."""


def _places(seats: int, width: int, height: int) -> tuple[list[Place], int]:
    """Places for these seats, the outermost first, in a half round no larger than it must be; and
    how many seats a place is for."""
    for rows in range(_FEWEST_ROWS, height + 1):
        found = _half_round(rows, width, 2)
        if len(found) >= seats * _ROUND:
            return found, 1
    found = _half_round(height, width, 1)
    if len(found) >= seats:
        return found, 1
    return found, math.ceil(seats / max(1, len(found) * _ROUNDING))


def _half_round(rows: int, width: int, step: int) -> list[Place]:
    """All places of a half round with so many rows and `step` columns between two seats, the
    outermost first."""
    across = min(int(rows * _FLAT * 2 / step), (width - 1) // (2 * step))
    away = {
        (column * step, row): (column / across if across else 0) ** 2 + (row / rows) ** 2
        for column in range(-across, across + 1)
        for row in range(rows)
    }
    inside = [place for place in away if away[place] <= 1]
    return sorted(inside, key=lambda place: (-away[place], abs(place[0]), place))


def _around(place: Place) -> tuple[float, int]:
    """Where a place is on the way from the left end to the right."""
    column, row = place
    return -math.atan2(2 * row, column), -abs(column)


def _drawn(taken: dict[Place, Seats], row: int, first: int) -> Iterator[Seats]:
    """A row, with what stands next to each other and is of one kind together."""
    last = max((column for column, its in taken if its == row), default=first - 1)
    cells = (taken.get((column, row), Seats(" ")) for column in range(first, last + 1))
    for (bloc, aye), same in groupby(cells, lambda cell: (cell.bloc, cell.aye)):
        yield Seats("".join(cell.marks for cell in same), bloc, aye)
