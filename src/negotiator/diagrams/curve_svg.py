"""The course of a value as a small curve in SVG, with a bar at each threshold it crossed.

The words beside it are in `narration.gauge_curves`; the drawing itself is hidden from a screen
reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotiator.diagrams.svg_path import path_through

WIDTH, HEIGHT = 120, 24
_EDGE = 2


def curve_svg(values: Sequence[int], low: int, high: int, crossed: Iterable[int] = ()) -> str:
    """The values between `low` and `high` from left to right, with a bar before each whose number,
    from 0, is in `crossed`."""
    across, most = WIDTH - 2 * _EDGE, max(1, len(values) - 1)
    up, reach = HEIGHT - 2 * _EDGE, max(1, high - low)
    height_of = {one: round(HEIGHT - _EDGE - up * (one - low) / reach) for one in set(values)}
    heights = [height_of[one] for one in values]

    def x(number: int) -> int:
        return round(_EDGE + across * number / most)

    # In the middle of a level stretch the line goes on anyway.
    last = len(heights) - 1
    moves = [number for number in range(last) if heights[number] != heights[number + 1]]
    ends = sorted({0, last, *moves, *(number + 1 for number in moves)})
    line = path_through([(x(number), heights[number]) for number in ends])
    bars = "".join([f"M{x(number)} 1v{HEIGHT - 2}" for number in crossed])
    last_x, last_y = x(last), heights[last]
    return (
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        + (f'<path class="crossed" d="{bars}"/>' if bars else "")
        + f'<path class="course" d="{line}"/>'
        f'<circle cx="{last_x}" cy="{last_y}" r="2.5"/></svg>'
    )
