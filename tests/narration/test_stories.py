"""What is told of a story where one picks it."""

from __future__ import annotations

from pathlib import Path

from negotiator.library import Shelf
from negotiator.narration.stories import facts
from negotiator.narration.typed_commands import introduced
from negotiator.story.loading import load

PAGE = """\
story:
  id: weir
  title: The Weir
  about: Two villages and one weir.
  format: 1
  version: 1
  language: ko
  author: Class 10b
  licence: CC BY 4.0
  ages: 12 to 15
  notes: >-
    Know what a weir is.
    Ask who pays.
  start: a
scenes: {a: {title: A, text: A., choices: [{id: go, text: Go, goto: over}]}}
endings: {over: {title: O, outcome: o, text: O.}}
"""
FACTS = "Korean · for ages 12 to 15 · by Class 10b · CC BY 4.0"
NOTES = "Know what a weir is. Ask who pays."


def written(folder: Path) -> Path:
    folder.mkdir()
    (folder / "story.yaml").write_text(PAGE, encoding="utf-8")
    return folder


def test_the_title_page_is_told_where_one_picks_a_story(tmp_path: Path) -> None:
    story = written(tmp_path / "weir")
    (offer,) = Shelf([story]).offers()
    assert (offer.facts, offer.notes) == (FACTS, NOTES)
    said = introduced(load(story))
    assert said == ("The Weir", "Two villages and one weir.", FACTS, f"For teachers: {NOTES}")


def test_what_a_title_page_does_not_say_is_not_told() -> None:
    nothing = {"language": "", "ages": "", "author": "", "licence": ""}
    assert facts(nothing) == ""
    assert facts({**nothing, "language": "tlh"}) == "tlh"
