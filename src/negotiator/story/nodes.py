"""The nodes of a YAML file, which know their place: texts, lists and mappings.

Made by `reading.yaml`. What they mean for a story is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import yaml

from negotiator.story.diagnostics import Location


def place_at(mark: yaml.Mark) -> Location:
    """A spot as a person counts; YAML's marks count from 0."""
    return Location(mark.name, mark.line + 1, mark.column + 1)


class Scalar(NamedTuple):
    """A text as it stands, from its first character to behind its last (None for a key, which
    ends where its name does); a `style` if it has quotes or is a block."""

    value: str
    style: str | None
    start: yaml.Mark
    stop: yaml.Mark | None

    @property
    def plain(self) -> bool:
        """Whether it has no quotes and is no block."""
        return not self.style

    @property
    def place(self) -> Location:
        """Where it stands; made when asked for, as hardly any text of a story is at fault."""
        start, stop = self.start, self.stop
        if stop is None:
            length = len(self.value)
        else:
            length = stop.column - start.column if stop.line == start.line else 1
        return place_at(start)._replace(length=length or 1)


NOWHERE = yaml.Mark("", 0, 0, 0, None, 0)
"""Where nodes stand that are in no file."""
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
    """Keys with what stands behind them, in the file's order; no key stands twice. `flow` if in
    brackets."""

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
        """Put a key that is not there yet behind the others."""
        self.entries[key] = node
        self.marks.append(mark)

    def key(self, name: str) -> Scalar:
        """One of the keys, as it stands. Looked for when asked, as hardly any is at fault."""
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
