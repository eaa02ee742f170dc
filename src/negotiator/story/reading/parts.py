"""How each kind of value is read (`READERS`): passages, names of other parts, ways on; and,
inherited, numbers and days (`fields`), conditions (`expressions`), effects (`effects`) and texts
(`texts`).

Each is read from its node, and every name is looked up among the known names of the story. Which
names those are, and what the keys of a part mean together, is up to the parts' readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple, cast

from negotiator.cells import cut as shortened
from negotiator.story import schema
from negotiator.story.bounds import MOST_BRANCHES, MOST_LETTERS, MOST_PASSAGES, MOST_TOLD
from negotiator.story.choice_names import WHATEVER_COMES, parted
from negotiator.story.diagnostics import Location, Problems
from negotiator.story.keys import Kind, Shape
from negotiator.story.model import (
    RETURN,
    Act,
    Actor,
    Axis,
    Better,
    ClassShape,
    Destination,
    DocumentKind,
    HistoryEntry,
    Passage,
    Person,
    Reading,
    Stance,
    Stand,
    TieRule,
)
from negotiator.story.model.strategies import HISTORY
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.reading.bare_words import tell_marks, tell_values
from negotiator.story.reading.by_key import Maker, Read
from negotiator.story.reading.effects import PERCENT
from negotiator.story.reading.fields import is_empty
from negotiator.story.reading.texts import TextReader

AT_TABLE = re.compile(
    r"(?:accept|leave|ask\((?:dearest|cheapest)\)|propose(?:\([A-Za-z0-9_=, ]*\))?"
    r"|either\([A-Za-z0-9_=, ]*;[A-Za-z0-9_=, ]*\))\Z",
    re.ASCII,
)
"""A decision at a table, as written after the table's name."""
DECISION = re.compile(r"[^\s(,]+(?:\([^)]*\)?)?")
"""A decision among others, with what stands in its brackets."""
_WORDED = frozenset(schema.PASSAGE.one_of)
"""The keys that a passage may have its words under."""
_STAND = re.compile(r"(for|against)\s+([A-Za-z0-9_]+)\s*\Z", re.ASCII)


class TablesSoFar(NamedTuple):
    """What the tables read so far have, by name, and where: two tables that share a term, or a
    profile, must agree on it."""

    options: dict[str, tuple[Location, tuple[str, ...]]]
    """The options of each term."""
    profiles: dict[str, tuple[Location, tuple[tuple[str, bool], ...]]]
    """The profiles listed together with each, itself included, and whether chance draws them."""


