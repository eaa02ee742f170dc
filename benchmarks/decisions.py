"""How many decisions the state machine makes, through its public functions and with every text."""

from __future__ import annotations

from functools import partial

from benchmarks.closures import Closures, many
from benchmarks.measuring import PEER_STORY, SIX_GAUGES, Scale, floor, in_turns, line, rate, ratio
from benchmarks.workloads import decisions
from negotiator.story.loading import load

PLAYS = 60
OFTEN = 6
"""Short pieces, taken in turns more often: a busy machine disturbs both alike."""


def run(scale: Scale) -> None:
    """Tell the rate and its ratio to the floor."""
    floor("the same story as plain Python functions, texts included (closures.py)")
    plays = scale.of(PLAYS, least=2)
    for path in (PEER_STORY, SIX_GAUGES):
        story, bare = load(path), Closures(path)
        ours, least = partial(decisions, story, plays), many(bare.play_told, plays)
        made = ours()
        times, floors = in_turns([ours, least], OFTEN * scale.rounds)
        said = f"{ratio(floors, times)} of the floor; {rate(made, times)}"
        line(path.stem, f"{said}, floor {rate(least(), floors)}")
