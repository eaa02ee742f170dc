"""The command that prints slips for a class: seats that wait for whoever gets one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator.cli.addresses import address_option
from negotiator.cli.class_group import class_
from negotiator.cli.class_opening import STORY_OF_A_CLASS, class_row, held
from negotiator.cli.class_store import CLASS, DATABASE, kept_classes_in
from negotiator.cli.output import check_new, say, stop, write_file, wrote
from negotiator.cli.shared_options import output_file
from negotiator.diagrams.qr_code import qr_code_svg
from negotiator.distribution import adding_extra
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.paths import is_own_file

if TYPE_CHECKING:
    from negotiator.classroom.slips import Slip

_MOST = 500


@class_.command()
@CLASS
@click.option(
    "--seats",
    "how_many",
    type=click.IntRange(1, _MOST),
    default=30,
    show_default=True,
    metavar="N",
    help=_("How many."),
)
@address_option(
    "--address",
    default="",
    help=_("Where students open the class, as `class start` says; a line to write on without it."),
)
@output_file(_("Write them to this file; to slips.html unless given."))
@STORY_OF_A_CLASS
@DATABASE
def slips(
    class_id: str | None,
    how_many: int,
    address: str,
    output: Path | None,
    named: str | None,
    database: str | None,
) -> None:
    """Write slips for CLASS as a page to print and cut: each has a seat's two words and the code to
    begin and go on by, on any device. Without CLASS, for the one that was opened last.

    They are never written over another file: other slips' codes are kept nowhere else.
    """
    from negotiator.classroom.slips import page
    from negotiator.classroom.slips import slips as made
    from negotiator.classroom.store import StoreError

    drawn = _qr_code(address) if address else ""
    file = output or Path("slips.html")
    check_new(file)
    with kept_classes_in(database) as store:
        row = class_row(store, class_id)
        if row.ended:
            said = _(
                "The class {id} has ended, and nobody takes a seat in it any more. Name another "
                "one, or open it: negotiator class start EXERCISE",
                id=row.class_id,
            )
            stop(ExitCode.WRONG, said)
        found = held(row, named)

        def written(seats: list[Slip]) -> None:
            write_file(file, page(seats, found.exercise.title, address, drawn))

        try:
            made(store, found.row, how_many, written, tuple(found.exercise.offices))
        except StoreError:
            if is_own_file(file):  # no seat has the codes that stand there
                file.unlink(missing_ok=True)
            raise
    wrote(file)
    say(_("Print it now: only digests of the codes are kept."))


def _qr_code(address: str) -> str:
    """The QR code of an address as SVG. Ends the command if what draws it is missing."""
    from negotiator.narration.class_slips import drawn

    try:
        return qr_code_svg(address, drawn(), border=2)
    except ImportError:
        said = _(
            "To draw QR codes, add what that needs: {command}", command=adding_extra("publish")
        )
        stop(ExitCode.FAILED, said)
