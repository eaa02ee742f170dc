"""Acts on the screen: a page between two, and the front page before an ending."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.tui.screens.act import ActScreen
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.widgets.story_log import Page
from tests.acts import BUDGET
from tests.tui.table import game, page_text, running, until
from tests.tui.test_screens_look import SIZES, Look, pressed


async def test_a_page_stands_between_two_acts(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="budget", stories=(BUDGET,))
    async with running(app) as pilot:
        await pilot.press("1", "1")
        assert isinstance(app.screen, ActScreen)
        text = page_text(app)
        assert text.index("The door is heavy.") < text.index("Council to sell the park.")
        assert text.index("Council to sell the park.") < text.index("The vote")
        assert "They are waiting." not in text
        (row,) = app.store.entries()
        assert row.save is not None
        assert len(row.save.decisions) == 2  # saved before it is shown
        await pilot.press("space")
        assert isinstance(app.screen, PlayScreen)
        assert "They are waiting." in page_text(app)
        await pilot.press("u", "1")
        assert isinstance(app.screen, ActScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen)


async def test_a_long_page_is_read_to_its_end_before_the_play_goes_on(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="budget", stories=(BUDGET,))
    async with running(app, (60, 18)) as pilot:
        await pilot.press("1", "1", "space")
        assert isinstance(app.screen, ActScreen)
        await until(pilot, lambda: not app.screen.query_one(Page).more)
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))


@pytest.mark.parametrize("height", [18, 22, 24, 28])
async def test_a_card_is_never_cut_in_two(tmp_path: Path, height: int) -> None:
    app = game(tmp_path, story_id="budget", stories=(BUDGET,))
    app.animation_level = "none"
    async with running(app, (80, height)) as pilot:
        await pilot.press("1", "1")
        while isinstance(app.screen, ActScreen):
            page = app.screen.query_one(Page)
            shown = "".join(page.render_line(row).text for row in range(page.size.height))
            assert shown.count("╭") == shown.count("╰")
            await pilot.press("space")


async def test_an_ending_has_the_front_page_above_its_card(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="budget", stories=(BUDGET,))
    async with running(app) as pilot:
        await pilot.press("1", "2")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        card = app.screen.query_one("#curtain", Page).text
        assert card.index("Council to sell the park.") < card.index("The train")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    "keys", [("1", "1"), ("1", "1", "space")], ids=["between_acts", "in_the_next"]
)
def test_looks(
    snap_compare: Look, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = game(tmp_path, story_id="budget", stories=(BUDGET,))
    assert snap_compare(app, terminal_size=size, run_before=pressed(*keys))
