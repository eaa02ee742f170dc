"""Whatever a terminal sends, the game goes on; and when there is no terminal any more, it ends."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from negotiator.tui import LARGEST
from negotiator.tui.own_terminal import GONE
from negotiator.tui.terminal_input import Heard, steady
from tests.conftest import HARBOUR

if TYPE_CHECKING:
    from textual.app import App

PIECES = [
    b"\x1b",
    b"\x1b[",
    b"\x1b[A",
    b"\x1b[200~",
    b"\x1b[201~",
    b"\x1b[48;99999;99999;0;0t",
    b"\x1b[48;24;80;0;0t",
    b"\x1b[48;0;0;0;0t",
    b"\x1b[48;24;80;480;800t",
    b"\x1b[<0;12;9M",
    b"\x1b[<0;0;0m",
    b"\x1b[<99999;99999;99999M",
    b"\x1b[M \xff\xfe",
    b"\x1b[?2048;1$y",
    b"\x1b[?2026;9$y",
    b"\x1b[99999999999;1R",
    b"\x1b]11;rgb:ffff/ffff/ffff\x07",
    "é한글\u202e".encode(),
    "é€".encode("latin-1", "replace"),
    b"\xed\xa0\x80",
    b"\0",
    b"1",
]
SENT = st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=20)


def heard(reader: Heard, sent: list[bytes]) -> Iterator[Message]:
    for piece in sent:
        yield from reader.messages(piece)
        yield from reader.waited()


@given(SENT)
def test_any_bytes_leave_a_reader_that_hears(sent: list[bytes]) -> None:
    reader = Heard()
    list(heard(reader, sent))
    # Whatever was begun ends with this: a text that is being pasted, or a long sequence.
    list(heard(reader, [b"\x1b[201~", b"~" * 64]))
    found = list(heard(reader, [b"q"]))
    assert [one.key for one in found if isinstance(one, events.Key)] == ["q"]


def test_no_screen_is_larger_than_any_there_is() -> None:
    sizes = [b"\x1b[48;99999;99999;0;0t", b"\x1b[48;30;99999;0;0t", b"\x1b[48;30;100;600;800t"]
    found = [one.size for one in heard(Heard(), sizes) if isinstance(one, events.Resize)]
    assert found == [LARGEST, (LARGEST[0], 30), (100, 30)]


def test_letters_are_heard_across_reads_and_between_strange_bytes() -> None:
    found = list(heard(Heard(), [b"a\xff", b"\xc3", b"\xa9", b"z"]))
    assert [one.character for one in found if isinstance(one, events.Key)] == list("a\ufffdéz")


if sys.platform != "win32":
    import pty

    from textual.drivers.linux_driver import LinuxDriver

    from tests.test_end_to_end import COMMAND, PATIENCE, Terminal, kept

    def test_the_game_goes_on_after_strange_bytes(tmp_path: Path) -> None:
        saves = tmp_path / "saves"
        terminal = Terminal("play", str(HARBOUR), "--seed", "7", "--saves", str(saves))
        terminal.wait("The harbour silted up last year.")
        for sent in PIECES[:-1]:
            terminal.process.send(sent)
        terminal.process.send(b"\x1b[201~")
        terminal.press("2", "The whole town is in the hall")
        assert terminal.leave() == 0
        # What a cut sequence leaves may be a key that counts, on a slow machine.
        assert [decisions[-1] for decisions in kept(saves)] == ["quay.promise"]

    def test_it_ends_when_the_terminal_is_gone_and_no_signal_says_so(tmp_path: Path) -> None:
        ours, theirs = pty.openpty()
        words = ["play", str(HARBOUR), "--saves", str(tmp_path)]
        # Not in a session of its own, so this isn't the terminal that controls it.
        process = subprocess.Popen(
            [COMMAND, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "COLUMNS": "80", "LINES": "24"},
        )
        os.close(theirs)
        shown = b""
        while b"silted" not in shown:
            shown += os.read(ours, 65536)
        os.close(ours)
        assert process.wait(PATIENCE) == GONE

    def test_the_screen_is_drawn_where_the_output_goes(tmp_path: Path) -> None:
        log = tmp_path / "log"
        words = ["play", str(HARBOUR), "--seed", "7", "--saves", str(tmp_path)]
        terminal = Terminal("-c", f'exec "$@" 2>{log}', "sh", COMMAND, *words, command="sh")
        terminal.wait("The harbour silted up last year.")
        assert terminal.leave() == 0
        assert log.read_bytes() == b""

    async def test_of_a_flood_few_presses_wait_and_leaving_isnt_among_those_dropped() -> None:
        """A file pasted into a terminal that doesn't mark pastes; a mouse that is shaken."""

        class Busy:
            def __init__(self) -> None:
                self._message_queue = asyncio.Queue[Message]()

            async def _post_message(self, message: Message) -> bool:
                self._message_queue.put_nowait(message)
                return True

        busy = Busy()
        driver = steady(LinuxDriver)(cast("App[None]", busy))
        sent = b"%\x1b[<35;9;9M\x1b[<65;9;9M\x1b[<35;7;9M" * 1_000
        for message in Heard().messages(sent + b"\x11"):
            driver.process_message(message)
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting = [busy._message_queue.get_nowait() for _ in range(busy._message_queue.qsize())]
        assert len(waiting) < 300
        assert isinstance(waiting[-1], events.Key)
        assert waiting[-1].key == "ctrl+q"

    def test_a_paste_that_never_ends_is_over_when_nothing_more_comes(tmp_path: Path) -> None:
        terminal = Terminal("play", str(HARBOUR), "--seed", "7", "--saves", str(tmp_path))
        terminal.wait("The harbour silted up last year.")
        terminal.process.send(b"\x1b[200~1 2 3")
        assert terminal.leave() == 0
