"""A story made ready to play: its conditions, effects and ways on as Python functions.

The state keeps all values in one tuple; `Layout` says which stands where. Each place of the
story is compiled when it is first entered. The functions are generated from the checked
expression trees alone, never from an author's text. What a decision *is* stands in `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from negotiator.engine.bargaining import Bargaining, Numbers
from negotiator.engine.chance import per_cent
from negotiator.story.expressions import Expression, python_source
from negotiator.story.model import (
    LEAVE,
    Branch,
    Choice,
    Cite,
    Effect,
    EffectKind,
    Ending,
    Event,
    Link,
    Passage,
    Said,
    Scene,
    Shown,
    Story,
    Table,
    Term,
    TermOption,
    Text,
    Words,
)

Value = int | bool
Values = tuple[Value, ...]
Named = int | bool | str
"""A value by its name: as it is kept, but for a term, which is the word for how it is settled."""


class Told(NamedTuple):
    """A passage as it is told: its words, and what it takes to cut them at their marks again."""

    text: str
    marked: Text
    values: Values
    story: Story

    @property
    def segments(self) -> tuple[Words | Cite | Link, ...]:
        """The same words with citations and links in their places."""
        return tuple(
            Words(_shown(part, self.story, self.values)) if isinstance(part, Shown) else part
            for part in self.marked
        )

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it stands on; empty for drama."""
        return tuple(part.source for part in self.marked if isinstance(part, Cite))


def _shown(part: Shown, story: Story, values: Values) -> str:
    layout = program(story).layout
    value = int(values[layout.slots[part.gauge]])
    return layout.words(part)[value]


class Option(NamedTuple):
    """A choice as it is offered. If it isn't open, `reason` says why (it is shown greyed)."""

    id: str
    text: str
    open: bool
    reason: str


class Change(NamedTuple):
    """A value that moved: from what, to what, and the author's reason.

    `cause` names what moved it: a choice (`scene.choice`), a scene or an event.
    """

    name: str
    before: Value
    after: Value
    because: str
    cause: str


class Vote(NamedTuple):
    """A motion that was put to the vote, and how many of each bloc said aye."""

    motion: str
    ayes: tuple[tuple[str, int], ...]
    needs: int
    cause: str

    @property
    def total(self) -> int:
        """All ayes."""
        return sum(ayes for _, ayes in self.ayes)

    @property
    def passed(self) -> bool:
        """Whether they were enough."""
        return self.total >= self.needs


Note = tuple[str, Value, Value, str, str] | Vote
"""What is noted while a decision is done: a change as a plain tuple, which is cheap, or a vote."""

Do = Callable[[list[Value], list[Note]], None]
Decide = Callable[[list[Value], int, int, list[Note]], tuple[str | None, int, tuple[Told, ...]]]
"""Does a decision to the values and notes what moved; from seed and draws so far it gives the
place it leads to (None: it stays), the draws then, and the outcome as it is told."""


class ReadyChoice:
    """A choice with its functions."""

    __slots__ = ("choice", "decide", "option")

    def __init__(self, choice: Choice, layout: Layout) -> None:
        self.choice = choice
        self.option = _options([choice], layout)
        self.decide = _decide(choice, layout)


class ReadyPlace:
    """A scene, an event or an ending with its functions; an ending has no choices.

    `enter` counts it and does its effects and its vote; None if there is nothing of that.
    """

    __slots__ = ("choices", "enter", "options", "place", "tell")

    def __init__(self, place: Scene | Event | Ending, layout: Layout) -> None:
        self.place = place
        self.tell = _tell(place.text, layout)
        self.enter = _enter(place, layout)
        choices = () if isinstance(place, Ending) else place.choices
        self.choices = {choice.id: ReadyChoice(choice, layout) for choice in choices}
        self.options = _options(choices, layout)


class ReadyEvent(ReadyPlace):
    """An event: whether it can come now, and how likely among those of its priority."""

    __slots__ = ("can_come", "event", "weight")

    def __init__(self, event: Event, layout: Layout) -> None:
        super().__init__(event, layout)
        self.event = event
        maker = Maker(layout)
        weight = "1" if event.weight is None else maker.test(event.weight)
        self.can_come: Callable[[Any], bool] = maker.function(
            "v", [f"return {comes_when(event, maker)}"]
        )
        self.weight: Callable[[Any], int] = maker.function("v", [f"return {weight}"])


