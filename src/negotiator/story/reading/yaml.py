"""YAML as a tree of nodes that know their place, read in bounded time and memory.

PyYAML's C *event* stream is read once, with an explicit stack: its C composer can crash the process
on deep nesting, and neither of its composers limits aliases. Scalars keep the text that stands in
the file; nothing is converted to a boolean, a date or a number here. What the nodes mean for a
story is not known here either.
"""

from __future__ import annotations

from sys import intern
from typing import Any, NoReturn, TypeAlias

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

from negotiator.cells import cut
from negotiator.story.diagnostics import Location, Problems, TooManyError
from negotiator.story.files import LARGEST_FILE
from negotiator.story.nodes import NOWHERE, Mapping, Node, Scalar, Sequence, key_at
from negotiator.story.reading.characters import (
    may_have_escaped,
    may_have_refused,
    refused,
    tell_escaped,
    without_separators,
)
from negotiator.story.reading.yaml_errors import DEEPEST, explain, place_at
from negotiator.story.reading.yaml_tokens import LOADER, Named

MOST_NODES = 150_000
"""How many nodes a file, or all files of an archive, may have once their aliases are followed."""
CHARACTERS_A_PART = 8
"""What is repeated counts as a node for so many of its characters, if it has fewer: a long text
costs more to read than many short ones."""
LONGEST_SCALAR = 100_000
"""How many characters one text may have."""

_new = tuple.__new__
"""Makes a named tuple in half the time of its own `__new__`; with a large file that pays off."""


class _UnreadableError(Exception):
    """Reading stopped here; the reason is among the problems."""


def read_yaml(text: bytes, file: str, problems: Problems, already: int = 0) -> Node | None:
    """The node that a file holds; None if it is empty or can't be read. So many nodes of other
    files `already` count as if they were its own.

    Anything that keeps it from being read is added to `problems`.
    """
    start = Location(file, 1, 1)
    if len(text) > LARGEST_FILE:
        problems.add("N103.file", start, size=len(text), most=LARGEST_FILE)
        return None
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = error.start - (text.rfind(b"\n", 0, error.start) + 1) + 1
        problems.add("N102", Location(file, line, column))
        return None
    if not text.isascii():
        decoded = without_separators(decoded)
    try:
        if may_have_refused(text):
            decoded = refused(decoded, file, problems)
        else:
            problems.lines.add(file, decoded)
        return _composed(Named(decoded, file), decoded, problems, already)
    except TooManyError:
        return None


def _composed(named: Named, text: str, problems: Problems, already: int) -> Node | None:
    try:
        root = _Composer(problems).compose(named, already)
    except yaml.YAMLError as error:
        explain(error, named, problems)
        return None
    except _UnreadableError:
        return None
    if root is not None and may_have_escaped(text):
        tell_escaped(root, text, problems)
    return root


_Around: TypeAlias = tuple[dict[str, Node] | None, list[int], list[Node], str | None, int]
"""Where a list or a mapping stands: the entries and marks of a mapping (None for a list), the
items of a list, and the key with its mark."""
_Opened: TypeAlias = tuple[Node, dict[str, Node] | None, list[int], list[Node]]
"""A list or a mapping: its node, the entries and marks of a mapping (None for a list), the items of
a list."""
_UNUSED: list[Any] = []
"""The items of a mapping, and the marks of a list."""
_Open: TypeAlias = tuple[Node, str | None, int, _Around]
"""What is open: its node, its anchor, the nodes before it in the file, what encloses it."""


