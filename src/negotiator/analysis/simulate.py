"""Many plays by one player, shared out among processes and counted.

Counts only; what they mean is for `findings`. The first plays are watched turn by turn, the
rest of the uniform player's go through the fast loop: endings and choices are counted in all
plays, gauges and ways in those that were watched.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from typing import NamedTuple

from negotiator.analysis.players import BLOCK, CUT, Arena, Course, Player
from negotiator.engine.headless import headless
from negotiator.engine.program import Values
from negotiator.story.model import Story

WATCHED = 8_192
"""The plays of the uniform player that are watched; the other players' all are."""
TASK = 16 * BLOCK
"""Plays that a process does at a time."""
LARGEST_SEED = 2**62


@dataclass
class Tally:
    """What was counted. A place is a scene or an event with choices, by its id."""

    plays: int = 0
    watched: int = 0
    decisions: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    """By ending; CUT for plays given up."""
    stuck: Counter[str] = field(default_factory=Counter)
    """Watched plays that came to a place where nothing was open, by that place."""
    lengths: Counter[int] = field(default_factory=Counter)
    """By the number of decisions."""
    menus: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By place and which of its choices were open (a bit for each)."""
    taken: Counter[str] = field(default_factory=Counter)
    """By choice, `scene.choice`."""
    events: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By choice and where its `goto` pointed; watched plays only."""
    gauges: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    """By where, gauge (its number) and value; watched plays only. Where is a place, an ending,
    or a choice: right after its effects."""
    first: dict[str, int] = field(default_factory=dict)
    """The first play that came to each end; stuck ones by `?` and the place."""
    shortest: tuple[int, int] | None = None
    """Decisions and number of the shortest play that came to an ending."""
    longest: tuple[int, int] | None = None

    def ended(self, end: str, decisions: int, number: int, plays: int = 1) -> None:
        """Count plays that ended like this; `number` is that of the first."""
        self.plays += plays
        self.decisions += decisions * plays
        self.ends[end] += plays
        self.lengths[decisions] += plays
        self.first[end] = min(number, self.first.get(end, number))
        if end and end != CUT:
            self._outdo((decisions, number), (decisions, number))

    def add(self, other: Tally) -> None:
        """Count what another tally has too."""
        self.plays += other.plays
        self.watched += other.watched
        self.decisions += other.decisions
        for name in ("ends", "stuck", "lengths", "menus", "taken", "events", "ways", "gauges"):
            getattr(self, name).update(getattr(other, name))
        for end, number in other.first.items():
            self.first[end] = min(number, self.first.get(end, number))
        if other.shortest and other.longest:
            self._outdo(other.shortest, other.longest)

    def _outdo(self, shortest: tuple[int, int], longest: tuple[int, int]) -> None:
        self.shortest = min(self.shortest or shortest, shortest)
        old = self.longest or longest
        self.longest = max(old, longest, key=lambda one: (one[0], -one[1]))


class Task(NamedTuple):
    """Plays from `first` on; if `watched`, turn by turn."""

    first: int
    plays: int
    watched: bool


def simulate(
    story: Story,
    plays: int,
    player: Player = Player.UNIFORM,
    seed: int = 0,
    *,
    processes: int | None = None,
    watched: int = WATCHED,
    told: Callable[[int], object] = id,
) -> Tally:
    """Play that many plays; `told` hears of every batch that is done.

    The tally is the same whatever the number of processes (None: one for each core). On
    KeyboardInterrupt it has what was done by then.
    """
    tasks = list(_tasks(plays, player, watched))
    processes = processes or _cores()
    tally = Tally()
    done = (
        _here(story, player, seed, tasks)
        if processes == 1 or len(tasks) < 3
        else _shared_out(story, player, seed, tasks, min(processes, len(tasks)))
    )
    try:
        for part in done:
            tally.add(part)
            told(part.plays)
    except KeyboardInterrupt:
        pass
    finally:
        done.close()
    return tally


def course(story: Story, player: Player, seed: int, number: int) -> Course:
    """The play of that number of such a simulation, turn by turn."""
    return Arena(headless(story), player, seed).course(number)


def _tasks(plays: int, player: Player, watched: int) -> Iterator[Task]:
    first = 0
    while first < plays:
        is_watched = player is not Player.UNIFORM or first < watched
        size = min(TASK // 4 if is_watched else TASK, plays - first)
        yield Task(first, size, is_watched)
        first += size


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_Parts = Generator[Tally, None, None]


def _here(story: Story, player: Player, seed: int, tasks: list[Task]) -> _Parts:
    arena = Arena(headless(story), player, seed)
    for task in tasks:
        yield played(arena, task)


def _shared_out(
    story: Story, player: Player, seed: int, tasks: list[Task], processes: int
) -> _Parts:
    """Tallies as they are done. Few tasks are handed out ahead, so that stopping is quick."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _begin, (story, player, seed))
    rest = iter(tasks)
    going: set[Future[Tally]] = set()
    try:
        while True:
            while len(going) < 2 * processes and (task := next(rest, None)) is not None:
                going.add(pool.submit(_work, task))
            if not going:
                return
            done, going = wait(going, return_when=FIRST_COMPLETED)
            for one in done:
                yield one.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_arena: list[Arena] = []
"""The arena of this process, when it is one of several."""


def _begin(story: Story, player: Player, seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _arena[:] = [Arena(headless(story), player, seed)]


def _work(task: Task) -> Tally:
    return played(_arena[0], task)


def played(arena: Arena, task: Task) -> Tally:
    """Do a task."""
    tally = Tally()
    stop = task.first + task.plays
    events: list[str] = []
    ends: list[tuple[str, int]] = []
    seen: Seen = defaultdict(list)
    gauges = len(arena.ready.story.gauges)
    for first in range(task.first, stop, BLOCK):
        number = min(BLOCK, stop - first)
        picks = arena.picks(first // BLOCK)
        if task.watched:
            for one in range(first, first + number):
                _watch(tally, seen, arena.watch(one, picks), one, gauges)
        else:
            ends += arena.run(first, number, picks, events)
    firsts = dict(zip(reversed(ends), reversed(range(task.first, stop)), strict=False))
    for like, plays in Counter(ends).items():
        tally.ended(*like, firsts[like], plays)
    tally.events.update(events)
    for where, rows in seen.items():
        for gauge, column in enumerate(zip(*rows, strict=True)):
            for value, count in Counter(column).items():
                tally.gauges[where, gauge, int(value)] += count
    for place, stop_there in arena.ready.items():
        for key, menu in stop_there.menus.items():
            if any(menu.counts):
                tally.menus[place, key] += sum(menu.counts)
                for choice, count in zip(menu.choices, menu.counts, strict=False):
                    tally.taken[choice.name] += count
                menu.counts[:] = [0] * menu.size
    return tally


Seen = defaultdict[str, list[Values]]
"""The gauges a play had, by where."""


def _watch(tally: Tally, seen: Seen, course: Course, number: int, gauges: int) -> None:
    """Count a watched play."""
    tally.watched += 1
    tally.ended("" if course.stuck else course.end, len(course.turns), number)
    seen[course.end].append(course.values[:gauges])
    if course.stuck:
        tally.stuck[course.end] += 1
        tally.first.setdefault(f"?{course.end}", number)
    for turn in course.turns:
        name = f"{turn.place}.{turn.choice}"
        tally.menus[turn.place, turn.menu] += 1
        tally.taken[name] += 1
        if turn.led:
            tally.ways[name, turn.led] += 1
        for event in turn.events:
            tally.events[event] += 1
        seen[turn.place].append(turn.values[:gauges])
        seen[name].append(turn.after[:gauges])
