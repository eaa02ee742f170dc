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
_MAY_MARK = re.compile(r"[\[{}]")
_WIDE_SPACE = re.compile(r"\s{2,}|[^\S ]")
"""White space that is not a single blank."""


class Marked(NamedTuple):
    """What a mark says, and where it stands in the text as it was written."""

    segment: Segment
    offset: int
    length: int


def unmarked(text: str) -> Text | None:
    """A text that has nothing like a mark, white space folded; None if it may have one."""
    if _MAY_MARK.search(text):
        return None
    words = " ".join(text.split())
    return (Words(words),) if words else ()


def cut(text: str) -> tuple[list[Words | Marked], list[int]]:
    """The parts of a text, white space folded, and the offsets of marks left open."""
    found: list[Words | Marked] = []
    unclosed: list[int] = []
    words = ""
    at = len(text) - len(text.lstrip())
    for match in _MARK.finditer(text, at):
        words += text[at : match.start()]
        offset, at = match.span()
        kind = match.lastgroup
        if kind is None:
            if match[0] in ("{{", "}}"):
                words += match[0][0]
            else:
                unclosed.append(offset)
            continue
        if kind == "cite":
            words = words.rstrip()
        if words:
            found.append(Words(_WIDE_SPACE.sub(" ", words)))
            words = ""
        found.append(Marked(_segment(match), offset, at - offset))
    words = (words + text[at:]).rstrip()
    if words:
        found.append(Words(_WIDE_SPACE.sub(" ", words)))
    return found, unclosed


def _segment(match: re.Match[str]) -> Segment:
    if match.lastgroup == "cite":
        return Cite(match["cite"])
    if match.lastgroup == "gauge":
        name, dot, rest = match["gauge"].strip().partition(".")
        return Shown(name, bool(dot)) if rest in ("", "band") else Shown(f"{name}.{rest}", False)
    return Link(match["term"].strip(), (match["words"] or "").strip())
