"""Whole plays by keyboard, from the title screen to an ending and back."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList, Static

from negotiator.engine import Play, debrief
from negotiator.library import Shelf
from negotiator.narration.status import GaugeStanding
from negotiator.saves import SaveError, Store
from negotiator.story.model import Story
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.screens.details import DetailsScreen
from negotiator.tui.screens.dialogs import ConfirmDialog, NameDialog, TextPage
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.help import HelpScreen
from negotiator.tui.screens.history import HistoryScreen
from negotiator.tui.screens.load import LoadScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.screens.title import TitleScreen
from negotiator.tui.screens.too_small import TooSmallScreen
from negotiator.tui.widgets.choices import Choices
from negotiator.tui.widgets.gauges import GaugeStrip
from negotiator.tui.widgets.listing import Listing
from negotiator.tui.widgets.notice import Notice
from negotiator.tui.widgets.story_log import Page
from tests.tui.table import (
    STORIES,
    Unhurried,
    decisions_on_disk,
    game,
    page_text,
    play_screen,
    ready,
    running,
    until,
)


async def test_a_play_from_the_title_to_a_signature(tmp_path: Path) -> None:
    app = game(tmp_path)
    async with running(app) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        await pilot.press("2", "1")
        assert isinstance(app.screen, EndingScreen)
        assert "The tolls are shared. [H2]" in page_text(app)
        assert "Shared tolls make quiet neighbours." in page_text(app)
        assert "= You, nearest to the record: Sign" in page_text(app)
    (entry,) = app.store.entries()
    assert entry.save
    assert entry.save.decisions == ("quay.promise", "hall.sign")
    assert entry.save.ended == "signed"


async def test_arrows_and_enter_choose_and_pass_over_what_is_locked(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("enter")  # ask, which is locked from now on
        choices = app.screen.query_one(Choices)
        assert not choices.offered[0].open
        assert choices.highlighted == 1
        await pilot.press("down", "down")
        assert choices.highlighted == 1  # round again, past the locked one
        await pilot.press("enter")
        assert play_screen(app).play.decisions == ("quay.ask", "quay.promise")


async def test_a_bar_stands_before_the_choice_that_is_marked(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        choices = app.screen.query_one(Choices)

        def barred() -> list[str]:
            lines = [choices.render_line(y).text for y in range(choices.size.height)]
            return [line.rstrip() for line in lines if line.startswith("▌")]

        assert barred() == ["▌1  Ask the ferryman what he has heard"]
        await pilot.press("down")
        await until(pilot, lambda: barred() == ["▌2  Give your word on the tolls"])


async def test_another_ending_tells_where_history_was_left(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "2")
        assert isinstance(app.screen, EndingScreen)
        text = page_text(app)
        assert "DROPPED: Walked away" in text
        assert "Where you left the record" in text
        # What was done there and on the record stands once, right below.
        assert "Press r to go back there." in text
        assert text.count("You: Leave") == text.count("Nearest to the record: Sign") == 1
        assert "reached 1 of 2 endings" in text


async def test_what_made_the_ending_is_told_once_it_is_counted(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "2")
        assert isinstance(app.screen, EndingScreen)
        assert "What made this ending" in page_text(app)
        await until(pilot, lambda: "Decision 2 was the last word: Leave." in page_text(app))
        assert "is being counted" not in page_text(app)
        # Whoever leaves before that leaves at once.
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        await pilot.press("2", "2", "n")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)


async def test_endings_are_counted_over_all_plays_that_are_kept(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "2", "n")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        await pilot.press("2", "1")
        assert isinstance(app.screen, EndingScreen)
        assert "reached 2 of 2 endings" in page_text(app)


async def test_back_from_a_play_the_title_offers_to_go_on(tmp_path: Path) -> None:
    app = game(tmp_path)
    async with running(app) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        await pilot.press("2", "q")
        await until(pilot, lambda: bool(app.screen.query("#menu")))
        menu = app.screen.query_one("#menu", OptionList)
        await until(pilot, lambda: menu.highlighted_option is not None)
        assert menu.highlighted_option
        assert menu.highlighted_option.id == "continue"


async def test_a_locked_choice_tells_its_reason_and_does_nothing(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1", "1")
        notice = app.screen.query_one(Notice)
        assert notice.display
        assert "He has told you all he knows." in notice.words
        assert play_screen(app).play.decisions == ("quay.ask",)
        await pilot.press("9")
        assert play_screen(app).play.decisions == ("quay.ask",)


async def test_undo_takes_back_any_number_of_decisions(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        start = page_text(app)
        await pilot.press("1", "2")
        assert "She nods, once." in page_text(app)
        await pilot.press("u")
        assert "She nods, once." not in page_text(app)
        await pilot.press("u", "u", "u")
        assert page_text(app) == start
        assert play_screen(app).play.decisions == ()
    (entry,) = app.store.entries()
    assert entry.save
    assert entry.save.decisions == ()


async def test_each_decision_is_on_disk_before_it_is_shown(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        seen = decisions_on_disk(app)
        await pilot.press("1", "3")
    assert seen == [1, 2]


async def test_the_play_goes_on_after_leaving_and_starting_again(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2")
        text = page_text(app)
    again = game(tmp_path)
    async with running(again) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(again.screen, PlayScreen) and again.screen.is_open)
        assert page_text(again) == text
        await pilot.press("q")
        assert isinstance(again.screen, TitleScreen)


async def test_a_save_can_be_resumed_from_the_command_line(tmp_path: Path) -> None:
    first = game(tmp_path, story_id="harbour")
    async with running(first) as pilot:
        await pilot.press("2")
    app = game(tmp_path, resume=first.store.entries()[0])
    async with running(app):
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_save_by_name_and_load_it(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "s")
        assert isinstance(app.screen, NameDialog)
        app.screen.query_one(Input).value = ""
        await pilot.press(*"fork", "enter")
        assert [e.save.label for e in app.store.entries() if e.save and e.save.label] == ["fork"]
        await pilot.press("2")  # to an ending, in the play's own slot
        assert isinstance(app.screen, EndingScreen)
        await pilot.press("escape", "l")
        assert isinstance(app.screen, LoadScreen)
        marked = [one.save.label if one.save else "" for one in app.store.entries()]
        await pilot.press(*["down"] * marked.index("fork"), "enter")
        await until(pilot, lambda: play_screen(app).play.decisions == ("quay.promise",))
        # The save by name stays as it is: the play goes on in a slot of its own.
        await pilot.press("1")
        kept = {e.slot: e.save.decisions for e in app.store.entries() if e.save}
        assert kept[app.store.slot_for(play_screen(app).play.story, "fork")] == ("quay.promise",)


async def test_a_name_that_is_taken_is_asked_about(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("s", "enter", "2", "s")
        app.screen.query_one(Input).value = "The quay"
        await pilot.pause()
        await pilot.press("enter")
        assert isinstance(app.screen, NameDialog)
        assert "Enter again replaces it" in str(app.screen.query_one("#box-text", Static).content)
        await pilot.press("enter")
        assert isinstance(app.screen, PlayScreen)
        saved = [e.save for e in app.store.entries() if e.save and e.save.label]
        assert [one.decisions for one in saved] == [("quay.promise",)]


async def test_rewinding_from_the_ending_keeps_the_old_play(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1", "2", "1")
        assert isinstance(app.screen, EndingScreen)
        await pilot.press("r")
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("home", "down", "enter")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("y")
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.play.decisions == ("quay.ask",)
        kept = sorted(len(e.save.decisions) for e in app.store.entries() if e.save)
        assert kept == [1, 3]


async def test_history_lists_decisions_and_a_no_changes_nothing(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "h", "enter", "escape", "escape")
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.play.decisions == ("quay.promise",)


async def test_a_new_game_from_the_ending_has_its_own_slot(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "1", "n")
        await until(pilot, lambda: play_screen(app).play.decisions == ())
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        await pilot.press("2")
        assert len(app.store.entries()) == 2


async def test_codex_opens_at_a_citation_turns_tabs_and_filters(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        app.screen.query_one(Page).post_message(Page.EntryPicked("term", "batna"))
        await pilot.pause()
        assert isinstance(app.screen, CodexScreen)
        assert "Your best option without a deal." in page_text(app)
        await pilot.press("left")
        assert "The harbour silted up in 1910." in page_text(app)
        assert "Met in: The quay" in page_text(app)
        await pilot.press("left")
        assert "Wants: Half the tolls." in page_text(app)
        await pilot.press("slash", *"ferry", "enter")
        assert "To be left alone." in page_text(app)
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, PlayScreen)


async def test_a_filter_counts_what_it_leaves_on_every_tab(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("c", "slash", *"ferry", "enter")
        tabs = str(app.screen.query_one("#tabs", Static).content)
        assert "[Sources met 0]" in tabs
        assert " Actors 1 " in tabs
        entries = app.screen.query_one("#entries", OptionList)
        shown = [entries.render_line(y).text for y in range(entries.size.height)]
        assert shown[0].strip() == "Nothing here."
        await pilot.press("left")
        assert "To be left alone." in page_text(app)


async def test_a_citation_can_be_clicked(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        page = app.screen.query_one(Page)
        row, line = next(
            (y, line)
            for y in range(page.size.height)
            if "[H1]" in (line := page.render_line(y).text)
        )
        assert await pilot.click(Page, offset=(line.index("[H1]") + 1, row))
        await pilot.pause()
        assert isinstance(app.screen, CodexScreen)
        assert "The harbour silted up in 1910." in page_text(app)


async def test_details_help_and_palette_tell_what_there_is(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2", "d")
        assert isinstance(app.screen, DetailsScreen)
        assert "+12 better by your last decision" in page_text(app)
        assert "May 1911" in page_text(app)
        await pilot.press("escape", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Take your last decision back" in page_text(app)
        await pilot.press("escape")
        commands = {one.title for one in app.get_system_commands(app.screen)}
        assert {"Undo", "Save", "Load", "History", "Codex", "Help", "Colours"} <= commands


async def test_a_small_window_says_so_and_recovers(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.resize_terminal(59, 24)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        words = str(app.screen.query_one("#too-small", Static).content)
        assert "59×24" in words
        assert "60×18" in words
        await pilot.press("1")
        await pilot.resize_terminal(60, 18)
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        assert play_screen(app).play.decisions == ()


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40), (200, 60)])
async def test_text_and_choices_fit_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app, size) as pilot:
        await pilot.press("1")
        page = app.screen.query_one(Page)
        assert page.size.height >= 4
        assert page.virtual_size.width <= 76
        choices = app.screen.query_one(Choices)
        assert choices.region.bottom < size[1]
        assert choices.max_scroll_y == 0
        for widget in app.screen.query("*"):
            assert widget.region.right <= size[0]


async def test_the_reader_starts_at_what_was_chosen(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app, (60, 18)) as pilot:
        await pilot.press("1", "2")
        page = app.screen.query_one(Page)
        await until(pilot, lambda: page.scroll_y == page.max_scroll_y or page.scroll_y > 0)
        top = [page.render_line(y).text.strip() for y in range(3)]
        assert "› Give your word on the tolls" in top
        before = page.scroll_y
        await pilot.press("pageup")
        await until(pilot, lambda: page.scroll_y < before)


async def test_a_folder_that_cannot_be_written_is_said_and_the_game_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = game(tmp_path, story_id="harbour")

    def fail(*_: object, **__: object) -> None:
        raise SaveError("the folder is full.")

    async with running(app) as pilot:
        monkeypatch.setattr(app.store, "keep", fail)
        await pilot.press("1")
        notice = app.screen.query_one(Notice)
        assert "This play is not saved. the folder is full." in notice.words
        await pilot.press("2")
        assert "This play is not saved. the folder is full." in notice.words
        assert play_screen(app).play.decisions == ("quay.ask", "quay.promise")
        monkeypatch.undo()
        await pilot.press("u")
        assert not notice.display


async def test_a_damaged_save_is_shown_and_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("negotiator_save: [")
    app = game(tmp_path)
    async with running(app) as pilot:
        await pilot.press("l")
        assert isinstance(app.screen, LoadScreen)
        await pilot.press("enter")
        assert isinstance(app.screen, LoadScreen)
        await pilot.press("x")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("y")
        assert app.store.entries() == ()
        await pilot.press("escape")
        assert isinstance(app.screen, TitleScreen)


async def test_a_lost_decision_offers_the_point_before_it(tmp_path: Path) -> None:
    story = Shelf([STORIES / "harbour"]).open("harbour")
    saves = tmp_path / "saves"
    Store(saves).keep("old", Play.begin(story, 7).choose("ask").choose("promise"))
    edited = tmp_path / "edited"
    edited.mkdir()
    text = (STORIES / "harbour/story.yaml").read_text()
    edited.joinpath("story.yaml").write_text(
        text.replace("id: promise", "id: pledge")
        .replace("quay.promise", "quay.pledge")
        .replace("  hall:", "  town_hall:")
        .replace("goto: hall", "goto: town_hall")
        .replace("hall.sign", "town_hall.sign")
    )
    app = game(saves, stories=(edited,))
    async with running(app) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert play_screen(app).play.decisions == ("quay.ask",)


async def test_the_faults_of_a_story_are_shown(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    text = (STORIES / "harbour/story.yaml").read_text()
    bad.joinpath("story.yaml").write_text(text.replace("goto: hall", "goto: hal"))
    app = game(tmp_path / "saves", stories=(bad,))
    async with running(app) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, TextPage))
        assert "N301" in page_text(app)
        assert "Did you mean `hall`?" in page_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, TitleScreen)


class HeldShelf(Shelf):
    """A shelf that opens nothing before it may."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        super().__init__(paths)
        self.may_open = Event()

    def open(self, offer_id: str) -> Story:
        self.may_open.wait()
        return super().open(offer_id)


