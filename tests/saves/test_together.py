"""Several games at one folder, or one that was killed: nobody's decisions are lost."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.engine import Play
from negotiator.saves import SaveError, Store
from negotiator.saves.atomic_files import STALE, ConcurrentWriterError, create, replace
from negotiator.saves.writing import LARGEST_SAVE
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def kept(folder: Path) -> list[tuple[str, ...]]:
    return sorted(entry.save.decisions for entry in Store(folder).entries() if entry.save)


# Names


def test_slots_of_one_moment_are_unlike_in_all_folders(harbour: Story, tmp_path: Path) -> None:
    stores = [Store(tmp_path / str(number), lambda: NOON) for number in range(30)]
    slots = [store.new_slot(harbour) for store in stores for _ in range(30)]
    slots += [store.slot_for(harbour, "the vote") for store in stores for _ in range(30)]
    assert len({slot.lower() for slot in slots}) == 1800
    assert all(len(slot) < 80 for slot in slots)


def test_a_new_save_never_takes_the_place_of_a_file(harbour: Story, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("my own notes\n", encoding="utf-8")
    slot, note = Store(tmp_path).keep("mine", Play.begin(harbour, 1))
    assert slot != "mine"
    assert "mine.yaml" in note
    assert f"{slot}.yaml" in note
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "my own notes\n"


def test_a_save_by_name_is_replaced_and_found_by_its_name(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    play = Play.begin(harbour, 1)
    for _ in range(3):
        store.keep(store.slot_for(harbour, "The vote"), play, label="The vote")
        play = play.choose("wait") if not play.ending else play
    (row,) = store.rows()
    assert (
        row.slot
        == store.slot_for(harbour, "The vote")
        == Store(tmp_path).slot_for(harbour, "The vote")
    )
    assert row.slot.startswith("harbour--the-vote-")
    assert store.slot_for(harbour, "the vote") != row.slot


# Two writers


def test_two_windows_on_one_play_keep_both(harbour: Story, tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    slot, _ = first.keep(first.new_slot(harbour), Play.begin(harbour, 1).choose("ask"))
    save = second.entry(slot).save
    assert save
    play = Play.begin(harbour, 1).choose("ask")
    assert first.keep(slot, play.choose("promise")) == (slot, "")
    other, note = second.keep(slot, play.choose("wait"))
    assert other != slot
    assert f"{slot}.yaml" in note
    assert f"{other}.yaml" in note
    # Each goes on in its own from now on, and nothing more is said.
    assert first.keep(slot, play.choose("promise").choose("leave")) == (slot, "")
    assert second.keep(other, play.choose("wait")) == (other, "")
    assert kept(tmp_path) == [
        ("quay.ask", "quay.promise", "hall.leave"),
        ("quay.ask", "quay.wait"),
    ]


def test_reading_again_is_knowing_again(harbour: Story, tmp_path: Path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    slot, _ = first.keep("a", Play.begin(harbour, 1))
    second.entry(slot)
    assert second.keep(slot, Play.begin(harbour, 1).choose("ask")).slot == slot
    first.rows()  # a list is no reading of the play
    first.entries()
    assert first.keep(slot, Play.begin(harbour, 1)).slot != slot
    first.entry(slot)
    assert first.keep(slot, Play.begin(harbour, 1)) == (slot, "")


@settings(max_examples=150)
@given(st.data())
def test_whatever_order_writers_come_in_what_is_kept_is_there(data: st.DataObject) -> None:
    """Three writers of one file, stopped before any call to the system, in any order."""
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        for call in ("open", "link", "replace"):
            patch.setattr(os, call, pausing(getattr(os, call)))
        path = Path(name) / "a.yaml"
        create(path, b"0")
        writers = [Writer(path, b"%d" % number) for number in (1, 2, 3)]
        while any(writer.is_alive for writer in writers):
            alive = [writer for writer in writers if writer.is_alive]
            data.draw(st.sampled_from(alive)).go_on()
        assert {writer.outcome for writer in writers} <= {"kept", "changed"}
        # Whatever was said to be kept is there as a save, not only as somebody's previous copy;
        # who was told of a change goes on under a new name.
        there = {file.read_bytes() for file in path.parent.glob("*.yaml")}
        confirmed = {writer.content for writer in writers if writer.outcome == "kept"}
        assert confirmed
        assert confirmed <= there
        assert path.read_bytes() in confirmed
        assert not list(path.parent.glob(".*.part"))


class Writer:
    """A thread that replaces b"0" and waits before each call to the system until it may go on."""

    at_work: ClassVar[dict[int, Writer]] = {}
    """The writers by the numbers of their threads."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.content = content
        self.outcome = ""
        self.is_alive = True
        self._may = threading.Semaphore(0)
        self._waits = threading.Semaphore(0)
        # An order that Hypothesis gives up leaves its writers waiting for ever.
        self._thread = threading.Thread(target=self._run, args=(path,), daemon=True)
        self._thread.start()
        self._waits.acquire()

    def go_on(self) -> None:
        self._may.release()
        self._waits.acquire()

    def pause(self) -> None:
        self._waits.release()
        self._may.acquire()

    def _run(self, path: Path) -> None:
        self.at_work[threading.get_ident()] = self
        try:
            replace(path, self.content, lambda held: held == b"0", LARGEST_SAVE)
        except ConcurrentWriterError:
            self.outcome = "changed"
        except BaseException as error:
            self.outcome = repr(error)
        else:
            self.outcome = "kept"
        finally:
            del self.at_work[threading.get_ident()]
            self.is_alive = False
            self._waits.release()


