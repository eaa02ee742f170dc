"""The command that repeats a play in plain text, ready for a shell. This module only works out what
to type; nothing is run."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable

from negotiator.engine import options, replay
from negotiator.paths import shell_quoted
from negotiator.simulation.players import Playthrough
from negotiator.story.choice_names import choice_in
from negotiator.story.model import Story, Table

PLAIN_WORDS = frozenset(
    (
        "help",
        "status",
        "again",
        "history",
        "people",
        "sources",
        "glossary",
        "why",
        "debrief",
        "undo",
        "rewind",
        "gallery",
        "skip",
        "forget",
    )
) | {"save", "new", "quit", "exit", "q"}
"""Words that a plain play takes for commands, not for choices."""


def command(named: str, seed: int, lines: Iterable[str]) -> str:
    """The command that types these lines in a plain play of a story, given by its name or folder:
    for PowerShell on Windows, otherwise for any POSIX-like shell."""
    path = shell_quoted(named)
    if os.name == "nt":
        typed = ",".join(f"'{line}'" for line in lines)
        return f"{typed} | negotiator play {path} --plain --seed {seed}"
    # A proposal contains brackets, which a shell would interpret.
    typed = shlex.join(("printf", r"%s\n", *lines))
    return f"{typed} | negotiator play {path} --plain --seed {seed}"


def of_playthrough(story: Story, play: Playthrough) -> tuple[str, ...]:
    """What to type to repeat a headless play: ids, or the number where an id is a command."""
    lines: list[str] = []
    for turn in play.turns:
        choices = story.places[turn.place].choices  # type: ignore[union-attr]
        line = turn.choice
        if isinstance(story.places[turn.place], Table):
            lines += turn.line
            continue
        if line in PLAIN_WORDS:
            shown = [
                one.id
                for number, one in enumerate(choices)
                if turn.menu >> number & 1 or one.locked is not None
            ]
            line = str(shown.index(line) + 1)
        lines.append(line)
    return tuple(lines)


def of_decisions(story: Story, seed: int, decisions: Iterable[str]) -> tuple[str, ...]:
    """What to type to make these decisions, which that seed allows."""
    lines: list[str] = []
    decisions = tuple(decisions)
    steps = replay(story, seed, decisions).play.steps
    for decision, step in zip(decisions, steps, strict=True):
        line = choice_in(decision)
        if line in PLAIN_WORDS and step.before.scene not in story.tables:
            shown = [one.id for one in options(story, step.before)]
            line = str(shown.index(line) + 1)
        lines.append(line)
    return tuple(lines)
