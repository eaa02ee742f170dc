"""One play, many hands: a vote is hidden until it is closed, held twice, decided by a rule told
beforehand, and may be overruled, which is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from negotiator.classroom.phases import class_play
from negotiator.classroom.rows import DecisionRow, HandsRow, NoteRow, ReasonRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.narration import class_ballots, class_board, class_overview, class_pages
from negotiator.story.model import TieRule
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Held, button, holding

TOGETHER = "Before anybody flies"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    story = pact()
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, story, story.exercises["one_period"]) as one,
    ):
        one.goes_to("Find your seat")
        one.goes_to(TOGETHER)
        yield one


def votes(one: Client, which: int) -> None:
    """Vote for a choice by its number from 0."""
    data = one.data["vote"]
    choice = data["choices"][which]["id"]
    one.follow("/vote", {"ballot": data["ballot"], "choice": choice})


def in_mandate(held: Held) -> None:
    """Decide without votes until the class is where it votes twice."""
    while class_play(held.site.room()).play.state.scene != "mandate":
        page = held.teacher.page
        held.teacher.press(next(one for one in page.buttons if one.action == "/board/decide"))


def wall(held: Held) -> str:
    return Client(held.port).follow(f"/wall/{held.code}").text


def test_nobody_votes_before_a_vote_is_opened(held: Held) -> None:
    one = held.student()
    page = one.page
    assert class_ballots.read_first() in page.text
    assert class_ballots.tie_rule(held.exercise.ties) in page.text
    play = class_play(held.site.room()).row.play
    answer = one.follow("/vote", {"ballot": f"{play}-1-1", "choice": "say_nothing"})
    assert class_pages.said("late") in answer.text
    assert held.site.store.rows(VoteRow) == []


def test_a_vote_may_be_changed_until_it_is_closed_and_is_hidden_till_then(held: Held) -> None:
    first, *others = held.students(5)
    held.teacher.does("open")
    votes(first, 0)
    votes(first, 2)
    for one in others[:3]:
        votes(one, 1)
    assert first.data["vote"]["mine"] == first.data["vote"]["choices"][2]["id"]
    assert class_ballots.is_yours() in first.page.text
    hidden = [wall(held), held.teacher.page.text, *(one.page.text for one in others)]
    for text in hidden:
        assert class_ballots.tally(3) not in text
        assert class_ballots.tally(1) not in text
    assert first.data["vote"]["counts"] is None
    assert class_ballots.turnout(4, 5) in wall(held)
    held.teacher.does("close")
    late = others[3]
    ballot = hidden and button(held.teacher.page, "/board/decide", choice=_top(held))
    assert ballot
    answer = late.follow("/vote", {"ballot": _ballot(held, 1), "choice": _choice(held, 0)})
    assert class_pages.said("late") in answer.text
    for text in (wall(held), first.page.text, held.teacher.page.text):
        assert class_ballots.tally(3) in text
    assert first.data["vote"]["counts"] == [
        {_choice(held, 0): 0, _choice(held, 1): 3, _choice(held, 2): 1}
        | {_choice(held, n): 0 for n in range(3, len(_choices(held)))}
    ]


def _choices(held: Held) -> list[str]:
    return [one.id for one in class_play(held.site.room()).play.options() if one.open]


def _choice(held: Held, number: int) -> str:
    return _choices(held)[number]


def _top(held: Held) -> str:
    return _choice(held, 1)


def _ballot(held: Held, turn: int) -> str:
    played = class_play(held.site.room())
    return f"{played.row.play}.{played.number}.{turn}"


def test_both_rounds_are_kept_with_who_moved(held: Held) -> None:
    students = held.students(4)
    in_mandate(held)
    held.teacher.does("open")
    for one in students:
        votes(one, 0)
    held.teacher.does("close")
    assert class_ballots.argue() in wall(held)
    held.teacher.does("open")
    assert class_ballots.ballot_is_open(2) in students[0].page.text
    votes(students[0], 1)
    for one in students[1:3]:
        votes(one, 0)
    held.teacher.does("close")
    told = class_ballots.who_moved(1, 3)
    assert told in wall(held)
    assert told in students[3].page.text
    assert len(held.site.store.rows(VoteRow)) == 7
    assert len(students[0].data["vote"]["counts"]) == 2
    held.teacher.does("decide", choice=_choice(held, 0))
    assert class_ballots.class_decided("")[:10] in wall(held)
    (row,) = [one for one in held.site.store.rows(DecisionRow) if one.name.startswith("mandate.")]
    assert not row.overruled


def test_what_is_as_many_before_and_after_is_drawn_as_long(held: Held) -> None:
    students = held.students(4)
    in_mandate(held)
    for cast in ((0, 0, 0, 1), (0, 0, 1)):  # one doesn't vote again
        held.teacher.does("open")
        for one, which in zip(students, cast, strict=False):
            votes(one, which)
        held.teacher.does("close")
    page = Client(held.port).send(f"/wall/{held.code}").text
    drawn = re.findall(r'class="count.*?<rect width="(\d+)%".*?<span>(.*?)<', page, re.DOTALL)
    by_votes = {told.strip(): int(wide) for wide, told in drawn}
    assert len(set(drawn)) == len(by_votes)
    assert by_votes[class_ballots.tally(3)] == 75
    assert by_votes[class_ballots.tally(1)] == 25


def test_the_teacher_may_overrule_and_that_is_said(held: Held) -> None:
    students = held.students(3)
    held.teacher.does("open")
    for one in students:
        votes(one, 0)
    held.teacher.does("close")
    assert class_board.otherwise() in held.teacher.page.text
    held.teacher.does("decide", choice=_choice(held, 1))
    (row,) = held.site.store.rows(DecisionRow)
    assert row.overruled == 1
    said = class_ballots.overruled("")[:20]
    assert said in wall(held)
    assert said in students[0].page.text


def test_a_tie_is_the_teachers_and_no_overruling(held: Held) -> None:
    assert held.exercise.ties is TieRule.TEACHER
    students = held.students(2)
    held.teacher.does("open")
    votes(students[0], 0)
    votes(students[1], 1)
    held.teacher.does("close")
    assert class_ballots.tied() in wall(held)
    assert class_board.tie_is_yours() in held.teacher.page.text
    held.teacher.does("decide", choice=_choice(held, 1))
    (row,) = held.site.store.rows(DecisionRow)
    assert row.overruled == 0


def test_it_works_with_hands_alone(held: Held) -> None:
    sent = button(held.teacher.page, "/board/hands")
    held.teacher.press(sent, **{f"h.{_choice(held, 0)}": "17", f"h.{_choice(held, 1)}": "9"})
    assert class_ballots.tally(17) in wall(held)
    held.teacher.does("decide", choice=_choice(held, 0))
    assert len(held.site.store.rows(HandsRow)) == 2
    (row,) = held.site.store.rows(DecisionRow)
    assert row.overruled == 0


def test_hands_are_added_to_votes(held: Held) -> None:
    one = held.student()
    held.teacher.does("open")
    votes(one, 0)
    sent = button(held.teacher.page, "/board/hands")
    held.teacher.press(sent, **{f"h.{_choice(held, 0)}": "4"})
    assert class_ballots.tally(5) in wall(held)
    # Hands counted anew after it was closed come to every page by themselves.
    before = one.data["mark"]
    sent = button(held.teacher.page, "/board/hands")
    held.teacher.press(sent, **{f"h.{_choice(held, 0)}": "6"})
    assert class_ballots.tally(7) in wall(held)
    assert one.data["mark"] != before


def test_a_decision_is_made_once_whoever_presses_twice(held: Held) -> None:
    page = held.teacher.page
    first, second = [one for one in page.buttons if one.action == "/board/decide"][:2]
    held.teacher.press(first)
    held.teacher.press(second)
    held.teacher.press(first)
    assert len(held.site.store.rows(DecisionRow)) == 1


def test_a_reason_is_shown_only_once_it_was_read(held: Held) -> None:
    students = held.students(2)
    held.goes_to("The night of the crowd")
    held.teacher.does("open")
    for one in students:
        votes(one, 0)
    text = "Because <b>home</b> & away"
    for one in students:
        one.press(button(one.page, "/reason"), text=text)
    assert class_ballots.shown_reasons() not in wall(held)
    page = held.teacher.page
    shown = [one for one in page.buttons if one.action == "/board/show"]
    assert len(shown) == 2
    assert class_overview.about_choice("Fly to Tokyo on Monday") in page.text
    held.teacher.press(shown[0])
    assert text in wall(held)
    assert "<b>home" not in Client(held.port).send(f"/wall/{held.code}").text
    # What is written anew hasn't been read.
    writer = int(shown[0].form["reason"].rpartition("-")[2])
    other = next(one for one in students if one.data["seat"] == writer)
    other.press(button(other.page, "/reason"), text="Something else")
    assert "Something else" not in wall(held)
    held.teacher.press(shown[0])
    assert "Something else" not in wall(held)


def test_a_reason_that_is_too_long_is_refused(held: Held) -> None:
    one = held.student()
    held.goes_to("The night of the crowd")
    held.teacher.does("open")
    votes(one, 0)
    page = one.press(button(one.page, "/reason"), text="x" * 10_000)
    assert class_pages.said("long") in page.text
    assert [each for each in held.teacher.page.buttons if each.action == "/board/show"] == []


def test_what_nobody_sees_is_no_part_of_a_reason_or_a_note(held: Held) -> None:
    """No database but SQLite keeps a NUL: what it refused was sent again for ever."""
    one, unseen = held.student(), "a\0b\x1b[2Jc\u202ed\ufffee"
    held.goes_to("The night of the crowd")
    held.teacher.does("open")
    votes(one, 0)
    one.press(button(one.page, "/reason"), text=unseen)
    assert [row.text for row in held.site.store.rows(ReasonRow)] == ["ab[2Jcde"]
    held.teacher.press(button(held.teacher.page, "/board/note"), text=unseen)
    assert [row.text for row in held.site.store.rows(NoteRow)] == ["ab[2Jcde"]
    one.press(button(one.page, "/reason"), text="\0 \x07")
    assert [row.text for row in held.site.store.rows(ReasonRow)] == ["ab[2Jcde"]


@pytest.mark.parametrize("overruled", [0, 1])
@pytest.mark.parametrize("before", [[], ["announcement.announce_short"]], ids=["first", "later"])
def test_a_class_goes_on_with_a_story_that_no_longer_has_what_was_decided(
    held: Held, before: list[str], overruled: int
) -> None:
    one = held.student()
    held.goes_to(TOGETHER)
    held.teacher.does("open")
    votes(one, 0)
    play = class_play(held.site.room()).row.play
    for number, name in enumerate([*before, "announcement.renamed_since"], start=1):
        row = DecisionRow(held.row.class_id, play, number, name, held.clock.now, overruled)
        assert held.site.store.add_next(row)
    everywhere(held, one)
    if not before:
        held.teacher.send("/board/decide", {"number": "2", "choice": "announce_short"})
        assert class_play(held.site.room()).play.decisions == ("announcement.announce_short",)
        everywhere(held, one)
    phases = held.exercise.phases
    for fewer in (phases[:1], phases[4:], phases[::-1]):
        held.site.exercise = replace(held.exercise, phases=fewer)
        everywhere(held, one)
        held.site.exercise = replace(held.exercise, phases=phases)


def everywhere(held: Held, one: Client) -> None:
    """Whoever asks gets a page."""
    for path in ("/", "/seat.json?told=yes", f"/wall/{held.code}"):
        assert one.send(path).status in (200, 303), path
    for path in ("/board", "/board.json", "/board/play/now"):
        assert held.teacher.send(path).status in (200, 303), path


def test_while_the_class_stands_nobody_votes(held: Held) -> None:
    one = held.student()
    held.teacher.does("open")
    data = one.data["vote"]
    held.teacher.does("pause")
    page = one.page
    assert class_pages.paused() in page.text
    assert [each for each in page.buttons if each.action == "/vote"] == []
    choice = data["choices"][0]["id"]
    answer = one.follow("/vote", {"ballot": data["ballot"], "choice": choice})
    assert class_pages.said("stopped") in answer.text
    held.teacher.does("run")
    votes(one, 0)
    assert one.data["vote"]["mine"] == choice


def test_the_play_stops_where_its_phase_does(held: Held) -> None:
    for _ in range(40):
        page = held.teacher.page
        found = [one for one in page.buttons if one.action == "/board/decide"]
        if not found:
            break
        held.teacher.press(found[0])
    assert class_board.phase_is_over() in held.teacher.page.text
    assert class_ballots.phase_stopped() in wall(held)


def test_an_event_that_asks_has_its_own_title(held: Held) -> None:
    """It interrupts a scene, whose vote comes after it."""
    one = held.student()
    for _ in range(9):
        play = class_play(held.site.room()).play
        if play.event is not None:
            break
        page = held.teacher.page
        held.teacher.press(next(each for each in page.buttons if each.action == "/board/decide"))
    assert play.event is not None
    assert str(play.event.title) in wall(held)
    assert str(play.event.title) in one.page.text
    assert one.data["vote"]["title"] == str(play.event.title)
