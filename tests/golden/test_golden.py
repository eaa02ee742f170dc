"""The engine does what was recorded. When a rule changes on purpose, record it again: `python -m
tests.golden.record "the reason"`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from negotiator.simulation.players import Player
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.effort import DEFAULT
from negotiator.story.loading import load
from tests.golden import checking, counting, keeping, playing, reopening
from tests.golden.replay import breaks

SHARE = 40
"""One in this many plays of a random story is replayed here; `tests.golden.replay` takes all."""
CHECKED = 8
"""One in this many small stories is checked here: `test_corpus` tests their truth, too."""
ENOUGH = {"pact": 100_000.0}
"""The effort that decides each question about plays, where a check spends ten times as much on
others, which the record leaves out."""
BLOCK = 25
STORIES = keeping.names()
BLOCKS = [STORIES[at : at + BLOCK] for at in range(0, len(STORIES), BLOCK)]


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    keeping.unpack(folder)
    return folder


@pytest.fixture(scope="session")
def record() -> dict[str, dict[str, Any]]:
    return {part: keeping.read(part) for part in keeping.PARTS}


Record = dict[str, dict[str, Any]]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0])
def test_plays_are_as_recorded_step_by_step(
    block: tuple[str, ...], stories: Path, record: Record
) -> None:
    broken = []
    for place, name in enumerate(block):
        numbers = range(playing.PLAYS)
        if name.startswith("random"):
            numbers = numbers[place % SHARE :: SHARE]
        broken += breaks(load(stories / name), name, record["plays"][name], numbers)
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0])
def test_verdicts_are_as_recorded(block: tuple[str, ...], stories: Path, record: Record) -> None:
    for place, name in enumerate(block):
        recorded = record["verdicts"].get(name)
        is_sampled = name.startswith(("corpus", "random")) and place % CHECKED != 0
        if recorded is not None and not is_sampled:
            effort = ENOUGH.get(name, DEFAULT)
            assert checking.verdicts(stories / name, effort) == recorded, name


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0])
def test_simulations_count_what_was_recorded(
    block: tuple[str, ...], stories: Path, record: Record
) -> None:
    for name in block:
        recorded = record["tallies"].get(name)
        if recorded is None:
            continue
        story = load(stories / name)
        assert counting.without_arrays(story, name) == recorded["uniform"], name
        try:
            assert counting.in_arrays(story, name) == recorded["uniform"], name
        except TooWideError:
            assert name.startswith("random"), name
        if not name.startswith("random"):
            for player in (Player.GREEDY, Player.CAUTIOUS):
                assert counting.tally(story, name, player) == recorded[player.value], name


def test_reports_are_as_recorded(stories: Path, record: Record) -> None:
    for name, recorded in record["reports"].items():
        assert counting.reported(load(stories / name), name) == recorded, name


def test_saves_reopen_to_what_was_recorded(stories: Path, record: Record) -> None:
    kinds = set()
    for file, recorded in record["saves"].items():
        found = reopening.reopened(
            load(stories / recorded["story"]), (keeping.SAVES / file).read_bytes()
        )
        assert {"story": recorded["story"]} | found == recorded, file
        kinds.add(Path(file).stem.rpartition("-")[2])
    assert kinds == set(reopening.KINDS)


def test_witnesses_are_plays_that_do_it(record: Record) -> None:
    assert not [name for name, one in record["verdicts"].items() if one["unwitnessed"]]


def test_the_record_has_what_it_is_meant_to_have(record: Record) -> None:
    random = [name for name in STORIES if name.startswith("random")]
    assert len(random) == 300
    assert all(len(record["plays"][name]) == 200 for name in STORIES)
    for part, most in (("verdicts", 120), ("tallies", 50)):
        named = [name for name in STORIES if not name.startswith(("random", "corpus"))]
        assert set(named) <= record[part].keys()
        assert len(record[part]) > most
    reasons = keeping.REASONS.read_text(encoding="utf-8").splitlines()
    assert reasons
    assert all(len(line.split()) > 4 for line in reasons)


def test_nothing_is_recorded_without_a_reason() -> None:
    before = keeping.REASONS.read_bytes()
    for words in ([], ["changed"]):
        ran = subprocess.run(
            [sys.executable, "-m", "tests.golden.record", *words],
            cwd=keeping.TOP,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 2
        assert "reason" in ran.stderr
    assert keeping.REASONS.read_bytes() == before
