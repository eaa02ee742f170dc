"""Why the counterpart answers as it does.

Works on the numbers of `counterpart`; `negotiation` picks the author's line to say, and narration
has the words where there is none.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.bargaining.counterpart import Asked, Bargaining, Exchange, Talks
from negotiator.bargaining.worths import Package

DEAREST, CHEAPEST = "dearest", "cheapest"
QUESTIONS = (DEAREST, CHEAPEST)
"""What the player may ask, once each."""


class Reason(NamedTuple):
    """Why the counterpart answers as it does: a reason, and the term it is about, by number."""

    reason: str
    term: int | None = None


def answer_to(bargaining: Bargaining, question: str) -> int:
    """The term that answers a question, by number: the one on which most is at stake for them, or
    least; the first if several are equal."""
    stakes = [max(row) - min(row) for row in bargaining.theirs.points]
    return stakes.index(max(stakes) if question == DEAREST else min(stakes))


def nearer(exchange: Exchange) -> list[Reason]:
    """Which of two packages put side by side they found nearer."""
    if exchange.pair is None:
        return []
    return [Reason("first" if exchange.proposal == exchange.pair[0] else "second")]


def reasons(bargaining: Bargaining, talks: Talks) -> list[Reason]:
    """Why they answer the last of these proposals or questions as they do, in the order it is
    said."""
    last = talks[-1]
    if isinstance(last, Asked):
        return [Reason(last.question, last.term)]
    exchanges = [one for one in talks if isinstance(one, Exchange)]
    *earlier, answered = exchanges
    numbers = bargaining.numbers
    proposal, counter = answered.proposal, answered.counter
    asked = earlier[-1].proposal if earlier else numbers.our_opening
    stood = earlier[-1].counter if earlier else numbers.their_opening
    before = bargaining.standing([one.proposal for one in earlier])
    standing = bargaining.after(before, proposal)
    early = bargaining.binding(standing, proposal).why == "early"
    terms = list(range(len(counter)))
    found = nearer(answered)
    if standing.best > before.best:
        thanks = _dearest(bargaining, asked, proposal, terms)
        found += [Reason("thanks", thanks)] if thanks is not None else []
    elif not early:
        found.append(Reason("waits"))
    if bargaining.serves_both(stood, counter):
        found.append(Reason("both"))
    came = [term for term in terms if counter[term] == proposal[term]]
    gives = _dearest(bargaining, counter, stood, came)
    found += [Reason("gives", gives)] if gives is not None else []
    if early:
        found.append(Reason("early"))
    else:
        holds = _dearest(bargaining, proposal, counter, terms)
        found += [Reason("holds", holds)] if holds is not None else []
    if len(exchanges) >= bargaining.rounds:
        found.append(Reason("last"))
    elif bargaining.warns(tuple(exchanges)):
        found.append(Reason("warns"))
    return found


def _dearest(
    bargaining: Bargaining, first: Package, second: Package, among: list[int]
) -> int | None:
    """The term on which the second package is most better for them than the first."""
    points = bargaining.theirs.points
    gains = [(points[term][second[term]] - points[term][first[term]], -term) for term in among]
    gain, term = max(gains, default=(0, 0))
    return -term if gain > 0 else None
