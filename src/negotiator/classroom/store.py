"""Where the rows of classes are kept: a handful of functions, each one transaction.

Nothing is held in memory, so that any number of processes may serve one class, and one that dies
loses nothing that it had acknowledged. `SqlStore` writes the statements, which both databases
understand; `sqlite_store` and `postgres_store` connect to one.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from typing import Any, Protocol, Self, TypeVar

from negotiator.classroom.damage import Damage, damage_of, kinds, missing_from, read_on
from negotiator.classroom.rows import NUMBERS, TABLES, DecisionRow, MoveRow, Row

R = TypeVar("R", bound=Row)
FORMAT = 1
"""The version of the tables."""


class StoreError(Exception):
    """What the database refuses: it is locked by another program, damaged, or its disk is full.
    Nothing was acknowledged; the same may be tried again."""


class LostStoreError(StoreError):
    """What keeps the rows was moved, deleted or replaced while it was open: what is written now
    would be gone with the program. Put back where it was, it goes on."""


class ForeignStoreError(Exception):
    """The database is another program's, and stays as it is."""


class NewerStoreError(Exception):
    """The store was made by a newer version of the program, with the number of its format."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Store(Protocol):
    """What keeps classes. Everything raises StoreError if the database refuses it."""

    def add(self, row: Row, *more: Row) -> bool:
        """Add rows together, and say whether the first one is new. If there is one with its key
        already, that one stays as it is, and none of the others is added."""

    def add_next(self, row: DecisionRow | MoveRow, *more: Row) -> bool:
        """The same for a row of a play that must be the next one by its number: if it isn't,
        nothing is added."""

    def put(self, row: Row, *more: Row) -> None:
        """Add rows, or replace those with their keys: all of them, or none."""

    def put_while(self, held: Row, row: Row, *more: Row) -> bool:
        """The same as long as another row is as it was read, and say whether it is. Whoever changes
        that one does so before or afterwards, in whichever process."""

    def change(self, row: R, into: R) -> bool:
        """Replace a row that is still as it was read, and say whether it was."""

    def together(self) -> AbstractContextManager[Any]:
        """All that is asked within happens, or nothing of it."""

    def rows(self, kind: type[R], **values: object) -> list[R]:
        """The rows of a kind that have these values, in the order of their keys. A value that is
        damaged is read as 0, or as an empty text; a row whose key is damaged is left out."""

    def damaged(self, class_id: str) -> list[Damage]:
        """What is damaged in the rows of a class or missing among them, table by table."""

    def lengths(self, kind: type[Row], class_id: str) -> dict[int, int]:
        """How many rows of a kind each play of a class has, by the play's number."""

    def now(self) -> int:
        """Milliseconds since 1970, by the one clock that all who use the database can ask."""

    def delete(self, class_id: str) -> bool:
        """Delete a class with everything that is kept of it, so that none of its bytes are left
        where the store can reach them, and say whether there was one."""

    def close(self) -> None:
        """Close all connections."""


