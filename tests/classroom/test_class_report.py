"""The report of a class: one file with all that was done in it, raw numbers everywhere, and nothing
that the teacher hasn't shown or that would let somebody in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from negotiator.classroom.class_report import report
from negotiator.classroom.paths import paths
from negotiator.classroom.records import ClassRecord, gathered
from negotiator.classroom.rows import ClassRow, HandsRow, ReasonRow, TurnedRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.turned import current, summed
from tests.classroom.a_class import OPENED, REASON, exercise, held, pact


class Text(HTMLParser):
    """The words of a page, and the tags that were left open or closed wrongly."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[ClassRecord]:
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
        yield gathered(store, "c1")


def made(record: ClassRecord) -> Text:
    return Text(report(pact(), exercise(), record))


def test_the_page_is_whole_and_loads_nothing(record: ClassRecord) -> None:
    page = report(pact(), exercise(), record)
    assert not Text(page).wrong
    assert not re.search(r"<script|<link|<img|href=|url\(|@import|src=", page)
    assert "@page" in page
    for drawn in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(drawn)
    assert page.count("<h1") == 1


def test_what_was_done_is_told_with_its_numbers(record: ClassRecord) -> None:
    text = made(record).text
    assert "6 seats" in text
    assert "Voted on: The announcement" in text
    # Three seats and three hands for one, three seats for the other.
    assert "All votes 9, 3 of them by hand" in text
    assert "The teacher decided otherwise" in text
    assert "3 pairs: 3 with a deal." in text
    assert "6 plays, from the top down" in text
    assert "Fly to Tokyo on Monday" in text
    assert "6 of 6" in text
    assert "6 answered the first form, 6 the second, 6 both." in text
    assert "Normalized gain: 1.00" in text
    assert "learn" not in text.lower()


def test_only_reasons_that_were_shown_are_told(record: ClassRecord) -> None:
    text = made(record).text
    assert "6 reasons were written; the teacher showed 0." in text
    assert "of the tide" not in text
    shown = [one._replace(shown=int(one.seat == 2)) for one in record.reasons]
    page = report(pact(), exercise(), record._replace(reasons=shown))
    assert "showed 1." in page
    assert "<script>alert" not in page
    assert re.sub(r"\s+", " ", REASON) in Text(page).text


def test_a_reason_for_a_vote_stands_with_what_its_seat_voted(record: ClassRecord) -> None:
    reason = ReasonRow("c1", 1, 1, 2, "Nobody asked", OPENED, 1)
    text = made(record._replace(reasons=[reason])).text
    said, _, rest = text.partition("Nobody asked")
    assert rest
    # Seat 2 voted to wait; the teacher decided otherwise.
    assert "The announcement: “Wait." in said.rpartition("Reasons that were shown")[2]


def test_a_reason_for_a_vote_that_nobody_decided_has_the_words_of_the_choice(
    record: ClassRecord,
) -> None:
    (row,) = (one for one in record.plays if one.play == 1)
    play = record.play(pact(), exercise(), row)
    place, option = pact().places[play.state.scene], play.options()[0]
    reason = ReasonRow("c1", 1, 2, 3, "Nobody decided", OPENED, 1)
    vote = VoteRow("c1", 1, 2, 1, 3, option.id, OPENED)
    text = made(record._replace(reasons=[reason], votes=[*record.votes, vote])).text
    said = text.partition("Nobody decided")[0].rpartition("Reasons that were shown")[2]
    assert f"{place.title}: “{option.text[:20]}" in said
    assert option.id not in said


def test_who_moved_between_two_votes_is_told_in_numbers(record: ClassRecord) -> None:
    second = [
        VoteRow("c1", 1, 1, 2, seat, "announce_openly" if seat < 4 else "announce_short", OPENED)
        for seat in range(1, 6)
    ]
    hands = [*record.hands, HandsRow("c1", 1, 1, 2, "announce_openly", 2)]
    text = made(record._replace(votes=[*record.votes, *second], hands=hands)).text
    assert "Second vote" in text
    # The first three went over, of the last two only the one that had voted otherwise.
    assert "Of 5 seats that voted twice, 4 voted otherwise the second time." in text
    assert "All votes 9, 3 of them by hand 7, 2 of them by hand" in text


def test_turning_points_are_summed_from_their_rows(record: ClassRecord) -> None:
    alone = [one for one in record.plays if one.phase == 6]
    last = {play: rows[-1].number for play, rows in record.decisions.items()}
    rows = []
    for one, added in zip(alone[:3], (300, 500, 400), strict=True):
        of = last[one.play]
        name = "crossroads.fly_to_initial"
        rows.append(TurnedRow("c1", one.play, 0, of, "signed_and_kept", "", 0, 0))
        rows.append(TurnedRow("c1", one.play, 1, of, "signed_and_kept", name, 200 + added, 200))
    stale = TurnedRow("c1", alone[4].play, 0, 99, "signed_and_kept", "", 0, 0)
    assert current([*rows, stale], record.decisions) == rows
    (found,) = summed(current(rows, record.decisions))
    assert (found.plays, round(found.added, 3)) == (3, 0.4)


def test_a_class_that_did_nothing_has_a_report(tmp_path: Path) -> None:
    story, hour = pact(), exercise()
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        store.add(ClassRow("c2", story.id, 1, "f", hour.id, 7, "h", "t", OPENED))
        assert "Nothing was decided" in made(gathered(store, "c2")).text


def test_nothing_of_a_story_is_taken_for_markup(record: ClassRecord) -> None:
    hostile = '<script>x</script>"&\x1b[2J'
    story = replace(
        pact(),
        title=hostile,
        endings={key: replace(one, title=hostile) for key, one in pact().endings.items()},
        scenes={key: replace(one, title=hostile) for key, one in pact().scenes.items()},
    )
    hour = replace(
        exercise(),
        title=hostile,
        phases=tuple(replace(one, title=hostile) for one in exercise().phases),
    )
    page = report(story, hour, record)
    assert "<script>" not in page
    assert "\x1b" not in page
    assert not Text(page).wrong


def test_ways_count_each_play_once_at_a_place(record: ClassRecord) -> None:
    rows = [one for one in record.plays if one.phase == 6]
    found = paths(pact(), [record.play(pact(), exercise(), one) for one in rows])
    (split,) = [one for one in found.splits if one.place == "crossroads"]
    assert split.plays == len(rows) == 6
    assert split.chosen["fly_to_initial"] == 6
    assert found.parted_most is None
    assert found.ends == ("",) * 6
