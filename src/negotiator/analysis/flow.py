"""A story as a graph of small steps: what is asked before each, and what it assigns.

The engine plays one state at a time; the analysis asks about all of them, forwards and
backwards, so it needs the rules as data. Every guard and every assignment here is an
expression tree of the story language. A node is a moment of a play, with what is still on
the agenda; values are no part of it. Texts are left out: nothing that is told decides
anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from negotiator.engine.program import program, table_numbers
from negotiator.engine.rules import State
from negotiator.story.expressions import (
    Comparison,
    Expression,
    Literal,
    Node,
    Operation,
    Read,
    names_read,
)
from negotiator.story.intervals import FAR
from negotiator.story.model import (
    DEAL,
    Choice,
    Effect,
    EffectKind,
    Ending,
    Event,
    Motion,
    Scene,
    Story,
    Table,
)

MOST_CONTEXTS = 64
"""Sets of events that came already are told apart up to so many for each round or boundary."""

Moment = tuple[str, ...]
"""`start`, `at PLACE`, `way CHOICE`, `boundary SCENE`, `enter PLACE`, `round SCENE`, … with the
context that is needed to go on."""
Label = tuple[str, str]
"""What happens on an edge: `choice NAME`, `enter PLACE`, `event ID`, `passes MOTION`,
`fails MOTION`; or nothing, two empty words."""
START: Moment = ("start",)
NOTHING: Label = ("", "")
Assign = tuple[str, Node]
TRUE = Literal(True)


class Edge(NamedTuple):
    """A step from one moment to the next.

    It may be taken only if `when` holds (`sure`: whenever it holds, it may be taken; chance
    may decide otherwise). Then each group of `does` is assigned, all values of a group being
    worked out before any is assigned.
    """

    source: Moment
    when: Node
    does: tuple[tuple[Assign, ...], ...]
    target: Moment
    label: Label = NOTHING
    weight: Node | None = None
    hangs_on: tuple[Node, ...] = ()
    """What else decides whether it can be taken, in a way that no condition here says."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The values a name may have: `low..high`, or any number from `low` if there is no high."""

    low: int
    high: int | None
    is_truth: bool = False

    @property
    def size(self) -> int | None:
        """How many there are; None if there is no end to them."""
        return None if self.high is None else self.high - self.low + 1


def both(*parts: Node) -> Node:
    """All of these hold."""
    kept = tuple(part for part in parts if part != TRUE)
    return kept[0] if len(kept) == 1 else Operation("and", kept) if kept else TRUE


def any_of(*parts: Node) -> Node:
    """One of these holds."""
    if TRUE in parts:
        return TRUE
    return parts[0] if len(parts) == 1 else Operation("or", parts) if parts else Literal(False)


def no(part: Node) -> Node:
    """This does not hold."""
    if isinstance(part, Literal):
        return Literal(not part.value)
    return Operation("not", (part,))


def reads(node: Node) -> frozenset[str]:
    """The names of all that an expression reads."""
    return frozenset(names_read(node))


def atoms(node: Node) -> Iterator[Node]:
    """The parts of a condition that `and`, `or` and `not` join."""
    if isinstance(node, Operation) and node.operator in ("and", "or", "not"):
        for part in node.parts:
            yield from atoms(part)
    elif not isinstance(node, Literal):
        yield node


