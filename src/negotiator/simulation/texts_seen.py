"""How often many plays met each text and each way; lines at tables are counted in talks.

Who plays many times closes a table in one step, so that what would be said there is heard only in
talks of their own (`trying_talks`), held at the tables of the first few plays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine.state import State
from negotiator.engine.transitions import LINE
from negotiator.simulation.players import Who
from negotiator.simulation.simulate import playthrough
from negotiator.simulation.tally import Tally
from negotiator.simulation.trying_talks import talked
from negotiator.statespace.tellings import Telling, tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.model import Story

TALKED = 40
"""Plays at whose tables talks are held."""


class TellingSeen(NamedTuple):
    """How often a text was told, or a way taken, in all plays together, and how often it could have
    been: how often what it belongs to was met; for a line at a table, the talks held there."""

    telling: Telling
    times: int
    of: int

    @property
    def is_dry(self) -> bool:
        """Whether it was never met, though what it belongs to was."""
        return not self.times and self.of > 0


def tellings_seen(story: Story, player: Who, seed: int, tally: Tally) -> tuple[TellingSeen, ...]:
    """Every text and every way of a story, in order, as these plays of a player met it."""
    held = talked(story, _at_tables(story, player, seed, tally.plays))
    found = []
    for one in tellings(story).all:
        times, of = held.said[one.label[1]], held.held[one.owner[1]]
        if one.kind != LINE:
            times = _times(tally, one.owner if one.is_always else one.label)
            of = _times(tally, one.within)
        found.append(TellingSeen(one, times, of))
    return tuple(found)


def _times(tally: Tally, label: Label) -> int:
    """How often something was met."""
    kind, name = label
    if kind == "act":
        return tally.plays  # one is over at the end of a play, if not before
    counted = {"ending": tally.ends, "event": tally.events, "choice": tally.taken}
    return counted[kind][name] if kind in counted else tally.met[label]


def _at_tables(story: Story, player: Who, seed: int, plays: int) -> Iterator[State]:
    """The states at tables of the first few plays, if anything is said there."""
    if any(one.kind == LINE for one in tellings(story).all):
        for number in range(min(plays, TALKED)):
            for turn in playthrough(story, player, seed, number).turns:
                if turn.place in story.tables:
                    yield State(turn.place, turn.values, seed + number, 0)
