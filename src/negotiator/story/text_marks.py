"""The marks in a text: `[^S14]`, `[[win_set|win-sets]]`, `{opinion + 5}`, `{{`.

Splits a text at its marks. The loader checks that what they name exists, and reads the expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from negotiator.story.model import Cite, Link, Text, Words

# Each alternative begins with a letter of its own, outside any inner group, so searching is fast.
_MARK = re.compile(
    r"""( \[\^[^\[\]\s]*\]
        | \[\[[^\[\]|]*(?:\|[^\[\]]*)?\]\]
        | \{\{ | \}\}
        | \{ (?: [^{}'"] | '[^']*' | "[^"]*" )* \}
        | \{[^{}]*\}
        | \[\^ | \[\[ | \{
        )""",
    re.VERBOSE,
)
_DOUBLED = ("{{", "}}")
"""Braces that stand for themselves."""


class Braced(NamedTuple):
    """An expression in braces, as written."""

    source: str


Part = Words | Cite | Link | Braced


class TextMark(NamedTuple):
    """A mark as written: where it begins, its length, and what it stands for; None if it is left
    open."""

    offset: int
    length: int
    segment: Part | None


class Cut(NamedTuple):
    """A text split at its marks, in reading order, with white space folded."""

    segments: list[Part]
    is_open: bool
    """Whether a mark was left open."""


def unmarked(text: str) -> Text | None:
    """A text without anything like a mark, with white space folded; None if it may have one."""
    if "[" in text or "{" in text or "}" in text:
        return None
    words = " ".join(text.split())
    return (Words(words),) if words else ()


def cut(text: str) -> Cut:
    """The parts of a text."""
    segments: list[Part] = []
    is_open = False
    words, *rest = _MARK.split(" ".join(text.split()))
    for mark, after in zip(rest[::2], rest[1::2], strict=True):
        segment = _segment(mark)
        if segment is not None:
            if type(segment) is Cite:
                words = words.rstrip()
            if words:
                segments.append(Words(words))
            segments.append(segment)
            words = after
        elif mark in _DOUBLED:
            words += mark[0] + after
        else:
            is_open = True
            words += after
    if words:
        segments.append(Words(words))
    return Cut(segments, is_open)


def marks(text: str) -> Iterator[TextMark]:
    """The marks of a text, with the positions where they were written."""
    for found in _MARK.finditer(text):
        if found[0] not in _DOUBLED:
            yield TextMark(found.start(), len(found[0]), _segment(found[0]))


_WHOLE = re.compile(r"\[\^[^\[\]\s]+\]|\[\[[^\[\]]+\]\]|\{[^{}]+\}")


def whole_marks(words: str) -> Iterator[re.Match[str]]:
    """The marks that an author must have meant as such, where none is read."""
    return _WHOLE.finditer(words)


def _segment(mark: str) -> Part | None:
    """What a mark stands for; None if it is a doubled brace, or is left open."""
    if mark[0] == "[":
        if mark[-1] != "]":
            return None
        if mark[1] == "^":
            return Cite(mark[2:-1])
        term, _, words = mark[2:-2].partition("|")
        return Link(term.strip(), words.strip())
    if mark == "{" or mark in _DOUBLED:
        return None
    return Braced(mark[1:-1])
