"""A story as plain Python functions: the floor of what the engine does.

Reads the YAML of the stories here by itself, and only what they have: gauges from 0 to 100,
counters, flags, `visits()`, effects of one kind each, ways on by conditions, pools of which one
event comes. Nothing is checked, kept, explained or given back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COUNT = re.compile(r"visits\((\w+)\)")
_WORD = re.compile(r"[a-z_]\w*")

Values = list[Any]
Test = Callable[[Values], bool]


Choice = tuple[Test | None, Callable[[Values], int], str, str]
"""A choice: whether it is open, what does it and gives the number of the place it leads to, its
outcome, its name if it can be taken but once. Plain tuples are the least that a choice can be."""


class Closures:
    """A story, compiled. `play_told` makes a play with its texts, `play` one without."""

    def __init__(self, path: Path) -> None:
        story = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
        start = {name: int(gauge["start"]) for name, gauge in story["gauges"].items()}
        start |= {name: int(one.get("start", 0)) for name, one in story.get("counters", {}).items()}
        start |= dict.fromkeys(story.get("flags", {}), False)
        start |= {f"visits({name})": 0 for name in story["scenes"]}
        self.slots = {name: number for number, name in enumerate(start)}
        self.gauges = frozenset(story["gauges"])
        self.begun: Values = list(start.values())
        self.events = story.get("events", {})
        self.numbers = {name: number for number, name in enumerate(story["scenes"])}
        self.numbers |= dict.fromkeys(story["endings"], -1)
        self.first = self.numbers[story["story"]["start"]]
        scenes = story["scenes"].items()
        enters = [(self._enter(name, one), self._text(one["text"])) for name, one in scenes]
        choices = [self._choices(name, one) for name, one in scenes]
        silent = (_function(lines, "v, random") for lines, _ in enters)
        telling = (_function([*lines, f"return {text}"], "v, random") for lines, text in enters)
        self.silent = list(zip(silent, choices, strict=True))
        self.telling = list(zip(telling, choices, strict=True))

    def play_told(self, seed: int) -> int:
        """Make a play with every text; how many decisions it took."""
        random, places = Random(seed).random, self.telling
        v, used, decisions, here = self.begun[:], set(), 0, self.first
        while here >= 0:
            tell, choices = places[here]
            text = tell(v, random)
            able = [c for c in choices if (c[0] is None or c[0](v)) and not (c[3] and c[3] in used)]
            _, do, outcome, once = able[int(random() * len(able))]
            if once:
                used.add(once)
            here = do(v)
            text = outcome
            decisions += 1
        assert text is not None
        return decisions

    def play(self, seed: int) -> int:
        """Make a play without texts; how many decisions it took."""
        random, places = Random(seed).random, self.silent
        v, used, decisions, here = self.begun[:], set(), 0, self.first
        while here >= 0:
            enter, choices = places[here]
            enter(v, random)
            able = [c for c in choices if (c[0] is None or c[0](v)) and not (c[3] and c[3] in used)]
            _, do, _, once = able[int(random() * len(able))]
            if once:
                used.add(once)
            here = do(v)
            decisions += 1
        return decisions

    def _enter(self, name: str, scene: dict[str, Any]) -> list[str]:
        """Lines that count a scene and let one event of its pool come, by weight."""
        lines = [f"v[{self.slots[f'visits({name})']}] += 1"]
        pool = scene.get("draw", {}).get("pool")
        events = [event for event in self.events.values() if event["pool"] == pool]
        if events:
            lines.append(f"thrown = random() * {sum(int(event['weight']) for event in events)}")
        before = 0
        for event in events:
            before += int(event["weight"])
            does = self._effects(event.get("effects", {})) or ["pass"]
            word = "if" if before == int(event["weight"]) else "elif"
            lines += [f"{word} thrown < {before}:", *(f"    {one}" for one in does)]
        return lines

    def _text(self, text: Any) -> str:
        """Source of the text of a scene."""
        parts = []
        for passage in [text] if isinstance(text, str) else text:
            if isinstance(passage, str):
                parts.append(repr(passage + "\n"))
            else:
                words, when = passage["text"] + "\n", self._source(passage["when"])
                parts.append(f"({words!r} if {when} else '')")
        return " + ".join(parts)

    def _choices(self, scene: str, data: dict[str, Any]) -> list[Choice]:
        return [
            (
                _function([f"return {self._source(one['when'])}"]) if "when" in one else None,
                _function([*self._effects(one.get("effects", {})), *self._ways(one["goto"])]),
                one.get("outcome", ""),
                f"{scene}.{one['id']}" if one.get("once") else "",
            )
            for one in data["choices"]
        ]

    def _source(self, expression: str) -> str:
        """An expression as Python source over the values `v`."""
        counted = _COUNT.sub(lambda found: f"v[{self.slots[found[0]]}]", str(expression))
        return _WORD.sub(
            lambda found: f"v[{self.slots[found[0]]}]" if found[0] in self.slots else found[0],
            counted,
        )

    def _effects(self, effects: dict[str, Any]) -> list[str]:
        lines = []
        for name, amount in effects.items():
            value = f"v[{self.slots[name]}]"
            if isinstance(amount, bool):
                lines.append(f"{value} = {amount}")
            elif str(amount).endswith("%"):
                share = int(amount[:-1])
                toward = f"(100 - {value})" if share > 0 else value
                lines.append(f"{value} += ({toward} * {abs(share)} + 50) // 100 * {_sign(share)}")
            elif name in self.gauges:
                lines.append(f"{value} = max(0, min(100, {value} + {int(amount)}))")
            else:
                lines.append(f"{value} += {int(amount)}")
        return lines

    def _ways(self, goto: Any) -> list[str]:
        ways = [{"to": goto}] if isinstance(goto, str) else goto
        return [
            (f"if {self._source(way['when'])}: " if "when" in way else "")
            + f"return {self.numbers[way['to']]}"
            for way in ways
        ]


def _sign(number: int) -> int:
    return 1 if number > 0 else -1


def _function(lines: list[str], takes: str = "v") -> Any:
    made: dict[str, Any] = {}
    exec(f"def made({takes}):\n" + "".join(f"    {one}\n" for one in lines), made)
    return made["made"]


def many(play: Callable[[int], int], plays: int) -> Callable[[], int]:
    """The work of making so many plays; it gives back their decisions."""
    return partial(_many, play, plays)


def _many(play: Callable[[int], int], plays: int) -> int:
    return sum(play(seed) for seed in range(plays))
