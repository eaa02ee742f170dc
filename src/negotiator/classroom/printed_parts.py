"""The parts of the page about a class: its style, which prints, and headings, tables and bars."""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.escaping import markup

STYLE = """
:root { color-scheme: light; --ink: #1c1b19; --soft: #5d5a53; --line: #cfcabd; --fill: #2f5d7c; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 60rem; background: #fff;
  color: var(--ink); font: 1rem/1.5 system-ui, Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .4rem; border-top: 1px solid var(--line);
  padding-top: .8rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; } h2, h3 { break-after: avoid; }
p { margin: .4rem 0; max-width: 46rem; } ul { margin: .3rem 0; padding-left: 1.3rem; }
li { margin: .2rem 0; max-width: 46rem; }
.soft, footer { color: var(--soft); } footer { margin-top: 2.5rem; font-size: .85rem; }
.loud { border: 2px solid var(--ink); padding: .5rem .8rem; font-weight: 600; }
figure { margin: .8rem 0; break-inside: avoid; } .wide { overflow-x: auto; }
figcaption { max-width: 46rem; margin-bottom: .6rem; }
figure svg { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 .8rem; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem .25rem 0; text-align: left;
  vertical-align: top; font-weight: 400; overflow-wrap: break-word;
  font-variant-numeric: tabular-nums; }
thead th { font-weight: 600; color: var(--soft); } thead { display: table-header-group; }
tr, table { break-inside: avoid; } td svg { display: block; } .number { white-space: nowrap; }
@page { margin: 15mm; }
@media print { body { padding: 0; max-width: none; font-size: 10pt; }
  h2 { border: 0; margin-top: 1.2rem; } .wide { overflow: visible; } }
"""


def heading(said: str) -> str:
    """The heading of a part."""
    return f"<h2>{markup(said)}</h2>"


def part_heading(said: str) -> str:
    """The heading of something in a part."""
    return f"<h3>{markup(said)}</h3>"


def block(said: str) -> str:
    """A paragraph."""
    return f"<p>{markup(said)}</p>"


def caption(said: str) -> str:
    """A paragraph in the quiet ink."""
    return f'<p class="soft">{markup(said)}</p>'


def table(heads: Iterable[str], rows: Iterable[str]) -> str:
    """A table that scrolls sideways where it has no room; its rows are markup already."""
    head = "".join(f'<th scope="col">{markup(one)}</th>' if one else "<td></td>" for one in heads)
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def row(cells: Iterable[str]) -> str:
    """A row of markup; its first cell is its head."""
    first, *rest = cells
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{one}</td>" for one in rest)}</tr>'


def bar(part: int, whole: int) -> str:
    """A share as a bar; its number stands beside it."""
    wide = 110 * part / max(1, whole)
    return (
        '<svg width="112" height="12" aria-hidden="true"><rect x=".5" y=".5" width="111"'
        ' height="11" fill="none" stroke="#cfcabd"/>'
        f'<rect x="1" y="1" width="{wide:.1f}" height="10" fill="#2f5d7c"/></svg>'
    )
