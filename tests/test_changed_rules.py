"""A rule has one home: who changes it there has changed it everywhere.

Seven rules are changed where they are made, each in a line or two. Plays change, and all that is
made from the rules follows and agrees: the machine, the dump and its interpreter, headless plays
one by one and in arrays, the checker's outcomes, its graph, its searches, and the ranges.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from negotiator.checking.cegar import refinement
from negotiator.checking.explicit_search import explore
from negotiator.checking.verdicts import labels
from negotiator.engine.compiler import program, rules
from negotiator.engine.rules import Rules
from negotiator.engine.transitions import AYES, NEEDS, Block, Candidate, Draw, Rule, Way
from negotiator.simulation.vectorized.crowd import Crowd
from negotiator.statespace.effort import Effort
from negotiator.statespace.value_ranges import value_ranges
from negotiator.story.diagnostics import Problems
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read
from negotiator.story.model import Choice, Event, Story
from negotiator.story.nodes import Mapping
from negotiator.story.reading.story import build
from negotiator.story.reading.yaml import read_yaml
from negotiator.story.source_map import Path
from tests.engine.test_reference import dumped, play_both
from tests.golden.describing import step_described
from tests.golden.playing import played
from tests.random_stories import FullMaker, SmallMaker, built
from tests.simulation.test_crowd import slowly
from tests.simulation.test_players import EventfulMaker, headless_as_the_engine
from tests.statespace.test_bisimulation import steps_among_outcomes


class RoundingDown(Rules):
    """A share rounds towards where the value is."""

    def fairmath(self, target: Node, share: int, low: int, high: int) -> Node:
        end, sign = (Literal(high), "+") if share > 0 else (Literal(low), "-")
        way = (end, target) if share > 0 else (target, end)
        part = Operation("*", (Operation("-", way), Literal(abs(share))))
        return Operation(sign, (target, Operation("//", (part, Literal(100)))))


class HalfIsEnough(Rules):
    """A motion passes with half of the ayes that are needed."""

    def passes(self) -> Node:
        twice = Operation("*", (Read(AYES), Literal(2)))
        return Comparison((">=",), (twice, Read(NEEDS)))


class LongerRests(Rules):
    """An event rests for three scenes more."""

    def cooldown(self, event: Event) -> int:
        return super().cooldown(event) + 3


class MoreLikely(Rules):
    """A chance is three times what is written."""

    def goto(self, choice: Choice, path: Path) -> Iterator[Way]:
        for way in super().goto(choice, path):
            yield way if way.chance is None else way._replace(chance=min(100, 3 * way.chance))


class LowestFirst(Rules):
    """Of the events that can come, those of the lowest priority come first."""

    def tiers(self, pool: str) -> tuple[tuple[Candidate, ...], ...]:
        return super().tiers(pool)[::-1]


class OneInterrupt(Rules):
    """No more than one event comes before a place."""

    def arrive(self, place_id: str) -> Block:
        return tuple(
            one._replace(at_most=1) if isinstance(one, Draw) else one
            for one in super().arrive(place_id)
        )


class RoundsWithoutLimit(Rules):
    """Of the events of a round as many come as can."""

    def _enter(self, place_id: str) -> Iterator[Rule]:
        for one in super()._enter(place_id):
            yield one._replace(at_most=None) if isinstance(one, Draw) else one


CHANGES = [
    RoundingDown,
    HalfIsEnough,
    LongerRests,
    MoreLikely,
    LowestFirst,
    OneInterrupt,
    RoundsWithoutLimit,
]
MAKERS = [FullMaker, EventfulMaker]
changed_rules = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)

ALL_SEVEN = """
story: {id: seven, title: Seven, format: 1, version: 1, start: market}
gauges:
  mood: {label: Mood, about: Mood, start: 9, range: 0..20, better: high, bands: {0: Low, 9: High}}
