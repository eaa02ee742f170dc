"""The course of a value as a curve in one line of cells, with a bar at each threshold it crossed.

The words beside it are in `narration.gauge_curves`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

LEVELS = "▁▂▃▄▅▆▇█"
CROSSED = "│"


def curve(
    values: Sequence[int], low: int, high: int, width: int, crossed: Collection[int] = ()
) -> str:
    """The values between `low` and `high` in at most so many cells, each as high as it is.

    Before each value whose number, from 0, is in `crossed` stands a bar. If there are more values
    than cells, a cell has the last of several.
    """
    bars = set(crossed)
    room = max(1, min(len(values), width - len(bars)))
    while room + len({_cell(one, len(values), room) for one in bars}) > max(width, 2):
        room -= 1
    drawn = ""
    at = {_cell(one, len(values), room) for one in bars}
    for cell in range(room):
        last = max(n for n in range(len(values)) if _cell(n, len(values), room) == cell)
        drawn += CROSSED * (cell in at) + LEVELS[_level(values[last], low, high)]
    return drawn


def _cell(number: int, count: int, room: int) -> int:
    return number * room // count


def _level(value: int, low: int, high: int) -> int:
    share = (value - low) / max(1, high - low)
    return max(0, min(len(LEVELS) - 1, int(share * len(LEVELS))))
