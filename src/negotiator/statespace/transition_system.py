"""A story as a graph of small steps: what each requires, and what it assigns.

Made from the engine's rules for code that asks about all states at once, forwards and backwards:
every guard and every assignment is an expression tree of the story language. A node is a moment of
a play, with what is still on the agenda; values are no part of it. Texts are left out, as nothing
shown to the player decides anything, unless it is asked about. Counts are saturated here: beyond a
certain point, more makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from negotiator.engine.codegen import Builder
from negotiator.engine.compiler import program
from negotiator.engine.layout import Value
from negotiator.engine.state import State
from negotiator.engine.transitions import (
    ASKED,
    TRUE,
    WAY,
    Assign,
    Bargain,
    Block,
    Branch,
    Do,
    Domain,
    Draw,
    Meet,
    Pick,
    Vote,
    any_of,
    both,
    no,
)
from negotiator.statespace.saturation import folds
from negotiator.story.choice_names import full_name, place_in
from negotiator.story.expressions import Literal, Node, Read, python_source
from negotiator.story.intervals import FAR
from negotiator.story.key_paths import keys
from negotiator.story.model import DEAL, Story
from negotiator.story.value_names import BACK, Settled

MOST_CONTEXTS = 64
"""Up to this many events per round or boundary, moments tell apart which of them came already."""

Moment = tuple[str, ...]
"""`start`, `at PLACE`, `boundary PLACE`, `enter PLACE`, `round SCENE`, `came EVENT`, `terms TABLE
NUMBER`, or `in BLOCK NAME NUMBER`: inside a block of the rules, before its node with that number;
with the context that is needed to go on."""
Label = tuple[str, str]
"""What happens on an edge: `choice NAME`, `enter PLACE`, `event ID`, `passes MOTION`, `fails
MOTION`, `made PROMISE`, `kept PROMISE`, `broken PROMISE`, `epilogue ID`; if it is asked about,
`passage KEYS`, `document KEYS`, `reading KEYS`, `wording KEYS`, `way KEYS`; or nothing, as two
empty words."""
START: Moment = ("start",)
NOTHING: Label = ("", "")
Group = tuple[tuple[str, Node], ...]
"""Names and what they are assigned, all evaluated before any is assigned."""


class Edge(NamedTuple):
    """A step from one moment to the next.

    It may be taken only if `when` holds; chance may still decide against it. Then each group in
    `does` is assigned, one after the other.
    """

    source: Moment
    when: Node
    does: tuple[Group, ...]
    target: Moment
    label: Label = NOTHING
    weight: Node | None = None
    hangs_on: tuple[Node, ...] = ()
    """What else decides whether it can be taken, in a way that no condition here expresses."""


class TransitionSystem:
    """The graph of a story: edges by moment, made on demand, and the values' domains.

    `asks` are the tellings (`statespace.tellings`) that stand on its edges: each makes the graph
    larger, and keeps apart what its condition reads.
    """

    def __init__(self, story: Story, asks: frozenset[Label] = frozenset()) -> None:
        self.story = story
        self.asks = asks
        self.ready = program(story)
        self.rules = self.ready.rules
        self.is_exact = True
        self._edges: dict[Moment, tuple[Edge, ...]] = {}
        self._made: dict[Node, Callable[[Mapping[str, Value]], Value]] = {}
        self.folds = folds(self.rules, asks)
        self.domains = {name: self._domain(name) for name in self.ready.layout.slots}
        self.ranges = {
            name: (one.low, FAR if one.high is None else one.high)
            for name, one in self.domains.items()
        }

    # Moments and edges

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
        came = self._came(self._draw(agenda.stage, agenda.to), agenda.came)
        return ("at", state.scene, agenda.stage, agenda.to, str(agenda.left), came)

    def moments(self) -> list[Moment]:
        """Every moment, found by a search that lets every guard hold; those nearest the start
        first."""
        found: dict[Moment, None] = {START: None}
        queue: list[Moment] = [START]
        for moment in queue:
            for edge in self.edges(moment):
                if edge.target not in found:
                    found[edge.target] = None
                    queue.append(edge.target)
        return list(found)

    def open(self, choice_name: str) -> Node:
        """The condition that a choice is open."""
        place_id = place_in(choice_name)
        pick = self.rules.decision(place_id)
        offers = pick.offers if isinstance(pick, Pick) else ()
        return next((one.open for one in offers if one.choice == choice_name), TRUE)

    def opens(self, place_id: str) -> list[Node]:
        """The condition that each choice of a place is open; at a table, always true."""
        decision = self.rules.decision(place_id)
        if isinstance(decision, Bargain):
            return [TRUE for _ in decision.closings]
        return [offer.open for offer in decision.offers] if isinstance(decision, Pick) else []

    # Expressions

    def worth(self, node: Node, values: Mapping[str, Value]) -> Value:
        """The value of an expression of an edge."""
        return self.function(node)(values)

    def holds(self, node: Node, values: Mapping[str, Value]) -> bool:
        """Whether a condition of an edge holds."""
        return bool(self.function(node)(values))

    def function(self, node: Node) -> Callable[[Mapping[str, Value]], Value]:
        """A function from values by name to the value of an expression."""
        found = self._made.get(node)
        if found is None:
            source = python_source(node, lambda name: f"v[{name!r}]")
            found = self._made[node] = Builder(f"{self.story.id}: step").expression("v", source)
        return found

    # Steps

    def _steps(self, moment: Moment) -> Iterator[Edge]:
        match moment:
            case ("start",):
                start = self.story.start
                label = ("enter", start)
                yield self._into(moment, ("begin", start), self.rules.begin(), ("at", start), label)
            case ("at", place_id, *context):
                decision = self.rules.decision(place_id)
                if isinstance(decision, Bargain):
                    yield from self._bargaining(moment, decision)
                elif isinstance(decision, Pick):
                    for offer in decision.offers:
                        yield self._taking(moment, offer.choice, tuple(context), offer.open)
            case ("terms", place_id, number):
                yield from self._settling(moment, place_id, int(number))
            case ("in", kind, name, number, *context):
                yield from self._within(moment, kind, name, int(number), tuple(context))
            case ("boundary" | "round" as stage, to, left, came):
                yield from self._coming(moment, stage, to, int(left), came)
            case ("came", event_id, stage, to, left, came):
                opened = any_of(*self.opens(event_id))
                yield Edge(moment, opened, (), ("at", event_id, stage, to, left, came))
                yield Edge(moment, no(opened), (), (stage, to, left, came))
            case ("enter", place_id):
                label = ("enter", place_id)
                block = self.rules.enter(place_id)
                yield self._into(moment, ("enter", place_id), block, ("at", place_id), label)

    def _into(
        self,
        moment: Moment,
        block_of: tuple[str, str],
        block: Block,
        after: Moment,
        label: Label = NOTHING,
        *,
        when: Node = TRUE,
        weight: Node | None = None,
        first: int = 0,
        context: Moment = (),
    ) -> Edge:
        """The edge that does what a block does from a given node on: up to the next node where it
        branches, or to its end, which is `after`."""
        does: list[Group] = []
        for number, rule in enumerate(block[first:], start=first):
            match rule:
                case Do(assigns, _, guard) if guard == TRUE:
                    does += self._groups(assigns)
                case Do() | Vote() | Branch():
                    after = ("in", *block_of, str(number), *context)
                    break
                case Meet(met, what) if met in ASKED or (met, what) in self.asks:
                    after = ("in", *block_of, str(number), *context)
                    break
                case Draw():
                    after = ("round", block_of[1], _left(rule), "")
                    break
        return Edge(moment, when, tuple(does), after, label, weight)

    def _within(
        self, moment: Moment, kind: str, name: str, number: int, context: Moment
    ) -> Iterator[Edge]:
        """The edges from a node of a block at which it branches."""
        block = self.rules.begin() if kind == "begin" else self.rules.block(kind, name)
        rule = block[number]
        if isinstance(rule, Branch):
            yield from self._branching(moment, rule, name, context)
            return
        after: Moment = ("came", name, *context) if kind == "come" else ("at", name)
        rest = self._into(moment, (kind, name), block, after, first=number + 1, context=context)
        if isinstance(rule, Vote):
            yield from self._voting(rest, rule)
        elif isinstance(rule, Meet):
            yield rest._replace(when=rule.when, label=(rule.kind, rule.name))
            if rule.luck != TRUE:
                yield rest
            elif rule.when != TRUE:
                yield rest._replace(when=no(rule.when))
        elif isinstance(rule, Do):
            yield rest._replace(when=rule.when, does=(*self._groups(rule.assigns), *rest.does))
            yield rest._replace(when=no(rule.when))

    def _taking(self, moment: Moment, choice_name: str, context: Moment, when: Node = TRUE) -> Edge:
        block = self.rules.take(choice_name)
        label = ("choice", choice_name)
        return self._into(
            moment, ("take", choice_name), block, (), label, when=when, context=context
        )

    def _bargaining(self, moment: Moment, table: Bargain) -> Iterator[Edge]:
        """A table closes. Which packages can be agreed on is not decided here: any may be."""
        settled = tuple(Read(Settled(term)) for term in table.terms)
        hangs_on = (*table.numbers, *settled)
        for offer in table.closings:
            edge = self._taking(moment, offer.choice, ())
            if offer.id == DEAL:
                edge = edge._replace(does=(), target=("terms", table.table, "0"))
            yield edge._replace(hangs_on=hangs_on)

    def _settling(self, moment: Moment, table_id: str, number: int) -> Iterator[Edge]:
        """One term after the other is settled with one of its options, then the deal's effects are
        done."""
        table = self.rules.decision(table_id)
        assert isinstance(table, Bargain), "one bargains at a table"
        if number == len(table.terms):
            yield self._taking(moment, full_name(table_id, DEAL), ())._replace(label=NOTHING)
            return
        after = ("terms", table_id, str(number + 1))
        for do in table.settles[number]:
            yield Edge(moment, no(do.when), (), after)
            yield Edge(moment, do.when, tuple(self._groups(do.assigns)), after)

    def _branching(
        self, moment: Moment, branch: Branch, choice_name: str, context: Moment
    ) -> Iterator[Edge]:
        if not branch.ways:
            place_id = place_in(choice_name)
            yield Edge(moment, TRUE, (), context or ("at", place_id))
        for way, above, left in branch.tried():
            if left > 0:
                when = both(*map(no, above), way.when)
                assigned: Group = () if way.back is None else ((BACK, Literal(way.back)),)
                to = self._towards(way.to) if way.enters else ("at", way.to)
                label = (WAY, keys(way.origin))
                does = (assigned,) if assigned else ()
                yield Edge(moment, when, does, to, label if label in self.asks else NOTHING)

    def _towards(self, to: str) -> Moment:
        interrupts = self.rules.interrupts(to)
        return ("enter", to) if interrupts is None else ("boundary", to, _left(interrupts), "")

    def _coming(self, moment: Moment, stage: str, to: str, left: int, came: str) -> Iterator[Edge]:
        """An event of the draw comes, from the first tier in which any can; or none can."""
        draw = self._draw(stage, to)
        exact = self._is_told_apart(draw)
        already = came.split() if came else []
        higher: list[Node] = []
        for tier in draw.tiers if draw.at_most is None or left > 0 else ():
            able = [one for one in tier if one.event not in already]
            for one in able:
                now = self._came(draw, (*already, one.event))
                context = (stage, to, str(max(0, left - 1)), now)
                constant = isinstance(one.weight, Literal) or len(able) == 1
                yield self._into(
                    moment,
                    ("come", one.event),
                    self.rules.come(one.event),
                    ("came", one.event, *context),
                    ("event", one.event),
                    when=both(one.may_fire, *higher),
                    weight=None if constant else one.weight,
                    context=context,
                )
            if exact:
                higher += [no(one.may_fire) for one in able]
        yield Edge(moment, both(*higher), (), ("enter" if stage == "boundary" else "at", to))

    def _voting(self, rest: Edge, vote: Vote) -> Iterator[Edge]:
        passes = vote.passing
        for passed, when in ((True, passes), (False, no(passes))):
            label = ("passes" if passed else "fails", vote.motion)
            group = vote.assigned(Literal(passed))
            yield rest._replace(when=when, does=(group, *rest.does), label=label)

    def _groups(self, assigns: tuple[Assign, ...]) -> Iterator[Group]:
        """What is assigned one after the other; counts stop where more makes no difference, and
        values that no play keeps are left out."""
        for one in assigns:
            if one.target in self.domains:
                fold = self.folds.get(one.target)
                value = one.value if fold is None else fold.node(one.value)
                yield ((one.target, value),)

    # Contexts

    def _draw(self, stage: str, to: str) -> Draw:
        """The draw before a place, or in it."""
        found = self.rules.interrupts(to) if stage == "boundary" else self.rules.draw(to)
        return found or Draw(())

    def _is_told_apart(self, draw: Draw) -> bool:
        """Whether moments tell apart which events came; if they don't, guards promise less."""
        events = sum(map(len, draw.tiers))
        if draw.at_most is None:
            return (1 << events) <= MOST_CONTEXTS
        orders = 1
        for _ in range(min(draw.at_most, MOST_CONTEXTS)):
            orders *= events
        return orders <= MOST_CONTEXTS

    def _came(self, draw: Draw, came: tuple[str, ...]) -> str:
        """The events that came, as a word; empty if they aren't told apart."""
        if not self._is_told_apart(draw):
            self.is_exact = False
            return ""
        return " ".join(sorted(set(came)))

    # Values

    def _domain(self, name: str) -> Domain:
        found = self.rules.domains[name]
        return found._replace(high=self.folds[name].top) if name in self.folds else found


def _left(draw: Draw) -> str:
    """How many events may come in a draw, as a moment stores it; 0 if there is no limit."""
    return str(draw.at_most or 0)


def system_of(story: Story) -> TransitionSystem:
    """The graph of a story; it lives as long as the story does."""
    return story.once(TransitionSystem)
