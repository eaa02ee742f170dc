"""Which decisions of a finished play brought about its ending: ending probability added.

After sport's win probability added: the chance of the ending that was reached, right after a
decision, less the mean of that chance after the other choices that were open then. What follows is
played many times by the human-like player (`players.Player.HUMAN`), with fresh luck; a table counts
as one decision. It asks the author's model of the world, and a player who knows nothing of it; it
isn't what would have happened.

All decisions are measured with a few plays each; the best are measured again with fresh plays that
had no part in choosing them, so that the result isn't just the luck of having been chosen. All
seeds come from the play: the answer is always the same.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from hashlib import blake2b
from time import perf_counter
from typing import Any, NamedTuple

from negotiator.engine import Play, Step, options
from negotiator.engine.headless import Decide, Headless, Menu, headless
from negotiator.engine.layout import Value
from negotiator.engine.state import State
from negotiator.engine.table_debrief import agreed
from negotiator.narration.play import where_decided
from negotiator.narration.turning_points import LastWord, Turned, TurnedAt, what_was_chosen
from negotiator.simulation.players import Arena, MidPlay, Player

SCREENED = 64
"""Plays that first measure each decision's alternatives."""
REPLAYED = 400
"""Fresh plays that measure those of the best decisions."""
BEST = 3
"""Decisions that are measured again."""
MOST_SCREENED = 40
"""Decisions that are screened with that many plays; of a longer play each gets fewer, but never
fewer than `FEWEST`."""
FEWEST = 8
MOST_MADE = 2_000_000
"""Decisions that all continued plays may make together when decisions are screened, and again when
the best are measured: of a long play, or one with many alternatives, they are given up sooner."""
LONGEST = 400
"""Decisions after which a continued play is given up, however long the finished play was."""
MOST_OTHERS = 10
"""Other alternatives that are each measured with as many plays as the one that was taken; if there
are more, they share those of so many. Only their mean counts, and it rests on as many plays."""
ALL_SECONDS, PLAY_SECONDS = 30.0, 2.0
"""Seconds of work, and of one continued play, after which nothing is counted: some twenty times
what a play of a common story takes. Where tables have hundreds of thousands of packages, or a
choice has hundreds of effects, the number of decisions says little."""
PAUSE = 0.02
"""Seconds between two pauses for whoever has something else to do meanwhile."""
DOUBT = 0.10
"""How far the difference of two such chances may be off, for some thirty decisions at once: the
standard error of a difference of two shares of 400 plays is 0.035 at most, and the largest of
thirty such stays within 2.9 of that 19 times in 20 (Bonferroni)."""


_PATIENCE = 40
"""Decisions after which a continued play is given up, and as many again for every ten decisions of
the finished play: a player going in circles reaches no ending, and so all plays take a bounded
time."""


class Alternative(NamedTuple):
    """A possible decision: its choice by id, its words as it was offered (none for a table, whose
    `choice` is how it may close), and the chance of the ending that was reached, from 0 to 1, in
    plays that go on from there."""

    choice: str
    text: str
    chance: float


class TurningPoint(NamedTuple):
    """A decision and what it did to the chance of the ending that was reached.

    `number` is that of the decision in the play, from 0; for a table, that of the decision that
    closed it. `place` is the scene, event or table where it was made, by id.
    """

    number: int
    place: str
    taken: Alternative
    others: tuple[Alternative, ...]

    @property
    def probability_added(self) -> float:
        """Ending probability added, from -1 to 1."""
        return self.taken.chance - sum(one.chance for one in self.others) / len(self.others)


class TurningPoints(NamedTuple):
    """The decisions that made an ending, strongest first, each clear of doubt; and the last word,
    if a decision could have ended the play at once in another way."""

    ending: str
    points: tuple[TurningPoint, ...]
    last_word: int | None
    """The number of that decision."""
    is_counted: bool = True
    """Whether plays went on from its decisions: not where that takes too long, and then there are
    no points."""


class _Work:
    """The time that is worked, without the pauses in between."""

    def __init__(self) -> None:
        self.spent = 0.0
        self.began = perf_counter()

    @property
    def until(self) -> float:
        """When the next play must have ended."""
        return perf_counter() + PLAY_SECONDS

    def goes_on(self) -> Iterator[None]:
        """Pause if it is time. Raises TimeoutError once it has taken too long."""
        now = perf_counter()
        if now - self.began > PAUSE:
            self.spent += now - self.began
            if self.spent > ALL_SECONDS:
                raise TimeoutError
            yield
            self.began = perf_counter()


