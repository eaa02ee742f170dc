"""The command that holds a class: it makes it, or goes on with it, says how it is reached, and
serves its pages until it is stopped."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import click

from negotiator import system_errors
from negotiator.cli.addresses import address_option, no_address
from negotiator.cli.class_group import class_
from negotiator.cli.class_opening import say_damage
from negotiator.cli.class_store import DATABASE, class_of, classes_in, kept_classes_in, place_of
from negotiator.cli.opening import open_story, shelf_with
from negotiator.cli.output import say, stop, stop_without
from negotiator.cli.serving import HOST, configured, listening
from negotiator.cli.shared_options import STORY_TO_TEACH, port_option
from negotiator.cli.teaching import exercise_of
from negotiator.diagrams.qr_code import qr_code_cells
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.narration import class_board
from negotiator.paths import shell_quoted

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from negotiator.classroom.rows import ClassRow
    from negotiator.classroom.store import SqlStore
    from negotiator.story.model import Exercise, Story
    from negotiator.web.class_server.site import ClassSite

PORT = 8017
"""Where a class is found if nothing else is there, so that its pages find it again."""
EVERYWHERE = "0.0.0.0"
_TOWARDS = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254")
"""Addresses of private networks: which of ours leads to each tells where others find us. Nothing
is sent there."""


@class_.command()
@click.argument("exercise", required=False)
@STORY_TO_TEACH
@click.option("--lan", is_flag=True, help=_("Let other devices of this network open it."))
@port_option(PORT)
@DATABASE
@click.option("--resume", metavar="CLASS", help=_("Go on with this class."))
@click.option(
    "--new-codes", is_flag=True, help=_("With --resume: another code and teacher's address.")
)
@address_option(
    "--address",
    "public",
    help=_("The address by which students reach it, if a proxy stands in front."),
)
def start(
    exercise: str | None,
    named: str | None,
    lan: bool,
    port: int | None,
    database: str | None,
    resume: str | None,
    new_codes: bool,
    public: str | None,
) -> None:
    """Hold a class with EXERCISE: students join by a code in any browser.

    Only this machine can open it unless --lan is given. Everything is kept as it happens, so that
    after a crash `--resume` goes on where it was.
    """
    needed()
    if public is not None and urlsplit(public).path not in ("", "/"):
        raise click.BadParameter(no_address(public), param_hint="--address")
    # Whatever may be refused comes before a class is made, which would be the one opened last.
    with (
        bound(EVERYWHERE if lan else HOST, port) as reached,
        (classes_in if resume is None else kept_classes_in)(database) as store,
    ):
        found = _found(store, exercise, named, resume, new_codes=new_codes)
        store.check_writable()  # before it is said that all is kept
        hold(found, Reach(reached, lan, public), database)


Codes = tuple[str, str] | None
"""The code of the class and the teacher's secret, as long as they are known."""


class Found(NamedTuple):
    """A class to be held, where its rows are, and what it is held with."""

    store: SqlStore
    row: ClassRow
    codes: Codes
    story: Story
    path: Path
    """Where the story is."""
    exercise: Exercise
    named: str | None = None
    """The story as it was named, if it was."""


class Reach(NamedTuple):
    """Where a class is reached: at which socket, by other devices too, by which public address."""

    bound: socket.socket
    lan: bool = False
    public: str | None = None


def hold(
    found: Found,
    reach: Reach,
    database: str | None,
    ready: Callable[[str], object] = lambda _address: None,
) -> None:
    """Say how a class is reached, and serve it until the command is interrupted.

    Beside it works whoever finds what made the endings. `ready` is told the address on this
    machine, once somebody can come there.
    """
    from negotiator.classroom.turning_worker import Task, TurningWorker
    from negotiator.web.class_server.ready import make_ready

    at = reach.bound.getsockname()[1]
    addresses = [*_addresses(at, lan=reach.lan)]
    if reach.public is not None:
        addresses.insert(0, _tidied(reach.public))
    site = _site(found, tuple(addresses))
    make_ready(site)
    _told(site, found.codes, lan=reach.lan)
    command = _to_go_on(found, reach, database)
    say(_("Ctrl+C stops it; all is kept. To go on: {command}", command=command))
    where = place_of(database), str(found.path)
    with TurningWorker(Task(*where, found.exercise.id, found.row.class_id)):
        ready(f"http://{HOST}:{at}/")
        _serve(site, at, reach.bound)


def needed() -> None:
    """End the command if what it needs is missing. It is imported later: reading the story leaves
    memory free that is used for it then."""
    for library in ("jinja2", "segno", "starlette", "uvicorn"):
        if find_spec(library) is None:
            stop_without([library], "class")


def _found(
    store: SqlStore, exercise: str | None, named: str | None, resume: str | None, *, new_codes: bool
) -> Found:
    """The class, a new one or one that goes on, with its story and exercise."""
    from negotiator.classroom import phases

    if resume is None:
        if exercise is None:
            stop(ExitCode.WRONG, _("Name an exercise: negotiator class list shows them."))
        return opened(store, exercise, named)
    row = class_of(store, resume)
    say_damage(store, row)
    if row.ended:
        say(class_board.ended())
    story, path = _story(named or row.story)
    chosen = exercise_of(story, row.exercise)
    if story.fingerprint != row.fingerprint:
        say(_("The story was changed since this class began: its plays may be other ones now."))
    if not new_codes:
        return Found(store, row, None, story, path, chosen, named)
    row, code, secret = phases.with_new_codes(store, row)
    return Found(store, row, (code, secret), story, path, chosen, named)


