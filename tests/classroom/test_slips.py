"""Slips are seats that wait: each has its own code, whoever types it sits there, and none is
counted before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from negotiator.classroom.class_report import report
from negotiator.classroom.records import gathered
from negotiator.classroom.rows import ClassRow, SeatRow
from negotiator.classroom.slips import Slip, page, slips
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.tokens import code_hash
from negotiator.cli import cli
from tests.classroom.a_class import exercise, held, pact


def made(
    store: SqliteStore, row: ClassRow, how_many: int, offices: tuple[str, ...] = ()
) -> list[Slip]:
    found: list[list[Slip]] = []
    slips(store, row, how_many, found.append, offices)
    return found[-1]


def test_each_slip_is_a_seat_that_its_code_opens(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
        (row,) = store.rows(ClassRow)
        found = made(store, row, 5, tuple(exercise().offices))
        seats = {one.seat: one for one in store.rows(SeatRow, class_id="c1")}
        assert [one.seat for one in found] == [7, 8, 9, 10, 11]
        assert len({one.code for one in found}) == len({one.pseudonym for one in found}) == 5
        for one in found:
            assert seats[one.seat].resume_hash == code_hash(one.code.lower(), "c1")
            assert seats[one.seat].joined == 0
        offices = [seats[one.seat].office for one in found]
        names = [*exercise().offices]
        assert offices == [names[(seat - 1) % len(names)] for seat in range(7, 12)]
        assert "6 seats" in report(pact(), exercise(), gathered(store, "c1"))


def test_the_page_has_every_slip_and_loads_nothing(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
        found = made(store, store.rows(ClassRow)[0], 3)
    written = page(found, "One <period>", "http://10.0.0.1:8017/", "<svg></svg>")
    assert written.count("<li>") == written.count("<svg>") == 3
    assert "One <period>" not in written
    for one in found:
        assert one.pseudonym in written
        assert f"{one.code[:4]} {one.code[4:]}" in written
    assert not re.search(r"<script|<link|<img|href=|url\(|@import|src=", written)
    assert 'class="empty"' in page(found, "x", "", "")


def test_the_command_prints_slips_for_a_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGOTIATOR_DATA", str(tmp_path))
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
    file = tmp_path / "slips.html"
    words = ["class", "slips", "--seats", "4", "--address", "http://10.0.0.1:8017/"]
    done = CliRunner().invoke(cli, [*words, "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8").count("<svg") == 4
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        assert len(store.rows(SeatRow, class_id="c1", joined=0)) == 4


def test_whoever_joins_while_slips_are_written_keeps_the_seat(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
        (row,) = store.rows(ClassRow)
        on_paper: list[list[Slip]] = []

        def written(found: list[Slip]) -> None:
            on_paper.append(found)
            if len(on_paper) == 1:
                store.add(SeatRow("c1", 7, "early bird", "a", "b", 1, ""))

        slips(store, row, 3, written)
        assert [[one.seat for one in found] for found in on_paper] == [[7, 8, 9], [8, 9, 10]]
        seats = {one.seat: one.pseudonym for one in store.rows(SeatRow, class_id="c1")}
        assert seats[7] == "early bird"
        assert [seats[one.seat] for one in on_paper[1]] == [one.pseudonym for one in on_paper[1]]


@pytest.mark.parametrize("name", ["no/such/slips.html", "slips.yaml", "classes.sqlite", "x" * 300])
def test_slips_that_cannot_be_written_are_no_seats(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGOTIATOR_DATA", str(tmp_path))
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
        before = store.rows(SeatRow)
        assert CliRunner().invoke(cli, ["class", "slips", "-o", str(tmp_path / name)]).exit_code
        assert store.rows(SeatRow) == before


def test_no_slips_are_made_for_a_class_that_has_ended(tmp_path: Path) -> None:
    database, file = tmp_path / "classes.sqlite", tmp_path / "slips.html"
    with SqliteStore(database) as store:
        held(store)
        before = store.rows(SeatRow)
        words = ["--database", str(database)]
        assert CliRunner().invoke(cli, ["class", "end", "c1", *words]).exit_code == 0
        done = CliRunner().invoke(cli, ["class", "slips", "c1", "-o", str(file), *words])
        assert done.exit_code == 2
        assert "c1 has ended" in done.output
        assert not file.exists()
        assert store.rows(SeatRow) == before


@pytest.mark.parametrize("options", [[], ["-o", "other.html"], ["-o", "link.html"]])
def test_slips_of_another_class_are_not_written_over(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ("other.html" if options[1:] == ["other.html"] else "slips.html")
    (tmp_path / "link.html").symlink_to(file)
    database = tmp_path / "classes.sqlite"
    with SqliteStore(database) as store:
        held(store)
        words = ["class", "slips", "c1", "--database", str(database)]
        first = CliRunner().invoke(cli, [*words, "-o", file.name])
        assert first.exit_code == 0, first.output
        before, seats = file.read_bytes(), store.rows(SeatRow)
        done = CliRunner().invoke(cli, [*words, *options])
        assert done.exit_code == 1
        assert "Name another one" in done.output
        assert (file.read_bytes(), store.rows(SeatRow)) == (before, seats)
