"""A story goes when nobody has it any more, with all that was made of it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiator.checking.check import check
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.checking.report import checked_story
from negotiator.diagrams.mermaid import mermaid
from negotiator.diagrams.story_graph import chart
from negotiator.engine import Play, debrief, replay, state_from, talks, values
from negotiator.engine.dump import listing, transitions
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration.transcript import transcript
from negotiator.saves import Store, resume
from negotiator.simulation.findings import find
from negotiator.simulation.players import Player
from negotiator.simulation.probabilities import likelihood
from negotiator.simulation.simulate import simulate
from negotiator.simulation.text_report import lines
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import FIRST_ROUND, HARBOUR
from tests.fishery import DEAL, FISHERY
from tests.golden.playing import played

STORIES = [HARBOUR, HARBOUR.parent / "assembly", FISHERY, FIRST_ROUND]


def is_gone(use: Callable[[Path], Story], path: Path) -> bool:
    """Whether nothing is left of a story after it was used."""
    used = weakref.ref(use(path))
    gc.collect()
    return used() is None


def loaded(path: Path) -> Story:
    return load(path)


def played_through(path: Path) -> Story:
    story = load(path)
    for number in range(3):
        play = played(story, number, 60)
        assert transcript(play)
        assert play.undone().values()
        assert replay(story, play.seed, play.decisions).stopped is None
        if play.ending:
            assert debrief(play)
    return story


def bargained(path: Path) -> Story:
    story = load(path)
    play = Play.begin(story, 1)
    for decision in DEAL:
        session = talks(story, play.state)
        assert session is None or session.reception
        play = play.choose(decision)
    assert table_debriefs(play)
    return story


def checked(path: Path) -> Story:
    story = load(path)
    assert check(story, effort=500).verdicts
    return story


def simulated(path: Path) -> Story:
    story = load(path)
    for player in Player:
        tally = simulate(story, 60, player, 1, processes=1)
        found = find(
            story, player, 1, 60, tally, likelihood(story) if path != FIRST_ROUND else None
        )
        assert list(lines(found, lambda _: ""))
    return story


def shown(path: Path) -> Story:
    story = load(path)
    assert mermaid(chart(story, played(story, 1, 20)))
    assert listing(story)
    assert transitions(story)
    return story


def restored(path: Path) -> Story:
    story = load(path)
    state = Play.begin(story, 1).state
    named = values(story, state)
    assert state_from(story, story.start, named, seed=1, draws=0) == state
    return story


USES = [loaded, played_through, checked, simulated, shown, restored]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_a_story_goes_after_use(use: Callable[[Path], Story], path: Path) -> None:
    assert is_gone(use, path)


def test_a_story_goes_after_bargaining() -> None:
    assert is_gone(bargained, FISHERY)


def test_a_story_goes_that_a_save_was_resumed_of(tmp_path: Path) -> None:
    def kept(path: Path) -> Story:
        store = Store(tmp_path)
        store.keep("a", played(load(path), 1, 5))
        (entry,) = store.entries()
        assert entry.save is not None
        return resume(load(path), entry.save).play.story

    assert is_gone(kept, HARBOUR)


def test_stories_go_by_themselves_in_a_program_that_reads_many() -> None:
    used = [weakref.ref(played_through(FIRST_ROUND)) for _ in range(30)]
    assert sum(one() is not None for one in used) < 20


def alive() -> int:
    gc.collect()
    return sum(isinstance(one, Story) for one in gc.get_objects())


def test_what_reads_a_story_by_itself_lets_it_go() -> None:
    before = alive()
    assert diagnose(HARBOUR) == []
    assert checked_story(HARBOUR, effort=500).diagnostics == []
    assert alive() == before


def test_the_collector_is_left_as_it_was() -> None:
    was, frozen = (gc.isenabled(), gc.get_threshold()), gc.get_freeze_count()
    for use in (played_through, checked, simulated):
        use(HARBOUR)
    assert (gc.isenabled(), gc.get_threshold()) == was
    assert gc.get_freeze_count() <= frozen  # what another test froze may be gone by now
