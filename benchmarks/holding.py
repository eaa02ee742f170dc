"""What it takes to hold a class: thirty who come at once, a pause that all see, and a thousand who
play at human pace. `python -m benchmarks.holding 100 120` lets a hundred play for two minutes.

`negotiator class start` serves in a process of its own, over SQLite as it stands on a laptop; its
processor time and its memory are the system's count. Latency is by the clock, with everything else
that this machine does. Linux only.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks.bare_server import OF_CLASS, bare
from benchmarks.class_player import ClassPlayer
from benchmarks.held_class import HeldClass, held
from benchmarks.in_step import AT_ONCE, Players
from benchmarks.measuring import Scale, line, ratio
from negotiator.web.class_client import ClassClient

JOIN, MOST_JOIN_MS, MOST_MB = 30, 300, 60
STUDENTS, SECONDS, THINKING = 1_000, 600, 25.0
"""How many play, for how long, and how long each thinks on average."""
MOST_CPU_MS, MOST_P95_MS, MOST_MB_MANY = 4, 50, 80
MOST_PAUSE_MS = 1_000
IN_STEP = 20
"""How often each of those decides who keep step, in each turn."""


def run(scale: Scale) -> None:
    """Tell all of it."""
    if not Path("/proc/self/stat").exists():
        line("left out", "the processor time of another process is read from Linux")
        return
    hold(*((12, 2.0, 0.3) if scale.part > 1 else (STUDENTS, SECONDS, THINKING)))


def hold(students: int, seconds: float, thinking: float = THINKING) -> None:
    """Hold a class in which so many play for so long."""
    with (
        tempfile.TemporaryDirectory() as name,
        held("homework", Path(name)) as one,
        bare() as least,
    ):
        asyncio.run(_joining(one))
        asyncio.run(_pausing(one))
        asyncio.run(_in_step(one, least, 5 if students >= STUDENTS else 1))
        asyncio.run(_played(one, students, seconds, thinking))


async def _begin(one: HeldClass) -> ClassClient:
    """Let the class begin its first phase."""
    teacher = await one.teacher()
    await teacher.post("/board/phase", {"from": "-1", "to": "0"})
    return teacher


async def _joining(one: HeldClass) -> None:
    students = [ClassPlayer(ClassClient(one.address), random.Random(at)) for at in range(JOIN)]
    before = one.seconds()
    times = await asyncio.gather(*(each.come(one.code) for each in students))
    spent = 1000 * (one.seconds() - before)
    line(
        f"{JOIN} join at once",
        f"slowest first page {max(times):.0f} ms, at most {MOST_JOIN_MS}; {spent:.0f} CPU-ms for "
        f"all; {one.megabytes():.0f} MB, at most {MOST_MB}",
    )
    for each in students:
        each.client.close()


async def _pausing(one: HeldClass) -> None:
    teacher = await _begin(one)
    seen: list[float] = []

    async def watch(client: ClassClient) -> None:
        marks = client.events("/live")
        await anext(marks)
        ready.release()
        await anext(marks)
        seen.append(time.monotonic())
        await marks.aclose()  # type: ignore[attr-defined]

    students = [ClassPlayer(ClassClient(one.address), random.Random(at)) for at in range(JOIN)]
    await asyncio.gather(*(each.come(one.code) for each in students))
    ready = asyncio.Semaphore(0)
    watching = [asyncio.ensure_future(watch(each.client)) for each in students]
    for _ in students:
        await ready.acquire()
    await asyncio.sleep(1)  # whatever the last to come changed has been told
    began = time.monotonic()
    await teacher.post("/board/pause", {})
    await asyncio.gather(*watching)
    line(
        f"a pause, seen by {JOIN}",
        f"within {1000 * (max(seen) - began):.0f} ms, at most {MOST_PAUSE_MS}",
    )
    for each in students:
        each.client.close()
    await teacher.post("/board/run", {})
    teacher.close()


async def _in_step(one: HeldClass, least: Players, rounds: int) -> None:
    """What a decision costs where nobody thinks, as a ratio: milliseconds are another machine's."""
    students = [ClassPlayer(ClassClient(one.address), random.Random(at)) for at in range(AT_ONCE)]
    await asyncio.gather(*(each.come(one.code) for each in students))

    async def decide(at: int) -> None:
        for _ in range(IN_STEP):
            if not await students[at].decide():
                students[at].client.close()
                students[at] = ClassPlayer(ClassClient(one.address), random.Random(at + AT_ONCE))
                await students[at].come(one.code)
                await students[at].decide()

    costs: list[tuple[float, float]] = []
    for turn in range(rounds + 1):
        before = one.seconds()
        await asyncio.gather(*map(decide, range(AT_ONCE)))
        spent = 1000 * (one.seconds() - before) / (AT_ONCE * IN_STEP)
        if turn or rounds == 1:  # templates are compiled in the first
            costs.append((spent, least.cost(AT_ONCE * IN_STEP)))
    each = ratio(*zip(*costs, strict=True))
    line(
        f"a decision, {AT_ONCE} in step",
        f"{each} times the least that a server of plays can be (`bare_server`), "
        f"{median(ours for ours, _ in costs):.1f} CPU-ms; at most {OF_CLASS:.2f}, which was "
        f"{MOST_CPU_MS} CPU-ms",
    )
    for student in students:
        student.client.close()


async def _played(one: HeldClass, how_many: int, seconds: float, thinking: float) -> None:
    students = [ClassPlayer(ClassClient(one.address), random.Random(at)) for at in range(how_many)]

    async def come(each: ClassPlayer) -> None:
        await asyncio.sleep(each.chance.uniform(0, thinking))
        await each.come(one.code)

    await asyncio.gather(*map(come, students))
    ends = time.monotonic() + seconds

    async def play(each: ClassPlayer) -> None:
        while time.monotonic() < ends:
            await asyncio.sleep(each.chance.expovariate(1 / thinking))
            if not await each.decide():
                return

    before = one.seconds()
    await asyncio.gather(*map(play, students))
    spent = one.seconds() - before
    made = sum(each.acknowledged for each in students)
    times = sorted(each for one_ in students for each in one_.latencies)
    errors = sum(each.errors for each in students)
    p95 = quantiles(times, n=20)[-1] if len(times) > 1 else 0.0
    line(
        f"{how_many:,} students, {seconds:.0f} s",
        f"{made:,} decisions, {errors} errors; {1000 * spent / max(1, made):.1f} CPU-ms each "
        f"with the page after it, at most {MOST_CPU_MS}; {median(times):.0f} ms "
        f"in the middle, 95 of 100 within {p95:.0f} ms, at most {MOST_P95_MS}; "
        f"{one.megabytes():.0f} MB, at most {MOST_MB_MANY}",
    )
    for each in students:
        each.client.close()


if __name__ == "__main__":
    hold(int(sys.argv[1]), float(sys.argv[2]))
