"""The full-screen play of a story that is edited meanwhile, and plays that begin in the midst."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from negotiator.authoring.live_reload import Watch
from negotiator.authoring.starting_point import Beginning
from negotiator.library import Shelf
from negotiator.saves import Store
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.screens.dialogs import TextPage
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.widgets.notice import Notice
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.story_log import Page
from tests.authoring.test_live_reload import edit
from tests.conftest import HARBOUR
from tests.fishery import FISHERY
from tests.tui.table import MOMENT, Unhurried, play_screen, running, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HARBOUR, tmp_path / "harbour")
    return tmp_path / "harbour"


def author(
    folder: Path, beginning: Beginning | None = None, story_id: str = "harbour"
) -> NegotiatorApp:
    shelf = Shelf([folder])
    store = Store(folder.parent / "saves", now=lambda: MOMENT)
    return NegotiatorApp(
        lambda: shelf,
        lambda: store,
        story_id=story_id,
        seed=7,
        beginning=beginning,
        watch=Watch(folder),
        time=Unhurried(),
    )


def notice(app: NegotiatorApp) -> str:
    return play_screen(app).query_one(Notice).words


def told(app: NegotiatorApp) -> str:
    """The words on the page of the screen that is up; nothing, while it has none yet."""
    return "".join(page.text for page in app.screen.query(Page))


async def test_saving_the_story_shows_it_with_the_decisions_made(folder: Path) -> None:
    app = author(folder)
    async with running(app) as pilot:
        await pilot.press("1", "2")
        edit(folder, "trust: +12", "trust: +25")
        edit(folder, "She nods, once.", "She nods twice.")
        await until(pilot, lambda: "She nods twice." in told(app))
        assert "your 2 decisions made again" in notice(app)
        table = play_screen(app)
        assert table.play.decisions == ("quay.ask", "quay.promise")
        assert table.play.values()["trust"] == 65
        await pilot.press("1")
        assert table.play.ending
    (entry,) = app.store.entries()
    assert entry.save
    assert entry.save.decisions == ("quay.ask", "quay.promise", "hall.sign")


async def test_a_broken_story_is_told_and_the_last_good_one_stays(folder: Path) -> None:
    app = author(folder)
    async with running(app) as pilot:
        await pilot.press("1")
        edit(folder, "goto: hall", "goto: hal")
        await until(pilot, lambda: isinstance(app.screen, TextPage) and "error N301" in told(app))
        assert told(app).count("error N301") == 3
        edit(folder, "goto: signed", "goto: sined")
        await until(pilot, lambda: isinstance(app.screen, TextPage) and "sined" in told(app))
        assert len(app.screen_stack) == 2  # the new report is in the place of the old one
        await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen)
        assert "(to mend: 4)" in notice(app)
        await pilot.press("3")
        assert play_screen(app).play.decisions[0] == "quay.ask"
        assert len(play_screen(app).play.decisions) == 2
        edit(folder, "goto: sined", "goto: signed")
        await until(pilot, lambda: isinstance(app.screen, TextPage))
        edit(folder, "goto: hal\n", "goto: hall\n")
        await until(pilot, lambda: "your 2 decisions made again" in notice(app))
        assert isinstance(app.screen, PlayScreen)


async def test_a_decision_that_is_gone_comes_back_with_its_choice(folder: Path) -> None:
    app = author(folder)
    async with running(app) as pilot:
        await pilot.press("1", "3")
        kept = play_screen(app).slot
        edit(folder, "id: wait", "id: linger")
        await until(pilot, lambda: "can't be made now" in notice(app))
        assert play_screen(app).play.decisions == ("quay.ask",)
        assert play_screen(app).slot != kept  # what was decided stays in its save
        edit(folder, "id: linger", "id: wait")
        await until(pilot, lambda: "2 decisions made again" in notice(app))
        assert play_screen(app).play.decisions == ("quay.ask", "quay.wait")


async def test_what_covers_the_table_makes_way(folder: Path) -> None:
    app = author(folder)
    async with running(app) as pilot:
        await pilot.press("2", "2")
        assert isinstance(app.screen, EndingScreen)
        edit(folder, "The road is long, and dry.", "The road is long, dry and yours.")
        await until(pilot, lambda: "dry and yours" in told(app))
        assert isinstance(app.screen, EndingScreen)
        await pilot.press("escape", "c")
        await until(pilot, lambda: isinstance(app.screen, CodexScreen))
        edit(folder, "dry and yours", "and dry")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))


async def test_a_play_from_the_midst_and_again(folder: Path) -> None:
    app = author(folder, Beginning("hall", ("trust=50", "promised=true")))
    async with running(app) as pilot:
        table = play_screen(app)
        assert table.play.place.id == "hall"
        assert "The whole town is in the hall" in told(app)
        await pilot.press("1")
        assert isinstance(app.screen, EndingScreen)
        assert "You pay what you promised." in told(app)
        await pilot.press("escape")
        app.begin("harbour")
        await until(pilot, lambda: not table.play.steps)
        assert table.play.place.id == "hall"


async def test_a_package_that_is_half_laid_out_is_kept_when_the_story_is_saved(
    tmp_path: Path,
) -> None:
    lake = tmp_path / "fishery"
    shutil.copytree(FISHERY, lake)
    app = author(lake, story_id="fishery")
    async with running(app) as pilot:
        await pilot.press("1")
        bargain = app.screen.query_one(PackageEditor)
        await until(pilot, lambda: bargain.has_focus)
        await pilot.press("v", "right", "down", "right")
        assert bargain.package == (1, 1, 0, 0)
        edit(lake, "Half and half", "One half each")
        await until(pilot, lambda: "story was read again" in notice(app))
        assert bargain.package == (1, 1, 0, 0)
        assert bargain.assembled["quota"] == "equal"


async def test_a_story_that_is_broken_at_first_is_waited_for(folder: Path) -> None:
    edit(folder, "goto: hall", "goto: hal")
    app = author(folder)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, TextPage) and "error N301" in told(app))
        edit(folder, "goto: signed", "goto: sined")
        await until(pilot, lambda: isinstance(app.screen, TextPage) and "sined" in told(app))
        edit(folder, "goto: sined", "goto: signed")
        edit(folder, "goto: hal\n", "goto: hall\n")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert "silted up last year" in told(app)
