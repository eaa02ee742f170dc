"""Players for a table, as the field has them: what each proposes, round by round.

Most know their own sheet alone and learn of the other side's from its answers; two see both
sheets, and no person could play so. They take a `Bargaining` for a table, which answers. What
comes of it is counted in `counterpart`; the state of a play and its words play no part.

- random, hardliner: any package above the limit; the opening, for ever.
- Boulware, linear, Conceder: the time-dependent tactics of Faratin, Sierra & Jennings 1998, with
  the exponents and the clock of NegMAS (4, 1 and 1/4; the first of five proposals at a sixth of
  the time); of the packages that are worth so much the likest to the last counter.
- tit-for-tat: gives as much of its own worth as the last counter gave (the same, 1998).
- MiCRO: the next package of its own order for each new one of theirs (de Jonge 2022).
- logroller: linear, and of the packages that are worth so much the one that is best for the other
  side, as far as its counters tell (Raiffa 1982).
- salami: one step on one term at a time, the cheapest first.
- deaf, listening: linear too; one takes any package that is worth so much, and the other keeps
  to what they ask for, the more on a term the longer they have held it.
- Nash held, crumbs: see both sheets. The package with the greatest product of gains, again and
  again; and from the least that they would ever sign upwards, each time a little better for them.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

from negotiator.bargaining.counterpart import Bargaining, Exchange, Exchanges
from negotiator.bargaining.pareto import bargain
from negotiator.bargaining.worths import Package

Array = Any


class Seat:
    """The player's place at a table: its own sheet, and what was said so far."""

    def __init__(self, bargaining: Bargaining, random: Random) -> None:
        self.bargaining = bargaining
        self.random = random
        self.rounds = bargaining.rounds
        self.options = np.stack(
            [one.ravel() for one in np.indices(bargaining.sizes)], axis=1
        ).astype(np.int64)
        self.worths = np.array(bargaining.ours.all, dtype=np.int64)
        self.limit = bargaining.ours.limit
        self.opening = bargaining.numbers.our_opening
        self.best = int(self.worths.max())
        self.made: list[Package] = []
        self.heard: list[Package] = [bargaining.numbers.their_opening]

    def of(self, package: Package) -> int:
        """What a package is worth to the player."""
        return self.bargaining.ours.of(package)

    def at(self, number: int) -> Package:
        """The package of a number."""
        return tuple(self.options[number].tolist())

    def likest(self, target: int, package: Package, weights: Array = 1) -> Package:
        """Of the packages worth at least so much, the likest to one; of equals the best."""
        spans = np.maximum(np.array(self.bargaining.sizes) - 1, 1)
        likeness = ((1 - np.abs(self.options - np.array(package)) / spans) * weights).sum(axis=1)
        able = self.worths >= min(target, self.best)
        found = np.where(able, likeness + self.worths * 1e-9, -1)
        return self.at(int(found.argmax()))

    def held(self) -> Array:
        """How often they have asked for what they opened with, on each term, and once more."""
        first = np.array(self.heard[0])
        return 1 + sum((np.array(one) == first).astype(int) for one in self.heard)

    def falling(self, number: int, power: float) -> int:
        """The target of the proposal of that number by the clock, from the best to the limit."""
        start = max(self.limit, min(self.best, self.of(self.opening)))
        gone: float = ((number + 1) / (self.rounds + 1)) ** power
        return round(start - (start - self.limit) * gone)


Propose = Callable[[Seat, int], Package]
"""What is proposed in the round of that number, from 0."""
Least = Callable[[Seat, int], int]
"""What a counter must be worth to be taken before the proposal of that number."""


class Player:
    """A way to play: what it proposes, and from what worth on it takes a counter."""

    def __init__(self, name: str, propose: Propose, least: Least | None = None) -> None:
        self.name = name
        self.propose = propose
        self.least = least

    def takes(self, seat: Seat, counter: Package, number: int) -> bool:
        """Whether it takes a counter before its proposal of that number, or as a last word."""
        worth = seat.of(counter)
        if worth < seat.limit:
            return False
        if self.least is not None:
            return worth >= self.least(seat, number)
        return number >= seat.rounds or worth >= seat.of(self.propose(seat, number))


def timed(power: float) -> Player:
    """A time-dependent player; `power` is above 1 for late and below 1 for early."""
    name = {4.0: "Boulware", 1.0: "linear", 0.25: "Conceder"}[power]

    def propose(seat: Seat, number: int) -> Package:
        if not number:
            return seat.likest(seat.falling(0, power), seat.opening)
        return seat.likest(seat.falling(number, power), seat.heard[-1])

    return Player(name, propose, lambda seat, number: seat.falling(number, power))


def _random(seat: Seat, _number: int) -> Package:
    return seat.at(seat.random.choice(np.flatnonzero(seat.worths >= seat.limit).tolist()))


def _hardliner(seat: Seat, _number: int) -> Package:
    return (
        seat.opening if seat.of(seat.opening) >= seat.limit else seat.at(int(seat.worths.argmax()))
    )


