"""What is remembered of all plays: added to by whoever writes, forgotten story by story."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.saves import Memory, Met, SaveError, Store, atomic_files
from negotiator.saves.atomic_files import ConcurrentWriterError
from negotiator.saves.memory import FILE


class Killed(BaseException):
    """What ends a writer where it stands, as a kill does."""


ids = st.text("abc_", min_size=1, max_size=3)
mets = st.builds(
    Met,
    st.frozensets(st.text(max_size=3), max_size=3),
    st.frozensets(st.text(max_size=3)),
    st.just(""),
)


def test_what_two_games_met_is_remembered_together(tmp_path: Path) -> None:
    one, other = Memory(tmp_path), Memory(tmp_path)
    one.add("quay", Met(frozenset({"home"}), frozenset({"aa"})))
    other.add("quay", Met(frozenset({"away"}), frozenset({"bb"})))
    other.add("weir", Met(texts=frozenset({"cc"})))
    assert one.of("quay") == Met(frozenset({"home", "away"}), frozenset({"aa", "bb"}))
    assert one.of("weir").texts == {"cc"}
    assert one.of("hill") == Met()


def test_a_story_is_forgotten_in_the_copy_too_and_the_others_stay(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))
    memory.add("weir", Met(frozenset({"flood"})))
    memory.forget("quay")
    assert memory.of("quay") == Met()
    assert memory.of("weir").endings == {"flood"}
    assert all("home" not in file.read_text() for file in tmp_path.iterdir())


def test_it_is_no_play(tmp_path: Path) -> None:
    Memory(tmp_path).add("quay", Met(frozenset({"home"})))
    Memory(tmp_path).add("quay", Met(frozenset({"away"})))
    assert Store(tmp_path).rows() == ()


def test_nothing_is_written_for_what_is_known(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.forget("quay")
    memory.add("quay", Met())
    assert not (tmp_path / FILE).exists()
    memory.add("quay", Met(frozenset({"home"})))
    before = (tmp_path / FILE).stat()
    memory.add("quay", Met(frozenset({"home"})))
    after = (tmp_path / FILE).stat()  # reading it may have changed when it was read
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_where_nothing_can_be_written_the_play_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file")
    memory.add("quay", Met(frozenset({"home"})))
    assert not memory.of("quay")
    assert memory.of("quay").unread
    (tmp_path / FILE).mkdir()
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))
    assert not memory.of("quay")
    assert memory.of("quay").unread


def test_what_cant_be_forgotten_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("negotiator.saves.atomic_files.written_beside", full)
    with pytest.raises(SaveError):
        memory.forget("quay")
    assert memory.of("quay").endings == {"home"}


def refusing(*_: object, **__: object) -> bytes:
    raise PermissionError(13, "Permission denied")


def busy(*_: object, **__: object) -> None:
    raise ConcurrentWriterError


@pytest.mark.parametrize(("name", "what"), [("read_file", refusing), ("replace", busy)])
def test_nothing_is_called_forgotten_that_isnt(
    name: str, what: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of another user, and one that other games write to all the time."""
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))
    memory.add("quay", Met(frozenset({"sea"})))
    with monkeypatch.context() as patched:
        patched.setattr(atomic_files, name, what)
        with pytest.raises(SaveError):
            memory.forget("quay")
        memory.add("quay", Met(frozenset({"moon"})))
    assert memory.of("quay").endings == {"home", "sea"}
    assert atomic_files.previous(memory.file).exists()


@given(st.dictionaries(ids, mets, max_size=3))
def test_it_comes_back_as_it_was_added(
    tmp_path_factory: pytest.TempPathFactory, met: object
) -> None:
    assert isinstance(met, dict)
    memory = Memory(tmp_path_factory.mktemp("saves"))
    for story, one in met.items():
        memory.add(story, one)
    assert all(memory.of(story) == one for story, one in met.items())


