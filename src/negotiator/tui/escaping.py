"""Escaping for the screen: every drawn line goes through it last, whichever widget drew it.

What it removes was measured as zero cells wide, so that everything else stays where it is.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from negotiator.escaping import screen


class ScreenGate(LineFilter):
    """Removes from drawn lines what a terminal would obey, or what would reverse their
    direction."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments of a line, made safe; those that already were are returned unchanged."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(screen(text), style, control) for text, style, control in segments]
