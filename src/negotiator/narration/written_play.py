"""A play as a document, as Markdown or as one page of HTML: its title page, all that was said and
chosen from the first line to the last, and the sources that it stands on.

It lays the same lines out as `transcript`, which is the play as plain text.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine import Play
from negotiator.escaping import markdown, markdown_paragraph, markup
from negotiator.language import _
from negotiator.narration.acts import named
from negotiator.narration.codex import details, said_of
from negotiator.narration.documents import announced
from negotiator.narration.lines import (
    Card,
    Chosen,
    Document,
    Heading,
    Line,
    Moved,
    Noted,
    PlaceKind,
    Promised,
    ToldPassage,
    Voted,
)
from negotiator.narration.lines_as_text import said
from negotiator.narration.sentences import finished, joined
from negotiator.narration.stories import FACTS, facts
from negotiator.narration.transcript import lines
from negotiator.narration.written_passages import (
    HTML,
    MARKDOWN,
    drawn_lines,
    in_a_line,
    paragraphs,
    passage,
)
from negotiator.story.model import Story

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
h2.act { text-align: center; font-variant: small-caps; }
.soft, ul.changes { color: var(--soft); font-size: .92rem; }
.chosen { border-left: 3px solid var(--link); padding-left: .8rem; font-weight: 600; }
figure { border: 1px solid var(--line); margin: 1rem 0; padding: .5rem 1rem; }
figcaption { font-weight: 600; } pre { overflow-x: auto; }
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
    told = (one for one in lines(play) if isinstance(one, ToldPassage | Document))
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
            case Card() as act:
                yield f"# {markdown(named(act.label, act.title))}"
            case ToldPassage() as told:
                yield from map(markdown_paragraph, passage(told, MARKDOWN))
            case Document() as told:
                yield _quoted(told)
            case Chosen(words):
                yield f"> **{markdown(words)}**"
            case one if isinstance(one, _CHANGES):
                yield "\n".join(f"- {_paragraph(line)}" for line in _of_changes(block))
            case one:
                yield "  \n".join(map(_paragraph, said(one)))
    yield from (
        f"[^{name}]: {markdown(words)}" for name, words in _sources(play.story, _cited(play))
    )


def _quoted(one: Document) -> str:
    """A document as a quotation; a drawing as its lines, with what it shows."""
    above = f"> **{markdown(announced(one, in_a_line(one.heading)))}**"
    if one.kind.is_drawn:
        shown = paragraphs(one.alt, MARKDOWN)
        inside = [
            "\n".join(f"    {line}" for line in drawn_lines(one)),
            *map(markdown_paragraph, shown),
        ]
    else:
        inside = [markdown_paragraph(each) for each in paragraphs(one.parts, MARKDOWN)]
    # Two spaces at a line's end are its break.
    quoted = ("\n".join(f"> {line}" for line in each.split("\n")) for each in inside)
    return "\n>\n".join((above, *quoted))


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
            case Card() as act:
                yield f'<h2 class="act">{markup(named(act.label, act.title))}</h2>'
            case ToldPassage() as told:
                yield from (f"<p>{one}</p>" for one in passage(told, HTML))
            case Document() as told:
                yield _figure(told)
            case Chosen(words):
                yield f'<p class="chosen">{markup(words)}</p>'
            case one if isinstance(one, _CHANGES):
                items = "".join(f"<li>{markup(line)}</li>" for line in _of_changes(block))
                yield f'<ul class="changes">{items}</ul>'
            case one:
                yield f"<p>{'<br>'.join(map(markup, said(one)))}</p>"
    cited = _cited(play)
    if cited:
        heading = _("Sources")
        yield f"<h2>{markup(heading)}</h2><dl>"
        for name, words in _sources(play.story, cited):
            yield f'<dt id="source-{name}">[{name}]</dt><dd>{markup(words)}</dd>'
        yield "</dl>"


def _figure(one: Document) -> str:
    """A document in a frame; a drawing with what it shows."""
    above = markup(announced(one, in_a_line(one.heading)))
    inside = "".join(
        f"<p>{each}</p>" for each in paragraphs(one.alt if one.kind.is_drawn else one.parts, HTML)
    )
    drawn = ""
    if one.kind.is_drawn:
        drawn = "\n".join(map(markup, drawn_lines(one)))
        drawn = f'<pre aria-hidden="true">{drawn}</pre>'
    return f"<figure><figcaption>{above}</figcaption>{drawn}{inside}</figure>"


# Both


def _is_main(head: Heading) -> bool:
    return head.kind in (PlaceKind.SCENE, PlaceKind.ENDING)
