"""The commands for a class after it: what they write, what joins it, and that nothing of it is left
once it is deleted, on either database."""

from __future__ import annotations

import csv
import json
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from negotiator.classroom import sqlite_store
from negotiator.classroom.class_report import report
from negotiator.classroom.places import store_at
from negotiator.classroom.plays import opening
from negotiator.classroom.postgres_store import PostgresStore
from negotiator.classroom.records import gathered
from negotiator.classroom.rows import (
    HANDED_IN,
    TABLES,
    ClassRow,
    DecisionRow,
    PlayRow,
    SeatRow,
    TurnedRow,
)
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.cli import cli
from negotiator.engine import Play
from negotiator.engine.play_code import code_of
from negotiator.saves import Save, write_save
from tests.classroom.a_class import held, pact
from tests.classroom.postgres import server

MARKS = (b"quiet heron", b"of the tide", b"announce_short", b"seoul_table.settle")
LATER = "2016-11-23T10:00:00+00:00"


@pytest.fixture
def classes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a class in it, which every command finds."""
    folder = tmp_path / "classes"
    monkeypatch.setenv("NEGOTIATOR_DATA", str(folder))
    with SqliteStore(folder / "classes.sqlite") as store:
        held(store)
    return folder


def run(*words: str, typed: str = "", code: int = 0) -> str:
    done = CliRunner().invoke(cli, ["class", *words], input=typed, prog_name="negotiator")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == code, done.output
    return done.output


def all_bytes(*folders: Path) -> set[bytes]:
    files = [one.read_bytes() for each in folders for one in each.rglob("*") if one.is_file()]
    return {mark for mark in MARKS if any(mark in content for content in files)}


def test_a_class_is_listed_and_reported(classes: Path, tmp_path: Path) -> None:
    assert "c1: double_period of gsomia_2016" in run("kept")
    assert "report.html" in run("report")
    page = (classes / "class_exports" / "c1" / "report.html").read_text("utf-8")
    with SqliteStore(classes / "classes.sqlite") as store:
        hour = pact().exercises["double_period"]
        assert page == report(pact(), hour, gathered(store, "c1"))
    named = tmp_path / "mine.html"
    run("report", "c1", "-o", str(named))
    assert named.read_text("utf-8") == page


def test_tables_and_statements_are_written(classes: Path, tmp_path: Path) -> None:
    run("export", "c1", "-o", str(tmp_path / "out"))
    out = tmp_path / "out"
    assert sorted(one.name for one in out.iterdir()) == [
        *("decisions.csv", "seats.csv", "statements.json")
    ]
    rows = list(csv.DictReader((out / "seats.csv").open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 6
    assert len(json.loads((out / "statements.json").read_text("utf-8"))) == 11


@pytest.mark.parametrize("words", [("export", "c1"), ("paper", "one_period")])
@pytest.mark.usefixtures("classes")
def test_no_file_of_somebody_else_is_written_over_in_a_folder(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    asked = (*words, "-o", str(tmp_path / "out"))
    run(*asked)
    files = sorted((tmp_path / "out").iterdir())
    before = [one.read_bytes() for one in files]
    run(*asked)
    files[-1].write_text("mine", encoding="utf-8")
    files[0].unlink()
    said = run(*asked, code=1)
    assert f"There is a file {files[-1]} already. Name another one." in said
    assert files[-1].read_text(encoding="utf-8") == "mine"
    assert not files[0].exists()
    assert [one.read_bytes() for one in files[1:-1]] == before[1:-1]


@pytest.mark.parametrize("place", ["/", ".", "..", "//"])
def test_a_database_that_is_a_folder_is_said_to_be_none(place: str) -> None:
    for words in (("kept",), ("start", "one_period", "--port", "0")):
        assert "can't be kept" in run(*words, "--database", place, code=1)


def a_play(seed: int) -> Play:
    play = Play.begin(pact(), seed)
    for _ in range(4):
        from negotiator.engine import options

        play = play.choose(next(one.id for one in options(pact(), play.state) if one.open))
    return play


def test_plays_that_are_handed_in_join_as_seats(classes: Path, tmp_path: Path) -> None:
    first, second = a_play(11), a_play(12)
    file = tmp_path / "mine.yaml"
    file.write_text(write_save(Save.of(first, label="Kim", moment=LATER)), encoding="utf-8")
    said = run("add", "c1", str(file), code_of(second))
    assert len(said.splitlines()) == 2
    assert "it is in the class already" in run("add", "c1", code_of(first))
    with SqliteStore(classes / "classes.sqlite") as store:
        rows = store.rows(PlayRow, class_id="c1", phase=HANDED_IN)
        assert [(one.seed, one.ours) for one in rows] == [(11, 7), (12, 8)]
        record = gathered(store, "c1")
        hour = pact().exercises["double_period"]
        assert record.play(pact(), hour, rows[0]).state == first.state
        assert {one.seat for one in record.seats} == set(range(1, 9))
        assert all("Kim" not in one.pseudonym for one in record.seats)
        assert "Plays that were handed in" in report(pact(), hour, record)
    run("export", "c1")


def test_a_play_from_a_phase_joins_that_phase(classes: Path, tmp_path: Path) -> None:
    hour = pact().exercises["double_period"]
    play = opening(pact(), hour, PlayRow("c1", 0, 6, 5)).choose("fly_to_initial")
    file = tmp_path / "mine.yaml"
    file.write_text(write_save(Save.of(play, label="", moment=LATER)), encoding="utf-8")
    run("add", "c1", str(file))
    with SqliteStore(classes / "classes.sqlite") as store:
        (row,) = store.rows(PlayRow, class_id="c1", ours=7)
        assert (row.phase, row.seed) == (6, 5)


def test_what_cannot_join_is_refused(classes: Path, tmp_path: Path) -> None:
    elsewhere = opening(pact(), pact().exercises["one_period"], PlayRow("c1", 0, 1, 5))
    file = tmp_path / "mine.yaml"
    file.write_text(write_save(Save.of(elsewhere, label="", moment=LATER)), encoding="utf-8")
    assert "began neither" in run("add", "c1", str(file), code=2)
    assert "no code" in run("add", "c1", "AAAA", code=2)
    assert "There is no class `zz`" in run("report", "zz", code=2)
    with SqliteStore(classes / "classes.sqlite") as store:
        assert len(store.rows(SeatRow, class_id="c1")) == 6


def test_a_class_ends_once(classes: Path) -> None:
    run("end")
    with SqliteStore(classes / "classes.sqlite") as store:
        (row,) = store.rows(ClassRow)
    assert row.ended
    run("end", "c1")
    with SqliteStore(classes / "classes.sqlite") as store:
        assert store.rows(ClassRow) == [row]


def turned(store: SqliteStore | PostgresStore) -> None:
    store.put(TurnedRow("c1", 9, 0, 1, "quiet heron", "", 0, 0))


def test_nothing_is_left_of_a_class_that_was_deleted(
    classes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    with SqliteStore(classes / "classes.sqlite") as store:
        turned(store)
    run("report")
    run("export")
    assert all_bytes(classes, temporary) == set(MARKS)
    assert "Delete the class" in run("delete", "c1", typed="n\n")
    assert all_bytes(classes, temporary) == set(MARKS)
    assert "Nothing of the class c1" in run("delete", "c1", "--yes")
    assert all_bytes(tmp_path) == set()
    assert list((classes / "class_exports").iterdir()) == []
    assert "No class is kept here" in run("kept")


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as url:
        yield url


def test_nothing_is_left_in_the_files_of_a_postgresql_either(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGOTIATOR_DATA", str(tmp_path))
    with PostgresStore(postgres) as store:
        held(store)
        turned(store)
    run("report", "--database", postgres)
    run("delete", "c1", "--yes", "--database", postgres)
    with PostgresStore(postgres) as store:
        assert not any(store.rows(kind, class_id="c1") for kind in TABLES)  # type: ignore[type-var]
        store.connection().execute("CHECKPOINT")
    data = Path(postgres.partition("host=")[2]) / "data"
    # The server's own journal, which it writes over by itself, is its administrator's.
    tables = [one for one in (data / "base").rglob("*") if one.is_file()]
    assert tables
    assert {mark for mark in MARKS for one in tables if mark in one.read_bytes()} == set()
    assert all_bytes(tmp_path) == set()


def test_what_cannot_keep_classes_is_said(tmp_path: Path) -> None:
    file = tmp_path / "no.sqlite"
    file.write_text("this is no database, and was never meant to be one" * 20, encoding="utf-8")
    assert "Classes can't be kept in" in run("kept", "--database", str(file), code=1)
    said = run("kept", "--database", "postgresql://me:secret@localhost:1/x", code=1)
    assert "secret" not in said


def test_nothing_is_said_to_be_kept_where_nothing_can_be_written(
    classes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = classes / "classes.sqlite"
    monkeypatch.setattr(sqlite_store, "BUSY", 0)
    with closing(sqlite3.connect(file)) as database:
        database.execute("BEGIN IMMEDIATE")
        words = ("start", "--resume", "c1", "--port", "0", "--database", str(file))
        said = run(*words, code=1)
    assert "Classes can't be kept in" in said
    assert "Ctrl+C" not in said


COMMANDS = (
    *(("kept",), ("report", "c1"), ("export", "c1"), ("add", "c1", "abc"), ("end", "c1")),
    *(("delete", "c1", "--yes"), ("slips", "c1"), ("start", "--resume", "c1")),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_looking_for_classes_makes_nothing(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGOTIATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    code = 0 if words == ("kept",) else 2
    for more in ((), ("--database", "deep/a.sqlite"), ("--database", "~/a.sqlite")):
        assert "No class is kept here yet." in run(*words, *more, code=code)
    for wrong in ("", "mysql://somewhere/x"):
        assert "name a file" in run(*words, "--database", wrong, code=2)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_what_a_damaged_file_refuses_is_said(
    words: tuple[str, ...], classes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(classes)
    file = classes / "classes.sqlite"
    with closing(sqlite3.connect(file)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        first = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'class'")
        number = first.fetchone()[0] - 1
    content = bytearray(file.read_bytes())
    content[number * size : number * size + 200] = b"\xff" * 200
    file.write_bytes(content)
    said = run(*words, code=1)
    assert f"Classes can't be kept in {file}: " in said.replace("\n", "")


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "marks.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE marks (pupil TEXT)")
        other.commit()
    before = file.read_bytes()
    for words in COMMANDS:
        assert "another program" in run(*words, "--database", str(file), code=1)
    assert file.read_bytes() == before


def test_nothing_is_written_over_the_classes(
    classes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(classes)
    file = classes / "classes.sqlite"
    (classes / "link.html").symlink_to(file)
    (classes / "full").mkdir()
    shutil.copy(file, classes / "full" / "seats.csv")
    for words in (("report",), ("slips", "--seats", "1")):
        for name in ("classes.sqlite", "link.html", "classes.sqlite-wal", "classes.sqlite-journal"):
            assert "Name another one" in run(*words, "c1", "-o", name, code=1)
    assert "Name another one" in run("export", "c1", "-o", "full", code=1)
    done = CliRunner().invoke(
        cli, ["graph", "gsomia_2016", "--format", "dot", "-o", "classes.sqlite"]
    )
    assert done.exit_code == 1
    assert "c1: double_period" in run("kept")


def test_a_place_is_a_file_or_an_address(tmp_path: Path) -> None:
    with store_at(str(tmp_path / "a.sqlite")) as store:
        assert isinstance(store, SqliteStore)
        assert store.rows(DecisionRow) == []


WRONG_ADDRESSES = (
    *("nonsense", "http://[", "http://a:99999999/", "http://a b/", "http://a\n/", "http://.."),
    *("http://\x1b[2J/", "ftp://a/", "http://", f"http://{'a' * 64}/", "http://\udcff/"),
    f"http://a/{'a' * 5_000}",
)


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_what_is_no_address_is_refused_before_anything_is_kept(
    address: str, classes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(classes)
    with SqliteStore(classes / "classes.sqlite") as store:
        before = store.rows(ClassRow), store.rows(SeatRow)
    for words in (["class", "start", "one_period"], ["class", "slips"], ["publish", "first_round"]):
        done = CliRunner().invoke(cli, [*words, "--address", address])
        assert (done.exit_code, type(done.exception)) == (2, SystemExit)
        assert "no address of a server" in " ".join(done.output.split())
        assert "\x1b" not in done.output
    done = CliRunner().invoke(cli, ["play", "--class", address, "ABC234"])
    assert (done.exit_code, type(done.exception)) == (2, SystemExit)
    with SqliteStore(classes / "classes.sqlite") as store:
        assert (store.rows(ClassRow), store.rows(SeatRow)) == before
    assert [one.name for one in classes.glob("*.html")] == []


def test_a_class_behind_a_proxy_is_joined_in_a_browser() -> None:
    done = CliRunner().invoke(cli, ["play", "--class", "https://class.example.org", "ABC234"])
    assert done.exit_code == 2
    assert "is joined in a browser" in done.output


def test_a_class_that_cannot_be_held_is_none(classes: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        for words in (("start",), ("start", "--lan"), ("rehearse",)):
            assert f"at port {port}" in run(
                words[0], "one_period", *words[1:], "--port", port, code=1
            )
    path = "https://class.example.org/deep/"
    run("start", "one_period", "--address", path, code=2)
    assert "c1: double_period" in run("kept")
    with SqliteStore(classes / "classes.sqlite") as store:
        assert len(store.rows(ClassRow)) == 1
