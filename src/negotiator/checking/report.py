"""The report on a story: its faults, what a search found, and the plays that show it.

A story is read and checked here; a warning that only suspects something gives way to a verdict that
decides it. `text_report` and `report_formats` write the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from negotiator.checking.deadline import OutOfTimeError, done_by
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.statespace.effort import DEFAULT
from negotiator.story.codes import Severity
from negotiator.story.diagnostics import Diagnostic

if TYPE_CHECKING:
    # Only a search imports what it needs: without one, the answer may be cached.
    from negotiator.checking.check import Checked, Tell
    from negotiator.story.model import Story
    from negotiator.story.source_map import Origins

TELLING = 0.6
"""Seconds past the budget in which all that was found must have been put into words."""


class CheckReport(NamedTuple):
    """What is wrong with a story, and what a search found if there was one."""

    diagnostics: list[Diagnostic]
    checked: Checked | None
    replays: Mapping[Diagnostic, str] = MappingProxyType({})
    """For each fault that a play shows, the command that repeats this play."""
    is_quick: bool = False
    """Whether no search was requested."""
    is_cut: bool = False
    """Whether time ran out before everything found could be reported."""

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(one.code.severity is Severity.ERROR for one in self.diagnostics)


def checked_story(
    path: Path,
    *,
    effort: float = DEFAULT,
    budget: float = inf,
    progress: Tell = lambda _: None,
) -> CheckReport:
    """Read the story at a path and check it, within so much effort and so many seconds."""
    from negotiator.checking.check import GRACE, check
    from negotiator.story.loading import examine_with_origins

    end = monotonic() + budget
    try:
        story, found, origins = done_by(end + GRACE, partial(examine_with_origins, path))
    except OutOfTimeError:
        return CheckReport([], None, is_cut=True)
    if story is None:
        return CheckReport(found, None)
    left = max(0.0, end - monotonic())
    checked = replace(check(story, effort=effort, budget=left, progress=progress), budget=budget)
    told = partial(_told, path, story, found, origins, checked)
    try:
        return done_by(max(monotonic(), end) + TELLING, told)
    except OutOfTimeError:
        return CheckReport(found, checked, is_cut=True)


def _told(
    path: Path, story: Story, found: list[Diagnostic], origins: Origins, checked: Checked
) -> CheckReport:
    """The findings of a check, each at its place."""
    from negotiator.checking.findings import faults
    from negotiator.checking.replay_command import command, of_decisions
    from negotiator.checking.static import beside

    wrong = faults(checked, origins)
    besides, reasons = beside(story, origins, {one.label for one in wrong if one.label})
    wrong = [
        one.because(story, reasons[one.label])
        if one.label is not None and one.label in reasons
        else one
        for one in wrong
    ]
    told = {(one.diagnostic.place.file, one.diagnostic.place.line) for one in wrong}
    # A warning only suspects that every choice may be closed; the search has decided it.
    decided = not any(one.is_open for one in checked.verdicts if one.kind == "stuck")
    odd = [
        one
        for one in besides
        if (one.place.file, one.place.line) not in told and not (decided and one.code.id == "N610")
    ]
    replays = {
        one.diagnostic: command(
            str(path),
            one.witness.seed,
            of_decisions(story, one.witness.seed, one.witness.decisions),
        )
        for one in wrong
        if one.witness is not None and one.witness.seed is not None and one.witness.decisions
    }
    return CheckReport([*(one.diagnostic for one in wrong), *found, *odd], checked, replays)


def quickly_checked(path: Path, cache_folder: Path) -> CheckReport:
    """What can be said of the story at a path without a search, from the cache if nothing
    changed."""
    return CheckReport(diagnose(path, cache_folder), None, is_quick=True)
