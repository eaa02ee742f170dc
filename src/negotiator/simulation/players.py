"""Who plays, and how each picks among the open choices: four players who know nothing of the story,
and the strategies that its author wrote.

The uniform one takes any open choice, each equally likely. The human-like one does too, but reaches
a deal at most tables where one is possible, as people do. The greedy one looks at what each choice
itself does to the gauges (not at what follows) and takes the one that leaves the sum of all gauges
nearest to their good ends. The cautious one takes the one whose worst gauge ends least bad. If
several are equally good, chance decides among them.

All gauges weigh the same: each counts by the share of its range that separates it from its bad end,
0 to 1; for a gauge that is best in the middle both ends are bad.

The first two and the strategies only lean to some of the choices (`Leaning`);
`story.model.strategies` says what a strategy does. All plays can be made in arrays, too
(`vectorized.picking`, `vectorized.judging`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from itertools import count, product
from math import inf
from time import perf_counter
from typing import NamedTuple

from negotiator.bargaining.counterpart import Bargaining
from negotiator.bargaining.worths import Package
from negotiator.engine.chance import BLOCK, block, draw
from negotiator.engine.headless import Headless, Menu, headless, one_of
from negotiator.engine.layout import Value
from negotiator.engine.meetings import met_in, way_taken
from negotiator.engine.onward import Stands
from negotiator.engine.profiles import drawn
from negotiator.engine.rounds import Waiting
from negotiator.engine.state import State
from negotiator.engine.transitions import Met
from negotiator.story.choice_names import full_name
from negotiator.story.model import Better, Choice, Gauge, Story, Strategy, Table
from negotiator.story.model.strategies import DEALS

LONGEST = 2_000
"""Decisions after which a play is given up, because the player is going in circles."""
CUT = "…"
"""The pseudo-ending of plays that were given up."""
PICKS_SEED = 1 << 63
"""Added to a play's seed for the player's picks, which are not draws of the play."""
DEALS_SEED = 7 << 61
"""The same for whether a human-like player reaches a deal."""
KEEPS_SEED = 3 << 61
"""The same for whether a strategy is kept to."""


ALIKE = 1e-9
"""What is better by no more than this is equally good: sums of shares aren't exact."""


class Player(Enum):
    """The kind of player."""

    UNIFORM = "uniform"
    HUMAN = "human"
    GREEDY = "greedy"
    CAUTIOUS = "cautious"


Who = Player | Strategy
"""Who plays: one of the players whom every story has, or a strategy of the story."""


def name_of(who: Who) -> str:
    """The name by which a player or a strategy is asked for."""
    return who.value if isinstance(who, Player) else who.id


def player_named(story: Story, name: str) -> Who:
    """The player or the strategy of a story with this name. Raises KeyError if there is none."""
    by_name: dict[str, Who] = {one.value: one for one in Player} | story.strategies
    return by_name[name]


class Leaning(NamedTuple):
    """What somebody leans to who picks by chance.

    An open choice of `line` is always taken. `deals` is at how many of a hundred tables where a
    deal is possible one is reached (None: a deal is a choice like any other). An open choice of the
    first of the stances `takes` is taken `keeps` times of a hundred, and otherwise any.
    """

    line: frozenset[str] = frozenset()
    deals: int | None = None
    takes: tuple[str, ...] = ()
    keeps: int = 0
    prefers: tuple[tuple[str, str], ...] = ()
    """The options wanted in a deal, by term."""

    def levels(self, choices: Sequence[Choice]) -> tuple[tuple[int, ...], ...]:
        """The numbers of the choices that it leans to: those of its line, and those of each of its
        stances."""
        numbered = list(enumerate(choices))
        return (
            tuple(number for number, one in numbered if one.name in self.line),
            *(tuple(n for n, one in numbered if stance in one.stances) for stance in self.takes),
        )


def leaning(who: Who) -> Leaning | None:
    """What a player leans to; None for one who works out what each choice does."""
    if isinstance(who, Strategy):
        line = frozenset(who.line)
        return Leaning(line, who.deals, who.takes, who.keeps, tuple(sorted(who.prefers)))
    return {Player.UNIFORM: Leaning(), Player.HUMAN: Leaning(deals=DEALS)}.get(who)


Policy = Callable[[Menu, list[Value], int, int, int], int]
"""From a menu and the values, seed, draws and decisions so far, the number of the choice to
take."""


class Turn(NamedTuple):
    """One decision of a headless play: where it was made, from which menu, which one, and where it
    led.

    `values` are those before it, gauges first, and `after` those right after its own effects; `led`
    is where its `goto` pointed (empty: nowhere); `met` is what came of it and on the way, events
    among it; `to` is the place where the play ends up.
    """

    place: str
    menu: int
    choice: str
    values: tuple[Value, ...]
    after: tuple[Value, ...]
    led: str
    to: str
    met: tuple[Met, ...]
    line: tuple[str, ...]
    """Its decisions in the engine, by id: at a table, a line of proposals."""

    @property
    def events(self) -> tuple[str, ...]:
        """The events that came, in order."""
        return tuple(name for kind, name in self.met if kind == "event")


