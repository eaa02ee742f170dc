"""A class at a terminal: joining by a code, voting with a reason, bargaining, and coming back."""

from __future__ import annotations

import asyncio
import json
import queue
import socketserver
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from negotiator.classroom.rows import DecisionRow, MoveRow, PlayRow, ReasonRow, SeatRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.engine import Play, talks
from negotiator.narration import class_pages, class_tables, class_terminal
from negotiator.narration.refusals import reason
from negotiator.web import class_client
from negotiator.web import class_terminal as terminal
from negotiator.web.class_terminal import take_part
from tests.classroom.a_class import pact
from tests.web.class_server.site import Held, button, holding
from tests.web.test_scripted_students import waited_for


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    hour = pact().exercises["one_period"]
    with SqliteStore(tmp_path / "classes.sqlite") as store, holding(store, pact(), hour) as one:
        yield one


def _has_more(store: SqliteStore, made: int) -> bool:
    return len(store.rows(DecisionRow)) > made


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


def test_a_terminal_accepts_below_its_limit_only_if_it_is_sure(held: Held) -> None:
    store = held.site.store
    one = AtATerminal(held, held.code)
    one.hears(class_pages.wait_for_the_teacher())
    other = held.student()
    held.goes_to("At the table")
    one.hears(class_terminal.at_a_table())
    one.types("accept")
    one.hears(class_terminal.not_understood())
    terms = other.data["table"]["terms"]
    best = {
        f"t.{term['id']}": max(term["options"], key=lambda each: each["points"])["id"]
        for term in terms
    }
    other.press(button(other.page, "/offer"), **best)
    one.hears(class_tables.their_offer(1))
    one.types("accept")
    one.hears(class_terminal.type_yes())
    one.types("no")
    one.hears(class_terminal.not_understood())
    assert [each.kind for each in store.rows(MoveRow)] == ["offer"]
    one.types("accept")
    one.types("yes")
    one.hears(class_tables.agreed())
    assert [each.kind for each in store.rows(MoveRow)] == ["offer", "accept"]
    one.leaves()


def test_a_terminal_leaves_the_talks_from_the_third_minute(held: Held) -> None:
    store = held.site.store
    one = AtATerminal(held, held.code)
    one.hears(class_pages.wait_for_the_teacher())
    held.student()
    held.goes_to("At the table")
    one.hears(class_terminal.at_a_table())
    one.types("leave")
    one.hears(class_terminal.not_understood())
    held.clock.on(3)
    one.types("again")
    one.types("leave")
    one.hears(class_terminal.type_yes())
    one.types("yes")
    waited_for(lambda: [each.kind for each in store.rows(MoveRow)] == ["leave"])
    one.leaves()


def test_a_terminal_without_a_partner_bargains_with_the_story(held: Held) -> None:
    one = AtATerminal(held, held.code)
    one.hears(class_pages.wait_for_the_teacher())
    held.goes_to("At the table")
    one.hears(class_terminal.with_the_engine())
    one.types("counterpart")
    one.hears(class_tables.their_offer(1))
    one.types("accept")
    one.types("yes")
    one.hears(class_tables.agreed())
    one.leaves()


def test_a_terminal_plays_alone_through_a_table_with_reasons(tmp_path: Path) -> None:
    homework = pact().exercises["homework"]
    with SqliteStore(tmp_path / "x.sqlite") as store, holding(store, pact(), homework) as held:
        one = AtATerminal(held, held.code)
        one.hears(class_pages.wait_for_the_teacher())
        held.goes_to("Four weeks")
        one.hears(str(pact().places["prologue"].title))

        def play() -> Play:
            found = held.site.room()
            (row,) = store.rows(PlayRow)
            return found.made(row).play

        while (session := talks(pact(), play().state)) is None:
            made = len(store.rows(DecisionRow))
            which = next(at for at, each in enumerate(play().options(), 1) if each.open)
            one.types(str(which))
            waited_for(partial(_has_more, store, made))
            if play().steps[-1].before.scene in homework.phases[0].reasons:
                one.hears(class_terminal.give_a_reason())
                one.types("because it has to hold at home")
                waited_for(lambda: store.rows(ReasonRow, text="it has to hold at home"))
        one.hears(class_terminal.at_a_table_of_the_story())
        # What the player can't sign is not proposed, and it is said why.
        made = len(store.rows(DecisionRow))
        one.types("offer 1")
        one.hears(class_terminal.not_understood())
        worst = session.bargaining.ours.points
        least = [min(range(len(each)), key=each.__getitem__) + 1 for each in worst]
        one.types(f"offer {' '.join(map(str, least))}")
        refused = session.refused(tuple(number - 1 for number in least))
        assert refused is not None
        one.hears(reason(refused))
        assert len(store.rows(DecisionRow)) == made
        one.types(f"offer {' '.join(str(number + 1) for number in session.ours)}")
        waited_for(lambda: len(store.rows(DecisionRow)) == made + 1)
        one.leaves()


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


