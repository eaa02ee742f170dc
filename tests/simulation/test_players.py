"""Headless plays are the engine's own plays, and the players pick as they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Play, choose, options, start, tell
from negotiator.engine.headless import headless
from negotiator.simulation.players import CUT, Arena, MidPlay, Player, goodness
from negotiator.statespace.successors import moves
from negotiator.story.loading import load
from negotiator.story.model import Story, Table
from tests.strategies import SCENES, StoryMaker, loaded

ASSEMBLY = Path(__file__).parents[1] / "stories" / "assembly"


class EventfulMaker(StoryMaker):
    """Makes random stories with events, a motion, a counter and effects on entering."""

    def event(self, number: int) -> dict[str, Any]:
        event: dict[str, Any] = {"title": "E", "text": self.text(), "actor": "someone"}
        event |= {"interrupt": "true"} if number and self.maybe() else {"pool": "pool"}
        if self.maybe():
            event["when"] = self.condition()
        if self.maybe():
            event["weight"] = f"{self.number(1)} - 20"
        event["priority"] = str(self.random.randint(0, 1))
        event |= self.random.choice(({}, {"once": "true"}, {"cooldown": "1"}, {"cooldown": "2"}))
        event["effects"] = {"g1": f"{self.random.choice('+-')}{self.random.randint(1, 40)}"}
        if self.maybe():
            event["choices"] = [
                {"id": "x", "text": "X", "when": self.condition(), "effects": {"calls": "+1"}},
                {"id": "y", "text": "Y", "when": self.condition(), "goto": self.way()},
            ]
        return event

    def story(self) -> dict[str, Any]:
        story = super().story()
        story["actors"] = {"someone": {"name": "Someone"}}
        story["counters"] = {"calls": {"about": "Calls", "high": "3"}}
        story["motions"] = {
            "vote": {
                "title": "V",
                "needs": "40",
                "blocs": {"all": {"label": "A", "seats": "80", "ayes": f"0 + {self.number()}"}},
            }
        }
        story["events"] = {f"v{number}": self.event(number) for number in range(6)}
        for name in self.some(SCENES):
            story["scenes"][name]["draw"] = {"pool": "pool", "at_most": "2"}
        for name in self.some(SCENES):
            story["scenes"][name]["effects"] = {"g0": "-5", "calls": "+1"}
            story["scenes"][name]["vote"] = "vote"
        story["scenes"]["s0"]["choices"][0]["goto"] = [
            {"when": "motion.vote.passed and calls > 1", "to": "s1"},
            {"to": "s2"},
        ]
        return story


seeds = st.integers(0, 2**32)
makers = st.sampled_from([StoryMaker, EventfulMaker])


@pytest.fixture(scope="module")
def assembly() -> Story:
    return load(ASSEMBLY)


@given(makers, seeds, seeds, st.sampled_from(Player))
def test_a_headless_play_is_the_engines_own(
    maker: type[StoryMaker], made: int, seed: int, player: Player
) -> None:
    headless_as_the_engine(loaded(maker(made).story()), seed, player)


def headless_as_the_engine(story: Story, seed: int, player: Player = Player.UNIFORM) -> None:
    """Headless plays of a story are the engine's, turn by turn."""
    arena = Arena(headless(story), player, seed)
    for number in range(3):
        playthrough = arena.playthrough(number)
        begun = MidPlay(arena.ready.first, arena.begun(playthrough.seed), 0, None)
        assert arena.end(begun, playthrough.seed) == playthrough.end
        state = start(story, playthrough.seed)
        for turn in playthrough.turns[:60]:
            assert (turn.place, turn.values) == (state.scene, state.values)
            if isinstance(story.places[turn.place], Table):
                closes = {move.taken for move in moves(story, state)}
                open_ = [
                    choice.id for choice in story.scenes[turn.place].choices if choice.id in closes
                ]
            else:
                open_ = [one.id for one in options(story, state) if one.open]
            choices = [choice.id for choice in story.places[turn.place].choices]  # type: ignore[union-attr]
            assert open_ == [one for n, one in enumerate(choices) if turn.menu >> n & 1]
            for decision in turn.line:
                step = choose(story, state, decision)
                state = step.state
            assert step.taken == f"{turn.place}.{turn.choice}"
            came = [one.event for one in (*step.interrupts, *step.reactions)]
            assert (turn.to, list(turn.events)) == (step.state.scene, came)
            state = step.state


def test_a_play_can_be_played_again_alone(assembly: Story) -> None:
    playthrough = Arena(headless(assembly), Player.UNIFORM, 5).playthrough(263)
    assert playthrough.seed == 268
    play = Play.begin(assembly, playthrough.seed)
    for decision in playthrough.decisions:
        play = play.choose(decision.rpartition(".")[2])
    assert play.state.scene == playthrough.end
    assert tell(assembly, play.state)


def test_greedy_and_cautious_take_what_they_say() -> None:
    gauge = {"label": "G", "bands": {"0": "All"}}
    effects = {
        "a": {"g0": "+50", "g1": "+40"},
        "b": {"g0": "-2", "g1": "-1"},
        "c": {"g2": "-2"},
    }
    story = loaded(
        {
            "story": {"id": "few", "title": "F", "format": "1", "version": "1", "start": "s0"},
            "gauges": {
                "g0": {**gauge, "start": "50", "better": "high"},
                "g1": {**gauge, "start": "45", "better": "low"},
                "g2": {**gauge, "start": "70", "better": "middle"},
            },
            "scenes": {
                "s0": {
                    "title": "S",
                    "text": "S.",
                    "choices": [
                        {"id": name, "text": name, "effects": effects[name], "goto": "e0"}
                        for name in effects
                    ],
                }
            },
            "endings": {"e0": {"title": "E", "outcome": "over", "text": "E."}},
        }
    )
    ready = headless(story)
    # Goods after a: 1.0, 0.15, 0.6; after b: 0.48, 0.56, 0.6; after c: 0.5, 0.55, 0.64.
    for player, taken in ((Player.GREEDY, "a"), (Player.CAUTIOUS, "c")):
        playthrough = Arena(ready, player, 1).playthrough(0)
        assert [turn.choice for turn in playthrough.turns] == [taken]


def test_goodness_is_a_share_of_the_range(assembly: Story) -> None:
    low = goodness(assembly.gauges["heat"])
    assert (low(0), low(100), low(25)) == (1, 0, 0.75)


def test_a_player_who_goes_in_circles_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(
        "story: {id: round, title: Round, format: 1, version: 1, start: here}\n"
        "scenes:\n  here:\n    title: Here\n    text: Round.\n"
        "    choices: [{id: stay, text: Stay}, {id: go, text: Go, when: visits(here) > 1,"
        " goto: over}]\n"
        "endings: {over: {title: Over, outcome: over, text: Over.}}\n",
        encoding="utf-8",
    )
    assert Arena(headless(load(path)), Player.UNIFORM, 1).playthrough(0).end == CUT
