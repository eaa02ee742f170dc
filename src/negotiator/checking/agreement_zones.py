"""How much there is to agree on at each table, in states that a few plays reached.

The counts hold for the states met and no others: they show an author whether a table has room, not
what every play finds there. Nothing here is a verdict.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.bargaining.counterpart import Bargaining
from negotiator.engine.compiler import program
from negotiator.engine.headless import headless
from negotiator.simulation.players import Arena, Player
from negotiator.story.model import Story, Table

PLAYS = 30
"""Plays to look at; fewer if a table has very many packages."""
STATES = 12
"""States of a table to look at; likewise."""
MOST_WEIGHED = 400_000
"""Packages to weigh for a table over all states: about a second's work."""


class Zone(NamedTuple):
    """What can be agreed on at a table, in the states met."""

    table: Table
    states: int
    least: int
    """Packages no worse than no deal for both, in the state with the fewest."""
    most: int
    """The same in the state with the most."""
    never: tuple[tuple[str, str], ...]
    """Terms and options at which no line of proposals ends, in any of the states."""

    @property
    def shares(self) -> tuple[float, float]:
        """The least and the most as shares of all packages."""
        return (self.least / self.table.packages, self.most / self.table.packages)


def zones(story: Story) -> tuple[Zone, ...]:
    """The zone of each table that a play reached, in the order of the story."""
    met: dict[str, dict[Bargaining, None]] = {name: {} for name in story.tables}
    largest = max((table.packages for table in story.tables.values()), default=0)
    plays = min(PLAYS, max(2, MOST_WEIGHED // max(1, largest))) if met else 0
    arena = Arena(headless(story), Player.UNIFORM, 0)
    for number in range(plays):
        for turn in arena.playthrough(number).turns:
            found = met.get(turn.place)
            if found is not None and len(found) < min(STATES, plays):
                found[program(story).table(turn.place).bargaining(turn.values)] = None
    return tuple(_zone(story.tables[name], [*found]) for name, found in met.items() if found)


def _zone(table: Table, states: list[Bargaining]) -> Zone:
    counts = []
    never = {(term, option) for term, size in enumerate(states[0].sizes) for option in range(size)}
    for one in states:
        ours, theirs = one.ours, one.theirs
        pairs = zip(ours.all, theirs.all, strict=True)
        counts.append(sum(a >= ours.limit and b >= theirs.limit for a, b in pairs))
        for number in one.ends:
            if not never:
                break
            never.difference_update(enumerate(one.package(number)))
    named = [
        (table.terms[term].id, table.terms[term].options[one].id) for term, one in sorted(never)
    ]
    return Zone(table, len(states), min(counts), max(counts), tuple(named))
