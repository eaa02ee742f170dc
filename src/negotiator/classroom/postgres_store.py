"""Classes in a PostgreSQL database, for a school whose classes outgrow one machine.

Needs psycopg, which the extra `postgres` brings along. The server's own journal is its
administrator's: what was deleted stays in it until the server writes over it.
"""

from __future__ import annotations

import threading
from typing import Any

from negotiator.classroom.rows import TABLES
from negotiator.classroom.store import SqlStore


class PostgresStore(SqlStore):
    """A store in a database by its URL, such as `postgresql://teacher@server/classes`.

    Raises ImportError without psycopg, and StoreError if the server can't be had.
    """

    mark = "%s"
    whole = "BIGINT"

    def __init__(self, url: str) -> None:
        import psycopg

        self.url = url
        self.refusals = (psycopg.Error,)
        self._connect = psycopg.connect
        self._here = threading.local()
        self._all: list[Any] = []
        self.prepare()

    def connection(self) -> Any:
        """The connection of this thread; a new one if the server has dropped it."""
        found = getattr(self._here, "connection", None)
        if found is None or found.closed:
            found = self._here.connection = self._connect(self.url, autocommit=True)
            self._all.append(found)
        return found

    def forget(self) -> None:
        """Write the tables again without what was deleted."""
        for table in TABLES.values():
            self.connection().execute(f"VACUUM FULL {table.name}")

    def close(self) -> None:
        """Close all connections."""
        for one in self._all:
            one.close()
        self._all.clear()
        self._here = threading.local()
