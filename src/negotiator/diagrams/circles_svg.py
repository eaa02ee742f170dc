"""Two circles in SVG, as large as what they stand for, and overlapping by as much as both have.

How a circle is drawn tells whose it is, so that no colour is needed: the first with a line, the
second with dashes. The words beside them are in `narration.win_sets`.
"""

from __future__ import annotations

import math

from negotiator.diagrams.circles import distance

_RADIUS = 60
"""That of the larger circle, in pixels of a drawing that may be scaled."""
_EDGE = 3


def circles_svg(first: int, second: int, both: int) -> str:
    """The circles, with areas in proportion to these counts; empty if neither has any."""
    largest = max(first, second)
    if not largest:
        return ""
    radii = [_RADIUS * math.sqrt(count / largest) for count in (first, second)]
    apart = distance(radii[0], radii[1], both * math.pi * _RADIUS**2 / largest)
    left = min(-radii[0], apart - radii[1]) - _EDGE
    right = max(radii[0], apart + radii[1]) + _EDGE
    high = _RADIUS + _EDGE
    drawn = "".join(
        f'<circle class="{name}" cx="{x:.1f}" r="{max(radius, 1):.1f}"/>'
        for name, x, radius, count in (
            ("ours", 0.0, radii[0], first),
            ("theirs", apart, radii[1], second),
        )
        if count
    )
    return (
        f'<svg class="circles" viewBox="{left:.1f} {-high} {right - left:.1f} {2 * high}"'
        f' aria-hidden="true">{drawn}</svg>'
    )


def line_svg(name: str) -> str:
    """The line of a circle, `ours` or `theirs`, to stand beside its words."""
    return (
        '<svg class="circles line" viewBox="0 0 24 6" aria-hidden="true">'
        f'<path class="{name}" d="M0 3H24"/></svg>'
    )
