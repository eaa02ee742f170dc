"""What the keys of a table mean together: terms with options, what they are worth to each side, and
how it closes.

What a worth comes to in a given state, and who accepts what, is decided in the engine.
"""

from __future__ import annotations

from dataclasses import fields
from math import prod
from typing import Any

from negotiator.language import N_, _
from negotiator.story import schema
from negotiator.story.bounds import MOST_PACKAGES, MOST_PROFILES, WEIGHT
from negotiator.story.diagnostics import Location
from negotiator.story.expressions import Expression, constant
from negotiator.story.model import (
    DEAL,
    LEAVE,
    NO_OPTION,
    WALKOUT,
    Choice,
    Opening,
    Profile,
    Side,
    Table,
    Term,
    TermOption,
    VoiceLines,
)
from negotiator.story.model.values import SHORT
from negotiator.story.nodes import Node, Scalar
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader
from negotiator.story.text_marks import unmarked

CLOSINGS = {
    DEAL: N_("A deal"),
    LEAVE: N_("Leave the table"),
    WALKOUT: N_("They leave the table"),
}
"""How a table closes, and the default name for that."""


def table(over: PartReader, part: Part) -> Table:
    """A table, with what its counterpart is like and how it closes."""
    values = part.values
    terms: tuple[Term, ...] = values["terms"]
    if "terms" in part.nodes:
        check_size(over, part.place("terms"), terms)
    values["choices"] = tuple(
        closing(over, part.name, way, part.nodes[way]) for way in CLOSINGS if way in part.nodes
    )
    values["theirs"] = Side("", constant(0))
    if "theirs" in part.nodes:
        values |= counterpart(over, part.nodes["theirs"], terms)
    history = part.apart("history", lambda node: package(over, node, terms), None)
    return Table(id=part.name, history=history, **values)


def check_size(over: PartReader, place: Location, terms: tuple[Term, ...]) -> None:
    """Report if there is nothing to bargain over, or too much."""
    packages = prod(len(term.options) for term in terms)
    if not terms:
        over.problems.add("N516.terms", place)
    elif packages > MOST_PACKAGES:
        over.problems.add("N517", place, number=packages, most=MOST_PACKAGES)


def counterpart(over: PartReader, node: Node, terms: tuple[Term, ...]) -> dict[str, Any]:
    """The other side of a table and how it behaves, by the fields of the table."""
    part = over.part(schema.THEIR_SIDE, node)
    side = Side(**{one: part.values.pop(one) for one in _SIDE if one in part.values})
    profiles = part.apart("profiles", lambda inner: read_profiles(over, inner, terms), ())
    return {"theirs": side, "voice": side.name, "profiles": profiles, **part.values}


_SIDE = tuple(one.name for one in fields(Side))


def term(over: PartReader, part: Part) -> Term:
    """A term, with options to settle it by."""
    values = part.values
    names = tuple([one.id for one in values["options"]])
    if "options" in part.nodes and len(names) < 2:
        place = part.place("options")
        over.problems.add("N516.options", place, term=part.name, number=len(names))
    known = over.bargained.options.setdefault(part.name, (part.node.place, names))
    if known[1] != names:
        over.problems.add("N518", part.node.place, also=known[0], term=part.name)
    opens = part.apart("opens", lambda node: opening(over, node, names), Opening())
    values.setdefault("short", values["label"][:SHORT])
    return Term(id=part.name, opens=opens, **values)


def opening(over: PartReader, node: Node, options: tuple[str, ...]) -> Opening:
    """What each side asks for at first."""
    part = over.part(schema.OPENS, node)
    return Opening(
        **{side: option_number(over, inner, options) for side, inner in part.nodes.items()}
    )


def read_profiles(over: PartReader, node: Node, terms: tuple[Term, ...]) -> tuple[Profile, ...]:
    """What the counterpart may care about; a fault if another table shares only part of it."""
    read = over.each(node, lambda name, one: profile(over, name, one, terms))
    over.count_parts(node, len(read), MOST_PROFILES, "profiles")
    beside = tuple((name, one.when is None) for name, one in read.items())
    for name in read:
        known = over.bargained.profiles.setdefault(name, (node.place, beside))
        if known[1] != beside:
            over.problems.add("N525", node.place, also=known[0], profile=name)
            break
    return tuple(read.values())


def profile(over: PartReader, name: str, node: Node, terms: tuple[Term, ...]) -> Profile:
    """One of the profiles."""
    part = over.part(schema.PROFILE, node)
    weights = part.apart("weights", lambda inner: read_weights(over, inner, terms), ())
    return Profile(id=name, weights=weights, **part.values)


def read_weights(
    over: PartReader, node: Node, terms: tuple[Term, ...]
) -> tuple[tuple[int, Expression], ...]:
    """How much terms matter, by their numbers."""
    read = over.number_in(WEIGHT)
    numbers = {term.id: number for number, term in enumerate(terms)}
    found = []
    for key, inner in over.entries(node).items():
        if key.value in numbers:
            found.append((numbers[key.value], read(inner)))
        else:
            over.problems.unknown("N315", key.place, key.value, numbers)
    return tuple(found)


def option(over: PartReader, part: Part) -> TermOption:
    """An option of a term; `none` is not allowed as its name."""
    if part.name == NO_OPTION:
        over.problems.add("N211.option", part.node.place, name=part.name)
    if isinstance(words := part.nodes.get("text"), Scalar):
        over.check_name(words, words.value)
    return TermOption(id=part.name, **part.values)


def option_number(over: PartReader, node: Node, options: tuple[str, ...]) -> int:
    """The number of the option with this name."""
    name = over.line(node)
    if name in options:
        return options.index(name)
    over.problems.unknown("N314", node.place, name, options)
    return 0


def package(over: PartReader, node: Node, terms: tuple[Term, ...]) -> tuple[int, ...] | None:
    """An option for each term, by number; None if any is missing."""
    found: dict[str, int] = {}
    by_id = {term.id: term for term in terms}
    for key, inner in over.entries(node).items():
        if key.value in by_id:
            options = tuple(option.id for option in by_id[key.value].options)
            found[key.value] = option_number(over, inner, options)
        else:
            over.problems.unknown("N315", key.place, key.value, by_id)
    missing = [term.id for term in terms if term.id not in found]
    if missing:
        over.problems.add("N520", node.place, terms=", ".join(missing))
        return None
    return tuple(found[term.id] for term in terms)


def lines(_over: PartReader, part: Part) -> tuple[VoiceLines, ...]:
    """The lines about a term, or at a table."""
    return tuple([VoiceLines(reason, said) for reason, said in part.values.items()])


def closing(over: PartReader, table: str, way: str, node: Node) -> Choice:
    """One of the ways a table closes, as a choice of it."""
    values = over.part(schema.CLOSING, node).values
    values.setdefault("text", unmarked(_(CLOSINGS[way])) or ())
    return Choice(id=way, scene=table, **values)
