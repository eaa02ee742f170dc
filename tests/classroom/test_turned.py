"""Turning points are worked out apart from any request, kept once, and worked out anew for a play
that ended anew; a worker does it beside a server and goes when the server goes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from negotiator.classroom.rows import (
    HANDED_IN,
    UNDO,
    ClassRow,
    DecisionRow,
    PlayRow,
    TurnedRow,
)
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.turned import Pending, by_play, current, summed
from negotiator.classroom.turning_worker import Task, TurningWorker
from negotiator.engine import Play, options
from negotiator.simulation.turning_points import turning_points
from negotiator.story.loading import load
from negotiator.story.model import ClassShape, Exercise, Phase, Story
from tests.conftest import HARBOUR

HOUR = Exercise("hour", "An hour", 10, (Phase(ClassShape.ALONE, "Alone", 10),))


def ended(story: Story, seed: int) -> Play:
    """A play that takes the first open choice, or every third time the last, until it ends."""
    play = Play.begin(story, seed)
    while play.ending is None:
        found = [one.id for one in options(story, play.state) if one.open]
        play = play.choose(found[-1 if len(play.steps) % 3 == seed % 3 else 0])
    return play


@pytest.fixture
def story() -> Story:
    return load(HARBOUR)


@pytest.fixture
def store(tmp_path: Path, story: Story) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "classes.sqlite") as made:
        made.add(ClassRow("c1", story.id, 1, "f", "hour", 7, "h", "t", 0))
        for number in (1, 2):
            keep(made, number, ended(story, number))
        made.add(PlayRow("c1", 3, HANDED_IN, 5, 3))
        yield made


def keep(store: SqliteStore, number: int, play: Play) -> None:
    store.add(PlayRow("c1", number, HANDED_IN, play.seed, number))
    for at, name in enumerate(play.decisions, start=1):
        store.add_next(DecisionRow("c1", number, at, name, 0))


def kept(store: SqliteStore) -> list[TurnedRow]:
    return store.rows(TurnedRow, class_id="c1")


def test_each_play_that_ended_is_worked_out_once(store: SqliteStore, story: Story) -> None:
    assert [*Pending(story, HOUR, store, "c1").work()] == [1, 2]
    rows = kept(store)
    for number in (1, 2):
        found = turning_points(ended(story, number))
        mine = [one for one in rows if one.play == number]
        assert mine[0].ending == found.ending
        assert [one.decision for one in mine[1:]] == [
            ended(story, number).steps[one.number].taken for one in found.points
        ]
    assert [*Pending(story, HOUR, store, "c1").work()] == []
    assert kept(store) == rows


def test_a_play_that_ended_anew_is_worked_out_anew(store: SqliteStore, story: Story) -> None:
    pending = Pending(story, HOUR, store, "c1")
    assert [*pending.work()] == [1, 2]
    last = len(ended(story, 1).decisions)
    again = ended(story, 1).decisions[-1]
    store.add_next(DecisionRow("c1", 1, last + 1, UNDO, 0))
    # Taken back, it has no ending, and what was worked out no longer counts.
    assert [*pending.work()] == []
    decisions = by_play(store.rows(DecisionRow, class_id="c1"))
    assert {one.play for one in current(kept(store), decisions)} == {2}
    store.add_next(DecisionRow("c1", 1, last + 2, again, 0))
    assert [*pending.work()] == [1]
    decisions = by_play(store.rows(DecisionRow, class_id="c1"))
    assert {one.of for one in current(kept(store), decisions) if one.play == 1} == {last + 2}


def test_sums_are_of_plays(store: SqliteStore, story: Story) -> None:
    for _ in Pending(story, HOUR, store, "c1").work():
        pass
    rows = kept(store)
    found = summed(rows)
    assert sum(one.plays for one in found) == sum(one.rank > 0 for one in rows)
    assert all(0 < one.added <= 1 for one in found)


def until(store: SqliteStore, number: int) -> None:
    """Wait until a worker has kept what it found of a play."""
    for _ in range(600):
        if any(one.play == number and not one.rank for one in kept(store)):
            return
        time.sleep(0.05)
    raise AssertionError(kept(store))


EXERCISE = """
exercises:
  hour:
    title: An hour
    minutes: 10
    phases:
      - {shape: alone, title: Alone, minutes: 10}
"""


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """A class of a story with an exercise, without any play yet."""
    folder = tmp_path / "harbour"
    shutil.copytree(HARBOUR, folder)
    (folder / "exercise.yaml").write_text(EXERCISE, encoding="utf-8")
    place = tmp_path / "classes.sqlite"
    story = load(folder)
    with SqliteStore(place) as store:
        store.add(ClassRow("c1", story.id, 1, "f", "hour", 7, "h", "t", 0))
    return Task(str(place), str(folder), "hour", "c1")


def test_a_worker_does_it_as_plays_end(task: Task) -> None:
    story = load(Path(task.story))
    with SqliteStore(Path(task.store)) as store, TurningWorker(task) as worker:
        for number in (1, 2):
            keep(store, number, ended(story, number))
            waited_for(partial(is_kept, store, number))
        assert worker.is_running
    assert not worker.is_running


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_a_worker_ends_with_a_server_that_is_killed(task: Task) -> None:
    code = (
        "import sys\n"
        "from negotiator.classroom.turning_worker import Task, TurningWorker\n"
        f"worker = TurningWorker(Task(*{tuple(task)!r}))\n"
        "worker.start()\n"
        "print(worker._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert server.stdout is not None
    assert server.stdin is not None
    worker = int(server.stdout.readline())
    server.kill()
    server.wait()
    waited_for(lambda: is_dead(worker))
    server.stdout.close()
    server.stdin.close()


def is_kept(store: SqliteStore, number: int) -> bool:
    return any(one.play == number for one in kept(store))


def waited_for(holds: Callable[[], bool]) -> None:
    """Wait for another process until something holds."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError


def is_dead(process: int) -> bool:
    """Whether a process has ended, even if nobody has asked how yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return True
