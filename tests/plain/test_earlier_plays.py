"""A plain play knows what earlier ones met: it leaves that out on request, and forgets it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from negotiator.engine import Play
from negotiator.plain.playing import PlainPlay
from negotiator.saves import Memory, Store
from negotiator.saves.memory import FILE
from negotiator.story.model import Story


def said(story: Story, folder: Path, *lines: str) -> str:
    """What a new play says to these lines."""
    store, out = Store(folder), StringIO()
    PlainPlay(Play.begin(story, 7), store, store.new_slot(story), lines, out, prompt="").run()
    return out.getvalue()


def test_what_was_read_is_left_out_on_request(harbour: Story, tmp_path: Path) -> None:
    first = said(harbour, tmp_path, "2", "1")
    told = said(harbour, tmp_path, "skip", "2", "skip", "1")
    assert "1 passage that you have read before." in told
    assert "She nods, once." in first
    assert "She nods, once." not in told
    assert "Everything is told again." in told


def test_the_gallery_is_told_and_forgotten(harbour: Story, tmp_path: Path) -> None:
    told = said(
        harbour, tmp_path, "gallery", "2", "1", "gallery", "forget", "forget all", "gallery"
    )
    assert [line for line in told.splitlines() if "of 2 endings" in line] == [
        "The Harbour: 0 of 2 endings found.",
        "The Harbour: 1 of 2 endings found.",
        "The Harbour: 0 of 2 endings found.",
    ]
    assert "SIGNED: Signed." in told
    assert "Type forget all if so." in told
    assert not Memory(tmp_path).of("harbour")


def test_a_gallery_that_cant_be_read_says_so(harbour: Story, tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    told = said(harbour, tmp_path, "gallery")
    assert "2 endings, and which were found isn't known" in told
    assert "What earlier plays met can't be read: " in told
    assert "not found yet" not in told
    assert "0 of" not in told
