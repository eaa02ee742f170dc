"""Building a story from nodes: each part read by its shape, each name looked up.

Two passes: the first learns the names, the second builds the model and notes every fault at its
place. Which files the nodes came from is not known here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from negotiator.cells import cut
from negotiator.story import schema
from negotiator.story.bounds import (
    MOST_EVENTS,
    MOST_PACKAGES,
    MOST_PACKAGES_IN_ALL,
    MOST_TOLD,
)
from negotiator.story.diagnostics import Problems
from negotiator.story.intervals import Range
from negotiator.story.keys import Kind, Shape
from negotiator.story.model import FORMAT, Ending, Event, Gauge, Scene, Story, Table
from negotiator.story.model.values import SHORT
from negotiator.story.nodes import Mapping, Node
from negotiator.story.reading import (
    documents,
    exercises,
    motions,
    scenes,
    strategies,
    tables,
    values,
)
from negotiator.story.reading.by_key import Maker
from negotiator.story.reading.exercises import check_exercises
from negotiator.story.reading.names import known_names, with_promises
from negotiator.story.reading.parts import PartReader
from negotiator.story.reading.visits import check_visits
from negotiator.story.reading.worths import check_worths
from negotiator.story.source_map import Origins
from negotiator.story.suggestions import nearest

_HANGS_ON = {
    "sources": {"N302"},
    "glossary": {"N303", "N317"},
    "gauges": {"N304", "N305", "N306", "N811"},
    "flags": {"N305", "N306", "N811"},
    "counters": {"N305", "N306", "N811"},
    "actors": {"N311"},
    "people": {"N316"},
    "promises": {"N305", "N306"},
    "motions": {"N306", "N312", "N317"},
    "axes": {"N310", "N317"},
    "scenes": {"N301", "N308", "N309"},
    "acts": {"N801"},
    "tables": {"N301", "N306", "N308", "N314", "N315", "N803", "N804", "N811"},
    "events": {"N301", "N308", "N309", "N313"},
    "endings": {"N301"},
    "history": {"N551"},
    "stances": {"N548"},
}
"""The codes for names that aren't found because a section of the story is missing."""
_IN_TURN = (
    *("gauges", "flags", "counters", "sources", "actors", "stances"),
    *("glossary", "people", "promises", "axes", "motions", "events", "scenes", "tables"),
    *("endings", "epilogues", "acts", "history", "strategies", "exercises", "tests"),
)
"""The sections in the order in which they are read."""
_NAMED_BEFORE = {"gauges": schema.GAUGE, "actors": schema.ACTOR, "people": schema.PERSON}
"""The sections whose names are read before it is known which values there are to show."""
_LEARNT = {
    *("gauges", "flags", "counters", "sources", "axes", "actors", "stances"),
    *("people", "promises", "history", "acts"),
}
"""The sections whose parts others refer to as they are read."""


def build(root: Mapping, problems: Problems, fingerprint: str) -> Story | None:
    """The story in the merged files; None, with the faults noted, if any of it is an error."""
    builder = _Builder(root, problems, fingerprint)
    try:
        return builder.story()
    finally:
        builder.forget()


MAKERS: dict[Shape, Maker] = {
    schema.GAUGE: values.gauge,
    schema.COUNTER: values.counter,
    schema.PROMISE: values.promise,
    schema.BLOC: motions.bloc,
    schema.PASSAGE: documents.passage,
    schema.SPOKEN: documents.spoken,
    schema.READING: documents.spoken,
    schema.SCENE: scenes.scene,
    schema.EVENT: scenes.event,
    schema.EPILOGUE: scenes.epilogue,
    schema.TABLE: tables.table,
    schema.BARGAINED_TERM: tables.term,
    schema.TERM_OPTION: tables.option,
    schema.STRATEGY: strategies.strategy,
    schema.PHASE: exercises.phase,
    schema.TERM_SAYS: tables.lines,
    schema.TABLE_SAYS: tables.lines,
}
"""The parts' own readers, for parts whose keys mean more together than each one alone."""


