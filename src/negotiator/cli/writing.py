"""The commands that write something for authors: a new story, the schema, the graph, the rules."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cells import cut
from negotiator.cli.group import cli
from negotiator.cli.listing import looked_back_on
from negotiator.cli.opening import kept_play, open_story, path_of, shelf_with
from negotiator.cli.output import hand_on, say, stop, write_archive, write_file, wrote
from negotiator.cli.shared_options import MOST_PLAYS, SAVES, STORY_OF_A_SAVE, output_file
from negotiator.escaping import as_json, terminal
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.narration.sentences import finished, joined
from negotiator.paths import is_own_file, shell_quoted

if TYPE_CHECKING:
    from negotiator.story.model import Story


_LOOK_EVERY = 0.5
"""Seconds between two looks at whether a file has changed."""
_OUTPUT = output_file(_("Write it to this file."))
"""The file for a document that is printed otherwise, for every command that makes one."""


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help=_("The title of the story."))
def new(folder: Path, title: str) -> None:
    """Write a small story to FOLDER, to begin your own from."""
    from negotiator.authoring.scaffold import ScaffoldError, write_first_story

    try:
        made = write_first_story(folder, title)
    except ScaffoldError as error:
        stop(ExitCode.WRONG, str(error))
    except OSError as error:
        said = system_errors.unwritable(folder, error)
        stop(ExitCode.FAILED, joined(said, _("Nothing of it is left there.")))
    for file in made:
        wrote(file)
    _say_how_to_play(folder)
    _say_how_to_check(folder)


@cli.command()
@click.argument("story", required=False)
@click.option(
    "--watch", is_flag=True, help=_("Write it beside STORY, again whenever its files are saved.")
)
@_OUTPUT
def schema(story: str | None, watch: bool, output: Path | None) -> None:
    """Print the JSON Schema of the story format, for completion and hover in editors; with STORY,
    its own names are completed too.
    """
    from negotiator.authoring.json_schema import written
    from negotiator.authoring.story_names import NO_NAMES, story_names

    if story is None:
        if watch:
            stop(ExitCode.WRONG, _("--watch needs a STORY to look at."))
        _give(written(NO_NAMES), output)
        return
    path = path_of(story)
    names = story_names(path)
    if names is None and not watch:
        open_story(*shelf_with(story))  # tells why its files can't be read
    text = written(names or NO_NAMES)
    if watch:
        _keep_fresh(path, text, output)
    else:
        _give(text, output)


def _keep_fresh(path: Path, text: str, output: Path | None) -> None:
    """Write the schema, and again whenever a file of the story changes, until Ctrl-C."""
    from time import sleep

    from negotiator.authoring.json_schema import beside, written
    from negotiator.authoring.live_reload import Watch
    from negotiator.authoring.story_names import story_names

    watch = Watch(path)
    file = output or beside(path)
    if output is None and not is_own_file(file):
        said = _("{file} is not a file of its own. Name another with -o.", file=file)
        stop(ExitCode.FAILED, said)
    with suppress(KeyboardInterrupt):
        while True:
            write_file(file, text)
            wrote(file)
            names = None
            while names is None:
                while not watch.changed():
                    sleep(_LOOK_EVERY)
                watch.read()
                names = story_names(path)
            text = written(names)


@cli.command()
@click.argument("story")
@_OUTPUT
def pack(story: str, output: Path | None) -> None:
    """Write STORY, with the folders it includes, as one archive to hand on. Every command takes
    such a file where it takes a folder.
    """
    from negotiator.authoring.packing import archive_of, check_own, packed
    from negotiator.story.diagnostics import StoryError
    from negotiator.story.refused_files import RefusedFileError

    path = path_of(story)
    file = output or archive_of(path)
    try:
        check_own(file)
        content = packed(path)
    except StoryError:
        open_story(*shelf_with(story))  # tells what is wrong
        raise
    except FileExistsError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(file, error))
    except RefusedFileError as error:
        stop(ExitCode.FAILED, f"{error}.")
    write_archive(file, content)
    wrote(file)
    _say_how_to_play(file)


@cli.command()
@click.argument("story")
@click.option(
    "--format", "form", type=click.Choice(["mermaid", "dot", "svg"]), help=_("How it is written.")
)
@click.option("--play", "played", metavar="SAVE", help=_("Lay a play over it: a name or a file."))
@click.option(
    "--heat",
    type=click.IntRange(1, MOST_PLAYS),
    metavar="N",
    help=_("Lay N uniform plays over it."),
)
@_OUTPUT
@SAVES
def graph(
    story: str,
    form: str | None,
    played: str | None,
    heat: int | None,
    output: Path | None,
    saves: Path | None,
) -> None:
    """Draw STORY as a graph (default: by the ending of FILE, else Mermaid)."""
    from negotiator.diagrams.dot import NotDrawnError, dot, svg
    from negotiator.diagrams.mermaid import mermaid
    from negotiator.diagrams.story_graph import chart
    from negotiator.simulation.simulate import simulate as play_many

    shelf, story_id = shelf_with(story)
    opened = open_story(shelf, story_id)
    play = kept_play(opened, played, saves) if played else None
    tally = play_many(opened, heat, seed=1, processes=None) if heat else None
    drawn = chart(opened, play, tally.ways if tally else None, tally.plays if tally else 0)
    ending = output.suffix if output else ""
    form = form or {".svg": "svg", ".dot": "dot", ".gv": "dot"}.get(ending, "mermaid")
    text = mermaid(drawn) if form == "mermaid" else dot(drawn)
    if form == "svg":
        try:
            text = svg(text)
        except NotDrawnError as error:
            stop(ExitCode.FAILED, str(error))
    _give(text, output)


@cli.command()
@click.argument("save", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    help=_("How it is written."),
)
@STORY_OF_A_SAVE
@_OUTPUT
@SAVES
def transcript(
    save: str | None, form: str | None, named: str | None, output: Path | None, saves: Path | None
) -> None:
    """Write a play down: SAVE is a name or a file (default: the newest play).

    How it is written goes by the ending of FILE, and is text otherwise.
    """
    from negotiator.narration.transcript import transcript as as_text
    from negotiator.narration.written_play import as_html, as_markdown

    play, _path = looked_back_on(save, named, saves)
    ending = output.suffix.lower() if output else ""
    form = form or {".md": "markdown", ".html": "html", ".htm": "html"}.get(ending, "text")
    if form == "text":
        text = terminal(as_text(play))
    else:
        text = as_markdown(play) if form == "markdown" else as_html(play)
    _give(text, output)


@cli.command()
@click.argument("story")
@click.argument("place", required=False)
@click.option("--transitions", is_flag=True, help=_("Write the rules of the whole story as JSON."))
@_OUTPUT
def dump(story: str, place: str | None, transitions: bool, output: Path | None) -> None:
    """Print the Python generated for STORY, or for one PLACE: a scene, an event or an ending."""
    from negotiator.engine import dump as made

    if transitions and place is not None:
        stop(
            ExitCode.WRONG, _("--transitions writes the rules of the whole story. Leave PLACE out.")
        )
    opened = open_story(*shelf_with(story))
    if transitions:
        text = as_json(made.transitions(opened))
    else:
        text = terminal(made.listing(opened, _named_place(opened, place) if place else ""))
    _give(text, output)


@cli.command("test")
@click.argument("save", required=False)
@STORY_OF_A_SAVE
@click.option("--name", default="", metavar="NAME", help=_("What the test is called."))
@click.option(
    "--add", is_flag=True, help=_("Put it into the story's folder, in a file of its own.")
)
@SAVES
def test_of(save: str | None, named: str | None, name: str, add: bool, saves: Path | None) -> None:
    """Print a kept play as a test of its story: SAVE is a name or a file (default: the newest
    play).

    No file is ever written over.
    """
    from negotiator.authoring import kept_test

    play, folder = looked_back_on(save, named, saves)
    name = name or kept_test.free_name(play)
    try:
        text = kept_test.written(play, name)
        path = kept_test.add(folder, name, text) if add else None
    except kept_test.KeptTestError as error:
        stop(ExitCode.WRONG, str(error))
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(folder / f"test_{name}.yaml", error))
    if path is None:
        hand_on(text)
        return
    wrote(path)
    _say_how_to_check(folder)


def _say_how_to_play(story: Path) -> None:
    say(_("Play it:  negotiator play {folder}", folder=shell_quoted(story)))


def _say_how_to_check(folder: Path) -> None:
    say(_("Check it: negotiator check {folder}", folder=shell_quoted(folder)))


def _named_place(story: Story, name: str) -> str:
    """The id of a place of the story. Ends the command if there is none of that name."""
    from negotiator.story.codes import CODES
    from negotiator.story.codes.advice import did_you_mean
    from negotiator.story.suggestions import nearest

    if name not in story.places:
        near = nearest(name, story.places)
        said = CODES["N301"].said("place", name=cut(name, 60))
        stop(ExitCode.WRONG, joined(finished(said), did_you_mean(near) if near else ""))
    return name


def _give(text: str, output: Path | None) -> None:
    """Write a document to a file, or to the output if no file is named."""
    if output is None:
        hand_on(text)
    else:
        write_file(output, text)
