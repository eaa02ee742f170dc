"""The story format as a JSON Schema, which lets an editor complete and explain keys.

Made from `story.schema`, for any single file of a story: the loader checks which keys must be
somewhere among the files, which names exist and what an expression may say. An editor parses YAML
before the schema sees it, so that `+6` arrives as the number 6 and `yes` as true: the schema
accepts what can no longer be distinguished. It uses only features that editors supporting nothing
newer than draft 7 understand.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from negotiator.language import _
from negotiator.story import schema
from negotiator.story.codes import CODES
from negotiator.story.keys import Entries, Items, Key, Kind, Shape, Value
from negotiator.story.model import DocumentKind

Schema: TypeAlias = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME = "negotiator.schema.json"
"""The name of the file beside a story."""

_NAME = "[A-Za-z][A-Za-z0-9_]{0,79}"
_WORDS: Schema = {"type": ["string", "number"]}
_WHOLE: Schema = {"type": "integer", "minimum": -1_000_000_000, "maximum": 1_000_000_000}
_AMOUNT = (
    r"true|false|made|=[\s\S]+|"
    r"[+-]\s*(?:[0-9]+(?:\s*%)?|[A-Za-z_][A-Za-z0-9_]*|(?:[A-Za-z_][A-Za-z0-9_]*)?\([\s\S]*\))"
)


def _pattern(pattern: str, code: str) -> Schema:
    """A text of that pattern; if it doesn't match, VS Code's language servers show the remedy of
    this code."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": _(CODES[code].remedy)}


def _identifier() -> Schema:
    return _pattern(f"^{_NAME}$", "N204")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _described(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about}


def _kinds() -> dict[Kind, Schema]:
    """What may follow a key of each kind."""
    return _values() | _names()


def _told() -> dict[Kind, Schema]:
    """What is told to the player, passage by passage."""
    return {
        Kind.PASSAGES: _several(
            "passage",
            _(
                "One text, or a list of passages. "
                "A passage is a text, or {when, text} that is told only if its condition holds; "
                "with `document` it stands in a frame."
            ),
        ),
        Kind.SPOKEN: _several(
            "line",
            _(
                "One text, or a list of lines. "
                "A line is a text, or {when, text} that is said only if its condition holds."
            ),
        ),
    }


def _several(part: str, about: str) -> Schema:
    """One of these parts, or a list of them."""
    return {"description": about, "anyOf": [_ref(part), {"type": "array", "items": _ref(part)}]}


def _values() -> dict[Kind, Schema]:
    """Texts, numbers, and what is made from them."""
    return {
        Kind.LINE: _WORDS,
        Kind.TEXT: _described(
            _WORDS,
            _(
                "A text. [^S14] cites a source, [[win_set]] links the glossary, "
                "{opinion} shows what an expression gives, *so* stresses, **so** strongly."
            ),
        ),
        **_told(),
        Kind.DOCUMENT: {"enum": [one.value for one in DocumentKind]},
        Kind.IDENTIFIER: _identifier(),
        Kind.NAMES: {"anyOf": [_identifier(), {"type": "array", "items": _identifier()}]},
        Kind.WHOLE: _WHOLE,
        Kind.WORTH: _WHOLE,
        Kind.TRUTH: {"type": "boolean"},
        Kind.DATE: _pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "N206"),
        Kind.RANGE: _pattern(r"^-?[0-9]{1,10}\.\.-?[0-9]{1,10}$", "N507"),
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
            _("An expression that is true or false, such as opinion >= 45 and not leaked."),
        ),
        Kind.NUMBER: {"type": ["string", "integer"]},
        Kind.EFFECTS: {
            "type": ["object", "null"],
            "propertyNames": {"pattern": f"^{_NAME}$"},
            "additionalProperties": {
                "anyOf": [_ref("effects"), {"type": "array", "items": _ref("effects")}]
            },
        },
        Kind.CHANGE: _ref("effect"),
        Kind.GOTO: {
            "anyOf": [
                _ref("place"),
                {"type": "array", "items": {"anyOf": [_ref("place"), _ref("branch")]}},
            ]
        },
        Kind.CHANCE: _pattern(r"^[1-9][0-9]?\s*%$", "N514"),
    }


