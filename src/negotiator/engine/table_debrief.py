"""How each table of a play went, seen from above: both sides' worths, once it is left.

Combines what `pareto` computes from the values at the close, the path of the offers, and how each
earlier decision of the play changed what either side could agree to (Putnam's win-sets). It says
nothing: the sentences are in `narration.table_report`, the drawing is in `diagrams.tradeoff_plot`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from negotiator.bargaining.concessions import Earned, End, earned
from negotiator.bargaining.counterpart import Bargaining
from negotiator.bargaining.decisions import ACCEPT, EITHER
from negotiator.bargaining.pareto import LeftOnTable, PackageSpace, bargain, left_on_table
from negotiator.bargaining.worths import Package
from negotiator.engine.compiler import program
from negotiator.engine.layout import Values
from negotiator.engine.machine import talks, titled
from negotiator.engine.negotiation import Session
from negotiator.engine.play import Play
from negotiator.engine.state import Bid, Step
from negotiator.story.model import DEAL, LEAVE, Profile, Story, Table

MOST_WEIGHED = 1_000_000
"""Packages of all tables that are looked back on, so that nobody waits for more than a moment."""
MOST_LOOKED_AT = 5_000_000
"""Packages of one table after as many decisions as it takes: what came earlier isn't looked at."""


class Sets(NamedTuple):
    """What each side could agree to in a state of the play: its limit, and how many packages are
    worth at least that to it; `zone` is how many are in both win-sets."""

    our_line: int
    their_line: int
    ours: int
    theirs: int
    zone: int


class Shift(NamedTuple):
    """A decision that changed the win-sets: its number in the play from 0, where it was made, its
    words, and what could be agreed to before and after it."""

    number: int
    place: str
    words: str | Bid
    before: Sets
    after: Sets


class PackageOffer(NamedTuple):
    """A package put on the table, by its number. The first of each side is its opening."""

    is_ours: bool
    package: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDebrief:
    """A table that was left, seen from above. Packages are given by number."""

    story: Story
    table: Table
    bargaining: Bargaining
    """The worths at the close."""
    closing: str
    """`deal`, `leave` or `walkout`."""
    accepted: bool
    """Whether the player took their package; otherwise the counterpart had the last word, or there
    is no deal."""
    between_people: bool
    """Whether two people bargained; then nothing is known of what they offered each other."""
    found: PackageSpace
    offers: tuple[PackageOffer, ...]
    earned: Earned
    """What each move gave and got, and what the player asked."""
    pairs: int
    """How often two packages were put side by side."""
    profile: Profile | None
    """What the counterpart cared about in this play, if the author wrote several profiles."""
    deal: int | None
    history: int | None
    left: LeftOnTable | None
    """What was left on the table; None without a deal."""
    at_first: Sets
    """What could be agreed to before the first decision of the play."""
    shifts: tuple[Shift, ...]

    @property
    def proposals(self) -> int:
        """How often the player proposed."""
        return sum(one.is_ours for one in self.offers) - 1

    def worths(self, package: int) -> tuple[int, int]:
        """What a package is worth to the player and to the counterpart, as the play shows it."""
        both = self.bargaining.ours, self.bargaining.theirs
        ours, theirs = (side.shown(side.all[package]) for side in both)
        return ours, theirs

    @property
    def limits(self) -> tuple[int, int]:
        """The worths below which no deal is better, ours and theirs."""
        return self.bargaining.ours.reservation, self.bargaining.theirs.reservation


def table_debriefs(play: Play) -> tuple[TableDebrief, ...]:
    """Every table that the play has left, in order; a table visited twice is listed twice. Of very
    many, or very large ones, those that it left last: see MOST_WEIGHED."""
    left, found = MOST_WEIGHED, list[int]()
    for number in reversed(closings(play)):
        left -= play.story.tables[play.steps[number].before.scene].packages
        if found and left < 0:
            break
        found.append(number)
    return tuple(_debriefed(play, number, play.steps[number]) for number in reversed(found))


def closings(play: Play) -> list[int]:
    """The steps that closed a table, by number."""
    return [number for number, step in enumerate(play.steps) if step.closing]


def agreed(story: Story, step: Step) -> Package | None:
    """The package agreed on in a step; None if it made no deal."""
    if step.closing != DEAL:
        return None
    slots = program(story).table(step.before.scene).slots
    return tuple(step.state.values[slot] - 1 for slot in slots)


def _debriefed(play: Play, number: int, step: Step) -> TableDebrief:
    """The debrief of the table that the step with this number closed."""
    session = talks(play.story, step.before)
    assert session is not None, "only a table is closed"
    table, bargaining = session.table, session.bargaining
    ours, theirs = bargaining.ours, bargaining.theirs
    found = bargain(ours.all, theirs.all, ours.limit, theirs.limit)
    chosen = agreed(play.story, step)
    deal = None if chosen is None else bargaining.number(chosen)
    return TableDebrief(
        story=play.story,
        table=replace(table, title=titled(play.story, table.id, step.before.values).title),
        bargaining=bargaining,
        closing=step.closing,
        accepted=step.option.id == ACCEPT,
        between_people=session.is_between_people,
        found=found,
        offers=tuple(_offers(session, step.option.id)),
        earned=earned(bargaining, session.talks, _end(session, step.option.id, chosen)),
        pairs=sum(one.pair is not None for one in session.exchanges)
        + step.option.id.startswith(EITHER),
        profile=session.profile,
        deal=deal,
        history=None if table.history is None else bargaining.number(table.history),
        left=None if deal is None else left_on_table(ours.all, theirs.all, bargaining.sizes, deal),
        at_first=win_sets(play.story, table, play.origin.values),
        shifts=tuple(_shifts(play, table, number)),
    )


def _end(session: Session, decision: str, chosen: Package | None) -> End:
    """How the decision with this name closed the table, and what was agreed."""
    if session.is_between_people:
        return End(None, None)
    last = None if decision in (ACCEPT, LEAVE) else session.proposed_in(decision)[0]
    return End(last, chosen)


def _offers(session: Session, decision: str) -> Iterator[PackageOffer]:
    """Both openings, then proposals and counters in turn, with the one that closed the talks
    last."""
    number, numbers = session.bargaining.number, session.bargaining.numbers
    yield PackageOffer(True, number(numbers.our_opening))
    yield PackageOffer(False, number(numbers.their_opening))
    for exchange in session.exchanges:
        yield PackageOffer(True, number(exchange.proposal))
        yield PackageOffer(False, number(exchange.counter))
    if decision not in (ACCEPT, LEAVE) and not session.is_between_people:
        yield PackageOffer(True, number(session.proposed_in(decision)[0]))


def _shifts(play: Play, table: Table, end: int) -> Iterator[Shift]:
    """The decisions before the one with this number that changed the win-sets of a table."""
    begins = max(0, end - MOST_LOOKED_AT // table.packages)
    first = play.steps[begins].before if begins else play.origin
    before = win_sets(play.story, table, first.values)
    for number, step in enumerate(play.steps[begins:end], start=begins):
        after = win_sets(play.story, table, step.state.values)
        if after[2:] != before[2:]:
            place = titled(play.story, step.before.scene, step.before.values).title
            yield Shift(number, place, step.option.text, before, after)
        before = after


def win_sets(story: Story, table: Table, found: Values) -> Sets:
    """What could be agreed to at a table if the play had these values."""
    bargaining = program(story).table(table.id).bargaining(found)
    lines = bargaining.ours.reservation, bargaining.theirs.reservation
    return Sets(*lines, *bargaining.acceptable)
