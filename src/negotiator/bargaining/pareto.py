"""What can be said about a table's packages when both sides' worths are known: for the debrief.

Packages are numbered from 0, and all that is known about one is what it is worth to each side, in
whole points. The two sides' points are different units and are never added: where they have to be
compared, each side's worths are put on the scale from 0, its worst package, to 1, its best
(`AxisScale`). Everything is computed exactly, in integers. This isn't how the other side decides,
and no player sees it before the table is left.

Where one package of a tie is wanted, the first is taken: the one worth most to us, and among those
that are worth the same to both, the one with the lowest number.

Sources, by the name used below:

- Pareto: V. Pareto, "Manuale di economia politica", Milan 1906.
- Nash: J. F. Nash, "The Bargaining Problem", Econometrica 18 (1950), 155-162.
- Harsanyi: J. C. Harsanyi, "Cardinal Welfare, Individualistic Ethics, and Interpersonal
  Comparisons of Utility", Journal of Political Economy 63 (1955), 309-321.
- Kalai and Smorodinsky: "Other Solutions to Nash's Bargaining Problem", Econometrica 43
  (1975), 513-518.
- Kalai: E. Kalai, "Proportional Solutions to Bargaining Situations: Interpersonal Utility
  Comparisons", Econometrica 45 (1977), 1623-1630.
- Raiffa: H. Raiffa, "The Art and Science of Negotiation", Harvard University Press 1982.
- Imai: H. Imai, "Individual Monotonicity and Lexicographic Maxmin Solution", Econometrica 51
  (1983), 389-401.
- Raiffa 1985: H. Raiffa, "Post-Settlement Settlements", Negotiation Journal 1 (1985), 9-12.
- Putnam: R. D. Putnam, "Diplomacy and Domestic Politics: The Logic of Two-Level Games",
  International Organization 42 (1988), 427-460.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from negotiator.bargaining.worths import number_of, options_of

Worths = Sequence[int]
"""What each package is worth to one side, by package number."""


class AxisScale(NamedTuple):
    """The scale from 0 to 1 on which one side's worths are compared with the other's.

    0 is its worst package and 1 its best, among all packages, agreeable or not.
    """

    least: int
    most: int

    @property
    def span(self) -> int:
        """The length of the scale in points; 1 if every package is worth the same."""
        return self.most - self.least or 1

    def per_cent(self, worth: int) -> float:
        """A worth on a scale from 0 to 100; a limit that no package is near may lie outside."""
        return 100 * (worth - self.least) / self.span


def scale(worths: Worths) -> AxisScale:
    """The scale of one side. Raises ValueError if there are no packages."""
    return AxisScale(min(worths), max(worths))


@dataclass(frozen=True, slots=True)
class PackageSpace:
    """A table seen from above. Packages are given by number."""

    packages: int
    """How many there are."""
    our_scale: AxisScale
    their_scale: AxisScale
    our_win_set: int
    """How many packages are worth at least our limit to us (Putnam)."""
    their_win_set: int
    zone: int
    """How many are in both win-sets: the zone of possible agreement (Raiffa, chapter 4)."""
    frontier: tuple[int, ...]
    """The Pareto frontier of all packages, by falling worth to us."""
    agreeable: tuple[int, ...]
    """The part of the frontier that lies in the zone."""
    nash: int | None
    """The first of `nash_points`. None, like all that follow, if there is no zone."""
    egalitarian: int | None
    """The first of `egalitarian_points`."""
    kalai_smorodinsky: int | None
    """The first of `kalai_smorodinsky_points`."""
    welfare: int | None
    """The first of `welfare_points`."""


def bargain(ours: Worths, theirs: Worths, our_limit: int, their_limit: int) -> PackageSpace:
    """All of a table's packages, evaluated.

    `ours[i]` and `theirs[i]` are what package `i` is worth, `our_limit` and `their_limit` the
    least each side accepts (its reservation value), each in that side's own points.

    Raises ValueError if there are no packages, or if the two sides' worths differ in number.
    """
    our_scale, their_scale = scale(ours), scale(theirs)
    best = frontier(ours, theirs)
    agreeable = tuple(i for i in best if ours[i] >= our_limit and theirs[i] >= their_limit)
    limits = our_limit, their_limit
    return PackageSpace(
        packages=len(ours),
        our_scale=our_scale,
        their_scale=their_scale,
        our_win_set=sum(worth >= our_limit for worth in ours),
        their_win_set=sum(worth >= their_limit for worth in theirs),
        zone=sum(our_limit <= a and their_limit <= b for a, b in zip(ours, theirs, strict=True)),
        frontier=best,
        agreeable=agreeable,
        nash=_first(nash_points(ours, theirs, *limits, agreeable)),
        egalitarian=_first(egalitarian_points(ours, theirs, *limits, agreeable)),
        kalai_smorodinsky=_first(kalai_smorodinsky_points(ours, theirs, *limits, agreeable)),
        welfare=_first(welfare_points(ours, theirs, agreeable)),
    )


def _first(packages: tuple[int, ...]) -> int | None:
    return packages[0] if packages else None


def frontier(ours: Worths, theirs: Worths, among: Iterable[int] | None = None) -> tuple[int, ...]:
    """The Pareto frontier: packages that no other package dominates (Pareto).

    One package dominates another if it is worth no less to either side and more to one. Packages
    worth the same to both sides are all kept, ordered by number; otherwise the order is by falling
    worth to us, and so by rising worth to them. With `among`, only those packages are considered.

    Raises ValueError if the two sides' worths differ in number. Takes one sort.
    """
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} packages are worth something to us, {len(theirs)} to them")
    if not ours:
        return ()
    looked_at = range(len(ours)) if among is None else sorted(among)
    # One integer for each pair sorts faster than a pair: our points count `span` times theirs.
    span = max(theirs) - min(theirs) + 1
    keys = [a * span + b for a, b in zip(ours, theirs, strict=True)]
    found: list[int] = []
    most: int | None = None
    pair = 0
    for package in sorted(looked_at, key=keys.__getitem__, reverse=True):
        worth = theirs[package]
        if most is None or worth > most:
            most, pair = worth, keys[package]
            found.append(package)
        elif keys[package] == pair:
            found.append(package)
    return tuple(found)


# The points below are looked for on the agreeable part of the frontier, `agreeable`: there is
# always one of each there. Each function returns all that tie, in the order of `agreeable`, and
# none if that is empty.


def nash_points(
    ours: Worths, theirs: Worths, our_limit: int, their_limit: int, agreeable: Sequence[int]
) -> tuple[int, ...]:
    """Packages with the greatest product of both sides' gains over their limits (Nash).

    No scale is needed: other units or another zero for one side change nothing. If no package
    gives both sides more than their limits, every product is 0, and all tie.
    """
    return _greatest(agreeable, lambda i: (ours[i] - our_limit) * (theirs[i] - their_limit))


def egalitarian_points(
    ours: Worths, theirs: Worths, our_limit: int, their_limit: int, agreeable: Sequence[int]
) -> tuple[int, ...]:
    """Packages where the side that gains less over its limit gains the most (Kalai).

    Gains are compared on each side's `AxisScale`. Kalai's solution has equal gains; among separate
    packages there may be none like that, and the greatest smaller gain takes its place (Imai).
    """
    our_span, their_span = scale(ours).span, scale(theirs).span
    # Both gains times both spans: whole numbers in the order of the gains on the scales.
    return _greatest(
        agreeable,
        lambda i: min((ours[i] - our_limit) * their_span, (theirs[i] - their_limit) * our_span),
    )


def kalai_smorodinsky_points(
    ours: Worths, theirs: Worths, our_limit: int, their_limit: int, agreeable: Sequence[int]
) -> tuple[int, ...]:
    """The same as `egalitarian_points`, with each gain as a share of the greatest that side could
    get.

    The greatest gain is taken over all agreeable packages: nothing below the other side's limit
    could be had (Kalai and Smorodinsky, who leave such points out). No scale is needed.
    """
    if not agreeable:
        return ()
    our_hope = max(ours[i] for i in agreeable) - our_limit or 1
    their_hope = max(theirs[i] for i in agreeable) - their_limit or 1
    return _greatest(
        agreeable,
        lambda i: min((ours[i] - our_limit) * their_hope, (theirs[i] - their_limit) * our_hope),
    )


def welfare_points(ours: Worths, theirs: Worths, agreeable: Sequence[int]) -> tuple[int, ...]:
    """Packages with the greatest sum of worths, each on its side's `AxisScale` (Harsanyi)."""
    our_span, their_span = scale(ours).span, scale(theirs).span
    return _greatest(agreeable, lambda i: ours[i] * their_span + theirs[i] * our_span)


