"""What was met in all plays of a story on this machine: its endings, and the texts that were read.

A gallery is made of it, and on request texts that were read before are left out. It never changes a
play, isn't part of one, and isn't handed in with one: it is a file of its own beside the saves,
written like them as a whole, and each story in it can be forgotten. Any bytes in that file give a
memory, if need be an empty one; one that isn't whole is never written over, but kept beside it.
While a writer replaces it there is no such file for a moment, and none for longer if the writer is
killed then: what it had moved aside is the memory meanwhile.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from negotiator import system_errors
from negotiator.engine import Play
from negotiator.escaping import line
from negotiator.narration import read_before, saving
from negotiator.narration.lines import Line
from negotiator.paths import MEMORY
from negotiator.saves import atomic_files
from negotiator.saves.store import SaveError

FILE = ".met.json"
"""The name begins with a dot, as those of all files beside the saves that hold no play."""
LARGEST = 4_000_000
"""Bytes; a larger file isn't ours."""
_FORMAT = 1
_BLANK = b"\0 \r\n"
"""What is in a file that holds nothing."""
_TRIES = 30
"""How often another writer may come first before something isn't remembered."""


class Met(NamedTuple):
    """Endings by id, and texts by the keys that `narration.read_before` gives them."""

    endings: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    unread: str = ""
    """Why there may have been more, if a file can't be read."""

    def __bool__(self) -> bool:
        """Whether anything was met."""
        return bool(self.endings or self.texts)

    def __or__(self, other: Met) -> Met:
        """Both together."""
        return Met(self.endings | other.endings, self.texts | other.texts)


def met_in(play: Play, lines: Iterable[Line]) -> Met:
    """What was met by lines of a play: their texts, and its ending if it came to one."""
    ended = frozenset([play.ending.id]) if play.ending else frozenset[str]()
    return Met(ended, read_before.passage_keys(lines))


_Stories = dict[str, Met]


class Memory:
    """The memory in a folder of saves, which is made when something is first remembered."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def of(self, story_id: str) -> Met:
        """What was met of a story; nothing, and why, if the file can't be read."""
        try:
            content = self._content()
            stories = self._stories(content, self._whole_aside())
            damaged = self._damaged(content)
        except OSError as error:
            return Met(unread=system_errors.why(error))
        met = stories.get(story_id, Met())
        return met._replace(unread=saving.damaged(damaged)) if damaged else met

    def add(self, story_id: str, met: Met) -> None:
        """Remember that this was met, too; if it can't be written, it is done without."""

        def added(stories: _Stories) -> _Stories:
            return {**stories, story_id: stories.get(story_id, Met()) | met}

        if met:
            with contextlib.suppress(OSError):
                self._change(added)

    def forget(self, story_id: str) -> None:
        """Forget all that was met of a story, in copies, too.

        Raises SaveError if the file can't be read or written, or one may still hold it that isn't
        whole.
        """
        try:
            damaged = self._damaged(self._content())
            if damaged:
                raise SaveError(saving.may_still_hold(damaged))
            self._change(lambda stories: {key: stories[key] for key in stories if key != story_id})
            for copy in (*self._whole_aside(), atomic_files.previous(self.file)):
                copy.unlink(missing_ok=True)
        except OSError as error:
            raise SaveError(system_errors.unwritable(self.file, error)) from error

    def _change(self, change: Callable[[_Stories], _Stories]) -> None:
        """Write what the change makes of the memory, of what other writers wrote meanwhile, too.

        Raises OSError if that can't be done.
        """
        refused: OSError = OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        moved: _Stories = {}
        for _ in range(_TRIES):
            before, aside = self._content(), self._whole_aside()
            stories = _together(self._stories(before, aside), moved)
            changed = change(stories)
            if changed == _stories_in(before):
                return
            if before is None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._put(_written(changed), before)
            except (FileExistsError, atomic_files.ConcurrentWriterError) as error:
                refused = error.__cause__ if isinstance(error.__cause__, OSError) else refused
                if isinstance(error, atomic_files.NameTakenError):
                    moved = stories  # whoever has the name now may not have read it
                continue
            for one in aside:
                one.unlink(missing_ok=True)
            return
        raise refused

    def _put(self, content: bytes, before: bytes | None) -> None:
        if before is not None and not _is_whole(before):
            with contextlib.suppress(FileNotFoundError):
                atomic_files.set_aside(self.file, lambda held: held == before, LARGEST)
            before = None
        if before is None:
            atomic_files.create(self.file, content)
        else:
            atomic_files.replace(self.file, content, lambda held: held == before, LARGEST)

    def _damaged(self, content: bytes | None) -> str:
        """The name of a file that isn't whole, or wasn't and was kept aside; empty if there is
        none."""
        if content is not None and not _is_whole(content):
            return line(self.file.name)
        damaged = [one.name for one in self._aside() if not _is_whole(_content_of(one))]
        return line(damaged[-1]) if damaged else ""

    def _stories(self, content: bytes | None, aside: Iterable[Path]) -> _Stories:
        """What the file holds, or, if there is none or only its name is taken yet, the previous
        copy; and what was moved aside and is not that copy yet."""
        is_there = content is not None and content.strip(_BLANK)
        moved = [_content_of(one) for one in aside]
        held = [content if is_there else _content_of(atomic_files.previous(self.file)), *moved]
        return functools.reduce(_together, map(_stories_in, held))

    def _whole_aside(self) -> list[Path]:
        return [one for one in self._aside() if _is_whole(_content_of(one))]

    def _aside(self) -> list[Path]:
        """What wasn't whole and is kept, and what is being replaced, by name."""
        try:
            with os.scandir(self.file.parent) as found:
                named = (one for one in found if MEMORY.fullmatch(one.name))
                return sorted(Path(one.path) for one in named if one.name != FILE)
        except FileNotFoundError:
            return []

    def _content(self) -> bytes | None:
        """The bytes of the file, None if there is none. Raises OSError if it can't be read."""
        try:
            return atomic_files.read_file(str(self.file), LARGEST)
        except FileNotFoundError:
            return None


