"""The story format as a JSON Schema, with which an editor completes keys and explains them.

Made from `story.schema`, for any one file of a story: which keys must stand somewhere among
the files, which names exist and what an expression may say is for the loader. An editor reads
YAML before the schema sees it, so that `+6` comes as the number 6 and `yes` as true: the
schema lets pass what can no longer be told apart. It uses only what editors that know no
newer draft than 7 understand too.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from negotiator.story import schema
from negotiator.story.keys import Entries, Items, Key, Kind, Shape, Value

Schema: TypeAlias = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME = "negotiator.schema.json"
"""What the file is called when it stands beside a story."""

_NAME = "[A-Za-z][A-Za-z0-9_]{0,79}"
_WORDS: Schema = {"type": ["string", "number"]}
_SNAKE = "Letters, digits and _, starting with a letter: snake_case."
_WHOLE: Schema = {"type": "integer", "minimum": -1_000_000_000, "maximum": 1_000_000_000}
_AMOUNT = (
    r"true|false|=[\s\S]+|"
    r"[+-]\s*(?:[0-9]+(?:\s*%)?|[A-Za-z_][A-Za-z0-9_]*|(?:[A-Za-z_][A-Za-z0-9_]*)?\([\s\S]*\))"
)


def _pattern(pattern: str, remedy: str) -> Schema:
    """A text of that pattern; `remedy` is what VS Code's language servers say in its place."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": remedy}


_IDENTIFIER = _pattern(f"^{_NAME}$", _SNAKE)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _described(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about}


_KINDS: dict[Kind, Schema] = {
    Kind.LINE: _WORDS,
    Kind.TEXT: _described(
        _WORDS,
        "A text. [^S14] cites a source, [[win_set]] links the glossary, {opinion} shows a gauge.",
    ),
    Kind.PASSAGES: {
        "description": "One text, or a list of passages. "
        "A passage is a text, or {when, text} that is told only if its condition holds.",
        "anyOf": [_ref("passage"), {"type": "array", "items": _ref("passage")}],
    },
    Kind.IDENTIFIER: _IDENTIFIER,
    Kind.NAMES: {"anyOf": [_IDENTIFIER, {"type": "array", "items": _IDENTIFIER}]},
    Kind.WHOLE: _WHOLE,
    Kind.TRUTH: {"type": "boolean"},
    Kind.DATE: _pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "Write it as YYYY-MM-DD."),
    Kind.RANGE: _pattern(
        r"^-?[0-9]{1,10}\.\.-?[0-9]{1,10}$", "Write a range as LOW..HIGH, such as 0..100."
    ),
    Kind.BETTER: {"enum": ["high", "low", "middle"]},
    Kind.BANDS: {
        "type": "object",
        "propertyNames": {"pattern": "^[+-]?[0-9]{1,12}$"},
        "additionalProperties": _WORDS,
        "minProperties": 1,
    },
    Kind.SHORT: {**_WORDS, "maxLength": 10},
    Kind.CONDITION: _described(
        {"type": ["string", "boolean"]},
        "An expression that is true or false, such as opinion >= 45 and not leaked.",
    ),
    Kind.NUMBER: {"type": ["string", "integer"]},
    Kind.EFFECTS: {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{_NAME}$"},
        "additionalProperties": _ref("effect"),
    },
    Kind.GOTO: {
        "anyOf": [
            _ref("place"),
            {"type": "array", "items": {"anyOf": [_ref("place"), _ref("branch")]}},
        ]
    },
    Kind.CHANCE: _pattern(r"^[1-9][0-9]?\s*%$", "Write a chance from 1% to 99%."),
    Kind.SCENE: _IDENTIFIER,
    Kind.PLACE: _ref("place"),
    Kind.GAUGE: _IDENTIFIER,
    Kind.ACTOR: _IDENTIFIER,
    Kind.MOTION: _IDENTIFIER,
    Kind.SOURCE: _IDENTIFIER,
    Kind.CHOICE: _pattern(rf"^{_NAME}\.{_NAME}$", "Name a choice as scene.choice."),
    Kind.DECISION: _pattern(
        rf"^{_NAME}\.{_NAME}(\([A-Za-z0-9_=,; ]*\))?$",
        "Name a decision as scene.choice, or at a table as table.propose(term=option).",
    ),
    Kind.FOLDER: {"type": "string", "minLength": 1},
    Kind.READINGS: {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^{_NAME}$"},
        "additionalProperties": _ref("passages"),
    },
    Kind.OPTION: _IDENTIFIER,
    Kind.PACKAGE: {
        "type": "object",
        "propertyNames": {"pattern": f"^{_NAME}$"},
        "additionalProperties": _IDENTIFIER,
    },
    Kind.WEIGHTS: {
        "type": "object",
        "propertyNames": {"pattern": f"^{_NAME}$"},
        "additionalProperties": {"type": ["string", "integer"]},
    },
}


def json_schema() -> Schema:
    """The schema of a story file, as JSON would hold it."""
    definitions: dict[str, Schema] = {
        "effect": {
            "description": "+6 or -4 adds, +20% goes that share of the way to the end, = 40 sets; "
            "a flag takes true, false or = EXPRESSION. After it: because REASON.",
            "anyOf": [
                {"type": ["integer", "boolean"]},
                _pattern(
                    rf"^\s*(?:{_AMOUNT})(?:\s+because\s[\s\S]*)?\s*$",
                    "Write +6, -6, +20%, -20% or = 40; for a flag true or false.",
                ),
            ],
        },
        "place": _described(_IDENTIFIER, "The name of a scene or an ending."),
        "passage": {"anyOf": [_KINDS[Kind.TEXT], _object(schema.PASSAGE)]},
        "passages": _KINDS[Kind.PASSAGES],
        "branch": _object(schema.BRANCH),
        "choice": _object(schema.CHOICE),
    }
    return {
        "$schema": DRAFT,
        "description": "A file of a Negotiator story, which is a folder of such files.",
        **_object(schema.STORY_FILE, required=False),
        "$defs": definitions,
    }


def written() -> str:
    """The text of the schema's file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(part: Shape, *, required: bool = True) -> Schema:
    """A part as an object with its keys, and no others."""
    found: Schema = {
        "type": "object",
        "properties": {key.name: property_of(key) for key in part.keys},
        "additionalProperties": False,
    }
    needed = [key.name for key in part.keys if key.required and required]
    return {**found, "required": needed} if needed else found


def property_of(key: Key) -> Schema:
    """What stands behind a key, explained."""
    made = _value(key.value)
    if key.bound is not None and key.value is Kind.WHOLE:
        made = {**made, "minimum": key.bound.low, "maximum": key.bound.high}
    more = made.get("description")
    return {**made, "description": f"{key.about}. {more}" if more else f"{key.about}."}


def _value(value: Value) -> Schema:
    match value:
        case Kind():
            return _KINDS[value]
        case Shape():
            return _object(value)
        case Entries(of, or_line):
            part = _object(of)
            return {
                "type": ["object", "null"],
                "propertyNames": {"pattern": f"^{_NAME}$"},
                "additionalProperties": {"anyOf": [_WORDS, part]} if or_line else part,
            }
        case Items(of):
            inner = _ref("choice") if of is schema.CHOICE else _value(of)
            return {"type": ["array", "null"], "items": inner}
