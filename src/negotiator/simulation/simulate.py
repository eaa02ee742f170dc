"""Many plays by one player, divided among processes and counted.

This only counts; `findings` says what the counts mean. The plays are made in arrays if numpy is
there and the story fits into them, otherwise one after the other. The counts are the same either
way.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from negotiator import system_errors
from negotiator.engine.headless import headless
from negotiator.engine.layout import Values
from negotiator.other_programs import keeps_to_own_modules, own_modules
from negotiator.simulation.players import Arena, Player, Playthrough, Who
from negotiator.simulation.tally import Tally
from negotiator.simulation.vectorized.crowd import CROWDS, Crowd
from negotiator.statespace.array_expressions import TooWideError
from negotiator.story.choice_names import full_name
from negotiator.story.model import Story

FEW = 1_024
"""Plays in one task of a process, if made one after the other."""
LARGEST_SEED = 2**62


Task = tuple[int, int]
"""The number of a first play, and how many from there on."""


def simulate(
    story: Story,
    plays: int,
    player: Who = Player.UNIFORM,
    seed: int = 0,
    *,
    processes: int | None = 1,
    progress: Callable[[int], object] = id,
) -> Tally:
    """The tally of so many plays by one player; `progress` is called with the number of plays in
    every finished batch.

    The tally is the same whatever the number of processes (None: one for each core). A script that
    asks for more than one keeps its own work under `if __name__ == "__main__"`, because each
    process imports the script again. On KeyboardInterrupt the tally has what was done by then.
    Raises ChildProcessError if a process was ended from outside.
    """
    size = _size(plays)
    number = -(-plays // size)
    tasks = _tasks(plays, size)
    processes = processes or _processes()
    tally = Tally()
    done = (
        _here(story, player, seed, tasks)
        if processes == 1 or number < 3 or not keeps_to_own_modules()
        else _shared_out(story, player, seed, tasks, min(processes, number))
    )
    try:
        for part in done:
            tally.add(part)
            progress(part.plays)
    except KeyboardInterrupt:
        pass
    finally:
        done.close()
    return tally


def playthrough(story: Story, player: Who, seed: int, number: int) -> Playthrough:
    """The play of that number of such a simulation, turn by turn."""
    return Arena(headless(story), player, seed).playthrough(number)


def _size(plays: int) -> int:
    """How many plays make one task."""
    if find_spec("numpy"):
        # In equal parts, as in a crowd.
        return max(1, -(-plays // max(1, round(plays / CROWDS))))
    return FEW


def _tasks(plays: int, size: int) -> Iterator[Task]:
    for first in range(0, plays, size):
        yield first, min(size, plays - first)


def _processes() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_Parts = Generator[Tally, None, None]


def _here(story: Story, player: Who, seed: int, tasks: Iterator[Task]) -> _Parts:
    play = playing(story, player, seed)
    for task in tasks:
        yield play(*task)


def _shared_out(
    story: Story, player: Who, seed: int, tasks: Iterator[Task], processes: int
) -> _Parts:
    """Tallies as they are done. Only a few tasks are handed out ahead, so that stopping is
    quick."""
    # Imported only here: in a browser there are no processes.
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("spawn")
    with own_modules():  # a process begins that tracks what the others share
        pool = ProcessPoolExecutor(processes - 1, context, _begin, (story, player, seed))
    going: set[Future[Tally]] = set()
    play = None
    try:
        while True:
            while len(going) < 2 * (processes - 1) and (task := next(tasks, None)) is not None:
                with own_modules(), _no_interrupts():
                    going.add(pool.submit(_work, task))
            # This process plays as well: another would have to be started.
            own = next(tasks, None)
            if own is not None:
                play = play or playing(story, player, seed)
                yield play(*own)
            elif not going:
                return
            done, going = wait(going, 0 if own else None, FIRST_COMPLETED)
            for one in done:
                yield one.result()
    except BrokenProcessPool as error:
        raise system_errors.lost_worker() from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_playing: list[Playing] = []
"""How this process plays, if it is one of several."""


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """What is started in here never sees Ctrl+C, not even while it still imports; here, one that
    comes meanwhile is held until the end."""
    if sys.platform == "win32":
        yield
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(story: Story, player: Who, seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _playing[:] = [playing(story, player, seed)]


def _work(task: Task) -> Tally:
    return _playing[0](*task)


Playing = Callable[[int, int], Tally]
"""From the number of a first play, and how many to play, to the tally."""


def playing(story: Story, player: Who, seed: int) -> Playing:
    """The best way to play the plays of a player here."""
    try:
        return Crowd(story, seed, player).play
    except (ImportError, TooWideError):
        pass
    return one_by_one(Arena(headless(story), player, seed))


def one_by_one(arena: Arena) -> Playing:
    """Play one play after the other."""
    gauges = len(arena.ready.story.gauges)

    def play(first: int, plays: int) -> Tally:
        tally = Tally()
        seen: Seen = defaultdict(list)
        for number in range(first, first + plays):
            tally.met.update(arena.met_first(number))
            _count(tally, seen, arena.playthrough(number), number, gauges)
        for where, rows in seen.items():
            for gauge, column in enumerate(zip(*rows, strict=True)):
                for value, count in Counter(column).items():
                    tally.gauges[where, gauge, int(value)] += count
        return tally

    return play


Seen = defaultdict[str, list[Values]]
"""The gauges a play had, by where."""


def _count(tally: Tally, seen: Seen, playthrough: Playthrough, number: int, gauges: int) -> None:
    """Count a play."""
    tally.ended("" if playthrough.stuck else playthrough.end, len(playthrough.turns), number)
    seen[playthrough.end].append(playthrough.values[:gauges])
    if playthrough.stuck:
        tally.stuck[playthrough.end] += 1
        tally.first.setdefault(f"?{playthrough.end}", number)
    for turn in playthrough.turns:
        name = full_name(turn.place, turn.choice)
        tally.menus[turn.place, turn.menu] += 1
        tally.taken[name] += 1
        if turn.led:
            tally.ways[name, turn.led] += 1
        for kind, met in turn.met:
            if kind == "event":
                tally.events[met] += 1
            else:
                tally.met[kind, met] += 1
        seen[turn.place].append(turn.values[:gauges])
        seen[name].append(turn.after[:gauges])
