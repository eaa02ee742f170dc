"""Small stories of which the truth is known, as their second line has it: what is wrong, and
for a soft-lock the decision that led into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.checking.check import check
from negotiator.checking.verdicts import Word, does
from negotiator.story.loading import load

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.yaml"))


def expected(path: Path) -> dict[tuple[str, str], str]:
    """What is wrong by the file's own account, with the culprit of a soft-lock."""
    line = path.read_text(encoding="utf-8").splitlines()[1].removeprefix("# Wrong: ")
    found = {}
    for item in line.split(", ") if line != "nothing" else []:
        kind, name, *via = item.split()
        found[kind, name] = via[1] if via else ""
    return found


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_verdicts_are_the_truth(path: Path) -> None:
    story = load(path)
    checked = check(story)
    assert {one.label: one.culprit for one in checked.wrong} == expected(path)
    assert not [one for one in checked.verdicts if one.is_open]
    for verdict in checked.verdicts:
        assert (verdict.word is Word.WITNESSED) == (verdict.witness is not None)
        if verdict.witness is not None:
            assert does(story, verdict.witness, verdict.label), verdict


def test_there_are_sixty_and_half_of_them_are_defective() -> None:
    defective = [path for path in CORPUS if expected(path)]
    assert len(CORPUS) >= 60
    assert len(defective) * 2 >= len(CORPUS)
