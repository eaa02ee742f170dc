"""The verdicts of the record: the word for each question about a story.

How a verdict was reached, and which play shows it, is left out: another search may find another
play. So is what was undecided: a better search may decide it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from negotiator.checking.check import Checked
from negotiator.checking.report import checked_story
from negotiator.checking.verdicts import does
from negotiator.engine import replay
from negotiator.statespace.effort import DEFAULT
from negotiator.statespace.tellings import KINDS

NEWER = ("N650", "N651", "N652", "N709")
"""Codes of what the record is older than: texts and ways as questions, and minutes."""


def verdicts(path: Path, effort: float = DEFAULT) -> dict[str, Any]:
    """What a check with that effort says about the story at a path."""
    report = checked_story(path, effort=effort)
    checked = report.checked
    assert checked is not None
    words: dict[str, list[str]] = {}
    asked = [one for one in checked.verdicts if one.kind not in KINDS]
    for one in asked:
        if not one.is_open:
            words.setdefault(one.word.value, []).append(" ".join(one.label))
    return {
        "words": words,
        "asked": len(asked),
        "culprits": {
            " ".join(one.label): [one.culprit, one.is_luck]
            for one in checked.verdicts
            if one.culprit
        },
        "without a seed": [
            " ".join(one.label)
            for one in asked
            if one.witness is not None and one.witness.seed is None
        ],
        "tests": {one.test.id: one.fault for one in checked.tests},
        "told": sorted(
            f"{one.code.id} {Path(one.place.file).name}:{one.place.line}"
            for one in report.diagnostics
            if one.code.id not in NEWER
        ),
        "unwitnessed": unwitnessed(checked),
    }


def unwitnessed(checked: Checked) -> list[str]:
    """What is said to be witnessed, but isn't by the play that is given; nothing, one hopes."""
    story = checked.story
    found = []
    for one in checked.verdicts:
        witness = one.witness
        if witness is None or witness.seed is None:
            continue
        if replay(story, witness.seed, witness.decisions).stopped or not (
            does(story, witness, one.label)
        ):
            found.append(" ".join(one.label))
    return found


def is_stable(path: Path, effort: float) -> bool:
    """Whether a check decides everything about a story with this much effort."""
    checked = checked_story(path, effort=effort).checked
    assert checked is not None
    return not any(one.is_open for one in checked.verdicts)
