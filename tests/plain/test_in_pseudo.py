"""In a language of which every sentence stands in brackets, no word of a plain play stands outside
of them but those of a story and of what can be typed.

The stories have their texts in Greek letters, so that their words are told apart from the
program's.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogues import PSEUDO, pseudo, unmarked
from tests.lettered import greek_stories

WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
SOURCE = re.compile(r"[A-Z][0-9]+")
"""What an author calls a source, as it is cited."""
PLAYS = {
    "harbour": (
        *("help", "status", "history", "sources", "glossary", "glossary zzz", "1", "1", "9"),
        *(
            "quit_or_so",
            "undo",
            "undo",
            "undo x",
            "why",
            "skip",
            "gallery",
            "forget",
            "forget all",
            "debrief",
            "save",
            "save a",
            "save a",
        ),
        *("save " + "b" * 90, "2", "1", "status", "history", "1", "rewind 1", "new", "quit"),
    ),
    "cable": (
        *("1", "help", "1", "3", "3 2", "9 1", "3 9", "show", "hold", "either", "propose"),
        *("3 2", "propose", "ask dearest", "ask dearest", "ask cheapest", "ask zzz", "propose"),
        *("nonsense", "hold", "either", "1 2", "either", "again", "accept", "1 9", "propose"),
        *("propose", "propose", "leave", "debrief", "debrief no/such/x.svg", "history"),
    ),
    "fishery": (
        *("2", "1", "1 2", "2 2", "3 2", "4 3", "propose", "propose", "accept", "why", "debrief"),
        *("undo", "propose(zzz=1)", "propose(quota=zzz)", "either(x)", "accept", "sources"),
    ),
    "assembly": ("status", *["1"] * 20, "history", "debrief"),
}


@pytest.mark.parametrize("story", PLAYS)
def test_no_word_of_a_plain_play_is_unmarked(tmp_path: Path, story: str) -> None:
    told = greek_stories(tmp_path / "told")
    command = [sys.executable, "-X", "utf8", "-m", "negotiator", "play", str(told / story)]
    done = subprocess.run(
        [*command, "--plain", "--seed", "7", "--saves", str(tmp_path / "saves")],
        input="".join(f"{line}\n" for line in PLAYS[story]),
        env={
            **os.environ,
            "NEGOTIATOR_LOCALES": str(pseudo(tmp_path / "catalogues")),
            "NEGOTIATOR_LANGUAGE": PSEUDO,
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert len(done.stdout) > 1000
    left = {word for word in WORD.findall(unmarked(done.stdout)) if not SOURCE.fullmatch(word)}
    assert left == set()
