"""A student of a class who plays alone at random, as a browser does: for benchmarks of classes."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field
from html import unescape

from negotiator.web.class_client import ClassClient
from negotiator.web.scripted_students import Pace, Student

AT_ONCE = Pace(0, 0, 0.2, 60)
_FORM = re.compile(r'<form method="post" action="(decide|bargain)".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_BUTTON = re.compile(r'<button name="do" value="([^"]*)"')
_ASIDE = ("hold", "alone", "theirs", "ours", "weigh", "either")
"""Buttons of a table that decide nothing."""


@dataclass
class ClassPlayer:
    """A student who plays alone by its page, as a browser does: a form, and the page after it."""

    client: ClassClient
    chance: random.Random
    page: str = ""
    acknowledged: int = 0
    decided: int = 0
    """The number of the last decision that was acknowledged."""
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
        self.decided = int(hidden["at"].partition("-")[0]) + 1
        after = await self.client.get(answer.headers["location"].partition("#")[0])
        self.errors += after.status >= 400
        self.page = after.body
        self.latencies.append(1000 * (time.monotonic() - began))
        return True
