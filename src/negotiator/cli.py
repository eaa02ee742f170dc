"""The command line: reads its words, calls what does the work, turns errors into one message.

Thin, and lean to import: whatever is heavy is imported by the command that needs it.
Exit codes: 0 all went well (a plain play came to an ending), 1 something failed, 2 the words
of the command or the story are wrong, 3 a plain play was left before an ending.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from negotiator import __version__

if TYPE_CHECKING:
    from negotiator.authoring.beginning import Beginning
    from negotiator.authoring.watching import Watch
    from negotiator.engine import Play
    from negotiator.saves import Entry, Save, Store
    from negotiator.shelf import Shelf
    from negotiator.story.model import Story

FAILED = 1
WRONG = 2

SAVES = click.option(
    "--saves",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep plays in this folder.",
)


class _PlayByDefault(click.Group):
    """A group in which `play` need not be said: `negotiator --plain` plays."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.commands, "--help", "--version"):
            args = ["play", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_PlayByDefault)
@click.version_option(__version__, prog_name="negotiator")
def cli() -> None:
    """Negotiator: sign the pact, or drop it. Without a command, it plays."""


@cli.command()
@click.argument("story", required=False)
@click.option("--plain", is_flag=True, help="Play as lines of text, for screen readers and pipes.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The seed of all chance.")
@click.option("--continue", "go_on", is_flag=True, help="Go on with the newest unfinished play.")
@click.option("--load", "label", metavar="NAME", help="Go on with the play saved under a name.")
@click.option("--watch", is_flag=True, help="Read the story again whenever its files are saved.")
@click.option("--at", metavar="SCENE", default="", help="Begin in this scene or ending.")
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    help="Begin with this gauge, flag or counter so; as often as you like.",
)
@SAVES
def play(
    story: str | None,
    plain: bool,
    seed: int | None,
    go_on: bool,
    label: str | None,
    watch: bool,
    at: str,
    settings: tuple[str, ...],
    saves: Path | None,
) -> None:
    """Play STORY: the name of one that comes along, or a folder (default: choose on screen)."""
    if (at or settings) and (go_on or label):
        _stop(WRONG, "--at and --set begin a new play; --continue and --load go on with one.")
    authoring = _Authoring(watch, at, settings)
    if not plain:
        _check_terminal()
    from negotiator.places import make_writable, saves_folder, why_unwritable

    folder = saves_folder(saves)
    try:
        make_writable(folder)
    except OSError as error:
        _stop(FAILED, why_unwritable(folder, error))
    if plain:
        _play_plain(folder, story, seed, _Resume(go_on, label), authoring)
    else:
        _play_on_screen(folder, story, seed, _Resume(go_on, label), authoring)


class _Authoring(NamedTuple):
    """What an author asks of a play: to watch the files, and where to begin."""

    watch: bool
    at: str
    settings: tuple[str, ...]

    def begun(self, story: Story, seed: int) -> tuple[Beginning, Play]:
        """The beginning that is meant, and a play there. Ends the command if there is none."""
        from negotiator.authoring.beginning import Beginning, BeginningError

        beginning = Beginning(self.at, self.settings)
        try:
            return beginning, beginning.play(story, seed)
        except BeginningError as error:
            _stop(WRONG, str(error))

    def watching(self, shelf: Shelf, story_id: str) -> Watch | None:
        """The watch over the story's files, if one is wanted."""
        from negotiator.authoring.watching import Watch

        path = next(offer.path for offer in shelf.offers() if offer.id == story_id)
        return Watch(path) if self.watch else None


class _Resume(NamedTuple):
    """Which play to go on with: none, the newest unfinished one, or the one of a name."""

    newest: bool
    label: str | None

    def entry(self, store: Store, story_id: str) -> Entry | None:
        """The save that is meant; None for a new play. Ends the command if there is none."""
        if not (self.newest or self.label):
            return None
        for entry in store.entries():
            save = entry.save
            if entry.fault:
                click.echo(entry.fault, err=True)
            if save is None or save.story_id != story_id:
                continue
            if save.label == self.label if self.label else not save.ended:
                return entry
        wanted = f"named `{self.label}`" if self.label else "that is unfinished"
        _stop(WRONG, f"There is no play of `{story_id}` {wanted} in {store.folder}.")


@cli.command()
def stories() -> None:
    """List the stories that come along."""
    from negotiator.shelf import Shelf

    for offer in Shelf.of_shipped().offers():
        minutes = f", about {offer.minutes} minutes" if offer.minutes else ""
        click.echo(f"{offer.id}: {offer.title}{minutes}. {offer.about}")


@cli.command("saves")
@SAVES
def list_saves(saves: Path | None) -> None:
    """List the plays that are kept, the newest first."""
    from negotiator.places import saves_folder
    from negotiator.saves import Store

    store = Store(saves_folder(saves))
    entries = store.entries()
    for entry in entries:
        save = entry.save
        if save is not None:
            name = f" `{save.label}`" if save.label else ""
            state = f"ended: {save.ended}" if save.ended else f"at {save.place}"
            click.echo(
                f"{save.moment}  {save.story_title}{name}, {len(save.decisions)} decisions, {state}"
            )
        if entry.fault:
            click.echo(f"  {entry.fault}")
    if not entries:
        click.echo(f"No play is kept in {store.folder}.")


@cli.command()
@click.argument("story")
def check(story: str) -> None:
    """Read STORY and say all that is wrong with it."""
    from negotiator.story.loading import examine

    shelf, story_id = _shelf(story)
    path = next(offer.path for offer in shelf.offers() if offer.id == story_id)
    _, found = examine(path)
    for diagnostic in found:
        click.echo(f"{diagnostic}\n")
    if found:
        _stop(WRONG, f"{len(found)} to mend.")
    click.echo("Nothing wrong was found.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title of the story.")
