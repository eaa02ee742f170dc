"""A folder of saves: kept, listed and deleted, each in a slot named after its file.

A store replaces only what it wrote or read itself. If a slot holds anything else by now, the play
goes on in a new one, and the caller is told so.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from negotiator import system_errors, whole_files
from negotiator.engine import Play
from negotiator.escaping import line
from negotiator.folders import make_writable
from negotiator.narration import saving
from negotiator.saves import atomic_files
from negotiator.saves.moments import instant, now
from negotiator.saves.reading import (
    LAST_ORDER,
    DamagedError,
    contents,
    read_save,
    read_save_file,
    summary_in,
)
from negotiator.saves.record import ALL_PLACED, Save, Summary, Unplaced
from negotiator.saves.writing import LARGEST_SAVE, WrittenDecisions, encode_save
from negotiator.story.model import Story

_ENDING = ".yaml"
_PREVIOUS = f"{_ENDING}.bak"
_PART = re.compile(r"\..+-[a-z0-9_]{8}" + re.escape(whole_files.PART), re.DOTALL)
_ORDER = ".order"
"""The file with the order of the play kept last, in case the clock is set back."""
_MOST_WRITTEN = 16
"""Of how many plays that go on is known how their decisions are written."""


class SaveError(Exception):
    """A save that couldn't be written or read; says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A slot and its content. `fault` says what is wrong with the file, if anything; `save` is then
    the previous copy, or None if that can't be read either."""

    slot: str
    save: Save | None
    fault: str = ""


class Row(NamedTuple):
    """What a list shows of a slot: the play in it, or what is wrong with the file, or both."""

    slot: str
    summary: Summary | None
    fault: str = ""


class SaveResult(NamedTuple):
    """Where a play was kept, and what the player should know about it (mostly nothing)."""

    slot: str
    note: str = ""


