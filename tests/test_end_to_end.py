"""The installed command in a real terminal: played to an ending, killed in the middle, resumed.

A pseudo-terminal runs the command, and a terminal emulator says what is on its screen.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from negotiator.engine import Play, talks
from negotiator.narration.lines import Card, Voted
from negotiator.narration.menu import words
from negotiator.narration.play import step
from negotiator.saves import Store
from negotiator.story.model import Story
from negotiator.tui.presses import SEEN
from tests.conftest import HARBOUR

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect
import pyte

COMMAND = str(Path(sys.executable).with_name("negotiator"))
SIZES = {"COLUMNS", "LINES"}
PATIENCE = 60
"""Seconds until a screen that doesn't come is taken for one that never comes."""
ANSWERS = 5
"""Seconds after which a press that has come to nothing is made again."""


class Terminal:
    """The command running in a terminal of that size."""

    def __init__(
        self,
        *words: str,
        columns: int = 80,
        rows: int = 24,
        command: str | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        # The terminal's own size counts, not that of the one the tests run in.
        ours = {name: value for name, value in os.environ.items() if name not in SIZES}
        self.emulator = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.emulator)
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            command or COMMAND,
            list(words),
            dimensions=(rows, columns),
            env={
                **ours,
                "TERM": "xterm-256color",
                "TEXTUAL_ANIMATIONS": "none",
                **(variables or {}),
            },
            timeout=PATIENCE,
        )

    @property
    def screen(self) -> str:
        """What the screen shows, with white space folded."""
        return " ".join(" ".join(self.emulator.display).split())

    def wait(self, wanted: str) -> None:
        """Wait until the screen shows a text."""
        until = time.monotonic() + PATIENCE
        while wanted not in self.screen:
            assert time.monotonic() < until, f"{wanted!r} never came; the screen: {self.screen}"
            if self.read(1) is None:
                pytest.fail(f"the command ended while waiting for {wanted!r}: {self.screen}")

    def press(self, keys: str, wanted: str | Callable[[], bool]) -> None:
        """Press keys until the screen shows a text, or something has happened: again if it doesn't
        come, as a hand would.

        The game drops what comes before its screen could be read, and where it has little of the
        machine, that may be later than the screen is seen from outside.
        """
        is_so = wanted if callable(wanted) else lambda: wanted in self.screen
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, f"{keys!r} never led to {wanted!r}: {self.screen}"
            self.press_once(keys)
            again = time.monotonic() + ANSWERS
            while not is_so() and time.monotonic() < again:
                if self.read(1) is None:
                    pytest.fail(f"the command ended before {wanted!r}: {self.screen}")

    def press_once(self, keys: str) -> None:
        """Press keys once the screen has stood still for as long as a glance takes."""
        if not self.stands_still():
            pytest.fail(f"the command has ended: {self.screen}")
        self.process.send(keys)

    def stands_still(self) -> bool:
        """Read on until nothing comes for that long, or until the command has ended: False."""
        while shown := self.read(2 * SEEN):
            pass
        return shown is not None

    def leave(self) -> int:
        """Leave the game by its key; the command's exit code."""
        until = time.monotonic() + PATIENCE
        while self.stands_still():
            assert time.monotonic() < until, f"it never ended: {self.screen}"
            self.process.send("\x11")
            again = time.monotonic() + ANSWERS
            while self.read(1) is not None and time.monotonic() < again:
                pass
        return self.end()

    def read(self, seconds: float) -> bool | None:
        """Put on the screen what comes within that time; whether something came, None at the end
        of all."""
        try:
            self.stream.feed(self.process.read_nonblocking(65536, timeout=seconds))
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            return None
        return True

    def end(self) -> int:
        """Wait for the command to end by itself; its exit code."""
        self.process.expect(pexpect.EOF)
        self.process.wait()  # to close would hurry up whoever is still about to end
        self.process.close()
        code = self.process.exitstatus
        assert code is not None
        return int(code)

    def kill(self) -> None:
        self.process.kill(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def saves(tmp_path: Path) -> Path:
    return tmp_path / "saves"


def kept(folder: Path) -> list[tuple[str, ...]]:
    return [entry.save.decisions for entry in Store(folder).entries() if entry.save]


def test_leaving_at_once_tells_what_is_not_saved(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    terminal = Terminal("play", str(HARBOUR), "--saves", str(blocked / "below"))
    terminal.wait("The harbour silted up last year.")
    terminal.press("1", "He shrugs towards the town.")
    terminal.press_once("\x11")
    terminal.process.expect(b"This play is not saved. Plays can't be saved in")
    assert terminal.end() == 1


def test_killed_in_the_middle_and_nothing_is_lost(saves: Path) -> None:
    terminal = Terminal("play", str(HARBOUR), "--seed", "7", "--saves", str(saves))
    terminal.wait("The harbour silted up last year.")
    terminal.press("1", "He shrugs towards the town.")
    terminal.press("2", "The whole town is in the hall")
    terminal.kill()
    assert kept(saves) == [("quay.ask", "quay.promise")]

    terminal = Terminal("play", str(HARBOUR), "--continue", "--saves", str(saves))
    terminal.wait("The whole town is in the hall")
    terminal.press("u", "Wait for a better day")
    terminal.press("2", "The whole town is in the hall")
    terminal.press("1", "SIGNED")
    assert terminal.leave() == 0
    assert kept(saves) == [("quay.ask", "quay.promise", "hall.sign")]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_pact_is_played_to_an_ending(
    gsomia: Story, saves: Path, columns: int, rows: int
) -> None:
    play = Play.begin(gsomia, 3)
    terminal = Terminal(
        "play", "gsomia_2016", "--seed", "3", "--saves", str(saves), columns=columns, rows=rows
    )
    while play.ending is None:
        terminal.wait(play.place.title)
        before, open_ = play, [n for n, one in enumerate(play.options(), start=1) if one.open]
        # The last open choice of each scene: another way than a test that takes the first.
        play = play.choose(play.options()[open_[-1] - 1].id)
        is_decided = partial(_are_kept, saves, play.decisions)
        if talks(gsomia, before.state) is None:
            terminal.press(str(open_[-1]), is_decided)
        else:  # the last at a table is to leave it, which has a key of its own and asks back
            if columns < 100:  # a small screen shows the text first
                terminal.wait("Lay them out")
                terminal.press("v", "x Leave")
            terminal.press("x", "Leave the table?")
            terminal.press("y", is_decided)
        is_staged = False
        for line in step(play, len(before.steps)):
            if isinstance(line, Voted):
                terminal.wait("must say aye")
                terminal.press("x", "Any key goes on")
                terminal.press("x", lambda: "Any key goes on" not in terminal.screen)
            elif isinstance(line, Card):
                terminal.wait("Esc Skip")
                while "Esc Skip" in terminal.screen:
                    terminal.press_once(" ")
                    assert terminal.stands_still()
            is_staged = is_staged or isinstance(line, Voted | Card)
        if play.ending:
            terminal.wait(f"· {play.ending.outcome}")
        elif not is_staged:
            terminal.wait(words(play.steps[-1].option.text)[:30])
        assert len(play.steps) < 80
    assert kept(saves) == [play.decisions]
    assert terminal.leave() == 0


def _are_kept(folder: Path, decisions: tuple[str, ...]) -> bool:
    return kept(folder) == [decisions]


def test_lines_of_text_break_between_words(saves: Path) -> None:
    terminal = Terminal("play", str(HARBOUR), "--plain", "--saves", str(saves), columns=43)
    # Broken inside a word, it would show as two.
    terminal.wait("Your BATNA is the old road; hers is the same road, from the other end.")
    terminal.press_once("2\n")
    terminal.wait("rises by 12 to 52 (Wary; better), because a word is worth something here.")
    lines = [line.rstrip() for line in terminal.emulator.display]
    at = next(n for n, line in enumerate(lines) if line.startswith("* Trust across the bay rises"))
    assert lines[at + 1].startswith("  ")
    assert lines[at + 1].strip()
    terminal.press_once("quit\n")
    assert terminal.end() == 3


def test_a_story_that_cant_be_played(saves: Path, tmp_path: Path) -> None:
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    (tmp_path / "story.yaml").write_text(text.replace("goto: hall", "goto: hal"), encoding="utf-8")
    terminal = Terminal("play", str(tmp_path), "--saves", str(saves))
    terminal.wait("The story can't be played until this is mended")
    assert "error N301" in terminal.screen
    assert terminal.end() == 2


def test_a_terminal_that_is_too_small(saves: Path) -> None:
    terminal = Terminal("play", str(HARBOUR), "--saves", str(saves), columns=40, rows=10)
    terminal.wait("This window is too small: 40×10.")
    terminal.wait("Make it larger, or play as lines of text with --plain.")
    # No word is cut by the edge of so small a terminal.
    assert [line.rstrip() for line in terminal.emulator.display[1:3]] == [
        "game needs 60×18. Make it larger, or",
        "play as lines of text with --plain.",
    ]
    assert terminal.end() == 1
