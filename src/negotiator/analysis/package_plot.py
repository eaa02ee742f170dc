"""The packages of a table drawn: what each is worth to both sides, and how the talks went.

One description (`Plot`), two drawings: `lines` for a terminal and `svg` for a page. Across is
the worth to us, up the worth to them, both from 0 to 100. What is drawn is worked out in
`packages`; here is only where it goes. Everything is told by a glyph, a letter or a shape and
explained in words below or beside; a colour, where there is one, only repeats it. The two
paths of offers on such a field are Raiffa's negotiation dance ("The Art and Science of
Negotiation", 1982).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, groupby, pairwise
from textwrap import wrap
from typing import NamedTuple

from negotiator.analysis.packages import Bargain, Scale, Worths
from negotiator.gate import markup


class Role(StrEnum):
    """What a part of a drawing stands for, by which a screen may colour it."""

    WORDS = "words"
    """Axes and explanations, and the space between."""
    CLOUD = "cloud"
    FRONTIER = "frontier"
    LIMIT = "limit"
    OURS = "ours"
    THEIRS = "theirs"
    DEAL = "deal"
    NASH = "nash"
    HISTORY = "history"


class Point(NamedTuple):
    """What a package is worth to us (`x`) and to them (`y`), 0 to 100."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"({self.x:.0f}, {self.y:.0f})"


class Offer(NamedTuple):
    """A package that was put on the table: by us (`Role.OURS`) or by them (`Role.THEIRS`)."""

    role: Role
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """All that is drawn. A limit may lie outside of 0 to 100, and isn't drawn then, only told."""

    title: str
    us: str
    """Our name, as in `Worth to Seoul` and `Seoul's limit`."""
    them: str
    packages: Sequence[Point]
    """Every package; those that fall together are drawn as one."""
    frontier: Sequence[Point]
    """In order of falling `x`."""
    our_limit: float
    their_limit: float
    offers: Sequence[Offer] = ()
    """In the order they were made."""
    deal: Point | None = None
    nash: Point | None = None
    history: Point | None = None


def plot(
    ours: Worths,
    theirs: Worths,
    limits: tuple[int, int],
    scales: tuple[Scale, Scale],
    found: Bargain,
    *,
    names: tuple[str, str],
    title: str,
    offers: Iterable[tuple[Role, int]] = (),
    deal: int | None = None,
    history: int | None = None,
) -> Plot:
    """The description of a table: pairs are (ours, theirs), packages are told by number.

    `scales` say which worths are drawn at 0 and at 100: `found.our_scale` and
    `found.their_scale`, or those by which worths were shown in the play.
    """

    def point(package: int) -> Point:
        return Point(scales[0].per_cent(ours[package]), scales[1].per_cent(theirs[package]))

    def point_if(package: int | None) -> Point | None:
        return None if package is None else point(package)

    return Plot(
        title=title,
        us=names[0],
        them=names[1],
        packages=[point(package) for package in range(len(ours))],
        frontier=[point(package) for package in found.frontier],
        our_limit=scales[0].per_cent(limits[0]),
        their_limit=scales[1].per_cent(limits[1]),
        offers=[Offer(role, point(package)) for role, package in offers],
        deal=point_if(deal),
        nash=point_if(found.nash),
        history=point_if(history),
    )


class Mark(NamedTuple):
    """A single package that is pointed out: `D`, `N`, `H`, a number (ours, the opening being 0) or
    a letter (theirs)."""

    glyph: str
    role: Role
    point: Point


def _marks(drawn: Plot) -> list[Mark]:
    """All marks; those that come first have the first claim to their place."""
    found = [
        Mark(glyph, role, point)
        for glyph, role, point in (
            ("D", Role.DEAL, drawn.deal),
            ("N", Role.NASH, drawn.nash),
            ("H", Role.HISTORY, drawn.history),
        )
        if point is not None
    ]
    glyphs = offer_glyphs(offer.role for offer in drawn.offers)
    return found + [Mark(glyph, *offer) for glyph, offer in zip(glyphs, drawn.offers, strict=True)]


