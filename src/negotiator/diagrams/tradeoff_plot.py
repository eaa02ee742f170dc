"""The packages of a table as they are drawn: what each is worth, and how the talks went.

One description (`Plot`), two drawings: `tradeoff_text` for a terminal and `tradeoff_svg` for a
page. Across is the worth to us, up the worth to them, both from 0 to 100. What is drawn is
worked out in `pareto`; here is what a drawing has and what its parts are called. Everything
is told by a glyph, a letter or a shape and explained in words below or beside; a colour, where
there is one, only repeats it. The two paths of offers on such a field are Raiffa's negotiation
dance ("The Art and Science of Negotiation", 1982).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from negotiator.bargaining.pareto import Bargain, Scale, Worths
from negotiator.engine.table_debrief import TableDebrief


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


def of_table(one: TableDebrief) -> Plot:
    """The drawing of a table that was left, with worths as the play shows them."""
    ours, theirs = one.bargaining.ours, one.bargaining.theirs
    return plot(
        [ours.shown(points) for points in ours.all],
        [theirs.shown(points) for points in theirs.all],
        one.limits,
        (Scale(0, 100), Scale(0, 100)),
        one.found,
        names=(one.table.ours.name, one.table.theirs.name),
        title=f"{one.story.title}: {one.table.title}",
        offers=[(Role.OURS if made.is_ours else Role.THEIRS, made.package) for made in one.offers],
        deal=one.deal,
        history=one.history,
    )


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


def marks_of(drawn: Plot) -> list[Mark]:
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
    glyphs = offer_glyphs(offer.role is Role.OURS for offer in drawn.offers)
    return found + [Mark(glyph, *offer) for glyph, offer in zip(glyphs, drawn.offers, strict=True)]


def offer_glyphs(are_ours: Iterable[bool]) -> Iterator[str]:
    """What each offer is called by: ours 0 (the opening), 1 (the first proposal) and so on;
    theirs a (the opening), b and so on."""
    made: Counter[bool] = Counter()
    for is_ours in are_ours:
        yield str(made[is_ours]) if is_ours else letters(made[is_ours] + 1)
        made[is_ours] += 1


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


def legend_of(drawn: Plot, marks: Sequence[Mark]) -> Iterator[Entry]:
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


def limit_words(name: str, limit: float) -> str:
    """Whose limit it is, and where; it may lie outside of what is drawn."""
    where = f" ({limit:.0f})"
    if limit < 0:
        where = f" ({limit:.0f}, below every package)"
    elif limit > 100:
        where = f" ({limit:.0f}, above every package)"
    return f"{name}'s limit{where}"
