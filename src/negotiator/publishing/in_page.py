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
from pathlib import Path
from random import SystemRandom
from typing import Any, NamedTuple

from negotiator.engine import Play
from negotiator.escaping import line
from negotiator.narration import published_page as said
from negotiator.narration.on_a_page import not_found
from negotiator.narration.sentences import joined
from negotiator.publishing import home
from negotiator.saves import DamagedError, Keeping, LostDecisionError, Store, read_save, resume
from negotiator.saves.store import SaveError
from negotiator.saves.writing import LARGEST_SAVE
from negotiator.story.model import Story
from negotiator.web.exchange import Book, Page, Request, Response, Settings
from negotiator.web.pages import respond
from negotiator.whole_files import token

_SEEDS = 1_000_000
_MEMORY = ".memory.json"
"""The file with the settings, and the endings seen."""
_NOW = "now#now"
_PLAY = "play"
"""Where the address of a play begins: `play/SLOT/now`."""


def begin(story: str, folder: str) -> Callable[[str], str]:
    """Answers to requests about the story in a file, with plays in a folder."""
    with Path(story).open("rb") as held:
        # The page's own part, as trusted as the code beside it.
        opened: Story = pickle.load(held)
    return Desk(opened, Path(folder)).answer


class _Kept(NamedTuple):
    """A play that is open: what its file had when it was last seen, and where it goes on."""

    content: str
    play: Play
    keeping: Keeping
    note: str = ""


