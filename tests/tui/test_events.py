"""Events and votes on the page: who came, what they moved, how it was voted."""

from __future__ import annotations

from pathlib import Path

from negotiator.tui.screens.ending import EndingScreen
from negotiator.tui.widgets.heading import PlaceBar
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


async def test_a_vote_is_shown_bloc_by_bloc(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="assembly", stories=ASSEMBLY, seed=1)
    async with running(app) as pilot:
        await pilot.press("2")
        text = page_text(app)
        assert "A vote of no confidence: 4 ayes of 10, 6 needed. The motion failed." in text
        assert "The left: 4 of 5" in text
        assert "The right: 0 of 5" in text
