"""A play as a document, as Markdown or as one page of HTML: its title page, all that was said and
chosen from the first line to the last, and the sources that it stands on.

It lays the same lines out as `transcript`, which is the play as plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator.engine import Play
from negotiator.gate import markdown, markdown_paragraph, markup
from negotiator.language import _
from negotiator.narration.codex import details, said_of
from negotiator.narration.lines import (
    Chosen,
    Heading,
    Line,
    Moved,
    Noted,
    Passage,
    PlaceKind,
    Promised,
    Voted,
)
from negotiator.narration.sentences import finished, joined, spoken
from negotiator.narration.stories import FACTS, facts
from negotiator.narration.text import said
from negotiator.narration.transcript import lines
from negotiator.story.model import Cite, Story

_CHANGES = (Moved, Noted, Promised, Voted)
STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --soft: #5d5a53; --paper: #fbfaf7;
  --line: #d8d4c8; --link: #2f6690; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae4; --soft: #aaa69b;
  --paper: #191a1c; --line: #3c3d40; --link: #7fb3d9; } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 42rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.6 Georgia, serif; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; border-top: 1px solid var(--line);
  padding-top: 1rem; } a { color: var(--link); }
.soft, ul.changes { color: var(--soft); font-size: .92rem; }
.chosen { border-left: 3px solid var(--link); padding-left: .8rem; font-weight: 600; }
dt { font-weight: 600; } dd { margin: 0 0 .6rem 1.5rem; }
@media print { body { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } }
"""


def as_markdown(play: Play) -> str:
    """The play in Markdown, its sources as footnotes."""
    return "\n\n".join(_markdown(play)) + "\n"


def as_html(play: Play) -> str:
    """The play as a page that loads nothing from elsewhere."""
    story = play.story
    tag = markup(story.language or "en")
    return "\n".join(
        (
            f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{markup(story.title)}</title><style>{STYLE}</style></head><body>",
            *_html(play),
            "</body></html>\n",
        )
    )


def _about(play: Play) -> Iterator[str]:
    """What stands below the title."""
    story = play.story
    yield from filter(None, (story.about, facts({key: getattr(story, key) for key in FACTS})))
    yield _("Played with seed {seed}.", seed=play.seed)


def _blocks(play: Play) -> Iterator[list[Line]]:
    """The lines of the play; all that one cause moved is together."""
    together: list[Line] = []
    for one in lines(play):
        if isinstance(one, _CHANGES):
            together.append(one)
            continue
        if together:
            yield together
            together = []
        yield [one]
    if together:
        yield together


def _cited(play: Play) -> list[str]:
    """The sources cited, in the order of the play."""
    told = (one for one in lines(play) if isinstance(one, Passage))
    return list(dict.fromkeys(name for one in told for name in one.cites))


def _of_changes(block: list[Line]) -> Iterator[str]:
    """What was moved, and how the votes went, each on its own."""
    for one in block:
        for line in said(one):
            yield line.removeprefix("*").strip()


def _sources(story: Story, cited: list[str]) -> Iterator[tuple[str, str]]:
    for name in cited:
        source = story.sources[name]
        yield name, joined(finished(details(source)), *said_of(source))


# Markdown


def _markdown(play: Play) -> Iterator[str]:
    yield f"# {markdown(play.story.title)}"
    yield from map(_paragraph, _about(play))
    for block in _blocks(play):
        match block[0]:
            case Heading() as head:
                yield f"{'##' if _is_main(head) else '###'} {markdown(head.title)}"
                yield from (f"*{markdown(one)}*" for one in list(said(head))[1:])
            case Passage() as told:
                yield markdown_paragraph(_passage(told, markdown, "[^{0}]"))
            case Chosen(words):
                yield f"> **{markdown(words)}**"
            case one if isinstance(one, _CHANGES):
                yield "\n".join(f"- {_paragraph(line)}" for line in _of_changes(block))
            case one:
                yield "  \n".join(map(_paragraph, said(one)))
    yield from (
        f"[^{name}]: {markdown(words)}" for name, words in _sources(play.story, _cited(play))
    )


def _paragraph(text: str) -> str:
    return markdown_paragraph(markdown(text))


# HTML


def _html(play: Play) -> Iterator[str]:
    yield f"<h1>{markup(play.story.title)}</h1>"
    yield from (f'<p class="soft">{markup(one)}</p>' for one in _about(play))
    for block in _blocks(play):
        match block[0]:
            case Heading() as head:
                level = "h2" if _is_main(head) else "h3"
                yield f"<{level}>{markup(head.title)}</{level}>"
                yield from (f'<p class="soft">{markup(one)}</p>' for one in list(said(head))[1:])
            case Passage() as told:
                yield f"<p>{_passage(told, markup, _REFERENCE)}</p>"
            case Chosen(words):
                yield f'<p class="chosen">{markup(words)}</p>'
            case one if isinstance(one, _CHANGES):
                items = "".join(f"<li>{markup(line)}</li>" for line in _of_changes(block))
                yield f'<ul class="changes">{items}</ul>'
            case one:
                yield f"<p>{'<br>'.join(map(markup, said(one)))}</p>"
    cited = _cited(play)
    if cited:
        yield f"<h2>{markup(_('Sources'))}</h2><dl>"
        for name, words in _sources(play.story, cited):
            yield f'<dt id="source-{name}">[{name}]</dt><dd>{markup(words)}</dd>'
        yield "</dl>"


_REFERENCE = '<a href="#source-{0}">[{0}]</a>'


# Both


def _is_main(head: Heading) -> bool:
    return head.kind in (PlaceKind.SCENE, PlaceKind.ENDING)


def _passage(one: Passage, safe: Callable[[str], str], reference: str) -> str:
    """A passage behind who says it, made safe piece by piece, with references to its sources."""
    words = "".join(
        f" {reference.format(part.source)}" if isinstance(part, Cite) else safe(part.words)
        for part in one.parts
    ).strip()
    if one.speaker is None:
        return words
    pieces = spoken(one.speaker.name, words).pieces
    return "".join(piece.words if piece.name == "words" else safe(piece.words) for piece in pieces)
