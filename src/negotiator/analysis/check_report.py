"""What a check found, told in four ways: as text of 80 columns, as JSON with every witness, as
GitHub's workflow commands, and as SARIF 2.1.0 (OASIS, 2020) for tools that show findings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from math import inf
from pathlib import Path
from textwrap import wrap
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from negotiator.analysis.diagnosing import diagnose
from negotiator.analysis.effort import DEFAULT
from negotiator.analysis.stopping import OutOfTimeError, stopped_at
from negotiator.distribution import VERSION, adding
from negotiator.gate import as_json as as_json_document
from negotiator.gate import of_command, terminal
from negotiator.story.codes import Severity
from negotiator.story.diagnostics import Diagnostic

if TYPE_CHECKING:
    # What a search needs is imported by it: without one, an answer may be known.
    from negotiator.analysis.check import Checked, Tell
    from negotiator.analysis.verdicts import Verdict
    from negotiator.story.model import Story
    from negotiator.story.origins import Origins

WIDTH = 80
TELLING = 0.6
"""Seconds past the budget in which all that was found must have been put into words."""
WANTED = {
    "scene": "scenes",
    "ending": "endings",
    "choice": "choices",
    "event": "events",
    "passes": "motions that pass",
    "fails": "motions that fail",
}
"""What a play should be able to do, by kind of question."""
UNWANTED = {
    "stuck": "places to get stuck in",
    "endless": "places to go in circles",
}
"""What no play should be able to do."""
CAN = {
    "witnessed": ("can happen", "(witnessed)", 12),
    "proved": ("can't happen", "(proved)", 14),
    "not reached": ("not met yet", "(not reached)", 15),
    "capped": ("not known", "(capped)", 11),
}
"""The columns by verdict: in a reader's words, in those of the verdicts, and how wide they are."""


class Report(NamedTuple):
    """What is wrong with a story, and what a search found if there was one."""

    diagnostics: list[Diagnostic]
    checked: Checked | None
    replays: Mapping[Diagnostic, str] = MappingProxyType({})
    """For a fault that a play shows the command that makes this play again."""
    is_quick: bool = False
    """Whether no search was wanted."""
    is_cut: bool = False
    """Whether the time was up before all that was found could be told."""

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
) -> Report:
    """Read the story at a path and check it, with so much effort and in so many seconds."""
    from negotiator.analysis.check import GRACE, check
    from negotiator.story.loading import examine_with_origins

    end = monotonic() + budget
    try:
        with _stopped_at(end + GRACE):
            story, found, origins = examine_with_origins(path)
    except OutOfTimeError:
        return Report([], None, is_cut=True)
    if story is None:
        return Report(found, None)
    left = max(0.0, end - monotonic())
    checked = replace(check(story, effort=effort, budget=left, progress=progress), budget=budget)
    try:
        with _stopped_at(max(monotonic(), end) + TELLING):
            return _told(path, story, found, origins, checked)
    except OutOfTimeError:
        return Report(found, checked, is_cut=True)


def _stopped_at(moment: float) -> AbstractContextManager[None]:
    return stopped_at(moment) if moment < inf else nullcontext()


def _told(
    path: Path, story: Story, found: list[Diagnostic], origins: Origins, checked: Checked
) -> Report:
    """What a check found, each thing at its place."""
    from negotiator.analysis.faults import faults
    from negotiator.analysis.replaying import command, of_decisions
    from negotiator.analysis.static import beside

    wrong = faults(checked, origins)
    besides, reasons = beside(story, origins, {one.label for one in wrong if one.label})
    wrong = [
        one.because(reasons[one.label]) if one.label is not None and one.label in reasons else one
        for one in wrong
    ]
    told = {(one.diagnostic.place.file, one.diagnostic.place.line) for one in wrong}
    # What a warning only fears, that every choice may be closed, the search has decided.
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
    return Report([*(one.diagnostic for one in wrong), *found, *odd], checked, replays)


def quickly_checked(path: Path, cache_folder: Path) -> Report:
    """What can be said of the story at a path without a search, and from memory if unchanged."""
    return Report(diagnose(path, cache_folder), None, is_quick=True)


def as_text(report: Report) -> str:
    """For people: counts, what is undecided, and what is wrong last, where it is seen."""
    return terminal("\n".join(_text(report)) + "\n")


