"""Plays in arrays are the ones that are played one after the other, to the last count."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.measuring import PEER_STORY
from negotiator.checking.verdicts import labels_at_start, labels_of
from negotiator.engine import replay
from negotiator.engine.chance import draw
from negotiator.engine.headless import headless
from negotiator.engine.rules import Rules
from negotiator.engine.transitions import AYES, NEEDS, WORDING, Candidate, Way
from negotiator.simulation import players
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.simulate import one_by_one, simulate
from negotiator.simulation.tally import Tally
from negotiator.simulation.vectorized import lookout as crowd_lookout
from negotiator.simulation.vectorized.crowd import Crowd
from negotiator.simulation.vectorized.lookout import Lookout, Sighting
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.chance_arrays import below, draws
from negotiator.statespace.transition_system import Label
from negotiator.story.expressions import Comparison, Node, Operation, Read
from negotiator.story.loading import load
from negotiator.story.model import Choice, Event, Story
from negotiator.story.source_map import Path as OriginPath
from tests.conftest import GSOMIA
from tests.random_stories import FullMaker
from tests.simulation.test_players import EventfulMaker
from tests.strategies import StoryMaker, loaded

STORIES = Path(__file__).parents[1] / "stories"
CORPUS = Path(__file__).parents[1] / "corpus"
seeds = st.integers(0, 2**62)


@pytest.fixture(autouse=True, scope="module")
def _given_up_soon() -> Iterator[None]:
    """Random stories go in circles; here players give up sooner than they do elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(players, "LONGEST", 40)
        yield


def slowly(
    story: Story, seed: int, first: int, plays: int, who: players.Who = Player.UNIFORM
) -> Tally:
    return one_by_one(Arena(headless(story), who, seed))(first, plays)


def at_once(story: Story, seed: int, first: int, plays: int, who: players.Who) -> Tally:
    return Crowd(story, seed, who).play(first, plays)


@given(st.sampled_from([StoryMaker, EventfulMaker, FullMaker]), st.integers(0, 2**32), seeds)
def test_a_crowd_plays_what_one_player_plays(maker: type[StoryMaker], made: int, seed: int) -> None:
    story = loaded(maker(made).story())
    assert Crowd(story, seed).play(2, 25) == slowly(story, seed, 2, 25)


@given(
    st.sampled_from([EventfulMaker, FullMaker]),
    st.integers(0, 2**32),
    seeds,
    st.sampled_from([Player.GREEDY, Player.CAUTIOUS]),
)
def test_a_crowd_judges_as_one_player_does(
    maker: type[StoryMaker], made: int, seed: int, who: Player
) -> None:
    story = loaded(maker(made).story())
    assert at_once(story, seed, 2, 25, who) == slowly(story, seed, 2, 25, who)


@given(st.integers(0, 2**32), seeds, st.sampled_from(["human", "keen", "stubborn"]))
def test_a_crowd_leans_as_one_player_does(made: int, seed: int, name: str) -> None:
    story = loaded(FullMaker(made).story())
    who = players.player_named(story, name)
    assert at_once(story, seed, 2, 25, who) == slowly(story, seed, 2, 25, who)


@given(st.sampled_from([StoryMaker, EventfulMaker, FullMaker]), st.integers(0, 2**32), seeds)
def test_what_is_sighted_happens_there_and_no_sooner(
    maker: type[StoryMaker], made: int, seed: int
) -> None:
    story = loaded(maker(made).story())
    arena = Arena(headless(story), Player.UNIFORM, seed)
    soonest: dict[Label, Sighting] = {}
    for number in range(12):
        playthrough = arena.playthrough(number)
        steps = replay(story, playthrough.seed, playthrough.decisions).play.steps
        for label in labels_at_start(story, playthrough.seed):
            soonest.setdefault(label, Sighting(0, number))
        for turns in range(1, len(playthrough.turns) + 1):
            for label in labels_of(story, steps[len(playthrough.until(turns)) - 1]):
                sighting = Sighting(turns, number)
                soonest[label] = min(sighting, soonest.get(label, sighting))
    lookout = Crowd(story, seed).lookout(0, 12)
    lookout.run()
    found = lookout.sightings
    begun = {one for one in labels_at_start(story, seed) if one[0] != WORDING}
    assert {one: found[one] for one in found if one not in begun} == {
        one: soonest[one] for one in soonest if one not in begun
    }


