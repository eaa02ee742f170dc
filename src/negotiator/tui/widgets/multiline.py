"""A widget that is lines of text, made anew for each width, and as high as there are lines.

What the lines say is for those who take it up: the table and the gauges.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Lined(Widget):
    """Shows what `lines` makes for the width there is."""

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        raise NotImplementedError

    def render(self) -> Content:
        """All lines."""
        return Content("\n").join(self.lines(self.content_size.width))

    def get_content_height(
        self,
        container: Size,  # noqa: ARG002 (Textual's signature)
        viewport: Size,  # noqa: ARG002
        width: int,
    ) -> int:
        """As many rows as there are lines."""
        return len(self.lines(width))