def offer_glyphs(roles: Iterable[Role]) -> Iterator[str]:
    """What each offer is called by: ours 0 (the opening), 1 (the first proposal) and so on;
    theirs a (the opening), b and so on."""
    made: Counter[Role] = Counter()
    for role in roles:
        yield str(made[role]) if role is Role.OURS else letters(made[role] + 1)
        made[role] += 1


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


class Entry(NamedTuple):
    """A line of the legend: `glyph` as it is drawn, and what it stands for."""

    glyph: str
    role: Role
    words: str


def _legend(drawn: Plot, marks: Sequence[Mark]) -> Iterator[Entry]:
    """What the marks and the limits mean. The rest differs between the drawings."""
    names = {
        Role.DEAL: "the deal",
        Role.NASH: "Nash point",
        Role.HISTORY: "history's deal",
    }
    for mark in marks:
        if mark.role in names:
            yield Entry(mark.glyph, mark.role, f"{names[mark.role]} {mark.point}")
    for role, words in (
        (Role.OURS, f"{drawn.us}'s proposals"),
        (Role.THEIRS, f"{drawn.them}'s counters"),
    ):
        glyphs = [mark.glyph for mark in marks if mark.role is role]
        if glyphs:
            yield Entry(glyphs[0] if len(glyphs) == 1 else f"{glyphs[0]}-{glyphs[-1]}", role, words)


def _limit(name: str, limit: float) -> str:
    where = f" ({limit:.0f})"
    if limit < 0:
        where = f" ({limit:.0f}, below every package)"
    elif limit > 100:
        where = f" ({limit:.0f}, above every package)"
    return f"{name}'s limit{where}"


class Span(NamedTuple):
    """Text of one role. Every character is one column wide."""

    text: str
    role: Role


Line = list[Span]

MARGIN = 4
"""Columns left of the field: the worths, and the axis."""
FEWEST_ROWS = 6
"""Rows of the field, however small the drawing."""
UPRIGHT, LEVEL, CROSSING = "┊", "┄", "┼"
STAR, BETWEEN = "*", "·"
CROWD = "⢕"
"""Half of a cell's dots, for cells with more packages than that: marks stay legible on it."""
CROWDED = 4
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of the braille patterns from U+2800 on, by column and row from the top left."""


def text(drawing: Iterable[Line]) -> list[str]:
    """A drawing's lines as plain text."""
    return ["".join(span.text for span in line) for line in drawing]


def lines(drawn: Plot, width: int, height: int) -> list[Line]:
    """The drawing for a terminal, in `height` lines of `width` columns at most.

    The legend takes what lines it needs; if fewer than FEWEST_ROWS are left for the field,
    there are more lines than were asked for. Raises ValueError below 40 columns.
    """
    if width < 40:
        raise ValueError(f"{width} columns are too few to draw in")
    marks = _marks(drawn)
    # How many rows the field has decides which marks fall together, which the legend tells.
    for room in count(1):
        field = _Field(width - MARGIN, max(FEWEST_ROWS, height - 3 - room))
        legend = _flowed(_terminal_legend(drawn, marks, field), width)
        if len(legend) <= room:
            break
    field.draw(drawn, marks)
    return [
        [Span(f"↑ Worth to {drawn.them}"[:width], Role.WORDS)],
        *_framed(field),
        _ticks(f"Worth to {drawn.us} →", field.columns),
        *legend,
        *([] for _ in range(room - len(legend))),
    ]


