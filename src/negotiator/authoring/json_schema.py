"""The story format as a JSON Schema, which lets an editor complete and explain keys.

Made from `story.schema`, for any single file of a story: the loader checks which keys must be
somewhere among the files, which names exist and what an expression may say. An editor parses YAML
before the schema sees it, so that `+6` arrives as the number 6 and `yes` as true: the schema
accepts what can no longer be distinguished. It uses only features that editors supporting nothing
newer than draft 7 understand.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from negotiator.authoring.story_names import NO_NAMES, StoryNames, story_names
from negotiator.escaping import as_json
from negotiator.language import _
from negotiator.narration.sentences import finished, joined
from negotiator.paths import is_own_file
from negotiator.story import schema
from negotiator.story.choice_names import WHATEVER_COMES, full_name
from negotiator.story.codes import CODES
from negotiator.story.keys import Entries, Items, Key, Kind, Shape, Value
from negotiator.story.model import RETURN, ClassShape, DocumentKind, TieRule
from negotiator.story.model.strategies import HISTORY
from negotiator.whole_files import put

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
                "with `document` it stands in a frame; with `sequence`, `cycle` or `shuffle` "
                "instead of `text` it has several wordings."
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
        Kind.PHRASE: _described(
            _WORDS, _("Words. {opinion} shows what an expression gives, if a play is on.")
        ),
        Kind.TEXT: _described(
            _WORDS,
            _(
                "A text. [^S14] cites a source, [[win_set]] links the glossary, "
                "{opinion} shows what an expression gives, *so* stresses, **so** strongly."
            ),
        ),
        **_told(),
        Kind.PICTURE: {"type": "string"},
        Kind.DOCUMENT: {"enum": [one.value for one in DocumentKind]},
        Kind.IDENTIFIER: _identifier(),
        Kind.NAMES: {"anyOf": [_identifier(), {"type": "array", "items": _identifier()}]},
        Kind.WHOLE: _WHOLE,
        Kind.WORTH: _WHOLE,
        Kind.TRUTH: {"type": "boolean"},
        Kind.TIME: _pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$", "N552"),
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
        Kind.CHANGE: _ref("effect"),
        Kind.GOTO: {
            "anyOf": [
                _ref("way"),
                _ref("branch"),
                _ref("visit"),
                {
                    "type": "array",
                    "items": {"anyOf": [_ref("way"), _ref("branch"), _ref("visit")]},
                },
            ]
        },
        Kind.SETTINGS: {
            "type": ["object", "null"],
            "additionalProperties": {"type": ["string", "integer", "boolean"]},
        },
        Kind.CLASS_SHAPE: {"enum": [one.value for one in ClassShape]},
        Kind.TIES: {"enum": [one.value for one in TieRule]},
        Kind.CHANCE: _pattern(r"^[1-9][0-9]?\s*%$", "N514"),
        Kind.LANGUAGE: _pattern("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "N540"),
    }


def _names() -> dict[Kind, Schema]:
    """The names of other parts, and values given for each of several names: in a schema of one
    story, its own are completed."""
    return {kind: _ref(name) for kind, name in NAMED.items()} | {
        Kind.PLACE: _ref("place"),
        Kind.FOLDER: {"type": "string", "minLength": 1},
    }


NAMED = {
    Kind.SCENE: "scene",
    Kind.WAY: "way",
    Kind.GAUGE: "gauge",
    Kind.ACTOR: "actor",
    Kind.PERSON: "person",
    Kind.STAND: "stand",
    Kind.MOTION: "motion",
    Kind.POOL: "pool",
    Kind.SOURCE: "source",
    Kind.CHOICE: "choice_name",
    Kind.DECISIONS: "decisions",
    Kind.OPTION: "option",
    Kind.EFFECTS: "changes",
    Kind.READINGS: "readings",
    Kind.PACKAGE: "package",
    Kind.WEIGHTS: "weights",
    Kind.PREFERRED: "preferred",
    Kind.ACT: "act",
    Kind.STANCES: "stances",
    Kind.FOLLOWED: "followed",
}
"""The kinds of value that consist of names, and where a schema defines each."""


def _defined(names: StoryNames) -> dict[str, Schema]:
    """The definitions that consist of names, with those of a story."""
    sides = [
        f"{side} {one}"
        for one in names.of("motions", "glossary", "axes")
        for side in ("for", "against")
    ]
    at_tables = [
        full_name(table, one)
        for table in names.of("tables")
        for one in ("propose", "accept", "ask(dearest)", "ask(cheapest)")
    ]
    decisions = _known(_decisions(), [*names.choices, *at_tables, WHATEVER_COMES])
    terms = {term: _known(_identifier(), list(options)) for term, options in names.terms.items()}
    moved = names.of("gauges", "flags", "counters", "promises")
    number: Schema = {"type": ["string", "integer"]}
    change: Schema = _or_list(_ref("effects"))
    return {
        "scene": _known(_identifier(), names.of("scenes", "tables")),
        "place": _described(
            _known(_identifier(), names.of("scenes", "tables", "endings")),
            _("The name of a scene or an ending."),
        ),
        "gauge": _known(_identifier(), names.of("gauges")),
        "actor": _known(_identifier(), names.of("actors")),
        "person": _known(_identifier(), names.of("people")),
        "stand": _known(_pattern(rf"^(for|against)\s+{_NAME}$", "N538"), sides),
        "motion": _known(_identifier(), names.of("motions")),
        "pool": _known(_identifier(), names.pools),
        "source": _known(_identifier(), names.of("sources")),
        "choice_name": _known(_pattern(rf"^{_NAME}\.{_NAME}$", "N308"), names.choices),
        "decisions": _or_list(decisions),
        "option": _known(
            _identifier(), [one for options in names.terms.values() for one in options]
        ),
        "changes": {
            **_by_name({one: _called(change, shown) for one, shown in moved.items()}),
            "additionalProperties": change,
            "type": ["object", "null"],
        },
        "readings": {
            **_by_name(
                {one: _called(_ref("reading"), shown) for one, shown in names.of("axes").items()}
            ),
            "additionalProperties": _ref("reading"),
            "type": ["object", "null"],
        },
        "package": {**_by_name(terms), "additionalProperties": _identifier()},
        "act": _known(_identifier(), names.of("acts")),
        "preferred": {**_by_name(terms), "additionalProperties": _identifier()},
        "stances": _or_list(_known(_identifier(), names.of("stances"))),
        "followed": {
            "anyOf": [
                {"const": HISTORY},
                _ref("choice_name"),
                {"type": "array", "items": _ref("choice_name")},
            ]
        },
        "weights": {**_by_name(dict.fromkeys(terms, number)), "additionalProperties": number},
    }


def _or_list(schema: Schema) -> Schema:
    """One value, or a list of them."""
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


def _known(any_name: Schema, names: Iterable[str]) -> Schema:
    """A name: one of a story's is completed, and any other is allowed, as it may stand in a line
    that was written since."""
    known = list(dict.fromkeys(names))
    return {"anyOf": [{"enum": known}, any_name]} if known else any_name


def _called(schema: Schema, shown: str) -> Schema:
    return {**schema, "description": shown} if shown else schema


def _by_name(properties: dict[str, Schema]) -> Schema:
    found: Schema = {"type": "object", "propertyNames": {"pattern": f"^{_NAME}$"}}
    return {**found, "properties": properties} if properties else found


def _decisions() -> Schema:
    """Decisions with spaces between them; in a list in brackets, what a comma left of one."""
    one = rf"(?:{_NAME}\.{_NAME}(?:\([A-Za-z0-9_=,; ]*\)?)?|{WHATEVER_COMES})"
    left = rf"{_NAME} *= *{_NAME} *\)?"
    return {
        "type": "string",
        "pattern": rf"^(?:{one}|{left})(?:[ ,]+{one})*\s*$",
        "patternErrorMessage": _(
            "Name a decision as scene.choice, or at a table as table.propose(term=option), or "
            "write `whatever_comes`."
        ),
    }


def json_schema(names: StoryNames = NO_NAMES) -> Schema:
    """The schema of a story file, as JSON data; with the names of a story, of that one's files."""
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
        **_defined(names),
        "way": {"anyOf": [_ref("place"), {"const": RETURN}]},
        "effects": {"anyOf": [_ref("effect"), _object(schema.EFFECT)]},
        "passage": {"anyOf": [_kinds()[Kind.TEXT], _object(schema.PASSAGE)]},
        "passages": _kinds()[Kind.PASSAGES],
        "line": {"anyOf": [_kinds()[Kind.TEXT], _object(schema.SPOKEN)]},
        "lines": _kinds()[Kind.SPOKEN],
        "read": {"anyOf": [_kinds()[Kind.TEXT], _object(schema.READING)]},
        "reading": _several("read", _kinds()[Kind.SPOKEN]["description"]),
        "branch": _object(schema.BRANCH),
        "visit": _object(schema.VISIT),
        "choice": _object(schema.CHOICE),
    }
    return {
        "$schema": DRAFT,
        "description": _("A file of a Negotiator story, which is a folder of such files."),
        **_object(schema.STORY_FILE, required=False),
        "$defs": definitions,
    }


