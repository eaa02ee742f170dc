"""A line through points as the data of an SVG path, each point by its distance from the one before:
a third shorter than places on the drawing."""

from __future__ import annotations

from collections.abc import Iterable


def path_through(points: Iterable[tuple[int, int]]) -> str:
    """The line through these points, in their order; empty if there are none."""
    parts, last_x, last_y = [], 0, 0
    for x, y in points:
        parts.append(f"{x - last_x} {y - last_y}")
        last_x, last_y = x, y
    return ("m" + " ".join(parts)).replace(" -", "-") if parts else ""
