"""However long a play is, what is told of it has room: of a very long one the newest is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play, replay
from negotiator.narration.play import step
from negotiator.narration.so_far import DOCUMENT, PAGE, begins_after, so_far
from negotiator.narration.transcript import transcript
from negotiator.narration.written_play import as_html, as_markdown
from negotiator.story.loading import load

CIRCLE = """\
story: {{id: circle, title: C, format: 1, version: 1, start: here}}
counters: {{n: {{about: How often}}}}
scenes:
  here:
    title: Here
    text: "Round {{n}}. {words}"
    choices: [{{id: turn, text: Turn, effects: {{n: +1}}, goto: here}}]
endings: {{z: {{title: Z, outcome: done, text: Bye.}}}}
"""


def circling(folder: Path, times: int, letters: int) -> Play:
    """A play that comes back to a text of so many letters so many times."""
    words = "word " * (letters // 5)
    (folder / "story.yaml").write_text(CIRCLE.format(words=words), encoding="utf-8")
    return replay(load(folder), 1, ["here.turn"] * times).play


def test_a_document_has_the_newest_of_what_is_too_long(tmp_path: Path) -> None:
    play = circling(tmp_path, times=120, letters=90_000)
    begins = begins_after(play, DOCUMENT)
    assert 60 < begins < 70
    for text in (transcript(play), as_markdown(play), as_html(play)):
        assert len(text) < 1.1 * DOCUMENT.characters
        assert f"What was told up to decision {begins} is left out." in text
        assert f"Round {begins}." not in text
        assert all(f"Round {number}." in text for number in range(begins + 1, 121))


@pytest.mark.parametrize(("times", "letters"), [(3, 100), (1, 99_000), (40, 20_000), (1_100, 10)])
def test_a_page_has_room_for_the_last_decision_and_not_for_too_much(
    tmp_path: Path, times: int, letters: int
) -> None:
    play = circling(tmp_path, times, letters)
    told = [*so_far(play, PAGE, step)]
    begins = begins_after(play, PAGE)
    assert begins < times
    assert sum(len(one.text) for each in play.steps[begins + 1 :] for one in each.scene) <= (
        PAGE.characters
    )
    assert told[-1] == [*step(play, times - 1)][-1]
    assert (begins == 0) == (times * letters < PAGE.characters and times <= PAGE.decisions)
