"""What braces in a text show in a play, and effects that hang on a condition."""

from __future__ import annotations

from pathlib import Path
from pickle import dumps, loads

import pytest

from negotiator.diagrams.mermaid import mermaid
from negotiator.diagrams.story_graph import chart
from negotiator.engine import Play, options, tell
from negotiator.narration.debrief import debriefed, spoken
from negotiator.narration.transcript import transcript
from negotiator.story.loading import load
from negotiator.story.model import Phrase, Story

STORY = """\
story: {id: t, title: T, format: 1, version: 1, start: hall}
gauges:
  crowd: {label: Crowd, start: 2, better: high, bands: {0: Thin, 4: NGOs and all}}
flags: {told: They know}
counters: {weeks: Weeks}
motions:
  trust: {title: Trust, needs: 5, blocs: {all: {label: All, seats: 9, ayes: 6 if told else 3}}}
scenes:
  hall:
    title: Hall
    text:
      - "{'They sing' if crowd > 3 else 'They wait'} in week {weeks + 1}, {lower(crowd.band)}."
      - {when: motion.trust.held, text: "{motion.trust.ayes} for you, {9 - motion.trust.ayes} not."}
      - A {{brace}} stays one.
    choices:
      - id: tell
        text: Tell {crowd} of them
        outcome: Now {max(crowd, 7)} hear it.
        effects:
          crowd: [{when: told, change: +5 because they knew}, +1]
          told: true
          weeks: +1
      - {id: vote, text: Vote, when: weeks > 0, locked: "Not in week {weeks}.", vote: trust}
      - {id: end, text: End, goto: over}
endings:
  over: {title: Over, outcome: over, text: "It was {'lost' if not motion.trust.passed else 'won'}."}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    return load(file)


def texts(play: Play) -> list[str]:
    """The passages of the place where a play is."""
    return [one.text for one in tell(play.story, play.state)]


def test_a_text_shows_what_its_expressions_give(story: Story) -> None:
    play = Play.begin(story, 1)
    assert texts(play) == ["They wait in week 1, thin.", "A {brace} stays one."]
    assert [one.reason for one in options(story, play.state)] == ["", "Not in week 0.", ""]
    play = play.choose("tell").choose("tell").choose("vote")
    assert texts(play) == [
        "They sing in week 3, NGOs and all.",
        "6 for you, 3 not.",
        "A {brace} stays one.",
    ]
    told = transcript(play.choose("end"))
    assert "Tell 3 of them" in told
    assert "Now 9 hear it." in told
    assert "It was won." in told


def test_an_effect_hangs_on_its_condition(story: Story) -> None:
    play = Play.begin(story, 1).choose("tell")
    assert play.values()["crowd"] == 3
    play = play.choose("tell")
    assert play.values()["crowd"] == 9
    first = play.steps[-1].changes[0]
    assert (first.name, first.because) == ("crowd", "they knew")


def test_a_vote_hangs_on_what_is_so(story: Story) -> None:
    play = Play.begin(story, 1).choose("tell").choose("vote")
    (vote,) = play.steps[-1].votes
    assert (vote.total, vote.passed) == (6, True)


NAMED = """\
story: {id: n, title: N, format: 1, version: 1, start: hall}
sources: {S1: {title: One}}
gauges:
  crowd: {label: Crowd, start: 2, better: high, bands: {0: Thin, 4: Thick}}
counters: {day: {about: Days, start: 1}}
axes: {x: {label: "After {day} days"}}
motions:
  trust:
    title: Shall {day} days do?
    needs: 3
    blocs: {all: {label: "Those {crowd}", seats: 9, ayes: crowd}}
events:
  rain: {title: "Rain {day}", pool: sky, text: It rains., once: true, effects: {day: +10}}
scenes:
  hall:
    title: Day {day} at {{sea}}
    place: A {lower(crowd.band)} hall
    effects: {day: +1}
    draw: {pool: sky}
    text: Here.
    choices:
      - id: stay
        text: Stay {crowd}
        effects:
          crowd: +1 because {crowd} came by day {day}
        vote: trust
        goto: hall
      - {id: end, text: "End it, {crowd}", goto: over}
history:
  - {date: 1901-01-01, text: "It ended.[^S1]", choice: hall.end, because: "day {day} was late"}
endings:
  over:
    title: Over after {day}
    place: Hall {crowd}
    outcome: over
    text: Out.
    readings: {x: Well.}
"""


@pytest.fixture
def named(tmp_path: Path) -> Story:
    file = tmp_path / "story.yaml"
    file.write_text(NAMED, encoding="utf-8")
    return load(file)


def test_titles_labels_and_reasons_show_the_values_of_their_moment(named: Story) -> None:
    play = Play.begin(named, 0).choose("stay").choose("stay").choose("end")
    told = transcript(play)
    for words in (
        "== Day 2 at {sea} ==",
        "A thin hall.",
        "because 3 came by day 2.",
        "Shall 2 days do?",
        "Those 3",
        "== Day 3 at {sea} ==",
        "== Rain 13 ==",
        "because 4 came by day 13.",
        "== Day 14 at {sea} ==",
        "A thick hall.",
        "== Over after 14 ==",
        "Hall 4.",
    ):
        assert words in told, words


def test_the_debrief_shows_the_nearest_choice_with_its_values(named: Story) -> None:
    play = Play.begin(named, 0).choose("stay").choose("end")
    told = "\n".join(map(str, spoken(debriefed(play))))
    assert "After 13 days: Well." in told
    assert "nearest to the record: End it, 3 (day 13 was late)" in told


def test_where_no_play_is_a_value_is_left_out(named: Story) -> None:
    assert named.scenes["hall"].title == "Day … at {sea}"
    drawn = mermaid(chart(named))
    assert "Day … at {sea}" in drawn.replace("#123;", "{").replace("#125;", "}")


def test_a_story_with_values_in_its_titles_can_be_sent_to_another_process(named: Story) -> None:
    title = named.scenes["hall"].title
    assert isinstance(title, Phrase)
    assert loads(dumps(title)).parts == title.parts
