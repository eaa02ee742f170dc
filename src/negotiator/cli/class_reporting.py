"""The commands for a class after it: its report, its tables, plays that are handed in, its end, and
deleting it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cli.class_group import class_
from negotiator.cli.class_opening import (
    STORY_OF_A_CLASS,
    Held,
    class_row,
    exports_folder,
    held,
)
from negotiator.cli.class_store import CLASS, DATABASE, kept_classes_in, may_have_classes, none_kept
from negotiator.cli.handing_in import played_in
from negotiator.cli.output import say, stop, write_each, write_file, write_new, wrote
from negotiator.cli.shared_options import output_file, output_folder
from negotiator.escaping import as_json, line
from negotiator.exit_codes import ExitCode
from negotiator.language import _, ngettext
from negotiator.narration.dates import moment

if TYPE_CHECKING:
    from negotiator.classroom.rows import ClassRow
    from negotiator.classroom.store import Store


@class_.command()
@DATABASE
def kept(database: str | None) -> None:
    """List the classes that are kept, by their ids."""
    from negotiator.classroom.rows import ClassRow, SeatRow

    if not may_have_classes(database):
        say(none_kept())
        return
    with kept_classes_in(database) as store:
        rows = sorted(store.rows(ClassRow), key=lambda one: one.opened)
        for row in rows:
            seats = sum(one.joined > 0 for one in store.rows(SeatRow, class_id=row.class_id))
            said = ngettext(
                "{id}: {exercise} of {story}, {when}, {number} seat",
                "{id}: {exercise} of {story}, {when}, {number} seats",
                seats,
                id=row.class_id,
                exercise=row.exercise,
                story=row.story,
                when=moment(_opened(row)),
            )
            say(line(said))
        if not rows:
            say(none_kept())


@class_.command()
@CLASS
@output_file(_("Write it to this file; to the folder of the class's exports unless given."))
@STORY_OF_A_CLASS
@DATABASE
def report(
    class_id: str | None, output: Path | None, named: str | None, database: str | None
) -> None:
    """Write what CLASS did as one page of HTML, to read or to print: votes, pairs, ways, endings,
    reasons and forms. Without CLASS, of the one that was opened last.
    """
    from negotiator.classroom.class_report import report as page_of
    from negotiator.classroom.records import gathered

    with kept_classes_in(database) as store:
        found = held(class_row(store, class_id), named)
        _work_out(store, found)
        page = page_of(found.story, found.exercise, gathered(store, found.row.class_id))
    file = output or _exports(database, found.row) / "report.html"
    write_file(file, page)
    wrote(file)


def _work_out(store: Store, found: Held) -> None:
    """Work out the turning points that are still missing."""
    from negotiator.classroom.turned import Pending

    pending = Pending(found.story, found.exercise, store, found.row.class_id)
    done = 0
    for done, _play in enumerate(pending.work(), start=1):
        if sys.stderr.isatty() and done == 1:
            say(_("Working out what made the endings."), err=True)
    if done:
        told = ngettext(
            "The turning points of {number} play were worked out.",
            "The turning points of {number} plays were worked out.",
            done,
        )
        say(told, err=True)


@class_.command()
@CLASS
@output_folder(_("Write them to this folder; to the folder of the class's exports unless given."))
@STORY_OF_A_CLASS
@DATABASE
def export(
    class_id: str | None, output: Path | None, named: str | None, database: str | None
) -> None:
    """Write what CLASS did as tables: seats.csv with a row for each seat, decisions.csv with a row
    for each decision, and statements.json for a school's record store (xAPI).
    """
    from negotiator.classroom.records import gathered, long_table, wide_table
    from negotiator.classroom.xapi import statements

    with kept_classes_in(database) as store:
        found = held(class_row(store, class_id), named)
        record = gathered(store, found.row.class_id)
    story, exercise = found.story, found.exercise
    folder = output or _exports(database, found.row)
    _make(folder)
    tables = {
        "seats.csv": wide_table(story, exercise, record),
        "decisions.csv": long_table(exercise, record),
        "statements.json": as_json([*statements(story, exercise, record)]),
    }
    # In the folder of its own exports a class's older ones are replaced.
    (write_each if output is None else write_new)(folder, tables)


def _exports(database: str | None, row: ClassRow) -> Path:
    """The folder of a class's exports, which is deleted with it."""
    from negotiator.classroom.erasing import exports_of

    folder = exports_of(exports_folder(database), row.class_id)
    _make(folder)
    return folder


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(folder, error))


@class_.command()
@click.argument("class_id", metavar="CLASS")
@click.argument("plays", nargs=-1, required=True, metavar="FILE|CODE...")
@STORY_OF_A_CLASS
@DATABASE
def add(class_id: str, plays: tuple[str, ...], named: str | None, database: str | None) -> None:
    """Add plays that were handed in to CLASS, each as a seat of its own: their files, or the codes
    that `negotiator code` and published pages print. The same play counts once.
    """
    from negotiator.classroom.handing_in import ElsewhereError, handed_in

    with kept_classes_in(database) as store:
        found = held(class_row(store, class_id), named)
        for one in plays:
            play = played_in(one, found.story)
            try:
                name = handed_in(store, found.row, found.exercise, play, store.now())
            except ElsewhereError:
                said = _(
                    "{play} began neither at the story's start nor where a phase is played alone.",
                    play=one,
                )
                stop(ExitCode.WRONG, said)
            if name:
                say(line(_("{play}: {pseudonym}", play=one, pseudonym=name)))
            else:
                say(line(_("{play}: it is in the class already.", play=one)))


@class_.command()
@CLASS
@DATABASE
def end(class_id: str | None, database: str | None) -> None:
    """End CLASS: nobody joins it or goes on in it any more, and what it did is kept. Without CLASS,
    the one that was opened last.
    """
    with kept_classes_in(database) as store:
        row = class_row(store, class_id)
        if not row.ended:
            store.change(row, row._replace(ended=store.now()))
    say(_("The class {id} has ended.", id=row.class_id))


@class_.command()
@click.argument("class_id", metavar="CLASS")
@click.option("--yes", "is_sure", is_flag=True, help=_("Don't ask."))
@DATABASE
def delete(class_id: str, is_sure: bool, database: str | None) -> None:
    """Delete CLASS with everything that is kept of it: rows, turning points, exports. Nothing of it
    is left in the database's files; what was written or copied elsewhere stays there.
    """
    from negotiator.classroom.erasing import erased, exports_of
    from negotiator.narration.saving import not_deleted

    with kept_classes_in(database) as store:
        row = class_row(store, class_id)
        if not is_sure:
            said = _("Delete the class {id} with everything in it?", id=row.class_id)
            if not click.confirm(line(said)):
                return
        exports = exports_folder(database)
        try:
            erased(store, row.class_id, exports)
        except OSError as error:
            folder = exports_of(exports, row.class_id)
            stop(ExitCode.FAILED, not_deleted(line(str(folder)), system_errors.why(error)))
    say(_("Nothing of the class {id} is kept any more.", id=row.class_id))


def _opened(row: ClassRow) -> datetime:
    from negotiator.classroom.clock import moment_of

    return moment_of(row.opened).astimezone()
