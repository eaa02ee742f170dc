"""What leads where, and what is read where, whatever the numbers are.

The coarsest picture of a story, made from the blocks of its rules: places are joined if a decision,
a round of reactions or an interrupt could lead from one to the other with every condition left out.
What can't be reached here is never reached; what can be may still not be. Between places and the
events of a pool stands a node for drawing from that pool, so that the graph grows linearly with the
story, and not as its square.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, KeysView, Mapping, Sequence, Set
from functools import cached_property

from negotiator.engine.compiler import rules
from negotiator.statespace.components import components, leading_to
from negotiator.statespace.value_ranges import parts
from negotiator.story.expressions import Expression
from negotiator.story.intervals import Range
from negotiator.story.model import Choice, Ending, Event, Scene, Story
from negotiator.story.walk import at_an_ending, in_choices, in_places, of_motion, on_taking

_SEVERAL = ""
"""Whose a place is that is reached from several: no place has this name."""


class Links:
    """The places of a story and the ways between them."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.rules = rules(story)

    # Ways

    @cached_property
    def ways(self) -> dict[str, Collection[str]]:
        """For each place and each drawing, what may come next. An event's entry leaves out the
        place that it interrupted: whatever precedes the event leads there too. So no event joins
        places that it doesn't really join."""
        story, made = self.story, self.rules
        drawn = [scene.draw.pool for scene in story.scenes.values() if scene.draw is not None]
        found: dict[str, Collection[str]] = {
            _drawing(pool): [one.event for tier in made.tiers(pool) for one in tier]
            for pool in (*made.pools, *drawn)
        }
        for place in story.places.values():
            ahead = {} if isinstance(place, Ending) else self.leading(*place.choices)
            if isinstance(place, Scene) and place.draw is not None:
                ahead[_drawing(place.draw.pool)] = None
            found[place.id] = ahead
        return found

    def leading(self, *choices: Choice) -> dict[str, None]:
        """What these choices lead to, including what may come before that is entered; nothing if
        the play stays."""
        found = self.rules.leads(*choices)
        if self.rules.pools[""]:
            for to in tuple(found):
                interrupts = self.rules.interrupts(to)
                if interrupts is not None:
                    found[_drawing(interrupts.pool)] = None
        return found

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """For each place and each drawing, the nodes it may follow by their own ways."""
        found: dict[str, list[str]] = {name: [] for name in self.ways}
        for name, ahead in self.ways.items():
            for to in ahead:
                found[to].append(name)
        return found

    def places_before(self, name: str) -> set[str]:
        """The places that a place may directly follow."""
        return {
            one
            for source in self.before[name]
            for one in (self.before[source] if _is_drawing(source) else (source,))
        }

    def _places_after(self, name: str) -> set[str]:
        return {
            one for to in self.ways[name] for one in (self.ways[to] if _is_drawing(to) else (to,))
        }

    @cached_property
    def goes_on(self) -> dict[str, list[str]]:
        """For each pool, what may come next once an event from it is answered, apart from the
        event's own ways."""
        found: dict[str, list[str]] = {pool: [] for pool in self.rules.pools}
        for name, scene in self.story.scenes.items():
            if scene.draw is not None:
                found.setdefault(scene.draw.pool, []).append(name)
            interrupts = self.rules.interrupts(name)
            if interrupts is not None and self.before[name]:
                found[interrupts.pool].append(name)
        return {pool: [*one, _drawing(pool)] if one else [] for pool, one in found.items()}

    @cached_property
    def reached(self) -> set[str]:
        """The places that can be reached from the start."""
        return {one for one in spread([self.story.start], self.ways) if not _is_drawing(one)}

    @cached_property
    def finishing(self) -> set[str]:
        """The places from which an ending can be reached."""
        found = {one for one in leading_to(self.story.endings, self.before) if not _is_drawing(one)}
        for pool, further in self.goes_on.items():
            if not found.isdisjoint(further):
                found.update(event.id for event in self.rules.pools.get(pool, ()))
        return found

    @cached_property
    def in_circles(self) -> set[str]:
        """The scenes that may be entered more than once, or can't be shown not to be."""
        found: set[str] = set()
        for group in self._groups:
            if len(group) > 1 or group[0] in self.ways[group[0]]:
                found.update(group)
        return found & self.reached

    def circles(self, places: Set[str]) -> list[str]:
        """Among these places, which lead only to each other: for each circle without a way out, the
        place reached first from the start."""
        order = [
            one
            for one in spread([self.story.start], self.ways)
            if one in places and one in self.story.scenes
        ]
        return _last(order, {one: self._scenes_after(one) & places for one in order})

    def _scenes_after(self, name: str) -> set[str]:
        """The scenes that may directly follow a scene, ignoring events on the way."""
        found = dict.fromkeys(self.ways[name])
        queue = list(found)
        for to in queue:
            for further in self.ways[to] if to not in self.story.scenes else ():
                if further not in found:
                    found[further] = None
                    queue.append(further)
        return found.keys() & self.story.scenes.keys()

    def causes(self, missed: Set[str]) -> dict[str, list[str]]:
        """Among places that no play reaches, those that explain the rest, each with the places
        reachable only through it: either something else leads to them, or nothing at all."""
        if not missed:
            return {}
        order = [one for one in self.story.places if one in missed]
        rank = {one: number for number, one in enumerate(order)}
        ways = self._ways_among(missed)
        first = [one for one in order if self.places_before(one) - missed]
        behind = spread(first, ways)
        rest = [one for one in order if one not in behind]
        back = {one: self.places_before(one) & missed for one in rest}
        found = sorted([*first, *_last(rest, back)], key=rank.__getitem__)
        return only_through(found, ways)

    def behind(self, first: Iterable[str], missed: Set[str]) -> KeysView[str]:
        """These, and all that can be reached from them, among places that no play reaches."""
        return spread(first, self._ways_among(missed)).keys()

    def _ways_among(self, missed: Set[str]) -> dict[str, Set[str]]:
        return {one: self._places_after(one) & missed for one in self.story.places if one in missed}

    # Assignments and reads

    def ranges_without(self, missed: Set[str], ranges: dict[str, Range]) -> dict[str, Range]:
        """The range of each value if no play reaches these places: a value assigned only there
        keeps its start."""
        assigned: set[str] = set()
        for part in parts(self.rules, missed):
            assigned.update((part.counts, *part.targets))
        assigned.update(one.target for one in self.rules.cooling)
        domains = self.rules.domains
        starts = {name: int(domains[name].start) for name in ranges.keys() - assigned}
        return ranges | {name: (start, start) for name, start in starts.items()}

    @cached_property
    def voting(self) -> dict[str, list[str]]:
        """For each motion, the places in which it is put to the vote."""
        found: dict[str, list[str]] = {name: [] for name in self.story.motions}
        places: list[Scene | Event] = [*self.story.scenes.values(), *self.story.events.values()]
        for place in places:
            for part in (place, *place.choices) if found else ():
                if part.vote is not None:
                    found[part.vote].append(place.id)
        return found

    @cached_property
    def readers(self) -> dict[str, list[str]]:
        """The places that read each flag and counter, from entering them until leaving them."""
        story = self.story
        found: dict[str, list[str]] = {name: [] for name in (*story.flags, *story.counters)}
        wanted = found.keys()
        for place in story.places.values():
            names: set[str] = set()
            for one in self._read_in(place):
                names |= one.reads
            for name in names & wanted:
                found[name].append(place.id)
        return found

    def read_later(self, names: Sequence[str]) -> dict[str, int]:
        """For each place and each drawing, which of these names are read in it or anywhere it may
        lead to: bit n is set for name number n."""
        masks = dict.fromkeys(self.ways, 0)
        for number, name in enumerate(names):
            for place in self.readers.get(name, ()):
                masks[place] |= 1 << number
        for group in self._groups:
            mask = 0
            for name in group:
                mask |= masks[name]
                for to in self.ways[name]:
                    mask |= masks[to]
            for name in group:
                masks[name] = mask
        further = {pool: joined(masks[to] for to in ahead) for pool, ahead in self.goes_on.items()}
        for event in self.story.events.values():
            masks[event.id] |= further[event.pool]
        for name in map(_drawing, self.goes_on):
            # Here it makes no difference what an event interrupted.
            masks[name] = joined(masks[event] for event in self.ways[name])
        return masks

    def _read_in(self, place: Scene | Event | Ending) -> list[Expression]:
        """The expressions that a place itself evaluates, including its choices."""
        story = self.story
        found = [*story.once(in_places)[place.id]]
        if isinstance(place, Ending):
            found += at_an_ending(story)
            return found
        found += story.once(in_choices).get(place.id, ())
        for part in (place, *place.choices) if story.motions else ():
            if part.vote is not None:
                found += of_motion(story.motions[part.vote])
        return found

    def read_on_taking(self, choice: Choice) -> list[Expression]:
        """The expressions evaluated once a choice is taken."""
        found = on_taking(choice)
        if choice.vote is not None:
            found += of_motion(self.story.motions[choice.vote])
        return found

    @cached_property
    def _groups(self) -> list[list[str]]:
        """Groups of nodes that lead to each other, each group after those it leads to."""
        # No place has this name: all of them are reached from there.
        return components("", lambda name: self.ways[name] if name else self.ways)[:0:-1]


