"""The JSON Schema: valid itself, true of every story there is, and against typical mistakes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from negotiator.authoring.json_schema import FILE_NAME, NAMED, json_schema, written
from negotiator.authoring.live_reload import Watch
from negotiator.authoring.story_names import StoryNames, story_names
from negotiator.story import schema
from negotiator.story.keys import Kind
from negotiator.story.loading import examine, load
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


def completed(names: StoryNames, pointer: str) -> set[str]:
    """The names that an editor offers for a definition."""
    found = json_schema(names)["$defs"][pointer]
    return set(found["anyOf"][0]["enum"])


def test_a_story_s_own_names_are_completed() -> None:
    names = story_names(GSOMIA)
    assert names is not None
    story = load(GSOMIA)
    assert completed(names, "place") == {*story.scenes, *story.endings}
    assert completed(names, "source") == set(story.sources)
    assert completed(names, "gauge") == set(story.gauges)
    assert completed(names, "actor") == set(story.actors)
    assert completed(names, "choice_name") == set(story.choices)
    definitions = json_schema(names)["$defs"]
    moved = {*story.gauges, *story.flags, *story.counters, *story.promises}
    assert definitions["changes"]["properties"].keys() == moved
    assert definitions["changes"]["properties"]["opinion"]["description"] == "Public opinion"
    assert definitions["readings"]["properties"].keys() == story.axes.keys()
    for name, term in story.terms.items():
        option = definitions["package"]["properties"][name]["anyOf"][0]["enum"]
        assert option == [one.id for one in term.options]


@pytest.mark.parametrize(
    "folder", sorted({file.parent for file in FILES}), ids=lambda one: one.name
)
def test_a_story_is_valid_by_its_own_schema(folder: Path) -> None:
    names = story_names(folder)
    assert names is not None
    mine = json_schema(names)
    Draft202012Validator.check_schema(mine)
    check = Draft202012Validator(mine)
    for file in folder.glob("*.yaml"):
        assert not [*check.iter_errors(as_an_editor(file.read_text(encoding="utf-8")))]


def test_a_name_that_is_new_is_no_mistake() -> None:
    names = story_names(HARBOUR)
    assert names is not None
    check = Draft202012Validator(json_schema(names))
    choice = "[{id: b, text: x, goto: just_written, effects: {new_gauge: +1}}]"
    text = f"scenes: {{a: {{title: A, text: x, choices: {choice}}}}}"
    assert not [*check.iter_errors(as_an_editor(text))]


def test_every_kind_of_name_is_completed() -> None:
    """A kind that says it is a name, and that no schema defines, would be forgotten."""
    for kind in Kind:
        if kind.value.startswith("the name of") and kind not in (Kind.PLACE, Kind.FOLDER):
            assert kind in NAMED, kind


def test_names_are_read_from_a_story_with_faults(tmp_path: Path) -> None:
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    file = tmp_path / "story.yaml"
    file.write_text(text.replace("goto: hall", "goto: hal"), encoding="utf-8")
    names = story_names(file)
    assert names is not None
    assert "hall" in names.of("scenes")
    file.write_text("story: [", encoding="utf-8")
    assert story_names(file) is None


def test_the_schema_beside_a_story_is_kept_fresh_and_nothing_else_is_touched(
    tmp_path: Path,
) -> None:
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    watch = Watch(tmp_path)
    watch.read()
    beside = tmp_path / FILE_NAME
    assert not beside.exists()
    beside.write_text("mine", encoding="utf-8")
    watch.read()
    assert beside.read_text(encoding="utf-8") == "mine"
    beside.write_text(written(), encoding="utf-8")
    watch.read()
    assert '"hall"' in beside.read_text(encoding="utf-8")
    (tmp_path / "story.yaml").write_text(text.replace("hall", "guildhall"), encoding="utf-8")
    watch.read()
    assert '"guildhall"' in beside.read_text(encoding="utf-8")
