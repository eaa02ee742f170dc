"""The stories at hand: those shipped with the program, and any folder the player names.

A shelf lists its stories from their title pages alone; opening a story reads all of it.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from negotiator import system_errors
from negotiator.cells import cut
from negotiator.folders import shipped_stories
from negotiator.narration.stories import FACTS, facts
from negotiator.paths import real
from negotiator.story import loading
from negotiator.story.bounds import MOST_PICTURE_LINES, WIDEST_DRAWING
from negotiator.story.files import is_folder, opened, read_file
from negotiator.story.loading import story_files
from negotiator.story.reading.title_page import title_page

_SHORT = 200
_LISTED = {"about": 1_000, "notes": 2_000}
"""Cells shown of a text of a title page, in a list; all of it stands where the story is played."""
_MINUTES = re.compile(r"[0-9]{1,5}\Z", re.ASCII)

if TYPE_CHECKING:
    from negotiator.story.model import Story


@dataclass(frozen=True, slots=True)
class StoryListing:
    """A story that can be opened, as its title page has it (`id` if there is no such page)."""

    id: str
    path: Path
    title: str
    about: str = ""
    tagline: str = ""
    drawn: str = ""
    """The picture as written."""
    alt: str = ""
    """What the picture shows."""
    minutes: int = 0
    facts: str = ""
    """Its language, ages, author and licence in a line."""
    notes: str = ""
    """What a teacher should know beforehand."""
    also: tuple[Path, ...] = ()
    """Other stories at hand that have the same id."""
    where: str = ""
    """Its place, if another story at hand has the same title."""

    @property
    def picture(self) -> str:
        """Lines of cells, none wider than a drawing may be, as many as one may have."""
        lines = self.drawn.strip("\n").split("\n")[:MOST_PICTURE_LINES]
        return "\n".join(cut(line.expandtabs().rstrip(), WIDEST_DRAWING) for line in lines)

    def has_same_id(self, other: StoryListing) -> bool:
        """Whether another story has this one's id."""
        return self.id == other.id and self.path != other.path


def stories() -> tuple[StoryListing, ...]:
    """The stories shipped with the program, by their title pages."""
    return Shelf.of_shipped().offers()


def load(story: str | os.PathLike[str]) -> Story:
    """The shipped story of that id, or else the one at that path: a folder of YAML files or a
    single file.

    It is read again each time. Raises LookupError if there is no such story, and StoryError, with
    every fault and its place, if it can't be played.
    """
    return loading.load(find(story))


def find(story: str | os.PathLike[str]) -> Path:
    """The place of the story that `load` would read.

    Raises LookupError, with a sentence that names the stories at hand, if there is none.
    """
    offers = stories()
    for offer in offers:
        if offer.id == story:
            return offer.path
    if not Path(story).exists():
        raise LookupError(system_errors.no_story(os.fspath(story), (offer.id for offer in offers)))
    return Path(story)


