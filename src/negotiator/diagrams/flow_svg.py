"""The ways of many plays as a flow in SVG: a row for each decision, from the top down.

A bar stands for those who chose the same, as wide as they are many, with its letter and its number;
bands lead on to what they chose next. Bars that are nearest to history have a frame and an H, and a
dashed line joins them. What the letters mean stands beside the drawing, which a screen reader gets
as the sentence that is passed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from negotiator.cells import wrapped
from negotiator.escaping import markup

WIDTH, BESIDE = 760, 176
"""The width of the drawing, and of the titles at its left."""
ROW, BAR, TOP = 78, 26, 10
GAP = 34
"""Between two bars: room for the number of a narrow one."""
THIN = 26
"""A narrower bar has its number beside it."""
TITLE_WIDTH = 24
INK, PAPER, BAND = "#1c1b19", "#ffffff", "#8b98a3"
FILL, REST = "#2f5d7c", "#d8d4c8"


class FlowBar(NamedTuple):
    """Those who chose the same: the letter that stands for it, and how many they are."""

    glyph: str
    plays: int
    is_history: bool = False
    is_rest: bool = False
    """Whether these didn't decide here at all."""


class FlowRow(NamedTuple):
    """A decision, with what was chosen."""

    title: str
    bars: tuple[FlowBar, ...]


class Flow(NamedTuple):
    """A drawing."""

    title: str
    described: str
    rows: tuple[FlowRow, ...]
    links: tuple[Mapping[tuple[int, int], int], ...]
    """Between two rows, how many went on from a bar of the first, by its number, to one of the
    second."""


class _Placed(NamedTuple):
    """A bar with its left edge and its width."""

    bar: FlowBar
    x: float
    wide: float


def flow_svg(drawn: Flow) -> str:
    """The drawing: no script, no font, nothing fetched."""
    height = TOP + ROW * (len(drawn.rows) - 1) + BAR + TOP
    placed = _placed(drawn.rows)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img" class="flow" fill="{INK}"'
            ' font-family="system-ui, Helvetica, Arial, sans-serif" font-size="12">',
            f"<title>{markup(drawn.title)}</title><desc>{markup(drawn.described)}</desc>",
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
            f'<g fill="{BAND}" fill-opacity=".38">',
            *_bands(placed, drawn.links),
            "</g>",
            *_history(placed),
            *_bars(placed),
            *_titles(drawn.rows),
            "</svg>",
        ]
    )


def _placed(rows: Sequence[FlowRow]) -> list[list[_Placed]]:
    """Where each bar stands; all rows have the same scale."""
    most = max((len(row.bars) for row in rows), default=1)
    plays = max((sum(bar.plays for bar in row.bars) for row in rows), default=0) or 1
    scale = (WIDTH - BESIDE - most * GAP) / plays
    found = []
    for row in rows:
        x = float(BESIDE)
        bars = []
        for bar in row.bars:
            wide = max(2.0, bar.plays * scale)
            bars.append(_Placed(bar, round(x, 1), round(wide, 1)))
            x += wide + GAP
        found.append(bars)
    return found


def _top(row: int) -> int:
    return TOP + row * ROW


def _bands(
    placed: Sequence[Sequence[_Placed]], links: Sequence[Mapping[tuple[int, int], int]]
) -> Iterator[str]:
    for row, (here, there) in enumerate(pairwise(placed)):
        left, right = [one.x for one in here], [one.x for one in there]
        for (start, end), plays in sorted(links[row].items()):
            from_wide = here[start].wide * plays / max(1, here[start].bar.plays)
            to_wide = there[end].wide * plays / max(1, there[end].bar.plays)
            yield _band(row, (left[start], from_wide), (right[end], to_wide))
            left[start] += from_wide
            right[end] += to_wide


def _band(row: int, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, wide), (to_x, to_wide) = start, end
    y, to_y = _top(row) + BAR, _top(row + 1)
    middle = (y + to_y) / 2
    return (
        f'<path d="M{x:.1f} {y}C{x:.1f} {middle:g} {to_x:.1f} {middle:g} {to_x:.1f} {to_y}'
        f"h{to_wide:.1f}C{to_x + to_wide:.1f} {middle:g} {x + wide:.1f} {middle:g}"
        f' {x + wide:.1f} {y}z"/>'
    )


def _history(placed: Sequence[Sequence[_Placed]]) -> Iterator[str]:
    """The line through the bars that are nearest to history."""
    places = [
        (one.x + one.wide / 2, _top(row))
        for row, bars in enumerate(placed)
        for one in bars
        if one.bar.is_history
    ]
    for (x, y), (to_x, to_y) in pairwise(places):
        yield (
            f'<path d="M{x:.1f} {y + BAR}L{to_x:.1f} {to_y}" fill="none" stroke="{INK}"'
            ' stroke-width="1.8" stroke-dasharray="5 4"/>'
        )


def _bars(placed: Sequence[Sequence[_Placed]]) -> Iterator[str]:
    for row, bars in enumerate(placed):
        for bar, x, wide in bars:
            fill = REST if bar.is_rest else FILL if bar.plays else PAPER
            frame = f' stroke="{INK}" stroke-width="2.5"' if bar.is_history else ""
            y = _top(row)
            yield (
                f'<rect x="{x:g}" y="{y}" width="{wide:g}" height="{BAR}" rx="2"'
                f' fill="{fill}"{frame}/>'
            )
            words = " ".join(filter(None, ("H" * bar.is_history, bar.glyph, str(bar.plays))))
            if wide >= max(THIN, 8 * len(words) + 6):
                ink, at = (INK if bar.is_rest else PAPER), f'x="{x + wide / 2:.1f}"'
                yield (
                    f'<text {at} y="{y + 17}" text-anchor="middle" font-weight="600" fill="{ink}">'
                    f"{markup(words)}</text>"
                )
            else:
                yield f'<text x="{x + wide + 3:.1f}" y="{y + 17}" font-size="11">'
                yield f"{markup(words)}</text>"


def _titles(rows: Sequence[FlowRow]) -> Iterator[str]:
    for row, one in enumerate(rows):
        for number, line in enumerate([*wrapped(one.title, TITLE_WIDTH)][:3]):
            yield f'<text x="0" y="{_top(row) + 12 + 15 * number}">{markup(line)}</text>'
