"""Joining a class: by its code alone, once, with nothing personal; and going on elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from negotiator.classroom import phases
from negotiator.classroom.rows import SeatRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.narration import class_pages
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Held, button, holding, serving


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    story = pact()
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, story, story.exercises["one_period"]) as one,
    ):
        yield one


def test_what_the_story_is_stands_before_joining(held: Held) -> None:
    page = Client(held.port).page
    assert pact().title in page.text
    assert pact().ages in page.text
    assert class_pages.no_name() in page.text


def test_who_joins_goes_by_two_words(held: Held) -> None:
    one = held.student()
    data = one.data
    assert len(data["pseudonym"].split()) == 2
    assert data["pseudonym"] in one.page.text
    assert len({each.data["pseudonym"] for each in held.students(5)}) == 5


def test_a_code_is_understood_as_it_is_typed(held: Held) -> None:
    one = Client(held.port)
    sent = button(one.page, "/join")
    typed = f" {held.code[:3].lower()} - {held.code[3:].lower()}"
    one.press(sent, code=typed)
    assert one.data["seat"] == 1


def test_joining_twice_with_one_page_is_joining_once(held: Held) -> None:
    one = Client(held.port)
    sent = button(one.follow(f"/?code={held.code}"), "/join")
    for _ in range(3):
        assert one.send("/join", sent.form).status == 303
    assert len(held.site.room().seats()) == 1


def test_wrong_codes_have_to_wait_and_right_ones_never(held: Held) -> None:
    wrong = Client(held.port)
    sent = button(wrong.page, "/join")
    code = "000000" if held.code != "000000" else "000001"
    answers = [wrong.send("/join", {**sent.form, "code": code}) for _ in range(8)]
    assert answers[0].status == 403
    assert answers[-1].status == 429
    assert class_pages.wait() in answers[-1].text.replace("&#x27;", "'")
    # The same source, as behind a proxy.
    assert held.student().data["seat"] == 1
    assert wrong.send(f"/wall/{code}").status == 403


def test_a_seat_goes_on_on_another_device_by_its_resume_code(held: Held) -> None:
    one = held.student()
    (value,) = one.cookies.values()
    resumes = value.rpartition(".")[2]
    assert f"{resumes[:4]}-{resumes[4:]}" in one.page.text
    other = Client(held.port)
    page = other.press(button(other.page, "/resume"), resume=resumes.lower())
    assert class_pages.said("resumed") in page.text
    assert other.data["seat"] == 1
    assert one.send("/seat.json").status == 403
    assert button(one.page, "/join")
    assert resumes[:4] in other.page.text


def test_a_seat_on_a_printed_slip_is_taken_by_its_code(held: Held) -> None:
    from negotiator.classroom.tokens import code_hash

    digest = code_hash("ABCD2345", held.site.class_id)
    held.site.store.add(SeatRow(held.site.class_id, 1, "neat wren", "", digest, 0))
    assert held.site.room().seats() == []
    one = Client(held.port)
    one.press(button(one.page, "/resume"), resume="abcd-2345")
    assert one.data["pseudonym"] == "neat wren"
    assert held.student().data["seat"] == 2


def test_only_the_secret_opens_the_board(held: Held) -> None:
    other = Client(held.port)
    assert other.send("/board").status == 403
    assert other.send("/board/pause", {}).status == 403
    assert other.send("/teacher/x").status == 404
    assert held.student().send("/board").status == 403
    answer = other.send(f"/teacher/{held.secret}")
    assert answer.to == "/board"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert other.send("/board").status == 200


def test_new_codes_let_nobody_in_by_the_old_ones(held: Held) -> None:
    before = held.student()
    _, code, secret = phases.with_new_codes(held.site.store, held.row)
    assert held.teacher.send("/board").status == 403
    assert Client(held.port).send(f"/wall/{held.code}").status == 403
    held.code = code
    assert held.student().data["seat"] == 2
    assert before.data["seat"] == 1
    assert Client(held.port).send(f"/teacher/{secret}").to == "/board"


def test_a_page_goes_on_after_the_server_was_started_again(held: Held) -> None:
    one = held.student()
    held.goes_to("Find your seat")
    held.goes_to("Before anybody flies")
    mark = one.data["mark"]
    again = replace(held.site)
    with serving(again) as port:
        other = Client(port, one.cookies)
        assert other.data["mark"] == mark
        assert other.data["phase"]["title"] == "Before anybody flies"


def test_nothing_is_logged_of_who_asks(
    held: Held, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    one = held.student()
    one.send("/join", b"x" * 100_000)
    one.send("/board")
    held.goes_to("Find your seat")
    said = caplog.text + "".join(capfd.readouterr())
    assert "127.0.0.1" not in said
    assert held.secret not in said
    assert not any(value in said for value in one.cookies.values())


def test_a_class_that_was_deleted_says_so(held: Held) -> None:
    one = held.student()
    held.site.store.delete(held.site.class_id)
    assert one.send("/").status == 410
    assert one.send("/seat.json").status == 410
