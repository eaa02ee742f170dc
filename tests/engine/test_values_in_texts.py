"""What braces in a text show in a play, and effects that hang on a condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play, options, tell
from negotiator.narration.transcript import transcript
from negotiator.story.loading import load
from negotiator.story.model import Story

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