def test_what_is_typed_while_the_database_refuses_counts_afterwards(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds it, such as one that copies it."""
    store = held.site.store
    assert isinstance(store, SqliteStore)
    read, answered = class_client._read, list[int]()

    async def noted(reader: asyncio.StreamReader) -> class_client.Answer:
        answer = await read(reader)
        answered.append(answer.status)
        return answer

    monkeypatch.setattr(class_client, "_read", noted)
    one = AtATerminal(held, held.code)
    one.hears(class_pages.wait_for_the_teacher())
    held.goes_to("The night of the crowd")
    held.teacher.does("open")
    one.hears("Vote, each alone")
    other = sqlite3.connect(store.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        one.types("2")
        waited_for(lambda: 503 in answered)
    finally:
        other.execute("ROLLBACK")
        other.close()
    one.hears("Your vote is in.")
    assert [vote.choice for vote in store.rows(VoteRow)] == ["narrow_now"]
    one.leaves()


def test_a_wrong_code_lets_nobody_in(held: Held) -> None:
    one = AtATerminal(held, "NOTACODE")
    one.leaves()
    assert one.let_in == [False]
    assert held.site.store.rows(SeatRow) == []


OTHERS = [
    b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    b"\r\n\r\n",
    b"HTTP/1.1 abc\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\xfe\xfd",
    b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nSet-Cookie: a[=b\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>",
    b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nnull",
    b"",
]
"""What answers at a port where no class is: other programs, a proxy, a hotspot's page to log in,
and somebody who never says anything."""


@pytest.mark.parametrize("answer", OTHERS, ids=range(len(OTHERS)))
def test_what_answers_but_is_no_class(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_client, "ANSWERS", 0.2)
    monkeypatch.setattr(class_client, "AGAIN", 0.01)
    monkeypatch.setattr(terminal, "AT_FIRST", 0.1)

    class Other(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                while self.request.recv(65_536):
                    self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.daemon_threads = True
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        with pytest.raises(class_client.GoneError):
            take_part(address, "ABC234", iter([]), print)
        server.shutdown()


def test_a_program_that_answers_otherwise_than_a_class(held: Held) -> None:
    """With whatever JSON, from the first answer on or later: never a traceback."""
    seat = json.loads(held.student().send("/seat.json?told=yes").text)
    told: list[Any] = [[], 5, "x", None, {}, {"seat": None}, {**seat, "phase": []}]
    told += [{**seat, "phase": {}}, {**seat, "play": 5}, {**seat, "vote": {"told": 1}}]
    told += [{**seat, "table": "x"}, {key: seat[key] for key in seat if key != "resume"}]
    wrong = [*map(json.dumps, told), "[" * 100_000, '{"a": ' + "9" * 5_000 + "}"]
    answers: list[str] = []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """A page to join by, or what a seat is told."""
            is_page = self.path == "/"
            text = '<input name="once" value="x">' if is_page else answers.pop(0)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

        def do_POST(self) -> None:
            """Let in."""
            self.send_response(303)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        for one in wrong:
            for before in ([], [json.dumps(seat)]):
                answers[:] = [*before, one]
                with pytest.raises(class_client.GoneError):
                    take_part(address, "ABC234", iter(["again"]), print)
        server.shutdown()
