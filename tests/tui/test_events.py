"""Events and votes on the page: who came, what they moved, how it was voted."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.screens.vote import VoteScreen
from negotiator.tui.widgets.counting import Counting
from negotiator.tui.widgets.place_bar import PlaceBar
from tests.tui.table import STORIES, game, page_text, play_screen, running, until

ASSEMBLY = (STORIES / "assembly",)


async def test_reactions_stand_below_the_scene_with_what_they_moved(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        await pilot.press("1")
        text = page_text(app)
        scene, warning = text.index("The lamps are lit."), text.index("A note comes over the wall.")
        assert scene < text.index("The neighbour") < warning
        assert warning < text.index("Heat in the house +5 worse: the note was read out")


async def test_an_event_waits_for_an_answer_and_survives_a_restart(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        await pilot.press("1", "1")
        assert "The telephone rings. It is the press. [A1]" in page_text(app)
        assert app.screen.query_one(PlaceBar).spot.title.startswith("The press")
        assert [one.id for one in play_screen(app).play.options()] == ["answer", "flee"]
    (entry,) = app.store.entries()
    again = game(tmp_path, resume=entry, stories=ASSEMBLY)
    async with running(again) as pilot:
        assert "The telephone rings." in page_text(again)
        await pilot.press("1")
        text = page_text(again)
        assert text.index("You talk for an hour.") < text.rindex("The lamps are lit.")
        await pilot.press("u")
        assert play_screen(again).play.event is not None
        await pilot.press("2")
        await until(pilot, lambda: isinstance(again.screen, EndingScreen))
        assert "Nobody asks after you." in page_text(again)


async def test_a_vote_is_counted_bloc_by_bloc_and_then_stands_on_the_page(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        await pilot.press("2")
        assert isinstance(app.screen, VoteScreen)
        save = app.store.entries()[0].save
        assert save is not None
        assert save.decisions == ("morning.vote",)  # before it is counted
        for told, rows in (
            ("0 ayes so far. 6 more are needed. 10 seats are still", ("5 seats", "5 seats")),
            ("4 ayes so far. 2 more are needed. 5 seats are still", ("4 of 5", "5 seats")),
            ("4 ayes of 10, 6 needed. The motion failed.", ("4 of 5", "0 of 5")),
        ):
            shown = counting(app)
            assert told in shown
            left, right = rows
            assert left in shown.partition("The left")[2].partition("\n")[0]
            assert right in shown.partition("The right")[2].partition("\n")[0]
            await pilot.press("space")
        assert isinstance(screen_of(app), PlayScreen)
        text = page_text(app)
        # What was counted there isn't told bloc by bloc again.
        assert "A vote of no confidence: 4 ayes of 10, 6 needed. The motion failed." in text
        assert "The left" not in text


@pytest.mark.parametrize("key", ["escape", "x", "1", "up", "tab"])
async def test_any_key_counts_all_at_once_and_decides_nothing(tmp_path: Path, key: str) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        await pilot.press("2", key)
        assert isinstance(app.screen, VoteScreen)
        assert "The motion failed." in counting(app)
        await pilot.press(key)
        assert isinstance(screen_of(app), PlayScreen)
        assert play_screen(app).play.decisions == ("morning.vote",)


async def test_who_wants_nothing_to_move_sees_the_whole_count(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        app.animation_level = "none"
        await pilot.press("2")
        assert "The motion failed." in counting(app)


async def test_help_stands_over_a_count_and_the_ending_comes_after_it(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        await pilot.press("2", "question_mark")
        assert "Count the next bloc" in page_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, VoteScreen)
        assert "0 ayes so far" in counting(app)
        await pilot.press("x", "x")
        ends = next(one for one in play_screen(app).play.options() if one.id == "vote")
        number = play_screen(app).play.options().index(ends) + 1
        await pilot.press(str(number), "x")
        assert isinstance(app.screen, VoteScreen)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, EndingScreen))


def screen_of(app: NegotiatorApp) -> object:
    """The screen that is up."""
    return app.screen


def counting(app: NegotiatorApp) -> str:
    """The words of the vote that is being counted."""
    widget = app.screen.query_one(Counting)
    return widget.render().plain
