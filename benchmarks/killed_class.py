"""A class whose server is killed again and again while all take part: whatever a student was told
is kept must be kept. Decisions, reasons, votes and offers, each counted one by one.

What an answer acknowledges is written down as it comes, and looked for in the rows afterwards. What
was sent and not answered may be kept or not; a student sends it again until it is answered.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.class_player import AT_ONCE, ClassPlayer
from benchmarks.held_class import HeldClass, held
from benchmarks.measuring import Scale, line
from negotiator.classroom.pairs import Kind
from negotiator.classroom.room import play_number
from negotiator.classroom.rows import DecisionRow, MoveRow, ReasonRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.web.class_client import ClassClient, GoneError
from negotiator.web.scripted_students import Student

KILLS, STUDENTS, MOST_BACK_S = 100, 30, 5
BETWEEN = (0.2, 0.6)
"""Seconds between the start of a server and its end, at least and at most."""
_REASON = re.compile(r'action="/reason".*?</form>', re.DOTALL)
_FIELD = re.compile(r'name="(play|number)" value="(\d+)"')


@dataclass
class Told:
    """What was acknowledged, and what of it isn't kept, by kinds."""

    kept: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    back: list[float] = field(default_factory=list)
    """Seconds from each start of the server to the next thing that it acknowledged."""

    def count(self, kind: str, how_many: int, lost: int) -> None:
        """Count things of a kind that were acknowledged, and how many of these were lost."""
        self.kept[kind] += how_many - lost
        self.lost[kind] += lost


def run(scale: Scale) -> None:
    """Tell what was kept."""
    with tempfile.TemporaryDirectory() as name:
        kills, students = (3, 6) if scale.part > 1 else (KILLS, STUDENTS)
        asyncio.run(killed(Path(name), kills, students))


