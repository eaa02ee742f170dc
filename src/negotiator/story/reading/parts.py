"""What many parts of a story have: texts, votes, draws, ways on, and former names; and, inherited,
conditions (`expressions`) and effects (`effects`).

Each is read from its node, with every name looked up among those that the story is known to
have. Which names those are, and the parts themselves, are for `story` and `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from negotiator.story import schema
from negotiator.story.bounds import AT_MOST, MOST_BRANCHES, MOST_PASSAGES
from negotiator.story.diagnostics import Problems
from negotiator.story.keys import DRAW
from negotiator.story.model import (
    Actor,
    Axis,
    Branch,
    Cite,
    Draw,
    Link,
    Passage,
    Segment,
    Shown,
    Source,
    Text,
    Words,
)
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.reading.effects import PERCENT, EffectReader
from negotiator.story.text import cut, marks, unmarked

_BARE = re.compile(r"(?<!\[)\[([A-Za-z][A-Za-z0-9_]*)\](?!\])", re.ASCII)


class PartReader(EffectReader):
    """Reads what parts share. Whoever builds a story sets the names, as they become known."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.motions: set[str] = set()
        self.pools: set[str] = set()
        self.actors: dict[str, Actor] = {}
        self.axes: dict[str, Axis] = {}
        self.sources: dict[str, Source] = {}
        self.terms: dict[str, str] = {}
        """Of the glossary, by identifier, as they are shown."""
        self.ways: set[str] = set()
        """The scenes, tables and endings that one can be led to."""

    # Passages

    def passages(self, node: Node | None) -> tuple[Passage, ...]:
        """The passages of a part: one text, or a list of texts and conditions."""
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) and _is_list(node) else [node]
        self.count_parts(node, len(items), MOST_PASSAGES, "passages")
        return tuple([self.passage(item) for item in items])

    def passage(self, node: Node) -> Passage:
        """One passage: a text, or a text with the condition it is told under."""
        if not isinstance(node, Mapping) or (node.flow and "text" not in node.entries):
            return Passage(self.text(node))
        if len(node.entries) == 1 and not node.entries.keys() <= schema.PASSAGE.names:
            message = "a colon stands inside a text without quotes"
            self.problems.add("N110", node.place, message)
            return Passage(())
        fields = self.fields(node, schema.PASSAGE)
        return Passage(self.wanted(fields, "text", self.text, ()), self.condition(fields))

    # Votes, draws, ways on, former names

    def vote(self, fields: dict[str, Node]) -> str | None:
        """The motion that a part puts to the vote, if any."""
        motion = self.wanted(fields, "vote", self.line, None)
        if motion is not None and motion not in self.motions:
            self.problems.unknown("N312", fields["vote"].place, "motion", motion, self.motions)
        return motion

    def draw(self, node: Node) -> Draw:
        """A round of reactions."""
        fields = self.fields(node, DRAW)
        pool = self.wanted(fields, "pool", self.line, "")
        if pool and pool not in self.pools:
            self.problems.unknown("N313", fields["pool"].place, "pool", pool, self.pools)
        return Draw(pool, self.wanted(fields, "at_most", self.within(AT_MOST), 1))

    def branches(self, node: Node | None) -> tuple[Branch, ...]:
        """The ways on; faults if it may be that none is taken, or if one never is."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            return (Branch(self.way(node)),)
        self.count_parts(node, len(self.listed(node)), MOST_BRANCHES, "branches")
        found: list[Branch] = []
        total = 0
        certain = False
        for item in self.listed(node):
            if certain:
                self.problems.add("N506", item.place, "this branch is never read")
                break
            branch = Branch(self.way(item)) if isinstance(item, Scalar) else self.branch(item)
            found.append(branch)
            total += branch.chance or 0
            certain = branch.when is None and branch.chance is None
        if total > 100:
            self.problems.add("N505", node.place, f"the chances add up to {total} %")
        sure = total >= 100 and all(one.when is None for one in found if one.chance)
        if not certain and not sure:
            self.problems.add("N504", node.place, "it may be that none of these branches is taken")
        return tuple(found)

    def branch(self, node: Node) -> Branch:
        """One way on."""
        fields = self.fields(node, schema.BRANCH)
        return Branch(
            to=self.wanted(fields, "to", self.way, ""),
            when=self.condition(fields),
            chance=self.wanted(fields, "chance", self.chance, None),
        )

    def chance(self, node: Node) -> int:
        """A chance in per cent."""
        match = PERCENT.match(self.line(node))
        number = int(match[1]) if match else 0
        if not 1 <= number <= 99:
            self.problems.add("N514", node.place, "this is not a chance in per cent")
        return number

    def way(self, node: Node) -> str:
        """The name of a scene or an ending."""
        name = self.line(node)
        if name and name not in self.ways:
            self.problems.unknown("N301", node.place, "scene or ending", name, self.ways)
        return name

    def was(self, fields: dict[str, Node]) -> tuple[str, ...]:
        """The names a part had before."""
        node = fields.get("was")
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(self.identifier(item) for item in items)

    # Texts

    def text(self, node: Node) -> Text:
        """A text with its marks, each checked."""
        written = self.line(node)
        plain = unmarked(written)
        if plain is not None:
            return plain
        segments, is_faulty = cut(written)
        for number, segment in enumerate(segments):
            if type(segment) is Words:
                is_faulty = is_faulty or ("[" in segment.words and self.has_bare(segment.words))
                continue
            if self.unknown(segment):
                is_faulty = True
            elif type(segment) is Link and not segment.words:
                segments[number] = Link(segment.term, self.terms[segment.term])
        if is_faulty:
            self.tell_marks(node, written)
        return tuple(segments)

    def has_bare(self, words: str) -> bool:
        """Whether a source stands in plain brackets, which don't cite it."""
        return any(name in self.sources for name in _BARE.findall(words))

    def tell_marks(self, node: Node, written: str) -> None:
        """Note what is wrong with the marks of a text."""
        for bare in _BARE.finditer(written):
            if bare[1] in self.sources:
                place = self.inside(node, bare.start(), len(bare[0]))
                message = f"`{bare[0]}` cites nothing: the mark of a citation has a ^"
                self.problems.add("N512", place, message, suggestion=f"[^{bare[1]}]")
        for offset, length, segment in marks(written):
            if segment is None:
                place = self.inside(node, offset, 1)
                self.problems.add("N512", place, "a mark is opened here and not closed")
            elif unknown := self.unknown(segment):
                code, what, known = unknown
                place = self.inside(node, offset, length)
                self.problems.unknown(code, place, what, segment[0], known)

    def unknown(self, mark: Segment) -> tuple[str, str, Iterable[str]] | None:
        """The code, the kind and the known names, if a mark names what isn't there."""
        if isinstance(mark, Cite) and mark.source not in self.sources:
            return "N302", "source", self.sources
        if isinstance(mark, Link) and mark.term not in self.terms:
            return "N303", "glossary term", self.terms
        if isinstance(mark, Shown) and mark.gauge not in self.gauges:
            words = self.names.words
            return None if mark.gauge in words else ("N304", "gauge", (*self.gauges, *words))
        return None


def _is_list(node: Sequence) -> bool:
    """Whether a list is meant, and not a text that begins with a bracket: between brackets a text
    of a list stands in quotes, or in a mapping."""
    return not node.flow or any(
        not item.plain if isinstance(item, Scalar) else "text" in item.entries
        for item in node.items
        if not isinstance(item, Sequence)
    )
