"""The rules as JSON hold everything needed to play: an interpreter that knows nothing else plays
the same as the engine, step by step."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.checking.verdicts import labels_of
from negotiator.engine import (
    Change,
    Play,
    State,
    Step,
    Told,
    Utterance,
    VoteResult,
    options,
    start,
    tell,
)
from negotiator.engine.compiler import program
from negotiator.engine.dump import transitions
from negotiator.engine.machine import choose, talks
from negotiator.engine.transitions import ASKED
from negotiator.story.loading import load
from negotiator.story.model import Citation, Story, Stress, Words
from tests.engine.reference_interpreter import Game, Happened, Segments
from tests.golden.playing import picked, seed_of
from tests.random_stories import FullMaker, SmallMaker, built
from tests.simulation.test_players import EventfulMaker
from tests.strategies import StoryMaker

STORIES = Path(__file__).parents[1] / "stories"
CORPUS = Path(__file__).parents[1] / "corpus"


def dumped(story: Story) -> Any:
    """The rules, as a reader of the file gets them."""
    return json.loads(json.dumps(transitions(story)))


def as_told(told: Iterable[Told | Utterance]) -> list[Segments]:
    """The engine's passages in the interpreter's form."""
    found: list[Segments] = []
    for one in told:
        if isinstance(one, Utterance):
            found.append([("said", one.reason, one.term)])
            continue
        segments: Segments = [
            (kind, name)
            for kind, name in (
                ("under", one.under),
                ("says", one.speaker.id if one.speaker is not None else ""),
            )
            if name
        ]
        ahead = len(segments)
        for part in one.segments:
            if isinstance(part, Words):
                segments.append(("words", part.words))
            elif isinstance(part, Stress):
                segments.append(("stars", part.stars))
            elif isinstance(part, Citation):
                segments.append(("cite", part.source))
            else:
                segments.append(("link", part.term, part.words))
        words = [part[-1] for part in segments[ahead:] if part[0] not in ("cite", "stars")]
        assert "".join(words) == one.text
        if one.document is not None:
            heading = "".join(part[0] for part in one.document.heading)
            segments.append(("document", one.document.kind.value, heading))
        found.append(segments)
    return found


def as_noted(step: Step) -> list[tuple[Any, ...]]:
    return [
        ("vote", note.motion, note.ayes, note.needs, note.cause, note.passed)
        if isinstance(note, VoteResult)
        else ("change", *Change(*note))
        for note in step.notes
    ]


def stands_alike(story: Story, state: State, game: Game) -> None:
    """The interpreter is where the engine is, and offers the same."""
    layout = program(story).layout
    assert game.place == state.scene
    assert game.draws == state.draws
    assert game.values == dict(zip(layout.slots, state.values, strict=True))
    agenda = state.agenda
    if agenda is None:
        assert game.waits is None
    else:
        assert game.waits is not None
        kind = {"arrive": "boundary", "enter": "round"}[game.waits.kind]
        assert (kind, game.waits.place, game.waits.left or 0, tuple(game.waits.came)) == agenda
    assert game.told() == as_told(tell(story, state))
    offered = [tuple(one) for one in options(story, state)]
    session = talks(story, state)
    if session is None:
        assert game.options() == offered
        return
    # At a table, only leaving is directly a choice.
    assert [one for one in game.options() if one[0] == "leave"] == offered[-1:]
    numbers = session.bargaining.numbers
    pairs = zip(numbers.our_weights, numbers.their_weights, strict=True)
    weights = [weight for pair in pairs for weight in pair]
    limits = (numbers.our_reservation, numbers.their_reservation)
    rest = (numbers.rounds, numbers.pace, numbers.patience, numbers.firm)
    assert game.numbers() == [*weights, *limits, *rest]
    profiles = (None, *session.table.profiles)
    assert profiles[game.profile()] == session.profile


def went_alike(step: Step, happened: Happened, said: list[Segments]) -> None:
    """A decision had the same results in both; `said` was said at a table before."""
    assert [*said, *happened.outcome] == as_told(step.outcome)
    before = [("arrive", one.event, as_told(one.told)) for one in step.interrupts]
    after = [("enter", one.event, as_told(one.told)) for one in step.reactions]
    assert [one for one in happened.came if one[0] == "arrive"] == before
    assert [one for one in happened.came if one[0] == "enter"] == after
    assert happened.entered == step.entered
    assert happened.back == step.back
    assert happened.scene == as_told(step.scene)
    assert happened.notes == as_noted(step)


def play_both(story: Story, rules: Any, number: int, most: int) -> Play:
    """One play in both, compared after every decision."""
    seed = seed_of(number)
    play = Play(story, start(story, seed))
    game = Game(rules, seed)
    for turn in range(most):
        state = play.state
        stands_alike(story, state, game)
        option = picked(story, state, number, turn)
        if option is None:
            break
        step = choose(story, state, option)
        session = talks(story, state)
        if session is None:
            happened = game.choose(option)
            went_alike(step, happened, [])
        else:
            taken = session.turn(option)
            happened = Happened()
            if taken.closing:
                happened = game.close(taken.closing, taken.package)
            went_alike(step, happened, as_told(taken.told))
        met = {one for one in labels_of(story, step) if one[0] in ASKED}
        assert {one for one in happened.met if one[0] in ASKED} == met
        play = Play(story, play.origin, (*play.steps, step))
    stands_alike(story, play.state, game)
    return play


@given(
    st.sampled_from([StoryMaker, EventfulMaker, FullMaker, SmallMaker]),
    st.integers(0, 2**32),
    st.integers(0, 2**32),
)
def test_random_stories_play_from_the_dump_alone(
    maker: type[StoryMaker], made: int, number: int
) -> None:
    story = built(maker(made).story())
    rules = dumped(story)
    for play in range(3):
        play_both(story, rules, number + play, 14)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.yaml")), ids=lambda path: path.stem)
def test_small_stories_play_from_the_dump_alone(path: Path) -> None:
    story = load(path)
    rules = dumped(story)
    for number in range(10):
        play_both(story, rules, number, 20)


@pytest.mark.parametrize("name", ["harbour", "assembly", "fishery", "cable"])
def test_the_stories_of_the_tests_play_from_the_dump_alone(name: str) -> None:
    story = load(STORIES / name)
    rules = dumped(story)
    plays = [play_both(story, rules, number, 60) for number in range(60)]
    assert any(play.ending for play in plays)


def test_the_pact_plays_from_the_dump_alone(gsomia: Story) -> None:
    rules = dumped(gsomia)
    plays = [play_both(gsomia, rules, number, 200) for number in range(12)]
    assert all(play.ending for play in plays)
    assert any(step.closing for play in plays for step in play.steps)
    assert any(step.interrupts for play in plays for step in play.steps)
    assert any(step.reactions for play in plays for step in play.steps)
    assert any(step.votes for play in plays for step in play.steps)
