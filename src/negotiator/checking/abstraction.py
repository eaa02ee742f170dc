"""A story seen through a few of its values: breadth-first search of one abstraction.

Some names are tracked; a condition on any other may hold or not. What such a search can't reach is
unreachable. `cegar` decides which names to track.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from negotiator.engine.codegen import Builder
from negotiator.engine.layout import Value
from negotiator.engine.transitions import both, no
from negotiator.statespace.bisimulation import Shrinker, shrinker
from negotiator.statespace.effort import ABSTRACT, Effort
from negotiator.statespace.transition_system import START, Edge, Label, Moment, TransitionSystem
from negotiator.story.expressions import Literal, Node, Operation, python_source, reads
from negotiator.story.intervals import Range, value_range
from negotiator.story.model import Story

Values = dict[str, Value]
Tracked = tuple[Value, ...]
Key = tuple[Moment, Tracked]
MOST_STATES = 400_000
"""The search of one abstraction gives up after this many states."""


class Abstraction:
    """The steps of one story, and what can be said of their expressions without its values."""

    def __init__(self, story: Story, shrink: Shrinker | None = None) -> None:
        self.story = story
        self.shrinker: Shrinker = shrink or shrinker(story)
        self.system: TransitionSystem = self.shrinker.system
        self.start: Values = dict(
            zip(self.system.ready.layout.slots, self.system.ready.layout.start, strict=True)
        )
        self._edges: dict[Moment, tuple[Edge, ...]] = {}
        self._known: dict[Node, tuple[frozenset[str], Range]] = {}

    def edges(self, moment: Moment) -> tuple[Edge, ...]:
        """The steps from a moment, including getting stuck there."""
        found = self._edges.get(moment)
        if found is None:
            found = tuple(
                edge._replace(label=self._named(edge.label)) for edge in self.system.edges(moment)
            )
            place = self.story.scenes.get(moment[1]) if moment[0] == "at" else None
            if place is not None:
                closed = both(*(no(opened) for opened in self.system.opens(place.id)))
                if closed != Literal(False):
                    stuck: Moment = ("stuck", place.id)
                    found += (Edge(moment, closed, (), stuck, ("stuck", place.id)),)
            self._edges[moment] = found
        return found

    def known(self, node: Node) -> tuple[frozenset[str], Range]:
        """What an expression of an edge reads, and the bounds of its result when each value may be
        anywhere in its range (Moore 1966)."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = (reads(node), value_range(node, self.system.ranges))
        return found

    def _named(self, label: Label) -> Label:
        """The label in the form verdicts use, which distinguish scenes from endings."""
        if label[0] != "enter":
            return label
        return ("ending" if label[1] in self.story.endings else "scene", label[1])


Follow = Callable[[Tracked], list[tuple[int, Tracked]]]


