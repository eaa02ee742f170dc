"""The command line: parses its words, calls the code that does the work, turns errors into one
message.

It is thin and quick to import: anything heavy is imported by the command that needs it. Commands
end with one of `exit_codes`.
"""

from negotiator.cli import (
    checking,
    class_reporting,
    handing_in,
    listing,
    playing,
    publishing,
    serving,
    simulating,
    teaching,
    writing,
)
from negotiator.cli.group import cli
from negotiator.cli.running import main

__all__ = [
    "checking",
    "class_reporting",
    "cli",
    "handing_in",
    "listing",
    "main",
    "playing",
    "publishing",
    "serving",
    "simulating",
    "teaching",
    "writing",
]
