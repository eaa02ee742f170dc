"""What holds in every play of every story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import (
    NotOfferedError,
    Play,
    Told,
    choose,
    options,
    replay,
    start,
    state_from,
    values,
)
from negotiator.engine.chance import BLOCK, block, per_cent
from negotiator.engine.chance import draw as drawn
from negotiator.narration.transcript import transcript
from negotiator.story.model import Story
from tests.strategies import plays, stories


@given(plays())
def test_a_play_replays_to_the_same_transcript(play: Play) -> None:
    replayed, stopped = replay(play.story, play.seed, play.decisions)
    assert stopped is None
    assert transcript(replayed).encode() == transcript(play).encode()
    assert replayed.state == play.state


@given(plays())
def test_undo_after_choose_is_the_identity(play: Play) -> None:
    for option in play.options():
        if option.open:
            further = play.choose(option.id)
            assert further.undone().state == play.state
            assert transcript(further.undone()) == transcript(play)
    assert play.rewound(0).state == start(play.story, play.seed)


@given(plays())
def test_gauges_never_leave_their_range(play: Play) -> None:
    for state in (play.origin, *(step.state for step in play.steps)):
        named = values(play.story, state)
        for name, gauge in play.story.gauges.items():
            assert gauge.low <= int(named[name]) <= gauge.high


@given(plays())
def test_what_is_offered_can_be_chosen_and_nothing_else(play: Play) -> None:
    offered = {option.id: option.open for option in options(play.story, play.state)}
    for name in ("a", "b", "c", "d"):
        if offered.get(name):
            assert choose(play.story, play.state, name).before == play.state
        else:
            with pytest.raises(NotOfferedError):
                choose(play.story, play.state, name)


@given(plays())
def test_states_compare_and_hash_by_value(play: Play) -> None:
    again, _ = replay(play.story, play.seed, play.decisions)
    for one, other in zip(play.steps, again.steps, strict=True):
        assert one.state == other.state
        assert hash(one.state) == hash(other.state)
        assert one.state is not other.state


@given(plays())
def test_changes_tell_exactly_what_moved(play: Play) -> None:
    for step in play.steps:
        named = values(play.story, step.before)
        for change in step.changes:
            assert named[change.name] == change.before
            assert change.before != change.after
            assert change.cause == step.taken
            named[change.name] = change.after
        after = values(play.story, step.state)
        for name in (*play.story.gauges, *play.story.flags):
            assert named[name] == after[name]


@given(plays())
def test_a_state_is_restored_from_its_names(play: Play) -> None:
    state = play.state
    restored = state_from(
        play.story,
        state.scene,
        play.values(),
        seed=state.seed,
        draws=state.draws,
        talks=state.talks,
    )
    assert restored == state


@given(plays())
def test_the_counts_of_a_play_are_those_of_its_state(play: Play) -> None:
    # For counts that the state doesn't keep, a play's `values` counts its steps; where the state
    # keeps a count, the two must agree.
    kept = values(play.story, play.state)
    places = [play.origin.scene, *(step.state.scene for step in play.steps if step.moved)]
    for scene in play.story.scenes:
        if f"visits({scene})" in kept:
            assert kept[f"visits({scene})"] == places.count(scene)
    for name in play.story.choices:
        if f"chosen({name})" in kept:
            taken = [step.taken for step in play.steps]
            assert kept[f"chosen({name})"] == taken.count(name)


@given(stories(), st.integers(0, 2**63 - 1))
def test_the_passages_told_have_no_marks_left(story: Story, seed: int) -> None:
    told = Play.begin(story, seed).told()
    for one in told:
        assert isinstance(one, Told)
        assert "[[" not in one.text
        assert "[^" not in one.text
        assert "{g" not in one.text
        assert one.text.startswith("So:")
        words = "".join(getattr(part, "words", "") for part in one.segments)
        assert words == one.text


@given(st.integers(0, 2**63 - 1), st.integers(0, 10_000))
def test_chance_is_in_range(seed: int, number: int) -> None:
    assert 0 <= drawn(seed, number) < 2**64
    assert 0 <= per_cent(seed, number) < 100


def test_chance_is_the_published_generator() -> None:
    # The first outputs of SplitMix64 with seed 1234567, as its authors' C code prints them.
    assert [drawn(1234567, number) for number in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(st.integers(0, 2**64), st.integers(0, 10_000))
def test_a_block_of_draws_is_the_draws(seed: int, number: int) -> None:
    numbers = range(number * BLOCK, (number + 1) * BLOCK)
    assert block(seed, number) == tuple(drawn(seed, one) for one in numbers)


def test_chance_is_even() -> None:
    counts = [0] * 100
    for seed in range(200):
        for number in range(100):
            counts[per_cent(seed, number)] += 1
    # 20,000 draws over 100 values: 200 each, with a standard deviation of 14.
    assert min(counts) > 140
    assert max(counts) < 260
