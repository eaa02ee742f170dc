"""What many plays showed: endings, choices, gauges, what was never reached, guards that hardly
split.

Made from a tally; a finding claims no more than that something was seen, or wasn't reached in so
many plays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from math import sqrt
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.simulation.people import (
    EpilogueSeen,
    Heard,
    PromiseSeen,
    arguments,
    epilogues,
    promises,
)
from negotiator.simulation.players import CUT, Playthrough, Who
from negotiator.simulation.probabilities import Likelihood
from negotiator.simulation.simulate import playthrough
from negotiator.simulation.tally import Tally
from negotiator.simulation.texts_seen import TellingSeen, tellings_seen
from negotiator.statespace.tellings import Telling
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read
from negotiator.story.model import Choice, Ending, Event, Scene, Story

PERCENTILES = (5, 25, 50, 75, 95)
LOPSIDED = 0.95
"""A guard that holds, or fails, at least this often hardly decides anything."""
ENOUGH_VISITS = 100
"""Below this many visits nothing is said of a guard."""
RARE = 0.05
"""For endings below this share an odd play is shown, the rarest ones first."""
MOST_ODD = 8
ENOUGH_TURNS = 40
"""Decisions shown of a play that only goes in circles."""


class Share(NamedTuple):
    """A share of plays, with its 95 % confidence interval."""

    seen: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself."""
        return self.seen / self.of if self.of else 0.0


def wilson(count: int, of: int, z: float = 1.959964) -> Share:
    """A share with its score interval.

    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), 209-212. Unlike the textbook interval it stays
    within 0..1 and is useful for shares near either end.
    """
    if not of:
        return Share(0, 0, 0.0, 1.0)
    share = count / of
    squared = z * z / of
    middle = share + squared / 2
    spread = z * sqrt(share * (1 - share) / of + squared / (4 * of))
    low = max(0.0, (middle - spread) / (1 + squared)) if count else 0.0
    high = min(1.0, (middle + spread) / (1 + squared)) if count < of else 1.0
    return Share(count, of, low, high)


class EndingSeen(NamedTuple):
    """An ending and how many plays reached it; `exact` is a lower bound of its probability."""

    ending: Ending
    share: Share
    exact: float | None


class ChoiceSeen(NamedTuple):
    """How often a choice's place came up, and the choice was open, taken, and shown closed."""

    choice: Choice
    came_up: int
    open: int
    taken: int
    closed: int


class GaugesSeen(NamedTuple):
    """A gauge's percentiles (PERCENTILES) in a place."""

    place: str
    visits: int
    by_gauge: dict[str, tuple[int, ...]]


class Dry(NamedTuple):
    """What no play reached: ids in the story's order."""

    scenes: tuple[str, ...]
    endings: tuple[str, ...]
    events: tuple[str, ...]
    choices: tuple[str, ...]
    """Choices never taken, in places that were reached."""
    tellings: tuple[Telling, ...]
    """Texts and ways never met, though what they belong to was."""


class Lopsided(NamedTuple):
    """A comparison of a gauge with a number that hardly splits, and a number that would.

    `where` is the place or choice after which it is evaluated; `holds` and `would_hold` are shares
    of `asked` visits.
    """

    where: str
    condition: str
    holds: float
    asked: int
    instead: str
    would_hold: float


class Why(Enum):
    """Why a play is worth looking at."""

    NOTHING_OPEN = "stuck"
    ENDLESS = "endless"
    SHORTEST = "shortest"
    LONGEST = "longest"
    RARE = "rare"


class Odd(NamedTuple):
    """A play worth looking at, and why: where it is stuck, if known, or the rare ending that so
    many plays reached."""

    why: Why
    play: Playthrough
    place: str = ""
    plays: int = 0


@dataclass(frozen=True)
class Findings:
    """What the plays of one player showed."""

    story: Story
    player: Who
    seed: int
    asked: int
    tally: Tally
    exact: Likelihood | None
    endings: tuple[EndingSeen, ...]
    choices: tuple[ChoiceSeen, ...]
    gauges: tuple[GaugesSeen, ...]
    dry: Dry
    lopsided: tuple[Lopsided, ...]
    odd: tuple[Odd, ...]
    arguments: tuple[Heard, ...]
    promises: tuple[PromiseSeen, ...]
    epilogues: tuple[EpilogueSeen, ...]
    tellings: tuple[TellingSeen, ...]
    """Texts, lines at tables and ways."""


def find(
    story: Story,
    player: Who,
    seed: int,
    asked: int,
    tally: Tally,
    exact: Likelihood | None = None,
) -> Findings:
    """The findings of a tally of such plays."""
    endings = [
        EndingSeen(
            ending,
            wilson(tally.ends[ending.id], tally.plays),
            None if exact is None else exact.ends.get(ending.id, 0.0),
        )
        for ending in story.endings.values()
    ]
    endings.sort(key=lambda one: -one.share.seen)
    seen = tellings_seen(story, player, seed, tally)
    return Findings(
        story,
        player,
        seed,
        asked,
        tally,
        exact,
        tuple(endings),
        tuple(_choices(story, tally)),
        tuple(_gauges(story, tally)),
        _dry(story, tally, seen),
        tuple(_lopsided(story, tally)),
        tuple(_odd(story, player, seed, tally)),
        arguments(story, tally),
        promises(story, tally),
        epilogues(story, tally),
        seen,
    )


def _choices(story: Story, tally: Tally) -> Iterator[ChoiceSeen]:
    menus: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for (met, menu), count in tally.menus.items():
        menus[met].append((menu, count))
    places: list[Scene | Event] = [*story.scenes.values(), *story.events.values()]
    for place in places:
        came_up = sum(count for _, count in menus[place.id])
        for number, choice in enumerate(place.choices):
            open_ = sum(count for key, count in menus[place.id] if key >> number & 1)
            closed = came_up - open_ if choice.locked is not None else 0
            yield ChoiceSeen(choice, came_up, open_, tally.taken[choice.name], closed)


