"""The commands for handing a play in: its code, and the play that a code or a file stands for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator.cli.group import cli
from negotiator.cli.listing import looked_back_on
from negotiator.cli.opening import (
    open_story,
    play_of,
    read_save,
    shelf_at_hand,
    shelf_with,
    store_in,
)
from negotiator.cli.output import say, stop
from negotiator.cli.shared_options import SAVES, STORY_OF_A_SAVE
from negotiator.exit_codes import ExitCode
from negotiator.language import _, ngettext
from negotiator.paths import is_file

if TYPE_CHECKING:
    from negotiator.engine import Play
    from negotiator.engine.play_code import CodeFault, PlayCode
    from negotiator.story.model import Story


@cli.command()
@click.argument("save", required=False)
@STORY_OF_A_SAVE
@SAVES
def code(save: str | None, named: str | None, saves: Path | None) -> None:
    """Print a kept play as a short code to hand in: SAVE is a name or a file (default: the newest
    play). `negotiator open CODE` makes a play of it again.
    """
    from negotiator.engine.play_code import UncodedError, code_of

    play, _path = looked_back_on(save, named, saves)
    try:
        say(code_of(play))
    except UncodedError:
        said = _(
            "A play has a code if it began at the start of its story and isn't too long. "
            "Hand in its file."
        )
        stop(ExitCode.FAILED, said)


@cli.command("open")
@click.argument("handed_in", nargs=-1, required=True, metavar="CODE|FILE")
@STORY_OF_A_SAVE
@SAVES
def open_play(handed_in: tuple[str, ...], named: str | None, saves: Path | None) -> None:
    """Keep a play that was handed in, by its code or in a file. It is played again from its
    decisions, and nothing of it is trusted.
    """
    from negotiator.engine import titled
    from negotiator.folders import saves_folder
    from negotiator.saves import SaveError

    written = " ".join(handed_in)
    if is_file(Path(written)):
        play, _path = looked_back_on(written, named, saves)
    else:
        play = _coded(written, named)
    store = store_in(saves_folder(saves))
    try:
        kept = store.keep(store.new_slot(play.story), play)
    except SaveError as error:
        stop(ExitCode.FAILED, str(error))
    made = ngettext(
        "{story}, {number} decision: {where}.",
        "{story}, {number} decisions: {where}.",
        len(play.steps),
        story=play.story.title,
        where=titled(play.story, play.place.id, play.state.values).title,
    )
    say(made)
    say(_("Kept as {file}.", file=store.path(kept.slot)))


def played_in(handed_in: str, story: Story) -> Play:
    """The play of a story that a file or a code stands for. Ends the command if it is none."""
    if is_file(Path(handed_in)):
        return play_of(story, read_save(handed_in), handed_in)
    return _decoded(handed_in, lambda _read: story)


def _coded(written: str, named: str | None) -> Play:
    return _decoded(
        written, lambda read: open_story(*shelf_with(named)) if named else _story_of(read)
    )


def _decoded(written: str, story_of: Callable[[PlayCode], Story]) -> Play:
    """The play of a code, with the story that it is of."""
    from negotiator.engine.play_code import PlayCode, PlayCodeError

    try:
        read = PlayCode(written)
        return read.play(story_of(read))
    except PlayCodeError as error:
        stop(ExitCode.WRONG, _why(error.fault))


def _story_of(read: PlayCode) -> Story:
    """The story at hand that a code is of. Ends the command if none is."""
    from negotiator.story.diagnostics import StoryError

    shelf = shelf_at_hand()
    for offer in shelf.offers():
        # Several may have one id: the code is of one text of them.
        with suppress(StoryError):
            story = shelf.read(offer)
            if read.is_of(story):
                return story
    said = _("It is of no story at hand as it is now. Name the story: --story FOLDER.")
    stop(ExitCode.WRONG, said)


def _why(fault: CodeFault) -> str:
    """What is wrong with a code, and what to do."""
    from negotiator.engine.play_code import CodeFault

    return {
        CodeFault.LETTER: _("This is no file, and no code: a code has letters and digits only."),
        CodeFault.MISTYPED: _("This is no file, and no code as it was written: compare it."),
        CodeFault.NEWER: _("Another version of this program wrote this code."),
        CodeFault.OTHER_STORY: _(
            "This code belongs to another story, or to another version of this one."
        ),
        CodeFault.NOT_OPEN: _("This code has a decision that the story doesn't offer."),
    }[fault]
