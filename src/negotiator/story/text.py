"""The marks in a text: `[^S14]`, `[[win_set|win-sets]]`, `{opinion}`, `{opinion.band}`, `{{`.

Cuts a text at its marks. Whether what they name exists is for the loader to say.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from negotiator.story.model import Cite, Link, Segment, Shown, Text, Words

# Each way begins with a letter of its own, outside any inner group, so that a search is quick.
_MARK = re.compile(
    r"""( \[\^[^\[\]\s]*\]
        | \[\[[^\[\]|]*(?:\|[^\[\]]*)?\]\]
        | \{\{ | \}\}
        | \{[^{}]*\}
        | \[\^ | \[\[ | \{
        )""",
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
    before, *rest = _MARK.split(text)
    words, at = before.lstrip(), len(before)
    for mark, after in zip(rest[::2], rest[1::2], strict=True):
        segment = _segment(mark)
        if segment is not None:
            if type(segment) is Cite:
                words = words.rstrip()
            if words:
                segments.append(_folded(words))
                spots.append((at, 0))
            segments.append(segment)
            spots.append((at, len(mark)))
            words = after
        elif mark in ("{{", "}}"):
            words += mark[0] + after
        else:
            unclosed.append(at)
            words += after
        at += len(mark) + len(after)
    words = words.rstrip()
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


def _segment(mark: str) -> Segment | None:
    """What a mark stands for; None if it is a doubled brace, or is left open."""
    if mark[0] == "[":
        if mark[-1] != "]":
            return None
        if mark[1] == "^":
            return Cite(mark[2:-1])
        term, _, words = mark[2:-2].partition("|")
        return Link(term.strip(), words.strip())
    if mark in ("{{", "}}", "{"):
        return None
    name, dot, rest = mark[1:-1].strip().partition(".")
    return Shown(name, bool(dot)) if rest in ("", "band") else Shown(f"{name}.{rest}", False)
