"""What two sides have agreed on, in plain words: the text of the agreement as it stands.

Read from a state at any time. How terms come to be settled is in `negotiation` and `rules`.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.engine.compiler import program
from negotiator.engine.layout import Values
from negotiator.engine.state import Told
from negotiator.story.model import Story, Table, Term, TermOption


class Clause(NamedTuple):
    """A term in the agreement: the option agreed on, if any, and what the text then says of it."""

    term: Term
    agreed: TermOption | None
    article: Told | None


def agreed(story: Story, values: Values) -> dict[str, TermOption | None]:
    """The option that each term of the story was settled on, by the term's id; None while open."""
    slots = program(story).layout.slots
    numbers = {name: int(values[slots[f"terms.{name}"]]) for name in story.terms}
    return {
        name: story.terms[name].options[number - 1] if number else None
        for name, number in numbers.items()
    }


def articles(table: Table, story: Story, values: Values) -> tuple[Told, ...]:
    """What stands in the agreement of a table whatever is agreed on."""
    ready = program(story)
    return tuple(
        ready.told(one.text, values) for one in table.articles if ready.holds(one.when, values)
    )


def clauses(table: Table, story: Story, values: Values) -> tuple[Clause, ...]:
    """The terms of a table, each as it stands."""
    ready = program(story)
    found = agreed(story, values)
    return tuple(
        Clause(term, option, ready.told(option.article, values) if option else None)
        for term in table.terms
        for option in [found[term.id]]
    )
