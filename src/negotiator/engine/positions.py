"""Where the talks at a table stand in one state: what each side asks for, how near they are, and
what may be proposed.

A view that is made when it is asked for and never kept. What the counterpart answers is worked
out in `counterpart`; what can be decided, and what is said then, in `negotiation`.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, Self

from negotiator.bargaining.counterpart import (
    Bargaining,
    Binding,
    Exchange,
    Exchanges,
    Standing,
    Talks,
)
from negotiator.bargaining.worths import Package
from negotiator.engine.compiler import ReadyTable
from negotiator.engine.layout import Values
from negotiator.story.model import Profile, Story, Table, Term, TermOption

_NEAR = 6
"""A proposal that lacks no more than this, of 100, of what they ask for is close to a yes."""
_ALIKE = 5
"""Two packages that are put side by side differ by no more than this, of 100, to the player."""


class AtTable(Protocol):
    """What a state of the play is to a table."""

    @property
    def values(self) -> Values:
        """The values of the play."""

    @property
    def seed(self) -> int:
        """The seed of its chance."""

    @property
    def talks(self) -> Talks:
        """The proposals and questions so far, and how each was answered."""


class Positions:
    """A table in one state of the play: the two positions, and what can be said of them."""

    def __init__(self, story: Story, ready: ReadyTable, state: AtTable) -> None:
        self.story = story
        self.ready = ready
        self.values = state.values
        self.seed = state.seed
        self.talks = state.talks
        self.exchanges: Exchanges = tuple(one for one in state.talks if isinstance(one, Exchange))
        self.bargaining: Bargaining = ready.bargaining(state.values)

    # Where the talks stand

    @property
    def table(self) -> Table:
        """The table as the author wrote it."""
        return self.ready.table

    @property
    def ours(self) -> Package:
        """The player's last proposal; before the first, the opening position."""
        if self.exchanges:
            return self.exchanges[-1].proposal
        return self.bargaining.numbers.our_opening

    @property
    def theirs(self) -> Package:
        """The counterpart's standing position."""
        if self.exchanges:
            return self.exchanges[-1].counter
        return self.bargaining.numbers.their_opening

    @property
    def rounds_left(self) -> int:
        """How many more proposals the player may make."""
        return self.bargaining.rounds - len(self.exchanges)

    @property
    def apart(self) -> tuple[Term, ...]:
        """The terms on which the two positions differ."""
        return tuple(
            term
            for term, our, their in zip(self.table.terms, self.ours, self.theirs, strict=True)
            if our != their
        )

    @property
    def countered(self) -> tuple[tuple[Term, TermOption, TermOption], ...]:
        """Where the counterpart moved in its last answer: the term, what it asks for there now, and
        what it asked for before."""
        if not self.exchanges:
            return ()
        stood = self.earlier(len(self.exchanges) - 1).theirs
        return tuple(
            (term, term.options[now], term.options[then])
            for term, now, then in zip(self.table.terms, self.theirs, stood, strict=True)
            if now != then
        )

    @property
    def gap(self) -> int:
        """By how much the player's position is worth more to the player than theirs is."""
        return self.worth(self.ours) - self.worth(self.theirs)

    @property
    def mood(self) -> str:
        """The counterpart's mood in a few words."""
        if not self.exchanges:
            return "Has heard your opening" if self.apart else "Would sign it as it stands"
        bargaining = self.bargaining
        standing = self._standing
        points = bargaining.theirs.of(self.ours)
        if self.rounds_left == 0:
            return "Has said the last word"
        if self.is_warned:
            return "Looking at the door"
        if bargaining.aspiration(standing) - points <= _NEAR * bargaining.theirs.total:
            return "Close to a yes"
        if bargaining.binding(standing, self.ours).why == "early":
            return "Could sign it, but it is early"
        if not self._moved(len(self.exchanges) - 1):
            return f"Unmoved, no better for {self.table.theirs.name}"
        return "Not convinced" if points < bargaining.theirs.limit else "Listening closely"

    @property
    def binding(self) -> Binding | None:
        """Why they came no further in their last answer; None before it."""
        return self.bargaining.binding(self._standing, self.ours) if self.exchanges else None

    @property
    def is_warned(self) -> bool:
        """Whether one more proposal like the last would end the talks."""
        is_last = self._standing.low >= self.bargaining.patience - 1
        return bool(self.exchanges) and is_last and self._used_patience

    @property
    def profile(self) -> Profile | None:
        """What they care about in this play, if the author wrote several."""
        number = self.ready.profile(self.values)
        return self.table.profiles[number - 1] if number else None

    @property
    def _standing(self) -> Standing:
        return self.bargaining.standing([one.proposal for one in self.exchanges])

    @property
    def _used_patience(self) -> bool:
        """Whether the last proposal was one of those that use up patience."""
        earlier = [one.proposal for one in self.exchanges[:-1]]
        return self._standing.low > self.bargaining.standing(earlier).low

    @property
    def voice(self) -> str:
        """Who speaks for them."""
        return self.table.voice or self.table.theirs.name

    def earlier(self, exchanges: int) -> Self:
        """The same table when there had been so many exchanges."""
        at = _At(self.values, self.seed, self.exchanges[:exchanges])
        return type(self)(self.story, self.ready, at)

    def _moved(self, number: int) -> bool:
        """Whether the proposal of that number was better for them than all before it."""
        proposals = [one.proposal for one in self.exchanges[: number + 1]]
        before, after = (self.bargaining.standing(proposals[:n]) for n in (number, number + 1))
        return after.best > before.best

    # Packages

    def worth(self, package: Package) -> int:
        """What a package is worth to the player, 0 to 100."""
        return self.bargaining.ours.shown(self.bargaining.ours.of(package))

    @property
    def reservation(self) -> int:
        """The worth below which no deal is better for the player."""
        return self.bargaining.ours.reservation

    def refused(self, package: Package) -> str:
        """Why the player can't propose a package now; empty if that can be done."""
        if self.rounds_left <= 0:
            left = "leave" if self.unacceptable() else "accept it, or leave"
            return f"{self.voice} has said the last word: {left}"
        return self.below(package)

    def below(self, package: Package) -> str:
        """Why a package is worse for the player than no deal; empty if it isn't."""
        if self.bargaining.ours.of(package) >= self.bargaining.ours.limit:
            return ""
        side = self.table.ours
        instead = f" ({side.without})" if side.without else ""
        return (
            f"it is worth {self.worth(package)} to {side.name}, "
            f"less than no deal{instead}, which is worth {self.reservation}"
        )

    def unacceptable(self) -> str:
        """Why the player can't accept their standing package; empty if that can be done."""
        if not self.exchanges and not self.bargaining.opening_stands:
            return f"{self.voice} has offered nothing yet"
        return self.below(self.theirs)

    def unlike(self, first: Package, second: Package) -> str:
        """Why the player can't put two packages side by side now; empty if that can be done."""
        worths = [self.bargaining.ours.of(one) for one in (first, second)]
        if first == second:
            return "they are the same"
        if abs(worths[0] - worths[1]) > _ALIKE * self.bargaining.ours.total:
            shown = [self.worth(one) for one in (first, second)]
            return (
                f"they are worth {shown[0]} and {shown[1]} to {self.table.ours.name}; "
                f"two that are put side by side differ by {_ALIKE} at most"
            )
        return self.refused(first) or self.refused(second)

    def described(self, package: Package) -> str:
        """A package in words: each term and its option."""
        return "; ".join(
            f"{term.label}: {term.options[option].text}"
            for term, option in zip(self.table.terms, package, strict=True)
        )


class _At(NamedTuple):
    values: Values
    seed: int
    talks: Talks
