"""Four players who know nothing of the story: how each picks among the open choices.

The uniform one takes any open choice, each equally likely. The human-like one does too, but reaches
a deal at most tables where one is possible, as people do. The greedy one looks at what each choice
itself does to the gauges (not at what follows) and takes the one that leaves the sum of all gauges
nearest to their good ends. The cautious one takes the one whose worst gauge ends least bad. If
several are equally good, chance decides among them.

All gauges weigh the same: each counts by the share of its range that separates it from its bad end,
0 to 1; for a gauge that is best in the middle both ends are bad.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from itertools import count
from typing import NamedTuple

from negotiator.engine.chance import draw
from negotiator.engine.headless import Headless, Menu, headless
from negotiator.engine.layout import Value
from negotiator.engine.meetings import met_in, way_taken
from negotiator.engine.profiles import drawn
from negotiator.engine.rounds import Waiting
from negotiator.engine.state import State
from negotiator.engine.transitions import Met
from negotiator.story.choice_names import full_name
from negotiator.story.model import Better, Gauge, Story

LONGEST = 2_000
"""Decisions after which a play is given up, because the player is going in circles."""
CUT = "…"
"""The pseudo-ending of plays that were given up."""
PICKS_SEED = 1 << 63
"""Added to a play's seed for the player's picks, which are not draws of the play."""
DEALS_SEED = 7 << 61
"""The same for whether a human-like player reaches a deal."""
DEALS = 88
"""At how many of a hundred tables where a deal is possible a human-like player reaches one."""


class Player(Enum):
    """The kind of player."""

    UNIFORM = "uniform"
    HUMAN = "human"
    GREEDY = "greedy"
    CAUTIOUS = "cautious"


Pick = Callable[[Menu, list[Value], int, int, int], int]
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


class Course(NamedTuple):
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

    def __init__(self, ready: Headless, player: Player, seed: int) -> None:
        self.ready = ready
        self.seed = seed
        self.pick = PICKS[player](ready.story)

    def course(self, number: int) -> Course:
        """The play of that number, with all its turns."""
        seed = self.seed + number
        values = list(self.ready.begun)
        for name, profile in drawn(self.ready.story, seed):
            values[self.ready.layout.slots[name]] = profile
        return self.onward(MidPlay(self.ready.first, values, 0, None), seed)

    def onward(self, at: MidPlay, seed: int) -> Course:
        """A play from where it stands, with all turns from there; it consumes the values there."""
        ready, pick = self.ready, self.pick
        place, values, draws, waiting = at
        turns: list[Turn] = []
        while (offered := ready[place].offered) is not None:
            if len(turns) >= LONGEST:
                return Course(seed, tuple(turns), CUT, False, tuple(values))
            menu = offered(values)
            if not menu.choices:
                return Course(seed, tuple(turns), place, True, tuple(values))
            taken = pick(menu, values, seed, draws, len(turns))
            before, drawn_before = tuple(values), draws
            to, draws = menu.decides[taken](values, seed, draws, len(turns))
            after_it = tuple(values)
            choice = menu.choices[taken]
            name = choice.id
            met = met_in(ready.story, "take", choice.name, after_it)
            met += way_taken(ready.story, choice.name, before, after_it, seed, drawn_before)
            there, draws, waiting = ready.go_on(place, to, waiting, values, seed, draws, met)
            line = ready.line(place, name, before, seed, len(turns))
            turns.append(
                Turn(place, menu.key, name, before, after_it, to or "", there, tuple(met), line)
            )
            place = there
        return Course(seed, tuple(turns), place, False, tuple(values))

    def end(self, at: MidPlay, seed: int, longest: int = LONGEST) -> str:
        """Where a play ends from where it stands, as in `Course.end`, keeping none of its turns:
        what many plays from one moment need. It is given up after `longest` decisions."""
        ready, pick = self.ready, self.pick
        place, values, draws, waiting = at
        for turn in range(longest):
            offered = ready[place].offered
            if offered is None:
                return place
            menu = offered(values)
            if not menu.choices:
                return place
            taken = pick(menu, values, seed, draws, turn)
            to, draws = menu.decides[taken](values, seed, draws, turn)
            place, draws, waiting = ready.go_on(place, to, waiting, values, seed, draws, [])
        return CUT


def courses(story: Story, player: Player = Player.UNIFORM, seed: int = 0) -> Iterator[Course]:
    """An endless iterator over plays of one player: take as many as you like.

    They are those that `simulate` counts; the n-th, from 0, has the seed `seed + n`, and `replay`
    repeats it with every word.
    """
    return map(Arena(headless(story), player, seed).course, count())


def _any(number: int, seed: int, turn: int) -> int:
    """Any number below this one, each equally likely, from a play's seed and its turn."""
    return draw(seed + PICKS_SEED, turn) * number >> 64


def goodness(gauge: Gauge) -> Callable[[int], float]:
    """The distance of a gauge's value from its bad end, as a share of its range, 0 to 1."""
    span = max(1, gauge.high - gauge.low)
    if gauge.better is Better.HIGH:
        return lambda value: (value - gauge.low) / span
    if gauge.better is Better.LOW:
        return lambda value: (gauge.high - value) / span
    middle = gauge.low + gauge.high
    return lambda value: 1 - abs(2 * value - middle) / span


def _uniform(_: Story) -> Pick:
    return lambda menu, _values, seed, _draws, turn: _any(len(menu.choices), seed, turn)


def _human(_: Story) -> Pick:
    def pick(menu: Menu, _values: list[Value], seed: int, _draws: int, turn: int) -> int:
        deals = menu.deals
        if deals is None:
            return _any(len(menu.choices), seed, turn)
        others = [number for number in range(len(menu.choices)) if number != deals]
        if not others or draw(seed + DEALS_SEED, turn) * 100 >> 64 < DEALS:
            return deals
        return others[_any(len(others), seed, turn)]

    return pick


def _best_by(story: Story, judge: Callable[[list[float]], float]) -> Pick:
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
        equal = [number for number, one in enumerate(worth) if one > best - 1e-9]
        return equal[_any(len(equal), seed, turn)]

    return pick


PICKS: dict[Player, Callable[[Story], Pick]] = {
    Player.UNIFORM: _uniform,
    Player.HUMAN: _human,
    Player.GREEDY: lambda story: _best_by(story, sum),
    Player.CAUTIOUS: lambda story: _best_by(story, lambda goods: min(goods, default=0)),
}
"""How each player picks, given the story."""
