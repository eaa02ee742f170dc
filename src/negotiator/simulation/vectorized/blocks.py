"""The blocks of a story prepared for groups of plays: each node once, when first requested.

This module turns the nodes of `engine.transitions` into functions for plays in arrays; `run` takes
groups along them, and `tables` works out tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from negotiator.engine.compiler import Program
from negotiator.engine.rounds import ends_itself
from negotiator.engine.transitions import (
    TRUE,
    WAY,
    Bargain,
    Block,
    Branch,
    Candidate,
    Do,
    Draw,
    Meet,
    Met,
    Pick,
    Stop,
    Tell,
    Vote,
)
from negotiator.simulation.vectorized.group import Array, Group
from negotiator.simulation.vectorized.printer import ArrayPrinter, Done, Worth
from negotiator.simulation.vectorized.tables import CrowdTable
from negotiator.story.choice_names import choice_in
from negotiator.story.expressions import Comparison, Literal, Node, Operation
from negotiator.story.key_paths import keys
from negotiator.story.model import DEAL


class Voting(NamedTuple):
    """A motion is put to the vote."""

    motion: str
    does: Done


class Shuffled(NamedTuple):
    """That a shuffle gives a wording its turn, by its number: what `engine.variants.shuffled` asks
    for, and how often the passage has been told."""

    first: int
    among: int
    times: Worth
    wording: int


class Meeting(NamedTuple):
    """Something that is met if a condition holds, and, for a shuffled wording, if it is told."""

    what: Met
    when: Worth | None
    shuffled: Shuffled | None


class Reacting(NamedTuple):
    """An event that may come, and its weight then (`heft`); `bit` is its own, if it could
    come twice in one draw."""

    event: str
    bit: int
    when: Worth | None
    heft: Worth | int


class Drawing(NamedTuple):
    """A draw of events, by tiers, with a maximum number."""

    tiers: tuple[tuple[Reacting, ...], ...]
    most: int | None


class Leading(NamedTuple):
    """One way on: where it leads, when, and with what chance; the number that `visit.back` is then
    given, if any, whether the place is entered, and what is met by taking it."""

    to: str
    when: Worth | None
    luck: int | None
    back: int | None
    enters: bool
    met: Met | None


Step = Done | Voting | Meeting | Drawing
"""Something that happens in a block before it ends."""


class Taking(NamedTuple):
    """A choice that is taken. `moved` are the values that may differ after it."""

    name: str
    settles: tuple[tuple[Done | None, ...], ...]
    steps: tuple[Step, ...]
    ways: tuple[Leading, ...]
    moved: frozenset[int]


class Deciding(NamedTuple):
    """The decision in a place: which choices are open, and what each does.

    `opens` computes when the conditional choices are open, by their numbers in `guarded`; at a
    table, `table` says how it can close.
    """

    takings: tuple[Taking, ...]
    guarded: tuple[int, ...]
    opens: Callable[[Group], tuple[Array, ...]]
    table: CrowdTable | None

    def asks(self, group: Group) -> Array:
        """For which plays anything is open."""
        if len(self.guarded) < len(self.takings):
            return True
        found: Array = False
        for one in self.opens(group):
            found = found | one
        return found


class Blocks:
    """The blocks of one story."""

    def __init__(
        self,
        program: Program,
        printer: ArrayPrinter,
        tables: Mapping[str, CrowdTable],
    ) -> None:
        self.rules = program.rules
        self.slots = program.layout.slots
        self.printer = printer
        self.tables = tables
        self._steps: dict[tuple[str, str], tuple[Step, ...]] = {}
        self._decisions: dict[str, Deciding | None] = {}
        self._tiers: dict[str, tuple[tuple[Reacting, ...], ...]] = {}

    def steps(self, kind: str, name: str) -> tuple[Step, ...]:
        """What happens in a block, up to how it ends."""
        found = self._steps.get((kind, name))
        if found is None:
            made = self._made(self.rules.block(kind, name), f"{kind} {name}")
            found = self._steps[kind, name] = tuple(made)
        return found

    def decision(self, place_id: str) -> Deciding | None:
        """The decision in a place; None if it is an ending."""
        if place_id not in self._decisions:
            self._decisions[place_id] = self._decision(place_id)
        return self._decisions[place_id]

    def _made(self, block: Block, what: str) -> Iterator[Step]:
        for kind, same in groupby(block, type):
            if kind is Do:
                done = self.printer.done((one for one in same if isinstance(one, Do)), what)
                if done is not None:
                    yield done
                continue
            for rule in same:
                match rule:
                    case Vote(motion):
                        yield Voting(motion, self.printer.vote(rule, f"{what}, vote"))
                    case Draw(_, most, pool):
                        yield Drawing(self._drawn(rule, pool), most)
                    case Meet(met, name, when):
                        holds = None if when == TRUE else self.printer.worth(when, f"{what}, {met}")
                        yield Meeting((met, name), holds, self._shuffled(rule.luck, what))
                    case Tell() | Branch() | Pick() | Bargain() | Stop():
                        pass  # nothing is shown here; the others end a block

    def _shuffled(self, luck: Node, what: str) -> Shuffled | None:
        """What has to be worked out for luck that isn't certain."""
        match luck:
            case Comparison(
                parts=(
                    Operation("shuffled", (_seed, Literal(first), Literal(count), times)),
                    Literal(wording),
                )
            ):
                worth = self.printer.worth(times, f"{what}, times")
                return Shuffled(int(first), int(count), worth, int(wording))
        return None

    def _drawn(self, draw: Draw, pool: str) -> tuple[tuple[Reacting, ...], ...]:
        """The events of a draw; draws from one pool share them."""
        found = self._tiers.get(pool)
        if found is None:
            twice = [one.event for one in draw.candidates if not ends_itself(one, self.rules)]
            bits = {event: 1 << number for number, event in enumerate(twice)}
            found = self._tiers[pool] = tuple(
                tuple(self._reacting(one, bits.get(one.event, 0)) for one in tier)
                for tier in draw.tiers
            )
        return found

    def _reacting(self, one: Candidate, bit: int) -> Reacting:
        event, when, weight, _ = one
        return Reacting(
            event,
            bit,
            None if when == TRUE else self.printer.worth(when, f"can come {event}"),
            int(weight.value)
            if isinstance(weight, Literal)
            else self.printer.worth(weight, f"weight {event}"),
        )

    def _decision(self, place_id: str) -> Deciding | None:
        what = f"offers {place_id}"
        match self.rules.decision(place_id):
            case Pick(offers) as pick:
                guarded = [number for number, one in enumerate(offers) if one.open != TRUE]
                return Deciding(
                    tuple(self._taking(name) for name in _choices(pick)),
                    tuple(guarded),
                    self.printer.worths((offers[number].open for number in guarded), what),
                    None,
                )
            case Bargain() as bargain:
                return Deciding(
                    tuple(self._taking(name, bargain) for name in _choices(bargain)),
                    (),
                    self.printer.worths((), what),
                    self.tables[place_id],
                )
        return None

    def _taking(self, choice_name: str, bargain: Bargain | None = None) -> Taking:
        block = self.rules.take(choice_name)
        settles = bargain.settles if bargain and choice_in(choice_name) == DEAL else ()
        moved = [*block, *(do for term in settles for do in term)]
        return Taking(
            choice_name,
            tuple(
                tuple(self.printer.done((do,), f"settle {choice_name}") for do in term)
                for term in settles
            ),
            self.steps("take", choice_name),
            tuple(self._leading(choice_name)),
            frozenset(
                self.slots[one.target]
                for rule in moved
                if isinstance(rule, Do)
                for one in rule.assigns
                if one.target in self.slots
            ),
        )

    def _leading(self, choice_name: str) -> Iterator[Leading]:
        is_only = self.rules.is_only_way(choice_name)
        for to, when, luck, _source, origin, back, enters in self.rules.branch(choice_name).ways:
            what = f"way {choice_name} {to}"
            holds = None if when == TRUE else self.printer.worth(when, what)
            met = None if is_only else (WAY, keys(origin))
            yield Leading(to, holds, luck, back, enters, met)

    def ahead(self, place_id: str) -> Iterator[str]:
        """Where the choices of a place may lead."""
        for name in _choices(self.rules.decision(place_id)):
            yield from (way.to for way in self.rules.branch(name).ways)


def _choices(decision: Pick | Bargain | Stop) -> tuple[str, ...]:
    """The names of all choices of a place."""
    match decision:
        case Pick(offers) | Bargain(closings=offers):
            return tuple(one.choice for one in offers)
    return ()


def settle(taking: Taking, group: Group, package: list[Array]) -> None:
    """Settle the terms of a package for each play; a term already settled that way has no effect
    again."""
    for does, option in zip(taking.settles, package, strict=True):
        for number, done in enumerate(does):
            settling = group.at[option == number]
            if done is not None and len(settling):
                done(Group(group.rows, settling))
    group.read.clear()
