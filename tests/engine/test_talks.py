"""What a table says of a package beforehand."""

from __future__ import annotations

from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Forecast, choose, replay, start, talks
from negotiator.story.loading import load
from negotiator.story.model import Better, Gauge, Story
from tests.fishery import FISHERY


@given(
    st.sampled_from(Better),
    st.integers(0, 100),
    st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted),
    st.sampled_from([(0, 100), (0, 101), (-20, 130)]),
)
def test_a_forecast_is_better_or_worse_only_if_all_it_may_come_to_is(
    better: Better, before: int, between: list[int], ends: tuple[int, int]
) -> None:
    low, high = between
    gauge = Gauge("g", "G", "G", "", before, *ends, better, ())
    may_come = [value for value in range(low, high + 1) if value != before]
    if not may_come:
        return
    gains = [gauge.gain(before, value) for value in may_come]
    improves = Forecast(gauge, before, low, high).improves
    assert (improves is True) == all(gain > 0 for gain in gains)
    assert (improves is False) == all(gain < 0 for gain in gains)


def test_what_a_deal_moves_more_than_once_stands_together(gsomia: Story) -> None:
    test = gsomia.tests["two_commas"]
    steps = replay(gsomia, test.seed, test.decisions).play.steps
    (deal,) = (step for step in steps if step.taken == "seoul_table.deal")
    moved = deal.moved_by("seoul_table.deal")
    assert sorted(moved) == sorted(one for one in deal.changes if one.cause == "seoul_table.deal")
    runs = [name for name, _ in groupby(moved, key=lambda one: one.name)]
    assert len(moved) > len(runs) == len(set(runs))
    for name in runs:
        own = [one for one in moved if one.name == name]
        assert all(one.after == next_.before for one, next_ in pairwise(own))


def mood(*proposals: str) -> str:
    """How they take the last of these proposals at the lake."""
    story = load(FISHERY)
    state = choose(story, start(story, 1), "go_over").state
    for proposal in proposals:
        state = choose(story, state, proposal).state
    session = talks(story, state)
    assert session is not None
    return session.mood


def test_the_mood_says_how_they_took_a_proposal() -> None:
    """Of 9,000 points our opening is worth 500 to them, and no deal 3,600, of which they bear to
    hear less but once. After one move they ask for 7,560."""
    assert mood() == "Has heard your opening"
    assert mood("propose(season=spring)") == "Looking at the door"  # 3,300
    assert mood("propose(season=whole_year)") == "Listening closely"  # 4,500
    assert mood("propose(season=whole_year)", "propose") == "Unmoved, no better for Southtown"
    # 1,400 for half the fish, 4,000, 2,000 and 100: no more than 540 are lacking.
    assert mood("propose(quota=equal, season=whole_year, wardens=shared)") == "Close to a yes"


def test_a_play_counts_how_a_table_closed_and_not_what_was_proposed() -> None:
    """What the rules count when a table closes is counted of the play, too."""
    decisions = ["jetty.go_over", "boathouse.propose", "boathouse.propose"]
    play = replay(load(FISHERY), 3, decisions).play
    assert play.steps[-1].closing == "walkout"
    counts = {name: count for name, count in play.values().items() if name.startswith("chosen(")}
    assert counts == {
        "chosen(jetty.ask_around)": 0,
        "chosen(jetty.go_over)": 1,
        "chosen(boathouse.walkout)": 1,
    }


def test_talks_that_go_on_change_nothing_but_themselves() -> None:
    """No count, no draw, nothing noted: whatever is proposed, until the table closes."""
    story = load(FISHERY)
    state = choose(story, start(story, 3), "go_over").state
    step = choose(story, state, "propose")
    assert step.state == state._replace(talks=step.state.talks)
    assert len(step.state.talks) == 1
    assert (step.notes, step.entered, step.closing) == ((), "", "")
