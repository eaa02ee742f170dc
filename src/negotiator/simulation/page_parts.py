"""The parts of the page of a simulation: its style, headings, tables and bars, as markup."""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.escaping import markup

STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --soft: #5d5a53; --paper: #fbfaf7;
  --line: #d8d4c8; --fill: #2f6690; --pale: #b9cfe0; --warn: #8a4b08; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae4; --soft: #aaa69b;
  --paper: #191a1c; --line: #3c3d40; --fill: #7fb3d9; --pale: #34536b; --warn: #e5a55b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0; line-height: 1.2; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; } p { margin: .4rem 0; max-width: 44rem; }
.soft { color: var(--soft); } nav a { margin-right: 1rem; } a { color: var(--fill); }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid var(--line);
  font-variant-numeric: tabular-nums; vertical-align: middle; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; }
thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
tr.place th { padding-top: .9rem; } code { font: .85em ui-monospace, monospace; }
pre { background: color-mix(in srgb, var(--ink) 7%, transparent); padding: .6rem .8rem;
  overflow-x: auto; border-radius: 4px; margin: .3rem 0 1rem; font-size: .85rem; }
.word { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3rem; font-size: .8rem; }
.low { color: var(--warn); font-weight: 600; }
svg { display: block; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg .soft { fill: var(--soft); } .fill { fill: var(--fill); } .pale { fill: var(--pale); }
.stroke { stroke: var(--ink); stroke-width: 1.5; } .grid { stroke: var(--line); }
"""


def heading(anchor: str, said: str) -> str:
    """A heading that may be linked."""
    return f'<h2 id="{anchor}">{markup(said)}</h2>'


def soft(said: str) -> str:
    """A paragraph in the quiet ink."""
    return f'<p class="soft">{markup(said)}</p>'


def table(heads: Iterable[str], rows: Iterable[str]) -> str:
    """A table that scrolls sideways where it has no room."""
    head = "".join(f'<th scope="col">{markup(one)}</th>' for one in heads)
    body = "\n".join(rows)
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def row(cells: Iterable[str]) -> str:
    """A row of a table; its first cell is its head."""
    first, *rest = cells
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{one}</td>" for one in rest)}</tr>'


def bar(share: float) -> str:
    """A share as a bar."""
    return (
        '<svg width="84" height="12" aria-hidden="true"><rect class="pale" width="80" height="12" '
        f'opacity=".35"/><rect class="fill" width="{share * 80:.1f}" height="12"/></svg>'
    )
