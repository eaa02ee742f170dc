"""Scripted students, who fill a class over HTTP: for a rehearsal, for benchmarks, and for tests.

They join, vote and change their minds, bargain, play alone, answer forms and give reasons, by what
a seat may know (`/seat.json`) and by nothing else: at a table each knows only its own points, gives
way as time runs out, and takes what serves it well enough (time-dependent concession: Faratin,
Sierra and Jennings, Robotics and Autonomous Systems 24, 1998). Their reasons say that they are
scripted. Chance comes from a number, so that a class can be filled twice alike.
"""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from negotiator.narration import rehearsal as words
from negotiator.web.class_client import ClassClient, GoneError

_ONCE = re.compile(r'name="once" value="([^"]+)"')
_FORM = re.compile(r'action="/reply".*?</form>', re.DOTALL)
_WHICH = re.compile(r'name="form" value="([^"]+)"')
_RADIO = re.compile(r'name="(i\.[^"]+)" value="([^"]+)"')
_MOVES_ON, _FOLLOWS = 0.3, 0.6
"""How many vote otherwise the second time, and how many of these with most."""
_TRIES = 3

Data = dict[str, Any]


class Pace(NamedTuple):
    """How fast students are: how long they look before they do something, in seconds, at least and
    at most; and how often they look whether there is something to do."""

    least: float
    most: float
    looks: float
    talks: float
    """Seconds in which they have given way to each other at a table, if there is as much time."""


HUMAN = Pace(4, 20, 2, 420)
FAST = Pace(0.2, 1.5, 0.4, 20)


@dataclass
class Student:
    """One of them."""

    client: ClassClient
    code: str
    pace: Pace
    chance: random.Random
    voted: dict[str, str] = field(default_factory=dict)
    """What it voted for in each ballot."""
    answered: set[str] = field(default_factory=set)
    written: set[tuple[int, int]] = field(default_factory=set)
    bargainers: dict[int, Bargainer] = field(default_factory=dict)
    phase: int = -1
    done: int = 0
    """How much it has done."""

    async def join(self) -> bool:
        """Take a seat, and say whether it was let in."""
        page = (await self.client.get(f"/?code={self.code}")).body
        found = _ONCE.search(page)
        if found is None:
            return False
        answer = await self.client.post("/join", {"code": self.code, "once": found[1]})
        return answer.status == 303

    async def attend(self) -> None:
        """Take part until the class ends, or its server is gone."""
        try:
            while True:
                seen: Data = (await self.client.get("/seat.json")).data
                if not seen.get("seat") or seen["phase"]["ended"]:
                    return
                if await self.act(seen):
                    self.done += 1
                    await asyncio.sleep(self.chance.uniform(self.pace.least, self.pace.most))
                else:
                    await asyncio.sleep(self.pace.looks * self.chance.uniform(0.7, 1.3))
        except GoneError:
            return
        finally:
            self.client.close()

    async def act(self, seen: Data) -> bool:
        """Do what there is to do, and say whether there was something."""
        phase = seen["phase"]
        if phase["paused"]:
            return False
        if phase["number"] != self.phase:
            self.phase = phase["number"]
            return await self._forms()
        if seen["vote"]:
            return await self._vote(seen["vote"])
        if seen["table"]:
            return await self._bargain(seen["table"], phase["left"] or 0)
        if seen["play"]:
            return await self._play(seen["play"])
        if phase["shape"] == "pairs" and "instead" not in self.answered:
            # A partner may still come.
            self.answered.add("instead")
            await asyncio.sleep(self.pace.most)
            again: Data = (await self.client.get("/seat.json")).data
            if again["table"] is None and again["play"] is None:
                await self.client.post("/instead", {"how": "engine"})
            return True
        return False

    async def _forms(self) -> bool:
        """Answer a form, if the page has one."""
        page = _FORM.search((await self.client.get("/")).body)
        if page is None:
            return False
        which = _WHICH.search(page[0])
        items: dict[str, list[str]] = {}
        for name, value in _RADIO.findall(page[0]):
            items.setdefault(name, []).append(value)
        if which is None or which[1] in self.answered or not items:
            return False
        self.answered.add(which[1])
        given = {name: self.chance.choice(values) for name, values in items.items()}
        await self.client.post("/reply", {"form": which[1], **given})
        return True

    async def _vote(self, vote: Data) -> bool:
        """Vote once in each round: the second time mostly as before."""
        ballot, choices = vote["ballot"], [one["id"] for one in vote["choices"]]
        if not vote["open"] or ballot in self.voted or not choices:
            return False
        decision, _, turn = ballot.rpartition("-")
        before = self.voted.get(f"{decision}-1") if turn == "2" else None
        choice = self._chosen(choices)
        if before is not None and self.chance.random() > _MOVES_ON:
            choice = before
        elif before is not None and vote["counts"] and self.chance.random() < _FOLLOWS:
            counts = vote["counts"][-1]
            choice = max(counts, key=counts.__getitem__)
        self.voted[ballot] = choice
        form = {"ballot": ballot, "choice": choice}
        if vote["asks_reason"]:
            form["reason"] = self._reason()
        await self.client.post("/vote", form)
        return True

    def _chosen(self, choices: list[str]) -> str:
        """One of them: the first ones more often, as people do."""
        weights = [1 / (2 + at) for at in range(len(choices))]
        return self.chance.choices(choices, weights)[0]

    def _reason(self) -> str:
        return self.chance.choice(words.reasons())

    async def _bargain(self, table: Data, left: int) -> bool:
        """Offer, accept or leave."""
        if table["ended"]:
            return False
        mine = self.bargainers.setdefault(
            table["play"], Bargainer(self.chance, left, min(left, 1000 * self.pace.talks))
        )
        path, form = mine.move(table, left)
        if not path:
            return False
        await self.client.post(path, {"play": str(table["play"]), "sure": "yes", **form})
        return True

    async def _play(self, play: Data) -> bool:
        """Write a reason that is asked for, or decide."""
        due = play["asks_reason"]
        if due and (play["play"], due["number"]) not in self.written:
            self.written.add((play["play"], due["number"]))
            form = {"play": str(play["play"]), "number": str(due["number"])}
            await self.client.post("/reason", {**form, "text": self._reason()})
            return True
        choices = [one["id"] for one in play["choices"] if one["open"]]
        if play["ended"] or play["stopped"] or not choices:
            return False
        # At a table of the engine's: mostly take what is offered.
        likely = "accept" if "accept" in choices and self.chance.random() < 0.5 else ""
        form = {"at": play["at"], "do": likely or self._chosen(choices), "sure": "yes"}
        await self.client.post("/play/decide", form)
        return True


