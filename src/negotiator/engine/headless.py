"""Play without the words: what thousands of plays need, and no more.

Printed from the same blocks as the functions of `compiler`, with texts and notes left out; `rounds`
lets events come. It picks nothing: callers take a number from a menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from negotiator.bargaining.counterpart import Bargaining
from negotiator.bargaining.worths import Package
from negotiator.engine.chance import draw
from negotiator.engine.compiler import Program, program
from negotiator.engine.layout import Value
from negotiator.engine.machine import start, talks
from negotiator.engine.printer import SilentPrinter
from negotiator.engine.rounds import Reached, Round, Waiting, bits_of, round_of
from negotiator.engine.state import Agenda, State
from negotiator.engine.transitions import Back, Block, Draw, Met, Pick, draw_in
from negotiator.engine.transitions import Stop as Stopping
from negotiator.story.model import DEAL, Choice, Story, Table

Decide = Callable[[list[Value], int, int, int], tuple[str | None, int]]
"""Applies a decision to the values; from the seed, draws and decisions so far it returns where it
leads (None: it stays) and the number of draws then."""
Arrive = Callable[[list[Value], int, int, list[Met]], Reached]
"""Enters a place, with all events on the way; what is met is added to the list."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What a place offers in one situation: the open choices, with their functions.

    `key` has one bit per choice of the place, set if it is open.
    """

    decides: tuple[Decide, ...]
    choices: tuple[Choice, ...]
    key: int
    deals: int | None
    """The number of the choice that makes a deal; None if none does."""


@dataclass(frozen=True, slots=True)
class HeadlessPlace:
    """A place on the way of a headless play. For an ending, `offered` is None.

    `arrive` lets interrupts come before it, then enters it and lets its round of events come.
    """

    offered: Callable[[list[Value]], Menu] | None
    arrive: Arrive


_PIECE = 50
"""Of how many rules a function is made that has only a part of them."""
Settle = Callable[[Table, Bargaining, int, int], Package]
"""Picks a package that can be agreed on at a table, from the seed and the decisions so far."""


class Headless(dict[str, HeadlessPlace]):
    """The story's places by id as a headless play needs them, each made when first asked for.

    A deal is on the package that `settle` gives.
    """

    def __init__(self, story: Story, settle: Settle | None = None) -> None:
        super().__init__()
        self.story = story
        self.settle = settle or any_package
        self.program: Program = program(story)
        self.rules = self.program.rules
        self.layout = self.program.layout
        self.menus: dict[str, _Menus] = {}
        """What may be offered in each place that is ready, by the keys of the menus."""
        self.rounds = _Rounds(self)
        self.entries = _Entries(self)
        begun = start(story, 0)
        self.first = begun.scene
        self.begun = list(begun.values)

    def __missing__(self, place_id: str) -> HeadlessPlace:
        place = self.story.places[place_id]
        decision = self.rules.decision(place_id)
        if isinstance(decision, Stopping):
            offered = None
        elif isinstance(decision, Pick):
            offered = self._offered(place_id, decision)
        else:
            assert isinstance(place, Table), "one bargains at a table"
            offered = _bargained(place, self)
        return self.setdefault(place_id, HeadlessPlace(offered, self._arrive(place_id)))

    def menu(self, place_id: str, key: int) -> Menu:
        """What a place offers, by the key of that."""
        assert self[place_id].offered is not None, "an ending offers nothing"
        return self.menus[place_id][key]

    def printer(self, what: str) -> SilentPrinter:
        """A printer for one function."""
        return SilentPrinter(f"{self.story.id}: {what}, headless", self.layout)

    def line(
        self, place_id: str, option_id: str, values: tuple[Value, ...], seed: int, turn: int
    ) -> tuple[str, ...]:
        """The decisions, by id, that amount to a choice: at a table, the proposals that lead to
        it."""
        # Called for every turn of a play: without a table no function of the engine is needed.
        if place_id not in self.story.tables:
            return (option_id,)
        session = talks(self.story, State(place_id, values, seed, 0))
        assert session is not None
        package = None
        if option_id == DEAL:
            table = self.story.tables[place_id]
            package = self.settle(table, session.bargaining, seed, turn)
        return session.line_to(option_id, package)

    def waiting(self, agenda: Agenda | None) -> Waiting | None:
        """What a state's agenda still holds, as a headless play keeps it."""
        if agenda is None:
            return None
        at_boundary = agenda.stage == "boundary"
        find = self.rules.interrupts if at_boundary else self.rules.draw
        drawn = find(agenda.to)
        assert drawn is not None, "an event came of a draw"
        bits = bits_of(drawn, self.rules)
        came = sum(bits.get(event, 0) for event in agenda.came)
        return (self.rounds[drawn.pool, drawn.at_most is not None], agenda.left, came, agenda.to)

    def go_on(
        self,
        place: str,
        to: str | None,
        waiting: Waiting | None,
        values: list[Value],
        seed: int,
        draws: int,
        met: list[Met],
    ) -> Reached:
        """Where a decision made in a place leads: to another one, or back to what an event came
        into; otherwise the play stays."""
        if type(to) is Back:
            return str(to), draws, None
        if to is not None:
            return self[to].arrive(values, seed, draws, met)
        if waiting is not None:
            return waiting[0](values, seed, draws, met, *waiting[1:])
        return place, draws, None

    def decide(self, choice_name: str) -> Decide:
        """A function that takes a choice and finds its way."""
        printer = self.printer(f"take {choice_name}")
        block = self.rules.take(choice_name)
        body = [*printer.done(block), *printer.branch(self.rules.branch(choice_name))]
        made: Decide = printer.function("v, seed, draws, turn", body)
        return made

    def entry(self, place_id: str, before: list[str], printer: SilentPrinter) -> Arrive:
        """A function that enters a place and lets its round of events come."""
        block = () if place_id in self.story.events else self.rules.enter(place_id)
        after = draw_in(block)
        entered = [f"met.append({('scene', place_id)!r})"] if place_id in self.story.scenes else []
        body = [*before, *entered, *printer.done(block), *self._met(block, printer)]
        if after is None:
            body.append(f"return {place_id!r}, draws, None")
        else:
            body.append(self._drawing(after, place_id, printer))
        made: Arrive = printer.function("v, seed, draws, met", body)
        return made

    def _met(self, block: Block, printer: SilentPrinter) -> list[str]:
        """Lines that add what is met in a block. What follows the text of every ending is by far
        the most of it, and is met by the same functions after each."""
        after = self.rules.aftermath
        if not after or after[0] not in block:
            return printer.met(block)
        begins = block.index(after[0])
        shared = [f"{printer.keep(one)}(v, seed, met)" for one in self._after_endings]
        ahead, behind = block[:begins], block[begins + len(after) :]
        return [*printer.met(ahead), *shared, *printer.met(behind)]

    @cached_property
    def _after_endings(self) -> list[Callable[[list[Value], int, list[Met]], None]]:
        """What is met after every ending, in pieces: to compile a long function takes much
        memory."""
        found = []
        after = self.rules.aftermath
        for number in range(0, len(after), _PIECE):
            printer = self.printer(f"aftermath {number}")
            lines = printer.met(after[number : number + _PIECE])
            if lines:
                found.append(printer.function("v, seed, met", lines))
        return found

    def _arrive(self, place_id: str) -> Arrive:
        """The interrupts before a place, and entering it. If none can come, the loop for them is
        skipped."""
        printer = self.printer(f"arrive {place_id}")
        body = []
        before = None if place_id in self.story.events else self.rules.interrupts(place_id)
        if before is not None:
            comes = " or ".join(f"({printer.comes(one)})" for one in before.candidates)
            body = [f"if {comes}:", f"    {self._drawing(before, place_id, printer)}"]
        return self.entry(place_id, body, printer)

    def _drawing(self, draw: Draw, place_id: str, printer: SilentPrinter) -> str:
        """The line that ends a function with a draw of events, from which play goes on."""
        come = printer.keep(self.rounds[draw.pool, draw.at_most is not None])
        left = draw.at_most or 0
        return f"return {come}(v, seed, draws, met, {left}, 0, {place_id!r})"

    def _offered(self, place_id: str, pick: Pick) -> Callable[[list[Value]], Menu]:
        """A function from values to the menu."""
        printer = self.printer(f"offers {place_id}")
        choices = tuple(self.story.choices[offer.choice] for offer in pick.offers)
        decides = [self.decide(offer.choice) for offer in pick.offers]
        menus = self.menus.setdefault(place_id, _Menus(choices, decides))
        body = [*printer.menu(pick), f"return {printer.keep(menus)}[m]"]
        offered: Callable[[list[Value]], Menu] = printer.function("v", body)
        return offered


