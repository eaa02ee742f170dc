"""Agents of NegMAS in the counterpart's place, against the same players.

Needs negmas (the extra `peers`). Each agent has the counterpart's worths and limit and as many
steps as there are rounds. It is asked as a negotiation of that library would ask it: to answer
the player's proposal, and for a counter if it refuses.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from random import Random, seed
from typing import Any

from benchmarks.bargainers import Played, Player, Seat
from negotiator.bargaining.counterpart import Bargaining, Exchange, Exchanges
from negotiator.bargaining.worths import Package

# By name, or the type checker would read NegMAS and all the libraries it brings along.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    sao: Any = importlib.import_module("negmas.sao")
    outcomes: Any = importlib.import_module("negmas.outcomes")
    preferences: Any = importlib.import_module("negmas.preferences")

AGENTS = (
    "LinearTBNegotiator",
    "ConcederTBNegotiator",
    "BoulwareTBNegotiator",
    "NaiveTitForTatNegotiator",
    "AspirationNegotiator",
    "MiCRONegotiator",
    "ToughNegotiator",
)


def opposite(name: str) -> Callable[[Bargaining, Player, Random], Played]:
    """What plays a player against that agent."""

    def play(bargaining: Bargaining, player: Player, random: Random) -> Played:
        seed(0)  # NegMAS draws from the global generator
        return _Talks(bargaining, player, random).run(name)

    return play


class _Talks:
    """One negotiation, from the player's side."""

    def __init__(self, bargaining: Bargaining, player: Player, random: Random) -> None:
        self.bargaining = bargaining
        self.player = player
        self.seat = Seat(bargaining, random)
        self.exchanges: Exchanges = ()

    def run(self, name: str) -> Played:
        """Let the mechanism run to its end."""
        bargaining = self.bargaining
        issues = [outcomes.make_issue(size, f"t{n}") for n, size in enumerate(bargaining.sizes)]
        mechanism = sao.SAOMechanism(issues=issues, n_steps=bargaining.rounds)
        our, their = (
            preferences.LinearAdditiveUtilityFunction(
                [
                    preferences.TableFun({n: float(points) for n, points in enumerate(row)})
                    for row in side.points
                ],
                issues=issues,
                reserved_value=float(side.limit),
            )
            for side in (bargaining.ours, bargaining.theirs)
        )
        mechanism.add(_player(self), ufun=our)
        mechanism.add(getattr(sao, name)(), ufun=their)
        mechanism.run()
        found = Played(bargaining, self.exchanges, "leave")
        if mechanism.agreement is not None:
            found.end, found.package = "deal", tuple(mechanism.agreement)
        return found

    def proposal(self) -> Package:
        """The player's next."""
        package = self.player.propose(self.seat, len(self.seat.made))
        self.seat.made.append(package)
        return package

    def hears(self, counter: Package) -> bool:
        """Whether the player takes a counter."""
        if self.seat.made:
            self.exchanges = (*self.exchanges, Exchange(self.seat.made[-1], counter))
        self.seat.heard.append(counter)
        return self.player.takes(self.seat, counter, len(self.seat.made))


def _player(talks: _Talks) -> Any:
    """The player as a negotiator of NegMAS."""

    class Ours(sao.SAONegotiator):  # type: ignore[misc]
        def propose(self, state: Any, dest: Any = None) -> Any:  # noqa: ARG002
            return talks.proposal()

        def respond(self, state: Any, source: Any = None) -> Any:  # noqa: ARG002
            offer = state.current_offer
            if offer is not None and talks.hears(tuple(offer)):
                return sao.ResponseType.ACCEPT_OFFER
            return sao.ResponseType.REJECT_OFFER

    return Ours(name="player")
