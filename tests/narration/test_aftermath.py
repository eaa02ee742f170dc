"""What comes after an ending's text: whom the epilogues tell of, and the questions at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play
from negotiator.narration import debrief
from negotiator.narration.lines import Document, Heading, PlaceKind
from negotiator.narration.play import here, questions
from negotiator.narration.transcript import transcript
from negotiator.story.loading import load

QUAY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
people:
  ann: {name: Captain Ann Low}
  voice: {name: The voice on the line}
scenes:
  quay:
    title: The quay
    text:
      - A boat waits.
      - {document: questions, text: Who would sail in this weather?}
    choices:
      - {id: sail, text: Sail, goto: out}
endings:
  out:
    title: Out
    outcome: sailed
    text:
      - You are out of sight.
      - document: questions
        heading: Two questions
        text: |-
          Who should have been asked?
          Who was?
epilogues:
  ann: {person: ann, lines: "In spring Low's boat was painted."}
  voice: {person: voice, lines: Nobody rang again.}
"""


@pytest.fixture
def sailed(tmp_path: Path) -> Play:
    (tmp_path / "story.yaml").write_text(QUAY, encoding="utf-8")
    return Play.begin(load(tmp_path), 1).choose("sail")


def test_who_is_named_at_once_needs_no_heading(sailed: Play) -> None:
    lines = here(sailed)
    headings = [
        one.title for one in lines if isinstance(one, Heading) and one.kind is PlaceKind.EPILOGUE
    ]
    assert headings == ["What became of them", "The voice on the line"]


def test_questions_of_an_ending_come_at_the_end_of_its_debrief(sailed: Play) -> None:
    assert not any(isinstance(one, Document) for one in here(sailed))
    found = debrief.debriefed(sailed)
    assert found.questions == questions(sailed)
    last = ["\n".join(group) for group in debrief.in_order(found, ["What made it"])][-1]
    asked = "To think about: Two questions.\n  Who should have been asked?\n  Who was?"
    assert last == asked
    assert transcript(sailed).endswith(f"Nobody rang again.\n\n{asked}\n")


def test_those_of_a_scene_stay_where_they_are(sailed: Play) -> None:
    told = transcript(sailed.undone())
    assert told.endswith("A boat waits.\n\nTo think about.\n  Who would sail in this weather?\n")
    assert questions(sailed.undone()) == ()
