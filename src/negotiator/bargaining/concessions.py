"""What the moves at a table earned: what each gave and got, and what the questions were used for.

Computed from the talks once a table is left, with both sides' worths as the play shows them: whole
numbers from 0 to 100, so that they agree with what the debrief lists. It says nothing; the
sentences are in `concession_report`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.bargaining.counterpart import Asked, Bargaining, Exchange, Talks
from negotiator.bargaining.worths import Package, Scale


class Gain(NamedTuple):
    """How much better one package is than another, for the player and for the counterpart."""

    ours: int
    theirs: int


class Move(NamedTuple):
    """A proposal by the player, by its number from 1.

    `gave` is the change it made from the player's previous position, `got` the change the answer
    made from the counterpart's; None where the proposal closed the table. `taken` says whether they
    accepted it.
    """

    number: int
    gave: Gain
    got: Gain | None
    taken: bool = False

    @property
    def is_gift(self) -> bool:
        """Whether it was better for them than the player's previous position."""
        return self.gave.theirs > 0

    @property
    def is_answered(self) -> bool:
        """Whether the answer brought the player anything, or was a yes."""
        return self.taken or (self.got is not None and self.got.ours > 0)


class Question(NamedTuple):
    """A question and the term named in the answer.

    `before` is the number of the proposal that came next; `used` that of the first proposal after
    the question in which the player moved towards them on that term, None if none did. `is_given`
    says whether the player's position already was what they asked, so that there was nothing to
    give.
    """

    asked: Asked
    before: int
    used: int | None
    is_given: bool


class Earned(NamedTuple):
    """All moves at a table that was left."""

    moves: tuple[Move, ...]
    accepted: Gain | None
    """What accepting their package gave, from the player's last position; None if it wasn't
    accepted."""
    gave: Gain
    """From the player's opening to the deal, or to the last position without one."""
    got: Gain
    """From the counterpart's opening to the deal, or to its last position."""
    questions: tuple[Question, ...]
    came: int
    """What share of what they need for their floor the player had given in the end, in per cent."""
    floor: int
    """The worth to them below which no deal was possible."""

    @property
    def unanswered(self) -> Move | None:
        """The largest gift that nothing was given for in return; the first if several are equal."""
        found = [one for one in self.moves if one.is_gift and not one.is_answered]
        return max(found, key=lambda one: one.gave.theirs, default=None)


class End(NamedTuple):
    """How a table closed: the proposal that closed it, if one did, and what was agreed, if anything
    was. Anything agreed without a last proposal is their package, which the player accepted."""

    proposed: Package | None
    agreed: Package | None


def earned(bargaining: Bargaining, talks: Talks, end: End) -> Earned:
    """What these talks earned, given how they ended."""
    numbers = bargaining.numbers
    exchanges = [one for one in talks if isinstance(one, Exchange)]
    counters = [one.counter for one in exchanges]
    proposals = [one.proposal for one in exchanges]
    proposals += [] if end.proposed is None else [end.proposed]
    ours, theirs = [numbers.our_opening, *proposals], [numbers.their_opening, *counters]
    moves = []
    for at in range(len(proposals)):
        is_last = at == len(counters)
        got = None if is_last else _gain(bargaining, theirs[at], theirs[at + 1])
        gave = _gain(bargaining, ours[at], ours[at + 1])
        moves.append(Move(at + 1, gave, got, taken=is_last and end.agreed is not None))
    accepted = None
    if end.agreed is not None and end.proposed is None:
        accepted = _gain(bargaining, ours[-1], end.agreed)
    standing = bargaining.standing(proposals)
    return Earned(
        tuple(moves),
        accepted,
        _gain(bargaining, ours[0], end.agreed or ours[-1]),
        _gain(bargaining, theirs[0], end.agreed or theirs[-1]),
        tuple(_questions(bargaining, talks, ours, theirs)),
        bargaining.binding(standing, ours[-1]).per_cent,
        bargaining.theirs.shown(bargaining.floor),
    )


def _gain(bargaining: Bargaining, before: Package, after: Package) -> Gain:
    return Gain(
        *(side.shown(side.of(after)) - side.shown(side.of(before)) for side in _sides(bargaining))
    )


def _sides(bargaining: Bargaining) -> tuple[Scale, Scale]:
    return bargaining.ours, bargaining.theirs


def _questions(
    bargaining: Bargaining, talks: Talks, ours: list[Package], theirs: list[Package]
) -> Iterator[Question]:
    """The questions in order, each with the first of our later positions that moved towards theirs
    on the term named in the answer."""
    points = bargaining.theirs.points
    made = 0
    for one in talks:
        if isinstance(one, Exchange):
            made += 1
        if not isinstance(one, Asked):
            continue
        row = points[one.term]
        later = (
            number
            for number in range(made + 1, len(ours))
            if row[ours[number][one.term]] > row[ours[number - 1][one.term]]
        )
        is_given = row[ours[made][one.term]] >= row[theirs[made][one.term]]
        yield Question(one, made + 1, next(later, None), is_given)
