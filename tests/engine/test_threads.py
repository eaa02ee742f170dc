"""Several threads may play one story at once: a server does.

Anything made from a story is made when it is first asked for, so the story is read again for each
test, and all threads begin at once: they make the same things at the same time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from negotiator.checking.cegar import refinement
from negotiator.checking.verdicts import labels
from negotiator.engine.dump import transitions
from negotiator.engine.headless import headless
from negotiator.simulation.players import Arena, Player
from negotiator.statespace.bisimulation import shrunk
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import FIRST_ROUND, HARBOUR
from tests.golden.describing import step_described
from tests.golden.playing import played
from tests.random_stories import full

THREADS = 5
SEEDS = 4
STORIES: dict[str, Callable[[], Story]] = {
    "harbour": lambda: load(HARBOUR),
    "assembly": lambda: load(HARBOUR.parent / "assembly"),
    "fishery": lambda: load(HARBOUR.parent / "fishery"),
    "first round": lambda: load(FIRST_ROUND),
    **{f"random {seed}": (lambda seed=seed: full(seed)) for seed in range(3)},  # type: ignore[misc]
}


@pytest.fixture(autouse=True)
def _switching_often() -> Iterator[None]:
    """Let threads switch a thousand times as often as usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


def at_once(work: Callable[[], object]) -> list[object]:
    """The results of threads that start together."""
    barrier = Barrier(THREADS)

    def begun(_: int) -> object:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begun, range(THREADS)))


def plays(story: Story) -> object:
    """Every state of some plays, and everything that is shown."""
    found = [played(story, number, 60) for number in range(SEEDS)]
    return [[step_described(story, step) for step in play.steps] for play in found]


def headless_plays(story: Story) -> object:
    arena = Arena(headless(story), Player.UNIFORM, 1)
    return [(one.decisions, one.end, one.values) for one in map(arena.playthrough, range(SEEDS))]


def analysed(story: Story) -> object:
    """What the checker makes from a story when it is first asked."""
    state = shrunk(story, played(story, 1, 5).state)
    return state, refinement(story).reached(labels(story))


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("work", [plays, headless_plays, transitions])
def test_threads_that_share_a_story_play_alike(name: str, work: Callable[[Story], object]) -> None:
    come_to_the_same(STORIES[name], work)


@pytest.mark.parametrize("name", ["harbour", "assembly", "fishery"])
def test_threads_that_share_a_story_make_the_same_of_it(name: str) -> None:
    come_to_the_same(STORIES[name], analysed)


def come_to_the_same(read: Callable[[], Story], work: Callable[[Story], object]) -> None:
    alone = work(read())
    shared = read()
    assert at_once(lambda: work(shared)) == [alone] * THREADS


def test_threads_may_read_one_story_each() -> None:
    def read(path: Path = HARBOUR) -> object:
        story = load(path)
        return story.fingerprint, plays(story)

    assert len({repr(one) for one in at_once(read)}) == 1
