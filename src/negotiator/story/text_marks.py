"""The marks in a text: `[^S14]`, `[[win_set|win-sets]]`, `{opinion + 5}`, `{{`, `*stress*`,
`**strong**`, and a backslash before a sign that stands for itself.

Splits a text at its marks. The loader checks that what they name exists, and reads the expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from negotiator.story.line_breaks import folded
from negotiator.story.model import Citation, GlossaryLink, Stress, Text, Words
from negotiator.story.stars import paired

# Each alternative begins with a letter of its own, outside any inner group and not repeated, so
# searching is fast.
_MARK = re.compile(
    r"""( \[\^[^\[\]\s]*\]
        | \[\[[^\[\]|]*(?:\|[^\[\]]*)?\]\]
        | \{\{ | \}\}
        | \{ (?: [^{}'"] | '[^']*' | "[^"]*" )* \}
        | \{[^{}]*\}
        | \[\^ | \[\[ | \{
        | \\[\\*\[\]{}]
        | \*\**
        )""",
    re.VERBOSE,
)
_DOUBLED = ("{{", "}}")
"""Braces that stand for themselves."""


class Interpolation(NamedTuple):
    """An expression in braces, as written."""

    source: str


Part = Words | Stress | Citation | GlossaryLink | Interpolation


class TextMark(NamedTuple):
    """A mark as written: where it begins, its length, and what it stands for; None if it is left
    open."""

    offset: int
    length: int
    segment: Part | None


class Cut(NamedTuple):
    """A text split at its marks, in reading order."""

    segments: list[Part]
    is_open: bool
    """Whether a mark was left open."""
    loose: tuple[int, ...] = ()
    """Which of its runs of stars, counted from 0, could stress something and have no partner."""


def is_bare(text: str) -> bool:
    """Whether nothing in a text could be a mark or a dash, and it has no space that isn't told: it
    is told as it is written. So are most texts, and this finds out fast."""
    return (
        text.isprintable()
        and "[" not in text
        and "*" not in text
        and "{" not in text
        and "- " not in text
        and "  " not in text
        and "\\" not in text
        and "}" not in text
        and text[:1] != " " != text[-1:]
        and text != ""
    )


def unmarked(text: str) -> Text | None:
    """A text without anything like a mark, on one line; None if it may have one."""
    # One search a sign: one for all of them looks at each character, which takes far longer.
    if "[" in text or "{" in text or "*" in text or "\\" in text or "}" in text:
        return None
    words = folded(text)
    return (Words(words),) if words else ()


def cut(text: str) -> Cut:
    """The parts of a text on one line."""
    return cut_as_laid_out(folded(text))


def cut_as_laid_out(text: str) -> Cut:
    """The parts of a text that is laid out: its line breaks stay in its words."""
    segments: list[Part] = []
    is_open = False
    stressed = paired(text, _runs(text)) if "*" in text else None
    read, words = 0, ""
    for found in _MARK.finditer(text):
        mark = found[0]
        words += text[read : found.start()]
        read = found.end()
        segment: Part | None = None
        if mark[0] == "*" and stressed is not None:
            stars = stressed.stars.get(found.start())
            segment = None if stars is None else Stress(stars)
        elif mark[0] not in "\\*":
            segment = _segment(mark)
        if segment is not None:
            if type(segment) is Citation:
                words = words.rstrip()
            if words:
                segments.append(Words(words))
            segments.append(segment)
            words = ""
        elif mark in _DOUBLED:
            words += mark[0]
        elif mark[0] == "\\":
            words += mark[1]
        else:
            is_open = is_open or mark[0] != "*"
            words += mark
    words += text[read:]
    if words:
        segments.append(Words(words))
    return Cut(segments, is_open, stressed.loose if stressed is not None else ())


def _runs(text: str) -> list[re.Match[str]]:
    """The runs of stars of a text that stand in no other mark."""
    return [found for found in _MARK.finditer(text) if found[0][0] == "*"]


def star_runs(text: str) -> list[tuple[int, int]]:
    """Where each run of stars stands, and how many stars it has."""
    return [(found.start(), len(found[0])) for found in _runs(text)]


def marks(text: str) -> Iterator[TextMark]:
    """The marks of a text but its stars, with the positions where they were written."""
    for found in _MARK.finditer(text):
        if found[0] not in _DOUBLED and found[0][0] not in "\\*":
            yield TextMark(found.start(), len(found[0]), _segment(found[0]))


def _segment(mark: str) -> Part | None:
    """What a mark stands for; None if it is a doubled brace, or is left open."""
    if mark[0] == "[":
        if mark[-1] != "]":
            return None
        if mark[1] == "^":
            return Citation(mark[2:-1])
        term, _, words = mark[2:-2].partition("|")
        return GlossaryLink(term.strip(), folded(words))
    if mark == "{" or mark in _DOUBLED:
        return None
    return Interpolation(mark[1:-1])
