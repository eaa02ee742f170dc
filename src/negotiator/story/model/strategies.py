"""How an author expects a story to be played: the stances that choices take, and strategies made of
them.

Nothing in a play depends on them. They say who plays when a story is played many times
(`negotiator.simulation`).
"""

from __future__ import annotations

from dataclasses import dataclass

KEEPS = 80
"""In how many of a hundred decisions a strategy is kept to, unless its author says otherwise."""
DEALS = 88
"""At how many of a hundred tables where a deal is possible somebody reaches one, as people do."""
HISTORY = "history"
"""What stands for a line of the choices nearest to history."""
PLAYERS = ("uniform", "human", "greedy", "cautious")
"""The names of the players whom every story has, which no strategy may have."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What a choice may amount to, such as openness, in the author's words."""

    id: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """How somebody plays who knows what they want.

    Where a choice of its `line` (by full name) is open, it takes that. Elsewhere, `keeps` times of
    a hundred, it takes any open choice of the first of the stances `takes` that an open choice has;
    the other times, or if none has any, any open choice. At a table where a deal is possible it
    reaches one `deals` times of a hundred, on a package with as many as possible of the options it
    `prefers` (by term).
    """

    id: str
    name: str
    about: str = ""
    takes: tuple[str, ...] = ()
    keeps: int = KEEPS
    line: tuple[str, ...] = ()
    deals: int = DEALS
    prefers: tuple[tuple[str, str], ...] = ()
