"""The command that serves the game to a browser on this machine."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator.cli.group import cli
from negotiator.cli.opening import open_story, shelf_with, store_in, story_folders
from negotiator.cli.output import say, stop
from negotiator.cli.shared_options import SAVES
from negotiator.distribution import adding
from negotiator.exit_codes import ExitCode
from negotiator.language import _

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from negotiator.library import Shelf

HOST = "127.0.0.1"
PORT = 8016
"""Where it is found if nothing else is there: the address stays the same from day to day."""
_SEEDS = 1_000_000
_KEEP_ALIVE = 75
"""Seconds for which a connection is kept, since people think between two decisions."""


@cli.command()
@click.argument("story", required=False)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help=_("The port of the address (default: {port}, or any that is free).", port=PORT),
)
@click.option("--open", "opens", is_flag=True, help=_("Open it in the browser at once."))
@SAVES
def serve(story: str | None, port: int | None, opens: bool, saves: Path | None) -> None:
    """Play in a browser on this machine: STORY is the name of one that comes along, or a folder.

    Only this machine can open the page. Plays are kept with those of the terminal, and go on in
    either.
    """
    from negotiator.folders import saves_folder

    shelf, story_id = shelf_with(story)
    if story is not None:
        open_story(shelf, story_id)  # its faults are told before anything is served
    listening = _listening(port)
    address = f"http://{HOST}:{listening.getsockname()[1]}/"
    served = _application(shelf, saves_folder(saves), listening.getsockname()[1])
    from negotiator.narration import on_a_page

    say(on_a_page.address(address))
    say(on_a_page.how_to_stop())
    if opens:
        click.launch(address)
    _serve(served, listening)


def _listening(port: int | None) -> socket.socket:
    """The socket of the server: at the usual port, or at any that is free. Ends the command if the
    port that was asked for isn't."""
    for one in (PORT, 0) if port is None else (port,):
        try:
            return socket.create_server((HOST, one))
        except OSError as error:
            why = error.strerror or str(error)
            found = one
    stop(
        ExitCode.FAILED,
        _("Nothing can be served at port {port}: {reason}.", port=found, reason=why),
    )


def _application(shelf: Shelf, folder: Path, port: int) -> ASGIApp:
    """The server's pages. Ends the command if what they need isn't installed."""
    from random import SystemRandom

    try:
        import uvicorn  # noqa: F401 (needed later)

        from negotiator.web.kept_plays import KeptPlays
        from negotiator.web.serving import application
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "negotiator":
            raise
        stop(
            ExitCode.FAILED,
            _("To play in a browser, add what that needs: {command}", command=adding("web")),
        )
    plays = KeptPlays(
        shelf,
        store_in(folder),
        story_folders().note,
        lambda: SystemRandom().randrange(_SEEDS),
    )
    return application(plays, (f"{name}:{port}" for name in (HOST, "localhost")))


def _serve(served: ASGIApp, listening: socket.socket) -> None:
    """Answer until the command is interrupted."""
    import uvicorn

    config = uvicorn.Config(
        served,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=1,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        say()
