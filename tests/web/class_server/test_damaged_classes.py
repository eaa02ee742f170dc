"""A class whose file was changed by another program: whatever stands where, no page fails, the
board says which row it is, the others go on, and nothing in the file is lost."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from negotiator.classroom.class_report import report
from negotiator.classroom.damage import kinds
from negotiator.classroom.phases import class_play
from negotiator.classroom.records import gathered, long_table, wide_table
from negotiator.classroom.rows import TABLES, ClassRow, RevealRow, SeatRow, TurnedRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.xapi import statements
from negotiator.narration import class_overview
from tests.classroom import a_class
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Held, button, holding

STAGES = ("Before anybody flies", "At the table", "Your own November", "On your way out")
"""A phase of each shape, in the order of the class."""
WRONG: tuple[object, ...] = ("abc", b"\xff\x00", None, 1.5, -1, 10**12, 2**63 - 1, "\x00", "")
"""What may be put anywhere."""
EACH = int(os.environ.get("NEGOTIATOR_DAMAGE", "9"))
"""Of how many of these one is put into a column while a class is held; 1 looks at all."""
Kind = type[tuple[Any, ...]]
Rows = dict[Kind, list[tuple[Any, ...]]]


class Kept(NamedTuple):
    """A class in the middle of a phase, and what was kept of it then."""

    held: Held
    file: Path
    students: list[Client]
    rows: Rows


def columns(kind: Kind) -> tuple[str, ...]:
    return tuple(kind._fields)  # type: ignore[attr-defined]


def all_rows(file: Path) -> Rows:
    """Every row with its number in the file, byte for byte."""
    with closing(sqlite3.connect(file)) as other:
        other.text_factory = bytes
        return {
            kind: other.execute(f"SELECT rowid, * FROM {table.name} ORDER BY rowid").fetchall()
            for kind, table in TABLES.items()
        }


def take_anything(file: Path) -> None:
    """Let every column have any value, as in a file that another program has made anew."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '')")
        other.commit()


def put_back(file: Path, rows: Rows) -> None:
    with closing(sqlite3.connect(file)) as other:
        for kind, before in rows.items():
            table = TABLES[kind].name
            other.execute(f"DELETE FROM {table}")
            marks = ", ".join("CAST(? AS TEXT)" if one is str else "?" for one in kinds(kind))
            names = ", ".join(f'"{name}"' for name in ("rowid", *columns(kind)))
            other.executemany(f"INSERT INTO {table} ({names}) VALUES (?, {marks})", before)
        other.commit()


def changes(file: Path, rows: Rows, begin: int, step: int) -> Iterator[tuple[Kind, str, bool]]:
    """Put into every column of the last row of every table some of the wrong values, one after the
    other; yields where, and whether it is of another type than belongs there."""
    for kind in TABLES:
        for column, belongs in zip(columns(kind), kinds(kind), strict=True) if rows[kind] else ():
            for value in WRONG[begin % len(WRONG) :: step]:
                table, last = TABLES[kind].name, rows[kind][-1][0]
                with closing(sqlite3.connect(file)) as other:
                    changed = f'UPDATE OR IGNORE {table} SET "{column}" = ? WHERE rowid = ?'
                    other.execute(changed, (value, last))
                    (found,) = other.execute(
                        f'SELECT typeof("{column}") FROM {table} WHERE rowid = ?', (last,)
                    ).fetchone()
                    other.commit()
                yield kind, column, found != ("text" if belongs is str else "integer")
                put_back(file, rows)
            # Beside each other stand values of other kinds.
            begin += 1


def votes(students: list[Client], reason: str = "") -> None:
    for one in students:
        vote = one.data["vote"]
        form = {"ballot": vote["ballot"], "choice": vote["choices"][0]["id"], "reason": reason}
        one.follow("/vote", form)


def offers(one: Client) -> None:
    terms = one.data["table"]["terms"]
    picked = {f"t.{term['id']}": term["options"][0]["id"] for term in terms}
    one.press(button(one.page, "/offer"), **picked)


def decides(one: Client) -> None:
    play = one.data["play"]
    choice = next(each for each in play["choices"] if each["open"])
    one.follow("/play/decide", {"at": play["at"], "do": choice["id"]})


def first(held: Held, action: str, **more: str) -> None:
    """Press the first button of the board that does something."""
    held.teacher.press(
        next(one for one in held.teacher.page.buttons if one.action == action), **more
    )


@contextmanager
def kept_in(stage: str, file: Path) -> Iterator[Kept]:
    """A class of four that has done something of everything up to a phase."""
    exercise = pact().exercises["double_period"]
    with SqliteStore(file) as store, holding(store, pact(), exercise) as held:
        held.goes_to("Find your seat")
        students = held.students(4)
        for item, form in exercise.forms.items():
            students[0].follow("/reply", {"form": "before", f"i.{item}": form.before.right})
        held.goes_to(STAGES[0])
        held.teacher.does("open")
        votes(students, "It holds")
        first(held, "/board/show")
        held.teacher.does("close")
        first(held, "/board/decide")
        held.teacher.does("open")
        votes(students[:2])
        held.teacher.follow("/board/note", {"number": "1", "text": "Read on"})
        played = class_play(held.site.room())
        choice = students[0].data["vote"]["choices"][0]["id"]
        ballot = f"{played.row.play}-{played.number}-1"
        held.teacher.follow("/board/hands", {"ballot": ballot, f"h.{choice}": "3"})
        if stage in STAGES[1:]:
            held.goes_to(STAGES[1])
            for student in students[:3]:
                offers(student)
        if stage in STAGES[2:]:
            store.add(RevealRow(held.site.class_id, 3, held.clock()))
            held.goes_to(STAGES[2])
            for student in students[:3]:
                decides(student)
            held.teacher.press(button(held.teacher.page, "/board/more", seat="2"))
        if stage == STAGES[3]:
            held.goes_to(stage)
        take_anything(file)
        yield Kept(held, file, students, all_rows(file))


