"""A vote and a second vote on one decision of a class: how they are counted, who moved, what
decides.

Pure functions over rows. How many voted may be seen by all; for what, only once a vote is closed.
A seat's last vote counts, and the hands that a teacher counted are added. The votes of both rounds
are kept, so that who moved can be told in numbers: it is known only of seats, not of hands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from negotiator.classroom.rows import HandsRow, VoteRow
from negotiator.engine.chance import draw
from negotiator.story.model import TieRule


class By(Enum):
    """What decided."""

    MOST = "most"
    FIRST = "first"
    """A tie, and the choice that stands first."""
    LOT = "lot"
    """A tie, and the luck of the play."""
    TEACHER = "teacher"


class Decided(NamedTuple):
    """What a vote comes to; without a choice it is the teacher's to decide, among `tied` if there
    are any."""

    choice: str
    by: By
    tied: tuple[str, ...] = ()
    overruled: bool = False
    """Whether the teacher decided otherwise than most had voted."""


class Round(NamedTuple):
    """One round, counted: the votes for each choice in the order of the story."""

    counts: dict[str, int]
    seats: int
    """How many of the votes came from seats."""

    @property
    def votes(self) -> int:
        """All votes, hands included."""
        return sum(self.counts.values())


class Switching(NamedTuple):
    """Who moved between two rounds, in numbers of seats."""

    moves: dict[tuple[str, str], int]
    """From a choice to another, or to the same."""
    joined: dict[str, int]
    """Those who voted only in the second round."""
    left: dict[str, int]
    """Those who voted only in the first."""

    @property
    def changed(self) -> int:
        """How many voted otherwise the second time."""
        return sum(number for (one, other), number in self.moves.items() if one != other)


def counted(
    choices: Sequence[str], votes: Iterable[VoteRow], hands: Iterable[HandsRow], number: int
) -> Round:
    """A round, counted. Votes for what isn't among the choices don't count."""
    last = _last(votes, number)
    counts = Counter(last.values())
    for one in hands:
        if one.round == number:
            counts[one.choice] += max(0, one.hands)
    seats = sum(choice in choices for choice in last.values())
    return Round({choice: counts[choice] for choice in choices}, seats)


def switching(choices: Sequence[str], votes: Sequence[VoteRow]) -> Switching:
    """Who moved between the first round and the second."""
    first, second = (_among(choices, _last(votes, number)) for number in (1, 2))
    both = first.keys() & second.keys()
    return Switching(
        dict(Counter((first[seat], second[seat]) for seat in both)),
        dict(Counter(second[seat] for seat in second.keys() - both)),
        dict(Counter(first[seat] for seat in first.keys() - both)),
    )


def decided(counts: Round, rule: TieRule, seed: int, number: int) -> Decided:
    """What a round comes to by the rule for ties; the lot is drawn by the play's seed and the
    number of the decision, and by nothing else."""
    most = max(counts.counts.values(), default=0)
    tied = tuple(choice for choice, votes in counts.counts.items() if votes == most)
    if not most or not tied:
        return Decided("", By.TEACHER)
    if len(tied) == 1:
        return Decided(tied[0], By.MOST)
    match rule:
        case TieRule.FIRST:
            return Decided(tied[0], By.FIRST, tied)
        case TieRule.LOT:
            # Drawn from the other end of the seed's numbers than the play's own luck.
            drawn = draw(seed, (1 << 62) + number)
            return Decided(tied[(drawn * len(tied)) >> 64], By.LOT, tied)
        case TieRule.TEACHER:
            return Decided("", By.TEACHER, tied)


def by_teacher(found: Decided, choice: str) -> Decided:
    """What the teacher decides, and whether that overrules the class."""
    is_free = not found.choice and (not found.tied or choice in found.tied)
    overruled = not is_free and choice != found.choice
    return Decided(choice, By.TEACHER, found.tied, overruled)


def _last(votes: Iterable[VoteRow], number: int) -> dict[int, str]:
    """The last vote of each seat in a round."""
    found: dict[int, VoteRow] = {}
    for one in votes:
        before = found.get(one.seat)
        if one.round == number and (before is None or before.at <= one.at):
            found[one.seat] = one
    return {seat: one.choice for seat, one in found.items()}


def _among(choices: Sequence[str], votes: dict[int, str]) -> dict[int, str]:
    return {seat: choice for seat, choice in votes.items() if choice in choices}