Tell = Callable[[Values], tuple[Told, ...]]


class ReadyTable(ReadyPlace):
    """A table: its numbers in a state, what settling a term does, its lines, and how it closes.

    Its `choices` are those that can be taken as they stand; `closings` has all three.
    """

    __slots__ = ("closings", "doubt", "known", "numbers", "says", "settles", "slots", "table")

    def __init__(self, table: Table, layout: Layout) -> None:
        super().__init__(table, layout)
        self.table = table
        self.closings = self.choices
        self.choices = {name: one for name, one in self.closings.items() if name == LEAVE}
        self.options = _options([one.choice for one in self.choices.values()], layout)
        self.slots = tuple(layout.slots[f"terms.{term.id}"] for term in table.terms)
        self.settles = tuple(
            tuple(_settle(table, term, option, layout) for option in term.options)
            for term in table.terms
        )
        self.says: dict[tuple[str, int | None], tuple[Tell, ...]] = dict(
            _lines(table.says, None, layout)
        )
        for number, term in enumerate(table.terms):
            self.says |= _lines(term.says, number, layout)
        self.numbers: Callable[[Any], Numbers] = _numbers(table, layout)
        self.doubt: Callable[[Any], int] = compiled(table.doubt, layout)
        self.known: dict[Numbers, Bargaining] = {}

    def bargaining(self, values: Sequence[Value]) -> Bargaining:
        """How the counterpart answers in a state; kept, as the worths of all packages are dear."""
        numbers = self.numbers(values)
        found = self.known.get(numbers)
        if found is None:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            found = self.known[numbers] = Bargaining(self.table, numbers)
        return found

    def settle(self, package: tuple[int, ...], values: list[Value], notes: list[Note]) -> None:
        """Settle the terms and do what that does; what stood so already does nothing again."""
        for slot, does, option in zip(self.slots, self.settles, package, strict=True):
            if values[slot] != option + 1:
                values[slot] = option + 1
                does[option](values, notes)


_MOST_KNOWN = 128
"""States of a table whose worths are kept: half a megabyte each at 6,561 packages."""


def _settle(table: Table, term: Term, option: TermOption, layout: Layout) -> Do:
    """What does the effects of an option that is agreed; each reason says of which term it is,
    as those of a whole package are told one after the other."""
    effects = tuple(
        effect._replace(because=f"{effect.because} ({term.called})") if effect.because else effect
        for effect in option.effects
    )
    maker = Maker(layout)
    made: Do = maker.function(
        "v, log", [*doing(effects, None, f"{table.id}.deal", maker), "return"]
    )
    return made


def _lines(
    says: tuple[Said, ...], term: int | None, layout: Layout
) -> Iterator[tuple[tuple[str, int | None], tuple[Tell, ...]]]:
    for said in says:
        yield (said.reason, term), tuple(_tell((line,), layout) for line in said.lines)


def _numbers(table: Table, layout: Layout) -> Callable[[Any], Numbers]:
    """A function from values to what the table's expressions come to."""
    maker = Maker(layout)

    def listed(sources: Iterable[str]) -> str:
        return f"({''.join(f'{source}, ' for source in sources)})"

    parts = [listed(maker.test(term.weight[side]) for term in table.terms) for side in (0, 1)]
    for number in (
        table.ours.reservation,
        table.theirs.reservation,
        table.rounds,
        table.pace,
        table.patience,
    ):
        parts.append(maker.test(number))
    for side in (0, 1):
        # What was agreed before is where both sides open.
        agreed = [(layout.read(f"terms.{term.id}"), term.opens[side]) for term in table.terms]
        parts.append(listed(f"{slot} - 1 if {slot} else {opens}" for slot, opens in agreed))
    maker.named["Numbers"] = Numbers
    return maker.function("v", [f"return new(Numbers, ({', '.join(parts)}))"])


class _Memo(dict[int, str]):
    """The words for a number, worked out once: a look-up is what a text in play costs."""

    def __init__(self, words: Callable[[int], str]) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, number: int) -> str:
        self[number] = found = self.words(number)
        return found


