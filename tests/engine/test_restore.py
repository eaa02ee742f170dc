"""A state that is made again from names is one in which a play can be."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from negotiator.engine import Agenda, ended, options, start, state_from, values
from negotiator.engine.machine import unmoved
from negotiator.engine.restore import arrived, begun
from negotiator.story.intervals import FAR
from negotiator.story.loading import load
from negotiator.story.model import Event
from tests.conftest import HARBOUR

PACT = Path(__file__).parents[2] / "story" / "gsomia_2016"


def test_counts_beyond_any_play_are_still_numbers_to_show() -> None:
    story = load(HARBOUR)
    named = dict.fromkeys(values(story, unmoved(story, 1)), 10**4299)
    state = state_from(story, story.start, named, seed=1, draws=0)
    numbers = [one for one in state.values if isinstance(one, int)]
    assert max(numbers) == FAR


STORIES = ["harbour", "assembly", "cable", "fishery"]


@pytest.mark.parametrize("name", STORIES)
def test_a_play_is_nowhere_without_something_to_decide(name: str) -> None:
    """In any place of any kind, with whatever a save may say comes next."""
    story = load(HARBOUR.parent / name)
    silent = [one.id for one in story.events.values() if not one.choices]
    agendas = [
        None if to is None else Agenda(stage, to, 0, ())
        for to, stage in product([None, *story.places], ["boundary", "round", "", "another"])
    ]
    found = set()
    for place, agenda in product([*story.places, "nowhere"], agendas):
        try:
            state = state_from(story, place, {}, seed=1, draws=0, agenda=agenda)
        except KeyError:
            continue
        found.add(place)
        assert options(story, state) or ended(story, state)
        assert isinstance(story.places[place], Event) == (agenda is not None)
    assert found == story.places.keys() - set(silent)


def test_a_phase_begins_in_the_state_that_its_values_make() -> None:
    story = load(PACT)
    phases = [one for each in story.exercises.values() for one in each.phases if one.at]
    assert any(one.set for one in phases)
    for phase in phases:
        named = arrived(story, phase.at, 5)
        for name, text in phase.set:
            named[name] = int(text) if text.isdecimal() else {"true": True}.get(text, text)
        whole = state_from(story, phase.at, named, seed=5, draws=start(story, 5).draws)
        assert begun(story, phase.at, dict(phase.set), 5) == whole
