"""An author's text with its stress and its sources, or plain words, as HTML of printed pages."""

from __future__ import annotations

import re

from negotiator.escaping import markup
from negotiator.narration.sheets import Said
from negotiator.story.model import Citation, GlossaryLink, Shown, Stress, Words

_ENDLESS = re.compile(r"\S{30}(?=\S)")
"""A word that a column on paper may have no room for: what doesn't fit there is cut off."""


def prose(said: Said) -> str:
    """Words, or an author's text with its marks, in HTML."""
    if isinstance(said, str):
        return _words(said)
    found, open_tag = [], ""
    for one in said:
        match one:
            case Words(words):
                found.append(_words(words))
            case GlossaryLink(_, words):
                found.append(f"<em>{_words(words)}</em>")
            case Citation(source):
                found.append(f"<sup>[{markup(source)}]</sup>")
            case Shown():
                found.append("…")
            case Stress(stars):
                found.append(f"</{open_tag}>" if open_tag else "")
                open_tag = ("", "em", "strong", "strong")[len(stars)]
                found.append(f"<{open_tag}>" if open_tag else "")
    return "".join(found) + (f"</{open_tag}>" if open_tag else "")


def _words(text: str) -> str:
    """Words in HTML, of which an endless one may be broken."""
    return "<wbr>".join(map(markup, _ENDLESS.sub("\\g<0>\0", text).split("\0")))
