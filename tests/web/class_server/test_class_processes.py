"""`negotiator class start` as a process: two of them serve one class on either database, one is
killed in full play, and another goes on; nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from negotiator.classroom.rows import DecisionRow, SeatRow, VoteRow
from negotiator.cli.class_store import classes_in
from tests.classroom.postgres import server
from tests.web.class_server.site import Client, Teacher, button
from tests.web.walking import Sent

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class Started(NamedTuple):
    """A process that serves a class, and what it printed."""

    process: subprocess.Popen[str]
    said: str

    @property
    def port(self) -> int:
        found = ADDRESS.search(self.said)
        assert found is not None, self.said
        return int(found[1])

    def after(self, words: str) -> str:
        """What was printed in a line after these words."""
        (line,) = (one for one in self.said.splitlines() if one.startswith(words))
        return line.removeprefix(words).strip()


def started(*words: str, place: str) -> AbstractContextManager[Started]:
    """The command at any port, with its classes at a place."""
    return running("--port", "0", "--database", place, *words)


@contextmanager
def running(*words: str) -> Iterator[Started]:
    """The command as a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "negotiator", "class", "start", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "--resume" in line and "Ctrl+C" in line:
                break
        yield Started(process, said)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "classes.sqlite")
    else:
        with server() as url:
            yield url


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as no other system can")
def test_two_processes_serve_one_class_and_one_is_killed(place: str) -> None:
    with started("one_period", place=place) as first:
        class_id = re.findall(r"class (\w+)\.", first.said)[0]
        code = first.after("Code of the class:").replace(" ", "")
        secret = first.after("Your board, for your eyes only:").rpartition("/")[2]
        with started("--resume", class_id, place=place) as second:
            assert "those from before" in second.said
            assert code not in second.said.replace(" ", "")
            teacher = Teacher(first.port)
            teacher.send(f"/teacher/{secret}")
            students = [Client([first, second][n % 2].port) for n in range(4)]
            for one in students:
                one.press(button(one.follow(f"/?code={code}"), "/join"))
            teacher.press(next(_phases(teacher)))
            teacher.press(next(_phases(teacher)), **{"to": "1"})
            teacher.does("open")
            data = students[1].data["vote"]
            for one in students:
                one.send("/vote", {"ballot": data["ballot"], "choice": data["choices"][0]["id"]})
            assert students[0].data["mark"] == Client(second.port, students[0].cookies).data["mark"]
            os.kill(first.process.pid, signal.SIGKILL)
            first.process.wait()
            teacher.port = second.port
            for one in students:
                one.port = second.port
                assert one.data["vote"]["mine"] == data["choices"][0]["id"]
            teacher.does("close")
            teacher.does("decide", choice=data["choices"][0]["id"])
        with started("--resume", class_id, "--new-codes", place=place) as third:
            for one in students:
                one.port = third.port
                assert one.data["seat"]
            newer = third.after("Code of the class:").replace(" ", "")
            assert newer != code
            late = Client(third.port)
            late.press(button(late.follow(f"/?code={newer}"), "/join"))
            assert late.data["seat"] == 5
    with classes_in(place) as store:
        assert len(store.rows(SeatRow)) == 5
        assert len(store.rows(VoteRow)) == 4
        assert len(store.rows(DecisionRow)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as no other system can")
def test_the_command_that_was_said_last_brings_the_class_back_where_it_was(tmp_path: Path) -> None:
    place = str(tmp_path / "my classes.sqlite")
    story = "tests/stories/cable"
    more = ("--lan", "--address", "https://class.example.org")
    with started("lesson", "--story", story, *more, place=place) as first:
        secret = first.after("Your board, for your eyes only:").rpartition("/")[2]
        teacher = Teacher(first.port)
        teacher.send(f"/teacher/{secret}")
        typed = shlex.split(first.after("Ctrl+C stops it; all is kept. To go on:"))
    assert typed[:3] == ["negotiator", "class", "start"]
    assert typed.count("--port") == typed.count("--database") == 1
    with running(*typed[3:]) as second:
        assert first.said.splitlines()[-1] == second.said.splitlines()[-1]
        assert second.after("Students open:") == first.after("Students open:")
        teacher.follow("/board")
        teacher.press(next(_phases(teacher)))


def _phases(teacher: Teacher) -> Iterator[Sent]:
    return (one for one in teacher.page.buttons if one.action == "/board/phase")
