"""How players pick in many plays at once who work out what each choice does: the greedy one and
the cautious one of `players`, in arrays.

Each choice is tried in all plays of a group, in values that are thrown away; a test compares the
picks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from negotiator.simulation.players import ALIKE, Player
from negotiator.simulation.vectorized.blocks import Taking, Voting, settle
from negotiator.simulation.vectorized.group import Array, Group, Trial
from negotiator.simulation.vectorized.picking import Asked, any_of
from negotiator.story.model import Better, Gauge, Story


class Judging:
    """Picks for one player; `slots` says where each value stands."""

    def __init__(self, story: Story, player: Player, slots: dict[str, int], numpy: Any) -> None:
        self.np = numpy
        self.goods = [(slots[gauge.id], _goodness(gauge, numpy)) for gauge in story.gauges.values()]
        self.of_all: Callable[[Array, Array], Array] = numpy.add
        if player is Player.CAUTIOUS:
            self.of_all = numpy.minimum

    def picked(self, asked: Asked) -> Array:
        """The number of the choice that each play takes; if nothing is open, one beyond the
        last."""
        np, count = self.np, len(asked.turns)
        now = {slot: good(asked.group[slot]) for slot, good in self.goods}
        worths = []
        for taking, opened in zip(asked.deciding.takings, asked.opened, strict=True):
            worth = np.broadcast_to(self._worth(taking, asked, now), count)
            worths.append(np.where(opened, worth, -np.inf))
        best = reduce(np.maximum, worths)
        return any_of([worth > best - ALIKE for worth in worths], asked, np)

    def _worth(self, taking: Taking, asked: Asked, now: dict[int, Array]) -> Array:
        """How good the gauges are, for each play, after a choice."""
        after = self._after(taking, asked)
        goods = [
            good(after[slot]) if slot in taking.moved else now[slot] for slot, good in self.goods
        ]
        return reduce(self.of_all, goods) if goods else 0.0

    def _after(self, taking: Taking, asked: Asked) -> Group:
        """The plays after a choice is tried."""
        group: Group = Trial(asked.group)
        if taking.settles and asked.package is not None:
            # Settling is done for some plays at a time: they need values of their own.
            rows = asked.group.rows[:, asked.group.at]
            group = Group(rows, self.np.arange(len(asked.group)))
            settle(taking, group, asked.package(slice(None)))
        for step in taking.steps:
            if isinstance(step, Voting):
                step.does(group)
            elif callable(step):
                step(group)
        return group


def _goodness(gauge: Gauge, numpy: Any) -> Callable[[Array], Array]:
    """The same as `players.goodness`, for each play."""
    span = max(1, gauge.high - gauge.low)

    def good(values: Array) -> Array:
        worth = numpy.asarray(values, dtype=numpy.float64)
        if gauge.better is Better.HIGH:
            return (worth - gauge.low) / span
        if gauge.better is Better.LOW:
            return (gauge.high - worth) / span
        return 1 - abs(2 * worth - (gauge.low + gauge.high)) / span

    return good
