"""What the pairs of a class came to, in words: beside their picture, and instead of it for whoever
doesn't see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from negotiator.language import _, ngettext
from negotiator.narration.drawing import axis
from negotiator.sentence_parts import in_a_row
from negotiator.story.model import Table


class PairsCounted(NamedTuple):
    """The pairs of a phase: how many there are, and what became of them."""

    pairs: int
    deals: int
    ended: Mapping[str, int]
    """How many talks came to nothing, by who ended them: `ours`, `theirs` or the `bell`."""
    unbeaten: int
    """Deals that no open package beats for both."""
    below_ours: int
    """Deals below the limit of the player's side."""
    below_theirs: int
    with_engine: int = 0
    """How many of the pairs are somebody and the story's counterpart."""


class PairsDeal(NamedTuple):
    """A deal: how many pairs came to it, what it is worth to both, and where it is."""

    pairs: int
    ours: int
    theirs: int
    is_unbeaten: bool
    below: tuple[str, ...]
    """The names of the sides whose limit it is below."""
    options: tuple[str, ...]
    """How the open terms were settled."""


def title(table: str) -> str:
    """The title of the picture."""
    return _("{table}: what the pairs agreed on", table=table)


def counted(found: PairsCounted, table: Table) -> Iterator[str]:
    """What became of the pairs, in sentences with the numbers."""
    us, them = table.ours.name, table.theirs.name
    yield ngettext(
        "{number} pair: {deals} with a deal.",
        "{number} pairs: {deals} with a deal.",
        found.pairs,
        deals=found.deals,
    )
    if found.with_engine:
        yield ngettext(
            "At {number} table the story's counterpart sat for somebody who was missing.",
            "At {number} tables the story's counterpart sat for somebody who was missing.",
            found.with_engine,
        )
    for by, name in (("ours", us), ("theirs", them)):
        if found.ended.get(by):
            yield ngettext(
                "At {number} table {side} left.",
                "At {number} tables {side} left.",
                found.ended[by],
                side=name,
            )
    if found.ended.get("bell"):
        yield ngettext(
            "At {number} table the time was up.",
            "At {number} tables the time was up.",
            found.ended["bell"],
        )
    talking = found.pairs - found.deals - sum(found.ended.values())
    if talking:
        yield ngettext("{number} pair still talks.", "{number} pairs still talk.", talking)
    if found.deals:
        yield _on_the_frontier(found)
    for below, name in ((found.below_ours, us), (found.below_theirs, them)):
        if below:
            yield ngettext(
                "{number} deal is worth less to {side} than none.",
                "{number} deals are worth less to {side} than none.",
                below,
                side=name,
            )


def _on_the_frontier(found: PairsCounted) -> str:
    if not found.unbeaten:
        return _("For every deal there was another package that was better for both, or for one.")
    return ngettext(
        "{number} of the deals is on the frontier: no open package was better for one side and as "
        "good for the other.",
        "{number} of the deals are on the frontier: no open package was better for one side and as "
        "good for the other.",
        found.unbeaten,
    )


def off_the_picture(deals: Iterator[tuple[int, object]]) -> str:
    """The deals that lie beyond the edge, and where; empty if there are none."""
    told = in_a_row(
        ngettext(
            "that of {number} pair at {where}",
            "that of {number} pairs at {where}",
            pairs,
            where=where,
        )
        for pairs, where in deals
    )
    return _("Drawn at the edge, but beyond it: {deals}.", deals=told) if told else ""


def history_is_not_open() -> str:
    """The remark that the phase doesn't leave open what history came to."""
    return _("History's deal is not among the packages that were open here.")


def our_reading() -> str:
    """What is meant by history's deal."""
    return _("History's deal is our nearest reading of what was signed, weighed like the others.")


def heads(table: Table, open_terms: Iterable[str]) -> tuple[str, ...]:
    """The heads of the columns of the deals, by the labels of the terms that were open."""
    return (
        _("Pairs with it"),
        axis(table.ours.name),
        axis(table.theirs.name),
        _("Where it lies"),
        *open_terms,
    )


def cells(one: PairsDeal) -> tuple[str, ...]:
    """A deal, in the columns of `heads`."""
    return (str(one.pairs), str(one.ours), str(one.theirs), _where(one), *one.options)


def _where(one: PairsDeal) -> str:
    below = in_a_row(_("below {side}'s limit", side=side) for side in one.below)
    if one.is_unbeaten:
        return in_a_row((_("on the frontier"), below))
    return below or _("inside")
