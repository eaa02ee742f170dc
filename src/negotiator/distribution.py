"""What this program is called where it is installed: the distribution's name, version, extras.

The import package and the command are `negotiator`; on PyPI that name is another project's. This
module doesn't look at what a machine has installed.
"""

from __future__ import annotations

NAME = "negotiator-game"

VERSION = "0.2.0"
"""The build reads it from this line."""


def adding_extra(extra: str) -> str:
    """The command that adds an extra to a Python that has the program installed, in quotes that
    every shell understands."""
    return f'python -m pip install "{NAME}[{extra}]"'
