"""A pseudo-language in Armenian letters: on a screen, where sentences are wrapped and cut, each
Latin letter that is left was never marked.

Stories have their texts in Greek letters beside it (`tests.in_greek`).
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.catalogues import pseudo
from tests.conftest import HARBOUR
from tests.in_greek import in_greek

STORIES = ("assembly", "budget", "cable", "fishery", "harbour", "shared")
_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_FIRST_SMALL, _FIRST_LARGE = ord("ա"), ord("Ա")
_LETTERS = {
    **{ord("a") + number: _FIRST_SMALL + number for number in range(26)},
    **{ord("A") + number: _FIRST_LARGE + number for number in range(26)},
}


def lettered(sentence: str) -> str:
    """A sentence with its letters changed, and its placeholders as they were."""
    return "".join(
        part if number % 2 else part.translate(_LETTERS)
        for number, part in enumerate(_PLACEHOLDER.split(sentence))
    )


def catalogue(folder: Path) -> Path:
    """A folder of catalogues that has this language, and nothing else."""
    return pseudo(folder, lettered)


def greek_stories(folder: Path) -> Path:
    """The stories of the tests with their texts in Greek letters."""
    for name in STORIES:
        for file in (HARBOUR.parent / name).glob("*.yaml"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            text = in_greek(file.read_text(encoding="utf-8"))
            (folder / name / file.name).write_text(text, encoding="utf-8")
    return folder
