"""A small story in three acts with a front page, for tests."""

from __future__ import annotations

from pathlib import Path

from negotiator.engine import Play
from negotiator.story.loading import load

ACTS = """
story: {id: budget, title: The Budget, format: 1, version: 1, start: desk}
sources:
  S1: {title: Minutes, publisher: The council, date: 1905-06-27, says: It met.}
  S2: {title: The paper, publisher: The paper, date: 1905-06-29, says: It printed.}
gauges:
  mood: {label: Mood in the town, start: 40, better: high, bands: {0: Sour, 50: Kind}}
flags: {leaked: The draft is out}
people:
  editor: {name: The editor}
acts:
  draft:
    title: The draft
    from: 1905-06-27
    front_page:
      - {when: leaked, text: "Council to sell the park.[^S2]"}
      - {when: not leaked, text: Council meets.}
      - {text: "Mood in the town: {mood}, {mood.band}."}
      - {when: leaked, says: editor, text: We print what we are sent.}
  vote: {title: The vote, from: 1905-06-29, front_page: [{when: mood > 90, text: Joy.}]}
  after: {title: The morning after, from: 1905-07-02}
scenes:
  desk:
    title: The desk
    date: 1905-06-27
    text: The draft lies before you.[^S1]
    choices:
      - id: leak
        text: Send it to the paper
        effects: {leaked: true, mood: -10}
        outcome: It is gone.
        goto: street
      - {id: keep, text: Keep it, goto: street}
  street:
    title: The street
    text: People walk by.
    choices:
      - {id: go, text: Go in, outcome: The door is heavy., goto: hall}
      - {id: flee, text: Leave town, goto: train}
  hall:
    title: The hall
    date: 1905-06-29
    text: They are waiting.
    choices:
      - {id: speak, text: Speak, goto: home}
      - {id: stay, text: Say nothing, goto: hall}
endings:
  home: {title: Home, date: 1905-07-02, outcome: over, text: You go home.}
  train: {title: The train, outcome: gone, text: It is late.}
"""


def story_in(folder: Path) -> Path:
    """The story, written into a folder."""
    place = folder / "budget"
    place.mkdir()
    (place / "story.yaml").write_text(ACTS, encoding="utf-8")
    return place


def played(folder: Path, *choices: str) -> Play:
    """A play with these choices."""
    play = Play.begin(load(story_in(folder)), 1)
    for one in choices:
        play = play.choose(one)
    return play
