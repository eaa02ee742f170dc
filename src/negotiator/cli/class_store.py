"""Where classes are kept, for every command that reads or writes them: one file of SQLite in the
user's data, another file, or a database by its URL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cli.output import stop
from negotiator.distribution import adding_extra
from negotiator.exit_codes import ExitCode
from negotiator.language import _, lend

if TYPE_CHECKING:
    from negotiator.classroom.rows import ClassRow
    from negotiator.classroom.store import SqlStore, Store

# click uses some of its own words as soon as an option is declared.
lend()

_URLS = ("postgresql://", "postgres://")
DATABASE = click.option(
    "--database",
    metavar="PLACE",
    help=_("Keep classes there: a file, or the URL of a PostgreSQL database."),
)
"""The place of classes, for every command that has to do with them."""


def place_of(database: str | None) -> str:
    """The place that was named, or the one in the user's folder."""
    from negotiator.folders import data_folder

    return database or str(data_folder() / "classes.sqlite")


def classes_in(database: str | None) -> SqlStore:
    """The classes kept in a place. Ends the command if they can't be had."""
    from negotiator.classroom.store import NewerStoreError

    try:
        if database is not None and database.startswith(_URLS):
            return _by_url(database)
        from negotiator.classroom.sqlite_store import SqliteStore

        return SqliteStore(Path(place_of(database)))
    except NewerStoreError:
        stop(ExitCode.FAILED, _("These classes were kept by a newer version of the program."))
    except sqlite3.Error as error:
        said = _("Classes can't be kept in {place}: {reason}", place=database or "", reason=error)
        stop(ExitCode.FAILED, said)
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(Path(database or ""), error))


def _by_url(url: str) -> SqlStore:
    from negotiator.classroom.postgres_store import PostgresStore

    try:
        import psycopg
    except ImportError:
        command = adding_extra("postgres")
        said = _("For a PostgreSQL database, add what that needs: {command}", command=command)
        stop(ExitCode.FAILED, said)
    try:
        return PostgresStore(url)
    except psycopg.Error as error:
        # Not the URL, which may have a password.
        said = _("The database can't be reached: {reason}", reason=str(error).strip())
        stop(ExitCode.FAILED, said)


def class_of(store: Store, class_id: str) -> ClassRow:
    """A class by its id. Ends the command, naming those there are, if there is none."""
    from negotiator.classroom.rows import ClassRow

    found = store.rows(ClassRow, class_id=class_id)
    if found:
        return found[0]
    there = [one.class_id for one in store.rows(ClassRow)]
    if not there:
        stop(ExitCode.WRONG, none_kept())
    said = _("There is no class `{name}`; there are: {ids}", name=class_id, ids=", ".join(there))
    stop(ExitCode.WRONG, said)


def none_kept() -> str:
    """The message that there is no class in that place."""
    return _("No class is kept here yet.")
