"""What a save or a story has reaches the terminal as text only, whichever screen draws it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from negotiator.engine import Play
from negotiator.saves import Save, write_save
from negotiator.story.loading import load
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.screens.load import LoadScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.screens.title import TitleScreen
from tests.conftest import HARBOUR
from tests.tui.table import game, ready, running

HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202ehere\u2066"
REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def drawn(app: NegotiatorApp) -> str:
    """What the screen shows, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_a_save_and_a_story_are_drawn_as_text(tmp_path: Path) -> None:
    story = load(HARBOUR)
    named = replace(
        story,
        scenes={
            key: replace(one, title=f"{HOSTILE} שלום\u200f {one.title}")
            for key, one in story.scenes.items()
        },
    )
    kept = Save.of(Play.begin(named, 1), label="", moment="2016-11-23T10:00:00+00:00")
    save = replace(kept, label=HOSTILE, story_title=HOSTILE, place=HOSTILE)
    (tmp_path / "one.yaml").write_text(write_save(save), encoding="utf-8", newline="")
    app = game(tmp_path)
    app.shelf.put(HARBOUR, named)
    async with running(app, size=(100, 30)) as pilot:
        for key, screen in (("l", LoadScreen), ("escape", TitleScreen), ("1", PlayScreen)):
            await pilot.press(key)
            await ready(pilot)
            assert isinstance(app.screen, screen)
            shown = drawn(app)
            assert shown.strip()
            for line in shown.split("\n"):
                assert REFUSED.search(line) is None
        # What is written from right to left stays, with its marks, and each line keeps its width.
        rows = [row for row in app.screen._compositor.render_strips() if "שלום" in row.text]
        assert rows
        assert "\u200f" in rows[0].text
        assert {row.cell_length for row in rows} == {100}
        app.notify(HOSTILE, markup=False)
        await pilot.pause()
        assert all(REFUSED.search(line) is None for line in drawn(app).split("\n"))
