"""A story made ready to play: each place with its functions, compiled when first entered.

The functions are printed from the blocks of `rules` and kept with the story. `transitions` defines
what a decision is, from the first node to the last; `machine` calls the functions in order. The
words that a place shows are prepared here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from negotiator.bargaining.counterpart import Bargaining, Numbers
from negotiator.bargaining.worths import Package
from negotiator.engine.layout import Layout, Value, Values
from negotiator.engine.pools import ReadyPool
from negotiator.engine.printer import Printer
from negotiator.engine.rules import Rules
from negotiator.engine.rules.front_pages import printed
from negotiator.engine.state import Agenda, Note, Option, Titled, Told
from negotiator.engine.text_printer import (
    option_source,
    passages_source,
    title_source,
    told_by,
    told_source,
    tuple_source,
)
from negotiator.engine.transitions import (
    Bargain,
    Block,
    Draw,
    GuardedChoice,
    Pick,
    Tell,
    draw_in,
)
from negotiator.story.expressions import Expression, Node
from negotiator.story.key_paths import keys, place_path
from negotiator.story.model import (
    LEAVE,
    Ending,
    Event,
    Passage,
    Phrase,
    Reading,
    Scene,
    Story,
    Table,
    Text,
    VoiceLines,
)
from negotiator.story.source_map import Path
from negotiator.story.value_names import Settled

Does = Callable[[list[Value], list[Note]], None]
"""Applies a block to the values, and notes what changed."""
Decide = Callable[[list[Value], int, int, list[Note]], tuple[str | None, int, tuple[Told, ...]]]
"""Applies a decision to the values and notes what changed; from the seed and the draws so far it
returns the place it leads to (None: it stays), the number of draws then, and the outcome as
shown."""
Telling = Callable[[Sequence[Value], int], tuple[Told, ...]]
"""Gives, from the values and the seed, what is told."""


def rules(story: Story) -> Rules:
    """The rules of a story."""
    return story.once(Rules)


Offered = Callable[[Sequence[Value]], tuple[Option, ...]]
"""Gives, from the values, the choices that are shown."""


class ReadyChoice:
    """A choice with its functions, each made when it is first asked for."""

    def __init__(self, offer: GuardedChoice, program: Program) -> None:
        self.offer = offer
        self.program = program

    @cached_property
    def option(self) -> Offered:
        """How it is shown: in a tuple of one, or of none."""
        return self.program.options([self.offer], f"offer {self.offer.choice}")

    @cached_property
    def decide(self) -> Decide:
        """Takes it."""
        return self.program.deciding(self.offer.choice)


class ReadyPlace:
    """A scene, an event or an ending with its functions, each made when it is first asked for; an
    ending has no choices.

    `interrupts` and `draw` are the draws of events before it and in it, if it has them; `arrival`
    and `round` are the agendas these begin with. `block` is what happens as it is entered.
    """

    def __init__(self, place: Scene | Event | Ending, program: Program) -> None:
        self.id = place.id
        self.place = place
        self.program = program
        made = program.rules
        self.is_event = isinstance(place, Event)
        self.block = made.come(place.id) if self.is_event else made.enter(place.id)
        self.interrupts = None if self.is_event else made.interrupts(place.id)
        self.arrival = Agenda("boundary", place.id, _most(self.interrupts), ())
        self.draw = draw_in(self.block)
        self.round = Agenda("round", place.id, _most(self.draw), ())
        last = self.block[-1]
        self.offers: tuple[GuardedChoice, ...] = ()
        if isinstance(last, Pick | Bargain):
            self.offers = last.offers if isinstance(last, Pick) else last.closings
        self.choices = {offer.id: ReadyChoice(offer, program) for offer in self.offers}

    @cached_property
    def enter(self) -> Does | None:
        """Counts the visit and does the place's effects and its vote; None if nothing of that is
        kept."""
        return self.program.doing(self.block, f"{'come' if self.is_event else 'enter'} {self.id}")

    @cached_property
    def tell(self) -> Telling:
        """Tells its text."""
        return self.program.telling(self.block, f"tell {self.id}")

    @cached_property
    def front(self) -> Telling | None:
        """Tells of the act that is over in it; None if none can be."""
        page = None if isinstance(self.place, Event) else printed(self.program.story, self.place)
        return self.program.telling((page,), f"front_page {self.id}") if page else None

    @cached_property
    def titled(self) -> Callable[[Sequence[Value]], Titled]:
        """Gives its title."""
        return self.program.titled(self.place)

    @cached_property
    def options(self) -> Offered:
        """Gives the choices that are shown."""
        return self.program.options(self.offers, f"offers {self.id}")


def _most(draw: Draw | None) -> int:
    """The most events that may come in a draw, as an agenda stores it."""
    return (draw.at_most or 0) if draw is not None else 0


class ReadyTable(ReadyPlace):
    """A table: its numbers in a state, what settling a term does, its lines, and how it closes.

    Its `choices` are those that a decision names directly, which is only to leave; `closings` has
    all three.
    """

    def __init__(self, table: Table, program: Program) -> None:
        super().__init__(table, program)
        bargain = program.rules.decision(table.id)
        assert isinstance(bargain, Bargain), "a table is bargained at"
        self.table = table
        self.closings = self.choices
        self.choices = {name: one for name, one in self.closings.items() if name == LEAVE}
        self.offers = tuple([one.offer for one in self.choices.values()])
        self.slots = tuple(program.layout.slots[Settled(term)] for term in bargain.terms)
        self.settles = tuple(
            tuple(
                program.doing((do,), f"settle {table.id} {term} {number}")
                for number, do in enumerate(options)
            )
            for term, options in zip(bargain.terms, bargain.settles, strict=True)
        )
        """What settles each option of each term: a play keeps how every term is settled."""
        self.says: dict[tuple[str, int | None], tuple[Telling, ...]] = dict(
            _lines(table.says, None, place_path(table), program)
        )
        for number, term in enumerate(table.terms):
            path = (*place_path(table), "terms", term.id)
            self.says |= _lines(term.says, number, path, program)
        self.numbers: Callable[[Any], Numbers] = _numbers(table, bargain, program)
        self.doubt: Callable[[Any], int] = program.worth(table.doubt.node, f"doubt {table.id}")
        self.profile: Callable[[Any], int] = program.worth(bargain.profile, f"profile {table.id}")
        self.known: dict[Numbers, Bargaining] = {}
        self._last: tuple[Values, Bargaining] | None = None

    def bargaining(self, values: Sequence[Value]) -> Bargaining:
        """How the counterpart answers in a state; cached, as computing the worths of all packages
        takes long."""
        last = self._last
        if last is not None and last[0] is values:
            return last[1]
        numbers = self.numbers(values)
        found = self.known.get(numbers)
        if found is None:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            found = self.known[numbers] = Bargaining(self.table, numbers)
        if isinstance(values, tuple):  # a list may have changed when it is seen again
            self._last = (values, found)
        return found

    def close(
        self,
        closing: str,
        package: Package | None,
        values: list[Value],
        seed: int,
        draws: int,
        notes: list[Note],
    ) -> tuple[str | None, int, tuple[Told, ...]]:
        """Close the table: settle the terms of an agreed package, then take the closing."""
        if package is not None:
            self.settle(package, values, notes)
        return self.closings[closing].decide(values, seed, draws, notes)

    def settle(self, package: Package, values: list[Value], notes: list[Note]) -> None:
        """Settle the terms, with the effects of that."""
        for term, option in enumerate(package):
            self.settle_term(term, option, values, notes)

    def settle_term(self, term: int, option: int, values: list[Value], notes: list[Note]) -> None:
        """Settle one term, with the effects of that."""
        does = self.settles[term][option]
        assert does is not None, "a play keeps how every term is settled"
        does(values, notes)


_MOST_KNOWN = 128
"""How many states of a table have their worths cached: half a megabyte each at 6,561 packages."""


def _lines(
    says: tuple[VoiceLines, ...], term: int | None, path: Path, program: Program
) -> Iterator[tuple[tuple[str, int | None], tuple[Telling, ...]]]:
    for said in says:
        names = [keys((*path, "says", said.reason, one)) for one in range(len(said.lines))]
        tells = [Tell((one,), names=(name,)) for one, name in zip(said.lines, names, strict=True)]
        told = tuple(program.telling((one,), f"line {said.reason}") for one in tells)
        yield (said.reason, term), told


def _numbers(table: Table, bargain: Bargain, program: Program) -> Callable[[Any], Numbers]:
    """A function from values to the numbers that the table's expressions give."""
    printer = program.function(f"numbers {table.id}")

    def listed(sources: Iterable[str]) -> str:
        return f"({''.join(f'{source}, ' for source in sources)})"

    # Weights are listed by term, the player's first; the rest follows in the order of Numbers.
    weights = 2 * len(bargain.terms)
    sources = [printer.test(number) for number in bargain.numbers]
    parts = [listed(sources[side:weights:2]) for side in (0, 1)] + sources[weights:]
    for side in (0, 1):
        # Both sides open with what was agreed before.
        agreed = [(program.layout.read(Settled(term.id)), term.opens[side]) for term in table.terms]
        parts.append(listed(f"{slot} - 1 if {slot} else {opens}" for slot, opens in agreed))
    printer.named["Numbers"] = Numbers
    made: Callable[[Any], Numbers] = printer.expression("v", f"new(Numbers, ({', '.join(parts)}))")
    return made


