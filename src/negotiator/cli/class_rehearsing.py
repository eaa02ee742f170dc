"""The command that fills a class with scripted students, so that a teacher can try it alone."""

from __future__ import annotations

import asyncio
import threading

import click

from negotiator.cli.class_group import class_
from negotiator.cli.class_starting import Reach, bound, hold, needed, opened
from negotiator.cli.class_store import DATABASE, classes_in
from negotiator.cli.output import say
from negotiator.cli.serving import HOST
from negotiator.language import _

_MOST = 500


@class_.command()
@click.argument("exercise")
@click.option("--story", "named", metavar="STORY", help=_("The story, if not the longest."))
@click.option(
    "--students",
    type=click.IntRange(1, _MOST),
    default=30,
    show_default=True,
    metavar="N",
    help=_("How many come."),
)
@click.option("--fast", is_flag=True, help=_("Let them think for a second, not for ten."))
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help=_("The port of the address; any that is free unless given."),
)
@DATABASE
def rehearse(
    exercise: str,
    named: str | None,
    students: int,
    fast: bool,
    port: int | None,
    database: str | None,
) -> None:
    """Try a class with EXERCISE alone: it is held as by `class start`, and thirty scripted students
    join, vote, bargain, play and write reasons over the network, as real ones do.

    You are its teacher: open your board, and go from phase to phase. Its report says that it was a
    rehearsal.
    """
    from negotiator.narration.rehearsal import filled
    from negotiator.web.scripted_students import FAST, HUMAN, attended

    needed()
    with bound(HOST, 0 if port is None else port) as reached, classes_in(database) as store:
        found = opened(store, exercise, named)
        row = found.row._replace(scripted=1)
        store.put(row)
        code, _secret = found.codes or ("", "")
        pace = FAST if fast else HUMAN

        def come(address: str) -> None:
            say(filled(students))
            # They go when the command ends.
            threading.Thread(
                target=lambda: asyncio.run(attended(address, code, students, pace)), daemon=True
            ).start()

        hold(found._replace(row=row), Reach(reached), database, come)
