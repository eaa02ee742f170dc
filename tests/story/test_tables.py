"""Reading tables: numbers, names in expressions, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.story.loading import examine, load
from negotiator.story.model import Scene, Table

HERE = Path(__file__).parents[1] / "stories" / "fishery"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def text() -> str:
    return (HERE / "story.yaml").read_text(encoding="utf-8")


def codes(path: Path) -> list[str]:
    return [one.code.id for one in examine(path)[1]]


def test_a_table_is_a_scene_with_terms() -> None:
    story = load(HERE)
    table = story.tables["boathouse"]
    assert isinstance(story.scenes["boathouse"], Table)
    assert not isinstance(story.scenes["jetty"], Table)
    assert isinstance(table, Scene)
    assert [term.id for term in table.terms] == ["quota", "season", "wardens", "ferry"]
    assert table.packages == 3 * 3 * 2 * 3
    assert [choice.name for choice in table.choices] == [
        "boathouse.deal",
        "boathouse.leave",
        "boathouse.walkout",
    ]
    quota = story.terms["quota"]
    assert [(one.id, one.ours, one.theirs) for one in quota.options] == [
        ("ours_more", 100, 0),
        ("equal", 50, 70),
        ("theirs_more", 0, 100),
    ]
    assert quota.opens == (0, 1)
    assert table.history == (1, 1, 1, 1)


@pytest.mark.parametrize(("old", "new"), [("rounds: 4", "rounds: 0"), ("ence: 2", "ence: -1")])
def test_a_table_without_a_round(tmp_path: Path, text: str, old: str, new: str) -> None:
    assert codes(written(tmp_path, text.replace(old, new, 1))) == ["N508"]


def test_a_table_of_too_many_packages(tmp_path: Path) -> None:
    terms = "".join(
        f"      t{n}:\n"
        "        label: A term\n"
        "        opens: {ours: a, theirs: d}\n"
        "        options:\n"
        + "".join(
            f"          {name}: {{text: One, ours: {100 - 30 * k}, theirs: {30 * k}}}\n"
            for k, name in enumerate("abcd")
        )
        for n in range(9)
    )
    text = (
        "story: {id: t, title: T, format: 1, version: 1, start: s}\n"
        "scenes: {s: {title: S, text: Hm., choices: [{id: go, text: Go, goto: b}]}}\n"
        "endings: {e: {title: E, outcome: over, text: Done.}}\n"
        "tables:\n  b:\n    title: B\n    text: Hm.\n    rounds: 1\n"
        "    ours: {name: A, reservation: 10}\n    theirs: {name: B, reservation: 10}\n"
        "    deal: {goto: e}\n    leave: {goto: e}\n    walkout: {goto: e}\n"
        "    terms:\n"
    )
    found = examine(written(tmp_path, text + terms))[1]
    assert [one.code.id for one in found] == ["N517"]
    assert "262,144 packages; 200,000 is the most" in found[0].message


def test_tables_of_too_many_packages_together(tmp_path: Path) -> None:
    """Each is worked out and kept by whoever looks at all: a class, a simulation."""
    terms = "    terms:\n" + "".join(
        f"      t{n}:\n        label: A term\n        opens: {{ours: o0, theirs: o10}}\n"
        "        options:\n"
        + "".join(
            f"          o{k}: {{text: One, ours: {100 - 10 * k}, theirs: {10 * k}}}\n"
            for k in range(11)
        )
        for n in range(5)
    )
    ways = [*(f"b{n}" for n in range(1, 13)), "e"]
    text = (
        "story: {id: t, title: T, format: 1, version: 1, start: s}\n"
        "scenes: {s: {title: S, text: Hm., choices: [{id: go, text: Go, goto: b0}]}}\n"
        "endings: {e: {title: E, outcome: over, text: Done.}}\n"
        "tables:\n"
    )
    for number, way in enumerate(ways):
        text += (
            f"  b{number}:\n    title: B\n    text: Hm.\n    rounds: 1\n"
            "    ours: {name: A, reservation: 10}\n    theirs: {name: B, reservation: 10}\n"
            f"    deal: {{goto: {way}}}\n    leave: {{goto: {way}}}\n    walkout: {{goto: {way}}}\n"
        ) + terms
    (found,) = examine(written(tmp_path, text))[1]
    assert found.code.id == "N524"
    assert "2,093,663 packages in all tables; 2,000,000 is the most" in found.message


def test_a_misspelt_option_in_a_condition_is_told_with_the_nearest(
    tmp_path: Path, text: str
) -> None:
    (fault,) = examine(written(tmp_path, text.replace("'whole_year'", "'hole_year'")))[1]
    assert fault.code.id == "N314"
    assert fault.suggestion == "whole_year"


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("terms.season > 2", "N403"),
        ("terms.season < 'spring'", "N403"),
        ("terms.season == terms.quota", "N403"),
        ("terms.seasons == 'spring'", "N306"),
        ("terms.season", "N403"),
        ("terms.season == 3", "N403"),
    ],
)
def test_a_term_is_compared_with_one_of_its_options_alone(
    tmp_path: Path, text: str, condition: str, code: str
) -> None:
    broken = text.replace("terms.season == 'whole_year'", condition)
    assert codes(written(tmp_path, broken)) == [code]


def test_a_term_not_agreed_is_none(tmp_path: Path, text: str) -> None:
    assert codes(written(tmp_path, text.replace("'whole_year'", "'none'"))) == []


def test_the_closings_must_be_there(tmp_path: Path, text: str) -> None:
    broken = text.replace("    walkout:\n      goto: nothing\n", "")
    assert codes(written(tmp_path, broken)) == ["N202"]


def test_a_weight_that_may_vary_is_no_fault(tmp_path: Path, text: str) -> None:
    varied = text.replace(
        "weight: {ours: 30, theirs: 10}", "weight: {ours: town // 10, theirs: 10}"
    )
    assert varied != text
    assert codes(written(tmp_path, varied)) == []


def test_what_may_be_met_in_some_state_is_no_fault(tmp_path: Path, text: str) -> None:
    varied = text.replace("reservation: 35,", "reservation: town,")
    assert codes(written(tmp_path, varied)) == []
    never = text.replace("reservation: 35,", "reservation: 101 + town // 10,")
    assert codes(written(tmp_path, never)) == ["N522"]


def test_a_decision_at_a_table_may_stand_in_a_test(tmp_path: Path, text: str) -> None:
    tests = """
