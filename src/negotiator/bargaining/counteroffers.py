"""The packages that the counterpart answers with: logrolling from its last one, step by step, or a
trade that serves both.

`counterpart` works out how much it must get. The counter is worth that much to the counterpart and
close to what the other seems to want: Faratin, Sierra & Jennings, "Using similarity criteria to
make issue trade-offs in automated negotiations", Artificial Intelligence 142, 2002, with the order
of the options as the measure of similarity. It learns what the other wants from what the offers
keep: the frequency models surveyed by Baarslag, Hendrikx, Hindriks & Jonker, "Learning about the
opponent in automated bilateral negotiation", 2016.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from negotiator.bargaining.worths import Package, Points, Scale

_LIKE = 720
"""Similarity is counted in this many parts, which 2 to 7 options divide evenly."""
_FINE = 1 << 30
"""Shares are compared in this many parts, so that no step's share is lost in rounding."""


def logrolled(theirs: Scale, asked: int, stood: Package, offers: tuple[Package, ...]) -> Package:
    """The package reached from their last one, `stood`: first they take what costs them nothing,
    then, while it still gives them as much as they ask, they go step by step towards the last
    offer, each time with the step that gives the player most of what they seem to want for what it
    costs."""
    offered, wants = offers[-1], seems_wanted(tuple(map(len, theirs.points)), offers)
    found = [_for_nothing(*one) for one in zip(theirs.points, wants, offered, stood, strict=True)]
    points = theirs.of(tuple(found))
    while True:
        steps = [
            (_share(wants[term][option] - wants[term][now], row[now] - row[option]), -term, option)
            for term, (row, now) in enumerate(zip(theirs.points, found, strict=True))
            for option in range(len(row))
            if row[offered[term]] <= row[option] < row[now]
            and wants[term][option] > wants[term][now]
            and points - row[now] + row[option] >= asked
        ]
        if not steps:
            return tuple(found)
        _, term, option = max(steps)
        row = theirs.points[-term]
        points += row[option] - row[found[-term]]
        found[-term] = option


def _for_nothing(row: tuple[int, ...], wanted: tuple[int, ...], offered: int, stood: int) -> int:
    """What to ask for on a term at no cost: what was offered if that is worth no less; otherwise,
    among options of the same worth, the most wanted, the first if several are equal."""
    if row[offered] >= row[stood]:
        return offered
    equal = [one for one, points in enumerate(row) if points == row[stood]]
    return max(equal, key=lambda one: (wanted[one], -one))


def pareto_improvement(ours: Scale, theirs: Scale, stood: Package) -> Package | None:
    """A package at most two terms away that is better for one of the two sides and no worse for the
    other: the one with the greatest product of gains. None if there is none."""
    gains = [
        [
            (our - our_row[now], their - their_row[now])
            for our, their in zip(our_row, their_row, strict=True)
        ]
        for our_row, their_row, now in zip(ours.points, theirs.points, stood, strict=True)
    ]
    best, best_key = None, (0, 0, 0)
    for one, other in combinations(range(len(gains)), 2):
        for here, (our, their) in enumerate(gains[one]):
            for there, (our_more, their_more) in enumerate(gains[other]):
                we, they = our + our_more, their + their_more
                if we >= 0 and they >= 0 and (we * they, we, they) > best_key:
                    changed = list(stood)
                    changed[one], changed[other] = here, there
                    best, best_key = tuple(changed), (we * they, we, they)
    return best


def seems_wanted(sizes: tuple[int, ...], offers: tuple[Package, ...]) -> Points:
    """What each option seems to be worth to the player, judged by the opening and the offers after
    it.

    An option is wanted as much as the options asked for are like it: the closer in the term's
    order, the more. A term kept from one offer to the next weighs more.
    """
    found = []
    for term, size in enumerate(sizes):
        weight = 1 + sum(one[term] == next_one[term] for one, next_one in pairwise(offers))
        found.append(
            tuple(
                weight * sum(_likeness(option, offer[term], size) for offer in offers)
                for option in range(size)
            )
        )
    return tuple(found)


def _likeness(option: int, other: int, size: int) -> int:
    """How similar two options of a term are, by their places in its order: 0 to _LIKE."""
    return _LIKE * (size - 1 - abs(option - other)) // max(1, size - 1)


def _share(gain: int, cost: int) -> int:
    """How much is gained relative to the cost, in fine parts."""
    return gain * _FINE // cost
