"""The command that plays, on the screen or as lines of text."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from negotiator.cells import wrapped
from negotiator.cli.group import cli
from negotiator.cli.opening import (
    Resume,
    open_story,
    playable,
    refuse,
    resumed_play,
    shelf_at_hand,
    shelf_to_play,
    store_in,
    story_folders,
)
from negotiator.cli.output import say, stop
from negotiator.cli.shared_options import SAVES, SEEDS
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.narration.game import screen_failed
from negotiator.narration.sentences import joined
from negotiator.narration.stories import same_id
from negotiator.story.bounds import SEED

if TYPE_CHECKING:
    from negotiator.authoring.live_reload import Watch
    from negotiator.authoring.starting_point import Beginning
    from negotiator.engine import Play
    from negotiator.library import Shelf
    from negotiator.story.model import Story


@cli.command()
@click.argument("story", required=False)
@click.option(
    "--plain", is_flag=True, help=_("Play as lines of text, for screen readers and pipes.")
)
@click.option("--seed", type=SEEDS, help=_("The seed of all chance."))
@click.option("--continue", "go_on", is_flag=True, help=_("Go on with the newest unfinished play."))
@click.option("--load", "label", metavar="NAME", help=_("Go on with the play saved under a name."))
@click.option("--watch", is_flag=True, help=_("Read the story again whenever its files are saved."))
@click.option("--at", metavar="SCENE", default="", help=_("Begin in this scene or ending."))
@click.option(
    "--set",
    "settings",
    metavar="NAME=VALUE",
    multiple=True,
    help=_("Begin with this gauge, flag or counter so; as often as you like."),
)
@click.option(
    "--class",
    "class_address",
    metavar="URL",
    help=_("Take part in the class at this address; STORY is then its code, or your resume code."),
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
    class_address: str | None,
    saves: Path | None,
) -> None:
    """Play STORY: the name of one that is included, or a folder (default: choose on screen)."""
    if class_address is not None:
        from negotiator.cli.class_joining import join

        join(class_address, story)
        return
    resume = Resume(go_on, label)
    if (at or settings) and resume.is_asked:
        stop(
            ExitCode.WRONG,
            _("--at and --set begin a new play; --continue and --load go on with one."),
        )
    authoring = _Authoring(watch, at, settings)
    if not plain:
        _check_terminal()
    from negotiator.folders import saves_folder

    folder = saves_folder(saves)
    if plain:
        _play_plain(folder, story, seed, resume, authoring)
    else:
        _play_on_screen(folder, story, seed, resume, authoring)


class _Authoring(NamedTuple):
    """An author's options for a play: whether to watch the files, and where to begin."""

    watch: bool
    at: str
    settings: tuple[str, ...]

    def beginning(self, story: Story | None, seed: int) -> Beginning:
        """The requested beginning, which a story that can't be played yet may turn out to lack.
        Ends the command if this one has no such place."""
        from negotiator.authoring.starting_point import Beginning

        beginning = Beginning(self.at, self.settings)
        if story is not None:
            self.begun(story, seed)
        return beginning

    def begun(self, story: Story, seed: int) -> tuple[Beginning, Play]:
        """The requested beginning, and a play there. Ends the command if it doesn't exist."""
        from negotiator.authoring.starting_point import Beginning, BeginningError

        beginning = Beginning(self.at, self.settings)
        try:
            return beginning, beginning.play(story, seed)
        except BeginningError as error:
            stop(ExitCode.WRONG, str(error))

    def watching(self, shelf: Shelf, story_id: str) -> Watch | None:
        """The watch over the story's files, if requested."""
        if not self.watch:
            return None
        from negotiator.authoring.live_reload import Watch

        return Watch(shelf.offer(story_id).path)