def pausing(call: Callable[..., Any]) -> Callable[..., Any]:
    """A call to the system before which a writer waits."""

    def paused(*words: Any, **more: Any) -> Any:
        writer = Writer.at_work.get(threading.get_ident())
        if writer is not None:
            writer.pause()
        return call(*words, **more)

    return paused


WRITER = """
import sys
from pathlib import Path
from typing import Any, ClassVar
from negotiator.engine import Play
from negotiator.saves import Store
from negotiator.story.loading import load
story = load(Path(sys.argv[1]))
store = Store(Path(sys.argv[2]))
play = Play.begin(story, 1)
slot = "a"
store.entry(slot)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(40):
    play = play.choose("ask") if not play.steps else play.undone()
    before = slot
    slot, note = store.keep(slot, play)
    assert bool(note) == (slot != before), note  # who goes on elsewhere is told, and only they
    print(slot, flush=True)
"""


def test_two_games_at_full_speed_on_one_play(harbour: Story, tmp_path: Path) -> None:
    Store(tmp_path).keep("a", Play.begin(harbour, 1))
    games = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(HARBOUR), str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for game in games:
        assert game.stdout
        game.stdout.readline()
    said = []
    for game in games:
        assert game.stdin
        game.stdin.write("go\n")
        game.stdin.flush()
    for game in games:
        out, _ = game.communicate(timeout=60)
        assert game.returncode == 0
        said.append(out.split())
    assert {path.stem for path in tmp_path.glob("*.yaml")} == {
        slot for slots in said for slot in slots
    }
    ends = [slots[-1] for slots in said]
    assert len(set(ends)) == 3  # at most one of them still writes to the first file
    for slots in said:
        assert len(slots) == 40
    for end in ends:
        save = Store(tmp_path).entry(end).save
        assert save
        assert save.decisions == ()
    assert not list(tmp_path.glob(".*.part"))


# Order


def keep(folder: Path, name: str, story: Story, now: datetime) -> None:
    Store(folder, lambda: now).keep(name, Play.begin(story, 1))


@given(
    st.lists(
        st.tuples(st.integers(-(10**7), 10**7), st.integers(-14 * 60, 14 * 60)),
        min_size=2,
        max_size=6,
    )
)
def test_what_was_kept_last_is_first_whatever_the_clock(moments: list[tuple[int, int]]) -> None:
    story = load(HARBOUR)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (seconds, minutes) in enumerate(moments):
            zone = timezone(timedelta(minutes=minutes))
            keep(folder, str(number), story, (NOON + timedelta(seconds=seconds)).astimezone(zone))
        rows = [row.slot for row in Store(folder).rows()]
        assert rows == [str(number) for number in reversed(range(len(moments)))]
        newest = Store(folder).newest()
        assert newest
        assert newest.slot == rows[0]


def test_files_of_other_machines_are_ordered_by_instants(harbour: Story, tmp_path: Path) -> None:
    zones = {"seoul": (9, 20), "utc": (0, 12), "lima": (-5, 8)}  # 11, 12 and 13 o'clock in UTC
    for name, (offset, hour) in zones.items():
        now = datetime(2026, 11, 23, hour, tzinfo=timezone(timedelta(hours=offset)))
        keep(tmp_path / name, name, harbour, now)
        (tmp_path / name / f"{name}.yaml").rename(tmp_path / f"{name}.yaml")
    assert [row.slot for row in Store(tmp_path).rows()] == ["lima", "utc", "seoul"]
    # And what is kept here now is the newest of them, though this clock is behind.
    store = Store(tmp_path, lambda: NOON - timedelta(days=400))
    store.rows()
    store.keep("here", Play.begin(harbour, 1))
    assert store.rows()[0].slot == "here"


@pytest.mark.parametrize("content", [b"", b"\xff", b"-5", b"9" * 18, b"9" * 40, b"1" * 9999, None])
def test_the_counter_of_a_folder_may_be_anything(
    content: bytes | None, harbour: Story, tmp_path: Path
) -> None:
    if content is None:
        (tmp_path / ".order").mkdir()
    else:
        (tmp_path / ".order").write_bytes(content)
    times = count()
    store = Store(tmp_path, lambda: NOON + timedelta(seconds=next(times)))
    for name in "cab":
        store.keep(name, Play.begin(harbour, 1))
        assert Store(tmp_path).rows()[0].slot == name
    assert not [row for row in Store(tmp_path).rows() if row.fault]


# What killed games leave, and folders that can't be written


