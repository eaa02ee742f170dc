"""What stands in for a server within a published page: requests in, pages out, as JSON.

It runs in the browser, on one story. Plays are files in a folder, as on a disk (`saves`); the
folder is in memory, and whoever calls says before each request what has changed in it, and keeps
afterwards what the answer names. Nothing here knows a browser.
"""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import Any

from negotiator.engine.ready_made import made_ahead
from negotiator.escaping import line
from negotiator.library import Shelf, StoryListing
from negotiator.narration import published_page as said
from negotiator.narration import saving
from negotiator.narration.on_a_page import not_found
from negotiator.narration.sentences import finished, joined
from negotiator.publishing import home
from negotiator.saves import DamagedError, Store, UnplacedDecisionError, read_save, resume
from negotiator.saves.store import SaveError
from negotiator.saves.writing import LARGEST_SAVE
from negotiator.story.model import Story
from negotiator.web.exchange import Book, Page, Request, Response, Settings
from negotiator.web.kept_plays import KeptPlays, NoPlayError, OpenPlay
from negotiator.web.pages import respond
from negotiator.whole_files import token

_SEEDS = 1_000_000
_LUCK = SystemRandom()
_SETTINGS = ".settings"
"""The file with what a player has set."""
_OTHERS = "others"
"""The folder of plays of other texts of the story."""
_LONGEST_NAME = 255
"""How many bytes the name of a file may have."""
_NOW = "now#now"
_PLAY = "play"
"""Where the address of a play begins: `play/SLOT/now`."""


def begin(story: str, folder: str) -> Callable[[str], str]:
    """Answers to requests about the story in a file, with plays in a folder."""
    with Path(story).open("rb") as held:
        # The page's own part, as trusted as the code beside it.
        opened: Story = pickle.load(held)
    return Desk(opened, Path(folder)).answer


class _OneStory(Shelf):
    """The story of this page as a shelf of its own."""

    def __init__(self, story: Story) -> None:
        super().__init__(())
        self._story = story

    def offer(self, offer_id: str) -> StoryListing:
        """The story."""
        return StoryListing(offer_id, Path(offer_id), self._story.title)

    def read(self, offer: StoryListing) -> Story:  # noqa: ARG002 (there is one)
        """The story, as it came with the page."""
        return self._story

    def open(self, story_id: str) -> Story:
        """The story; raises LookupError if another one is meant."""
        if story_id != self._story.id:
            raise LookupError(saving.other_story(story_id, self._story.id))
        return self._story


def _is_name(name: str) -> bool:
    """Whether a file of the folder may be called so. What else is where a browser keeps files isn't
    ours, and stays there."""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:  # half a character
        return False
    is_one = Path(name).name == name and name not in ("", ".", "..", _OTHERS)
    return is_one and "\0" not in name and length <= _LONGEST_NAME


def _made_ahead(story: Story) -> Generator[None, None, str]:
    """Makes what later decisions need while the player reads. Nothing is shown of it."""
    yield from made_ahead(story)
    return ""


