"""Shrunk states do what the states they stand for do."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from negotiator.engine import State, choose, options, start
from negotiator.statespace.bisimulation import shrunk
from negotiator.statespace.successors import Successor, initial, line, moves, normal
from negotiator.story.model import Story
from tests.random_stories import full, small


def behaviour(story: Story, state: State) -> Counter[tuple[object, ...]]:
    """What can happen next, each outcome with its chance, grouped by the states that stand for the
    next ones."""
    found: Counter[tuple[object, ...]] = Counter()
    for move in moves(story, state):
        # What is told decides nothing, and may differ.
        key = move._replace(state=shrunk(story, move.state), chance=Fraction(0), told=())
        found[key] += move.chance  # type: ignore[assignment]
    return found


@pytest.mark.parametrize("maker", [full, small])
def test_a_shrunk_state_does_what_the_whole_one_does(maker: object) -> None:
    assert callable(maker)
    for seed in range(25):
        story = maker(seed)
        random = Random(seed)
        state = initial(story)
        for _ in range(15):
            small_state = shrunk(story, state)
            assert shrunk(story, small_state) == small_state
            assert behaviour(story, state) == behaviour(story, small_state), seed
            ahead: list[Successor] = list(moves(story, state))
            if not ahead:
                break
            state = random.choice(ahead).state


@pytest.mark.parametrize("maker", [full, small])
def test_a_real_step_is_among_the_outcomes_and_chances_add_up(maker: object) -> None:
    assert callable(maker)
    for seed in range(25):
        steps_among_outcomes(maker(seed), seed)


def steps_among_outcomes(story: Story, seed: int) -> None:
    """Every step of a play is among the outcomes of its decision, whose chances add up."""
    random = Random(seed)
    state = start(story, seed)
    for _ in range(8):
        opened = [option.id for option in options(story, state) if option.open]
        if not opened:
            break
        ahead = list(moves(story, normal(state)))
        shares: Counter[str] = Counter()
        for move in ahead:
            shares[move.taken] += move.chance  # type: ignore[assignment]
        if state.scene not in story.tables:
            assert shares.keys() == set(opened)
        assert set(shares.values()) == {1}
        option_id = random.choice(ahead).option
        for decision in line(story, state, option_id):
            state = choose(story, state, decision).state
        known = [(move.option, move.state) for move in ahead]
        assert (option_id, normal(state)) in known
