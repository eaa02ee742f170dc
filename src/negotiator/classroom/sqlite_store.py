"""Classes in one file of SQLite: what a teacher's laptop has without setting anything up."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from negotiator.classroom.store import SqlStore

BUSY = 5.0
"""How many seconds a process waits for another one's transaction."""


class SqliteStore(SqlStore):
    """A store in a file. Several processes may have it open at once."""

    mark = "?"
    whole = "INTEGER"

    def __init__(self, file: Path) -> None:
        self.file = file
        self._here = threading.local()
        self._all: list[sqlite3.Connection] = []
        file.parent.mkdir(parents=True, exist_ok=True)
        self.prepare()

    def connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        found: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if found is None:
            found = self._here.connection = self._connected()
            self._all.append(found)
        return found

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
        self._here = threading.local()
