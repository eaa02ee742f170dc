"""In a language of other letters, no Latin one is left on any screen but those of keys, of names
that an author or a player chose, and of a drawing.

Finds what was never marked, wherever it is shown, also in words of Textual's own.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from negotiator.story.loading import load
from negotiator.tui import screens
from negotiator.tui.actions import SCOPES
from negotiator.tui.screens.bargaining import BargainingScreen
from negotiator.tui.screens.base import Dialog, Frame
from negotiator.tui.screens.keeping import KeepingScreen
from negotiator.tui.screens.reader import Reader
from negotiator.tui.screens.rereading import RereadingScreen
from tests.catalogues import PSEUDO
from tests.lettered import STORIES, catalogue, greek_stories
from tests.tui.in_pseudo import BEFORE

TOP = Path(__file__).parents[2]
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_+]*")
KEYS = {word for scope in SCOPES.values() for one in scope for word in one.shown.split()}
KEYS |= {"Enter", "Esc", "Ctrl+P", "y", "n"}
"""What is printed on keys is the same on every keyboard."""
TYPED = {"a", "z", "zz", "zzz"}
"""What the player typed."""
FILE = {"cut_off", "yaml"}
"""The name of a file among the saves."""
SOURCE = re.compile(r"[A-Z][0-9]+")
"""What an author calls a source, as it is cited."""
MARKS = {"D", "H", "N", "a", "b", "c", "d", "e"}
"""Letters that stand for packages in a drawing, in its legend and in what is told of it."""
ABSTRACT = {Frame, Dialog, Reader, KeepingScreen, RereadingScreen, BargainingScreen}
UNSEEN = {
    "InsideScreen": "the author's view, which is there only while a story is watched",
    "JumpScreen": "the same",
}


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What stood on every screen, line by line, with where that was."""
    folder = tmp_path_factory.mktemp("pseudo")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.tui.in_pseudo", greek_stories(folder / "told")],
        cwd=TOP,
        env={
            **os.environ,
            "NEGOTIATOR_LOCALES": str(catalogue(folder / "catalogues")),
            "NEGOTIATOR_LANGUAGE": PSEUDO,
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = []
    for row in done.stdout.splitlines():
        where, _, line = row.partition(BEFORE)
        found.append((where, line))
    return found


def outcomes() -> set[str]:
    """The words of endings, which an author chose as names."""
    told = {
        ending.outcome
        for name in STORIES
        if (TOP / "tests" / "stories" / name / "story.yaml").is_file()
        for ending in load(TOP / "tests" / "stories" / name).endings.values()
    }
    return told | {one.upper() for one in told}


def test_no_word_of_a_screen_is_unmarked(toured: list[tuple[str, str]]) -> None:
    known = KEYS | TYPED | FILE | MARKS | outcomes()
    left = {
        (word, where, line.strip())
        for where, line in toured
        for word in WORD.findall(line)
        if word not in known and not SOURCE.fullmatch(word)
    }
    assert left == set()


def test_every_screen_was_seen(toured: list[tuple[str, str]]) -> None:
    there = {
        name
        for module in iter_modules(screens.__path__, f"{screens.__name__}.")
        for name, one in inspect.getmembers(import_module(module.name), inspect.isclass)
        if issubclass(one, Frame) and one not in ABSTRACT
    }
    seen = {where.partition(";")[0] for where, _ in toured}
    assert there - seen == set(UNSEEN)
