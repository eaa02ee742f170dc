"""Where the talks at a table stand in one state: what each side asks for, how close they are, and
what may be proposed.

A view made on demand and never stored. `counterpart` works out what the counterpart answers;
`negotiation` says what can be decided, and what is said then.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import NamedTuple, Protocol, Self

from negotiator.bargaining.counterpart import (
    Bargaining,
    Binding,
    Exchange,
    Exchanges,
    Standing,
    Talks,
)
from negotiator.bargaining.refusals import (
    Below,
    LastWord,
    NothingOffered,
    Refusal,
    SamePackages,
    UnequalPackages,
)
from negotiator.bargaining.worths import Package
from negotiator.engine.compiler import ReadyTable
from negotiator.engine.layout import Values
from negotiator.engine.named_parts import named_table
from negotiator.story.model import Profile, Story, Table, Term, TermOption

_NEAR = 6
"""A proposal that lacks no more than this, out of 100, of what they ask for is close to a yes."""
_ALIKE = 5
"""Two packages put side by side differ by no more than this, out of 100, to the player."""


class Reception(Enum):
    """How the counterpart took what it heard; narration has the words."""

    HEARD_OPENING = "heard_opening"
    WOULD_SIGN = "would_sign"
    LAST_WORD = "last_word"
    LEAVING = "leaving"
    CLOSE = "close"
    EARLY = "early"
    UNMOVED = "unmoved"
    DOUBTFUL = "doubtful"
    LISTENING = "listening"


class AtTable(Protocol):
    """The part of a play's state that a table needs."""

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
    """A table in one state of the play: the two positions, and what can be said about them."""

    def __init__(self, story: Story, ready: ReadyTable, state: AtTable) -> None:
        self.story = story
        self.ready = ready
        self.values = state.values
        self.seed = state.seed
        self.talks = state.talks
        self.exchanges: Exchanges = tuple(one for one in state.talks if isinstance(one, Exchange))
        self.bargaining: Bargaining = ready.bargaining(state.values)

    # Where the talks stand

    @cached_property
    def table(self) -> Table:
        """The table with what it has as it is named in this state."""
        return named_table(self.story, self.ready.table, self.values)

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
        """How much more the player's position is worth to the player than the counterpart's."""
        return self.worth(self.ours) - self.worth(self.theirs)

    @property
    def reception(self) -> Reception:
        """How the counterpart took what it last heard."""
        if not self.exchanges:
            return Reception.HEARD_OPENING if self.apart else Reception.WOULD_SIGN
        bargaining = self.bargaining
        standing = self._standing
        points = bargaining.theirs.of(self.ours)
        if self.rounds_left == 0:
            return Reception.LAST_WORD
        if self.is_warned:
            return Reception.LEAVING
        if bargaining.aspiration(standing) - points <= _NEAR * bargaining.theirs.total:
            return Reception.CLOSE
        if bargaining.binding(standing, self.ours).why == "early":
            return Reception.EARLY
        if not self._moved(len(self.exchanges) - 1):
            return Reception.UNMOVED
        return Reception.DOUBTFUL if points < bargaining.theirs.limit else Reception.LISTENING

    @property
    def binding(self) -> Binding | None:
        """Why the counterpart moved no further in its last answer; None before that."""
        return self.bargaining.binding(self._standing, self.ours) if self.exchanges else None

    @property
    def is_warned(self) -> bool:
        """Whether one more proposal like the last would end the talks."""
        return bool(self.exchanges) and self.bargaining.warns(self.exchanges)

    @property
    def is_on_edge(self) -> bool:
        """Whether one more proposal that uses up patience would end the talks."""
        return bool(self.exchanges) and self._standing.low >= self.bargaining.patience - 1

    @property
    def profile(self) -> Profile | None:
        """What they care about in this play, if the author wrote several profiles."""
        number = self.ready.profile(self.values)
        return self.table.profiles[number - 1] if number else None

    @property
    def _standing(self) -> Standing:
        return self.bargaining.standing([one.proposal for one in self.exchanges])

    @property
    def voice(self) -> str:
        """Who speaks for them."""
        return self.table.voice or self.table.theirs.name

    def earlier(self, exchanges: int) -> Self:
        """The same table after the given number of exchanges."""
        at = _At(self.values, self.seed, self.exchanges[:exchanges])
        return type(self)(self.story, self.ready, at)

    def _moved(self, number: int) -> bool:
        """Whether the proposal with that number was better for them than all before it."""
        proposals = [one.proposal for one in self.exchanges[: number + 1]]
        before, after = (self.bargaining.standing(proposals[:n]) for n in (number, number + 1))
        return after.best > before.best

    # Packages

    def worth(self, package: Package) -> int:
        """What a package is worth to the player, 0 to 100."""
        return self.bargaining.ours.shown(self.bargaining.ours.of(package))

    @property
    def reservation(self) -> int:
        """The worth below which the player is better off without a deal."""
        return self.bargaining.ours.reservation

    def refused(self, package: Package) -> Refusal | None:
        """Why the player can't propose a package now; None if that is possible."""
        if self.rounds_left <= 0:
            return LastWord(self.voice, self.unacceptable() is None)
        return self.below(package)

    def below(self, package: Package) -> Refusal | None:
        """The refusal that a package is worse for the player than no deal; None if it isn't."""
        if self.bargaining.ours.of(package) >= self.bargaining.ours.limit:
            return None
        return Below(self.table.ours, self.worth(package), self.reservation)

    def unacceptable(self) -> Refusal | None:
        """Why the player can't accept their standing package; None if that is possible."""
        if not self.exchanges and not self.bargaining.opening_stands:
            return NothingOffered(self.voice)
        return self.below(self.theirs)

    def unlike(self, first: Package, second: Package) -> Refusal | None:
        """Why the player can't put two packages side by side now; None if that is possible."""
        worths = [self.bargaining.ours.of(one) for one in (first, second)]
        if first == second:
            return SamePackages()
        if abs(worths[0] - worths[1]) > _ALIKE * self.bargaining.ours.total:
            return UnequalPackages(self.table.ours, self.worth(first), self.worth(second), _ALIKE)
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
