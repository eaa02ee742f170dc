"""The picture of the pairs: each deal of a class is a dot, among the packages that were open.

Worths are those of the state that the phase begins in, as the sheets have them, and shown as a play
shows them: from 0 to 100, rounded down. What is on the frontier and below a limit is told by whole
points. Every table stays anonymous here: a dot says how many pairs came to it, never which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from negotiator.bargaining.decisions import ended_by, settled
from negotiator.bargaining.pareto import PackageSpace, bargain
from negotiator.bargaining.worths import Package
from negotiator.checking.tables_in_pairs import left_open
from negotiator.diagrams.tradeoff_plot import PairsAt, Plot, Point, around
from negotiator.diagrams.tradeoff_svg import svg
from negotiator.engine.machine import talks
from negotiator.engine.negotiation import Session
from negotiator.engine.restore import begun
from negotiator.narration import class_pairs
from negotiator.narration.class_pairs import PairsCounted, PairsDeal
from negotiator.story.choice_names import parted
from negotiator.story.model import Exercise, Phase, Story, Term


class PairsPicture(NamedTuple):
    """A picture, and what stands beside it."""

    svg: str
    """An `svg` element that loads nothing, with its title and its description."""
    words: tuple[str, ...]
    """What became of the pairs, in sentences."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row for each deal, in the order of falling worth to the player's side."""


class _Space(NamedTuple):
    """The packages that a phase leaves open, and what is known of them."""

    session: Session
    packages: tuple[Package, ...]
    found: PackageSpace

    def shown(self, package: Package) -> Point:
        """Where a package is drawn."""
        ours, theirs = self.session.bargaining.ours, self.session.bargaining.theirs
        return Point(ours.shown(ours.of(package)), theirs.shown(theirs.of(package)))


def pairs_picture(
    story: Story,
    exercise: Exercise,
    phase: int,
    decisions: Iterable[str],
    own: str = "",
    with_engine: int = 0,
) -> PairsPicture:
    """The picture of a phase in pairs, which is given by its number from 0.

    `decisions` has for each pair what its talks came to, as it is kept (`DecisionRow.name`), or
    nothing while it talks; `own` is that of the pair that looks, if its dot is to be found. At so
    many as `with_engine` of their tables the story's counterpart sat for somebody.

    Raises NotOfferedError for a decision that two people can't make at that table.
    """
    chosen = exercise.phases[phase]
    space = _space(story, exercise, chosen)
    table = space.session.table
    names = [parted(one)[1] for one in decisions]
    ended = Counter(by for one in names if one and (by := ended_by(one)) is not None)
    deals = Counter(settled(table, one) for one in names if one and ended_by(one) is None)
    mine = parted(own)[1]
    looked = settled(table, mine) if mine and ended_by(mine) is None else None
    told = {package: _deal(space, chosen, package, pairs) for package, pairs in deals.items()}
    counts = PairsCounted(
        len(names),
        deals.total(),
        ended,
        sum(one.pairs for one in told.values() if one.is_unbeaten),
        sum(one.pairs for one in told.values() if table.ours.name in one.below),
        sum(one.pairs for one in told.values() if table.theirs.name in one.below),
        with_engine,
    )
    drawn = _plot(space, deals, looked)
    outside = ((one.pairs, one.point) for one in drawn.pairs if not drawn.window.shows(one.point))
    words = [*class_pairs.counted(counts, table), class_pairs.off_the_picture(outside)]
    if table.history is not None:
        words.append(class_pairs.our_reading())
        is_open = table.history in space.packages
        words.append("" if is_open else class_pairs.history_is_not_open())
    rows = sorted(told.values(), key=lambda one: (-one.ours, one.theirs, one.options))
    return PairsPicture(
        svg(drawn),
        tuple(filter(None, words)),
        class_pairs.heads(table, (str(term.label) for term, _ in _open(space, chosen))),
        tuple(map(class_pairs.cells, rows)),
    )


def _space(story: Story, exercise: Exercise, phase: Phase) -> _Space:
    state = begun(story, phase.at, dict(phase.set), exercise.seed)
    session = talks(story, state)
    assert session is not None, "a phase in pairs begins at a table"
    packages = tuple(left_open(session.table, phase))
    ours, theirs = session.bargaining.ours, session.bargaining.theirs
    worths = [ours.of(one) for one in packages], [theirs.of(one) for one in packages]
    return _Space(session, packages, bargain(*worths, ours.limit, theirs.limit))


def _deal(space: _Space, phase: Phase, package: Package, pairs: int) -> PairsDeal:
    """What is told of a deal."""
    table, bargaining = space.session.table, space.session.bargaining
    worths = bargaining.ours.of(package), bargaining.theirs.of(package)
    best = {space.packages[one] for one in space.found.frontier}
    shown = space.shown(package)
    sides = ((table.ours, bargaining.ours), (table.theirs, bargaining.theirs))
    return PairsDeal(
        pairs,
        int(shown.x),
        int(shown.y),
        package in best,
        tuple(
            side.name
            for (side, scale), worth in zip(sides, worths, strict=True)
            if worth < scale.limit
        ),
        tuple(str(term.options[package[at]].text) for term, at in _open(space, phase)),
    )


def _open(space: _Space, phase: Phase) -> list[tuple[Term, int]]:
    """The terms that a phase leaves open, with their numbers."""
    fixed = dict(phase.fixed)
    terms = space.session.table.terms
    return [(term, at) for at, term in enumerate(terms) if term.id not in fixed]


def _plot(space: _Space, deals: Counter[Package], looked: Package | None) -> Plot:
    session, found = space.session, space.found
    table, bargaining = session.table, session.bargaining
    dots: Counter[Point] = Counter()
    for package, pairs in deals.items():
        dots[space.shown(package)] += pairs
    own = None if looked is None else space.shown(looked)
    open_ = [space.shown(one) for one in space.packages]
    history = None if table.history is None else space.shown(table.history)
    limits = Point(bargaining.ours.reservation, bargaining.theirs.reservation)
    # Of what was open, and the limits: a deal on something else is told beside the picture.
    window = around([*open_, limits, *([] if history is None else [history])])
    return Plot(
        title=class_pairs.title(str(table.title)),
        us=table.ours.name,
        them=table.theirs.name,
        packages=open_,
        frontier=[space.shown(space.packages[one]) for one in found.frontier],
        our_limit=limits.x,
        their_limit=limits.y,
        nash=None if found.nash is None else space.shown(space.packages[found.nash]),
        history=history,
        pairs=[PairsAt(point, pairs, point == own) for point, pairs in sorted(dots.items())],
        window=window,
    )
