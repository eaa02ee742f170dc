"""How many decisions the player makes that plays one after the other, without texts."""

from __future__ import annotations

from functools import partial

from benchmarks.closures import Closures, many
from benchmarks.measuring import PEER_STORY, SIX_GAUGES, Scale, floor, in_turns, line, rate, ratio
from benchmarks.workloads import one_after_the_other
from negotiator.simulation.players import Player
from negotiator.story.loading import load

PLAYS = 1_000


def run(scale: Scale) -> None:
    """Tell the rate and its ratio to the floor."""
    floor("the same story as plain Python functions without texts; nothing is counted of a play")
    plays = scale.of(PLAYS)
    for path in (PEER_STORY, SIX_GAUGES):
        story, bare = load(path), Closures(path)
        ours = partial(one_after_the_other, story, Player.UNIFORM, plays)
        least = many(bare.play, plays)
        made = ours()
        times, floors = in_turns([ours, least], scale.rounds)
        said = f"{ratio(times, floors)} floors; {rate(made, times)}, floor {rate(least(), floors)}"
        line(path.stem, said)
