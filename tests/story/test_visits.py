"""What is wrong with a visit: each fault where it stands, and none where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.story.loading import examine

STORY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
scenes:
  quay:
    title: The quay
    text: Late.
    draw: {pool: weather}
    choices:
      - {id: on, text: On, goto: QUAY}
      - {id: out, text: Out, goto: home}
  archive:
    title: The archive
    text: Dust.
    choices:
      - {id: back, text: Back, goto: ARCHIVE}
      - {id: other, text: Other, goto: OTHER}
  shelves:
    title: The shelves
    text: Rows.
    DRAW
    choices:
      - {id: up, text: Up, goto: SHELVES}
events:
  rain: {title: Rain, pool: weather, text: Wet., choices: [{id: a, text: A, goto: RAIN}]}
  lamp: {title: Lamp, pool: deep, text: Out., choices: [{id: a, text: A, goto: LAMP}]}
endings:
  home: {title: Home, outcome: over, text: Done.}
"""
SOUND = {
    "QUAY": "{visit: archive}",
    "ARCHIVE": "return",
    "OTHER": "shelves",
    "SHELVES": "archive",
    "DRAW": "draw: {pool: deep}",
    "RAIN": "quay",
    "LAMP": "home",
}


def codes(folder: Path, **instead: str) -> list[str]:
    text = STORY
    for name, written in (SOUND | instead).items():
        text = text.replace(name, written)
    (folder / "story.yaml").write_text(text)
    return [one.code.id for one in examine(folder / "story.yaml")[1]]


@pytest.mark.parametrize(
    "instead",
    [
        {},
        {"QUAY": "[{visit: archive, then: home}]"},
        {"QUAY": "[{chance: 30%, visit: archive}, home]"},
        {"QUAY": "[{when: seen(archive), to: home}, {visit: archive}]"},
        {"ARCHIVE": "[{chance: 20%, to: return}, home]"},
        {"ARCHIVE": "[{chance: 20%, to: home}, return]"},
        {"ARCHIVE": "home", "SHELVES": "return"},
        {"LAMP": "return"},
        {"ARCHIVE": "home", "SHELVES": "home", "LAMP": "return"},
        {"RAIN": "{visit: archive, then: quay}"},
    ],
)
def test_sound_visits(tmp_path: Path, instead: dict[str, str]) -> None:
    assert codes(tmp_path, **instead) == []


@pytest.mark.parametrize(
    ("instead", "found"),
    [
        ({"OTHER": "{visit: shelves}", "SHELVES": "return"}, ["N544"]),
        ({"SHELVES": "{visit: archive}"}, ["N544"]),
        ({"SHELVES": "[{chance: 10%, visit: archive, then: home}, archive]"}, ["N544"]),
        ({"OTHER": "quay"}, ["N544"]),
        ({"LAMP": "{visit: archive, then: home}"}, ["N544"]),
        ({"QUAY": "archive"}, ["N545"]),
        ({"QUAY": "[{chance: 1%, to: archive}, {visit: archive}]"}, ["N545"]),
        ({"QUAY": "{visit: archive, then: archive}"}, ["N545"]),
        ({"RAIN": "archive"}, ["N545"]),
        ({"RAIN": "return"}, ["N545"]),
        ({"LAMP": "archive"}, ["N545"]),
        ({"OTHER": "home", "SHELVES": "return"}, ["N545"]),
        ({"QUAY": "home", "OTHER": "home"}, ["N545"]),
        ({"ARCHIVE": "home"}, ["N546"]),
        ({"QUAY": "{visit: home}", "ARCHIVE": "home"}, ["N546"]),
        ({"RAIN": "{visit: archive}"}, ["N547"]),
        ({"QUAY": "{visit: nowhere}"}, ["N301"]),
        ({"QUAY": "{visit: archive, then: nowhere}"}, ["N301"]),
        ({"QUAY": "{visit: return}"}, ["N301"]),
        ({"QUAY": "{visit: archive, to: home}"}, ["N201"]),
        ({"QUAY": "{to: home, then: quay}", "ARCHIVE": "home"}, ["N201"]),
        ({"QUAY": "{when: seen(archive), visit: archive}"}, ["N504"]),
    ],
)
def test_faulty_visits(tmp_path: Path, instead: dict[str, str], found: list[str]) -> None:
    assert codes(tmp_path, **instead) == found
