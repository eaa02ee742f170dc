"""Whether a hundred tables in one story cost more than a hundred stories of one table each: what it
takes to read and check them, to play them with words, and to play them in arrays.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.measuring import Scale, Work, floor, in_turns, line, ratio
from benchmarks.workloads import decisions, in_arrays
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.simulation.players import Player
from negotiator.story.loading import load

TABLES = 100
FEW_TABLES = 4
TERMS, OPTIONS = 4, 5
PLAYS = 10
PLAYS_AT_ONCE = 2_000

_HEAD = """
story: {id: tables, title: Tables, format: 1, version: 1, start: begin, minutes: 5}
gauges: {town: {label: Town, start: 50, better: high, bands: {0: Low, 50: High}}}
endings: {over: {title: Over, outcome: over, text: Over.}}
scenes:
  begin:
    title: Begin
    text: Here.
    choices:
      - {id: go, text: Go, goto: t0}
tables:
"""


def story_of(tables: int) -> str:
    """A story of so many tables one after the other, each over terms of its own."""
    return _HEAD + "".join(_table(number, number + 1 == tables) for number in range(tables))


def _table(number: int, is_last: bool) -> str:
    random = Random(number)
    to = "over" if is_last else f"t{number + 1}"
    lines = [
        f"  t{number}:",
        "    title: Table",
        "    text: Here.",
        "    rounds: 4",
        "    ours: {name: We, reservation: 30}",
        "    theirs: {name: They, voice: She, reservation: 30, pace: 50, patience: 2, firm: 20}",
        "    terms:",
    ]
    for term in range(TERMS):
        weights = f"{{ours: {random.randint(5, 40)}, theirs: {random.randint(5, 40)}}}"
        last = OPTIONS - 1
        lines += [
            f"      m{number}_{term}:",
            f"        label: Term {term}",
            f"        weight: {weights}",
            f"        opens: {{ours: o0, theirs: o{last}}}",
            "        options:",
        ]
        for option in range(OPTIONS):
            ours, theirs = 100 - 100 * option // last, 100 * option // last
            effects = f"{{town: {'+' if option % 2 else '-'}{option + 1} because of that}}"
            worths = f"ours: {ours}, theirs: {theirs}, effects: {effects}"
            lines.append(f"          o{option}: {{text: Option {option}, {worths}}}")
    closes = [f"{how}: {{goto: {to}}}" for how in ("deal", "leave", "walkout")]
    return "\n".join([*lines, *(f"    {one}" for one in closes), ""])


def run(scale: Scale) -> None:
    """Tell how many times as long each takes."""
    tables = TABLES if scale.part == 1 else FEW_TABLES
    floor(f"the same for a story of one table, {tables} times")
    plays, at_once = scale.of(PLAYS, 2), scale.of(PLAYS_AT_ONCE, 50)
    with tempfile.TemporaryDirectory() as home:
        files = [Path(home) / f"{number}.yaml" for number in (1, tables)]
        for file, number in zip(files, (1, tables), strict=True):
            file.write_text(story_of(number), encoding="utf-8")
        one, many = map(load, files)
        works: dict[str, tuple[Work, Work]] = {
            "read and checked": (partial(diagnose, files[0]), partial(diagnose, files[1])),
            "played with words": (partial(decisions, one, plays), partial(decisions, many, plays)),
            "played in arrays": (
                partial(in_arrays, one, Player.UNIFORM, at_once),
                partial(in_arrays, many, Player.UNIFORM, at_once),
            ),
        }
        for name, pair in works.items():
            alone, together = in_turns(pair, scale.rounds)
            line(name, f"{ratio(together, [tables * taken for taken in alone])} of their sum")