class _Field:
    """The cells between the axes, each with a character and its role."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = [[Span(" ", Role.WORDS)] * columns for _ in range(rows)]
        self.taken: set[tuple[int, int]] = set()

    def dot(self, point: Point) -> tuple[int, int]:
        """The column and the row of a point in dots, two by four in a cell, from the top left."""
        x, y = (min(100.0, max(0.0, worth)) / 100 for worth in point)
        across, down = self.columns * 2 - 1, self.rows * 4 - 1
        return math.floor(x * across + 0.5), down - math.floor(y * down + 0.5)

    def cell(self, point: Point) -> tuple[int, int]:
        """The row and the column of a point."""
        across, down = self.dot(point)
        return down // 4, across // 2

    def together(self, marks: Iterable[Mark]) -> list[list[Mark]]:
        """Marks by cell, those with the first claim first."""
        found: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
        for mark in marks:
            found[self.cell(mark.point)].append(mark)
        return list(found.values())

    def draw(self, drawn: Plot, marks: Sequence[Mark]) -> None:
        """Everything, what matters more over what matters less."""
        self._cloud(drawn.packages)
        self._limits(drawn)
        self._frontier(drawn.frontier)
        for group in self.together(marks):
            self._label(group)

    def _cloud(self, packages: Iterable[Point]) -> None:
        dots: defaultdict[tuple[int, int], int] = defaultdict(int)
        for across, down in {self.dot(point) for point in packages}:
            dots[down // 4, across // 2] |= DOTS[across % 2][down % 4]
        for (row, column), pattern in dots.items():
            crowded = pattern.bit_count() > CROWDED
            glyph = CROWD if crowded else chr(0x2800 + pattern)
            self.cells[row][column] = Span(glyph, Role.CLOUD)

    def _limits(self, drawn: Plot) -> None:
        at_row, at_column = self.cell(Point(drawn.our_limit, drawn.their_limit))
        if 0 <= drawn.our_limit <= 100:
            for row in range(self.rows):
                self.cells[row][at_column] = Span(UPRIGHT, Role.LIMIT)
        if 0 <= drawn.their_limit <= 100:
            for column in range(self.columns):
                crosses = self.cells[at_row][column].text == UPRIGHT
                self.cells[at_row][column] = Span(CROSSING if crosses else LEVEL, Role.LIMIT)

    def _frontier(self, frontier: Sequence[Point]) -> None:
        """A star at each package, and points along straight lines from one to the next."""
        for start, end in pairwise(frontier):
            (row, column), (to_row, to_column) = self.cell(start), self.cell(end)
            steps = max(abs(to_row - row), abs(to_column - column), 1)
            for step in range(steps + 1):
                at_row = row + round((to_row - row) * step / steps)
                at_column = column + round((to_column - column) * step / steps)
                self.cells[at_row][at_column] = Span(BETWEEN, Role.FRONTIER)
        for point in frontier:
            row, column = self.cell(point)
            self.cells[row][column] = Span(STAR, Role.FRONTIER)

    def _label(self, group: Sequence[Mark]) -> None:
        """The marks of one cell side by side, as near to it as is free."""
        spans = [Span(group[0].glyph, group[0].role)]
        for before, mark in pairwise(group):
            sign = "=" if mark.point == before.point else "≈"
            spans += [Span(sign, Role.WORDS), Span(mark.glyph, mark.role)]
        glyphs = [Span(letter, span.role) for span in spans for letter in span.text]
        row, column = self.cell(group[0].point)
        row, column = self._free(row, column, len(glyphs))
        for place, glyph in enumerate(glyphs, column):
            self.cells[row][place] = glyph
            self.taken.add((row, place))
        # A blank on both sides, so that a letter doesn't drown among dots.
        for place in (column - 1, column + len(glyphs)):
            if 0 <= place < self.columns and self.cells[row][place].role is Role.CLOUD:
                self.cells[row][place] = Span(" ", Role.WORDS)

    def _free(self, row: int, column: int, length: int) -> tuple[int, int]:
        """Where a label of some length may begin: near a cell, and a column off any other."""
        for reach in range(self.columns + 2 * self.rows):
            # A row is as high as two columns are wide.
            for up in range(reach // 2 + 1):
                aside = reach - 2 * up
                beside = (column + aside, column - length + 1 - aside)
                starts = beside if aside else range(column, column - length, -1)
                for at_row in (row - up, row + up):
                    for start in starts:
                        if self._is_free(at_row, start, length):
                            return at_row, start
        return row, max(0, min(column, self.columns - length))

    def _is_free(self, row: int, start: int, length: int) -> bool:
        if not (0 <= row < self.rows and 0 <= start <= self.columns - length):
            return False
        return not any((row, place) in self.taken for place in range(start - 1, start + length + 1))


def _framed(field: _Field) -> Iterator[Line]:
    """The field's rows with the worths to their left and the axes."""
    told = {field.cell(Point(0, worth))[0]: worth for worth in (0, 50, 100)}
    for row, cells in enumerate(field.cells):
        axis = f"{told[row]:>3}┤" if row in told else f"{'│':>4}"
        runs = groupby(cells, key=lambda cell: cell.role)
        yield [
            Span(axis, Role.WORDS),
            *(Span("".join(cell.text for cell in run), role) for role, run in runs),
        ]
    ticks = {field.cell(Point(worth, 0))[1] for worth in (0, 50, 100)}
    axis = "".join("┴" if column in ticks else "─" for column in range(field.columns))
    yield [Span(f"{'└':>4}{axis}", Role.WORDS)]