def _play_on_screen(
    folder: Path, story: str | None, seed: int | None, resume: Resume, authoring: _Authoring
) -> None:
    open_store = cache(partial(store_in, folder))
    shelf, story_id, entry, beginning, watch = None, None, None, None, None
    if story is not None or resume.is_asked or any(authoring):
        shelf, story_id, entry = shelf_to_play(story, resume, open_store)
        watch = authoring.watching(shelf, story_id)
        # The story is read behind the first frame, unless it says whether there is such a place.
        if authoring.at or authoring.settings:
            opened = playable(shelf, story_id) if watch else open_story(shelf, story_id)
            beginning = authoring.beginning(opened, seed or 0)
    _check_variables()
    # Textual waits for the next frame before it paints; shorter frames halve that wait.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from negotiator.tui.app import NegotiatorApp

    app = NegotiatorApp(
        lambda: shelf or shelf_at_hand(),
        open_store,
        played=story_folders().note,
        story_id=story_id,
        seed=seed,
        resume=entry,
        beginning=beginning,
        watch=watch,
    )
    app.run()
    if app.unplayable is not None:
        refuse(app.unplayable)
    if app.return_code == ExitCode.FAILED:
        say(screen_failed(goes_on=app.goes_on), err=True)
    if app.lost:
        from negotiator.narration.saving import not_saved

        say(not_saved(app.lost), err=True)
        sys.exit(app.return_code or ExitCode.FAILED)
    sys.exit(app.return_code)


def _play_plain(
    folder: Path, story_name: str | None, seed: int | None, resume: Resume, authoring: _Authoring
) -> None:
    from random import SystemRandom

    from negotiator import streams, system_errors
    from negotiator.plain.playing import PlainPlay
    from negotiator.saves import Resumed

    if sys.stdin is None:
        stop(
            ExitCode.WRONG,
            _("The input is closed, so no line can be read. Play in a terminal or a pipe."),
        )

    store = store_in(folder)
    shelf, story_id, entry = shelf_to_play(story_name, resume, lambda: store)
    lines = streams.lines(sys.stdin)
    watch = authoring.watching(shelf, story_id)
    if watch is not None and playable(shelf, story_id) is None:
        story_id = _mended(watch, shelf, lines)
    story = open_story(shelf, story_id)
    offer = shelf.offer(story_id)
    story_folders().note(offer.path)
    slot = store.new_slot(story)
    seed = SystemRandom().randrange(SEED.high + 1) if seed is None else seed
    beginning, begun = authoring.begun(story, seed)
    resumed = Resumed(begun)
    goes_on = False
    if entry is not None and entry.save is not None:
        resumed = resumed_play(story, entry.save)
        # A play saved under a name stays as it was saved; an automatic one goes on in its file.
        goes_on = resumed.is_in_place and not entry.save.label
    prompt = "> " if sys.stdin.isatty() else ""
    playing = PlainPlay(
        resumed.play,
        store,
        entry.slot if entry is not None and goes_on else slot,
        lines,
        sys.stdout,
        unplaced=resumed.unplaced,
        is_kept=goes_on,
        prompt=prompt,
        columns=_columns if sys.stdout.isatty() else None,
        beginning=beginning,
        watch=watch,
    )
    try:
        code = playing.run(joined(resumed.note, same_id(offer.id, offer.also)))
    except KeyboardInterrupt:
        sys.exit(playing.leave())
    except BrokenPipeError:
        streams.let_go()
        stop(ExitCode.FAILED, joined(system_errors.output_closed(), playing.parting()))
    sys.exit(code)


def _mended(watch: Watch, shelf: Shelf, lines: Iterator[str]) -> str:
    """The id of the watched story once it can be played; ends the command if nobody waits for
    that."""
    from negotiator.plain.mending import mended

    story = mended(watch, lines, sys.stdout)
    if story is None:
        sys.exit(ExitCode.WRONG)
    shelf.put(watch.path, story)
    return story.id


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _check_variables() -> None:
    """The full-screen play needs variables with which Textual can draw."""
    from negotiator.tui.variables import unusable

    if wrong := unusable(os.environ):
        stop(ExitCode.WRONG, wrong)


def _check_terminal() -> None:
    """The full-screen play needs a real terminal of some size."""
    from negotiator.narration.game import too_small
    from negotiator.tui import SMALLEST
    from negotiator.tui.variables import forget_false_sizes

    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        stop(ExitCode.WRONG, _("This is not a terminal. Play as lines of text with --plain."))
    forget_false_sizes(os.environ, sys.stdout.fileno())
    size = shutil.get_terminal_size()
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        here, needed, _then = too_small(size, SMALLEST)
        instead = _("Make it larger, or play as lines of text with --plain.")
        message = joined(here, needed, instead)
        # So small a terminal would break the message within a word.
        stop(ExitCode.FAILED, "\n".join(wrapped(message, max(1, size[0]))))