class SqlStore(ABC):
    """A store in a database that is spoken to in SQL."""

    mark: str
    """What stands for a value in a statement."""
    whole: str
    """The type of a column of whole numbers."""
    refusals: tuple[type[Exception], ...]
    """What the database raises if it refuses something."""
    _here: threading.local

    @abstractmethod
    def connection(self) -> Any:
        """The connection of this thread, where each statement is a transaction of its own unless
        one was begun."""

    @abstractmethod
    def now(self) -> int:
        """Milliseconds since 1970, by the one clock that all who use the database can ask."""

    @abstractmethod
    def is_sound(self, column: str, kind: type) -> str:
        """What holds where a column has a value of the type that belongs there."""

    @abstractmethod
    def forget(self) -> None:
        """Overwrite what deleted rows left in the database's files."""

    @abstractmethod
    def close(self) -> None:
        """Close all connections."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def asked(self) -> Iterator[Any]:
        """The connection, to ask something of it. Raises StoreError if the database refuses."""
        try:
            yield self.connection()
        except self.refusals as error:
            raise StoreError(str(error).strip()) from error

    def prepare(self) -> None:
        """Make the tables, unless they are there.

        Raises NewerStoreError if a newer version of the program made them, and StoreError.
        """
        with self.asked() as connection:
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS format (number {self.whole} PRIMARY KEY)"
            )
            numbers = [int(number) for (number,) in connection.execute("SELECT number FROM format")]
            if any(number > FORMAT for number in numbers):
                raise NewerStoreError(max(numbers))
            for kind in TABLES:
                connection.execute(self._created(kind))
            if not numbers:
                connection.execute(f"INSERT INTO format VALUES ({FORMAT}) ON CONFLICT DO NOTHING")

    def check_writable(self) -> None:
        """Raise StoreError if nothing can be written here."""
        with self.asked() as connection:
            connection.execute("UPDATE format SET number = number")

    def add(self, row: Row, *more: Row) -> bool:
        """Add rows together, and say whether the first one is new. If there is one with its key
        already, that one stays as it is, and none of the others is added."""
        marks = ", ".join([self.mark] * len(row))
        return self._added(f"VALUES ({marks})", tuple(row), row, more)

    def add_next(self, row: DecisionRow | MoveRow, *more: Row) -> bool:
        """The same for a row of a play that must be the next one by its number: if it isn't,
        nothing is added."""
        values = (*row, row.class_id, row.play, row.number)
        kind: Any = type(row)
        is_sound = self.is_sound('"number"', int)
        return self._added(_next_row(kind, self.mark, self.whole, is_sound), values, row, more)

    def put(self, row: Row, *more: Row) -> None:
        """Add rows, or replace those with their keys: all of them, or none."""
        if more:
            with self.together():
                for one in (row, *more):
                    self.put(one)
            return
        table = TABLES[type(row)]
        key, rest = row._fields[: table.key], row._fields[table.key :]
        marks = ", ".join([self.mark] * len(row))
        changed = ", ".join(f"{name} = excluded.{name}" for name in quoted(rest))
        with self.asked() as connection:
            connection.execute(
                f"INSERT INTO {table.name} ({', '.join(quoted(row._fields))}) VALUES ({marks})"
                f" ON CONFLICT ({', '.join(quoted(key))}) DO UPDATE SET {changed}",
                tuple(row),
            )

    def put_while(self, held: Row, row: Row, *more: Row) -> bool:
        """Put rows as long as another one is as it was read, and say whether it is."""
        with self.together():
            if is_held := self.change(held, held):  # from here on nobody else changes it
                self.put(row, *more)
            return is_held

    def change(self, row: R, into: R) -> bool:
        """Replace a row that is still as it was read, and say whether it was. Only what is another
        value then is written, so that what is damaged stays."""
        of: Any = type(row)
        table, names = TABLES[of], quoted(row._fields)
        news = [at for at in range(table.key, len(row)) if into[at] != row[at]]
        changed = ", ".join(f"{names[at]} = {self.mark}" for at in news or [table.key])
        same = " AND ".join(
            f"({name} = {self.mark} OR NOT {self.is_sound(name, kind)})"
            for name, kind in zip(names, kinds(of), strict=True)
        )
        values = [into[at] for at in news or [table.key]]
        with self.asked() as connection:
            done = connection.execute(
                f"UPDATE {table.name} SET {changed} WHERE {same}", (*values, *row)
            )
            return bool(done.rowcount == 1)

    def lengths(self, kind: type[Row], class_id: str) -> dict[int, int]:
        """How many rows of a kind each play of a class has, by the play's number."""
        with self.asked() as connection:
            found = connection.execute(
                f"SELECT play, COUNT(*) FROM {TABLES[kind].name} WHERE class_id = {self.mark}"
                f"{_and_numbered(kind)}"
                " GROUP BY play",
                (class_id,),
            )
            return {play: rows for play, rows in found.fetchall() if isinstance(play, int)}

    def rows(self, kind: type[R], **values: object) -> list[R]:
        """The rows of a kind that have these values, in the order of their keys."""
        made: Any = kind
        statement = _selected(made, tuple(values), self.mark)
        sound = kinds(made)
        with self.asked() as connection:
            found = self.fetched(connection, statement, tuple(values.values()))
        rows = []
        for one in found:
            if tuple(map(type, one)) == sound:
                rows.append(made._make(one))
            elif tuple(map(type, one[: (key := TABLES[kind].key)])) == sound[:key]:
                rows.append(made._make(read_on(one, sound)))
        return rows

    def fetched(self, connection: Any, statement: str, values: tuple[object, ...]) -> list[Any]:
        """What a statement finds."""
        found: list[Any] = connection.execute(statement, values).fetchall()
        return found

    def damaged(self, class_id: str) -> list[Damage]:
        """What is damaged in the rows of a class or missing among them, table by table."""
        found: list[Damage] = []
        with self.asked() as connection:
            for kind in TABLES:
                names = quoted(getattr(kind, "_fields", ()))
                sound = " AND ".join(map(self.is_sound, names, kinds(kind))) + _and_numbered(kind)
                statement = (
                    f"SELECT {', '.join(names)} FROM {TABLES[kind].name}"
                    f" WHERE {names[0]} = {self.mark} AND NOT ({sound})"
                )
                rows = self.fetched(connection, statement, (class_id,))
                found += (one for row in rows for one in damage_of(kind, row))
                if _is_series(kind):
                    found += missing_from(kind, self._broken(connection, kind, class_id))
        return found

    def _broken(self, connection: Any, kind: Any, class_id: str) -> list[Any]:
        """The keys of all rows, in order, of the series in which the numbers go further than there
        are rows."""
        key = quoted(kind._fields[: TABLES[kind].key])
        table, sound = TABLES[kind].name, " AND ".join(map(self.is_sound, key, kinds(kind)))
        of_class = f"{key[0]} = {self.mark} AND {sound}{_and_numbered(kind)}"
        statement = (
            f"SELECT {', '.join(key)} FROM {table} WHERE {of_class} AND ({', '.join(key[:-1])})"
            f" IN (SELECT {', '.join(key[:-1])} FROM {table} WHERE {of_class}"
            f" GROUP BY {', '.join(key[:-1])} HAVING MAX({key[-1]}) > COUNT(*))"
            f" ORDER BY {', '.join(key)}"
        )
        return self.fetched(connection, statement, (class_id, class_id))

    def delete(self, class_id: str) -> bool:
        """Delete a class with everything that is kept of it, so that none of its bytes are left
        where the store can reach them, and say whether there was one.

        As long as its files can't be written again, nothing is deleted, so that it can be tried
        again.
        """
        with self.asked():
            self.forget()
        with self.together() as connection:
            counts = [
                connection.execute(
                    f"DELETE FROM {table.name} WHERE class_id = {self.mark}", (class_id,)
                ).rowcount
                for table in TABLES.values()
            ]
        with self.asked():
            self.forget()
        return any(counts)

    def _added(
        self, rows: str, values: tuple[object, ...], row: Row, more: tuple[Row, ...]
    ) -> bool:
        names = ", ".join(quoted(row._fields))
        statement = f"INSERT INTO {TABLES[type(row)].name} ({names}) {rows} ON CONFLICT DO NOTHING"
        if not more:
            with self.asked() as connection:
                return bool(connection.execute(statement, values).rowcount == 1)
        with self.together() as connection:
            if connection.execute(statement, values).rowcount != 1:
                return False
            for one in more:
                self.put(one)
        return True

    @contextmanager
    def together(self) -> Iterator[Any]:
        """One transaction: all that is asked meanwhile happens, or nothing."""
        if getattr(self._here, "is_together", False):
            yield self.connection()
            return
        with self.asked() as connection:
            connection.execute("BEGIN")
            self._here.is_together = True
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # The database may have taken all back by itself.
                with suppress(*self.refusals):
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._here.is_together = False

    def _created(self, kind: Any) -> str:
        table = TABLES[kind]
        columns = [
            f"{quoted((name,))[0]} {self._type(kind, name)} NOT NULL" for name in kind._fields
        ]
        key = ", ".join(quoted(kind._fields[: table.key]))
        return (
            f"CREATE TABLE IF NOT EXISTS {table.name} ({', '.join(columns)}, PRIMARY KEY ({key}))"
        )

    def _type(self, kind: type[tuple[Any, ...]], name: str) -> str:
        return _type(kind, name, self.whole)