def joined(masks: Iterable[int]) -> int:
    """The bits that are set in any of these."""
    found = 0
    for mask in masks:
        found |= mask
    return found


def _drawing(pool: str) -> str:
    """The name of the node for drawing from a pool, which no place can have."""
    return f"draw {pool}"


def _is_drawing(name: str) -> bool:
    return " " in name


def spread(first: Iterable[str], ways: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """Everything that can be reached by these ways, the nearest first."""
    found = dict.fromkeys(first)
    queue = list(found)
    for name in queue:
        for to in ways[name]:
            if to not in found:
                found[to] = None
                queue.append(to)
    return found


def _last(order: Iterable[str], ways: Mapping[str, Set[str]]) -> list[str]:
    """For each circle, or single place, without a way out: the place that is first in order."""
    rank = {name: number for number, name in enumerate(order)}
    # No place has this name: all of them are reached from there.
    groups = components("", lambda name: ways[name] if name else rank)
    return [
        min(group, key=rank.__getitem__)
        for group in groups
        if group != [""] and _is_closed(group, ways)
    ]


def only_through(first: list[str], ways: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """For each of the first, all that can be reached from it and from none of the others.

    Nothing is looked at more than twice: by the first that reaches it, and by the second, after
    which it belongs to nobody.
    """
    owners: dict[str, str] = {one: one for one in first}
    for one in first:
        queue = [one]
        for name in queue:
            for to in ways[name]:
                owner = owners.get(to)
                if owner is None:
                    owners[to] = one
                    queue.append(to)
                elif owner not in (one, to, _SEVERAL):
                    owners[to] = _SEVERAL
                    queue.append(to)
    found: dict[str, list[str]] = {one: [] for one in first}
    for name, owner in owners.items():
        if owner not in (name, _SEVERAL):
            found[owner].append(name)
    return found


def _is_closed(group: list[str], ways: Mapping[str, Set[str]]) -> bool:
    """Whether no way leads out of a circle."""
    inside = set(group)
    return all(ways[name] <= inside for name in group)