class Layout:
    """Which value stands where: gauges, flags, then the counts that anything reads."""

    __slots__ = ("bands", "digits", "options", "slots", "start", "story")

    def __init__(self, story: Story) -> None:
        self.story = story
        self.digits = _Memo(str)
        self.bands = {name: _Memo(gauge.band) for name, gauge in story.gauges.items()}
        self.options = {
            f"terms.{name}": _Memo(_option_words(term)) for name, term in story.terms.items()
        }
        first: dict[str, Value] = {name: gauge.start for name, gauge in story.gauges.items()}
        first |= {name: flag.start for name, flag in story.flags.items()}
        first |= {name: counter.start for name, counter in story.counters.items()}
        for motion in story.motions:
            first[f"motion.{motion}.ayes"] = 0
            first[f"motion.{motion}.passed"] = first[f"motion.{motion}.held"] = False
        first |= dict.fromkeys(self.options, 0)
        for name in _counts(story):
            first.setdefault(name, 0)
        self.start: Values = tuple(first.values())
        self.slots = {name: number for number, name in enumerate(first)}

    def read(self, name: str) -> str:
        """Python source that reads a value out of `v`."""
        return f"v[{self.slots[name]}]"

    def words(self, part: Shown) -> _Memo:
        """The words that stand in a text for each value."""
        if part.gauge in self.options:
            return self.options[part.gauge]
        return self.bands[part.gauge] if part.band else self.digits


def _option_words(term: Term) -> Callable[[int], str]:
    """The words for how a term was settled; 0 is not at all."""
    return lambda number: term.options[number - 1].text if number else "not agreed"


class Program(dict[str, ReadyPlace]):
    """The story's places by id, each made ready when it is first asked for.

    `pools` has the events of each pool, those of the highest priority first; the pool of
    interrupts has no name.
    """

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.layout = Layout(story)
        self.pools: dict[str, list[ReadyEvent]] = {"": []}
        for event in sorted(story.events.values(), key=lambda one: -one.priority):
            ready = ReadyEvent(event, self.layout)
            self[event.id] = ready
            self.pools.setdefault(event.pool, []).append(ready)
        self.is_eventful = bool(story.events)

    def __missing__(self, place_id: str) -> ReadyPlace:
        place = self.story.places[place_id]
        made = ReadyTable if isinstance(place, Table) else ReadyPlace
        self[place_id] = ready = made(place, self.layout)  # type: ignore[arg-type]
        return ready

    def table(self, table_id: str) -> ReadyTable:
        """A place that is a table."""
        ready = self[table_id]
        assert isinstance(ready, ReadyTable), "a table is ready as one"
        return ready


@cache
def program(story: Story) -> Program:
    """The story made ready, once."""
    return Program(story)


def _counts(story: Story) -> Iterator[str]:
    """The names of the counts that a play must keep: those that something reads."""
    for expression in expressions(story):
        yield from sorted(name for name in expression.reads if "(" in name)
    for choice in story.choices.values():
        if choice.once:
            yield f"chosen({choice.name})"
    for event in story.events.values():
        if event.once:
            yield f"visits({event.id})"
        if event.cooldown:
            yield f"cooldown({event.id})"


def expressions(story: Story) -> Iterator[Expression]:
    """Every expression that a play of the story works out."""
    for scene in story.scenes.values():
        yield from _whens(scene.text)
        yield from (effect.amount for effect in scene.effects)
        if isinstance(scene, Table):
            yield from table_numbers(scene)
            yield scene.doubt
            yield from _whens(table_lines(scene))
            for term in scene.terms:
                for option in term.options:
                    yield from (effect.amount for effect in option.effects)
    for event in story.events.values():
        yield from _whens([event, *event.text])
        yield from (effect.amount for effect in event.effects)
        yield from (event.weight,) if event.weight else ()
    for ending in story.endings.values():
        yield from _whens(ending.text)
        for reading in ending.readings:
            yield from _whens(reading.lines)
    for choice in story.choices.values():
        yield from _whens([choice, *choice.outcome, *choice.goto])
        yield from (effect.amount for effect in choice.effects)
    for motion in story.motions.values():
        yield motion.needs
        yield from (bloc.ayes for bloc in motion.blocs)
    for test in story.tests.values():
        yield from test.expect


def table_numbers(table: Table) -> Iterator[Expression]:
    """The expressions that decide what comes of a table."""
    for term in table.terms:
        yield from term.weight
    yield from (table.ours.reservation, table.theirs.reservation)
    yield from (table.rounds, table.pace, table.patience)


def table_lines(table: Table) -> Iterator[Passage]:
    """All that may be said at a table, and what stands in the agreement in any case."""
    yield from table.articles
    for says in (table.says, *(term.says for term in table.terms)):
        for said in says:
            yield from said.lines


