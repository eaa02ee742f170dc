"""How the counterpart at a table answers: what it asks for, its counters, and what can be agreed.

Whole-number arithmetic on one table in one state of the play; what packages are worth is in
`worths`, and what is said, what a deal does at home and how a decision is written in `negotiation`.

The counterpart gives and takes. What the player has given says where it will end, the clock how
far it has come on the way there, and one of the two can always be named as what binds. Where the
rules come from:

- the clock: the time-dependent tactics of Faratin, Sierra & Jennings, "Negotiation decision
  functions for autonomous agents", Robotics and Autonomous Systems 24, 1998.
- giving as one is given to: Osgood, An Alternative to War or Surrender, 1962; Axelrod, The
  Evolution of Cooperation, 1984.
- where it ends at `firm` 50, half of what there is to gain for it: midpoint domination, what a
  toss of a coin between both sides' best would give (Sobel, "Distortion of utilities and the
  bargaining problem", Econometrica 49, 1981).
- accepting what is worth at least what one would ask for next: Baarslag, Hindriks & Jonker,
  "Effective acceptance conditions in real-time automated negotiation", 2014.
- talks about what is agreed already: Raiffa, "Post-settlement settlements", Negotiation Journal
  1, 1985.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from negotiator.bargaining.counteroffers import improved, stepped
from negotiator.bargaining.worths import (
    Best,
    Offers,
    Package,
    Scale,
    frontier_of,
    number_of,
    offers_of,
    options_of,
)
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Table


class Exchange(NamedTuple):
    """A proposal of the player's, and the package it was answered with.

    `pair` has the two packages that were put side by side, if they were; the proposal is the one
    that was nearer.
    """

    proposal: Package
    counter: Package
    pair: tuple[Package, Package] | None = None


class Asked(NamedTuple):
    """A question of the player's, and the term that it was answered with."""

    question: str
    term: int


Exchanges = tuple[Exchange, ...]
Talks = tuple[Exchange | Asked, ...]
"""All that was said at a table, in order."""


class Numbers(NamedTuple):
    """What the expressions of a table come to in a state, and where both sides open."""

    our_weights: tuple[int, ...]
    their_weights: tuple[int, ...]
    our_reservation: int
    their_reservation: int
    rounds: int
    pace: int
    patience: int
    firm: int
    our_opening: Package
    their_opening: Package


class Standing(NamedTuple):
    """How far the talks have come: `proposals` the player has made, `best` the points of the best
    so far for them, the opening included, and `low` those that used up patience."""

    proposals: int
    best: int
    low: int


class Answer(NamedTuple):
    """What they do with a proposal: `accepts`, `counters` with a package, or `leaves`."""

    what: str
    package: Package
    standing: Standing


class Binding(NamedTuple):
    """Why they don't come further: it is `early`, or `given` falls short of what they need, of
    which so many per cent have come."""

    why: str
    per_cent: int


