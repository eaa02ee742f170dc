"""The commands that list the stories and plays at hand, and look back on a play."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negotiator import system_errors
from negotiator.cells import cut
from negotiator.cli.group import cli
from negotiator.cli.opening import (
    listed,
    none_named,
    open_story,
    play_of,
    read_save,
    shelf_at_hand,
    shelf_of,
    shelf_with,
    store_in,
)
from negotiator.cli.output import hand_on, say, stop
from negotiator.cli.shared_options import SAVES, STORY_OF_A_SAVE, WrittenFile
from negotiator.escaping import as_json, line
from negotiator.exit_codes import ExitCode
from negotiator.folders import shipped_stories
from negotiator.language import _, ngettext
from negotiator.narration.stories import beforehand, minutes, same_id
from negotiator.paths import is_file
from negotiator.sentence_parts import in_a_row

if TYPE_CHECKING:
    from negotiator.engine import Play
    from negotiator.engine.table_debrief import TableDebrief
    from negotiator.library import StoryListing
    from negotiator.saves import Save, Summary


@cli.command()
def stories() -> None:
    """List the stories that are included, and those played lately with their folders."""
    home = shipped_stories()
    for offer in shelf_at_hand().offers():
        say(_offered(offer))
        # Of what came along nobody has to know where it is.
        where = "" if offer.path.parent == home else str(offer.path)
        for more in filter(
            None, (offer.facts, beforehand(offer.notes), where, same_id(offer.id, offer.also))
        ):
            say(f"  {line(more)}")


def _offered(offer: StoryListing) -> str:
    named = cut(offer.id, 80)
    if not offer.minutes:
        return _("{id}: {title}. {about}", id=named, title=offer.title, about=offer.about)
    return _(
        "{id}: {title}, {minutes}. {about}",
        id=named,
        title=offer.title,
        minutes=minutes(offer.minutes),
        about=offer.about,
    )


def _moment(iso: str) -> str:
    """A moment on this machine's clock; as it was written if it can't be read."""
    from negotiator.saves import local_time

    when = local_time(iso)
    return iso if when is None else f"{when:%Y-%m-%d %H:%M}"


@cli.command("saves")
@SAVES
def list_saves(saves: Path | None) -> None:
    """List the plays that are kept, the newest first."""
    from negotiator.folders import saves_folder
    from negotiator.saves import Store

    store = listed(Store(saves_folder(saves)))
    rows = store.rows()
    for row in rows:
        if row.summary is not None:
            say(line(_kept(row.summary)))
            say(f"  {line(str(store.path(row.slot)))}")
        if row.fault:
            say(f"  {row.fault}")
    if not rows:
        say(_none_in(store.folder))


def _none_in(folder: Path) -> str:
    return _("No play is kept in {folder}.", folder=folder)


def _kept(play: Summary) -> str:
    """A play in a line: its story, and how far it has got."""
    name = f"{play.story_title} `{play.label}`" if play.label else play.story_title
    moment = _moment(play.moment)
    if play.ended:
        return ngettext(
            "{moment}  {play}, {number} decision, ended: {ending}",
            "{moment}  {play}, {number} decisions, ended: {ending}",
            play.decisions,
            moment=moment,
            play=name,
            ending=play.ended,
        )
    return ngettext(
        "{moment}  {play}, {number} decision, at {place}",
        "{moment}  {play}, {number} decisions, at {place}",
        play.decisions,
        moment=moment,
        play=name,
        place=in_a_row((play.place, play.day)),
    )


@cli.command("debrief")
@click.argument("save", required=False)
@click.option(
    "--svg",
    type=WrittenFile(),
    metavar="FILE",
    help=_("Write the drawing to this file."),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@STORY_OF_A_SAVE
@SAVES
def debrief_play(
    save: str | None, svg: Path | None, form: str, named: str | None, saves: Path | None
) -> None:
    """Tell which decisions made the ending of a play, and of the tables it left: SAVE is a name or
    a file (default: the newest play).

    A drawing is never written over another file.
    """
    from negotiator.diagrams.table_drawing import draw
    from negotiator.engine.table_debrief import table_debriefs
    from negotiator.narration.drawing import drawn_to

    play, _path = looked_back_on(save, named, saves)
    found = table_debriefs(play)
    if form == "json":
        from negotiator.simulation.turning_points import as_data

        hand_on(as_json(as_data(play)))
    elif play.ending is None and not found:
        said = _("This play has reached no ending and left no table, so there is nothing to tell.")
        stop(ExitCode.FAILED, said)
    else:
        _tell(play, found)
    if svg is not None:
        try:
            made = draw(found, svg)
        except OSError as error:
            stop(ExitCode.FAILED, system_errors.unwritable(svg, error))
        for path in made:
            say(drawn_to(path))


def _tell(play: Play, found: tuple[TableDebrief, ...]) -> None:
    from negotiator.diagrams.tradeoff_plot import of_table
    from negotiator.diagrams.tradeoff_text import FEWEST_COLUMNS, lines, text
    from negotiator.narration.several_tables import left_out
    from negotiator.narration.several_tables import lines as told
    from negotiator.narration.turning_points import spoken as turning_points_spoken
    from negotiator.simulation.turning_points import told as told_turning
    from negotiator.simulation.turning_points import turning_points

    width = max(FEWEST_COLUMNS, min(100, shutil.get_terminal_size().columns))
    if play.ending is not None:
        for words in turning_points_spoken(told_turning(play, turning_points(play))):
            say(words)
    for words in left_out(play, found):
        say(words)
    for number, (one, words_of_it) in enumerate(zip(found, told(found), strict=True)):
        if number or play.ending is not None:
            say()
        for words in (*words_of_it, "", *text(lines(of_table(one), width, 12 + width // 6))):
            say(words.rstrip())


def looked_back_on(save: str | None, named: str | None, saves: Path | None) -> tuple[Play, Path]:
    """The play of a name or in a file, or the newest, and where its story is."""
    kept = read_save(save) if save and is_file(Path(save)) else newest_save(save, saves)
    if named:
        shelf, story_id = shelf_with(named)
    else:
        shelf, story_id = shelf_of(kept, "--story FOLDER"), kept.story_id
    play = play_of(open_story(shelf, story_id), kept, save or _("The newest play"))
    return play, shelf.offer(story_id).path


def newest_save(label: str | None, saves: Path | None) -> Save:
    """The newest play of that name, of any story; of any name if none is given."""
    from negotiator.folders import saves_folder

    store = listed(store_in(saves_folder(saves)))
    rows = store.rows()
    for row in rows:
        if row.summary is not None and label in (None, row.summary.label):
            save = store.entry(row.slot).save
            if save is not None:
                return save
    for row in rows:
        if row.fault:
            say(row.fault, err=True)
    if label:
        stop(ExitCode.WRONG, none_named(label, store.folder))
    if rows:
        stop(ExitCode.WRONG, _("No play in {folder} can be read.", folder=store.folder))
    stop(ExitCode.WRONG, _none_in(store.folder))
