"""Goes through all screens and prints what stands on them after each press.

`python -m tests.tui.in_pseudo STORIES`, in whatever language the environment names, which a process
asks for but once.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from negotiator.tui.app import NegotiatorApp
from tests.tui.table import game, running

BEFORE = "| "
"""What stands before a line of a screen, behind its name and the press."""
GIVING = ("down", "down", "right", "p", "v", *("down", "down", "t") * 3, "p", "v")
TOURS: dict[str, tuple[str, tuple[int, int], tuple[str, ...]]] = {
    "choices, and what can be looked up": (
        "harbour",
        (80, 24),
        (
            *("tab", "escape", "1", "1", "c", "right", "right", "slash", "z", "z", "enter"),
            *("escape", "escape", "d", "space", "escape", "question_mark", "space", "escape"),
            *("h", "enter", "escape", "escape", "s", "ctrl+u", "enter", "a", "enter"),
            *("s", "ctrl+u", "a", "enter", "enter", "l", "x", "escape", "escape", "f2"),
            *("f2", "f2", "ctrl+p", "z", "z", "z", "wait", "escape", "u", "2", "1"),
            *("space", "space", "question_mark", "escape", "r", "enter", "y", "q"),
        ),
    ),
    "a wide screen": ("harbour", (120, 40), ("2", "h", "escape", "u", "1", "2", "2", "space", "w")),
    "a table": (
        "cable",
        (80, 24),
        (
            *("1", "p", "v", "question_mark", "space", "escape", "f", "1", "v", "f", "escape"),
            *("down", "right", "k", "k", "right", "k", "w", "p", "b", "a", "p", "escape", "d"),
            *("escape", "c", "left", "escape", "down", "p", "v", "p", "y", "v", "a", "x"),
            *("escape", "x", "y", "space", "space", "space", "b", "space", "s", "escape"),
        ),
    ),
    "a deal": (
        "cable",
        (120, 40),
        (
            "1",
            "v",
            *GIVING,
            "w",
            "a",
            "y",
            "escape",
            "r",
            "e",
            "b",
            "escape",
            "escape",
            "c",
            "left",
        ),
    ),
    "a narrow table": ("fishery", (60, 18), ("1", "v", "down", "right", "p", "v", "x")),
    "events and votes": ("assembly", (80, 24), ("1",) * 12),
    "acts": (
        "budget",
        (80, 24),
        ("1", "1", "space", "u", "1", "question_mark", "escape", "escape"),
    ),
    "a vote that is counted": (
        "assembly",
        (80, 24),
        ("2", "space", "question_mark", "escape", "space", "space"),
    ),
}


def lines(app: NegotiatorApp) -> Iterator[str]:
    """What stands on the screen."""
    yield from (strip.text for strip in app.screen._compositor.render_strips())


async def toured(stories: Path, name: str, saves: Path) -> None:
    story, size, keys = TOURS[name]
    app = game(saves, story_id=story, stories=(stories / story,))
    async with running(app, size) as player:
        shown(name, "", app)
        for key in keys:
            if key == "wait":
                await player.pause(0.7)
            else:
                await player.press(key)
            shown(name, key, app)


async def opened(stories: Path, saves: Path) -> None:
    """The title screen with what is kept, and the message of a small window."""
    (saves / "cut_off.yaml").write_text("", encoding="utf-8")
    app = game(saves, stories=(stories / "harbour", stories / "fishery"))
    async with running(app, (80, 24)) as player:
        shown("the title", "", app)
        keys = ("l", "down", "down", "end", "x", "escape", "escape")
        gallery = ("g", "wait", "right", "wait", "escape", "a", "escape")
        for key in (*keys, *gallery):
            if key == "wait":
                await player.pause(0.7)
            else:
                await player.press(key)
            shown("the title", key, app)
        await player.resize_terminal(50, 15)
        await player.pause()
        shown("the title", "a small window", app)


def shown(name: str, key: str, app: NegotiatorApp) -> None:
    for line in lines(app):
        print(f"{type(app.screen).__name__}; {name}, {key}{BEFORE}{line}")


def main() -> None:
    stories = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as saves:
        for name in TOURS:
            asyncio.run(toured(stories, name, Path(saves)))
        asyncio.run(opened(stories, Path(saves)))


if __name__ == "__main__":
    main()
