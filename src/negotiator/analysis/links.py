"""What leads where, and what is read where, whatever the numbers are.

The coarsest picture of a story: places are joined if a decision, a round of reactions or an
interrupt could lead from one to the other with every condition left out. What this says can't
be reached is never reached; what it says can be may still not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property

from negotiator.engine.program import table_lines, table_numbers
from negotiator.story.expressions import Expression
from negotiator.story.model import Choice, Ending, Event, Passage, Scene, Story, Table


class Links:
    """The places of a story and the ways between them."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.interrupts = [one.id for one in story.events.values() if one.interrupt]
        self.pools: dict[str, list[str]] = {}
        for event in story.events.values():
            if event.pool:
                self.pools.setdefault(event.pool, []).append(event.id)
        self.motions = {
            motion.id: motion.needs.reads.union(*(bloc.ayes.reads for bloc in motion.blocs))
            for motion in story.motions.values()
        }

    def ahead(self, place: Scene | Event | Ending) -> set[str]:
        """The places that may come next after one, apart from what an event came into."""
        if isinstance(place, Ending):
            return set()
        found = {branch.to for choice in place.choices for branch in choice.goto}
        if found and not found <= self.story.endings.keys():
            found.update(self.interrupts)
        if isinstance(place, Scene) and place.draw is not None:
            found.update(self.pools.get(place.draw.pool, ()))
        return found

    @cached_property
    def after(self) -> dict[str, set[str]]:
        """For each place those that may come next, what an event came into included."""
        found = {place.id: self.ahead(place) for place in self.story.places.values()}
        for scene in self.story.scenes.values():
            if scene.draw is not None:
                for event in self.pools.get(scene.draw.pool, ()):
                    found[event].add(scene.id)
        if self.interrupts:
            entered = {to for ways in found.values() for to in ways if to in self.story.scenes}
            for event in self.interrupts:
                found[event] |= entered
        return found

    @cached_property
    def before(self) -> dict[str, set[str]]:
        """For each place those that it may come next to."""
        found: dict[str, set[str]] = {name: set() for name in self.after}
        for name, ways in self.after.items():
            for to in ways:
                found[to].add(name)
        return found

    @cached_property
    def reached(self) -> set[str]:
        """The places that something leads to from the start."""
        return _spread([self.story.start], self.after)

    @cached_property
    def finishing(self) -> set[str]:
        """The places from which something leads to an ending."""
        return _spread(self.story.endings, self.before)

    @cached_property
    def in_circles(self) -> set[str]:
        """The scenes that may be entered more than once, or can't be shown not to be."""
        order, number = [self.story.start], {self.story.start: 0}
        low: dict[str, int] = {}
        found: set[str] = set()
        work = [(self.story.start, iter(sorted(self.after[self.story.start])))]
        open_ = [self.story.start]
        is_open = {self.story.start}
        low[self.story.start] = 0
        while work:
            name, ways = work[-1]
            for to in ways:
                if to == name:
                    found.add(name)
                if to not in number:
                    number[to] = low[to] = len(order)
                    order.append(to)
                    open_.append(to)
                    is_open.add(to)
                    work.append((to, iter(sorted(self.after[to]))))
                    break
                if to in is_open:
                    low[name] = min(low[name], number[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == number[name]:
                    at = open_.index(name) if open_[-1] != name else len(open_) - 1
                    group = open_[at:]
                    del open_[at:]
                    is_open.difference_update(group)
                    if len(group) > 1:
                        found.update(group)
        return found

    @cached_property
    def live(self) -> dict[str, set[str]]:
        """For each place the names that are read in it or anywhere it may lead to."""
        names: dict[str, int] = {}
        masks: dict[str, int] = {}
        for place in self.story.places.values():
            mask = 0
            for name in self.read_in[place.id]:
                mask |= 1 << names.setdefault(name, len(names))
            masks[place.id] = mask
        waiting = list(masks)
        queued = set(waiting)
        while waiting:
            name = waiting.pop()
            queued.discard(name)
            mask = masks[name]
            for source in self.before[name]:
                if masks[source] | mask != masks[source]:
                    masks[source] |= mask
                    if source not in queued:
                        queued.add(source)
                        waiting.append(source)
        sets = {
            mask: {one for one, bit in names.items() if mask >> bit & 1}
            for mask in set(masks.values())
        }
        return {place: sets[mask] for place, mask in masks.items()}

    @cached_property
    def read_in(self) -> dict[str, set[str]]:
        """For each place the names it reads itself, from when it is entered until it is left."""
        return {place.id: self._read_in(place) for place in self.story.places.values()}

    def _read_in(self, place: Scene | Event | Ending) -> set[str]:
        found = _read_in_passages(place.text)
        if isinstance(place, Ending):
            for reading in place.readings:
                found |= _read_in_passages(reading.lines)
            return found
        if isinstance(place, Event):
            found |= _read_in(place.when)
            found |= _read_in(place.weight)
        found |= self._read_by(place)
        if isinstance(place, Table):
            found |= _read_at(place)
        for choice in place.choices:
            found |= _read_in(choice.when)
            found |= self.read_on_choosing(choice)
        return found

    def read_on_choosing(self, choice: Choice) -> set[str]:
        """The names that a choice reads once it is chosen."""
        found = _read_in_passages(choice.outcome) | self._read_by(choice)
        for branch in choice.goto:
            found |= _read_in(branch.when)
        return found

    def _read_by(self, part: Scene | Event | Choice) -> set[str]:
        """The names that the effects and the vote of a part read."""
        found: set[str] = set()
        for effect in part.effects:
            found |= effect.amount.reads
        if part.vote:
            found |= self.motions[part.vote]
        return found


def _spread(first: Iterable[str], ways: dict[str, set[str]]) -> set[str]:
    found = set(first)
    waiting = list(found)
    while waiting:
        for name in ways[waiting.pop()]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _read_at(table: Table) -> set[str]:
    """The names that a table's own numbers and lines read."""
    found = _read_in_passages(table_lines(table))
    for number in (*table_numbers(table), table.doubt):
        found |= number.reads
    for term in table.terms:
        found.add(f"terms.{term.id}")
        for option in term.options:
            found = found.union(*(effect.amount.reads for effect in option.effects))
    return found


def _read_in(expression: Expression | None) -> Set[str]:
    return expression.reads if expression is not None else frozenset()


def _read_in_passages(passages: Iterable[Passage]) -> set[str]:
    found: set[str] = set()
    for passage in passages:
        if passage.when is not None:
            found |= passage.when.reads
    return found
