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


def whole(sides: Sequence[Sides], top: int, height: int) -> tuple[int, int]:
    """The lines that a view so high shows from `top` on, as the first and the one after the last:
    without a frame that is cut there but would be whole on a view of its own."""
    first, last = top, min(top + height, len(sides))
    for start, end in _frames(sides, max(0, top - height), min(top + 2 * height, len(sides))):
        if end - start <= height:
            if start < top < end:
                first = end
            if start < last < end and start > top:
                last = start
    return first, max(first, last)


def _frames(sides: Sequence[Sides], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The frames that lie between two lines: the first of each, and the one after its last."""
    begun = None
    for number in range(start, end):
        left = sides[number][0]
        if left.startswith(_TOP):
            begun = number
        elif left.startswith(_BOTTOM) and begun is not None:
            yield begun, number + 1
            begun = None


def start_of(sides: Sequence[Sides], line: int) -> int:
    """Where to begin to show a line: with the frame that it stands in, or else the line above."""
    number = line
    while sides[number][0] and not sides[number][0].startswith(_TOP):
        number -= 1
    return number if sides[line][0] else max(0, line - 1)
