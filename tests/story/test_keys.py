"""Each key is declared once: it is read and fills the field it names, and every field is filled."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from negotiator.story import model
from negotiator.story.expressions import Expression
from negotiator.story.keys import Key, Kind, Shape
from negotiator.story.loading import examine, load
from negotiator.story.reading.parts import READERS
from tests.story.whole import NONSENSE, keys, shapes, write

KEYS = [pytest.param(shape, key, id=f"{shape.name}.{key.name}") for shape, key in keys()]
WORDED = ("passage", "line of a reading")


def worded(only: str) -> dict[tuple[str, str], None]:
    """What is left out for passages to have their words under one key: of four only one may be
    there, and only what has a text is drawn."""
    others = {"text", "sequence", "cycle", "shuffle"} - {only}
    drawn = {("passage", "document"): None, ("passage", "alt"): None}
    drawn |= {("passage", "heading"): None, ("passage", "date"): None}
    left_out = {(part, key): None for part in WORDED for key in others}
    return left_out if only == "text" else left_out | drawn


# An event is drawn from a pool or interrupts, and an epilogue tells of a person or a place, but not
# both.
WAYS = (
    {("event", "interrupt"): None, ("epilogue", "place"): None} | worded("text"),
    {
        ("event", "pool"): None,
        ("scene", "draw"): None,
        ("table", "draw"): None,
        ("epilogue", "person"): None,
    }
    | worded("sequence"),
    {("event", "interrupt"): None, ("epilogue", "place"): None} | worded("cycle"),
    {("event", "interrupt"): None, ("epilogue", "place"): None} | worded("shuffle"),
)


def test_the_story_with_every_key_is_one(tmp_path: Path) -> None:
    for instead in WAYS:
        story, found = examine(write(tmp_path, instead))
        assert story, found


@pytest.mark.parametrize(("shape", "key"), KEYS)
def test_what_stands_behind_a_key_is_read(shape: Shape, key: Key, tmp_path: Path) -> None:
    file = write(tmp_path, {**WAYS[0], (shape.name, key.name): NONSENSE})
    story, found = examine(file)
    assert story is None
    assert found


def test_every_key_fills_a_field_of_its_part() -> None:
    for shape, key in keys():
        for field in _fields_of(shape, key):
            assert _holder(shape, field) is not None, f"{shape.name}.{key.name} fills no {field}"


def test_every_field_is_filled_by_a_key_or_given() -> None:
    for record in {one for shape in shapes() for one in shape.models}:
        filled: set[str] = set()
        for shape in shapes():
            names = {field for key in shape.keys for field in _fields_of(shape, key)}
            if record in shape.models:
                filled |= {*shape.given, *(one for one in names if _holder(shape, one) is record)}
        assert set(_fields(record)) == filled, f"{record.__name__}: {set(_fields(record)) ^ filled}"


def test_every_field_has_what_stands_behind_its_key(tmp_path: Path) -> None:
    told: set[tuple[type, str]] = set()
    for instead in WAYS:
        for record in _records(load(write(tmp_path, instead))):
            for name, default in _fields(type(record)).items():
                if default is MISSING or getattr(record, name) != default:
                    told.add((type(record), name))
    wanted = {
        (record, name) for shape in shapes() for record in shape.models for name in _fields(record)
    }
    # The records that kinds of value make by themselves.
    wanted |= {
        (record, name)
        for record in (model.Effect, model.Band, model.Reading)
        for name in _fields(record)
    }
    assert wanted <= told, [f"{record.__name__}.{name}" for record, name in wanted - told]


@pytest.mark.parametrize(("shape", "key"), KEYS)
def test_a_reader_reads_what_the_field_holds(shape: Shape, key: Key) -> None:
    if key.apart or not isinstance(key.value, Kind) or not key.fields:
        return
    (field,) = _fields_of(shape, key)
    holder = _holder(shape, field)
    assert holder is not None
    held = typing.get_type_hints(holder)[field]
    if key.bound is not None and key.value is Kind.NUMBER:
        read: Any = Expression
    else:
        read = typing.get_type_hints(READERS[key.value])["return"]
    options = typing.get_args(held) if isinstance(held, types.UnionType) else (held,)
    assert read in options, f"{read} for {held}"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_value_is_read_alone_or_only_apart(kind: Kind) -> None:
    held = [key for _, key in keys() if key.value is kind]
    assert kind in READERS or all(key.apart or not key.fields for key in held)


def _fields_of(shape: Shape, key: Key) -> tuple[str, ...]:
    """The fields that a key fills; for lines the key is the reason, and each line is a record."""
    return ("lines",) if shape.models == (model.VoiceLines,) else key.fields


def _holder(shape: Shape, field: str) -> type | None:
    """The record that has this field of a part."""
    return next((one for one in shape.models if field in _fields(one)), None)


def _fields(record: type) -> dict[str, Any]:
    """The constructor's fields of a record, each with its default."""
    if is_dataclass(record):
        return {one.name: one.default for one in fields(record) if one.init}
    made: Any = record
    return {one: made._field_defaults.get(one, MISSING) for one in made._fields}


def _records(part: Any) -> Iterator[Any]:
    """A model record, and every record inside it."""
    if isinstance(part, dict):
        for one in part.values():
            yield from _records(one)
    elif hasattr(part, "_fields") or is_dataclass(part):
        yield part
        for name in _fields(type(part)):
            yield from _records(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _records(one)
