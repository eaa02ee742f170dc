"""A save is never lost: not to a crash, a full disk, a broken file or a careless name."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Play, state_from
from negotiator.engine.compiler import rules
from negotiator.folders import make_writable
from negotiator.narration.transcript import transcript
from negotiator.saves import (
    DamagedError,
    DecisionTrail,
    Memory,
    Met,
    Save,
    SaveError,
    Store,
    Unplaced,
    local_time,
    read_save,
    resume,
    write_save,
)
from negotiator.saves.reading import summary_in
from negotiator.saves.writing import LARGEST_SAVE, WrittenDecisions, encode_save
from negotiator.story.bounds import LARGEST_SEED
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.strategies import plays


def clock() -> datetime:
    return next(_moments)


_moments = (datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=n) for n in itertools.count())


@given(plays(), st.text(max_size=40))
def test_what_is_written_is_read_back(play: Play, label: str) -> None:
    save = Save.of(play, label=label, moment="2026-11-23T10:00:00+00:00")
    again = read_save(write_save(save).encode(), "x.yaml")
    assert again == save
    resumed = resume(play.story, again)
    assert resumed.note == ""
    assert resumed.play.state == play.state
    assert transcript(resumed.play) == transcript(play)


@given(plays())
def test_the_file_of_a_play_that_goes_on_is_that_of_one_written_at_once(play: Play) -> None:
    gone_on, written = Play(play.story, play.origin), WrittenDecisions()
    for number, step in enumerate(play.steps):
        for tried in gone_on.options():
            if tried.open:  # and taken back
                written = written.grown(gone_on.choose(tried.id).decisions)
        gone_on = gone_on.choose(step.option.id)
        at_once = Play(play.story, play.origin, play.steps[: number + 1])
        save = Save.of(gone_on, label="", moment="")
        assert gone_on.gauge_ways == at_once.gauge_ways
        assert list(gone_on.values().items()) == list(at_once.values().items())
        written = written.grown(save.decisions)
        whole = write_save(Save.of(at_once, label="", moment=""))
        assert encode_save(save, written).decode() == whole


@given(plays())
def test_a_play_that_began_elsewhere_is_read_back_too(play: Play) -> None:
    later = Play(play.story, play.state)
    for option in later.options():
        if option.open:
            later = later.choose(option.id)
            break
    save = read_save(write_save(Save.of(later, label="", moment="")).encode(), "x.yaml")
    assert resume(play.story, save).play.state == later.state
    assert resume(play.story, save).play.origin == play.state


def test_keep_and_find(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path / "deep" / "saves", clock)
    first, second = Play.begin(harbour, 1), Play.begin(harbour, 2).choose("promise")
    slot = store.new_slot(harbour)
    store.keep(slot, first)
    store.keep(store.slot_for(harbour, "Before the vote"), second, label="Before the vote")
    newest, oldest = store.entries()
    assert newest.save is not None
    assert oldest.save is not None
    assert (newest.save.label, newest.save.place, newest.save.day) == (
        "Before the vote",
        "The hall",
        "1911-05-03",
    )
    assert (oldest.slot, oldest.save.decisions, oldest.save.ended) == (slot, (), "")
    ended = second.choose("leave")
    store.keep(slot, ended)
    assert store.entries()[0].save == store.entry(slot).save
    assert store.entries()[0].save.ended == "dropped"  # type: ignore[union-attr]


def test_new_slots_are_new(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    slots = []
    for _ in range(4):
        slots.append(store.new_slot(harbour))
        store.keep(slots[-1], Play.begin(harbour, 1))
    assert len(set(slots)) == 4


@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=8, unique=True))
def test_two_names_never_share_a_file(labels: list[str]) -> None:
    store, story = Store(Path("unused")), load(HARBOUR)
    slots = [store.slot_for(story, label) for label in labels]
    assert len({slot.lower() for slot in slots}) == len(labels)
    for slot in slots:
        assert slot.isascii()
        assert not set(slot) & set('/\\:*?"<>| .')


def test_the_previous_copy_is_kept(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path, clock)
    play = Play.begin(harbour, 1)
    store.keep("a", play)
    store.keep("a", play.choose("promise"))
    file = tmp_path / "a.yaml"
    whole = file.read_bytes()
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        entry = store.entry("a")
        assert entry.save is not None
        assert entry.save.decisions == ()
        assert "The copy before it is used" in entry.fault
    # A damaged file neither pushes the good copy out nor is replaced: it may be a newer one.
    file.write_bytes(whole[:40])
    assert store.entry("a").save is not None
    kept = store.keep("a", play.choose("ask"))
    assert kept.slot != "a"
    assert "a.yaml" in kept.note
    assert file.read_bytes() == whole[:40]
    assert store.entry("a").save is not None
    assert store.entry(kept.slot).fault == ""
    file.unlink()
    assert store.entry("a").save is not None
    assert "missing" in store.entry("a").fault
    # Nothing is in its place, so the play goes on there.
    assert store.keep("a", play.choose("wait")) == ("a", "")
    assert store.entry("a").fault == ""


def test_damaged_saves_are_listed_with_their_fault(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path, clock)
    store.keep("good", Play.begin(harbour, 1))
    end = b"\ncomplete: true\n"
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "deep.yaml").write_bytes(b"[" * 100_000 + end)
    (tmp_path / "list.yaml").write_bytes(b"- 1\n- " + end)
    (tmp_path / "newer.yaml").write_bytes(b"negotiator_save: 99\n" + end)
    (tmp_path / "empty.yaml").write_bytes(b"")
    faults = {entry.slot: entry.fault for entry in store.entries() if entry.save is None}
    assert set(faults) == {"bad", "deep", "list", "newer", "empty"}
    assert all(faults.values())
    assert "newer negotiator" in faults["newer"]
    assert "nested" in faults["deep"]
    assert [entry.slot for entry in store.entries() if entry.save] == ["good"]


@given(st.binary(max_size=300))
def test_any_file_is_a_save_or_damaged(content: bytes) -> None:
    with pytest.raises(DamagedError):
        read_save(content, "x.yaml")


def test_every_single_line_that_is_lost_is_noticed_or_harmless(harbour: Story) -> None:
    play = Play.begin(harbour, 1).choose("ask").choose("promise")
    save = Save.of(play, label="x", moment="2026-11-23")
    lines = write_save(save).splitlines(keepends=True)
    for number, line in enumerate(lines):
        rest = "".join(lines[:number] + lines[number + 1 :]).encode()
        # No file that isn't as it was written is listed without being read whole.
        assert summary_in(rest) is None
        if line.startswith(("sum", "made", "ending")):
            assert read_save(rest, "x.yaml") == save  # these only serve the list
        elif line.startswith(("    ", "- ")):
            # Losing a value of the snapshot or a decision leaves a file that reads well.
            assert read_save(rest, "x.yaml") != save
        else:
            with pytest.raises(DamagedError):
                read_save(rest, "x.yaml")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Unix permissions")
def test_an_unwritable_folder(harbour: Story, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    for store in (Store(blocked), Store(blocked / "below")):
        with pytest.raises(SaveError, match="--saves DIR"):
            store.keep("a", Play.begin(harbour, 1))
        with pytest.raises(OSError, match="file"):
            make_writable(store.folder)
        assert store.entries() == ()
        (row,) = store.rows()
        assert "is a file, where a folder is needed" in row.fault
    assert blocked.read_text(encoding="utf-8") == "not a folder"


def test_what_could_not_be_read_again_is_not_written(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path, clock)
    play = Play.begin(harbour, 1)
    store.keep("a", play)
    with pytest.raises(SaveError, match="60 characters"):
        store.keep("a", play, label="x" * 61)
    endless = Play(harbour, play.state._replace(seed=10**5000))
    with pytest.raises(SaveError, match="can't be written"):
        store.keep("a", endless)
    assert [entry.save and entry.save.seed for entry in store.entries()] == [1]
    beyond = Play(harbour, play.state._replace(seed=LARGEST_SEED + 1))
    with pytest.raises(SaveError, match="can't be written"):
        store.keep("a", beyond)
    last = Play(harbour, play.state._replace(seed=LARGEST_SEED))
    store.keep("a", last)
    assert [entry.save and entry.save.seed for entry in store.entries()] == [LARGEST_SEED]


@pytest.mark.parametrize("share", [0.9, 0.99, 1.01, 1.9])
def test_as_much_as_is_written_is_read_again(share: float, harbour: Story, tmp_path: Path) -> None:
    play = Play.begin(harbour, 1)
    each = "x" * 10_000
    before = DecisionTrail((each,) * int(share * LARGEST_SAVE / len(each)))
    store = Store(tmp_path, clock)
    with suppress(SaveError):
        store.keep("a", play, unplaced=Unplaced(before))
    kept = [entry.save and entry.save.unplaced.before for entry in store.entries()]
    assert kept == ([before] if share < 1 else [])


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs Unix")
@pytest.mark.parametrize("zone", ["XXX-99:99", "", "nowhere", "UTC+24:59:59", "../passwd"])
def test_a_play_is_kept_whatever_zone_the_clock_is_in(
    zone: str, harbour: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        store = Store(tmp_path)
        store.keep(store.new_slot(harbour), Play.begin(harbour, 1))
        (row,) = store.rows()
        assert row.summary
        local_time(row.summary.moment)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_delete(harbour: Story, tmp_path: Path) -> None:
    store = Store(tmp_path, clock)
    store.keep("a", Play.begin(harbour, 1))
    store.keep("a", Play.begin(harbour, 2))
    assert (tmp_path / "a.yaml.bak").exists()
    store.delete("a")
    store.delete("a")
    assert store.entries() == ()
    assert list(tmp_path.glob("[!.]*")) == []


@pytest.mark.parametrize("name", ["a.yaml", "a.yaml.bak"])
def test_a_save_that_was_made_read_only_is_not_deleted(
    harbour: Story, tmp_path: Path, name: str
) -> None:
    store = Store(tmp_path, clock)
    store.keep("a", Play.begin(harbour, 1))
    store.keep("a", Play.begin(harbour, 2))
    before = [one.read_bytes() for one in sorted(tmp_path.glob("a.*"))]
    (tmp_path / name).chmod(0o400)
    with pytest.raises(SaveError, match="read-only"):
        store.delete("a")
    assert [one.read_bytes() for one in sorted(tmp_path.glob("a.*"))] == before
    (tmp_path / name).chmod(0o600)
    store.delete("a")
    assert store.entries() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="a file has no such mode there")
@pytest.mark.parametrize("mode", [0o600, 0o660, 0o666, 0o644])
def test_a_save_is_kept_for_the_same_people(harbour: Story, tmp_path: Path, mode: int) -> None:
    store, memory = Store(tmp_path, clock), Memory(tmp_path)
    store.keep("a", Play.begin(harbour, 1))
    memory.add("harbour", Met(texts=frozenset("a")))
    names = ("a.yaml", "a.yaml.bak", ".met.json", ".met.json.bak")
    for name in names[::2]:
        (tmp_path / name).chmod(mode)
    for seed in (2, 3):
        store.keep("a", Play.begin(harbour, seed))
        memory.add("harbour", Met(texts=frozenset(str(seed))))
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in names} == {mode}


WRITER = """
import sys
from pathlib import Path
from negotiator.engine import Play
from negotiator.saves import Store
from negotiator.story.bounds import LARGEST_SEED
from negotiator.story.loading import load
from negotiator.narration.transcript import transcript
story = load(Path(sys.argv[1]))
store = Store(Path(sys.argv[2]))
play = Play.begin(story, 1)
for _ in range(100000):
    store.keep("a", play)
    print(len(play.steps), flush=True)
    play = play.choose("ask") if not play.steps else play.undone()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_kill_at_any_moment_leaves_a_whole_save(tmp_path: Path) -> None:
    for round_ in range(6):
        folder = tmp_path / str(round_)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(HARBOUR), str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        for _ in range(3):
            writer.stdout.readline()
        # Kill it at some point of its writing, a little later each round.
        until = time.monotonic() + round_ * 0.003
        while time.monotonic() < until:
            pass
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        entry = Store(folder).entry("a")
        assert entry.save is not None
        assert entry.save.decisions in ((), ("quay.ask",))
        store = Store(folder)
        store.entry("a")
        kept = store.keep("a", Play.begin(load(HARBOUR), 1))
        assert kept == ("a", "")
        assert store.entry("a").fault == ""


def test_state_from_keeps_every_value_in_its_range() -> None:
    """A save may be of a text with more seats, longer rests, or a counter that went further."""
    assembly = load(HARBOUR.parent / "assembly")
    domains = rules(assembly).domains
    for number in (-3, 2_000):
        state = state_from(assembly, "evening", dict.fromkeys(domains, number), seed=1, draws=0)
        for value, domain in zip(state.values, domains.values(), strict=True):
            assert domain.low <= value
            assert domain.high is None or value <= domain.high
            assert isinstance(value, bool) == domain.is_truth


def test_state_from_keeps_gauges_in_range(harbour: Story) -> None:
    state = state_from(harbour, "hall", {"trust": 900, "anger": -3}, seed=1, draws=4)
    assert state.values[:2] == (100, 0)
    assert state.draws == 4
    with pytest.raises(KeyError):
        state_from(harbour, "nowhere", {}, seed=1, draws=0)