class Flow:
    """The graph of a story: edges by moment, made when asked for, and the values' domains."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.ready = program(story)
        interrupts = [one for one in story.events.values() if one.interrupt]
        self.interrupts = sorted(interrupts, key=lambda one: -one.priority)
        self.pools: dict[str, list[Event]] = {}
        for event in sorted(story.events.values(), key=lambda one: -one.priority):
            if not event.interrupt:
                self.pools.setdefault(event.pool, []).append(event)
        self.is_exact = True
        self._edges: dict[Moment, tuple[Edge, ...]] = {}
        self._results: dict[int, Node] = {}
        self.counts_up_to = self._caps()
        self.domains = {name: self._domain(name) for name in self.ready.layout.slots}
        self.ranges = {
            name: (one.low, FAR if one.high is None else one.high)
            for name, one in self.domains.items()
        }

    # What a play can be doing

    def edges(self, moment: Moment) -> tuple[Edge, ...]:
        """The steps from a moment."""
        found = self._edges.get(moment)
        if found is None:
            found = self._edges[moment] = tuple(self._steps(moment))
        return found

    def moment(self, state: State) -> Moment:
        """The moment at which a state waits for a decision."""
        agenda = state.agenda
        if agenda is None:
            return ("at", state.scene)
        pool = "" if agenda.stage == "boundary" else self._pool(agenda.to)
        left = str(agenda.left)
        return (
            "at",
            state.scene,
            agenda.stage,
            agenda.to,
            left,
            self._came(pool, agenda.came, agenda.to),
        )

    def moments(self) -> list[Moment]:
        """Every moment, by a search that lets every guard hold; those nearest the start first."""
        found: dict[Moment, None] = {START: None}
        queue: list[Moment] = [START]
        for moment in queue:
            for edge in self.edges(moment):
                if edge.target not in found:
                    found[edge.target] = None
                    queue.append(edge.target)
        return list(found)

    def open(self, choice: Choice) -> Node:
        """When a choice is open."""
        parts: list[Node] = []
        if choice.once:
            parts.append(Comparison(("==",), (Read(f"chosen({choice.name})"), Literal(0))))
        if choice.when is not None:
            parts.append(choice.when.node)
        return both(*parts)

    def can_come(self, event: Event) -> Node:
        """When an event can be drawn, if it hasn't come in this round."""
        parts: list[Node] = [event.when.node] if event.when is not None else []
        if event.once:
            parts.append(Comparison(("==",), (Read(f"visits({event.id})"), Literal(0))))
        if event.cooldown:
            parts.append(Comparison(("==",), (Read(f"cooldown({event.id})"), Literal(0))))
        if event.weight is not None:
            parts.append(Comparison((">",), (event.weight.node, Literal(0))))
        return both(*parts)

    # Steps

    def _steps(self, moment: Moment) -> Iterator[Edge]:
        match moment:
            case ("start",):
                start = self.story.start
                label = ("enter", start)
                yield from self._entering(moment, self.story.scenes[start], ("at", start), label)
            case ("at", place_id, *_) if place_id in self.story.tables:
                yield from self._bargaining(moment, self.story.tables[place_id])
            case ("terms", place_id, number):
                yield from self._settling(moment, self.story.tables[place_id], int(number))
            case ("at", place_id, *_):
                yield from self._choices(moment, place_id)
            case ("way", choice_name, *_):
                yield from self._way(moment, self.story.choices[choice_name], moment[2:])
            case ("boundary", to, came):
                yield from self._coming(moment, "boundary", to, 0, came)
            case ("round", to, left, came):
                yield from self._coming(moment, "round", to, int(left), came)
            case ("came", event_id, stage, to, left, came):
                event = self.story.events[event_id]
                opened = any_of(*(self.open(choice) for choice in event.choices))
                yield Edge(moment, opened, (), ("at", event_id, stage, to, left, came))
                yield Edge(moment, no(opened), (), self._going_on((stage, to, left, came)))
            case ("enter", place_id):
                place = self.story.places[place_id]
                after: Moment = ("at", place_id)
                if isinstance(place, Scene) and place.draw is not None:
                    after = ("round", place_id, str(place.draw.at_most), "")
                yield from self._entering(moment, place, after, ("enter", place_id))
            case ("vote", motion_id, *_):
                yield from self._vote(moment, self.story.motions[motion_id], moment[2:])

    def _choices(self, moment: Moment, place_id: str) -> Iterator[Edge]:
        place = self.story.places[place_id]
        for choice in () if isinstance(place, Ending) else place.choices:
            counted = self._counting(f"chosen({choice.name})")
            does = (*counted, *self._effects(choice.effects))
            after = self._voting(choice.vote, ("way", choice.name, *moment[2:]))
            yield Edge(moment, self.open(choice), does, after, ("choice", choice.name))

    def _bargaining(self, moment: Moment, table: Table) -> Iterator[Edge]:
        """A table closes. Which packages can be agreed on is not said here: any may be."""
        settled = tuple(Read(f"terms.{term.id}") for term in table.terms)
        numbers = tuple(one.node for one in table_numbers(table))
        for choice in table.choices:
            after: Moment = ("terms", table.id, "0")
            does: tuple[tuple[Assign, ...], ...] = ()
            if choice.id != DEAL:
                does, after = self._closing(choice)
            yield Edge(
                moment,
                TRUE,
                does,
                after,
                ("choice", choice.name),
                hangs_on=(*numbers, *settled),
            )

    def _settling(self, moment: Moment, table: Table, number: int) -> Iterator[Edge]:
        """One term after the other takes one of its options, then what a deal does is done."""
        if number == len(table.terms):
            does, after = self._closing(table.choices[0])
            yield Edge(moment, TRUE, does, after)
            return
        term = table.terms[number]
        name = f"terms.{term.id}"
        after = ("terms", table.id, str(number + 1))
        for kept, option in enumerate(term.options, start=1):
            stands: Node = Comparison(("==",), (Read(name), Literal(kept)))
            effects = self._effects(option.effects)
            yield Edge(moment, stands, (), after)
            yield Edge(moment, no(stands), (((name, Literal(kept)),), *effects), after)

    def _closing(self, choice: Choice) -> tuple[tuple[tuple[Assign, ...], ...], Moment]:
        """What a closing of a table does, and the moment after it."""
        counted = self._counting(f"chosen({choice.name})")
        after = self._voting(choice.vote, ("way", choice.name))
        return (*counted, *self._effects(choice.effects)), after

    def _way(self, moment: Moment, choice: Choice, context: Moment) -> Iterator[Edge]:
        if not choice.goto:
            after = self._going_on(context) if context else ("at", choice.scene)
            yield Edge(moment, TRUE, (), after)
        before: list[Node] = []
        left = 100
        for branch in choice.goto:
            when = branch.when.node if branch.when is not None else TRUE
            if left > 0:
                yield Edge(moment, both(*before, when), (), self._towards(branch.to))
            if branch.chance is None:
                before.append(no(when))
            elif when == TRUE:
                left -= branch.chance

    def _towards(self, to: str) -> Moment:
        if to in self.story.endings or not self.interrupts:
            return ("enter", to)
        return ("boundary", to, "")

    def _going_on(self, context: Moment) -> Moment:
        stage, to, left, came = context
        return ("boundary", to, came) if stage == "boundary" else ("round", to, left, came)

    def _coming(self, moment: Moment, stage: str, to: str, left: int, came: str) -> Iterator[Edge]:
        """An event of the pool comes, of the highest priority that can; or none can."""
        after: Moment = ("enter", to) if stage == "boundary" else ("at", to)
        pool_name = "" if stage == "boundary" else self._pool(to)
        pool = self.interrupts if stage == "boundary" else self.pools.get(pool_name, [])
        exact = self._is_told_apart(pool_name, to)
        already = came.split() if came else []
        able = [event for event in pool if event.id not in already]
        if stage == "round" and left <= 0:
            able = []
        for event in able:
            higher = [self.can_come(one) for one in able if one.priority > event.priority]
            when = both(self.can_come(event), *(no(one) for one in higher if exact))
            now = self._came(pool_name, (*already, event.id), to)
            fewer = str(left - (stage == "round"))
            arrived = ("came", event.id, stage, to, fewer, now)
            equals = [one for one in able if one.priority == event.priority]
            weight = event.weight.node if event.weight is not None and len(equals) > 1 else None
            label = ("event", event.id)
            yield from self._entering(moment, event, arrived, label, when, weight)
        none = [no(self.can_come(event)) for event in able] if exact else []
        yield Edge(moment, both(*none), (), after)

    def _entering(
        self,
        moment: Moment,
        place: Scene | Event | Ending,
        after: Moment,
        label: Label,
        when: Node = TRUE,
        weight: Node | None = None,
    ) -> Iterator[Edge]:
        does = [*self._counting(f"visits({place.id})")]
        if isinstance(place, Scene):
            for event in self.story.events.values():
                if event.cooldown:
                    name = f"cooldown({event.id})"
                    fewer = Operation("-", (Read(name), Literal(1)))
                    does.append(((name, Operation("max", (Literal(0), fewer))),))
        elif isinstance(place, Event) and place.cooldown:
            does.append(((f"cooldown({place.id})", Literal(place.cooldown + 1)),))
        if not isinstance(place, Ending):
            does += self._effects(place.effects)
            after = self._voting(place.vote, after)
        yield Edge(moment, when, tuple(does), after, label, weight)

    def _voting(self, motion: str | None, after: Moment) -> Moment:
        return after if motion is None else ("vote", motion, *after)

    def _vote(self, moment: Moment, motion: Motion, after: Moment) -> Iterator[Edge]:
        ayes: Node = Literal(0)
        for bloc in motion.blocs:
            capped = Operation("min", (Literal(bloc.seats), bloc.ayes.node))
            kept = Operation("max", (Literal(0), capped))
            ayes = kept if ayes == Literal(0) else Operation("+", (ayes, kept))
        passes = Comparison((">=",), (ayes, motion.needs.node))
        name = f"motion.{motion.id}"
        for passed, when in ((True, passes), (False, no(passes))):
            group = (
                (f"{name}.ayes", ayes),
                (f"{name}.passed", Literal(passed)),
                (f"{name}.held", Literal(True)),
            )
            label = ("passes" if passed else "fails", motion.id)
            yield Edge(moment, when, (group,), after, label)

    def _counting(self, name: str) -> Iterator[tuple[Assign, ...]]:
        if name in self.ready.layout.slots:
            more: Node = Operation("+", (Read(name), Literal(1)))
            cap = self.counts_up_to.get(name)
            if cap is not None:
                more = Operation("min", (Literal(cap), more))
            yield ((name, more),)

    def _effects(self, effects: tuple[Effect, ...]) -> list[tuple[Assign, ...]]:
        found: list[tuple[Assign, ...]] = []
        for effect in effects:
            # By identity: the story keeps them all, and comparing trees costs more than making.
            if id(effect) not in self._results:
                self._results[id(effect)] = self._result(effect)
            found.append(((effect.target, self._results[id(effect)]),))
        return found

    def _result(self, effect: Effect) -> Node:
        target, amount = Read(effect.target), effect.amount.node
        if effect.target in self.story.flags:
            return amount
        gauge = self.story.gauges.get(effect.target)
        counter = self.story.counters.get(effect.target)
        low = Literal(gauge.low if gauge else 0)
        high = Literal(gauge.high if gauge else counter.high if counter else 0)
        if effect.kind is EffectKind.SHARE:
            share = int(effect.amount.constant or 0)
            end, sign = (high, "+") if share > 0 else (low, "-")
            way: tuple[Node, Node] = (end, target) if share > 0 else (target, end)
            part = Operation("*", (Operation("-", way), Literal(abs(share))))
            rounded = Operation("//", (Operation("+", (part, Literal(50))), Literal(100)))
            return Operation(sign, (target, rounded))
        if effect.kind is EffectKind.ADD:
            amount = Operation("+", (target, amount))
        return Operation("max", (low, Operation("min", (high, amount))))

    # Contexts

    def _pool(self, scene_id: str) -> str:
        draw = self.story.scenes[scene_id].draw
        return draw.pool if draw is not None else ""

    def _is_told_apart(self, pool_name: str, to: str) -> bool:
        """Whether moments tell apart which events came; if not, guards promise less."""
        if not pool_name:
            return (1 << len(self.interrupts)) <= MOST_CONTEXTS
        return self._orders(pool_name, to) <= MOST_CONTEXTS

    def _orders(self, pool_name: str, to: str) -> int:
        """In how many orders events of a pool may come in a scene's round, at most."""
        draw = self.story.scenes[to].draw
        orders = 1
        for _ in range(min(draw.at_most, MOST_CONTEXTS) if draw else 0):
            orders *= len(self.pools.get(pool_name, ()))
        return orders

    def _came(self, pool_name: str, came: tuple[str, ...], to: str) -> str:
        """The events that came, as a word; none if they aren't told apart."""
        if not self._is_told_apart(pool_name, to):
            self.is_exact = False
            return ""
        return " ".join(sorted(set(came)))

    # Values

    def _caps(self) -> dict[str, int]:
        """For counts that are only ever compared with numbers: the largest worth telling apart.

        Saturation: one more than the largest number compared with stands for all above it.
        """
        largest: dict[str, int] = {}
        loose: set[str] = set()
        counts = {name for name in self.ready.layout.slots if name.startswith(("visits", "chosen"))}
        for expression in _deciding(self.story):
            for node in atoms(expression.node):
                for name in reads(node) & counts:
                    limit = _compared(node, name)
                    if limit is None:
                        loose.add(name)
                    else:
                        largest[name] = max(largest.get(name, 0), limit + 1)
        for choice in self.story.choices.values():
            if choice.once:
                largest.setdefault(f"chosen({choice.name})", 1)
        for event in self.story.events.values():
            if event.once:
                largest.setdefault(f"visits({event.id})", 1)
        return {name: largest.get(name, 0) for name in counts - loose}

    def _domain(self, name: str) -> Domain:
        story = self.story
        if name in story.gauges:
            return Domain(story.gauges[name].low, story.gauges[name].high)
        if name in story.flags:
            return Domain(0, 1, is_truth=True)
        if name in story.counters:
            return Domain(0, story.counters[name].high)
        if name.startswith("terms."):
            return Domain(0, len(story.terms[name.removeprefix("terms.")].options))
        if name.startswith("cooldown("):
            return Domain(0, story.events[name[9:-1]].cooldown + 1)
        if name.startswith("motion."):
            _, motion, what = name.split(".")
            if what == "ayes":
                return Domain(0, story.motions[motion].seats)
            return Domain(0, 1, is_truth=True)
        return Domain(0, self.counts_up_to.get(name))


