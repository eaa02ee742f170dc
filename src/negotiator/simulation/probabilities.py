"""Exact probabilities of the uniform player's endings, with a bound on what was left out.

Forward dynamic programming over reduced states: all mass starts in one state; each wave moves every
state's mass on by one decision, an equal share to each open choice and within it by chance. States
that behave the same from then on are merged (`bisimulation`), so mass that meets adds up. Stories
with loops never use up their mass: it stops when next to no mass is left, or after as many
decisions as a counted play may have, and that residual is the bound, as in the uniformization of
Markov chains (Jensen 1953; Stewart, "Introduction to the numerical solution of Markov chains",
1994). Sums are 64-bit floats, with rounding errors far below what is shown.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from negotiator.engine.state import State
from negotiator.simulation.players import LONGEST
from negotiator.statespace.bisimulation import shrinker
from negotiator.statespace.successors import drawn, initial, moves
from negotiator.story.model import Story

STATES = 60_000
"""States computed, in all waves together, before the search is capped."""
MOVES = 150_000
"""Outcomes of decisions looked at in all states together, before the search is capped: a table has
one for each package that can be agreed on."""
WIDEST = 4_000
"""States that a wave keeps; the lightest ones beyond that are left out, with their mass."""
ENOUGH = 1e-9
"""The mass that may be left out without mention."""
HOPELESS = 0.5
"""Once this much is left out, no bound will be useful, and the search is capped."""

Ahead = tuple[tuple[State, float], ...]


class Likelihood(NamedTuple):
    """Probabilities by ending: each true probability lies in `ends[id] .. ends[id] + left`.

    `stuck` is the mass in places where nothing is open, by place. If `capped`, the search stopped
    at its budget, and `left` is all that it didn't follow.
    """

    ends: dict[str, float]
    stuck: dict[str, float]
    left: float
    states: int
    capped: bool


def likelihood(
    story: Story, states: int = STATES, widest: int = WIDEST, room: int = MOVES
) -> Likelihood:
    """The probabilities of a uniform play's endings, from so many states, states of one wave, and
    outcomes of decisions."""
    shrink = shrinker(story)
    ends: defaultdict[str, float] = defaultdict(float)
    stuck: defaultdict[str, float] = defaultdict(float)
    known: dict[State, Ahead] = {}
    wave: dict[State, float] = {shrink(initial(story)): 1.0}
    left = 0.0
    capped = False
    for _ in range(LONGEST):
        if len(wave) > widest:
            capped = True
            kept = dict(heapq.nlargest(widest, wave.items(), key=lambda one: one[1]))
            left += sum(mass for state, mass in wave.items() if state not in kept)
            wave = kept
        if sum(wave.values()) < ENOUGH or left > HOPELESS:
            break
        further: defaultdict[State, float] = defaultdict(float)
        for state, mass in wave.items():
            ahead = known.get(state)
            if ahead is None and len(known) < states:
                ahead, looked_at = _ahead(story, state, shrink, room)
                room -= looked_at
            if ahead is None:
                capped = True
                left += mass
                continue
            known[state] = ahead
            if not ahead:
                stuck[state.scene] += mass
            for after, share in ahead:
                if after.scene in story.endings:
                    ends[after.scene] += mass * share
                else:
                    further[after] += mass * share
        wave = further
    return Likelihood(dict(ends), dict(stuck), left + sum(wave.values()), len(known), capped)


def _ahead(
    story: Story, state: State, shrink: Callable[[State], State], room: int
) -> tuple[Ahead | None, int]:
    """Where a state leads under the uniform player, each with its share of the mass; None if there
    isn't room to look at all outcomes of its decisions. And how many were looked at."""
    shares: defaultdict[State, float] = defaultdict(float)
    may_be = drawn(story, state)
    looked_at = 0
    for one in may_be:
        found = list(islice(moves(story, one), max(0, room - looked_at) + 1))
        looked_at += len(found)
        if looked_at > room:
            return None, looked_at
        number = len({move.taken for move in found}) * len(may_be)
        for move in found:
            after = move.state
            if after.scene not in story.endings:
                after = shrink(after)
            shares[after] += float(move.chance) / number
    return tuple(shares.items()), looked_at
