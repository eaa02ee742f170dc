"""One look at a story: what all lints share.

The rules, the places' links, the ranges of the values, the possible results of conditions, and the
problems noted so far. It finds nothing itself.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple

from negotiator.statespace.scene_graph import Links
from negotiator.statespace.transition_system import Label
from negotiator.statespace.value_ranges import ranges
from negotiator.story.diagnostics import Diagnostic, Problems
from negotiator.story.expressions import Expression, Node
from negotiator.story.intervals import (
    ANYTHING,
    EITHER,
    FALSE,
    TRUE,
    Names,
    Range,
    answers,
    any_of,
    comparisons,
    is_open,
    value_range,
)
from negotiator.story.key_paths import place_path
from negotiator.story.model import Act, Choice, Ending, Epilogue, Event, Passage, Scene, Story
from negotiator.story.source_map import Origins, Path
from negotiator.story.value_names import Visits
from negotiator.story.walk import told_besides

Owner = Scene | Event | Ending | Choice | Epilogue | Act

WHY_NEVER = frozenset({"N604", "N616", "N617", "N618", "N640", "N641", "N642"})
"""Codes that explain why a choice, an event, a vote, a promise or an epilogue never comes to be."""


class Judgement(NamedTuple):
    """The possible results of a condition, and its comparisons that always have the same result, by
    number."""

    answer: Range
    same: tuple[tuple[int, bool], ...] = ()


OPEN = Judgement(EITHER)


class Look:
    """The story being checked, and everything odd found in it.

    `known` has the labels that a search has already found wrong: anything noted about them becomes
    the reason, not a warning.
    """

    def __init__(self, story: Story, origins: Origins, known: Container[Label] = ()) -> None:
        self.story = story
        self.origins = origins
        self.known = known
        self.problems = Problems(origins.lines)
        self.reasons: dict[Label, Diagnostic] = {}
        self.links = Links(story)
        self.rules = self.links.rules
        self.ranges = ranges(story)
        self._judged: dict[str, Judgement] = {}
        self._open: dict[Node, Names] = {}
        self.places: list[Scene | Event] = [*story.scenes.values(), *story.events.values()]

    # Noting problems

    def warn(self, what: str, path: Path, /, **values: Any) -> None:
        """Note a problem at a key: a code, or `CODE.wording`, and the values of its sentence."""
        self.problems.add(what, self.origins.key(*path), **values)

    def warn_value(self, what: str, path: Path, /, **values: Any) -> None:
        """Note a problem at a value."""
        self.problems.add(what, self.origins.value(*path), **values)

    @contextmanager
    def about(self, *labels: Label) -> Iterator[None]:
        """Attribute everything noted in the block to these labels: as a reason if one of them is
        known to be wrong, otherwise as a warning."""
        known = [label for label in labels if label in self.known]
        kept = self.problems
        if known:
            self.problems = Problems(self.origins.lines)
        yield
        if known:
            # If only a part of a condition is odd, it stays a warning.
            never = [one for one in self.problems.found if one.code.id in WHY_NEVER]
            kept.found += [one for one in self.problems.found if one.code.id not in WHY_NEVER]
            self.reasons |= dict.fromkeys(known, never[0]) if never else {}
            self.problems = kept

    # Results of conditions

    def ranges_in(self, scene: str) -> Mapping[str, Range]:
        """The ranges of the values while the player is in a scene."""
        counted = self.rules.counted(Visits(scene))
        _, most = self.ranges.get(counted.target, ANYTHING)
        low, high = value_range(counted.value, self.ranges)
        return ChainMap({counted.target: (low, min(high, most))}, self.ranges)

    def here(self, owner: Owner) -> str:
        """The scene that contains a part; empty if it is in none."""
        if isinstance(owner, Epilogue):
            return ""
        name = owner.scene if isinstance(owner, Choice) else owner.id
        return name if name in self.story.scenes else ""

    def judge(self, when: Expression, here: str = "") -> Judgement:
        """The possible results of a condition in its place: in the scene `here`, if not empty."""
        if here:
            for name in when.reads:
                if type(name) is Visits and name.of == here:
                    return judgement(when.node, self.ranges_in(here), {})
        found = self._judged.get(when.source)
        if found is None:
            found = self._judged[when.source] = judgement(when.node, self.ranges, self._open)
        return found

    def covered(self, conditions: list[Node]) -> bool:
        """Whether at least one of these conditions holds in every case."""
        return bool(conditions) and answers(any_of(conditions), self.ranges) == TRUE

    # Where parts are

    @cached_property
    def passages(self) -> list[tuple[tuple[Passage, ...], Owner, Path]]:
        """All passages shown in any place: the part that each belongs to, and its keys there."""
        return list(self._passages())

    def _passages(self) -> Iterator[tuple[tuple[Passage, ...], Owner, Path]]:
        for place in self.story.places.values():
            yield place.text, place, ("text",)
        for choice in self.story.choices.values():
            if choice.outcome:
                yield choice.outcome, choice, ("outcome",)
        for table in self.story.tables.values():
            yield table.articles, table, ("articles",)
            for said in table.says:
                yield said.lines, table, ("says", said.reason)
            for term in table.terms:
                for said in term.says:
                    yield said.lines, table, ("terms", term.id, "says", said.reason)
        for ending in self.story.endings.values():
            for reading in ending.readings:
                yield reading.lines, ending, ("readings", reading.axis)
        for epilogue in self.story.epilogues.values():
            yield epilogue.lines, epilogue, ("lines",)
        for act in self.story.acts:
            if act.front_page:
                yield act.front_page, act, ("front_page",)

    def path(self, owner: Owner, *keys: str | int) -> Path:
        """The path of a part, and of anything under its keys."""
        if isinstance(owner, Epilogue):
            return ("epilogues", owner.id, *keys)
        if isinstance(owner, Act):
            return ("acts", owner.id, *keys)
        first = self.rules.path(owner) if isinstance(owner, Choice) else place_path(owner)
        return (*first, *keys)

    @cached_property
    def read_in_tests(self) -> set[str]:
        """The names that the story's own tests look at."""
        tests = self.story.tests.values()
        return {name for test in tests for one in test.expect for name in one.reads}

    @cached_property
    def read_besides(self) -> set[str]:
        """The names that front pages, history, and the names of what the story has depend on."""
        return {name for one in told_besides(self.story) for name in one.reads}

    def is_read(self, name: str) -> bool:
        """Whether anything reads a flag or a counter."""
        told = self.read_in_tests | self.read_besides
        return bool(self.links.readers[name]) or name in told

    @cached_property
    def untold(self) -> set[str]:
        """The epilogues of which no line can be told."""
        return {
            name
            for name, one in self.story.epilogues.items()
            if all(line.when is not None for line in one.lines)
            and answers(any_of([line.when.node for line in one.lines if line.when]), self.ranges)
            == FALSE
        }

    @cached_property
    def causes(self) -> dict[str, list[str]]:
        """The places that nothing leads to, without those that only they lead to."""
        return self.links.causes(self.story.places.keys() - self.links.reached)


def judgement(when: Node, ranges: Mapping[str, Range], known: dict[Node, Names]) -> Judgement:
    """The possible results of a condition within these ranges; `known` is what `is_open` keeps."""
    if is_open(when, ranges, known):
        return OPEN
    same = []
    for number, part in enumerate(comparisons(when)):
        low, high = value_range(part, ranges)
        if low == high:
            same.append((number, bool(low)))
    return Judgement(answers(when, ranges), tuple(same))
