"""The drawings of a table: everything is there, told in words, and nothing covers a mark."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.bargaining.pareto import AxisScale, bargain
from negotiator.diagrams.tradeoff_plot import (
    PairsAt,
    Plot,
    PlottedOffer,
    Point,
    Role,
    Window,
    around,
    plot,
)
from negotiator.diagrams.tradeoff_svg import svg
from negotiator.diagrams.tradeoff_text import FEWEST_ROWS, lines, text

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = Plot(
    title="The table",
    us="Seoul",
    them="Tokyo",
    packages=[Point(0, 100), Point(60, 60), Point(20, 10), Point(100, 0)],
    frontier=[Point(100, 0), Point(60, 60), Point(0, 100)],
    our_limit=40,
    their_limit=50,
    offers=[PlottedOffer(Role.OURS, Point(100, 0)), PlottedOffer(Role.THEIRS, Point(0, 100))],
    deal=Point(60, 60),
    nash=Point(60, 60),
    history=Point(20, 10),
)

worths = st.floats(0, 100)
points = st.builds(Point, worths, worths)
# Few places, so that marks often fall together.
crowded = st.builds(Point, st.sampled_from([0, 1, 50, 51, 100]), st.sampled_from([0, 48, 50, 100]))
marks = st.one_of(points, crowded)
plots = st.builds(
    Plot,
    title=st.just("A table"),
    us=st.sampled_from(["Seoul", "the opposition in the National Assembly"]),
    them=st.sampled_from(["Tokyo", "the Ministry of Foreign Affairs"]),
    packages=st.lists(points, min_size=1, max_size=30),
    frontier=st.lists(points, max_size=6).map(lambda found: sorted(found, reverse=True)),
    our_limit=st.floats(-50, 150),
    their_limit=st.floats(-50, 150),
    offers=st.lists(
        st.builds(PlottedOffer, st.sampled_from([Role.OURS, Role.THEIRS]), marks), max_size=12
    ),
    deal=st.none() | marks,
    nash=st.none() | marks,
    history=st.none() | marks,
    pairs=st.lists(
        st.builds(PairsAt, marks, st.integers(1, 500), st.booleans()),
        max_size=8,
        unique_by=lambda one: one.point,
    ),
    window=st.sampled_from([Window(), Window(30, 100, 50, 90)]),
)
sizes = st.sampled_from([(60, 18), (78, 18), (110, 30)])


def glyphs(drawn: Plot) -> list[tuple[str, Role]]:
    """What must be seen of the marks."""
    ours = sum(offer.role is Role.OURS for offer in drawn.offers)
    theirs = len(drawn.offers) - ours
    single = (
        ("D", Role.DEAL, drawn.deal),
        ("N", Role.NASH, drawn.nash),
        ("H", Role.HISTORY, drawn.history),
    )
    return [
        *((glyph, role) for glyph, role, point in single if point is not None),
        *((str(number), Role.OURS) for number in range(ours)),
        *(("abcdefghijkl"[number], Role.THEIRS) for number in range(theirs)),
    ]


def test_a_small_drawing_as_it_looks() -> None:
    assert text(lines(PLAIN, 46, 16)) == [
        "↑ Worth to Tokyo",
        "100┤a······         ┊                         ",
        "   │       ············                       ",
        "   │                ┊  ······D=N              ",
        " 50┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┼┄┄┄┄┄┄┄┄┄┄┄···┄┄┄┄┄┄┄┄┄┄┄",
        "   │                ┊              ·····      ",
        "   │                ┊                   ···   ",
        "  0┤        H       ┊                      ··0",
        "   └┴────────────────────┴───────────────────┴",
        "    0                   50  Worth to Seou… 100",
        "D the deal (60, 60)   N Nash point (60, 60)",
        "H history's deal (20, 10)",
        "0 Seoul's proposals   a Tokyo's counters",
        "*·* frontier   ┊ Seoul's limit (40)",
        "┄ Tokyo's limit (50)   ⠂⢕ packages",
        "= same worths",
    ]


def test_names_limits_and_figures_are_told_in_words() -> None:
    whole = "\n".join(text(lines(PLAIN, 78, 18)))
    for words in (
        "Worth to Tokyo",
        "Worth to Seoul",
        "D the deal (60, 60)",
        "N Nash point (60, 60)",
        "H history's deal (20, 10)",
        "0 Seoul's proposals",
        "a Tokyo's counters",
        "Seoul's limit (40)",
        "Tokyo's limit (50)",
        "= same worths",
    ):
        assert words in whole


def test_too_narrow_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="39 columns"):
        lines(PLAIN, 39, 18)


@given(plots, sizes)
def test_the_lines_fit_and_every_mark_is_seen(drawn: Plot, size: tuple[int, int]) -> None:
    width, height = size
    drawing = lines(drawn, width, height)
    assert all(len(line) <= width for line in text(drawing))
    field = [line for line in drawing if re.match(r"[ \d]{3}[┤│]", "".join(text([line])))]
    assert len(drawing) == height or len(field) == FEWEST_ROWS
    seen = {span for line in field for span in line}
    assert set(glyphs(drawn)) <= seen


@given(plots)
def test_the_page_is_well_formed_and_its_badges_apart(drawn: Plot) -> None:
    root = ElementTree.fromstring(svg(drawn))
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    placed = [
        ((float(one.attrib["x"]), float(one.attrib["y"])), one.text)
        for one in root.findall(f"{SVG}text")
        if one.get("font-weight") == "700"
    ]
    assert sorted(str(glyph) for _, glyph in placed) == sorted(glyph for glyph, _ in glyphs(drawn))
    for number, (one, _) in enumerate(placed):
        assert 0 <= one[0] <= 590
        assert 30 <= one[1] <= 575
        assert all(math.dist(one, other) >= 22 for other, _ in placed[:number])


@given(plots)
def test_every_pair_is_in_a_dot_and_told_in_words(drawn: Plot) -> None:
    root = ElementTree.fromstring(svg(drawn))
    dots = [one for one in root.findall(f"{SVG}circle") if one.get("class") == "pair"]
    assert len(dots) == len(drawn.pairs)
    bold = [str(one.text) for one in root.findall(f"{SVG}text") if one.get("font-weight") == "600"]
    numbers = sorted(one for one in bold if one.isdecimal())
    assert numbers == sorted(str(one.pairs) for one in drawn.pairs if one.pairs > 1)
    desc = root.findtext(f"{SVG}desc")
    assert desc is not None
    assert all(f"{one.pairs} pair" in desc for one in drawn.pairs)


@given(st.lists(points, min_size=1))
def test_a_window_is_of_whole_tens_and_shows_what_it_is_for(found: list[Point]) -> None:
    window = around(found)
    assert all(map(window.shows, found))
    assert all(edge % 10 == 0 for edge in window)
    assert window.left < window.right
    assert window.bottom < window.top
    assert around([]) == Window()


def test_the_page_needs_nothing_and_is_readable() -> None:
    drawn = svg(PLAIN)
    assert not re.search(r"<script|href|url\(|@import", drawn)
    assert all(float(size) >= 11 for size in re.findall(r'font-size="([\d.]+)"', drawn))
    desc = ElementTree.fromstring(drawn).findtext(f"{SVG}desc")
    assert desc is not None
    assert "The deal (60, 60)." in desc
    assert "Tokyo's counters, in order: (0, 100)." in desc


def test_names_may_hold_any_character() -> None:
    drawn = Plot(
        title="<b> & co",
        us="A & B",
        them="<C>",
        packages=[],
        frontier=[],
        our_limit=0,
        their_limit=0,
    )
    root = ElementTree.fromstring(svg(drawn))
    assert root.findtext(f"{SVG}title") == "<b> & co"
    assert "Worth to <C>" in [one.text for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["The unions of the harbour and their families " * 2, "국민" * 25])
def test_a_long_name_stands_along_its_axis_in_two_lines(name: str) -> None:
    root = ElementTree.fromstring(svg(replace(PLAIN, us=name.strip(), them=name.strip())))
    found = [one.text or "" for one in root.iter(f"{SVG}text")]
    begins = [number for number, one in enumerate(found) if one.startswith("Worth to")]
    assert len(begins) == 2
    for number in begins:
        whole = "".join(found[number : number + 2]).replace(" ", "")
        assert whole == f"Worth to {name}".replace(" ", "")


def test_a_hundred_thousand_packages_are_a_small_page() -> None:
    random = Random(1)
    packages = [Point(random.uniform(0, 100), random.uniform(0, 100)) for _ in range(100_000)]
    drawn = Plot(
        title="Many",
        us="us",
        them="them",
        packages=packages,
        frontier=[],
        our_limit=0,
        their_limit=0,
    )
    assert len(svg(drawn)) < 300_000


def test_a_plot_of_packages() -> None:
    ours, theirs = [0, 5, 10], [8, 6, 0]
    found = bargain(ours, theirs, 2, 2)
    drawn = plot(
        ours,
        theirs,
        (2, 2),
        (found.our_scale, AxisScale(0, 10)),
        found,
        names=("us", "them"),
        title="Three",
        offers=[(Role.OURS, 2), (Role.THEIRS, 0)],
        deal=1,
    )
    assert drawn.packages == [Point(0, 80), Point(50, 60), Point(100, 0)]
    assert drawn.frontier == [Point(100, 0), Point(50, 60), Point(0, 80)]
    assert (drawn.our_limit, drawn.their_limit) == (20, 20)
    assert drawn.offers == [
        PlottedOffer(Role.OURS, Point(100, 0)),
        PlottedOffer(Role.THEIRS, Point(0, 80)),
    ]
    assert drawn.deal == drawn.nash == Point(50, 60)
    assert drawn.history is None
