"""Tables in pairs: numbered offers, one standing a side, a clock with a bell, and no number of the
other side in anything that a seat is sent before the teacher reveals them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.bargaining.decisions import ended_by
from negotiator.classroom import meetings
from negotiator.classroom.clock import MINUTE
from negotiator.classroom.meetings import Meeting
from negotiator.classroom.pairs import Side
from negotiator.classroom.rows import DecisionRow, MoveRow, PlayRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.narration import class_overview, class_pages, class_tables
from negotiator.story.choice_names import parted
from negotiator.web.class_server import site
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Clock, Held, button, holding
from tests.web.walking import Read

TABLE = "At the table"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    story = pact()
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, story, story.exercises["one_period"]) as one,
    ):
        one.goes_to("Find your seat")
        yield one


@pytest.fixture
def pair(held: Held) -> tuple[Client, Client]:
    ours, theirs = held.students(2)
    held.goes_to(TABLE)
    return ours, theirs


class OfTheStore(Clock):
    """The time of a class that is held by the command."""

    def __init__(self, store: SqliteStore) -> None:
        self._shows = site.clock_from(store.now())

    def __call__(self) -> int:
        return self._shows()


@pytest.mark.parametrize("days", [-1, 1])
def test_talks_go_on_when_the_machine_sets_its_clock(
    days: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = pact()
    exercise = story.exercises["one_period"]
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, story, exercise, OfTheStore(store)) as held,
    ):
        ours, _ = held.students(2)
        held.goes_to(TABLE)
        before = held.site.room().left or 0
        was = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: was() + days * 86_400 * 10**9)
        assert button(ours.page, "/offer")
        assert abs((held.site.room().left or 0) - before) < MINUTE


def offers(one: Client, which: int, page: Read | None = None) -> Read:
    """Offer the option with that number of every open term."""
    sent = button(page or one.page, "/offer")
    terms = one.data["table"]["terms"]
    picked = {
        f"t.{term['id']}": term["options"][which % len(term["options"])]["id"] for term in terms
    }
    return one.press(sent, **picked)


def accepts(one: Client) -> Read:
    """Accept what the other side offers, below one's limit too."""
    page = one.presses("/accept")
    sure = [each for each in page.buttons if each.form.get("sure")]
    return one.press(sure[0]) if sure else page


def meeting(held: Held) -> Meeting:
    room = held.site.room()
    return meetings.meetings(room, room.number)[0]


def decision(held: Held) -> str:
    (row,) = held.site.store.rows(DecisionRow)
    return parted(row.name)[1]


