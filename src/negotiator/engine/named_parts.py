"""Parts of a story as they are named in a state: a gauge, a term, an option, a person or an act
whose label, name or title shows values, with these values in it.

What the parts are called where no play is stays in the story itself, with `…` for each value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from negotiator.engine.compiler import program
from negotiator.engine.layout import Values
from negotiator.story.model import (
    Act,
    Actor,
    Gauge,
    Person,
    Phrase,
    Side,
    Story,
    Table,
    Term,
    TermOption,
)
from negotiator.story.model.values import SHORT, shortened

Part = TypeVar("Part", Gauge, Term, TermOption, Side, Actor, Person, Act)


def as_named(story: Story, part: Part, values: Values) -> Part:
    """A part as it is named with these values."""
    kind: Any = type(part)
    names, of = _fields(kind)
    words = of(part)
    if Phrase not in map(type, words):
        return part
    shown: dict[str, Any] = {
        name: program(story).phrase(one, values)
        for name, one in zip(names, words, strict=True)
        if isinstance(one, Phrase)
    }
    if isinstance(part, Gauge | Term) and part.short == part.label[:SHORT]:
        # It was made of the label.
        shown["short"] = shortened(shown["label"]) if "label" in shown else part.short
    found: Part = replace(part, **shown)
    return found


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The fields of a kind of part, and what has the values of all of them."""
    names = tuple(kind.__dataclass_fields__)
    return names, attrgetter(*names)


def named_table(story: Story, table: Table, values: Values) -> Table:
    """A table with its sides, its terms and their options as they are named with these values."""
    if table.id not in story.once(_tables_with_values):
        return table
    return replace(
        table,
        ours=as_named(story, table.ours, values),
        theirs=as_named(story, table.theirs, values),
        voice=program(story).phrase(table.voice, values),
        terms=tuple(named_term(story, term, values) for term in table.terms),
    )


def named_term(story: Story, term: Term, values: Values) -> Term:
    """A term with its options as they are named with these values."""
    options = tuple(as_named(story, one, values) for one in term.options)
    return replace(as_named(story, term, values), options=options)


def _tables_with_values(story: Story) -> frozenset[str]:
    """The tables that show values in the names of what they have."""
    return frozenset(
        table.id for table in story.tables.values() if any(map(_shows_values, _parts(table)))
    )


def _parts(table: Table) -> tuple[Side | Term | TermOption, ...]:
    options = tuple(option for term in table.terms for option in term.options)
    return (table.ours, table.theirs, *table.terms, *options)


def _shows_values(part: Side | Term | TermOption) -> bool:
    return any(isinstance(getattr(part, name), Phrase) for name in part.__dataclass_fields__)
