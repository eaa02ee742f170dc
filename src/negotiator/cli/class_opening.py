"""Finding the class that a command is about: the place where classes are kept, its row, its story.

Anything that isn't there, or can't be had, ends the command with a sentence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from negotiator import system_errors
from negotiator.cli.opening import open_story, shelf_at_hand, shelf_with
from negotiator.cli.output import say, stop
from negotiator.distribution import adding_extra
from negotiator.escaping import line
from negotiator.exit_codes import ExitCode
from negotiator.language import _, lend

if TYPE_CHECKING:
    from negotiator.classroom.postgres_store import PostgresStore
    from negotiator.classroom.rows import ClassRow
    from negotiator.classroom.sqlite_store import SqliteStore
    from negotiator.story.model import Exercise, Story

lend()

DATABASE = click.option(
    "--database",
    metavar="PLACE",
    help=_("Where classes are kept: a file, or the URL of a PostgreSQL database."),
)
"""The place of the rows, for every command about a class that is held."""
STORY_OF_A_CLASS = click.option(
    "--story", "named", metavar="STORY", help=_("The story of the class, if it isn't at hand.")
)
"""The story, for every command that reads the plays of a class."""


class Held(NamedTuple):
    """A class with its story, where that is, and its exercise."""

    row: ClassRow
    story: Story
    path: Path
    exercise: Exercise


def place_of(database: str | None) -> str:
    """Where classes are kept: the place that was named, or the one in the user's folder."""
    from negotiator.folders import data_folder

    return database or str(data_folder() / "classes.sqlite")


def exports_folder(database: str | None) -> Path:
    """The folder of all exports: beside the file with the classes, or in the user's folder."""
    from negotiator.classroom.places import is_postgres
    from negotiator.folders import data_folder

    found = place_of(database)
    return (data_folder() if is_postgres(found) else Path(found).parent) / "class_exports"


@contextmanager
def store_of(database: str | None) -> Iterator[SqliteStore | PostgresStore]:
    """The store at a place. Ends the command if it can't be had, or fails meanwhile."""
    from negotiator.classroom.places import store_at
    from negotiator.classroom.store import NewerStoreError

    found = place_of(database)
    try:
        with store_at(found) as store:
            yield store
    except NewerStoreError:
        said = _("A newer version of this program made {place}.", place=_shown(found))
        stop(ExitCode.FAILED, said)
    except ImportError as error:
        if error.name != "psycopg":
            raise
        said = _("For PostgreSQL, add what that needs: {command}", command=adding_extra("postgres"))
        stop(ExitCode.FAILED, said)
    except sqlite3.Error as error:
        _no_store(found, str(error))
    except OSError as error:
        if error.filename is not None and Path(str(error.filename)) not in Path(found).parents:
            raise
        _no_store(found, system_errors.why(error))
    except Exception as error:
        if not type(error).__module__.startswith("psycopg"):
            raise
        _no_store(found, str(error).partition("\n")[0])


def _no_store(place: str, why: str) -> None:
    said = _("Classes can't be kept in {place}: {reason}.", place=_shown(place), reason=line(why))
    stop(ExitCode.FAILED, said)


def _shown(place: str) -> str:
    """A place as it is shown: without a password that may be in an address."""
    if "@" not in place or "://" not in place:
        return place
    scheme, _slashes, rest = place.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def class_row(store: SqliteStore | PostgresStore, class_id: str | None) -> ClassRow:
    """The class with that id, or one that begins like it; without one, the class that was opened
    last. Ends the command if there is none."""
    from negotiator.classroom.rows import ClassRow

    rows = store.rows(ClassRow)
    if class_id is None:
        if rows:
            return max(rows, key=lambda one: one.opened)
        stop(ExitCode.WRONG, none_kept())
    found = [one for one in rows if one.class_id.startswith(class_id)]
    exact = [one for one in found if one.class_id == class_id]
    if not found or not class_id:
        stop(ExitCode.WRONG, _("No class {id} is kept here.", id=class_id))
    if len(found) > 1 and not exact:
        stop(ExitCode.WRONG, _("Several classes begin with {id}: write more of it.", id=class_id))
    return (exact or found)[0]


def none_kept() -> str:
    """The message that there is no class at that place."""
    return _("No class is kept here.")


def held(row: ClassRow, named: str | None) -> Held:
    """A class with its story. Ends the command if the story isn't at hand, or has no such exercise
    any more."""
    if named is not None:
        shelf, story_id = shelf_with(named)
    else:
        shelf, story_id = shelf_at_hand(), row.story
        if not any(offer.id == story_id for offer in shelf.offers()):
            said = _(
                "The class was held with `{story}`, whose folder isn't known here. Name it: "
                "--story FOLDER.",
                story=row.story,
            )
            stop(ExitCode.WRONG, said)
    path = next(offer.path for offer in shelf.offers() if offer.id == story_id)
    story = open_story(shelf, story_id)
    exercise = story.exercises.get(row.exercise)
    if story.id != row.story or exercise is None:
        said = _(
            "The class was held with `{exercise}` of `{story}`, which isn't there.",
            exercise=row.exercise,
            story=row.story,
        )
        stop(ExitCode.WRONG, said)
    if story.fingerprint != row.fingerprint:
        say(_("The story was changed since: what no longer fits is left out."), err=True)
    return Held(row, story, path, exercise)