@settings(max_examples=40)
@given(st.sampled_from([StoryMaker, EventfulMaker, FullMaker]), st.integers(0, 2**32), st.randoms())
def test_what_comes_of_plays_is_the_same_in_any_order(
    maker: type[StoryMaker], made: int, random: Random
) -> None:
    crowd = Crowd(loaded(maker(made).story()), made)
    ranks = list(crowd.ready.ranks.values())
    random.shuffle(ranks)
    other = crowd.ready._replace(ranks=dict(zip(crowd.ready.ranks, ranks, strict=True)))
    shuffled = copy(crowd)
    shuffled.ready = other
    assert shuffled.play(0, 30) == crowd.play(0, 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowd_lookout, "LONG_SINCE", 4)
        lookouts = [Lookout(ready, range(30)) for ready in (crowd.ready, other)]
        for lookout in lookouts:
            lookout.run()
        assert lookouts[0].sightings == lookouts[1].sightings
        assert [lookout.over for lookout in lookouts] == [30, 30]


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 5))
def test_a_lookout_goes_on_where_it_was_stopped(made: int, steps: int) -> None:
    crowd = Crowd(loaded(EventfulMaker(made).story()), made)
    whole, stopped = crowd.lookout(0, 20), crowd.lookout(0, 20)
    whole.run()
    over = -1
    while stopped.over < 20:
        left = iter(range(steps))
        stopped.run(lambda left=left: next(left, None) is not None)  # type: ignore[misc]
        assert all(whole.sightings[label] <= one for label, one in stopped.sightings.items())
        assert over <= stopped.over
        over = stopped.over
    assert (stopped.sightings, stopped.decisions) == (whole.sightings, whole.decisions)


def test_a_lookout_that_is_told_to_stop_does_nothing_more() -> None:
    lookout = Crowd(load(GSOMIA), 0).lookout(0, 100)
    lookout.run(lambda: False)
    assert (lookout.over, lookout.decisions) == (0, 0)
    assert not any(one.turns for one in lookout.sightings.values())  # but what is told at the start


