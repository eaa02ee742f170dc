"""The command line: parses its words, calls the code that does the work, turns errors into one
message.

It is thin and quick to import: a command's module is imported when its name is typed, and anything
heavy by the command that needs it. Commands end with one of `exit_codes`.
"""

from negotiator.cli.group import cli
from negotiator.cli.running import main

__all__ = ["cli", "main"]
