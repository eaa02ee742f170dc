"""The marks in a text: `[^S14]`, `[[win_set|win-sets]]`, `{opinion}`, `{opinion.band}`, `{{`.

Cuts a text at its marks. Whether what they name exists is for the loader to say.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from negotiator.story.model import Cite, Link, Segment, Shown, Text, Words

# Each way begins with a letter of its own, outside any group, so that a search is quick.
_MARK = re.compile(
    r"""\[\^(?P<cite>[^\[\]\s]*)\]
      | \[\[(?P<term>[^\[\]|]*)(?:\|(?P<words>[^\[\]]*))?\]\]
      | \{\{ | \}\}
      | \{(?P<gauge>[^{}]*)\}
      | \[\^ | \[\[ | \{
    """,
    re.VERBOSE,
)


class Cut(NamedTuple):
    """A text cut at its marks, white space folded. Offsets and lengths are those in the text as
    it was written."""

    segments: list[Segment]
    spots: list[tuple[int, int]]
    """Offset and length of the mark that each segment is; of no use for words."""
    unclosed: list[int]
    """The offsets of marks left open."""


def unmarked(text: str) -> Text | None:
    """A text that has nothing like a mark, white space folded; None if it may have one."""
    if "[" in text or "{" in text or "}" in text:
        return None
    words = " ".join(text.split())
    return (Words(words),) if words else ()


def cut(text: str) -> Cut:
    """The parts of a text, in reading order."""
    segments: list[Segment] = []
    spots: list[tuple[int, int]] = []
    unclosed: list[int] = []
    words = ""
    at = len(text) - len(text.lstrip())
    for match in _MARK.finditer(text, at):
        offset, stop = match.span()
        words += text[at:offset]
        at = stop
        kind = match.lastgroup
        if kind is None:
            mark = match[0]
            if mark in ("{{", "}}"):
                words += mark[0]
            else:
                unclosed.append(offset)
            continue
        if kind == "cite":
            words = words.rstrip()
        if words:
            segments.append(_folded(words))
            spots.append((at, 0))
            words = ""
        segments.append(_segment(kind, match))
        spots.append((offset, stop - offset))
    words = (words + text[at:]).rstrip()
    if words:
        segments.append(_folded(words))
        spots.append((at, 0))
    return Cut(segments, spots, unclosed)


def _folded(words: str) -> Words:
    """Words with one blank for any white space, at their ends too."""
    folded = " ".join(words.split())
    if words[0].isspace():
        folded = f" {folded}"
    if words[-1].isspace() and folded != " ":
        folded = f"{folded} "
    return Words(folded)


def _segment(kind: str, match: re.Match[str]) -> Segment:
    if kind == "cite":
        return Cite(match[kind])
    if kind == "gauge":
        name, dot, rest = match[kind].strip().partition(".")
        return Shown(name, bool(dot)) if rest in ("", "band") else Shown(f"{name}.{rest}", False)
    term, words = match.group("term", "words")
    return Link(term.strip(), (words or "").strip())
