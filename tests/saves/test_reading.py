"""Any bytes at all are a save or a fault that is shown; and a save, however odd, is played on."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Play
from negotiator.narration.transcript import transcript
from negotiator.saves import (
    DamagedError,
    DecisionTrail,
    Save,
    Store,
    Unplaced,
    UnplacedDecisionError,
    local_time,
    read_save,
    resume,
    write_save,
)
from negotiator.saves.moments import instant
from negotiator.saves.reading import summary_in
from negotiator.saves.writing import LARGEST_SAVE
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.strategies import played, plays

FORMAT_1 = Path(__file__).with_name("format_1.yaml").read_bytes()
STORIES = [load(HARBOUR.parent / name) for name in ("harbour", "assembly", "fishery", "cable")]
MOMENT = "2026-11-23T10:00:00+00:00"


def saved(story: Story, seed: int, picks: list[int], label: str = "") -> Save:
    """A save with all parts that one can have."""
    play = played(story, seed, picks)
    later = Play(story, play.state)
    unplaced = Unplaced(
        DecisionTrail(play.decisions), (DecisionTrail((*play.decisions, "nowhere.nothing")),)
    )
    if seed % 2:
        return Save.of(later, label=label, moment=MOMENT, order=seed, unplaced=unplaced)
    return Save.of(play, label=label, moment=MOMENT, order=seed)


# Every case that was met


def test_a_save_of_format_1_is_listed_and_played_on(harbour: Story, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_bytes(FORMAT_1)
    store = Store(tmp_path)
    (row,) = store.rows()
    assert row.fault == ""
    assert row.summary
    assert (row.summary.label, row.summary.place) == ("at the hall door", "The hall")
    assert (row.summary.decisions, row.summary.seed) == (2, 7)
    save = store.entry("old").save
    assert save
    assert save.summary == row.summary
    play = resume(harbour, save).play
    assert play.decisions == ("quay.ask", "quay.promise")
    assert store.keep("old", play.choose("sign"), label=save.label) == ("old", "")
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8").startswith("negotiator_save: 2\n")
    assert (tmp_path / "old.yaml.bak").read_bytes() == FORMAT_1
    assert store.rows()[0].summary.ended == "signed"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"# complete: true\n", "x.yaml holds nothing"),
        (b"", "x.yaml is no whole save: its last line is missing"),
        (b"complete: true", "x.yaml:1:1: the key `negotiator_save` is missing"),
        (FORMAT_1.replace(b"seed: 7", b"seed: --5"), "x.yaml:13:7: a whole number is needed"),
        (FORMAT_1.replace(b"seed: 7", b"seed: -x"), "x.yaml:13:7: a whole number is needed"),
        (FORMAT_1.replace(b"seed: 7", "seed: ²".encode()), "x.yaml:13:7: a whole number is needed"),
        (FORMAT_1.replace(b"draws: 0", b"draws: " + b"9" * 5000), "a whole number is needed"),
        (FORMAT_1.replace(b"trust: 52", b"trust: --5"), "a whole number is needed"),
        (FORMAT_1.replace(b"negotiator_save: 1", b"negotiator_save: 99"), "a newer negotiator"),
        (FORMAT_1.replace(b"seed: 7", b'"\\e[2J\\a": 7'), "the key `seed` is missing"),
        (b" " * LARGEST_SAVE + FORMAT_1, "no save is as large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_save_can_be_is_a_fault(content: bytes, fault: str, tmp_path: Path) -> None:
    with pytest.raises(DamagedError) as caught:
        read_save(content, "x.yaml")
    assert fault in str(caught.value)
    assert str(caught.value).isprintable()
    (tmp_path / "x.yaml").write_bytes(content)
    (row,) = Store(tmp_path).rows()
    assert row.summary is None
    assert fault in row.fault


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59.999999-14:00",
        "0001-01-01",
        "yesterday",
        "",
        "2026-03-02T18:30:00+99:99",
        "²⁰²⁶-03-02",
    ],
)
def test_a_moment_that_no_clock_here_has(moment: str, tmp_path: Path) -> None:
    content = FORMAT_1.replace(b"2026-03-02T18:30:00.000+09:00", moment.encode())
    (tmp_path / "x.yaml").write_bytes(content)
    (row,) = Store(tmp_path).rows()
    assert row.summary
    assert row.summary.moment == moment
    local_time(moment)


@given(st.text(max_size=40) | st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()))
def test_any_text_is_a_moment_or_none(moment: str) -> None:
    local_time(moment)
    assert isinstance(instant(moment), int)


# The kinds


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_damaged(content: bytes, is_ended: bool) -> None:
    with pytest.raises(DamagedError) as caught:
        read_save(content + b"\ncomplete: true\n" * is_ended, "x.yaml")
    assert str(caught.value).isprintable()


@given(plays(), st.text(st.characters(), max_size=60), st.integers(0, 10**18 - 1))
def test_the_head_tells_what_the_whole_file_does(play: Play, label: str, order: int) -> None:
    save = Save.of(play, label=label, moment=MOMENT, order=order)
    content = write_save(save).encode()
    again = read_save(content, "x.yaml")
    assert summary_in(content) == again.summary
    shown = label.encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    assert (again.label, again.order, again.decisions) == (shown, order, play.decisions)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, lost, doubled or put elsewhere."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(made) + 1)
        stop = min(len(made), start + chance.choice((1, 1, 2, 8, 60)))
        piece = bytes(made[start:stop])
        kind = chance.randrange(6)
        if kind == 0:
            made[start:stop] = b""
        elif kind == 1:
            made[start:start] = chance.choice(ODD)
        elif kind == 2:
            made[start:stop] = chance.randbytes(len(piece))
        elif kind == 3:
            made[start:start] = piece
        elif kind == 4:
            lines = bytes(made).splitlines(keepends=True)
            chance.shuffle(lines)
            made = bytearray(b"".join(lines))
        else:
            made[start:stop] = chance.choice(ODD)
    # Most of what is torn is told by its last line: look further in the others.
    return bytes(made) + b"\ncomplete: true\n" * chance.randrange(2)


ODD = (
    *(b"-", b"--5", b"[", b"{", b"\n", b"\t", b": ", b"- ", b"#", b"&a ", b"*a", b"!", b'"', b"'"),
    *(b"\x00", b"\xff", b"\xc2\x85", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\\ud800", b"\xef\xbb\xbf"),
    *(
        b"true",
        b"null",
        b"9" * 40,
        b"1e5",
        b"terms.x: ",
        b"\r",
        b"? ",
        b"<<: ",
        b"%YAML 9.9\n---\n",
    ),
)


def mutants(count: int) -> Iterator[bytes]:
    chance = random.Random(12)
    whole = [FORMAT_1]
    for story in STORIES:
        whole += [write_save(saved(story, seed, [seed] * 5)).encode() for seed in (2, 3)]
    for _ in range(count):
        if chance.random() < 0.1:
            yield chance.randbytes(chance.randrange(200))
        else:
            yield mutated(chance.choice(whole), chance)


def test_twenty_thousand_files_are_saves_or_faults() -> None:
    good = 0
    faults = set()
    for content in mutants(20_000):
        quick = summary_in(content)
        try:
            save = read_save(content, "x.yaml")
        except DamagedError as error:
            faults.add(str(error))
            assert quick is None
            continue
        good += 1
        assert quick in (None, save.summary)
        assert read_save(write_save(save).encode(), "x.yaml") == save
    assert all(fault.isprintable() for fault in faults)
    assert good > 500  # what is read in spite of all is looked at, too


def test_every_file_has_its_row(tmp_path: Path) -> None:
    whole = write_save(saved(STORIES[0], 2, [1, 1])).encode()
    (tmp_path / "good.yaml").write_bytes(whole)
    for number, content in enumerate(mutants(300)):
        ending = ".yaml.bak" if number % 7 == 0 else ".yaml"
        (tmp_path / f"{number}{ending}").write_bytes(content)
    store = Store(tmp_path)
    rows = store.rows()
    assert {row.slot for row in rows} == {"good", *map(str, range(300))}
    assert all(row.summary or row.fault for row in rows)
    orders = [row.summary.order if row.summary else -1 for row in rows]
    assert orders == sorted(orders, reverse=True)
    for row in rows:
        entry = store.entry(row.slot)
        assert (row.summary, row.fault) == (entry.save and entry.save.summary, entry.fault)


@given(st.sampled_from(STORIES), st.integers(0, 2**32), st.lists(st.integers(0, 11), max_size=9))
def test_a_save_with_odd_values_is_played_on_or_refused(
    story: Story, seed: int, picks: list[int]
) -> None:
    chance = random.Random(seed)
    lines = write_save(saved(story, seed, picks)).splitlines()
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(2, len(lines))
        key, colon, value = lines[at].partition(": ")
        other = chance.choice(lines)
        if colon and chance.random() < 0.7:
            odd = ("0", "-7", "9" * 25, "true", "round", "boundary", "quay", "'~'", value)
            lines[at] = f"{key}: {chance.choice((*odd, other.partition(': ')[2] or 'x'))}"
        elif lines[at].lstrip().startswith("- ") and other.lstrip().startswith("- "):
            lines[at] = f"{lines[at].partition('- ')[0]}- {other.partition('- ')[2]}"
    try:
        save = read_save("\n".join([*lines, "complete: true\n"]).encode(), "x.yaml")
        resumed = resume(story, save)
        play, unplaced = resumed.play, resumed.unplaced
    except (DamagedError, ValueError):
        return
    except UnplacedDecisionError as lost:
        play, unplaced = lost.before, lost.unplaced
    for _ in range(4):
        for option in play.options():
            if option.open:
                play = play.choose(option.id)
                break
        assert transcript(play)
    again = Save.of(play, label="", moment=MOMENT, unplaced=unplaced)
    assert read_save(write_save(again).encode(), "x.yaml") == again


# What is in the folder that is no save


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs Unix")
def test_what_is_no_file_is_a_fault_and_is_not_waited_for(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("good", Play.begin(STORIES[0], 1))
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "good.yaml")
    with (tmp_path / "huge.yaml").open("wb") as huge:
        huge.truncate(10**12)
    (tmp_path / "._good.yaml").write_bytes(b"\x00\x05\x16\x07")  # what macOS puts on a USB stick
    (tmp_path / "line\nbreak\x1b[2J.yaml").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.yaml")).write_bytes(b"")
    rows = {row.slot: row for row in store.rows()}
    assert rows["good"].fault == rows["link"].fault == ""
    assert "it is a folder" in rows["folder"].fault
    assert "it is no file" in rows["pipe"].fault
    assert "it is no file" in rows["zero"].fault
    assert "is missing" in rows["nowhere"].fault
    assert "can't be read" in rows["loop"].fault
    assert "huge.yaml has more than 1,048,576 bytes" in rows["huge"].fault
    assert len(rows) == 10
    assert all(row.fault.isprintable() for row in rows.values())


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read all")
def test_an_unreadable_file_is_a_fault(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("a", Play.begin(STORIES[0], 1))
    (tmp_path / "a.yaml").chmod(0)
    (row,) = store.rows()
    assert "can't be read" in row.fault