@given(st.binary(max_size=60) | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_any_bytes_are_a_memory(
    tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    folder = tmp_path_factory.mktemp("saves")
    (folder / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    memory = Memory(folder)
    assert not memory.of("quay")
    memory.add("quay", Met(frozenset({"home"})))
    assert memory.of("quay").endings == {"home"}
    written = content if isinstance(content, bytes) else content.encode()
    assert not written.strip(b"\0 \r\n") or written in kept_in(folder)


def kept_in(folder: Path) -> list[bytes]:
    """What is in all files of a folder."""
    return [file.read_bytes() for file in folder.iterdir()]


def test_a_memory_that_was_made_read_only_stays(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))
    before = memory.file.read_bytes()
    memory.file.chmod(0o444)
    memory.add("quay", Met(frozenset({"away"})))
    with pytest.raises(SaveError, match="read-only"):
        memory.forget("quay")
    assert memory.file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


STEPS = range(1, 12)
"""The calls of the system in which a writer may be met: more than one write needs."""


class Counted:
    """A function of the system that has something happen before one of its calls."""

    def __init__(self, step: int, happens: Callable[[], None]) -> None:
        self.left = step
        self.happens = happens

    def __call__(self, function: Callable[..., object]) -> Callable[..., object]:
        def called(*given: object, **named: object) -> object:
            self.left -= 1
            if self.left == 0:
                self.happens()
            return function(*given, **named)

        return called


def interrupted(step: int, happens: Callable[[], None]) -> pytest.MonkeyPatch:
    """Has something happen before one of the calls by which a file is written."""
    counted, patched = Counted(step, happens), pytest.MonkeyPatch()
    for name in ("open", "write", "replace", "link", "unlink", "fsync"):
        patched.setattr(os, name, counted(getattr(os, name)))
    return patched


def killed() -> None:
    raise Killed


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_moment_loses_nothing(step: int, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))
    memory.add("quay", Met(frozenset({"sea"})))
    memory.add("weir", Met(frozenset({"flood"})))
    patched = interrupted(step, killed)
    with suppress(Killed):
        memory.add("quay", Met(frozenset({"moon"})))
    patched.undo()
    assert memory.of("quay").endings >= {"home", "sea"}
    assert not memory.of("quay").unread
    memory.add("weir", Met(frozenset({"drought"})))
    memory.add("weir", Met(frozenset({"mud"})))
    assert memory.of("quay").endings >= {"home", "sea"}
    assert memory.of("weir").endings == {"flood", "drought", "mud"}
    memory.forget("quay")
    assert not memory.of("quay")
    assert not any(b"home" in content for content in kept_in(tmp_path))
    assert memory.of("weir").endings == {"flood", "drought", "mud"}


@pytest.mark.parametrize("step", STEPS)
def test_two_that_write_at_once_lose_nothing(step: int, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.add("quay", Met(frozenset({"home"})))
    memory.add("quay", Met(frozenset({"sea"})))

    def other() -> None:
        patched.undo()
        assert memory.of("quay").endings >= {"home", "sea"}
        Memory(tmp_path).add("quay", Met(frozenset({"away"})))

    patched = interrupted(step, other)
    memory.add("quay", Met(frozenset({"moon"})))
    patched.undo()
    memory.add("weir", Met(frozenset({"flood"})))
    assert memory.of("quay").endings >= {"home", "sea", "moon"}


damages = st.sampled_from(("cut", "bits", "more", "key", "type", "newer"))


@given(damages, st.integers(0, 10_000), st.lists(st.sampled_from("abc"), min_size=3))
def test_a_damaged_file_is_kept_aside_and_said_to_be(
    tmp_path_factory: pytest.TempPathFactory, how: str, where: int, endings: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("saves")
    memory = Memory(folder)
    memory.add("quay", Met(frozenset({"home"}), frozenset({"aa"})))
    whole = memory.file.read_bytes()
    at = 1 + where % (len(whole) - 4)
    found = json.loads(whole)
    if how == "cut":
        damaged = whole[:at]
    elif how == "bits":
        damaged = whole[:at] + b"\xff" + whole[at + 1 :]
    else:
        quay = found["stories"]["quay"]
        if how == "more":
            found["stories"]["more"] = [1]
        elif how == "key":
            quay["dreams"] = ["x"]
        elif how == "type":
            quay["texts"] = [1, "aa"]
        else:
            found["format"] = 2
        damaged = json.dumps(found).encode()
    memory.file.write_bytes(damaged)
    assert FILE in memory.of("quay").unread
    for ending in endings:
        memory.add("quay", Met(frozenset({ending})))
    assert damaged in kept_in(folder)
    assert memory.of("quay").endings >= set(endings)
    (aside,) = folder.glob(".met-*.json")
    assert aside.name in memory.of("quay").unread
    with pytest.raises(SaveError, match=aside.name):
        memory.forget("quay")
    assert Store(folder).rows() == ()
    aside.unlink()
    assert not memory.of("quay").unread
    memory.forget("quay")
    assert memory.of("quay") == Met()


@pytest.mark.parametrize(
    "written",
    [
        {"stories": {"quay": {"endings": [1, "home", None], "texts": "aa"}}},
        {"format": 1, "stories": {"quay": {"endings": ["home"], "texts": 5}}},
        {"format": 9, "stories": {"quay": {"endings": ["home"], "more": {}}, "weir": 3}},
    ],
)
def test_what_can_be_read_of_a_file_is(tmp_path: Path, written: object) -> None:
    (tmp_path / FILE).write_text(json.dumps(written))
    assert Memory(tmp_path).of("quay").endings == {"home"}
    assert FILE in Memory(tmp_path).of("quay").unread
