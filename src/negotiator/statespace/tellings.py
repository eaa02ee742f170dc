"""Everything that a story may tell, and every way on, each as a question of its own.

A passage, a document, a line of a reading or a way is named by the keys that it is written under.
One without a condition is met whenever what it belongs to is met, so that only the others need an
answer. One that has several wordings is asked about as a whole, and so is each wording.
What tells something new joins here and as a Meet (`engine.transitions`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.engine.state import Told, Utterance
from negotiator.engine.transitions import (
    FRONT_PAGE,
    LINE,
    READING,
    TOLD,
    WAY,
    WORDING,
    Tell,
)
from negotiator.statespace.transition_system import Label
from negotiator.story.key_paths import keys, place_path
from negotiator.story.model import Choice, Destination, Passage, Story, Table
from negotiator.story.source_map import Path

KINDS = (*TOLD, WAY)
_OWNERS = {"come": "event", "take": "choice"}


class Telling(NamedTuple):
    """Something that may be told, or a way that may be taken."""

    kind: str
    path: Path
    owner: Label
    """What it belongs to: a scene, an ending, an event, a choice, an epilogue, an act."""
    is_always: bool
    """Whether it is met whenever its owner is."""
    passage: Passage | None = None
    """What is told; None for a way."""
    ways: tuple[Destination, ...] = ()
    """For a way: all of its choice, in order."""
    whole: Label | None = None
    """For a wording: its passage, if that has a condition."""

    @property
    def number(self) -> int:
        """The place, from 0, of a way among those of its choice, of a line or a wording."""
        return int(self.path[-1])

    @property
    def within(self) -> Label:
        """What has to be met for it to be met."""
        return self.whole or self.owner

    @property
    def to(self) -> str:
        """For a way: the place that it names, or `return`; otherwise empty."""
        if not self.ways:
            return ""
        way = self.ways[self.number]
        return way.place or way.to

    @property
    def written(self) -> tuple[object, ...]:
        """What was written, wherever it stands: the same for what several share by an anchor."""
        is_numbered = self.ways or self.kind == WORDING
        return (self.kind, self.passage, self.ways, self.path[-1] if is_numbered else 0)

    @property
    def label(self) -> Label:
        """Its kind and its name."""
        return (self.kind, keys(self.path))


class Tellings:
    """All of one story, in the order of its places."""

    def __init__(self, story: Story) -> None:
        self.story = story
        told = (*self._told(), *self._printed(), *self._said(), *self._read(), *self._ways())
        found = {one.label: one for one in told}
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
        return self._named(_names(told, ways), asks)

    def with_any_seed(
        self, told: Iterable[Told | Utterance], ways: Iterable[str], asks: Container[Label]
    ) -> list[Label]:
        """The same, and what would be told instead with another seed."""
        alike = rules(self.story).alike
        told_or_like_it = (alike.get(name, (name,)) for name in _names(told, ways))
        return self._named(chain.from_iterable(told_or_like_it), asks)

    def _named(self, names: Iterable[str], asks: Container[Label]) -> list[Label]:
        labels = chain.from_iterable(self._labels.get(name, ()) for name in names)
        return [label for label in labels if label in asks]

    @cached_property
    def _labels(self) -> dict[str, tuple[Label, ...]]:
        """What is met where something of a name is told: itself, and what it is a wording of."""
        return {
            one.label[1]: (one.label,) if one.whole is None else (one.label, one.whole)
            for one in self.all
            if not one.is_always
        }

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
                for number, one in enumerate(tell.written):
                    is_always = is_alone or one.when is None
                    path = (*tell.origin, number)
                    yield from _with_wordings(
                        Telling(tell.kind_of(one), path, owner, is_always, one)
                    )

    def _printed(self) -> Iterator[Telling]:
        """The lines of front pages: none is told whenever something else is met."""
        for act in self.story.acts:
            for number, line in enumerate(act.front_page):
                path = ("acts", act.id, "front_page", number)
                yield Telling(FRONT_PAGE, path, ("act", act.id), False, line)

    def _said(self) -> Iterator[Telling]:
        """The lines at tables."""
        for table in self.story.tables.values():
            for path, line in lines_at(table):
                yield Telling(LINE, path, ("scene", table.id), False, line)

    def _read(self) -> Iterator[Telling]:
        for ending in self.story.endings.values():
            for reading in ending.readings:
                for number, line in enumerate(reading.lines):
                    path = (*place_path(ending), "readings", reading.axis, number)
                    is_always = number == 0 and line.when is None
                    owner = ("ending", ending.id)
                    yield from _with_wordings(Telling(READING, path, owner, is_always, line))

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


def _with_wordings(whole: Telling) -> Iterator[Telling]:
    """A passage, and each of its wordings if it has several."""
    yield whole
    passage = whole.passage
    if passage is None or passage.variants is None:
        return
    label = None if whole.is_always else whole.label
    for number, text in enumerate(passage.variants.texts):
        path = (*whole.path, passage.variants.order.value, number)
        one = passage._replace(text=text, variants=None)
        yield Telling(WORDING, path, whole.owner, is_always=False, passage=one, whole=label)


def _names(told: Iterable[Told | Utterance], ways: Iterable[str]) -> Iterator[str]:
    yield from (one.name for one in told if isinstance(one, Told))
    yield from ways


def lines_at(table: Table) -> Iterator[tuple[Path, Passage]]:
    """The lines that may be said at a table, each with its path."""
    here = place_path(table)
    of = [(here, said) for said in table.says]
    of += [((*here, "terms", term.id), said) for term in table.terms for said in term.says]
    for path, said in of:
        for number, line in enumerate(said.lines):
            yield (*path, "says", said.reason, number), line


def tellings(story: Story) -> Tellings:
    """The tellings of a story; they live as long as the story does."""
    return story.once(Tellings)