def percentile(values: Counter[int], share: float) -> int:
    """The least value such that at least this share of all lies at or below it (nearest rank)."""
    wanted = share * values.total()
    below = 0
    for value in sorted(values):
        below += values[value]
        if below >= wanted:
            return value
    return max(values)


def _by_gauge(story: Story, tally: Tally) -> dict[str, dict[str, Counter[int]]]:
    """How often each gauge had each value, by where."""
    names = list(story.gauges)
    found: dict[str, dict[str, Counter[int]]] = {}
    for (where, number, value), count in tally.gauges.items():
        found.setdefault(where, {}).setdefault(names[number], Counter())[value] += count
    return found


def by_date(story: Story) -> list[str]:
    """The scenes by their dates; one without a date stays behind the one before it, and those of
    one day keep the order of the files."""
    dates: dict[str, date] = {}
    last = date.min
    for name, scene in story.scenes.items():
        last = dates[name] = scene.date or last
    return sorted(dates, key=dates.__getitem__)


def _gauges(story: Story, tally: Tally) -> Iterator[GaugesSeen]:
    seen = _by_gauge(story, tally)
    for place in (*by_date(story), *story.endings):
        if place in seen:
            values = seen[place]
            yield GaugesSeen(
                place,
                next(iter(values.values())).total(),
                {
                    gauge: tuple(percentile(values[gauge], one / 100) for one in PERCENTILES)
                    for gauge in story.gauges
                },
            )


def _dry(story: Story, tally: Tally, seen: Iterable[TellingSeen]) -> Dry:
    reached = {place for place, _ in tally.menus} | set(tally.ends) | set(tally.stuck)
    return Dry(
        tuple(one for one in story.scenes if one not in reached),
        tuple(one for one in story.endings if one not in reached),
        tuple(one for one in story.events if not tally.events[one]),
        tuple(
            name
            for name, choice in story.choices.items()
            if choice.scene in reached and not tally.taken[name]
        ),
        tuple(one.telling for one in seen if one.is_dry),
    )


def _lopsided(story: Story, tally: Tally) -> Iterator[Lopsided]:
    """Comparisons that hardly split, in the guards of choices and of ways on."""
    made = rules(story)
    seen = _by_gauge(story, tally)
    done = set()
    for choice in story.choices.values():
        guards = [(choice.scene, guard) for guard in made.offer(choice).guards]
        guards += [(choice.name, way.when) for way in made.branch(choice.name).ways]
        for where, guard in guards:
            if where not in seen:
                continue
            for gauge, sign, number in _comparisons(guard):
                values = seen[where].get(gauge)
                if values is None or values.total() < ENOUGH_VISITS:
                    continue
                holds = _holding(values, sign, number)
                key = (where, gauge, sign, number)
                if 1 - LOPSIDED < holds < LOPSIDED or key in done:
                    continue
                done.add(key)
                instead = min(
                    range(min(values), max(values) + 2),
                    key=lambda one: abs(_holding(values, sign, one) - 0.5),
                )
                would = _holding(values, sign, instead)
                if 1 - LOPSIDED < would < LOPSIDED:
                    yield Lopsided(
                        where,
                        f"{gauge} {sign} {number}",
                        holds,
                        values.total(),
                        f"{gauge} {sign} {instead}",
                        would,
                    )


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _comparisons(node: Node) -> Iterator[tuple[str, str, int]]:
    """Each `gauge < 60` in an expression, whichever way round it is written."""
    match node:
        case Comparison((sign,), (Read(name), Literal(int(number)))) if sign in _TURNED:
            yield name, sign, number
        case Comparison((sign,), (Literal(int(number)), Read(name))) if sign in _TURNED:
            yield name, _TURNED[sign], number
        case Operation(parts=parts):
            for part in parts:
                yield from _comparisons(part)


def _holding(values: Counter[int], sign: str, number: int) -> float:
    """The share of the values for which the comparison holds."""
    match sign:
        case "<":
            held = (count for value, count in values.items() if value < number)
        case "<=":
            held = (count for value, count in values.items() if value <= number)
        case ">":
            held = (count for value, count in values.items() if value > number)
        case _:
            held = (count for value, count in values.items() if value >= number)
    return sum(held) / values.total()


def _odd(story: Story, player: Who, seed: int, tally: Tally) -> Iterator[Odd]:
    """The shortest and the longest play, the stuck and the endless, and one of each rare ending."""
    wanted: list[tuple[int, Why, str]] = []
    wanted += [(tally.first[f"?{one}"], Why.NOTHING_OPEN, one) for one in sorted(tally.stuck)]
    if "" in tally.first and not tally.stuck:
        wanted.append((tally.first[""], Why.NOTHING_OPEN, ""))
    if CUT in tally.first:
        wanted.append((tally.first[CUT], Why.ENDLESS, ""))
    if tally.shortest and tally.longest:
        wanted.append((tally.shortest[1], Why.SHORTEST, ""))
        wanted.append((tally.longest[1], Why.LONGEST, ""))
    rare = sorted(
        (count, end)
        for end, count in tally.ends.items()
        if end in story.endings and count < RARE * tally.plays
    )
    wanted += [(tally.first[end], Why.RARE, end) for _, end in rare[:MOST_ODD]]
    for number, why, place in wanted:
        played = playthrough(story, player, seed, number)
        if played.end == CUT:
            played = played._replace(turns=played.turns[:ENOUGH_TURNS])
        yield Odd(why, played, place, tally.ends[place] if why is Why.RARE else 0)
