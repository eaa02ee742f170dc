"""One question at a time, over few values, and more only where they turn out to matter.

Counterexample-guided abstraction refinement (Clarke, Grumberg, Jha, Lu & Veith, "CEGAR for
symbolic model checking", CAV 2000, JACM 50:5, 2003), with localization (Kurshan 1994): a set
of names is tracked, at first none, and a condition on any other may hold or not. What such a
search can't reach is proved out of reach. A path it finds is worked out with all values; the
first condition that fails there gives the names to track from then on. Tracked values are
merged where nothing tells them apart later (`shrink`). An effect on a tracked number makes
what it reads tracked too; a tracked truth may be guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from math import inf, log2
from types import CodeType
from typing import NamedTuple

from negotiator.analysis.components import leading_to
from negotiator.analysis.effort import ABSTRACT, Effort
from negotiator.analysis.flow import START, Edge, Flow, Label, Moment, flow, reads
from negotiator.analysis.moves import Move, initial, line, moves
from negotiator.analysis.shrink import Shrinker, shrinker
from negotiator.engine.codegen import Builder
from negotiator.engine.layout import Value
from negotiator.engine.state import State
from negotiator.engine.transitions import both, no
from negotiator.story.expressions import Literal, Node, Operation, python_source
from negotiator.story.intervals import FAR, Range, value_range
from negotiator.story.model import Scene, Story

Values = dict[str, Value]
Tracked = tuple[Value, ...]
Key = tuple[Moment, Tracked]
MOST_STATES = 400_000
"""One search of one abstraction gives up at so many states."""


class Found(NamedTuple):
    """What came of a question: a path that plays; or none in any play; or the search gave up."""

    path: tuple[str, ...] | None
    """The decisions of a play that does it; None if there is none, or none was found."""
    is_decided: bool
    tracked: tuple[str, ...]
    states: int


class Refinement:
    """Answers questions about one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.flow: Flow = flow(story)
        self.shrinker: Shrinker = shrinker(story)
        self.start: Values = dict(
            zip(self.flow.ready.layout.slots, self.flow.ready.layout.start, strict=True)
        )
        self.assigned: dict[str, set[str]] = defaultdict(set)
        self.before: dict[Moment, set[Moment]] = defaultdict(set)
        self.labelled: dict[Label, set[Moment]] = defaultdict(set)
        self._edges: dict[Moment, tuple[Edge, ...]] = {}
        self._known: dict[Node, tuple[frozenset[str], Range]] = {}
        for moment in self.flow.moments():
            for edge in self.edges(moment):
                self.before[edge.target].add(moment)
                self.labelled[edge.label].add(moment)
                for group in edge.does:
                    for target, node in group:
                        self.assigned[target] |= reads(node)

    def edges(self, moment: Moment) -> tuple[Edge, ...]:
        """The steps from a moment, being stuck there included."""
        found = self._edges.get(moment)
        if found is None:
            found = tuple(
                edge._replace(label=self._named(edge.label)) for edge in self.flow.edges(moment)
            )
            place = self.story.scenes.get(moment[1]) if moment[0] == "at" else None
            if place is not None:
                closed = both(*(no(opened) for opened in self.flow.opens(place.id)))
                if closed != Literal(False):
                    stuck: Moment = ("stuck", place.id)
                    found += (Edge(moment, closed, (), stuck, ("stuck", place.id)),)
            self._edges[moment] = found
        return found

    def known(self, node: Node) -> tuple[frozenset[str], Range]:
        """What an expression of an edge reads, and between what it lies, each value being
        anywhere in its range (Moore 1966)."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = (reads(node), value_range(node, self.flow.ranges))
        return found

    def _named(self, label: Label) -> Label:
        """The label as verdicts have it, which tell scenes from endings."""
        if label[0] != "enter":
            return label
        return ("ending" if label[1] in self.story.endings else "scene", label[1])

    def reached(self, labels: Iterable[Label]) -> set[Label]:
        """Those of the labels that can't be excluded however the values fall: nothing tracked."""
        search = _Search(self, frozenset(), None)
        search.run(None, Effort(ABSTRACT * MOST_STATES))
        if search.gave_up:
            return set(labels)
        return {label for label in labels if label in search.seen}

    def ask(self, label: Label, effort: Effort) -> Found:
        """Whether a play can do what a label says; gives up when the effort is spent."""
        moments = self._leading_to(label)
        if START not in moments:
            return Found(None, True, (), 0)
        tracked: frozenset[str] = frozenset()
        states = 0
        while True:
            search = _Search(self, tracked, moments)
            path = search.run(label, effort)
            states += len(search.came_from)
            if search.gave_up:
                return Found(None, False, tuple(sorted(tracked)), states)
            if path is None:
                return Found(None, True, tuple(sorted(tracked)), states)
            more = self._why_not(path, search, tracked)
            if more is None:
                return Found(None, False, tuple(sorted(tracked)), states)
            if not more:
                decisions = self._played(path)
                return Found(decisions, decisions is not None, tuple(sorted(tracked)), states)
            tracked = self.closed(tracked | more)

    def closed(self, names: frozenset[str]) -> frozenset[str]:
        """The names with all that decides the numbers among them."""
        found = set(names)
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if self.flow.domains[name].is_truth:
                continue
            for other in self.assigned[name] - found:
                found.add(other)
                waiting.append(other)
        return frozenset(found)

    def _leading_to(self, label: Label) -> frozenset[Moment]:
        return frozenset(leading_to(self.labelled[label], self.before))

    def _why_not(
        self, path: list[tuple[Edge, Tracked]], search: _Search, tracked: frozenset[str]
    ) -> frozenset[str] | None:
        """The names to track so that this path is not taken again; none if it can be played, and
        None if it can't, and there is nothing left to track.

        All that fails on the way is looked at, as though the rest could be gone all the same:
        to track what makes the last guard fail is often cheap where the first is dear. Of what
        is as cheap the last is taken, for it is nearest to what was asked.
        """
        values = dict(self.start)
        reasons: list[frozenset[str]] = []
        plays = True
        for edge, after in path:
            if not self.flow.holds(edge.when, values):
                plays = False
                reasons += self._missing(edge.when, values, tracked)
            for group in edge.does:
                worked = [(target, self.flow.worth(node, values)) for target, node in group]
                values.update(worked)
            seen = search.projected(edge.target, values)
            for name, guessed, real in zip(search.names, after, seen, strict=True):
                if guessed != real:
                    plays = False
                    # What it is guessed from may be a guess of the same step.
                    wanted = frozenset([name])
                    for group in reversed(edge.does):
                        wanted = wanted.union(*(reads(n) for t, n in group if t in wanted))
                    reasons.append(wanted - tracked)
        cheapest: frozenset[str] = frozenset()
        least = inf
        for names in reasons:
            if names and (cost := self._cost(tracked | names)) <= least:
                cheapest, least = names, cost
        return cheapest if plays or cheapest else None

    def _cost(self, names: frozenset[str]) -> float:
        """How many combinations of values there may be if these names are tracked, as a power."""
        sizes = [self.flow.domains[name].size for name in self.closed(names)]
        return sum(log2(FAR if size is None else size) for size in sizes)

    def _missing(self, when: Node, values: Values, tracked: frozenset[str]) -> list[frozenset[str]]:
        """Of each part of a condition that fails the untracked names."""
        parts = when.parts if isinstance(when, Operation) and when.operator == "and" else (when,)
        return [reads(part) - tracked for part in parts if not self.flow.holds(part, values)]

    def _played(self, path: list[tuple[Edge, Tracked]]) -> tuple[str, ...] | None:
        """The decisions of a path that the real machine can take, chance being kind."""
        stops: list[tuple[str, Moment | None, Values]] = []
        values = dict(self.start)
        for edge, _ in path:
            if edge.source[0] == "at" and edge.label[0] == "choice":
                stops.append((edge.label[1], None, {}))
            for group in edge.does:
                worked = [(target, self.flow.worth(node, values)) for target, node in group]
                values.update(worked)
            if edge.target[0] == "at" and stops:
                stops[-1] = (stops[-1][0], edge.target, dict(values))
        states: dict[State, tuple[str, ...]] = {initial(self.story): ()}
        asked = path[-1][0].label
        for number, (decision, moment, wanted) in enumerate(stops, start=1):
            place, _, taken = decision.rpartition(".")
            after: dict[State, tuple[str, ...]] = {}
            for state, so_far in states.items():
                if state.scene != place:
                    continue
                for move in moves(self.story, state):
                    if move.taken != taken or move.state in after:
                        continue
                    # A path may end on the way to where a move stands; the move must do it too.
                    is_last = number == len(stops) and asked[0] != "stuck"
                    if is_last and asked not in met(self.story, state, move):
                        continue
                    if moment is None or self._stands(move.state, moment, wanted):
                        made = line(self.story, state, move.option)
                        after[move.state] = (*so_far, *(f"{place}.{one}" for one in made))
            states = dict(islice(after.items(), 100))
            if not states:
                return None
        return next(iter(states.values()))

    def _stands(self, state: State, moment: Moment, wanted: Values) -> bool:
        """Whether a state is what the path came to, as far as anything later can tell."""
        if self.flow.moment(state) != moment:
            return False
        slots = self.flow.ready.layout.slots
        # No step of a path says which profile is drawn: any may be.
        drawn = {name: state.values[slots[name]] for name in self.story.profiles}
        slotted = state._replace(values=tuple((wanted | drawn)[name] for name in slots))
        return self.shrinker(state) == self.shrinker(slotted)