actors: {crowd: {name: The crowd}}
motions:
  strike: {title: Strike, needs: 4, blocs: {all: {label: All, seats: 5, ayes: mood // 4}}}
scenes:
  market:
    title: Market
    text: The market.
    draw: {pool: street, at_most: 1}
    choices:
      - {id: speak, text: Speak, effects: {mood: +25%}, goto: tavern}
      - id: vote
        text: Vote
        vote: strike
        goto: [{when: motion.strike.passed, to: strike}, {chance: 40%, to: tavern}, {to: alley}]
      - {id: wait, text: Wait, goto: market}
  tavern:
    title: Tavern
    text: The tavern. {mood}
    draw: {pool: street, at_most: 2}
    choices:
      - {id: leave, text: Leave, goto: [{chance: 30%, to: home}, {to: market}]}
      - {id: drink, text: Drink, effects: {mood: -30%}, goto: market}
events:
  rain:
    {title: Rain, text: Rain., actor: crowd, pool: street, priority: 1, cooldown: 1,
     effects: {mood: -1}}
  song:
    {title: Song, text: Song., actor: crowd, pool: street, cooldown: 2, effects: {mood: +2}}
  fight:
    {title: Fight, text: Fight., actor: crowd, pool: street, weight: 2, when: mood > 9, cooldown: 1}
  bell: {title: Bell, text: Bell., actor: crowd, interrupt: true, priority: 1, once: true}
  horse:
    {title: Horse, text: Horse., actor: crowd, interrupt: true, once: true, effects: {mood: +1}}
endings:
  strike: {title: Strike, outcome: over, text: Over.}
  home: {title: Home, outcome: over, text: Home.}
  alley: {title: Alley, outcome: over, text: Alley.}
"""
"""A small story in which each of the seven rules decides something soon."""


def of_all_seven(change: type[Rules]) -> Story:
    root = read_yaml(ALL_SEVEN.encode(), "seven.yaml", Problems())
    assert isinstance(root, Mapping)
    problems = Problems()
    story = build(root, problems, "")
    assert story is not None, problems.found
    return ruled(story, change)


def ruled(story: Story, change: type[Rules]) -> Story:
    """A story that nothing was made of yet, with its rules from elsewhere."""
    assert not story.made
    story.made[Rules] = change(story)
    assert type(rules(story)) is change
    return story


def some(change: type[Rules], each: int) -> Iterator[Story]:
    """Stories with changed rules: that of all seven, and random ones."""
    yield of_all_seven(change)
    for maker in MAKERS:
        for seed in range(each):
            yield ruled(built(maker(seed).story()), change)


@changed_rules
def test_other_plays_come_of_it_and_the_dump_tells_which(change: type[Rules]) -> None:
    others = 0
    for before, after in zip(some(Rules, 20), some(change, 20), strict=True):
        found = []
        for story in (before, after):
            told = dumped(story)
            plays = [play_both(story, told, number, 14) for number in range(6)]
            found.append([step_described(story, step) for play in plays for step in play.steps])
        others += found[0] != found[1]
        if before.id == "seven":
            assert others, "the story of all seven rules plays as it did"
        if others > 1:
            return
    pytest.fail("no random story plays otherwise")


@changed_rules
def test_headless_plays_follow(change: type[Rules]) -> None:
    for story in some(change, 3):
        headless_as_the_engine(story, 7)


@changed_rules
def test_arrays_follow(change: type[Rules]) -> None:
    tallies = []
    for story in (of_all_seven(change), ruled(built(SmallMaker(0).story()), change)):
        tallies.append(Crowd(story, 3).play(2, 25))
        assert tallies[-1] == slowly(story, 3, 2, 25)
    assert tallies[0] != Crowd(of_all_seven(Rules), 3).play(2, 25)


@changed_rules
def test_the_checkers_outcomes_follow(change: type[Rules]) -> None:
    for story in some(change, 3):
        for seed in range(3):
            steps_among_outcomes(story, seed)


@changed_rules
def test_the_checkers_graph_and_searches_follow(change: type[Rules]) -> None:
    """What can happen by the graph of the rules is what a search of all states meets."""
    small = [ruled(built(SmallMaker(seed).story()), change) for seed in range(4)]
    complete = []
    for story in (of_all_seven(change), *small):
        explored = explore(story, Effort(100_000), 4_000)
        asked = [one for one in labels(story) if one[0] not in ("endless", "stuck")][::3]
        asked_of_all = set(labels(story))
        met = asked_of_all.intersection(explored.first)
        assert met <= refinement(story).reached(asked_of_all)
        if explored.is_complete:
            complete.append(explored)
            for label in asked:
                found = refinement(story).reachability(label, Effort(100_000))
                assert not found.is_decided or (found.path is not None) == (label in explored.first)
    assert len(complete) >= 3
    assert complete[0].story.id == "seven"
    unchanged = explore(of_all_seven(Rules), Effort(100_000), 4_000)
    assert unchanged.came_from.keys() != complete[0].came_from.keys()


@changed_rules
def test_the_ranges_of_values_follow(change: type[Rules]) -> None:
    """No play leaves the ranges that warnings are made from."""
    for story in some(change, 3):
        ranges = value_ranges(rules(story))
        for number in range(6):
            play = played(story, number, 14)
            for state in (play.origin, *(step.state for step in play.steps)):
                for name, value in zip(program(story).layout.slots, state.values, strict=True):
                    low, high = ranges[name]
                    assert low <= value <= high, name


def test_the_range_of_a_rest_is_longer_where_rests_are() -> None:
    before, after = (value_ranges(rules(of_all_seven(one))) for one in (Rules, LongerRests))
    assert (before["cooldown(song)"], after["cooldown(song)"]) == ((0, 3), (0, 6))
