"""The flow of many plays: every bar is there with its number, and bands carry as many as the
bars."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from negotiator.diagrams.flow_svg import WIDTH, Flow, FlowBar, FlowRow, flow_svg

SVG = "{http://www.w3.org/2000/svg}"


def flow(columns: list[list[int]], title: str = "A row") -> Flow:
    """A flow of plays that are in these bars, row by row."""
    rows = tuple(
        FlowRow(
            title,
            tuple(
                FlowBar(chr(97 + at), column.count(at), is_history=not at)
                for at in range(max(column, default=0) + 1)
            ),
        )
        for column in columns
    )
    links = tuple(Counter(zip(one, other, strict=True)) for one, other in pairwise(columns))
    return Flow("The ways", "Bars & bands", rows, links)


columns = st.integers(1, 40).flatmap(
    lambda plays: st.lists(
        st.lists(st.integers(0, 6), min_size=plays, max_size=plays), min_size=1, max_size=9
    )
)


@given(columns)
def test_every_bar_has_its_number_and_all_fits(found: list[list[int]]) -> None:
    drawn = flow(found)
    root = ElementTree.fromstring(flow_svg(drawn))
    bars = [one for one in root.findall(f"{SVG}rect") if one.get("rx")]
    told = [(one.text or "").strip() for one in root.findall(f"{SVG}text")]
    wanted = [bar for row in drawn.rows for bar in row.bars]
    assert len(bars) == len(wanted)
    for bar in wanted:
        assert f"{'H ' * bar.is_history}{bar.glyph} {bar.plays}" in told
    for one in bars:
        assert float(one.get("width", "0")) > 0
        assert float(one.get("x", "0")) + float(one.get("width", "0")) <= WIDTH
    # A thin bar of none takes two pixels more than its share.
    for row in drawn.rows:
        assert sum(bar.plays for bar in row.bars) == len(found[0])


@given(columns)
def test_history_is_joined_from_row_to_row(found: list[list[int]]) -> None:
    drawn = flow_svg(flow(found))
    assert drawn.count("stroke-dasharray") == len(found) - 1


def test_it_needs_nothing_and_holds_any_character() -> None:
    drawn = flow_svg(flow([[0, 1], [1, 1]], title="<b> & \x1b co"))
    root = ElementTree.fromstring(drawn)
    assert root.findtext(f"{SVG}desc") == "Bars & bands"
    assert not re.search(r"<script|href|url\(|@import|<b>", drawn)


def test_no_plays_make_a_drawing_too() -> None:
    assert ElementTree.fromstring(flow_svg(Flow("x", "y", (), ()))) is not None
