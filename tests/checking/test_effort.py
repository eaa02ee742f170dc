"""What a check decides hangs on its effort alone: not on the clock, the machine, or numpy."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from negotiator.checking.check import Checked, check
from negotiator.checking.verdicts import Word
from negotiator.statespace.effort import Effort
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.random_stories import full, small

STORIES = Path(__file__).parents[1] / "stories"


def told(checked: Checked) -> list[tuple[object, ...]]:
    """All that a check says, but how long it took."""
    return [(one.label, one.word, one.how, one.witness, one.culprit) for one in checked.verdicts]


Case = tuple[Callable[[], Story], float]


def cases() -> Iterator[Case]:
    """Makers of stories, each with an effort that decides all of it, and one that doesn't."""
    for name in ("assembly", "harbour", "fishery"):
        for effort in (300, 100_000):
            yield partial(load, STORIES / name), effort
    for seed in (0, 1, 3):
        yield partial(small, seed), 20
    for seed in (2, 3, 4, 5):
        yield partial(full, seed), 20


@pytest.fixture(scope="module")
def as_it_is() -> list[Checked]:
    """What the checks decide on this machine."""
    return [check(make(), effort=effort) for make, effort in cases()]


def test_no_clock_changes_a_verdict(
    as_it_is: list[Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count(step=1000.0)
    for clock in ("monotonic", "perf_counter", "process_time", "time"):
        monkeypatch.setattr(time, clock, lambda: next(ticks))
    for module in [one for name, one in sys.modules.items() if name.startswith("negotiator.")]:
        if hasattr(module, "monotonic"):
            monkeypatch.setattr(module, "monotonic", lambda: next(ticks))
    found = [told(check(make(), effort=effort)) for make, effort in cases()]
    assert found == [told(one) for one in as_it_is]


def test_a_small_effort_leaves_questions_open_and_a_large_one_none() -> None:
    story = load(STORIES / "assembly")
    assert check(story, effort=0).counts[Word.CAPPED] > 0
    assert not any(one.is_open for one in check(story).verdicts)


@pytest.mark.parametrize("effort", [0, 1, 1_000])
def test_a_story_without_a_single_value_is_checked_with_any_effort(
    tmp_path: Path, effort: float
) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(
        "story: {id: a, title: A, format: 1, version: 1, start: a}\n"
        "scenes: {a: {title: A, text: T., choices: [{id: go, text: G, goto: over}]}}\n"
        "endings: {over: {title: Over, outcome: over, text: Done.}}\n",
        encoding="utf-8",
    )
    assert not check(load(file), effort=effort).wrong


def test_another_process_says_the_same() -> None:
    story = str(STORIES / "assembly")
    words = ["-m", "negotiator", "check", story, "--effort", "300", "--format", "json"]
    told = set()
    for number in ("1", "2", "3"):
        done = subprocess.run(
            [sys.executable, *words],
            env={**os.environ, "PYTHONHASHSEED": number},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        lines = [line for line in done.stdout.splitlines() if '"seconds"' not in line]
        told.add("\n".join(lines))
    assert len(told) == 1
    assert '"verdicts"' in told.pop()


def test_without_numpy_less_may_be_decided_and_nothing_otherwise(
    as_it_is: list[Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    for before, (make, effort) in zip(as_it_is, cases(), strict=True):
        without = check(make(), effort=effort)
        for one, other in zip(before.verdicts, without.verdicts, strict=True):
            assert other.is_open or other.word is one.word, (make, effort, one, other)


def test_a_share_of_an_effort_is_spent_from_the_whole() -> None:
    whole = Effort(100)
    part = whole.share(0.5)
    part.spend(50)
    assert part.is_spent
    assert whole.left == 50
    assert whole.upto(10).left == 10
    whole.spend(60)
    assert whole.is_spent
    assert whole.left == 0
    assert not whole.upto(10, least=3).is_spent
