"""Scenes that return: what a visit leaves alone, what it remembers, and where it leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play, options, replay, values
from negotiator.engine.restore import state_from
from negotiator.narration.transcript import transcript
from negotiator.story.loading import load
from negotiator.story.model import Story

QUAY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: home}
gauges: {nerve: {label: Nerve, start: 5, range: 0..10, better: high, bands: {0: Low}}}
flags: {read: What was read}
scenes:
  home:
    title: Home
    text: Morning.
    choices:
      - {id: go, text: Go, goto: quay}
  quay:
    title: The quay
    date: 2001-05-02
    was: [harbour]
    text: The boats are late.
    effects: {nerve: -1 because nobody comes}
    draw: {pool: weather}
    choices:
      - {id: look, text: Look it up, once: true, goto: {visit: archive}}
      - {id: read, text: Read up first, goto: {visit: archive, then: street}}
      - {id: tell, text: Tell them, when: read, locked: You know nothing., goto: end}
      - {id: count, text: Count, when: visits(quay) > 1, goto: end}
  street:
    title: The street
    text: It rains.
    effects: {nerve: -1 because it rains}
    choices:
      - {id: go, text: Go home, goto: end}
      - {id: back, text: Go back, goto: quay}
  archive:
    title: The archive
    date: 2001-05-03
    text: Dust.
    draw: {pool: deep}
    choices:
      - {id: leave, text: Leave, effects: {read: true}, outcome: The door falls shut., goto: return}
      - {id: deeper, text: Go down, goto: cellar}
  cellar:
    title: The cellar
    text: Dark.
    choices:
      - {id: up, text: Up and out, goto: [{when: nerve < 1, to: end}, return]}
      - {id: stay, text: Stay for good, goto: end}
events:
  guard:
    title: The guard
    pool: deep
    when: nerve > 8
    text: He looks at you.
    choices:
      - {id: out, text: Walk out, goto: return}
      - {id: run, text: Run, goto: street}
      - {id: nod, text: Nod}
  rain:
    title: Rain
    interrupt: true
    text: A drop.
  gulls:
    title: Gulls
    pool: weather
    text: They cry.
endings:
  end: {title: End, outcome: over, text: Done.}
"""


@pytest.fixture
def quay(tmp_path: Path) -> Story:
    (tmp_path / "story.yaml").write_text(QUAY)
    return load(tmp_path / "story.yaml")


def begun(story: Story, *decisions: str) -> Play:
    play = Play.begin(story, 7)
    for decision in decisions:
        play = play.choose(decision)
    return play


def opened(play: Play) -> list[str]:
    return [one.id for one in play.options() if one.open]


def test_the_choices_come_back_and_nothing_is_done_again(quay: Story) -> None:
    before = begun(quay, "go")
    after = begun(quay, "go", "look", "leave")
    step = after.steps[-1]
    assert step.back == "quay"
    assert not step.entered
    assert not step.scene
    assert not step.interrupts
    assert not step.reactions
    assert after.values()["nerve"] == before.values()["nerve"]
    assert after.values()["visits(quay)"] == 1
    assert after.state.draws == after.rewound(2).state.draws


def test_the_guards_are_asked_again(quay: Story) -> None:
    assert opened(begun(quay, "go")) == ["look", "read"]
    assert opened(begun(quay, "go", "look", "leave")) == ["read", "tell"]


def test_then_is_entered_like_any_place(quay: Story) -> None:
    step = begun(quay, "go", "read", "leave").steps[-1]
    assert step.entered == "street"
    assert not step.back
    assert [one.event for one in step.interrupts] == ["rain"]
    assert [one.because for one in step.moved_by("street")] == ["it rains"]


def test_a_visit_goes_through_several_scenes(quay: Story) -> None:
    play = begun(quay, "go", "look", "deeper", "up")
    assert play.state.scene == "quay"
    assert play.values()["visit.back"] == "none"