async def test_a_story_that_is_asked_for_is_named_until_it_is_there(tmp_path: Path) -> None:
    shelf = HeldShelf((STORIES / "harbour",))
    app = NegotiatorApp(
        lambda: shelf, lambda: Store(tmp_path), story_id="harbour", time=Unhurried()
    )
    async with app.run_test() as pilot:
        opening = app.screen.query_one("#opening", Static)
        assert "The Harbour" in str(opening.content)
        await pilot.press("l", "1")
        assert isinstance(app.screen, TitleScreen)
        assert not app.screen.query("#menu")
        shelf.may_open.set()
        await until(pilot, lambda: app.current_mode == "play")
        await ready(pilot)
        await pilot.press("q")
        await ready(pilot)
        assert app.screen.query("#menu")
        assert not app.screen.query("#opening")


class FullShelf(Shelf):
    """A shelf with stories that memory has no room for."""

    def open(self, offer_id: str) -> Story:
        raise MemoryError


async def test_a_story_that_memory_has_no_room_for_is_refused(tmp_path: Path) -> None:
    def app(story_id: str | None = None) -> NegotiatorApp:
        shelf = FullShelf((STORIES / "harbour",))
        return NegotiatorApp(
            lambda: shelf, lambda: Store(tmp_path), story_id=story_id, time=Unhurried()
        )

    on_title = app()
    async with on_title.run_test() as pilot:
        await ready(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(on_title.screen, TextPage))
        assert isinstance(on_title.screen, TextPage)
        (said,) = on_title.screen.group()
        assert str(said.content) == "There is not enough memory for this."
    asked_for = app("harbour")
    async with asked_for.run_test() as pilot:
        await until(pilot, lambda: asked_for.is_leaving)
    assert isinstance(asked_for.unplayable, MemoryError)


