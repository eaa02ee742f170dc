"""The sheets of an exercise as pages of HTML to print: one page a sheet, which loads nothing.

What stands on them is in `narration`; here it is laid out. A browser prints them on A4 or letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotiator.classroom.prose import prose
from negotiator.escaping import markup
from negotiator.language import language
from negotiator.narration.class_sheets import sheets
from negotiator.narration.sheets import Block, Grid, Head, Lines, Para, Points, Said, Sheet
from negotiator.story.model import Exercise, Story

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; background: #fff; color: #111;
  font: 1rem/1.45 Georgia, serif; overflow-wrap: anywhere; word-break: keep-all; }
:lang(ja), :lang(zh) { word-break: normal; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.1rem; margin: 1.2rem 0 .3rem; break-after: avoid; }
p { margin: .35rem 0; } ul { margin: .35rem 0; padding-left: 1.3rem; }
ul.boxes { list-style: "\\2610\\00a0\\00a0"; } li { margin: .15rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92rem; }
th, td { border: 1px solid #555; padding: .25rem .4rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word; hyphens: auto; }
td:empty { min-width: 4rem; height: 1.7rem; } thead { display: table-header-group; }
p:has(+ ul, + .line), .line:has(+ .line) { break-after: avoid; }
tr, li, .line { break-inside: avoid; } .line { border-bottom: 1px solid #555; height: 1.9rem; }
.wide { overflow-x: auto; padding-right: 2px; } sup { font-size: .7em; }
footer { margin-top: 1.5rem; color: #444;
  font-size: .8rem; }
@page { margin: 16mm; }
@media print { body { padding: 0; max-width: none; font-size: 11pt; }
  .page { break-before: page; } .wide { overflow: visible; } }
"""


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
            yield f"<p>{prose(said)}</p>"
        case Points(items, boxes):
            kind = ' class="boxes"' if boxes else ""
            yield f"<ul{kind}>{''.join(f'<li>{prose(one)}</li>' for one in items)}</ul>"
        case Grid(heads, rows):
            yield from _grid(heads, rows)
        case Lines(how_many):
            yield '<div class="line"></div>' * how_many


def _grid(heads: tuple[str, ...], rows: tuple[tuple[Said, ...], ...]) -> Iterator[str]:
    # A column without a name needs no head that a reader would hear as empty.
    cells = (f'<th scope="col">{markup(one)}</th>' if one else "<td></td>" for one in heads)
    yield f'<div class="wide"><table><thead><tr>{"".join(cells)}</tr></thead><tbody>'
    for row in rows:
        yield f"<tr>{''.join(f'<td>{prose(one)}</td>' for one in row)}</tr>"
    yield "</tbody></table></div>"
