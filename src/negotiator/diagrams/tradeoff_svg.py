"""The packages of a table drawn as SVG, for a page or a file of its own.

What is drawn is in `tradeoff_plot`, and what its parts are called in `narration.drawing`. Lengths
are in pixels of a drawing that may be scaled.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from negotiator.cells import cut, wrapped
from negotiator.diagrams.tradeoff_plot import (
    PairsAt,
    Plot,
    PlotMark,
    PlottedOffer,
    Point,
    Role,
    Window,
    legend_of,
    marks_of,
)
from negotiator.escaping import markup
from negotiator.narration import drawing
from negotiator.narration.sentences import finished

SIDE = 500
"""The size of the field, so that five pixels are one per cent and a grid of whole per cents is
even."""
LEFT, TOP, BELOW = 64, 56, 60
BESIDE = 300
BADGE = 11
"""How far a mark's badge reaches from its middle."""
LEGEND_WIDTH = 32
"""Narrow letters that fit in a line of the legend."""
CELL = 6
"""How far most narrow letters along an axis reach; wide ones reach twice as far."""
PAIR = 7
"""How far the dot of one pair reaches from its middle; a number in it needs more."""
INK, SOFT, DOTTED, PAPER, ZONE = "#1c1b19", "#5d5a53", "#8b98a3", "#ffffff", "#f1ede2"
OUR_COLOUR, THEIR_COLOUR, PAIR_COLOUR = "#1f5a86", "#8a4b08", "#8c1d5b"
SIZES = ((1, 2.6), (3, 3.2), (10, 3.8), (30, 4.4))
"""Up to how many packages in a grid place get a dot of which width."""
WIDEST = 5.0
FEW = 1200
"""Places of the grid; with fewer, dots are drawn wider."""


def svg(drawn: Plot) -> str:
    """The drawing as SVG, for a page or a file of its own: no script, no font, nothing fetched.

    Packages are counted on a grid of whole per cents, so it stays below 300 kB for any number of
    them.
    """
    marks = marks_of(drawn)
    width, height = LEFT + SIDE + BESIDE, TOP + SIDE + BELOW
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img"'
            ' font-family="system-ui, Helvetica, Arial, sans-serif" font-size="13"'
            f' fill="{INK}">',
            f"<title>{markup(drawn.title)}</title>",
            f"<desc>{markup(_described(drawn, marks))}</desc>",
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            f'<text x="{LEFT}" y="28" font-size="17" font-weight="600">',
            f"{markup(drawn.title)}</text>",
            *_zone(drawn),
            *_axes(drawn),
            *_dots(drawn.packages, drawn.window),
            *_limit_lines(drawn),
            *_paths(drawn.offers, drawn.window),
            *_frontier_line(drawn.frontier, drawn.window),
            *_pairs(drawn.pairs, drawn.window),
            *_badges(marks, drawn.pairs, drawn.window),
            *_legend_beside(drawn, marks),
            "</svg>",
        ]
    )


def _described(drawn: Plot, marks: Sequence[PlotMark]) -> str:
    """The drawing in words, for those who don't see it."""
    told = [
        drawing.described(len(drawn.packages), drawn.us, drawn.them),
        drawing.limits(
            drawing.limit(drawn.us, drawn.our_limit), drawing.limit(drawn.them, drawn.their_limit)
        ),
    ]
    for entry in legend_of(drawn, marks):
        if entry.role in (Role.OURS, Role.THEIRS):
            points = (mark.point for mark in marks if mark.role is entry.role)
            told.append(drawing.in_order(entry.words, points))
        else:
            told.append(finished(entry.words))
    if drawn.pairs:
        told.append(drawing.pairs_in_order((one.pairs, one.point) for one in drawn.pairs))
    return " ".join(told)


def _at(point: Point, window: Window) -> tuple[float, float]:
    """Where a point is drawn; one beyond the field goes to its edge."""
    left, right, bottom, top = window
    x = (min(right, max(left, point.x)) - left) / (right - left)
    y = (top - min(top, max(bottom, point.y))) / (top - bottom)
    return round(LEFT + x * SIDE, 1), round(TOP + y * SIDE, 1)


