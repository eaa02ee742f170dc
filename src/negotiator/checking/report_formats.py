"""What a check found, for programs: as JSON with every witness, as GitHub's workflow commands, and
as SARIF 2.1.0 (OASIS, 2020) for tools that show findings; and each format by its name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from negotiator.checking.report import CheckReport
from negotiator.checking.text_report import as_text
from negotiator.distribution import VERSION
from negotiator.escaping import as_json as as_json_document
from negotiator.escaping import of_command
from negotiator.language import _
from negotiator.simulation import minutes_report
from negotiator.story.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    # Only a search imports what it needs: without one, the answer may be cached.
    from negotiator.checking.verdicts import Verdict
    from negotiator.statespace.tellings import Telling
    from negotiator.statespace.transition_system import Label


MOST_DECISIONS = 500_000
"""How many decisions a report for programs has in all: in a story of thousands of scenes in a row,
witnesses would have as many as the square of that."""


def as_json(report: CheckReport) -> str:
    """A report for programs: everything, each witness as a seed and decisions that can be
    replayed, as far as there are not too many of them."""
    checked = report.checked
    whole: dict[str, Any] = {"diagnostics": [_plain(one) for one in report.diagnostics]}
    if report.is_cut:
        whole["is_cut"] = True
    if checked is not None:
        from negotiator.checking.verdicts import Word

        whole |= {
            "story": checked.story.id,
            "fingerprint": checked.story.fingerprint,
            "seconds": round(checked.seconds, 3),
            "effort": checked.effort,
            "budget": checked.budget if checked.budget < inf else None,
            "is_stopped": checked.is_stopped,
            "random_plays": checked.plays,
            "counts": {word.value: checked.counts[word] for word in Word},
            "verdicts": _verdicts(checked.verdicts, report.places),
            "met_with": [_followed(*one, report.places) for one in checked.followed],
            "minutes": checked.lasting and minutes_report.data(checked.lasting),
            "tables": [
                {
                    "id": zone.table.id,
                    "packages": zone.table.packages,
                    "states": zone.states,
                    "zone": [zone.least, zone.most],
                    "share": [round(share, 4) for share in zone.shares],
                    "never": [f"{term}={option}" for term, option in zone.never],
                }
                for zone in checked.zones
            ],
            "tables_in_pairs": [
                {
                    "exercise": one.exercise,
                    "phase": one.phase,
                    "table": one.table.id,
                    "packages": one.packages,
                    "zone": one.zone,
                    "frontier": one.frontier,
                    "is_whole": one.is_whole,
                }
                for one in checked.in_pairs
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


def _verdicts(
    verdicts: Sequence[Verdict], places: Mapping[Label, Location]
) -> list[dict[str, Any]]:
    """All verdicts. Decisions are told of what is wrong first, then of the shortest witnesses; of
    the others, how many they are."""
    left, told = MOST_DECISIONS, set()
    for one in sorted(verdicts, key=lambda one: (not one.is_wrong, _length(one))):
        left -= _length(one)
        if left < 0:
            break
        told.add(one.label)
    return [_verdict(one, places, is_told=one.label in told) for one in verdicts]


def _length(one: Verdict) -> int:
    return len(one.witness.decisions) if one.witness else 0


def _verdict(one: Verdict, places: Mapping[Label, Location], *, is_told: bool) -> dict[str, Any]:
    witness: dict[str, Any] | None = None
    if one.witness is not None:
        decisions = list(one.witness.decisions) if is_told else None
        witness = {"seed": one.witness.seed, "decisions": decisions}
        if not is_told:
            witness["length"] = _length(one)
    return {
        **_where(one.label, places),
        "kind": one.kind,
        "name": one.name,
        "verdict": one.word.value,
        "how": one.how,
        "is_wrong": one.is_wrong,
        "witness": witness,
        "culprit": one.culprit,
        "is_luck": one.is_luck,
    }


def _where(label: Label, places: Mapping[Label, Location]) -> dict[str, Any]:
    """For a text or a way, where it stands."""
    at = places.get(label)
    return {} if at is None else {"file": at.file, "line": at.line, "column": at.column}


def _followed(
    telling: Telling, verdict: Verdict, places: Mapping[Label, Location]
) -> dict[str, Any]:
    """A text or a way that is met whenever what it belongs to is; that has the witness."""
    kind, name = telling.label
    return {
        **_where(telling.label, places),
        "kind": kind,
        "name": name,
        "verdict": verdict.word.value,
        "with": {"kind": verdict.kind, "name": verdict.name},
    }


def _told(one: Diagnostic) -> str:
    """What is wrong and what to do, as two sentences."""
    return f"{one.message}. {one.remedy}"


def as_github(report: CheckReport) -> str:
    """A report as workflow commands, which GitHub shows at the changed lines."""
    return "".join(
        f"::{one.code.severity.value} file={of_command(one.place.file, ':,')},"
        f"line={one.place.line},col={one.place.column},title={one.code.id}::"
        f"{of_command(_told(one))}\n"
        for one in report.diagnostics
    )


def as_sarif(report: CheckReport) -> str:
    """A report as a SARIF log."""
    codes = {one.code.id: one.code for one in report.diagnostics}
    rules = [
        {
            "id": code.id,
            "shortDescription": {"text": _(code.about)},
            "help": {"text": _(code.remedy)},
            "defaultConfiguration": {"level": code.severity.value},
        }
        for code in codes.values()
    ]
    results = [
        {
            "ruleId": one.code.id,
            "level": one.code.severity.value,
            "message": {"text": _told(one)},
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


FORMATS: dict[str, Callable[[CheckReport], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
