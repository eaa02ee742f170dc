"""How many decisions the state machine makes, through its public functions and with every text."""

from __future__ import annotations

from functools import partial

from benchmarks.closures import Closures, many
from benchmarks.measuring import PEER_STORY, SIX_GAUGES, Scale, floor, in_turns, line, rate, ratio
from benchmarks.workloads import decisions
from negotiator.story.loading import load

PLAYS = 500


def run(scale: Scale) -> None:
    """Tell the rate and its ratio to the floor."""
    floor("the same story as plain Python functions, texts included (closures.py)")
    plays = scale.of(PLAYS)
    for path in (PEER_STORY, SIX_GAUGES):
        story, bare = load(path), Closures(path)
        ours, least = partial(decisions, story, plays), many(bare.play_told, plays)
        made = ours()
        times, floors = in_turns([ours, least], scale.rounds)
        said = f"{ratio(times, floors)} floors; {rate(made, times)}, floor {rate(least(), floors)}"
        line(path.stem, said)
