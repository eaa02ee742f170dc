"""Plays made of rows: what was made lately is only where the next one begins, and rows decide."""

from __future__ import annotations

import random

import pytest

from negotiator.classroom.plays import opening, replayed
from negotiator.classroom.rows import UNDO, DecisionRow, PlayRow
from negotiator.engine.play import Play, replay
from tests.classroom.a_class import pact

ROW = PlayRow("c9", 10_001, 0, 7, 1)


def decided(names: list[str]) -> list[DecisionRow]:
    """Rows of these decisions."""
    return [DecisionRow("c9", ROW.play, number, name, 0) for number, name in enumerate(names, 1)]


def anew(names: list[str]) -> Play:
    """The play of these decisions, made from its beginning."""
    hour = pact().exercises["homework"]
    return replay(pact(), ROW.seed, names, opening(pact(), hour, ROW).origin).play


def same(names: list[str], counted: list[str] | None = None) -> bool:
    """Whether the rows of these decisions make the play that those that count make anew."""
    hour = pact().exercises["homework"]
    found = replayed(pact(), hour, ROW, decided(names))
    wanted = anew(names if counted is None else counted)
    return (found.decisions, found.state, list(found.steps)) == (
        wanted.decisions,
        wanted.state,
        list(wanted.steps),
    )


def made(seed: int, count: int) -> list[str]:
    """So many decisions at random, by their names."""
    play, luck = anew([]), random.Random(seed)
    for _ in range(count):
        play = play.choose(luck.choice([one.id for one in play.options() if one.open]))
    return list(play.decisions)


def test_a_play_goes_on_from_its_rows_whoever_wrote_them() -> None:
    names = made(1, 6)
    for count in (0, 1, 2, 4, 3, 6, 6):  # rows may be fewer too: an older request, another process
        assert same(names[:count])


def test_rows_that_decided_otherwise_make_another_play() -> None:
    one, other = made(1, 5), made(2, 5)
    assert one != other
    for names in (one, other, one[:2], other):
        assert same(names)


def test_what_was_taken_back_is_not_in_a_play_that_was_made_before() -> None:
    names = made(1, 4)
    assert same(names)
    assert same([*names, UNDO], names[:3])
    assert same([*names, UNDO, names[3]], names)


@pytest.mark.parametrize("at", range(4))
def test_what_is_decided_after_what_cannot_be_made_any_more_counts(at: int) -> None:
    """The story was changed since: else its class would stand there for ever."""
    names = made(1, 3)
    assert same([*names[:at], "nowhere.nothing", *names[at:]], names)
    assert same([*names[:at], "nowhere.nothing", "announcement.gone", *names[at:]], names)
    assert same([*names[:at], "nowhere.nothing", UNDO, *names[at:]], names)
    assert same(["nowhere.nothing"] * 3, [])
