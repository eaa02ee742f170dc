"""A story that is broken when its author begins to play it, with the real command."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authoring.test_live_reload import edit
from tests.commands import COMMAND
from tests.conftest import HARBOUR


class Author:
    """Someone at a play in lines of text, who reads up to a word and types."""

    def __init__(self, folder: Path) -> None:
        words = ("play", str(folder), "--plain", "--watch", "--saves", str(folder.parent / "saves"))
        self.command = subprocess.Popen(
            [*COMMAND, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def read_to(self, words: str) -> str:
        """What is said up to the line with these words."""
        assert self.command.stdout
        said = ""
        while words not in said:
            line = self.command.stdout.readline()
            assert line, said
            said += line
        return said

    def type(self, line: str) -> None:
        assert self.command.stdin
        self.command.stdin.write(f"{line}\n")
        self.command.stdin.flush()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HARBOUR, tmp_path / "harbour")
    edit(tmp_path / "harbour", "goto: hall", "goto: hal")
    return tmp_path / "harbour"


@pytest.fixture
def author(folder: Path) -> Iterator[Author]:
    one = Author(folder)
    try:
        yield one
    finally:
        one.command.kill()
        one.command.communicate()


def test_it_is_waited_for_and_read_again(author: Author, folder: Path) -> None:
    assert "error N301" in author.read_to("press Enter")
    author.type("")
    assert "No file of the story has changed." in author.read_to("press Enter")
    edit(folder, "goto: hal\n", "goto: hall\n")
    author.type("")
    assert "The Harbour" in author.read_to("What do you do?")
    author.type("1")
    author.read_to("> Ask the ferryman")


def test_nobody_has_to_wait(author: Author) -> None:
    author.read_to("press Enter")
    author.type("quit")
    _out, err = author.command.communicate()
    assert (author.command.returncode, err) == (2, "")
