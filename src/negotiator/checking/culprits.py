"""The decision of a play after which no ending was left: what the report of a play without end
names.

It is looked for from the play's last decision backwards, among states of which a search already
knows that only circles lead on, and from the others by a search ahead or by random plays that end.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from negotiator.checking.random_search import RandomWalk
from negotiator.checking.termination import Ahead, ahead
from negotiator.checking.verdicts import Witness
from negotiator.engine import State, Step, replay
from negotiator.statespace.bisimulation import shrunk
from negotiator.statespace.effort import Effort
from negotiator.statespace.successors import normal, outcomes
from negotiator.statespace.transition_system import Moment, system_of
from negotiator.story.model import Story

FEW_STATES = 5_000
"""A search ahead of one state gives up after this many."""


class Culprits(NamedTuple):
    """What is known of a story when the decision is looked for."""

    story: Story
    circling: Set[State]
    """Shrunk states from which a play can only go in circles."""
    trap: Set[Moment]
    """Moments from which no way leads out."""
    walk: RandomWalk
    limit: Effort

    def last_chance(self, witness: Witness) -> Step | None:
        """The decision of a play after which no ending was left; None if not known."""
        if witness.seed is None or not witness.decisions:
            return None
        steps = replay(self.story, witness.seed, witness.decisions).play.steps
        for step in reversed(steps):
            if system_of(self.story).moment(step.before) in self.trap:
                continue
            if shrunk(self.story, step.before) in self.circling:
                continue
            found = ahead(self.story, step.before, self.limit.upto(FEW_STATES))
            if found is not Ahead.END and self.walk.can_end(step.before, self.limit):
                found = Ahead.END
            if found is None:
                return None
            if found is Ahead.END:
                return step
        return None

    def is_luck(self, step: Step) -> bool:
        """Whether the same decision could, by chance, have led to where an ending is left."""
        story, before = self.story, normal(step.before)
        if before.scene in story.tables:
            return False
        return any(
            ahead(story, move.state, self.limit.upto(FEW_STATES)) is Ahead.END
            for move in outcomes(story, before, step.option.id)
        )