class PartReader(TextReader):
    """Reads what parts share. The builder of a story sets the names as they become known."""

    def __init__(self, problems: Problems, makers: dict[Shape, Maker]) -> None:
        super().__init__(problems, makers)
        self.motions: set[str] = set()
        self.pools: set[str] = set()
        self.actors: dict[str, Actor] = {}
        self.axes: dict[str, Axis] = {}
        self.people: dict[str, Person] = {}
        self.stances: dict[str, Stance] = {}
        self.acts: tuple[Act, ...] = ()
        self.history: tuple[HistoryEntry, ...] = ()
        self.ways: set[str] = set()
        """The scenes, tables and endings that a way may lead to."""
        self.tables: set[str] = set()
        self.choices: set[str] = set()
        """All choices, as `scene.choice`."""
        self.bargained = TablesSoFar({}, {})

    def by_kind(self, kind: Kind) -> Read:
        """The function that reads a value of a kind on its own."""
        read: Read = READERS[kind].__get__(self)
        return read

    # Passages

    def passages(self, node: Node) -> tuple[Passage, ...]:
        """The passages of a part: one text, or a list of texts, conditions and documents."""
        return self.passages_as(schema.PASSAGE, node)

    def spoken(self, node: Node) -> tuple[Passage, ...]:
        """The same where only words are told, and no document has room."""
        return self.passages_as(schema.SPOKEN, node)

    def passages_as(self, shape: Shape, node: Node) -> tuple[Passage, ...]:
        """Passages that may have the keys of this shape."""
        if isinstance(node, Sequence) and self.is_unquoted_list(node):
            self.problems.add("N111.listed", node.place, instead="each_in_quotes")
            return ()
        items = node.items if isinstance(node, Sequence) and _is_list(node) else [node]
        self.count_parts(node, len(items), MOST_PASSAGES, "passages")
        before, found = self.letters, tuple([self.passage(shape, item) for item in items])
        self.count_parts(node, self.letters - before, MOST_LETTERS, "letters")
        if any(one.variants is not None for one in found):
            told = sum(len(one.wordings) for one in found)
            self.count_parts(node, told, MOST_TOLD, "told")
        return found

    def is_unquoted_list(self, node: Sequence) -> bool:
        """Whether brackets hold texts without quotes, none of them a source or a link."""
        items = [] if _is_list(node) else node.items
        texts = [item.value for item in items if isinstance(item, Scalar)]
        is_words = len(texts) == len(items) and self.sources.keys().isdisjoint(texts)
        return is_words and bool(texts) and not texts[0].startswith("^")

    def passage(self, shape: Shape, node: Node) -> Passage:
        """One passage: a text, or a text with its keys."""
        if type(node) is not Mapping or (node.flow and all(map(is_empty, node.entries.values()))):
            return Passage(self.prose(node))
        if not node.flow and len(node.entries) == 1 and not node.entries.keys() <= shape.names:
            self.problems.add("N110", node.place)
            return Passage(())
        found = cast("Passage", self.record(shape, node))
        if found.says:
            self.tell_unsourced(node, found)
        return found

    def tell_unsourced(self, node: Mapping, found: Passage) -> None:
        """Note words of a person who really lived that cite no source."""
        person = self.people.get(found.says)
        if person is not None and person.real and not found.is_sourced:
            self.problems.add("N535", node.entries["says"].place, person=found.says)

    def readings(self, node: Node) -> tuple[Reading, ...]:
        """How an ending reads on each axis."""
        return tuple([self.reading(axis, one) for axis, one in self.entries(node).items()])

    def reading(self, axis: Scalar, node: Node) -> Reading:
        """How an ending reads on one axis."""
        if axis.value not in self.axes:
            self.problems.unknown("N310", axis.place, axis.value, self.axes)
        lines = self.passages_as(schema.READING, node)
        if lines and lines[-1].when is not None:
            self.problems.add("N511", node.place)
        return Reading(axis.value, lines)

    # Names of other parts

    def named(self, node: Node, what: str, known: Collection[str]) -> str:
        """The name of another part; if there is no such thing, a fault with that code and
        wording."""
        name = self.line(node)
        if name and name not in known:
            self.problems.unknown(what, node.place, name, known)
        return name

    def motion(self, node: Node) -> str:
        """The name of a motion."""
        return self.named(node, "N312", self.motions)

    def pool(self, node: Node) -> str:
        """The name of a pool that events are drawn from."""
        return self.named(node, "N313", self.pools)

    def gauge(self, node: Node) -> str:
        """The name of a gauge."""
        return self.named(node, "N304", self.gauges)

    def actor(self, node: Node) -> str:
        """The name of an actor."""
        return self.named(node, "N311", self.actors)

    def person(self, node: Node) -> str:
        """The name of a person."""
        return self.named(node, "N316", self.people)

    def stand(self, node: Node) -> Stand:
        """What is argued for or against: a motion, a glossary term or an axis."""
        written = self.line(node)
        found = _STAND.match(written)
        if found is None:
            if written:
                self.problems.add("N538", node.place, written=shortened(written, 40))
            return Stand("", True)
        side, name = found.groups()
        known = (*sorted(self.motions), *self.terms, *self.axes)
        if name not in known:
            place = self.inside(node, found.start(2), len(name))
            self.problems.unknown("N317", place, name, known)
        return Stand(name, side == "for")

    def source(self, node: Node) -> str:
        """The name of a source."""
        return self.named(node, "N302", self.sources)

    def place(self, node: Node) -> str:
        """The name of a scene or an ending."""
        return self.named(node, "N301.way", self.ways)

    def way(self, node: Node) -> str:
        """The name of a scene or an ending, or the return from a visit."""
        if type(node) is Scalar and (node.value in self.ways or node.value == RETURN):
            return node.value
        return self.place(node)

    def choice(self, node: Node) -> str:
        """The full name of a choice, with its scene's."""
        return self.named(node, "N308", self.choices)

    def decisions(self, node: Node) -> tuple[str, ...]:
        """Decisions in order: choices, and what is decided at tables; as a list, or as texts with
        spaces between them."""
        items = node.items if isinstance(node, Sequence) else [node]
        found: list[str] = []
        is_flow = isinstance(node, Sequence) and node.flow
        begun: list[tuple[Node, str]] = []
        for item in items:
            begun.append((item, self.line(item)))
            written = ", ".join(words for _item, words in begun)
            if is_flow and item is not items[-1] and written.count("(") > written.count(")"):
                continue  # in a list in brackets, YAML cuts a decision at its commas
            first = begun[0][0]
            for one in DECISION.finditer(written):
                found.append(one[0])
                if self.is_decision(one[0]):  # where it stands matters only if it is none
                    continue
                place = self.inside(item, one.start(), len(one[0]))
                place = place if item is first else first.place
                self.problems.unknown("N308", place, one[0], (*self.choices, WHATEVER_COMES))
            begun.clear()
        return tuple(found)

    def is_decision(self, name: str) -> bool:
        """Whether that names a choice, a decision at a table, or what answers whatever comes."""
        if name in self.choices or name == WHATEVER_COMES:
            return True
        table, made = parted(name)
        return table in self.tables and AT_TABLE.match(made) is not None

    def followed(self, node: Node) -> tuple[str, ...]:
        """The choices that a strategy takes: a list, or those nearest to history."""
        if not isinstance(node, Scalar) or node.value != HISTORY:
            items = node.items if isinstance(node, Sequence) else [node]
            return tuple([self.choice(item) for item in items])
        found = tuple([entry.choice for entry in self.history if entry.choice])
        if not found:
            self.problems.add("N551", node.place)
        return found

    def stances_of(self, node: Node) -> tuple[str, ...]:
        """The names of stances: one, or a list."""
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple([self.named(item, "N548", self.stances) for item in items])

    def preferred(self, node: Node) -> tuple[tuple[str, str], ...]:
        """An option for some of the terms, of any table."""
        found = []
        for key, inner in self.entries(node).items():
            known = self.bargained.options.get(key.value)
            if known is None:
                self.problems.unknown("N315", key.place, key.value, self.bargained.options)
            else:
                found.append((key.value, self.named(inner, "N314", known[1])))
        return tuple(found)

    def former_names(self, node: Node) -> tuple[str, ...]:
        """The names a part had before."""
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple([self.identifier(item) for item in items])

    # Ways on

    def branches(self, node: Node) -> tuple[Destination, ...]:
        """The ways on; a fault if it may be that none is taken, or if one never is."""
        if isinstance(node, Scalar):
            return (Destination(self.way(node)),)
        items = [node] if isinstance(node, Mapping) else self.listed(node)
        self.count_parts(node, len(items), MOST_BRANCHES, "branches")
        found: list[Destination] = []
        total, certain = 0, False
        for item in items:
            if certain:
                self.problems.add("N506", item.place)
                break
            branch = Destination(self.way(item)) if isinstance(item, Scalar) else self.branch(item)
            found.append(branch)
            total += branch.chance or 0
            certain = branch.when is None and branch.chance is None
        if total > 100:
            self.problems.add("N505", node.place, total=total)
        sure = total >= 100 and all(one.when is None for one in found if one.chance)
        if not certain and not sure:
            self.problems.add("N504", node.place)
        return tuple(found)

    def branch(self, node: Node) -> Destination:
        """One way on: a branch, or a visit."""
        is_visit = isinstance(node, Mapping) and "visit" in node.entries
        return cast("Destination", self.record(schema.VISIT if is_visit else schema.BRANCH, node))

    def better(self, node: Node) -> Better:
        """Which end of a gauge is the good one."""
        return Better(self.one_of(node, [one.value for one in Better]))

    def chance(self, node: Node) -> int:
        """A chance in per cent."""
        match = PERCENT.match(self.line(node))
        number = int(match[1]) if match else 0
        if not 1 <= number <= 99:
            self.problems.add("N514", node.place)
        return number

    def words(self, node: Node) -> str:
        """Words that are told as they stand."""
        written = self.told(node)
        tell_marks(node, written, self.problems)
        tell_values(node, written, self.problems)
        return written

    def class_shape(self, node: Node) -> ClassShape:
        """Who plays in a phase of a class hour."""
        return ClassShape(self.one_of(node, [one.value for one in ClassShape]))

    def ties(self, node: Node) -> TieRule:
        """What decides a tied vote."""
        return TieRule(self.one_of(node, [one.value for one in TieRule]))

    def act(self, node: Node) -> str:
        """The name of an act."""
        return self.named(node, "N801", [one.id for one in self.acts])

    def document(self, node: Node) -> DocumentKind:
        """What a document is."""
        return DocumentKind(self.one_of(node, [one.value for one in DocumentKind]))


