"""Classes in a PostgreSQL database, for a school whose classes outgrow one machine.

Needs psycopg, which the extra `postgres` brings along. The server's own journal is its
administrator's: what was deleted stays in it until the server writes over it.
"""

from __future__ import annotations

import threading
from typing import Any

from negotiator.classroom.rows import TABLES
from negotiator.classroom.store import SqlStore, StoreError

BUSY = 5
"""How many seconds a process waits for another one's transaction, or to be let in."""
SILENT = {
    "connect_timeout": BUSY,
    "keepalives_idle": BUSY,
    "keepalives_interval": BUSY,
    "keepalives_count": 2,
    "tcp_user_timeout": 1_000 * 3 * BUSY,
}
"""When a server behind a network that has gone is given up, unless its URL says otherwise: a
request waits for it, and with that the whole class."""


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
        try:
            told = psycopg.conninfo.conninfo_to_dict(url)
        except psycopg.Error as error:
            raise StoreError(str(error).strip()) from error
        self._asked = psycopg.conninfo.make_conninfo("", **(SILENT | told))
        self._here = threading.local()
        self._all: list[Any] = []
        self.prepare()

    def connection(self) -> Any:
        """The connection of this thread; a new one if the server has dropped it."""
        found = getattr(self._here, "connection", None)
        if found is None or found.closed:
            found = self._connect(self._asked, autocommit=True)
            found.execute(f"SET lock_timeout = '{BUSY}s'")
            self._here.connection = found
            self._all = [*(one for one in self._all if not one.closed), found]
        return found

    def is_sound(self, column: str, kind: type) -> str:  # noqa: ARG002 (each has its type)
        """The server holds every column to its type."""
        return f"{column} IS NOT NULL"

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