class Shelf:
    """Stories at hand, in the order they were added; then those played `lately`, the last first.

    If several have one id, a play of it goes on in the one that was played last.
    """

    def __init__(self, paths: Iterable[Path], lately: Iterable[Path] = ()) -> None:
        self._paths = tuple(paths)
        self._lately = tuple(lately)
        self._open: dict[Path, Story] = {}
        self._offers: tuple[StoryListing, ...] | None = None

    @classmethod
    def of_shipped(cls, lately: Iterable[Path] = ()) -> Shelf:
        """The stories shipped with the program, and those played lately."""
        return cls(shipped(), lately)

    def offers(self) -> tuple[StoryListing, ...]:
        """What there is, from the title pages alone; they are read once, until `put` or `played` is
        called. What was played lately is offered only if it still has such a page."""
        if self._offers is None:
            named = [
                _offer(path) or StoryListing(path.stem, path, path.stem) for path in self._paths
            ]
            known = {real(path) for path in self._paths}
            found = [*named, *self._others(known)]
            titles = Counter(one.title for one in found)
            self._offers = tuple(
                replace(
                    one,
                    also=tuple(other.path for other in found if one.has_same_id(other)),
                    where=os.fspath(one.path) if titles[one.title] > 1 else "",
                )
                for one in found
            )
        return self._offers

    def _others(self, known: set[Path]) -> Iterator[StoryListing]:
        """What else was played lately."""
        for path in self._lately:
            with suppress(OSError):  # somebody else's by now
                if real(path) not in known and (offer := _offer(path)):
                    yield offer

    def offer(self, offer_id: str) -> StoryListing:
        """The story of that id: the one that was played last, if there are several.

        Raises LookupError if there is none.
        """
        found = [offer for offer in self.offers() if offer.id == offer_id]
        if not found:
            raise LookupError(system_errors.no_such_story(offer_id))
        turns: dict[Path, int] = {}
        for turn, path in enumerate(self._lately):
            turns.setdefault(real(path), turn)
        return min(found, key=lambda one: turns.get(real(one.path), len(turns)))

    def open(self, offer_id: str) -> Story:
        """The story of that id, which is read only once.

        Raises LookupError if there is none, StoryError if it can't be played.
        """
        try:
            return self.read(self.offer(offer_id))
        except LookupError:
            # Its title page may be written so that only reading the whole story tells.
            for story in self._open.values():
                if story.id == offer_id:
                    return story
            raise

    def read(self, offer: StoryListing) -> Story:
        """The story offered, which is read only once. Raises StoryError if it can't be played."""
        if offer.path not in self._open:
            self._open[offer.path] = loading.load(offer.path)
        return self._open[offer.path]

    def put(self, path: Path, story: Story) -> None:
        """Replace what was read before from that path by this story."""
        self._open[path] = story
        self._offers = None

    def played(self, path: Path) -> None:
        """Note that the story at a path is the one that was played last."""
        self._lately = (path, *(one for one in self._lately if one != path))
        self._offers = None


def shipped() -> list[Path]:
    """The folders of the stories shipped with the program, the longest first: it is the one that is
    played if none is named."""
    home = shipped_stories()
    folders = sorted(home.iterdir()) if home.is_dir() else []
    # A folder without a title page exists only to be included by others.
    stories_there = [folder for folder in folders if (folder / "story.yaml").is_file()]
    return sorted(stories_there, key=lambda folder: -_minutes(folder))


def _minutes(path: Path) -> int:
    offer = _offer(path)
    return offer.minutes if offer else 0


def _offer(path: Path) -> StoryListing | None:
    """What the title page says; complaining about an unreadable page is left to the loader."""
    try:
        home = opened(path)
    except OSError:
        return None
    for file in _pages(home):
        words = _title_page(file, home if is_folder(home) else None)
        if words is not None:
            minutes = words.get("minutes", "")
            return StoryListing(
                id=words.get("id", path.stem),
                path=path,
                title=_in_a_line(words, "title") or path.stem,
                about=_in_a_line(words, "about"),
                tagline=_in_a_line(words, "tagline"),
                drawn=words.get("picture", ""),
                alt=_in_a_line(words, "alt"),
                minutes=int(minutes) if _MINUTES.match(minutes) else 0,
                facts=facts({key: _in_a_line(words, key) for key in FACTS}),
                notes=_in_a_line(words, "notes"),
            )
    return None


def _in_a_line(words: dict[str, str], key: str) -> str:
    """A text of the page in a line, as much of it as a list has room for."""
    return cut(" ".join(words.get(key, "").split()), _LISTED.get(key, _SHORT))


def _pages(path: Path) -> Iterator[Path]:
    """The paths where a title page may be, the likely ones first."""
    if not is_folder(path):
        yield path
        return
    first = path / "story.yaml"
    yield first
    with suppress(OSError):
        yield from (file for file in story_files(path) if file != first)


def _title_page(file: Path, home: Path | None) -> dict[str, str] | None:
    try:
        return title_page(read_file(file, home))
    except OSError:
        return None
