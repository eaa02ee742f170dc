"""Where visits lead, whatever the conditions are: the places that a play may be in during each, and
those that it may be in without one.

A visit begins with a `visit` in a `goto` and lasts until a `return`, until an ending, or until an
event leads elsewhere: that gives up whatever the event came into. Which visits are faulty is told
by `reading.visits`; what one does is said by the engine's rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from negotiator.story.model import RETURN, Choice, Destination, Ending, Event, Scene, Story


class Visits:
    """The visits of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ways = [
            (choice, branch)
            for choice in story.choices.values()
            for branch in choice.goto
            if branch.visit
        ]
        """Every way on a visit, with its choice."""
        self.drawn: dict[str, list[str]] = {}
        for event in story.events.values():
            self.drawn.setdefault(_drawing(event.pool), []).append(event.id)
        self.areas: dict[str, set[str]] = {
            place: _spread(self._arriving(place), self._during)
            for place in dict.fromkeys(branch.visit for _, branch in self.ways)
        }
        """For each place that is visited, all in which a play may be during the visit."""

    def numbers(self, place_id: str) -> tuple[int, ...]:
        """What a `return` in a place may lead to: numbers of `Story.returns`, from 1."""
        return self._numbers.get(place_id, ())

    @cached_property
    def during(self) -> set[str]:
        """The places in which a play may be on a visit."""
        return set().union(*self.areas.values())

    @cached_property
    def outside(self) -> set[str]:
        """The places in which a play may be without being on a visit."""
        return _spread([self.story.start], self._outside)

    @cached_property
    def _numbers(self) -> dict[str, tuple[int, ...]]:
        number = self.story.return_numbers
        of_area: dict[str, set[int]] = {}
        for choice, branch in self.ways:
            of_area.setdefault(branch.visit, set()).add(number[choice.after(branch)])
        found: dict[str, set[int]] = {}
        for visited, numbers in of_area.items():
            for place in self.areas[visited]:
                found.setdefault(place, set()).update(numbers)
        return {place: tuple(sorted(numbers)) for place, numbers in found.items()}

    def _arriving(self, to: str) -> Iterator[str]:
        """A place with what may come before it is entered."""
        yield to
        if to not in self.story.endings:
            yield _drawing("")

    def _during(self, name: str) -> Iterator[str]:
        """What may follow in the same visit."""
        yield from self.drawn.get(name, ())
        scene = self.story.scenes.get(name)
        if scene is not None:
            for branch in _ways(scene.choices):
                if branch.to and branch.to != RETURN:
                    yield from self._arriving(branch.to)
            if scene.draw is not None:
                yield _drawing(scene.draw.pool)

    def _outside(self, name: str) -> Iterator[str]:
        """What may follow without a visit, or after one."""
        yield from self.drawn.get(name, ())
        place = self.story.places.get(name)
        if place is None or isinstance(place, Ending):
            return
        yield from self._left_for(place)
        for branch in _ways(place.choices):
            for event in self.areas.get(branch.visit, set()) & self.story.events.keys():
                yield from self._left_for(self.story.events[event])
        if isinstance(place, Scene) and place.draw is not None:
            yield _drawing(place.draw.pool)

    def _left_for(self, place: Scene | Event) -> Iterator[str]:
        """Where a place leads without a visit, or after one."""
        for branch in _ways(place.choices):
            to = branch.then if branch.visit else branch.to
            if to and to != RETURN:
                yield from self._arriving(to)


def _ways(choices: Iterable[Choice]) -> Iterator[Destination]:
    return (branch for choice in choices for branch in choice.goto)


def _drawing(pool: str) -> str:
    """The name of the drawing from a pool, or of the interrupts, which no place can have."""
    return f"draw {pool}"


def _spread(first: Iterable[str], ahead: Callable[[str], Iterable[str]]) -> set[str]:
    """Everything that follows from these."""
    found = set(first)
    queue = list(found)
    for name in queue:
        for to in ahead(name):
            if to not in found:
                found.add(to)
                queue.append(to)
    return found
