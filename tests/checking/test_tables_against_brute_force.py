"""Small random stories with a table: what the check says of them is what every proposal can do.

The search here takes each proposal as a decision of its own, on the real machine. The stories
have no chance in them, so that one state after the other is all there is.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from math import inf
from typing import Any, ClassVar

import pytest

from negotiator.bargaining.decisions import ACCEPT, PROPOSE
from negotiator.checking.cegar import refinement
from negotiator.checking.check import check
from negotiator.checking.explicit_search import circling, explore
from negotiator.checking.termination import always_ends
from negotiator.checking.verdicts import Word, does, labels, labels_at_start, labels_of
from negotiator.engine import State, choose, options, start, talks
from negotiator.statespace.effort import Effort
from negotiator.statespace.tellings import tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.model import LEAVE, Story
from tests.checking.brute_force import finite
from tests.random_stories import SmallMaker, strategies, without_missing_events
from tests.strategies import SCENES, TABLES, loaded

MOST = 2_000
"""States by brute force; stories that have more are left out."""


class TableMaker(SmallMaker):
    """A small story with a table and without chance."""

    tables: ClassVar[list[str]] = TABLES

    def way(self) -> Any:
        return self.random.choice([*SCENES, "e0", "e1", *TABLES, *TABLES])

    def condition(self, depth: int = 2) -> str:
        if self.random.random() < 0.4:
            word = self.random.choice(["none", "x", "y"])
            return f"terms.r0 == '{word}'"
        return super().condition(depth)

    def table(self, gauges: dict[str, Any]) -> dict[str, Any]:
        """One at which something is said for every reason."""
        table = super().table(gauges)
        again = ["waits", "early", "both", "warns", "last", "accepts", "leaves", "advises"]
        table["says"] = {one: ["So.", {"when": "f0", "text": "So so."}, "Well."] for one in again}
        for term in table["terms"].values():
            term["says"] |= {one: ["So."] for one in ("thanks", "dearest", "cheapest")}
        return table

    def story(self) -> dict[str, Any]:
        story = super().story()
        story.pop("events", None)
        for scene in story["scenes"].values():
            scene.pop("draw", None)
        places = [*story["scenes"].values(), *story.get("tables", {}).values()]
        for place in places:
            closings = [place[one] for one in ("deal", "leave", "walkout") if one in place]
            for choice in (*place.get("choices", []), *closings):
                if "goto" in choice:
                    choice["goto"] = without_chance(choice["goto"])
        return without_missing_events(story, {})


def without_chance(goto: Any) -> Any:
    """Ways on of which the first that is open is taken."""
    if not isinstance(goto, list):
        return goto
    found: list[Any] = []
    for way in goto:
        is_named = isinstance(way, str)
        found.append(way if is_named else {k: v for k, v in way.items() if k != "chance"})
        if is_named or "when" not in way:
            break
    return found


def made(seed: int) -> Story:
    data = TableMaker(seed).story()
    strategies(data)  # their line may name a choice that this maker left out
    return loaded(data)


def facts(story: Story) -> set[Label] | None:
    """Everything that any play does, being where it can only go in circles too; None if there is
    too much."""
    found: set[Label] = set(labels_at_start(story, 0))
    # Whichever profile a seed draws: with three of them forty seeds draw each.
    seen: set[State] = {start(story, seed)._replace(seed=0) for seed in range(40)}
    waiting = [*seen]
    before: dict[State, list[State]] = defaultdict(list)
    ends = []
    while waiting:
        state = waiting.pop()
        if len(seen) > MOST:
            return None
        able = decisions(story, state)
        if not able:
            ends.append(state)
        for decision in able:
            step = choose(story, state, decision)
            found.update(labels_of(story, step))
            before[step.state].append(state)
            if step.state not in seen:
                seen.add(step.state)
                waiting.append(step.state)
    return found | {("endless", state.scene) for state in seen - finite(ends, before)}


def decisions(story: Story, state: State) -> list[str]:
    session = talks(story, state)
    opened = [option.id for option in options(story, state) if option.open]
    if session is None or PROPOSE not in opened:
        return opened
    opened = [one for one in opened if one in (ACCEPT, LEAVE)]  # to ask changes nothing
    sizes = [len(term.options) for term in session.table.terms]
    able = [one for one in product(*map(range, sizes)) if not session.refused(one)]
    return [*opened, *map(session.proposal, able)]


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_what_can_happen_is_what_brute_force_finds(first: int) -> None:
    compared = 0
    for seed in range(first, first + 10):
        story = made(seed)
        true = facts(story)
        if true is None:
            continue
        endless = {place for kind, place in true if kind == "endless"}
        assert not endless & always_ends(story, Effort(inf)), seed
        texts = tellings(story).by_label.keys()  # asked over a graph of their own
        true = {label for label in true - texts if label[0] != "endless"}
        assert true <= refinement(story).reached(labels(story)), seed
        explored = explore(story, Effort(inf), MOST)
        if explored.is_complete:
            compared += 1
            assert set(explored.first) - texts == true, seed
            assert {state.scene for state in circling(explored, Effort(inf)) or ()} == endless, seed
    assert compared


@pytest.mark.parametrize("first", range(0, 20, 5))
def test_refinement_proves_nothing_that_happens(first: int) -> None:
    for seed in range(first, first + 5):
        story = made(seed)
        true = facts(story)
        if true is None:
            continue
        for label in labels(story):
            if label[0] == "endless":
                continue
            found = refinement(story).reachability(label, Effort(10_000))
            if found.is_decided:
                assert (found.path is not None) == (label in true), (seed, label)


# The second story takes as long as all others.
@pytest.mark.parametrize("first", range(2, 17, 5))
def test_every_verdict_is_earned_and_a_witness_is_a_real_line_of_proposals(first: int) -> None:
    for seed in range(first, first + 5):
        story = made(seed)
        true = facts(story)
        if true is None:
            continue
        for verdict in check(story).verdicts:
            if verdict.word is Word.WITNESSED:
                assert verdict.witness is not None
                assert verdict.witness.seed is not None
                assert does(story, verdict.witness, verdict.label), (seed, verdict)
            elif verdict.word is Word.PROVED:
                assert verdict.label not in true, (seed, verdict)
