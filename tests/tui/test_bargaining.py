"""Bargaining by keyboard: packages, answers, deals, leaving, and what of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from negotiator.engine import replay
from negotiator.story.model import Story
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.codex import CodexScreen
from negotiator.tui.screens.dialogs import ChoiceDialog, ConfirmDialog
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.help import HelpScreen
from negotiator.tui.screens.load import LoadScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.widgets.choices import Choices
from negotiator.tui.widgets.notice import Notice
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.shortcuts import KeyFooter
from negotiator.tui.widgets.story_log import Page
from tests.fishery import FISHERY
from tests.tui.table import STORIES, decisions_on_disk, game, page_text, play_screen, running, until

CABLE = STORIES / "cable"

HALF_FARE = ("up", "right", "p")
"""From the first term up, round to the last: the ferry."""
SPRING = ("down", "down", "right", "p")
DEAL = (*HALF_FARE, *SPRING, "down", "right", "p")


def lake(saves: Path) -> NegotiatorApp:
    return game(saves, story_id="fishery", stories=(FISHERY,))


def table(app: NegotiatorApp) -> PackageEditor:
    return play_screen(app).query_one(PackageEditor)


def laid_out(app: NegotiatorApp) -> bool:
    """Whether the table is on the screen."""
    return play_screen(app).query_one("#terms").display


def shown(app: NegotiatorApp) -> str:
    """The words of the table as they are drawn."""
    drawn = table(app)
    return "\n".join(line.plain for line in drawn.lines(drawn.content_size.width))


def notice(app: NegotiatorApp) -> str:
    words = play_screen(app).query_one(Notice)
    return words.words if words.display else ""


def divider(app: NegotiatorApp) -> str:
    return str(play_screen(app).query_one("#divider", Static).content)


async def sits(pilot: Pilot[None], app: NegotiatorApp) -> None:
    """Walk over the ice, sit down, and lay out the terms."""
    await pilot.press("1")
    await until(pilot, lambda: table(app).has_focus)
    if table(app).folded:
        await pilot.press("v")


async def test_a_play_sits_down_at_the_table(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        assert not laid_out(app)
        await sits(pilot, app)
        assert not play_screen(app).query_one(Choices).display
        assert "Agda has put out coffee" in page_text(app)
        assert "Agda: Has heard your opening; 4 proposals left" in divider(app)
        assert "› Quota           Two thirds for you        · ›−20 ≠ Half and half" in shown(app)
        assert "Yours is worth 100 to you." in shown(app)
        assert "Theirs is worth 30 to you." in shown(app)
        assert "Below 35 no deal is better for you: fishing as before." in shown(app)


async def test_each_option_has_its_price_beside_it(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        (row,) = (line for line in shown(app).splitlines() if "Ferry" in line)
        # What stands is at the dot; the next option costs 12, and theirs, the last one, 30.
        assert row.split()[1:] == [
            *["Free", "for", "you", "·", "−12", "≠", "The", "full", "fare", "−30"]
        ]
        await pilot.press("up", "right")
        (row,) = (line for line in shown(app).splitlines() if "Ferry" in line)
        assert row.split()[2:] == [
            *["·‹", "Half", "the", "fare", "−12", "›−30", "≠", "The", "full", "fare", "−30"]
        ]
        assert "Yours is worth 88 to you, 12 less than before." in shown(app)


async def test_on_a_low_screen_the_story_is_read_before_the_terms_are_laid_out(
    tmp_path: Path,
) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: table(app).has_focus)
        assert "8 terms are on the table" in shown(app)
        room = app.screen.query_one(Page).size.height
        await pilot.press("p", "right", "3", "x", "a")
        assert table(app).package == (0,) * 8
        assert play_screen(app).play.decisions == ("pier.knock",)
        assert notice(app) == "The terms are away: v lays them out."
        await pilot.press("down")
        assert notice(app) == ""
        assert "› Copies" in shown(app)
        assert app.screen.query_one(Page).size.height < room
        await pilot.press("right", "v")
        assert app.screen.query_one(Page).size.height == room
        await pilot.press("enter")
        assert table(app).package == (1, 0, 0, 0, 0, 0, 0, 0)


async def test_coming_back_to_a_table_the_story_has_all_the_room_again(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: table(app).has_focus)
        room = app.screen.query_one(Page).size.height
        assert room > 12
        await pilot.press("v", "u")
        await until(pilot, lambda: play_screen(app).query_one(Choices).has_focus)
        await pilot.press("1")
        await until(pilot, lambda: table(app).has_focus)
        assert table(app).folded
        assert app.screen.query_one(Page).size.height == room


async def test_on_a_tall_screen_the_terms_are_laid_out_at_once(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app, size=(120, 40)) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: table(app).has_focus)
        assert "› Copies" in shown(app)


async def test_changing_an_option_is_a_preview_and_decides_nothing(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        assert "At home it would move Your town from 50 to between " in shown(app)
        await pilot.press("right")
        assert table(app).package == (1, 0, 0, 0)
        assert "= Half and half" in shown(app)
        assert "2. Half and half (costs you 20, in your package, theirs)." in shown(app)
        await pilot.press("right", "right", "right")
        assert table(app).package == (2, 0, 0, 0)
        await pilot.press("t")
        assert table(app).package == (1, 0, 0, 0)
        await pilot.press("down", "3")
        assert table(app).package == (1, 2, 0, 0)
        await pilot.press("w")
        assert table(app).package == (1, 2, 1, 2)
        await pilot.press("b")
        assert table(app).package == (0, 0, 0, 0)
        assert play_screen(app).play.decisions == ("jetty.go_over",)


async def test_proposals_are_answered_on_the_page_up_to_a_deal(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press(*HALF_FARE)
        text = page_text(app)
        assert "Propose The ferry: Half the fare" in text
        assert '"The pike must spawn," says Agda.' in text
        assert "They now ask for:\nThe ferry: Half the fare (before: The full fare)" in text
        assert "Agda: Not convinced; 3 proposals left" in divider(app)
        await pilot.press(*SPRING, "down", "right", "enter")
        text = page_text(app)
        assert '"Good," says Agda, and pours the coffee.\nYou both sign on the map.' in text
        assert (
            "You and Southtown have a deal:\nHow much each may catch: Two thirds for you\n"
            "When nobody fishes: "
        ) in text
        assert "Your town +8 better\nr: What moved one by one, and why" in text
        assert "the nets come up full" not in text
        await pilot.press("r")
        text = page_text(app)
        assert "Your town +8 better: the nets come up full" in text
        assert "Your town +2 better: there is a paper" in text
        await pilot.press("r")
        assert "there is a paper" not in page_text(app)
        assert not laid_out(app)
        assert play_screen(app).query_one(Choices).has_focus
        await pilot.press("1")
        assert isinstance(app.screen, EndingScreen)


async def test_their_package_is_accepted_when_it_can_be(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("a")
        assert "That can't be accepted: it is worth 30 to you, and no deal 35." in notice(app)
        await pilot.press(*HALF_FARE, "a")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        assert play_screen(app).play.decisions[-1] == "boathouse.propose(ferry=half_fare)"
        await pilot.press("a", "y")
        assert play_screen(app).play.decisions[-1] == "boathouse.accept"
        assert "How much each may catch: Half and half" in page_text(app)
        assert notice(app) == ""


async def test_a_package_below_ones_line_says_why_it_is_closed(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("w")
        assert "× You can't propose this: it is worth 30 to you, and no deal 35." in shown(app)
        await pilot.press("p")
        assert notice(app) == "That can't be done: the table says why."
        assert play_screen(app).play.decisions == ("jetty.go_over",)
        await pilot.press("left")
        await until(pilot, lambda: notice(app) == "")
        assert "×" not in shown(app)


async def test_their_last_word_is_taken_up_to_see_what_it_would_do(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("down", "down", "right", "p")
        await pilot.press("v", "up", "up", "right", "p", "v", "p", "y", "v")
        assert "The keeper: Waiting for your answer; no proposals left" in divider(app)
        assert '"The lamp is going out," says the keeper.' in page_text(app)
        assert "≠" not in shown(app)
        assert "× The keeper has said the last word: accept it, or leave." in shown(app)
        await pilot.press("b")
        assert "≠ Sixpence a word" in shown(app)
        await pilot.press("p")
        assert notice(app) == "That can't be done: the table says why."


async def test_proposing_the_same_again_is_asked_first(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("p")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        assert play_screen(app).play.decisions == ("jetty.go_over",)
        await pilot.press("p", "y")
        assert play_screen(app).play.decisions[-1] == "boathouse.propose"


async def test_where_they_moved_is_marked_in_the_terms(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        assert "moved" not in shown(app)
        await pilot.press(*HALF_FARE)
        assert "Agda moved. Ferry: Half the fare (before: The full fare)." in shown(app)
        (row,) = (line for line in shown(app).splitlines() if "»" in line)
        assert row.startswith("› Ferry")
        assert "=»Half the fare" in row
        assert "Theirs is worth 48 to you, 18 more than at first." in shown(app)
        assert "You have given 12 % of what Agda needs." in shown(app)


async def test_on_a_low_screen_an_answer_is_read_before_the_terms_are_laid_out_again(
    tmp_path: Path,
) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("down", "down", "right", "p")
        assert "8 terms, 7 apart. Lay them out" in shown(app)
        assert app.screen.query_one(Page).size.height > 12
        await pilot.press("enter", "v", "v")
        assert "Your package" in shown(app)
        assert len(play_screen(app).play.decisions) == 2


async def test_a_question_leaves_the_package_as_it_is_put_together(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("right", "k", "down", "right")
        assembled = table(app).package
        assert assembled != (0, 0, 0, 0)
        await pilot.press("f", "1")
        assert play_screen(app).play.decisions[-1] == "boathouse.ask(dearest)"
        assert table(app).package == assembled
        assert table(app).held is not None
        await pilot.press("u")
        assert play_screen(app).play.decisions[-1] == "jetty.go_over"
        assert table(app).package == assembled


async def test_leaving_is_asked_first(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("x")
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        assert play_screen(app).play.decisions == ("jetty.go_over",)
        await pilot.press("x", "y")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        assert play_screen(app).play.decisions[-1] == "boathouse.leave"


async def test_once_a_table_is_left_space_reads_the_story_again(tmp_path: Path) -> None:
    """The terms that were scrolled there are gone, and must not take the key."""
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",))
    app.animation_level = "none"
    async with running(app, (60, 18)) as pilot:
        await pilot.press("1", "v", "space", "x", "y")
        await until(pilot, lambda: not app.screen.has_class("-at-table"))
        while isinstance(app.screen, EndingScreen):
            await pilot.press("escape")
        page = app.screen.query_one(Page)
        page.scroll_home(animate=False)
        await until(pilot, lambda: page.more)
        before = page.scroll_offset.y
        await pilot.press("space")
        assert page.scroll_offset.y > before


async def test_they_may_leave_too(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("p", "y", "p", "y")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        await pilot.press("escape")
        assert "Agda takes the key from its nail." in page_text(app)


async def test_undo_in_the_middle_of_talks(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        before, words = shown(app), page_text(app)
        await pilot.press(*HALF_FARE, *SPRING, "u")
        assert "3 proposals left" in divider(app)
        assert table(app).package == (0, 0, 0, 1)
        await pilot.press("u")
        assert page_text(app) == words
        await pilot.press(*["up"] * table(app).marked)
        assert shown(app) == before
        await pilot.press("u")
        assert not laid_out(app)
        assert play_screen(app).query_one(Choices).has_focus
    (entry,) = app.store.entries()
    assert entry.save
    assert entry.save.decisions == ()


async def test_undo_after_the_deal_goes_back_to_the_table(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press(*DEAL, "u")
        assert table(app).has_focus
        assert "2 proposals left" in divider(app)


async def test_going_back_into_the_talks(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press(*HALF_FARE)
        text = page_text(app)
        await pilot.press(*SPRING, "h", "enter", "y")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        assert table(app).has_focus
        assert page_text(app) == text
        assert table(app).package == (0, 0, 0, 1)


async def test_loading_in_the_middle_of_talks(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press(*HALF_FARE)
        text, stands = page_text(app), shown(app)
        await pilot.press("s", "enter", *SPRING)
        assert page_text(app) != text
        await pilot.press("l")
        assert isinstance(app.screen, LoadScreen)
        named = next(one for one in app.store.entries() if one.save and one.save.label)
        app.open_slot(named.slot)
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        await until(pilot, lambda: page_text(app) == text)
        assert table(app).has_focus
        await pilot.press("up")
        assert shown(app) == stands
    again = game(tmp_path, resume=named, stories=(FISHERY,))
    async with running(again) as pilot:
        assert page_text(again) == text
        assert table(again).has_focus
        assert "3 proposals left" in divider(again)
        await pilot.press("a", "y")
        assert play_screen(again).play.decisions[-1] == "boathouse.accept"


async def test_a_decision_is_on_disk_before_it_is_shown(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        seen = decisions_on_disk(app)
        await pilot.press(*HALF_FARE, "a", "y")
    assert seen == [2, 3]


async def test_help_and_palette_know_the_table(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        commands = {one.title for one in app.get_system_commands(app.screen)}
        assert "Propose" not in commands
        await sits(pilot, app)
        named = {one.title: one for one in app.get_system_commands(app.screen)}
        assert {"Propose", "Accept", "Leave", "Theirs", "Undo", "Codex", "Save"} <= set(named)
        app.call_later(named["Theirs"].callback)
        await until(pilot, lambda: table(app).package == (1, 0, 0, 0))
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Propose the package that you have put together" in page_text(app)
        assert "is what it gives you (+) or costs you (−)" in page_text(app)


async def test_two_questions_each_once(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("f")
        assert isinstance(app.screen, ChoiceDialog)
        await pilot.press("escape", "f", "1", "f", "1")
        assert isinstance(app.screen, ChoiceDialog)  # it has been asked already
        await pilot.press("2")
        decisions = play_screen(app).play.decisions
        assert decisions[1:] == ("boathouse.ask(dearest)", "boathouse.ask(cheapest)")
        assert "matters less than “The ferry”" in page_text(app)
        assert "4 proposals left" in divider(app)
        learned = "You asked: dearest to Agda is Season; cheapest is Ferry."
        assert learned in " ".join(shown(app).split())
        await pilot.press("u")
        assert play_screen(app).play.decisions == decisions[:2]


async def test_two_packages_side_by_side_by_one_key(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.press("k")
        assert "This one, worth 100 to you, is kept." in shown(app)
        await pilot.press("k")
        assert "kept" not in shown(app)
        await pilot.press("down", "right", "k")
        assert "This one, worth 97 to you, is kept." in shown(app)
        await pilot.press("up", "right", "k")
        assert notice(app) == "That can't be done: the table says why."
        assert "This can't go beside it: they are worth 97 and 77" in " ".join(shown(app).split())
        assert "One package is kept. This can't go beside it" in shown(app)
        await pilot.press("left", "down", "right")
        assert "One package is kept, worth 97 to you. This can go beside it." in shown(app)
        await pilot.press("k")
        decision = "boathouse.either(season=spring; season=whole_year)"
        assert play_screen(app).play.decisions[-1] == decision
        assert "Of the two, says Agda, the second is nearer." in page_text(app)
        assert "3 proposals left" in divider(app)


async def test_the_footer_names_what_can_be_done_with_them(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        keys = app.screen.query_one(KeyFooter).render().plain.strip()
        assert keys.startswith("p Propose a Accept f Ask k Two x Leave")
        assert keys.endswith("? Help")
        assert len(keys) < 80


async def test_someone_of_ones_own_side_names_two_cheap_terms(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app) as pilot:
        await sits(pilot, app)
        words = " ".join(shown(app).split())
        assert (
            "“Give him his storms,” says your clerk. "
            "It costs you least to give way on Storms (2) or Clerks (3)."
        ) in words
        await pilot.press("up", "t", "p", "v")
        assert "“Now the clerks,” says your clerk." in shown(app)


async def test_a_click_on_the_page_leaves_the_keys_with_the_terms(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.click(Page, offset=(4, 2))
        await pilot.press("right")
        assert table(app).package == (1, 0, 0, 0)


async def test_the_mouse_marks_and_turns(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app) as pilot:
        await sits(pilot, app)
        await pilot.click(PackageEditor, offset=(4, 6))
        assert table(app).marked == 2
        await pilot.click(PackageEditor, offset=(60, 5))
        assert table(app).marked == 1
        assert table(app).package == (0, 2, 0, 0)
        await pilot.click(PackageEditor, offset=(15, 5))
        assert table(app).package == (0, 1, 0, 0)


async def test_the_codex_has_the_text(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app) as pilot:
        await pilot.press("c")
        assert isinstance(app.screen, CodexScreen)
        assert "The text" not in str(app.screen.query_one("#tabs", Static).content)
        await pilot.press("escape")
        await sits(pilot, app)
        await pilot.press("c", "left")
        text = page_text(app)
        assert "In any case\nBoth islands keep the cable in repair. [C1]" in text
        assert "When the press may send\nStill open: At once or A day later." in text
        await pilot.press("escape", "right", "down", "t", "p")
        assert play_screen(app).play.steps[-1].closing == ""
        await pilot.press("v", "a", "y")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))
        await pilot.press("c", "left")
        text = page_text(app)
        assert "Still open" not in text
        assert "Which wires are copied\nAgreed: " in text


async def test_what_two_tables_are_about_stands_in_the_text_once(
    gsomia: Story, tmp_path: Path
) -> None:
    test = gsomia.tests["two_commas"]
    play = replay(gsomia, test.seed, test.decisions).play
    assert {"seoul_table", "initialling"} <= {step.before.scene for step in play.steps}
    app = lake(tmp_path)
    async with running(app) as pilot:
        await app.push_screen(CodexScreen(play, "text"))
        await pilot.pause()
        text = page_text(app)
        for term in gsomia.terms.values():
            assert text.count(f"{term.label}\nAgreed: ") == 1
        assert text.count("In any case") == text.count("the text of 2012, [B11]") == 1


async def test_a_story_without_a_table_has_no_text(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("c")
        assert "The text" not in str(app.screen.query_one("#tabs", Static).content)


def in_view(app: NegotiatorApp) -> str:
    """The words of the table as far as there is room for them."""
    view = app.screen.query_one("#terms")
    first = round(view.scroll_y)
    return "\n".join(shown(app).splitlines()[first : first + view.size.height])


async def test_a_low_screen_keeps_the_marked_term_in_view_and_scrolls(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app, size=(60, 18)) as pilot:
        await sits(pilot, app)
        await until(pilot, lambda: "› Copies" in in_view(app))
        assert "At home" not in in_view(app)
        assert "▼ more: Space" in divider(app)
        await pilot.press("space")
        await until(pilot, lambda: "At home" in in_view(app))
        await pilot.press("pageup")
        await until(pilot, lambda: "Yours is worth" in in_view(app))
        await pilot.press("up")
        await until(pilot, lambda: "› Storms" in in_view(app))


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_space_comes_to_the_end_of_the_terms_however_low_the_screen(
    tmp_path: Path, width: int
) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app, size=(width, 18)) as pilot:
        await sits(pilot, app)
        for height in range(18, 34):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            terms = app.screen.query_one("#terms")
            while terms.scroll_y < terms.max_scroll_y:
                await pilot.press("space")
            *_, last, _keys = (strip.text for strip in app.screen._compositor.render_strips())
            assert last.split() == shown(app).splitlines()[-1].split(), height


async def test_a_wide_screen_has_terms_and_sentences_side_by_side(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(CABLE,))
    async with running(app, size=(120, 40)) as pilot:
        await pilot.press("1")
        await until(pilot, lambda: table(app).has_focus)
        assert not table(app).folded
        page = app.screen.query_one(Page)
        assert page.size.height >= page.fresh  # nothing of the scene is hidden
        assert any("Storms" in line and "│" in line for line in shown(app).splitlines())


async def test_both_answers_to_a_question_are_seen_however_long_they_are(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app, size=(80, 24)) as pilot:
        leave = "Close the folder. Not today, and not for this"
        await app.push_screen(ConfirmDialog("Leave?", "No deal.", yes=leave, no="Stay"))
        await pilot.pause()
        box = app.screen.query_one("#box").content_region
        for name in ("yes", "no"):
            button = app.screen.query_one(f"#{name}")
            assert box.contains_region(button.region)
            assert button.region.height == 1


async def test_why_a_question_is_closed_is_read_to_its_end(tmp_path: Path) -> None:
    app = lake(tmp_path)
    async with running(app, size=(60, 18)) as pilot:
        await sits(pilot, app)
        await pilot.press("f", "1")
        await until(pilot, lambda: isinstance(app.screen, PlayScreen))
        if table(app).folded:
            await pilot.press("v")
        await pilot.press("f")
        assert isinstance(app.screen, ChoiceDialog)
        box = app.screen.query_one("#box").content_region
        closed = app.screen.query_one(".closed", Static)
        words = closed.content
        assert "you have asked that already" in str(words)
        assert closed.region.height == len(Content(str(words)).wrap(closed.content_size.width))
        assert box.contains_region(closed.region)
        await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen)


@pytest.mark.parametrize("width", [60, 66, 72, 80])
async def test_on_a_narrow_screen_heads_and_keys_are_whole(tmp_path: Path, width: int) -> None:
    app = lake(tmp_path)
    async with running(app, size=(width, 18)) as pilot:
        await sits(pilot, app)
        (heads,) = (line for line in shown(app).splitlines() if "↑ ↓" in line)
        assert heads.count("to you") == 2
        *_, keys = (strip.text for strip in app.screen._compositor.render_strips())
        assert keys.rstrip().endswith("? Help")