class _Builder(PartReader):
    """Builds the model from nodes, section by section, starting with those whose names others
    use."""

    def __init__(self, root: Mapping, problems: Problems, fingerprint: str) -> None:
        super().__init__(problems, MAKERS)
        self.root = root
        self.fingerprint = fingerprint

    def story(self) -> Story | None:
        """The whole story, or None if any of it is an error."""
        has_page = "story" in self.root.entries
        page = self.root.key("story").start if has_page else self.root.start
        parts = self.fields(self.root._replace(start=page), schema.STORY_FILE)
        self.hold_back(parts)
        title = self.fields(parts["story"], schema.TITLE_PAGE) if has_page else {}
        self.check_format(title)
        found: dict[str, Any] = {}
        for name in _IN_TURN:
            found[name] = self.section(parts, schema.STORY_FILE.key(name))
            self.learn(name, found[name], parts)
            if name == "promises":
                self.show_values(found, parts)
        self.count_wordings(found, parts)
        tables = found.pop("tables")
        found["scenes"] |= tables
        self.check_tables(tables, parts)
        start = self.start(title, found["scenes"], found["endings"])
        if any(self.problems.errors):
            return None
        if "picture" in title and "alt" not in title:
            self.problems.add("N531", title["picture"].place, kind="picture")
            return None
        page_values = self.of_fields(schema.TITLE_PAGE, parts["story"], title).values
        found["acts"] = tuple(sorted(found["acts"], key=lambda act: act.begins))
        found["history"] = tuple(sorted(found["history"], key=lambda entry: entry.date))
        story = Story(start=start, fingerprint=self.fingerprint, **page_values, **found)
        check_visits(story, Origins(self.root), self.problems)
        check_exercises(story, Origins(self.root), self.problems)
        return None if any(self.problems.errors) else story

    def learn(self, section: str, found: Any, parts: dict[str, Node]) -> None:
        """Learn the names in a section, for those read after it."""
        if section in _LEARNT:
            setattr(self, section, found)
        if section == "actors":
            self.learn_names(parts)
        if section == "promises":
            self.names = with_promises(self.names, found.values())
        if section == "events":
            self.pools = {event.pool for event in found.values() if event.pool}
            self.count_events(parts, found)

    def show_values(self, found: dict[str, Any], parts: dict[str, Node]) -> None:
        """Read the names of gauges, actors and people again, as it is known now which values they
        may show."""
        self.knows_names = True
        for section, shape in _NAMED_BEFORE.items():
            names = [key.name for key in shape.keys if key.value is Kind.PHRASE]
            for name, node in self.entries(parts.get(section)).entries.items():
                part = found[section].get(name)
                if part is None or not isinstance(node, Mapping):
                    continue
                given = [key for key in names if key in node.entries]
                shown: dict[str, str] = {key: self.phrase(node.entries[key]) for key in given}
                if isinstance(part, Gauge) and "short" not in node.entries and "label" in shown:
                    shown["short"] = shown["label"][:SHORT]
                found[section][name] = replace(part, **shown)
            setattr(self, section, found[section])

    def learn_names(self, parts: dict[str, Node]) -> None:
        """Learn which scenes, endings, choices and terms there are, and which names may be used."""
        known = known_names(self, parts)
        self.terms, self.ways, self.motions = known.terms, known.ways, known.motions
        self.tables, self.choices, self.names = known.tables, known.choices, known.names

    def start(
        self, title: dict[str, Node], scenes: dict[str, Scene], endings: dict[str, Ending]
    ) -> str:
        """The scene that the story begins in; a fault if there is no such scene."""
        start = self.line(title["start"]) if "start" in title else ""
        if start in endings and start not in scenes:
            place = title["start"].place
            self.problems.add("N301.ending", place, instead="of_this_story", name=start)
        elif "start" in title and start not in scenes:
            self.problems.unknown("N301.scene", title["start"].place, start, scenes)
        return start

    def hold_back(self, parts: dict[str, Node]) -> None:
        """If a whole section is misspelt or missing, don't report the names that aren't found
        because of it."""
        known = [key.name for key in schema.STORY_FILE.keys]
        lost = {nearest(name, known) for name in self.root.entries if name not in parts}
        lost |= schema.STORY_FILE.required - parts.keys()
        self.problems.suppressed = frozenset().union(*(_HANGS_ON.get(one, ()) for one in lost))

    def count_events(self, parts: dict[str, Node], events: dict[str, Event]) -> None:
        """Report if too many events may come at one time: those of a pool, or those that
        interrupt."""
        counts: dict[str, int] = {}
        for event in events.values():
            counts[event.pool] = counts.get(event.pool, 0) + 1
        for pool, count in counts.items():
            what = "events" if pool else "interrupts"
            self.count_parts(parts["events"], count, MOST_EVENTS, what, cut(pool, 60))

    def count_wordings(self, found: dict[str, Any], parts: dict[str, Node]) -> None:
        """Report if an ending may have too much to tell: all epilogues, or all front pages."""
        told = {
            "epilogues": [one.lines for one in found["epilogues"].values()],
            "acts": [one.front_page for one in found["acts"]],
        }
        for section, texts in told.items():
            number = sum(len(one.wordings) for passages in texts for one in passages)
            self.count_parts(parts.get(section, self.root), number, MOST_TOLD, "told")

    def check_format(self, title: dict[str, Node]) -> None:
        number = self.whole(title["format"]) if "format" in title else FORMAT
        if number > FORMAT:
            place = title["format"].place
            self.problems.add("N209.newer", place, number=number, most=FORMAT)
        elif number < 1:
            self.problems.add("N209.none", title["format"].place, number=number)

    def check_tables(self, tables: dict[str, Table], parts: dict[str, Node]) -> None:
        """Report tables that are too large together, and what each one's numbers make impossible,
        if nothing else is wrong."""
        wide: dict[str, Range] = {one.id: (one.low, one.high) for one in self.gauges.values()}
        wide |= {one.id: (0, one.high) for one in self.counters.values()}
        nodes = self.entries(parts.get("tables")).entries
        packages = sum(min(MOST_PACKAGES, table.packages) for table in tables.values())
        node = parts.get("tables", self.root)
        self.count_parts(node, packages, MOST_PACKAGES_IN_ALL, "packages")
        for name, table in tables.items():
            if not any(self.problems.errors):
                check_worths(self, table, nodes[name], wide)