async def killed(folder: Path, kills: int, how_many: int) -> None:
    """Kill the server so often, in a class that plays alone, one that votes, and one at tables."""
    told = Told()
    third = -(-kills // 3)
    await _alone(folder / "alone", third, how_many, told)
    await _voting(folder / "voting", min(third, kills - third), how_many, told)
    await _at_tables(folder / "tables", max(0, kills - 2 * third), how_many, told)
    what = ", ".join(f"{told.kept[kind]:,} {kind}" for kind in told.kept)
    line(
        f"{len(told.back)} kills",
        f"{what} acknowledged and kept, {sum(told.lost.values())} lost; students go on within "
        f"{max(told.back):.1f} s of the start, at most {MOST_BACK_S}",
    )


class Doing:
    """A student who does one kind of thing until the kills are over."""

    def __init__(self, one: HeldClass, number: int) -> None:
        self.client = ClassClient(one.address)
        self.chance = random.Random(number)
        self.acknowledged = 0
        self.seat = 0

    async def come(self, code: str) -> None:
        """Take a seat."""
        assert await Student(self.client, code, AT_ONCE, self.chance).join()
        cookie = next(value for name, value in self.client.cookies.items() if "seat-" in name)
        self.seat = int(cookie.partition(".")[0])

    async def do(self) -> None:
        """Do it once."""
        raise NotImplementedError


async def _through(one: HeldClass, kills: int, doing: list[Any], told: Told) -> None:
    """Let students do what they do while the server is killed so often."""
    is_over = False

    async def go_on(each: Any) -> None:
        while not is_over:
            await asyncio.sleep(each.chance.uniform(0, 0.2))
            try:
                await each.do()
            except GoneError:
                return

    going = [asyncio.ensure_future(go_on(each)) for each in doing]
    for _ in range(kills):
        await asyncio.sleep(random.uniform(*BETWEEN))
        one.kill()
        one.start()
        began, before = time.monotonic(), sum(each.acknowledged for each in doing)
        while sum(each.acknowledged for each in doing) == before:
            await asyncio.sleep(0.02)
        told.back.append(time.monotonic() - began)
    is_over = True
    await asyncio.gather(*going)
    for each in doing:
        each.client.close()


async def _phase(one: HeldClass, number: int) -> ClassClient:
    """Begin a phase; gives its teacher back."""
    teacher = await one.teacher()
    await teacher.post("/board/phase", {"from": "-1", "to": str(number)})
    return teacher


# Decisions and reasons


class Alone(Doing):
    """A student who plays alone and says why where that is asked; one who has come to the end makes
    room for another."""

    def __init__(self, one: HeldClass, number: int) -> None:
        super().__init__(one, number)
        self.code = one.code
        self.player = ClassPlayer(self.client, self.chance)
        self.decided: dict[int, list[int]] = {}
        """The numbers of the decisions that were acknowledged, by the seat."""
        self.wrote: dict[tuple[int, int], str] = {}
        """What was acknowledged as a reason, by the play and the number of the decision."""

    async def do(self) -> None:
        if not self.seat:
            await self.come(self.code)
            self.player.page = ""
        due = _REASON.search(self.player.page)
        if due is not None:
            await self._write(dict(_FIELD.findall(due[0])))
            return
        before = self.player.acknowledged
        if not await self.player.decide():
            self.seat = 0
            self.client.cookies.clear()
        elif self.player.acknowledged > before:
            self.acknowledged += 1
            self.decided.setdefault(self.seat, []).append(self.player.decided)

    async def _write(self, about: dict[str, str]) -> None:
        text = f"scripted {self.chance.randrange(10**9)}"
        answer = await self.client.post("/reason", {**about, "text": text})
        if "said=kept" in answer.headers.get("location", ""):
            self.acknowledged += 1
            self.wrote[int(about["play"]), int(about["number"])] = text
        self.player.page = (await self.client.get("/play/now")).body


async def _alone(folder: Path, kills: int, how_many: int, told: Told) -> None:
    with held("homework", folder) as one:
        (await _phase(one, 0)).close()
        doing = [Alone(one, number) for number in range(how_many)]
        await _through(one, kills, doing, told)
        with SqliteStore(one.database) as store:
            made = {(row.play, row.number) for row in store.rows(DecisionRow)}
            written = {(row.play, row.number): row.text for row in store.rows(ReasonRow)}
    decided = [
        (play_number(0, seat), number)
        for each in doing
        for seat, numbers in each.decided.items()
        for number in numbers
    ]
    reasons = [found for each in doing for found in each.wrote.items()]
    told.count("decisions", len(decided), sum(one_ not in made for one_ in decided))
    told.count("reasons", len(reasons), sum(written.get(key) != text for key, text in reasons))


# Votes


class Voting(Doing):
    """A student who votes, again and again otherwise, as one may until the vote is closed."""

    ballot, choices = "", ("",)

    def __init__(self, one: HeldClass, number: int) -> None:
        super().__init__(one, number)
        self.may_be: set[str] = set()
        """What its vote may be: the last that was acknowledged, or one that was sent after it."""

    async def do(self) -> None:
        choice = self.chance.choice(self.choices)
        self.may_be.add(choice)
        answer = await self.client.post("/vote", {"ballot": self.ballot, "choice": choice})
        if "said=voted" in answer.headers.get("location", ""):
            self.acknowledged += 1
            self.may_be = {choice}


async def _voting(folder: Path, kills: int, how_many: int, told: Told) -> None:
    if not kills:
        return
    with held("one_period", folder) as one:
        teacher = await _phase(one, 1)
        ballot = (await teacher.get("/board.json")).data["vote"]["next"]
        await teacher.post("/board/open", {"ballot": ballot})
        teacher.close()
        doing = [Voting(one, number) for number in range(how_many)]
        for each in doing:
            await each.come(one.code)
        vote = (await doing[0].client.get("/seat.json")).data["vote"]
        Voting.ballot = vote["ballot"]
        Voting.choices = tuple(choice["id"] for choice in vote["choices"])
        await _through(one, kills, doing, told)
        with SqliteStore(one.database) as store:
            kept = {row.seat: row.choice for row in store.rows(VoteRow)}
    lost = sum(bool(each.acknowledged) and kept.get(each.seat) not in each.may_be for each in doing)
    told.count("votes", sum(each.acknowledged for each in doing), lost)


# Offers


class AtATable(Doing):
    """A student at a table in pairs who makes one offer after the other."""

    def __init__(self, one: HeldClass, number: int) -> None:
        super().__init__(one, number)
        self.offered: list[tuple[int, str, int]] = []
        """The offers that were acknowledged: the play, the side, and how many that side had made
        before."""

    async def do(self) -> None:
        table = (await self.client.get("/seat.json")).data["table"]
        stands: dict[str, str] = next(
            (one["package"] for one in table["offers"] if one["mine"]), {}
        )
        terms = {term["id"]: self.chance.choice(term["options"])["id"] for term in table["terms"]}
        if all(stands.get(term) == option for term, option in terms.items()):
            return  # offered again, it would be the same offer, and no new one
        about = {"play": str(table["play"]), "seen": str(table["seen"])}
        answer = await self.client.post(
            "/offer", {**about, **{f"t.{term}": option for term, option in terms.items()}}
        )
        if answer.status == 303 and "said=" not in answer.headers["location"]:
            self.acknowledged += 1
            self.offered.append((table["play"], table["side"], table["seen"]))


async def _at_tables(folder: Path, kills: int, how_many: int, told: Told) -> None:
    if not kills:
        return
    with held("one_period", folder) as one:
        doing = [AtATable(one, number) for number in range(how_many - how_many % 2)]
        for each in doing:
            await each.come(one.code)
        (await _phase(one, 3)).close()
        await _through(one, kills, doing, told)
        with SqliteStore(one.database) as store:
            rows = [row for row in store.rows(MoveRow) if row.kind == Kind.OFFER.value]
    made = {(row.play, row.side): [0] for row in rows}
    for row in rows:
        made[row.play, row.side].append(row.number)
    offered = [one_ for each in doing for one_ in each.offered]
    # An offer was made on seeing one's last, by its number: the next of that side is this one.
    lost = sum(
        seen not in (mine := made.get((play, side), [])) or mine[-1] == seen
        for play, side, seen in offered
    )
    told.count("offers", len(offered), lost)
