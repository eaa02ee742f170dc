"""People, promises and epilogues on the screen."""

from __future__ import annotations

from pathlib import Path

from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.story_log import Page
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


async def test_the_codex_has_the_people_met(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="inn", stories=(INN,), seed=1)
    async with running(app) as pilot:
        await pilot.press("1", "c")
        await until(pilot, lambda: isinstance(app.screen, CodexScreen))
        await pilot.press("tab", "tab", "tab")
        text = page_text(app)
        assert "Marta: Innkeeper, on the side of the village" in text
        assert f"{PROMISE} (open)" in text