class Bargaining:
    """A table in a state of the play: what packages are worth, and how the counterpart answers."""

    def __init__(self, table: Table, numbers: Numbers) -> None:
        self.numbers = numbers
        self.rounds = max(1, numbers.rounds)
        self.patience = max(1, numbers.patience)
        self.firm = max(0, min(100, numbers.firm))
        self.sizes = tuple(len(term.options) for term in table.terms)
        self.ours = Scale(
            numbers.our_weights,
            tuple(term.worths[0] for term in table.terms),
            numbers.our_reservation,
        )
        self.theirs = Scale(
            numbers.their_weights,
            tuple(term.worths[1] for term in table.terms),
            numbers.their_reservation,
        )
        self.opening_stands = self.theirs.of(numbers.their_opening) >= self.theirs.limit
        """Whether their opening is an offer; not if no deal were better for them."""
        self.opened = numbers.their_opening if self.opening_stands else self.theirs.best
        """The package that their first answer comes down from."""
        self.asked_first = max(self.theirs.of(self.opened), self.theirs.limit)
        self.offered_first = self.theirs.of(numbers.our_opening)
        """What the player's opening is worth to them."""
        self.is_settled = self.opening_stands and numbers.our_opening == numbers.their_opening
        """Whether it is agreed already, so that the talks are about an agreement."""

    # Packages

    def number(self, package: Package) -> int:
        """A package's number among all, as `number_of` has it."""
        return number_of(package, self.sizes)

    def package(self, number: int) -> Package:
        """The package of that number."""
        return options_of(number, self.sizes)

    @property
    def _frontier(self) -> tuple[Best, ...]:
        return frontier_of(self.ours.points, self.theirs.points)

    # What they ask for

    @cached_property
    def their_hope(self) -> int:
        """The points of the best package for them that the player could sign; those of their
        limit if there is none."""
        able = [one.theirs for one in self._frontier if one.ours >= self.ours.limit]
        return max(able, default=self.theirs.limit)

    @cached_property
    def floor(self) -> int:
        """The least that they ever agree to: so much of the way from their limit to what they can
        hope for as they are `firm`, or what the player's opening gave them if that was more.

        Of what is agreed already they keep that share, from their limit of the day on.
        """
        limit, hope = self.theirs.limit, self.their_hope
        if self.is_settled:
            kept = limit + (self.asked_first - limit) * self.firm // 100
            return max(limit, min(hope, kept))
        fair = limit + (hope - limit) * self.firm // 100
        return max(limit, min(self.asked_first, hope, max(fair, self.offered_first)))

    @cached_property
    def ungiven(self) -> int:
        """Where they end if the player gives nothing: at what they can hope for."""
        if self.is_settled:
            return self.floor
        return max(self.floor, min(self.asked_first, self.their_hope))

    def comes_to(self, best: int) -> int:
        """Where they end if the player gives no more than this, in points of theirs: between
        `ungiven` and their floor, by the share that came of what it takes to reach that."""
        if self.is_settled or best >= self.floor:
            return self.floor
        given, needed = best - self.offered_first, self.floor - self.offered_first
        return self.ungiven - (self.ungiven - self.floor) * max(0, given) // needed

    def aspiration(self, standing: Standing) -> int:
        """The points they ask for as the talks stand.

        They come down from what they opened with to where they end by the clock: of a share a t
        + (1 - a) t² of that way, t being the proposals made / rounds, with a so chosen that
        `pace` per cent lie behind them at t = 1/2; a pace from 25 to 75 keeps it from ever rising.
        Half of what was given is answered at once, whatever the clock.
        """
        pace = max(25, min(75, self.numbers.pace))
        rounds, made = self.rounds, min(standing.proposals, self.rounds)
        gone = (4 * pace - 100) * made * rounds + (200 - 4 * pace) * made * made
        whole = 100 * rounds * rounds
        earned = self.ungiven - self.comes_to(standing.best)
        way = (self.asked_first - self.ungiven) * gone // whole + earned * (whole + gone) // (
            2 * whole
        )
        return max(self.floor, self.asked_first - way)

    def binding(self, standing: Standing, proposal: Package) -> Binding:
        """Why they don't take a proposal that they refuse as the talks stand."""
        reached, needed = standing.best - self.offered_first, self.floor - self.offered_first
        per_cent = 100 if reached >= needed else max(0, 100 * reached // needed)
        early = self.theirs.of(proposal) >= self.comes_to(standing.best)
        return Binding("early" if early else "given", per_cent)

    # How far the talks have come

    def standing(self, proposals: Sequence[Package]) -> Standing:
        """How far these proposals, all refused, have brought the talks."""
        standing = Standing(0, self.offered_first, 0)
        for proposal in proposals:
            standing = self.after(standing, proposal)
        return standing

    def after(self, standing: Standing, proposal: Package) -> Standing:
        """How far the talks have come with one more proposal that is refused.

        One that is worse for them than no deal uses up patience unless it comes a good step
        nearer: a quarter of what an even pace to their floor would take. Of what is agreed already,
        so does every proposal that takes some of it back.
        """
        points = self.theirs.of(proposal)
        step = max(0, points - standing.best)
        little = not step or step * 4 * self.rounds < self.floor - self.offered_first
        tries = self.is_settled or (points < self.theirs.limit and little)
        return Standing(standing.proposals + 1, max(points, standing.best), standing.low + tries)

    # Their answer

    def answer(self, exchanges: Exchanges, proposal: Package) -> Answer:
        """What they answer to a proposal after these exchanges."""
        earlier = [one.proposal for one in exchanges]
        before = self.standing(earlier)
        standing = self.after(before, proposal)
        points, asked = self.theirs.of(proposal), self.aspiration(standing)
        # What they refused before and would take by now is taken first: never less than that.
        refused = max(earlier, key=self.theirs.of, default=proposal)
        if points >= max(asked, self.theirs.of(refused)):
            return Answer("accepts", proposal, standing)
        lost_patience = standing.low > before.low and standing.low >= self.patience
        if lost_patience or self.theirs.most < self.theirs.limit:
            return Answer("leaves", proposal, standing)
        if self.theirs.of(refused) >= asked:
            return Answer("counters", refused, standing)
        return Answer("counters", self.counter(standing, exchanges, proposal), standing)

    def counter(self, standing: Standing, exchanges: Exchanges, proposal: Package) -> Package:
        """The package they answer with: an improvement for both of what is agreed, or else steps
        from their last one; at last, one that the player can sign if there is any."""
        asked = self.aspiration(standing)
        stood = exchanges[-1].counter if exchanges else self.opened
        found = improved(self.ours, self.theirs, stood) if self.is_settled else None
        if found is None:
            offers = (
                self.numbers.our_opening,
                *(one.proposal for one in exchanges),
                proposal,
            )
            found = stepped(self.theirs, asked, stood, offers)
        if standing.proposals >= self.rounds and self.ours.of(found) < self.ours.limit:
            return self._signable(asked) or found
        return found

    def serves_both(self, stood: Package, found: Package) -> bool:
        """Whether a package is an improvement for both on what is agreed, or what it became."""
        return (
            self.is_settled
            and found != stood
            and self.ours.of(found) >= self.ours.of(stood)
            and self.theirs.of(found) >= self.theirs.of(stood)
        )

    def _signable(self, asked: int) -> Package | None:
        """Of the packages that give them as much as they ask, the best for the player, if the
        player can sign it."""
        for one in self._frontier:
            if one.theirs >= asked:
                return one.package if one.ours >= self.ours.limit else None
        return None

    # What a line of proposals can come to

    @property
    def closings(self) -> tuple[str, ...]:
        """How the table can close, in the order of its choices."""
        found = (DEAL,) if self._ends_from < len(self._offers.levels) else ()
        return (*found, LEAVE, WALKOUT) if self.walks_out else (*found, LEAVE)

    @property
    def ends(self) -> Sequence[int]:
        """The number of every package in which some line of proposals can end, the best for them
        first, which is the one with the shortest line."""
        offers = self._offers
        if self._ends_from == len(offers.levels):
            return ()
        return offers.numbers[offers.starts[self._ends_from] :][::-1]

    @property
    def agreeable(self) -> tuple[Package, ...]:
        """Every package in which some line of proposals can end, in the same order."""
        return tuple(map(self.package, self.ends))

    @cached_property
    def least(self) -> int:
        """The points from which on every package that the player can sign can be agreed on, and
        below which none: their floor, or of what is agreed already, what they ask for when their
        patience or the rounds are over."""
        if not self.is_settled:
            return self.floor
        return self.aspiration(Standing(min(self.rounds, self.patience), self.offered_first, 0))

    def line_to(self, package: Package) -> tuple[Package, ...] | None:
        """Proposals that end in this package being agreed on: it, again and again, until they take
        it. None if none do."""
        points = self.theirs.of(package)
        if self.ours.of(package) < self.ours.limit or points < self.least:
            return None
        best = max(points, self.offered_first)
        made = 1
        while self.aspiration(Standing(made, best, 0)) > points:
            made += 1
        return (package,) * made

    def line_to_walkout(self) -> tuple[Package, ...] | None:
        """Proposals after which they leave; None if they never do."""
        offers = self._offers
        if not offers.levels:
            return None
        worst = self.package(offers.numbers[0])
        if self.theirs.most < self.theirs.limit:
            return (worst,)
        if offers.levels[0] >= (self.least if self.is_settled else self.theirs.limit):
            return None
        # What brings a good step the first time brings nothing when it comes again.
        first = self.standing((worst,))
        needed = self.patience + 1 - first.low
        return (worst,) * needed if needed <= self.rounds else None

    @property
    def walks_out(self) -> bool:
        """Whether the counterpart can be made to leave."""
        return self.line_to_walkout() is not None

    @property
    def _offers(self) -> Offers:
        return offers_of(self.ours.points, self.ours.limit, self.theirs.points)

    @cached_property
    def _ends_from(self) -> int:
        """From which level on an offer can be agreed on; how many there are if none can."""
        return bisect_left(self._offers.levels, self.least)
