"""The gate of the screen: every line that is drawn goes through it last, whichever widget drew it.

What it takes out has been measured as no cell wide, so that all else stays where it is.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from negotiator.gate import screen


class ScreenGate(LineFilter):
    """Takes out of drawn lines what a terminal would obey, or what would turn their direction."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments of a line, made safe; those that were are the same ones."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(screen(text), style, control) for text, style, control in segments]
