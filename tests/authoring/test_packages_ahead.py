"""Which packages may follow at a table: held against every line of proposals there is."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from negotiator.authoring.author_view import author_view
from negotiator.authoring.packages_ahead import table_ahead
from negotiator.engine import NotOfferedError, Play, talks
from negotiator.narration.author_view import sections
from negotiator.story.choice_names import full_name
from negotiator.story.loading import load
from negotiator.story.model import DEAL, Story

STORY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: talks}
scenes:
  aside: {title: Aside, text: A., choices: [{id: back, text: Back, goto: talks}]}
tables:
  talks:
    title: The quay
    text: Sit.
    rounds: 3
    ours: {name: North, reservation: 30}
    theirs: {name: South, reservation: 30, patience: 2}
    terms:
      nights:
        label: Nights
        weight: {ours: 3, theirs: 1}
        opens: {ours: we, theirs: they}
        options:
          we: {text: North, ours: 100, theirs: 0}
          turns: {text: In turns, ours: 50, theirs: 50}
          they: {text: South, ours: 0, theirs: 100}
      crane:
        label: Crane
        weight: {ours: 1, theirs: 3}
        opens: {ours: they, theirs: we}
        options:
          we: {text: North, ours: 0, theirs: 100}
          they: {text: South, ours: 100, theirs: 0}
    deal: {goto: [{when: terms.nights == 'we', to: north}, {to: shared}]}
    leave: {goto: apart}
    walkout: {goto: apart}
endings:
  north: {title: North, outcome: north, text: N.}
  shared: {title: Shared, outcome: shared, text: S.}
  apart: {title: Apart, outcome: apart, text: A.}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    return load(tmp_path / "story.yaml")


def agreed(play: Play) -> dict[str, tuple[int, str]]:
    """Every package that some way to go on ends in, as it is written: after how many proposals at
    the least, and in which ending."""
    session = talks(play.story, play.state)
    if session is None:
        return {}
    found: dict[str, tuple[int, str]] = {}
    every = product(*(range(len(term.options)) for term in session.table.terms))
    moves = [("accept", 0), *((session.proposal(one), 1) for one in every)]
    for decision, proposals in moves:
        try:
            after = play.choose(decision)
        except NotOfferedError:
            continue
        step = after.steps[-1]
        if step.taken == full_name("talks", DEAL):
            values = after.values()
            key = f"nights={values['terms.nights']}, crane={values['terms.crane']}"
            mine = {key: (proposals, step.state.scene)}
        else:
            mine = {key: (proposals + n, end) for key, (n, end) in agreed(after).items()}
        for key, one in mine.items():
            found[key] = min(found.get(key, one), one)
    return found


@pytest.mark.parametrize(
    "line",
    [
        (),
        ("propose",),
        ("propose(crane=we)",),
        ("propose", "ask(dearest)"),
        ("propose(nights=turns)",),
    ],
)
def test_they_are_those_that_some_line_of_proposals_ends_in(
    story: Story, line: tuple[str, ...]
) -> None:
    play = Play.begin(story, 1)
    for decision in line:
        play = play.choose(decision)
    ahead = table_ahead(story, play.state)
    assert ahead is not None
    assert ahead.of == 6
    told = {one.written: dict(one.ahead.leads) for one in ahead.packages}
    real = agreed(play)
    assert told.keys() == real.keys()
    assert {name: [*leads] for name, leads in told.items()} == {
        name: [end] for name, (_, end) in real.items()
    }


def test_an_author_reads_them_inside_the_play(story: Story) -> None:
    play = Play.begin(story, 1).choose("propose(crane=we)")
    told = {one.title: [str(line) for line in one.lines] for one in sections(author_view(play))}
    first, *packages = told["Packages that may follow"]
    assert first == f"{len(packages)} of 6 packages can still be agreed on."
    assert any(one.endswith("deal leads to north.") for one in packages)
    assert told["What may follow"][0] == "leave leads to apart."
    assert "Packages that may follow" not in {
        one.title for one in sections(author_view(ended(play)))
    }


def ended(play: Play) -> Play:
    """The same play, after the player left the table."""
    return play.choose("leave")