def _greatest(packages: Sequence[int], value: Callable[[int], int]) -> tuple[int, ...]:
    values = [value(package) for package in packages]
    most = max(values, default=0)
    return tuple(i for i, found in zip(packages, values, strict=True) if found == most)


class TermChange(NamedTuple):
    """One term given another option: option numbers, and the effect for each side."""

    term: int
    before: int
    after: int
    ours: int
    """In our points: what we gain by it, or lose if below 0."""
    theirs: int


class Improvement(NamedTuple):
    """A package that dominates another: the gain of each side, in its own points."""

    package: int
    ours: int
    theirs: int


class Trade(NamedTuple):
    """A better package that needs at most two terms changed."""

    better: Improvement
    changes: tuple[TermChange, ...]


class LeftOnTable(NamedTuple):
    """What was left on the table."""

    dominating: tuple[int, ...]
    """The packages that dominate what was agreed, in order of their numbers."""
    best: Improvement | None
    """The one that gives most to both. None, like the trade, if nothing was left."""
    trade: Trade | None
    """The best that changes two terms, or one. None if more would have to change."""


def left_on_table(ours: Worths, theirs: Worths, sizes: Sequence[int], package: int) -> LeftOnTable:
    """What both sides could have had instead of one package (Raiffa, chapter 11).

    Of the packages that dominate it, `best` is the egalitarian point with what was agreed as both
    sides' limit: a post-settlement settlement (Raiffa 1985) that is fair by `AxisScale`. The same
    goes for `trade`, among packages at most two terms away; what each change does for each side is
    given as if worths added up over the terms.

    `sizes` are the numbers of options of the terms, as in `options_of`.

    Raises ValueError if the sizes don't make as many packages as there are worths, IndexError
    if there is no such package.
    """
    if prod(sizes) != len(ours):
        raise ValueError(f"the terms make {prod(sizes)} packages, but {len(ours)} have a worth")
    agreed = options_of(package, sizes)
    here, there = ours[package], theirs[package]
    dominating = tuple(
        i
        for i, (a, b) in enumerate(zip(ours, theirs, strict=True))
        if a >= here and b >= there and (a > here or b > there)
    )

    def best(among: Iterable[int]) -> Improvement | None:
        found = _first(egalitarian_points(ours, theirs, here, there, frontier(ours, theirs, among)))
        if found is None:
            return None
        return Improvement(found, ours[found] - here, theirs[found] - there)

    near = best(set(dominating).intersection(_near(agreed, sizes)))
    if near is None:
        return LeftOnTable(dominating, best(dominating), None)
    changes = []
    for term, (before, after) in enumerate(
        zip(agreed, options_of(near.package, sizes), strict=True)
    ):
        if before != after:
            alone = number_of((*agreed[:term], after, *agreed[term + 1 :]), sizes)
            gains = ours[alone] - here, theirs[alone] - there
            changes.append(TermChange(term, before, after, *gains))
    return LeftOnTable(dominating, best(dominating), Trade(near, tuple(changes)))


def _near(agreed: tuple[int, ...], sizes: Sequence[int]) -> Iterator[int]:
    """All packages that differ from one in at most two terms, some of them repeatedly."""
    for terms in combinations(range(len(sizes)), min(2, len(sizes))):
        for after in product(*(range(sizes[term]) for term in terms)):
            changed = list(agreed)
            for term, option in zip(terms, after, strict=True):
                changed[term] = option
            yield number_of(changed, sizes)
