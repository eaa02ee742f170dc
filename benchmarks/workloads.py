"""The pieces of work that are measured: what a user of the program waits for, through its own
functions. As a program of its own it does them for `paired`, in whichever checkout it runs.

    python -m benchmarks.workloads PACT     then the name of a piece of work, a line each
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.measuring import PEER_STORY, SIX_GAUGES, seconds
from negotiator.checking.check import Checked, check
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.engine import choose, ended, options, start
from negotiator.engine.headless import headless
from negotiator.simulation.players import Arena, MidPlay, Player
from negotiator.simulation.simulate import one_by_one
from negotiator.simulation.vectorized.crowd import Crowd
from negotiator.story.loading import load
from negotiator.story.model import Story

LONG_BUDGET = 600.0


def decisions(story: Story, plays: int) -> int:
    """Play through the public functions, with every text; how many decisions that took."""
    made = 0
    told: tuple[object, ...] = ()
    for seed in range(plays):
        random = Random(seed).random
        state = start(story, seed)
        while ended(story, state) is None:
            able = [
                option for option in options(story, state) if option.open and option.id != "propose"
            ]
            step = choose(story, state, able[int(random() * len(able))].id)
            told = step.told
            made += 1
            state = step.state
    assert told, "a decision tells something"
    return made


def one_after_the_other(story: Story, player: Player, plays: int) -> int:
    """Plays of a simulation without arrays; how many decisions they took."""
    return one_by_one(Arena(headless(story), player, 1))(0, plays).decisions


def ends(story: Story, plays: int) -> int:
    """Plays of which only the end is wanted, one after the other; how many come to an ending."""
    arena = Arena(headless(story), Player.UNIFORM, 1)
    begun = [MidPlay(arena.ready.first, arena.begun(1 + n), 0, None) for n in range(plays)]
    return sum(arena.end(at, 1 + n) in story.endings for n, at in enumerate(begun))


def in_arrays(story: Story, player: Player, plays: int) -> int:
    """The same in arrays."""
    return Crowd(story, 1, player).play(0, plays).decisions


def checked(path: Path) -> Checked:
    """A story read and checked until everything is decided."""
    return check(load(path), budget=LONG_BUDGET)


def repeated(work: Callable[[], object], times: int) -> None:
    """Some short work, so often that it can be measured."""
    for _ in range(times):
        work()


def works(pact: Path) -> dict[str, Callable[[], object]]:
    """The pieces of work that are compared, by name."""
    real, peer, six = load(pact), load(PEER_STORY), load(SIX_GAUGES)
    return {
        "decisions, pact": partial(decisions, real, 200),
        "decisions, peer_story": partial(decisions, peer, 300),
        "decisions, six_gauges": partial(decisions, six, 300),
        "ends, pact": partial(ends, real, 400),
        "ends, peer_story": partial(ends, peer, 600),
        "ends, six_gauges": partial(ends, six, 1_000),
        "headless, pact": partial(one_after_the_other, real, Player.UNIFORM, 400),
        "headless, peer_story": partial(one_after_the_other, peer, Player.UNIFORM, 600),
        "headless, six_gauges": partial(one_after_the_other, six, Player.UNIFORM, 1_000),
        "headless, pact, cautious": partial(one_after_the_other, real, Player.CAUTIOUS, 300),
        "arrays, pact": partial(in_arrays, real, Player.UNIFORM, 16_384),
        "arrays, six_gauges": partial(in_arrays, six, Player.UNIFORM, 32_768),
        "arrays, pact, cautious": partial(in_arrays, real, Player.CAUTIOUS, 8_192),
        "arrays, peer_story": partial(in_arrays, peer, Player.UNIFORM, 600),
        "check, pact": partial(checked, pact),
        "check, six_gauges": partial(checked, SIX_GAUGES),
        "quick check, pact": partial(repeated, partial(diagnose, pact), 10),
    }


def main() -> None:
    """Say which program this is, do each piece of work once, then whatever is asked for."""
    import negotiator

    made = works(Path(sys.argv[1]))
    print(Path(negotiator.__file__).parent, flush=True)
    print("\t".join(made), flush=True)
    for asked in sys.stdin:
        name = asked.strip()
        print(seconds(made[name]), flush=True)


if __name__ == "__main__":
    main()