def _deciding(story: Story) -> Iterator[Expression]:
    """Every expression that decides anything; what texts and tests read decides nothing."""
    for choice in story.choices.values():
        whens = (choice.when, *(branch.when for branch in choice.goto))
        yield from (when for when in whens if when is not None)
        yield from (effect.amount for effect in choice.effects)
    for scene in story.scenes.values():
        yield from (effect.amount for effect in scene.effects)
    for table in story.tables.values():
        yield from table_numbers(table)
        for option in (one for term in table.terms for one in term.options):
            yield from (effect.amount for effect in option.effects)
    for event in story.events.values():
        yield from (one for one in (event.when, event.weight) if one is not None)
        yield from (effect.amount for effect in event.effects)
    for motion in story.motions.values():
        yield motion.needs
        yield from (bloc.ayes for bloc in motion.blocs)


def _compared(node: Node, name: str) -> int | None:
    """The largest number that a count is compared with, if that is all that is done with it."""
    if not isinstance(node, Comparison):
        return None
    numbers = [0]
    for part in node.parts:
        if isinstance(part, Literal):
            numbers.append(int(part.value))
        elif part != Read(name):
            return None
    return max(numbers)


@cache
def flow(story: Story) -> Flow:
    """The graph of a story, made once."""
    return Flow(story)
