"""What a check found, as text of 80 columns for people: counts, what is undecided, and what is
wrong last, where it is seen.

For programs it is told in `report_formats`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from negotiator.cells import wrapped
from negotiator.checking.report import Report
from negotiator.distribution import adding
from negotiator.gate import terminal

if TYPE_CHECKING:
    # What a search needs is imported by it: without one, an answer may be known.
    from negotiator.checking.check import Checked
    from negotiator.checking.verdicts import Verdict

WIDTH = 80
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
            yield from wrapped(
                f"Never agreed on in these: {options}",
                WIDTH,
                first="  ",
                rest="    ",
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
        yield from wrapped(f"{said}:", WIDTH, first="  ", rest="  ")
        yield from wrapped(", ".join(names), WIDTH, first="    ", rest="    ")


def _witnesses(verdicts: list[Verdict]) -> Iterator[str]:
    """The plays that show how a story ends, or how one gets stuck, decision by decision."""
    for one in sorted(verdicts, key=_length):
        if one.witness is not None:
            seed = "" if one.witness.seed is None else f" with seed {one.witness.seed}"
            yield f"  {one.name}: {_shown(one)}{seed}"
            yield from wrapped(
                " ".join(one.witness.decisions),
                WIDTH,
                first="    ",
                rest="    ",
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
