"""How the counterpart at a table answers: what it asks for, its counters, and what can be agreed.

Whole-number arithmetic on one table in one state of the play; `worths` has what packages are worth,
and `negotiation` what is said, what a deal does at home and how a decision is written.

The counterpart gives and takes. What the player has given decides where it will end, the clock how
far it has come on the way there, and one of the two can always be named as the limiting one. Where
the rules come from:

- the clock: the time-dependent tactics of Faratin, Sierra & Jennings, "Negotiation decision
  functions for autonomous agents", Robotics and Autonomous Systems 24, 1998.
- giving as one is given to: Osgood, An Alternative to War or Surrender, 1962; Axelrod, The
  Evolution of Cooperation, 1984.
- where it ends at `firm` 50, half of what there is to gain for it: midpoint domination, what a
  coin toss between both sides' best packages would give (Sobel, "Distortion of utilities and the
  bargaining problem", Econometrica 49, 1981).
- accepting what is worth at least what one would ask for next: Baarslag, Hindriks & Jonker,
  "Effective acceptance conditions in real-time automated negotiation", 2014.
- talks about an earlier agreement: Raiffa, "Post-settlement settlements", Negotiation Journal
  1, 1985.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from negotiator.bargaining.counteroffers import logrolled, pareto_improvement
from negotiator.bargaining.worths import (
    Best,
    Package,
    Scale,
    WinSet,
    frontier_of,
    number_of,
    offers_of,
    options_of,
)
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Table


class Exchange(NamedTuple):
    """A proposal by the player, and the package it was answered with.

    `pair` has the two packages put side by side, if there were two; the proposal is then the nearer
    one.
    """

    proposal: Package
    counter: Package
    pair: tuple[Package, Package] | None = None


class Asked(NamedTuple):
    """A question by the player, and the term named in the answer."""

    question: str
    term: int


class BetweenPeople(NamedTuple):
    """The mark, at the head of the talks, of a table at which two people bargain: what they say is
    not part of the play."""


Exchanges = tuple[Exchange, ...]
Talks = tuple[Exchange | Asked | BetweenPeople, ...]
"""Everything said at a table, in order."""


class Numbers(NamedTuple):
    """The values of a table's expressions in a state, and where both sides open."""

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
    """How far the talks have come: `proposals` is how many the player has made, `best` the points
    of the best so far for the counterpart, the opening included, and `low` how many used up
    patience."""

    proposals: int
    best: int
    low: int


class Answer(NamedTuple):
    """Their reaction to a proposal: `accepts`, `counters` with a package, or `leaves`."""

    what: str
    package: Package
    standing: Standing