tests:
  bargains:
    decisions:
      - jetty.go_over
      - boathouse.propose(ferry=half_fare)
      - boathouse.accept
      - shore.read_it_out
    ends: agreed
"""
    assert codes(written(tmp_path, text + tests)) == []
    broken = tests.replace("boathouse.propose(ferry=half_fare)", "boathouse.haggle")
    assert codes(written(tmp_path, text + broken)) == ["N308"]


WAYS_TO_WRITE = {
    "as printed": "{}",
    "in brackets": "[{}]",
    "in brackets, with commas": "[{commas}]",
    "quoted": '["{quoted}"]',
}


@pytest.mark.parametrize("way", WAYS_TO_WRITE.values(), ids=WAYS_TO_WRITE)
def test_a_witness_can_be_pasted_into_a_test_as_it_is_printed(
    tmp_path: Path, text: str, way: str
) -> None:
    """With a comma between its terms, which YAML takes for the end of an item in brackets."""
    printed = (
        "jetty.ask_around boathouse.propose(quota=equal,\n      wardens=shared) boathouse.accept"
    )
    decisions = (
        "jetty.ask_around",
        "boathouse.propose(quota=equal, wardens=shared)",
        "boathouse.accept",
    )
    pasted = way.format(printed, commas=", ".join(decisions), quoted='", "'.join(decisions))
    story = load(written(tmp_path, f"{text}\ntests:\n  pasted:\n    decisions: {pasted}\n"))
    assert story.tests["pasted"].decisions == decisions


@pytest.mark.parametrize("way", ["jetty.nothing jetty.ask_around", "[jetty.ask_around, nothing]"])
def test_a_decision_that_is_none_is_told_where_it_stands(
    tmp_path: Path, text: str, way: str
) -> None:
    (one,) = examine(written(tmp_path, f"{text}\ntests:\n  pasted:\n    decisions: {way}\n"))[1]
    assert one.code.id == "N308"
    shown = one.source_line[one.place.column - 1 :][: one.place.length]
    assert shown in ("jetty.nothing", "nothing")
