"""What it takes to hold a class: thirty who come at once, a thousand who play at human pace, a
pause that all see, and kills of the server in full play, after which nothing acknowledged may be
missing.

`negotiator class start` serves in a process of its own, over SQLite as it stands on a laptop; its
processor time and its memory are the system's count. Latency is by the clock, with everything else
that this machine does. Linux only.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from statistics import median, quantiles

from benchmarks.held_class import HeldClass, held
from benchmarks.measuring import Scale, line
from negotiator.classroom.plays import standing
from negotiator.classroom.rows import DecisionRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.web.class_client import ClassClient, GoneError
from negotiator.web.scripted_students import Pace, Student

JOIN, MOST_JOIN_MS, MOST_MB = 30, 300, 60
STUDENTS, SECONDS, THINKING = 1_000, 600, 25.0
"""How many play, for how long, and how long each thinks on average."""
MOST_CPU_MS, MOST_P95_MS, MOST_MB_MANY = 4, 50, 80
MOST_PAUSE_MS = 1_000
KILLS, MOST_BACK_S = 100, 5
_FORM = re.compile(r'<form method="post" action="(decide|bargain)".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_BUTTON = re.compile(r'<button name="do" value="([^"]*)"')
_ASIDE = ("hold", "alone", "theirs", "ours", "weigh", "either")
"""Buttons of a table that decide nothing."""
AT_ONCE = Pace(0, 0, 0.2, 60)


def run(scale: Scale) -> None:
    """Tell all of it."""
    if not Path("/proc/self/stat").exists():
        line("left out", "the processor time of another process is read from Linux")
        return
    is_small = scale.part > 1
    playing = (12, 2.0, 0.3) if is_small else (STUDENTS, SECONDS, THINKING)
    with tempfile.TemporaryDirectory() as name:
        with held("homework", Path(name)) as one:
            asyncio.run(_joining(one))
            asyncio.run(_pausing(one))
            asyncio.run(_played(one, *playing))
        asyncio.run(_killed(Path(name), *((1, 6) if is_small else (KILLS, 30))))


@dataclass
class Played:
    """A student who plays alone by its page, as a browser does: a form, and the page after it."""

    client: ClassClient
    chance: random.Random
    page: str = ""
    acknowledged: int = 0
    latencies: list[float] = field(default_factory=list)
    errors: int = 0

    async def come(self, code: str) -> float:
        """Join, and say how many milliseconds the first page took from the address on."""
        began = time.monotonic()
        is_in = await Student(self.client, code, AT_ONCE, self.chance).join()
        assert is_in, "the class let nobody in"
        self.page = (await self.client.get("/")).body
        return 1000 * (time.monotonic() - began)

    async def decide(self) -> bool:
        """Decide at random, and say whether that was possible."""
        form = _FORM.search(self.page)
        if form is None:
            self.page = (await self.client.get("/play/now")).body
            form = _FORM.search(self.page)
        if form is None:
            return False
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(form[0])}
        does = [unescape(one) for one in _BUTTON.findall(form[0]) if one not in _ASIDE]
        began = time.monotonic()
        sent = {**hidden, "do": self.chance.choice(does), "sure": "yes"}
        answer = await self.client.post(f"/play/{form[1]}", sent)
        if answer.status != 303:
            self.errors += 1
            return True
        self.acknowledged += 1
        after = await self.client.get(answer.headers["location"].partition("#")[0])
        self.errors += after.status >= 400
        self.page = after.body
        self.latencies.append(1000 * (time.monotonic() - began))
        return True


async def _begin(one: HeldClass) -> ClassClient:
    """Let the class begin its first phase."""
    teacher = await one.teacher()
    await teacher.post("/board/phase", {"from": "-1", "to": "0"})
    return teacher


async def _joining(one: HeldClass) -> None:
    students = [Played(ClassClient(one.address), random.Random(at)) for at in range(JOIN)]
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

    students = [Played(ClassClient(one.address), random.Random(at)) for at in range(JOIN)]
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


async def _played(one: HeldClass, how_many: int, seconds: float, thinking: float) -> None:
    students = [Played(ClassClient(one.address), random.Random(at)) for at in range(how_many)]
    ends = time.monotonic() + seconds

    async def play(each: Played) -> None:
        await asyncio.sleep(each.chance.uniform(0, thinking))
        await each.come(one.code)
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
        f"with the page after it and joining, at most {MOST_CPU_MS}; {median(times):.0f} ms "
        f"in the middle, 95 of 100 within {p95:.0f} ms, at most {MOST_P95_MS}; "
        f"{one.megabytes():.0f} MB, at most {MOST_MB_MANY}",
    )
    for each in students:
        each.client.close()


async def _killed(folder: Path, kills: int, how_many: int) -> None:
    with held("homework", folder / "killed") as one:
        teacher = await _begin(one)
        students = [Played(ClassClient(one.address), random.Random(at)) for at in range(how_many)]
        await asyncio.gather(*(each.come(one.code) for each in students))
        is_over = False

        async def play(each: Played) -> None:
            while not is_over:
                await asyncio.sleep(each.chance.uniform(0, 0.2))
                try:
                    if not await each.decide():
                        return
                except GoneError:
                    each.errors += 1

        playing = [asyncio.ensure_future(play(each)) for each in students]
        back = []
        for _ in range(kills):
            await asyncio.sleep(random.uniform(0.2, 0.6))
            one.kill()
            one.start()
            began, before = time.monotonic(), sum(each.acknowledged for each in students)
            while (
                not all(each.done() for each in playing)
                and sum(each.acknowledged for each in students) == before
            ):
                await asyncio.sleep(0.02)
            back.append(time.monotonic() - began)
        is_over = True
        await asyncio.gather(*playing)
        acknowledged = sum(each.acknowledged for each in students)
        with SqliteStore(one.database) as store:
            rows = store.rows(DecisionRow, class_id=one.class_id)
        kept = len(standing(rows))
        line(
            f"{kills} kills",
            f"{acknowledged:,} decisions acknowledged, {kept:,} kept, "
            f"{max(0, acknowledged - kept)} lost; students go on within {max(back):.1f} s of the "
            f"start, at most {MOST_BACK_S}",
        )
        for each in students:
            each.client.close()
        teacher.close()
