"""A story played by NumPy alone, all plays in one scene together: the floor of plays in arrays.

Reads the YAML of `six_gauges` by itself, and only what it has: gauges from 0 to 100, flags, whether
a scene was visited, effects that add or set, pools of which one event comes. Picks are thrown in
32 bits; nothing is checked, kept or counted but the endings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ATOM = re.compile(r"(not )?(?:visits\((?P<visits>\w+)\)|(?P<name>\w+))(?: ([<>=]+) (\d+))?")
Array = Any
Rows = dict[str, Array]
Does = list[tuple[str, int | bool]]


class BareArrays:
    """A story; `play` makes plays and says how many decisions they took."""

    def __init__(self, path: Path) -> None:
        story = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
        scenes, events = story["scenes"], story.get("events", {})
        self.numbers = {name: number for number, name in enumerate(scenes)}
        self.first = self.numbers[story["story"]["start"]]
        self.gauges = {name: int(gauge["start"]) for name, gauge in story["gauges"].items()}
        self.flags = list(story["flags"])
        self.read: set[str] = set()
        self.choices = [
            [self._choice(one) for one in scene["choices"]] for scene in scenes.values()
        ]
        self.draws = [self._draw(scene, events) for scene in scenes.values()]
        self.visits = [name if name in self.read else "" for name in scenes]

    def play(self, plays: int, seed: int = 1) -> int:
        """Make so many plays to their ends; how many decisions they took."""
        random = np.random.default_rng(seed)
        rows: Rows = {name: np.full(plays, start, np.int8) for name, start in self.gauges.items()}
        rows |= {name: np.zeros(plays, bool) for name in (*self.flags, *self.read)}
        waiting = {self.first: [np.arange(plays, dtype=np.uint32)]}
        decisions = 0
        while waiting:
            scene = min(waiting)
            at = np.concatenate(waiting.pop(scene))
            decisions += len(at)
            if self.visits[scene]:
                rows[self.visits[scene]][at] = True
            for share, does in self.draws[scene]:
                _do(rows, at[random.random(len(at), dtype=np.float32) < share], does)
            choices = self.choices[scene]
            able = [True if test is None else test(rows, at) for test, _, _ in choices]
            number = sum((np.uint8(1) * one for one in able), np.zeros(len(at), np.uint8))
            picked = (random.random(len(at), dtype=np.float32) * number).astype(np.uint8)
            before = np.zeros(len(at), np.uint8)
            for one, (_, does, to) in zip(able, choices, strict=True):
                some = at[one & (before == picked)]
                before += one
                _do(rows, some, does)
                if to >= 0 and len(some):
                    waiting.setdefault(to, []).append(some)
        return decisions

    def _choice(
        self, one: dict[str, Any]
    ) -> tuple[Callable[[Rows, Array], Array] | None, Does, int]:
        test = None if "when" not in one else self._test(one["when"])
        return test, _effects(one), self.numbers.get(one["goto"], -1)

    def _test(self, when: str) -> Callable[[Rows, Array], Array]:
        """A condition, as a function of the rows and of which plays are meant."""
        sources = []
        for atom in when.split(" and "):
            found = _ATOM.fullmatch(atom)
            assert found is not None, f"this isn't read here: {when}"
            if found["visits"]:
                self.read.add(found["visits"])
                sources.append(f"~rows[{found['visits']!r}][at]")
            else:
                sign = "~" if found[1] else ""
                compared = f" {found[4]} {found[5]}" if found[4] else ""
                sources.append(f"({sign}rows[{found['name']!r}][at]{compared})")
        made: Callable[[Rows, Array], Array] = eval(f"lambda rows, at: {' & '.join(sources)}")
        return made

    def _draw(self, scene: dict[str, Any], events: dict[str, Any]) -> list[tuple[float, Does]]:
        """The events of a scene that do anything, each with its share."""
        pool = scene.get("draw", {}).get("pool")
        drawn = [one for one in events.values() if one["pool"] == pool]
        total = sum(int(one["weight"]) for one in drawn)
        return [(int(one["weight"]) / total, _effects(one)) for one in drawn if "effects" in one]


def _effects(one: dict[str, Any]) -> Does:
    return [
        (name, amount if isinstance(amount, bool) else int(amount))
        for name, amount in one.get("effects", {}).items()
    ]


def _do(rows: Rows, at: Array, does: Does) -> None:
    """Do effects in some plays."""
    for name, amount in does:
        row = rows[name]
        if isinstance(amount, bool):
            row[at] = amount
        else:
            row[at] = np.clip(row[at].astype(np.int16) + amount, 0, 100)