def _ticks(title: str, columns: int) -> Line:
    """The worths below the axis, with its title between 50 and 100."""
    half = MARGIN + columns // 2
    room = columns - columns // 2 - 7
    title = title if len(title) <= room else f"{title[: room - 1]}…"
    before = f"{'0':>{MARGIN + 1}}".ljust(half - 1) + "50"
    return [Span(before + title.center(MARGIN + columns - 3 - len(before)) + "100", Role.WORDS)]


def _terminal_legend(drawn: Plot, marks: Sequence[Mark], field: _Field) -> Iterator[Entry]:
    yield from _legend(drawn, marks)
    yield Entry(f"{STAR}{BETWEEN}{STAR}", Role.FRONTIER, "frontier")
    yield Entry(UPRIGHT, Role.LIMIT, _limit(drawn.us, drawn.our_limit))
    yield Entry(LEVEL, Role.LIMIT, _limit(drawn.them, drawn.their_limit))
    yield Entry(f"⠂{CROWD}", Role.CLOUD, "packages")
    pairs = [pair for group in field.together(marks) for pair in pairwise(group)]
    if any(one.point == other.point for one, other in pairs):
        yield Entry("=", Role.WORDS, "same worths")
    if any(one.point != other.point for one, other in pairs):
        yield Entry("≈", Role.WORDS, "nearly so")


def _flowed(entries: Iterable[Entry], width: int) -> list[Line]:
    """Entries one after another, in lines that none is broken over."""
    found: list[Line] = []
    used = width
    for glyph, role, words in entries:
        words = f" {words}"[: width - len(glyph)]
        needed = len(glyph) + len(words)
        if used + 3 + needed > width:
            found.append([])
            used = 0
        else:
            found[-1].append(Span("   ", Role.WORDS))
            used += 3
        found[-1] += [Span(glyph, role), Span(words, Role.WORDS)]
        used += needed
    return found


# The page. Lengths are in pixels of a drawing that may be scaled.

SIDE = 500
"""The field, so that five pixels are one per cent and a grid of whole per cents is even."""
LEFT, TOP, BELOW = 64, 56, 60
BESIDE = 300
BADGE = 11
"""How far a mark's badge reaches from its middle."""
LEGEND_WIDTH = 32
"""Characters in a line of the legend."""
INK, SOFT, DOTTED, PAPER, ZONE = "#1c1b19", "#5d5a53", "#8b98a3", "#ffffff", "#f1ede2"
OUR_COLOUR, THEIR_COLOUR = "#1f5a86", "#8a4b08"
SIZES = ((1, 2.6), (3, 3.2), (10, 3.8), (30, 4.4))
"""Up to so many packages in a grid place, a dot so wide."""
WIDEST = 5.0
FEW = 1200
"""Places of the grid; below that, dots are drawn wider."""


def svg(drawn: Plot) -> str:
    """The drawing as a page element or a file of its own: no script, no font, nothing fetched.

    Packages are counted on a grid of whole per cents, so it stays below 300 kB for any number
    of them.
    """
    marks = _marks(drawn)
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
            *_dots(drawn.packages),
            *_limit_lines(drawn),
            *_paths(drawn.offers),
            *_frontier_line(drawn.frontier),
            *_badges(marks),
            *_legend_beside(drawn, marks),
            "</svg>",
        ]
    )


