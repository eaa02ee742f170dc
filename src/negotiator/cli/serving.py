"""The command that serves the game to a browser on this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cli.group import cli
from negotiator.cli.opening import open_story, shelf_with, store_in, story_folders
from negotiator.cli.output import say, stop, stop_without
from negotiator.cli.shared_options import SAVES, port_option
from negotiator.exit_codes import ExitCode
from negotiator.language import _

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from negotiator.library import Shelf
    from negotiator.web.kept_plays import KeptPlays

HOST = "127.0.0.1"
PORT = 8016
"""Where it is found if nothing else is there: the address stays the same from day to day."""
_SEEDS = 1_000_000
_KEEP_ALIVE = 75
"""Seconds for which a connection is kept, since people think between two decisions."""


@cli.command()
@click.argument("story", required=False)
@port_option(PORT)
@click.option("--open", "opens", is_flag=True, help=_("Open it in the browser at once."))
@SAVES
def serve(story: str | None, port: int | None, opens: bool, saves: Path | None) -> None:
    """Play in a browser on this machine: STORY is the name of one that is included, or a folder.

    Only this machine can open the page, which is that of STORY, or else of all. Plays are kept
    with those of the terminal, and go on in either.
    """
    from negotiator.folders import saves_folder

    shelf, story_id = shelf_with(story)
    if story is not None:
        open_story(shelf, story_id)  # its faults are told before anything is served
    bound = _bound(port)
    at = bound.getsockname()[1]
    plays, served = _application(shelf, saves_folder(saves), at)
    from negotiator.narration import on_a_page
    from negotiator.web.serving import story_address

    page = "/" if story is None else story_address(shelf.offer(story_id))
    address = f"http://{HOST}:{at}{page}"

    say(on_a_page.address(address))
    say(on_a_page.how_to_stop(plays.trouble()))
    if opens:
        click.launch(address)
    try:
        _serve(served, bound)
    finally:
        plays.write_met()


def _bound(port: int | None) -> socket.socket:
    """The socket of the server: at the usual port or any that is free, or at the one that was asked
    for. Ends the command if that can't be had."""
    try:
        return listening(PORT if port is None else port)
    except OSError as error:
        if port is None:
            return listening(0)
        why = system_errors.why(error)
        said = _("Nothing can be served at port {port}: {reason}.", port=port, reason=why)
        stop(ExitCode.FAILED, said)


def listening(port: int, host: str = HOST) -> socket.socket:
    """A socket that only this machine can reach, unless another host is named, at any free port if
    that is 0. Raises OSError if it can't be had."""
    bound = socket.create_server((host, port))
    # Whatever is accepted inherits it. Without it the second part of a page would wait until the
    # browser says that it has the first, which it does after 40 ms.
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


def _application(shelf: Shelf, folder: Path, port: int) -> tuple[KeptPlays, ASGIApp]:
    """The plays, and the server of their pages. Ends the command if what that needs is missing."""
    from random import SystemRandom

    try:
        import uvicorn  # noqa: F401 (needed later)

        from negotiator.web.kept_plays import KeptPlays
        from negotiator.web.serving import application
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library == "negotiator":
            raise
        stop_without([library], "web")
    plays = KeptPlays(
        shelf,
        store_in(folder),
        story_folders().note,
        lambda: SystemRandom().randrange(_SEEDS),
    )
    return plays, application(plays, (f"{name}:{port}" for name in (HOST, "localhost")))


def configured(served: ASGIApp) -> uvicorn.Config:
    """How the server answers: with no more than it needs, and as patiently as people play."""
    import uvicorn

    from negotiator.web.connections import BoundedProtocol, open_files

    files = open_files()

    class Connection(BoundedProtocol):
        most = files // 2  # the rest is for those that are just being accepted, and for files

    return uvicorn.Config(
        served,
        http=Connection,
        backlog=files // 16,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        # Anybody may send what is no request: not a line for each on a teacher's terminal.
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=1,
    )


def _serve(served: ASGIApp, bound: socket.socket) -> None:
    """Answer until the command is interrupted."""
    import uvicorn

    with suppress(KeyboardInterrupt):
        uvicorn.Server(configured(served)).run(sockets=[bound])
