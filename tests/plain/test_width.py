"""The plain play in a terminal: whatever it says fits, and no word that has room is broken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from negotiator.engine import Play
from negotiator.plain.playing import PlainPlay
from negotiator.saves import Store
from negotiator.story.loading import load
from tests.texts import GAUGES, KOREAN, LONG, wide_story

SAID = (
    *(
        "help",
        "status",
        "again",
        "1",
        "history",
        "sources",
        "glossary",
        "undo 긴긴긴긴긴긴긴긴긴긴긴",
    ),
    *("99999999999999", "save " + "그리고 " * 12, "save " + "긴" * 90, "rewind 1", "2"),
)


def said(folder: Path, columns: int | None) -> str:
    """All that a play of the Korean story says in a terminal of that width."""
    story = load(wide_story(folder))
    out = io.StringIO()
    store = Store(folder / f"saves-{columns}")
    width = None if columns is None else lambda: columns
    PlainPlay(
        Play.begin(story, 7), store, store.new_slot(story), SAID, out, prompt="", columns=width
    ).run()
    return out.getvalue()


@pytest.mark.parametrize("columns", [20, 37, 60, 80, 200])
def test_all_that_is_said_fits(tmp_path: Path, columns: int) -> None:
    lines = said(tmp_path, columns).splitlines()
    assert max(map(cell_len, lines)) <= columns
    # What a terminal would have cut is whole.
    words = {word.strip("[]().,:") for line in lines for word in line.split()}
    assert set(KOREAN) - words == set()


def test_nothing_that_is_said_is_lost(tmp_path: Path) -> None:
    piped = said(tmp_path, None)
    assert "".join(said(tmp_path, 44).split()) == "".join(piped.split())
    assert piped.count("민주주의와 여론") >= GAUGES
    assert LONG in piped
