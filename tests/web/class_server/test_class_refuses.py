"""What a class's server refuses, each by trying it: other hosts and pages, other seats' tokens,
paths that lead elsewhere, too much, and markup in every field."""

from __future__ import annotations

import http.client
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiator.classroom import sqlite_store
from negotiator.classroom.phases import class_play
from negotiator.classroom.rows import SeatRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.cli.serving import HOST
from negotiator.narration import class_pages
from negotiator.web.class_server import student_forms, teacher_forms
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Held, button, holding
from tests.web.walking import Read

SCRIPTS = "<script>window.scripted=1</script><img src=x onerror=window.scripted=1>'\"&lt;"
STUDENTS = [f"/{name}" for name in student_forms.FORMS]
TEACHERS = [f"/board/{name}" for name in teacher_forms.FORMS]
ALL = ["/join", "/resume", "/wall", "/play/decide", "/board/play/decide", *STUDENTS, *TEACHERS]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    story = pact()
    file = tmp_path_factory.mktemp("class") / "classes.sqlite"
    with (
        pytest.MonkeyPatch.context() as patch,
        SqliteStore(file) as store,
        holding(store, story, story.exercises["one_period"]) as one,
    ):
        patch.setattr(sqlite_store, "BUSY", 0.2)
        one.goes_to("Find your seat")
        one.goes_to("Before anybody flies")
        yield one


def rows(held: Held) -> str:
    """All that is kept, as one text."""
    store = held.site.store
    assert isinstance(store, SqliteStore)
    return "\n".join(sqlite3.connect(store.file).iterdump())


@pytest.mark.parametrize("host", ["evil.example", "class.test.evil.example", "", "[::1]:{port}"])
def test_a_foreign_host_is_refused(held: Held, host: str) -> None:
    one = held.student()
    for path in ("/", "/seat.json", "/live", "/board", f"/wall/{held.code}", "/page.css"):
        answer = one.send(path, headers={"Host": host.format(port=held.port) or "x"})
        assert answer.status == 403
        assert one.data["pseudonym"] not in answer.text


def test_a_name_of_its_own_is_answered(held: Held) -> None:
    assert held.student().send("/", headers={"Host": "class.test"}).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "https://127.0.0.1"])
@pytest.mark.parametrize("path", ALL)
def test_a_form_of_another_page_is_refused(held: Held, path: str, origin: str) -> None:
    before = rows(held)
    assert held.teacher.send(path, {"text": "x"}, {"Origin": origin}).status == 403
    assert rows(held) == before


@pytest.mark.parametrize("path", [*STUDENTS, "/play/decide"])
def test_a_form_without_a_seat_does_nothing(held: Held, path: str) -> None:
    before = rows(held)
    for cookies in ({}, {f"seat-{held.site.class_id}": "1.x.y"}, {"seat-x": "1.x.y"}):
        assert Client(held.port, dict(cookies)).send(path, {"text": "x"}).status in (303, 403)
    assert rows(held) == before


@pytest.mark.parametrize("path", [*TEACHERS, "/board/play/decide"])
def test_a_student_steers_nothing(held: Held, path: str) -> None:
    one = held.student()
    before = rows(held)
    assert one.send(path, {"sure": "yes", "to": "3", "from": "1"}).status == 403
    assert rows(held) == before


def test_another_seats_token_opens_nothing(held: Held) -> None:
    one, other = held.students(2)
    name = f"seat-{held.site.class_id}"
    number = other.cookies[name].partition(".")[0]
    token = one.cookies[name].partition(".")[2]
    for value in (f"{number}.{token}", f"0.{token}", f"-1.{token}", f"9{number}.{token}", token):
        assert Client(held.port, {name: value}).send("/seat.json").status == 403
    assert Client(held.port, {f"teacher-{held.site.class_id}": token}).send("/board").status == 403


