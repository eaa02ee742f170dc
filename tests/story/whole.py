"""A story with every key there is, made from the table of keys: no key can be forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from negotiator.story import schema
from negotiator.story.keys import Entries, Items, Key, Kind, Shape

BESIDE = "beside"
"""A folder that the story includes."""
SAMPLES: dict[Kind, Any] = {
    Kind.LINE: "Words",
    Kind.TEXT: "Words of it[^the_sources]",
    Kind.PHRASE: "Words of {the_gauges}",
    Kind.IDENTIFIER: "street",
    Kind.NAMES: ["former"],
    Kind.WHOLE: "2",
    Kind.WORTH: "2",
    Kind.TRUTH: "true",
    Kind.DATE: "2001-02-03",
    Kind.TIME: "09:40",
    Kind.PICTURE: " ~~~\n/___\\\n",
    Kind.DOCUMENT: "map",
    Kind.RANGE: "-1..10",
    Kind.BETTER: "low",
    Kind.BANDS: {"-1": "Low", "5": "High"},
    Kind.SHORT: "Brief",
    Kind.CONDITION: "the_gauges > 1",
    Kind.NUMBER: "2",
    Kind.EFFECTS: {"the_gauges": "+1 because it does", "the_flags": "true", "the_promises": "made"},
    Kind.CHANGE: "+1 because it does",
    Kind.CHANCE: "30%",
    Kind.LANGUAGE: "pt-BR",
    Kind.SCENE: "the_scenes",
    Kind.PLACE: "the_endings",
    Kind.WAY: "the_endings",
    Kind.GAUGE: "the_gauges",
    Kind.ACTOR: "the_actors",
    Kind.PERSON: "the_people",
    Kind.STAND: "against the_motions",
    Kind.MOTION: "the_motions",
    Kind.POOL: "street",
    Kind.SOURCE: "the_sources",
    Kind.CHOICE: "the_scenes.street",
    Kind.DECISIONS: ["the_scenes.street"],
    Kind.FOLLOWED: ["the_scenes.street"],
    Kind.STANCES: ["the_stances"],
    Kind.FOLDER: BESIDE,
    Kind.OPTION: "the_options",
    Kind.PACKAGE: {"the_terms": "the_options"},
    Kind.WEIGHTS: {"the_terms": "3"},
    Kind.PREFERRED: {"the_terms": "the_options"},
    Kind.CLASS_SHAPE: "together",
    Kind.TIES: "lot",
    Kind.SETTINGS: {"the_gauges": "2", "the_flags": "true", "terms.the_terms": "the_options"},
    Kind.ACT: "the_acts",
}
"""For each kind of value, a sample that isn't the default of any field of the model."""
NONSENSE: dict[str, Any] = {"nonsense": {"nonsense": []}}
"""What no key may hold."""

Named = tuple[str, str]
"""A key: the name of its part and its own name."""


class _Lined(yaml.SafeDumper):
    """Writes a text of several lines behind `|`, as an author does."""


_Lined.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)


def write(folder: Path, instead: dict[Named, Any]) -> Path:
    """The folder of the story, with some values replaced by those in `instead`; if one is None, its
    key is left out."""
    (folder / BESIDE).mkdir(exist_ok=True)
    file = folder / "whole" / "story.yaml"
    file.parent.mkdir(exist_ok=True)
    # Through JSON, as YAML writes an object it has already written as an alias.
    parts = json.loads(json.dumps(_part(schema.STORY_FILE, instead)))
    with_a_visit(parts, instead)
    file.write_text(yaml.dump(parts, Dumper=_Lined, sort_keys=False), "utf-8")
    return file.parent


def with_a_visit(parts: dict[str, Any], instead: dict[Named, Any]) -> None:
    """A scene that is only visited: one that all choices led to would be visited by itself."""
    visit = _part(schema.VISIT, instead)
    call = {"id": "call", "text": "Call", "goto": [visit, "the_endings"]}
    back = {"id": "back", "text": "Back", "goto": "return"}
    scenes = parts.get("scenes", {})
    choices = scenes.get("the_scenes", {}).get("choices")
    if isinstance(choices, list):
        choices.append(call)
        scenes[VISITED] = {"title": "Visited", "text": "Words", "choices": [back]}


def keys(shape: Shape = schema.STORY_FILE) -> Iterator[tuple[Shape, Key]]:
    """Every key with the part it belongs to; keys that many parts share are listed for each of
    them."""
    for part in shapes():
        yield from ((part, key) for key in part.keys)


def shapes() -> list[Shape]:
    """Every part of a story."""
    found = [schema.STORY_FILE, schema.PASSAGE, schema.SPOKEN, schema.READING, schema.BRANCH]
    found += [schema.VISIT, schema.EFFECT]
    for shape in found:
        for key in shape.keys:
            inner = key.value.of if isinstance(key.value, Entries | Items) else key.value
            if isinstance(inner, Shape) and inner not in found:
                found.append(inner)
    return found


def _part(shape: Shape, instead: dict[Named, Any]) -> dict[str, Any]:
    found = {}
    for key in shape.keys:
        value = instead.get((shape.name, key.name), _sample(key, instead))
        if value is not None:
            found[key.name] = value
    return found


def _sample(key: Key, instead: dict[Named, Any]) -> Any:
    match key.value:
        case Kind() as kind if kind in SPECIAL.get(key.name, ()):
            return SPECIAL[key.name][kind]
        case Kind.PASSAGES:
            return [_part(schema.PASSAGE, instead), "Words"]
        case Kind.EFFECTS:
            several = [_part(schema.EFFECT, instead), SAMPLES[Kind.CHANGE]]
            return {"the_gauges": several, "the_flags": "true", "the_promises": "made"}
        case Kind.READINGS:
            return {"the_axes": [_part(schema.READING, instead), "Words"]}
        case Kind.SPOKEN:
            return [_part(schema.SPOKEN, instead), "Words"]
        case Kind.GOTO:
            return [_part(schema.BRANCH, instead), "the_endings"]
        case Kind():
            return SAMPLES[key.value]
        case Shape():
            return _part(key.value, instead)
        case Items(of=of):
            if isinstance(of, Shape):
                return [_part(of, instead)]
            # A text and a scale have more than one.
            return [SAMPLES[of]] * (2 if of is Kind.TEXT or key.name == "levels" else 1)
        case Entries(of=of):
            found = {f"the_{key.name}": _part(of, instead)}
            if of is schema.ANSWER:
                return {"another": "Words", **found}
            if of is not schema.TERM_OPTION:
                return found
            # With one option there is nothing to settle; with equal worths nobody would care.
            return {"another": {**_part(of, instead), "theirs": "70"}, **found}


VISITED = "visited"
SPECIAL: dict[str, dict[Kind, Any]] = {
    "format": {Kind.WHOLE: "1"},
    "text": {Kind.TEXT: "Words of it[^the_sources]\n"},
    "visit": {Kind.PLACE: VISITED},
    "objective": {Kind.IDENTIFIER: "the_objectives"},
    "right": {Kind.IDENTIFIER: "the_answers"},
}
"""Another value for keys where a sample of their kind isn't allowed."""
