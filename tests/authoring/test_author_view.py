"""What an author sees of a play: held against what the plays of many seeds really do."""

from __future__ import annotations

import io
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from negotiator.authoring.author_view import author_view
from negotiator.authoring.live_reload import Watch
from negotiator.authoring.starting_point import BeginningError, jumped
from negotiator.engine import Play
from negotiator.narration.author_view import sections
from negotiator.plain.playing import PlainPlay
from negotiator.saves import Store, resume
from negotiator.story.loading import load
from negotiator.story.model import Story

STORY = """
story: {id: road, title: The road, format: 1, version: 1, start: gate}
gauges:
  coins: {label: Coins, start: 9, range: 0..20, better: high, bands: {0: Few, 5: Many}}
flags: {wet: You are wet, tired: You are tired}
counters: {steps: Steps}
events:
  beggar: {title: A beggar, pool: road, weight: 3, text: One asks., effects: {coins: -1}}
  rain: {title: Rain, pool: road, once: true, text: It rains., effects: {wet: true}}
  wolf: {title: A wolf, pool: road, when: steps > 8 and wet, text: A wolf.}
  rest: {title: Rest, pool: road, priority: -1, text: You rest.}
  bell: {title: A bell, interrupt: true, cooldown: 2, when: steps > 0, text: A bell.}
scenes:
  gate:
    title: The gate
    text: The gate.
    choices:
      - {id: knock, text: Knock, once: true, effects: {steps: +1}}
      - {id: pay, text: Pay, when: coins >= 15 and not tired, locked: Too dear., goto: home}
      - {id: sneak, text: Sneak in, when: wet, goto: home}
      - {id: go, text: Go, goto: [{chance: 25%, to: home}, {to: road}]}
  road:
    title: The road
    text: The road is long.
    draw: {pool: road, at_most: 2}
    choices: [{id: on, text: On, goto: gate}]
endings:
  home: {title: Home, outcome: home, text: You are home.}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "road" / "road.yaml"
    path.parent.mkdir()
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def story(file: Path) -> Story:
    return load(file)


def said(play: Play) -> dict[str, list[str]]:
    return {one.title: [str(line) for line in one.lines] for one in sections(author_view(play))}


def test_every_value_is_there(story: Story) -> None:
    told = said(Play.begin(story, 1).choose("knock"))
    assert told["Gauges and their bands"] == ["coins is 9, of 0 to 20: Many"]
    assert told["Flags"] == ["false: wet, tired"]
    assert told["Counters"] == ["steps is 1"]
    assert told["Counts"] == ["visits(gate) is 1", "chosen(gate.knock) is 1"]
    every = " ".join(line for lines in told.values() for line in lines)
    assert all(name in every for name in Play.begin(story, 1).values() if "(" not in name)


def test_why_each_closed_choice_is_closed(story: Story) -> None:
    assert said(Play.begin(story, 1).choose("knock"))["Closed choices"] == [
        "knock (hidden): it is for once, and has been",
        "pay: `coins >= 15 and not tired` does not hold: coins is 9, tired is false",
        "sneak (hidden): `wet` does not hold: wet is false",
    ]


def test_which_events_can_come_and_why_not(story: Story) -> None:
    assert said(Play.begin(story, 1))["Events, as values are now"] == [
        "bell (interrupt) can't come: `steps > 0` does not hold: steps is 0",
        "beggar (pool road) comes first with 75%",
        "rain (pool road) comes first with 25%",
        "rest (pool road) comes first with 0%",
        "wolf (pool road) can't come: `steps > 8 and wet` does not hold: steps is 0, wet is false",
    ]
    rung = Play.begin(story, 4).choose("knock").choose("go")
    events = said(rung)["Events, as values are now"]
    assert any(
        line.startswith("bell (interrupt) can't come: it rests for 2 more") for line in events
    )


def test_the_chances_are_those_of_the_plays(story: Story) -> None:
    start = Play.begin(story, 1).choose("knock")
    (ahead,) = author_view(start).ahead
    assert dict(ahead.leads) == {"home": Fraction(1, 4), "road": Fraction(3, 4)}
    chances = dict(ahead.events)
    assert chances["bell"] == chances["beggar"] == chances["rain"] == Fraction(3, 4)
    assert "rest" not in chances
    assert "wolf" not in chances
    met: Counter[str] = Counter()
    for seed in range(400):
        step = Play.begin(story, seed).choose("knock").choose("go").steps[-1]
        met.update(one.event for one in (*step.interrupts, *step.reactions))
    for name in ("bell", "beggar", "rain"):
        assert 260 < met[name] < 340
    assert not met["wolf"]
    assert not met["rest"]


def test_a_jump_keeps_the_values_and_the_luck(story: Story) -> None:
    before = Play.begin(story, 5).choose("knock")
    play = jumped(before, "road")
    assert play.state.scene == "road"
    assert (play.seed, play.state.draws) == (5, before.state.draws)
    assert play.values()["steps"] == 1
    assert play.choose("on").state.scene == "gate"
    with pytest.raises(BeginningError, match="no scene or ending `raod`"):
        jumped(before, "raod")
    with pytest.raises(BeginningError, match="is an event"):
        jumped(before, "rain")
    ended = jumped(before, "home")
    assert ended.ending
    assert said(ended)["Gauges and their bands"]


def plain(file: Path, said: str, *, is_watched: bool) -> tuple[str, Store]:
    story = load(file)
    store = Store(file.parents[1] / "saves")
    out = io.StringIO()
    PlainPlay(
        Play.begin(story, 1),
        store,
        store.new_slot(story),
        said.splitlines(),
        out,
        prompt="",
        watch=Watch(file) if is_watched else None,
    ).run()
    return out.getvalue(), store


def test_words_of_the_plain_play(file: Path) -> None:
    told, store = plain(
        file, "1\ninside\njump\njump nowhere\njump road\n1\nhelp\n", is_watched=True
    )
    assert "Closed choices\nknock (hidden): it is for once, and has been\n" in told
    assert "\nhome: Home (an ending)\n" in told
    assert "There is no scene or ending `nowhere`." in told
    assert "== The road ==" in told
    assert "jump PLACE: go on from there" in told
    first, second = sorted(store.entries(), key=lambda one: one.slot)
    kept = {one.save.decisions: one.save for one in (first, second) if one.save}
    assert set(kept) == {("gate.knock",), ("road.on",)}
    again = resume(load(file), kept["road.on",])
    assert again.play.values()["steps"] == 1
    assert again.play.undone().state.scene == "road"


def test_players_have_no_such_words(file: Path) -> None:
    told, store = plain(file, "1\ninside\njump home\nhelp\n", is_watched=False)
    assert "The scene `gate` has no choice `inside`." in told
    assert "The scene `gate` has no choice `jump home`." in told
    assert "Gauges" not in told
    assert "jump PLACE" not in told
    (entry,) = store.entries()
    assert entry.save
    assert entry.save.decisions == ("gate.knock",)


def test_a_choice_keeps_its_word_for_players(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("id: knock", "id: inside")
    file.write_text(text, encoding="utf-8")
    told, _ = plain(file, "inside\n", is_watched=False)
    assert "> Knock" in told
