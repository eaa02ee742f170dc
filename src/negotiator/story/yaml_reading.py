"""YAML as a tree of nodes that know their place, read in bounded time and memory.

PyYAML's C *event* stream is read once, with an explicit stack: its C composer can crash the
process on deep nesting, and neither of its composers bounds aliases. Scalars stay the text
that stands in the file; nothing is taken for a boolean, a date or a number here. What the
nodes mean for a story is not known here either.
"""

from __future__ import annotations

import io
import re
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
from yaml.tokens import ScalarToken

from negotiator.story.diagnostics import Place, Problems

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes that one file may have."""
DEEPEST = 40
"""Levels that a file may be nested."""
MOST_SCANNED = 500_000
"""Characters that are read once more, slowly, to say what is wrong."""
TOO_DEEP = f"the file is nested more than {DEEPEST} levels deep"
MOST_NODES = 2_000_000
"""Nodes that a file may have once its aliases are followed."""
LONGEST_SCALAR = 100_000
"""Characters that one text may have."""

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_new = tuple.__new__
"""Makes a named tuple in half the time of its own `__new__`, which a large file is worth."""


def _at(mark: yaml.Mark) -> Place:
    """A spot as a person counts; YAML's marks count from 0."""
    return Place(mark.name, mark.line + 1, mark.column + 1)


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
    def place(self) -> Place:
        """Where it stands; made when asked for, as hardly any text of a story is at fault."""
        start, stop = self.start, self.stop
        if stop is None:
            length = len(self.value)
        else:
            length = stop.column - start.column if stop.line == start.line else 1
        return _at(start)._replace(length=length or 1)


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
    def place(self) -> Place:
        """Where it begins."""
        return _at(self.start)


class Mapping(NamedTuple):
    """Keys with what stands behind them, in the file's order; no key stands twice. `flow` if in
    brackets."""

    entries: dict[str, Node]
    marks: dict[str, yaml.Mark]
    """Where each key begins."""
    flow: bool
    start: yaml.Mark

    @property
    def place(self) -> Place:
        """Where it begins."""
        return _at(self.start)

    def add(self, key: str, node: Node, mark: yaml.Mark) -> None:
        """Put a key that is not there yet behind the others."""
        self.entries[key] = node
        self.marks[key] = mark

    def key(self, name: str) -> Scalar:
        """One of the keys, as it stands. Made when asked for, as hardly any is at fault."""
        return _key(name, self.marks[name])

    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key with its node."""
        keys = map(_key, self.marks, self.marks.values())
        return zip(keys, self.entries.values(), strict=True)


def _key(name: str, start: yaml.Mark) -> Scalar:
    return Scalar(name, None, start, None)


NO_KEYS = Mapping({}, {}, False, NOWHERE)
"""An empty mapping in no file."""

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
    problems.lines.add(file, decoded)
    named = _Named(decoded, file)
    try:
        return _Composer(problems).compose(named)
    except yaml.YAMLError as error:
        _explain(error, named, problems)
    except _UnreadableError:
        pass
    return None


class _Named(io.StringIO):
    """A text with the name of its file, which the marks of the events then have, too."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, newline="")
        self.name = name


_Around: TypeAlias = tuple[
    dict[str, Node] | None, dict[str, yaml.Mark], list[Node], str | None, yaml.Mark
]
"""Where a list or a mapping stands: the entries and marks of a mapping (None for a list), the
items of a list, and the key with its mark."""


