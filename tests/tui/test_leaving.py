"""Leaving the game, in any moment: while it starts, while a screen comes or goes, while somebody
opens and closes the palette. It ends with the exit code that was meant, and nothing fails."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest

from negotiator.engine import Play
from negotiator.saves import Keeping
from tests.tui.table import Everything, named
from tests.tui.test_random_keys import EVERY, SIZES, games

KEYS = [*EVERY, *["ctrl+p", "escape"] * 8]
CODE = 143


@pytest.mark.parametrize("rounds", [5, 10, 20, 30, 34, 60, 200, 350, 500, 750, 2_500])
async def test_it_may_be_left_in_any_moment(tmp_path: Path, rounds: int) -> None:
    """After so many rounds of its loop."""
    chance = Random(rounds)
    app, _ = games(tmp_path, chance)
    app.presses = Everything(app.presses.time)
    running = asyncio.create_task(app.run_async(headless=True, size=chance.choice(SIZES)))
    for _ in range(rounds):
        await asyncio.sleep(0)
        if app.is_running and chance.random() < 0.05:
            app.post_message(named(chance.choice(KEYS), 0.0))
    app.exit(return_code=CODE)
    await running
    assert app._exception is None
    assert app.return_code == CODE


async def test_a_story_that_is_read_once_the_game_has_ended_is_not_played(tmp_path: Path) -> None:
    """Reading takes a thread, which the end of the game doesn't wait for."""
    app, _ = games(tmp_path, Random(3))
    running = asyncio.create_task(app.run_async(headless=True))
    while not app.is_running:
        await asyncio.sleep(0)
    story = app.shelf.open(app.offers()[0].id)
    app.exit()
    await running
    app.open_play(Play.begin(story, 1), Keeping(app.store, app.store.new_slot(story)))
    assert app._exception is None


async def test_the_palette_opens_and_closes_however_fast(tmp_path: Path) -> None:
    app, _ = games(tmp_path, Random(3))
    app.presses = Everything(app.presses.time)
    async with app.run_test() as pilot:
        for pause in (0, 1, 2, 3, 5, 8, 13, 21):
            for key in ("ctrl+p", "escape", "ctrl+p", "ctrl+p", "escape"):
                app.post_message(named(key, 0.0))
                for _ in range(pause):
                    await asyncio.sleep(0)
            await pilot.pause()
