"""The commands that write something for authors: a new story, the schema, the graph, the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator.cells import cut
from negotiator.cli.group import MOST_PLAYS, SAVES, cli
from negotiator.cli.opening import kept_play, open_story, shelf_with
from negotiator.cli.output import FAILED, WRONG, hand_on, say, stop, write_file
from negotiator.gate import as_json, terminal

if TYPE_CHECKING:
    from negotiator.story.model import Story


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title of the story.")
def new(folder: Path, title: str) -> None:
    """Write a small story to FOLDER, to begin your own from."""
    from negotiator.authoring.scaffold import ScaffoldError, make

    try:
        made = make(folder, title)
    except ScaffoldError as error:
        stop(WRONG, str(error))
    except OSError as error:
        stop(FAILED, f"{folder} can't be written: {error.strerror or error}.")
    for file in made:
        say(f"Wrote {file}.")
    named = f'"{folder}"' if " " in str(folder) else folder
    say(f"Play it:  negotiator play {named}")
    say(f"Check it: negotiator check {named}")


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
    from negotiator.authoring.json_schema import written

    _give(written(), output)


@cli.command()
@click.argument("story")
@click.option(
    "--format", "form", type=click.Choice(["mermaid", "dot", "svg"]), help="How it is written."
)
@click.option("--play", "played", metavar="SAVE", help="Lay a play over it: a name or a file.")
@click.option(
    "--heat", type=click.IntRange(1, MOST_PLAYS), metavar="N", help="Lay N uniform plays over it."
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
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
            stop(FAILED, str(error))
    _give(text, output)


@cli.command()
@click.argument("story")
@click.argument("place", required=False)
@click.option("--transitions", is_flag=True, help="Write the rules of the whole story as JSON.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
def dump(story: str, place: str | None, transitions: bool, output: Path | None) -> None:
    """Print the Python generated for STORY, or for one PLACE: a scene, an event or an ending."""
    from negotiator.engine import dump as made

    if transitions and place is not None:
        stop(WRONG, "--transitions writes the rules of the whole story. Leave PLACE out.")
    opened = open_story(*shelf_with(story))
    if transitions:
        text = as_json(made.transitions(opened))
    else:
        text = terminal(made.listing(opened, _named_place(opened, place) if place else ""))
    _give(text, output)


def _named_place(story: Story, name: str) -> str:
    """The id of a place of the story. Ends the command if there is none of that name."""
    from negotiator.story.suggestions import nearest

    if name not in story.places:
        near = nearest(name, story.places)
        hint = f" Did you mean `{near}`?" if near else ""
        stop(WRONG, f"There is no scene, event or ending `{cut(name, 60)}`.{hint}")
    return name


def _give(text: str, output: Path | None) -> None:
    """Write a document to a file, or hand it on if none is named."""
    if output is None:
        hand_on(text)
    else:
        write_file(output, text)
