"""The check answers for tables in pairs over all packages that a phase leaves open."""

from __future__ import annotations

from pathlib import Path

from negotiator.checking.tables_in_pairs import left_open, tables_in_pairs
from negotiator.story.loading import load
from negotiator.story.model import ClassShape

PACT = Path(__file__).parents[2] / "story" / "gsomia_2016"


def test_two_people_at_the_pacts_tables_can_agree_and_go_on() -> None:
    story = load(PACT)
    found = tables_in_pairs(story)
    assert {one.exercise for one in found} == {"one_period", "double_period"}
    for one in found:
        assert one.is_whole
        assert not one.stuck
        assert 0 < one.frontier < one.zone < one.packages


def test_what_is_fixed_is_the_same_in_every_open_package() -> None:
    story = load(PACT)
    (phase,) = (
        one for one in story.exercises["one_period"].phases if one.shape is ClassShape.PAIRS
    )
    table = story.tables[phase.at]
    packages = [*left_open(table, phase)]
    assert len(packages) == len(set(packages)) == 81
    for term, options in zip(table.terms, zip(*packages, strict=True), strict=True):
        ids = {term.options[one].id for one in options}
        assert (
            ids == {dict(phase.fixed)[term.id]} if term.id in dict(phase.fixed) else len(ids) == 3
        )