class Playthrough(NamedTuple):
    """A headless play: its seed, its turns, where it ended and the values there.

    `end` is an ending, the scene where nothing was open if `stuck`, or CUT.
    """

    seed: int
    turns: tuple[Turn, ...]
    end: str
    stuck: bool
    values: tuple[Value, ...]

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions by name, as in the engine's plays."""
        return self.until(len(self.turns))

    def until(self, turns: int) -> tuple[str, ...]:
        """The decisions of its first turns."""
        return tuple(full_name(turn.place, one) for turn in self.turns[:turns] for one in turn.line)


class MidPlay(NamedTuple):
    """Where a headless play is: the place, the values, the draws so far, and what goes on once an
    event is answered."""

    place: str
    values: list[Value]
    draws: int
    waiting: Waiting | None

    @classmethod
    def of(cls, ready: Headless, state: State) -> MidPlay:
        """Where a play of the engine is, without what was said at an open table."""
        waiting = ready.waiting(state.agenda)
        return cls(state.scene, list(state.values), state.draws, waiting)


class Arena:
    """Plays headless plays of one story, one after the other.

    The n-th play has the seed `seed + n`, and all picks in it depend on that alone: the result is
    the same however plays are divided among processes.
    """

    def __init__(self, ready: Headless, player: Who, seed: int) -> None:
        leans = leaning(player)
        wanted = leans.prefers if leans else ()
        self.ready = ready.story.once(_Wanting)[wanted] if wanted else ready
        self.stands = ready.story.once(_Standing)[wanted]
        self.seed = seed
        self.pick = _judging(ready.story, player) if leans is None else _leaning(leans)

    def playthrough(self, number: int) -> Playthrough:
        """The play of that number, with all its turns."""
        seed = self.seed + number
        return self.onward(MidPlay(self.ready.first, self.begun(seed), 0, None), seed)

    def begun(self, seed: int) -> list[Value]:
        """The values before the first decision."""
        values = list(self.ready.begun)
        for name, profile in drawn(self.ready.story, seed):
            values[self.ready.layout.slots[name]] = profile
        return values

    def met_first(self, number: int) -> list[Met]:
        """What the play of that number meets before its first decision."""
        ready, seed = self.ready, self.seed + number
        met = met_in(ready.story, "enter", ready.first, self.begun(seed), seed)
        return [("scene", ready.first), *met]

    def onward(self, at: MidPlay, seed: int) -> Playthrough:
        """A play from where it stands, with all turns from there; it consumes the values there."""
        ready, pick = self.ready, self.pick
        place, values, draws, waiting = at
        turns: list[Turn] = []
        while (offered := ready[place].offered) is not None:
            if len(turns) >= LONGEST:
                return Playthrough(seed, tuple(turns), CUT, False, tuple(values))
            menu = offered(values)
            if not menu.choices:
                return Playthrough(seed, tuple(turns), place, True, tuple(values))
            taken = pick(menu, values, seed, draws, len(turns))
            before, drawn_before = tuple(values), draws
            to, draws = menu.decides[taken](values, seed, draws, len(turns))
            after_it = tuple(values)
            choice = menu.choices[taken]
            name = choice.id
            met = met_in(ready.story, "take", choice.name, after_it, seed)
            met += way_taken(ready.story, choice.name, before, after_it, seed, drawn_before)
            there, draws, waiting = ready.go_on(place, to, waiting, values, seed, draws, met)
            line = ready.line(place, name, before, seed, len(turns))
            turns.append(
                Turn(place, menu.key, name, before, after_it, to or "", there, tuple(met), line)
            )
            place = there
        return Playthrough(seed, tuple(turns), place, False, tuple(values))

    def end(self, at: MidPlay, seed: int, longest: int = LONGEST, until: float = inf) -> str:
        """Where a play ends from where it stands, as in `Playthrough.end`, keeping none of its
        turns: what many plays from one moment need. It is given up after `longest` decisions.

        Raises TimeoutError if it isn't over at that moment (`perf_counter`).
        """
        pick = self.pick
        place, values, draws, waiting = at
        stand = self.stands.stand(place, values)
        for turn in range(longest):
            if not stand.onward or stand.menu is None:
                return stand.place
            if perf_counter() > until:
                raise TimeoutError
            taken = pick(stand.menu, values, seed, draws, turn)
            stand, draws, waiting = stand.onward[taken](values, seed, draws, turn, waiting)
        return CUT


def playthroughs(
    story: Story, player: Who = Player.UNIFORM, seed: int = 0
) -> Iterator[Playthrough]:
    """An endless iterator over plays of one player: take as many as you like.

    They are those that `simulate` counts; the n-th, from 0, has the seed `seed + n`, and `replay`
    repeats it with every word.
    """
    return map(Arena(headless(story), player, seed).playthrough, count())


