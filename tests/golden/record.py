"""Records what the engine does now: `python -m tests.golden.record "the reason"`.

The reason is kept with the record: which rule changed, and who asked for it. With `--stories` the
stories are copied again, too; without it only what is done with them is recorded again. Saves stay
as they were first written, so that they can be read for ever: only `--only saves` writes them
again; otherwise only what they reopen to is recorded.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.golden import checking, counting, keeping, playing, reopening
from tests.golden.making import random_stories

CHECKED = ("random/small", "random/full", "random/eventful")
COUNTED = 60
"""Random stories whose plays are counted: those that don't go in circles."""
MOST_CHECKED = 45
"""How many random stories of each kind are checked: those for which everything is decided early."""
SOON = 4_000.0
"""The effort within which a check must decide everything."""


PARTS = ("plays", "verdicts", "tallies", "reports", "saves", "reopened")


def main() -> int:
    """Record everything, if a reason is given."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.record", description=__doc__)
    parser.add_argument("reason", help="why what was recorded is right no more; kept for good")
    parser.add_argument("--stories", action="store_true", help="take the stories anew, too")
    parser.add_argument("--only", choices=PARTS, help="record only this part")
    asked = parser.parse_args()
    reason = " ".join(asked.reason.split())
    if len(reason.split()) < 4:
        parser.error("say in a sentence which rule changed and why: it is kept for good")
    if asked.stories:
        keeping.pack(dict(keeping.stories_of_the_tree()) | random_stories())
    with tempfile.TemporaryDirectory() as folder:
        keeping.unpack(Path(folder))
        record(Path(folder), anew=asked.stories, only=asked.only)
    with keeping.REASONS.open("a", encoding="utf-8") as file:
        file.write(f"{date.today().isoformat()} {reason}\n")
    return 0


def record(folder: Path, *, anew: bool, only: str | None) -> None:
    """Record every part, or only one, for the stories in a folder; which stories the expensive
    parts cover is decided again with `anew`, or stays as it was."""
    stories = {name: load(folder / name) for name in keeping.names()}
    checked = _to_check(folder) if anew else list(keeping.read("verdicts"))
    counted = _to_count(stories) if anew else list(keeping.read("tallies"))
    named = {name: story for name, story in stories.items() if _kind(name) in ("pact", "tests")}
    parts: dict[str, Callable[[], Iterable[tuple[str, Any]]]] = {
        "plays": lambda: ((name, _plays(story, name)) for name, story in stories.items()),
        "verdicts": lambda: ((name, checking.verdicts(folder / name)) for name in checked),
        "tallies": lambda: ((name, counting.tallies(stories[name], name)) for name in counted),
        "reports": lambda: ((name, counting.reported(one, name)) for name, one in named.items()),
        "saves": lambda: _saves(named),
        "reopened": lambda: _reopened(stories),
    }
    for part, entries in parts.items():
        if part == only or (only is None and part != "saves"):
            _keep("saves" if part == "reopened" else part, entries())


def _keep(part: str, entries: Iterable[tuple[str, Any]]) -> None:
    print(f"== {part}", flush=True)
    keeping.write(part, dict(entries))


def _kind(name: str) -> str:
    return name.partition("/")[0]


def _plays(story: Story, name: str) -> list[str]:
    return [playing.play_hashes(story, name, number) for number in range(playing.PLAYS)]


def _to_check(folder: Path) -> list[str]:
    """The stories that are decided early, with a limited number of each random kind."""
    left = dict.fromkeys(CHECKED, MOST_CHECKED)
    found = []
    for name in keeping.names():
        if _kind(name) == "random":
            kind = name.partition("_")[0]
            if not left.get(kind) or not checking.is_stable(folder / name, SOON):
                continue
            left[kind] -= 1
        found.append(name)
    return found


def _to_count(stories: dict[str, Story]) -> list[str]:
    """The stories that come to an end, with a limited number of the random ones."""
    left = COUNTED
    found = []
    for name, story in stories.items():
        kind = _kind(name)
        if kind in ("random", "corpus") and counting.goes_on(story, counting.PLAYS[kind]):
            continue
        if kind == "random":
            left -= 1
            if left < 0:
                continue
        found.append(name)
    return found


def _saves(stories: dict[str, Story]) -> Iterator[tuple[str, Any]]:
    keeping.SAVES.mkdir(exist_ok=True)
    for old in keeping.SAVES.glob("*.yaml"):
        old.unlink()
    for name, story in stories.items():
        for kind, play in reopening.taken(story):
            file = f"{name.rpartition('/')[2]}-{kind}.yaml"
            content = reopening.written(play).encode()
            (keeping.SAVES / file).write_bytes(content)
            yield file, {"story": name} | reopening.reopened(story, content)


def _reopened(stories: dict[str, Story]) -> Iterator[tuple[str, Any]]:
    for file, before in keeping.read("saves").items():
        content = (keeping.SAVES / file).read_bytes()
        name = before["story"]
        yield file, {"story": name} | reopening.reopened(stories[name], content)


if __name__ == "__main__":
    sys.exit(main())
