"""Each alone, to a bell: the page of the same play, from where the phase begins to where it stops,
with reasons at marked moments; and what the teacher sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiator.classroom.rows import DecisionRow, ReasonRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.narration import class_ballots, class_overview, class_pages
from negotiator.narration.on_a_page import not_again
from negotiator.story.model import Exercise
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Held, button, holding
from tests.web.walking import Read, Sent

ALONE = "Your own November"


def _held(tmp_path: Path, exercise: Exercise) -> Iterator[Held]:
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, pact(), exercise) as one,
    ):
        one.teacher.press(button(one.teacher.page, "/board/phase"))
        yield one


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    yield from _held(tmp_path, pact().exercises["double_period"])


@pytest.fixture
def homework(tmp_path: Path) -> Iterator[Held]:
    yield from _held(tmp_path, pact().exercises["homework"])


def choices(page: Read) -> list[Sent]:
    return [one for one in page.buttons if one.action == "decide"]


def decides(one: Client, which: int = 0) -> Read:
    """Decide as the page offers it."""
    return one.follow("/play/decide", choices(one.page)[which].form)


def made(held: Held) -> list[DecisionRow]:
    return held.site.store.rows(DecisionRow)


def noting(held: Held) -> list[Sent]:
    """The buttons that tell all something, and that take it back."""
    return [one for one in held.teacher.page.buttons if one.action == "/board/note"]


def test_everybody_has_a_play_from_the_same_place(held: Held) -> None:
    students = held.students(2)
    held.goes_to(ALONE)
    assert {one.data["play"]["scene"] for one in students} == {"crossroads"}
    decides(students[0])
    assert students[0].data["play"]["scene"] != "crossroads" or made(held)
    assert students[1].data["play"]["scene"] == "crossroads"
    assert [one.play % 10_000 for one in made(held)] == [1]


def test_a_decision_that_is_sent_twice_counts_once(held: Held) -> None:
    one = held.student()
    held.goes_to(ALONE)
    sent = choices(one.page)[0]
    for _ in range(3):
        page = one.follow("/play/decide", sent.form)
    assert len(made(held)) == 1
    assert not_again() in page.text
    # Another tab, with the page as it was.
    Client(held.port, one.cookies).follow("/play/decide", choices(one.page)[0].form)
    assert len(made(held)) == 2


def test_a_reason_is_asked_for_at_the_marked_moments(held: Held) -> None:
    one = held.student()
    held.goes_to(ALONE)
    for _ in range(40):
        data = one.data["play"]
        if data["asks_reason"] or data["over"]:
            break
        (open_, *_) = [each for each in data["choices"] if each["open"]]
        one.follow("/play/decide", {"at": data["at"], "do": open_["id"]})
    page = one.page
    sent = button(page, "/reason")
    assert one.press(sent, text="y" * 10_000) is not None
    assert held.site.store.rows(ReasonRow) == []
    assert class_ballots.keep_reason() in page.text or sent
    one.press(sent, text="Because it holds")
    one.press(sent, text="Because it holds")
    (row,) = held.site.store.rows(ReasonRow)
    assert row.number == len(made(held))
    assert one.data["play"]["asks_reason"] is None
    assert "Because it holds" in held.teacher.page.text


def test_it_stops_at_the_bell_and_one_seat_may_have_more(held: Held) -> None:
    one, other = held.students(2)
    held.goes_to(ALONE)
    sent = choices(one.page)[0]
    held.teacher.press(button(held.teacher.page, "/board/more", seat="2"))
    held.clock.on(20)
    page = one.page
    assert class_pages.left(0) in page.text
    assert choices(page) == []
    one.follow("/play/decide", sent.form)
    assert made(held) == []
    decides(other)
    assert len(made(held)) == 1
    held.clock.on(3)
    assert choices(other.page) == []


def test_it_stops_where_the_phase_does(held: Held) -> None:
    one = held.student()
    held.goes_to(ALONE)
    for _ in range(60):
        found = choices(one.page)
        if not found:
            break
        one.follow("/play/decide", found[-1].form)
    assert one.data["play"]["over"]
    assert class_ballots.phase_stopped() in one.page.text
    wall = Client(held.port).follow(f"/wall/{held.code}").text
    assert class_pages.plays_over(1, 1) in wall
    # The act is over: what came of the last decision is told, and nothing of where it led.
    scene = pact().places[one.data["play"]["scene"]]
    assert str(scene.title) not in one.page.text
    (last,) = [row for row in made(held) if row.number == len(made(held))]
    before = pact().places[last.name.partition(".")[0]]
    assert str(before.title) in one.page.text
    assert str(scene.title) not in " ".join(one.data_with_texts["play"]["told"])


def test_pages_that_a_class_does_not_have_are_not_there(held: Held) -> None:
    one = held.student()
    held.goes_to(ALONE)
    decides(one)
    for name in ("save", "hand_in", "gallery"):
        assert one.send(f"/play/{name}").status == 404
        assert name not in one.page.links
    at = choices(one.page)[0].form["at"]
    for name in ("undo", "again", "back", "forget"):
        one.send(f"/play/{name}", {"at": at, "once": "x", "to": "0", "sure": "yes"})
    assert len(made(held)) == 1
    for name in ("board", "history", "codex", "story", "settings", "help"):
        assert one.send(f"/play/{name}").status == 200
    assert one.send("/play/../board").status in (403, 404)


def test_taking_back_is_there_if_the_exercise_allows_it(homework: Held) -> None:
    one = homework.student()
    decides(one)
    sent = button(one.page, "undo")
    one.follow("/play/undo", sent.form)
    one.follow("/play/undo", sent.form)
    assert [row.name for row in made(homework)][1:] == ["undo"]
    decides(one, -1)
    assert len(made(homework)) == 3


def test_each_has_luck_of_its_own_if_the_exercise_says_so(homework: Held) -> None:
    students = homework.students(3)
    for one in students:
        decides(one)
    from negotiator.classroom.rows import PlayRow

    assert len({one.seed for one in homework.site.store.rows(PlayRow)}) > 1


def test_the_board_says_who_is_where_and_who_is_stuck(held: Held) -> None:
    one, other = held.students(2)
    held.goes_to(ALONE)
    decides(one, 0)
    decides(other, 1)
    page = held.teacher.page
    assert one.data["pseudonym"] in page.text
    assert class_overview.stuck() not in page.text
    assert class_overview.splits_most(str(pact().scenes["crossroads"].title)) in page.text
    assert class_overview.split_of("Fly to Tokyo on Monday", 1) in page.text
    held.clock.on(4)
    assert class_overview.stuck() in held.teacher.page.text
    decides(one)
    assert held.teacher.page.text.count(class_overview.stuck()) == 1


def test_a_note_and_a_pause_stand_on_every_page(held: Held) -> None:
    one = held.student()
    held.goes_to(ALONE)
    note = "Read the sources <b>first</b>"
    held.teacher.press(noting(held)[0], text=note)
    assert note in one.page.text
    assert note in Client(held.port).follow(f"/wall/{held.code}").text
    held.teacher.does("pause")
    page = one.page
    assert class_pages.paused() in page.text
    assert choices(page) == []
    held.teacher.does("run")
    held.teacher.press(noting(held)[-1])
    assert note not in one.page.text
    assert choices(one.page)
    held.teacher.press(noting(held)[0], text=note)
    assert note in one.page.text
    # What was said of one phase doesn't stand over the next.
    held.clock.on(1)
    held.goes_to("On your way out")
    assert note not in one.page.text


def test_after_the_end_nothing_is_done(held: Held) -> None:
    one = held.student()
    held.goes_to(ALONE)
    sent = choices(one.page)[0]
    (asked,) = (
        each for each in held.teacher.presses("/board/end").buttons if each.form.get("sure")
    )
    held.teacher.press(asked)
    assert class_pages.over() in one.page.text
    one.follow("/play/decide", sent.form)
    assert made(held) == []
    joining = Client(held.port)
    assert class_pages.over() in joining.page.text


def test_forms_before_and_after_are_kept(held: Held) -> None:
    from negotiator.classroom.rows import ReplyRow

    one = held.student()
    page = one.page
    assert class_pages.form_title(is_first=True) in page.text
    item, asked = next(iter(held.exercise.forms.items()))
    one.press(button(page, "/reply"), **{f"i.{item}": asked.before.right, "i.nonsense": "x"})
    (row,) = held.site.store.rows(ReplyRow)
    assert (row.form, row.answer) == ("before", asked.before.right)
    held.goes_to(held.exercise.phases[-1].title)
    assert class_pages.form_title(is_first=False) in one.page.text