def _tit_for_tat(seat: Seat, number: int) -> Package:
    if not number:
        return _hardliner(seat, 0)
    gave = max(0, seat.of(seat.heard[-1]) - seat.of(seat.heard[-2]))
    target = max(seat.limit, seat.of(seat.made[number - 1]) - gave)
    return seat.likest(target, seat.heard[-1])


def _micro(seat: Seat, _number: int) -> Package:
    order = np.argsort(-seat.worths, kind="stable")
    ahead = min(len(set(seat.heard)) - 1, len(set(seat.made)))
    package = seat.at(order[ahead])
    return package if seat.of(package) >= seat.limit else seat.at(order[0])


def _logroller(seat: Seat, number: int) -> Package:
    return seat.likest(seat.falling(number, 1), seat.heard[0], seat.held())


def _salami(seat: Seat, number: int) -> Package:
    if not number:
        return _hardliner(seat, 0)
    now, asked = seat.made[-1], seat.heard[-1]
    steps = []
    for term, (our, their) in enumerate(zip(now, asked, strict=True)):
        if our != their:
            step = our + (1 if their > our else -1)
            package = (*now[:term], step, *now[term + 1 :])
            if seat.limit <= seat.of(package):
                steps.append((seat.of(now) - seat.of(package), term, package))
    return min(steps)[2] if steps else now


def _deaf(seat: Seat, number: int) -> Package:
    """Any of the packages that are worth the target."""
    able = np.flatnonzero(seat.worths >= seat.falling(number, 1))
    return seat.at(seat.random.choice(able.tolist()))


def _listening(seat: Seat, number: int) -> Package:
    if not number:
        return _deaf(seat, 0)
    return seat.likest(seat.falling(number, 1), seat.heard[-1], seat.held())


def _by_the_clock(seat: Seat, number: int) -> int:
    return seat.falling(number, 1)


def _nash_held(seat: Seat, _number: int) -> Package:
    ours, theirs = seat.bargaining.ours, seat.bargaining.theirs
    found = bargain(ours.all, theirs.all, ours.limit, theirs.limit)
    assert found.nash is not None, "there is a zone"
    return seat.at(found.nash)


def _crumbs(seat: Seat, number: int) -> Package:
    theirs = np.array(seat.bargaining.theirs.all, dtype=np.int64)
    least = seat.bargaining.theirs.limit
    package = seat.opening
    for _ in range(number + 1):
        able = (theirs >= least) & (seat.worths >= seat.limit)
        if not able.any():
            return package
        best = int(np.where(able, seat.worths * (theirs.max() + 1) - theirs, -1).argmax())
        package, least = seat.at(best), int(theirs[best]) + 1
    return package


def _never(seat: Seat, _number: int) -> int:
    return seat.best + 1


def _own_best(seat: Seat, _number: int) -> int:
    return seat.of(_hardliner(seat, 0))


def _lowest(seat: Seat, number: int) -> int:
    return min([seat.of(one) for one in seat.made], default=_own_best(seat, number))


EARNEST = (
    timed(1.0),
    timed(0.25),
    timed(4.0),
    Player("tit-for-tat", _tit_for_tat),
    Player("logroller", _logroller, _by_the_clock),
)
"""Players who mean to come to a deal."""
DEAF = Player("deaf", _deaf, _by_the_clock)
LISTENING = Player("listening", _listening, _by_the_clock)
OWN_SHEET = (
    *EARNEST,
    Player("salami", _salami),
    Player("random", _random),
    Player("hardliner", _hardliner, _own_best),
    Player("MiCRO", _micro, _lowest),
)
"""All who know their own sheet alone, but for the two that are compared with one another."""
NASH_HELD = Player("Nash held", _nash_held, _never)
CRUMBS = Player("crumbs", _crumbs)
BOTH_SHEETS = (NASH_HELD, CRUMBS)


class Played:
    """Talks as they went: the exchanges, how they ended, and on what."""

    def __init__(self, bargaining: Bargaining, exchanges: Exchanges, end: str) -> None:
        self.bargaining = bargaining
        self.exchanges = exchanges
        self.end = end
        """`deal`, `walkout` or `leave`."""
        self.package: Package | None = None


def played(bargaining: Bargaining, player: Player, random: Random) -> Played:
    """One player against the counterpart of the engine."""
    seat = Seat(bargaining, random)
    talks: Exchanges = ()
    for number in range(bargaining.rounds):
        proposal = player.propose(seat, number)
        seat.made.append(proposal)
        answer = bargaining.answer(talks, proposal)
        if answer.what == "leaves":
            return Played(bargaining, talks, "walkout")
        if answer.what == "accepts":
            return _agreed(bargaining, talks, proposal)
        talks = (*talks, Exchange(proposal, answer.package))
        seat.heard.append(answer.package)
        if player.takes(seat, answer.package, number + 1):
            return _agreed(bargaining, talks, answer.package)
    return Played(bargaining, talks, "leave")


def _agreed(bargaining: Bargaining, talks: Exchanges, package: Package) -> Played:
    found = Played(bargaining, talks, "deal")
    found.package = package
    return found
