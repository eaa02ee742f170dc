"""Which values each name may have at each moment, and what can't be reached with them.

An abstract interpretation that keeps the values of one name apart from those of all others
(independent attributes: Jones & Muchnick, "Complexity of flow analysis, inductive assertion
synthesis and a language due to Dijkstra", FOCS 1980), each as a set: one bit for a value. It takes
one pass over a story that doesn't go in circles, over all questions at once, and excludes what
comes too soon for a gauge or a flag. What hangs on two names at once is for `cegar`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import heappop, heappush

from negotiator.checking.abstraction import Abstraction
from negotiator.statespace.bisimulation import coarse
from negotiator.statespace.effort import ABSTRACT, Effort
from negotiator.statespace.transition_system import START, Edge, Label, Moment
from negotiator.story.expressions import Node, Operation
from negotiator.story.intervals import FALSE, Range, value_range

ROUNDS = 20
"""How often the sets of a moment may grow before they are widened."""
Sets = dict[str, int]
"""For each name that is read later the values it may have, as bits: the lowest is that of the least
value of its domain. A name without one may have any value."""


class ValueSets:
    """The sets of a story's moments, carried forwards until nothing grows."""

    def __init__(self, over: Abstraction) -> None:
        self.over = over
        self.domains = over.system.domains
        self.bounded = over.shrinker.ranges
        """The values of each name that has a set."""
        self.seen: set[Label] = set()
        self.gave_up = False
        self._where: dict[Node, int] = {}
        self._results: dict[Node, list[int]] = {}
        self._made: dict[tuple[Node, int], int] = {}

    def run(self, effort: Effort) -> None:
        """Find everything that these sets don't exclude."""
        over = self.over
        order = over.order
        first = {name: self._bit(name, over.start[name]) for name in self._kept_at(START)}
        sets: dict[Moment, Sets] = {START: first}
        grown: Counter[Moment] = Counter()
        waiting = [(order[START], 0, START)]
        queued = {START}
        number = 0
        while waiting:
            if effort.is_spent:
                self.gave_up = True
                return
            _, _, moment = heappop(waiting)
            queued.discard(moment)
            now = sets[moment]
            if moment not in over.circling:
                del sets[moment]  # Nothing leads here again.
            for edge in over.edges(moment):
                effort.spend(ABSTRACT)
                after = self._after(edge, now)
                if after is None:
                    continue
                self.seen.add(edge.label)
                known = sets.get(edge.target)
                if known is not None:
                    grown[edge.target] += 1
                    after = self._joined(known, after, grown[edge.target] > ROUNDS)
                    if after == known:
                        continue
                sets[edge.target] = after
                if edge.target not in queued:
                    number += 1
                    queued.add(edge.target)
                    heappush(waiting, (order[edge.target], number, edge.target))

    def _kept_at(self, moment: Moment) -> Iterator[str]:
        """The names with a set that are read from a moment on."""
        later = self.over.shrinker.parts.get(coarse(moment), ())
        return (name for name in later if name in self.bounded)

    def _after(self, edge: Edge, sets: Sets) -> Sets | None:
        """The sets after a step; None if it can't be taken."""
        narrowed = self._allowed(edge.when, sets)
        if narrowed is None:
            return None
        now = {**sets, **narrowed} if narrowed else sets
        for group in edge.does:
            assigned = {
                target: self._image(target, node, now)
                for target, node in group
                if target in self.bounded
            }
            now = now | assigned
        return {name: self._of(name, now) for name in self._kept_at(edge.target)}

    def _joined(self, known: Sets, more: Sets, widely: bool) -> Sets:
        """The sets that hold both. In a circle a set may grow by a value each time round: what
        still grows after some rounds is taken to have all its values (widening)."""
        return {
            name: values
            if more[name] | values == values
            else self._of(name, {})
            if widely
            else more[name] | values
            for name, values in known.items()
        }

    def _allowed(self, when: Node, sets: Sets) -> Sets | None:
        """The sets that a condition narrows; None if it can't hold."""
        found: Sets = {}
        parts = when.parts if isinstance(when, Operation) and when.operator == "and" else (when,)
        for part in parts:
            names, _ = self.over.known(part)
            name = next(iter(names), "")
            if len(names) == 1 and name in self.bounded:
                left = (found.get(name) or self._of(name, sets)) & self._holding(part, name)
                if not left:
                    return None
                found[name] = left
            elif value_range(part, self._hulls(names, sets | found)) == FALSE:
                return None
        return found

    def _image(self, target: str, node: Node, sets: Sets) -> int:
        """The values that an assignment may give."""
        names, _ = self.over.known(node)
        name = next(iter(names), "")
        if len(names) == 1 and name in self.bounded:
            values = self._of(name, sets)
            key = (node, values)
            made = self._made.get(key)
            if made is None:
                results = self._results.get(node)
                if results is None:
                    worth = self.over.system.function(node)
                    results = self._results[node] = [
                        self._bit(target, worth({name: value})) for value in self.bounded[name]
                    ]
                made = 0
                for number in _bits(values):
                    made |= results[number]
                self._made[key] = made
            return made
        low, high = value_range(node, self._hulls(names, sets))
        least, most = self.bounded[target][0], self.bounded[target][-1]
        low, high = max(low, least), min(high, most)
        return ((1 << (high - low + 1)) - 1) << (low - least)

    def _holding(self, part: Node, name: str) -> int:
        """The values of its one name with which a condition holds."""
        found = self._where.get(part)
        if found is None:
            holds = self.over.system.function(part)
            found = sum(
                1 << number
                for number, value in enumerate(self.bounded[name])
                if holds({name: value})
            )
            self._where[part] = found
        return found

    def _of(self, name: str, sets: Sets) -> int:
        """The set of a name: of one that nothing tells apart later, all its values."""
        found = sets.get(name)
        return (1 << len(self.bounded[name])) - 1 if found is None else found

    def _hulls(self, names: frozenset[str], sets: Sets) -> dict[str, Range]:
        """The range of each name."""
        return {
            name: self._hull(name, sets[name]) if name in sets else self.over.system.ranges[name]
            for name in names
        }

    def _hull(self, name: str, values: int) -> Range:
        low = self.bounded[name][0]
        return low + (values & -values).bit_length() - 1, low + values.bit_length() - 1

    def _bit(self, name: str, value: int) -> int:
        return 1 << (int(value) - self.domains[name].low)


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while number:
        least = number & -number
        yield least.bit_length() - 1
        number ^= least