def test_what_a_killed_game_left_is_swept_and_nothing_else(harbour: Story, tmp_path: Path) -> None:
    names = (".a-x7_dk2p9.part", ".harbour-1-abcdefgh.part", "my.part", ".other.part")
    for name in names:
        (tmp_path / name).write_bytes(b"negotiator_save: 2\n")
    (tmp_path / ".f-abcdefgh.part").mkdir()
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / ".l-abcdefgh.part").symlink_to(tmp_path / "mine")
    Store(tmp_path).keep("a", Play.begin(harbour, 1))
    assert all((tmp_path / name).exists() for name in names)  # a living game may be writing
    for name in names:
        file = tmp_path / name
        then = file.stat().st_mtime - STALE - 60
        os.utime(file, (then, then))
    Store(tmp_path).keep("b", Play.begin(harbour, 1))
    assert not (tmp_path / names[0]).exists()
    assert not (tmp_path / names[1]).exists()
    assert (tmp_path / names[2]).exists()
    assert (tmp_path / names[3]).exists()
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_a_game_that_slept_while_it_wrote_saves_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    links = 0
    link = os.link

    def swept_before(*words: Any, **more: Any) -> None:
        nonlocal links
        links += 1
        if links == 1:
            for part in tmp_path.glob(".*.part"):
                part.unlink()
        link(*words, **more)

    monkeypatch.setattr(os, "link", swept_before)
    create(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert links == 2


def test_a_drive_without_links_is_written_to_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.yaml"
    create(path, b"1")
    with pytest.raises(FileExistsError):
        create(path, b"2")
    replace(path, b"2", lambda held: held == b"1", LARGEST_SAVE)
    with pytest.raises(ConcurrentWriterError):
        replace(path, b"3", lambda held: held == b"1", LARGEST_SAVE)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "a.yaml": b"2",
        "a.yaml.bak": b"1",
    }


def test_where_no_file_can_be_made_any_more_the_old_one_keeps_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a file system that has no room for one more name."""
    path = tmp_path / "a.yaml"
    create(path, b"1")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(Path, "touch", full)
    with pytest.raises(OSError, match="No space left"):
        replace(path, b"2", lambda held: held == b"1", LARGEST_SAVE)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.yaml": b"1"}


def test_a_file_that_may_not_be_replaced_is_said_to_be_so(
    harbour: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of another user, in a folder where each may replace only their own."""
    store = Store(tmp_path)
    play = Play.begin(harbour, 1)
    store.keep("a", play)
    rename = os.replace

    def not_ours(path: str, target: str) -> None:
        if Path(path).name == "a.yaml":
            raise PermissionError(1, "Operation not permitted")
        rename(path, target)

    monkeypatch.setattr(os, "replace", not_ours)
    slot, note = store.keep("a", play.choose("ask"))
    assert note.startswith("a.yaml can't be replaced: Operation not permitted.")
    assert f"{slot}.yaml" in note
    assert kept(tmp_path) == [(), ("quay.ask",)]


@pytest.mark.parametrize("label", ["", "Before the vote"])
def test_a_save_that_was_made_read_only_stays(label: str, harbour: Story, tmp_path: Path) -> None:
    """Its owner could replace it all the same, and the system wouldn't ask."""
    store = Store(tmp_path)
    play = Play.begin(harbour, 1)
    store.keep("a", play, label=label)
    file = store.path("a")
    before = file.read_bytes()
    file.chmod(0o444)
    for opened in (store, Store(tmp_path)):
        opened.entry("a")
        slot, note = opened.keep("a", play.choose("ask"), label=label)
        assert note.startswith("a.yaml can't be replaced: it is read-only.")
        assert f"{slot}.yaml" in note
        assert opened.keep(slot, play.choose("ask"), label=label) == (slot, "")
        assert len(opened.path(slot).read_bytes()) > len(before)
    assert file.read_bytes() == before
    assert not file.with_name("a.yaml.bak").exists()


@pytest.mark.parametrize("blocked", ["a.yaml.bak", "a.yaml"])
def test_a_folder_in_the_way_of_a_file(blocked: str, harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    play = Play.begin(harbour, 1)
    store.keep("a", play)
    if blocked == "a.yaml":
        (tmp_path / blocked).unlink()
    (tmp_path / blocked / "in it").mkdir(parents=True)
    slot, note = store.keep("a", play.choose("ask"))
    assert slot != "a"
    assert note
    assert (tmp_path / blocked / "in it").is_dir()
    save = store.entry(slot).save
    assert save
    assert save.decisions == ("quay.ask",)
    if blocked == "a.yaml":
        with pytest.raises(SaveError, match="can't be deleted"):
            store.delete("a")


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Files that this process writes end there, as on a full disk."""
    import resource
    import signal

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs Unix")
def test_a_full_disk_leaves_what_was_there(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    play = Play.begin(harbour, 1)
    store.keep("a", play)
    with largest_file(100):
        with pytest.raises(SaveError, match="--saves DIR"):
            store.keep("a", play.choose("ask"))
        with pytest.raises(SaveError, match="--saves DIR"):
            store.keep("b", play.choose("ask"))
    assert kept(tmp_path) == [()]
    assert not list(tmp_path.glob(".*.part"))
    assert store.keep("a", play.choose("ask")) == ("a", "")
    assert kept(tmp_path) == [("quay.ask",)]