def _whens(parts: Iterable[Passage | Choice | Branch | Event]) -> Iterator[Expression]:
    return (part.when for part in parts if part.when is not None)


class Maker:
    """Makes one function: what its source names is kept here, the rest is read from `v`."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.named: dict[str, object] = {
            "__builtins__": {"min": min, "max": max, "tuple": tuple},
            "Told": Told,
            "Option": Option,
            "Vote": Vote,
            "new": tuple.__new__,
            "per_cent": per_cent,
        }

    def name(self, value: object) -> str:
        """A name in the source for a value made now."""
        name = f"k{len(self.named)}"
        self.named[name] = value
        return name

    def test(self, expression: Expression) -> str:
        """Source of an expression."""
        return python_source(expression.node, self.layout.read)

    def shown(self, part: Shown) -> str:
        """Source of what stands in a text for a gauge."""
        return f"{self.name(self.layout.words(part))}[{self.layout.read(part.gauge)}]"

    def text(self, text: Text) -> str:
        """Source of the words of a text: literals side by side, which Python joins to one."""
        words = [
            f"f'{{{self.shown(part)}}}'" if isinstance(part, Shown) else repr(part.words)
            for part in text
            if not isinstance(part, Cite)
        ]
        return " ".join(words) or "''"

    def told(self, text: Text) -> str:
        """Source of a passage as it is told, `v` being a tuple; made now if always the same."""
        story = self.layout.story
        if _is_still(text):
            words = "".join(part.words for part in text if isinstance(part, Words | Link))
            return self.name(Told(words, text, (), story))
        return f"new(Told, ({self.text(text)}, {self.name(text)}, v, {self.name(story)}))"

    def write(self, effect: Effect, cause: str) -> list[str]:
        """Source that keeps `b` where `a` was, and notes it if that moved anything."""
        slot = self.layout.slots[effect.target]
        return [
            "if a != b:",
            f"    v[{slot}] = b",
            f"    log.append(({effect.target!r}, a, b, {effect.because!r}, {cause!r}))",
        ]

    def vote(self, motion: str, ayes: dict[str, str], needs: str, cause: str) -> list[str]:
        """Source that makes `a` of all ayes and `b` of how many it needs, and notes the vote."""
        each = "".join(f"({bloc!r}, {source}), " for bloc, source in ayes.items())
        return [
            f"vote = new(Vote, ({motion!r}, ({each}), {needs}, {cause!r}))",
            "a, b = vote.total, vote.needs",
            "log.append(vote)",
        ]

    def lead(self, to: str | None) -> str:
        """Source that ends a decision with where it leads (None: nowhere)."""
        return f"return {to!r}, draws, told"

    def function(self, parameters: str, body: list[str]) -> Callable[..., Any]:
        """The function of these parameters with this body."""
        source = f"def made({parameters}):\n" + "".join(f"    {line}\n" for line in body)
        exec(compile(source, "<story>", "exec"), self.named)
        made: Callable[..., Any] = self.named["made"]  # type: ignore[assignment]
        return made


def _is_still(text: Text) -> bool:
    return not any(isinstance(part, Shown) for part in text)


def compiled(expression: Expression, layout: Layout) -> Callable[[Values], Any]:
    """A function from values to what the expression gives."""
    maker = Maker(layout)
    return maker.function("v", [f"return {maker.test(expression)}"])


def told(text: Text, layout: Layout, values: Values) -> Told:
    """A text in a state."""
    maker = Maker(layout)
    made: Told = maker.function("v", [f"return {maker.told(text)}"])(values)
    return made


def _tell(passages: tuple[Passage, ...], layout: Layout) -> Callable[[Values], tuple[Told, ...]]:
    """A function from values to the passages that hold."""
    maker = Maker(layout)
    return maker.function("v", [f"return {_passages(passages, maker)}"])


def _passages(passages: tuple[Passage, ...], maker: Maker) -> str:
    """Source of the tuple of passages that hold."""
    return _tuple(
        [
            _Item("" if one.when is None else maker.test(one.when), maker.told(one.text), "")
            for one in passages
        ],
        maker,
    )


def _options(choices: Iterable[Choice], layout: Layout) -> Callable[[Values], tuple[Option, ...]]:
    """A function from values to the choices that are seen."""
    maker = Maker(layout)
    seen = [_option(choice, maker) for choice in choices]
    return maker.function("v", [f"return {_tuple(seen, maker)}"])


class _Item(NamedTuple):
    """Sources of what stands in a tuple if a condition holds, and if not (empty: nothing).
    An empty condition always holds."""

    condition: str
    then: str
    otherwise: str

    def source(self) -> str:
        """Its place in the source of a tuple."""
        otherwise = f"({self.otherwise},)" if self.otherwise else "()"
        return f"*(({self.then},) if {self.condition or True} else {otherwise}),"


_MOST_CONDITIONS = 4
"""Conditions for which all tuples that can come about are made beforehand."""


def _tuple(items: list[_Item], maker: Maker) -> str:
    """Source of the tuple of what stands in each place.

    Where the things are made already, so are the tuples, and the conditions number them.
    """
    conditions = [item.condition for item in items if item.condition]
    things = {thing for item in items for thing in (item.then, item.otherwise) if thing}
    if len(conditions) > _MOST_CONDITIONS or not things <= maker.named.keys():
        return f"({' '.join(one.source() for one in items)})"
    tuples = []
    for held in product((False, True), repeat=len(conditions)):
        holds = iter(held)
        stands = [
            item.then if not item.condition or next(holds) else item.otherwise for item in items
        ]
        tuples.append(tuple(maker.named[thing] for thing in stands if thing))
    if not conditions:
        return maker.name(tuples[0])
    weights = [2**n for n in reversed(range(len(conditions)))]
    number = " + ".join(f"{n} * ({one})" for n, one in zip(weights, conditions, strict=True))
    return f"{maker.name(tuples)}[{number}]"


def _option(choice: Choice, maker: Maker) -> _Item:
    """The choice as it is seen: open, closed with its reason, or not there."""
    opened = _made(f"({choice.id!r}, {maker.text(choice.text)}, True, '')", choice.text, maker)
    closed = ""
    if choice.locked is not None:
        source = f"({choice.id!r}, {maker.text(choice.text)}, False, {maker.text(choice.locked)})"
        closed = _made(source, (*choice.text, *choice.locked), maker)
    return _Item(open_when(choice, maker), opened, closed)


def _made(source: str, texts: Text, maker: Maker) -> str:
    """Source of an option; made now if its texts are always the same."""
    source = f"new(Option, {source})"
    if _is_still(texts):
        return maker.name(maker.function("", [f"return {source}"])())
    return source


def open_when(choice: Choice, maker: Maker) -> str:
    """Source of whether the choice is open; empty if it always is."""
    conditions = []
    if choice.once:
        conditions.append(f"{maker.layout.read(f'chosen({choice.name})')} == 0")
    if choice.when is not None:
        conditions.append(maker.test(choice.when))
    return " and ".join(conditions)


def comes_when(event: Event, maker: Maker) -> str:
    """Source of whether the event can come; what is quick to ask first."""
    conditions = []
    if event.once:
        conditions.append(f"not {maker.layout.read(f'visits({event.id})')}")
    if event.cooldown:
        conditions.append(f"not {maker.layout.read(f'cooldown({event.id})')}")
    if event.when is not None:
        conditions.append(maker.test(event.when))
    if event.weight is not None and weighs(event, maker) == "w":
        conditions.append(f"(w := {maker.test(event.weight)}) > 0")
    return " and ".join(conditions) or "True"


def weighs(event: Event, maker: Maker) -> str:
    """Source of the weight of an event that can come: `w`, as `comes_when` left it, or a number."""
    if event.weight is None:
        return "1"
    number = event.weight.constant
    return maker.test(event.weight) if isinstance(number, int) and number > 0 else "w"


def _decide(choice: Choice, layout: Layout) -> Decide:
    """One function that counts the choice, does its effects, tells its outcome, finds its way."""
    maker = Maker(layout)
    body = deciding(choice, maker)
    if any(one.when is not None or not _is_still(one.text) for one in choice.outcome):
        body.append("v = tuple(v)")
    body.append(f"told = {_passages(choice.outcome, maker)}")
    return maker.function("v, seed, draws, log", [*body, *way(choice, maker)])


def deciding(choice: Choice, maker: Maker) -> list[str]:
    """Source that counts a choice and does its effects and its vote."""
    count = maker.layout.slots.get(f"chosen({choice.name})")
    counted = [f"v[{count}] += 1"] if count is not None else []
    return counted + doing(choice.effects, choice.vote, choice.name, maker)


def _enter(place: Scene | Event | Ending, layout: Layout) -> Do | None:
    """One function that counts a place and does what happens when it is entered."""
    maker = Maker(layout)
    body = entering(place, maker)
    return maker.function("v, log", body) if body else None


def entering(place: Scene | Event | Ending, maker: Maker) -> list[str]:
    """Source that counts a place and does what happens when it is entered."""
    layout = maker.layout
    body: list[str] = []
    visits = layout.slots.get(f"visits({place.id})")
    if visits is not None:
        body.append(f"v[{visits}] += 1")
    if isinstance(place, Scene):
        for event in layout.story.events.values():
            if event.cooldown:
                slot = layout.slots[f"cooldown({event.id})"]
                body.append(f"if v[{slot}]: v[{slot}] -= 1")
    elif isinstance(place, Event) and place.cooldown:
        # One more than asked: entering the scene it came into counts it down already.
        body.append(f"v[{layout.slots[f'cooldown({place.id})']}] = {place.cooldown + 1}")
    if not isinstance(place, Ending):
        body += doing(place.effects, place.vote, place.id, maker)
    return body


def doing(effects: tuple[Effect, ...], vote: str | None, cause: str, maker: Maker) -> list[str]:
    """Source that does effects from the top and then holds a vote, noting what moved."""
    slots = maker.layout.slots
    body: list[str] = []
    for effect in effects:
        body += [
            f"a = v[{slots[effect.target]}]",
            *_effect(effect, maker),
            *maker.write(effect, cause),
        ]
    if vote is not None:
        motion = maker.layout.story.motions[vote]
        ayes = {
            bloc.id: f"max(0, min({bloc.seats}, {maker.test(bloc.ayes)}))" for bloc in motion.blocs
        }
        body += [
            *maker.vote(vote, ayes, maker.test(motion.needs), cause),
            f"v[{slots[f'motion.{vote}.ayes']}] = a",
            f"v[{slots[f'motion.{vote}.passed']}] = a >= b",
            f"v[{slots[f'motion.{vote}.held']}] = True",
        ]
    return body


def _effect(effect: Effect, maker: Maker) -> list[str]:
    """Source that makes `b` of `a`."""
    story = maker.layout.story
    amount = maker.test(effect.amount)
    if effect.target in story.flags:
        return [f"b = {amount}"]
    gauge = story.gauges.get(effect.target)
    low, high = (gauge.low, gauge.high) if gauge else (0, story.counters[effect.target].high)
    if effect.kind is EffectKind.SHARE:
        share = effect.amount.constant
        assert isinstance(share, int)
        # To the nearest whole number, halves upwards in size, in whole-number arithmetic.
        if share > 0:
            return [f"b = a + (({high} - a) * {share} + 50) // 100"]
        return [f"b = a - ((a - {low}) * {-share} + 50) // 100"]
    if effect.kind is EffectKind.ADD:
        # A number written out can pass only one end of the range.
        match effect.amount.constant:
            case int(number) if number >= 0:
                return [f"b = a + {number}", f"if b > {high}: b = {high}"]
            case int(number):
                return [f"b = a - {-number}", f"if b < {low}: b = {low}"]
    elif isinstance(fixed := effect.amount.constant, int):
        return [f"b = {max(low, min(high, fixed))}"]
    return [
        f"b = a + {amount}" if effect.kind is EffectKind.ADD else f"b = {amount}",
        f"if b > {high}: b = {high}",
        f"elif b < {low}: b = {low}",
    ]


def way(choice: Choice, maker: Maker) -> list[str]:
    """Source that returns where the choice leads, by the state and by chance."""
    if not choice.goto:
        return [maker.lead(None)]
    body = ["throw = -1", "share = 0"] if any(one.chance for one in choice.goto) else []
    for branch in choice.goto:
        indent = ""
        if branch.when is not None:
            body.append(f"if {maker.test(branch.when)}:")
            indent = "    "
        if branch.chance is not None:
            body += [
                f"{indent}if throw < 0:",
                f"{indent}    throw = per_cent(seed, draws)",
                f"{indent}    draws += 1",
                f"{indent}share += {branch.chance}",
                f"{indent}if throw < share:",
            ]
            indent += "    "
        body.append(f"{indent}{maker.lead(branch.to)}")
    return body
