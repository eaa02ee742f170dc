"""Plays in arrays in which it is noted where each thing is met soonest: what a check begins with.

A play is given up sooner here than elsewhere: once it only shows what others have shown long
before. What is found is the same in whatever order the plays are taken.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.simulation.vectorized.group import Array, Group
from negotiator.simulation.vectorized.run import Ready, Run
from negotiator.statespace.transition_system import Label

LONG_SINCE = 100
"""Decisions for which plays that look for what is new go on without any."""


class Sighting(NamedTuple):
    """After how many decisions something is met, and the number of the play."""

    turns: int
    number: int


class Lookout(Run):
    """Plays under way that look for what is new.

    They go on for LONG_SINCE decisions after the last in which any of them meets something that
    none meets sooner. While that isn't known, plays that have come so far wait.
    """

    def __init__(self, ready: Ready, plays: range) -> None:
        super().__init__(ready, plays)
        self.met: dict[Label, Sighting] = {}
        self.parked: dict[str, list[Array]] = {}
        self._last: int | None = 0

    @property
    def sightings(self) -> dict[Label, Sighting]:
        """Where each thing is met soonest, as far as the plays have come."""
        far = self.last() + LONG_SINCE
        return {label: one for label, one in self.met.items() if one.turns <= far}

    def last(self) -> int:
        """After so many decisions something new was met for the last time, before nothing was
        for LONG_SINCE decisions."""
        if self._last is None:
            self._last = 0
            for turns, _ in sorted(self.met.values()):
                if turns > self._last + LONG_SINCE:
                    break
                self._last = turns
        return self._last

    def resumed(self) -> bool:
        """Whether plays that have come far may go on after all; if none may, all are given up."""
        parked, self.parked = self.parked, {}
        for place_id, parts in parked.items():
            group = self.group(parts)
            late, going = group.split(self.turns.take(group.at) >= self.last() + LONG_SINCE)
            self.wait(self.here, place_id, going)
            if len(late):
                self.parked[place_id] = [late.at]
        if not self.waiting:
            self.over += sum(len(late) for parts in self.parked.values() for late in parts)
            self.parked.clear()
        return bool(self.waiting)

    def in_time(self, place_id: str, group: Group) -> Group:
        """Plays that have come far wait until the others have, too. In a draw none can."""
        group = super().in_time(place_id, group)
        if place_id not in self.ready.story.events and len(group):
            turns = self.turns.take(group.at)
            if turns.max() >= LONG_SINCE:
                late, group = group.split(turns >= self.last() + LONG_SINCE)
                if len(late):
                    self.parked.setdefault(place_id, []).append(late.at)
        return group

    def met_in(self, label: Label, group: Group) -> None:
        """Note where something is met."""
        turns = self.turns.take(group.at)
        least = turns.min()
        sighting = Sighting(int(least), self.first + int(group.at[turns == least].min()))
        known = self.met.get(label)
        if known is None or sighting < known:
            self.met[label] = sighting
            if known is None or sighting.turns < known.turns:
                self._last = None

    def voted(self, motion: str, group: Group) -> None:
        """Note how a vote went."""
        passed = group[self.blocks.slots[f"motion.{motion}.passed"]] != 0
        for word, some in zip(("passes", "fails"), group.split(passed), strict=True):
            if len(some):
                self.met_in((word, motion), some)
