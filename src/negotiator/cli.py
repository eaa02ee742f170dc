"""The command line: reads its words, calls what does the work, turns errors into one message.

Thin, and lean to import: whatever is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from negotiator import __version__


@click.group()
@click.version_option(__version__, prog_name="negotiator")
def cli() -> None:
    """Negotiator: sign the pact, or drop it."""


@cli.command()
@click.argument("story", type=click.Path(path_type=Path))
def check(story: Path) -> None:
    """Read a story and say all that is wrong with it."""
    from negotiator.story.loading import examine

    _, found = examine(story)
    for diagnostic in found:
        click.echo(str(diagnostic) + "\n")
    if found:
        click.echo(f"{len(found)} found.")
        sys.exit(2)
    click.echo("Nothing wrong was found.")


def main() -> None:
    """Run the command line."""
    cli()
