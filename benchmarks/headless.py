"""How many decisions the player makes that plays one after the other, without texts."""

from __future__ import annotations

from functools import partial

from benchmarks.closures import Closures, many
from benchmarks.measuring import PEER_STORY, SIX_GAUGES, Scale, floor, in_turns, line, rate, ratio
from benchmarks.workloads import ends, one_after_the_other
from negotiator.simulation.players import Player
from negotiator.story.loading import load

PLAYS = 60
OFTEN = 6
"""Short pieces, taken in turns more often: a busy machine disturbs both alike."""


def run(scale: Scale) -> None:
    """Tell the rates and their ratios to the floor, to the ends of plays and with every count."""
    floor("the same story as plain Python functions without texts; nothing is counted of a play")
    plays = scale.of(PLAYS, least=2)
    for path in (PEER_STORY, SIX_GAUGES):
        story, bare = load(path), Closures(path)
        to_the_end = partial(ends, story, plays)
        counted = partial(one_after_the_other, story, Player.UNIFORM, plays)
        least = many(bare.play, plays)
        made = counted()
        *each, floors = in_turns([to_the_end, counted, least], OFTEN * scale.rounds)
        for name, times in zip(("to their ends", "counted"), each, strict=True):
            said = f"{ratio(floors, times)} of the floor; {rate(made, times)}"
            line(f"{path.stem}, {name}", f"{said}, floor {rate(least(), floors)}")
