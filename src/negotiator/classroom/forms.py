"""What a class answered before and after: scores of two parallel forms, and the normalized gain.

The gain is what was gained of what could be, of the averages of those who answered both (Hake,
"Interactive-engagement versus traditional methods", American Journal of Physics 66, 1998). It says
something about a class, never about a student, and with few students little; n always stands
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from negotiator.classroom.rows import ReplyRow
from negotiator.story.model import Exercise

BEFORE, AFTER = "before", "after"


class ItemScore(NamedTuple):
    """How an item was answered: how many answered it, and how many rightly, before and after."""

    item: str
    asked_before: int
    right_before: int
    asked_after: int
    right_after: int


class Scores(NamedTuple):
    """The scores of a class."""

    items: tuple[ItemScore, ...]
    before: dict[int, int]
    """How many items each seat answered rightly before, if it answered any."""
    after: dict[int, int]
    most: int
    """How many items there are."""

    @property
    def both(self) -> tuple[int, ...]:
        """The seats that answered both forms."""
        return tuple(sorted(self.before.keys() & self.after.keys()))

    @property
    def averages(self) -> tuple[Fraction, Fraction] | None:
        """The average share of right answers before and after, of those who answered both; None if
        nobody did."""
        seats = self.both
        if not seats or not self.most:
            return None
        whole = len(seats) * self.most
        return (
            Fraction(sum(self.before[one] for one in seats), whole),
            Fraction(sum(self.after[one] for one in seats), whole),
        )

    @property
    def gain(self) -> Fraction | None:
        """The normalized gain; None where it isn't defined: if nobody answered both forms, or if
        all was right before."""
        averages = self.averages
        if averages is None or averages[0] == 1:
            return None
        before, after = averages
        return (after - before) / (1 - before)


def scored(exercise: Exercise, replies: Iterable[ReplyRow]) -> Scores:
    """The scores of a class from what it answered. Replies to what isn't asked don't count."""
    forms: dict[str, dict[int, int]] = {BEFORE: {}, AFTER: {}}
    counts = {item: {BEFORE: [0, 0], AFTER: [0, 0]} for item in exercise.forms}
    for one in replies:
        item = exercise.forms.get(one.item)
        if item is None or one.form not in forms:
            continue
        question = item.before if one.form == BEFORE else item.after
        is_right = one.answer == question.right
        seats = forms[one.form]
        seats[one.seat] = seats.get(one.seat, 0) + is_right
        counts[one.item][one.form][0] += 1
        counts[one.item][one.form][1] += is_right
    items = tuple(ItemScore(item, *found[BEFORE], *found[AFTER]) for item, found in counts.items())
    return Scores(items, forms[BEFORE], forms[AFTER], len(exercise.forms))