class Program(dict[str, ReadyPlace]):
    """The story's places by id, each prepared when it is first asked for.

    `pools` has the events of each pool; the pool of interrupts has an empty name.
    """

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.rules = rules(story)
        self.layout = Layout(self.rules)
        self.pools = _Pools(self)
        self.phrases: dict[Text, Callable[[Values], str]] = {}
        self.begin = self.doing(self.rules.begin(), f"begin {story.start}")

    def __missing__(self, place_id: str) -> ReadyPlace:
        place = self.story.places[place_id]
        ready = ReadyTable(place, self) if isinstance(place, Table) else ReadyPlace(place, self)
        return self.setdefault(place_id, ready)

    def table(self, table_id: str) -> ReadyTable:
        """A place that is a table."""
        ready = self[table_id]
        assert isinstance(ready, ReadyTable), "a table is ready as one"
        return ready

    def function(self, what: str) -> Printer:
        """A printer for one function."""
        return Printer(f"{self.story.id}: {what}", self.layout)

    # What is done

    def doing(self, block: Block, what: str) -> Does | None:
        """One function that does everything in a block; None if no play keeps any of it."""
        printer = self.function(what)
        body = printer.done(block)
        return printer.function("v, log", body) if body else None

    def deciding(self, choice_name: str) -> Decide:
        """One function that takes a choice: applies it, gives its outcome, finds its way."""
        printer = self.function(f"take {choice_name}")
        block, branch = self.rules.take(choice_name), self.rules.branch(choice_name)
        body = printer.done(block)
        body.append(f"told = {passages_source(told_by(block), printer)}")
        made: Decide = printer.function("v, seed, draws, log", [*body, *printer.branch(branch)])
        return made

    # What is shown

    def telling(self, block: Block, what: str) -> Telling:
        """A function from values and the seed to the passages of a block that hold."""
        printer = self.function(what)
        made: Telling = printer.expression("v, seed", self.passages(block, printer))
        return made

    def passages(self, block: Block, printer: Printer) -> str:
        """Source of the passages of a block that hold. The epilogues, which are the longest part of
        an ending, are told by the same functions after each."""
        own = [one for one in told_by(block) if not one.under]
        source = passages_source(own, printer)
        has_more = len(own) < len(told_by(block))
        return f"{source} + {printer.keep(self.epilogues)}(v, seed)" if has_more else source

    @cached_property
    def epilogues(self) -> Telling:
        """Tells what became of people and places, by a function for each of them: to compile a long
        one takes much memory."""
        each: list[Telling] = []
        for one in told_by(self.rules.aftermath):
            printer = self.function(f"epilogue {keys(one.origin[1:2])}")
            each.append(printer.expression("v, seed", passages_source([one], printer)))
        return lambda values, seed: tuple([told for tell in each for told in tell(values, seed)])

    def titled(self, place: Scene | Event | Ending) -> Callable[[Sequence[Value]], Titled]:
        """A function from values to the title of a place."""
        printer = self.function(f"title {place.id}")
        source = title_source(place, printer)
        made: Callable[[Sequence[Value]], Titled] = printer.expression("v", source)
        return made

    def phrase(self, words: str, values: Values) -> str:
        """Words as shown in a state, with the values they show."""
        if not isinstance(words, Phrase):
            return words
        made = self.phrases.get(words.parts)
        if made is None:
            printer = self.function("phrase")
            made = printer.expression("v", printer.phrase(words))
            self.phrases[words.parts] = made
        return made(values)

    def reading(self, ending: Ending, reading: Reading) -> Telling:
        """A function from values and the seed to the line of a reading that is told, if any is."""
        lines = tuple(one.told for one in self.rules.read(ending, reading))
        return self.telling((Tell(lines),), f"reading {ending.id} {reading.axis}")

    def options(self, offers: Iterable[GuardedChoice], what: str) -> Offered:
        """A function from values to the choices that are shown."""
        printer = self.function(what)
        seen = [option_source(offer, printer) for offer in offers]
        made: Offered = printer.expression("v", tuple_source(seen, printer))
        return made

    def worth(self, node: Node, what: str) -> Callable[[Sequence[Value]], Any]:
        """A function from values to the value of a node of the rules."""
        printer = self.function(what)
        made: Callable[[Sequence[Value]], Any] = printer.expression("v", printer.test(node))
        return made

    def holds(self, expression: Expression | None, values: Sequence[Value]) -> bool:
        """Whether a condition holds in a state; a missing one does."""
        return expression is None or bool(self.worth(expression.node, "expression")(values))

    def told(self, text: Text, values: Values, says: str = "") -> Told:
        """A text as shown in a state, and who says it, by id."""
        printer = self.function("text")
        source = told_source(Passage(text, says=says), printer)
        made: Told = printer.expression("v", source)(values)
        return made


class _Pools(dict[str, ReadyPool]):
    """The events of each pool, made ready when they are first asked for."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program

    def __missing__(self, pool: str) -> ReadyPool:
        made = ReadyPool(pool, self.program.rules.tiers(pool), self.program.function)
        return self.setdefault(pool, made)


def program(story: Story) -> Program:
    """The story prepared for play; it lives as long as the story does."""
    return story.once(Program)