class _Composer:
    """Builds nodes from events; what is open is kept on a stack of our own, not on Python's.

    Half a million events of a large file pass through `compose`, so the common ones are read
    without a call, and a key is not a node of its own; as most are the same few, each is kept once.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.anchors: dict[str, tuple[Node, int, int] | None] = {}
        """Each anchor's node with the number of nodes in it and of the characters that its
        texts repeat, or None until it is complete."""
        self.repeated = 0
        """The characters that aliases have repeated so far."""
        self.repeated_before: dict[str, int] = {}
        """The same, as each anchored list or mapping began."""
        self.used: set[str] = set()
        """The anchors that an alias uses."""
        self.documents = 0

    def compose(self, text: Named, already: int) -> Node | None:
        nodes, most, longest = already, MOST_NODES, LONGEST_SCALAR
        lines = self.problems.lines
        begin = lines.begin(text.name)
        around: _Around = (None, [], [], None, NOWHERE)
        entries, marks, items, key, mark = around
        stack: list[_Open] = []
        node: Node
        next_event = LOADER(text).get_event
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                nodes += 1
                value: str = event.value
                if event.tag or len(value) > longest or nodes > most:
                    self.check(event, nodes)
                anchor = event.anchor
                if key is None and entries is not None and not anchor:
                    key, mark = intern(value), begin + event.start_mark.index
                    continue
                start = event.start_mark.index
                length = event.end_mark.index - start
                node = _new(Scalar, (value, event.style, begin + start, length, lines))
                if anchor:
                    self.anchors[anchor] = (node, 1, length)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, anchor, before, (entries, marks, items, key, mark) = stack.pop()
                if anchor:
                    self.complete(anchor, node, nodes - before, begin + event.end_mark.index)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                if event.tag or nodes > most or len(stack) >= DEEPEST:
                    self.check_opened(event, nodes, len(stack) + 1)
                around = entries, marks, items, key, mark
                start = begin + event.start_mark.index
                node, entries, marks, items = self.opened(event, start)
                stack.append((node, event.anchor, nodes - 1, around))
                key = None
                continue
            elif kind is AliasEvent:
                node, nodes = self.alias(event, nodes)
            else:
                self.check_document(kind, event)
                continue
            if entries is None:
                items.append(node)
            elif key is None:
                key, mark = self.as_key(node), node.start
            else:
                if key not in entries:
                    entries[key] = node
                    marks.append(mark)
                else:
                    first = marks[lines.number_of(key, entries)]
                    duplicate_key(key_at(key, mark, lines), first, self.problems)
                key = None
        self.problems.nodes += nodes - already
        self.tell_unused()
        return items[0] if items else None

    def opened(self, event: Any, start: int) -> _Opened:
        """The list or the mapping that begins with an event, and what it is filled by."""
        if event.anchor:
            self.anchors[event.anchor] = None
            self.repeated_before[event.anchor] = self.repeated
        is_flow, lines = bool(event.flow_style), self.problems.lines
        if type(event) is MappingStartEvent:
            entries: dict[str, Node] = {}
            marks: list[int] = []
            return _new(Mapping, (entries, marks, is_flow, start, lines)), entries, marks, _UNUSED
        items: list[Node] = []
        return _new(Sequence, (items, is_flow, start, lines)), None, _UNUSED, items

    def complete(self, anchor: str, node: Node, nodes: int, end: int) -> None:
        """Note what an anchor stands for, once its list or mapping has come to an end."""
        size = end - node.start + self.repeated - self.repeated_before[anchor]
        self.anchors[anchor] = (node, nodes, size)

    def tell_unused(self) -> None:
        """Note the texts with an anchor that nothing uses: their first word may have been lost."""
        for name, anchored in self.anchors.items():
            node = anchored[0] if anchored and name not in self.used else None
            if isinstance(node, Scalar) and node.plain and " " in node.value:
                place = node.place._replace(length=len(name) + 1)
                self.problems.add("N106.unused", place, name=cut(name, 60))

    def stop(self, what: str, event: Any, **values: Any) -> NoReturn:
        self.problems.add(what, place_at(event.start_mark), **values)
        raise _UnreadableError

    def check(self, event: Any, nodes: int) -> None:
        """Refuse a text that a story can't have."""
        self.count(event, nodes)
        self.refuse_tag(event)
        if len(event.value) > LONGEST_SCALAR:
            self.stop("N103.text", event, most=LONGEST_SCALAR)

    def check_opened(self, event: Any, nodes: int, depth: int) -> None:
        """Refuse a list or a mapping that a story can't have."""
        self.count(event, nodes)
        self.refuse_tag(event)
        if depth > DEEPEST:
            self.stop("N104", event, most=DEEPEST)

    def count(self, event: Any, nodes: int) -> None:
        if nodes > MOST_NODES:
            self.stop("N105.parts", event, most=MOST_NODES)

    def check_document(self, kind: type, event: Any) -> None:
        self.documents += kind is DocumentStartEvent
        if self.documents > 1:
            self.stop("N113", event)

    def alias(self, event: Any, nodes: int) -> tuple[Node, int]:
        """The node that an alias stands for, and the number of nodes including its own."""
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            what = "N106.unfinished" if event.anchor in self.anchors else "N106.unknown"
            self.stop(what, event, name=cut(event.anchor, 60))
        self.used.add(event.anchor)
        node, there, size = anchored
        self.repeated += size
        there = max(there, size // CHARACTERS_A_PART)
        self.count(event, nodes + there)
        return node, nodes + there

    def refuse_tag(self, event: Any) -> None:
        if event.tag:
            self.stop("N107", event, tag=cut(event.tag, 60))

    def as_key(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.value
        self.problems.add("N111.key", node.place)
        raise _UnreadableError


def duplicate_key(key: Scalar, first: int, problems: Problems) -> None:
    """Note that a mapping has this key already, since `first`."""
    also = key_at(key.value, first, key.lines).place
    problems.add("N112.key", key.place, also=also, name=cut(key.value, 60))
