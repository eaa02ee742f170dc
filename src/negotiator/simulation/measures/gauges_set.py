"""What a gauge decides: the endings of plays in which it is set low, or high, at one scene.

The plays are those of the human player in arrays, and need numpy. The distance of the two
distributions of endings is told beside that of two sets of seeds in which nothing is set.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from negotiator.simulation.measures.consequence import total_variation
from negotiator.simulation.players import Player, leaning
from negotiator.simulation.vectorized.crowd import Crowd
from negotiator.simulation.vectorized.pushed import Push, Pushed
from negotiator.story.model import Story

LOW, HIGH = 10, 90
"""In per cent of the gauge's range."""


class Pushes(NamedTuple):
    """The total variation of the endings between plays with a gauge set low and set high at a
    scene, for each gauge; and that between two sets of seeds (`noise`). `plays` came there."""

    scene: str
    plays: int
    noise: float
    by_gauge: dict[str, float]


def pushes(story: Story, scene: str, seed: int, plays: int) -> Pushes:
    """What each gauge decides at a scene, from two sets of so many plays.

    Raises ImportError without numpy, TooWideError if the story doesn't fit into arrays.
    """
    leans = leaning(Player.HUMAN)
    assert leans is not None, "the human player leans"
    crowd = Crowd(story, seed, leans)

    def ends(first: int, push: Push) -> Counter[str]:
        run = Pushed(crowd.ready, range(first, first + plays), push)
        run.run()
        return run.ends

    one, other = (ends(first, Push(scene)) for first in (0, plays))
    found = {}
    for gauge in story.gauges.values():
        low, high = (gauge.low + (gauge.high - gauge.low) * part // 100 for part in (LOW, HIGH))
        found[gauge.id] = total_variation(
            ends(0, Push(scene, gauge.id, low)), ends(plays, Push(scene, gauge.id, high))
        )
    return Pushes(scene, one.total() + other.total(), total_variation(one, other), found)
