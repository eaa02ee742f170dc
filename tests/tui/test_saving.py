"""What the screens say of saving is what happened, and a folder of thousands holds nobody up."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from negotiator.engine import Play
from negotiator.saves import Row, Save, Store, write_save
from negotiator.story.model import Story
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.dialogs import ConfirmDialog
from negotiator.tui.screens.history import HistoryScreen
from negotiator.tui.screens.load import LoadScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.screens.title import TitleScreen
from negotiator.tui.widgets.listing import Listing
from negotiator.tui.widgets.notice import Notice
from tests.tui.table import MOMENT, game, play_screen, running, until


def notice(app: NegotiatorApp) -> str:
    shown = play_screen(app).query_one(Notice)
    return shown.words if shown.display else ""


def kept(folder: Path) -> list[tuple[str, ...]]:
    return sorted(entry.save.decisions for entry in Store(folder).entries() if entry.save)


async def test_two_windows_on_one_play_keep_both_and_say_so(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("a", Play.begin(harbour, 7).choose("ask"))
    app = game(tmp_path, resume=store.entry("a"))
    async with running(app) as pilot:
        assert notice(app) == ""
        store.keep("a", Play.begin(harbour, 7).choose("ask").choose("wait"))
        await pilot.press("2")
        assert "a.yaml isn't as this game left it" in notice(app)
        assert play_screen(app).slot in notice(app)
        await pilot.press("2")
        assert "a.yaml" not in notice(app)
    assert kept(tmp_path) == [("quay.ask", "quay.promise", "hall.leave"), ("quay.ask", "quay.wait")]


async def test_in_an_unwritable_folder_one_plays_on_and_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    app = game(blocked / "below", story_id="harbour")
    async with running(app) as pilot:
        assert "This play is not saved. Plays can't be saved in" in notice(app)
        await pilot.press("q")  # nothing was decided yet
        await until(pilot, lambda: isinstance(app.screen, TitleScreen) and app.screen.is_filled)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        await pilot.press("1")
        assert "This play is not saved. Plays can't be saved in" in notice(app)
        await pilot.press("h", "enter")
        assert isinstance(app.screen, ConfirmDialog)
        assert "is not saved and will be gone" in words(app)
        await pilot.press("escape", "escape", "q")
        assert isinstance(app.screen, ConfirmDialog)
        assert "This play is not saved" in words(app)
        await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen)
        blocked.unlink()
        await pilot.press("q")  # tried once more, it is saved
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))
    assert kept(blocked / "below") == [("quay.ask",)]


@pytest.mark.parametrize("pages", [[], ["h"], ["s"]], ids=["play", "story so far", "a name"])
async def test_whoever_leaves_at_once_hears_what_is_not_saved(
    tmp_path: Path, pages: list[str]
) -> None:
    """Ctrl+Q asks nothing, on no screen."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    app = game(blocked / "below", story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1", *pages, "ctrl+q")
    assert "Plays can't be saved in" in app.lost


