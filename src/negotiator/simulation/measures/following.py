"""Plays that follow another: its decisions are made again wherever they can be, with other luck,
one of them flipped, or other packages agreed on at its tables.

A decision that can't be made, or a place where the play that is followed never was, is left to the
human player.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from negotiator.bargaining.counterpart import Bargaining
from negotiator.bargaining.worths import Package
from negotiator.engine.headless import Headless, Menu, any_package
from negotiator.engine.layout import Value
from negotiator.simulation.players import Arena, Player, Playthrough, Turn
from negotiator.story.model import DEAL, Story, Table
from negotiator.story.value_names import Settled


class Flip(NamedTuple):
    """Another choice, by id, in the decision of that number."""

    turn: int
    choice: str


class Followed(NamedTuple):
    """A play that followed another, and how many of its decisions weren't that one's."""

    playthrough: Playthrough
    others: int


Sitting = tuple[str, int]
"""A table, by its id, and how often the play had decided there before."""
Agreed = Mapping[Sitting, Package]


class Following:
    """Follows plays of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.arena = Arena(Headless(story, self._settle), Player.HUMAN, 0)
        self._any = self.arena.pick
        self.arena.pick = self._pick
        self._made: dict[str, list[str]] = {}
        self._met: Counter[str] = Counter()
        self._flip: Flip | None = None
        self._packages: Agreed = {}
        self._others = 0

    def follow(
        self,
        playthrough: Playthrough,
        seed: int | None = None,
        flip: Flip | None = None,
        packages: Agreed | None = None,
    ) -> Followed:
        """A play that follows another: with its own seed, and its packages, unless others are
        given."""
        self._made = {}
        for turn in playthrough.turns:
            self._made.setdefault(turn.place, []).append(turn.choice)
        self._met.clear()
        self._flip = flip
        self._packages = self.packages(playthrough) if packages is None else packages
        self._others = 0
        made = self.arena.playthrough(playthrough.seed if seed is None else seed)
        return Followed(made, self._others)

    def packages(self, playthrough: Playthrough) -> dict[Sitting, Package]:
        """The package of each deal of a play."""
        slots = self.arena.ready.layout.slots
        return {
            sitting: tuple(
                int(turn.after[slots[Settled(term.id)]]) - 1
                for term in self.story.tables[turn.place].terms
            )
            for sitting, turn in self._deals(playthrough)
        }

    def unlike(self, playthrough: Playthrough) -> dict[Sitting, Package]:
        """For each deal of a play, the package that differs from it in most terms, of those that
        could have been agreed on then; only where there is another."""
        ready = self.arena.ready
        found = {}
        agreed = self.packages(playthrough)
        for sitting, turn in self._deals(playthrough):
            bargaining = ready.program.table(turn.place).bargaining(list(turn.values))
            package = agreed[sitting]
            other = max(bargaining.agreeable, key=partial(_distance, package))
            if other != package:
                found[sitting] = other
        return found

    def _deals(self, playthrough: Playthrough) -> Iterator[tuple[Sitting, Turn]]:
        met: Counter[str] = Counter()
        for turn in playthrough.turns:
            if turn.place in self.story.tables and turn.choice == DEAL:
                yield (turn.place, met[turn.place]), turn
            met[turn.place] += 1

    def _pick(self, menu: Menu, values: list[Value], seed: int, draws: int, turn: int) -> int:
        place = menu.choices[0].scene
        before = self._met[place]
        self._met[place] += 1
        made = self._made.get(place, ())
        wanted = made[before] if before < len(made) else ""
        if self._flip is not None and self._flip.turn == turn:
            wanted = self._flip.choice
        for number, choice in enumerate(menu.choices):
            if choice.id == wanted:
                return number
        self._others += 1
        return self._any(menu, values, seed, draws, turn)

    def _settle(self, table: Table, bargaining: Bargaining, seed: int, turn: int) -> Package:
        wanted = self._packages.get((table.id, self._met[table.id] - 1))
        if wanted is not None and bargaining.number(wanted) in bargaining.ends:
            return wanted
        return any_package(table, bargaining, seed, turn)


def _distance(one: Package, other: Package) -> int:
    """In how many terms two packages differ."""
    return sum(first != second for first, second in zip(one, other, strict=True))
