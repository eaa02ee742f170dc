"""What was said at a table, by names as in a save, and read back from them.

Written and read only here; the file around it is up to `saves`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from negotiator.bargaining.counterpart import Asked, BetweenPeople, Exchange, Talks
from negotiator.bargaining.voice import QUESTIONS
from negotiator.bargaining.worths import Package
from negotiator.story.model import Table

PEOPLE = "people"
"""Under what it is kept that two people bargain."""


def named_talks(table: Table, talks: Talks) -> list[dict[str, dict[str, str]]]:
    """What was said at a table, with everything by name, as a save keeps it."""

    def named(package: Package) -> dict[str, str]:
        pairs = zip(table.terms, package, strict=True)
        return {term.id: term.options[option].id for term, option in pairs}

    found: list[dict[str, dict[str, str]]] = []
    for one in talks:
        if isinstance(one, BetweenPeople):
            found.append({PEOPLE: {}})
            continue
        if isinstance(one, Asked):
            found.append({"asked": {one.question: table.terms[one.term].id}})
            continue
        kept = {"proposal": named(one.proposal), "counter": named(one.counter)}
        if one.pair:
            kept |= {"first": named(one.pair[0]), "second": named(one.pair[1])}
        found.append(kept)
    return found


def talks_from(table: Table, named: Iterable[Mapping[str, Mapping[str, str]]]) -> Talks:
    """The talks that these names stand for.

    Raises KeyError if the table no longer has such a term or option.
    """
    terms = {term.id: number for number, term in enumerate(table.terms)}

    def package(names: Mapping[str, str]) -> Package:
        if names.keys() != terms.keys():
            raise KeyError(table.id)
        found = []
        for term in table.terms:
            options = {option.id: number for number, option in enumerate(term.options)}
            found.append(options[names[term.id]])
        return tuple(found)

    talks: list[Exchange | Asked | BetweenPeople] = []
    for one in named:
        if PEOPLE in one:
            talks.append(BetweenPeople())
            continue
        for question, term in one.get("asked", {}).items():
            if question not in QUESTIONS:
                raise KeyError(question)
            talks.append(Asked(question, terms[term]))
        if "asked" not in one:
            pair = (package(one["first"]), package(one["second"])) if "first" in one else None
            talks.append(Exchange(package(one["proposal"]), package(one["counter"]), pair))
    return tuple(talks)
