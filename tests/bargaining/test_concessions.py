"""What the moves at a table earned: worked out by hand for the fishery, and in words."""

from __future__ import annotations

from functools import reduce

import pytest

from negotiator.bargaining.concessions import Gain
from negotiator.engine import Play, replay
from negotiator.engine.table_debrief import TableDebrief, table_debriefs
from negotiator.narration.table_report import report
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.fishery import FISHERY


@pytest.fixture(scope="module")
def fishery() -> Story:
    return load(FISHERY)


def table(story: Story, *decisions: str) -> TableDebrief:
    play = reduce(Play.choose, ("go_over", *decisions), Play.begin(story, 3))
    (one,) = table_debriefs(play)
    return one


def said(one: TableDebrief) -> str:
    return "\n".join(next(part for part in report(one) if "earned" in part.title).lines)


def test_what_each_move_gave_and_got(fishery: Story) -> None:
    one = table(
        fishery,
        "propose(quota=equal, wardens=shared)",
        "ask(dearest)",
        "propose",
        "propose(season=spring)",
    )
    first, second, third = one.earned.moves
    # 100 to 68 for us, 5 to 38 for them; their answer 30 to 65 for us, 93 to 70 for them.
    assert (first.gave, first.got) == (Gain(-32, 33), Gain(35, -23))
    assert (second.gave, second.got) == (Gain(0, 0), Gain(0, 0))
    assert (third.gave, third.got, third.taken) == (Gain(-3, 32), None, True)
    assert one.earned.gave == Gain(-35, 65)
    assert one.earned.unanswered is None
    (question,) = one.earned.questions
    assert (question.before, question.used) == (2, 3)


def test_taking_theirs_is_a_gift_too(fishery: Story) -> None:
    one = table(fishery, "propose(ferry=half_fare)", "accept")
    # From 88 to 48 for us.
    assert one.earned.accepted is not None
    assert one.earned.accepted.ours == -40
    assert (
        "- You took their package with 3 proposals left: from your last position you gave up 40"
        in said(one)
    )


def test_one_who_gives_nothing_is_told_so(fishery: Story) -> None:
    one = table(fishery, "propose", "propose")
    assert one.closing == "walkout"
    words = said(one)
    assert "- Your 2nd proposal: you gave nothing. Southtown left." in words
    assert (
        "Nothing that you proposed was better for Southtown than what you opened with, so only "
        "time brought it down. It gives as much as it is given."
    ) in words
    assert "You didn't ask what is dearest to Southtown: “When nobody fishes”, or what is " in words


def test_one_who_has_given_all_of_it_before_asking_is_not_blamed(fishery: Story) -> None:
    one = table(fishery, "propose(season=whole_year)", "ask(dearest)", "leave")
    assert "You stood there already, so there was nothing more to give on it." in said(one)
    one = table(fishery, "ask(dearest)", "leave")
    assert "You gave nothing on it after that." in said(one)


def test_one_who_leaves_at_once_moved_nothing(fishery: Story) -> None:
    one = table(fishery, "leave")
    assert one.earned.moves == ()
    assert said(one).startswith("You didn't ask what is dearest to Southtown")


def test_the_largest_gift_that_brought_nothing(gsomia: Story) -> None:
    found: list[TableDebrief] = []
    for test in gsomia.tests.values():
        play = replay(gsomia, test.seed, test.decisions).play
        found += table_debriefs(play)
    unanswered = [one for one in found if one.earned.unanswered]
    for one in unanswered:
        gift = one.earned.unanswered
        assert gift is not None
        assert gift.got is not None
        assert gift.got.ours <= 0 < gift.gave.theirs
        assert f"proposal, worth {gift.gave.theirs} to {one.table.theirs.name}." in said(one)
    answered = [one for one in found if any(move.is_gift for move in one.earned.moves)]
    assert any("Nothing that you gave went unanswered." in said(one) for one in answered)


def test_moves_add_up_to_what_was_given_in_all(gsomia: Story) -> None:
    for test in gsomia.tests.values():
        play = replay(gsomia, test.seed, test.decisions).play
        for one in table_debriefs(play):
            steps = [move.gave for move in one.earned.moves]
            steps += [one.earned.accepted] if one.earned.accepted else []
            assert one.earned.gave == Gain(
                sum(step.ours for step in steps), sum(step.theirs for step in steps)
            )