class Binding(NamedTuple):
    """Why they don't move further: it is `early`, or `given` falls short of what they need, with
    the share given so far in per cent."""

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
        our_worths = tuple([term.worths[0] for term in table.terms])
        their_worths = tuple([term.worths[1] for term in table.terms])
        self.ours = Scale(numbers.our_weights, our_worths, numbers.our_reservation)
        self.theirs = Scale(numbers.their_weights, their_worths, numbers.their_reservation)
        self.opening_stands = self.theirs.of(numbers.their_opening) >= self.theirs.limit
        """Whether their opening is an offer; it isn't if no deal would be better for them."""
        self.opened = numbers.their_opening if self.opening_stands else self.theirs.best
        """The package from which their first answer comes down."""
        self.asked_first = max(self.theirs.of(self.opened), self.theirs.limit)
        self.offered_first = self.theirs.of(numbers.our_opening)
        """What the player's opening is worth to them."""
        self.is_settled = self.opening_stands and numbers.our_opening == numbers.their_opening
        """Whether it is agreed already, so that the talks are about an agreement."""

    # Packages

    def number(self, package: Package) -> int:
        """A package's number among all packages, as in `number_of`."""
        return number_of(package, self.sizes)

    def package(self, number: int) -> Package:
        """The package with that number."""
        return options_of(number, self.sizes)

    @property
    def _frontier(self) -> tuple[Best, ...]:
        return frontier_of(self.ours.points, self.theirs.points)

    @cached_property
    def acceptable(self) -> tuple[int, int, int]:
        """How many packages the player could sign, how many they could, and how many both: the
        sizes of the two win-sets, and of what they have in common."""
        for_us = bytes(map(self.ours.limit.__le__, self.ours.all))
        for_them = bytes(map(self.theirs.limit.__le__, self.theirs.all))
        both = int.from_bytes(for_us) & int.from_bytes(for_them)
        return sum(for_us), sum(for_them), both.bit_count()

    # What they ask for

    @cached_property
    def their_hope(self) -> int:
        """The points of the best package for them that the player could sign; the points of their
        limit if there is none."""
        able = [one.theirs for one in self._frontier if one.ours >= self.ours.limit]
        return max(able, default=self.theirs.limit)

    @cached_property
    def floor(self) -> int:
        """The fewest points that they ever agree to: their limit plus `firm` per cent of the
        distance to what they can hope for, or the worth to them of the player's opening if that is
        more.

        Of an earlier agreement they keep that share, measured from their limit of the day.
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
        """Where they end if the player gives no more than this, in their points: between `ungiven`
        and their floor, by the share given so far of what it takes to reach the floor."""
        if self.is_settled or best >= self.floor:
            return self.floor
        given, needed = best - self.offered_first, self.floor - self.offered_first
        return self.ungiven - (self.ungiven - self.floor) * max(0, given) // needed

    def aspiration(self, standing: Standing) -> int:
        """The points they ask for at this stage of the talks.

        They come down by the clock from what they opened with to where they end: they have gone the
        share a t + (1 - a) t² of that way, t being the proposals made / rounds, with a chosen so
        that `pace` per cent of it are done at t = 1/2; a pace from 25 to 75 keeps it from ever
        rising. Half of what was given is answered at once, whatever the clock.
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
        """Why they refuse a proposal at this stage of the talks."""
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
        """How far the talks have come after one more refused proposal.

        One that is worse for them than no deal uses up patience unless it comes a good step nearer:
        a quarter of what an even pace to their floor would take. If the talks are about an earlier
        agreement, so does every proposal that takes some of it back.
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
        asked = self.aspiration(standing)
        refused = max(earlier, key=self.theirs.of, default=proposal)
        if self.accepts(proposal, asked, refused):
            return Answer("accepts", proposal, standing)
        lost_patience = standing.low > before.low and standing.low >= self.patience
        if lost_patience or self.theirs.most < self.theirs.limit:
            return Answer("leaves", proposal, standing)
        if self.theirs.of(refused) >= asked:
            return Answer("counters", refused, standing)
        return Answer("counters", self.counter(standing, exchanges, proposal), standing)

    def warns(self, exchanges: Exchanges) -> bool:
        """Whether their last answer is a warning: the proposal used up patience, and the same once
        more would end the talks. It doesn't where they would take it by then."""
        *earlier, last = exchanges
        before = self.standing([one.proposal for one in earlier])
        used_patience = self.after(before, last.proposal).low > before.low
        return used_patience and self.answer(exchanges, last.proposal).what == "leaves"

    def accepts(self, proposal: Package, asked: int, refused: Package) -> bool:
        """Whether they accept a proposal: it gives them what they ask for now, and no less than the
        best of those `refused` before, which would come first if they took it by now."""
        points = self.theirs.of(proposal)
        return points >= asked and points >= self.theirs.of(refused)

    def counter(self, standing: Standing, exchanges: Exchanges, proposal: Package) -> Package:
        """The package they answer with: an improvement for both on what is agreed, or else steps
        from their last package; at the end, one that the player can sign, if there is any."""
        asked = self.aspiration(standing)
        stood = exchanges[-1].counter if exchanges else self.opened
        found = pareto_improvement(self.ours, self.theirs, stood) if self.is_settled else None
        if found is None:
            offers = (
                self.numbers.our_opening,
                *(one.proposal for one in exchanges),
                proposal,
            )
            found = logrolled(self.theirs, asked, stood, offers)
        if standing.proposals >= self.rounds and self.ours.of(found) < self.ours.limit:
            return self._signable(asked) or found
        return found

    def serves_both(self, stood: Package, found: Package) -> bool:
        """Whether a package is an improvement for both on what is agreed, or on what that has
        become."""
        return (
            self.is_settled
            and found != stood
            and self.ours.of(found) >= self.ours.of(stood)
            and self.theirs.of(found) >= self.theirs.of(stood)
        )

    def _signable(self, asked: int) -> Package | None:
        """The best package for the player among those that give them as much as they ask, if the
        player can sign it."""
        for one in self._frontier:
            if one.theirs >= asked:
                return one.package if one.ours >= self.ours.limit else None
        return None

    # How a line of proposals can end

    @property
    def closings(self) -> tuple[str, ...]:
        """How the table can close, in the order of its choices."""
        found = (DEAL,) if self._ends_from < len(self._offers.levels) else ()
        return (*found, LEAVE, WALKOUT) if self.walks_out else (*found, LEAVE)

    @property
    def ends(self) -> Sequence[int]:
        """The number of every package that some line of proposals can end in, starting with the
        best for them, which has the shortest line."""
        offers = self._offers
        if self._ends_from == len(offers.levels):
            return ()
        return offers.numbers[offers.starts[self._ends_from] :][::-1]

    @property
    def agreeable(self) -> tuple[Package, ...]:
        """Every package that some line of proposals can end in, in the same order."""
        return tuple(map(self.package, self.ends))

    @cached_property
    def least(self) -> int:
        """The points from which on every package that the player can sign can be agreed on, and
        below which none can: their floor, or, with an earlier agreement, what they ask for when
        their patience or the rounds are over."""
        if not self.is_settled:
            return self.floor
        return self.aspiration(Standing(min(self.rounds, self.patience), self.offered_first, 0))

    def line_to(self, package: Package) -> tuple[Package, ...] | None:
        """Proposals that end in agreement on this package: the package itself, again and again,
        until they take it. None if there is no such line."""
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
        # What is a good step the first time is none when it is repeated.
        first = self.standing((worst,))
        needed = self.patience + 1 - first.low
        return (worst,) * needed if needed <= self.rounds else None

    @property
    def walks_out(self) -> bool:
        """Whether the counterpart can be made to leave."""
        return self.line_to_walkout() is not None

    @property
    def _offers(self) -> WinSet:
        return offers_of(self.ours.points, self.ours.limit, self.theirs.points)

    @cached_property
    def _ends_from(self) -> int:
        """The first level at which an offer can be agreed on; the number of levels if there is
        none."""
        return bisect_left(self._offers.levels, self.least)
