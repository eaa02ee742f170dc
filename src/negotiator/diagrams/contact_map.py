"""Whom the player talks to as a map in cells: the player on the left, who speaks in the middle, and
for whom on the right. How a line is drawn says how they talk; the words are in
`narration.contacts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotiator.cells import cut
from negotiator.cells import width as cells
from negotiator.narration import contacts
from negotiator.narration.contacts import SideMet

_TABLE, _TALK, _NONE = "═", "─", "┄"
_LEAST = 3
"""Cells of a line between two names."""


class Leg(NamedTuple):
    """A row of the map: its lines and names in order, each name with its role in the map."""

    trunk: str
    person: str
    line: str
    side: str


def contact_map(sides: Sequence[SideMet], width: int) -> Iterator[Leg]:
    """The map in rows, at most so wide; nothing if there are no sides."""
    rows = [(one, contacts.contact(each)) for one in sides for each in one.contacts] + [
        (one, contacts.nobody()) for one in sides if not one.contacts
    ]
    middle = len(rows) // 2
    named = contacts.you()
    trunk = cells(named) + 1
    room = width - trunk - 3
    people = max((cells(person) for _, person in rows), default=0)
    column = min(people, max(8, room - _LEAST - 12))
    before: SideMet | None = None
    for number, (one, person) in enumerate(rows):
        mark = _NONE if not one.contacts else _TABLE if one.is_at_table else _TALK
        stem = _joint(number, len(rows), is_middle=number == middle)
        lead = f"{named} " if number == middle else " " * trunk
        who = cut(person, column)
        line = mark * (column - cells(who) + _LEAST)
        if one is before:  # the line ends at the side above
            yield Leg(f"{lead}{stem}{mark} ", who, f" {line[:-1]}┘", "")
        else:
            side = cut(contacts.side(one), max(1, room - column - _LEAST - 2))
            yield Leg(f"{lead}{stem}{mark} ", who, f" {line} ", side)
        before = one


def _joint(number: int, rows: int, *, is_middle: bool) -> str:
    """How the trunk joins a row."""
    if rows == 1:
        return "─"
    if number == 0:
        return "┬" if is_middle else "┌"
    if number == rows - 1:
        return "┴" if is_middle else "└"
    return "┼" if is_middle else "├"
