"""Damage in what is kept of a class: a value of another kind than was ever written there.

A file of SQLite takes any value in any column, and whoever opens it with another program may put a
text where a number stood. Such a value is read as nothing, and said to be damaged; what it was
stays in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple, get_type_hints

from negotiator.classroom.rows import NUMBERS, TABLES
from negotiator.escaping import typed_line
from negotiator.narration import class_overview

_MOST = 5
"""How many such values are told of one by one."""
_LONGEST = 40
"""The letters of such a value that are shown."""


class DamagedValue(NamedTuple):
    """A value that is damaged."""

    table: str
    row: str
    """Which row it is: the values of its key, each behind its name."""
    column: str
    found: str
    is_number: bool
    """Whether a number belongs there; otherwise a text does."""
    is_key: bool
    """Whether the row is found by it, so that it is left out as long as that is damaged."""


class MissingRow(NamedTuple):
    """A row that isn't there, though there are some that came after it."""

    table: str
    row: str


Damage = DamagedValue | MissingRow


@cache
def kinds(kind: type[tuple[Any, ...]]) -> tuple[type, ...]:
    """Of which type each value of a kind of row is."""
    hints = get_type_hints(kind)
    return tuple(hints[name] for name in getattr(kind, "_fields", ()))


def read_on(values: Sequence[object], sound: Sequence[type]) -> list[object]:
    """The values of a damaged row, with nothing in place of each that is of another type."""
    pairs = zip(values, sound, strict=True)
    return [value if type(value) is kind else kind() for value, kind in pairs]


def damage_of(kind: type[tuple[Any, ...]], values: Sequence[object]) -> Iterator[DamagedValue]:
    """What is damaged in a row of a kind, as the database has it."""
    names: Sequence[str] = getattr(kind, "_fields", ())
    table, sound = TABLES[kind], kinds(kind)
    row = _key(names[: table.key], values)
    for at, (name, value) in enumerate(zip(names, values, strict=True)):
        if type(value) is not sound[at] or (name == "number" and not _is_number(value)):
            is_number, is_key = sound[at] is int, at < table.key
            yield DamagedValue(table.name, row, name, _shown(value), is_number, is_key)


def missing_from(
    kind: type[tuple[Any, ...]], rows: Iterable[Sequence[object]]
) -> Iterator[MissingRow]:
    """The first row that is missing in each series of rows of a kind, of which there are the keys
    of some series, in order; each ends with the row's number."""
    table = TABLES[kind]
    names: Sequence[str] = getattr(kind, "_fields", ())[: table.key]
    for series, several in groupby(rows, lambda key: key[:-1]):
        numbers = [key[-1] for key in several]
        first = next((due for due, number in enumerate(numbers, NUMBERS[0]) if due != number), None)
        if first is not None:
            yield MissingRow(table.name, _key(names, (*series, first)))


def in_sentences(found: Sequence[Damage]) -> tuple[str, ...]:
    """What is damaged in a class and what to do, in sentences; none if nothing is."""
    if not found:
        return ()
    more = len(found) - _MOST
    return (
        *map(_in_a_sentence, found[:_MOST]),
        *((class_overview.more_damaged(more),) if more > 0 else ()),
        class_overview.mend_damaged(),
    )


def _in_a_sentence(one: Damage) -> str:
    if isinstance(one, MissingRow):
        return class_overview.missing(one.table, one.row)
    return class_overview.damaged(
        one.table, one.row, one.column, one.found, is_number=one.is_number, is_key=one.is_key
    )


def _key(names: Sequence[str], values: Sequence[object]) -> str:
    """Which row it is in a class: the values of its key, each behind its name."""
    named = list(zip(names, values, strict=False))
    return ", ".join(f"{name} {_shown(value)}" for name, value in named[min(1, len(named) - 1) :])


def _is_number(value: object) -> bool:
    return isinstance(value, int) and NUMBERS[0] <= value <= NUMBERS[1]


def _shown(value: object) -> str:
    """A value as somebody sees it who looks at the table, as far as it says which it is."""
    if value is None:
        return "NULL"
    written = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    return typed_line(written)[:_LONGEST] or repr(value)[:_LONGEST]
