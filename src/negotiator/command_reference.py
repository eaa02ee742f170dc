"""The part of the authors' reference that is made from the command line: commands, their options,
and the codes they exit with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from negotiator.cli import cli
from negotiator.cli.group import every_command
from negotiator.exit_codes import ExitCode


def commands() -> Iterator[str]:
    """The lines on each command."""
    context = click.Context(cli, info_name="negotiator")
    for name, command in every_command(cli):
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield f"**`negotiator {name} {usage}`** {' '.join((command.help or '').split())}"
        yield ""
        options = [one for one in command.params if isinstance(one, click.Option)]
        for one in options:
            record = one.get_help_record(inner)
            yield f"- `{record[0]}` {bar(one.help or '')}".rstrip() if record else ""
        if options:
            yield ""


def exit_codes() -> Iterator[str]:
    """The lines on what each exit code means."""
    meanings = {
        ExitCode.ALL_WELL: "all went well; a plain play reached an ending",
        ExitCode.FAILED: "something failed, such as writing a file",
        ExitCode.WRONG: "the words of the command, or the story, are wrong",
        ExitCode.LEFT: "a plain play was left before an ending; all that was decided is saved",
    }
    yield "## Exit codes"
    yield ""
    rows = ((f"{code.value}", meaning) for code, meaning in meanings.items())
    yield from table(("code", "what it means"), rows)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def bar(text: str) -> str:
    """A text as it may stand in a table, where a bar would end it."""
    return text.replace("|", "\\|")
