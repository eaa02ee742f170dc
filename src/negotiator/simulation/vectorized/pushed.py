"""Plays in arrays in which a gauge is set as they first decide in a scene, and where they end."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from negotiator.simulation.vectorized.group import Group
from negotiator.simulation.vectorized.run import Ready, Run


class Push(NamedTuple):
    """A scene, and the gauge that is set there, if any, to a value."""

    scene: str
    gauge: str = ""
    value: int = 0


class Pushed(Run):
    """Such plays; only those that come to the scene are counted."""

    def __init__(self, ready: Ready, plays: range, push: Push) -> None:
        super().__init__(ready, plays)
        self.push = push
        self.been = self.np.zeros(len(plays), dtype=bool)
        """Which plays reached the scene."""
        self.ends: Counter[str] = Counter()
        """How they ended; nowhere, if they got stuck."""

    def in_time(self, place_id: str, group: Group) -> Group:
        """Set the gauge before the first decision in the scene."""
        group = super().in_time(place_id, group)
        if place_id == self.push.scene and len(group):
            new = group.at[~self.been[group.at]]
            self.been[new] = True
            if self.push.gauge:
                self.rows[self.blocks.slots[self.push.gauge]][new] = self.push.value
                group.read.clear()
        return group

    def ended(self, end: str, group: Group) -> None:
        """Count those that came to the scene."""
        self.ends[end] += int(self.been[group.at].sum())

    def stuck(self, place_id: str, group: Group) -> None:  # noqa: ARG002
        """Count those that got stuck after it."""
        self.ended("", group)
