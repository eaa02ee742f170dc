"""An author's text with its stress and its sources, or plain words, as HTML of printed pages."""

from __future__ import annotations

from negotiator.escaping import markup
from negotiator.narration.sheets import Said
from negotiator.story.model import Citation, GlossaryLink, Shown, Stress, Words


def prose(said: Said) -> str:
    """Words, or an author's text with its marks, in HTML."""
    if isinstance(said, str):
        return markup(said)
    found, open_tag = [], ""
    for one in said:
        match one:
            case Words(words):
                found.append(markup(words))
            case GlossaryLink(_, words):
                found.append(f"<em>{markup(words)}</em>")
            case Citation(source):
                found.append(f"<sup>[{markup(source)}]</sup>")
            case Shown():
                found.append("…")
            case Stress(stars):
                found.append(f"</{open_tag}>" if open_tag else "")
                open_tag = ("", "em", "strong", "strong")[len(stars)]
                found.append(f"<{open_tag}>" if open_tag else "")
    return "".join(found) + (f"</{open_tag}>" if open_tag else "")
