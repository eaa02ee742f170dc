"""Whether a table's numbers make sense: what is worth nothing in any state, and what a side can
never accept.

What a worth comes to in a given state is worked out in the engine.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from negotiator.story.expressions import Expression
from negotiator.story.intervals import FAR, Range, Ranges, value_range
from negotiator.story.model import Table, Term
from negotiator.story.nodes import Mapping, Node, Scalar
from negotiator.story.reading.parts import PartReader
from negotiator.story.value_names import Counted


def check_worths(over: PartReader, table: Table, node: Node, ranges: Ranges) -> None:
    """Report what is worth nothing in any state; `ranges` are the possible values of gauges and
    counters."""
    terms = table.terms
    numbers = [one for term in terms for one in term.weight]
    numbers += [table.ours.reservation, table.theirs.reservation]
    numbers += [weight for one in table.profiles for _, weight in one.weights]
    counts = {name for one in numbers for name in one.reads if isinstance(name, Counted)}
    ranges = {**ranges, **dict.fromkeys(counts, (0, FAR))}
    stakes = [
        _Stake(
            key,
            side.name,
            value_range(side.reservation.node, ranges)[0],
            [_spanned(one, ranges) for one in table.weights(at)],
            [term.worths[at] for term in terms],
        )
        for at, (key, side) in enumerate((("ours", table.ours), ("theirs", table.theirs)))
    ]
    for number, term in enumerate(terms):
        if not any(stake.depends_on(number) for stake in stakes):
            _note(over, "N521", node, ("terms", term.id), term=term.id)
    for stake in stakes:
        _check_stake(over, stake, terms, node)


def _check_stake(over: PartReader, stake: _Stake, terms: tuple[Term, ...], node: Node) -> None:
    """Report if one side can't accept any package, or else which options it never can."""
    best = [max(worths) for worths in stake.worths]
    most = _most_worth(stake.weights, best)
    if most < stake.needed:
        values = {"needed": stake.needed, "side": stake.name, "most": most}
        _note(over, "N522", node, (stake.key, "reservation"), **values)
        return
    for number, term in enumerate(terms):
        worths = stake.worths[number]
        # The bargaining is between both openings: a step there may be out of reach, as of a price.
        steps = range(min(term.opens), max(term.opens) + 1)
        for at, (option, worth) in enumerate(zip(term.options, worths, strict=True)):
            if at in steps:
                continue
            settled = [*best[:number], worth, *best[number + 1 :]]
            most = _most_worth(stake.weights, settled)
            if most < stake.needed:
                values = {"needed": stake.needed, "side": stake.name, "most": most}
                path = ("terms", term.id, "options", option.id)
                _note(over, "N523", node, path, option=option.id, **values)


def _note(over: PartReader, code: str, node: Node, path: tuple[str, ...], **values: Any) -> None:
    """Note a fault at a path within a part."""
    key: Scalar | None = None
    for name in path:
        if isinstance(node, Mapping) and name in node.entries:
            key, node = node.key(name), node.entries[name]
    over.problems.add(code, key.place if key else node.place, **values)


class _Stake(NamedTuple):
    """What a table can be worth to one side in any state."""

    key: str
    """The side's key in the table."""
    name: str
    needed: int
    """The least that no deal is worth to it."""
    weights: list[Range]
    """For each term."""
    worths: list[tuple[int, ...]]
    """For each term's options."""

    def depends_on(self, number: int) -> bool:
        """Whether it can make a difference to it how that term is settled."""
        return self.weights[number][1] > 0 and len(set(self.worths[number])) > 1


def _spanned(weights: tuple[Expression, ...], ranges: Ranges) -> Range:
    """The range that covers every one of several numbers."""
    found = [value_range(one.node, ranges) for one in weights]
    return min(low for low, _ in found), max(high for _, high in found)


def _most_worth(weights: list[Range], worths: list[int]) -> int:
    """The most that the weighted mean of these worths can be while the weights stay in their
    ranges, rounded down.

    The maximum is reached by giving the best worths their largest weights and the others their
    smallest.
    """
    ordered = sorted(zip(worths, weights, strict=True), reverse=True)
    total = sum([max(0, low) for _, (low, _) in ordered])
    points = sum([max(0, low) * worth for worth, (low, _) in ordered])
    best = 0
    for worth, (low, high) in ordered:
        more = max(0, high) - max(0, low)
        total += more
        points += more * worth
        best = max(best, points // total if total else 0)
    return best
