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
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from negotiator.distribution import VERSION
from negotiator.gate import as_json, terminal

if TYPE_CHECKING:
    from types import TracebackType

    from negotiator.analysis.players import Course
    from negotiator.authoring.beginning import Beginning
    from negotiator.authoring.watching import Watch
    from negotiator.engine import Play
    from negotiator.saves import Entry, Resumed, Save, Store
    from negotiator.shelf import Shelf
    from negotiator.story.model import Story

FAILED = 1
WRONG = 2
MOST_PLAYS = 1_000_000_000
"""Plays that a simulation may be asked for."""

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

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        """The same; what is wrong with the words is told as text, whatever they have in them."""
        with _told_safely():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """The same for the words of a command."""
        with _told_safely():
            return super().invoke(ctx)


@contextmanager
def _told_safely() -> Iterator[None]:
    """Make safe what click is about to say of the words of a command."""
    try:
        yield
    except click.UsageError as error:
        said = error.format_message()
        if terminal(said) == said:
            raise
        raise click.UsageError(terminal(said), error.ctx) from None


@click.group(cls=_PlayByDefault)
@click.version_option(VERSION, prog_name="negotiator")
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
    from negotiator.places import saves_folder

    folder = saves_folder(saves)
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
        found = store.named(story_id, self.label) if self.label else store.newest(story_id)
        entry = store.entry(found.slot) if found else None
        for fault in (entry.fault,) if entry else (row.fault for row in store.rows()):
            if fault:
                _say(fault, err=True)
        if entry is not None and entry.save is not None:
            return entry
        wanted = f"named `{self.label}`" if self.label else "that is unfinished"
        _stop(WRONG, f"There is no play of `{story_id}` {wanted} in {store.folder}.")


@cli.command()
def stories() -> None:
    """List the stories that come along."""
    from negotiator.shelf import Shelf

    for offer in Shelf.of_shipped().offers():
        minutes = f", about {offer.minutes} minutes" if offer.minutes else ""
        _say(f"{offer.id}: {offer.title}{minutes}. {offer.about}")


def _moment(iso: str) -> str:
    """A moment as it is on this machine's clock; as it was written if it can't be read."""
    from negotiator.saves import local_time

    when = local_time(iso)
    return iso if when is None else f"{when:%Y-%m-%d %H:%M}"


@cli.command("saves")
@SAVES
def list_saves(saves: Path | None) -> None:
    """List the plays that are kept, the newest first."""
    from negotiator.places import saves_folder
    from negotiator.saves import Store

    store = Store(saves_folder(saves))
    rows = store.rows()
    for row in rows:
        play = row.summary
        if play is not None:
            name = f" `{play.label}`" if play.label else ""
            state = f"ended: {play.ended}" if play.ended else f"at {play.place}"
            done = f"{play.decisions} decisions, {state}"
            _say(f"{_moment(play.moment)}  {play.story_title}{name}, {done}")
            _say(f"  {store.path(row.slot)}")
        if row.fault:
            _say(f"  {row.fault}")
    if not rows:
        _say(f"No play is kept in {store.folder}.")


@cli.command()
@click.argument("story")
@click.option(
    "--effort",
    type=click.IntRange(0, 10**12),
    default=1_000_000,
    show_default=True,
    help="How much to search, in states and plays: the verdicts are the same on every machine.",
)
@click.option(
    "--budget", default="10m", show_default=True, metavar="TIME", help="Stop then at the latest."
)
@click.option("--quick", is_flag=True, help="Only what can be said without a search.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How to tell what was found.",
)
@click.option("--witnesses", is_flag=True, help="First list each verdict, and plays that show it.")
def check(story: str, effort: int, budget: str, quick: bool, form: str, witnesses: bool) -> None:
    """Check STORY: all that is wrong with it, and what can and can't happen in its plays."""
    from negotiator.analysis.check_report import (
        FORMATS,
        checked_story,
        quickly_checked,
        witnesses_as_text,
    )
    from negotiator.places import cache_folder

    seconds = _seconds(budget)
    shelf, story_id = _shelf(story)
    path = next(offer.path for offer in shelf.offers() if offer.id == story_id)
    is_watched = sys.stderr.isatty()
    if quick:
        report = quickly_checked(path, cache_folder())
    else:
        report = checked_story(
            path,
            effort=effort,
            budget=seconds,
            progress=lambda line: _say(line, err=True) if is_watched else None,
        )
    if witnesses and form == "text":
        _say(witnesses_as_text(report), nl=False)
    if form == "text":
        _say(FORMATS[form](report), nl=False)
    else:
        _hand_on(FORMATS[form](report))
    if report.diagnostics:
        sys.exit(WRONG)
    if report.is_cut:
        sys.exit(FAILED)