Follow = Callable[[Tracked], list[tuple[int, Tracked]]]


class _Search:
    """Breadth first over moments and the tracked values; the nearest the start come first."""

    def __init__(
        self, over: Refinement, tracked: frozenset[str], moments: frozenset[Moment] | None
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
        """The tracked values, those made one that nothing later tells apart."""
        least = self.over.shrinker.least
        return tuple(least(moment, name, values[name]) for name in self.names)

    # Making the step functions

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
                if self.over.flow.domains[target].is_truth:
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
            return str(self.over.flow.holds(node, {}))
        if all(name in now for name in names):
            return python_source(node, now.__getitem__)
        if low == high:
            return str(bool(low))
        return str(may)


MOST_CASES = 20_000
"""A proof by cases tries so many combinations of values at most."""


def met(story: Story, state: State, move: Move) -> list[Label]:
    """All that a move from a state does; whether nothing is open after it is not looked at."""
    found: list[Label] = [("choice", f"{state.scene}.{move.taken}")]
    found += [("event", one) for one in move.came]
    found += [("passes" if passed else "fails", one) for one, passed in move.votes]
    if move.entered:
        found.append(("ending" if move.entered in story.endings else "scene", move.entered))
    return found


def never_closed(story: Story, scene: Scene) -> bool:
    """Whether some choice of a scene is open whatever the values are. False says nothing."""
    over = flow(story)
    return covers(story, over.opens(scene.id))


def covers(story: Story, conditions: list[Node]) -> bool:
    """Whether one of the conditions holds whatever the values are; by structure and cases.

    One that always holds suffices. Else each value that they read takes one number of each
    stretch that they tell apart, and every combination is tried. False says nothing.
    """
    ranges = flow(story).ranges
    if any(value_range(node, ranges)[0] == 1 for node in conditions):
        return True
    names = sorted(frozenset().union(*(reads(node) for node in conditions)))
    apart = shrinker(story).samples(conditions)
    if apart is None:
        return False
    cases = 1
    for name in names:
        cases *= len(apart[name])
    if cases > MOST_CASES:
        return False
    values: Values = {}
    whole = flow(story).function(Operation("or", tuple(conditions)))

    def from_here(number: int) -> bool:
        if number == len(names):
            return bool(whole(values))
        for value in apart[names[number]]:
            values[names[number]] = value
            if not from_here(number + 1):
                return False
        return True

    return from_here(0)


def refinement(story: Story) -> Refinement:
    """What answers questions about a story; it lives as long as the story does."""
    return story.once(Refinement)
