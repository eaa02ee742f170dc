"""What a check tells, and that it can be replayed."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path
from typing import Any

import pytest

from negotiator.checking.cegar import Refinement, refinement
from negotiator.checking.check import check
from negotiator.checking.packed_search import PackedSearch
from negotiator.checking.report import CheckReport, checked_story
from negotiator.checking.report_formats import FORMATS
from negotiator.checking.text_report import witnesses_as_text
from negotiator.checking.verdicts import Witness, Word, does, labels, questions
from negotiator.statespace.array_expressions import TooWideError
from negotiator.statespace.effort import Effort
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import load
from tests.checking.brute_force import Brute
from tests.random_stories import small

CORPUS = Path(__file__).parents[1] / "corpus"
STORIES = Path(__file__).parents[1] / "stories"

TESTED = """
tests:
  holds: {decisions: [a.spend], ends: b, expect: [g == 10]}
  wrong_end: {decisions: [a.spend], ends: end}
  wrong_value: {decisions: [a.spend], expect: [g > 10]}
  closed: {decisions: [a.spend, b.pay]}
"""


def report(path: Path) -> CheckReport:
    return checked_story(path)


@pytest.fixture
def stuck(tmp_path: Path) -> Path:
    file = tmp_path / "story.yaml"
    text = (CORPUS / "stuck_poor.yaml").read_text(encoding="utf-8")
    file.write_text(text + TESTED, encoding="utf-8")
    return file


def test_a_soft_lock_is_told_at_the_decision_that_led_into_it(stuck: Path) -> None:
    found = [one for one in report(stuck).diagnostics if one.code.id == "N706"]
    (one,) = found
    assert "after a.spend no ending can be reached" in one.message
    assert "id: spend" in one.source_line
    assert one.also is not None
    assert one.also.line > one.place.line


def test_a_soft_lock_says_what_keeps_the_choices_closed(stuck: Path, tmp_path: Path) -> None:
    (one,) = [one for one in report(stuck).diagnostics if one.code.id == "N706"]
    assert one.message.endswith("can be closed at once, after 1 decision: `g` is 10")
    by_flag = tmp_path / "flag.yaml"
    by_flag.write_text(BLAMED, encoding="utf-8")
    (one,) = report(by_flag).diagnostics
    assert one.code.id == "N706"
    assert "after hall.wait no ending can be reached" in one.message
    assert one.message.endswith("after 2 decisions: `blamed` is true (since start.blame)")


BLAMED = """
story: {id: blamed, title: Blamed, format: 1, version: 1, start: start}
flags: {blamed: Blamed}
endings: {end: {title: End, outcome: over, text: Done.}}
scenes:
  start:
    title: Start
    text: Here.
    choices:
      - {id: blame, text: Blame, effects: {blamed: true}, goto: hall}
      - {id: own, text: Own, goto: hall}
  hall:
    title: Hall
    text: There.
    choices:
      - {id: go, text: Go, goto: end}
      - {id: wait, text: Wait, goto: room}
  room:
    title: Room
    text: In there.
    choices:
      - {id: sign, text: Sign, when: not blamed, goto: end}
      - {id: leave, text: Leave, when: not blamed, goto: end}
