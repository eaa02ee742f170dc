"""Scripted students take part in a class as real ones do: they come in by the code, vote, bargain,
play and write, by what a seat may know, until it ends."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from negotiator.classroom.class_report import report
from negotiator.classroom.records import gathered
from negotiator.classroom.rows import DecisionRow, MoveRow, PlayRow, ReasonRow, ReplyRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.web.scripted_students import Pace, Student, attended
from tests.classroom.a_class import pact
from tests.web.class_server.site import Held, holding

HURRY = Pace(0, 0.05, 0.05, 700)
STUDENTS = 7


def waited_for(holds: Callable[[], object]) -> None:
    """Wait for the students until something holds."""
    for _ in range(900):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError


class Filled:
    """A class and its students, who take part in a thread."""

    def __init__(self, room: Held) -> None:
        self.room = room
        self.students: list[Student] = []
        address = f"http://127.0.0.1:{room.port}/"

        def come() -> None:
            self.students = asyncio.run(attended(address, room.code, STUDENTS, HURRY))

        self.thread = threading.Thread(target=come)
        self.thread.start()

    def end(self) -> None:
        self.room.teacher.does("end")
        self.room.teacher.send("/board/end", {"sure": "yes"})
        self.thread.join(30)
        assert not self.thread.is_alive()


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    hour = pact().exercises["double_period"]
    with SqliteStore(tmp_path / "classes.sqlite") as store, holding(store, pact(), hour) as room:
        yield Filled(room)


def test_a_whole_class_is_filled(filled: Filled) -> None:
    room = filled.room
    store = room.site.store
    mine = {"class_id": room.row.class_id}
    waited_for(lambda: len(room.site.room().seats()) == STUDENTS)
    room.goes_to("Find your seat")
    # The first form is answered by all.
    waited_for(lambda: len({one.seat for one in store.rows(ReplyRow, **mine)}) == STUDENTS)
    room.goes_to("Before anybody flies")
    room.teacher.does("open")
    waited_for(lambda: len(store.rows(VoteRow, **mine)) == STUDENTS)
    room.goes_to("At the table")
    waited_for(lambda: {one.play for one in store.rows(MoveRow, **mine)})
    # Whoever had begun to bargain goes on, with more time than before.
    room.teacher.does("extend")
    room.clock.on(15.5)
    # Three pairs come to something, and so does the seventh with the story's counterpart.
    waited_for(lambda: len({one.play for one in store.rows(MoveRow, **mine)}) == 4)
    room.clock.on(0.4)
    pairs = [one.play for one in store.rows(PlayRow, **mine) if one.theirs]

    def all_ended() -> bool:
        room.clock.on(0.1)
        return {one.play for one in store.rows(DecisionRow, **mine)} >= set(pairs)

    waited_for(all_ended)
    room.goes_to("Your own November")
    waited_for(
        lambda: len({one.play for one in store.rows(DecisionRow, **mine) if one.play > 70_000}) == 7
    )
    waited_for(lambda: len(store.rows(ReasonRow, **mine)) >= 1)
    filled.end()
    assert all(one.done for one in filled.students)
    assert all("Scripted" in one.text for one in store.rows(ReasonRow, **mine))
    record = gathered(store, room.row.class_id)
    page = report(pact(), room.exercise, record)
    assert "4 pairs" in page
    assert "At 1 table the story's counterpart sat" in unescape(page)
    assert "7 plays, from the top down" in page
    scripted = record._replace(row=record.row._replace(scripted=1))
    assert "This was a rehearsal" in report(pact(), room.exercise, scripted)
    assert "Normalized gain" not in report(pact(), room.exercise, scripted)
