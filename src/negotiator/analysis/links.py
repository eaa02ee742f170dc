"""What leads where, and what is read where, whatever the numbers are.

The coarsest picture of a story: places are joined if a decision, a round of reactions or an
interrupt could lead from one to the other with every condition left out. What this says can't
be reached is never reached; what it says can be may still not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cached_property

from negotiator.analysis.components import components
from negotiator.story.expressions import Expression
from negotiator.story.intervals import Range
from negotiator.story.model import Choice, Ending, Event, Passage, Scene, Story, Table
from negotiator.story.walk import table_lines, table_numbers


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
    def ways(self) -> dict[str, set[str]]:
        """For each place those that may come next, but of an event not what it came into: what is
        before the event leads there too. So no event joins places that it doesn't join."""
        return {place.id: self.ahead(place) for place in self.story.places.values()}

    @cached_property
    def going_on(self) -> dict[str, set[str]]:
        """For each event what may come next once it is answered, apart from its own ways."""
        found: dict[str, set[str]] = {event: set() for event in self.story.events}
        for scene in self.story.scenes.values():
            if scene.draw is not None:
                pool = self.pools.get(scene.draw.pool, ())
                for event in pool:
                    found[event].update((scene.id, *pool))
        if self.interrupts:
            entered = {to for to in set().union(*self.ways.values()) if to in self.story.scenes}
            for event in self.interrupts:
                found[event].update(entered, self.interrupts)
        return found

    @cached_property
    def after(self) -> dict[str, set[str]]:
        """For each place those that may come next, what an event came into included."""
        return {name: to | self.going_on.get(name, set()) for name, to in self.ways.items()}

    @cached_property
    def before(self) -> dict[str, set[str]]:
        """For each place those that it may come next to by their own ways."""
        return _turned(self.ways)

    @cached_property
    def reached(self) -> set[str]:
        """The places that something leads to from the start."""
        return set(_spread([self.story.start], self.ways))

    @cached_property
    def finishing(self) -> set[str]:
        """The places from which something leads to an ending."""
        found = set(_spread(self.story.endings, self.before))
        return found | {event for event, to in self.going_on.items() if to & found}

    def circles(self, places: Set[str]) -> list[str]:
        """Of these places, which lead to none but each other: where each circle that no way leads
        out of is first come to from the start."""
        order = [
            one
            for one in _spread([self.story.start], self.ways)
            if one in places and one in self.story.scenes
        ]
        return _last(order, {one: self._scenes_after(one) & places for one in order})

    def _scenes_after(self, name: str) -> set[str]:
        """The scenes that may come next to a scene, events on the way left out."""
        found = dict.fromkeys(self.ways[name])
        queue = list(found)
        for to in queue:
            for further in self.ways[to] if to in self.story.events else ():
                if further not in found:
                    found[further] = None
                    queue.append(further)
        return found.keys() & self.story.scenes.keys()

    def causes(self, missed: Set[str]) -> dict[str, list[str]]:
        """Of places that no play comes to those that explain the rest, each with what comes only
        after it: something else leads to them, or nothing at all."""
        order = [one for one in self.story.places if one in missed]
        ways = {one: self.ways[one] & missed for one in order}
        first = [one for one in order if self.before[one] - missed]
        behind = _spread(first, ways)
        rest = [one for one in order if one not in behind]
        back = {one: self.before[one] & missed for one in rest}
        found = sorted([*first, *_last(rest, back)], key=order.index)
        told = set(found)
        return {one: [to for to in _spread([one], ways) if to not in told] for one in found}

    def ranges_without(self, missed: Set[str], ranges: dict[str, Range]) -> dict[str, Range]:
        """Between what each value lies if no play comes to these places: what is only counted or
        changed there stays as it begins."""
        story = self.story
        changed: set[str] = set()
        places: list[Scene | Event] = [*story.scenes.values(), *story.events.values()]
        for place in places:
            if place.id not in missed:
                terms = place.terms if isinstance(place, Table) else ()
                options = [one for term in terms for one in term.options]
                for part in (place, *place.choices, *options):
                    changed.update(effect.target for effect in part.effects)
        found = dict(ranges)
        starts = {one.id: one.start for one in story.gauges.values()}
        starts |= {one.id: int(one.start) for one in story.flags.values()}
        starts |= {one.id: one.start for one in story.counters.values()}
        for name in found.keys() & (starts.keys() - changed):
            found[name] = (starts[name], starts[name])
        gone = [f"visits({name})" for name in missed]
        gone += [f"chosen({one.name})" for one in story.choices.values() if one.scene in missed]
        return found | {name: (0, 0) for name in gone if name in found}

    @cached_property
    def in_circles(self) -> set[str]:
        """The scenes that may be entered more than once, or can't be shown not to be."""
        found: set[str] = set()
        for group in components(self.story.start, self.ways.__getitem__):
            if len(group) > 1 or group[0] in self.ways[group[0]]:
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
        for event, going_on in self.going_on.items():
            for to in going_on:
                masks[event] |= masks[to]
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


def _spread(first: Iterable[str], ways: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """All that is come to on these ways, the nearest first."""
    found = dict.fromkeys(first)
    queue = list(found)
    for name in queue:
        for to in ways[name]:
            if to not in found:
                found[to] = None
                queue.append(to)
    return found


def _turned(ways: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in ways}
    for name, ahead in ways.items():
        for to in ahead:
            found[to].add(name)
    return found


def _last(order: Iterable[str], ways: Mapping[str, Set[str]]) -> list[str]:
    """Of each circle, or single place, that no way leads out of the place first in order."""
    rank = {name: number for number, name in enumerate(order)}
    # No place is called so: from there all of them are come to.
    groups = components("", lambda name: ways[name] if name else rank)
    return [
        min(group, key=rank.__getitem__)
        for group in groups
        if group != [""] and all(ways[name] <= set(group) for name in group)
    ]


def and_so(story: Story, behind: Iterable[str]) -> str:
    """That what comes only after a place isn't come to either, in words; empty if nothing does."""
    names = list(behind)
    counts = [
        (sum(one in story.scenes for one in names), "scene"),
        (sum(one in story.events for one in names), "event"),
        (sum(one in story.endings for one in names), "ending"),
    ]
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    listed = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    return f", nor to what comes only after it: {listed}" if said else ""


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
