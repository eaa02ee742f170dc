"""Finding what a command names: a story on the shelf or in a folder, a play by name or file.

Anything that isn't there, or can't be read, ends the command with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from negotiator.cli.output import say, stop
from negotiator.exit_codes import ExitCode
from negotiator.language import N_, _
from negotiator.paths import is_file

if TYPE_CHECKING:
    from negotiator.engine import Play
    from negotiator.library import Shelf
    from negotiator.saves import Entry, Resumed, Save, Store
    from negotiator.story.diagnostics import StoryError
    from negotiator.story.model import Story
    from negotiator.story_folders import StoryFolders


def shelf_with(story: str | None) -> tuple[Shelf, str]:
    """The stories at hand and the requested one: by name, by folder, or the first.

    A name that came along with the program means the story that did, even if a copy of it was
    played last; the path of a copy means the copy.
    """
    from negotiator.library import Shelf, shipped

    path = _first() if story is None else path_of(story)
    lately = story_folders().paths()
    # The one that was named comes before others of its id, and before those that came along.
    named = [path, *(one for one in shipped() if one != path)]
    shelf = Shelf(named, (path, *lately))
    return shelf, shelf.offers()[0].id


def _first() -> Path:
    """The path of the story that is meant if none is named. Ends the command if there is none."""
    offers = shelf_at_hand().offers()
    if not offers:
        stop(
            ExitCode.FAILED,
            _("No story came with this program. Name a folder: negotiator play FOLDER."),
        )
    return offers[0].path


def shelf_at_hand() -> Shelf:
    """The stories shipped with the program, and those played lately."""
    from negotiator.library import Shelf

    return Shelf.of_shipped(story_folders().paths())


def story_folders() -> StoryFolders:
    """Where the stories played lately are."""
    from negotiator.folders import data_folder
    from negotiator.story_folders import StoryFolders

    return StoryFolders(data_folder())


def is_at_hand(story: str) -> bool:
    """Whether there is a story, or anything else, of that name."""
    if Path(story).exists():
        return True
    return any(offer.id == story for offer in shelf_at_hand().offers())


def path_of(story: str) -> Path:
    """The path of the requested story: by the name of one that came along, by folder, or by the
    name of one that was played lately. Ends the command if there is none."""
    from negotiator.library import find

    try:
        return find(story)
    except LookupError as error:
        for offer in shelf_at_hand().offers():
            if offer.id == story:
                return offer.path
        stop(ExitCode.WRONG, error.args[0])


def open_story(shelf: Shelf, story_id: str) -> Story:
    """A story read from the shelf. Ends the command with every fault if it can't be played."""
    from negotiator.story.diagnostics import StoryError

    try:
        return shelf.open(story_id)
    except (StoryError, LookupError) as error:
        refuse(error)


def refuse(error: StoryError | LookupError | MemoryError) -> NoReturn:
    """End the command with why a story can't be played: every fault of it, or that there is none of
    that name. Raises the MemoryError if there was no room for it."""
    from negotiator.narration.game import to_mend
    from negotiator.story.diagnostics import StoryError

    if isinstance(error, MemoryError):
        raise error
    if isinstance(error, LookupError):
        stop(ExitCode.WRONG, error.args[0])
    assert isinstance(error, StoryError)
    for diagnostic in error.diagnostics:
        say(f"{diagnostic}\n", err=True)
    stop(ExitCode.WRONG, to_mend(len(error.diagnostics)))


def playable(shelf: Shelf, story_id: str) -> Story | None:
    """A story read from the shelf; None if it can't be played as it is."""
    from negotiator.story.diagnostics import StoryError

    try:
        return shelf.open(story_id)
    except StoryError:
        return None


def store_in(folder: Path) -> Store:
    """The plays kept in a folder."""
    from negotiator.saves import Store

    return Store(folder)


def listed(store: Store) -> Store:
    """The same plays. Ends the command if nobody can tell which there are."""
    fault = store.unlisted()
    if fault:
        stop(ExitCode.FAILED, fault)
    return store