class _Composer:
    """Builds nodes from events; what is open stands on a stack, not on Python's."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        """Each anchor's node with the number of nodes in it, or None until it is finished."""
        self.used: set[str] = set()
        """The anchors that an alias uses."""

    def compose(self, text: _Named) -> Node | None:
        # Half a million events of a large file come through here, so the common ones are read
        # without a call, and a key is no node of its own.
        most, longest = MOST_NODES, LONGEST_SCALAR
        entries: dict[str, Node] | None = None
        marks: dict[str, yaml.Mark] = {}
        items: list[Node] = []
        roots = items
        key: str | None = None
        mark = NOWHERE
        around: _Around
        stack: list[tuple[Node, str | None, int, _Around]] = []
        """What is open: its node, its anchor, the nodes before it in the file, what is around."""
        nodes = documents = 0
        node: Node
        next_event = _LOADER(text).get_event
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                nodes += 1
                value: str = event.value
                if event.tag or len(value) > longest or nodes > most:
                    self.check(event, nodes)
                anchor = event.anchor
                if key is None and entries is not None and not anchor:
                    key, mark = value, event.start_mark
                    continue
                node = _new(Scalar, (value, event.style, event.start_mark, event.end_mark))
                if anchor:
                    self.anchors[anchor] = (node, 1)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, anchor, before, around = stack.pop()
                entries, marks, items, key, mark = around
                if anchor:
                    self.anchors[anchor] = (node, nodes - before)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                if event.tag or nodes > most or len(stack) >= DEEPEST:
                    self.check_opened(event, nodes, len(stack) + 1)
                anchor = event.anchor
                if anchor:
                    self.anchors[anchor] = None
                around = entries, marks, items, key, mark
                if kind is MappingStartEvent:
                    entries, marks = {}, {}
                    node = _new(Mapping, (entries, marks, event.flow_style, event.start_mark))
                else:
                    entries, items = None, []
                    node = _new(Sequence, (items, event.flow_style, event.start_mark))
                stack.append((node, anchor, nodes - 1, around))
                key = None
                continue
            elif kind is AliasEvent:
                node, there = self.alias(event)
                nodes += there
                self.count(event, nodes)
            else:
                documents += kind is DocumentStartEvent
                if documents > 1:
                    self.stop("N113", event, "a second document begins here")
                continue
            if entries is None:
                items.append(node)
            elif key is None:
                key, mark = self.as_key(node), node.start
            elif key in entries:
                repeated(_key(key, mark), marks[key], self.problems)
                key = None
            else:
                entries[key] = node
                marks[key] = mark
                key = None
        if self.anchors:
            self.tell_unused()
        return roots[0] if roots else None

    def tell_unused(self) -> None:
        """Note the texts behind an anchor that nothing uses: their first word may be lost."""
        for name, anchored in self.anchors.items():
            node = anchored[0] if anchored and name not in self.used else None
            if isinstance(node, Scalar) and node.plain and " " in node.value:
                place = node.place._replace(length=len(name) + 1)
                message = f"`&{name[:60]}` is an anchor that no alias uses, and no part of the text"
                self.problems.add("N106", place, message)

    def stop(self, code: str, event: Any, message: str) -> NoReturn:
        self.problems.add(code, _at(event.start_mark), message)
        raise _UnreadableError

    def check(self, event: Any, nodes: int) -> None:
        """Refuse a text that a story can't have."""
        self.count(event, nodes)
        self.refuse_tag(event)
        if len(event.value) > LONGEST_SCALAR:
            self.stop("N103", event, f"one text has more than {LONGEST_SCALAR:,} characters")

    def check_opened(self, event: Any, nodes: int, depth: int) -> None:
        """Refuse a list or a mapping that a story can't have."""
        self.count(event, nodes)
        self.refuse_tag(event)
        if depth > DEEPEST:
            self.stop("N104", event, TOO_DEEP)

    def count(self, event: Any, nodes: int) -> None:
        if nodes > MOST_NODES:
            self.stop("N105", event, f"the file has more than {MOST_NODES:,} parts")

    def alias(self, event: Any) -> tuple[Node, int]:
        anchored = self.anchors.get(event.anchor)
        if anchored is None:
            known = "is not finished" if event.anchor in self.anchors else "is unknown"
            self.stop("N106", event, f"the anchor `{event.anchor[:60]}` {known}")
        self.used.add(event.anchor)
        return anchored

    def refuse_tag(self, event: Any) -> None:
        if event.tag:
            self.stop("N107", event, f"a tag, `{event.tag[:60]}`, stands here")

    def as_key(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.value
        self.problems.add("N111", node.place, "a key begins with a bracket")
        raise _UnreadableError


def repeated(key: Scalar, first: yaml.Mark, problems: Problems) -> None:
    """Note that a mapping has this key already, since `first`."""
    message = f"the key `{key.value[:60]}` is here for the second time"
    problems.add("N112", key.place, message, also=_key(key.value, first).place)


def _explain(error: yaml.YAMLError, text: _Named, problems: Problems) -> None:
    """Say what YAML's own complaint means for somebody who writes a story."""
    file = text.name
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None))
    context_mark = getattr(error, "context_mark", None)
    if mark is None:
        problems.add("N108", Place(file, 1, 1), f"YAML can't read this: {said}")
        return
    if "nesting depth" in said:
        # libyaml's own bound, of PyYAML 6.0.4 on: it reads ahead, and comes to it before we do.
        problems.add("N104", _at(mark), TOO_DEEP)
        return
    lines = problems.lines.of(file)
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = _at(mark)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or line[mark.column : mark.column + 1] == "\t":
        column = line.index("\t") + 1
        problems.add("N109", place._replace(column=column), "a tab stands here")
        return
    if context_mark is not None and "quoted scalar" in context and "unexpected" in said:
        message = "a quotation mark is opened here and never closed"
        problems.add("N117", _at(context_mark), message)
        return
    if _is_key_too_deep(mark, lines):
        place = Place(file, mark.line + 1, len(indent) + 1, mark.column - len(indent) or 1)
        message = "this line begins further right than the key above it, which has its text already"
        problems.add("N108", place, message, instead=_SAME_COLUMN)
        return
    quotes = _quotes_before(mark, text)
    if quotes is not None and _goes_on(quotes, mark, lines):
        start, stop = quotes.start_mark, quotes.end_mark
        if start.line < stop.line:
            message = f"the quotes opened here are closed on line {stop.line + 1}, before more text"
            problems.add("N117", _at(start), message)
        else:
            problems.add("N117", place, "the text goes on behind the quotes")
        return
    if "mapping values are not allowed" in said:
        problems.add("N110", place, "a colon stands inside a text without quotes")
        return
    for sign_mark in (context_mark, mark):
        sign = _character(sign_mark, lines)
        if sign_mark is not None and sign and sign in _SIGNS:
            message = f"a text begins with {sign}, which means something else to YAML"
            problems.add("N111", _at(sign_mark), message)
            return
    if context_mark is not None and _is_left_open(context_mark, mark, lines):
        cut = lines[context_mark.line].find(" #", context_mark.column)
        if cut >= 0:
            message = "a # behind a space begins a comment, and takes the closing bracket with it"
            problems.add("N118", Place(file, context_mark.line + 1, cut + 2), message)
            return
        problems.add("N108", _at(context_mark), "a bracket is opened here and not closed")
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
    listed = _LISTED.match(line[: mark.column + 2])
    if listed and ("not allowed" in said or "expected" in said):
        message = f"a text begins with {listed[1]}, which means something else to YAML"
        problems.add("N111", place, message)
        return
    cut = _cut_above(mark, lines)
    if cut is not None:
        message = "a # behind a space begins a comment here, and ends the text"
        problems.add("N118", Place(file, cut[0] + 1, cut[1] + 2), message)
        return
    if "did not find expected" in said and line.strip() and mark.column == len(indent):
        message = "this line begins in another column than those it belongs with"
        problems.add("N108", place, message, instead=_SAME_COLUMN)
        return
    problems.add("N108", place, f"YAML can't read this: {said}")


