"""Counts of plays in arrays: the same as those that `simulate` makes of plays one by one.

A gauge is counted in a place before the decision, and after each choice. One that a choice doesn't
move is the same before it and after it, so it is counted once for both.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from negotiator.simulation.tally import Tally
from negotiator.simulation.vectorized.blocks import Deciding, Taking
from negotiator.simulation.vectorized.group import Array, Group
from negotiator.simulation.vectorized.run import Ready, Run
from negotiator.statespace.transition_system import Label
from negotiator.story.model import Story

MOST_VALUES = 4_096
"""Values of all gauges together that are counted in one array; those of the others are sorted."""
FEW = 10
"""Choices with a condition in one place whose combinations are counted in an array."""


class Counting(Run):
    """Running plays that are counted."""

    def __init__(self, ready: Ready, plays: range, gauges: GaugeCounts) -> None:
        super().__init__(ready, plays)
        self.tally = Tally()
        """Everything counted but for the gauges."""
        self.tally.met["scene", ready.begun.scene] += len(plays)
        self.begin()
        self.gauges = gauges

    def met_in(self, label: Label, group: Group) -> None:
        """Count what is met, except where plays end or get stuck, which is counted there."""
        kind, name = label
        if kind == "event":
            self.tally.events[name] += len(group)
        elif kind == "choice":
            self.tally.taken[name] += len(group)
        elif kind not in ("ending", "stuck"):
            self.tally.met[label] += len(group)

    def offered(self, place_id: str, opened: list[Array], count: int) -> None:
        """Count which choices were open, for how many plays."""
        np, menus = self.np, self.tally.menus
        each = [number for number, one in enumerate(opened) if getattr(one, "ndim", 0)]
        always = sum(1 << number for number, one in enumerate(opened) if number not in each and one)
        if not each:
            if always:
                menus[place_id, always] += count
            return
        # A bit for each choice that has a condition.
        cases = opened[each[0]].astype(np.int64 if len(each) > FEW else np.int16)
        for bit, number in enumerate(each[1:], start=1):
            cases += opened[number].astype(cases.dtype) << bit
        if len(each) <= FEW:
            times = np.bincount(cases)
            values = np.flatnonzero(times)
            times = times[values]
        else:
            values, times = np.unique(cases, return_counts=True)
        for case, many in zip(values.tolist(), times.tolist(), strict=True):
            key = always + sum(1 << number for bit, number in enumerate(each) if case >> bit & 1)
            if key:
                menus[place_id, key] += many

    def decided(self, place_id: str, deciding: Deciding, group: Group, taken_by: Array) -> None:
        """Count the gauges before a decision."""
        self.gauges.decided(place_id, deciding, group, taken_by)

    def took(self, taking: Taking, group: Group) -> None:
        """Count the gauges after a choice."""
        self.gauges.took(taking, group)

    def led(self, taking: Taking, to: str, group: Group) -> None:
        """Count where choices led."""
        self.tally.ways[taking.name, to] += len(group)

    def ended(self, end: str, group: Group) -> None:
        """Count plays that reached an end."""
        self.gauges.ended(end, group)
        self._lengths(end, group)

    def stuck(self, place_id: str, group: Group) -> None:
        """Count plays for which nothing is open."""
        self.tally.stuck[place_id] += len(group)
        key = f"?{place_id}"
        first = self.first + int(group.at.min())
        self.tally.first[key] = min(first, self.tally.first.get(key, first))
        self._lengths("", group)

    def _lengths(self, end: str, group: Group) -> None:
        """Count plays by their end and their number of decisions."""
        at = self.np.sort(group.at)
        found = self.np.unique(self.turns[at], return_index=True, return_counts=True)
        for turns, first, times in zip(*(one.tolist() for one in found), strict=True):
            self.tally.ended(end, turns, self.first + int(at[first]), times)


class GaugeCounts:
    """How often each gauge had each value in each place."""

    def __init__(self, story: Story, slots: dict[str, int], numpy: Any) -> None:
        self.np = numpy
        self.narrow: dict[int, int] = {}
        """From a gauge's slot to what its values are shifted by in the counts."""
        self.broad: dict[int, int] = {}
        """From the slot of a gauge that there is no room for, to its number."""
        self.keys: list[tuple[int, int]] = []
        """Number and value of a gauge, for each count."""
        self.parts: dict[int, slice] = {}
        """From a gauge's slot to where its counts stand."""
        for number, gauge in enumerate(story.gauges.values()):
            slot = slots[gauge.id]
            if len(self.keys) + gauge.high - gauge.low >= MOST_VALUES:
                self.broad[slot] = number
                continue
            self.narrow[slot] = len(self.keys) - gauge.low
            begin = len(self.keys)
            self.keys += [(number, value) for value in range(gauge.low, gauge.high + 1)]
            self.parts[slot] = slice(begin, len(self.keys))
        self.before: dict[str, Array] = {}
        """By place: a row of counts for each choice that was taken, and one for none."""
        self.after: dict[str, Array] = {}
        """By choice, after it, of what it moves; by ending."""
        self.deciding: dict[str, Deciding] = {}
        self.spread: Counter[tuple[str, int, int]] = Counter()

    def decided(self, place_id: str, deciding: Deciding, group: Group, taken_by: Array) -> None:
        """Handle a group's decisions; its plays stand in the order of the choices that they take,
        so many for each."""
        for slot in self.broad:
            self._spread(place_id, slot, group)
        if not self.narrow:
            return
        kinds, size = len(deciding.takings) + 1, len(self.keys)
        keys = self.np.empty((len(self.narrow), len(group)), dtype=self.np.intp)
        first = self.np.repeat(self.np.arange(0, kinds * size, size), taken_by)
        for row, (slot, shift) in zip(keys, self.narrow.items(), strict=True):
            self.np.add(first, group[slot], out=row)
            row += shift
        counts = self.np.bincount(keys.reshape(-1), minlength=kinds * size)
        known = self.before.get(place_id)
        if known is None:
            self.before[place_id] = counts
            self.deciding[place_id] = deciding
        else:
            known += counts

    def took(self, taking: Taking, group: Group) -> None:
        """Handle a choice that was taken and has had its effects."""
        self._count(taking.name, group, [slot for slot in self.narrow if slot in taking.moved])

    def ended(self, where: str, group: Group) -> None:
        """Handle plays that reached an end."""
        self._count(where, group, list(self.narrow))

    def into(self, tally: Tally) -> None:
        """Add all counts to a tally."""
        found: dict[tuple[str, int, int], int] = dict(self.spread)
        for place_id, counts in self.before.items():
            rows = counts.reshape(-1, len(self.keys))
            self._add(found, place_id, rows.sum(axis=0))
            for taking, row in zip(self.deciding[place_id].takings, rows, strict=False):
                still = row.copy()
                for slot in self.parts.keys() & taking.moved:
                    still[self.parts[slot]] = 0
                self._add(found, taking.name, still)
        for where, counts in self.after.items():
            self._add(found, where, counts)
        tally.gauges.update(found)

    def _count(self, where: str, group: Group, slots: list[int]) -> None:
        for slot in self.broad:
            self._spread(where, slot, group)
        if not slots:
            return
        keys = [self.np.add(group[slot], self.narrow[slot], dtype=self.np.intp) for slot in slots]
        together = self.np.concatenate(keys) if keys[1:] else keys[0]
        counts = self.np.bincount(together, minlength=len(self.keys))
        known = self.after.get(where)
        if known is None:
            self.after[where] = counts
        else:
            known += counts

    def _spread(self, where: str, slot: int, group: Group) -> None:
        values, times = self.np.unique(group[slot], return_counts=True)
        for value, count in zip(values.tolist(), times.tolist(), strict=True):
            self.spread[where, self.broad[slot], value] += count

    def _add(self, found: dict[tuple[str, int, int], int], where: str, counts: Array) -> None:
        some = self.np.flatnonzero(counts)
        keys = ((where, *self.keys[number]) for number in some.tolist())
        found.update(zip(keys, counts[some].tolist(), strict=True))