async def test_whoever_leaves_a_play_that_is_saved_hears_nothing(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1", "ctrl+q")
    assert app.lost == ""


def words(app: NegotiatorApp) -> str:
    return " ".join(str(one.content) for one in app.screen.query(Static))


async def test_leaving_a_play_that_is_not_saved_is_asked_about(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    app = game(blocked / "below", story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "1")  # to the ending, and to begin anew
        await pilot.press("n")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        assert play_screen(app).play.ending
        await pilot.press("q", "y")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


async def test_going_back_from_what_could_not_be_saved_promises_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    app = game(blocked / "below", story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1", "2", "h")
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("enter", "y")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        assert play_screen(app).play.decisions == ("quay.ask",)
        assert "not saved" in notice(app)
        assert "kept" not in notice(app)


async def test_a_name_that_could_not_be_kept_leaves_no_fault_behind(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1")
        (tmp_path / "file").write_text("in the way", encoding="utf-8")
        app.store.folder = tmp_path / "file"
        await pilot.press("s", "enter")
        assert "Not saved as “The quay”" in notice(app)
        app.store.folder = tmp_path
        await pilot.press("2")
        assert notice(app) == ""


def many(folder: Path, story: Story, count: int) -> None:
    """As many ended plays, and the oldest of all is open."""
    open_ = Play.begin(story, 1).choose("promise")
    for number in range(count):
        play = open_.choose("leave") if number else open_
        save = Save.of(play, label="", moment=MOMENT.isoformat(), order=number)
        (folder / f"harbour-{number}.yaml").write_text(write_save(save), encoding="utf-8")


class SlowStore(Store):
    """A store in a folder so large that the newest play is found only when it may be."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, lambda: MOMENT)
        self.may = threading.Event()

    def newest(self, story_id: str | None = None) -> Row | None:
        self.may.wait(30)
        return super().newest(story_id)


async def looking(pilot: Pilot[None], app: NegotiatorApp) -> OptionList:
    """The menu, while the newest play is looked for."""
    await until(pilot, lambda: bool(app.screen.query("#menu")))
    menu = app.screen.query_one("#menu", OptionList)
    await until(pilot, lambda: menu.option_count > 0)
    return menu


async def test_the_title_does_not_wait_for_thousands_of_plays(
    harbour: Story, tmp_path: Path
) -> None:
    many(tmp_path, harbour, 30)
    store = SlowStore(tmp_path)
    app = game(tmp_path)
    app.__dict__["store"] = store
    async with app.run_test() as pilot:
        menu = await looking(pilot, app)
        ids = [option.id for option in menu.options]
        assert ids == ["continue", "offer-1", "gallery", "load", "quit"]
        lines = [menu.render_line(y).text for y in range(menu.size.height)]
        assert any("Looking for your last play" in line for line in lines)
        await pilot.press("down")
        store.may.set()
        screen = app.screen
        assert isinstance(screen, TitleScreen)
        await until(pilot, lambda: screen.is_filled)
        # The rows and the mark are where they were.
        assert [option.id for option in menu.options] == ids
        assert menu.highlighted == 1
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_thousands_of_plays_are_read_once_the_menu_is_up(
    harbour: Story, tmp_path: Path
) -> None:
    many(tmp_path, harbour, 300)
    app = game(tmp_path)
    seen: list[int] = []

    class WatchedStore(Store):
        def newest(self, story_id: str | None = None) -> Row | None:
            # Not how many rows it has: they may be filled in anew at this moment.
            seen.append(bool(app.screen.query("#menu")))
            return super().newest(story_id)

    app.__dict__["store"] = WatchedStore(tmp_path, lambda: MOMENT)
    async with running(app):
        assert seen == [True]


async def test_going_on_may_be_asked_for_before_the_play_is_found(
    harbour: Story, tmp_path: Path
) -> None:
    many(tmp_path, harbour, 3)
    store = SlowStore(tmp_path)
    app = game(tmp_path)
    app.__dict__["store"] = store
    async with app.run_test() as pilot:
        await looking(pilot, app)
        await pilot.press("c")
        await asyncio.to_thread(store.may.set)
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_a_thousand_plays_are_listed_and_the_last_can_be_opened(
    harbour: Story, tmp_path: Path
) -> None:
    many(tmp_path, harbour, 1000)
    app = game(tmp_path)
    async with running(app) as pilot:
        await pilot.press("l")
        assert isinstance(app.screen, LoadScreen)
        assert "1,000" in str(app.screen.query_one("#screen-title", Static).content)
        listing = app.screen.query_one(Listing)
        rows = [listing.option_count]
        while rows[-1] < 1000:
            await pilot.press("end")
            rows.append(listing.option_count)
        assert rows == [200, 400, 800, 1000]  # no key waits for all of them
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_a_play_whose_file_is_damaged_goes_on_beside_it(
    harbour: Story, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.keep("a", Play.begin(harbour, 7))
    store.keep("a", Play.begin(harbour, 7).choose("ask"))
    torn = (tmp_path / "a.yaml").read_bytes()[:300]
    (tmp_path / "a.yaml").write_bytes(torn)
    app = game(tmp_path)
    async with running(app) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert "The copy before it is used" in notice(app)
        await pilot.press("2")
        assert "a.yaml isn't as this game left it" in notice(app)
    assert (tmp_path / "a.yaml").read_bytes() == torn
    assert ("quay.promise",) in kept(tmp_path)


async def test_of_a_long_text_that_is_pasted_a_name_takes_what_it_has_room_for(
    tmp_path: Path,
) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("s")
        field = app.screen.query_one(Input)
        field.post_message(Paste("\n" + "\x1b[2J\u202e\x9b" + "long\t" * 50_000 + "\nand more"))
        await until(pilot, lambda: "long" in field.value)
        field.post_message(Paste("x" * 100))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        labels = [entry.save.label for entry in app.store.entries() if entry.save]
        assert labels == [("[2J" + "long " * 12)[:60].strip()]
