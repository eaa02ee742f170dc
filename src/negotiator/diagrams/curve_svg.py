"""The course of a value as a small curve in SVG, with a bar at each threshold it crossed.

The words beside it are in `narration.gauge_curves`; the drawing itself is hidden from a screen
reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from negotiator.diagrams.svg_path import path_through

WIDTH, HEIGHT = 120, 24
_EDGE = 2


def curve_svg(
    values: Sequence[int],
    low: int,
    high: int,
    moved: Iterable[int],
    crossed: Iterable[int] = (),
) -> str:
    """The values between `low` and `high` from left to right, with a bar before each whose number,
    from 0, is in `crossed`; in `moved` are the numbers of those that aren't as the one before."""
    x = _columns(len(values))
    up, reach = HEIGHT - 2 * _EDGE, max(1, high - low)

    def y(value: int) -> int:
        return round(HEIGHT - _EDGE - up * (value - low) / reach)

    # In the middle of a level stretch the line goes on anyway.
    height = y(values[0])
    ends = {0: height}
    for number in moved:
        reached = y(values[number])
        if reached != height:
            ends[number - 1] = height
            ends[number] = height = reached
    last = len(values) - 1
    ends[last] = height
    line = path_through([(x[number], height) for number, height in ends.items()])
    bars = "".join([f"M{x[number]} 1v{HEIGHT - 2}" for number in crossed])
    return (
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        + (f'<path class="crossed" d="{bars}"/>' if bars else "")
        + f'<path d="{line}"/>'
        f'<circle cx="{x[last]}" cy="{height}" r="2.5"/></svg>'
    )


@lru_cache(maxsize=64)
def _columns(count: int) -> tuple[int, ...]:
    """Where each of so many values stands from left to right: the same for each gauge of a play."""
    across, most = WIDTH - 2 * _EDGE, max(1, count - 1)
    return tuple([round(_EDGE + across * number / most) for number in range(count)])