class _Fork(NamedTuple):
    """A decision of the play that had an alternative: the state before it, what was taken in the
    end, what else was open, and how to do each."""

    number: int
    before: State
    step: Step
    menu: Menu
    taken: int
    decides: tuple[Decide, ...]


def turning_points(play: Play) -> TurningPoints:
    """The decisions that made the ending of a finished play.

    Raises ValueError if it hasn't ended.
    """
    working = in_slices(play)
    while True:
        try:
            next(working)
        except StopIteration as done:
            found: TurningPoints = done.value
            return found


def in_slices(play: Play) -> Generator[None, None, TurningPoints]:
    """The same, with short pauses, so that a screen or a server stays alive."""
    ending = play.ending
    if ending is None:
        raise ValueError("only a finished play has turning points")
    work, able, last = _Work(), list[_Fork](), list[_Fork]()
    arena = Arena(headless(play.story), Player.HUMAN, 0)
    points: tuple[TurningPoint, ...] | None = None
    last_word: int | None = None
    try:
        for one in _forks(play, arena.ready):
            (last if _could_end_otherwise(arena.ready, one, ending.id) else able).append(one)
            yield from work.goes_on()
        last_word = last[-1].number if last else None  # not before all were looked at
        each = SCREENED * MOST_SCREENED // max(1, len(able) + len(last))
        each = max(FEWEST, min(SCREENED, each))
        points = yield from _strongest(arena, play, able, each, work)
    except TimeoutError:
        pass
    return TurningPoints(ending.id, points or (), last_word, is_counted=points is not None)


def _strongest(
    arena: Arena, play: Play, able: list[_Fork], each: int, work: _Work
) -> Generator[None, None, tuple[TurningPoint, ...]]:
    """The decisions that made the ending, clear of doubt, of those that could not have ended the
    play at once in another way; `each` is how many plays first measure one of them."""
    screened = yield from _measured(arena, play, able, each, work)
    best = sorted(screened, key=lambda one: (-one.probability_added, one.number))[:BEST]
    chosen = {one.number for one in best}
    again = yield from _measured(
        arena, play, [one for one in able if one.number in chosen], REPLAYED, work
    )
    told = (one for one in again if one.probability_added > DOUBT)
    return tuple(sorted(told, key=lambda one: -one.probability_added))


def as_data(play: Play) -> dict[str, Any]:
    """A play and what made its ending, ready for JSON. A play without an ending has an empty
    `ending` and no turning points."""
    found = turning_points(play) if play.ending is not None else TurningPoints("", (), None)
    return {
        "story": play.story.id,
        "seed": play.seed,
        "decisions": list(play.decisions),
        "ending": found.ending,
        "turning_points": [
            {
                "decision": one.number,
                "place": one.place,
                "added": one.probability_added,
                "taken": {"choice": one.taken.choice, "chance": one.taken.chance},
                "others": [{"choice": an.choice, "chance": an.chance} for an in one.others],
            }
            for one in found.points
        ],
        "last_word": found.last_word,
        "counted": found.is_counted,
    }


def told(play: Play, found: TurningPoints) -> Turned:
    """The turning points of a play for its debrief."""
    return Turned(
        tuple(
            TurnedAt(
                one.number,
                where_decided(play.story, play.steps[one.number]),
                what_was_chosen(play, one.number),
                one.taken.chance,
                one.taken.chance - one.probability_added,
            )
            for one in found.points
        ),
        None
        if found.last_word is None
        else LastWord(found.last_word, what_was_chosen(play, found.last_word)),
        found.is_counted,
    )