def _text(report: Report) -> Iterator[str]:
    checked = report.checked
    if checked is not None:
        yield from _counts(checked)
        yield from _tables(checked)
        undecided = [one for one in checked.verdicts if one.is_open]
        if undecided:
            yield f"Undecided: {_stopped(checked)}, and nothing is claimed of these."
            yield from _grouped(undecided, lambda one: f"{one.kind}, {_shown(one)}")
            if checked.needs_numpy:
                yield f"  numpy would search faster: {adding('check')}"
            yield ""
    for diagnostic in report.diagnostics:
        yield str(diagnostic)
        if diagnostic in report.replays:
            yield "  = This play shows it:"
            yield f"    {report.replays[diagnostic]}"
        yield ""
    yield from _summary(report)


def _stopped(checked: Checked) -> str:
    """What ended a search that decided less than all."""
    if checked.is_stopped:
        return f"the search was stopped after {checked.budget:.0f} seconds (--budget)"
    return f"the search stopped at its effort of {checked.effort:,.0f} (--effort)"


def _counts(checked: Checked) -> Iterator[str]:
    yield f"{checked.story.id}: {len(checked.verdicts)} questions, {checked.seconds:.1f} s"
    yield ""
    yield f"{'':26}" + "".join(f"{said:>{width}}" for said, _, width in CAN.values())
    yield f"{'':26}" + "".join(f"{word:>{width}}" for _, word, width in CAN.values())
    for title, kinds in (("What should happen", WANTED), ("What should not", UNWANTED)):
        yield title
        for kind, name in kinds.items():
            counts = Counter(one.word.value for one in checked.verdicts if one.kind == kind)
            if counts:
                cells = (f"{counts[word] or '·':>{width}}" for word, (*_, width) in CAN.items())
                yield f"  {name:24}" + "".join(cells)
    yield ""
    if checked.tests:
        held = len(checked.tests) - len(checked.failed)
        yield f"{held} of {len(checked.tests)} tests of the story hold."
        yield ""
    if checked.unplayed:
        yield f"{checked.unplayed} tests of the story were not played: the time was up."
        yield ""


def _tables(checked: Checked) -> Iterator[str]:
    """How much there is to agree on at each table, in the states that plays met."""
    for zone in checked.zones:
        least = "" if zone.least == zone.most else f"{zone.least:,} to "
        states = "1 state" if zone.states == 1 else f"{zone.states} states"
        yield (
            f"{zone.table.id}: of {zone.table.packages:,} packages both could sign "
            f"{least}{zone.most:,}, in {states} met."
        )
        if zone.never:
            options = ", ".join(f"{term}={option}" for term, option in zone.never)
            yield from wrap(
                f"Never agreed on in these: {options}",
                WIDTH,
                initial_indent="  ",
                subsequent_indent="    ",
                break_on_hyphens=False,
            )
    if checked.zones:
        yield ""


def witnesses_as_text(report: Report) -> str:
    """For people who want to know more: what each verdict is, endings and what should not be with
    the play that shows them."""
    return "".join(f"{line}\n" for line in _details(report.checked)) if report.checked else ""


def _details(checked: Checked) -> Iterator[str]:
    for kind, name in (WANTED | UNWANTED).items():
        verdicts = [one for one in checked.verdicts if one.kind == kind]
        if not verdicts:
            continue
        yield f"{name[0].upper()}{name[1:]}"
        if kind == "ending" or kind in UNWANTED:
            yield from _witnesses(verdicts)
            verdicts = [one for one in verdicts if one.witness is None]
        yield from _grouped(sorted(verdicts, key=_length), _shown)
        yield ""


