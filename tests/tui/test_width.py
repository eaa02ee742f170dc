"""Any text in any window: nothing on the screen is wider than it, and nothing goes unmarked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.screen import Screen

from negotiator.narration.gauge_curves import GaugeCurve
from negotiator.narration.lines import Heading
from negotiator.narration.play import Spot
from negotiator.narration.status import GaugeStanding
from negotiator.story.model import Band, Better, Gauge
from negotiator.tui import prose
from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.widgets import shortcuts
from negotiator.tui.widgets.gauges import GaugeColumn, GaugeStrip
from negotiator.tui.widgets.notice import Notice
from negotiator.tui.widgets.place_bar import PlaceBar
from negotiator.tui.widgets.shortcuts import KeyFooter
from tests.texts import GAUGES, run_together, texts, wide_story
from tests.tui.table import game, page_text, play_screen, running

names = texts | run_together
widths = st.integers(58, 200)


@st.composite
def readings(draw: st.DrawFn) -> list[GaugeStanding]:
    """Gauges as a story may have them, each with a value of its own."""
    found = []
    for number in range(draw(st.integers(0, 20))):
        bands = (Band(0, draw(names)), Band(50, draw(names)))
        short = draw(st.text("여론abc", min_size=1, max_size=10))
        gauge = Gauge(
            id=f"g{number}",
            label=draw(names),
            short=short,
            about="",
            start=0,
            low=0,
            high=999,
            better=draw(st.sampled_from(Better)),
            bands=bands,
        )
        value = 101 + number
        found.append(
            GaugeStanding(gauge, value, value - draw(st.sampled_from([0, 0, 7, -60])), value)
        )
    return found


@given(readings(), widths)
def test_every_gauge_of_the_row_is_there_or_counted(found: list[GaugeStanding], width: int) -> None:
    strip = GaugeStrip()
    strip.set_reactive(GaugeStrip.standings, found)
    lines = strip.lines(width)
    assert len(lines) <= GaugeStrip.ROWS
    assert all(cell_len(line.plain) <= width for line in lines)
    said = "\n".join(line.plain for line in lines)
    shown = [one for one in found if f" {one.value} " in f"{said} "]
    hidden = len(found) - len(shown)
    assert hidden == 0 or f"… {hidden} more" in said
    for one in shown:
        assert not one.changed or f"{abs(one.value - one.before)} " in said


@given(readings(), st.integers(30, 60))
def test_the_column_has_every_gauge(found: list[GaugeStanding], width: int) -> None:
    column = GaugeColumn()
    column.set_reactive(GaugeColumn.standings, found)
    lines = [line.plain for line in column.lines(width)]
    assert all(cell_len(line) <= width for line in lines)
    for one in found:
        assert any(f"{one.value}  " in line for line in lines)


@given(readings(), st.integers(30, 60))
def test_a_bar_keeps_its_length_when_its_gauge_first_moves(
    found: list[GaugeStanding], width: int
) -> None:
    def bars(*before: int) -> list[int]:
        column = GaugeColumn()
        column.set_reactive(GaugeColumn.standings, found)
        courses = [GaugeCurve(one.gauge, (*before, one.value)) for one in found]
        column.set_reactive(GaugeColumn.courses, courses)
        lines = [line.plain for line in column.lines(width)]
        return [line.count("━") + line.count("─") for line in lines]

    assert bars() == bars(0)


@given(names, names, st.integers(1, 30), widths)
def test_the_act_is_always_told(title: str, act: str, of: int, width: int) -> None:
    heading = PlaceBar()
    spot = Spot(title, "Thu 27 Oct 2016", "The quay", f"Act {of} of 30", act)
    heading.set_reactive(PlaceBar.spot, spot)
    (line,) = heading.lines(width)
    assert cell_len(line.plain) <= width
    assert f"Act {of} of 30" in line.plain
    assert "Thu 27 Oct 2016" in line.plain
    for part in (title, act):
        assert part in line.plain or "…" in line.plain


def test_the_place_is_above_the_text_and_not_above_the_page() -> None:
    told = prose.heading(Heading("The file", date=date(2016, 10, 27), place="Archive, Yongsan"))
    assert told.content.plain == "The file · Archive, Yongsan"
    assert prose.heading(Heading("The hall", place="The hall")).content.plain == "The hall"
    heading = PlaceBar()
    spot = Spot("The file", "Thu 27 Oct 2016", "Archive, Yongsan", "Act 1 of 5", "The announcement")
    heading.set_reactive(PlaceBar.spot, spot)
    (line,) = heading.lines(80)
    assert line.plain == "The file · Thu 27 Oct 2016 · Act 1 of 5: The announcement"


@given(texts, widths)
def test_a_notice_says_that_there_is_more(words: str, width: int) -> None:
    notice = Notice()
    notice.set_reactive(Notice.words, words * 6)
    lines = [line.plain for line in notice.lines(width)]
    assert len(lines) <= Notice.ROWS
    assert all(cell_len(line) <= width for line in lines)
    told = "".join("".join(lines).split())
    assert told == "".join((words * 6).split()) or told.endswith("…")


@given(names, widths)
def test_no_word_on_the_page_is_broken(text: str, width: int) -> None:
    # The page wraps by Textual's Content: what it promises is held here.
    lines = [line.plain for line in Content(text).wrap(width)]
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    shown = [word for line in lines for word in line.split()]
    for word in text.split():
        assert word in shown or cell_len(word) > width


def drawn(screen: Screen[object]) -> list[str]:
    """What stands on the screen, line by line."""
    return [strip.text for strip in screen._compositor.render_strips()]


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (107, 31), (120, 40)])
async def test_a_play_of_wide_letters(tmp_path: Path, size: tuple[int, int]) -> None:
    app = game(tmp_path / "saves", story_id="wide", stories=(wide_story(tmp_path),))
    async with running(app, size) as player:
        for keys in ((), ("1",), ("h",), ("escape", "c"), ("escape", "d"), ("escape", "s")):
            await player.press(*keys)
            lines = drawn(app.screen)
            assert all(cell_len(line) == size[0] for line in lines), keys
        await player.press("escape")
        said = " ".join(drawn(app.screen))
        if size[0] < 108:
            assert f"… {GAUGES - said.count('40 ') - 1} more: d" in said
        await player.press("d")
        assert page_text(app).count("민주주의와 여론") == GAUGES


async def test_keys_without_room_are_left_out_with_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcuts, "GIVE_WAY", ())
    app = game(tmp_path, story_id="harbour")
    async with running(app, (60, 18)):
        shown = app.screen.query_one(KeyFooter).render()
        assert shown.plain.endswith("… ? Help ")
        assert shown.cell_length <= 60


async def test_a_key_in_the_last_line_is_pressed_by_a_click_on_its_words(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as player:
        footer = app.screen.query_one(KeyFooter)
        line = footer.render().plain
        await player.click(KeyFooter, offset=(line.index("Undo"), 0))
        await player.click(KeyFooter, offset=(line.index("c Codex") - 1, 0))
        await player.see()
        assert app.screen is play_screen(app)  # one that can do nothing, and a gap between two
        await player.hover(KeyFooter, offset=(line.index("Codex"), 0))
        pointed, other = (line.index(word) for word in ("Codex", "History"))
        drawn = footer.render_line(0)
        colours = [
            {part.style.color for part in drawn.crop(at, at + 5) if part.style}
            for at in (pointed, other)
        ]
        assert colours[0] != colours[1], "the key under the mouse looks like all others"
        await player.click(KeyFooter, offset=(line.index("Codex"), 0))
        await player.see()
        assert isinstance(app.screen, CodexScreen)


async def test_keys_with_room_have_no_mark(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app, (60, 18)):
        shown = app.screen.query_one(KeyFooter).render()
        assert "…" not in shown.plain
        assert shown.cell_length <= 60
