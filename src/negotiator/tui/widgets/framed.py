"""Lines of text in a frame with a caption, as the page shows a document.

The sides of the frame are kept apart from the words, so that whoever copies a text gets the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

Sides = tuple[str, str]
"""What stands on the left and on the right of a line."""


class Frame(NamedTuple):
    """A frame around a block, with a caption. If the block is drawn, its lines aren't wrapped, and
    `otherwise` stands in its place where there is no room for them."""

    caption: str
    otherwise: Content | None = None


_LEFT, _RIGHT = "│ ", " │"
_TOP, _BOTTOM = "╭", "╰"
"""What the left sides of a frame's first and last line begin with."""


def framed(words: Content, frame: Frame, width: int) -> Iterator[tuple[Content, Sides]]:
    """The lines of a framed text, each with its sides; it is only as wide as it must be."""
    room = width - len(_LEFT) - len(_RIGHT)
    lines = words.split("\n", allow_blank=True)
    if frame.otherwise is None:
        lines = words.wrap(room)
    elif max(line.cell_length for line in lines) > room:
        lines = frame.otherwise.wrap(room)
    caption = Content(frame.caption).truncate(room - 2, ellipsis=True)
    wide = max(caption.cell_length + 2, *(line.cell_length for line in lines))
    yield caption, (f"{_TOP}─ ", f" {'─' * (wide - caption.cell_length - 1)}╮")
    for line in lines:
        yield line, (_LEFT, " " * (wide - line.cell_length) + _RIGHT)
    yield Content(""), (_BOTTOM, f"{'─' * (wide + 2)}╯")


def whole(sides: Sequence[Sides], height: int) -> int:
    """How many lines a view so high shows of these, which begin with its first: without a frame
    that isn't whole there but would be if the view began with it."""
    shown = min(height, len(sides))
    begun = 0
    for number, (left, _right) in enumerate(sides[:shown]):
        if left.startswith(_TOP):
            begun = number
        elif left.startswith(_BOTTOM):
            begun = 0
    rest = sides[begun : begun + height]
    would_be = any(left.startswith(_BOTTOM) for left, _right in rest)
    return begun if begun and would_be else shown