def _described(drawn: Plot, marks: Sequence[Mark]) -> str:
    """The drawing in words, for those who don't see it."""
    told = [
        f"{len(drawn.packages):,} packages by their worth to {drawn.us} (across)"
        f" and to {drawn.them} (up), 0 to 100.",
        f"{_limit(drawn.us, drawn.our_limit)}; {_limit(drawn.them, drawn.their_limit)}.",
    ]
    for entry in _legend(drawn, marks):
        if entry.role in (Role.OURS, Role.THEIRS):
            points = ", ".join(str(mark.point) for mark in marks if mark.role is entry.role)
            told.append(f"{entry.words}, in order: {points}.")
        else:
            told.append(f"{entry.words[0].upper()}{entry.words[1:]}.")
    return " ".join(told)


def _at(point: Point) -> tuple[float, float]:
    """Where a point lies; what is beyond the field, at its edge."""
    x, y = (min(100.0, max(0.0, worth)) for worth in point)
    return round(LEFT + x * SIDE / 100, 1), round(TOP + (100 - y) * SIDE / 100, 1)


def _zone(drawn: Plot) -> Iterator[str]:
    """The ground where both would agree, if any of it is on the field."""
    if drawn.our_limit <= 100 and drawn.their_limit <= 100:
        x, y = _at(Point(drawn.our_limit, drawn.their_limit))
        yield (
            f'<rect x="{x}" y="{TOP}" width="{LEFT + SIDE - x:.1f}" height="{y - TOP:.1f}"'
            f' fill="{ZONE}"/>'
        )


def _axes(drawn: Plot) -> Iterator[str]:
    bottom, right = TOP + SIDE, LEFT + SIDE
    yield f'<path d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="{INK}"/>'
    yield f'<g font-size="12" fill="{SOFT}">'
    for worth in range(0, 101, 25):
        x, y = _at(Point(worth, worth))
        yield f'<path d="M{x} {bottom}v5M{LEFT} {y}h-5" stroke="{INK}"/>'
        yield f'<text x="{x}" y="{bottom + 27}" text-anchor="middle">{worth}</text>'
        yield f'<text x="{LEFT - 17}" y="{y + 4}" text-anchor="end">{worth}</text>'
    yield "</g>"
    across, up = (markup(f"Worth to {name}") for name in (drawn.us, drawn.them))
    middle = TOP + SIDE / 2
    yield f'<text x="{LEFT + SIDE / 2}" y="{bottom + 50}" text-anchor="middle">{across}</text>'
    yield (
        f'<text x="17" y="{middle}" text-anchor="middle" transform="rotate(-90 17 {middle})">'
        f"{up}</text>"
    )


def _dots(packages: Iterable[Point]) -> Iterator[str]:
    """Packages by grid place, wider dots for more: one path for each width, to be short."""
    counts = Counter((round(point.x), round(point.y)) for point in packages)
    # Where there are few, they may be seen better without running together.
    growth = 1.0 if len(counts) > FEW else 1.6
    places: defaultdict[float, list[str]] = defaultdict(list)
    for (x, y), number in sorted(counts.items()):
        across, down = _at(Point(x, y))
        places[round(_wide(number) * growth, 1)].append(f"M{across:g} {down:g}h0")
    yield f'<g fill="none" stroke="{DOTTED}" stroke-linecap="round">'
    for wide, dots in sorted(places.items()):
        yield f'<path stroke-width="{wide}" d="{"".join(dots)}"/>'
    yield "</g>"


def _wide(packages: int) -> float:
    return next((wide for most, wide in SIZES if packages <= most), WIDEST)


OUR_DASHES, THEIR_DASHES = "9 5", "2 4"


def _limit_lines(drawn: Plot) -> Iterator[str]:
    x, y = _at(Point(drawn.our_limit, drawn.their_limit))
    for limit, path, dashes in (
        (drawn.our_limit, f"M{x} {TOP}v{SIDE}", OUR_DASHES),
        (drawn.their_limit, f"M{LEFT} {y}h{SIDE}", THEIR_DASHES),
    ):
        if 0 <= limit <= 100:
            yield _line(path, dashes)


def _line(path: str, dashes: str) -> str:
    return f'<path d="{path}" stroke="{INK}" stroke-width="1.6" stroke-dasharray="{dashes}"/>'


