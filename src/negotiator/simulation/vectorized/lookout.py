"""Plays in arrays that note where each thing is met soonest: the first step of a check.

A play is given up sooner here than elsewhere: as soon as it only shows what others showed long
before. The order of the plays doesn't change what is found.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.engine.transitions import ARGUMENT
from negotiator.simulation.vectorized.group import Array, Group
from negotiator.simulation.vectorized.run import Ready, Run
from negotiator.statespace.transition_system import Label
from negotiator.story.value_names import Passed

LONG_SINCE = 100
"""Decisions for which plays in search of new things continue without meeting any."""


class Sighting(NamedTuple):
    """The number of decisions after which something is met, and the number of the play."""

    turns: int
    number: int


class Lookout(Run):
    """Running plays that look for new things.

    They continue for LONG_SINCE decisions after the last one in which any of them meets something
    that none meets sooner. While that isn't known, plays that have got so far wait.
    """

    def __init__(self, ready: Ready, plays: range) -> None:
        super().__init__(ready, plays)
        self.met: dict[Label, Sighting] = {}
        self.parked: dict[str, list[Array]] = {}
        self._last: int | None = 0
        self.begin()

    @property
    def sightings(self) -> dict[Label, Sighting]:
        """Where each thing is met soonest, as far as the plays have got."""
        far = self.last() + LONG_SINCE
        return {label: one for label, one in self.met.items() if one.turns <= far}

    def last(self) -> int:
        """The number of decisions after which something new was last met, before LONG_SINCE
        decisions without anything new."""
        if self._last is None:
            self._last = 0
            for turns, _ in sorted(self.met.values()):
                if turns > self._last + LONG_SINCE:
                    break
                self._last = turns
        return self._last

    def resumed(self) -> bool:
        """Whether plays that have got far may continue after all; if none may, all are given up."""
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
        """Make plays that have got far wait until the others have, too. In a draw none can wait."""
        group = super().in_time(place_id, group)
        if place_id not in self.ready.story.events and len(group):
            turns = self.turns.take(group.at)
            if turns.max() >= LONG_SINCE:
                late, group = group.split(turns >= self.last() + LONG_SINCE)
                if len(late):
                    self.parked.setdefault(place_id, []).append(late.at)
        return group

    def met_in(self, label: Label, group: Group) -> None:
        """Note where something is met; arguments are nothing to look out for."""
        if label[0] == ARGUMENT:
            return
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
        passed = group[self.blocks.slots[Passed(motion)]] != 0
        for word, some in zip(("passes", "fails"), group.split(passed), strict=True):
            if len(some):
                self.met_in((word, motion), some)
