"""The sheets of an exercise as pages of HTML to print: one page a sheet, which loads nothing.

What stands on them is in `narration`; here it is laid out. A browser prints them on A4 or letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from negotiator.escaping import markup
from negotiator.language import language
from negotiator.narration.class_sheets import sheets
from negotiator.narration.sheets import Block, Grid, Head, Lines, Para, Points, Said, Sheet
from negotiator.story.model import Citation, Exercise, GlossaryLink, Shown, Story, Stress, Words

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; background: #fff; color: #111;
  font: 1rem/1.45 Georgia, serif; overflow-wrap: break-word; word-break: keep-all; }
:lang(ja), :lang(zh) { word-break: normal; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.1rem; margin: 1.2rem 0 .3rem; break-after: avoid; }
p { margin: .35rem 0; } ul { margin: .35rem 0; padding-left: 1.3rem; }
ul.boxes { list-style: "\\2610\\00a0\\00a0"; } li { margin: .15rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92rem; }
th, td { border: 1px solid #555; padding: .25rem .4rem; text-align: left; vertical-align: top; }
td:empty { min-width: 4rem; height: 1.7rem; } thead { display: table-header-group; }
tr, li, .line { break-inside: avoid; } .line { border-bottom: 1px solid #555; height: 1.9rem; }
.wide { overflow-x: auto; padding-right: 2px; } sup { font-size: .7em; }
footer { margin-top: 1.5rem; color: #444;
  font-size: .8rem; }
@page { margin: 16mm; }
@media print { body { padding: 0; max-width: none; font-size: 11pt; }
  .page { break-before: page; } .wide { overflow: visible; } }
"""

_ENDLESS = re.compile(r"\S{30}(?=\S)")
"""A word that a column on paper may have no room for: what doesn't fit there is cut off."""


def handouts(story: Story, exercise: Exercise) -> dict[str, str]:
    """The pages of an exercise, by the names of their files."""
    return {f"{one.name}.html": _page(story, one) for one in sheets(story, exercise)}


def _page(story: Story, sheet: Sheet) -> str:
    tag = markup(story.language or language().replace("_", "-") or "en")
    return "\n".join(
        (
            f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{markup(sheet.title)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{markup(sheet.title)}</h1>",
            laid_out(sheet.blocks),
            f"</main><footer>{markup(story.title)}</footer></body></html>\n",
        )
    )


def laid_out(blocks: Iterable[Block]) -> str:
    """Blocks of a sheet as HTML."""
    return "\n".join(part for block in blocks for part in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Head(text, new_page):
            page = ' class="page"' if new_page else ""
            yield f"<h2{page}>{markup(text)}</h2>"
        case Para(said):
            yield f"<p>{_said(said)}</p>"
        case Points(items, boxes):
            kind = ' class="boxes"' if boxes else ""
            yield f"<ul{kind}>{''.join(f'<li>{_said(one)}</li>' for one in items)}</ul>"
        case Grid(heads, rows):
            yield from _grid(heads, rows)
        case Lines(how_many):
            yield '<div class="line"></div>' * how_many


def _grid(heads: tuple[str, ...], rows: tuple[tuple[Said, ...], ...]) -> Iterator[str]:
    # A column without a name needs no head that a reader would hear as empty.
    cells = (f'<th scope="col">{markup(one)}</th>' if one else "<td></td>" for one in heads)
    yield f'<div class="wide"><table><thead><tr>{"".join(cells)}</tr></thead><tbody>'
    for row in rows:
        yield f"<tr>{''.join(f'<td>{_said(one)}</td>' for one in row)}</tr>"
    yield "</tbody></table></div>"


def _said(said: Said) -> str:
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
