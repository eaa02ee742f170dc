"""Classes in one file of SQLite: what a teacher's laptop has without setting anything up."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from negotiator.classroom.store import ForeignStoreError, LostStoreError, SqlStore, StoreError
from negotiator.system_errors import file_lost

BUSY = 5.0
"""How many seconds a process waits for another one's transaction."""


class SqliteStore(SqlStore):
    """A store in a file. Several processes may have it open at once.

    Raises OSError or StoreError if the file can't be had, and ForeignStoreError if another program
    keeps something else in it.
    """

    mark = "?"
    whole = "INTEGER"
    refusals = (sqlite3.Error, OverflowError)

    def __init__(self, file: Path) -> None:
        self.file = file
        self._here = threading.local()
        self._all: list[sqlite3.Connection] = []
        # On Windows an open file can't be moved.
        journal = Path(f"{file}-wal")
        self._written = () if sys.platform == "win32" else (file, journal)
        self._held: dict[Path, tuple[int, int]] = {}
        """Which files are written to, by their names: SQLite goes on writing to one that has lost
        its name, of which nothing is left when the program ends."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._check_ours()
        self.prepare()

    def connection(self) -> sqlite3.Connection:
        """The connection of this thread. Raises LostStoreError if it leads to no file any more."""
        if any(_identity(path) != held for path, held in tuple(self._held.items())):
            raise LostStoreError(file_lost())
        if len(self._held) < len(self._written) and self._all:
            self._note_files()
        found: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if found is None:
            found = self._here.connection = self._connected()
            self._all.append(found)
        return found

    def _note_files(self) -> None:
        """Note which files are written to, once they are open: nobody else deletes the journal
        then."""
        for path in self._written:
            found = _identity(path)
            if found is not None:
                self._held.setdefault(path, found)

    def _check_ours(self) -> None:
        """Raise ForeignStoreError if there are tables, but not ours: before anything is changed."""
        try:
            with closing(sqlite3.connect(self.file, timeout=BUSY)) as looking:
                named = looking.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                tables = {name for (name,) in named}
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error
        if tables and "format" not in tables:
            raise ForeignStoreError

    def _connected(self) -> sqlite3.Connection:
        # Each statement is its own transaction; only `close` uses one from another thread.
        made = sqlite3.connect(
            self.file, timeout=BUSY, isolation_level=None, check_same_thread=False
        )
        made.execute("PRAGMA journal_mode = WAL")
        # What was acknowledged is on the disk even if the power fails.
        made.execute("PRAGMA synchronous = FULL")
        made.execute("PRAGMA secure_delete = ON")
        # No page of a class goes to the folder for temporary files.
        made.execute("PRAGMA temp_store = MEMORY")
        return made

    def fetched(self, connection: Any, statement: str, values: tuple[object, ...]) -> list[Any]:
        """What a statement finds; with a sign in place of what isn't UTF-8 in a text."""
        try:
            return super().fetched(connection, statement, values)
        except sqlite3.OperationalError as error:
            if "UTF-8" not in str(error):
                raise
            connection.text_factory = _as_far_as_it_goes
            try:
                return super().fetched(connection, statement, values)
            finally:
                connection.text_factory = str

    def now(self) -> int:
        """By this machine's clock: nobody else uses the file."""
        return time.time_ns() // 1_000_000

    def is_sound(self, column: str, kind: type) -> str:
        """SQLite takes any value in any column."""
        return f"typeof({column}) = '{'text' if kind is str else 'integer'}'"

    def forget(self) -> None:
        """Write the file again without what was deleted, and empty its journal."""
        connection = self.connection()
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close all connections."""
        for one in self._all:
            one.close()
        self._all.clear()
        self._held.clear()
        self._here = threading.local()


def _as_far_as_it_goes(written: bytes) -> str:
    return written.decode(errors="replace")


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has a name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
