"""How tables close, in arrays: for many states at once what the engine says of each."""

from __future__ import annotations

from operator import itemgetter
from random import Random
from typing import Any

import numpy as np
import pytest

from negotiator.bargaining.counterpart import Bargaining, Numbers
from negotiator.simulation.vectorized.tables import CrowdTable
from negotiator.story.expressions import Expression, constant
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Pair, Side, Table, Term, TermOption


class Group(dict[Any, Any]):
    """States as rows: what each expression comes to, and how each term stands."""

    def __len__(self) -> int:
        return len(self["states"])


def made(random: Random) -> Table:
    """A table each of whose expressions is one of its own, for a row of numbers."""
    own = [constant(number) for number in range(100)]
    terms = tuple(
        Term(
            f"t{number}",
            "A term",
            tuple(
                TermOption(f"o{n}", "One", random.randint(0, 100), random.randint(0, 100))
                for n in range(random.randint(2, 3))
            ),
            Pair(own.pop(), own.pop()),
        )
        for number in range(random.randint(1, 4))
    )
    return Table(
        id="t",
        title="T",
        text=(),
        choices=(),
        rounds=own.pop(),
        ours=Side("We", own.pop()),
        theirs=Side("They", own.pop()),
        terms=terms,
        pace=own.pop(),
        patience=own.pop(),
        firm=own.pop(),
        doubt=own.pop(),
    )


STATES = 40


def rows(table: Table, random: Random) -> Group:
    """Numbers for each state, few enough of each that states fall into groups."""

    def row(*choices: int) -> Any:
        return np.array([random.choice(choices) for _ in range(STATES)], dtype=np.int64)

    found = Group(states=range(STATES))
    for term in table.terms:
        found[term.weight.ours] = row(0, 1, 4, -1)
        found[term.weight.theirs] = row(0, 1, 5)
        found[term.id] = row(*range(len(term.options) + 1))
    if random.random() < 0.5:
        for term in table.terms:
            found[term.id] = np.maximum(found[term.id], 1)
    for side in (table.ours, table.theirs):
        found[side.reservation] = row(0, 20, 45, 60, 104)
    found[table.rounds] = row(0, 1, 2, 3, 5)
    found[table.pace] = row(0, 40, 75)
    found[table.patience] = row(0, 1, 2, 3)
    found[table.firm] = row(-4, 0, 40, 50, 100, 120)
    return found


def engine(table: Table, group: Group, state: int) -> Bargaining:
    """The engine's own for one of the states."""

    def number(expression: Expression) -> int:
        return int(group[expression][state])

    settled = [int(group[term.id][state]) for term in table.terms]
    openings = [
        tuple(
            one - 1 if one else term.opens[side]
            for term, one in zip(table.terms, settled, strict=True)
        )
        for side in (0, 1)
    ]
    return Bargaining(
        table,
        Numbers(
            tuple(number(term.weight.ours) for term in table.terms),
            tuple(number(term.weight.theirs) for term in table.terms),
            number(table.ours.reservation),
            number(table.theirs.reservation),
            number(table.rounds),
            number(table.pace),
            number(table.patience),
            number(table.firm),
            *openings,
        ),
    )


@pytest.mark.parametrize("seed", range(25))
def test_arrays_say_of_every_state_what_the_engine_says(seed: int) -> None:
    random = Random(seed)
    table = made(random)
    group = rows(table, random)
    numbers = [one for term in table.terms for one in term.weight]
    numbers += [table.ours.reservation, table.theirs.reservation]
    numbers += [table.rounds, table.pace, table.patience, table.firm]
    crowd = CrowdTable(
        table,
        [itemgetter(number) for number in numbers],
        {f"terms.{term.id}": term.id for term in table.terms},  # type: ignore[misc]
        np,
    )
    thrown = np.array([random.getrandbits(64) for _ in range(STATES)], dtype=np.uint64)
    found = crowd.bargained(group, thrown)
    for state in range(STATES):
        one = engine(table, group, state)
        closes = [
            way
            for way in (DEAL, LEAVE, WALKOUT)
            if np.broadcast_to(found.closes[way], STATES)[state]
        ]
        assert tuple(closes) == one.closings
        if one.ends:
            picked = one.ends[int(thrown[state]) * len(one.ends) >> 64]
            assert found.packages[state] == picked
