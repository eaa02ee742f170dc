"""Talks at a table by somebody who tries things out, to hear what is said there.

A talk has a manner, from standing firm to going towards them, and leaves it now and then: what is
said hangs on what is proposed. Nobody bargains well here; who closes a table in simulations is in
`players`, and says next to nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import NamedTuple

from negotiator.bargaining.decisions import ACCEPT, ASK
from negotiator.bargaining.worths import Package
from negotiator.engine.machine import talks
from negotiator.engine.negotiation import Session
from negotiator.engine.state import State, Told
from negotiator.story.model import Story

FAITHFUL = 0.7
"""The probability of keeping to the manner of a talk."""
OFFERS = 8
"""Proposals tried in a turn: some can't be made, as they are worse than no deal."""


class Heard(NamedTuple):
    """The decisions of a talk so far, by id, and the names of the lines said after the last."""

    decisions: tuple[str, ...]
    lines: tuple[str, ...]


class Talked(NamedTuple):
    """Many talks: how many were held at each table, and how often each line was said in them."""

    held: Counter[str]
    said: Counter[str]


def talked(story: Story, states: Iterable[State]) -> Talked:
    """What is said in a talk in each of these states, which are at tables."""
    found = Talked(Counter(), Counter())
    for number, state in enumerate(states):
        found.held[state.scene] += 1
        for now in heard(story, state, number):
            found.said.update(now.lines)
    return found


def heard(story: Story, state: State, number: int) -> Iterator[Heard]:
    """A talk at the table where a play is, turn by turn, until it closes; `number` decides how it
    goes, and nothing else does."""
    random = Random(f"{story.id} {state.scene} {number}")
    manner = random.choice(MANNERS)
    session = talks(story, state)
    assert session is not None, "one talks at a table"
    decisions: tuple[str, ...] = ()
    yield Heard((), _advised(session))
    while True:
        decision = _decision(session, random, manner)
        if not decision:
            return
        turn = session.turn(decision)
        decisions += (decision,)
        lines = tuple(one.name for one in turn.told if isinstance(one, Told))
        if turn.closing:
            yield Heard(decisions, lines)
            return
        session = Session(story, session.ready, state._replace(talks=turn.talks))
        yield Heard(decisions, (*lines, *_advised(session)))


def _advised(session: Session) -> tuple[str, ...]:
    advice = session.advice()
    return () if advice is None else (advice.name,)


def _decision(session: Session, random: Random, manner: Manner) -> str:
    """What is decided next; empty if nothing that comes to mind can be."""
    asks = [one.id for one in session.options() if one.open and one.id.startswith(ASK)]
    if asks and random.random() < 0.3:
        return random.choice(asks)
    for _ in range(OFFERS):
        here = manner if random.random() < FAITHFUL else random.choice(MANNERS)
        package = here(session, random)
        if package is None:
            if session.unacceptable() is None:
                return ACCEPT
        elif session.refused(package) is None:
            return _beside_another(session, package, random) or session.proposal(package)
    return random.choice(asks) if asks else ""


def _beside_another(session: Session, package: Package, random: Random) -> str:
    """The decision to put another package beside this one, now and then."""
    if random.random() < 0.8:
        return ""
    others = [_any(session, random) for _ in range(OFFERS)]
    fit = (one for one in others if session.unlike(package, one) is None)
    both = [package, *list(fit)[:1]]
    random.shuffle(both)
    return session.pair(*both) if len(both) > 1 else ""


# Manners: what one proposes next; None to accept.

Manner = Callable[[Session, Random], Package | None]


def _any(session: Session, random: Random) -> Package:
    return tuple(map(random.randrange, session.bargaining.sizes))


def _stand(session: Session, _random: Random) -> Package:
    return session.ours


def _step(session: Session, random: Random) -> Package:
    """One step towards them on a term."""
    package, theirs = list(session.ours), session.theirs
    apart = [term for term, option in enumerate(package) if option != theirs[term]]
    if apart:
        term = random.choice(apart)
        package[term] += 1 if theirs[term] > package[term] else -1
    return tuple(package)


def _leap(session: Session, random: Random) -> Package:
    """All the way to them on a term."""
    package = list(session.ours)
    term = random.randrange(len(package))
    package[term] = session.theirs[term]
    return tuple(package)


def _back(session: Session, random: Random) -> Package:
    """What they ask for, but for one term."""
    package = list(session.theirs)
    term = random.randrange(len(package))
    package[term] = session.bargaining.numbers.our_opening[term]
    return tuple(package)


def _worst(session: Session, random: Random) -> Package:
    """The worst for them of a few."""
    few = [_any(session, random) for _ in range(OFFERS)]
    return min(few, key=session.bargaining.theirs.of)


def _close(session: Session, random: Random) -> Package | None:
    """What lies between the two positions, or their word."""
    if random.random() < 0.3:
        return None
    pairs = zip(session.ours, session.theirs, strict=True)
    return tuple(random.randint(*sorted(pair)) for pair in pairs)


MANNERS: tuple[Manner, ...] = (_any, _stand, _step, _leap, _back, _worst, _close)
