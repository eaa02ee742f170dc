"""Building a story from nodes: each part read by its shape, each name looked up.

Two passes: the first learns the names, the second builds the model and notes every fault
against the place it stands at. Which files the nodes came from is not known here.
"""

from __future__ import annotations

from datetime import date

from negotiator.cells import cut
from negotiator.story import schema
from negotiator.story.bounds import MINUTES, MOST_EVENTS, MOST_GAUGES, SEED, VERSION
from negotiator.story.diagnostics import Problems
from negotiator.story.expressions import Type
from negotiator.story.intervals import Range
from negotiator.story.model import (
    FORMAT,
    Act,
    Actor,
    Axis,
    Ending,
    Event,
    GlossaryTerm,
    HistoryEntry,
    Scene,
    Source,
    Story,
    StoryTest,
    Table,
)
from negotiator.story.nodes import Mapping, Node
from negotiator.story.reading.motions import MotionReader
from negotiator.story.reading.names import known_names
from negotiator.story.reading.parts import PartReader
from negotiator.story.reading.scenes import SceneReader
from negotiator.story.reading.tables import AT_TABLE, TableReader
from negotiator.story.reading.values import ValueReader
from negotiator.story.suggestions import nearest

_HANGS_ON = {
    "sources": {"N302"},
    "glossary": {"N303"},
    "gauges": {"N304", "N305", "N306"},
    "flags": {"N305", "N306"},
    "counters": {"N305", "N306"},
    "actors": {"N311"},
    "motions": {"N306", "N312"},
    "axes": {"N310"},
    "scenes": {"N301", "N308", "N309"},
    "tables": {"N301", "N306", "N308"},
    "events": {"N301", "N308", "N309", "N313"},
    "endings": {"N301"},
}
"""Codes of the names that aren't found where a section of the story is missing."""


def build(root: Mapping, problems: Problems, fingerprint: str) -> Story | None:
    """The story that the joined files hold; None, with faults noted, if any of it is an error."""
    return _Builder(root, problems, fingerprint).story()


