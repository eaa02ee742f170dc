"""Whether a play can still end: asked of one state, by search, and of every place, by structure.

A play may be past all endings though something is always open: it goes in circles. For one state,
following every way on shows this. For all states of a place at once it is proved on the graph of
moments: in every case a player can take a way out, or one that can be taken only so often.
Conversely, a moment from which no way leads out even if every guard holds is a trap, whatever the
values are. In the terms of model checking it is a nested fixpoint, the outer one for ways taken
only so often (Emerson & Lei, "Efficient model checking in fragments of the propositional
mu-calculus", LICS 1986). Where neither decides, nothing is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum

from negotiator.checking.cegar import refinement
from negotiator.checking.never_stuck import covers, never_stuck
from negotiator.engine import State
from negotiator.engine.transitions import TRUE, Branch, Rule, any_of, no
from negotiator.statespace.bisimulation import shrinker
from negotiator.statespace.components import components, leading_to
from negotiator.statespace.effort import ABSTRACT, Effort
from negotiator.statespace.successors import moves, normal
from negotiator.statespace.transition_system import (
    START,
    Label,
    Moment,
    TransitionSystem,
    system_of,
)
from negotiator.story.choice_names import full_name
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read, reads
from negotiator.story.model import LEAVE, Story

Way = tuple[Moment, int]
"""A step of the graph: the moment it leaves, and its number there."""


class Ahead(Enum):
    """The best outcome a state can lead to, if chance is kind."""

    END = "ending"
    DEAD_END = "stuck"
    CIRCLES = "circles"


def ahead(story: Story, state: State, effort: Effort) -> Ahead | None:
    """What a state can lead to; None if the search gave up because all effort was spent."""
    shrink = shrinker(story)
    if state.scene in story.endings:
        return Ahead.END
    if system_of(story).moment(state) in soft_locks(story):
        return Ahead.CIRCLES
    first = shrink(normal(state))
    seen = {first}
    stack = [first]
    found = Ahead.CIRCLES
    while stack:
        if effort.is_spent:
            return None
        effort.spend()
        after = [move.state for move in moves(story, stack.pop())]
        if not after:
            found = Ahead.DEAD_END
        for one in after:
            if one.scene in story.endings:
                return Ahead.END
            one = shrink(one)
            if one not in seen:
                seen.add(one)
                stack.append(one)
    return found


def soft_locks(story: Story, never: frozenset[Label] = frozenset()) -> frozenset[Moment]:
    """The moments from which nothing leads to an ending or to where nothing is open, even if every
    guard holds that the ranges allow. Steps that do what is in `never`, which must be proved to
    happen in no play, are left out."""
    if not never:
        return story.once(_soft_locks)
    return _soft_locks(story, never)


def _soft_locks(story: Story, never: frozenset[Label] = frozenset()) -> frozenset[Moment]:
    over = refinement(story)
    before: defaultdict[Moment, list[Moment]] = defaultdict(list)
    moments = over.order
    out: set[Moment] = {
        moment for moment in moments if moment[0] == "at" and moment[1] in story.endings
    }
    for moment in moments:
        for edge in over.edges(moment):
            _, (_, high) = over.known(edge.when)
            if not high or edge.label in never:
                continue
            if edge.target[0] != "stuck":
                before[edge.target].append(moment)
            elif moment not in out and not never_stuck(story, story.scenes[edge.target[1]]):
                out.add(moment)
    leading_out = leading_to(out, before)
    return frozenset(moments) - leading_out


def always_ends(story: Story, effort: Effort) -> frozenset[str]:
    """The places from which it is proved that a play can reach an ending, or a place where nothing
    is open; none if the effort is spent before."""
    return _Proof(story).places(effort)


class _Proof:
    """The moments of a story from which a way out is never lost."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.system: TransitionSystem = system_of(story)
        self.moments = self.system.moments()
        self.before: defaultdict[Moment, list[Moment]] = defaultdict(list)
        for moment in self.moments:
            for edge in self.system.edges(moment):
                self.before[edge.target].append(moment)
        self.circles: dict[Moment, frozenset[Moment]] = {}
        for group in components(START, self.after):
            if len(group) > 1 or group[0] in self.after(group[0]):
                circle = frozenset(group)
                self.circles |= dict.fromkeys(group, circle)
        self._wears_off: dict[Way, bool] = {}

    def after(self, moment: Moment) -> list[Moment]:
        """The moments that may come next."""
        return [edge.target for edge in self.system.edges(moment)]

    def places(self, effort: Effort) -> frozenset[str]:
        story = self.story
        # Most ways lead out by themselves; finding out which of the others wear off is expensive.
        plain = self.leading_out(frozenset(), frozenset(), effort)
        good = frozenset(self.moments)
        while (found := self.leading_out(plain, good, effort)) != good:
            good = found
        if effort.is_spent:
            return frozenset()
        lost = {moment[1] for moment in self.moments if moment[0] == "at" and moment not in good}
        return frozenset({*story.scenes, *story.events} - lost)

    def leading_out(
        self, known: frozenset[Moment], good: frozenset[Moment], effort: Effort
    ) -> frozenset[Moment]:
        """The moments with a way to an ending or to what is known to lead to one, or with a way
        that wears off and leads to a good moment. The least such set: what only leads round in
        circles isn't in it. Only part of it if the effort is spent."""
        found = set(known)
        # What comes last in a play is looked at first, so that most need only one look.
        waiting = [moment for moment in self.moments if moment not in known]
        while waiting and not effort.is_spent:
            effort.spend(ABSTRACT)
            moment = waiting.pop()
            if moment not in found and self.leads(moment, found, good):
                found.add(moment)
                waiting += self.before[moment]
        return frozenset(found)

    def leads(self, moment: Moment, found: set[Moment], good: frozenset[Moment]) -> bool:
        """Whether each case of a moment has a way on that leads out."""
        edges = self.system.edges(moment)
        out = [number for number, edge in enumerate(edges) if edge.target in found]
        if self.suffices(moment, out):
            return True
        more = [
            number
            for number, edge in enumerate(edges)
            if edge.target in good and edge.target not in found and self.wears_off(moment, number)
        ]
        return bool(more) and self.suffices(moment, [*out, *more])

    def rule(self, moment: Moment) -> Rule:
        """The node of the rules for a moment within a block."""
        _, kind, name, number = moment[:4]
        rules = self.system.rules
        block = rules.begin() if kind == "begin" else rules.block(kind, name)
        return block[int(number)]

    def suffices(self, moment: Moment, numbers: list[int]) -> bool:
        """Whether in each case of a moment one of these steps can be taken, if any can."""
        edges = self.system.edges(moment)
        out = [edges[number] for number in numbers]
        if len(out) == len(edges):
            return True
        if not out:
            return False
        match moment[0]:
            case "at" if moment[1] in self.story.tables:
                # Leaving is always open; whether a deal is possible isn't known here.
                return any(edge.label[1] == full_name(moment[1], LEAVE) for edge in out)
            case "at":
                shut = no(any_of(*(edge.when for edge in edges)))
                return covers(self.story, [*(edge.when for edge in out), shut])
            case "in" if isinstance(branch := self.rule(moment), Branch) and not any(
                way.when != TRUE and way.chance for way in branch.ways
            ):
                return covers(self.story, [edge.when for edge in out])
        return False

    def wears_off(self, moment: Moment, number: int) -> bool:
        """Whether a play can go this way only so often: it leads out of its circle, or needs
        something that every round of the circle moves on, and never back."""
        key = (moment, number)
        known = self._wears_off.get(key)
        if known is None:
            edge = self.system.edges(moment)[number]
            circle = self.circles.get(moment, frozenset())
            known = self._wears_off[key] = edge.target not in circle or any(
                self._runs_out(name, key, circle) for name in sorted(reads(edge.when))
            )
        return known

    def _runs_out(self, name: str, way: Way, circle: frozenset[Moment]) -> bool:
        moved, signs = self._moving(name, circle)
        domain = self.system.domains[name]
        if len(signs) != 1 or 0 in signs or domain.high is None:
            return False
        end = domain.high if 1 in signs else domain.low
        at_end: Node = Comparison(("==",), (Read(name), Literal(end)))
        if domain.is_truth:
            at_end = Read(name) if end else no(Read(name))
        asked = self.system.edges(way[0])[way[1]].when
        # One part of a condition mostly decides, and all of it may be too much to go through.
        if not any(covers(self.story, [no(one), no(at_end)]) for one in (*_needed(asked), asked)):
            return False
        return way in moved or not self._leads_back(way, circle, moved)

    def _moving(self, name: str, circle: frozenset[Moment]) -> tuple[set[Way], set[int]]:
        """The ways of a circle that assign a value, and whether they move it up, down or in an
        unknown direction."""
        ways: set[Way] = set()
        signs: set[int] = set()
        for moment in circle:
            for number, edge in enumerate(self.system.edges(moment)):
                for target, node in (each for group in edge.does for each in group):
                    if target == name and edge.target in circle:
                        ways.add((moment, number))
                        signs.add(_sign(node, name))
        return ways, signs

    def _leads_back(self, way: Way, circle: frozenset[Moment], without: set[Way]) -> bool:
        """Whether a way can be reached again without any of those."""
        stack = [self.system.edges(way[0])[way[1]].target]
        seen = set(stack)
        while stack:
            moment = stack.pop()
            if moment == way[0]:
                return True
            for number, edge in enumerate(self.system.edges(moment)):
                after = edge.target
                if after in circle and after not in seen and (moment, number) not in without:
                    seen.add(after)
                    stack.append(after)
        return False


def _needed(when: Node) -> Iterator[Node]:
    """The conditions that must all hold for one to hold."""
    if isinstance(when, Operation) and when.operator == "and":
        for part in when.parts:
            yield from _needed(part)
    else:
        yield when


def _sign(node: Node, name: str) -> int:
    """1 if an assignment moves a value up, unless it is at its end, and -1 if down; 0 if that
    isn't known."""
    match node:
        case Literal(bool(value)):
            return 1 if value else -1
        case Operation("max" | "min", (Literal(), inner)):
            return _sign(inner, name)
        case Operation("+", (Read(read), Literal(int(amount)))) if read == name:
            return (amount > 0) - (amount < 0)
        case Operation("+", (Read(read), Operation("neg", (Literal(int(amount)),)))) if (
            read == name
        ):
            return (amount < 0) - (amount > 0)
    return 0
