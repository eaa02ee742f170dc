"""Every state a play can reach, one by one, each reduced to what is read later.

Breadth first, on the real engine, with every outcome of chance: the first path found to anything is
a shortest one. It finishes if there are few states and gives up if there are many; a search that
gave up claims nothing about what it didn't meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from negotiator.checking.verdicts import labels_at_start
from negotiator.engine import State, tell
from negotiator.engine.compiler import program
from negotiator.statespace.bisimulation import Shrinker, shrinker
from negotiator.statespace.components import leading_to
from negotiator.statespace.effort import Effort
from negotiator.statespace.successors import initial, line, met, moves
from negotiator.statespace.tellings import tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.choice_names import full_name
from negotiator.story.model import Story

NEARLY_ALL = 50_000
"""The states up to which a search goes on past its limit while it has visited nearly all that it
found: then it is about to finish, and only a search that finishes proves anything."""
WAITING = 0.1
"""The part of what was found that may wait then: two gauges that each step moves have 2 % waiting,
a long story 70 %."""


@dataclass(slots=True)
class Explored:
    """What a search met: for each label, the state and the option of the move that first led to
    it."""

    story: Story
    shrink: Shrinker
    is_complete: bool = False
    first: dict[Label, tuple[State, str] | None] = field(default_factory=dict)
    came_from: dict[State, tuple[State, str] | None] = field(default_factory=dict)

    def begin(self) -> State:
        """The state before the first decision; what is met by then is noted."""
        story, asks = self.story, self.shrink.system.asks
        state = self.shrink(initial(story))
        self.came_from[state] = None
        told = tellings(story).with_any_seed(tell(story, initial(story)), (), asks)
        for label in (*labels_at_start(story, 0), *told):
            self.first[label] = None
        return state

    def visit(self, state: State) -> Iterator[State]:
        """The new states that decisions lead to from here, those after which a play goes on; what
        is met on the way is noted."""
        story, came_from, first = self.story, self.came_from, self.first
        ready, asks = program(story), self.shrink.system.asks
        for move in moves(story, state):
            step = (state, move.option)
            for label in met(story, state, move, asks):
                if label not in first:
                    first[label] = step
            after = self.shrink(move.state)
            if after in came_from:
                continue
            came_from[after] = step
            if after.scene in story.endings:
                continue
            if not any(option.open for option in ready[after.scene].options(after.values)):
                first.setdefault(("stuck", after.scene), step)
            yield after

    def path(self, label: Label) -> tuple[str, ...]:
        """The decisions by which the search reached what a label says, if chance is kind."""
        path: list[str] = []
        step = self.first[label]
        while step is not None:
            state, option = step
            path += [
                full_name(state.scene, one) for one in reversed(line(self.story, state, option))
            ]
            step = self.came_from[state]
        return tuple(reversed(path))


def explore(story: Story, effort: Effort, most: int, shrink: Shrinker | None = None) -> Explored:
    """Visit states until none are left, the effort is spent, or there are more than `most` (or
    `NEARLY_ALL`, if few wait by then); the first path to anything is a shortest one."""
    found = Explored(story, shrink or shrinker(story))
    queue = [found.begin()]
    for visited, state in enumerate(queue):
        few_wait = len(queue) - visited < WAITING * len(queue)
        if effort.is_spent or len(queue) > (max(most, NEARLY_ALL) if few_wait else most):
            return found
        effort.spend()
        queue += found.visit(state)
    found.is_complete = True
    return found


def circling(explored: Explored, effort: Effort) -> list[State] | None:
    """The states from which a play can only go in circles, those nearest the start first, after a
    search that finished. None if the effort was spent before."""
    story = explored.story
    shrink = explored.shrink
    before: defaultdict[State, list[State]] = defaultdict(list)
    ends: list[State] = []
    for state in explored.came_from:
        if effort.is_spent:
            return None
        effort.spend()
        after = [] if state.scene in story.endings else list(moves(story, state))
        if not after:
            ends.append(state)
        for move in after:
            before[shrink(move.state)].append(state)
    ending = leading_to(ends, before)
    return [state for state in explored.came_from if state not in ending]
