"""Two circles in cells, as large as what they stand for, and overlapping by as much as both have.

What is only in the first, only in the second and in both has a mark of its own, the third made of
the other two, so that no colour is needed. The words beside them are in `narration.win_sets`.
"""

from __future__ import annotations

import math
from itertools import groupby
from typing import NamedTuple

FIRST, SECOND, BOTH = "╱", "╲", "╳"
_WIDE = 2
"""How many cells are as wide as one is high."""
_STEPS = 40
"""Of the bisection: more than a cell can show."""


class Run(NamedTuple):
    """Cells of one mark next to each other."""

    mark: str
    cells: int


def circles(first: int, second: int, both: int, rows: int) -> list[list[Run]]:
    """The circles in rows from above, with areas in proportion to these counts; the larger is so
    many rows high. None has a circle only if its count is 0.
    """
    largest = max(first, second)
    if not largest:
        return []
    radii = [rows / 2 * math.sqrt(count / largest) for count in (first, second)]
    apart = distance(radii[0], radii[1], both * math.pi * (rows / 2) ** 2 / largest)
    at = (radii[0], max(radii[0], radii[0] + apart))
    left = min(0.0, at[1] - radii[1])
    right = max(at[0] + radii[0], at[1] + radii[1])
    drawn = []
    for row in range(rows):
        y = row + 0.5 - rows / 2
        cells = [
            _mark(left + (column + 0.5) / _WIDE, y, at, radii)
            for column in range(math.ceil((right - left) * _WIDE))
        ]
        drawn.append([Run(mark, len(list(same))) for mark, same in groupby(cells)])
    return _with_dots(drawn, (first, second, both))


def _mark(x: float, y: float, at: tuple[float, float], radii: list[float]) -> str:
    first, second = (
        radius > 0 and math.hypot(x - centre, y) <= radius
        for centre, radius in zip(at, radii, strict=True)
    )
    return BOTH if first and second else FIRST if first else SECOND if second else " "


def _with_dots(drawn: list[list[Run]], counts: tuple[int, int, int]) -> list[list[Run]]:
    """The rows, with one cell in the middle for what is too small to be seen otherwise."""
    shown = {run.mark for row in drawn for run in row}
    for mark, count in zip((FIRST, SECOND, BOTH), counts, strict=True):
        is_all_in_both = mark != BOTH and count == counts[2]
        if count and mark not in shown and not is_all_in_both:
            row = drawn[len(drawn) // 2]
            row.append(Run(mark, 1))
    return drawn


def distance(first: float, second: float, lens: float) -> float:
    """How far apart the centres are if the circles have this much area in common; a little further
    than they reach if it is none."""
    low, high = abs(first - second), first + second
    if lens <= 0:
        return high + 1 / _WIDE
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _lens(first, second, middle) > lens:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lens(first: float, second: float, apart: float) -> float:
    """The area that two circles have in common."""
    if apart >= first + second:
        return 0.0
    if apart <= abs(first - second):
        return math.pi * min(first, second) ** 2
    halves = [
        math.acos(max(-1.0, min(1.0, (apart**2 + one**2 - other**2) / (2 * apart * one))))
        for one, other in ((first, second), (second, first))
    ]
    return sum(
        radius**2 * (half - math.sin(2 * half) / 2)
        for radius, half in zip((first, second), halves, strict=True)
    )
