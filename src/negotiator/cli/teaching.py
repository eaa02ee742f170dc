"""The commands for a class: its exercises, and their sheets of paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cli.class_group import class_
from negotiator.cli.opening import open_story, shelf_with
from negotiator.cli.output import say, stop, write_new
from negotiator.cli.shared_options import STORY_TO_TEACH, output_folder
from negotiator.escaping import line
from negotiator.exit_codes import ExitCode
from negotiator.language import _, lend
from negotiator.narration.sentences import joined
from negotiator.narration.stories import minutes
from negotiator.story.codes.advice import did_you_mean
from negotiator.story.suggestions import nearest

if TYPE_CHECKING:
    from negotiator.story.model import Exercise, Story

lend()


@class_.command("list")
@STORY_TO_TEACH
def list_exercises(named: str | None) -> None:
    """List the exercises of a story."""
    story = _story(named)
    for one in story.exercises.values():
        said = _(
            "{id}: {title}, {minutes}", id=one.id, title=one.title, minutes=minutes(one.minutes)
        )
        say(line(said))
        if one.about:
            say(f"  {line(one.about)}")
    if not story.exercises:
        say(_no_exercises(story))


@class_.command()
@click.argument("exercise")
@STORY_TO_TEACH
@output_folder(_("Write them to this folder; `paper` unless given."))
def paper(exercise: str, named: str | None, output: Path | None) -> None:
    """Write the sheets of EXERCISE as pages to print: the lesson plan, offices, the two sides'
    sheets of the pairs, worksheet, rubric, forms, glossary, sources.
    """
    from negotiator.classroom.handouts import handouts

    story = _story(named)
    chosen = exercise_of(story, exercise)
    folder = output or Path("paper")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(folder, error))
    write_new(folder, handouts(story, chosen))


def _story(named: str | None) -> Story:
    return open_story(*shelf_with(named))


def exercise_of(story: Story, name: str) -> Exercise:
    """An exercise of a story. Ends the command if there is none of that name."""
    found = story.exercises.get(name)
    if found is not None:
        return found
    if not story.exercises:
        stop(ExitCode.WRONG, _no_exercises(story))
    near = nearest(name, story.exercises)
    said = _("{story} has no exercise `{name}`.", story=story.title, name=name)
    stop(ExitCode.WRONG, joined(said, did_you_mean(near) if near else ""))


def _no_exercises(story: Story) -> str:
    return _("{story} has no exercises.", story=story.title)
