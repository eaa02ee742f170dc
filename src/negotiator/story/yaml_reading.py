"""YAML as a tree of nodes that know their place, read in bounded time and memory.

PyYAML's C *event* stream is read once, with an explicit stack: its C composer can crash the
process on deep nesting, and neither of its composers bounds aliases. Scalars stay the text
that stands in the file; nothing is taken for a boolean, a date or a number here. What the
nodes mean for a story is not known here either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from negotiator.story.diagnostics import Place, Problems

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes that one file may have."""
DEEPEST = 40
"""Levels that a file may be nested."""
MOST_NODES = 2_000_000
"""Nodes that a file may have once its aliases are followed."""
LONGEST_SCALAR = 100_000
"""Characters that one text may have."""

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_new = tuple.__new__
"""Makes a named tuple in half the time of its own `__new__`, which a large file is worth."""


def _at(file: str, mark: yaml.Mark) -> Place:
    """A spot as a person counts; YAML's marks count from 0."""
    return Place(file, mark.line + 1, mark.column + 1)


class Scalar(NamedTuple):
    """A text as it stands, from its first character to behind its last; a `style` if it has quotes
    or is a block."""

    value: str
    style: str | None
    file: str
    start: yaml.Mark
    stop: yaml.Mark

    @property
    def plain(self) -> bool:
        """Whether it has no quotes and is no block."""
        return not self.style

    @property
    def place(self) -> Place:
        """Where it stands; made when asked for, as hardly any text of a story is at fault."""
        on_one_line = self.stop.line == self.start.line
        length = (self.stop.column - self.start.column or 1) if on_one_line else 1
        return _at(self.file, self.start)._replace(length=length)


NOWHERE = yaml.Mark("", 0, 0, 0, None, 0)
"""Where nodes stand that are in no file."""
NOTHING = Scalar("", "'", "", NOWHERE, NOWHERE)
"""An empty text in no file."""


class Sequence(NamedTuple):
    """A list; `flow` if it stands in brackets."""

    items: list[Node]
    flow: bool
    file: str
    start: yaml.Mark

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _at(self.file, self.start)


class Mapping(NamedTuple):
    """Keys with their nodes, in the file's order; no key stands twice. `flow` if in brackets."""

    entries: dict[str, tuple[Scalar, Node]]
    flow: bool
    file: str
    start: yaml.Mark

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _at(self.file, self.start)

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key with its node."""
        return iter(self.entries.values())


Node: TypeAlias = Scalar | Sequence | Mapping


class _UnreadableError(Exception):
    """Reading stopped here; the reason is among the problems."""


def read_yaml(text: bytes, file: str, problems: Problems) -> Node | None:
    """The node that a file holds; None if it is empty or can't be read.

    What keeps it from being read is added to `problems`.
    """
    start = Place(file, 1, 1)
    if len(text) > LARGEST_FILE:
        problems.add(
            "N103", start, f"the file has {len(text):,} bytes; {LARGEST_FILE:,} is the most"
        )
        return None
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = error.start - (text.rfind(b"\n", 0, error.start) + 1) + 1
        problems.add("N102", Place(file, line, column), "this isn't UTF-8 text")
        return None
    problems.lines[file] = decoded.splitlines()
    try:
        return _Composer(file, problems).compose(decoded)
    except yaml.YAMLError as error:
        _explain(error, file, problems)
    except _UnreadableError:
        pass
    return None


class _Composer:
    """Builds nodes from events; what is open stands on a stack, not on Python's."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        """Each anchor's node with the number of nodes in it, or None until it is finished."""
        self.nodes = 0
        """The nodes so far, those behind aliases counted as often as they are followed."""

    def compose(self, text: str) -> Node | None:
        root: Node | None = None
        inner: Sequence | Mapping | None = None
        key: Scalar | None = None
        # What is around the innermost: its own key, the anchor of what is in it, and the number
        # of nodes before that.
        around: list[tuple[Sequence | Mapping | None, Scalar | None, str | None, int]] = []
        documents = 0
        file = self.file
        next_event = _LOADER(text).get_event
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                # Two of three events are texts, so they are read here, without a call.
                self.nodes += 1
                value: str = event.value
                if event.tag or len(value) > LONGEST_SCALAR or self.nodes > MOST_NODES:
                    self.check(event)
                read = (value, event.style, file, event.start_mark, event.end_mark)
                node: Node = _new(Scalar, read)
                if event.anchor:
                    self.anchors[event.anchor] = (node, 1)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                assert inner is not None
                node = inner
                inner, key, anchor, before = around.pop()
                if anchor:
                    self.anchors[anchor] = (node, self.nodes - before)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                around.append((inner, key, event.anchor, self.nodes))
                inner = self.opened(event, len(around))
                key = None
                continue
            elif kind is AliasEvent:
                node = self.alias(event)
            else:
                documents += kind is DocumentStartEvent
                if documents > 1:
                    self.stop("N113", event, "a second document begins here")
                continue
            if isinstance(inner, Mapping):
                if key is None:
                    key = node if isinstance(node, Scalar) else self.refuse_key(node)
                    continue
                if key.value in inner.entries:
                    self.repeated(key, inner.entries[key.value][0])
                else:
                    inner.entries[key.value] = (key, node)
                key = None
            elif inner is not None:
                inner.items.append(node)
            else:
                root = node
        return root

    def place(self, event: Any) -> Place:
        return _at(self.file, event.start_mark)

    def stop(self, code: str, event: Any, message: str) -> NoReturn:
        self.problems.add(code, self.place(event), message)
        raise _UnreadableError

    def count(self, event: Any, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            self.stop("N105", event, f"the file has more than {MOST_NODES:,} parts")

    def check(self, event: Any) -> None:
        """Refuse a text that a story can't have."""
        self.count(event, 0)
        self.refuse_tag(event)
        if len(event.value) > LONGEST_SCALAR:
            self.stop("N103", event, f"one text has more than {LONGEST_SCALAR:,} characters")

    def opened(self, event: Any, depth: int) -> Sequence | Mapping:
        self.count(event, 1)
        self.refuse_tag(event)
        if depth > DEEPEST:
            self.stop("N104", event, f"the file is nested more than {DEEPEST} levels deep")
        if event.anchor:
            self.anchors[event.anchor] = None
        flow, start = bool(event.flow_style), event.start_mark
        if type(event) is SequenceStartEvent:
            return Sequence([], flow, self.file, start)
        return Mapping({}, flow, self.file, start)

    def alias(self, event: Any) -> Node:
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            known = "is not finished" if event.anchor in self.anchors else "is unknown"
            self.stop("N106", event, f"the anchor `{event.anchor[:60]}` {known}")
        node, nodes = anchored
        self.count(event, nodes)
        return node

    def refuse_tag(self, event: Any) -> None:
        if event.tag and event.tag != "!":
            self.stop("N107", event, f"a tag, `{event.tag[:60]}`, stands here")

    def refuse_key(self, node: Node) -> NoReturn:
        self.problems.add("N111", node.place, "a key begins with a bracket")
        raise _UnreadableError

    def repeated(self, key: Scalar, first: Scalar) -> None:
        message = f"the key `{key.value[:60]}` is here for the second time"
        self.problems.add("N112", key.place, message, also=first.place)


