"""The course of a value as a small curve in SVG, with a bar at each threshold it crossed.

The words beside it are in `narration.gauge_curves`; the drawing itself is hidden from a screen
reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 120, 24
_EDGE = 2


def curve_svg(values: Sequence[int], low: int, high: int, crossed: Iterable[int] = ()) -> str:
    """The values between `low` and `high` from left to right, with a bar before each whose number,
    from 0, is in `crossed`."""
    across, most = WIDTH - 2 * _EDGE, max(1, len(values) - 1)
    up, reach = HEIGHT - 2 * _EDGE, max(1, high - low)
    places = [
        (
            round(_EDGE + across * number / most),
            round(HEIGHT - _EDGE - up * (value - low) / reach),
        )
        for number, value in enumerate(values)
    ]
    turns = [one for number, one in enumerate(places) if not _is_within(places, number)]
    line = "M" + "L".join(f"{x} {y}" for x, y in turns)
    bars = "".join(f"M{places[one][0]} 1v{HEIGHT - 2}" for one in crossed)
    last_x, last_y = places[-1]
    return (
        f'<svg class="curve" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        ' aria-hidden="true">'
        + (f'<path class="crossed" d="{bars}"/>' if bars else "")
        + f'<path class="course" d="{line}"/>'
        f'<circle cx="{last_x}" cy="{last_y}" r="2.5"/></svg>'
    )


def _is_within(places: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a place is in the middle of a level stretch, where the line goes anyway."""
    return 0 < number < len(places) - 1 and (
        places[number - 1][1] == places[number][1] == places[number + 1][1]
    )
