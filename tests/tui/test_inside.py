"""The author's view on the screen: a key that is there only while the story is watched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from negotiator.authoring.live_reload import Watch
from negotiator.library import Shelf
from negotiator.saves import Store
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.help import HelpScreen
from negotiator.tui.screens.inside import InsideScreen, JumpScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.widgets.notice import Notice
from negotiator.tui.widgets.story_log import Page
from tests.conftest import HARBOUR
from tests.fishery import FISHERY
from tests.tui.table import MOMENT, Unhurried, play_screen, running, until


def author(tmp_path: Path, story: Path = HARBOUR, *, is_watched: bool = True) -> NegotiatorApp:
    folder = tmp_path / story.name
    shutil.copytree(story, folder)
    shelf = Shelf([folder])
    store = Store(tmp_path / "saves", now=lambda: MOMENT)
    return NegotiatorApp(
        lambda: shelf,
        lambda: store,
        story_id=story.name,
        seed=7,
        watch=Watch(folder) if is_watched else None,
        time=Unhurried(),
    )


def told(app: NegotiatorApp) -> str:
    return app.screen.query_one(Page).text


async def test_a_key_shows_everything(tmp_path: Path) -> None:
    app = author(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1", "i")
        await until(pilot, lambda: isinstance(app.screen, InsideScreen))
        assert "trust is 40, of 0 to 100: Wary" in told(app)
        assert "true: rumour" in told(app)
        assert "ask: it is for once, and has been" in told(app)
        assert "wait leads to quay 70%, storm 30%." in told(app)
        await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen)


async def test_jumping_leaves_the_play_before_as_it_was(tmp_path: Path) -> None:
    app = author(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1", "i", "j")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        table = play_screen(app)
        assert table.play.state.scene == "hall"
        assert table.play.values()["rumour"] is True
        assert table.query_one(Notice).words.startswith("Jumped: ")
        await pilot.press("2")
        assert table.play.ending
    decisions = {one.save.decisions for one in app.store.entries() if one.save}
    assert decisions == {("quay.ask",), ("hall.leave",)}


async def test_leaving_the_list_jumps_nowhere(tmp_path: Path) -> None:
    app = author(tmp_path)
    async with running(app) as pilot:
        await pilot.press("i", "j", "escape")
        await until(pilot, lambda: isinstance(app.screen, InsideScreen))
        await pilot.press("escape")
        assert play_screen(app).play.state.scene == "quay"


async def test_it_works_at_a_table_and_a_jump_there_begins_afresh(tmp_path: Path) -> None:
    app = author(tmp_path, FISHERY)
    async with running(app, (120, 40)) as pilot:
        await pilot.press("i", "j")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        places = [one.id for one in app.screen._places]  # type: ignore[attr-defined]
        await pilot.press(*["down"] * places.index("boathouse"), "enter")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        assert play_screen(app).has_class("-at-table")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, InsideScreen))
        assert "Gauges" in told(app)


@pytest.mark.parametrize("is_watched", [True, False])
async def test_help_and_palette_name_it_for_authors_alone(tmp_path: Path, is_watched: bool) -> None:
    app = author(tmp_path, is_watched=is_watched)
    async with running(app) as pilot:
        titles = [one.title for one in app.get_system_commands(app.screen)]
        assert ("Inside" in titles) is is_watched
        active = app.screen.active_bindings
        assert ("i" in active) is is_watched
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert ("For authors" in told(app)) is is_watched


async def test_without_watching_the_key_does_nothing(tmp_path: Path) -> None:
    app = author(tmp_path, is_watched=False)
    async with running(app) as pilot:
        await pilot.press("i", "j")
        assert isinstance(app.screen, PlayScreen)
        assert play_screen(app).play.steps == ()
