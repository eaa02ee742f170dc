"""The command that checks a story."""

from __future__ import annotations

import sys

import click

from negotiator.cells import cut
from negotiator.cli.group import cli
from negotiator.cli.opening import path_of
from negotiator.cli.output import hand_on, say, stop
from negotiator.exit_codes import ExitCode
from negotiator.language import _


@cli.command()
@click.argument("story")
@click.option(
    "--effort",
    type=click.IntRange(0, 10**12),
    default=1_000_000,
    show_default=True,
    help=_("How much to search, in states and plays: the verdicts are the same on every machine."),
)
@click.option(
    "--budget",
    default="10m",
    show_default=True,
    metavar="TIME",
    help=_("Stop then at the latest."),
)
@click.option("--quick", is_flag=True, help=_("Only what can be said without a search."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help=_("How to tell what was found."),
)
@click.option(
    "--witnesses", is_flag=True, help=_("First list each verdict, and plays that show it.")
)
def check(story: str, effort: int, budget: str, quick: bool, form: str, witnesses: bool) -> None:
    """Check STORY: all that is wrong with it, and what can and can't happen in its plays."""
    from negotiator.checking.report import checked_story, quickly_checked
    from negotiator.checking.report_formats import FORMATS
    from negotiator.checking.text_report import witnesses_as_text
    from negotiator.folders import cache_folder

    seconds = _seconds(budget)
    path = path_of(story)
    is_watched = sys.stderr.isatty()
    if quick:
        report = quickly_checked(path, cache_folder())
    else:
        report = checked_story(
            path,
            effort=effort,
            budget=seconds,
            progress=lambda line: say(line, err=True) if is_watched else None,
        )
    if witnesses and form == "text":
        say(witnesses_as_text(report), nl=False)
    if form == "text":
        say(FORMATS[form](report), nl=False)
    else:
        hand_on(FORMATS[form](report))
    if report.diagnostics:
        sys.exit(ExitCode.WRONG)
    if report.is_cut:
        sys.exit(ExitCode.FAILED)


def _seconds(budget: str) -> float:
    """A duration in seconds: `60s`, `5m` or a number. Ends the command if it isn't one."""
    number, unit = (budget[:-1], budget[-1]) if budget[-1:] in ("s", "m") else (budget, "s")
    is_number = number.isascii() and number.isdigit() and len(number) <= 5
    if not is_number or not 0 < int(number) <= 86_400:
        stop(
            ExitCode.WRONG,
            _("`{time}` is not a span of time. Write 60s or 5m.", time=cut(budget, 20)),
        )
    return float(number) * (60 if unit == "m" else 1)
