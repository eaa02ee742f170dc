"""What a question is answered over: what it hangs on, not all that is met on the way there."""

from __future__ import annotations

import shutil
from math import inf
from pathlib import Path

import pytest

from negotiator.checking.cegar import refinement
from negotiator.checking.check import check
from negotiator.checking.verdicts import Word
from negotiator.statespace.effort import Effort
from negotiator.story.loading import load

SHIPPED = Path(__file__).parents[2] / "story" / "gsomia_2016"
GUARD = "when: procedure_clean or hearing_held\n        locked"


@pytest.mark.parametrize(
    ("guard", "over"),
    [
        ("announced_openly and assembly_first", ("announced_openly", "assembly_first")),
        ("seen(winter)", ("visits(winter)",)),
    ],
)
def test_a_guard_late_in_a_long_story_is_judged_by_what_it_reads(
    guard: str, over: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "story"
    shutil.copytree(SHIPPED, folder)
    file = folder / "act4_cabinet_and_signing.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(GUARD) == 1
    file.write_text(text.replace(GUARD, f"when: {guard}\n        locked"), encoding="utf-8")
    found = refinement(load(folder)).reachability(("choice", "cabinet.list_it"), Effort(inf))
    assert found.path is None
    assert found.is_decided
    assert found.tracked == over


MANY_GAUGES = """
story: {id: many, title: Many, format: 1, version: 1, start: a}
gauges:
  g1: {label: One, start: 50, better: high, bands: {0: Low}}
  g2: {label: Two, start: 50, better: high, bands: {0: Low}}
flags: {early: Early, late: Late}
endings: {end: {title: End, outcome: over, text: Done.}}
scenes:
  a:
    title: A
    text: Here.
    choices:
      - {id: early, text: Early, effects: {early: true}, goto: b}
      - {id: late, text: Late, effects: {late: true}, goto: b}
  b:
    title: B
    text: Round.
    choices:
      - {id: one, text: One, effects: {g1: +7, g2: -3}}
      - {id: two, text: Two, effects: {g1: -5, g2: +11}}
      - {id: on, text: On, when: g1 > 70 and g2 > 70, goto: c}
      - {id: out, text: Out, goto: end}
  c:
    title: C
    text: There.
    choices:
      - {id: both, text: Both, when: early and late, goto: end}
      - {id: end, text: End, goto: end}
"""


def test_a_dear_guard_on_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(MANY_GAUGES, encoding="utf-8")
    story = load(tmp_path)
    found = refinement(story).reachability(("choice", "c.both"), Effort(inf))
    assert found.path is None
    assert found.tracked == ("early", "late")
    words = {one.label: one.word for one in check(story).verdicts}
    assert words["choice", "c.both"] is Word.PROVED
    assert words["choice", "c.end"] is Word.WITNESSED


def test_one_abstraction_answers_every_question_that_it_has_all_ways_to(tmp_path: Path) -> None:
    twice = (
        MANY_GAUGES.replace(
            "{id: both, text: Both, when: early and late, goto: end}",
            "{id: both, text: Both, when: early and late, goto: end}\n"
            "      - {id: again, text: Again, when: late and early, goto: both_ways}",
        )
        + "  both_ways: {title: Both, text: Here., choices: [{id: end, text: End, goto: end}]}\n"
    )
    (tmp_path / "story.yaml").write_text(twice, encoding="utf-8")
    found = refinement(load(tmp_path)).reachability(("choice", "both_ways.end"), Effort(inf))
    assert found.path is None
    assert found.excluded >= {
        ("choice", "both_ways.end"),
        ("choice", "c.again"),
        ("scene", "both_ways"),
    }
    assert ("choice", "b.on") not in found.excluded
