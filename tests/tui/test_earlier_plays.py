"""What earlier plays left: a gallery of endings, and texts that can be left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.saves import Memory
from negotiator.saves.memory import FILE
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.gallery import GalleryScreen
from negotiator.tui.screens.title import TitleScreen
from tests.tui.table import Player, game, page_text, running, until
from tests.tui.test_screens_look import SIZES, Look, pressed

SIGN = ("2", "1")
"""The keys that end the small story."""


async def ended(pilot: Player) -> None:
    await pilot.press(*SIGN)
    await until(pilot, lambda: isinstance(pilot.app.screen, EndingScreen))


async def test_a_second_play_leaves_out_on_request_what_was_read(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        first = page_text(app)
        await pilot.press("o")
        assert page_text(app) == first  # nothing was read yet
        await ended(pilot)
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        assert page_text(app) == first
        await pilot.press("o")
        short = page_text(app)
        assert "passages that you have read before (o shows them)" in short
        assert len(short) < len(first)
        await pilot.press("2")
        assert "that you have read before" in page_text(app).removeprefix(short)
        await pilot.press("o")
        assert "that you have read before" not in page_text(app).removeprefix(short)


async def test_nothing_of_a_play_is_changed_by_it(tmp_path: Path) -> None:
    played = []
    for keys in ((), (), ("o",)):
        app = game(tmp_path, story_id="harbour")
        async with running(app) as pilot:
            await pilot.press(*keys)
            await ended(pilot)
            save = app.store.entries()[0].save
            assert save is not None
            played.append((save.decisions, save.seed, save.snapshot))
    assert played == played[:1] * 3


async def test_a_gallery_that_cant_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    app = game(tmp_path)
    async with running(app) as pilot:
        title = app.screen
        assert isinstance(title, TitleScreen)
        await until(pilot, lambda: title.is_filled)
        await pilot.press("g")
        await until(pilot, lambda: "What earlier plays met can't be read" in page_text(app))
        assert "not found yet" not in page_text(app)
        assert "isn't known" in page_text(app)


async def test_the_gallery_names_what_was_found_and_forgets_it(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await ended(pilot)
        await pilot.press("space", "g")
        assert isinstance(app.screen, GalleryScreen)
        await until(pilot, lambda: "1 of 2 endings found" in page_text(app))
        await pilot.press("escape", "t")
        assert isinstance(app.screen, TitleScreen)
        await until(pilot, lambda: app.screen.is_filled)
        await pilot.press("g")
        await until(pilot, lambda: "1 of 2 endings found" in page_text(app))
        found = page_text(app)
        assert "not found yet" in found
        await pilot.press("x", "n")
        assert page_text(app) == found
        await pilot.press("x", "y")
        await until(pilot, lambda: "0 of 2 endings found" in page_text(app))
        assert not Memory(tmp_path).of("harbour")
        assert len(app.store.rows()) == 1


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("keys", [("g",), ("a",)], ids=["gallery", "about"])
async def test_looks_from_the_title(
    snap_compare: Look, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    import asyncio

    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await ended(pilot)
    looks = await asyncio.to_thread(
        snap_compare, game(tmp_path), terminal_size=size, run_before=pressed(*keys)
    )
    assert looks


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_looks_of_a_second_play(
    snap_compare: Look, tmp_path: Path, size: tuple[int, int]
) -> None:
    import asyncio

    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await ended(pilot)
    again = game(tmp_path, story_id="harbour")
    looks = await asyncio.to_thread(
        snap_compare, again, terminal_size=size, run_before=pressed("o", "2")
    )
    assert looks