def opened(store: SqlStore, exercise: str, named: str | None) -> Found:
    """A new class with an exercise of a story."""
    from negotiator.classroom import phases

    story, path = _story(named)
    chosen = exercise_of(story, exercise)
    row, code, secret = phases.opened(store, story, chosen, store.now())
    return Found(store, row, (code, secret), story, path, chosen, named)


def _story(named: str | None) -> tuple[Story, Path]:
    """The story, and where it is."""
    shelf, story_id = shelf_with(named)
    path = next(offer.path for offer in shelf.offers() if offer.id == story_id)
    return open_story(shelf, story_id), path


def _site(found: Found, addresses: tuple[str, ...]) -> ClassSite:
    from negotiator.web.class_server.site import ClassSite, clock_from

    once = threading.Event()

    def arrived() -> None:
        if not once.is_set():
            once.set()
            say(_("A device has reached the class: the network lets it through."))

    store, class_id = found.store, found.row.class_id
    clock = clock_from(store.now())
    return ClassSite(
        store, found.story, found.exercise, class_id, addresses, clock, arrived=arrived
    )


def _served(site: ClassSite, port: int) -> ASGIApp:
    from negotiator.web.class_server.serving import application

    names = [HOST, "localhost", "[::1]", socket.gethostname(), f"{socket.gethostname()}.local"]
    return application(site, [f"{name.lower()}:{port}" for name in names])


# How it is reached


def bound(host: str, port: int | None) -> socket.socket:
    """The socket of the server. Ends the command if the port that was asked for can't be had."""
    try:
        return listening(PORT if port is None else port, host)
    except OSError as error:
        if port is None:
            return listening(0, host)
        why = system_errors.why(error)
        said = _("No class can be held at port {port}: {reason}.", port=port, reason=why)
        stop(ExitCode.FAILED, said)


def _addresses(port: int, *, lan: bool) -> Iterator[str]:
    """Where the class is reached: on the networks of this machine, if it is open to them."""
    if lan:
        yield from (f"http://{one}:{port}/" for one in network_addresses())
    yield f"http://{HOST}:{port}/"


def network_addresses() -> list[str]:
    """The addresses of this machine in private networks, the likeliest first. Nothing is sent."""
    found: list[str] = []
    for towards in _TOWARDS:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((towards, 9))
            found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    mine = (one for one in dict.fromkeys(found) if ip_address(one).is_private)
    return [one for one in mine if not ip_address(one).is_loopback]


def _tidied(address: str) -> str:
    """A public address with a slash at its end."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"


def _told(site: ClassSite, codes: Codes, *, lan: bool) -> None:
    """Say how the class is reached: for students, for the wall, and once for the teacher."""
    said = _(
        "{story}, {exercise}: class {id}.",
        story=site.story.title,
        exercise=site.exercise.title,
        id=site.class_id,
    )
    say(said)
    say()
    for number, address in enumerate(site.addresses):
        if number == 0:
            say(_("Students open: {address}", address=address))
        else:
            say(_("or: {address}", address=address))
    if codes is None:
        say(_("The code and the teacher's address are those from before."))
        say(_("If they are lost, start with --new-codes; seats stay as they are."))
    else:
        code, secret = codes
        say(_("Code of the class: {code}", code=f"{code[:3]} {code[3:]}"))
        say(qr_code_cells(f"{site.address}?code={code}"))
        say(_("The wall, to be mirrored: {address}", address=f"{site.address}wall/{code}"))
        say(_("Your board, for your eyes only: {address}", address=f"{_own(site)}teacher/{secret}"))
        say(_("Write that down: it is shown once."))
    say()
    if lan:
        _self_test(site)
    else:
        say(_("Only this machine can open it. For other devices, start it with --lan."))


def _to_go_on(found: Found, reach: Reach, database: str | None) -> str:
    """The command that goes on with a class where its pages look for it. The URL of a database,
    which may have a password, isn't shown."""
    from negotiator.classroom.places import is_postgres

    port = reach.bound.getsockname()[1]
    place = "PLACE" if database and is_postgres(database) else database
    words = ["negotiator", "class", "start", "--resume", found.row.class_id]
    words += ["--lan"] if reach.lan else []
    words += ["--port", str(port)] if port != PORT else []
    for option, value in (("story", found.named), ("database", place), ("address", reach.public)):
        words += [f"--{option}", shell_quoted(value)] if value else []
    return " ".join(words)


def _own(site: ClassSite) -> str:
    """The address for the teacher: on this machine, unless a proxy stands in front."""
    first = urlsplit(site.address)
    is_ours = first.port == urlsplit(site.addresses[-1]).port
    return site.addresses[-1] if is_ours else site.address


def _self_test(site: ClassSite) -> None:
    """How to find out whether the network lets devices through, and what to do if it doesn't."""
    say(_("Try it now: open {address} on a phone.", address=f"{site.address}hello"))
    say(_("If nothing arrives here within ten seconds:"))
    for one in (
        _("- A firewall may ask whether Python may be reached: allow it for private networks."),
        _("- Is the phone in the same Wi-Fi? Try the other addresses above, too."),
        _(
            "- Many schools keep devices of their Wi-Fi apart. Then let a phone open a hotspot, "
            "join it with this laptop, and start again. A hotspot takes about ten devices: one for "
            "each pair or table is enough."
        ),
        _("- Or hold the class without devices: with one projector, or on paper (class paper)."),
    ):
        say(one)


def _serve(site: ClassSite, port: int, bound: socket.socket) -> None:
    """Answer until the command is interrupted."""
    import uvicorn

    server = uvicorn.Server(configured(_served(site, port)))
    site.closing = lambda: server.should_exit
    with suppress(KeyboardInterrupt):
        server.run(sockets=[bound])
