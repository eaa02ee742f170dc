"""A table at which two people bargain: what they came to enters the play as one decision.

`settle(term=option, …)` names the whole package, `no_deal(by=…)` who ended the talks without one:
`ours`, `theirs`, or the `bell`. Both are open only at a table that begins a play of two people
(`Play.between_people`), and nothing else is open there. People may agree on anything, even below
what no deal is worth to them; what a closing does is up to the table, as for any other.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.bargaining.counterpart import BetweenPeople, Talks
from negotiator.bargaining.decisions import NO_DEAL, SETTLE, ended_by, no_deal, settled, settlement
from negotiator.bargaining.refusals import NotOfferedError, UnknownDecision
from negotiator.bargaining.worths import Package
from negotiator.engine.state import Bid, Option
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Table
from negotiator.story.suggestions import nearest

CLOSINGS = {"ours": LEAVE, "theirs": WALKOUT, "bell": WALKOUT}
"""How a table closes by whoever ended the talks: when time runs out, as when the counterpart has
had enough."""


class Settlement(NamedTuple):
    """A decision of two people: what it is, how it closes the table, and what is agreed, if
    anything is."""

    option: Option
    closing: str
    package: Package | None


def is_between_people(talks: Talks) -> bool:
    """Whether two people bargain."""
    return bool(talks) and isinstance(talks[0], BetweenPeople)


def options() -> tuple[Option, ...]:
    """What two people can decide: to settle on a package, which `settlement` writes, or to end it
    without one."""
    ends = tuple(Option(no_deal(by), Bid(NO_DEAL, by), True, "") for by in CLOSINGS)
    return (Option(SETTLE, Bid(SETTLE), True, ""), *ends)


def decided(table: Table, decision: str) -> Settlement:
    """What comes of a decision of two people.

    Raises NotOfferedError if it is none, or names something that doesn't exist.
    """
    by = ended_by(decision)
    if by in CLOSINGS:
        option = Option(no_deal(by), Bid(NO_DEAL, by), True, "")
        return Settlement(option, CLOSINGS[by], None)
    if by is not None or not decision.startswith(SETTLE):
        known = [SETTLE, *(no_deal(one) for one in CLOSINGS)]
        raise NotOfferedError(UnknownDecision(decision, nearest(decision, known) or ""))
    package = settled(table, decision)
    terms = tuple(
        (term, term.options[option]) for term, option in zip(table.terms, package, strict=True)
    )
    option = Option(settlement(table, package), Bid(SETTLE, packages=(terms,)), True, "")
    return Settlement(option, DEAL, package)
