"""Classes in a PostgreSQL database, for a school whose classes outgrow one machine.

Needs psycopg, which the extra `postgres` brings along. The server's own journal is its
administrator's: what was deleted stays in it until the server writes over it.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from functools import cache
from time import monotonic
from typing import Any

from negotiator.classroom.rows import TABLES
from negotiator.classroom.store import SqlStore, StoreError
from negotiator.system_errors import no_answer

BUSY = 5
"""How many seconds a process waits for another one's transaction, or to be let in."""
ERASING = 120
"""How many seconds the server may take to write a table again."""
SILENT = {
    "connect_timeout": BUSY,
    "keepalives_idle": BUSY,
    "keepalives_interval": BUSY,
    "keepalives_count": 2,
    "tcp_user_timeout": 1_000 * 3 * BUSY,
}
"""When a server behind a network that has gone is given up, unless its URL says otherwise: a
request waits for it, and with that the whole class. One that says nothing for as long as
`tcp_user_timeout` is given up, too: a process that was stopped still has its network."""


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
        try:
            told = psycopg.conninfo.conninfo_to_dict(url)
        except psycopg.Error as error:
            raise StoreError(str(error).strip()) from error
        asked = SILENT | told
        self._asked = psycopg.conninfo.make_conninfo("", **asked)
        silence = str(asked["tcp_user_timeout"] or 0)
        self._patience = int(silence) / 1_000 if silence.isdecimal() else 0
        self._connect = _hearing().connect
        self._not_before = 0.0
        """Until when no connection is tried, by the monotonic clock."""
        self._here = threading.local()
        self._all: list[Any] = []
        self.prepare()

    def connection(self) -> Any:
        """The connection of this thread; a new one if the server has dropped it."""
        found = getattr(self._here, "connection", None)
        if found is None or found.closed:
            found = self._connected()
            found.patience = self._patience
            found.execute(f"SET lock_timeout = '{BUSY}s'")
            self._here.connection = found
            self._all = [*(one for one in self._all if not one.closed), found]
        return found

    def _connected(self) -> Any:
        """A new connection. One that was waited for in vain isn't tried again at once: each request
        would wait for it anew."""
        began = monotonic()
        if began < self._not_before:
            raise self.refusals[0](no_answer())
        try:
            return self._connect(self._asked, autocommit=True)
        except self.refusals:
            if monotonic() - began > 1:
                self._not_before = monotonic() + BUSY
            raise

    def now(self) -> int:
        """By the server's clock: those of the machines that use it may differ."""
        with self.asked() as connection:
            (found,) = connection.execute("SELECT CLOCK_TIMESTAMP()").fetchone()
            return int(1_000 * found.timestamp())

    def is_sound(self, column: str, kind: type) -> str:  # noqa: ARG002 (each has its type)
        """The server holds every column to its type."""
        return f"{column} IS NOT NULL"

    def forget(self) -> None:
        """Write the tables again without what was deleted, for which it has more time than for
        anything else."""
        connection = self.connection()
        connection.patience = self._patience and ERASING + BUSY
        connection.execute(f"SET statement_timeout = '{ERASING}s'")
        try:
            for table in TABLES.values():
                connection.execute(f"VACUUM FULL {table.name}")
            connection.execute("RESET statement_timeout")
        finally:
            connection.patience = self._patience

    def close(self) -> None:
        """Close all connections."""
        for one in self._all:
            one.close()
        self._all.clear()
        self._here = threading.local()


@cache
def _hearing() -> Any:
    """The class of connections that give up a server which says nothing for too long."""
    import psycopg

    class Hearing(psycopg.Connection[Any]):
        patience = 0.0
        """Seconds without a word after which the server is given up; 0 for never."""

        def wait(self, gen: Any, *more: Any, **named: Any) -> Any:
            if not self.patience:
                return super().wait(gen, *more, **named)
            try:
                return super().wait(_while_heard(gen, self.patience), *more, **named)
            except TimeoutError as error:
                self.pgconn.finish()
                raise psycopg.OperationalError(no_answer()) from error

    return Hearing


def _while_heard(gen: Any, patience: float) -> Generator[Any, Any, Any]:
    """What speaks with the server, as psycopg waits for it: it is told each tenth of a second that
    nothing has come. Raises TimeoutError once that was so for too long."""
    heard = monotonic()
    try:
        ready = yield next(gen)
        while True:
            if ready:
                heard = monotonic()
            elif monotonic() - heard > patience:
                raise TimeoutError
            ready = yield gen.send(ready)
    except StopIteration as ended:
        return ended.value
