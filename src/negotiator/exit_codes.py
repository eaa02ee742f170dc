"""The exit codes of the command `negotiator`."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """With what a command ends."""

    ALL_WELL = 0
    """For a plain play: it has reached an ending."""
    FAILED = 1
    """Something failed, such as writing a file."""
    WRONG = 2
    """The words of the command, or the story, are wrong."""
    LEFT = 3
    """A plain play was left before an ending; all is saved."""
