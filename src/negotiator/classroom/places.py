"""Where classes are kept: a database by its place, a file of SQLite or the URL of a PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from negotiator.classroom.postgres_store import PostgresStore
from negotiator.classroom.sqlite_store import SqliteStore

_POSTGRES = ("postgresql://", "postgres://")


def is_postgres(place: str) -> bool:
    """Whether a place is the URL of a PostgreSQL database."""
    return place.startswith(_POSTGRES)


def store_at(place: str) -> SqliteStore | PostgresStore:
    """The store at a place, made if it isn't there.

    Raises OSError, StoreError or ImportError if it can't be had, and NewerStoreError or
    ForeignStoreError if a newer version of the program, or another program, made it.
    """
    return PostgresStore(place) if is_postgres(place) else SqliteStore(Path(place))