def test_a_state_knows_what_the_visit_returns_to(quay: Story) -> None:
    assert begun(quay, "go", "look").values()["visit.back"] == "back quay"
    assert begun(quay, "go", "read", "deeper").values()["visit.back"] == "then street"
    first, second = begun(quay, "go", "look"), begun(quay, "go", "read")
    assert options(quay, first.state) == options(quay, second.state)
    assert first.state != second.state


def test_an_ending_clears_it(quay: Story) -> None:
    play = begun(quay, "go", "look", "deeper", "stay")
    assert play.ending is not None
    assert play.values()["visit.back"] == "none"


def test_undo_and_replay(quay: Story) -> None:
    play = begun(quay, "go", "read", "deeper", "up")
    assert play.undone().choose("up").state == play.state
    assert replay(quay, 7, play.decisions).play.state == play.state
    assert play.undone().values()["visit.back"] == "then street"


def test_an_event_may_return_or_give_the_visit_up(quay: Story) -> None:
    named = {"nerve": 10, "visit.back": "back quay"}
    home = state_from(quay, "home", {"nerve": 10}, seed=7, draws=0)
    asked = replay(quay, 7, ["home.go", "quay.look"], home).play
    assert asked.event is not None
    assert values(quay, asked.state).items() >= {**named, "nerve": 9}.items()
    assert asked.choose("nod").state.scene == "archive"
    assert asked.choose("nod").values()["visit.back"] == "back quay"
    returned = asked.choose("out")
    assert (returned.state.scene, returned.state.agenda) == ("quay", None)
    left = asked.choose("run")
    assert left.state.scene == "street"
    assert left.values()["visit.back"] == "none"


def test_a_scene_that_was_renamed_is_found_again(quay: Story) -> None:
    state = state_from(quay, "archive", {"visit.back": "back harbour"}, seed=7, draws=3)
    assert values(quay, state)["visit.back"] == "back quay"
    unknown = state_from(quay, "archive", {"visit.back": "back nowhere"}, seed=7, draws=3)
    assert values(quay, unknown)["visit.back"] == "none"


def test_a_return_of_no_known_visit_leads_to_one_that_may_be(quay: Story) -> None:
    state = state_from(quay, "archive", {}, seed=7, draws=0)
    assert replay(quay, 7, ["archive.leave"], state).play.state.scene in ("quay", "street")


def test_players_are_told_whose_choices_are_back(quay: Story) -> None:
    told = transcript(begun(quay, "go", "look", "leave"))
    assert told.count("== The quay ==") == 1
    assert told.endswith("\n\nYou are back at “The quay”, where you left off.\n")


TABLE = """
story: {id: hall, title: The hall, format: 1, version: 1, start: hall}
gauges: {nerve: {label: Nerve, start: 5, range: 0..10, better: high, bands: {0: Low}}}
scenes:
  hall:
    title: The hall
    text: Voices.
    choices:
      - {id: talk, text: Talk, goto: {visit: talks}}
      - {id: out, text: Out, goto: end}
  aside:
    title: Aside
    text: Quiet.
    choices:
      - {id: back, text: Back, goto: return}
tables:
  talks:
    title: Talks
    text: They sit.
    rounds: 3
    theirs: {name: Olsen, reservation: 0}
    ours: {name: You, reservation: 0}
    terms:
      price:
        label: Price
        opens: {ours: low, theirs: high}
        options:
          low: {text: Low, ours: 100, theirs: 0}
          high: {text: High, ours: 0, theirs: 100}
    deal: {goto: return}
    leave: {goto: aside}
    walkout: {goto: return}
endings:
  end: {title: End, outcome: over, text: Done.}
"""


def test_a_table_may_be_visited(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(TABLE)
    story = load(tmp_path / "story.yaml")
    left = begun(story, "talk", "leave")
    assert left.state.scene == "aside"
    assert left.choose("back").steps[-1].back == "hall"
    deal = begun(story, "talk", "accept")
    assert deal.steps[-1].back == "hall"
    assert deal.state.scene == "hall"
    assert not deal.state.talks