"""


def test_a_failing_test_is_told_with_its_place_and_reason(stuck: Path) -> None:
    told = [one for one in report(stuck).diagnostics if one.code.id == "N707"]
    at = [one.source_line[one.place.column - 1 :][: one.place.length] for one in told]
    assert at == ["end", "g > 10", "b.pay"]
    assert "the play is in `b`, not in `end`" in told[0].message
    assert "`g > 10` does not hold: g is 10" in told[1].message
    assert "decision 2, `b.pay`" in told[2].message


def test_every_witness_in_json_can_be_replayed() -> None:
    path = STORIES / "assembly"
    story = load(path)
    told: dict[str, Any] = json.loads(FORMATS["json"](report(path)))
    assert told["counts"]["capped"] == 0
    assert len(told["verdicts"]) == len(list(questions(story)))
    for one in told["verdicts"]:
        if one["witness"]:
            witness = Witness(tuple(one["witness"]["decisions"]), one["witness"]["seed"])
            assert does(story, witness, (one["kind"], one["name"])), one


def test_text_fits_eighty_columns_and_tells_what_is_wrong_last(stuck: Path) -> None:
    made = report(stuck)
    text = FORMATS["text"](made).splitlines()
    checked = check(load(stuck))
    plain = CheckReport([], checked)
    ours = [*FORMATS["text"](plain).splitlines(), *witnesses_as_text(plain).splitlines()]
    assert max(map(len, ours)) <= 80
    assert text[-1] == "4 to mend."
    (number,) = [number for number, line in enumerate(text) if "error N706" in line]
    assert not any("tests of the story hold" in line for line in text[number:])
    assert "decisions" not in "".join(text[: number - 1])


def test_the_counts_say_what_can_and_what_cannot_happen(stuck: Path) -> None:
    """Of what should not be, too, the first column is what can happen."""
    lines = FORMATS["text"](report(stuck)).splitlines()
    head = next(line for line in lines if "(witnessed)" in line)
    row = next(line for line in lines if "places to get stuck in" in line)
    assert row[: head.index("(witnessed)") + len("(witnessed)")].split()[-1] == "1"
    listed = witnesses_as_text(report(stuck))
    assert "Places to get stuck in\n  b: can happen (witnessed), 1 decision with seed 0" in listed


def test_github_and_sarif_name_the_line(stuck: Path) -> None:
    made = report(stuck)
    assert "::error file=" in FORMATS["github"](made)
    assert ",title=N706::" in FORMATS["github"](made)
    sarif = json.loads(FORMATS["sarif"](made))
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    assert {one["ruleId"] for one in run["results"]} >= {"N706", "N707"}
    assert all(one["locations"][0]["physicalLocation"]["region"] for one in run["results"])


def test_without_time_nothing_is_claimed() -> None:
    checked = check(load(STORIES / "assembly"), effort=0)
    for verdict in checked.verdicts:
        if verdict.is_open:
            assert verdict.word is Word.CAPPED
            assert not verdict.is_wrong
    assert checked.counts[Word.CAPPED]


def test_the_array_search_reaches_what_brute_force_reaches() -> None:
    pytest.importorskip("numpy")
    for seed in range(60):
        story = small(seed)
        brute = Brute(story, 400)
        packed = PackedSearch(refinement(story))
        packed.run(Effort(inf), 1_000_000)
        reached = packed.seen & set(labels(story))
        assert not packed.gave_up
        assert reached >= brute.facts
        if brute.is_complete:
            assert reached == brute.facts, seed


def test_circles_that_no_search_finds_are_found_by_a_play_that_went_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The decision is named after which there was no way out, though the play went on for long."""
    monkeypatch.setattr("negotiator.checking.search_plan.FEW_STATES", 0)
    monkeypatch.setattr("negotiator.checking.search_plan.MOST_STATES", 0)
    story = load(CORPUS / "circles_by_flag.yaml")
    found = {
        one.label: one for one in check(story, effort=50_000).verdicts if one.kind == "endless"
    }
    assert found["endless", "b"].word is Word.WITNESSED
    witness = found["endless", "b"].witness
    assert witness is not None
    assert witness.decisions == ("a.wrong",)
    assert does(story, witness, ("endless", "b"))


def test_circles_are_one_fault_though_they_lead_through_many_places() -> None:
    path = CORPUS / "circles_by_flag.yaml"
    told = checked_story(path).diagnostics
    assert [(one.code.id, one.place.line) for one in told] == [("N708", 12)]
    assert "after a.wrong no ending can be reached: from `b` on" in told[0].message


