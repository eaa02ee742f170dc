"""The commands that play a story many times: to see what comes of it, and to measure it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator.cli.group import cli
from negotiator.cli.opening import open_story, shelf_with
from negotiator.cli.output import hand_on, say, stop, write_file
from negotiator.cli.shared_options import MOST_PLAYS, SEED_OF_MANY, WrittenFile
from negotiator.escaping import as_json
from negotiator.exit_codes import ExitCode
from negotiator.language import _

if TYPE_CHECKING:
    from negotiator.simulation.players import Playthrough, Who
    from negotiator.story.model import Story


@cli.command()
@click.argument("story")
@click.option("--plays", type=click.IntRange(1, MOST_PLAYS), default=10_000, show_default=True)
@click.option(
    "--player",
    metavar="NAME",
    default="uniform",
    show_default=True,
    help=_(
        "Who plays: uniform (by chance), human (by chance, but with deals at most tables), greedy "
        "(for the best sum of gauges), cautious (to save the worst gauge), or a strategy of the "
        "story."
    ),
)
@SEED_OF_MANY
@click.option(
    "--processes", type=click.IntRange(1, 60), help=_("How many at once (default: all cores).")
)
@click.option("--exact/--no-exact", default=True, help=_("Search for exact probabilities too."))
@click.option("--html", type=WrittenFile(), metavar="FILE")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def simulate(
    story: str,
    plays: int,
    player: str,
    seed: int,
    processes: int | None,
    exact: bool,
    html: Path | None,
    form: str,
) -> None:
    """Play STORY many times and tell what came of it.

    Ctrl-C stops and tells what is done.
    """
    from negotiator.simulation import text_report
    from negotiator.simulation.findings import find
    from negotiator.simulation.html_report import page
    from negotiator.simulation.minutes import lasting
    from negotiator.simulation.players import Player
    from negotiator.simulation.probabilities import likelihood
    from negotiator.simulation.simulate import simulate as play_many

    shelf, story_id = shelf_with(story)
    opened = open_story(shelf, story_id)
    who = _player(opened, player)
    with click.progressbar(length=plays, label=_("Playing"), file=sys.stderr) as bar:
        tally = play_many(opened, plays, who, seed, processes=processes, progress=bar.update)
    stopped = tally.plays < plays
    mass = likelihood(opened) if exact and who is Player.UNIFORM and not stopped else None
    found = find(opened, who, seed, plays, tally, mass)
    command, lasts = partial(_replaying, opened, story), lasting(opened)
    if form == "json":
        hand_on(as_json(text_report.data(found, command, lasts)))
    else:
        for line in text_report.lines(found, command, lasts):
            say(line)
    if html is not None:
        # Last: if it can't be written, at least the report isn't lost.
        write_file(html, page(found, command, lasts))


@cli.command()
@click.argument("story")
@click.option("--plays", type=click.IntRange(2, 100_000), default=400, show_default=True)
@SEED_OF_MANY
@click.option(
    "--at",
    "scene",
    metavar="SCENE",
    default="",
    help=_("Where gauges are set, and before which facts are counted: a scene."),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def measure(story: str, plays: int, seed: int, scene: str, form: str) -> None:
    """Measure what follows from decisions in STORY, and how fair it is.

    Its strategies, words, arguments and facts are measured too.
    """
    from negotiator.simulation.measures import text_report
    from negotiator.simulation.measures.measure import STEPS
    from negotiator.simulation.measures.measure import measure as measured

    opened = open_story(*shelf_with(story))
    if scene and (scene not in opened.scenes or scene in opened.tables):
        stop(ExitCode.WRONG, _("There is no scene {name} that could be measured at.", name=scene))
    steps = STEPS + len(opened.strategies)
    with click.progressbar(length=steps, label=_("Measuring"), file=sys.stderr) as bar:
        found = measured(opened, plays, seed, scene, lambda: bar.update(1))
    if form == "json":
        hand_on(as_json(text_report.data(found)))
    else:
        for line in text_report.lines(found):
            say(line)


def _player(story: Story, name: str) -> Who:
    """The player or the strategy of that name; the command stops if there is none."""
    from negotiator.sentence_parts import listed
    from negotiator.simulation.players import player_named
    from negotiator.story.model.strategies import PLAYERS

    try:
        return player_named(story, name)
    except KeyError:
        known = (*PLAYERS, *story.strategies)
        said = _("There is no player {name}. There are {names}.", name=name, names=listed(known))
        stop(ExitCode.WRONG, said)


def _replaying(story: Story, named: str, playthrough: Playthrough) -> str:
    """The command that repeats a headless play in plain text."""
    from negotiator.checking.replay_command import command, of_playthrough

    return command(named, playthrough.seed, of_playthrough(story, playthrough))
