"""How each screen looks, at 80×24 and at 120×40.

A picture is accepted only after it has been looked at. Only the small story is shown, with
a fixed seed and a clock that stands still, so that nothing else can change a picture.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from negotiator.narration.turning_points import being_counted
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.story_log import Page
from tests.conftest import FIRST_ROUND
from tests.tui.table import STORIES, Player, game, ready, running, until

Look = Callable[..., bool]
SIZES = [(80, 24), (120, 40)]

SCREENS: dict[str, tuple[str, ...]] = {
    "start": (),
    "decided": ("2",),
    "locked": ("1", "1"),
    "undone": ("2", "u"),
    "history": ("1", "2", "h"),
    "rewind": ("1", "2", "h", "enter"),
    "codex_sources": ("1", "2", "c"),
    "codex_terms": ("c", "right"),
    "codex_actors": ("c", "left"),
    "board": ("2", "d"),
    "help": ("2", "question_mark"),
    "marked": ("tab",),
    "nothing_found": ("c", "slash", *"ferry", "enter"),
    "save": ("2", "s"),
    "signed": ("2", "1"),
    "walked_away": ("1", "2", "2"),
    "told_of_walked_away": ("1", "2", "2", "space"),
    "end_of_walked_away": ("1", "2", "2", "space", "space", "space"),
}


def pressed(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What to do before the picture is taken."""

    async def do(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: pilot.app.screen_stack[0].is_attached)
        app = pilot.app
        assert isinstance(app, NegotiatorApp)
        app.animation_level = "none"
        if app.starts_at_the_table:
            await until(pilot, lambda: app.current_mode == "play")
        await ready(pilot)
        player = Player(app)
        for key in keys:
            if key.startswith("theme:"):
                app.theme = key.removeprefix("theme:")
            elif key == "moving":
                app.animation_level = "full"
            elif key == "terms":  # on a low screen they are laid out only after the story is read
                await player.press(*["v"] * app.screen.query_one(PackageEditor).folded)
            else:
                await player.press(key)
            if isinstance(app.screen, EndingScreen):
                await until(pilot, lambda: being_counted() not in app.screen.query_one(Page).text)
            await pilot.pause()

    return do


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("screen", SCREENS)
def test_playing(snap_compare: Look, tmp_path: Path, screen: str, size: tuple[int, int]) -> None:
    app = game(tmp_path, story_id="harbour")
    assert snap_compare(app, terminal_size=size, run_before=pressed(*SCREENS[screen]))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("keys", [(), ("1",)], ids=["desk", "answered"])
def test_documents(
    snap_compare: Look, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = game(tmp_path, story_id="papers", stories=(STORIES / "papers",))
    assert snap_compare(app, terminal_size=size, run_before=pressed(*keys))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    "keys", [("moving", "2", "space"), ("2",)], ids=["while_it_is_counted", "counted"]
)
def test_a_vote(
    snap_compare: Look, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = game(tmp_path, story_id="assembly", stories=(STORIES / "assembly",), seed=1)
    assert snap_compare(app, terminal_size=size, run_before=pressed(*keys))


GIVING = (
    *("1", "terms", "down", "down", "right", "p"),
    *("terms", "down", "down", "down", "t", "down", "t", "down", "t", "p", "terms"),
)
"""A proposal, then another that gives three terms; after that their package can be accepted."""
LAST_WORD = (
    *("1", "terms", "down", "down", "right", "p", "terms", "up", "up", "right", "p"),
    *("terms", "p", "y", "terms"),
)
TABLES: dict[str, tuple[str, ...]] = {
    "arrived": ("1",),
    "sat_down": ("1", "terms"),
    "countered": ("1", "terms", "down", "down", "right", "p"),
    "laid_out_again": ("1", "terms", "down", "down", "right", "p", "terms"),
    "same_again": ("1", "terms", "p"),
    "asking": ("1", "terms", "f"),
    "asked": ("1", "terms", "f", "1", "terms"),
    "kept": ("1", "terms", "down", "right", "k"),
    "refused": ("1", "terms", "down", "down", "right", "p", "terms", "a"),
    "accepting": (*GIVING, "a"),
    "unclear": ("1", "terms", "down", "down", "right", "right"),
    "below_the_line": ("1", "terms", "w", "p"),
    "last_word": LAST_WORD,
    "leaving": ("1", "terms", "x"),
    "the_text": ("1", "c", "left"),
    "board": ("1", "d", "space"),
    "help": ("1", "terms", "question_mark"),
    "deal": (*GIVING, "a", "y", "escape"),
    "reasons": (*GIVING, "a", "y", "escape", "r"),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("screen", TABLES)
def test_bargaining(snap_compare: Look, tmp_path: Path, screen: str, size: tuple[int, int]) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",))
    assert snap_compare(app, terminal_size=size, run_before=pressed(*TABLES[screen]))


def test_bargaining_on_the_smallest_screen(snap_compare: Look, tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",))
    assert snap_compare(app, terminal_size=(60, 18), run_before=pressed(*TABLES["countered"]))


def test_the_terms_on_the_smallest_screen(snap_compare: Look, tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",))
    assert snap_compare(app, terminal_size=(60, 18), run_before=pressed(*TABLES["kept"]))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_title(snap_compare: Look, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(game(tmp_path), terminal_size=size, run_before=pressed())


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_title_with_a_picture(snap_compare: Look, tmp_path: Path, size: tuple[int, int]) -> None:
    app = game(tmp_path, stories=(FIRST_ROUND, STORIES / "harbour"))
    assert snap_compare(app, terminal_size=size, run_before=pressed())


async def saved(folder: Path) -> None:
    """A play on disk, with a named save, an ended one, and a damaged file."""
    app = game(folder, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "s", "enter", "1", "r", "enter", "y")
    (folder / "torn.yaml").write_text("negotiator_save: 1\nstory: {id: harbour\n")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("keys", [(), ("l",), ("l", "end", "x")], ids=["title", "load", "delete"])
async def test_with_saves(
    snap_compare: Look, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    await saved(tmp_path)
    import asyncio

    looks = await asyncio.to_thread(
        snap_compare, game(tmp_path), terminal_size=size, run_before=pressed(*keys)
    )
    assert looks


@pytest.mark.parametrize("theme", ["negotiator-light", "negotiator-contrast"])
def test_themes(snap_compare: Look, tmp_path: Path, theme: str) -> None:
    app = game(tmp_path, story_id="harbour")
    assert snap_compare(app, terminal_size=(120, 40), run_before=pressed(f"theme:{theme}", "2"))


def test_without_colour(
    snap_compare: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = game(tmp_path, story_id="harbour")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressed("2"))


def test_smallest(snap_compare: Look, tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    assert snap_compare(app, terminal_size=(60, 18), run_before=pressed("2"))


def test_too_small(snap_compare: Look, tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")

    async def shrink(pilot: Pilot[None]) -> None:
        await pressed()(pilot)
        await pilot.resize_terminal(50, 15)
        await pilot.pause()

    assert snap_compare(app, terminal_size=(80, 24), run_before=shrink)