def _names() -> dict[Kind, Schema]:
    """The names of other parts, and values given for each of several names."""
    return {
        Kind.SCENE: _identifier(),
        Kind.PLACE: _ref("place"),
        Kind.GAUGE: _identifier(),
        Kind.ACTOR: _identifier(),
        Kind.PERSON: _identifier(),
        Kind.STAND: _pattern(rf"^(for|against)\s+{_NAME}$", "N538"),
        Kind.MOTION: _identifier(),
        Kind.POOL: _identifier(),
        Kind.SOURCE: _identifier(),
        Kind.CHOICE: _pattern(rf"^{_NAME}\.{_NAME}$", "N308"),
        Kind.DECISION: {
            "type": "string",
            "pattern": rf"^{_NAME}\.{_NAME}(\([A-Za-z0-9_=,; ]*\))?$",
            "patternErrorMessage": _(
                "Name a decision as scene.choice, or at a table as table.propose(term=option)."
            ),
        },
        Kind.FOLDER: {"type": "string", "minLength": 1},
        Kind.READINGS: {
            "type": ["object", "null"],
            "propertyNames": {"pattern": f"^{_NAME}$"},
            "additionalProperties": _ref("lines"),
        },
        Kind.OPTION: _identifier(),
        Kind.PACKAGE: {
            "type": "object",
            "propertyNames": {"pattern": f"^{_NAME}$"},
            "additionalProperties": _identifier(),
        },
        Kind.WEIGHTS: {
            "type": "object",
            "propertyNames": {"pattern": f"^{_NAME}$"},
            "additionalProperties": {"type": ["string", "integer"]},
        },
    }


def json_schema() -> Schema:
    """The schema of a story file, as JSON data."""
    definitions: dict[str, Schema] = {
        "effect": {
            "description": _(
                "+6 or -4 adds, +20% goes that share of the way to the end, = 40 sets; "
                "a flag takes true, false or = EXPRESSION, a promise made. "
                "After it: because REASON."
            ),
            "anyOf": [
                {"type": ["integer", "boolean"]},
                _pattern(
                    rf"^\s*(?:{_AMOUNT})(?:\s+because\s[\s\S]*)?\s*$",
                    "N502",
                ),
            ],
        },
        "place": _described(_identifier(), _("The name of a scene or an ending.")),
        "effects": {"anyOf": [_ref("effect"), _object(schema.EFFECT)]},
        "passage": {"anyOf": [_kinds()[Kind.TEXT], _object(schema.PASSAGE)]},
        "passages": _kinds()[Kind.PASSAGES],
        "line": {"anyOf": [_kinds()[Kind.TEXT], _object(schema.SPOKEN)]},
        "lines": _kinds()[Kind.SPOKEN],
        "branch": _object(schema.BRANCH),
        "choice": _object(schema.CHOICE),
    }
    return {
        "$schema": DRAFT,
        "description": _("A file of a Negotiator story, which is a folder of such files."),
        **_object(schema.STORY_FILE, required=False),
        "$defs": definitions,
    }


def written() -> str:
    """The text of the schema's file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(part: Shape, *, required: bool = True) -> Schema:
    """A part as an object with these keys and no others."""
    found: Schema = {
        "type": "object",
        "properties": {key.name: property_of(key) for key in part.keys},
        "additionalProperties": False,
    }
    needed = [key.name for key in part.keys if key.required and required]
    return {**found, "required": needed} if needed else found


def property_of(key: Key) -> Schema:
    """What may follow a key, with its explanation."""
    made = _value(key.value)
    if key.bound is not None and key.value in (Kind.WHOLE, Kind.WORTH):
        made = {**made, "minimum": key.bound.low, "maximum": key.bound.high}
    more = made.get("description")
    about = _(key.about)
    return {**made, "description": f"{about}. {more}" if more else f"{about}."}


def _value(value: Value) -> Schema:
    match value:
        case Kind():
            return _kinds()[value]
        case Shape():
            return _object(value)
        case Entries(of=of, or_line=or_line):
            part = _object(of)
            return {
                "type": ["object", "null"],
                "propertyNames": {"pattern": f"^{_NAME}$"},
                "additionalProperties": {"anyOf": [_WORDS, part]} if or_line else part,
            }
        case Items(of=of):
            inner = _ref("choice") if of is schema.CHOICE else _value(of)
            return {"type": ["array", "null"], "items": inner}