_SIGNS = "*&%@|>`"
"""What a text without quotes can't begin with, brackets and quotation marks apart."""
CUT_OFF = re.compile(r" #[^\s#]")
"""A comment that touches a word, behind a text: it may be meant as part of it."""
_LISTED = re.compile(r".*: +([-?]) ?\Z")
"""A line up to a sign that begins a list or a key, where a text should stand."""
_SAME_COLUMN = "Keys that belong together begin in the same column, and so do the - of one list."
_KEY = re.compile(r"( *(?:- +)*)[A-Za-z_][A-Za-z0-9_]*:(?: +(?=\S)(?!#)|$)", re.ASCII)
"""The beginning of a line with a key, up to what stands behind it on that line."""


def _is_key_too_deep(colon: Any, lines: list[str]) -> bool:
    """Whether this colon ends a key that begins its line, deeper than a key above whose value
    has begun already."""
    line = lines[colon.line] if colon.line < len(lines) else ""
    key = _KEY.match(line)
    if key is None or "-" in key[1] or line.index(":") != colon.column:
        return False
    above = next((one for one in reversed(lines[: colon.line]) if one.strip()), "")
    before = _KEY.match(above)
    return before is not None and before.end() < len(above) and len(before[1]) < len(key[1])


def _cut_above(mark: Any, lines: list[str]) -> tuple[int, int] | None:
    """Where a comment that touches a word ends a text without quotes on the line above, if the
    line at the mark may go on with that text: its line and column, from 0."""
    if _KEY.match(lines[mark.line] if mark.line < len(lines) else ""):
        return None
    above = next((n for n in range(mark.line - 1, -1, -1) if lines[n].strip()), None)
    cut = CUT_OFF.search(lines[above]) if above is not None else None
    if above is None or cut is None or not {"'", '"'}.isdisjoint(lines[above][: cut.start()]):
        return None
    return above, cut.start()


def _quotes_before(mark: Any, text: _Named) -> Any:
    """The last text in quotes before a mark; None if there is none, or far too much to look at."""
    found: Any = None
    if mark.index > MOST_SCANNED:
        return found
    text.seek(0)
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if token.start_mark.index >= mark.index:
                break
            if isinstance(token, ScalarToken) and token.style in ("'", '"'):
                found = token
    except yaml.YAMLError:
        pass
    return found


def _goes_on(quotes: Any, mark: Any, lines: list[str]) -> bool:
    """Whether it is right behind these quotes that YAML can't read on."""
    stop = quotes.end_mark
    if stop.line != mark.line or mark.line >= len(lines):
        return False
    between = lines[mark.line][stop.column : mark.column + 1]
    return mark.column >= stop.column and not between[:-1].strip() and between[-1:] not in ":}]"


def _character(spot: Any, lines: list[str]) -> str:
    """The character at a mark, if there is any."""
    if spot is None or spot.line >= len(lines):
        return ""
    line: str = lines[spot.line]
    return line[spot.column : spot.column + 1]


def _is_left_open(start: Any, stop: Any, lines: list[str]) -> bool:
    """Whether a bracket is opened where `start` is, and not closed on that line, but in a comment
    perhaps."""
    if start.line >= min(stop.line, len(lines)):
        return False
    rest = lines[start.line][start.column :].partition(" #")[0]
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