class Resume(NamedTuple):
    """Which play to continue: none, the newest unfinished one, or the one of a name."""

    newest: bool
    label: str | None

    @property
    def is_asked(self) -> bool:
        """Whether a kept play is to continue."""
        return self.newest or self.label is not None

    def entry(self, store: Store, story_id: str | None) -> Entry:
        """The requested save of that story, or of any. Ends the command if there is none."""
        listed(store)
        if self.label is None:
            found = store.newest(story_id)
        else:  # plays that were kept as they went have no name, and aren't meant by an empty one
            found = store.named(story_id, self.label) if self.label else None
        entry = store.entry(found.slot) if found else None
        for fault in (entry.fault,) if entry else (row.fault for row in store.rows()):
            if fault:
                say(fault, err=True)
        if entry is not None and entry.save is not None:
            return entry
        if story_id is None and self.label is not None:
            stop(ExitCode.WRONG, none_named(self.label, store.folder))
        if story_id is None:
            said = N_("There is no play that is unfinished in {folder}.")
        elif self.label is not None:
            said = N_("There is no play of `{story}` named `{name}` in {folder}.")
        else:
            said = N_("There is no play of `{story}` that is unfinished in {folder}.")
        stop(ExitCode.WRONG, _(said, story=story_id, name=self.label, folder=store.folder))


def shelf_to_play(story: str | None, resume: Resume, open_store: Callable[[], Store]) -> Opened:
    """The stories at hand, the one to play, and the save to go on with, if one is asked for.

    Without a name, a save says which story it is of. Ends the command if that isn't at hand.
    """
    if story is not None or not resume.is_asked:
        shelf, story_id = shelf_with(story)
        entry = resume.entry(open_store(), story_id) if resume.is_asked else None
        return Opened(shelf, story_id, entry)
    entry = resume.entry(open_store(), None)
    assert entry.save is not None
    shelf = shelf_of(entry.save, _("negotiator play FOLDER --continue"))
    return Opened(shelf, entry.save.story_id, entry)


def shelf_of(save: Save, command: str) -> Shelf:
    """The stories at hand, that of a save among them. Ends the command with the one to type instead
    if it isn't known where that story is."""
    shelf = shelf_at_hand()
    if not any(offer.id == save.story_id for offer in shelf.offers()):
        stop(
            ExitCode.WRONG,
            _(
                "This is a play of `{story}`, whose folder isn't known here. Name it: {command}",
                story=save.story_id,
                command=command,
            ),
        )
    return shelf


def none_named(label: str, folder: Path) -> str:
    """The message that no play of any story has that name."""
    return _("There is no play named `{name}` in {folder}.", name=label, folder=folder)


class Opened(NamedTuple):
    """The stories at hand, the id of the one to play, and the save to go on with, if any."""

    shelf: Shelf
    story_id: str
    entry: Entry | None


def read_save(file: str) -> Save:
    """The save in a file. Ends the command if the file isn't one."""
    from negotiator.saves import DamagedError, read_save_file

    try:
        return read_save_file(Path(file))
    except DamagedError as error:
        stop(ExitCode.FAILED, _("This can't be read as a save: {reason}.", reason=error))


def play_of(story: Story, save: Save, named: str) -> Play:
    """The play of a save, which must be of that story."""
    from negotiator.narration.saving import other_story

    if save.story_id != story.id:
        why = other_story(save.story_id, story.id)
        stop(ExitCode.WRONG, _("{play} can't be opened here: {reason}.", play=named, reason=why))
    resumed = resumed_play(story, save)
    if resumed.note:
        say(resumed.note, err=True)
    return resumed.play


def resumed_play(story: Story, save: Save) -> Resumed:
    """A continued play, as far as the story still has its decisions."""
    from negotiator.saves import Resumed, UnplacedDecisionError, resume

    try:
        return resume(story, save)
    except UnplacedDecisionError as error:
        return Resumed(error.before, str(error), error.unplaced, is_in_place=False)


def kept_play(story: Story, named: str, saves: Path | None) -> Play:
    """The play in a save file, or the one saved under a name."""
    from negotiator.folders import saves_folder

    if is_file(Path(named)):
        save: Save | None = read_save(named)
    else:
        entry = Resume(newest=False, label=named).entry(store_in(saves_folder(saves)), story.id)
        save = entry.save
    assert save is not None
    return play_of(story, save, named)
