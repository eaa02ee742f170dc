"""The commands that write something for authors: a new story, the schema, the graph, the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cells import cut
from negotiator.cli.group import cli
from negotiator.cli.opening import kept_play, open_story, shelf_with
from negotiator.cli.output import hand_on, say, stop, write_file
from negotiator.cli.shared_options import MOST_PLAYS, SAVES
from negotiator.escaping import as_json, terminal
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.narration.sentences import joined

if TYPE_CHECKING:
    from negotiator.story.model import Story


_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write it to this file."),
)
"""The file for a document that is printed otherwise, for every command that makes one."""


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help=_("The title of the story."))
def new(folder: Path, title: str) -> None:
    """Write a small story to FOLDER, to begin your own from."""
    from negotiator.authoring.scaffold import ScaffoldError, make

    try:
        made = make(folder, title)
    except ScaffoldError as error:
        stop(ExitCode.WRONG, str(error))
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(folder, error))
    for file in made:
        say(_("Wrote {file}.", file=file))
    named = f'"{folder}"' if " " in str(folder) else folder
    say(_("Play it:  negotiator play {folder}", folder=named))
    say(_("Check it: negotiator check {folder}", folder=named))


@cli.command()
@_OUTPUT
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the story format, for completion and hover in editors."""
    from negotiator.authoring.json_schema import written

    _give(written(), output)


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


def _named_place(story: Story, name: str) -> str:
    """The id of a place of the story. Ends the command if there is none of that name."""
    from negotiator.story.codes.advice import did_you_mean
    from negotiator.story.suggestions import nearest

    if name not in story.places:
        near = nearest(name, story.places)
        said = _("There is no scene, event or ending `{name}`.", name=cut(name, 60))
        stop(ExitCode.WRONG, joined(said, did_you_mean(near) if near else ""))
    return name


def _give(text: str, output: Path | None) -> None:
    """Write a document to a file, or to the output if no file is named."""
    if output is None:
        hand_on(text)
    else:
        write_file(output, text)
