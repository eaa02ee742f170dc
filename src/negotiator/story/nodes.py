"""The nodes of a YAML file, which know their place: texts, lists and mappings.

Made by `reading.yaml`. What they mean for a story is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import yaml

from negotiator.story.diagnostics import Location


def place_at(mark: yaml.Mark) -> Location:
    """A place as people count it; YAML's marks count from 0."""
    return Location(mark.name, mark.line + 1, mark.column + 1)


class Scalar(NamedTuple):
    """A text as written, from its first character to just after its last (None for a key, which
    ends where its name does); it has a `style` if it is quoted or is a block."""

    value: str
    style: str | None
    start: yaml.Mark
    stop: yaml.Mark | None

    @property
    def plain(self) -> bool:
        """Whether it is neither quoted nor a block."""
        return not self.style

    @property
    def place(self) -> Location:
        """Where it stands; made only when asked for, as hardly any text of a story is at fault."""
        start, stop = self.start, self.stop
        if stop is None:
            length = len(self.value)
        else:
            length = stop.column - start.column if stop.line == start.line else 1
        return place_at(start)._replace(length=length or 1)


NOWHERE = yaml.Mark("", 0, 0, 0, None, 0)
"""The place of nodes that are in no file."""
NOTHING = Scalar("", "'", NOWHERE, NOWHERE)
"""An empty text in no file."""


class Sequence(NamedTuple):
    """A list; `flow` if it stands in brackets."""

    items: list[Node]
    flow: bool
    start: yaml.Mark

    @property
    def place(self) -> Location:
        """Where it begins."""
        return place_at(self.start)


class Mapping(NamedTuple):
    """Keys with their values, in the order of the file; no key occurs twice. `flow` if in
    braces."""

    entries: dict[str, Node]
    marks: list[yaml.Mark]
    """Where each key begins, in the order of the entries."""
    flow: bool
    start: yaml.Mark

    @property
    def place(self) -> Location:
        """Where it begins."""
        return place_at(self.start)

    def add(self, key: str, node: Node, mark: yaml.Mark) -> None:
        """Add a key that is not there yet after the others."""
        self.entries[key] = node
        self.marks.append(mark)

    def key(self, name: str) -> Scalar:
        """One of the keys as written. Looked up when asked for, as hardly any is at fault."""
        return key_at(name, self.marks[list(self.entries).index(name)])

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key with its node."""
        keys = map(key_at, self.entries, self.marks)
        return zip(keys, self.entries.values(), strict=True)


def key_at(name: str, start: yaml.Mark) -> Scalar:
    """A key that begins there."""
    return Scalar(name, None, start, None)


NO_KEYS = Mapping({}, [], False, NOWHERE)
"""An empty mapping in no file."""

Node: TypeAlias = Scalar | Sequence | Mapping