class Store:
    """The saves in a folder. The folder is made when the first save is written."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = now) -> None:
        self.folder = folder
        self._order = str(folder / _ORDER)
        self._now = now
        self._known: dict[str, int] = {}
        """What the files hold that were read or written here, as hashes of it."""
        self._written: OrderedDict[str, WrittenDecisions] = OrderedDict()
        """The decisions last written to each of the slots that were written to last."""
        self._newest = 0
        """The greatest order that was seen."""
        self._is_swept = False

    # Slots

    def new_slot(self, story: Story) -> str:
        """A slot for the automatic save of a new play, which no other game will pick."""
        return f"{story.id[:40]}-{self._now():%Y%m%d-%H%M%S}-{whole_files.token()}"

    def slot_for(self, story: Story, label: str) -> str:
        """The slot of the save of that name, which may be replaced; a new one if there is none."""
        named = self.named(story.id, label)
        if named is not None:
            self.entry(named.slot)
            return named.slot
        slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:40]
        return "-".join(filter(None, (f"{story.id[:40]}-", slug, whole_files.token())))

    def path(self, slot: str) -> Path:
        """The file of a slot."""
        return self.folder / f"{slot}{_ENDING}"

    # Keeping

    def trouble(self) -> str:
        """Why plays can't be saved in this folder, and what to do; empty if they can be."""
        try:
            make_writable(self.folder)
        except OSError as error:
            return system_errors.unsaved(self.folder, error)
        return ""

    def keep(
        self, slot: str, play: Play, *, label: str = "", unplaced: Unplaced = ALL_PLACED
    ) -> SaveResult:
        """Write a play to a slot, or to a new one if someone else has written to that since.

        What was there becomes the previous copy. Raises SaveError if the play can't be written; the
        old file then stays as it was.
        """
        moment = self._now().isoformat(timespec="milliseconds")
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
            order = self._next_order(moment)
            save = Save.of(play, label=label, moment=moment, order=order, unplaced=unplaced)
            written = self._written.get(slot, WrittenDecisions()).grown(save.decisions)
            content = encode_save(save, written)
            kept = self._write_or_fork(slot, content, play.story, label)
        except OSError as error:
            raise SaveError(system_errors.unsaved(self.folder, error)) from error
        except ValueError as error:
            raise SaveError(saving.unwritten(error)) from error
        self._known[kept.slot] = hash(content)
        self._hold(kept.slot, written)
        self._newest = order
        with contextlib.suppress(OSError):  # only now: where nothing can be kept, nothing is left
            whole_files.overwrite(self._order, b"%d\n" % order)
        self._sweep(kept.slot)
        return kept

    def _hold(self, slot: str, written: WrittenDecisions) -> None:
        self._written[slot] = written
        self._written.move_to_end(slot)
        if len(self._written) > _MOST_WRITTEN:
            self._written.popitem(last=False)

    def _write_or_fork(self, slot: str, content: bytes, story: Story, label: str) -> SaveResult:
        path = self.path(slot)
        known = self._known.get(slot)
        try:
            if known is None:
                atomic_files.create(path, content)
            else:
                atomic_files.replace(path, content, lambda held: hash(held) == known, LARGEST_SAVE)
        except (FileExistsError, atomic_files.ConcurrentWriterError) as error:
            other = f"{story.id[:40]}--{whole_files.token()}" if label else self.new_slot(story)
            atomic_files.create(self.path(other), content)
            names = line(path.name), f"{other}{_ENDING}"
            refused = error.__cause__
            if isinstance(refused, OSError):
                why = system_errors.why(refused)
                return SaveResult(other, saving.not_replaced(names[0], why, names[1]))
            return SaveResult(other, saving.went_on_elsewhere(*names))
        return SaveResult(slot)

    def _next_order(self, moment: str) -> int:
        try:
            written = atomic_files.read_file(self._order, 30).strip()
        except OSError:
            written = b""
        if written.isdigit() and len(written) < 19:
            self._newest = max(self._newest, int(written))
        return max(instant(moment), min(self._newest, LAST_ORDER - 1) + 1)

    def _sweep(self, slot: str) -> None:
        """Delete, once, what killed games left behind in the folder."""
        if not self._is_swept:
            self._is_swept = True
            parts = [file.name for file in self._files() if _PART.fullmatch(file.name)]
            with contextlib.suppress(OSError):
                atomic_files.sweep(self.folder, parts, self.path(slot).stat().st_mtime)

    # Finding

    def unlisted(self) -> str:
        """Why the plays in this folder can't be listed, and what to do; empty if they can be, and
        if there is no such folder yet."""
        try:
            with os.scandir(self.folder):
                return ""
        except FileNotFoundError:
            return ""
        except OSError as error:
            return system_errors.told(error)

    def count(self) -> int:
        """The number of files in the folder, whatever they are: it decides how long listing plays
        takes."""
        return len(self._files())

    def rows(self) -> tuple[Row, ...]:
        """What a list shows of every slot, newest first; damaged ones with their fault, and a row
        for the folder itself if it can't be looked into."""
        fault = self.unlisted()
        if fault:
            return (Row(self.folder.name, None, fault),)
        found: list[Row] = []
        others: set[str] = set()
        for file in self._files():
            name = file.name
            if name.startswith("."):
                continue  # a file of another program
            if name.endswith(_ENDING):
                try:
                    summary = summary_in(atomic_files.read_listed(file, LARGEST_SAVE))
                except OSError:
                    summary = None
                if summary is not None:
                    found.append(Row(name[: -len(_ENDING)], summary))
                    continue
            if name.endswith((_ENDING, _PREVIOUS)):
                others.add(name.removesuffix(".bak").removesuffix(_ENDING))
        if others:
            found += map(self._row, others.difference(row.slot for row in found))
        found.sort(key=_recency, reverse=True)
        if found and (newest := found[0].summary):
            self._newest = max(self._newest, newest.order)
        return tuple(found)

    def newest(self, story_id: str | None = None) -> Row | None:
        """The newest play that hasn't ended; automatic saves come before named ones."""
        open_ones = [
            row
            for row in self.rows()
            if row.summary and not row.summary.ended and story_id in (None, row.summary.story_id)
        ]
        automatic = (row for row in open_ones if row.summary and not row.summary.label)
        return next(automatic, next(iter(open_ones), None))

    def named(self, story_id: str | None, label: str) -> Row | None:
        """The newest save of that name, of one story or of any."""
        for row in self.rows():
            summary = row.summary
            is_of_it = summary is not None and story_id in (None, summary.story_id)
            if summary is not None and is_of_it and summary.label == label:
                return row
        return None

    def entries(self) -> tuple[Entry, ...]:
        """Every slot as in `rows`, each read whole; none if the folder can't be looked into."""
        if self.unlisted():
            return ()
        return tuple(self._entry(row.slot)[0] for row in self.rows())

    def entry(self, slot: str) -> Entry:
        """The content of a slot, to continue from; if its file is damaged, the previous copy and
        the fault. The continued play never replaces a damaged file, which may be a newer one."""
        entry, found = self._entry(slot)
        self._known.pop(slot, None)
        if found is not None:
            self._known[slot] = found
        return entry

    def is_as_known(self, slot: str) -> bool:
        """Whether a slot holds what was last read from it or written to it here."""
        try:
            return hash(contents(self.path(slot))) == self._known.get(slot)
        except DamagedError:
            return False

    def _entry(self, slot: str) -> tuple[Entry, int | None]:
        """The content of a slot, and the hash of its file if that is intact."""
        path = self.path(slot)
        try:
            content = contents(path)
            return Entry(slot, read_save(content, line(path.name))), hash(content)
        except DamagedError as error:
            fault = str(error)
        before = atomic_files.previous(path)
        try:
            save = read_save_file(before)
        except DamagedError:
            return Entry(slot, None, fault), None
        return Entry(slot, save, saving.copy_used(fault)), None

    def delete(self, slot: str) -> None:
        """Delete a slot and its previous copy.

        Raises SaveError if the files can't be deleted, and if one was made read-only.
        """
        path = self.path(slot)
        try:
            for file in (path, atomic_files.previous(path)):
                with contextlib.suppress(FileNotFoundError):
                    whole_files.check_replaceable(file)
            # The copy first: a file that is still there is listed, so deleting it can be tried
            # again.
            atomic_files.previous(path).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        except OSError as error:
            why = system_errors.why(error)
            raise SaveError(saving.not_deleted(line(str(path)), why)) from error

    def _row(self, slot: str) -> Row:
        entry, _ = self._entry(slot)
        return Row(slot, entry.save.summary if entry.save else None, entry.fault)

    def _files(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.folder) as found:
                return list(found)
        except OSError:
            return []


def _recency(row: Row) -> tuple[int, str, str]:
    # If two have the same order, as all do once somebody wrote the highest possible one, the clock
    # decides.
    summary = row.summary
    return (summary.order, summary.moment, row.slot) if summary else (-1, "", row.slot)
