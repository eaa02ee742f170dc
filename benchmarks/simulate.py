"""How many plays are made in arrays: of a story in a circle, of a long one, of the pact, by each of
the players."""

from __future__ import annotations

from functools import partial

from benchmarks.bare_arrays import BareArrays
from benchmarks.measuring import (
    FULL,
    PACT,
    PEER_STORY,
    SIX_GAUGES,
    Scale,
    floor,
    in_turns,
    line,
    rate,
    ratio,
)
from benchmarks.workloads import in_arrays, one_after_the_other
from negotiator.simulation.players import Player
from negotiator.story.loading import load

PLAYS = 131_072
ONE_BY_ONE = 500
"""Plays of the player that the crowd is compared with."""


def run(scale: Scale) -> None:
    """Tell how much of the floor is reached, and how much faster it is than one after the other."""
    floor("six_gauges played by NumPy alone, nothing counted but decisions (bare_arrays.py)")
    plays, few = scale.of(PLAYS), scale.of(ONE_BY_ONE)
    bare, six = BareArrays(SIX_GAUGES), load(SIX_GAUGES)
    crowd = partial(in_arrays, six, Player.UNIFORM, plays)
    times, floors = in_turns([crowd, partial(bare.play, plays)], scale.rounds)
    said = f"{ratio(floors, times)} of the floor; {rate(plays, times)}"
    line(f"six_gauges, {plays:,} plays", f"{said}, floor {rate(plays, floors)}")
    floor("as many plays made one after the other, and counted")
    for path in (PEER_STORY, SIX_GAUGES, PACT) if scale is FULL else (PEER_STORY,):
        story = load(path)
        for player in (Player.UNIFORM, Player.GREEDY, Player.CAUTIOUS):
            crowd = partial(in_arrays, story, player, plays // 4)
            one = partial(one_after_the_other, story, player, few // 4)
            times, alone = in_turns([crowd, one], scale.rounds)
            faster = ratio([taken * plays / few for taken in alone], times)
            line(f"{path.stem}, {player.value}", f"{faster} times; {rate(plays // 4, times)}")
