"""A story seen through a few of its values: breadth-first search of one abstraction.

Some names are tracked; a condition on any other may hold or not. What such a search can't reach is
unreachable. `cegar` decides which names to track.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container
from copy import copy
from functools import cached_property
from typing import Any, Self

from negotiator.engine.codegen import Builder, Codes
from negotiator.engine.layout import Value
from negotiator.engine.transitions import TRUE, any_of, both, no
from negotiator.statespace.array_expressions import TooWideError, array_source, check_width
from negotiator.statespace.bisimulation import Shrinker, shrinker
from negotiator.statespace.components import components
from negotiator.statespace.effort import ABSTRACT, Effort
from negotiator.statespace.transition_system import (
    NOTHING,
    START,
    Edge,
    Label,
    Moment,
    TransitionSystem,
)
from negotiator.story.expressions import Literal, Node, Operation, python_source, reads
from negotiator.story.intervals import Range, value_range
from negotiator.story.model import Story

Values = dict[str, Value]
Tracked = tuple[Value, ...]
Key = tuple[Moment, Tracked]
FALSE = Literal(False)
MOST_STATES = 400_000
"""The search of one abstraction, state by state, gives up after this many."""


class Abstraction:
    """The steps of one story, and what can be said of their expressions without its values."""

    def __init__(self, story: Story, shrink: Shrinker | None = None) -> None:
        self.story = story
        self.shrinker: Shrinker = shrink or shrinker(story)
        self.system: TransitionSystem = self.shrinker.system
        self.start: Values = dict(
            zip(self.system.ready.layout.slots, self.system.ready.layout.start, strict=True)
        )
        self._in_arrays: dict[Node, Callable[..., Any]] = {}
        self._edges: dict[Moment, tuple[Edge, ...]] = {}
        self._known: dict[Node, tuple[frozenset[str], Range]] = {}
        self.before: defaultdict[Moment, set[Moment]] = defaultdict(set)
        """The moments from which a step leads to each moment."""
        groups = components(START, self._ahead)
        self.order = {moment: number for number, group in enumerate(groups) for moment in group}
        """The number of each moment's strongly connected component: a moment leads to no lower
        one. It has all moments, those of lower numbers first."""
        circles = (one for one in groups if len(one) > 1 or one[0] in self.before[one[0]])
        self.circling = frozenset(moment for circle in circles for moment in circle)
        """The moments from which some way leads back to them."""

    def _ahead(self, moment: Moment) -> list[Moment]:
        """The moments that may come next; that this one is before them is noted."""
        after = [edge.target for edge in self.edges(moment)]
        for one in after:
            self.before[one].add(moment)
        return after

    def edges(self, moment: Moment) -> tuple[Edge, ...]:
        """The steps from a moment, including getting stuck there."""
        found = self._edges.get(moment)
        if found is None:
            edges = map(self._followed, self.system.edges(moment))
            found = tuple(edge._replace(label=self._named(edge.label)) for edge in edges)
            place = self.story.scenes.get(moment[1]) if moment[0] == "at" else None
            if place is not None:
                closed = both(*(no(opened) for opened in self.system.opens(place.id)))
                if closed != Literal(False):
                    stuck: Moment = ("stuck", place.id)
                    found += (Edge(moment, closed, (), stuck, ("stuck", place.id)),)
            self._edges[moment] = found
        return found

    def without(self, never: Container[Label]) -> Self:
        """The same without the steps that do any of this, which must be proved to happen in no
        play: what else would need one of them is then excluded sooner."""
        made = copy(self)
        made._edges = {
            moment: tuple(edge for edge in self.edges(moment) if edge.label not in never)
            for moment in self.order
        }
        return made

    def edges_among(self, moment: Moment, moments: frozenset[Moment] | None) -> list[Edge]:
        """The steps from a moment that matter if only these moments do: those that stay among them,
        do something that is asked about, or end a play. None: all moments matter."""
        edges = self.edges(moment)
        if moments is None:
            return list(edges)
        return [
            edge
            for edge in edges
            if edge.target in moments or not self.edges(edge.target) or edge.label[0]
        ]

    def in_arrays(self, node: Node) -> Callable[..., Any]:
        """A function from columns of values by name, and numpy, to those of an expression: an
        array, or one value for all."""
        made = self._in_arrays.get(node)
        if made is None:
            builder = Builder(f"{self.story.id}: arrays")
            source = array_source(node, lambda name: f"v[{name!r}]")
            made = self._in_arrays[node] = builder.expression("v, np", source)
        return made

    @cached_property
    def is_narrow(self) -> bool:
        """Whether no expression may exceed 64 bits."""
        try:
            check_width(self.story, self.system.ranges)
        except TooWideError:
            return False
        return True

    def projected(self, moment: Moment, names: tuple[str, ...], values: Values) -> Tracked:
        """These values, with those merged that nothing later tells apart."""
        return tuple(self.shrinker.least(moment, name, values[name]) for name in names)

    def may(self, node: Node, tracked: frozenset[str]) -> Node:
        """The condition on the tracked values that another one may hold, whatever the others
        are."""
        return self._modal(node, tracked, may=True)

    def must(self, node: Node, tracked: frozenset[str]) -> Node:
        """The condition on the tracked values that another one holds, whatever the others are."""
        return self._modal(node, tracked, may=False)

    def _modal(self, node: Node, tracked: frozenset[str], *, may: bool) -> Node:
        match node:
            case Operation("not", (part,)):
                return no(self._modal(part, tracked, may=not may))
            case Operation("and" | "or" as word, parts):
                each = [self._modal(part, tracked, may=may) for part in parts]
                if word == "or":
                    return any_of(*(one for one in each if one != FALSE))
                return FALSE if FALSE in each else both(*each)
            case Literal(value):
                return Literal(bool(value))
        names, (low, high) = self.known(node)
        if not names:
            return Literal(self.system.holds(node, {}))
        if names <= tracked:
            return node
        return Literal(bool(low) if low == high else may)

    def known(self, node: Node) -> tuple[frozenset[str], Range]:
        """What an expression of an edge reads, and the bounds of its result when each value may be
        anywhere in its range (Moore 1966)."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = (reads(node), value_range(node, self.system.ranges))
        return found

    def _followed(self, edge: Edge) -> Edge:
        """A step together with those within blocks that follow it in any case."""
        while edge.target[0] == "in":
            after = self.system.edges(edge.target)
            if len(after) != 1 or after[0].when != TRUE:
                break
            (then,) = after
            if NOTHING not in (edge.label, then.label):
                break
            label = edge.label if then.label == NOTHING else then.label
            edge = edge._replace(does=edge.does + then.does, target=then.target, label=label)
        return edge

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
        self.tracked = tracked
        self.names = tuple(name for name in over.start if name in tracked)
        self.variables = {name: f"x{number}" for number, name in enumerate(self.names)}
        self.moments = moments
        self.came_from: dict[Key, tuple[Key, int] | None] = {}
        self.seen: set[Label] = set()
        self.gave_up = False
        self._codes: Codes = {}
        self._follow: dict[Moment, tuple[Follow, tuple[tuple[Label, Moment], ...]]] = {}

    @property
    def states(self) -> int:
        """How many states were found."""
        return len(self.came_from)

    def run(
        self, label: Label | None, effort: Effort, most: int | None = None
    ) -> list[tuple[Edge, Tracked]] | None:
        """A shortest path to a label, each step with the tracked values after it; None if there is
        none, or if the search gave up after so many states or so much effort."""
        most = MOST_STATES if most is None else most
        first: Key = (START, tuple(self.over.start[name] for name in self.names))
        came_from = self.came_from
        came_from[first] = None
        queue = [first]
        follow_of = self._follow
        for number, key in enumerate(queue):
            if not number & 63:
                if effort.is_spent or len(queue) > most:
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
        return self.over.edges_among(moment, self.moments)

    # Building the step functions

    def _made(self, moment: Moment) -> tuple[Follow, tuple[tuple[Label, Moment], ...]]:
        edges = self._edges(moment)
        if not self.names:
            able: list[tuple[int, Tracked]] = [
                (number, ())
                for number, one in enumerate(edges)
                if self.over.may(one.when, self.tracked) == TRUE
            ]
            return lambda _: able, tuple((edge.label, edge.target) for edge in edges)
        lines = [f"{', '.join(self.variables.values())}, = values", "found = []"]
        builder = Builder(f"{self.over.story.id}: abstraction", codes=self._codes)
        for number, edge in enumerate(edges):
            lines += self._edge(number, edge, builder.named)
        follow: Follow = builder.function("values", [*lines, "return found"], "follow")
        return follow, tuple((edge.label, edge.target) for edge in edges)

    def _edge(self, number: int, edge: Edge, tables: dict[str, object]) -> list[str]:
        may = self.over.may(edge.when, self.tracked)
        if may == FALSE:
            return []
        now = dict(self.variables)
        lines = [] if may == TRUE else [f"if {python_source(may, now.__getitem__)}:"]
        indent = "" if may == TRUE else "    "
        for step, group in enumerate(edge.does):
            then: dict[str, str] = {}
            for target, node in group:
                if target not in now:
                    continue
                name = f"y{number}_{step}_{self.names.index(target)}"
                if self.over.system.domains[target].is_truth:
                    may = self.over.may(node, self.tracked)
                    must = self.over.must(node, self.tracked)
                    holds, surely = (python_source(one, now.__getitem__) for one in (may, must))
                    if may == must:
                        lines.append(f"{indent}{name} = {holds}")
                    else:
                        guess = f"(True,) if {surely} else (False, True) if {holds} else (False,)"
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
