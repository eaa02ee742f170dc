"""Where each part of a story stands in its files.

The model has no places in it, so that two stories read from the same text are equal. Anything that
finds fault with a finished story looks up places here, by the path that the author wrote:
`("scenes", "quay", "choices", 0, "when")`.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from negotiator.story.diagnostics import Lines, Location
from negotiator.story.nodes import NO_KEYS, Mapping, Node, Scalar, Sequence

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and the numbers of list items from 0; a single item outside a list counts as item 0."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The merged nodes a story was built from, the lines of its files, and the folders they are in:
    its own, then those it includes."""

    root: Mapping
    lines: Lines = field(default_factory=Lines)
    folders: tuple[pathlib.Path, ...] = ()

    def of(self, folders: Iterable[pathlib.Path]) -> Origins:
        """The same, for a story in these folders."""
        return replace(self, folders=tuple(folders))

    def key(self, *path: str | int) -> Location:
        """Where the last key of a path stands, or its list item; otherwise the part it is in."""
        held, name, node = self._found(path)
        return held.key(name).place if held is not None else node.place

    def value(self, *path: str | int) -> Location:
        """Where the value at a path begins; otherwise the part it would be in."""
        return self._found(path).node.place

    def inside(self, path: Path, offset: int, length: int) -> Location:
        """The place of a stretch of the text at a path, `offset` and `length` in characters."""
        node = self._found(path).node
        return stretch(node, offset, length, self.lines.of(node.place.file))

    def text(self, *path: str | int) -> str:
        """The text at a path; empty if there is none."""
        node = self._found(path).node
        return node.value if isinstance(node, Scalar) else ""

    def count(self, *path: str | int) -> int:
        """How many items or keys are there."""
        node = self._found(path).node
        if isinstance(node, Mapping):
            return len(node.entries)
        return len(node.items) if isinstance(node, Sequence) else 1

    def is_list(self, *path: str | int) -> bool:
        """Whether a list stands there."""
        return isinstance(self._found(path).node, Sequence)

    def _found(self, path: Path) -> _Found:
        held: Mapping | None = None
        name = ""
        node: Node = self.root
        for step in path:
            if isinstance(step, str):
                if not isinstance(node, Mapping) or step not in node.entries:
                    break
                held, name, node = node, step, node.entries[step]
            elif isinstance(node, Sequence):
                if step >= len(node.items):
                    break
                held, node = None, node.items[step]
        return _Found(held, name, node)


class _Found(NamedTuple):
    """Where a path leads: a node, and its name in the mapping that holds it, if one does."""

    held: Mapping | None
    name: str
    node: Node


def stretch(node: Node, offset: int, length: int, lines: list[str]) -> Location:
    """The place of a stretch within a text; `lines` are those of the file it is in.

    If the text runs over several lines, the stretch is searched for in them; if it can't be found
    as written, the place is where the text begins.
    """
    place = node.place
    if not isinstance(node, Scalar):
        return place
    if place.length >= len(node.value):
        column = place.column + offset + (0 if node.plain else 1)
        return Location(place.file, place.line, column, length)
    said = node.value[offset : offset + length]
    before = node.value.count(said, 0, offset) if said.strip() else 0
    at = place.column - 1
    for number in range(place.line, min(place.line + _MOST_LINES, len(lines) + 1)):
        line = lines[number - 1]
        while said.strip() and (at := line.find(said, at)) >= 0:
            if not before:
                return Location(place.file, number, at + 1, length)
            before -= 1
            at += len(said)
        at = 0
    return place


_MOST_LINES = 200
"""How many lines of one text are searched for a stretch."""

NO_ORIGINS = Origins(NO_KEYS)
"""For a story that was never written down; every place is nowhere."""