def _zone(drawn: Plot) -> Iterator[str]:
    """The area where both would agree, if any of it is on the field."""
    if drawn.our_limit <= drawn.window.right and drawn.their_limit <= drawn.window.top:
        x, y = _at(Point(drawn.our_limit, drawn.their_limit), drawn.window)
        yield (
            f'<rect x="{x}" y="{TOP}" width="{LEFT + SIDE - x:.1f}" height="{y - TOP:.1f}"'
            f' fill="{ZONE}"/>'
        )


def _axes(drawn: Plot) -> Iterator[str]:
    bottom, right = TOP + SIDE, LEFT + SIDE
    yield f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="{INK}"/>'
    yield f'<g font-size="12" fill="{SOFT}">'
    for worth in _ticks(drawn.window.left, drawn.window.right):
        x, _ = _at(Point(worth, 0), drawn.window)
        yield f'<path d="M{x} {bottom}v5" stroke="{INK}"/>'
        yield f'<text x="{x}" y="{bottom + 27}" text-anchor="middle">{worth}</text>'
    for worth in _ticks(drawn.window.bottom, drawn.window.top):
        _, y = _at(Point(0, worth), drawn.window)
        yield f'<path d="M{LEFT} {y}h-5" stroke="{INK}"/>'
        yield f'<text x="{LEFT - 17}" y="{y + 4}" text-anchor="end">{worth}</text>'
    yield "</g>"
    middle = TOP + SIDE / 2
    for line, away in _along(drawing.axis(drawn.us)):
        yield (
            f'<text x="{LEFT + SIDE / 2}" y="{bottom + 50 + away}" text-anchor="middle">'
            f"{markup(line)}</text>"
        )
    for line, away in _along(drawing.axis(drawn.them)):
        yield (
            f'<text x="{17 + away}" y="{middle}" text-anchor="middle"'
            f' transform="rotate(-90 {17 + away} {middle})">{markup(line)}</text>'
        )