def _forks(play: Play, ready: Headless) -> Iterator[_Fork]:
    """The decisions that had an alternative; all talks at a table count as one."""
    before: State | None = None
    for number, step in enumerate(play.steps):
        before = before or step.before._replace(talks=())
        if step.before.scene in play.story.tables and not step.closing:
            continue
        offered = ready[before.scene].offered
        assert offered is not None, "nothing is decided in an ending"
        menu = offered(list(before.values))
        name = step.closing or step.option.id
        ids = [choice.id for choice in menu.choices]
        if len(ids) > 1 and name in ids:
            taken = ids.index(name)
            decides = list(menu.decides)
            decides[taken] = _as_it_was(ready, step, decides[taken])
            yield _Fork(number, before, step, menu, taken, tuple(decides))
        before = None


def _as_it_was(ready: Headless, step: Step, decide: Decide) -> Decide:
    """How to repeat what was decided: a deal is on the package that was agreed on."""
    package = agreed(ready.story, step)
    if package is None:
        return decide
    table = ready.program.table(step.before.scene)
    follows = ready.decide(step.taken)

    def deal(values: list[Value], seed: int, draws: int, turn: int) -> tuple[str | None, int]:
        table.settle(package, values, [])
        return follows(values, seed, draws, turn)

    return deal


def _could_end_otherwise(ready: Headless, fork: _Fork, ended: str) -> bool:
    """Whether something else that was open leads straight to an ending, and to no way on and not to
    the ending that was reached."""
    others = ready.story.endings.keys() - {ended}
    open_then = (one for number, one in enumerate(fork.menu.choices) if number != fork.taken)
    ways = (ready.rules.leads(one).keys() for one in open_then)
    return any(to and to <= others for to in ways)


def _measured(
    arena: Arena, play: Play, forks: list[_Fork], plays: int, work: _Work
) -> Generator[None, None, list[TurningPoint]]:
    """What each of these decisions added, in so many plays for each alternative."""
    each = [_plays(one, plays) for one in forks]
    longest = min(LONGEST, _PATIENCE + _PATIENCE * len(play.steps) // 10)
    longest = max(1, min(longest, MOST_MADE // max(1, sum(map(sum, each)))))
    found = []
    for fork, numbers in zip(forks, each, strict=True):
        found.append((yield from _added(arena, play, fork, numbers, longest, work)))
    return found


def _plays(fork: _Fork, plays: int) -> list[int]:
    """How many plays measure each alternative, if the one that was taken is measured with so
    many."""
    number_of_others = len(fork.menu.choices) - 1
    shared = plays * MOST_OTHERS // max(MOST_OTHERS, number_of_others)
    others = max(min(FEWEST, plays), shared)
    return [plays if n == fork.taken else others for n in range(number_of_others + 1)]


def _added(
    arena: Arena, play: Play, fork: _Fork, plays: list[int], longest: int, work: _Work
) -> Generator[None, None, TurningPoint]:
    """The chances of the ending that was reached after each alternative, in so many plays each,
    given up after so many decisions."""
    ended = play.state.scene
    is_table = fork.before.scene in play.story.tables
    offered = () if is_table else options(play.story, fork.before)
    texts = {option.id: option.text for option in offered if isinstance(option.text, str)}
    found = []
    for number, choice in enumerate(fork.menu.choices):
        first, reached = _seed(play, fork, choice.id, plays[fork.taken]), 0
        for seed in range(first, first + plays[number]):
            after = _after(arena.ready, fork, number, seed)
            reached += arena.end(after, seed, longest, work.until) == ended
            yield from work.goes_on()
        chance = reached / plays[number]
        found.append(Alternative(choice.id, texts.get(choice.id, ""), chance))
    taken = found.pop(fork.taken)
    return TurningPoint(fork.number, fork.before.scene, taken, tuple(found))


def _seed(play: Play, fork: _Fork, choice: str, plays: int) -> int:
    """The first seed for some plays: arbitrary, but always the same for a play."""
    lately = (step.decision for step in play.steps[-LONGEST:])
    key = "\n".join([f"{play.seed} {fork.number} {choice} {plays}", *lately])
    return int.from_bytes(blake2b(key.encode(), digest_size=7).digest())


def _after(ready: Headless, fork: _Fork, number: int, seed: int) -> MidPlay:
    """Where a play stands after deciding on that alternative."""
    place, values, draws, waiting = MidPlay.of(ready, fork.before)
    to, draws = fork.decides[number](values, seed, draws, fork.number)
    place, draws, waiting = ready.go_on(place, to, waiting, values, seed, draws, [])
    return MidPlay(place, values, draws, waiting)