def test_plays_that_show_nothing_new_for_long_are_given_up(tmp_path: Path) -> None:
    path = tmp_path / "clock.yaml"
    path.write_text(CLOCK, encoding="utf-8")
    story = load(path)
    lookout = Crowd(story, 0).lookout(0, 10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(players, "LONGEST", 2_000)
        lookout.run()
    assert lookout.over == 10
    assert lookout.sightings["choice", "here.soon"].turns == 91
    assert ("choice", "here.late") not in lookout.sightings
    assert lookout.decisions == 10 * 191


CLOCK = """
story: {id: clock, title: Clock, format: 1, version: 1, start: here}
counters: {hours: {about: Hours, high: 500}}
scenes:
  here:
    title: Here
    text: Here.
    choices:
      - {id: wait, text: Wait, when: hours != 90 and hours != 200, effects: {hours: +1}}
      - {id: soon, text: Soon, when: hours == 90, effects: {hours: +1}}
      - {id: late, text: Late, when: hours == 200, effects: {hours: +1}}
      - {id: go, text: Go, when: hours > 400, goto: over}
endings: {over: {title: Over, outcome: over, text: Over.}}
"""


@pytest.mark.parametrize("name", ["harbour", "assembly", "fishery", "cable"])
def test_a_crowd_plays_the_stories_of_the_tests(name: str) -> None:
    story = load(STORIES / name)
    assert Crowd(story, 7).play(0, 400) == slowly(story, 7, 0, 400)


@pytest.mark.parametrize("name", ["stuck_at_start", "entering_sets"])
def test_a_crowd_gets_stuck_where_one_player_does(name: str) -> None:
    story = load(CORPUS / f"{name}.yaml")
    tally = Crowd(story, 7).play(0, 100)
    assert tally == slowly(story, 7, 0, 100)
    assert sum(tally.stuck.values())


def test_a_crowd_plays_a_story_in_a_circle() -> None:
    story = load(PEER_STORY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(players, "LONGEST", 60)
        assert Crowd(story, 3).play(0, 150) == slowly(story, 3, 0, 150)


def test_a_crowd_plays_the_pact() -> None:
    story = load(GSOMIA)
    assert Crowd(story, 11).play(0, 100) == slowly(story, 11, 0, 100)


@pytest.mark.parametrize("name", ["human", "dove", "history"])
def test_a_crowd_plays_the_pact_as_somebody_does(name: str) -> None:
    story = load(GSOMIA)
    who = players.player_named(story, name)
    assert at_once(story, 11, 0, 60, who) == slowly(story, 11, 0, 60, who)


class RoundsDown(Rules):
    def fairmath(self, target: Node, share: int, low: int, high: int) -> Node:
        value = super().fairmath(target, share, low, high)
        assert isinstance(value, Operation)
        rounded = value.parts[1]
        assert isinstance(rounded, Operation)
        (half, whole) = rounded.parts
        assert isinstance(half, Operation)
        return Operation(value.operator, (target, Operation("//", (half.parts[0], whole))))


class NeedsOneMore(Rules):
    def passes(self) -> Node:
        return Comparison((">",), (Read(AYES), Read(NEEDS)))


class RestsLonger(Rules):
    def cooldown(self, event: Event) -> int:
        return super().cooldown(event) + 2


class LuckySooner(Rules):
    def goto(self, choice: Choice, path: OriginPath) -> Iterator[Way]:
        for way in super().goto(choice, path):
            chance = way.chance
            yield way if chance is None else way._replace(chance=(chance + 100) // 2)


class LastComesFirst(Rules):
    def tiers(self, pool: str) -> tuple[tuple[Candidate, ...], ...]:
        return super().tiers(pool)[::-1]


CHAMBER = """
story: {id: chamber, title: Chamber, format: 1, version: 1, start: here}
gauges:
  mood: {label: Mood, about: Mood, start: 47, better: high, bands: {0: All}}
counters: {days: {about: Days, high: 20}}
motions:
  budget:
    title: Budget
    needs: 6
    blocs: {us: {label: Us, seats: 6, ayes: 6}, them: {label: Them, seats: 5, ayes: days % 2}}
events:
  rain: {when: true, pool: day, text: Rain., effects: {mood: -3}}
  post: {when: true, priority: 1, weight: 3, pool: day, text: Post., effects: {mood: +7%}}
  news: {when: true, priority: 1, cooldown: 1, pool: day, text: News., effects: {mood: -9%}}
scenes:
  here:
    title: Here
    text: Here.
    draw: {pool: day, at_most: 2}
    choices:
      - {id: vote, text: Vote, effects: {days: +1}, vote: budget, goto: there}
      - id: wait
        text: Wait
        effects: {days: +1}
        goto: [{chance: 30%, to: there}, {to: here}]
  there:
    title: There
    text: There.
    choices:
      - {id: won, text: Won, when: motion.budget.passed, effects: {mood: +11%}, goto: here}
      - {id: on, text: On, goto: [{when: days > 8, to: over}, {to: here}]}
endings: {over: {title: Over, outcome: over, text: Over.}}
"""


@pytest.mark.parametrize(
    "changed", [RoundsDown, NeedsOneMore, RestsLonger, LuckySooner, LastComesFirst]
)
def test_a_changed_rule_changes_plays_in_arrays_and_one_by_one_alike(
    changed: type[Rules], tmp_path: Path
) -> None:
    path = tmp_path / "chamber.yaml"
    path.write_text(CHAMBER, encoding="utf-8")
    as_it_is, story = load(path), load(path)
    story.made[Rules] = changed(story)
    tally = Crowd(story, 3).play(0, 150)
    assert tally == slowly(story, 3, 0, 150)
    assert tally != Crowd(as_it_is, 3).play(0, 150)


@given(st.lists(seeds, min_size=1), st.integers(0, 2**31), st.integers(1, 2**32 - 1))
def test_draws_in_arrays_are_the_engines(many: list[int], number: int, most: int) -> None:
    drawn = draws(np.array(many, dtype=np.uint64), np.full(len(many), number))
    assert drawn.tolist() == [draw(seed, number) for seed in many]
    assert below(drawn, most).tolist() == [draw(seed, number) * most >> 64 for seed in many]


WIDE = """
story: {id: wide, title: Wide, format: 1, version: 1, start: here}
gauges:
  mood: {label: Mood, about: Mood, start: 50, better: high, bands: {0: All}}
scenes:
  here:
    title: Here
    text: Here.
    choices:
      - {id: go, text: Go, when: MOODS > 0, goto: over}
      - {id: stop, text: Stop, goto: over}
endings: {over: {title: Over, outcome: over, text: Over.}}
"""


def test_numbers_beyond_16_bits_are_played_in_wider_ones(tmp_path: Path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text(WIDE.replace("MOODS > 0", "mood * mood * 100 > 200000"), encoding="utf-8")
    story = load(path)
    tally = Crowd(story, 1).play(0, 500)
    assert tally == slowly(story, 1, 0, 500)
    assert tally.taken["here.go"] > 150


def test_numbers_beyond_64_bits_are_played_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text(WIDE.replace("MOODS", " * ".join(["mood"] * 12)), encoding="utf-8")
    story = load(path)
    with pytest.raises(TooWideError):
        Crowd(story, 0)
    tally = simulate(story, 500, seed=1, processes=1)
    assert tally == slowly(story, 1, 0, 500)
    assert tally.taken["here.go"] > 150