def test_a_vote_is_ones_own(held: Held) -> None:
    one, other = held.students(2)
    held.teacher.does("open")
    played = class_play(held.site.room())
    ballot = f"{played.row.play}-{played.number}-1"
    choice = one.data["vote"]["choices"][0]["id"]
    one.send("/vote", {"ballot": ballot, "choice": choice, "seat": str(other.data["seat"])})
    assert [row.seat for row in held.site.store.rows(VoteRow)] == [one.data["seat"]]
    other_number = ballot.replace("-1-", "-2-")
    for wrong in ("", "x", "1-1", f"{ballot}-1", "9-9-9", "-1-1-1", other_number):
        other.send("/vote", {"ballot": wrong, "choice": choice})
    other.send("/vote", {"ballot": ballot, "choice": "nonsense"})
    other.send("/reason", {"play": str(played.row.play + 1), "number": "1", "text": "x"})
    other.send("/reason", {"play": "0", "number": "1", "text": "x"})
    assert len(held.site.store.rows(VoteRow)) == 1
    assert other.data["vote"]["mine"] == ""


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cwindows",
        "/templates/class/board.html",
        "/play/../../board",
        "/wall/../board",
        "/teacher/",
        "/teacher/%00",
        "/class.js/../board",
        "//evil.example/",
        "/wall/" + "A" * 5_000,
    ],
)
def test_no_path_leads_elsewhere(held: Held, path: str) -> None:
    one = held.student()
    answer = one.send(path)
    assert answer.status in (303, 400, 403, 404)
    assert "root:" not in answer.text
    assert answer.headers.get("location", "/").startswith("/")
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize("path", ALL)
def test_a_body_of_a_megabyte_is_refused(held: Held, path: str) -> None:
    before = rows(held)
    answer = held.teacher.send(path, b"text=" + b"x" * 1_000_000)
    assert answer.status == 413
    assert rows(held) == before


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"&".join(b"a%d=1" % n for n in range(999))])
def test_what_is_no_form_is_refused(held: Held, body: bytes) -> None:
    assert held.student().send("/vote", body).status == 400
    assert held.student().send("/vote", b"{}", {"Content-Type": "application/json"}).status == 415


def test_markup_in_every_field_stays_text(held: Held) -> None:
    """Every field of every form of every page is filled with it, and no page, data or header has it
    as anything but text."""
    one = held.student()
    pages = [one.page, held.teacher.page, Client(held.port).page]
    senders = [one, held.teacher, Client(held.port)]
    for sender, page in zip(senders, pages, strict=True):
        for sent in page.buttons:
            if sent.action.endswith(("/phase", "/end", "/pause")):
                continue
            for name in sent.form:
                sender.follow(sent.action, {**sent.form, name: SCRIPTS})
    (sent, *_) = (each for each in held.teacher.page.buttons if each.action == "/board/note")
    held.teacher.press(sent, text=SCRIPTS)
    for path in ("/", f"/?said={SCRIPTS}&table=<b>", f"/?code={SCRIPTS}", "/seat.json"):
        answer = one.send(path.replace(" ", "%20").replace('"', "%22"))
        assert "<script>window" not in answer.text or path.endswith("json")
    for text in (held.teacher.send("/board").text, Client(held.port).send("/").text):
        assert "<script>window" not in text
        assert "<img src=x" not in text
    joining = Client(held.port)
    sent = button(joining.page, "/join")
    answer = joining.send("/join", {**sent.form, "code": held.code, "once": SCRIPTS})
    assert answer.status == 200
    assert all("<" not in row.pseudonym for row in held.site.store.rows(SeatRow))


def test_cookies_of_any_form_open_nothing(held: Held) -> None:
    name = f"seat-{held.site.class_id}"
    for value in ("", ".", "1", "1.", "1..", "x.y.z", "9" * 50, "٣.aaaaaaaaaaaaaaaaaaaaaaaaaaa.b"):
        header = {"Cookie": f"{name}={value}".encode().decode("latin-1")}
        assert Client(held.port).send("/seat.json", headers=header).status == 403


def test_a_connection_outlasts_a_thought(held: Held) -> None:
    """A connection is kept for longer than people think; a form on it arrives."""
    from negotiator.cli.serving import configured
    from negotiator.web.class_server.serving import application

    assert configured(application(held.site, [])).timeout_keep_alive >= 60
    connection = http.client.HTTPConnection(HOST, held.port, timeout=30)
    for _ in range(3):
        connection.request("GET", "/hello")
        assert connection.getresponse().read()
        time.sleep(0)
    connection.close()