class Desk:
    """A story, its plays, and what is asked about them."""

    def __init__(self, story: Story, folder: Path) -> None:
        self.story = story
        self.store = Store(folder)
        self.others = Store(folder / _OTHERS)
        self._files: dict[str, str] = {}
        """What the folder's files had when the caller last knew them."""
        self._stamps: dict[str, tuple[int, int, int]] = {}
        """What the folder's files were when they were last read."""
        self._plays = KeptPlays(
            _OneStory(story), self.store, lambda _path: None, lambda: _LUCK.randrange(_SEEDS)
        )
        self._later: Generator[None, None, str] | None = None
        self._why = ""
        folder.mkdir(parents=True, exist_ok=True)

    def answer(self, asked: str) -> str:
        """The answer to a request, as JSON both."""
        request = json.loads(asked)
        self._why = request["why"]
        self._bring(request["changed"], is_whole=request["isWhole"])
        self._bring_others(request["others"])
        if request.get("more"):
            return json.dumps({"later": self._more()})
        try:
            found = self._found(request)
        except NoPlayError as error:
            why = finished(str(error.args[0]), begins_with_file=True)
            found = self._home(joined(said.there_is_no_play(), why))
        except (SaveError, LookupError, ValueError) as error:
            found = self._home(line(str(error.args[0])))
        return json.dumps({**found, "files": self._changes()})

    # The folder

    def _bring(self, changed: Mapping[str, str | None], *, is_whole: bool) -> None:
        """Take over what has changed where plays are kept."""
        gone = set(self._files).difference(changed) if is_whole else set[str]()
        for name, content in {**dict.fromkeys(gone), **changed}.items():
            if not _is_name(name):
                continue
            path = self.store.folder / name
            if content is None:
                path.unlink(missing_ok=True)
                self._files.pop(name, None)
            else:
                path.write_text(content, encoding="utf-8", errors="replace")
                self._files[name] = content

    def _bring_others(self, others: list[list[str]]) -> None:
        for fingerprint, name, content in others:
            file = f"{fingerprint[:12]}-{name}"
            if not name.startswith(".") and name.endswith(".yaml") and _is_name(file):
                self.others.folder.mkdir(exist_ok=True)
                path = self.others.folder / file
                path.write_text(content, encoding="utf-8", errors="replace")

    def _changes(self) -> dict[str, str | None]:
        """What this request has changed in the folder; None for what is gone."""
        found = {path.name: path.stat() for path in os.scandir(self.store.folder) if path.is_file()}
        stamps = {
            name: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for name, stat in found.items()
        }
        changed: dict[str, str | None] = dict.fromkeys(set(self._files).difference(stamps))
        for name, stamp in stamps.items():
            if self._stamps.get(name) != stamp:
                path = self.store.folder / name
                content = path.read_text(encoding="utf-8", errors="replace")
                if self._files.get(name) != content:
                    changed[name] = self._files[name] = content
        self._stamps = stamps
        for name in changed:
            if changed[name] is None:
                del self._files[name]
        return changed

    @property
    def _settings(self) -> Settings:
        path = self.store.folder / _SETTINGS
        return Settings.read(path.read_text(encoding="utf-8") if path.exists() else "")

    def _set(self, settings: Settings) -> None:
        (self.store.folder / _SETTINGS).write_text(settings.written, encoding="utf-8")

    # Requests

    def _found(self, request: dict[str, Any]) -> dict[str, Any]:
        address = str(request["address"]).lstrip("/")
        failed = said.not_decided(request["failed"]) if request.get("failed") else ""
        form = request["form"]
        parts = address.partition("#")[0].partition("?")[0].split("/", 2)
        if parts[0] == _PLAY and len(parts) == 3:
            return self._of_a_play(parts[1], address.split("/", 2)[2], form, failed)
        return self._at_home(address, form, failed)

    def _of_a_play(
        self, slot: str, address: str, form: dict[str, str] | None, failed: str
    ) -> dict[str, Any]:
        try:
            one = self._plays.open(slot)
            if not one.is_in_place:
                one = self._plays.apart(one, "", one.note)
        except UnplacedDecisionError as error:
            found = OpenPlay("", error.before, error.unplaced)
            one = self._plays.apart(found, "", str(error))
        request = Request.at(address, form)
        if request.path == "file":
            return self._file_of(one.slot)
        response = respond(self._book(one, failed), request)
        one = self._done(one, response)
        page = response.page
        if form is not None:
            address = response.go_to or _NOW
        if response.go_to:
            page = respond(self._book(one, failed), Request.at(response.go_to)).page
        if page is None:
            return self._home(not_found())
        self._plays.told(one)
        shown = f"{_PLAY}/{one.slot}/{address}"
        if failed:
            page = page._replace(body=home.unkept(shown) + page.body)
        return self._shown(shown, page)

    def _book(self, one: OpenPlay, failed: str) -> Book:
        unkept = said.not_kept(self._why) if self._why else ""
        return Book(
            one.play,
            note=joined(failed, one.note, unkept),
            settings=self._settings,
            once=token(),
            file="file",
            endings=partial(self._plays.endings, self.story.id),
            labels=partial(self._plays.labels, self.story.id),
            texts=partial(self._plays.texts, self.story.id),
            unread=partial(self._plays.unread, self.story.id),
            read=one.read,
        )

    def _done(self, one: OpenPlay, response: Response) -> OpenPlay:
        """Keep what a response came to; the play that goes on."""
        if response.settings is not None:
            self._set(response.settings)
        if response.forgets:
            self._plays.forget(self.story.id)
        if response.label:
            note = self._plays.keep_as(one, response.label)
            return replace(one, note=note)
        if response.play is None:
            return one
        if response.apart:
            return self._plays.apart(replace(one, play=response.play, note=""), "")
        return self._plays.keep(one, response.play)

    # The list of plays

    def _at_home(self, address: str, form: dict[str, str] | None, failed: str) -> dict[str, Any]:
        path, *rest = address.partition("#")[0].partition("?")[0].split("/")
        if form is None:
            if path == "file" and rest:
                return self._file_of(rest[0])
            if path == "forget" or (path == "delete" and rest):
                return self._shown(address, home.asked(self.story, self._settings, path, rest))
            return self._home(failed)
        if path == "unkept":
            return self._found({"address": form.get("to", ""), "form": None})
        if path == "new":
            return self._begun(self._plays.begin(self.story.id, ""))
        if path == "open":
            return self._opened(form.get("save", ""))
        if path == "bring" and rest:
            entry = self.others.entry(rest[0])
            found = self.others.path(rest[0])
            return self._opened(found.read_text(encoding="utf-8") if entry.save else entry.fault)
        if path == "delete" and rest:
            return self._deleted(rest[0])
        return self._home(said.forgotten() if path == "forget" else "")

    def _begun(self, one: OpenPlay) -> dict[str, Any]:
        return self._of_a_play(one.slot, _NOW, None, "")

    def _opened(self, text: str) -> dict[str, Any]:
        """A play from a file, kept here in a slot of its own."""
        content = text.encode(errors="replace")[: LARGEST_SAVE + 1]
        if not content.strip():
            return self._home(said.no_file())
        try:
            save = read_save(content, said.that_file())
            resumed = resume(self.story, save)
        except UnplacedDecisionError as error:
            found = OpenPlay("", error.before, error.unplaced)
            return self._begun(self._plays.apart(found, "", str(error)))
        except (DamagedError, ValueError) as error:
            return self._home(finished(line(str(error))))
        note = joined(said.opened(len(save.decisions)), resumed.note)
        return self._begun(
            self._plays.apart(OpenPlay("", resumed.play, resumed.unplaced), "", note)
        )

    def _deleted(self, slot: str) -> dict[str, Any]:
        self._plays.delete(slot)
        return self._home()

    def _home(self, note: str = "") -> dict[str, Any]:
        unkept = said.not_kept(self._why) if self._why else ""
        rows, others = self.store.rows(), self.others.rows()
        page = home.page(self.story, self._settings, rows, others, joined(note, unkept))
        return self._shown("", page)

    # Answers

    def _file_of(self, slot: str) -> dict[str, Any]:
        name = self.store.path(slot).name
        text = self._files.get(name)
        if text is None:
            return self._home(said.there_is_no_play())
        return {"address": None, "page": None, "download": {"name": name, "text": text}}

    def _shown(self, address: str, page: Page) -> dict[str, Any]:
        self._later = page.later or _made_ahead(self.story)
        return {
            "address": address,
            "page": {
                "title": page.title,
                "body": page.body,
                "language": page.language,
                "direction": page.direction,
                "theme": page.settings.theme,
                "shortcuts": page.settings.shortcuts,
                "has_more": True,
            },
            "download": None,
        }

    def _more(self) -> str | None:
        """A piece of what comes later; all of it once it is there."""
        if self._later is None:
            return ""
        try:
            next(self._later)
        except StopIteration as done:
            self._later = None
            return str(done.value)
        return None
