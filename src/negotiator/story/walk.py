"""Every expression in a story, part by part.

For code that asks what is read at all, and where: which counts must be kept, which numbers fit
where, which names a place reads. What an expression is *for* is said by the engine's rules.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, cast

from negotiator.story.expressions import Expression, Read, Type
from negotiator.story.model import (
    Choice,
    Effect,
    Ending,
    Event,
    Motion,
    Passage,
    Phrase,
    Scene,
    Story,
    Table,
    values_in,
    values_shown,
)
from negotiator.story.value_names import Counted, TimesChosen, Visits


def expressions(story: Story) -> Iterator[Expression]:
    """Every expression that a play of the story evaluates, in the order of the model."""
    for found in story.once(in_places).values():
        yield from found
    for found in story.once(in_choices).values():
        yield from found
    for motion in story.motions.values():
        yield from of_motion(motion)
    yield from at_an_ending(story)
    yield from told_besides(story)
    for test in story.tests.values():
        yield from test.expect


def in_places(story: Story) -> dict[str, list[Expression]]:
    """The expressions in the own parts of each place, without those of its choices. With a large
    story this is asked for more than once, so it is kept (`Story.once`)."""
    return {name: of_place(place) for name, place in story.places.items()}


def in_choices(story: Story) -> dict[str, list[Expression]]:
    """The expressions of the choices of each place that has some; kept, too."""
    found: dict[str, list[Expression]] = {}
    for choice in story.choices.values():
        found.setdefault(choice.scene, []).extend(of_choice(choice))
    return found


def told_besides(story: Story) -> Iterator[Expression]:
    """What is read of no one place: by history, by the front pages of acts, and by the names of
    gauges, actors, people and acts."""
    for entry in story.history:
        yield from (*values_in(entry.text), *named(entry))
    for act in story.acts:
        yield from (*named(act), *_read_once(act.front_page))
    for part in (*story.gauges.values(), *story.actors.values(), *story.people.values()):
        yield from named(part)


def named(part: Any) -> list[Expression]:
    """What the words of a part itself show, which is a record: its title, its name, its label, a
    reason, whatever it has that may show values."""
    own = part if isinstance(part, tuple) else _fields_of(cast("Hashable", type(part)))(part)
    found: list[Expression] = []
    for words in own:
        if type(words) is Phrase:  # faster than `isinstance`, and asked of every part
            found += values_shown(words)
    return found


@cache
def _fields_of(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    """A function that gives all fields of a record of that kind, which has several."""
    return attrgetter(*(one.name for one in fields(cast("Any", kind))))


def of_place(place: Scene | Event | Ending) -> list[Expression]:
    """The expressions in a place's own parts, without those of its choices."""
    if isinstance(place, Ending):
        lines = [line for reading in place.readings for line in reading.lines]
        return [*_read_once([*place.text, *lines]), *named(place)]
    found = named(place)
    if isinstance(place, Event) and place.when is not None:
        found.append(place.when)
    found += _read_by(place.text, Visits, place.id)
    if place.effects:
        found += _done(place.effects)
    if isinstance(place, Event) and place.weight:
        found.append(place.weight)
    if isinstance(place, Table):
        found += [
            *table_numbers(place),
            place.doubt,
            *named(place.ours),
            *named(place.theirs),
            *_read_by(table_lines(place), Visits, place.id),
        ]
        for term in place.terms:
            found += named(term)
            for option in term.options:
                found += [*named(option), *values_in(option.article)]
                found += _done(option.effects)
    return found


def of_choice(choice: Choice) -> list[Expression]:
    """The expressions of a choice: those of offering it, and then of taking it."""
    return [*on_offering(choice), *on_taking(choice)]


def on_offering(choice: Choice) -> list[Expression]:
    """The expressions evaluated where a choice is offered: whether it is open, and what its words
    show."""
    found = [] if choice.when is None else [choice.when]
    found += values_in(choice.text)
    if choice.locked is not None:
        found += values_in(choice.locked)
    return found


def on_taking(choice: Choice) -> list[Expression]:
    """The expressions evaluated once a choice is taken."""
    found = _read_by(choice.outcome, TimesChosen, choice.name) if choice.outcome else []
    found += [one.when for one in choice.goto if one.when is not None]
    if choice.effects:
        found += _done(choice.effects)
    return found


def of_motion(motion: Motion) -> Iterator[Expression]:
    """The expressions evaluated when a motion is put to the vote."""
    yield motion.needs
    yield from (bloc.ayes for bloc in motion.blocs)
    for part in (motion, *motion.blocs):
        yield from named(part)


def at_an_ending(story: Story) -> Iterator[Expression]:
    """The expressions evaluated at every ending: how promises stand, and which lines of epilogues
    are told."""
    for axis in story.axes.values():
        yield from named(axis)
    for promise in story.promises.values():
        yield from (promise.kept, promise.broken)
    for epilogue in story.epilogues.values():
        yield from (*named(epilogue), *_read_once(epilogue.lines))


def table_numbers(table: Table) -> Iterator[Expression]:
    """The expressions that decide how talks at a table go."""
    for side in (0, 1):
        for weights in table.weights(side):
            yield from weights
    yield from (one.when for one in table.profiles if one.when is not None)
    yield from (table.ours.reservation, table.theirs.reservation)
    yield from (table.rounds, table.pace, table.patience, table.firm)


def table_lines(table: Table) -> Iterator[Passage]:
    """Everything that may be said at a table, and what the agreement contains in any case."""
    yield from table.articles
    for says in (table.says, *(term.says for term in table.terms)):
        for said in says:
            yield from said.lines


def _done(effects: Iterable[Effect]) -> list[Expression]:
    """What effects read, and what the reasons for them show."""
    found: list[Expression] = []
    for effect in effects:
        found += effect.reads
        if type(effect.because) is Phrase:
            found += values_shown(effect.because)
    return found


def _read_once(passages: Iterable[Passage]) -> list[Expression]:
    """What these passages read, which don't take turns by how often they are told."""
    return [one for passage in passages for one in passage.reads]


def _read_by(passages: Iterable[Passage], counted: type[Counted], of: str) -> list[Expression]:
    """What these passages read; which wording of one is told hangs on how often they have been,
    which the count of that kind of that part says."""
    found: list[Expression] = []
    for passage in passages:
        found += passage.reads
        if passage.variants is not None:
            count = counted(of)
            found.append(Expression(count, Read(count), Type.NUMBER, frozenset((count,))))
    return found
