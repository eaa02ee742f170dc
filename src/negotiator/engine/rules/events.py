"""The rules of events: when one can come, how long it rests, and which are tried first."""

from __future__ import annotations

from negotiator.engine.transitions import Candidate, both
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read
from negotiator.story.model import Event, Story
from negotiator.story.value_names import Cooldown, Visits

ONE = Literal(1)


class EventRules:
    """When the events of one story can come.

    `pools` has the events of each pool by priority; the pool of interrupts has an empty name.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pools: dict[str, list[Event]] = {"": []}
        for event in sorted(story.events.values(), key=lambda one: -one.priority):
            self.pools.setdefault(event.pool, []).append(event)
        self._draws: dict[str, tuple[tuple[Candidate, ...], ...]] = {}

    def cooldown(self, event: Event) -> int:
        """How long an event rests after it came: one more than the author asks, as entering the
        next scene already counts it down. For an interrupt that is the scene it came before; for a
        reaction, the present scene was entered before it came, and the next is entered before its
        round is drawn."""
        return event.cooldown + 1

    def cooled_down(self, event: Event) -> Node:
        """What entering a scene leaves of an event's rest; endings leave all of it."""
        fewer = Operation("-", (Read(Cooldown(event.id)), ONE))
        return Operation("max", (Literal(0), fewer))

    def candidate(self, event: Event) -> Candidate:
        """When an event can come, if it hasn't in the same draw; the cheapest conditions come
        first."""
        guards: list[Node] = []
        if event.once:
            guards.append(Comparison(("==",), (Read(Visits(event.id)), Literal(0))))
        if event.cooldown:
            guards.append(Comparison(("==",), (Read(Cooldown(event.id)), Literal(0))))
        if event.when is not None:
            guards.append(event.when.node)
        weight = event.weight.node if event.weight is not None else ONE
        return Candidate(event.id, both(*guards), weight, ("events", event.id))

    def tiers(self, pool: str) -> tuple[tuple[Candidate, ...], ...]:
        """The events of a pool by priority, the highest first."""
        found = self._draws.get(pool)
        if found is None:
            by: dict[int, list[Candidate]] = {}
            for event in self.pools.get(pool, ()):
                by.setdefault(event.priority, []).append(self.candidate(event))
            found = self._draws.setdefault(pool, tuple(map(tuple, by.values())))
        return found
