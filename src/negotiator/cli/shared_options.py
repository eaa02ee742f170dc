"""The options that several commands have, and how large their numbers may be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from negotiator.language import _, lend
from negotiator.story.bounds import LARGEST_SEED

# click uses some of its own words as soon as an option is declared.
lend()

Worked = TypeVar("Worked", bound=Callable[..., Any])
SAVES = click.option(
    "--saves",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=_("Keep plays in this folder."),
)
"""The folder of saves, for every command that reads or writes them."""
STORY_OF_A_SAVE = click.option(
    "--story", "named", metavar="STORY", help=_("The story, if it isn't at hand.")
)
"""The story, for every command that takes a save of any."""
STORY_TO_TEACH = click.option(
    "--story", "named", metavar="STORY", help=_("The story; the longest unless given.")
)
"""The story, for every command that prepares or holds a class."""
MOST_PLAYS = 1_000_000_000
"""The most plays that a command may be asked for."""
SEEDS = click.IntRange(0, LARGEST_SEED)
"""The seed of a play."""
SEED_OF_MANY = click.option("--seed", type=click.IntRange(0, 2**62), default=1, show_default=True)
"""The seed of the first of many plays; each of the others has one more than the one before."""


def port_option(default: int) -> Callable[[Worked], Worked]:
    """The port, for every command that serves pages."""
    return click.option(
        "--port",
        type=click.IntRange(0, 65_535),
        metavar="N",
        help=_("The port of the address (default: {port}, or any that is free).", port=default),
    )


class WrittenFile(click.Path):
    """The path of a file that a command writes: no folder, neither there nor by how it is typed."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, which pathlib would give without the sign at its end."""
        if isinstance(value, str) and value.endswith(("/", "\\") if os.name == "nt" else "/"):
            self.fail(_("`{path}` names a folder; name a file.", path=value), param, ctx)
        return super().convert(value, param, ctx)


def output_file(said: str) -> Callable[[Worked], Worked]:
    """The file that a command writes, for every command that makes one."""
    return click.option("-o", "--output", type=WrittenFile(), metavar="FILE", help=said)


def output_folder(said: str) -> Callable[[Worked], Worked]:
    """The folder that a command writes to, for every command that makes several files."""
    path = click.Path(path_type=Path, file_okay=False)
    return click.option("-o", "--output", type=path, metavar="DIR", help=said)
