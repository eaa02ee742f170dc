"""The range of each value of a story in any play: abstract interpretation of its rules.

Every value's range starts as its value at the start of a play, and takes in what each assignment of
the rules may produce, until nothing grows. A bound that keeps moving jumps as far as the same
assignment could take it, then to the end of its domain (widening); what was widened is then
computed once more without that (narrowing). A guard counts only within its own block: what comes
once is counted once. The order in which a play reaches the blocks, and whether it does, is ignored.
Cousot and Cousot, "Abstract interpretation", POPL 1977.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.engine.rules import Rules, front_pages
from negotiator.engine.transitions import TRUE, Bargain, Branch, Do, Domain, Vote, both
from negotiator.story.expressions import Literal, Node, names_read
from negotiator.story.intervals import FAR, Range, limited, value_range
from negotiator.story.model import Ending, Event, Story
from negotiator.story.value_names import BACK, TimesChosen, Visits

MOST_MOVES = 1
"""How often a bound may move before it jumps as far as its assignment could bring it from the end
of its domain; after as many moves again, it jumps to that end."""


class Assignment(NamedTuple):
    """An assignment, what must hold before its block, and what its block has assigned before it."""

    target: str
    value: Node
    when: Node = TRUE
    before: frozenset[str] = frozenset()


class AssigningBlock(NamedTuple):
    """A block by its kind and name, the count that it increases if that is kept, and the other
    names it may assign."""

    kind: str
    name: str
    counts: str
    targets: tuple[str, ...]


def parts(rules: Rules, without: Container[str] = ()) -> Iterator[AssigningBlock]:
    """Every block that assigns values kept in a play; some places may be left out."""
    visited = {one.of: one for one in rules.domains if isinstance(one, Visits)}
    chosen = {one.of: one for one in rules.domains if isinstance(one, TimesChosen)}
    for name, place in rules.story.places.items():
        if name in without:
            continue
        kind = "come" if isinstance(place, Event) else "enter"
        count: str = visited.get(name, "")
        if isinstance(place, Ending):
            targets = tuple(front_pages.targets(rules.story, place))
        else:
            targets = rules.targets(place)
        if targets or count:
            yield AssigningBlock(kind, name, count, targets)
        for choice in () if isinstance(place, Ending) else place.choices:
            targets = rules.targets(choice)
            count = chosen.get(choice.name, "") if chosen else ""
            if targets or count:
                yield AssigningBlock("take", choice.name, count, targets)


def counting(rules: Rules, part: AssigningBlock) -> Assignment:
    """The assignment of the count."""
    one = rules.counted(part.counts)
    return Assignment(one.target, one.value, _guard(rules, part))


def steps(rules: Rules, part: AssigningBlock) -> Iterator[Assignment]:
    """The assignments of a block, one after the other, without the count."""
    when = _guard(rules, part)
    before: frozenset[str] = frozenset({part.counts})
    for rule in rules.block(part.kind, part.name):
        assigned: list[tuple[str, Node]] = []
        if isinstance(rule, Do):
            assigned += ((one.target, one.value) for one in rule.assigns)
        elif isinstance(rule, Vote):
            assigned += rule.assigned(rule.passing)
        elif isinstance(rule, Bargain):
            for do in (do for settles in rule.settles for do in settles):
                assigned += ((one.target, one.value) for one in do.assigns)
        elif isinstance(rule, Branch):
            assigned += ((BACK, Literal(way.back)) for way in rule.ways if way.back is not None)
        for target, value in assigned:
            if target in rules.domains and target != part.counts:
                # Without a guard, what the block did before makes no difference.
                yield Assignment(target, value, when, before)
                if when != TRUE:
                    before |= {target}


def _guard(rules: Rules, part: AssigningBlock) -> Node:
    """The condition for a block to begin."""
    if part.kind == "come":
        return rules.candidate(rules.story.events[part.name]).may_fire
    return both(*rules.guards(rules.story.choices[part.name])) if part.kind == "take" else TRUE


def value_ranges(rules: Rules) -> dict[str, Range]:
    """The range of each value that a play keeps, over every state of every play.

    A value that nothing ever changes gets its whole domain, so that this is reported about it and
    not, over and over, what follows from it.
    """
    return _Fixpoint(rules).solved()


def ranges(story: Story) -> dict[str, Range]:
    """The range of each value of a story; worked out once, and kept as long as the story."""
    return story.once(_ranges)


def _ranges(story: Story) -> dict[str, Range]:
    return value_ranges(rules(story))


class _Fixpoint:
    """The ranges found so far, and how often each of their bounds has moved.

    `loose` has the values with a bound that was taken to its end by widening alone.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.domains = rules.domains
        self.ends = {name: _ends(domain) for name, domain in rules.domains.items()}
        self.ranges = {
            name: (int(domain.start), int(domain.start)) for name, domain in rules.domains.items()
        }
        self.changed: set[str] = set()
        self.full: set[str] = set()
        self.loose: set[str] = set()
        self.steps: dict[str, dict[Assignment, None]] = {}
        self.moves: dict[tuple[str, int], int] = {}
        self.readers: dict[str, list[Assignment]] = {}

    def solved(self) -> dict[str, Range]:
        waiting: deque[Assignment] = deque()
        for step in self.first():
            known = self.steps.setdefault(step.target, {})
            if step not in known and step.target not in self.full:
                for name in {*names_read(step.value), *names_read(step.when)}:
                    self.readers.setdefault(name, []).append(step)
            known[step] = None
            waiting += self.grown(step)
        queued = set(waiting)
        while waiting:
            step = waiting.popleft()
            queued.discard(step)
            again = [one for one in self.grown(step) if one not in queued]
            waiting += again
            queued.update(again)
        for name in sorted(self.loose):
            self.ranges[name] = self.narrowed(name)
        for name in self.ranges.keys() - self.changed:
            self.ranges[name] = self.ends[name]
        return self.ranges

    def first(self) -> Iterator[Assignment]:
        """Every assignment, except those to names that already have their whole domain."""
        for part in parts(self.rules):
            if part.counts:
                self.changed.add(part.counts)
                yield counting(self.rules, part)
            self.changed.update(part.targets)
            if not self.full.issuperset(part.targets):
                yield from steps(self.rules, part)
        for one in self.rules.cooling:
            self.changed.add(one.target)
            yield Assignment(one.target, one.value)

    def grown(self, step: Assignment) -> Iterable[Assignment]:
        """Take in what an assignment may produce; returns the assignments that read what has
        grown."""
        if step.target in self.full:
            return ()
        made = self.made(step)
        if made is None or not self.takes_in(step, made):
            return ()
        return tuple(self.readers.get(step.target, ()))

    def made(self, step: Assignment) -> Range | None:
        """What an assignment may make of its target now; None if it can't be reached."""
        ranges = self.ranges
        if step.when == TRUE:
            return self.kept(step.target, value_range(step.value, ranges))
        limits = limited(step.when, ranges)
        if limits is None:
            return None
        known = {
            name: limits[name] if name in limits and name not in step.before else ranges[name]
            for name in names_read(step.value)
            if name in ranges
        }
        return self.kept(step.target, value_range(step.value, known))

    def kept(self, name: str, found: Range) -> Range:
        """A range cut to the domain of a name."""
        low, high = self.ends[name]
        return max(low, min(high, found[0])), max(low, min(high, found[1]))

    def takes_in(self, step: Assignment, made: Range) -> bool:
        """Whether the range of an assignment's target grows by what it makes; if so, it is
        grown."""
        name = step.target
        before, ends = self.ranges[name], self.ends[name]
        if before[0] <= made[0] and made[1] <= before[1]:
            return False
        grown = _joined(before, made)
        moved = [end for end in (0, 1) if grown[end] != before[end]]
        for end in moved:
            self.moves[name, end] = self.moves.get((name, end), 0) + 1
        moves = max((self.moves[name, end] for end in moved), default=0)
        # A domain without an end is widened at once: single moves would never get there.
        if moves > MOST_MOVES * (self.domains[name].high is not None) and grown != ends:
            far = (ends[0] if 0 in moved else grown[0], ends[1] if 1 in moved else grown[1])
            self.ranges[name] = far
            again = self.made(step) or before
            grown = far if moves > 2 * MOST_MOVES + 1 else _joined(grown, again)
            if grown != _joined(before, again):
                self.loose.add(name)
        self.ranges[name] = grown
        if grown == ends and name not in self.loose:
            self.full.add(name)
        return grown != before

    def narrowed(self, name: str) -> Range:
        """The range that the start and all assignments together give over the ranges found."""
        low = high = int(self.domains[name].start)
        for step in self.steps[name]:
            if (low, high) == self.ranges[name]:
                break
            made = self.made(step)
            if made is not None:
                low, high = min(low, made[0]), max(high, made[1])
        return low, high


def _joined(one: Range, other: Range) -> Range:
    """The range that holds both."""
    return min(one[0], other[0]), max(one[1], other[1])


def _ends(domain: Domain) -> Range:
    return domain.low, FAR if domain.high is None else domain.high
