"""People, promises and epilogues on the screen."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.story_log import Page
from tests.conftest import GSOMIA
from tests.inn import INN
from tests.tui.table import game, page_text, running, until

PROMISE = "To Marta: “I will bring you wood before the snow is deep.”"


async def test_who_speaks_stands_before_what_they_say(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app):
        text = page_text(app)
        assert "Marta: The wall won't feed us." in text
        assert "The Earl: Build the wall. [S1]" in text


async def test_a_promise_stands_on_the_board_and_is_told_as_it_is_kept(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app) as pilot:
        ledger = app.screen.query_one("#promises", Chrome)
        assert not ledger.display
        await pilot.press("1")
        assert "You promise Marta:" in page_text(app)
        assert ledger.display
        assert f"{PROMISE} (open)" in str(ledger.visual)
        await pilot.press("1")
        assert "You have kept your promise to Marta:" in page_text(app)
        assert f"{PROMISE} (kept)" in str(ledger.visual)


async def test_an_ending_has_its_epilogues_and_what_came_of_the_promise(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app) as pilot:
        await pilot.press("1", "1", "2")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        text = page_text(app)
        assert text.index("You leave.") < text.index("Marta had a warm winter.")
        assert text.index("The valley") < text.index("The road was open all winter.")
        promise, made = text.index(f"{PROMISE} (kept)"), text.index("What made this ending")
        assert text.index("What you promised") < promise < made
        assert text.index("The road was open all winter.") < promise


async def test_an_ending_is_a_card_first_below_what_led_to_it(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app) as pilot:
        await pilot.press("1", "1", "2")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        page, card = app.screen.query_one("#page", Page), app.screen.query_one("#curtain", Page)
        assert card.display
        assert not page.display
        assert card.text.index("Go") < card.text.index("The road") < card.text.index("3 decisions")
        assert "You leave." not in card.text
        await pilot.press("space")
        assert page.display
        assert not card.display
        assert page.scroll_offset.y == 0


async def test_the_page_of_an_ending_is_gone_through_part_by_part(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app, (80, 24)) as pilot:
        await pilot.press("1", "1", "2")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        page = app.screen.query_one("#page", Page)
        # Behind the card, too, the key goes on.
        await pilot.press("right")
        await until(pilot, lambda: page.has_focus)
        await until(
            pilot, lambda: "plays end like yours" in page.text or "No decision" in page.text
        )
        parts = ("What became of them", "The valley", "What you promised", "What made this ending")

        def stands_on_top(words: str) -> bool:
            lines = [page.render_line(y).text.strip() for y in range(3)]
            return words in lines

        for words in parts:
            await pilot.press("right")
            assert stands_on_top(words)
        await pilot.press("left")
        assert stands_on_top(parts[2])
        before = page.scroll_offset.y
        await pilot.press("tab", "shift+tab")
        assert page.scroll_offset.y == before
        # At the last part there is no further one.
        await pilot.press(*["right"] * 12)
        assert page.scroll_offset.y == page.max_scroll_y


async def test_the_codex_opens_where_something_stands(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="first_round", stories=(GSOMIA.with_name("first_round"),), seed=1)
    async with running(app) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, CodexScreen))
        tabs = str(app.screen.query_one("#tabs", Static).content)
        # The story has no sources.
        assert "Sources met 0" in tabs
        assert "[Glossary " in tabs


async def test_the_codex_has_the_people_met(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app) as pilot:
        await pilot.press("1", "c")
        await until(pilot, lambda: isinstance(app.screen, CodexScreen))
        await pilot.press("tab", "tab", "tab")
        text = page_text(app)
        assert "Marta: Innkeeper, on the side of the village" in text
        assert f"{PROMISE} (open)" in text