async def test_the_faults_of_a_story_that_is_asked_for_end_the_game(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    text = (STORIES / "harbour/story.yaml").read_text()
    bad.joinpath("story.yaml").write_text(text.replace("goto: hall", "goto: hal"))
    app = game(tmp_path / "saves", story_id="harbour", stories=(bad,))
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.is_leaving)
    assert "N301" in str(app.unplayable)


async def test_words_of_a_story_are_never_markup(tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    text = (STORIES / "harbour/story.yaml").read_text()
    odd.joinpath("story.yaml").write_text(
        text.replace("title: The quay", 'title: "[red]The [/quay]"')
        .replace(
            "text: Give your word on the tolls", 'text: "Give [b]your[/] [@click=app.quit]word"'
        )
        .replace("You have given it.", '"[/]given[$x]"')
        .replace("label: Anger at home", 'label: "[bold]Anger"')
        .replace("title: The Harbour", 'title: "[i]Harbour"')
    )
    app = game(tmp_path / "saves", stories=(odd,))
    async with running(app) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen) and app.screen.is_open)
        assert "[red]The [/quay]" in page_text(app)
        await pilot.press("2")
        assert "Give [b]your[/] [@click=app.quit]word" in page_text(app)
        for keys in (("h", "enter", "escape", "escape"), ("d", "escape"), ("s", "escape")):
            await pilot.press(*keys)
        await pilot.press("l", "escape", "q")
        await ready(pilot)
        assert isinstance(app.screen, TitleScreen)


