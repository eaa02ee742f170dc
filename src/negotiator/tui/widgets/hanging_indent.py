"""A visual with a hanging indent: a mark, with text beside it that wraps separately."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Hung(Visual):
    """`mark` is before the first line of `body`; the other lines are indented by its width."""

    def __init__(self, mark: Content, body: Content) -> None:
        self.mark = mark
        self.body = body
        self._indent = mark.cell_length

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width that needs no wrapping."""
        return self._indent + self.body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The number of lines at a width."""
        return self.body.get_height(rules, max(1, width - self._indent))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, each only as wide as its text."""
        body = self.body.render_strips(max(1, width - self._indent), height, style, options)
        first = self.mark.render_strips(self._indent, 1, style, options)
        blank = Strip.blank(self._indent, style.rich_style)
        return [
            Strip.join([*(first if number == 0 else [blank]), strip])
            for number, strip in enumerate(body)
        ]
