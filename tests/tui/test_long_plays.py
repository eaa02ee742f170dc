"""A play of more decisions than anyone scrolls through: its last ones are on the page."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from negotiator.engine import replay
from negotiator.narration.so_far import PAGE
from negotiator.saves import Store
from negotiator.story.loading import load
from negotiator.tui.screens.history import HistoryScreen
from tests.tui.table import game, page_text, play_screen, running, until

CIRCLE = """\
story: {id: circle, title: C, format: 1, version: 1, start: here}
scenes:
  here: {title: Here, text: You stand here., choices: [{id: turn, text: Turn, goto: there}]}
  there: {title: There, text: You stand there., choices: [{id: turn, text: Turn, goto: here}]}
endings:
  z: {title: Z, outcome: done, text: Bye.}
"""
MADE = PAGE.decisions + 3


async def test_its_last_decisions_are_shown_and_all_can_be_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(CIRCLE, encoding="utf-8")
    story = load(tmp_path)
    decisions = ("here.turn", "there.turn") * (MADE // 2) + ("here.turn",) * (MADE % 2)
    store = Store(tmp_path / "saves")
    store.keep("long", replay(story, 1, decisions).play)
    app = game(tmp_path / "saves", resume=store.entry("long"), stories=(tmp_path,))
    async with running(app) as pilot:
        screen = play_screen(app)
        assert page_text(app).startswith("The page begins after decision 3.")
        assert page_text(app).count("You stand") == PAGE.decisions
        await pilot.press("u")
        assert page_text(app).startswith("The page begins after decision 2.")
        assert page_text(app).count("You stand") == PAGE.decisions
        assert len(screen.play.steps) == MADE - 1

        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        listing = app.screen.query_one(OptionList)
        assert listing.option_count == PAGE.decisions
        await pilot.press("home", "enter", "y")
        await until(pilot, lambda: app.screen is screen)
        assert len(screen.play.steps) == MADE - 1 - PAGE.decisions
        assert page_text(app).startswith("Here")
