"""Random keys and clicks in bursts, as a cat or a slow line sends them, to the real application, in
a window whose size changes.

Nothing crashes, whatever screen is up, and all that arrives at once decides one thing at most.
`NEGOTIATOR_KEYS` says how many keys are sent; by default it is a number that CI can bear.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from textual.events import MouseDown, MouseUp

from negotiator.engine import Play
from negotiator.library import Shelf
from negotiator.saves import ALL_PLACED, Store, Unplaced
from negotiator.saves.store import SaveResult
from negotiator.tui.actions import SCOPES
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.presses import Presses
from tests.tui.table import STORIES, Everything, Moments, named, ready

KEYS = int(os.environ.get("NEGOTIATOR_KEYS", "300"))
DECIDING = [str(n) for n in range(1, 10)]
EVERY = sorted(
    {key for actions in SCOPES.values() for one in actions for key in one.keys.split(",")}
    | {*DECIDING, "enter", "escape", "tab", "up", "down", "y", "n", "Y", "U", "P", "ctrl+p"}
)
"""All that is bound anywhere, and some that isn't."""
AT_A_TABLE = ["p", "enter", "a", "x", "y", "u", "v", "t", "w", "b", "1", "2", "down", "right"]
TYPED = [*"aeghst ", "backspace"]
"""What is looked for in a list makes it another list."""
WEIGHTS = [4, 3, 3, 1]
SIZES = [(60, 18), (80, 24), (120, 40)]
SHRUNK = [(1, 1), (200, 2), (5, 100), (59, 17)]
"""Sizes too small for the game, and for some of its parts too small to have any width."""


class CountingStore(Store):
    """The real store, that remembers how often it kept a play as it went."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, now=lambda: datetime(2026, 3, 2, tzinfo=UTC))
        self.times = 0

    def keep(
        self, slot: str, play: Play, *, label: str = "", unplaced: Unplaced = ALL_PLACED
    ) -> SaveResult:
        kept = super().keep(slot, play, label=label, unplaced=unplaced)
        self.times += not label
        return kept


async def play_at_random(
    app: NegotiatorApp, store: CountingStore, chance: Random, keys: int
) -> int:
    """Send so many keys, or fewer if the player quits; how many were sent."""
    time = app.presses.time
    assert isinstance(time, Moments)
    sent = 0
    async with app.run_test(size=chance.choice(SIZES)) as pilot:
        await ready(pilot)
        while sent < keys and app.is_running and app.return_value is None:
            before = store.times
            for _ in range(chance.choice([1, 2, 2, 3, 8])):
                (pool,) = chance.choices([EVERY, DECIDING, AT_A_TABLE, TYPED], WEIGHTS)
                key = chance.choice([one for one in pool if one != "q" or chance.random() < 0.1])
                app.post_message(named(key, time.moment))
                if chance.random() < 0.2:
                    click(app, chance, time.moment)
                sent += 1
                time.moment += chance.choice([0.0, 0.0, 0.001, 0.01])
            for _ in range(chance.choice([0, 3, 30, 200])):
                await asyncio.sleep(0)
            if chance.random() < 0.6:
                await pilot.pause()
            if chance.random() < 0.1 and app.is_running:
                await pilot.resize_terminal(*chance.choice(SHRUNK))
                await pilot.resize_terminal(*chance.choice(SIZES))
            if not isinstance(app.presses, Everything):
                assert store.times <= before + 1
            time.moment += chance.choice([0.05, 0.2, 0.6])
    return sent


def click(app: NegotiatorApp, chance: Random, moment: float) -> None:
    """Press and release a button anywhere on the screen."""
    x, y = (chance.randrange(max(1, size)) for size in app.size)
    for kind in (MouseDown, MouseUp):
        press = kind(None, x, y, 0, 0, 1, False, False, False)
        press.time = moment
        app.post_message(press)


def games(folder: Path, chance: Random) -> tuple[NegotiatorApp, CountingStore]:
    store = CountingStore(folder)
    stories = [STORIES / "harbour", STORIES / "cable"]
    at = chance.choice([None, "harbour", "cable", "cable"])
    shelf = Shelf(stories)
    return NegotiatorApp(lambda: shelf, lambda: store, story_id=at, seed=7, time=Moments()), store


@pytest.mark.parametrize("gate", [Presses, Everything])
async def test_whatever_is_pressed(tmp_path: Path, gate: type[Presses]) -> None:
    chance = Random(20_000)
    sent = round_ = 0
    while sent < KEYS:
        app, store = games(tmp_path / str(round_), chance)
        app.presses = gate(app.presses.time)
        sent += await play_at_random(app, store, chance, min(300, KEYS - sent))
        round_ += 1
