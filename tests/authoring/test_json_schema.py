"""The JSON Schema: valid itself, true of every story there is, and against typical mistakes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from negotiator.authoring.json_schema import json_schema
from negotiator.story import schema
from negotiator.story.loading import examine
from tests.conftest import GSOMIA, HARBOUR

TOP = Path(__file__).parents[2]
FILES = sorted([*(TOP / "story").rglob("*.yaml"), *HARBOUR.parent.rglob("*.yaml")])
CHECK = Draft202012Validator(json_schema())
HARBOUR_LINES = (HARBOUR / "story.yaml").read_text(encoding="utf-8").splitlines()


def as_an_editor(text: str) -> Any:
    """The file as a YAML 1.1 editor hands it to a schema: numbers and booleans are typed. A
    date stays a text, as JSON has none, and so do keys."""

    def plain(value: Any) -> Any:
        match value:
            case dict():
                return {str(key): plain(inner) for key, inner in value.items()}
            case list():
                return [plain(inner) for inner in value]
            case date():
                return value.isoformat()
        return value

    return plain(yaml.safe_load(text))


def faults(text: str) -> list[str]:
    return [error.json_path for error in CHECK.iter_errors(as_an_editor(text))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())
    # Editors that know no newer draft read it too, and it is JSON.
    Draft7Validator.check_schema({**json_schema(), "$schema": Draft7Validator.META_SCHEMA["$id"]})
    assert json.loads(json.dumps(json_schema())) == json_schema()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_story_at_hand_is_valid(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


def test_an_older_validator_agrees() -> None:
    older = Draft7Validator(json_schema())
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    assert list(older.iter_errors(as_an_editor(text))) == []
    assert list(older.iter_errors(as_an_editor(text.replace("better:", "beter:"))))
    assert (GSOMIA / "story.yaml") in FILES


@pytest.mark.parametrize(
    ("mistake", "where"),
    [
        ("scene: {}", "$"),
        ("story: {titel: The Pact}", "$.story"),
        ("story: {id: the-pact, title: x, format: 1, version: 1, start: a}", "$.story.id"),
        ("gauges: {opinion: {label: Opinion, start: 5, better: up, bands: {0: Low}}}", ".better"),
        (
            "gauges: {opinion: {label: x, start: 5, range: 0-9, better: low, bands: {0: x}}}",
            ".range",
        ),
        ("gauges: {opinion: {label: x, start: five, better: low, bands: {0: x}}}", ".start"),
        ("gauges: {opinion: {label: x, start: 5, better: low, bands: {low: x}}}", ".bands"),
        ("flags: {leaked: {about: It leaked, start: maybe}}", ".leaked"),
        ("scenes: {a: {title: A, text: x}}", "$.scenes.a"),
        ("scenes: {a: {title: A, text: x, date: 27.10.2016, choices: []}}", ".date"),
        ("scenes: {a: {title: A, text: , choices: []}}", ".text"),
        ("scenes: {a: {title: A, text: x, choices: {b: {text: x}}}}", ".choices"),
        ("scenes: {a: {title: A, text: x, choices: [{id: b}]}}", ".choices[0]"),
        ("scenes: {a: {title: A, text: x, choices: [{id: b, text: x, goto: the hall}]}}", ".goto"),
        (
            "scenes: {a: {title: A, text: x, choices: [{id: b, text: x, effects: {c: more}}]}}",
            ".effects.c",
        ),
        (
            "scenes: {a: {title: A, text: x, choices: "
            "[{id: b, text: x, goto: [{chance: 30, to: a}, a]}]}}",
            ".goto",
        ),
        ("endings: {a: {title: A, text: x}}", "$.endings.a"),
        ("history: [{text: Nothing}]", "$.history[0]"),
        ("tests: {t: {decisions: [announce]}}", ".decisions"),
    ],
)
def test_typical_mistakes_are_seen(mistake: str, where: str) -> None:
    assert any(found.endswith(where) for found in faults(mistake))


@pytest.mark.parametrize(
    "effect",
    [
        *("+6", "-4", "= 40", "+20%", "-20 %", "true", "false", "= not leaked", "+beijing"),
        *("-(beijing // 10)", "+min(3, days)"),
        *("-4 because it is now public", "true because you spoke"),
    ],
)
def test_every_form_of_an_effect_is_valid(effect: str) -> None:
    choice = f"[{{id: b, text: x, effects: {{opinion: '{effect}'}}}}]"
    assert faults(f"scenes: {{a: {{title: A, text: x, choices: {choice}}}}}") == []


def test_every_key_is_explained() -> None:
    described = json_schema()["properties"]
    for key in schema.STORY_FILE.keys:
        assert described[key.name]["description"].startswith(key.about)


@pytest.mark.parametrize("line", range(len(HARBOUR_LINES)))
def test_what_a_reader_misses_an_editor_misses(line: int, tmp_path: Path) -> None:
    """A line taken away: where the loader finds a key missing or unknown, so does the schema."""
    text = "\n".join((*HARBOUR_LINES[:line], *HARBOUR_LINES[line + 1 :]))
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    story, found = examine(file)
    shapes = [one for one in found if one.code.id in ("N201", "N202")]
    if story is not None:
        assert faults(text) == []
    elif shapes and "story file" not in str(shapes):
        assert faults(text)
