"""The stories at hand: those shipped with the program, and any folder the player names.

A shelf lists its stories from their title pages alone; opening a story reads all of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from negotiator import system_errors
from negotiator.folders import shipped_stories
from negotiator.paths import is_folder
from negotiator.story import loading
from negotiator.story.files import read_file
from negotiator.story.loading import story_files
from negotiator.story.reading.title_page import title_page

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
    minutes: int = 0


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
    """Stories by id, in a fixed order."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._open: dict[Path, Story] = {}
        self._offers: tuple[StoryListing, ...] | None = None

    @classmethod
    def of_shipped(cls) -> Shelf:
        """The stories shipped with the program, the longest first: it is the one that is played if
        none is named."""
        home = shipped_stories()
        folders = sorted(home.iterdir()) if home.is_dir() else []
        # A folder without a title page exists only to be included by others.
        offers = [_offer(folder) for folder in folders if (folder / "story.yaml").is_file()]
        offers.sort(key=lambda offer: -offer.minutes)
        shelf = cls(offer.path for offer in offers)
        shelf._offers = tuple(offers)
        return shelf

    def offers(self) -> tuple[StoryListing, ...]:
        """What there is, from the title pages alone; they are read once, until `put` is called."""
        if self._offers is None:
            self._offers = tuple(_offer(path) for path in self._paths)
        return self._offers

    def open(self, offer_id: str) -> Story:
        """The story of that id, which is read only once.

        Raises LookupError if there is none, StoryError if it can't be played.
        """
        for path in self._paths:
            if path in self._open and self._open[path].id == offer_id:
                return self._open[path]
        for offer in self.offers():
            if offer.id == offer_id:
                self._open[offer.path] = loading.load(offer.path)
                return self._open[offer.path]
        raise LookupError(system_errors.no_such_story(offer_id))

    def put(self, path: Path, story: Story) -> None:
        """Replace what was read before from that path by this story."""
        self._open[path] = story
        self._offers = None


def _offer(path: Path) -> StoryListing:
    """What the title page says; complaining about an unreadable page is left to the loader."""
    for file in _pages(path):
        words = _title_page(file, path if is_folder(path) else None)
        if words is not None:
            minutes = words.get("minutes", "")
            return StoryListing(
                id=words.get("id", path.stem),
                path=path,
                title=words.get("title", path.stem),
                about=" ".join(words.get("about", "").split()),
                minutes=int(minutes) if _MINUTES.match(minutes) else 0,
            )
    return StoryListing(path.stem, path, path.stem)


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
