"""Waiting in lines of text until a story that can't be played yet is mended, for its author."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from negotiator.authoring.live_reload import Reloaded, Watch
from negotiator.escaping import terminal
from negotiator.narration import game, typed_commands
from negotiator.narration.sentences import finished, joined
from negotiator.story.model import Story


def mended(watch: Watch, lines: Iterable[str], out: TextIO) -> Story | None:
    """The story under the watch as soon as it can be played, reading it again with each line if it
    has changed; None if the lines end before, or one of them says to leave."""
    reading = watch.read()
    if reading.story is None:
        _tell(reading, out)
        for line in lines:
            if typed_commands.leaves(line):
                break
            if watch.changed():
                reading = watch.read()
                if reading.story is not None:
                    break
                _tell(reading, out)
            else:
                _write(out, typed_commands.not_mended_yet())
    return reading.story


def _tell(reading: Reloaded, out: TextIO) -> None:
    _write(out, reading.faults)
    _write(out, joined(finished(game.to_mend(len(reading.found))), typed_commands.mend_and_enter()))


def _write(out: TextIO, text: str) -> None:
    out.write(f"{terminal(text)}\n\n")
    out.flush()
