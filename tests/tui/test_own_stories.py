"""The title screen offers stories of one's own, and goes on with plays of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from negotiator.engine import Play
from negotiator.library import Shelf
from negotiator.saves import Store
from negotiator.story.loading import load
from negotiator.story_folders import StoryFolders
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.play import PlayScreen
from tests.conftest import HARBOUR
from tests.fishery import FISHERY
from tests.narration.test_stories import FACTS, NOTES, written
from tests.tui.table import MOMENT, Unhurried, play_screen, running, until


def at_title(folder: Path, folders: StoryFolders) -> NegotiatorApp:
    return NegotiatorApp(
        lambda: Shelf([FISHERY], folders.paths()),
        lambda: Store(folder / "saves", now=lambda: MOMENT),
        seed=7,
        played=folders.note,
        time=Unhurried(),
    )


def shown(app: NegotiatorApp) -> str:
    """What the menu shows, and what is said of the marked story."""
    parts = [app.screen.query_one(one) for one in ("#menu", "#about")]
    return "\n".join(
        line.text for part in parts for line in map(part.render_line, range(part.size.height))
    )


async def test_what_was_played_lately_is_offered_with_its_title_page(tmp_path: Path) -> None:
    folders = StoryFolders(tmp_path)
    weir = written(tmp_path / "weir")
    folders.note(weir)
    app = at_title(tmp_path, folders)
    async with running(app, (120, 40)) as pilot:
        await pilot.press("down")
        for words in ("The Weir", FACTS, f"For teachers: {NOTES}"):
            assert words in shown(app)
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.story.id == "weir"


async def test_a_play_of_a_far_folder_is_gone_on_with(tmp_path: Path) -> None:
    far = Path(shutil.copytree(HARBOUR, tmp_path / "far" / "harbour"))
    Store(tmp_path / "saves").keep("harbour-1", Play.begin(load(far), 7).choose("ask"))
    folders = StoryFolders(tmp_path)
    folders.note(far)
    app = at_title(tmp_path, folders)
    async with running(app) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.decisions == ("quay.ask",)


async def test_of_two_with_one_id_the_one_that_is_picked_begins(tmp_path: Path) -> None:
    one, other = (Path(shutil.copytree(HARBOUR, tmp_path / name)) for name in ("one", "other"))
    text = (one / "story.yaml").read_text(encoding="utf-8")
    (one / "story.yaml").write_text(text.replace("title: The Harbour", "title: The Pier", 1))
    folders = StoryFolders(tmp_path)
    folders.note(one)
    folders.note(other)
    app = at_title(tmp_path, folders)
    async with running(app, (120, 40)) as pilot:
        await pilot.press("down")
        assert "has the same id, `harbour`" in " ".join(shown(app).split())
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.story.title == "The Pier"
    assert folders.paths() == (one, other)


async def test_stories_of_one_name_say_where_each_is(tmp_path: Path) -> None:
    folders = StoryFolders(tmp_path)
    for name in ("one", "other", "third"):
        folders.note(Path(shutil.copytree(HARBOUR, tmp_path / name)))
    named = tmp_path / "third" / "story.yaml"
    text = named.read_text(encoding="utf-8")
    named.write_text(text.replace("title: The Harbour", "title: The Pier", 1), encoding="utf-8")
    app = at_title(tmp_path, folders)
    async with running(app, (120, 40)) as pilot:
        await pilot.press("down")
        told = "".join(shown(app).split())
        assert told.count("Newgame:TheHarbour") == 2
        assert all(str(tmp_path / name) in told for name in ("one", "other"))
        (pier,) = (one for one in app.shelf.offers() if one.title == "The Pier")
        assert pier.where == ""
