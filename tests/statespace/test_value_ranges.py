"""The ranges of a story's values: no play leaves them, and they are no wider than necessary."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Play, values
from negotiator.engine.compiler import rules
from negotiator.engine.transitions import Bargain, Do, Vote
from negotiator.statespace.value_ranges import parts, steps, value_ranges
from negotiator.story.expression_parser import Names, parse
from negotiator.story.expressions import Type, python_source
from negotiator.story.intervals import FAR, limited
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import GSOMIA, HARBOUR
from tests.strategies import Tableless

STORY = """\
story: {id: t, title: T, format: 1, version: 1, start: a}
gauges:
  up: {label: Up, start: 50, better: high, bands: {0: Low, 50: High}}
  slow: {label: Slow, start: 5, better: high, bands: {0: Low, 50: High}}
flags: {done: It is done, late: It is late}
counters:
  few: {about: Few, high: 90}
  first: {about: First, high: 9}
  second: {about: Second, high: 9}
  third: {about: Third, high: 9}
motions:
  m: {title: M, needs: 4, blocs: {x: {label: X, seats: 9, ayes: few}}}
scenes:
  a:
    title: A
    text: [It begins., {when: third > 0 and late and visits(a) > 1, text: So.}]
    choices:
      - {id: rise, text: Rise, effects: {up: +6, slow: +20%}}
      - {id: tick, text: Tick, when: few < 3, effects: {few: +1}}
      - {id: copy, text: Copy, effects: {third: = second}}
      - {id: before, text: Before, effects: {second: = first}}
      - {id: set, text: Set, effects: {first: = 7}}
      - {id: vote, text: Vote, vote: m}
      - {id: only, text: Only, once: true, effects: {done: true}}
      - {id: again, text: Again, when: chosen(only) > 0 and chosen(rise) > 1}
      - {id: never, text: Never, when: few > 3, effects: {late: true}}
      - {id: go, text: Go, goto: [{when: motion.m.passed, to: z}, a]}
endings: {z: {title: Z, outcome: over, text: Bye.}}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    return load(file)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("up", 50, 100),
        ("slow", 5, 100),
        ("few", 0, 3),
        ("first", 0, 7),
        ("second", 0, 7),
        ("third", 0, 7),
        ("motion.m.ayes", 0, 3),
        ("motion.m.passed", 0, 0),
        ("motion.m.held", 0, 1),
        ("done", 0, 1),
        ("chosen(a.only)", 0, 1),
        ("chosen(a.rise)", 0, FAR),
        ("visits(a)", 0, FAR),
        ("late", 0, 0),
    ],
)
def test_a_value_goes_no_further_than_its_assignments_take_it(
    story: Story, name: str, low: int, high: int
) -> None:
    assert value_ranges(rules(story))[name] == (low, high)


def walked(story: Story, seed: int, length: int) -> Iterator[Play]:
    """A random play, with its state after each decision."""
    chance = random.Random(seed)
    play = Play.begin(story, seed)
    yield play
    for _ in range(length):
        open_ = [one.id for one in play.options() if one.open]
        if not open_:
            return
        play = play.choose(chance.choice(open_))
        yield play


@pytest.mark.parametrize("path", [GSOMIA, HARBOUR, HARBOUR.parent / "assembly"], ids=str)
def test_no_play_leaves_the_ranges(path: Path) -> None:
    story = load(path)
    ranges = value_ranges(rules(story))
    for seed in range(20):
        for play in walked(story, seed, 60):
            for name, value in rules_values(story, play).items():
                low, high = ranges[name]
                assert low <= value <= high, name


def rules_values(story: Story, play: Play) -> dict[str, int]:
    """The values that the ranges cover, as numbers."""
    found = values(story, play.state)
    return {
        name: int(value)
        for name, value in found.items()
        if name in rules(story).domains and not isinstance(value, str)
    }


@pytest.mark.parametrize("path", [GSOMIA, HARBOUR, HARBOUR.parent / "assembly"], ids=str)
def test_a_part_says_all_that_its_block_assigns(path: Path) -> None:
    story = load(path)
    made = rules(story)
    said = {(one.kind, one.name): {one.counts, *one.targets} for one in parts(made)}
    resting = {one.target for one in made.cooling}
    for kind, name, block in made.blocks():
        assigned: set[str] = set()
        for rule in block:
            if isinstance(rule, Do):
                assigned |= {one.target for one in rule.assigns}
            elif isinstance(rule, Vote):
                assigned |= {one for one, _ in rule.assigns}
            elif isinstance(rule, Bargain):
                dos = [do for settles in rule.settles for do in settles]
                assigned |= {one.target for do in dos for one in do.assigns}
        kept = assigned & made.domains.keys()
        assert kept - resting <= said.get((kind, name), set()), (kind, name)
    for part in parts(made):
        assert {one.target for one in steps(made, part)} <= {*part.targets, part.counts, *resting}


@pytest.mark.parametrize("path", [GSOMIA, HARBOUR, HARBOUR.parent / "assembly"], ids=str)
def test_a_choice_leads_where_its_branch_does(path: Path) -> None:
    story = load(path)
    made = rules(story)
    for name, choice in story.choices.items():
        assert [*made.leads(choice)] == [*dict.fromkeys(way.to for way in made.branch(name).ways)]


NAMES = Names({"g0": Type.NUMBER, "g1": Type.NUMBER, "f0": Type.TRUTH}, (), {})


@given(st.integers(0, 2**32))
def test_what_a_condition_limits_holds_whenever_it_does(seed: int) -> None:
    source = Tableless(seed).condition(3)
    for old, new in (("g2", "g1"), ("f1", "f0"), ("seen(s1)", "f0")):
        source = source.replace(old, new)
    for scene in ("s0", "s1", "s2", "s3"):
        source = source.replace(f"visits({scene})", "g1").replace(f"chosen({scene}.a)", "g0")
    node = parse(source, NAMES, Type.TRUTH).node
    python = python_source(node, lambda name: name)
    limits = limited(node, {"g0": (-3, 4), "g1": (0, 5), "f0": (0, 1)})
    for g0 in range(-3, 5):
        for g1 in range(6):
            for f0 in (False, True):
                known = {"g0": g0, "g1": g1, "f0": f0}
                if eval(python, {"min": min, "max": max}, known):
                    assert limits is not None
                    assert all(low <= known[name] <= high for name, (low, high) in limits.items())
