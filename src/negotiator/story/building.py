"""Building a story from nodes: each part read by its shape, each name looked up.

Two passes: the first learns the names, the second builds the model and notes every fault
against the place it stands at. Which files the nodes came from is not known here.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from datetime import date

from negotiator.story import shape
from negotiator.story.bounds import (
    AYES,
    COOLDOWN,
    COUNTER_HIGH,
    LARGEST,
    MINUTES,
    MOST_BANDS,
    MOST_BLOCS,
    MOST_CHOICES,
    MOST_EVENTS,
    MOST_GAUGES,
    NEEDS,
    PRIORITY,
    SEATS,
    SEED,
    VERSION,
    WEIGHT,
)
from negotiator.story.diagnostics import Problems
from negotiator.story.expression_parser import RESERVED, Names
from negotiator.story.expressions import Type, constant
from negotiator.story.intervals import Range
from negotiator.story.model import (
    FORMAT,
    NO_OPTION,
    Act,
    Actor,
    Axis,
    Band,
    Better,
    Bloc,
    Choice,
    Counter,
    Ending,
    Event,
    Flag,
    Gauge,
    GlossaryTerm,
    HistoryEntry,
    Motion,
    Reading,
    Scene,
    Source,
    Story,
    StoryTest,
    Table,
)
from negotiator.story.nodes import NOTHING, Mapping, Node, Scalar, Sequence
from negotiator.story.parts import PartReader
from negotiator.story.suggestions import nearest
from negotiator.story.tables import AT_TABLE, CLOSINGS, TableReader

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
_RANGE = re.compile(r"(-?[0-9]{1,10})\.\.(-?[0-9]{1,10})\Z", re.ASCII)


def build(root: Mapping, problems: Problems, fingerprint: str) -> Story | None:
    """The story that the joined files hold; None, with faults noted, if any of it is an error."""
    return _Builder(root, problems, fingerprint).story()


class _Builder(PartReader):
    """Builds the model from nodes; each method reads one part and notes its faults."""

    def __init__(self, root: Mapping, problems: Problems, fingerprint: str) -> None:
        super().__init__(problems)
        self.root = root
        self.fingerprint = fingerprint
        self.actors: dict[str, Actor] = {}
        self.axes: dict[str, Axis] = {}
        self.tables: set[str] = set()
        self.choice_names: set[str] = set()
        """All choices, as `scene.choice`."""

    def story(self) -> Story | None:
        """The whole story, or None if any of it is an error."""
        has_page = "story" in self.root.entries
        page = self.root.key("story").start if has_page else self.root.start
        parts = self.fields(self.root._replace(start=page), shape.STORY_FILE)
        self.hold_back(parts)
        title = (
            self.fields(parts.get("story", NOTHING), shape.TITLE_PAGE) if "story" in parts else {}
        )
        self.check_format(title)
        self.gauges = dict(self.each(parts, "gauges", self.gauge))
        if "gauges" in parts:
            self.count_parts(parts["gauges"], len(self.gauges), MOST_GAUGES, "gauges")
        self.flags = dict(self.each(parts, "flags", self.flag))
        self.counters = dict(self.each(parts, "counters", self.counter))
        self.sources = dict(self.each(parts, "sources", self.source))
        self.axes = dict(self.each(parts, "axes", self.axis))
        self.actors = dict(self.each(parts, "actors", self.actor))
        acts = sorted(
            (one for _, one in self.each(parts, "acts", self.act)), key=lambda act: act.begins
        )
        self.learn_names(parts)
        glossary = dict(self.each(parts, "glossary", self.term))
        motions = dict(self.each(parts, "motions", self.motion))
        events = dict(self.each(parts, "events", self.event))
        self.pools = {event.pool for event in events.values() if event.pool}
        self.count_events(parts, events)
        scenes = dict(self.each(parts, "scenes", self.scene))
        scenes |= self.tables_of(parts)
        endings = dict(self.each(parts, "endings", self.ending))
        history = tuple(
            sorted(
                (self.history_entry(node) for node in self.listed(parts.get("history"))),
                key=lambda entry: entry.date,
            )
        )
        tests = dict(self.each(parts, "tests", self.test))
        start = self.wanted(title, "start", self.line, "")
        if start in endings and start not in scenes:
            message = f"a story starts in a scene, and `{start}` is an ending"
            instead = "Name a scene of this story."
            self.problems.add("N301", title["start"].place, message, instead=instead)
        elif "start" in title and start not in scenes:
            self.problems.unknown("N301", title["start"].place, "scene", start, scenes)
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
            acts=tuple(acts),
            scenes=scenes,
            events=events,
            endings=endings,
            tests=tests,
            history=history,
        )

    # The names, before anything refers to them

    def hold_back(self, parts: dict[str, Node]) -> None:
        """Where a whole section is misspelt or missing, leave out all that isn't found for it."""
        known = [key.name for key in shape.STORY_FILE.keys]
        lost = {nearest(name, known) for name in self.root.entries if name not in parts}
        lost |= shape.STORY_FILE.required - parts.keys()
        self.problems.held = frozenset().union(*(_HANGS_ON.get(one, ()) for one in lost))

    def learn_names(self, parts: dict[str, Node]) -> None:
        """Learn what scenes, endings, choices and terms there are, and what may be named."""
        values = [self.entries(parts.get(one)) for one in ("gauges", "flags", "counters")]
        faults = len(self.problems.found)
        self.claim(values, RESERVED.union(keyword.kwlist), "a gauge or flag")
        if len(self.problems.found) > faults:
            # Whatever names it is of one kind where it should be of the other.
            self.problems.held |= {"N403", "N501", "N502", "N503"}
        sections = ("scenes", "tables", "events", "endings")
        places = self.claim(
            [self.entries(parts.get(one)) for one in sections], keyword.kwlist, "a scene"
        )
        self.ways = places - self.entries(parts.get("events")).entries.keys()
        self.motions = set(self.entries(parts.get("motions")).entries)
        self.tables = set(self.entries(parts.get("tables")).entries)
        self.terms = {}
        for name, node in self.entries(parts.get("glossary")).entries.items():
            words = _inner(node, "term")
            self.terms[name] = words.value if isinstance(words, Scalar) else ""
        found: dict[str, set[str]] = {}
        for section in ("scenes", "events"):
            for name, node in self.entries(parts.get(section)).entries.items():
                for choice in self.choice_ids(node):
                    found.setdefault(choice, set()).add(f"{name}.{choice}")
        for name in self.tables:
            for choice in CLOSINGS:
                found.setdefault(choice, set()).add(f"{name}.{choice}")
        # In order once, as a name that could be any of thousands may be told a thousand times.
        choices = {last: dict.fromkeys(sorted(full)) for last, full in found.items()}
        self.choice_names = set().union(*choices.values())
        types = dict.fromkeys((*self.gauges, *self.counters), Type.NUMBER)
        types |= dict.fromkeys(self.flags, Type.TRUTH)
        for motion in sorted(self.motions):
            types[f"motion.{motion}.ayes"] = Type.NUMBER
            types[f"motion.{motion}.passed"] = types[f"motion.{motion}.held"] = Type.TRUTH
        options: dict[str, tuple[str, ...]] = {}
        for term, among in self.term_options(parts):
            options.setdefault(f"terms.{term}", among)
        types |= dict.fromkeys(options, Type.WORD)
        self.names = Names(types, places, choices, options)

    def term_options(self, parts: dict[str, Node]) -> Iterable[tuple[str, tuple[str, ...]]]:
        """The terms of all tables and the words they can be."""
        for table in self.entries(parts.get("tables")).entries.values():
            for term, node in self.entries(_inner(table, "terms")).entries.items():
                yield term, (NO_OPTION, *self.entries(_inner(node, "options")).entries)

    def claim(self, sections: list[Mapping], taken: Iterable[str], what: str) -> set[str]:
        """All names of these sections; one with two meanings, or of a word that is taken for
        something else, is a fault."""
        claimed: dict[str, Mapping] = {}
        for section in sections:
            for name in section.entries.keys() & claimed.keys():
                message = f"the name `{name}` has two meanings"
                first = claimed[name].key(name).place
                self.problems.add("N307", section.key(name).place, message, also=first)
            for name in section.entries.keys() & taken:
                message = f"`{name}` can't be the name of {what}"
                self.problems.add("N211", section.key(name).place, message)
            claimed = dict.fromkeys(section.entries, section) | claimed
        return set(claimed)

    def choice_ids(self, scene: Node) -> Iterable[str]:
        if not isinstance(scene, Mapping) or "choices" not in scene.entries:
            return
        node = scene.entries["choices"]
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Mapping) and "id" in item.entries:
                choice = item.entries["id"]
                if isinstance(choice, Scalar):
                    yield choice.value

    def count_events(self, parts: dict[str, Node], events: dict[str, Event]) -> None:
        """Say if too many events may come at one time: those of a pool, or those that interrupt."""
        counts: dict[str, int] = {}
        for event in events.values():
            counts[event.pool] = counts.get(event.pool, 0) + 1
        for pool, count in counts.items():
            what = f"events in the pool `{pool[:60]}`" if pool else "events that interrupt"
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
        fields = self.fields(node, shape.SOURCE)
        return Source(
            id=name,
            title=self.wanted(fields, "title", self.line, ""),
            publisher=self.wanted(fields, "publisher", self.line, ""),
            date=self.wanted(fields, "date", self.day, None),
            url=self.wanted(fields, "url", self.line, ""),
            says=self.wanted(fields, "says", self.line, ""),
            note=self.wanted(fields, "note", self.line, ""),
        )

    def term(self, name: str, node: Node) -> GlossaryTerm:
        fields = self.fields(node, shape.TERM)
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

    def gauge(self, name: str, node: Node) -> Gauge:
        fields = self.fields(node, shape.GAUGE)
        low, high = self.wanted(fields, "range", self.range, (0, 100))
        start = self.wanted(fields, "start", self.whole, low)
        if "start" in fields and not low <= start <= high:
            self.problems.add("N508", fields["start"].place, f"{start} is outside {low}..{high}")
        label = self.wanted(fields, "label", self.line, name)
        words = [one.value for one in Better]
        return Gauge(
            id=name,
            label=label,
            short=self.wanted(fields, "short", self.short, label[:10]),
            about=self.wanted(fields, "about", self.line, ""),
            start=start,
            low=low,
            high=high,
            better=Better(
                self.wanted(fields, "better", lambda one: self.one_of(one, words), "high")
            ),
            bands=self.wanted(fields, "bands", lambda one: self.bands(one, low, high), ()),
            was=self.was(fields),
        )

    def bands(self, node: Node, low: int, high: int) -> tuple[Band, ...]:
        keys = list(self.entries(node).items())
        self.count_parts(node, len(keys), MOST_BANDS, "bands")
        faults = len(self.problems.found)
        found = [Band(self.whole(key), self.line(inner)) for key, inner in keys]
        places = [key.place for key, _ in keys] or [node.place]
        if len(self.problems.found) > faults:
            return tuple(sorted(found))
        if all(band.low > low for band in found):
            self.problems.add("N509", places[0], f"no band begins at {low}, the low end")
            return tuple(sorted(found))
        for number, (band, place) in enumerate(zip(found, places, strict=True)):
            before = found[number - 1] if number else band
            if number and band.low == before.low:
                self.problems.add("N509", place, f"two bands begin at {band.low}")
            elif band.low < before.low:
                message = f"the band at {band.low} stands behind the one at {before.low}"
                self.problems.add("N509", place, message)
            elif not low <= band.low <= high:
                self.problems.add("N509", place, f"{band.low} is outside {low}..{high}")
            elif number and band.name == before.name:
                message = f"the band at {band.low} is called `{band.name}` like the one before it"
                instead = "Give it another name, or join the two."
                self.problems.add("N509", place, message, instead=instead)
        return tuple(sorted(found))

    def range(self, node: Node) -> tuple[int, int]:
        match = _RANGE.match(self.line(node))
        low, high = (int(match[1]), int(match[2])) if match else (0, 0)
        if low >= high or max(-low, high) > LARGEST:
            self.problems.add("N507", node.place, "this is not a range")
            return 0, 100
        return low, high

    def flag(self, name: str, node: Node) -> Flag:
        if isinstance(node, Scalar):
            return Flag(name, self.line(node))
        fields = self.fields(node, shape.FLAG)
        return Flag(
            id=name,
            about=self.wanted(fields, "about", self.line, ""),
            start=self.wanted(fields, "start", self.truth, False),
            was=self.was(fields),
        )

    def counter(self, name: str, node: Node) -> Counter:
        if isinstance(node, Scalar):
            return Counter(name, self.line(node))
        fields = self.fields(node, shape.COUNTER)
        faults = len(self.problems.found)
        start = self.wanted(fields, "start", self.whole, 0)
        high = self.wanted(fields, "high", self.within(COUNTER_HIGH), 1_000)
        if not 0 <= start <= high and len(self.problems.found) == faults:
            place = fields["start"].place if "start" in fields else node.place
            self.problems.add("N508", place, f"{start} is outside 0..{high}")
        about = self.wanted(fields, "about", self.line, "")
        return Counter(name, about, start, high, self.was(fields))

    def actor(self, name: str, node: Node) -> Actor:
        fields = self.fields(node, shape.ACTOR)
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
        fields = self.fields(node, shape.AXIS)
        label = self.wanted(fields, "label", self.line, name)
        return Axis(name, label, self.wanted(fields, "about", self.line, ""))

    def act(self, name: str, node: Node) -> Act:
        fields = self.fields(node, shape.ACT)
        return Act(
            id=name,
            title=self.wanted(fields, "title", self.line, name),
            begins=self.wanted(fields, "from", self.day, None) or date.min,
        )

    def motion(self, name: str, node: Node) -> Motion:
        fields = self.fields(node, shape.MOTION)
        blocs = dict(self.each(fields, "blocs", self.bloc))
        if "blocs" in fields:
            self.count_parts(fields["blocs"], len(blocs), MOST_BLOCS, "blocs")
        return Motion(
            id=name,
            title=self.wanted(fields, "title", self.line, name),
            needs=self.wanted(fields, "needs", self.number_in(NEEDS), constant(0)),
            blocs=tuple(blocs.values()),
            about=self.wanted(fields, "about", self.line, ""),
        )

    def bloc(self, name: str, node: Node) -> Bloc:
        faults = len(self.problems.found)
        fields = self.fields(node, shape.BLOC)
        seats = self.wanted(fields, "seats", self.within(SEATS), 0)
        are_known = len(self.problems.found) == faults
        return Bloc(
            id=name,
            label=self.wanted(fields, "label", self.line, name),
            seats=seats,
            ayes=self.wanted(
                fields,
                "ayes",
                self.number_in(AYES._replace(high=seats) if are_known else AYES),
                constant(0),
            ),
        )

    def event(self, name: str, node: Node) -> Event:
        fields = self.fields(node, shape.EVENT)
        actor = self.wanted(fields, "actor", self.line, None)
        if actor is not None and actor not in self.actors:
            self.problems.unknown("N311", fields["actor"].place, "actor", actor, self.actors)
        interrupt = self.wanted(fields, "interrupt", self.truth, False)
        if isinstance(node, Mapping) and interrupt == ("pool" in fields):
            self.problems.add("N515", node.place, f"it isn't clear when the event `{name}` comes")
        called = self.actors[actor].name if actor in self.actors else name
        return Event(
            id=name,
            title=self.wanted(fields, "title", self.line, called),
            text=self.passages(fields.get("text")),
            actor=actor,
            pool=self.wanted(fields, "pool", self.identifier, ""),
            interrupt=interrupt,
            when=self.condition(fields),
            priority=self.wanted(fields, "priority", self.within(PRIORITY), 0),
            weight=self.wanted(fields, "weight", self.number_in(WEIGHT), None),
            once=self.wanted(fields, "once", self.truth, False),
            cooldown=self.wanted(fields, "cooldown", self.within(COOLDOWN), 0),
            effects=self.effects(fields.get("effects")),
            vote=self.vote(fields),
            choices=self.choices(name, fields),
            was=self.was(fields),
        )

    def test(self, name: str, node: Node) -> StoryTest:
        fields = self.fields(node, shape.TEST)
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

    def choices(self, name: str, fields: dict[str, Node]) -> tuple[Choice, ...]:
        choices: dict[str, Choice] = {}
        items: dict[str, Node] = {}
        if "choices" in fields:
            count = len(self.listed(fields["choices"]))
            self.count_parts(fields["choices"], count, MOST_CHOICES, "choices")
        for item in self.listed(fields.get("choices")):
            choice = self.choice(name, item)
            if choice.id in choices:
                message = f"the choice `{choice.id}` is here for the second time"
                self.problems.add("N112", item.place, message, also=items[choice.id].place)
                continue
            choices[choice.id] = choice
            items[choice.id] = item
        return tuple(choices.values())

    def scene(self, name: str, node: Node) -> Scene:
        fields = self.fields(node, shape.SCENE)
        choices = self.choices(name, fields)
        if "choices" in fields and not choices:
            self.problems.add("N510", fields["choices"].place, f"the scene `{name}` has no choice")
        return Scene(
            id=name,
            title=self.wanted(fields, "title", self.line, name),
            text=self.passages(fields.get("text")),
            choices=choices,
            date=self.wanted(fields, "date", self.day, None),
            place=self.wanted(fields, "place", self.line, ""),
            effects=self.effects(fields.get("effects")),
            vote=self.vote(fields),
            draw=self.wanted(fields, "draw", self.draw, None),
            was=self.was(fields),
        )

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

    def choice(self, scene: str, node: Node) -> Choice:
        fields = self.fields(node, shape.CHOICE)
        when = self.condition(fields)
        once = self.wanted(fields, "once", self.truth, False)
        locked = self.wanted(fields, "locked", self.text, None)
        if locked is not None and when is None and not once:
            self.problems.add("N513", fields["locked"].place, "this choice is never closed")
        return Choice(
            id=self.wanted(fields, "id", self.identifier, ""),
            scene=scene,
            text=self.wanted(fields, "text", self.text, ()),
            when=when,
            locked=locked,
            once=once,
            effects=self.effects(fields.get("effects")),
            vote=self.vote(fields),
            outcome=self.passages(fields.get("outcome")),
            goto=self.branches(fields.get("goto")),
            was=self.was(fields),
        )

    def ending(self, name: str, node: Node) -> Ending:
        fields = self.fields(node, shape.ENDING)
        readings = self.entries(fields.get("readings"))
        return Ending(
            id=name,
            title=self.wanted(fields, "title", self.line, name),
            outcome=self.wanted(fields, "outcome", self.identifier, ""),
            text=self.passages(fields.get("text")),
            readings=tuple(self.reading(key, inner) for key, inner in readings.items()),
            date=self.wanted(fields, "date", self.day, None),
            place=self.wanted(fields, "place", self.line, ""),
            was=self.was(fields),
        )

    def reading(self, axis: Scalar, node: Node) -> Reading:
        if axis.value not in self.axes:
            self.problems.unknown("N310", axis.place, "axis", axis.value, self.axes)
        lines = self.passages(node)
        if lines and lines[-1].when is not None:
            self.problems.add("N511", node.place, "it may be that none of these lines holds")
        return Reading(axis.value, lines)

    def history_entry(self, node: Node) -> HistoryEntry:
        fields = self.fields(node, shape.HISTORY_ENTRY)
        choice = self.wanted(fields, "choice", self.line, None)
        if choice is not None and choice not in self.choice_names:
            known = self.choice_names
            self.problems.unknown("N308", fields["choice"].place, "choice", choice, known)
        return HistoryEntry(
            date=self.wanted(fields, "date", self.day, None) or date.min,
            text=self.wanted(fields, "text", self.text, ()),
            choice=choice,
        )


def _inner(node: Node, key: str) -> Node | None:
    """What stands behind a key, if this is a mapping that has it."""
    return node.entries.get(key) if isinstance(node, Mapping) else None
