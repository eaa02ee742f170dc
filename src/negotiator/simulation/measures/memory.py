"""What later passages remember: choices, by what they set, and the options agreed on at tables.

A passage remembers a choice if it reads, in its condition or in its words, something that the
choice set and that isn't a gauge: a flag, a counter, a promise, a vote, that it was chosen, or a
place that only it leads to. What the author only had in mind isn't found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from negotiator.engine.compiler import program, rules
from negotiator.simulation.measures.accounts import Account, Passages
from negotiator.simulation.players import Turn
from negotiator.story.choice_names import full_name
from negotiator.story.model import DEAL, Choice, Ending, Story
from negotiator.story.value_names import Ayes, Held, Passed, Settled, TimesChosen, Visits

ENOUGH_WORDS = 12
"""Words that a passage must have to count as memory."""
ENOUGH_PLAYS = 0.1
"""The share of the plays that took a choice, in which one such passage must be met."""
ENOUGH_PASSAGES = 2
"""Later passages in which an option must be echoed."""


class Remembered(NamedTuple):
    """Choices by full name: those that were taken, and those of them that a later passage
    remembers."""

    taken: tuple[str, ...]
    remembered: tuple[str, ...]


class Echo(NamedTuple):
    """An option that was agreed on: in how many plays, how many later passages read its term, and
    how many words these have together."""

    term: str
    option: str
    plays: int
    passages: int
    words: int


def remembered(story: Story, plays: Iterable[Account]) -> Remembered:
    """Which choices later passages remember."""
    reads = story.once(Passages).reads
    writes = {name: _writes(story, choice) for name, choice in story.choices.items()}
    taken: Counter[str] = Counter()
    met: dict[str, Counter[int]] = defaultdict(Counter)
    for one in plays:
        first: dict[str, int] = {}
        for turn, made in enumerate(one.playthrough.turns):
            if made.place not in story.tables:
                first.setdefault(full_name(made.place, made.choice), turn)
        for name, turn in first.items():
            taken[name] += 1
            wrote = writes[name]
            if wrote:
                later = {
                    telling.number
                    for telling in one.after(turn)
                    if telling.number >= 0
                    and telling.words >= ENOUGH_WORDS
                    and not wrote.isdisjoint(reads[telling.number])
                }
                met[name].update(later)
    found = [
        name for name, plays in taken.items() if _most(met[name]) >= max(1, ENOUGH_PLAYS * plays)
    ]
    return Remembered(tuple(taken), tuple(found))


def echoes(story: Story, plays: Iterable[Account]) -> tuple[Echo, ...]:
    """In how many later passages each option of each term is echoed, once it was agreed on and
    until something else is."""
    reads = story.once(Passages).reads
    slots = program(story).layout.slots
    deals: Counter[tuple[str, int]] = Counter()
    found: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for one in plays:
        turns = one.playthrough.turns
        closed = [number for number, made in enumerate(turns) if _is_deal(story, made)]
        for turn, end in pairwise([*closed, len(turns)]):
            later = [telling for telling in one.after(turn) if telling.turn <= end]
            for term in story.tables[turns[turn].place].terms:
                name = Settled(term.id)
                key = (term.id, int(turns[turn].after[slots[name]]) - 1)
                deals[key] += 1
                for telling in later:
                    if telling.number >= 0 and name in reads[telling.number]:
                        found[key].setdefault(telling.number, telling.words)
    return tuple(
        Echo(term.id, option.id, deals[key], len(found[key]), sum(found[key].values()))
        for term in story.terms.values()
        for number, option in enumerate(term.options)
        for key in [(term.id, number)]
    )


def _is_deal(story: Story, made: Turn) -> bool:
    return made.place in story.tables and made.choice == DEAL


def _most(met: Counter[int]) -> int:
    """In how many plays the passage that was met most often was met."""
    return max(met.values(), default=0)


def _writes(story: Story, choice: Choice) -> frozenset[str]:
    """What can be read later of a choice: what it sets but gauges, that it was taken, and the place
    that it alone of its neighbours leads to."""
    names: set[str] = {TimesChosen(choice.name)}
    names |= {one.target for one in choice.effects} - story.gauges.keys()
    if choice.vote is not None:
        names |= {kind(choice.vote) for kind in (Ayes, Passed, Held)}
    leads = rules(story).leads
    place = story.places[choice.scene]
    assert not isinstance(place, Ending), "an ending has no choices"
    others = set().union(*(leads(one) for one in place.choices if one is not choice))
    ahead = set(leads(choice))
    if len(ahead) == 1:
        names |= {Visits(to) for to in ahead - others}
    return frozenset(names)