def _explain(error: yaml.YAMLError, file: str, problems: Problems) -> None:
    """Say what YAML's own complaint means for somebody who writes a story."""
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context_mark = getattr(error, "context_mark", None)
    if mark is None:
        problems.add("N108", Place(file, 1, 1), f"YAML can't read this: {said}")
        return
    lines = problems.lines.get(file, [])
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = _at(file, mark)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or line[mark.column : mark.column + 1] == "\t":
        column = line.index("\t") + 1
        problems.add("N109", place._replace(column=column), "a tab stands here")
        return
    if "mapping values are not allowed" in said:
        problems.add("N110", place, "a colon stands inside a text without quotes")
        return
    if context_mark is not None and _is_left_open(context_mark, mark, lines):
        place = _at(file, context_mark)
        problems.add("N108", place, "a bracket is opened here and not closed")
        return
    for spot in (mark, context_mark):
        if spot is None or spot.line >= len(lines):
            continue
        column = _bracket(lines[spot.line])
        if column is not None:
            if lines[spot.line][column] == "{":
                message = "inside { } a text with a comma, a citation or a link needs quotes"
            else:
                message = "a text begins with a bracket, which YAML takes for a list"
            problems.add("N111", Place(file, spot.line + 1, column + 1), message)
            return
    if "undefined alias" in said:
        problems.add("N106", place, "a text that begins with * is an alias to YAML")
        return
    problems.add("N108", place, f"YAML can't read this: {said}")


def _is_left_open(start: Any, stop: Any, lines: list[str]) -> bool:
    """Whether a bracket is opened where `start` is, and not closed on that line."""
    if start.line >= min(stop.line, len(lines)):
        return False
    rest = lines[start.line][start.column :]
    pairs = {"{": "}", "[": "]"}
    return rest[:1] in pairs and rest.count(rest[0]) > rest.count(pairs[rest[0]])


def _bracket(line: str) -> int | None:
    """The column of a bracket that a value of this line begins with, if one does."""
    body = line.lstrip(" ")
    column = len(line) - len(body)
    while body.startswith("- "):
        stripped = body[2:].lstrip(" ")
        column += len(body) - len(stripped)
        body = stripped
    head, colon, rest = body.partition(": ")
    if colon and not head.startswith(("[", "{", '"', "'")):
        stripped = rest.lstrip(" ")
        column += len(head) + 2 + len(rest) - len(stripped)
        body = stripped
    return column if body.startswith(("[", "{")) else None
