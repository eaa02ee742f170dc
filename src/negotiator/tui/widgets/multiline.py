"""A widget made of lines of text, built again for each width, and as high as it has lines.

Its subclasses, the table and the gauges, say what is in the lines.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Lined(Widget):
    """Shows what `lines` returns for the available width."""

    def lines(self, width: int) -> list[Content]:
        """The lines at a width."""
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
        """The height, which is the number of lines."""
        return len(self.lines(width))
