"""Watching a story's files while it is played, and carrying the play over into the new text.

It looks at the files' times and sizes when asked, and has no clock: whoever plays asks.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from negotiator.authoring.json_schema import refresh
from negotiator.bargaining.counterpart import Talks
from negotiator.bargaining.named_talks import named_talks, talks_from
from negotiator.engine import Play, State, replay, start, state_from, values
from negotiator.narration.reloading import beginning_is_gone, read_again, stopped_before
from negotiator.story import archives
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import examine, folders_of, story_files
from negotiator.story.model import Story


class Reloaded(NamedTuple):
    """A story as its files are now; none if it can't be played, with the faults that were found."""

    story: Story | None
    found: list[Diagnostic]

    @property
    def faults(self) -> str:
        """The faults, as a compiler would print them."""
        return "\n\n".join(str(one) for one in self.found)


class Watch:
    """A watch over a story's folder (or file) and the folders it includes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folders = folders_of(path)
        self._seen = self._stamps()

    def changed(self) -> bool:
        """Whether any file has changed since the story was last read."""
        return self._stamps() != self._seen

    def read(self) -> Reloaded:
        """The story as it is now; the schema beside it then has its names."""
        # The times first, then the text: what is saved in between is noticed the next time.
        self._folders = folders_of(self.path)
        self._seen = self._stamps()
        refresh(self.path)
        return Reloaded(*examine(self.path))

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for folder in self._folders:
            for file in _files(folder):
                try:
                    stat = file.stat()
                except OSError:
                    continue  # an editor is just replacing it
                found[file] = (stat.st_mtime_ns, stat.st_size)
        return found


def _files(path: Path) -> list[Path]:
    where = archives.inside(path)
    if where is not None:
        return [where.archive]
    try:
        if path.is_file():
            return [path]
        return story_files(path)
    except (OSError, ValueError):  # not there, or not a possible name
        return []


class Carried(NamedTuple):
    """A play carried over into another text of its story.

    `later` are the decisions that can't be made there; once a text allows them again, they can be
    carried over as well.
    """

    play: Play
    note: str
    later: tuple[str, ...]


def carry(play: Play, story: Story, later: tuple[str, ...] = ()) -> Carried:
    """Make the same decisions, and then those put off before, as far as they resolve."""
    decisions = (*play.decisions, *later)
    origin = _origin(play, story)
    if origin is None:
        note = beginning_is_gone(play.origin.scene)
        return Carried(Play.begin(story, play.seed), note, decisions)
    replayed, stopped = replay(story, play.seed, decisions, origin)
    if stopped is None:
        return Carried(replayed, read_again(len(decisions)), ())
    note = stopped_before(stopped.number, stopped.decision, stopped.why)
    return Carried(replayed, note, decisions[stopped.number :])


def _origin(play: Play, story: Story) -> State | None:
    """Where the play begins in the new text; None if that place is gone.

    Values that were as at the start of the old text are as at the start of the new one.
    """
    old = start(play.story, play.seed)
    if play.origin == old:
        return start(story, play.seed)
    at_start = values(play.story, old)
    origin = play.origin
    named = {
        name: value
        for name, value in values(play.story, origin).items()
        if value != at_start.get(name)
    }
    try:
        return state_from(
            story,
            origin.scene,
            named,
            seed=origin.seed,
            draws=origin.draws,
            agenda=origin.agenda,
            talks=_talks(play, story),
        )
    except KeyError:
        return None


def _talks(play: Play, story: Story) -> Talks:
    """The talks with which the play begins; empty if their terms or options have changed."""
    origin = play.origin
    if origin.scene not in story.tables or origin.scene not in play.story.tables:
        return ()
    said = named_talks(play.story.tables[origin.scene], origin.talks)
    try:
        return talks_from(story.tables[origin.scene], said)
    except KeyError:
        return ()