def test_two_and_two_sit_opposite_each_other(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    table = pact().tables["seoul_table"]
    assert ours.data["table"]["side"] == "ours"
    assert theirs.data["table"]["side"] == "theirs"
    assert class_tables.side_called(table.ours.name) in ours.page.text
    assert theirs.data["pseudonym"] in ours.page.text
    assert len(ours.data["table"]["terms"]) == 4


def test_a_deal_enters_the_play_as_one_decision(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    offers(ours, 0)
    offers(theirs, 1)
    assert [one["number"] for one in ours.data["table"]["offers"]] == [1, 2]
    offers(ours, 2)
    data = theirs.data["table"]
    assert {one["number"] for one in data["offers"]} == {3, 2}
    assert data["may_accept"] == [3]
    assert class_tables.agreed() in accepts(theirs).text
    assert decision(held).startswith("settle(")
    assert ours.data["table"]["ended"] == "agreed"
    (row,) = held.site.store.rows(PlayRow)
    played = held.site.room().made(row)
    assert len(played.play.steps) == 1
    again = held.site.room().made(row)
    assert again.play.state == played.play.state


def test_what_was_replaced_is_not_accepted(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    offers(ours, 0)
    stale = button(theirs.page, "/accept")
    offers(ours, 1)
    page = theirs.press(stale, sure="yes")
    assert class_tables.refusal("stale") in page.text
    own = theirs.follow("/accept", {"play": stale.form["play"], "number": "9", "sure": "yes"})
    assert class_tables.refusal("no_offer") in own.text
    mine = ours.follow("/accept", {"play": stale.form["play"], "number": "2", "sure": "yes"})
    assert class_tables.refusal("own") in mine.text
    assert held.site.store.rows(DecisionRow) == []


def test_below_ones_limit_it_warns_and_allows(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    found = meeting(held)
    scale = found.scale(Side.THEIRS)
    worst = [
        term.options[scale.points[number].index(min(scale.points[number]))].id
        for number, term in enumerate(found.session.table.terms)
    ]
    picked = {
        f"t.{term.id}": option
        for term, option in zip(found.session.table.terms, worst, strict=True)
    }
    ours.press(button(ours.page, "/offer"), **picked)
    page = theirs.presses("/accept")
    assert class_tables.sure_below("", 0, 0).title in page.text
    assert held.site.store.rows(DecisionRow) == []
    (sure,) = (one for one in page.buttons if one.form.get("sure"))
    assert class_tables.agreed() in theirs.press(sure).text
    assert decision(held).startswith("settle(")


def test_one_leaves_from_the_third_minute_after_being_asked(
    held: Held, pair: tuple[Client, Client]
) -> None:
    ours, theirs = pair
    play = {"play": str(ours.data["table"]["play"])}
    assert [one for one in ours.page.buttons if one.action == "/leave"] == []
    early = ours.follow("/leave", {**play, "sure": "yes"})
    assert class_tables.refusal("too_early") in early.text
    held.clock.on(2)
    page = ours.presses("/leave")
    assert held.site.store.rows(MoveRow) == []
    (sure,) = (one for one in page.buttons if one.form.get("sure"))
    assert class_tables.no_deal("ours", is_mine=True) in ours.press(sure).text
    assert class_tables.no_deal("ours", is_mine=False) in theirs.page.text
    assert ended_by(decision(held)) == "ours"


def test_after_the_bell_what_stands_may_be_accepted_for_a_while(
    held: Held, pair: tuple[Client, Client]
) -> None:
    ours, theirs = pair
    offers(ours, 0)
    page = ours.page
    held.clock.on(12)
    assert class_tables.refusal("bell") in offers(ours, 1, page).text
    assert class_tables.bell_rang(20) in theirs.page.text
    held.clock.now += 19_000
    assert class_tables.agreed() in accepts(theirs).text


def test_then_there_is_no_deal(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    offers(ours, 0)
    held.clock.on(12)
    held.clock.now += 20_000
    assert class_tables.no_deal("bell", is_mine=False) in theirs.page.text
    assert ended_by(decision(held)) == "bell"
    assert ours.data["table"]["ended"] == "bell"


def test_a_pause_stops_the_clock_and_more_time_moves_the_bell(
    held: Held, pair: tuple[Client, Client]
) -> None:
    ours, _theirs = pair
    page = ours.page
    held.clock.on(11)
    held.teacher.does("pause")
    held.clock.on(30)
    assert class_tables.refusal("paused") in offers(ours, 0, page).text
    held.teacher.does("run")
    assert 0 < ours.data["phase"]["left"] <= 60_000
    held.teacher.does("extend")
    assert ours.data["phase"]["left"] > 120_000
    held.teacher.does("bell")
    assert ours.data["phase"]["left"] <= 0


def test_moving_on_ends_all_talks(held: Held, pair: tuple[Client, Client]) -> None:
    held.goes_to("Why is your dot there?")
    assert ended_by(decision(held)) == "bell"


def test_one_without_a_partner_bargains_with_the_story_or_watches(held: Held) -> None:
    *others, odd = held.students(3)
    held.goes_to(TABLE)
    page = odd.page
    assert class_tables.no_partner() in page.text
    offers(others[0], 1)
    watched = odd.follow("/?table=1")
    assert class_tables.how_to_watch() in watched.text
    assert not re.search(r"\d points", watched.text)
    odd.press(button(page, "/instead", how="engine"))
    assert class_tables.the_engine() in odd.page.text
    table = odd.data["table"]
    assert table["side"] == "ours"
    assert [one["mine"] for one in table["offers"]] == [False]
    offers(odd, 1)
    assert len(odd.data["table"]["offers"]) == 2 or odd.data["table"]["ended"]
    # Who comes late finds the table taken, and may watch, or bargain with the story as well.
    late = held.student()
    page = late.page
    assert class_tables.no_partner() in page.text
    late.press(button(page, "/instead", how="engine"))
    assert late.data["table"]["side"] == "theirs"
    assert late.data["table"]["play"] != odd.data["table"]["play"]
    assert class_tables.no_partner() not in odd.page.text
    late_page = accepts(late)
    assert class_tables.agreed() in late_page.text
    assert class_tables.no_partner() not in odd.page.text


def test_a_late_partner_sits_down_opposite(held: Held) -> None:
    odd = held.student()
    held.goes_to(TABLE)
    before = odd.data
    assert before["table"] is None
    held.student()
    assert odd.data["table"]["side"] == "ours"


def test_the_story_goes_on_for_who_is_gone(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    offers(ours, 1)
    stood = ours.data["table"]["offers"][0]["package"]
    page = held.teacher.page
    assert class_overview.table_state("talking") in page.text
    seat = str(theirs.data["seat"])
    page = held.teacher.press(button(page, "/board/replace", seat=seat))
    assert class_tables.the_engine() in page.text
    # The other side's offer stands, and the engine asks for something on the chair that is empty.
    table = theirs.data["table"]
    assert table["side"] == "theirs"
    assert {"package": stood}.items() <= next(
        one for one in table["offers"] if not one["mine"]
    ).items()
    assert class_tables.no_partner() in ours.page.text
    # Who comes back has a table too, opposite the engine.
    ours.presses("/instead", how="engine")
    assert ours.data["table"]["side"] == "ours"
    assert theirs.data["table"]["side"] == "theirs"


@pytest.mark.parametrize("action", ["/offer", "/accept", "/leave"])
@pytest.mark.parametrize("meanwhile", ["replaced", "moved on"])
def test_who_is_too_late_at_a_table_is_told(
    held: Held, pair: tuple[Client, Client], action: str, meanwhile: str
) -> None:
    ours, theirs = pair
    offers(ours, 1)
    held.clock.on(3.1)
    sent = button(theirs.page, action)
    if meanwhile == "replaced":
        held.teacher.presses("/board/replace", seat=str(ours.data["seat"]))
    else:
        held.goes_to(held.exercise.phases[-1].title)
    page = theirs.press(sent, sure="yes")
    assert class_tables.refusal("gone") in page.text


def test_who_answers_a_form_too_late_is_told(held: Held) -> None:
    one = held.student()
    held.goes_to(TABLE)
    page = one.follow("/reply", {"form": "before"})
    assert class_pages.said("form_late") in page.text


def test_a_table_with_the_engine_is_a_dot_that_says_so(held: Held) -> None:
    one = held.student()
    held.goes_to(TABLE)
    one.presses("/instead", how="engine")
    accepts(one)
    held.teacher.does("reveal")
    page = one.page
    assert class_tables.your_dot() in page.text
    assert "story's counterpart sat for somebody" in page.text
    assert "<svg" in one.heard[-1].text


def test_the_picture_is_shown_when_the_teacher_reveals_it(
    held: Held, pair: tuple[Client, Client]
) -> None:
    ours, theirs = pair
    offers(ours, 1)
    accepts(theirs)
    assert "<svg" not in ours.send("/").text
    held.teacher.does("reveal")
    for one in (ours, theirs):
        page = one.page
        assert class_tables.your_dot() in page.text
        assert "<svg" in one.heard[-1].text
    assert "<svg" in Client(held.port).send(f"/wall/{held.code}").text
    held.goes_to("Why is your dot there?")
    assert "<svg" in ours.send("/").text
    # Once the class has gone on to play something else it is no longer beside another question.
    held.goes_to("On your way out")
    assert "<svg" not in ours.send("/").text
    assert "<svg" not in Client(held.port).send(f"/wall/{held.code}").text


def test_a_teacher_who_went_on_before_revealing_can_still_reveal(
    held: Held, pair: tuple[Client, Client]
) -> None:
    ours, theirs = pair
    offers(ours, 1)
    accepts(theirs)
    held.goes_to("Why is your dot there?")
    assert "<svg" not in ours.send("/").text
    page = held.teacher.page
    assert class_overview.table_state("agreed") in page.text
    held.teacher.press(button(page, "/board/reveal"))
    assert class_overview.is_revealed() in held.teacher.page.text
    for one in (ours, theirs):
        assert class_tables.your_dot() in one.page.text
    assert "<svg" in Client(held.port).send(f"/wall/{held.code}").text
    # Where the class talks about something else there is nothing to reveal.
    held.goes_to("Read your sheet")
    assert "/board/reveal" not in {one.action for one in held.teacher.page.buttons}


def test_no_answer_has_a_number_of_the_other_side(held: Held) -> None:
    """Every number that only the other side's sheet has is looked for in every answer to a seat,
    from joining until the teacher reveals: headers, pages, data and what is refused."""
    ours, theirs = held.students(2)
    watcher = held.student()
    held.goes_to("Read your sheet")
    for one in (ours, theirs, watcher):
        one.send("/")
        one.send("/seat.json")
    held.goes_to(TABLE)
    for which in range(3):
        offers(ours, which)
        offers(theirs, which + 1)
        for one in (ours, theirs):
            one.send("/")
            one.send("/seat.json")
    watcher.send("/?table=1")
    stale = button(ours.page, "/accept")
    offers(theirs, 1)
    ours.press(stale)
    held.clock.on(3)
    ours.press(button(ours.page, "/leave"))
    theirs.press(button(theirs.page, "/leave"))
    accepts(theirs)
    for one in (ours, theirs, watcher):
        one.send("/")
        one.send("/seat.json")
    found = meeting(held)
    numbers = {side: _numbers(found, side) for side in Side}
    common = numbers[Side.OURS] & numbers[Side.THEIRS]
    secret = {side: numbers[side] - common for side in Side}
    assert min(map(len, secret.values())) > 5
    for one, side in ((ours, Side.OURS), (theirs, Side.THEIRS)):
        # A cookie begins with the seat's number and goes on by chance: it may look like points.
        heads = [{**answer.headers, "set-cookie": ""} for answer in one.heard]
        said = " ".join(map(str, [*heads, *(answer.text for answer in one.heard)]))
        assert secret[side] & set(re.findall(r"\d+\.\d", said))
        told = set(re.findall(r"\d+\.\d", said))
        # A package's points are a sum, and may be the same for both.
        assert not told & (secret[side.other] - _sums(found, side))
    said = " ".join(answer.text for answer in watcher.heard[-1:])
    assert not re.findall(r"\d+\.\d points", said)


def _numbers(found: Meeting, side: Side) -> set[str]:
    """The points on a side's sheet, as they are written."""
    scale = found.scale(side)
    return {f"{points / scale.total:.1f}" for term in scale.points for points in term}


def _sums(found: Meeting, side: Side) -> set[str]:
    scale = found.scale(side)
    return {f"{scale.of(move.package) / scale.total:.1f}" for move in found.log if move.package} | {
        f"{sum(scale.points[n][o] for n, o in found.terms.fixed.items()) / scale.total:.1f}"
    }


def test_whatever_is_sent_twice_or_late_counts_once(held: Held) -> None:
    """Two tabs of each side press what their pages show, in any order and as often as they like:
    the log is what single presses would have made."""
    ours, theirs = held.students(2)
    held.goes_to(TABLE)
    tabs = [(one, Client(one.port, one.cookies)) for one in (ours, theirs)]

    @settings(max_examples=15)
    @given(st.data())
    def pressed(data: st.DataObject) -> None:
        before = len(held.site.store.rows(MoveRow))
        side = data.draw(st.integers(0, 1))
        one, other = tabs[side]
        sent = button(one.page, "/offer")
        same = button(other.page, "/offer")
        terms = one.data["table"]["terms"]
        picked = {
            f"t.{term['id']}": data.draw(st.sampled_from(term["options"]))["id"] for term in terms
        }
        mine = [each for each in one.data["table"]["offers"] if each["mine"]]
        is_new = not mine or any(
            mine[0]["package"][name.removeprefix("t.")] != option for name, option in picked.items()
        )
        for _ in range(data.draw(st.integers(1, 3))):
            one.send("/offer", {**sent.form, **picked})
        other.send("/offer", {**same.form, **picked})
        assert len(held.site.store.rows(MoveRow)) == before + is_new

    pressed()


def test_what_a_seat_is_told_says_who_it_is(held: Held, pair: tuple[Client, Client]) -> None:
    ours, theirs = pair
    assert class_pages.you_are(ours.data["pseudonym"]) in ours.page.text
    other = {"play": str(ours.data["table"]["play"] + 2), "seen": "0"}
    assert ours.send("/offer", other).status == 303
    assert theirs.data["table"]["offers"] == []
