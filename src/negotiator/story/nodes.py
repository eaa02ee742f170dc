"""The nodes of a YAML file, which know their place: texts, lists and mappings.

Made by `reading.yaml`. What they mean for a story is not known here. A place is kept as a position
(`Lines`) and worked out when it is asked for, as hardly any node of a story is at fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from negotiator.story.diagnostics import Lines, Location

NO_LINES = Lines()
"""The lines of no file."""
NOWHERE = 0
"""The position of nodes that are in no file."""


class Scalar(NamedTuple):
    """A text as written, from its first character on, `length` characters long (None for a key,
    which ends where its name does); it has a `style` if it is quoted or is a block."""

    value: str
    style: str | None
    start: int
    length: int | None
    lines: Lines

    @property
    def plain(self) -> bool:
        """Whether it is neither quoted nor a block."""
        return not self.style

    @property
    def place(self) -> Location:
        """Where it stands."""
        start = self.lines.place(self.start)
        if self.length is None:
            length = len(self.value)
        else:
            length = self.length if self.stop.line == start.line else 1
        return start._replace(length=length or 1)

    @property
    def stop(self) -> Location:
        """Where the first character behind it stands."""
        length = len(self.value) if self.length is None else self.length
        return self.lines.place(self.start + length)


NOTHING = Scalar("", "'", NOWHERE, 0, NO_LINES)
"""An empty text in no file."""


class Sequence(NamedTuple):
    """A list; `flow` if it stands in brackets."""

    items: list[Node]
    flow: bool
    start: int = NOWHERE
    lines: Lines = NO_LINES

    @property
    def place(self) -> Location:
        """Where it begins."""
        return self.lines.place(self.start)


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file; no key occurs twice. `flow` if in
    braces."""

    entries: dict[str, Node]
    marks: list[int]
    """Where each key begins, in the order of the entries."""
    flow: bool
    start: int = NOWHERE
    lines: Lines = NO_LINES

    @property
    def place(self) -> Location:
        """Where it begins."""
        return self.lines.place(self.start)

    def add(self, key: str, node: Node, mark: int) -> None:
        """Add a key that is not there yet after the others."""
        self.entries[key] = node
        self.marks.append(mark)

    def key(self, name: str) -> Scalar:
        """One of the keys as written. Looked up when asked for, as hardly any is at fault."""
        mark = self.marks[self.lines.number_of(name, self.entries)]
        return key_at(name, mark, self.lines)

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key with its node."""
        for name, mark, node in zip(self.entries, self.marks, self.entries.values(), strict=True):
            yield key_at(name, mark, self.lines), node


def key_at(name: str, start: int, lines: Lines) -> Scalar:
    """A key that begins there."""
    return Scalar(name, None, start, None, lines)


NO_KEYS = Mapping({}, [], False)
"""An empty mapping in no file."""

Node: TypeAlias = Scalar | Sequence | Mapping
