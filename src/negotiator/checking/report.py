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
from negotiator.story.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    # Only a search imports what it needs: without one, the answer may be cached.
    from negotiator.checking.check import Checked, Tell
    from negotiator.checking.verdicts import Verdict
    from negotiator.statespace.transition_system import Label
    from negotiator.story.model import Story
    from negotiator.story.source_map import Origins

WHY_UNTOLD = frozenset({"N602", "N612", "N642", "N650"})
"""Codes that explain why a text is never told, or a way never taken."""
TELLING = 0.6
"""Seconds past the budget in which all that was found must have been put into words."""


class CheckReport(NamedTuple):
    """What is wrong with a story, and what a search found if there was one."""

    diagnostics: list[Diagnostic]
    checked: Checked | None
    replays: Mapping[Diagnostic, str] = MappingProxyType({})
    """For each fault that a play shows, the command that repeats this play."""
    places: Mapping[Label, Location] = MappingProxyType({})
    """Where each text and each way on stands."""
    is_quick: bool = False
    """Whether no search was requested."""
    is_cut: bool = False
    """Whether time ran out before everything found could be reported."""

    @property
    def undecided(self) -> list[Verdict]:
        """What the search left open, without texts and ways that several share if one is met."""
        from negotiator.checking.verdicts import Word

        if self.checked is None:
            return []
        verdicts = self.checked.verdicts
        met = {self.places.get(one.label) for one in verdicts if one.word is Word.WITNESSED}
        met.discard(None)
        return [one for one in verdicts if one.is_open and self.places.get(one.label) not in met]

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
    if not checked.verdicts:
        return CheckReport(found, None, is_cut=True)
    told = partial(_told, path, story, found, origins, checked)
    try:
        return done_by(max(monotonic(), end) + TELLING, told)
    except OutOfTimeError:
        return CheckReport(found, checked, is_cut=True)


def _told(
    path: Path, story: Story, found: list[Diagnostic], origins: Origins, checked: Checked
) -> CheckReport:
    """The findings of a check, each at its place."""
    from negotiator.checking.findings import faults, telling_place
    from negotiator.checking.replay_command import command, of_decisions
    from negotiator.checking.static import beside
    from negotiator.statespace.tellings import tellings

    wrong = faults(checked, origins)
    places = {one.label: telling_place(one, origins) for one in tellings(story).all}
    besides, reasons = beside(story, origins, {one.label for one in wrong if one.label})
    wrong = [
        one.because(story, reasons[one.label])
        if one.label is not None and one.label in reasons
        else one
        for one in wrong
    ]
    # What reading the files shows already is said better there.
    known = {(one.place.file, one.place.line) for one in besides if one.code.id in WHY_UNTOLD}
    wrong = [
        one
        for one in wrong
        if not one.label
        or one.label not in places
        or (one.diagnostic.place.file, one.diagnostic.place.line) not in known
    ]
    # What else is odd in the line of a text or a way is another matter than that no play meets it.
    told = {
        (one.diagnostic.place.file, one.diagnostic.place.line)
        for one in wrong
        if one.label not in places
    }
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
    said = [*(one.diagnostic for one in wrong), *found, *odd]
    return CheckReport(said, checked, replays, places)


def quickly_checked(path: Path, cache_folder: Path) -> CheckReport:
    """What can be said of the story at a path without a search, from the cache if nothing
    changed."""
    return CheckReport(diagnose(path, cache_folder), None, is_quick=True)