class _Rounds(dict[tuple[str, bool], Round]):
    """The draws of events by pool and whether they have a limit; those of the interrupts, whose
    pool has no name, end with entering the place."""

    def __init__(self, stops: Headless) -> None:
        super().__init__()
        self.stops = stops

    def __missing__(self, key: tuple[str, bool]) -> Round:
        pool, has_limit = key
        stops = self.stops
        printer = stops.printer(f"draw {pool or 'interrupts'}")
        # The function takes how many may come as an argument: rounds of one pool share it.
        drawn = Draw(stops.rules.tiers(pool), 0 if has_limit else None, pool)
        after = "to, draws, None"
        if not pool:
            after = f"{printer.keep(stops.entries)}[to](v, seed, draws, met)"
        return self.setdefault(key, round_of(drawn, stops.rules, printer, after))


class _Entries(dict[str, Arrive]):
    """What follows the interrupts, by place: entering it, and its round of events."""

    def __init__(self, stops: Headless) -> None:
        super().__init__()
        self.stops = stops

    def __missing__(self, place_id: str) -> Arrive:
        made = self.stops.entry(place_id, [], self.stops.printer(f"enter {place_id}"))
        return self.setdefault(place_id, made)


class _Menus(dict[int, Menu]):
    """The menus of a place by their keys."""

    def __init__(
        self, choices: tuple[Choice, ...], decides: list[Decide], deals: int | None = None
    ) -> None:
        super().__init__()
        self.choices = choices
        self.decides = decides
        self.deals = deals

    def __missing__(self, key: int) -> Menu:
        numbers = [number for number in range(len(self.choices)) if key >> number & 1]
        self[key] = menu = Menu(
            tuple(self.decides[number] for number in numbers),
            tuple(self.choices[number] for number in numbers),
            key,
            next((at for at, number in enumerate(numbers) if number == self.deals), None),
        )
        return menu


