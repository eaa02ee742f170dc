"""Which names a story has, learned before anything refers to them.

Two things with one name are a fault, and so is a name that the language reserves. The named parts
themselves are read later, in `story`.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from negotiator.story.choice_names import full_name
from negotiator.story.expression_parser import RESERVED, Names
from negotiator.story.expressions import Expression, Type
from negotiator.story.model import NO_OPTION, Promise
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.reading.parts import PartReader
from negotiator.story.reading.tables import CLOSINGS
from negotiator.story.value_names import (
    Ayes,
    Banded,
    Held,
    Passed,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    Settled,
)


class Known(NamedTuple):
    """The names of a story's parts, and the names an expression may use."""

    terms: dict[str, str]
    """Glossary terms by identifier, as they are shown."""
    ways: set[str]
    """The scenes, tables and endings that a way may lead to."""
    motions: set[str]
    tables: set[str]
    choices: set[str]
    """All choices, as `scene.choice`."""
    names: Names


def known_names(reader: PartReader, parts: dict[str, Node]) -> Known:
    """The names in these sections of a story, whose gauges, flags and counters have been read."""
    kept = ("gauges", "flags", "counters", "promises")
    values = [reader.entries(parts.get(one)) for one in kept]
    faults = len(reader.problems.found)
    _claimed(reader, values, RESERVED.union(keyword.kwlist), "N211.value")
    if len(reader.problems.found) > faults:
        # Anything that refers to it means one kind where it should be the other.
        reader.problems.suppressed |= {"N403", "N501", "N502", "N503"}
    sections = ("scenes", "tables", "events", "endings")
    places = _claimed(
        reader, [reader.entries(parts.get(one)) for one in sections], keyword.kwlist, "N211.place"
    )
    motions = set(reader.entries(parts.get("motions")).entries)
    tables = set(reader.entries(parts.get("tables")).entries)
    terms = {}
    for name, node in reader.entries(parts.get("glossary")).entries.items():
        words = _inner(node, "term")
        terms[name] = words.value if isinstance(words, Scalar) else ""
        if words is not None:
            reader.check_name(words, terms[name])
    choices = _choices(reader, parts, tables)
    promises = reader.entries(parts.get("promises")).entries
    options: dict[str, tuple[str, ...]] = {}
    for term, among in _term_options(reader, parts):
        options.setdefault(Settled(term), among)
    return Known(
        terms,
        places - reader.entries(parts.get("events")).entries.keys(),
        motions,
        tables,
        set().union(*choices.values()),
        Names(_types(reader, motions, promises, options), places, choices, options),
    )


def with_promises(names: Names, promises: Iterable[Promise]) -> Names:
    """The same with whether each of these promises is kept or broken."""
    found: dict[str, Expression] = {}
    for one in promises:
        found |= {PromiseKept(one.id): one.kept, PromiseBroken(one.id): one.broken}
    types = {**names.types, **dict.fromkeys(found, Type.TRUTH)}
    return replace(names, types=types, standing_for=found)


def _choices(
    reader: PartReader, parts: dict[str, Node], tables: set[str]
) -> dict[str, dict[str, None]]:
    """The full names of all choices by what follows the dot, each sorted just once, as a name that
    could be any of thousands may be reported a thousand times."""
    found: dict[str, set[str]] = {}
    for section in ("scenes", "events"):
        for name, node in reader.entries(parts.get(section)).entries.items():
            for choice in _choice_ids(node):
                found.setdefault(choice, set()).add(full_name(name, choice))
    for name in tables:
        for choice in CLOSINGS:
            found.setdefault(choice, set()).add(full_name(name, choice))
    return {last: dict.fromkeys(sorted(full)) for last, full in found.items()}


def _choice_ids(scene: Node) -> Iterable[str]:
    if not isinstance(scene, Mapping) or "choices" not in scene.entries:
        return
    node = scene.entries["choices"]
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping) and "id" in item.entries:
            choice = item.entries["id"]
            if isinstance(choice, Scalar):
                yield choice.value


def _term_options(
    reader: PartReader, parts: dict[str, Node]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The terms of all tables and the words they may stand for."""
    for table in reader.entries(parts.get("tables")).entries.values():
        for term, node in reader.entries(_inner(table, "terms")).entries.items():
            yield term, (NO_OPTION, *reader.entries(_inner(node, "options")).entries)


def _types(
    reader: PartReader, motions: set[str], promises: Iterable[str], options: Iterable[str]
) -> dict[str, Type]:
    """The type of each value that an expression may use; whether a promise is kept or broken is
    added once its conditions have been read."""
    types = dict.fromkeys((*reader.gauges, *reader.counters), Type.NUMBER)
    types |= dict.fromkeys(reader.flags, Type.TRUTH)
    types |= dict.fromkeys(map(Banded, reader.gauges), Type.WORD)
    for motion in sorted(motions):
        types[Ayes(motion)] = Type.NUMBER
        types[Passed(motion)] = types[Held(motion)] = Type.TRUTH
    types |= dict.fromkeys(map(PromiseMade, promises), Type.TRUTH)
    return types | dict.fromkeys(options, Type.WORD)


def _claimed(
    reader: PartReader, sections: list[Mapping], taken: Iterable[str], reserved: str
) -> set[str]:
    """All names of these sections; a name with two meanings is a fault, and so is a reserved word,
    reported as `reserved`."""
    claimed: dict[str, Mapping] = {}
    for section in sections:
        for name in section.entries.keys() & claimed.keys():
            first = claimed[name].key(name).place
            reader.problems.add("N307", section.key(name).place, also=first, name=name)
        for name in section.entries.keys() & taken:
            reader.problems.add(reserved, section.key(name).place, name=name)
        claimed = dict.fromkeys(section.entries, section) | claimed
    return set(claimed)


def _inner(node: Node | None, key: str) -> Node | None:
    """The value of a key, if this is a mapping that has it."""
    return node.entries.get(key) if isinstance(node, Mapping) else None
