"""What stands on a sheet of paper for a class, as typed blocks: `classroom.handouts` lays them out.

The sentences are with the sheets that they stand on.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.story.model import Text

Said = str | Text
"""Words of the program, or an author's text with its marks."""


class Head(NamedTuple):
    """A heading within a sheet; a `new_page` one begins a new sheet of paper."""

    text: str
    new_page: bool = False


class Para(NamedTuple):
    """A paragraph."""

    said: Said


class Points(NamedTuple):
    """A list; with `boxes` to tick."""

    items: tuple[Said, ...]
    boxes: bool = False


class Grid(NamedTuple):
    """A table; an empty cell is there to write in."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]


class Lines(NamedTuple):
    """Lines to write on."""

    how_many: int


Block = Head | Para | Points | Grid | Lines


class Sheet(NamedTuple):
    """A sheet: the name of its file, its title, and what stands on it."""

    name: str
    title: str
    blocks: tuple[Block, ...]