def _is_list(node: Sequence) -> bool:
    """Whether a list is meant, and not a text that begins with a bracket: inside brackets, a text
    in a list must be quoted, or stand in a mapping."""
    return not node.flow or any(
        not item.plain if isinstance(item, Scalar) else not _WORDED.isdisjoint(item.entries)
        for item in node.items
        if not isinstance(item, Sequence)
    )


READERS: dict[Kind, Callable[[PartReader, Node], object]] = {
    Kind.LINE: PartReader.words,
    Kind.PHRASE: PartReader.phrase,
    Kind.TEXT: PartReader.text,
    Kind.PASSAGES: PartReader.passages,
    Kind.SPOKEN: PartReader.spoken,
    Kind.PICTURE: PartReader.picture,
    Kind.DOCUMENT: PartReader.document,
    Kind.IDENTIFIER: PartReader.identifier,
    Kind.NAMES: PartReader.former_names,
    Kind.WHOLE: PartReader.whole,
    Kind.WORTH: PartReader.worth,
    Kind.TRUTH: PartReader.truth,
    Kind.DATE: PartReader.day,
    Kind.TIME: PartReader.time_of_day,
    Kind.BETTER: PartReader.better,
    Kind.SHORT: PartReader.short,
    Kind.CONDITION: PartReader.condition,
    Kind.NUMBER: PartReader.number,
    Kind.EFFECTS: PartReader.effects,
    Kind.GOTO: PartReader.branches,
    Kind.CHANCE: PartReader.chance,
    Kind.LANGUAGE: PartReader.language,
    Kind.SCENE: PartReader.place,
    Kind.PLACE: PartReader.place,
    Kind.WAY: PartReader.way,
    Kind.GAUGE: PartReader.gauge,
    Kind.ACTOR: PartReader.actor,
    Kind.PERSON: PartReader.person,
    Kind.STAND: PartReader.stand,
    Kind.MOTION: PartReader.motion,
    Kind.POOL: PartReader.pool,
    Kind.SOURCE: PartReader.source,
    Kind.CHOICE: PartReader.choice,
    Kind.DECISIONS: PartReader.decisions,
    Kind.FOLLOWED: PartReader.followed,
    Kind.STANCES: PartReader.stances_of,
    Kind.PREFERRED: PartReader.preferred,
    Kind.READINGS: PartReader.readings,
    Kind.CLASS_SHAPE: PartReader.class_shape,
    Kind.TIES: PartReader.ties,
    Kind.ACT: PartReader.act,
}
"""The reader of each kind of value. A kind that isn't here depends on what stands beside it, and
occurs only in values that are read separately."""
