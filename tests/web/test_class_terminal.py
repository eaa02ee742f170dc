"""A class at a terminal: joining by a code, voting with a reason, bargaining, and coming back."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiator.classroom.rows import MoveRow, ReasonRow, SeatRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.narration import class_pages, class_tables, class_terminal
from negotiator.web.class_terminal import take_part
from tests.classroom.a_class import pact
from tests.web.class_server.site import Held, holding
from tests.web.test_scripted_students import waited_for


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    hour = pact().exercises["one_period"]
    with SqliteStore(tmp_path / "classes.sqlite") as store, holding(store, pact(), hour) as one:
        yield one


class AtATerminal:
    """Somebody who types, in a thread of their own."""

    def __init__(self, held: Held, code: str) -> None:
        self.typed: queue.Queue[str | None] = queue.Queue()
        self.said: list[str] = []
        self.let_in: list[bool] = []
        address = f"http://127.0.0.1:{held.port}/"

        def come() -> None:
            lines = iter(self.typed.get, None)
            self.let_in.append(take_part(address, code, lines, self.said.append))

        self.thread = threading.Thread(target=come)
        self.thread.start()

    def types(self, line: str) -> None:
        self.typed.put(line)

    def hears(self, part: str) -> None:
        waited_for(lambda: any(part in one for one in self.said))

    def leaves(self) -> None:
        self.typed.put(None)
        self.thread.join(20)
        assert not self.thread.is_alive()


def test_a_terminal_takes_part(held: Held) -> None:
    store = held.site.store
    one = AtATerminal(held, held.code.lower())
    one.hears(class_pages.wait_for_the_teacher())
    held.goes_to("The night of the crowd")
    one.hears("The night of the crowd")
    one.types("1")
    one.hears(class_terminal.not_understood())
    held.teacher.does("open")
    one.hears("Vote, each alone")
    one.types("2")
    one.hears("Your vote is in.")
    one.types("because it has to hold at home")
    waited_for(lambda: store.rows(ReasonRow, text="it has to hold at home"))
    (vote,) = store.rows(VoteRow)
    assert vote.choice == "narrow_now"
    held.student()
    held.goes_to("At the table")
    one.hears(class_terminal.at_a_table())
    one.types("offer 1 1")
    one.types("offer 1 1 1 1")
    one.hears(class_tables.your_offer(1))
    assert len(store.rows(MoveRow)) == 1
    one.leaves()
    assert one.let_in == [True]


def test_it_comes_back_by_its_resume_code_and_ends_with_the_class(held: Held) -> None:
    one = AtATerminal(held, held.code)
    one.hears(class_terminal.what_to_type())
    resume = one.said[-2].partition("code: ")[2][:9]
    one.leaves()
    again = AtATerminal(held, resume)
    again.hears(class_terminal.what_to_type())
    assert len(held.site.store.rows(SeatRow)) == 1
    held.teacher.does("end")
    held.teacher.send("/board/end", {"sure": "yes"})
    again.hears(class_pages.over())
    again.leaves()


def test_a_wrong_code_lets_nobody_in(held: Held) -> None:
    one = AtATerminal(held, "NOTACODE")
    one.leaves()
    assert one.let_in == [False]
    assert held.site.store.rows(SeatRow) == []