@dataclass
class Bargainer:
    """One side of a table between two people: it knows its own points, and how much time is
    left."""

    chance: random.Random
    first: int
    """How much time was left when it came, in milliseconds."""
    whole: float
    """In how much of it it gives way."""
    base: float = 0.0
    """What is settled already is worth to it; known from its own first offer."""
    patience: float = field(init=False)
    asked: float = field(default=1.0, init=False)
    """What it asked for in its last offer, from its limit, 0, to its best, 1."""

    def __post_init__(self) -> None:
        self.patience = self.chance.uniform(0.6, 2.5)

    def move(self, table: Data, left: int) -> tuple[str, dict[str, str]]:
        """Where to send what; nowhere if it waits."""
        offers = {one["mine"]: one for one in table["offers"]}
        mine, theirs = offers.get(True), offers.get(False)
        terms = table["terms"]
        if mine is not None:
            self.base = mine["points"] - _points(terms, mine["package"])
        packages = [
            ({term["id"]: one["id"] for term, one in zip(terms, each, strict=True)})
            for each in product(*(term["options"] for term in terms))
        ]
        worth = {tuple(one.values()): self.base + _points(terms, one) for one in packages}
        best, limit = max(worth.values()), float(table["limit"])
        # More time may have been given since it came.
        gone = min(1.0, max(0.0, (self.first - left) / max(1.0, self.whole)))
        wanted = limit + (best - limit) * max(0.0, 1 - gone**self.patience)
        if mine is None and table["may_offer"]:
            first = max(packages, key=lambda one: worth[tuple(one.values())])
            return "/offer", _offer(first, table)
        if theirs is not None and table["may_accept"]:
            is_late = gone > 0.9
            if theirs["points"] >= (limit if is_late else wanted):
                return "/accept", {"number": str(theirs["number"])}
            is_hopeless = is_late and theirs["points"] < limit - 10
            if table["may_leave"] and is_hopeless and self.chance.random() < 0.2:
                return "/leave", {}
        share = (wanted - limit) / max(1.0, best - limit)
        if not table["may_offer"] or share > self.asked - 0.08:
            return "", {}
        self.asked = share
        good = [one for one in packages if worth[tuple(one.values())] >= wanted] or packages
        return "/offer", _offer(max(good, key=lambda one: _alike(one, theirs)), table)


def _points(terms: list[Data], package: dict[str, str]) -> float:
    """What the open terms of a package are worth."""
    return sum(
        float(one["points"])
        for term in terms
        for one in term["options"]
        if package[term["id"]] == one["id"]
    )


def _offer(package: dict[str, str], table: Data) -> dict[str, str]:
    terms = {f"t.{term}": option for term, option in package.items()}
    return {"seen": str(table["seen"]), **terms}


def _alike(package: dict[str, str], theirs: Data | None) -> int:
    """On how many terms a package is what the other side offered."""
    if theirs is None:
        return 0
    return sum(theirs["package"].get(term) == option for term, option in package.items())


async def attended(
    address: str, code: str, how_many: int, pace: Pace, seed: int = 1
) -> list[Student]:
    """Let so many join and take part until the class ends, and give them back with what they
    did."""
    students = [
        Student(ClassClient(address), code, pace, random.Random(f"{seed} {number}"))
        for number in range(how_many)
    ]

    async def come(one: Student) -> None:
        # Not all in the same moment; whoever isn't let in at once tries again.
        await asyncio.sleep(one.chance.uniform(0, pace.most))
        for _ in range(_TRIES):
            if await one.join():
                await one.attend()
                return
            await asyncio.sleep(pace.looks)

    await asyncio.gather(*(come(one) for one in students), return_exceptions=False)
    return students
