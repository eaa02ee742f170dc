"""Every state a play can reach, one by one, each reduced to what is read later.

Breadth first, on the real engine, with every outcome of chance: the first path found to anything is
a shortest one. It finishes if there are few states and gives up if there are many; a search that
gave up claims nothing about what it didn't meet.
"""

from __future__ import annotations

from collections import defaultdict
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


@dataclass(slots=True)
class Explored:
    """What a search met: for each label, the state and the option of the move that first led to
    it."""

    story: Story
    is_complete: bool = False
    first: dict[Label, tuple[State, str] | None] = field(default_factory=dict)
    came_from: dict[State, tuple[State, str] | None] = field(default_factory=dict)

    def path(self, label: Label) -> tuple[str, ...]:
        """The decisions of a shortest play that does what a label says, if chance is kind."""
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
    """Visit states until none are left, the effort is spent, or there are more than `most`."""
    shrink = shrink or shrinker(story)
    ready = program(story)
    endings = story.endings
    found = Explored(story)
    first_state = shrink(initial(story))
    found.came_from[first_state] = None
    seen, asks = found.first, shrink.system.asks
    told = tellings(story).with_any_seed(tell(story, initial(story)), (), asks)
    for label in (*labels_at_start(story, 0), *told):
        seen[label] = None
    queue = [first_state]
    for state in queue:
        if len(queue) > most or effort.is_spent:
            return found
        effort.spend()
        for move in moves(story, state):
            step = (state, move.option)
            for label in met(story, state, move, asks):
                if label not in seen:
                    seen[label] = step
            after = shrink(move.state)
            if after in found.came_from:
                continue
            found.came_from[after] = step
            if after.scene in endings:
                continue
            queue.append(after)
            if not any(option.open for option in ready[after.scene].options(after.values)):
                seen.setdefault(("stuck", after.scene), step)
    found.is_complete = True
    return found


def circling(explored: Explored, effort: Effort) -> list[State] | None:
    """The states from which a play can only go in circles, those nearest the start first, after a
    search that finished. None if the effort was spent before."""
    story = explored.story
    shrink = shrinker(story)
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