PACKAGES_SEED = 3 << 62
"""Added to a play's seed to pick a package, which isn't a draw of the play itself."""


def any_package(_table: Table, bargaining: Bargaining, seed: int, turn: int) -> Package:
    """A package that can be agreed on, all equally likely, picked by the play's seed and the number
    of decisions made before."""
    return bargaining.package(one_of(bargaining.ends, seed, turn))


def one_of(packages: Sequence[int], seed: int, turn: int) -> int:
    """One of these packages, all equally likely."""
    return packages[draw(seed + PACKAGES_SEED, turn) * len(packages) >> 64]


def _bargained(table: Table, stops: Headless) -> Callable[[list[Value]], Menu]:
    """A function from values to the ways a table may close, with a deal on any package."""
    ready = stops.program.table(table.id)
    decides = [stops.decide(choice.name) for choice in table.choices]
    numbers = {choice.id: number for number, choice in enumerate(table.choices)}
    follows = decides[numbers[DEAL]]

    def deal(values: list[Value], seed: int, draws: int, turn: int) -> tuple[str | None, int]:
        package = stops.settle(table, ready.bargaining(values), seed, turn)
        ready.settle(package, values, [])
        return follows(values, seed, draws, turn)

    decides[numbers[DEAL]] = deal
    menus = stops.menus.setdefault(table.id, _Menus(table.choices, decides, numbers[DEAL]))

    def offered(values: list[Value]) -> Menu:
        return menus[sum(1 << numbers[one] for one in ready.bargaining(values).closings)]

    return offered


def headless(story: Story) -> Headless:
    """The story prepared for headless plays; it lives as long as the story does."""
    return story.once(Headless)
