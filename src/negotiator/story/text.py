"""The marks in a text: `[^S14]`, `[[win_set|win-sets]]`, `{opinion}`, `{opinion.band}`, `{{`.

Cuts a text at its marks. Whether what they name exists is for the loader to say.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from negotiator.story.model import Cite, Link, Segment, Shown, Words

_MARK = re.compile(
    r"""\[\^(?P<cite>[^\[\]\s]*)\]
      | \[\[(?P<term>[^\[\]|]*)(?:\|(?P<words>[^\[\]]*))?\]\]
      | (?P<brace>\{\{|\}\})
      | \{(?P<gauge>[^{}]*)\}
      | (?P<open>\[\^|\[\[|\{)
    """,
    re.VERBOSE,
)
_MAY_MARK = re.compile(r"[\[{}]")
_SPACE = re.compile(r"\s+")


class Marked(NamedTuple):
    """A segment and its offset in the text as it was written."""

    segment: Segment
    offset: int
    length: int


def cut(text: str) -> tuple[list[Marked], list[int]]:
    """The segments of a text, white space folded, and the offsets of marks left open."""
    if not _MAY_MARK.search(text):
        words = " ".join(text.split())
        return ([Marked(Words(words), 0, len(text))] if words else []), []
    found: list[Marked] = []
    unclosed: list[int] = []
    words = ""
    at = words_at = len(text) - len(text.lstrip())
    for match in _MARK.finditer(text, at):
        words += text[at : match.start()]
        offset, at = match.span()
        kind = match.lastgroup
        if kind == "brace":
            words += match[0][0]
            continue
        if kind == "open":
            unclosed.append(offset)
            continue
        if kind == "cite":
            words = words.rstrip()
        if words:
            found.append(Marked(Words(_SPACE.sub(" ", words)), words_at, len(words)))
            words = ""
        found.append(Marked(_segment(match), offset, at - offset))
        words_at = at
    words = (words + text[at:]).rstrip()
    if words:
        found.append(Marked(Words(_SPACE.sub(" ", words)), words_at, len(words)))
    return found, unclosed


def _segment(match: re.Match[str]) -> Segment:
    if match.lastgroup == "cite":
        return Cite(match["cite"])
    if match.lastgroup == "gauge":
        name, dot, rest = match["gauge"].strip().partition(".")
        return Shown(name, bool(dot)) if rest in ("", "band") else Shown(f"{name}.{rest}", False)
    return Link(match["term"].strip(), (match["words"] or "").strip())
