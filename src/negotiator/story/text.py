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

    def put_words() -> None:
        nonlocal words
        if words:
            found.append(Marked(Words(_SPACE.sub(" ", words)), words_at, len(words)))
        words = ""

    for match in _MARK.finditer(text, at):
        words += text[at : match.start()]
        at = match.end()
        offset, length = match.start(), match.end() - match.start()
        if match["brace"]:
            words += match["brace"][0]
        elif match["open"]:
            unclosed.append(offset)
        elif match["cite"] is not None:
            words = words.rstrip()
            put_words()
            found.append(Marked(Cite(match["cite"]), offset, length))
        else:
            put_words()
            if match["gauge"] is not None:
                name, dot, rest = match["gauge"].strip().partition(".")
                shown = (
                    Shown(name, bool(dot))
                    if rest in ("", "band")
                    else Shown(f"{name}.{rest}", False)
                )
                found.append(Marked(shown, offset, length))
            else:
                term = match["term"].strip()
                found.append(Marked(Link(term, (match["words"] or "").strip()), offset, length))
        if not words:
            words_at = at
    words += text[at:]
    words = words.rstrip()
    put_words()
    return found, unclosed
