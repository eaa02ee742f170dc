"""The command line: parses its words, calls the code that does the work, turns errors into one
message.

It is thin and quick to import: anything heavy is imported by the command that needs it. Exit codes:
0 all went well (a plain play reached an ending), 1 something failed, 2 the words of the command or
the story are wrong, 3 a plain play was left before an ending.
"""

from negotiator.cli import checking, listing, playing, simulating, writing
from negotiator.cli.group import cli
from negotiator.cli.output import FAILED, WRONG
from negotiator.cli.running import main

__all__ = [
    "FAILED",
    "WRONG",
    "checking",
    "cli",
    "listing",
    "main",
    "playing",
    "simulating",
    "writing",
]