def _seconds(budget: str) -> float:
    """A span of time in seconds: `60s`, `5m` or a number. Ends the command if it is none."""
    number, unit = (budget[:-1], budget[-1]) if budget[-1:] in ("s", "m") else (budget, "s")
    is_number = number.isascii() and number.isdigit() and len(number) <= 5
    if not is_number or not 0 < int(number) <= 86_400:
        _stop(WRONG, f"`{budget[:20]}` is not a span of time. Write 60s or 5m.")
    return float(number) * (60 if unit == "m" else 1)


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
        _say(f"Wrote {file}.")
    named = f'"{folder}"' if " " in str(folder) else folder
    _say(f"Play it:  negotiator play {named}")
    _say(f"Check it: negotiator check {named}")


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
        _hand_on(written())
        return
    try:
        output.write_text(written(), encoding="utf-8", newline="\n")
    except OSError as error:
        _stop(FAILED, f"{output} can't be written: {error.strerror or error}.")


@cli.command()
@click.argument("story")
@click.option("--plays", type=click.IntRange(1, MOST_PLAYS), default=10_000, show_default=True)
@click.option(
    "--player",
    type=click.Choice(["uniform", "greedy", "cautious"]),
    default="uniform",
    show_default=True,
    help="Who plays: by chance, for the best sum of gauges, or to save the worst gauge.",
)
@click.option("--seed", type=click.IntRange(0, 2**62), default=1, show_default=True)
@click.option(
    "--processes", type=click.IntRange(1, 60), help="How many at once (default: all cores)."
)
@click.option("--exact/--no-exact", default=True, help="Search for exact probabilities too.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
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
    """Play STORY many times and tell what came of it. Ctrl-C stops and tells what is done."""
    from negotiator.analysis import report
    from negotiator.analysis.findings import find
    from negotiator.analysis.likelihood import likelihood
    from negotiator.analysis.page import page
    from negotiator.analysis.players import Player
    from negotiator.analysis.simulate import simulate as play_many

    shelf, story_id = _shelf(story)
    opened = _opened(shelf, story_id)
    who = Player(player)
    with click.progressbar(length=plays, label="Playing", file=sys.stderr) as bar:
        tally = play_many(opened, plays, who, seed, processes=processes, progress=bar.update)
    stopped = tally.plays < plays
    mass = likelihood(opened) if exact and who is Player.UNIFORM and not stopped else None
    found = find(opened, who, seed, plays, tally, mass)
    command = partial(_replaying, opened, story)
    if html is not None:
        _write(html, page(found, command))
    if form == "json":
        _hand_on(as_json(report.data(found, command)))
    else:
        for line in report.lines(found, command):
            _say(line)


def _replaying(story: Story, named: str, course: Course) -> str:
    """The command that plays a headless play again in plain text."""
    from negotiator.analysis.replaying import command, of_course

    return command(named, course.seed, of_course(story, course))


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
    from negotiator.analysis.chart import chart
    from negotiator.analysis.dot import NotDrawnError, dot, svg
    from negotiator.analysis.mermaid import mermaid
    from negotiator.analysis.simulate import simulate as play_many

    shelf, story_id = _shelf(story)
    opened = _opened(shelf, story_id)
    play = _kept_play(opened, played, saves) if played else None
    tally = play_many(opened, heat, seed=1, processes=None) if heat else None
    drawn = chart(opened, play, tally.ways if tally else None, tally.plays if tally else 0)
    ending = output.suffix if output else ""
    form = form or {".svg": "svg", ".dot": "dot", ".gv": "dot"}.get(ending, "mermaid")
    text = mermaid(drawn) if form == "mermaid" else dot(drawn)
    if form == "svg":
        try:
            text = svg(text)
        except NotDrawnError as error:
            _stop(FAILED, str(error))
    if output is None:
        _hand_on(text)
    else:
        _write(output, text)


@cli.command()
@click.argument("story")
@click.argument("place", required=False)
@click.option("--transitions", is_flag=True, help="Write the rules of the whole story as JSON.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
def dump(story: str, place: str | None, transitions: bool, output: Path | None) -> None:
    """Print the Python generated for STORY, or for one PLACE: a scene, an event or an ending."""
    from negotiator.engine import dump as made

    if transitions and place is not None:
        _stop(WRONG, "--transitions writes the rules of the whole story. Leave PLACE out.")
    opened = _opened(*_shelf(story))
    if transitions:
        text = as_json(made.transitions(opened))
    else:
        text = terminal(made.listing(opened, _named_place(opened, place) if place else ""))
    if output is None:
        _hand_on(text)
    else:
        _write(output, text)


def _named_place(story: Story, name: str) -> str:
    """The id of a place of the story. Ends the command if there is none of that name."""
    from negotiator.story.diagnostics import nearest

    if name not in story.places:
        near = nearest(name, story.places)
        hint = f" Did you mean `{near}`?" if near else ""
        _stop(WRONG, f"There is no scene, event or ending `{name[:60]}`.{hint}")
    return name


def _kept_play(story: Story, named: str, saves: Path | None) -> Play:
    """The play in a save file, or the one saved under a name."""
    from negotiator.places import saves_folder

    if Path(named).is_file():
        save: Save | None = _read_save(named)
    else:
        entry = _Resume(newest=False, label=named).entry(_open_store(saves_folder(saves)), story.id)
        save = entry.save if entry else None
    assert save is not None
    return _play_of(story, save, named)


def _read_save(file: str) -> Save:
    from negotiator.saves import DamagedError, read_save_file

    try:
        return read_save_file(Path(file))
    except DamagedError as error:
        _stop(FAILED, f"{file} can't be read as a save: {error}.")


def _play_of(story: Story, save: Save, named: str) -> Play:
    """The play of a save, which must be of that story."""
    if save.story_id != story.id:
        _stop(WRONG, f"{named} is a play of `{save.story_id}`, not of `{story.id}`.")
    resumed = _resumed(story, save)
    if resumed.note:
        _say(resumed.note, err=True)
    return resumed.play


@cli.command("debrief")
@click.argument("save", required=False)
@click.option(
    "--svg",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the drawing to this file.",
)
@click.option("--story", "named", metavar="STORY", help="The story, if it doesn't come along.")
@SAVES
def debrief_play(save: str | None, svg: Path | None, named: str | None, saves: Path | None) -> None:
    """Tell of the tables that a play left: SAVE is a name or a file (default: the newest play).

    A drawing is never written over another file.
    """
    from negotiator.analysis.package_plot import lines, text
    from negotiator.analysis.table_debrief import table_debriefs
    from negotiator.analysis.table_drawing import draw, why_not
    from negotiator.analysis.table_report import lines as told

    kept = _read_save(save) if save and Path(save).is_file() else _newest(save, saves)
    shelf, story_id = _shelf(named or _at_hand(kept))
    found = table_debriefs(_play_of(_opened(shelf, story_id), kept, save or "The newest play"))
    if not found:
        _stop(FAILED, "This play has left no table, so there is nothing to tell.")
    width = max(40, min(100, shutil.get_terminal_size().columns))
    for number, one in enumerate(found):
        if number:
            _say()
        for line in (*told(one), "", *text(lines(one.plot, width, 12 + width // 6))):
            _say(line.rstrip())
    if svg is not None:
        try:
            made = draw(found, svg)
        except OSError as error:
            _stop(FAILED, why_not(svg, error))
        for path in made:
            _say(f"Drawn to {path}.")


def _newest(label: str | None, saves: Path | None) -> Save:
    """The newest play of that name, of whatever story; of any name if there is none."""
    from negotiator.places import saves_folder

    store = _open_store(saves_folder(saves))
    for row in store.rows():
        if row.summary is not None and label in (None, row.summary.label):
            save = store.entry(row.slot).save
            if save is not None:
                return save
    _stop(WRONG, f"There is no play{f' named `{label}`' if label else ''} in {store.folder}.")


def _at_hand(save: Save) -> str:
    """The story of a save, if it comes along."""
    if not any(offer.id == save.story_id for offer in _open_shelf().offers()):
        _stop(WRONG, f"This is a play of `{save.story_id}`. Say where that is: --story FOLDER.")
    return save.story_id


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        _stop(FAILED, f"Can't write {path}: {error.strerror}.")


def main() -> None:
    """Run the command line; whatever goes wrong ends in one message and an exit code.

    What the system refuses anywhere, a file or a stream, and no command has more to say about,
    is said here.
    """
    from negotiator import refusals, streams

    sys.excepthook = _with_lines
    try:
        streams.take()
        cli()
    except OSError as error:
        streams.let_go()
        with suppress(OSError):
            _say(refusals.told(error), err=True)
        sys.exit(FAILED)
    except (MemoryError, SystemError) as error:
        # Out of memory, Python may lose the exception on its way and say just that.
        if isinstance(error, SystemError) and "exception" not in str(error):
            raise
        # What was being done is let go of by now, so that there is room for this.
        _stop(FAILED, "There is not enough memory for this.")


def _with_lines(kind: type[BaseException], fault: BaseException, at: TracebackType | None) -> None:
    """Show a fault of the program's own; before 3.13 Python itself leaves generated lines out."""
    import traceback

    traceback.print_exception(kind, fault, at)


def _shelf(story: str | None) -> tuple[Shelf, str]:
    """The stories at hand and the one that is meant: by name, by folder, or the first."""
    from negotiator.shelf import Shelf, find

    shelf = Shelf.of_shipped()
    offers = shelf.offers()
    if story is None:
        if not offers:
            _stop(FAILED, "No story came with this program. Name a folder: negotiator play FOLDER.")
        return shelf, offers[0].id
    if any(offer.id == story for offer in offers):
        return shelf, story
    try:
        shelf = Shelf([find(story)])
    except LookupError as error:
        _stop(WRONG, error.args[0])
    return shelf, shelf.offers()[0].id


def _opened(shelf: Shelf, story_id: str) -> Story:
    from negotiator.story.diagnostics import StoryError

    try:
        return shelf.open(story_id)
    except StoryError as error:
        for diagnostic in error.diagnostics:
            _say(f"{diagnostic}\n", err=True)
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
    open_store = cache(partial(_open_store, folder))
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
    # Textual waits for the next frame before it paints; shorter frames halve that wait.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from negotiator.ui.app import NegotiatorApp

    app = NegotiatorApp(
        lambda: shelf or _open_shelf(),
        open_store,
        story_id=story_id,
        seed=seed,
        resume=entry,
        beginning=beginning,
        watch=watch,
    )
    app.run()
    if app.return_code == FAILED:
        _stop(FAILED, "The screen has failed, as told above. Go on with --continue.")
    sys.exit(app.return_code)


def _play_plain(
    folder: Path, story_name: str | None, seed: int | None, resume: _Resume, authoring: _Authoring
) -> None:
    from random import SystemRandom

    from negotiator import streams
    from negotiator.plain.playing import PlainPlay
    from negotiator.saves import Resumed

    if sys.stdin is None:
        _stop(WRONG, "The input is closed, so no line can be read. Play in a terminal or a pipe.")

    store = _open_store(folder)
    shelf, story_id = _shelf(story_name)
    entry = resume.entry(store, story_id)
    watch = authoring.watching(shelf, story_id)
    story = _opened(shelf, story_id)
    slot = store.new_slot(story)
    seed = SystemRandom().getrandbits(32) if seed is None else seed
    beginning, begun = authoring.begun(story, seed)
    resumed = Resumed(begun)
    goes_on = False
    if entry is not None and entry.save is not None:
        resumed = _resumed(story, entry.save)
        # A play saved under a name stays as it was saved; an automatic one goes on in its file.
        goes_on = resumed.is_in_place and not entry.save.label
    prompt = "> " if sys.stdin.isatty() else ""
    playing = PlainPlay(
        resumed.play,
        store,
        entry.slot if entry is not None and goes_on else slot,
        _lines(),
        sys.stdout,
        unplaced=resumed.unplaced,
        is_kept=goes_on,
        prompt=prompt,
        columns=_columns if sys.stdout.isatty() else None,
        beginning=beginning,
        watch=watch,
    )
    try:
        code = playing.run(resumed.note)
    except KeyboardInterrupt:
        sys.exit(playing.leave())
    except BrokenPipeError:
        streams.let_go()
        _stop(FAILED, f"The output was closed. {playing.parting()}")
    sys.exit(code)


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _lines() -> Iterator[str]:
    while True:
        line = sys.stdin.readline()
        if not line:
            return
        yield line


def _resumed(story: Story, save: Save) -> Resumed:
    from negotiator.saves import LostDecisionError, Resumed, resume

    try:
        return resume(story, save)
    except LostDecisionError as error:
        return Resumed(error.before, str(error), error.unplaced, is_in_place=False)


def _check_terminal() -> None:
    """The full-screen play needs a real terminal of some size."""
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _stop(WRONG, "This is not a terminal. Play as lines of text with --plain.")
    width, height = shutil.get_terminal_size()
    if width < 60 or height < 18:
        _stop(
            FAILED,
            f"The terminal has {width} columns and {height} rows; the screen needs 60 by 18. "
            "Make it larger, or play as lines of text with --plain.",
        )


def _say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Write lines for people, made safe for a terminal or a log."""
    # Unless it is given a stream, click writes UTF-8 to one that is meant to be ASCII.
    click.echo(terminal(text), file=sys.stderr if err else sys.stdout, nl=nl)


def _hand_on(document: str) -> None:
    """Write a whole document, which has been made safe for what it is: in UTF-8, as who reads it
    expects, even where the code page has fewer characters."""
    click.echo(document.encode(errors="replace"), file=sys.stdout, nl=False)


def _stop(code: int, message: str) -> NoReturn:
    _say(message, err=True)
    sys.exit(code)
