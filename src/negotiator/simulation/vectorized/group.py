"""Some of many plays in arrays: which ones they are, and the values of each.

All values of all plays are in rows, a row for each value and a column for each play. Printed
functions read and write a group; what happens to it is decided elsewhere.
"""

from __future__ import annotations

from typing import Any

Array = Any
"""An array of numpy, or one value for all plays."""


class Group:
    """Some of the plays, by their columns in the rows; a row is read only once.

    Reading returns one value for each play, and writing stores one for each. What was read is never
    changed in place, because others may hold it too.
    """

    __slots__ = ("at", "read", "rows")

    def __init__(self, rows: Array, at: Array) -> None:
        self.rows = rows
        self.at = at
        self.read: dict[int, Array] = {}

    def __len__(self) -> int:
        return len(self.at)

    def __getitem__(self, slot: int) -> Array:
        found = self.read.get(slot)
        if found is None:
            found = self.read[slot] = self.rows[slot].take(self.at)
        return found

    def __setitem__(self, slot: int, worth: Array) -> None:
        self.rows[slot][self.at] = worth
        if getattr(worth, "ndim", 0):
            self.read[slot] = worth
        else:
            self.read.pop(slot, None)

    def only(self, which: Array) -> Group:
        """The plays for which this holds."""
        return self.split(which)[0]

    def split(self, which: Array) -> tuple[Group, Group]:
        """The plays for which this holds, and the others."""
        is_each = getattr(which, "ndim", 0)
        if which.all() if is_each else which:
            return self, Group(self.rows, self.at[:0])
        if is_each and which.any():
            return Group(self.rows, self.at[which]), Group(self.rows, self.at[~which])
        return Group(self.rows, self.at[:0]), self

    def part(self, begin: int, end: int) -> Group:
        """The plays from one place in the group to another, with what was read of them."""
        some = Group(self.rows, self.at[begin:end])
        some.read = {slot: found[begin:end] for slot, found in self.read.items()}
        return some


class Trial(Group):
    """The same plays, with what is written kept for this trial alone."""

    __slots__ = ()

    def __init__(self, group: Group) -> None:
        super().__init__(group.rows, group.at)
        self.read = dict(group.read)

    def __setitem__(self, slot: int, worth: Array) -> None:
        self.read[slot] = worth
