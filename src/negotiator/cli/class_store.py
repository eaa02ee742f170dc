"""Where classes are kept, for every command that reads or writes them: one file of SQLite in the
user's data, another file, or a database by its URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from negotiator import paths, system_errors
from negotiator.cli.output import stop
from negotiator.distribution import adding_extra
from negotiator.escaping import line
from negotiator.exit_codes import ExitCode
from negotiator.language import _, lend

if TYPE_CHECKING:
    from negotiator.classroom.rows import ClassRow
    from negotiator.classroom.store import SqlStore, Store, StoreError

# click uses some of its own words as soon as an option is declared.
lend()


def _named(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """A place as it was written, with `~` as a home folder; a fault if nothing is kept there."""
    from negotiator.classroom.places import is_postgres

    if value is None or is_postgres(value):
        return value
    if not value or "://" in value:
        raise click.BadParameter(_("name a file, or a database by postgresql://…"))
    return str(paths.at(value))


DATABASE = click.option(
    "--database",
    metavar="PLACE",
    callback=_named,
    help=_("Keep classes there: a file, or the URL of a PostgreSQL database."),
)
"""The place of classes, for every command that has to do with them."""

CLASS = click.argument("class_id", metavar="[CLASS]", required=False)
"""The class, for every command that can do without: then it is the one that was opened last."""


def place_of(database: str | None) -> str:
    """The place that was named, or the one in the user's folder."""
    from negotiator.folders import data_folder

    return database or str(data_folder() / "classes.sqlite")


def may_have_classes(database: str | None) -> bool:
    """Whether there is anything in a place that may have classes; looking makes nothing."""
    from negotiator.classroom.places import is_postgres

    place = place_of(database)
    if is_postgres(place):
        return True
    try:
        os.stat(place)  # noqa: PTH116 (a Path raises what it can't name)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True  # nobody can tell: opening it says why
    return True


@contextmanager
def kept_classes_in(database: str | None) -> Iterator[SqlStore]:
    """The classes kept in a place, which isn't made if it isn't there. Ends the command if they
    can't be had, or as soon as the database refuses something."""
    if not may_have_classes(database):
        stop(ExitCode.WRONG, none_kept())
    with classes_in(database) as store:
        yield store


@contextmanager
def classes_in(database: str | None) -> Iterator[SqlStore]:
    """The same, for classes that begin; the place is made."""
    from negotiator.classroom.store import StoreError

    place = place_of(database)
    try:
        with _store_at(place) as store:
            yield store
    except StoreError as error:
        _refused(place, error)


def _store_at(place: str) -> SqlStore:
    from negotiator.classroom.places import is_postgres, store_at
    from negotiator.classroom.store import ForeignStoreError, NewerStoreError

    try:
        return store_at(place)
    except NewerStoreError:
        stop(ExitCode.FAILED, _("These classes were kept by a newer version of the program."))
    except ForeignStoreError:
        said = _("{place} is the database of another program: name another place.", place=place)
        stop(ExitCode.FAILED, line(said))
    except ImportError:
        if not is_postgres(place):
            raise
        command = adding_extra("postgres")
        said = _("For a PostgreSQL database, add what that needs: {command}", command=command)
        stop(ExitCode.FAILED, said)
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(Path(place), error))


def _refused(place: str, error: StoreError) -> NoReturn:
    from negotiator.classroom.places import is_postgres

    if is_postgres(place):
        # Not the URL, which may have a password.
        said = _("The database can't be used: {reason}", reason=error)
    else:
        said = _("Classes can't be kept in {place}: {reason}", place=place, reason=error)
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