def _frontier_line(frontier: Sequence[Point]) -> Iterator[str]:
    places = list(dict.fromkeys(_at(point) for point in frontier))
    if places:
        line = "L".join(f"{x:g} {y:g}" for x, y in places)
        yield f'<path d="M{line}" fill="none" stroke="{INK}" stroke-width="2"/>'
        dots = "".join(f"M{x:g} {y:g}h0" for x, y in places)
        yield f'<path d="{dots}" stroke="{INK}" stroke-width="6" stroke-linecap="round"/>'


def _paths(offers: Sequence[Offer]) -> Iterator[str]:
    """Each side's offers in a line from first to last."""
    for role, colour, dashes in ((Role.OURS, OUR_COLOUR, ""), (Role.THEIRS, THEIR_COLOUR, "6 3")):
        places = [_at(offer.point) for offer in offers if offer.role is role]
        line = "L".join(f"{x:g} {y:g}" for x, y in places)
        if len(places) > 1:
            # White below, so that the line stands out from the dots.
            yield f'<path d="M{line}" fill="none" stroke="{PAPER}" stroke-width="4"/>'
            yield (
                f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.6"'
                f' stroke-dasharray="{dashes or "none"}"/>'
            )


def _badges(marks: Sequence[Mark]) -> Iterator[str]:
    """Each mark's letter in its shape, at its place or beside it with a line to it."""
    places = [_at(mark.point) for mark in marks]
    badges: list[tuple[float, float]] = []
    for place in places:
        badges.append(_clear(place, badges, places))
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
) -> tuple[float, float]:
    """The nearest position for a badge that covers no other badge, and no other mark's place."""
    others = [other for other in places if other != place]
    for ring in range(8):
        for turn in range(12 if ring else 1):
            # Up and to the right first: there are fewest packages.
            angle = math.radians(30 * turn - 45)
            reach = 25 * ring
            x = round(place[0] + reach * math.cos(angle), 1)
            y = round(place[1] + reach * math.sin(angle), 1)
            inside = LEFT <= x <= LEFT + SIDE + BADGE and TOP - BADGE <= y <= TOP + SIDE
            if (
                (inside or not ring)
                and all(math.dist((x, y), other) >= 2 * BADGE + 2 for other in badges)
                and (not ring or all(math.dist((x, y), other) >= BADGE + 5 for other in others))
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


def _legend_beside(drawn: Plot, marks: Sequence[Mark]) -> Iterator[str]:
    """The legend right of the field: each symbol as it is drawn, and words."""
    x, y = LEFT + SIDE + 38, TOP + 14
    for symbol, words in _symbols(drawn, marks, x):
        yield f'<g transform="translate(0 {y})">{symbol}</g>'
        for line in wrap(words, LEGEND_WIDTH):
            yield f'<text x="{x + 24}" y="{y + 4}">{markup(line)}</text>'
            y += 17
        y += 16


def _symbols(drawn: Plot, marks: Sequence[Mark], x: float) -> Iterator[tuple[str, str]]:
    """Each symbol, drawn about `x` and 0, and what it means."""

    across = f"M{x - 14} 0h28"
    for glyph, role, words in _legend(drawn, marks):
        first, _, last = glyph.partition("-")
        yield "".join(_badge(first, role, x, 0)), f"{words}, {first} to {last}" if last else words
    yield f'{_line(across, "none")}<circle cx="{x}" cy="0" r="3"/>', "Pareto frontier"
    yield _line(across, OUR_DASHES), _limit(drawn.us, drawn.our_limit)
    yield _line(across, THEIR_DASHES), _limit(drawn.them, drawn.their_limit)
    zone = f'<rect x="{x - 12}" y="-8" width="24" height="16" fill="{ZONE}" stroke="{SOFT}"/>'
    yield zone, "no worse than no deal for both"
    dots = "".join(
        f'<circle cx="{x + shift}" cy="0" r="{wide / 2}" fill="{DOTTED}"/>'
        for shift, wide in ((-8, SIZES[0][1]), (0, SIZES[2][1]), (8, WIDEST))
    )
    yield dots, "packages; the wider, the more"
