"""What may follow at an open table, as its author sees it: which packages can still be agreed on,
how soon, and where each leads; and where it leads if one of the two leaves.

The counterpart's own rule decides: each package is proposed again and again, from the talks as they
are now (`bargaining.counterpart` says why no other line of proposals reaches more).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice

from negotiator.bargaining.counterpart import Exchange
from negotiator.bargaining.worths import Package
from negotiator.engine import Session, State
from negotiator.engine.compiler import program
from negotiator.narration.author_view import Ahead, PackageAhead, TableAhead
from negotiator.statespace.successors import Successor, closed
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Story

MOST_TRIED = 400
"""How many packages are tried, those that are best for the other side first."""
MOST_WAYS = 2_000
"""How many ways on from a decision are counted."""


def table_ahead(story: Story, state: State) -> TableAhead | None:
    """What may follow at the table where a play is; None if it is at none."""
    if state.scene not in story.tables:
        return None
    session = Session(story, program(story).table(state.scene), state)
    candidates = session.bargaining.ends
    found = []
    for number in islice(candidates, MOST_TRIED):
        package = session.bargaining.package(number)
        proposals = _proposals_to(session, package)
        if proposals is not None:
            ahead = _close(story, state, DEAL, package)
            worths = (session.worth(package), _their_worth(session, package))
            found.append(PackageAhead(_named(session, package), worths, proposals, ahead))
    found.sort(key=lambda one: (one.proposals, -one.worths[0]))
    is_whole = len(candidates) <= MOST_TRIED
    return TableAhead(tuple(found), session.table.packages, is_whole)


def closings_ahead(story: Story, state: State) -> Iterator[Ahead]:
    """What follows if the player leaves the table where a play is, and if the other side does, as
    far as it may."""
    if state.scene not in story.tables:
        return
    session = Session(story, program(story).table(state.scene), state)
    yield _close(story, state, LEAVE, None)
    if _may_be_left(session):
        yield _close(story, state, WALKOUT, None)


def followed(name: str, outcomes: Iterable[Successor]) -> Ahead:
    """What may follow a decision, with the chances of all its outcomes."""
    never = Fraction(0)
    leads: dict[str, Fraction] = {}
    events: dict[str, Fraction] = {}
    found = list(islice(outcomes, MOST_WAYS + 1))
    for one in found[:MOST_WAYS]:
        leads[one.state.scene] = leads.get(one.state.scene, never) + one.chance
        for event in dict.fromkeys(one.came):
            events[event] = events.get(event, never) + one.chance
    return Ahead(name, _sorted(leads), _sorted(events), len(found) <= MOST_WAYS)


def _sorted(chances: dict[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    """The likeliest first."""
    return tuple(sorted(chances.items(), key=lambda one: -one[1]))


def _close(story: Story, state: State, closing: str, package: Package | None) -> Ahead:
    here = program(story).table(state.scene)
    return followed(closing, closed(story, here, state, closing, package))


def _proposals_to(session: Session, package: Package) -> int | None:
    """After how many more proposals a package is agreed on if the player stands by it; 0 if it only
    has to be accepted, None if it can't be had."""
    if session.unacceptable() is None and package == session.theirs:
        return 0
    if session.below(package) is not None:
        return None
    exchanges = session.exchanges
    for number in range(1, session.rounds_left + 1):
        answer = session.bargaining.answer(exchanges, package)
        if answer.what != "counters":
            return number if answer.what == "accepts" else None
        exchanges = (*exchanges, Exchange(package, answer.package))
        if answer.package == package:
            return number
    return None


def _may_be_left(session: Session) -> bool:
    """Whether the other side leaves if the player asks for as much as they can, again and again."""
    exchanges, best = session.exchanges, session.bargaining.ours.best
    for _number in range(session.rounds_left):
        answer = session.bargaining.answer(exchanges, best)
        if answer.what != "counters":
            return answer.what == "leaves"
        exchanges = (*exchanges, Exchange(best, answer.package))
    return False


def _their_worth(session: Session, package: Package) -> int:
    theirs = session.bargaining.theirs
    return theirs.shown(theirs.of(package))


def _named(session: Session, package: Package) -> str:
    """A package as it is written in a proposal, term by term."""
    pairs = zip(session.table.terms, package, strict=True)
    return ", ".join(f"{term.id}={term.options[option].id}" for term, option in pairs)
