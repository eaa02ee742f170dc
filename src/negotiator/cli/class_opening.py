"""Finding the class that a command is about: its row, its story, the folder of its exports.

Anything that isn't there, or can't be had, ends the command with a sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from negotiator.cli.class_store import class_of, none_kept
from negotiator.cli.opening import open_story, shelf_at_hand, shelf_with
from negotiator.cli.output import say, stop
from negotiator.escaping import line
from negotiator.exit_codes import ExitCode
from negotiator.language import _, lend

if TYPE_CHECKING:
    from negotiator.classroom.rows import ClassRow
    from negotiator.classroom.store import SqlStore
    from negotiator.story.model import Exercise, Story

lend()

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


def exports_folder(database: str | None) -> Path:
    """The folder of all exports: beside the file with the classes, or in the user's folder."""
    from negotiator.classroom.places import is_postgres
    from negotiator.folders import data_folder

    is_ours = database is None or is_postgres(database)
    return (data_folder() if is_ours else Path(database or "").parent) / "class_exports"


def class_row(store: SqlStore, class_id: str | None) -> ClassRow:
    """The class with that id, or the only one that begins like it; without an id, the class that
    was opened last. Ends the command if there is none."""
    from negotiator.classroom.rows import ClassRow

    rows = store.rows(ClassRow)
    if class_id is None:
        if not rows:
            stop(ExitCode.WRONG, none_kept())
        found = max(rows, key=lambda one: one.opened)
    else:
        alike = [one for one in rows if class_id and one.class_id.startswith(class_id)]
        found = alike[0] if len(alike) == 1 else class_of(store, class_id)
    say_damage(store, found)
    return found


def say_damage(store: SqlStore, row: ClassRow) -> None:
    """Say what is damaged in what is kept of a class."""
    from negotiator.classroom.damage import in_sentences

    for one in in_sentences(store.damaged(row.class_id)):
        say(line(one), err=True)


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
