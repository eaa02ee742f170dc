"""How somebody who leans to some choices picks in many plays at once: the picks of
`players.Arena`, in arrays.

It only narrows which of the open choices are possible in each play; one of these is then taken,
each equally likely. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from negotiator.simulation.players import DEALS_SEED, KEEPS_SEED, PICKS_SEED, Leaning
from negotiator.simulation.vectorized.blocks import Deciding
from negotiator.simulation.vectorized.group import Array, Group
from negotiator.statespace.chance_arrays import below, draws
from negotiator.story.choice_names import choice_in
from negotiator.story.model import DEAL, Story


class Asked(NamedTuple):
    """What a group of plays is asked: `opened` says for each choice of the decision to which plays
    it is open; `package` gives the options that a deal would settle in some of them."""

    deciding: Deciding
    opened: list[Array]
    group: Group
    seeds: Array
    turns: Array
    package: Callable[[Any], list[Array]] | None


def any_of(able: list[Array], asked: Asked, np: Any) -> Array:
    """The number of one of the choices that are possible in each play, each equally likely; if none
    is, one beyond the last."""
    thrown = draws(asked.seeds + np.uint64(PICKS_SEED), asked.turns)
    if all(one is True for one in able):
        return below(thrown, len(able)).astype(np.uint8)
    before = np.zeros(len(thrown), dtype=np.uint8)  # a place has few choices
    number = before.copy()
    picked = below(thrown, sum(able) + before).astype(np.uint8)
    for one in able:
        before = before + one
        number += before <= picked
    return number


class Picking:
    """Picks for one player who leans to some choices."""

    def __init__(self, story: Story, leans: Leaning, numpy: Any) -> None:
        self.choices = story.choices
        self.leans = leans
        self.np = numpy
        self._levels: dict[str, tuple[tuple[int, ...], ...]] = {}

    def picked(self, asked: Asked) -> Array:
        """The number of the choice that each play takes; if nothing is open, one beyond the
        last."""
        deciding, opened, _, seeds, turns, _ = asked
        return any_of(self._narrowed(deciding, opened, seeds, turns), asked, self.np)

    def _narrowed(
        self, deciding: Deciding, opened: list[Array], seeds: Array, turns: Array
    ) -> list[Array]:
        """The choices that a player may take in each play, of those that are open."""
        leans = self.leans
        if leans == Leaning():
            return opened
        np = self.np
        line, *stances = self._of(deciding)
        able = [np.broadcast_to(one, len(turns)) for one in opened]
        rows = list(able)
        if deciding.table is not None and leans.deals is not None:
            able = self._dealing(deciding, rows, seeds, turns)
        if any(stances):
            thrown = below(draws(seeds + np.uint64(KEEPS_SEED), turns), 100)
            kept = thrown < leans.keeps
            for level in reversed(stances):
                able = self._only(level, rows, able, kept)
        return self._only(line, rows, able, True)

    def _of(self, deciding: Deciding) -> tuple[tuple[int, ...], ...]:
        """The numbers of a place's choices that the player leans to."""
        names = [one.name for one in deciding.takings]
        first = names[0]
        if first not in self._levels:
            self._levels[first] = self.leans.levels([self.choices[name] for name in names])
        return self._levels[first]

    def _dealing(
        self, deciding: Deciding, rows: list[Array], seeds: Array, turns: Array
    ) -> list[Array]:
        """How a table may close: by a deal where one is possible and wanted, or else without."""
        np = self.np
        deal = next(
            number for number, one in enumerate(deciding.takings) if choice_in(one.name) == DEAL
        )
        others = _any(row for number, row in enumerate(rows) if number != deal)
        thrown = below(draws(seeds + np.uint64(DEALS_SEED), turns), 100)
        deals = rows[deal] & ((thrown < self.leans.deals) | ~np.asarray(others, dtype=bool))
        return [deals if number == deal else row & ~deals for number, row in enumerate(rows)]

    def _only(
        self, level: tuple[int, ...], rows: list[Array], able: list[Array], kept: Array
    ) -> list[Array]:
        """Only the choices of a level, in plays that keep to it and where any of them is open."""
        if not level:
            return able
        only = _any(rows[number] for number in level) & kept
        return [
            self.np.where(only, rows[number] if number in level else False, one)
            for number, one in enumerate(able)
        ]


def _any(rows: Iterable[Array]) -> Array:
    return reduce(or_, rows, False)