class Desk:
    """A story, its plays, and what is asked about them."""

    def __init__(self, story: Story, folder: Path) -> None:
        self.story = story
        self.store = Store(folder)
        self.others = Store(folder / "others")
        self._files: dict[str, str] = {}
        """What the folder's files had when the caller last knew them."""
        self._stamps: dict[str, tuple[int, int, int]] = {}
        """What the folder's files were when they were last read."""
        self._open: dict[str, _Kept] = {}
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
        found = self._found(request)
        return json.dumps({**found, "files": self._changes()})

    # The folder

    def _bring(self, changed: Mapping[str, str | None], *, is_whole: bool) -> None:
        """Take over what has changed where plays are kept."""
        gone = set(self._files).difference(changed) if is_whole else set[str]()
        for name, content in {**dict.fromkeys(gone), **changed}.items():
            path = self.store.folder / Path(name).name
            if content is None:
                path.unlink(missing_ok=True)
                self._files.pop(name, None)
            else:
                path.write_text(content, encoding="utf-8")
                self._files[name] = content

    def _bring_others(self, others: list[list[str]]) -> None:
        for fingerprint, name, content in others:
            if not name.startswith(".") and name.endswith(".yaml"):
                self.others.folder.mkdir(exist_ok=True)
                path = self.others.folder / f"{fingerprint[:12]}-{Path(name).name}"
                path.write_text(content, encoding="utf-8")

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

    def _memory(self) -> dict[str, Any]:
        try:
            found = json.loads(self._files[_MEMORY])
        except (KeyError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _remember(self, **values: object) -> None:
        text = json.dumps({**self._memory(), **values})
        (self.store.folder / _MEMORY).write_text(text, encoding="utf-8")

    @property
    def _settings(self) -> Settings:
        memory = self._memory()
        return Settings(str(memory.get("theme", "system")), memory.get("shortcuts") is not False)

    def _seen(self) -> frozenset[str]:
        seen = self._memory().get("endings", ())
        return frozenset(map(str, seen)) if isinstance(seen, list) else frozenset()

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
        kept = self._kept(slot)
        if kept is None:
            return self._home(said.there_is_no_play())
        request = Request.at(address, form)
        if request.path == "file":
            return self._file_of(kept.keeping.slot)
        response = respond(self._book(kept, failed), request)
        if response.settings is not None:
            self._remember(theme=response.settings.theme, shortcuts=response.settings.shortcuts)
        if response.forgets:
            self._remember(endings=[])
        if response.play is not None or response.label:
            kept = self._keep(kept, response)
        page = response.page
        if form is not None:
            address = response.go_to or _NOW
        if response.go_to:
            page = respond(self._book(kept, failed), Request.at(response.go_to)).page
        if page is None:
            return self._home(not_found())
        shown = f"{_PLAY}/{kept.keeping.slot}/{address}"
        if failed:
            page = page._replace(body=home.unkept(shown) + page.body)
        return self._shown(shown, page)

    def _book(self, kept: _Kept, failed: str) -> Book:
        unkept = said.not_kept(self._why) if self._why else ""
        return Book(
            kept.play,
            note=joined(failed, kept.note, kept.keeping.unsaved, unkept),
            settings=self._settings,
            once=token(),
            file="file",
            endings=self._seen,
            labels=lambda: [
                row.summary.label for row in self.store.rows() if row.summary and row.summary.label
            ],
        )

    def _keep(self, kept: _Kept, response: Response) -> _Kept:
        """Do what a response asks for."""
        play, keeping, note = response.play or kept.play, kept.keeping, ""
        if response.label:
            note = keeping.keep_as(response.label, play)
        if response.apart:
            keeping = Keeping(self.store, self.store.new_slot(self.story))
        if response.play is not None:
            note = joined(note, keeping.autosave(play))
        if play.ending is not None:
            self._remember(endings=sorted({*self._seen(), play.ending.id}))
        return self._put(play, keeping, note)

    def _put(self, play: Play, keeping: Keeping, note: str = "") -> _Kept:
        path = self.store.path(keeping.slot)
        content = path.read_text(encoding="utf-8") if path.exists() else ""
        # A note is told once, with the page that this request leads to.
        self._open[keeping.slot] = _Kept(content, play, keeping)
        return _Kept(content, play, keeping, note)

    def _kept(self, slot: str) -> _Kept | None:
        """The play in a slot, read again if its file was changed since."""
        name = self.store.path(slot).name
        found = self._open.get(slot)
        content = self._files.get(name)
        if found is not None and found.content == content:
            return found
        if content is None or slot.startswith("."):
            return None
        entry = self.store.entry(slot)
        if entry.save is None:
            return None
        try:
            resumed = resume(self.story, entry.save)
        except ValueError:
            return None
        except LostDecisionError as error:
            keeping = Keeping(self.store, self.store.new_slot(self.story), error.unplaced)
            return self._put_elsewhere(error.before, keeping, str(error))
        is_here = resumed.is_in_place and not entry.save.label and not entry.fault
        kept_in = slot if is_here else self.store.new_slot(self.story)
        keeping = Keeping(self.store, kept_in, resumed.unplaced, is_kept=is_here)
        note = joined(entry.fault, resumed.note)
        if is_here:
            return self._put(resumed.play, keeping, note)
        return self._put_elsewhere(resumed.play, keeping, note)

    def _put_elsewhere(self, play: Play, keeping: Keeping, note: str) -> _Kept:
        """A play that goes on in a slot of its own, so that what was kept stays as it is."""
        return self._put(play, keeping, joined(note, keeping.autosave(play)))

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
            play = Play.begin(self.story, SystemRandom().randrange(_SEEDS))
            return self._begun(play)
        if path == "open":
            return self._opened(form.get("save", ""))
        if path == "bring" and rest:
            entry = self.others.entry(rest[0])
            found = self.others.path(rest[0])
            return self._opened(found.read_text(encoding="utf-8") if entry.save else entry.fault)
        if path == "delete" and rest:
            return self._deleted(rest[0])
        return self._home(said.forgotten() if path == "forget" else "")

    def _begun(self, play: Play, note: str = "") -> dict[str, Any]:
        keeping = Keeping(self.store, self.store.new_slot(self.story))
        kept = self._put_elsewhere(play, keeping, note)
        shown = f"{_PLAY}/{keeping.slot}/{_NOW}"
        page = respond(self._book(kept, ""), Request.at("now")).page
        assert page is not None
        return self._shown(shown, page)

    def _opened(self, text: str) -> dict[str, Any]:
        """A play from a file, kept here in a slot of its own."""
        content = text.encode(errors="replace")[: LARGEST_SAVE + 1]
        if not content.strip():
            return self._home(said.no_file())
        try:
            save = read_save(content, said.from_file())
            resumed = resume(self.story, save)
        except DamagedError as error:
            return self._home(str(error))
        except LostDecisionError as error:
            return self._begun(error.before, str(error))
        except ValueError as error:
            return self._home(line(str(error)))
        return self._begun(resumed.play, joined(said.opened(len(save.decisions)), resumed.note))

    def _deleted(self, slot: str) -> dict[str, Any]:
        try:
            self.store.delete(slot)
        except SaveError as error:
            return self._home(str(error))
        self._open.pop(slot, None)
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
        self._later = page.later
        return {
            "address": address,
            "page": {
                "title": page.title,
                "body": page.body,
                "language": page.language,
                "direction": page.direction,
                "theme": page.settings.theme,
                "shortcuts": page.settings.shortcuts,
                "has_more": page.later is not None,
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
