"""What the lints of the graph of scenes make of visits, and what a search proves of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.checking.check import check
from negotiator.checking.static import warnings
from negotiator.story.loading import examine_with_origins

STORY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
scenes:
  quay:
    title: The quay
    date: 2001-05-04
    text: Late.
    choices:
      - {id: look, text: Look, goto: LOOK}
      - {id: out, text: Out, goto: OUT}
  archive:
    title: The archive
    ARCHIVED
    text: Dust.
    choices:
      - {id: back, text: Back, goto: BACK}
  street:
    title: The street
    text: Rain.
    STREET
    choices:
      - {id: go, text: Go, goto: home}
endings:
  home: {title: Home, outcome: over, text: Done.}
"""
SOUND = {
    "LOOK": "{visit: archive, then: street}",
    "OUT": "home",
    "BACK": "return",
    "ARCHIVED": "place: A cellar",
    "STREET": "place: A street",
}
EARLIER = "date: 2001-05-03"


def told(folder: Path, **instead: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The codes of what is odd, and what a search finds wrong."""
    text = STORY
    for name, written in (SOUND | instead).items():
        text = text.replace(name, written)
    (folder / "story.yaml").write_text(text)
    story, found, origins = examine_with_origins(folder / "story.yaml")
    assert story is not None, found
    wrong = [verdict.label for verdict in check(story).wrong]
    return [one.code.id for one in warnings(story, origins)], wrong


@pytest.mark.parametrize(
    ("instead", "odd", "wrong"),
    [
        ({}, [], []),
        ({"LOOK": "[{chance: 30%, visit: archive, then: street}, street]"}, [], []),
        ({"LOOK": "{visit: archive}"}, ["N609"], ["scene street", "choice street.go"]),
        ({"LOOK": "{visit: archive}", "OUT": "street"}, [], []),
        ({"LOOK": "{visit: archive}", "OUT": "[{visit: archive, then: street}]"}, [], []),
        ({"ARCHIVED": EARLIER}, ["N620"], []),
        ({"STREET": EARLIER}, ["N620"], []),
        ({"LOOK": "{visit: archive}", "OUT": "street", "ARCHIVED": "date: 2001-05-05"}, [], []),
        (
            {"LOOK": "{visit: archive}", "OUT": "{visit: archive}"},
            ["N611", "N609"],
            ["scene street", "choice street.go", "ending home", "endless quay", "endless archive"],
        ),
    ],
)
def test_the_graph_knows_visits(
    tmp_path: Path, instead: dict[str, str], odd: list[str], wrong: list[str]
) -> None:
    codes, labels = told(tmp_path, **instead)
    assert codes == odd
    assert {" ".join(one) for one in labels} == set(wrong)