# Statements that each request asks again, so each is written once


@cache
def _selected(kind: Any, names: tuple[str, ...], mark: str) -> str:
    """The statement that asks for rows of a kind with these values, in the order of their keys.

    Raises ValueError if such rows have no such value.
    """
    unknown = set(names) - set(kind._fields)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    table = TABLES[kind]
    tests = [f"{name} = {mark}" for name in quoted(names)]
    where = f" WHERE {' AND '.join(tests) or '1 = 1'}{_and_numbered(kind)}"
    return (
        f"SELECT {', '.join(quoted(kind._fields))} FROM {table.name}{where}"
        f" ORDER BY {', '.join(quoted(kind._fields[: table.key]))}"
    )


def _is_series(kind: Any) -> bool:
    """Whether rows of a kind come one after the other, each with the next number."""
    return bool(kind._fields[TABLES[kind].key - 1] == "number")


@cache
def _next_row(kind: Any, mark: str, whole: str, is_sound: str) -> str:
    """What selects a row of a play to be added, if it is the next one; nothing if it isn't."""
    columns = ", ".join(f"CAST({mark} AS {_type(kind, name, whole)})" for name in kind._fields)
    return (
        f'SELECT {columns} WHERE (SELECT COALESCE(MAX("number"), {NUMBERS[0] - 1})'
        f" FROM {TABLES[kind].name} WHERE class_id = {mark} AND play = {mark} AND {is_sound}"
        f"{_and_numbered(kind)}) = {mark} - 1"
    )


def _and_numbered(kind: Any) -> str:
    """What also holds of the rows of a kind, if they have numbers: others have no place among
    them."""
    least, most = NUMBERS
    return f' AND "number" BETWEEN {least} AND {most}' if "number" in kind._fields else ""


def _type(kind: type[tuple[Any, ...]], name: str, whole: str) -> str:
    """The type of a column; `whole` is that of whole numbers."""
    at: int = kind._fields.index(name)  # type: ignore[attr-defined]
    return "TEXT" if kinds(kind)[at] is str else whole


def quoted(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, as they may also be words of SQL."""
    return tuple(f'"{name}"' for name in names)