def new(folder: Path, title: str) -> None:
    """Write a small story to FOLDER, to begin your own from."""
    from negotiator.authoring.scaffold import ScaffoldError, make

    try:
        made = make(folder, title)
    except ScaffoldError as error:
        _stop(WRONG, str(error))
    except OSError as error:
        _stop(FAILED, f"{folder} can't be written: {error.strerror or error}.")
    for file in made:
        click.echo(f"Wrote {file}.")
    named = f'"{folder}"' if " " in str(folder) else folder
    click.echo(f"Play it:  negotiator play {named}")
    click.echo(f"Check it: negotiator check {named}")


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to this file.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the story format, for completion and hover in editors."""
    from negotiator.authoring.schema import written

    if output is None:
        click.echo(written(), nl=False)
        return
    try:
        output.write_text(written(), encoding="utf-8", newline="\n")
    except OSError as error:
        _stop(FAILED, f"{output} can't be written: {error.strerror or error}.")


def main() -> None:
    """Run the command line; whatever goes wrong ends in one message and an exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A school machine's code page may lack a dash, and a pipe may carry any bytes.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    cli()


def _shelf(story: str | None) -> tuple[Shelf, str]:
    """The stories at hand and the one that is meant: by name, by folder, or the first."""
    from negotiator.shelf import Shelf

    shelf = Shelf.of_shipped()
    offers = shelf.offers()
    if story is None:
        if not offers:
            _stop(FAILED, "No story came with this program. Name a folder: negotiator play FOLDER.")
        return shelf, offers[0].id
    if any(offer.id == story for offer in offers):
        return shelf, story
    path = Path(story)
    if not path.exists():
        known = ", ".join(offer.id for offer in offers)
        _stop(WRONG, f"There is no story and no folder `{story}`. Stories at hand: {known}.")
    shelf = Shelf([path])
    return shelf, shelf.offers()[0].id


def _opened(shelf: Shelf, story_id: str) -> Story:
    from negotiator.story.diagnostics import StoryError

    try:
        return shelf.open(story_id)
    except StoryError as error:
        for diagnostic in error.diagnostics:
            click.echo(f"{diagnostic}\n", err=True)
        _stop(WRONG, f"The story can't be played until this is mended ({len(error.diagnostics)}).")
    except LookupError as error:
        _stop(WRONG, f"{error.args[0]}.")


def _open_shelf() -> Shelf:
    from negotiator.shelf import Shelf

    return Shelf.of_shipped()


def _open_store(folder: Path) -> Store:
    from negotiator.saves import Store

    return Store(folder)


def _play_on_screen(
    folder: Path, story: str | None, seed: int | None, resume: _Resume, authoring: _Authoring
) -> None:
    open_store = partial(_open_store, folder)
    shelf, story_id, entry, beginning, watch = None, None, None, None, None
    if story is not None or any(resume) or any(authoring):
        # What is wrong with a story or a save that was asked for is said before a screen opens.
        shelf, story_id = _shelf(story)
        entry = resume.entry(open_store(), story_id)
        watch = authoring.watching(shelf, story_id)
        opened = _opened(shelf, story_id)
        if authoring.at or authoring.settings:
            # Asked only then: it costs the first frame some time.
            beginning, _ = authoring.begun(opened, seed or 0)
    from negotiator.ui.app import NegotiatorApp

    NegotiatorApp(
        lambda: shelf or _open_shelf(),
        open_store,
        story_id=story_id,
        seed=seed,
        resume=entry,
        beginning=beginning,
        watch=watch,
    ).run()


def _play_plain(
    folder: Path, story_name: str | None, seed: int | None, resume: _Resume, authoring: _Authoring
) -> None:
    from random import SystemRandom

    from negotiator.plain.playing import Exit, PlainPlay

    store = _open_store(folder)
    shelf, story_id = _shelf(story_name)
    entry = resume.entry(store, story_id)
    watch = authoring.watching(shelf, story_id)
    story = _opened(shelf, story_id)
    note = ""
    slot = store.new_slot(story)
    seed = SystemRandom().getrandbits(32) if seed is None else seed
    beginning, begun = authoring.begun(story, seed)
    if entry is not None and entry.save is not None:
        begun, note = _resumed(story, entry.save)
        # A play saved under a name stays as it was saved; an automatic one goes on in its file.
        slot = slot if entry.save.label else entry.slot
    prompt = "> " if sys.stdin.isatty() else ""
    playing = PlainPlay(
        begun,
        store,
        slot,
        _lines(),
        sys.stdout,
        prompt=prompt,
        beginning=beginning,
        watch=watch,
    )
    try:
        code = playing.run(note)
    except KeyboardInterrupt:
        playing.leave()
        sys.exit(Exit.STOPPED)
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _stop(FAILED, "The output was closed. The play is saved; go on with --continue.")
    sys.exit(code)


def _lines() -> Iterator[str]:
    while True:
        line = sys.stdin.readline()
        if not line:
            return
        yield line


def _resumed(story: Story, save: Save) -> tuple[Play, str]:
    from negotiator.saves import LostDecisionError, resume

    try:
        resumed = resume(story, save)
    except LostDecisionError as error:
        return error.before, str(error)
    return resumed.play, resumed.note


def _check_terminal() -> None:
    """The full-screen play needs a real terminal of some size."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _stop(WRONG, "This is not a terminal. Play as lines of text with --plain.")
    width, height = shutil.get_terminal_size()
    if width < 60 or height < 18:
        _stop(
            FAILED,
            f"The terminal has {width} columns and {height} rows; the screen needs 60 by 18. "
            "Make it larger, or play as lines of text with --plain.",
        )


def _stop(code: int, message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