class _Builder(PartReader):
    """Builds the model from nodes; each method reads one part and notes its faults."""

    def __init__(self, root: Mapping, problems: Problems, fingerprint: str) -> None:
        super().__init__(problems)
        self.root = root
        self.fingerprint = fingerprint
        self.tables: set[str] = set()
        self.choice_names: set[str] = set()
        """All choices, as `scene.choice`."""

    def story(self) -> Story | None:
        """The whole story, or None if any of it is an error."""
        has_page = "story" in self.root.entries
        page = self.root.key("story").start if has_page else self.root.start
        parts = self.fields(self.root._replace(start=page), schema.STORY_FILE)
        self.hold_back(parts)
        title = self.fields(parts["story"], schema.TITLE_PAGE) if has_page else {}
        self.check_format(title)
        self.read_values(parts)
        self.sources = dict(self.each(parts, "sources", self.source))
        self.axes = dict(self.each(parts, "axes", self.axis))
        self.actors = dict(self.each(parts, "actors", self.actor))
        acts = [one for _, one in self.each(parts, "acts", self.act)]
        self.learn_names(parts)
        glossary = dict(self.each(parts, "glossary", self.term))
        motions = dict(self.each(parts, "motions", MotionReader(self).motion))
        reader = SceneReader(self)
        events = dict(self.each(parts, "events", reader.event))
        self.pools = {event.pool for event in events.values() if event.pool}
        self.count_events(parts, events)
        scenes: dict[str, Scene] = dict(self.each(parts, "scenes", reader.scene))
        scenes |= self.tables_of(parts)
        endings = dict(self.each(parts, "endings", reader.ending))
        history = [self.history_entry(node) for node in self.listed(parts.get("history"))]
        tests = dict(self.each(parts, "tests", self.test))
        start = self.start(title, scenes, endings)
        if any(self.problems.errors):
            return None
        return Story(
            id=self.wanted(title, "id", self.identifier, ""),
            title=self.wanted(title, "title", self.line, ""),
            version=self.wanted(title, "version", self.within(VERSION), 0),
            start=start,
            fingerprint=self.fingerprint,
            about=self.wanted(title, "about", self.line, ""),
            minutes=self.wanted(title, "minutes", self.within(MINUTES), 0),
            sources=self.sources,
            glossary=glossary,
            gauges=self.gauges,
            flags=self.flags,
            counters=self.counters,
            actors=self.actors,
            motions=motions,
            axes=self.axes,
            acts=tuple(sorted(acts, key=lambda act: act.begins)),
            scenes=scenes,
            events=events,
            endings=endings,
            tests=tests,
            history=tuple(sorted(history, key=lambda entry: entry.date)),
        )

    def read_values(self, parts: dict[str, Node]) -> None:
        """Read the gauges, flags and counters."""
        reader = ValueReader(self)
        self.gauges = dict(self.each(parts, "gauges", reader.gauge))
        if "gauges" in parts:
            self.count_parts(parts["gauges"], len(self.gauges), MOST_GAUGES, "gauges")
        self.flags = dict(self.each(parts, "flags", reader.flag))
        self.counters = dict(self.each(parts, "counters", reader.counter))

    def learn_names(self, parts: dict[str, Node]) -> None:
        """Learn what scenes, endings, choices and terms there are, and what may be named."""
        known = known_names(self, parts)
        self.terms, self.ways, self.motions = known.terms, known.ways, known.motions
        self.tables, self.choice_names, self.names = known.tables, known.choices, known.names

    def start(
        self, title: dict[str, Node], scenes: dict[str, Scene], endings: dict[str, Ending]
    ) -> str:
        """The scene that the story begins in; a fault if that is none."""
        start = self.wanted(title, "start", self.line, "")
        if start in endings and start not in scenes:
            message = f"a story starts in a scene, and `{start}` is an ending"
            instead = "Name a scene of this story."
            self.problems.add("N301", title["start"].place, message, instead=instead)
        elif "start" in title and start not in scenes:
            self.problems.unknown("N301", title["start"].place, "scene", start, scenes)
        return start

    def hold_back(self, parts: dict[str, Node]) -> None:
        """Where a whole section is misspelt or missing, leave out all that isn't found for it."""
        known = [key.name for key in schema.STORY_FILE.keys]
        lost = {nearest(name, known) for name in self.root.entries if name not in parts}
        lost |= schema.STORY_FILE.required - parts.keys()
        self.problems.held = frozenset().union(*(_HANGS_ON.get(one, ()) for one in lost))

    def count_events(self, parts: dict[str, Node], events: dict[str, Event]) -> None:
        """Say if too many events may come at one time: those of a pool, or those that interrupt."""
        counts: dict[str, int] = {}
        for event in events.values():
            counts[event.pool] = counts.get(event.pool, 0) + 1
        for pool, count in counts.items():
            what = f"events in the pool `{cut(pool, 60)}`" if pool else "events that interrupt"
            self.count_parts(parts["events"], count, MOST_EVENTS, what)

    def check_format(self, title: dict[str, Node]) -> None:
        number = self.wanted(title, "format", self.whole, FORMAT)
        if number > FORMAT:
            message = f"the story is of format {number}, and this program reads up to {FORMAT}"
            self.problems.add("N209", title["format"].place, message)
        elif number < 1:
            self.problems.add("N209", title["format"].place, f"there is no format {number}")

    # Parts of a story

    def source(self, name: str, node: Node) -> Source:
        fields = self.fields(node, schema.SOURCE)
        return Source(
            id=name,
            title=self.wanted(fields, "title", self.line, ""),
            publisher=self.wanted(fields, "publisher", self.line, ""),
            date=self.wanted(fields, "date", self.day, None),
            known=self.wanted(fields, "known", self.day, None),
            url=self.wanted(fields, "url", self.line, ""),
            says=self.wanted(fields, "says", self.line, ""),
            note=self.wanted(fields, "note", self.line, ""),
        )

    def term(self, name: str, node: Node) -> GlossaryTerm:
        fields = self.fields(node, schema.TERM)
        sources = [self.line(item) for item in self.listed(fields.get("sources"))]
        for item, source in zip(self.listed(fields.get("sources")), sources, strict=True):
            if source not in self.sources:
                self.problems.unknown("N302", item.place, "source", source, self.sources)
        return GlossaryTerm(
            id=name,
            term=self.wanted(fields, "term", self.line, ""),
            text=self.wanted(fields, "text", self.line, ""),
            sources=tuple(sources),
        )

    def actor(self, name: str, node: Node) -> Actor:
        fields = self.fields(node, schema.ACTOR)
        gauge = self.wanted(fields, "gauge", self.line, None)
        if gauge is not None and gauge not in self.gauges:
            self.problems.unknown("N304", fields["gauge"].place, "gauge", gauge, self.gauges)
        return Actor(
            id=name,
            name=self.wanted(fields, "name", self.line, name),
            wants=self.wanted(fields, "wants", self.line, ""),
            gauge=gauge,
        )

    def axis(self, name: str, node: Node) -> Axis:
        fields = self.fields(node, schema.AXIS)
        label = self.wanted(fields, "label", self.line, name)
        return Axis(name, label, self.wanted(fields, "about", self.line, ""))

    def act(self, name: str, node: Node) -> Act:
        fields = self.fields(node, schema.ACT)
        return Act(
            id=name,
            title=self.wanted(fields, "title", self.line, name),
            begins=self.wanted(fields, "from", self.day, None) or date.min,
        )

    def test(self, name: str, node: Node) -> StoryTest:
        fields = self.fields(node, schema.TEST)
        decisions = self.listed(fields.get("decisions"))
        for item in decisions:
            if self.line(item) not in self.choice_names and not self.is_at_table(self.line(item)):
                known = self.choice_names
                self.problems.unknown("N308", item.place, "choice", self.line(item), known)
        return StoryTest(
            id=name,
            decisions=tuple(self.line(item) for item in decisions),
            seed=self.wanted(fields, "seed", self.within(SEED), 0),
            ends=self.wanted(fields, "ends", self.way, None),
            expect=tuple(
                self.expression(item, Type.TRUTH) for item in self.listed(fields.get("expect"))
            ),
        )

    def is_at_table(self, decision: str) -> bool:
        """Whether this is a decision at a table, of which only the play can say more."""
        table, _, made = decision.partition(".")
        return table in self.tables and AT_TABLE.match(made) is not None

    def tables_of(self, parts: dict[str, Node]) -> dict[str, Table]:
        # Not kept: two that hold each other hold every node of the story between them.
        reader = TableReader(self)
        wide: dict[str, Range] = {one.id: (one.low, one.high) for one in self.gauges.values()}
        wide |= {one.id: (0, one.high) for one in self.counters.values()}

        def table(name: str, node: Node) -> Table:
            found = reader.table(name, node)
            if not any(self.problems.errors):
                reader.check_worths(found, node, wide)
            return found

        return dict(self.each(parts, "tables", table))

    def history_entry(self, node: Node) -> HistoryEntry:
        fields = self.fields(node, schema.HISTORY_ENTRY)
        choice = self.wanted(fields, "choice", self.line, None)
        if choice is not None and choice not in self.choice_names:
            known = self.choice_names
            self.problems.unknown("N308", fields["choice"].place, "choice", choice, known)
        return HistoryEntry(
            date=self.wanted(fields, "date", self.day, None) or date.min,
            text=self.wanted(fields, "text", self.text, ()),
            choice=choice,
            because=self.wanted(fields, "because", self.line, ""),
        )
