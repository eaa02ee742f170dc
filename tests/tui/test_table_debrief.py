"""A table seen from above, on screen: how it looks, its keys, and the drawing it saves."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest

from negotiator.engine import Play
from negotiator.saves import Store
from negotiator.story.loading import load
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.table_debrief import TableDebriefScreen
from negotiator.tui.widgets.chrome import Chrome
from tests.fishery import DEAL, FISHERY
from tests.tui.table import MOMENT, game, page_text, running, until
from tests.tui.test_screens_look import SIZES, Look, pressed


def ended(saves: Path, decisions: tuple[str, ...], folder: Path = FISHERY) -> NegotiatorApp:
    """The game, with a play of these decisions opened."""
    store = Store(saves, now=lambda: MOMENT)
    store.keep("lake", reduce(Play.choose, decisions, Play.begin(load(folder), 3)))
    (entry,) = store.entries()
    return game(saves, resume=entry, stories=(folder,))


def shows(app: NegotiatorApp, screen: type) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, screen)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    ("decisions", "keys"),
    [
        (DEAL, ("e", "space")),
        (DEAL, ("e", "b")),
        (DEAL, ("e", "b", "space")),
        (("go_over", "leave"), ("e", "b")),
    ],
    ids=["ending", "deal", "words", "no_deal"],
)
def test_looks(
    snap_compare: Look,
    tmp_path: Path,
    decisions: tuple[str, ...],
    keys: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    app = ended(tmp_path, decisions)
    assert snap_compare(app, terminal_size=size, run_before=pressed(*keys))


@pytest.mark.parametrize("theme", ["negotiator-light", "negotiator-contrast"])
def test_themes(snap_compare: Look, tmp_path: Path, theme: str) -> None:
    app = ended(tmp_path, DEAL)
    do = pressed(f"theme:{theme}", "e", "b")
    assert snap_compare(app, terminal_size=(120, 40), run_before=do)


def test_without_colour(
    snap_compare: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ended(tmp_path, DEAL)
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressed("e", "b"))


def test_smallest(snap_compare: Look, tmp_path: Path) -> None:
    app = ended(tmp_path, DEAL)
    assert snap_compare(app, terminal_size=(60, 18), run_before=pressed("e", "b"))


async def test_with_keys_alone(tmp_path: Path) -> None:
    app = ended(tmp_path, DEAL)
    async with running(app) as pilot:
        await pilot.press("e")
        await until(pilot, shows(app, EndingScreen))
        assert "The boathouse: a deal worth 65 to you and 70 to Southtown." in page_text(app)
        await pilot.press("b")
        await until(pilot, shows(app, TableDebriefScreen))
        text = page_text(app)
        assert "↑ Worth to Southtown" in text
        assert "You accepted their package after 2 proposals:" in text
        assert "Of 54 packages, 45 were no worse for Northtown" in text
        # There is no other table to turn to.
        await pilot.press("right")
        assert isinstance(app.screen, TableDebriefScreen)
        await pilot.press("s", "s")
        drawn = [tmp_path / "fishery-boathouse.svg", tmp_path / "fishery-boathouse-2.svg"]
        await until(pilot, drawn[1].exists)
        assert drawn[0].read_text(encoding="utf-8").startswith("<svg")
        await pilot.press("escape")
        await until(pilot, shows(app, EndingScreen))


async def test_beside_each_other_when_there_is_room(tmp_path: Path) -> None:
    app = ended(tmp_path, DEAL)
    async with running(app) as pilot:
        await pilot.press("e", "b")
        await until(pilot, shows(app, TableDebriefScreen))
        drawing = app.screen.query_one("#drawing", Chrome)
        assert not drawing.display
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: drawing.display)
        assert "Worth to Southtown" not in page_text(app)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not drawing.display)
        assert "Worth to Southtown" in page_text(app)


async def test_the_tables_of_a_play_one_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    text = (FISHERY / "story.yaml").read_text(encoding="utf-8")
    again = text.replace("go\n      goto: nothing", "go\n      goto: jetty")
    assert again != text
    (folder / "story.yaml").write_text(again, encoding="utf-8")
    twice = ("go_over", "leave", "go_over", "propose(quota=equal)", "accept", "read_it_out")
    app = ended(tmp_path / "saves", twice, folder)
    async with running(app) as pilot:
        await pilot.press("e", "b")
        await until(pilot, shows(app, TableDebriefScreen))
        title = app.screen.query_one("#screen-title", Chrome)
        assert str(title.content).startswith("The boathouse (2 of 2)")
        assert "You accepted" in page_text(app)
        await pilot.press("right")
        await until(pilot, lambda: "(1 of 2)" in str(title.content))
        assert "You left before you proposed anything." in page_text(app)


async def test_no_table_no_key(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "1")
        await until(pilot, shows(app, EndingScreen))
        await pilot.press("b")
        assert isinstance(app.screen, EndingScreen)