LOOP = """
story: {id: loop, title: Loop, format: 1, version: 1, start: hall}
gauges:
  g: {label: G, start: 50, better: high, bands: {0: Low}}
  h: {label: H, start: 50, better: high, bands: {0: Low}}
events:
  calm: {interrupt: true, title: Calm, text: Calm., when: g < 20 and h > 80 and g + h < 99}
  late: {interrupt: true, title: Late, text: Late., when: h > 10 and seen(office)}
scenes:
  hall:
    title: Hall
    text: Here.
    choices:
      - {id: down, text: Down, goto: room}
  room:
    title: Room
    text: Files.
    choices:
      - {id: one, text: One, effects: {g: +7%, h: -3}, goto: room}
      - {id: two, text: Two, effects: {g: -5, h: +11%}, goto: room}
      - {id: six, text: Six, effects: {g: +1, h: +1}, goto: room}
  office:
    title: Office
    text: There.
    choices:
      - {id: on, text: On, goto: tower}
  tower:
    title: Tower
    text: Up.
    choices:
      - {id: jump, text: Jump, goto: end}
endings: {end: {title: End, outcome: over, text: Done.}}
"""
HALL_DOOR = "      - {id: down, text: Down, goto: room}\n"


def test_a_circle_that_no_way_leads_out_of_is_told_before_what_follows_from_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "story.yaml").write_text(LOOP, encoding="utf-8")
    made = report(tmp_path)
    assert made.checked is not None
    first, second = made.diagnostics
    assert (first.code.id, first.source_line) == ("N708", "  room:")
    assert "no play reaches an ending: from `room` on" in first.message
    assert (second.code.id, second.source_line) == ("N701", "  office:")
    assert "nor to what comes only after it: 1 scene and 1 ending" in second.message
    story = load(tmp_path)
    for verdict in made.checked.verdicts:
        assert not verdict.is_open
        if verdict.label == ("endless", "room"):
            assert verdict.witness == Witness(("hall.down",), 0)
            assert does(story, verdict.witness, verdict.label)


def test_the_decision_that_leads_into_such_a_circle_is_named(tmp_path: Path) -> None:
    door = HALL_DOOR + "      - {id: up, text: Up, goto: office}\n"
    (tmp_path / "story.yaml").write_text(LOOP.replace(HALL_DOOR, door), encoding="utf-8")
    (one,) = report(tmp_path).diagnostics
    assert one.code.id == "N708"
    assert "after hall.down no ending can be reached: from `room` on" in one.message
    assert one.source_line == HALL_DOOR.rstrip()


ONE_CAUSE = """
story: {id: one, title: One, format: 1, version: 1, start: a}
flags: {leaked: Leaked}
gauges: {g: {label: G, start: 50, better: high, bands: {0: Low}}}
motions: {m: {title: M, needs: 9, blocs: {x: {label: X, seats: 5, ayes: g}}}}
events:
  calm:
    interrupt: true
    title: Calm
    text: Calm.
    when: >-
      leaked and
      g > 100
scenes:
  a:
    title: A
    text:
      - Here.
      - {when: leaked, text: Known.}
    vote: m
    choices:
      - {id: leak, text: Leak, effects: {leaked: true, g: -5}}
      - id: both
        text: Both
        when: >-
          leaked and
          not leaked
        goto: end
      - {id: on, text: On, goto: end}
endings: {end: {title: End, outcome: over, text: "Done, {g}."}}
"""


def test_what_a_warning_and_a_search_both_find_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(ONE_CAUSE, encoding="utf-8")
    told = [one.code.id for one in report(tmp_path).diagnostics]
    assert sorted(told) == ["N650", "N703", "N704", "N705"]


