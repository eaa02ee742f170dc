"""The command that writes a story as a page that plays without a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cli.addresses import address_option
from negotiator.cli.group import cli
from negotiator.cli.opening import open_story, shelf_with
from negotiator.cli.output import say, stop, stop_without, write_bytes, wrote
from negotiator.cli.shared_options import output_file
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.narration.sentences import joined

if TYPE_CHECKING:
    from negotiator.publishing.runtime import Runtime, RuntimeFault
    from negotiator.story.model import Story

_MEGABYTE = 1_000_000


@cli.command()
@click.argument("story")
@output_file(_("Write it to this file (default: the name of STORY, with .html)."))
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=_("Write it to this folder instead, for a host with https: for tablets and phones."),
)
@address_option(
    "--address",
    default="",
    help=_("Where else the page can be found; it says so where it can't be played."),
)
@click.option(
    "--runtime",
    "named",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Take the runtime from this file instead of fetching it once."),
)
def publish(
    story: str, output: Path | None, site: Path | None, address: str, named: Path | None
) -> None:
    """Write STORY as one HTML file that anybody can play in a browser, without a network: the
    engine itself goes along.
    """
    if output is not None and site is not None:
        stop(ExitCode.WRONG, _("Name a file with -o or a folder with --site, not both."))
    _check_installed()
    opened = open_story(*shelf_with(story))
    brought = _runtime(named)
    if site is not None:
        _write_site(opened, brought, site, address)
    else:
        _write_file(opened, brought, output or Path(f"{opened.id}.html"), address)


def _write_file(story: Story, brought: Runtime, file: Path, address: str) -> None:
    from negotiator.publishing.parts import parts
    from negotiator.publishing.published_html import published_html, within

    content = published_html(
        story, brought, within(parts(story, brought)), address=address
    ).encode()
    write_bytes(file, content)
    wrote(file)
    size = f"{len(content) / _MEGABYTE:.1f}"
    say(
        _(
            "It has {size} MB and plays in a browser on a computer, from a disk, a stick or a "
            "share. Tablets and phones mostly don't play files: for them, write --site DIR.",
            size=size,
        )
    )


def _write_site(story: Story, brought: Runtime, folder: Path, address: str) -> None:
    from negotiator.publishing.site import OtherFilesError, write_site

    try:
        write_site(story, brought, folder, address)
    except OtherFilesError:
        said = _(
            "{folder} holds other files. Name an empty folder, or one that this command wrote.",
            folder=folder,
        )
        stop(ExitCode.WRONG, said)
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(folder, error))
    wrote(folder)
    say(_("Put the folder on any host with https. Whoever opened it once can play it offline."))


def _check_installed() -> None:
    """End the command if a library is missing that goes along."""
    try:
        from negotiator.publishing.parts import missing

        lacking = missing()
    except ImportError as error:
        lacking = [str(error.name)]
    if lacking:
        stop_without(lacking, "publish")


def _runtime(named: Path | None) -> Runtime:
    """The runtime that goes along. Ends the command if it can't be had."""
    from negotiator.folders import cache_folder
    from negotiator.publishing import runtime

    folder = cache_folder() / "runtime"
    try:
        if named is None and not (folder / runtime.FILE).is_file():
            say(_("Fetching the runtime with npm, once ({package}).", package=runtime.PACKAGE))
        return runtime.read(named or runtime.fetched(folder))
    except runtime.RuntimeMissingError as error:
        stop(ExitCode.FAILED, _why(error.fault))
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.told(error))


def _why(fault: RuntimeFault) -> str:
    """Why the runtime can't be had, and what to do."""
    from negotiator.publishing.runtime import FILE, PACKAGE

    by_hand = _(
        "Or fetch {file} where there is a network (npm pack {package}), and name it with "
        "--runtime FILE.",
        file=FILE,
        package=PACKAGE,
    )
    if fault.kind == "npm":
        said = _("The runtime is fetched by npm, which isn't installed: it comes with Node.js.")
    elif fault.kind == "other":
        said = _("{file} isn't {package} as it was published.", file=fault.said, package=PACKAGE)
    else:
        said = _("npm could not fetch the runtime: {reason}", reason=fault.said or "npm")
    return joined(said, by_hand)
