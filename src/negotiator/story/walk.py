"""Every expression that a story holds, in the order in which its parts stand in the model.

For whoever asks what a story reads at all: which counts must be kept, which numbers fit where.
What an expression is *for* is said by the engine's rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotiator.story.expressions import Expression
from negotiator.story.model import Branch, Choice, Event, Passage, Story, Table


def expressions(story: Story) -> Iterator[Expression]:
    """Every expression that a play of the story works out."""
    for scene in story.scenes.values():
        yield from _whens(scene.text)
        yield from (effect.amount for effect in scene.effects)
        if isinstance(scene, Table):
            yield from table_numbers(scene)
            yield scene.doubt
            yield from _whens(table_lines(scene))
            for term in scene.terms:
                for option in term.options:
                    yield from (effect.amount for effect in option.effects)
    for event in story.events.values():
        yield from _whens([event, *event.text])
        yield from (effect.amount for effect in event.effects)
        yield from (event.weight,) if event.weight else ()
    for ending in story.endings.values():
        yield from _whens(ending.text)
        for reading in ending.readings:
            yield from _whens(reading.lines)
    for choice in story.choices.values():
        yield from _whens([choice, *choice.outcome, *choice.goto])
        yield from (effect.amount for effect in choice.effects)
    for motion in story.motions.values():
        yield motion.needs
        yield from (bloc.ayes for bloc in motion.blocs)
    for test in story.tests.values():
        yield from test.expect


def table_numbers(table: Table) -> Iterator[Expression]:
    """The expressions that decide what comes of a table."""
    for side in (0, 1):
        for weights in table.weights(side):
            yield from weights
    yield from (one.when for one in table.profiles if one.when is not None)
    yield from (table.ours.reservation, table.theirs.reservation)
    yield from (table.rounds, table.pace, table.patience, table.firm)


def table_lines(table: Table) -> Iterator[Passage]:
    """All that may be said at a table, and what stands in the agreement in any case."""
    yield from table.articles
    for says in (table.says, *(term.says for term in table.terms)):
        for said in says:
            yield from said.lines


def _whens(parts: Iterable[Passage | Choice | Branch | Event]) -> Iterator[Expression]:
    return (part.when for part in parts if part.when is not None)