def _any(number: int, seed: int, turn: int) -> int:
    """Any number below this one, each equally likely, from a play's seed and its turn."""
    return draw(seed + PICKS_SEED, turn) * number >> 64


class _Uniform:
    """Picks as `_any` does, by draws that are made a block at a time."""

    def __init__(self) -> None:
        self.drawn: tuple[int, int, tuple[int, ...]] = (-1, 0, ())
        """A seed, the number of a block, and its draws."""

    def pick(self, menu: Menu, _values: list[Value], seed: int, _draws: int, turn: int) -> int:
        """Pick any choice."""
        of, number, drawn = self.drawn
        if of != seed or number != turn // BLOCK:
            number = turn // BLOCK
            drawn = block(seed + PICKS_SEED, number)
            self.drawn = (seed, number, drawn)
        return drawn[turn % BLOCK] * len(menu.choices) >> 64


def goodness(gauge: Gauge) -> Callable[[int], float]:
    """The distance of a gauge's value from its bad end, as a share of its range, 0 to 1."""
    span = max(1, gauge.high - gauge.low)
    if gauge.better is Better.HIGH:
        return lambda value: (value - gauge.low) / span
    if gauge.better is Better.LOW:
        return lambda value: (gauge.high - value) / span
    middle = gauge.low + gauge.high
    return lambda value: 1 - abs(2 * value - middle) / span


def _leaning(leans: Leaning) -> Policy:
    """How somebody picks who leans to some choices."""
    if leans == Leaning():
        return _Uniform().pick
    levels: dict[tuple[str, int], tuple[tuple[int, ...], ...]] = {}

    def pick(menu: Menu, _values: list[Value], seed: int, _draws: int, turn: int) -> int:
        key = (menu.choices[0].scene, menu.key)
        known = levels.get(key)
        if known is None:
            known = levels[key] = leans.levels(menu.choices)
        line, *stances = known
        if line:
            return line[_any(len(line), seed, turn)]
        able: Sequence[int] = range(len(menu.choices))
        if menu.deals is not None and leans.deals is not None:
            others = [number for number in able if number != menu.deals]
            if not others or draw(seed + DEALS_SEED, turn) * 100 >> 64 < leans.deals:
                return menu.deals
            able = others
        liked = next(filter(None, stances), None)
        if liked and draw(seed + KEEPS_SEED, turn) * 100 >> 64 < leans.keeps:
            able = liked
        return able[_any(len(able), seed, turn)]

    return pick


class _Wanting(dict[tuple[tuple[str, str], ...], Headless]):
    """The story prepared for players who want these options in a deal, by term."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story

    def __missing__(self, wanted: tuple[tuple[str, str], ...]) -> Headless:
        matches: dict[str, list[int]] = {}

        def settle(table: Table, bargaining: Bargaining, seed: int, turn: int) -> Package:
            if table.id not in matches:
                matches[table.id] = list(wanted_in(table, wanted))
            each = matches[table.id]
            ends = bargaining.ends
            most = max(each[number] for number in ends)
            return bargaining.package(
                one_of([number for number in ends if each[number] == most], seed, turn)
            )

        return self.setdefault(wanted, Headless(self.story, settle))


class _Standing(dict[tuple[tuple[str, str], ...], Stands]):
    """The same for plays of which only the end is wanted."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story

    def __missing__(self, wanted: tuple[tuple[str, str], ...]) -> Stands:
        ready = self.story.once(_Wanting)[wanted] if wanted else headless(self.story)
        return self.setdefault(wanted, Stands(ready))


def wanted_in(table: Table, wanted: Iterable[tuple[str, str]]) -> Iterator[int]:
    """How many of the options wanted each package of a table has, in the order of their numbers."""
    by_term = dict(wanted)
    has = [[by_term.get(term.id) == one.id for one in term.options] for term in table.terms]
    return map(sum, product(*has))


def _best_by(story: Story, judge: Callable[[list[float]], float]) -> Policy:
    """A player who takes the choice that leaves the gauges best by a judgement."""
    goods = [goodness(gauge) for gauge in story.gauges.values()]

    def pick(menu: Menu, values: list[Value], seed: int, draws: int, turn: int) -> int:
        worth = []
        for decide in menu.decides:
            after = values[:]
            decide(after, seed, draws, turn)
            worth.append(
                judge([good(int(value)) for good, value in zip(goods, after, strict=False)])
            )
        best = max(worth)
        equal = [number for number, one in enumerate(worth) if one > best - ALIKE]
        return equal[_any(len(equal), seed, turn)]

    return pick


def _judging(story: Story, player: Who) -> Policy:
    """How somebody picks who works out what each choice does."""
    if player is Player.GREEDY:
        return _best_by(story, sum)
    return _best_by(story, lambda goods: min(goods, default=0))