def _along(name: str) -> list[tuple[str, int]]:
    """What stands along an axis, in at most two lines, and how far each is off the middle."""
    one, *others = wrapped(name, SIDE // CELL)
    if not others:
        return [(one, 0)]
    return [(one, -5), (cut(" ".join(others), SIDE // CELL), 8)]


def _ticks(low: int, high: int) -> range:
    """The worths written along an axis: quarters of the whole, or tens of a part."""
    return range(low, high + 1, 25 if (low, high) == (0, 100) else 10)


def _dots(packages: Iterable[Point], window: Window) -> Iterator[str]:
    """Dots for the packages by grid place, wider for more: one path per width, to be short."""
    counts = Counter((round(point.x), round(point.y)) for point in packages)
    # If there are few, they may be easier to see without running together.
    growth = 1.0 if len(counts) > FEW else 1.6
    places: defaultdict[float, list[str]] = defaultdict(list)
    for (x, y), number in sorted(counts.items()):
        across, down = _at(Point(x, y), window)
        places[round(_wide(number) * growth, 1)].append(f"M{across:g} {down:g}h0")
    yield f'<g fill="none" stroke="{DOTTED}" stroke-linecap="round">'
    for wide, dots in sorted(places.items()):
        yield f'<path stroke-width="{wide}" d="{"".join(dots)}"/>'
    yield "</g>"


def _wide(packages: int) -> float:
    return next((wide for most, wide in SIZES if packages <= most), WIDEST)


OUR_DASHES, THEIR_DASHES = "9 5", "2 4"


ONE, SEVERAL = PairsAt(Point(0, 0), 1), PairsAt(Point(0, 0), 3)
"""What the legend shows of pairs."""


def _limit_lines(drawn: Plot) -> Iterator[str]:
    limits, window = Point(drawn.our_limit, drawn.their_limit), drawn.window
    x, y = _at(limits, window)
    for is_seen, path, dashes in (
        (window.left <= limits.x <= window.right, f"M{x} {TOP}v{SIDE}", OUR_DASHES),
        (window.bottom <= limits.y <= window.top, f"M{LEFT} {y}h{SIDE}", THEIR_DASHES),
    ):
        if is_seen:
            yield _line(path, dashes)


def _line(path: str, dashes: str) -> str:
    return f'<path d="{path}" stroke="{INK}" stroke-width="1.6" stroke-dasharray="{dashes}"/>'


def _frontier_line(frontier: Sequence[Point], window: Window) -> Iterator[str]:
    places = list(dict.fromkeys(_at(point, window) for point in frontier))
    if places:
        line = "L".join(f"{x:g} {y:g}" for x, y in places)
        yield f'<path d="M{line}" fill="none" stroke="{INK}" stroke-width="2"/>'
        dots = "".join(f"M{x:g} {y:g}h0" for x, y in places)
        yield f'<path d="{dots}" stroke="{INK}" stroke-width="6" stroke-linecap="round"/>'


def _paths(offers: Sequence[PlottedOffer], window: Window) -> Iterator[str]:
    """Each side's offers in a line from first to last."""
    for role, colour, dashes in ((Role.OURS, OUR_COLOUR, ""), (Role.THEIRS, THEIR_COLOUR, "6 3")):
        places = [_at(offer.point, window) for offer in offers if offer.role is role]
        line = "L".join(f"{x:g} {y:g}" for x, y in places)
        if len(places) > 1:
            # White underneath, so that the line stands out from the dots.
            yield f'<path d="M{line}" fill="none" stroke="{PAPER}" stroke-width="4"/>'
            yield (
                f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.6"'
                f' stroke-dasharray="{dashes or "none"}"/>'
            )


def _pairs(deals: Iterable[PairsAt], window: Window) -> Iterator[str]:
    """A dot for each deal, with the number of pairs if there are several; those of few pairs lie
    above those of many, and whoever looks finds their own in a ring."""
    for one in sorted(deals, key=lambda one: (one.is_own, -one.pairs)):
        yield from _pair(*_at(one.point, window), one)


def _pair(x: float, y: float, one: PairsAt) -> Iterator[str]:
    reach = _reach(one)
    if one.is_own:
        yield (
            f'<circle cx="{x:g}" cy="{y:g}" r="{reach + 4}" fill="none" stroke="{INK}"'
            ' stroke-width="2.5"/>'
        )
    yield (
        f'<circle class="pair" cx="{x:g}" cy="{y:g}" r="{reach}" fill="{PAIR_COLOUR}"'
        f' stroke="{PAPER}" stroke-width="1.5"/>'
    )
    if one.pairs > 1:
        yield (
            f'<text x="{x:g}" y="{y + 4:g}" font-size="11" font-weight="600"'
            f' text-anchor="middle" fill="{PAPER}">{one.pairs}</text>'
        )


def _reach(one: PairsAt) -> int:
    """How far the dot of a deal reaches from its middle."""
    return PAIR if one.pairs == 1 else PAIR + 1 + 2 * len(str(one.pairs))


def _badges(marks: Sequence[PlotMark], deals: Iterable[PairsAt], window: Window) -> Iterator[str]:
    """Each mark's letter in its shape, at its place or beside it with a line to it."""
    places = [_at(mark.point, window) for mark in marks]
    dots = [_at(one.point, window) for one in deals]
    badges: list[tuple[float, float]] = []
    for place in places:
        badges.append(_clear(place, badges, places, dots))
    for place, badge in zip(places, badges, strict=True):
        if place != badge:
            (x, y), (to_x, to_y) = place, badge
            yield f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" stroke="{INK}" stroke-width="1.2"/>'
            yield f'<circle cx="{x:g}" cy="{y:g}" r="3.5" fill="{INK}" stroke="{PAPER}"/>'
    for mark, badge in zip(marks, badges, strict=True):
        yield from _badge(mark.glyph, mark.role, *badge)


def _clear(
    place: tuple[float, float],
    badges: Sequence[tuple[float, float]],
    places: Iterable[tuple[float, float]],
    dots: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    """The nearest position for a badge that covers no other badge, no other mark's place and no
    pair's dot."""
    others = [other for other in places if other != place]
    for ring in range(8):
        for turn in range(12 if ring else 1):
            # Up and to the right first: there are the fewest packages.
            angle = math.radians(30 * turn - 45)
            reach = 25 * ring
            x = round(place[0] + reach * math.cos(angle), 1)
            y = round(place[1] + reach * math.sin(angle), 1)
            inside = LEFT <= x <= LEFT + SIDE + BADGE and TOP - BADGE <= y <= TOP + SIDE
            if (
                (inside or not ring)
                and all(math.dist((x, y), other) >= 2 * BADGE + 2 for other in badges)
                and (not ring or all(math.dist((x, y), other) >= BADGE + 5 for other in others))
                and all(math.dist((x, y), dot) >= 2 * BADGE for dot in dots)
            ):
                return x, y
    return place


def _badge(glyph: str, role: Role, x: float, y: float) -> Iterator[str]:
    """Ours round, theirs square, single packages on their corner: the deal's filled, history's
    dashed."""
    fill, edge, dashes = PAPER, INK, ""
    shape = f'<path d="M{x:g} {y - 14:g}l14 14l-14 14l-14 -14z"'
    if role is Role.OURS:
        edge = OUR_COLOUR
        shape = f'<circle cx="{x:g}" cy="{y:g}" r="{BADGE - 1}"'
    elif role is Role.THEIRS:
        edge = THEIR_COLOUR
        shape = f'<rect x="{x - 9:g}" y="{y - 9:g}" width="18" height="18"'
    elif role is Role.DEAL:
        fill = INK
    elif role is Role.HISTORY:
        dashes = ' stroke-dasharray="3 2"'
    ink = PAPER if role is Role.DEAL else INK
    yield f'{shape} fill="{fill}" stroke="{edge}" stroke-width="1.8"{dashes}/>'
    yield (
        f'<text x="{x:g}" y="{y + 4:g}" font-size="12" font-weight="700" text-anchor="middle"'
        f' fill="{ink}">{markup(glyph)}</text>'
    )


def _legend_beside(drawn: Plot, marks: Sequence[PlotMark]) -> Iterator[str]:
    """The legend to the right of the field: each symbol as it is drawn, and its words."""
    x, y = LEFT + SIDE + 38, TOP + 14
    for symbol, words in _symbols(drawn, marks, x):
        yield f'<g transform="translate(0 {y})">{symbol}</g>'
        for line in wrapped(words, LEGEND_WIDTH):
            yield f'<text x="{x + 24}" y="{y + 4}">{markup(line)}</text>'
            y += 17
        y += 16


def _symbols(drawn: Plot, marks: Sequence[PlotMark], x: float) -> Iterator[tuple[str, str]]:
    """Each symbol, drawn about `x` and 0, and what it means."""

    across = f"M{x - 14} 0h28"
    for glyph, role, words in legend_of(drawn, marks):
        first, _, last = glyph.partition("-")
        told = drawing.from_to(words, first, last) if last else words
        yield "".join(_badge(first, role, x, 0)), told
    if drawn.pairs:
        sample = "".join((*_pair(x - 9, 0, ONE), *_pair(x + 9, 0, SEVERAL)))
        yield sample, drawing.pairs()
    if any(one.is_own for one in drawn.pairs):
        yield "".join(_pair(x, 0, ONE._replace(is_own=True))), drawing.own_pair()
    yield f'{_line(across, "none")}<circle cx="{x}" cy="0" r="3"/>', drawing.pareto_frontier()
    yield _line(across, OUR_DASHES), drawing.limit(drawn.us, drawn.our_limit)
    yield _line(across, THEIR_DASHES), drawing.limit(drawn.them, drawn.their_limit)
    zone = f'<rect x="{x - 12}" y="-8" width="24" height="16" fill="{ZONE}" stroke="{SOFT}"/>'
    yield zone, drawing.zone()
    dots = "".join(
        f'<circle cx="{x + shift}" cy="0" r="{wide / 2}" fill="{DOTTED}"/>'
        for shift, wide in ((-8, SIZES[0][1]), (0, SIZES[2][1]), (8, WIDEST))
    )
    yield dots, drawing.packages_by_width()
