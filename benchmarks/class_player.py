"""A student of a class who plays alone at random, as a browser does: for benchmarks of classes."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from benchmarks.page_forms import filled
from negotiator.web.class_client import ClassClient
from negotiator.web.scripted_students import Pace, Student

AT_ONCE = Pace(0, 0, 0.2, 60)


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
        form = filled(self.page, self.chance)
        if form is None:
            self.page = (await self.client.get("/play/now")).body
            form = filled(self.page, self.chance)
        if form is None:
            return False
        began = time.monotonic()
        answer = await self.client.post(f"/play/{form.action}", form.fields)
        if answer.status != 303:
            self.errors += 1
            return True
        self.acknowledged += 1
        self.decided = int(form.fields["at"].partition("-")[0]) + 1
        after = await self.client.get(answer.headers["location"].partition("#")[0])
        self.errors += after.status >= 400
        self.page = after.body
        self.latencies.append(1000 * (time.monotonic() - began))
        return True
