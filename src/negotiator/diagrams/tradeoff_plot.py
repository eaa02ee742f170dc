"""The packages of a table as they are drawn: what each is worth, and how the talks went.

One description (`Plot`), two drawings: `tradeoff_text` for a terminal and `tradeoff_svg` for a
page. The worth to us goes across, the worth to them up, both from 0 to 100. `pareto` works out the
packages; this module has the parts of a drawing, and `narration.drawing` their names. Everything is
shown by a glyph, a letter or a shape and explained in words below or beside; colour, if any, only
repeats it. The two paths of offers on such a field are Raiffa's negotiation dance ("The Art and
Science of Negotiation", 1982).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from negotiator.bargaining.pareto import AxisScale, PackageSpace, Worths
from negotiator.engine.table_debrief import TableDebrief
from negotiator.narration import drawing


class Role(StrEnum):
    """The meaning of a part of a drawing, by which a screen may colour it."""

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


class PlottedOffer(NamedTuple):
    """A package that was put on the table: by us (`Role.OURS`) or by them (`Role.THEIRS`)."""

    role: Role
    point: Point


class Window(NamedTuple):
    """The worths that are drawn: to us from left to right, to them from the bottom up."""

    left: int = 0
    right: int = 100
    bottom: int = 0
    top: int = 100

    def shows(self, point: Point) -> bool:
        """Whether a point lies inside."""
        return self.left <= point.x <= self.right and self.bottom <= point.y <= self.top


WHOLE = Window()


def around(points: Iterable[Point]) -> Window:
    """The smallest window of whole tens in which these points lie, as far as worths go."""
    found = [*points]
    (left, right), (bottom, top) = (
        _tens([point[axis] for point in found]) if found else (0, 100) for axis in (0, 1)
    )
    return Window(left, right, bottom, top)


def _tens(worths: Sequence[float]) -> tuple[int, int]:
    low, high = (min(100.0, max(0.0, one)) for one in (min(worths), max(worths)))
    first, last = int(low // 10) * 10, -int(-high // 10) * 10
    return (first, last) if first < last else (min(first, 90), min(first, 90) + 10)


class PairsAt(NamedTuple):
    """A deal that pairs of a class came to: where it is, how many of them, and whether it is that
    of whoever looks at the drawing."""

    point: Point
    pairs: int
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Everything drawn. A limit may lie outside 0 to 100; then it isn't drawn, only mentioned."""

    title: str
    us: str
    """Our name, as in `Worth to Seoul` and `Seoul's limit`."""
    them: str
    packages: Sequence[Point]
    """Every package; those on the same point are drawn as one."""
    frontier: Sequence[Point]
    """In order of decreasing `x`."""
    our_limit: float
    their_limit: float
    offers: Sequence[PlottedOffer] = ()
    """In the order they were made."""
    deal: Point | None = None
    nash: Point | None = None
    history: Point | None = None
    pairs: Sequence[PairsAt] = ()
    """Drawn on a page only."""
    window: Window = WHOLE
    """What a page shows; what lies beyond is drawn at the edge."""


def of_table(one: TableDebrief) -> Plot:
    """The plot of a table that was left, with worths as the play shows them."""
    ours, theirs = one.bargaining.ours, one.bargaining.theirs
    return plot(
        [ours.shown(points) for points in ours.all],
        [theirs.shown(points) for points in theirs.all],
        one.limits,
        (AxisScale(0, 100), AxisScale(0, 100)),
        one.found,
        names=(one.table.ours.name, one.table.theirs.name),
        title=drawing.title(one.story.title, one.table.title),
        offers=[(Role.OURS if made.is_ours else Role.THEIRS, made.package) for made in one.offers],
        deal=one.deal,
        history=one.history,
    )


def plot(
    ours: Worths,
    theirs: Worths,
    limits: tuple[int, int],
    scales: tuple[AxisScale, AxisScale],
    found: PackageSpace,
    *,
    names: tuple[str, str],
    title: str,
    offers: Iterable[tuple[Role, int]] = (),
    deal: int | None = None,
    history: int | None = None,
) -> Plot:
    """The plot of a table: pairs are (ours, theirs), packages are given by number.

    `scales` say which worths are drawn at 0 and at 100: `found.our_scale` and `found.their_scale`,
    or the scales used in the play.
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
        offers=[PlottedOffer(role, point(package)) for role, package in offers],
        deal=point_if(deal),
        nash=point_if(found.nash),
        history=point_if(history),
    )


class PlotMark(NamedTuple):
    """A single package that is pointed out: `D`, `N`, `H`, a number (ours, the opening being 0) or
    a letter (theirs)."""

    glyph: str
    role: Role
    point: Point


def marks_of(drawn: Plot) -> list[PlotMark]:
    """All marks; earlier ones have the first claim to their place."""
    found = [
        PlotMark(glyph, role, point)
        for glyph, role, point in (
            ("D", Role.DEAL, drawn.deal),
            ("N", Role.NASH, drawn.nash),
            ("H", Role.HISTORY, drawn.history),
        )
        if point is not None
    ]
    glyphs = drawing.offer_glyphs(offer.role is Role.OURS for offer in drawn.offers)
    return found + [
        PlotMark(glyph, *offer) for glyph, offer in zip(glyphs, drawn.offers, strict=True)
    ]


class LegendEntry(NamedTuple):
    """A line of the legend: `glyph` as it is drawn, and its meaning."""

    glyph: str
    role: Role
    words: str


def legend_of(drawn: Plot, marks: Sequence[PlotMark]) -> Iterator[LegendEntry]:
    """What the marks and the limits mean. The rest differs between the two drawings."""
    names = {
        Role.DEAL: drawing.deal,
        Role.NASH: drawing.nash_point,
        Role.HISTORY: drawing.historys_deal,
    }
    for mark in marks:
        if mark.role in names:
            yield LegendEntry(mark.glyph, mark.role, names[mark.role](mark.point))
    for role, words in (
        (Role.OURS, drawing.proposals(drawn.us)),
        (Role.THEIRS, drawing.counters(drawn.them)),
    ):
        glyphs = [mark.glyph for mark in marks if mark.role is role]
        if glyphs:
            yield LegendEntry(
                glyphs[0] if len(glyphs) == 1 else f"{glyphs[0]}-{glyphs[-1]}", role, words
            )
