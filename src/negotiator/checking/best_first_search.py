"""States visited in the order of what they lack for one question: those that lack least come first.

Best-first search, in the field's words directed model checking (Yang & Dill, "Validation with
guided search of the state space", DAC 1998; Edelkamp, Leue & Lluch Lafuente, "Directed
explicit-state model checking in the validation of communication protocols", STTT 5, 2004). What
the guards still ahead lack is their branch distance; which are ahead is read off the graph of
moments, and a moment from which nothing leads to the question is left out. States, decisions and
chance are those of `explicit_search`. It finds what is rare, such as a choice behind three gauges.
The order says nothing about what can't happen: that is only known if no state is left.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush

from negotiator.checking.branch_distance import distance
from negotiator.checking.cegar import Refinement
from negotiator.checking.explicit_search import Explored
from negotiator.engine import State
from negotiator.engine.transitions import TRUE
from negotiator.statespace.effort import ABSTRACT, Effort
from negotiator.statespace.transition_system import START, Label, Moment
from negotiator.story.expressions import Node

MOST_WAYS = 8
"""Ways that ask for different guards are told apart up to this many; of more, only what all of them
ask for counts."""

Ways = frozenset[frozenset[Node]]
"""Ways on to a question, as the guards that each of them asks for."""


def search_toward(over: Refinement, label: Label, effort: Effort) -> Explored:
    """Visit the states from which a play may do what a label says, until it is met, none is left or
    the effort is spent. What else is met on the way is noted, too."""
    ways = guards_ahead(over, label, effort)
    found = Explored(over.story, over.shrinker)
    first = found.begin()
    if effort.is_spent:
        return found  # Not all ways are known, so that nothing is known to lead nowhere.
    waiting: list[tuple[int, int, State]] = []
    if START in ways:
        waiting.append((0, 0, first))
    slots = over.system.ready.layout.slots
    asked = frozenset(guard for several in ways.values() for way in several for guard in way)
    lacks_of = {guard: over.system.function(distance(guard)) for guard in asked}
    number = 0
    while waiting and label not in found.first:
        if effort.is_spent:
            return found
        effort.spend()
        for after in found.visit(heappop(waiting)[2]):
            moment = over.system.moment(after)
            if moment in ways:
                values = dict(zip(slots, after.values, strict=True))
                lacks = min(
                    sum(int(lacks_of[guard](values)) for guard in way) for way in ways[moment]
                )
                # Of those that lack the same, the newest is the furthest on.
                number -= 1
                heappush(waiting, (lacks, number, after))
    found.is_complete = True
    return found


def guards_ahead(over: Refinement, label: Label, effort: Effort) -> dict[Moment, Ways]:
    """For each moment from which a play may do what a label says, the guards that are still ahead:
    a few ways, each with all that it asks for."""
    found: defaultdict[Moment, Ways] = defaultdict(frozenset)
    waiting = [(-over.order[moment], moment) for moment in over.labelled[label]]
    heapify(waiting)
    queued = set(over.labelled[label])
    while waiting and not effort.is_spent:
        _, moment = heappop(waiting)
        queued.discard(moment)
        effort.spend(ABSTRACT)
        ways = set(found[moment])
        for edge in over.edges(moment):
            guard = frozenset(() if edge.when == TRUE else (edge.when,))
            if edge.label == label:
                ways.add(guard)
            ways.update(guard | further for further in found[edge.target])
        least = _least(frozenset(ways))
        if least != found[moment]:
            found[moment] = least
            for one in over.before[moment] - queued:
                queued.add(one)
                heappush(waiting, (-over.order[one], one))
    return {moment: ways for moment, ways in found.items() if ways}


def _least(ways: Ways) -> Ways:
    """The ways that ask for no more than another one; if they are many, what all of them ask
    for."""
    least = frozenset(one for one in ways if not any(other < one for other in ways))
    if len(least) > MOST_WAYS:
        return frozenset((frozenset.intersection(*least),))
    return least
