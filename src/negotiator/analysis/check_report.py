"""What a check found, told in four ways: as text of 80 columns, as JSON with every witness, as
GitHub's workflow commands, and as SARIF 2.1.0 (OASIS, 2020) for tools that show findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from negotiator import __version__
from negotiator.analysis.check import Checked, Tell, check
from negotiator.analysis.diagnosing import diagnose
from negotiator.analysis.faults import faults
from negotiator.analysis.static import warnings
from negotiator.analysis.verdicts import WITHOUT_END, Verdict, Word
from negotiator.story.diagnostics import Diagnostic, Severity
from negotiator.story.loading import examine_with_origins

WIDTH = 80
KINDS = {
    "scene": "scenes",
    "ending": "endings",
    "choice": "choices",
    "event": "events",
    "passes": "motions that pass",
    "fails": "motions that fail",
    "stuck": "places without soft-lock",
    "endless": "places that lead to an end",
}


class Report(NamedTuple):
    """What is wrong with a story, and what a search found if it can be played."""

    diagnostics: list[Diagnostic]
    checked: Checked | None

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(one.code.severity is Severity.ERROR for one in self.diagnostics)


def checked_story(path: Path, budget: float, tell: Tell) -> Report:
    """Read the story at a path and check it, for so many seconds."""
    story, found, origins = examine_with_origins(path)
    if story is None:
        return Report(found, None)
    checked = check(story, budget, tell)
    wrong = faults(checked, origins)
    told = {(one.place.file, one.place.line) for one in wrong}
    known = {one.label for one in checked.wrong}
    # What a warning only fears, that every choice may be closed, the search has decided.
    decided = not any(one.is_open for one in checked.verdicts if one.kind == "stuck")
    odd = [
        one
        for one in warnings(story, origins, known)
        if (one.place.file, one.place.line) not in told and not (decided and one.code.id == "N610")
    ]
    return Report([*wrong, *found, *odd], checked)


def quickly_checked(path: Path, cache_folder: Path) -> Report:
    """What can be said of the story at a path without a search, and from memory if unchanged."""
    return Report(diagnose(path, cache_folder), None)


def as_text(report: Report) -> str:
    """For people: counts, then what is wrong, then every verdict."""
    return "\n".join(_text(report)) + "\n"


def _text(report: Report) -> Iterator[str]:
    checked = report.checked
    if checked is not None:
        yield from _counts(checked)
    for diagnostic in report.diagnostics:
        yield str(diagnostic)
        yield ""
    if checked is not None:
        undecided = [one for one in checked.verdicts if one.is_open]
        if undecided:
            yield "Undecided: the search stopped at its budget, and nothing is claimed of these."
            yield from (
                f"  {one.kind} {one.name}: {one.word.value}, {one.how}" for one in undecided
            )
            if checked.needs_numpy:
                yield "  numpy would search faster: pip install 'negotiator[check]'"
            yield ""
        yield from _details(checked)
    yield _summary(report)


def _counts(checked: Checked) -> Iterator[str]:
    yield f"{checked.story.id}: {len(checked.verdicts)} questions, {checked.seconds:.1f} s"
    yield ""
    yield f"{'':26}" + "".join(f"{word.value:>12}" for word in Word)
    for kind, name in KINDS.items():
        counts = Counter(one.word for one in checked.verdicts if one.kind == kind)
        if counts:
            yield f"{name:26}" + "".join(f"{counts[word] or '·':>12}" for word in Word)
    yield ""
    if checked.tests:
        held = len(checked.tests) - len(checked.failed)
        yield f"{held} of {len(checked.tests)} tests of the story hold."
        yield ""


def _details(checked: Checked) -> Iterator[str]:
    for kind, name in KINDS.items():
        verdicts = [one for one in checked.verdicts if one.kind == kind]
        if not verdicts:
            continue
        yield f"{name[0].upper()}{name[1:]}"
        if kind == "ending" or kind in WITHOUT_END:
            yield from _witnesses(verdicts)
            verdicts = [one for one in verdicts if one.witness is None]
        proofs: dict[str, list[str]] = {}
        for one in sorted(verdicts, key=_length):
            proofs.setdefault(_shown(one), []).append(one.name)
        for shown, names in proofs.items():
            yield f"  {shown}:"
            yield from wrap(
                ", ".join(names), WIDTH, initial_indent="    ", subsequent_indent="    "
            )
        yield ""


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
    if verdict.witness is None:
        return f"{verdict.word.value}, {verdict.how}"
    decisions = len(verdict.witness.decisions)
    kind = "" if verdict.witness.seed is not None else ", chance being kind (no seed found)"
    return f"{verdict.word.value}, {decisions} decision{'' if decisions == 1 else 's'}{kind}"


def _summary(report: Report) -> str:
    if report.diagnostics:
        odd = len(report.diagnostics) - report.errors
        aside = f" {odd} warning{'' if odd == 1 else 's'}." if odd else ""
        return f"{report.errors} to mend.{aside}"
    if report.checked is not None and any(one.is_open for one in report.checked.verdicts):
        return "Nothing wrong was found, but the search stopped at its budget."
    return "Nothing wrong was found. (Each witness, as a seed and decisions: --format json)"


def as_json(report: Report) -> str:
    """For programs: everything, each witness as a seed and decisions that can be replayed."""
    checked = report.checked
    whole: dict[str, Any] = {"diagnostics": [_plain(one) for one in report.diagnostics]}
    if checked is not None:
        whole |= {
            "story": checked.story.id,
            "fingerprint": checked.story.fingerprint,
            "seconds": round(checked.seconds, 3),
            "budget": checked.budget,
            "random_plays": checked.plays,
            "counts": {word.value: checked.counts[word] for word in Word},
            "verdicts": [_verdict(one) for one in checked.verdicts],
            "tests": [
                {"id": one.test.id, "holds": not one.fault, "fault": one.fault}
                for one in checked.tests
            ],
        }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _plain(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code.id,
        "severity": one.code.severity.value,
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "message": one.message,
        "remedy": one.code.remedy,
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
    }


def as_github(report: Report) -> str:
    """As workflow commands, which GitHub shows at the lines of a change."""
    return "".join(
        f"::{one.code.severity.value} file={_escaped(one.place.file, ':,')},line={one.place.line},"
        f"col={one.place.column},title={one.code.id}::"
        f"{_escaped(f'{one.message}. {one.code.remedy}')}\n"
        for one in report.diagnostics
    )


def _escaped(text: str, also: str = "") -> str:
    for mark in "%\r\n" + also:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


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
            "message": {"text": f"{one.message}. {one.code.remedy}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": one.place.file},
                        "region": {"startLine": one.place.line, "startColumn": one.place.column},
                    }
                }
            ],
        }
        for one in report.diagnostics
    ]
    driver = {"name": "negotiator", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
