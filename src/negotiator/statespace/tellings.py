"""Everything that a story may tell, and every way on, each as a question of its own.

A passage, a document, a line of a reading or a way is named by the keys that it is written under.
One without a condition is met whenever what it belongs to is met, so that only the others need an
answer. What tells something new joins here and as a Meet (`engine.transitions`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.engine.state import Told, Utterance
from negotiator.engine.transitions import DOCUMENT, PASSAGE, READING, TOLD, WAY, Tell
from negotiator.statespace.transition_system import Label
from negotiator.story.key_paths import keys, place_path
from negotiator.story.model import Choice, Destination, Passage, Story
from negotiator.story.source_map import Path

KINDS = (*TOLD, WAY)
_OWNERS = {"come": "event", "take": "choice"}


class Telling(NamedTuple):
    """Something that may be told, or a way that may be taken."""

    kind: str
    path: Path
    owner: Label
    """What it belongs to: a scene, an ending, an event, a choice, an epilogue."""
    is_always: bool
    """Whether it is met whenever its owner is."""
    passage: Passage | None = None
    """What is told; None for a way."""
    ways: tuple[Destination, ...] = ()
    """For a way: all of its choice, in order."""

    @property
    def to(self) -> str:
        """For a way: the place that it names, or `return`; otherwise empty."""
        if not self.ways:
            return ""
        way = self.ways[int(self.path[-1])]
        return way.place or way.to

    @property
    def written(self) -> tuple[object, ...]:
        """What was written, wherever it stands: the same for what several share by an anchor."""
        return (self.kind, self.passage, self.ways, self.path[-1] if self.ways else 0)

    @property
    def label(self) -> Label:
        """Its kind and its name."""
        return (self.kind, keys(self.path))


class Tellings:
    """All of one story, in the order of its places."""

    def __init__(self, story: Story) -> None:
        self.story = story
        found = {one.label: one for one in (*self._told(), *self._read(), *self._ways())}
        self.all = tuple(found.values())
        """Each once, although every ending tells the epilogues."""

    @cached_property
    def asked(self) -> frozenset[Label]:
        """The labels of those that have a condition of their own."""
        return frozenset(one.label for one in self.all if not one.is_always)

    def among(
        self, told: Iterable[Told | Utterance], ways: Iterable[str], asks: Container[Label]
    ) -> list[Label]:
        """Those that are asked about among what was told and the ways that were taken, by name."""
        names = [*(one.name for one in told if isinstance(one, Told)), *ways]
        labels = (self._labels[name] for name in names if name in self._labels)
        return [label for label in labels if label in asks]

    @cached_property
    def _labels(self) -> dict[str, Label]:
        return {name: (kind, name) for kind, name in self.asked}

    @cached_property
    def by_label(self) -> dict[Label, Telling]:
        """Each by its label."""
        return {one.label: one for one in self.all}

    def _told(self) -> Iterator[Telling]:
        epilogues = self.story.epilogues
        for kind, name, block in rules(self.story).blocks():
            ending = "ending" if name in self.story.endings else "scene"
            here = (_OWNERS.get(kind, ending), name)
            for tell in (one for one in block if isinstance(one, Tell)):
                is_epilogue = tell.origin[0] == "epilogues"
                owner = ("epilogue", str(tell.origin[1])) if is_epilogue else here
                is_alone = is_epilogue and len(epilogues[owner[1]].lines) == 1
                for number, one in enumerate(tell.passages):
                    is_always = is_alone or one.when is None
                    path = (*tell.origin, number)
                    yield Telling(_kind(one), path, owner, is_always, one)

    def _read(self) -> Iterator[Telling]:
        for ending in self.story.endings.values():
            for reading in ending.readings:
                for number, line in enumerate(reading.lines):
                    path = (*place_path(ending), "readings", reading.axis, number)
                    is_always = number == 0 and line.when is None
                    yield Telling(READING, path, ("ending", ending.id), is_always, line)

    def _ways(self) -> Iterator[Telling]:
        for choice in self.story.choices.values():
            yield from self._ways_of(choice)

    def _ways_of(self, choice: Choice) -> Iterator[Telling]:
        path = rules(self.story).path(choice)
        ways = rules(self.story).written_ways(choice.name)
        is_only = rules(self.story).is_only_way(choice.name)
        for number in range(len(ways)):
            here = (*path, "goto", number)
            yield Telling(WAY, here, ("choice", choice.name), is_only, ways=ways)


def _kind(passage: Passage) -> str:
    return PASSAGE if passage.document is None else DOCUMENT


def tellings(story: Story) -> Tellings:
    """The tellings of a story; they live as long as the story does."""
    return story.once(Tellings)
