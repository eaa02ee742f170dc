"""Looking a citation or a term up by keys: they are marked in turn, and Enter opens one."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from negotiator.tui.prose import entry_style
from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.widgets.blocks import Block
from negotiator.tui.widgets.choices import Choices
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.story_log import Page
from tests.tui.table import STORIES, Moments, game, page_text, play_screen, running, until
from tests.tui.test_presses import clock, keys


def marked(page: Page) -> list[str]:
    """What stands out on the page, line by line."""
    rows = (page.render_line(y) for y in range(page.size.height))
    return [
        part.text for row in rows for part in row if part.style is not None and part.style.reverse
    ]


async def test_tab_and_enter_look_a_citation_up(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        page = app.screen.query_one(Page)
        assert marked(page) == []
        await pilot.press("tab")
        assert marked(page) == ["[H1]"]
        await pilot.press("enter")
        assert isinstance(app.screen, CodexScreen)
        assert "The harbour silted up in 1910." in page_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen)
        assert marked(page) == ["[H1]"]
        await pilot.press("tab", "enter")
        assert isinstance(app.screen, CodexScreen)
        assert "Your best option without a deal." in page_text(app)
        await pilot.press("escape", "shift+tab")
        assert marked(page) == ["[H1]"]


async def test_past_the_last_mark_the_choices_have_the_keys_again(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        page, choices = app.screen.query_one(Page), app.screen.query_one(Choices)
        await pilot.press("tab", "tab", "tab")
        assert marked(page) == []
        assert choices.has_focus
        await pilot.press("down", "tab", "escape")
        assert choices.has_focus
        await pilot.press("enter")
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_a_decision_takes_the_mark_away(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("tab", "3")
        assert play_screen(app).play.decisions == ("quay.wait",)
        page = app.screen.query_one(Page)
        assert not page.is_marking
        assert app.screen.query_one(Choices).has_focus
        await pilot.press("tab", "u")
        assert not page.is_marking


async def test_the_footer_and_the_line_above_the_choices_say_so(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app, (60, 18)) as pilot:
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        assert rows[-1].startswith("Tab Terms")
        assert "? Help" in rows[-1]
        await pilot.press("tab")
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        assert any("Enter looks it up, Esc goes back" in row for row in rows)


async def test_at_a_table_enter_looks_up_what_is_marked_and_proposes_nothing(
    tmp_path: Path,
) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",))
    async with running(app, (120, 40)) as pilot:
        await pilot.press("1")
        page, bargain = app.screen.query_one(Page), app.screen.query_one(PackageEditor)
        page.show([(_linked("a long term "),)])
        before = play_screen(app).play.decisions
        await pilot.press("tab")
        assert page.is_marking
        await pilot.press("enter")
        assert isinstance(app.screen, CodexScreen)
        await pilot.press("escape", "escape")
        assert bargain.has_focus
        assert not page.can_focus
        assert play_screen(app).play.decisions == before


async def test_a_term_over_two_lines_is_marked_once(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        page = app.screen.query_one(Page)
        page.show([(_linked("a long term " * 9),)])
        await pilot.press("tab")
        assert len(marked(page)) == 2
        assert "".join(" ".join(marked(page)).split()) == "alongterm" * 9
        await pilot.press("tab")
        assert not page.is_marking


def _linked(words: str) -> Block:
    link = Content.styled(words.strip(), ".ink--link").stylize(entry_style("term", "batna"))
    return Block(Content("It says that ") + link + Content(" is what it is."))


async def test_tab_and_enter_in_one_read_decide_nothing(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await until(pilot, lambda: app.presses.are_open)
        clock(app).moment += 60
        await keys(app, pilot, "tab", "enter")
        assert isinstance(app.screen, PlayScreen)
        assert play_screen(app).play.decisions == ()
        await keys(app, pilot, "escape", "enter")
        assert play_screen(app).play.decisions == ()
