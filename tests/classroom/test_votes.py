"""A class votes, argues and votes again: every vote counts once, both rounds are kept, and a tie is
decided by the rule that was told beforehand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator.classroom.rows import HandsRow, VoteRow
from negotiator.classroom.votes import By, Round, by_teacher, counted, decided, switching
from negotiator.story.model import TieRule

CHOICES = ("fly", "wait", "ask")


def vote(seat: int, choice: str, number: int = 1, at: int = 1) -> VoteRow:
    return VoteRow("c", 1, 5, number, seat, choice, at)


some_votes = st.lists(
    st.builds(
        vote,
        st.integers(1, 8),
        st.sampled_from((*CHOICES, "other")),
        st.integers(1, 2),
        st.integers(0, 9),
    )
)


def test_the_last_vote_of_a_seat_counts_and_hands_are_added() -> None:
    votes = [vote(1, "fly"), vote(1, "ask", at=2), vote(2, "fly"), vote(2, "ask", number=2)]
    hands = [HandsRow("c", 1, 5, 1, "wait", 12), HandsRow("c", 1, 5, 2, "wait", 3)]
    found = counted(CHOICES, votes, hands, 1)
    assert found == Round({"fly": 1, "wait": 12, "ask": 1}, 2)
    assert found.votes == 14


def test_who_moved_is_told_in_numbers() -> None:
    votes = [vote(1, "fly"), vote(2, "fly"), vote(3, "ask"), vote(4, "wait")]
    votes += [vote(1, "fly", 2), vote(2, "ask", 2), vote(3, "ask", 2), vote(5, "ask", 2)]
    found = switching(CHOICES, votes)
    assert found.moves == {("fly", "fly"): 1, ("fly", "ask"): 1, ("ask", "ask"): 1}
    assert (found.joined, found.left, found.changed) == ({"ask": 1}, {"wait": 1}, 1)


def test_a_tie_goes_by_its_rule() -> None:
    tie = Round({"fly": 2, "wait": 0, "ask": 2}, 4)
    assert decided(tie, TieRule.TEACHER, 7, 5) == ("", By.TEACHER, ("fly", "ask"), False)
    assert decided(tie, TieRule.FIRST, 7, 5).choice == "fly"
    lots = {decided(tie, TieRule.LOT, seed, 5).choice for seed in range(50)}
    assert lots == {"fly", "ask"}
    nobody = Round({"fly": 0, "wait": 0, "ask": 0}, 0)
    assert decided(nobody, TieRule.FIRST, 7, 5) == ("", By.TEACHER, (), False)


def test_the_teacher_may_overrule_and_it_is_said() -> None:
    clear = decided(Round({"fly": 3, "wait": 1, "ask": 0}, 4), TieRule.TEACHER, 7, 5)
    assert (clear.choice, clear.by, clear.overruled) == ("fly", By.MOST, False)
    assert by_teacher(clear, "ask").overruled
    assert not by_teacher(clear, "fly").overruled
    tie = decided(Round({"fly": 2, "wait": 0, "ask": 2}, 4), TieRule.TEACHER, 7, 5)
    assert not by_teacher(tie, "ask").overruled
    assert by_teacher(tie, "wait").overruled


@given(some_votes, st.sampled_from(TieRule), st.integers(0, 99))
def test_every_seat_counts_once_and_what_decides_is_the_most(
    votes: list[VoteRow], rule: TieRule, seed: int
) -> None:
    for number in (1, 2):
        found = counted(CHOICES, votes, (), number)
        seats = {one.seat for one in votes if one.round == number}
        assert found.votes == found.seats <= len(seats)
        outcome = decided(found, rule, seed, 5)
        assert outcome == decided(found, rule, seed, 5)
        if outcome.choice:
            assert found.counts[outcome.choice] == max(found.counts.values()) > 0
        else:
            assert not found.votes or len(outcome.tied) > 1


@given(some_votes)
def test_those_who_moved_stayed_or_came_are_all_who_voted(votes: list[VoteRow]) -> None:
    first, second = (counted(CHOICES, votes, (), number) for number in (1, 2))
    found = switching(CHOICES, votes)
    stayed = sum(found.moves.values())
    assert stayed + sum(found.left.values()) == first.votes
    assert stayed + sum(found.joined.values()) == second.votes
    for choice in CHOICES:
        came = sum(number for (_, to), number in found.moves.items() if to == choice)
        assert came + found.joined.get(choice, 0) == second.counts[choice]