@pytest.mark.parametrize("stage", STAGES)
def test_no_value_anywhere_in_the_file_stops_a_page(stage: str, tmp_path: Path) -> None:
    with kept_in(stage, tmp_path / "classes.sqlite") as kept:
        held, file = kept.held, kept.file
        asked = (
            *((held.teacher, path) for path in ("/board", "/board.json", f"/wall/{held.code}")),
            (kept.students[0], "/"),
            *((kept.students[3], path) for path in ("/", "/seat.json?told=yes")),
        )
        for kind, column, is_wrong in changes(file, kept.rows, STAGES.index(stage), EACH):
            before = all_rows(file)
            held.site._glanced = held.site._looked = held.site._damaged = None
            answers = [one.send(path) for one, path in asked]
            where = f"{kind.__name__}.{column}"
            # A class whose id isn't there is none, and who hasn't its secret isn't its teacher.
            is_lost = kind is ClassRow and column in ("class_id", "teacher_hash", "code_hash")
            assert [one.status for one in answers if one.status >= 500] == [], where
            if is_wrong and not is_lost and column != "class_id":
                assert f"table {TABLES[kind].name}, row" in answers[0].text, where
                assert f": {column} is “" in answers[0].text, where
            if kind is not ClassRow and column != "class_id":
                assert answers[3].status in (200, 303, 403), where
            after = all_rows(file)
            for each, rows in before.items():
                assert not Counter(rows) - Counter(after[each]), where
        held.site._damaged = None
        assert class_overview.mend_damaged() not in held.teacher.page.text


def test_no_value_anywhere_in_the_file_stops_a_report(tmp_path: Path) -> None:
    file, story, exercise = tmp_path / "classes.sqlite", pact(), a_class.exercise()
    with SqliteStore(file) as store:
        a_class.held(store)
        store.add(VoteRow("c1", 1, 1, 2, 1, "assembly_first", 5))
        store.add(TurnedRow("c1", 5, 0, 1, "signed_initialled", "", 0, 0))
        store.add(TurnedRow("c1", 5, 1, 1, "signed_initialled", "crossroads.ask_assembly", 9, 4))
        take_anything(file)
    rows = all_rows(file)
    with SqliteStore(file) as store:
        for kind, column, _is_wrong in changes(file, rows, 0, 1):
            if kind is ClassRow and column == "class_id":
                continue
            record = gathered(store, "c1")
            where = f"{kind.__name__}.{column}"
            assert report(story, exercise, record), where
            assert long_table(exercise, record), where
            assert wide_table(story, exercise, record), where
            assert [*statements(story, exercise, record)], where
    assert all_rows(file) == rows


@pytest.mark.parametrize("value", [*WRONG, 0, 7, 99_999_990])
def test_whatever_number_a_row_has_those_after_it_go_on(value: object, tmp_path: Path) -> None:
    with kept_in(STAGES[2], tmp_path / "classes.sqlite") as kept:
        held, student = kept.held, kept.students[0]
        for _ in range(4):
            decides(student)
        first(held, "/board/note", text="Read the second page")
        play = student.data["play"]["play"]
        with closing(sqlite3.connect(kept.file)) as other:
            for where in (
                f"decision SET number = ? WHERE play = {play}",
                "note SET number = ? WHERE 1",
            ):
                other.execute(f"UPDATE {where} AND number = 1", (value,))
            other.commit()
        held.site._damaged = None
        board = held.teacher.page.text
        for row in (f"table decision: row play {play}, number 1.", "table note: row number 1."):
            assert row in board
        before = all_rows(kept.file)
        for _ in range(3):
            at = student.data["play"]["at"]
            decides(student)
            assert student.data["play"]["at"] != at
        first(held, "/board/note", text="And the third")
        assert "And the third" in student.page.text
        for each, rows in all_rows(kept.file).items():
            assert not Counter(before[each]) - Counter(rows)


def test_a_class_whose_own_row_is_damaged_goes_on(tmp_path: Path) -> None:
    with kept_in(STAGES[0], tmp_path / "classes.sqlite") as kept:
        with closing(sqlite3.connect(kept.file)) as other:
            other.execute("UPDATE class SET began = 'at nine', opened = 'at eight', phase = 'two'")
            other.commit()
        kept.held.site._damaged = None
        assert "at nine" in kept.held.teacher.page.text
        first(kept.held, "/board/phase")
        first(kept.held, "/board/phase")
        row = kept.held.row
        assert (row.phase, row.began > 0) == (1, True)
        with closing(sqlite3.connect(kept.file)) as other:
            assert other.execute("SELECT opened FROM class").fetchone() == ("at eight",)


def test_who_joins_takes_no_damaged_seat(tmp_path: Path) -> None:
    with kept_in(STAGES[0], tmp_path / "classes.sqlite") as kept:
        with closing(sqlite3.connect(kept.file)) as other:
            other.execute("UPDATE seat SET seat = 'four', pseudonym = x'00' WHERE seat = 4")
            other.commit()
        kept.held.student()
        assert len(kept.held.site.store.rows(SeatRow)) == 4
        assert len(all_rows(kept.file)[SeatRow]) == 5
