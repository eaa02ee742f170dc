"""The exercises that come with The Pact fit the class hour they are for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from negotiator.authoring.starting_point import Beginning
from negotiator.engine.machine import options, talks
from negotiator.story.loading import load
from negotiator.story.model import ClassShape, Exercise, Phase, Story

PACT = Path(__file__).parents[2] / "story" / "gsomia_2016"


@cache
def pact() -> Story:
    return load(PACT)


def phases(shape: ClassShape) -> list[tuple[Exercise, Phase]]:
    return [
        (exercise, phase)
        for exercise in pact().exercises.values()
        for phase in exercise.phases
        if phase.shape is shape
    ]


def begun(exercise: Exercise, phase: Phase) -> Beginning:
    return Beginning(phase.at, tuple(f"{name}={value}" for name, value in phase.set))


def test_there_is_one_for_a_period_for_two_and_for_home() -> None:
    assert {one.id: one.minutes for one in pact().exercises.values()} == {
        "one_period": 45,
        "double_period": 90,
        "homework": 80,
    }


@pytest.mark.parametrize("shape", [ClassShape.TOGETHER, ClassShape.ALONE])
def test_something_is_decided_where_a_phase_begins(shape: ClassShape) -> None:
    for exercise, phase in phases(shape):
        play = begun(exercise, phase).play(pact(), exercise.seed)
        assert sum(one.open for one in options(pact(), play.state)) >= 2, phase.title


def test_all_roads_are_open_in_the_square() -> None:
    (crossroads,) = {
        (exercise.seed, phase.set)
        for exercise, phase in phases(ClassShape.TOGETHER)
        if phase.at == "crossroads"
    }
    settings = tuple(f"{name}={value}" for name, value in crossroads[1])
    play = Beginning("crossroads", settings).play(pact(), crossroads[0])
    open_now = [one.id for one in options(pact(), play.state) if one.open]
    assert open_now == ["fly_to_initial", "narrow_now", "ask_assembly", "take_washington"]


def test_at_the_table_both_can_sign_and_something_can_be_traded() -> None:
    for exercise, phase in phases(ClassShape.PAIRS):
        play = begun(exercise, phase).play(pact(), exercise.seed)
        session = talks(pact(), play.state)
        assert session is not None
        table, bargaining = session.table, session.bargaining
        fixed = dict(phase.fixed)
        left = [one.id for one in table.terms if one.id not in fixed]
        assert 3 <= len(left) <= 5
        ours = dict(
            zip([one.id for one in table.terms], bargaining.numbers.our_weights, strict=True)
        )
        theirs = dict(
            zip([one.id for one in table.terms], bargaining.numbers.their_weights, strict=True)
        )
        ratios = [ours[one] / theirs[one] for one in left]
        assert max(ratios) > 1.5 * min(ratios), "both sides weigh the terms alike"


def test_both_forms_ask_as_much_and_the_right_answer_has_no_place_of_its_own() -> None:
    for exercise in pact().exercises.values():
        for item in exercise.forms.values():
            assert len(item.before.answers) == len(item.after.answers)
            assert item.objective in exercise.objectives
        places = {
            list(question.answers).index(question.right)
            for item in exercise.forms.values()
            for question in (item.before, item.after)
        }
        assert len(places) != 1