async def test_undo_is_offered_only_after_a_decision(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        assert not app.screen.active_bindings["u"].enabled
        await pilot.press("1")
        assert app.screen.active_bindings["u"].enabled


async def test_a_mouse_can_choose(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.click(Choices, offset=(10, 1))
        await pilot.pause()
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_story_text_can_be_selected_and_copied(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        page = app.screen.query_one(Page)
        assert page.allow_select
        assert not app.screen.query_one(Choices).allow_select
        page.text_select_all()
        await pilot.pause()
        assert "The harbour silted up last year." in (app.screen.get_selected_text() or "")


async def test_a_small_window_that_grows_behind_another_screen(tmp_path: Path) -> None:
    app = game(tmp_path)
    async with running(app) as pilot:
        await pilot.resize_terminal(50, 15)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        app.begin("harbour")
        await until(pilot, lambda: app.current_mode == "play")
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


@pytest.mark.parametrize("key", ["", "c"])
@pytest.mark.parametrize("shrunk", [(1, 1), (200, 2), (5, 100)])
async def test_a_text_is_there_again_when_a_window_without_room_has_grown(
    tmp_path: Path, key: str, shrunk: tuple[int, int]
) -> None:
    """On every screen with a text, scrolled by the reader."""
    app = game(tmp_path, story_id="harbour")
    async with running(app, (60, 18)) as pilot:
        await pilot.press("1", *filter(None, [key]))
        page = app.screen.query_one(Page)
        page.read_back()
        page.read_on()
        await pilot.pause()
        await until(pilot, lambda: page.scroll_y == page.scroll_target_y)
        lines = page.virtual_size.height
        await pilot.resize_terminal(*shrunk)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await pilot.resize_terminal(60, 18)
        await until(pilot, lambda: page.screen is app.screen)
        await until(pilot, lambda: page.virtual_size.height == lines)
    assert not app.return_code


async def test_rewinding_marks_the_decision_that_left_history(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("1", "3", "3", "3", "2")
        assert isinstance(app.screen, EndingScreen)
        await pilot.press("r")
        assert isinstance(app.screen, HistoryScreen)
        first = debrief(play_screen(app).play).first_parting
        assert first is not None
        assert app.screen.query_one(Listing).highlighted == first.number


@pytest.mark.parametrize("by", [-100, -40, 40, 100])
@pytest.mark.parametrize("width", [78, 58])
def test_the_largest_change_leaves_a_gap_between_two_gauges(
    gsomia: Story, by: int, width: int
) -> None:
    strip = GaugeStrip()
    after = 100 if by > 0 else 0
    standings = [GaugeStanding(gauge, after, after - by, after) for gauge in gsomia.gauges.values()]
    strip.set_reactive(GaugeStrip.standings, standings)
    lines = [line.plain for line in strip.lines(width)]
    assert all(cell_len(line) <= width for line in lines)
    shown = " ".join(lines).split()
    for gauge in gsomia.gauges.values():
        at = shown.index(gauge.short)
        assert shown[at + 1] == str(after)
        assert f"{by:+}".replace("-", "−") in shown[at + 2 : at + 4]
        said = " ".join(shown[at + 3 :]).removeprefix(f"{by:+} ".replace("-", "−"))
        assert said.startswith(("better", "worse", gauge.band(after)))