def test_a_database_that_refuses_is_no_server_that_fails(held: Held) -> None:
    """Another program holds it, such as one that copies it: nothing is counted, and the same form
    counts afterwards."""
    store = held.site.store
    assert isinstance(store, SqliteStore)
    late = Client(held.port)
    seat = button(late.follow(f"/?code={held.code}"), "/join")
    before = rows(held)
    other = sqlite3.connect(store.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        refused = late.send(*seat)
        assert refused.status == 503
        assert "Nothing was counted" in refused.text
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert rows(held) == before
    assert late.send(*seat).status == 303


REFUSES = """
CREATE TRIGGER refusing BEFORE INSERT ON {table} WHEN (SELECT COUNT(*) FROM {table}) >= {most}
BEGIN SELECT RAISE(ABORT, 'no more'); END
"""


@pytest.mark.parametrize(
    ("table", "path", "phase"),
    [("reason", "/vote", "Before anybody flies"), ("reply", "/reply", "Find your seat")],
)
def test_what_was_not_counted_is_not_kept_in_part(
    table: str, path: str, phase: str, tmp_path: Path
) -> None:
    """A form with several parts, of which the database takes the first."""
    exercise = pact().exercises["double_period"]
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, pact(), exercise) as held,
    ):
        held.goes_to("Find your seat")
        one = held.student()
        form = {"form": "before"}
        form |= {f"i.{item}": asked.before.right for item, asked in exercise.forms.items()}
        if path == "/vote":
            held.goes_to(phase)
            held.teacher.does("open")
            vote = one.data["vote"]
            choice = vote["choices"][0]["id"]
            form = {"ballot": vote["ballot"], "choice": choice, "reason": "It holds"}
        before = rows(held)
        most = 0 if path == "/vote" else 1
        store.connection().execute(REFUSES.format(table=table, most=most))
        refused = one.send(path, form)
        assert refused.status == 503
        assert class_pages.try_again() in Read(refused.text).text
        store.connection().execute("DROP TRIGGER refusing")
        assert rows(held) == before
        assert one.send(path, form).status == 303
        assert rows(held) != before


def test_a_vote_whose_reason_is_too_long_is_said_to_be_in(tmp_path: Path) -> None:
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, pact(), pact().exercises["double_period"]) as held,
    ):
        held.goes_to("Find your seat")
        held.goes_to("Before anybody flies")
        held.teacher.does("open")
        one = held.student()
        vote = one.data["vote"]
        form = {"ballot": vote["ballot"], "choice": vote["choices"][0]["id"], "reason": "y" * 999}
        assert class_pages.said("voted_long") in one.follow("/vote", form).text
        assert len(store.rows(VoteRow)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
def test_a_class_whose_file_was_moved_counts_nothing_until_it_is_back(held: Held) -> None:
    store = held.site.store
    assert isinstance(store, SqliteStore)
    late = Client(held.port)
    seat = button(late.follow(f"/?code={held.code}"), "/join")
    before = rows(held)
    aside = store.file.rename(store.file.with_name("aside"))
    refused = late.send(*seat)
    assert refused.status == 503
    assert class_pages.put_back() in Read(refused.text).text
    assert class_pages.put_back() in held.teacher.page.text
    aside.replace(store.file)
    assert rows(held) == before
    assert late.send(*seat).status == 303


def test_what_is_no_request_says_nothing_on_the_teachers_terminal(
    held: Held, caplog: pytest.LogCaptureFixture
) -> None:
    """A phone that leaves the network in the middle of a form, a scanner, another protocol."""
    form = (
        f"POST /join HTTP/1.1\r\nHost: {HOST}:{held.port}\r\nOrigin: http://{HOST}:{held.port}\r\n"
    )
    form += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ncode="
    upgrade = f"GET /live HTTP/1.1\r\nHost: {HOST}:{held.port}\r\nConnection: Upgrade\r\n"
    upgrade += "Upgrade: websocket\r\n\r\n"
    half = f"GET / HTTP/1.1\r\nHost: {HOST}:{held.port}\r\nX: "
    for sent in (
        form.encode(),
        upgrade.encode(),
        half.encode(),
        b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
    ):
        with socket.create_connection((HOST, held.port)) as connection:
            connection.sendall(sent)
            held.student()  # the server has read it by now
        held.student()
    assert caplog.text == ""


def test_a_server_that_stops_amid_a_form_says_nothing_on_the_terminal(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The teacher ends the class while a phone is still sending."""
    story = pact()
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        socket.socket() as phone,
        holding(store, story, story.exercises["one_period"]) as held,
    ):
        phone.connect((HOST, held.port))
        head = f"POST /vote HTTP/1.1\r\nHost: {HOST}:{held.port}\r\nOrigin: {held.teacher.url}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\n"
        phone.sendall(f"{head}ballot=".encode())
        assert held.teacher.send("/board").status == 200
    assert not [one.exc_info for one in caplog.records if one.exc_info]