def _grouped(verdicts: list[Verdict], shown: Callable[[Verdict], str]) -> Iterator[str]:
    """The names of verdicts below what is said of them."""
    groups: dict[str, list[str]] = {}
    for one in verdicts:
        groups.setdefault(shown(one), []).append(one.name)
    for said, names in groups.items():
        yield from wrap(f"{said}:", WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield from wrap(", ".join(names), WIDTH, initial_indent="    ", subsequent_indent="    ")


def _witnesses(verdicts: list[Verdict]) -> Iterator[str]:
    """The plays that show how a story ends, or how one gets stuck, decision by decision."""
    for one in sorted(verdicts, key=_length):
        if one.witness is not None:
            seed = "" if one.witness.seed is None else f" with seed {one.witness.seed}"
            yield f"  {one.name}: {_shown(one)}{seed}"
            yield from wrap(
                " ".join(one.witness.decisions),
                WIDTH,
                initial_indent="    ",
                subsequent_indent="    ",
                break_on_hyphens=False,
            )


def _length(verdict: Verdict) -> int:
    return len(verdict.witness.decisions) if verdict.witness is not None else -1


def _shown(verdict: Verdict) -> str:
    word = f"{CAN[verdict.word.value][0]} ({verdict.word.value})"
    if verdict.witness is None:
        return f"{word}: {verdict.how}"
    decisions = len(verdict.witness.decisions)
    kind = "" if verdict.witness.seed is not None else ", chance being kind (no seed found)"
    return f"{word}, {decisions} decision{'' if decisions == 1 else 's'}{kind}"


def _summary(report: Report) -> Iterator[str]:
    errors, odd = report.errors, len(report.diagnostics) - report.errors
    aside = f" {odd} warning{'' if odd == 1 else 's'} to look at." if odd else ""
    searched = " without a search" if report.is_quick else ""
    if errors:
        yield f"{errors} to mend.{aside}"
        return
    checked = report.checked
    if report.is_cut:
        yield from _cut(checked)
        return
    if odd:
        yield f"No error was found{searched}.{aside}"
    elif checked is not None and any(one.is_open for one in checked.verdicts):
        yield f"Nothing wrong was found, but {_stopped(checked)}."
    else:
        yield f"Nothing wrong was found{searched}."
    if report.is_quick:
        yield "`check` without --quick also plays the story's tests and searches all plays."
    elif checked is not None:
        yield "The plays that show it: --witnesses; all of them, for programs: --format json."


def _cut(checked: Checked | None) -> Iterator[str]:
    """What is said where the time was up before all could be told."""
    if checked is None:
        yield "The time was up before the story was read. Give it more with --budget."
    elif checked.wrong or checked.failed:
        count = len(checked.wrong) + len(checked.failed)
        yield f"{count} things are wrong, and the time was up before it could be told where."
    else:
        yield "Nothing wrong was found, but the time was up before all was looked at."


def as_json(report: Report) -> str:
    """For programs: everything, each witness as a seed and decisions that can be replayed."""
    checked = report.checked
    whole: dict[str, Any] = {"diagnostics": [_plain(one) for one in report.diagnostics]}
    if report.is_cut:
        whole["is_cut"] = True
    if checked is not None:
        from negotiator.analysis.verdicts import Word

        whole |= {
            "story": checked.story.id,
            "fingerprint": checked.story.fingerprint,
            "seconds": round(checked.seconds, 3),
            "effort": checked.effort,
            "budget": checked.budget if checked.budget < inf else None,
            "is_stopped": checked.is_stopped,
            "random_plays": checked.plays,
            "counts": {word.value: checked.counts[word] for word in Word},
            "verdicts": [_verdict(one) for one in checked.verdicts],
            "tables": [
                {
                    "id": zone.table.id,
                    "packages": zone.table.packages,
                    "states": zone.states,
                    "zone": [zone.least, zone.most],
                    "never": [f"{term}={option}" for term, option in zone.never],
                }
                for zone in checked.zones
            ],
            "tests": [
                {"id": one.test.id, "holds": not one.fault, "fault": one.fault}
                for one in checked.tests
            ],
        }
    return as_json_document(whole)


def _plain(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code.id,
        "severity": one.code.severity.value,
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "message": one.message,
        "remedy": one.remedy,
        "suggestion": one.suggestion,
        "also": str(one.also) if one.also else "",
    }


def _verdict(one: Verdict) -> dict[str, Any]:
    witness = one.witness
    return {
        "kind": one.kind,
        "name": one.name,
        "verdict": one.word.value,
        "how": one.how,
        "is_wrong": one.is_wrong,
        "witness": witness and {"seed": witness.seed, "decisions": list(witness.decisions)},
        "culprit": one.culprit,
        "is_luck": one.is_luck,
    }


def as_github(report: Report) -> str:
    """As workflow commands, which GitHub shows at the lines of a change."""
    return "".join(
        f"::{one.code.severity.value} file={of_command(one.place.file, ':,')},"
        f"line={one.place.line},col={one.place.column},title={one.code.id}::"
        f"{of_command(f'{one.message}. {one.remedy}')}\n"
        for one in report.diagnostics
    )


def as_sarif(report: Report) -> str:
    """As a SARIF log."""
    codes = {one.code.id: one.code for one in report.diagnostics}
    rules = [
        {
            "id": code.id,
            "shortDescription": {"text": code.about},
            "help": {"text": code.remedy},
            "defaultConfiguration": {"level": code.severity.value},
        }
        for code in codes.values()
    ]
    results = [
        {
            "ruleId": one.code.id,
            "level": one.code.severity.value,
            "message": {"text": f"{one.message}. {one.remedy}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(os.fsencode(one.place.file))},
                        "region": {"startLine": one.place.line, "startColumn": one.place.column},
                    }
                }
            ],
        }
        for one in report.diagnostics
    ]
    driver = {"name": "negotiator", "version": VERSION, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return as_json_document(log)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
