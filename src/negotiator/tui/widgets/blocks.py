"""What a page is made of: blocks of text, the lines they are laid out in, and which of these a view
shows, so that no frame is cut in two there and no heading stands without what it is above."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from textual.content import Content

from negotiator.tui.widgets.framed import Frame, Sides, whole


class BlockKind(Enum):
    """The kind of a block; the value is the name of its style."""

    DOCUMENTED = "documented"
    DRAMA = "drama"
    ACT = "act"
    HEADING = "heading"
    CHOSEN = "chosen"
    CHANGE = "change"
    NOTE = "note"
    PLAIN = "plain"


MARGINS = {BlockKind.DOCUMENTED: "┃ ", BlockKind.DRAMA: "┊ "}
"""The rule beside every line of a passage: two shapes, so that no colour is needed."""


class Block(NamedTuple):
    """A paragraph. `mark` is before its first line; `gap` lines above it are left empty."""

    content: Content
    kind: BlockKind = BlockKind.PLAIN
    mark: str = ""
    gap: int = 1
    frame: Frame | None = None


Group = tuple[Block, ...]
"""Blocks that arrived at once, such as everything one decision led to."""


class PageLine(NamedTuple):
    """A line of a block, of the group with that number."""

    text: Content
    mark: str
    kind: BlockKind
    group: int
    sides: Sides = ("", "")
    """What frames it on its left and on its right."""


_HEADS = (BlockKind.HEADING, BlockKind.ACT)


def in_view(lines: Sequence[PageLine], top: int, height: int) -> range:
    """The lines that a view so high shows from `top` on: without frames that are cut in two there,
    and without headings at its end, which are read with what they stand above."""
    first, last = whole([line.sides for line in lines], top, height)
    end, number = last, last
    while last < len(lines) and number > first:
        number -= 1
        if lines[number].text.plain or lines[number].sides[0]:
            if lines[number].kind not in _HEADS:
                break
            end = number
    return range(first, end if end > first else last)


def headings(lines: Sequence[PageLine]) -> list[int]:
    """The lines in which headings begin; a long one goes on below its first line."""
    is_head = [line.kind in _HEADS and bool(line.text.plain) for line in lines]
    return [n for n, here in enumerate(is_head) if here and not (n and is_head[n - 1])]


def first_of(lines: Sequence[PageLine], start: int, kind: BlockKind | None) -> int | None:
    """The first line with words of a block of that kind from `start` on; of an act, whose name the
    line above the page has, the first behind it."""
    worded = [number for number in range(start, len(lines)) if lines[number].text.plain]
    found = [number for number in worded if lines[number].kind is kind]
    if found and kind is BlockKind.ACT:
        found = [one for one in worded if one > found[0] and lines[one].kind is not kind]
    return found[0] if found else None