class Search:
    """Breadth-first search over moments and the tracked values, starting near the start."""

    def __init__(
        self, over: Abstraction, tracked: frozenset[str], moments: frozenset[Moment] | None
    ) -> None:
        self.over = over
        self.names = tuple(name for name in over.start if name in tracked)
        self.variables = {name: f"x{number}" for number, name in enumerate(self.names)}
        self.moments = moments
        self.came_from: dict[Key, tuple[Key, int] | None] = {}
        self.seen: set[Label] = set()
        self.gave_up = False
        self._codes: dict[str, CodeType] = {}
        self._follow: dict[Moment, tuple[Follow, tuple[tuple[Label, Moment], ...]]] = {}

    def run(self, label: Label | None, effort: Effort) -> list[tuple[Edge, Tracked]] | None:
        """A shortest path to a label, each step with the tracked values after it."""
        first: Key = (START, tuple(self.over.start[name] for name in self.names))
        came_from = self.came_from
        came_from[first] = None
        queue = [first]
        follow_of = self._follow
        for number, key in enumerate(queue):
            if not number & 63:
                if effort.is_spent or len(queue) > MOST_STATES:
                    self.gave_up = True
                    return None
                effort.spend(64 * ABSTRACT)
            moment, values = key
            made = follow_of.get(moment)
            if made is None:
                made = follow_of[moment] = self._made(moment)
            follow, ways = made
            for way, after in follow(values):
                found, target = ways[way]
                if found == label:
                    return self._path(key, way, after)
                self.seen.add(found)
                then = (target, after)
                if then not in came_from:
                    came_from[then] = (key, way)
                    queue.append(then)
        return None

    def _path(self, key: Key, way: int, after: Tracked) -> list[tuple[Edge, Tracked]]:
        path = [(self._edges(key[0])[way], after)]
        while (step := self.came_from[key]) is not None:
            before, number = step
            path.append((self._edges(before[0])[number], key[1]))
            key = before
        return path[::-1]

    def _edges(self, moment: Moment) -> list[Edge]:
        """The steps that matter to the question."""
        edges = self.over.edges(moment)
        if self.moments is None:
            return list(edges)
        return [
            edge
            for edge in edges
            if edge.target in self.moments or not self.over.edges(edge.target) or edge.label[0]
        ]

    def projected(self, moment: Moment, values: Values) -> Tracked:
        """The tracked values, with those merged that nothing later tells apart."""
        least = self.over.shrinker.least
        return tuple(least(moment, name, values[name]) for name in self.names)

    # Building the step functions

    def _made(self, moment: Moment) -> tuple[Follow, tuple[tuple[Label, Moment], ...]]:
        edges = self._edges(moment)
        if not self.names:
            able: list[tuple[int, Tracked]] = [
                (number, ()) for number, one in enumerate(edges) if self.may(one.when) == "True"
            ]
            return lambda _: able, tuple((edge.label, edge.target) for edge in edges)
        lines = [f"{', '.join(self.variables.values())}, = values", "found = []"]
        builder = Builder(f"{self.over.story.id}: abstraction", codes=self._codes)
        for number, edge in enumerate(edges):
            lines += self._edge(number, edge, builder.named)
        follow: Follow = builder.function("values", [*lines, "return found"], "follow")
        return follow, tuple((edge.label, edge.target) for edge in edges)

    def _edge(self, number: int, edge: Edge, tables: dict[str, object]) -> list[str]:
        may = self.may(edge.when)
        if may == "False":
            return []
        lines = [] if may == "True" else [f"if {may}:"]
        indent = "" if may == "True" else "    "
        now = dict(self.variables)
        for step, group in enumerate(edge.does):
            then: dict[str, str] = {}
            for target, node in group:
                if target not in now:
                    continue
                name = f"y{number}_{step}_{self.names.index(target)}"
                if self.over.system.domains[target].is_truth:
                    may, must = self.may(node, now), self.must(node, now)
                    if may == must:
                        lines.append(f"{indent}{name} = {may}")
                    else:
                        guess = f"(True,) if {must} else (False, True) if {may} else (False,)"
                        lines.append(f"{indent}for {name} in {guess}:")
                        indent += "    "
                else:
                    lines.append(f"{indent}{name} = {python_source(node, now.__getitem__)}")
                then[target] = name
            now |= then
        shown = ""
        for name in self.names:
            source, table = self.over.shrinker.least_source(edge.target, name, now[name])
            if table is not None:
                tables[source.partition("[")[0]] = table
            shown += f"{source}, "
        lines.append(f"{indent}found.append(({number}, ({shown})))")
        return lines

    def may(self, node: Node, now: dict[str, str] | None = None) -> str:
        """Source of whether a condition may hold, whatever the untracked values are."""
        return self._modal(node, self.variables if now is None else now, may=True)

    def must(self, node: Node, now: dict[str, str] | None = None) -> str:
        """Source of whether a condition holds, whatever the untracked values are."""
        return self._modal(node, self.variables if now is None else now, may=False)

    def _modal(self, node: Node, now: dict[str, str], *, may: bool) -> str:
        if isinstance(node, Operation) and node.operator == "not":
            inner = self._modal(node.parts[0], now, may=not may)
            return {"True": "False", "False": "True"}.get(inner, f"(not {inner})")
        if isinstance(node, Operation) and node.operator in ("and", "or"):
            ends, passes = ("False", "True") if node.operator == "and" else ("True", "False")
            parts = [self._modal(part, now, may=may) for part in node.parts]
            if ends in parts:
                return ends
            kept = [part for part in parts if part != passes]
            return f"({f' {node.operator} '.join(kept)})" if kept else passes
        if isinstance(node, Literal):
            return str(bool(node.value))
        names, (low, high) = self.over.known(node)
        if not names:
            return str(self.over.system.holds(node, {}))
        if all(name in now for name in names):
            return python_source(node, now.__getitem__)
        if low == high:
            return str(bool(low))
        return str(may)