def test_a_condition_that_contradicts_itself_needs_no_search(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(ONE_CAUSE, encoding="utf-8")
    words = {one.label: one.word for one in check(load(tmp_path), effort=0).verdicts}
    assert words["choice", "a.both"] is Word.PROVED
    assert words["event", "calm"] is Word.PROVED


def test_a_circle_is_named_by_a_scene_though_an_event_comes_first(tmp_path: Path) -> None:
    door = HALL_DOOR + "      - {id: up, text: Up, goto: office}\n"
    asking = (
        "  ask: {interrupt: true, title: Ask, text: Ask., choices: [{id: so, text: So}]}\nscenes:"
    )
    text = LOOP.replace(HALL_DOOR, door).replace("scenes:", asking)
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    (one,) = [one for one in report(tmp_path).diagnostics if one.code.id == "N708"]
    assert "after hall.down no ending can be reached: from `room` on" in one.message


def test_a_decision_that_was_only_unlucky_is_told_so() -> None:
    told = checked_story(CORPUS / "stuck_by_luck.yaml").diagnostics
    (one,) = (one for one in told if one.code.id == "N706")
    assert one.message.startswith("after a.go, with bad luck, no ending can be reached")


MISSPELT = """\
story: {id: s, title: S, format: 1, version: 1, start: a}
actors: {x: {name: X}}
motions: {m: {title: M, needs: 9, blocs: {b: {label: B, seats: 3, ayes: 2}}}}
scenes:
  a: {title: A, text: A., choices: [{id: go, text: Go, vote: m, goto: b}]}
  b: {title: B, text: B., draw: {pool: winter}, choices: [{id: on, text: On, goto: over}]}
events:
  frost: {actor: x, title: Frost, text: It is cold., pool: wintr}
  snow: {actor: x, title: Snow, text: It snows., pool: winter}
endings: {over: {title: O, outcome: o, text: O.}}
"""


def test_what_a_search_proves_is_told_with_the_reason_that_a_look_shows(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(MISSPELT, encoding="utf-8")
    told = checked_story(file).diagnostics
    motion, event = told
    assert (motion.code.id, event.code.id) == ("N705", "N704")
    assert "it needs 9 ayes, and gets 2 at most" in motion.message
    assert "no scene draws from `wintr`" in event.message
    assert event.suggestion == "winter"
    assert event.source_line[event.place.column - 1 :].startswith("wintr")


def fault_codes(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """What is told of a story, with the words of the place."""
    return [
        (one.code.id, one.source_line[one.place.column - 1 :][: one.place.length])
        for one in faults_of(tmp_path, text)
    ]


def faults_of(tmp_path: Path, text: str) -> list[Diagnostic]:
    file = tmp_path / "story.yaml"
    file.write_text(f"story: {{id: s, title: S, format: 1, version: 1, start: a}}\n{text}", "utf-8")
    return checked_story(file).diagnostics


def test_a_circle_of_many_states_is_traced_to_the_decision_that_led_into_it(
    tmp_path: Path,
) -> None:
    text = """\
flags: {f: F}
gauges:
  g: {label: G, start: 20, range: 0..40, better: high, bands: {0: All}}
  h: {label: H, start: 20, range: 0..40, better: high, bands: {0: All}}
scenes:
  a:
    title: A
    text: A.
    choices:
      - {id: right, text: R, effects: {f: true}, goto: room}
      - {id: wrong, text: W, goto: room}
  room:
    title: R
    text: R.
    choices:
      - {id: one, text: One, effects: {g: +7, h: -3}}
      - {id: two, text: Two, effects: {g: -5, h: +4}}
      - {id: out, text: Out, when: f and g + h > 50, goto: over}
endings: {over: {title: O, outcome: o, text: O.}}
"""
    file = tmp_path / "story.yaml"
    file.write_text(f"story: {{id: s, title: S, format: 1, version: 1, start: a}}\n{text}", "utf-8")
    (one,) = check(load(file)).wrong
    assert (one.label, one.culprit) == (("endless", "room"), "a.wrong")
    assert one.witness == Witness(("a.wrong",), 0)


def test_a_motion_named_like_a_scene_is_told_for_itself(tmp_path: Path) -> None:
    text = """\
motions: {e: {title: M, needs: 9, blocs: {b: {label: B, seats: 3, ayes: 2}}}}
scenes:
  a: {title: A, text: A., choices: [{id: go, text: G, vote: e, goto: over}]}
  d: {title: D, text: D., choices: [{id: go, text: G, goto: e}]}
  e: {title: E, text: E., choices: [{id: go, text: G, goto: over}]}
endings: {over: {title: O, outcome: o, text: O.}}
"""
    assert fault_codes(tmp_path, text) == [("N705", "9"), ("N701", "d")]


def test_a_circle_is_told_though_a_way_out_elsewhere_can_never_be_open(tmp_path: Path) -> None:
    text = """\
flags: {f: F}
scenes:
  a:
    title: A
    text: A.
    choices: [{id: x, text: X, when: f, goto: over}, {id: y, text: Y, goto: d}]
  d: {title: D, text: D., choices: [{id: go, text: G, goto: e}]}
  e: {title: E, text: E., choices: [{id: go, text: G, goto: d}]}
endings: {over: {title: O, outcome: o, text: O.}}
"""
    assert ("N708", "d") in fault_codes(tmp_path, text)


def test_what_is_odd_in_a_part_of_a_guard_is_no_reason_for_the_whole(tmp_path: Path) -> None:
    text = """\
gauges: {g: {label: G, start: 50, better: high, bands: {0: All}}}
scenes:
  a:
    title: A
    text: A.
    choices:
      - {id: x, text: X, when: g >= 0 and g < 50, goto: over}
      - {id: y, text: Y, goto: over}
endings: {over: {title: O, outcome: o, text: O.}}
"""
    assert fault_codes(tmp_path, text) == [("N703", "when"), ("N608", "g")]


def test_numbers_that_arrays_can_t_hold_are_not_searched_in_arrays(tmp_path: Path) -> None:
    """Of factors that may be two thousand each, 64 bits hold five."""
    pytest.importorskip("numpy")
    five = " * ".join("ggggg")
    text = f"""\
story: {{id: s, title: S, format: 1, version: 1, start: a}}
gauges: {{g: {{label: G, start: 1, range: 0..2000, better: high, bands: {{0: All}}}}}}
scenes:
  a: {{title: A, text: A., choices: [{{id: go, text: G, when: {five} > 0, goto: over}}]}}
endings: {{over: {{title: O, outcome: o, text: O.}}}}
"""
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    packed = PackedSearch(refinement(load(file)))
    packed.run(Effort(inf), 1_000)
    assert ("ending", "over") in packed.seen
    file.write_text(text.replace(five, f"g * {five}"), encoding="utf-8")
    with pytest.raises(TooWideError):
        PackedSearch(refinement(load(file)))


def test_a_search_that_gave_up_excludes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiator.checking.cegar.MOST_STATES", 0)
    story = load(CORPUS / "broken_chain.yaml")
    assert Refinement(story).reached(labels(story)) == set(labels(story))


def test_a_counterpart_who_stays_is_no_error(tmp_path: Path) -> None:
    """`walkout` has to stand there, so that nobody can be asked to take it away."""
    (one,) = faults_of(tmp_path, talks(40, 40))
    assert (one.code.id, one.code.severity.value) == ("N645", "warning")
    assert "no package that the player can sign is worth less to them" in one.message
    (one,) = faults_of(tmp_path, talks(40, 60, patience=4))
    assert "their patience lasts longer than the rounds" in one.message
    assert faults_of(tmp_path, talks(40, 60)) == []


def test_a_deal_that_no_play_comes_to_is_told_with_what_can_be_mended(tmp_path: Path) -> None:
    """A deal has no `when`, and can't be taken away."""
    found = {one.message: one for one in faults_of(tmp_path, talks(70, 70))}
    deal = next(one for said, one in found.items() if "`talks.deal`" in said)
    assert "Lower a side's `reservation`" in deal.remedy


def talks(ours: int, theirs: int, patience: int = 3) -> str:
    """One price at a table, with these limits of the two sides."""
    return f"""\
scenes:
  a: {{title: A, text: A., choices: [{{id: go, text: Go, goto: talks}}]}}
tables:
  talks:
    title: T
    text: T.
    rounds: 3
    ours: {{name: We, reservation: {ours}}}
    theirs: {{name: They, reservation: {theirs}, patience: {patience}}}
    terms:
      price:
        label: Price
        weight: {{ours: 1, theirs: 1}}
        opens: {{ours: low, theirs: high}}
        options:
          low: {{text: Low, ours: 100, theirs: 40}}
          high: {{text: High, ours: 40, theirs: 100}}
    deal: {{goto: over}}
    leave: {{goto: over}}
    walkout: {{goto: over}}
endings: {{over: {{title: O, outcome: o, text: O.}}}}
"""