def _content_of(copy: Path) -> bytes:
    """What is in a copy; nothing, if it is gone by now or can't be read."""
    with contextlib.suppress(OSError):
        return atomic_files.read_file(str(copy), LARGEST)
    return b""


def _found(content: bytes | None) -> Any:
    try:
        return json.loads(content) if content and len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        return None


def _is_whole(content: bytes) -> bool:
    """Whether a file holds what is written here, and nothing else; there may be nothing in it."""
    found = _found(content)
    if not isinstance(found, dict) or found.keys() != {"format", "stories"}:
        return not content.strip(_BLANK)
    stories = found["stories"]
    if found["format"] != _FORMAT or not isinstance(stories, dict):
        return False
    met = {key: _met(one) for key, one in stories.items()}
    return all(
        isinstance(one, dict)
        and one.keys() == {"endings", "texts"}
        and all(isinstance(names, list) for names in one.values())
        and sum(map(len, one.values())) == len(met[key].endings) + len(met[key].texts)
        for key, one in stories.items()
    )


def _stories_in(content: bytes | None) -> _Stories:
    found = _found(content)
    stories = found.get("stories") if isinstance(found, dict) else None
    named = stories.items() if isinstance(stories, dict) else ()
    return {key: _met(one) for key, one in named}


def _together(one: _Stories, other: _Stories) -> _Stories:
    return one | {key: one.get(key, Met()) | met for key, met in other.items()}


def _met(found: Any) -> Met:
    def names(key: str) -> frozenset[str]:
        several = found.get(key) if isinstance(found, dict) else None
        listed = several if isinstance(several, list) else ()
        return frozenset(one for one in listed if isinstance(one, str))

    return Met(names("endings"), names("texts"))


def _written(stories: _Stories) -> bytes:
    named = {
        key: {"endings": sorted(met.endings), "texts": sorted(met.texts)}
        for key, met in sorted(stories.items())
    }
    return f"{json.dumps({'format': _FORMAT, 'stories': named}, indent=1)}\n".encode()
