"""What two sides have agreed on, in plain words: the text of the agreement so far.

Can be read from any state. `negotiation` and `rules` settle the terms.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.engine.compiler import program
from negotiator.engine.layout import Values
from negotiator.engine.named_parts import as_named, named_table, named_term
from negotiator.engine.state import Step, Told
from negotiator.story.model import Story, Table, Term, TermOption
from negotiator.story.value_names import Settled


class Clause(NamedTuple):
    """A term in the agreement: the option agreed on, if any, and what the text then says about
    it."""

    term: Term
    agreed: TermOption | None
    article: Told | None


def agreed(story: Story, values: Values) -> dict[str, TermOption | None]:
    """The option that each term of the story was settled on, by term id; None while it is open."""
    slots = program(story).layout.slots
    numbers = {name: int(values[slots[Settled(name)]]) for name in story.terms}
    return {
        name: story.terms[name].options[number - 1] if number else None
        for name, number in numbers.items()
    }


def agreed_in(story: Story, step: Step) -> tuple[tuple[Term, TermOption | None], ...]:
    """The terms of the table that a step closed, named as they were on it, each with the option
    agreed on."""
    before, found = step.before, agreed(story, step.state.values)
    table = named_table(story, story.tables[before.scene], before.values)
    return tuple(
        (term, next((one for one in term.options if option and one.id == option.id), None))
        for term in table.terms
        for option in [found[term.id]]
    )


def articles(table: Table, story: Story, values: Values) -> tuple[Told, ...]:
    """What the agreement of a table contains whatever is agreed on."""
    ready = program(story)
    return tuple(
        ready.told(one.text, values, one.says)
        for one in table.articles
        if ready.holds(one.when, values)
    )


def clauses(table: Table, story: Story, values: Values) -> tuple[Clause, ...]:
    """The terms of a table, each with its current option."""
    ready = program(story)
    found = agreed(story, values)
    return tuple(
        Clause(
            named_term(story, term, values),
            None if option is None else as_named(story, option, values),
            ready.told(option.article, values) if option else None,
        )
        for term in table.terms
        for option in [found[term.id]]
    )
