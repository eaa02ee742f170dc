"""A folder of saves: kept, listed and deleted, each in a slot that is its file's name.

A save is written to a temporary file, synced, and renamed over the old one, which becomes
the previous copy (`.bak`). So whenever the power goes, a whole file is there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from negotiator.engine import Play
from negotiator.places import why_unwritable
from negotiator.saves.record import LAST_LINE, DamagedError, Save, read_save, write_save
from negotiator.story.model import Story


class SaveError(Exception):
    """A save that couldn't be written or read; says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A slot and what is in it. `fault` says what is wrong with the file, if anything is;
    `save` is then the previous copy, or None if that can't be read either."""

    slot: str
    save: Save | None
    fault: str = ""


def _now() -> datetime:
    return datetime.now().astimezone()


class Store:
    """The saves in a folder. The folder is made when the first save is written."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = _now) -> None:
        self.folder = folder
        self._now = now

    def new_slot(self, story: Story) -> str:
        """A slot that nothing is in, for the automatic save of a new play."""
        stem = f"{story.id}-{self._now():%Y%m%d-%H%M%S}"
        taken = set(self._slots())
        names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def slot_for(self, story: Story, label: str) -> str:
        """The slot of a save by name; two labels never share one."""
        slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:40]
        if slug != label:
            slug = f"{slug}-{hashlib.sha256(label.encode()).hexdigest()[:8]}".lstrip("-")
        return f"{story.id}--{slug}"

    def keep(self, slot: str, play: Play, *, label: str = "") -> None:
        """Write a play to a slot; what was there becomes the previous copy.

        Raises SaveError if it can't be written; the old file is then untouched.
        """
        moment = self._now().isoformat(timespec="milliseconds")
        text = write_save(Save.of(play, label=label, moment=moment))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _replace(self.path(slot), text.encode())
        except OSError as error:
            raise SaveError(why_unwritable(self.folder, error)) from error

    def entries(self) -> tuple[Entry, ...]:
        """Every slot, the newest first; damaged ones are listed with their fault."""
        found = [self.entry(slot) for slot in self._slots()]
        return tuple(
            sorted(found, key=lambda one: one.save.moment if one.save else "", reverse=True)
        )

    def entry(self, slot: str) -> Entry:
        """What is in a slot; if its file is damaged, the previous copy and the fault."""
        path = self.path(slot)
        try:
            return Entry(slot, _read(path))
        except DamagedError as error:
            fault = str(error)
        try:
            return Entry(slot, _read(_previous(path)), f"{fault}. The copy before it is used.")
        except DamagedError:
            return Entry(slot, None, fault)

    def delete(self, slot: str) -> None:
        """Delete a slot and its previous copy.

        Raises SaveError if the files can't be deleted.
        """
        path = self.path(slot)
        try:
            path.unlink(missing_ok=True)
            _previous(path).unlink(missing_ok=True)
        except OSError as error:
            raise SaveError(f"{path} can't be deleted: {error.strerror or error}.") from error

    def path(self, slot: str) -> Path:
        """The file of a slot."""
        return self.folder / f"{slot}.yaml"

    def _slots(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        try:
            files = [file.name for file in self.folder.iterdir() if file.is_file()]
        except OSError:
            return []
        endings = (".yaml.bak", ".yaml")
        return sorted(
            {file.removesuffix(end) for end in endings for file in files if file.endswith(end)}
        )


def _previous(path: Path) -> Path:
    return path.with_name(f"{path.name}.bak")


def _read(path: Path) -> Save:
    try:
        return read_save(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise DamagedError(f"{path.name} is missing") from None
    except OSError as error:
        raise DamagedError(f"{path.name} can't be read: {error.strerror or error}") from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A file that was cut off must not push the last good copy out.
        if _is_whole(path):
            path.replace(_previous(path))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _is_whole(path: Path) -> bool:
    try:
        return path.read_bytes().endswith(LAST_LINE.encode())
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the platform lets a folder be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