def written(names: StoryNames = NO_NAMES) -> str:
    """The text of the schema's file."""
    return as_json(json_schema(names))


def beside(path: Path) -> Path:
    """Where the schema of the story at a path stands, if it has one."""
    return (path if path.is_dir() else path.parent) / FILE_NAME


def refresh(path: Path) -> None:
    """Bring the schema beside a story up to date with its names, if it has one.

    One that can't be written, or whose story can't be read, stays as it is; so does anything else
    of that name, such as a link that came with somebody's story.
    """
    with suppress(OSError):
        file = beside(path)
        if not is_own_file(file) or not file.exists():
            return
        before = file.read_bytes()
        names = story_names(path) if DRAFT.encode() in before[:200] else None
        if names is not None and before != (text := written(names)).encode():
            put(file, text.encode())


def _object(part: Shape, *, required: bool = True) -> Schema:
    """A part as an object with these keys and no others."""
    found: Schema = {
        "type": "object",
        "properties": {key.name: property_of(key) for key in part.keys},
        "additionalProperties": False,
    }
    needed = [key.name for key in part.keys if key.required and required]
    if part.one_of:
        found["oneOf"] = [{"required": [name]} for name in part.one_of]
    return {**found, "required": needed} if needed else found


def property_of(key: Key) -> Schema:
    """What may follow a key, with its explanation."""
    made = _value(key.value)
    if key.bound is not None and key.value in (Kind.WHOLE, Kind.WORTH):
        made = {**made, "minimum": key.bound.low, "maximum": key.bound.high}
    more = made.get("description")
    about = _(key.about)
    return {**made, "description": joined(finished(about), more) if more else f"{about}."}


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
