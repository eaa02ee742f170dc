"""Passages in the form of a document: words made safe piece by piece for Markdown or HTML, with
their stress, and with references to their sources.

What a whole play looks like as a document is in `written_play`, and as a page in `web`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from negotiator.escaping import folded, markdown, markup, terminal
from negotiator.narration.lines import Document, Part, ToldPassage
from negotiator.narration.sentences import spoken
from negotiator.story.model import Citation, GlossaryLink, Stress, Words


class Form(NamedTuple):
    """How pieces of a text are written."""

    safe: Callable[[str], str]
    reference: str
    """A citation: `{0}` is its source."""
    term: str
    """Words that lead to the glossary: `{0}` is the term, `{1}` the words made safe."""
    line_break: str
    opens: dict[str, str]
    """What begins each kind of stress."""
    closes: dict[str, str]


MARKDOWN = Form(
    markdown,
    "[^{0}]",
    "{1}",
    "  \n",
    {stars: stars for stars in ("", "*", "**", "***")},
    {stars: stars for stars in ("", "*", "**", "***")},
)
HTML = Form(
    markup,
    '<a href="#source-{0}">[{0}]</a>',
    "{1}",
    "<br>",
    {"": "", "*": "<em>", "**": "<strong>", "***": "<strong><em>"},
    {"": "", "*": "</em>", "**": "</strong>", "***": "</em></strong>"},
)


def passage(one: ToldPassage, form: Form) -> list[str]:
    """A passage behind who says it, in paragraphs."""
    words = paragraphs(one.parts, form)
    if one.speaker is None:
        return words
    pieces = spoken(one.speaker.name, words[0]).pieces
    first = (piece.words if piece.name == "words" else form.safe(piece.words) for piece in pieces)
    return ["".join(first), *words[1:]]


def paragraphs(parts: Iterable[Part], form: Form) -> list[str]:
    """Words in the lines and paragraphs they are written in, made safe piece by piece, with their
    stress and with references to their sources."""
    written, stars = "", ""
    for part in parts:
        if isinstance(part, Citation):
            written += f" {form.reference.format(part.source)}"
        elif isinstance(part, Stress):
            written += form.closes[stars] + form.opens[part.stars]
            stars = part.stars
        else:
            words = "\n".join(map(form.safe, part.words.split("\n")))
            if isinstance(part, GlossaryLink):
                words = form.term.format(part.term, words)
            written += words
    written += form.closes[stars]
    return [one.replace("\n", form.line_break) for one in written.strip().split("\n\n")]


def drawn_lines(one: Document) -> list[str]:
    """The lines of a drawing as they are drawn."""
    words = "".join(part.words for part in one.parts if isinstance(part, Words | GlossaryLink))
    return terminal(words).strip("\n").split("\n")


def in_a_line(parts: Iterable[Part]) -> str:
    """Words in one line, for a caption."""
    return folded("".join(part.words for part in parts if isinstance(part, Words | GlossaryLink)))
