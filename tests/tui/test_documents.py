"""A document on the screen: its words are copied without the frame, and fit at any width."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from negotiator.tui.widgets.blocks import BlockKind, PageLine, in_view
from negotiator.tui.widgets.framed import Frame, framed, start_of, whole
from negotiator.tui.widgets.story_log import Page
from tests.texts import texts
from tests.tui.table import STORIES, game, ready, running

PAPERS = STORIES / "papers"


def drawn(words: str, frame: Frame, width: int) -> list[str]:
    return [
        f"{left}{line.plain}{right}" for line, (left, right) in framed(Content(words), frame, width)
    ]


@given(texts, texts, st.integers(min_value=8, max_value=76))
def test_a_frame_has_one_width_and_fits(caption: str, words: str, width: int) -> None:
    lines = drawn(words, Frame(caption), width)
    widths = {Content(line).cell_length for line in lines}
    assert len(widths) == 1
    assert max(widths) <= max(width, 8)


def test_a_drawing_keeps_its_lines_and_without_room_its_words_stand_there() -> None:
    bay = Frame("Map", Content("The bay lies to the north of the town."))
    assert drawn("  N\n+---+", bay, 40) == [
        "╭─ Map ─╮",
        "│   N   │",
        "│ +---+ │",
        "╰───────╯",
    ]
    assert "The bay lies" in "".join(drawn("+" + "-" * 50 + "+", bay, 40))


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=4),
    st.integers(0, 30),
    st.integers(3, 12),
)
def test_a_frame_is_shown_whole_or_not_at_all_if_there_is_room(
    parts: list[tuple[int, int]], top: int, height: int
) -> None:
    sides = []
    for lines, inside in parts:
        sides += [("", "")] * lines + [("╭─ ", "╮"), *[("│ ", " │")] * inside, ("╰", "╯")]
    top = min(top, max(0, len(sides) - height))
    first, last = whole(sides, top, height)
    assert top <= first <= last <= top + height
    edges = [left[0] for left, _right in sides[first:last] if left]
    if all(inside + 2 <= height for _lines, inside in parts):
        assert edges.count("╭") == edges.count("╰")
        assert edges[:1] != ["│"]
    for line in range(len(sides)):
        start = start_of(sides, line)
        assert start <= line
        assert not sides[start][0] or sides[start][0].startswith("╭") or not sides[line][0]


async def test_the_page_has_the_words_and_copies_no_frame(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="papers", stories=(PAPERS,))
    async with running(app) as pilot:
        await ready(pilot)
        page = app.screen.query_one(Page)
        assert "BOATS LATE STOP" in page.text
        app.screen.text_select_all()
        copied = app.screen.get_selected_text() or ""
        assert "Telegram · Tue 27 Jun 1905" in copied
        assert "\n town ~~~~~~~~~ [mole]\n" in copied
        assert not {"│", "╭", "╯", "┃"} & set(copied)


@given(
    st.lists(st.sampled_from([BlockKind.HEADING, BlockKind.DRAMA]), min_size=1, max_size=12),
    st.integers(0, 40),
    st.integers(3, 12),
)
def test_no_heading_is_read_without_what_it_stands_above(
    kinds: list[BlockKind], top: int, height: int
) -> None:
    lines = []
    for kind in kinds:
        lines += [PageLine(Content(""), "", kind, 0), PageLine(Content("x"), "", kind, 0)]
    top = min(top, max(0, len(lines) - height))
    seen = in_view(lines, top, height)
    whole_view = range(top, min(top + height, len(lines)))
    assert seen.start == top
    assert seen.stop <= whole_view.stop
    if seen.stop < whole_view.stop:
        assert lines[seen.stop].kind is BlockKind.HEADING
    last = [one for one in seen if lines[one].text.plain][-1:]
    if last and seen.stop < len(lines) and lines[last[0]].kind is BlockKind.HEADING:
        # Only if nothing but headings has room: otherwise nobody could read on.
        kinds_seen = {lines[one].kind for one in seen if lines[one].text.plain}
        assert kinds_seen == {BlockKind.HEADING}
