"""What a check found, as 80-column text for people: counts, what is undecided, and last, where it
is seen, what is wrong.

For programs it is written by `report_formats`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from negotiator.cells import cut, left, right, width, wrapped
from negotiator.checking.questions import QUESTIONS, UNWANTED, WANTED
from negotiator.checking.report import CheckReport
from negotiator.distribution import adding_extra
from negotiator.escaping import terminal
from negotiator.language import N_, _, ngettext
from negotiator.sentence_parts import in_a_row
from negotiator.simulation import minutes_report

if TYPE_CHECKING:
    # Only a search imports what it needs: without one, the answer may be cached.
    from negotiator.checking.agreement_zones import Zone
    from negotiator.checking.check import Checked
    from negotiator.checking.tables_in_pairs import TableInPairs
    from negotiator.checking.verdicts import Verdict
    from negotiator.simulation.minutes import Lasting
    from negotiator.statespace.transition_system import Label
    from negotiator.story.diagnostics import Location

WIDTH = 80
CAN = {
    "witnessed": (N_("can happen"), N_("(witnessed)"), 12),
    "proved": (N_("can't happen"), N_("(proved)"), 14),
    "not reached": (N_("not met yet"), N_("(not reached)"), 15),
    "capped": (N_("not known"), N_("(capped)"), 11),
}
"""The columns by verdict: in a reader's words, in those of the verdicts, and their widths."""


def as_text(report: CheckReport) -> str:
    """A report for people: counts, what is undecided, and last, where it is seen, what is wrong."""
    return terminal("\n".join(_text(report)) + "\n")


def _text(report: CheckReport) -> Iterator[str]:
    checked = report.checked
    if checked is not None:
        yield from _counts(checked)
        yield from _tables(checked)
        yield from _minutes(checked.lasting)
        undecided = report.undecided
        if undecided:
            why = _undecided_for(checked, undecided)
            yield _("Undecided: {why}, and nothing is claimed of these.", why=why)
            yield from _grouped(undecided, _asked, report.places)
            if checked.needs_numpy:
                faster = _("numpy would search faster: {command}", command=adding_extra("check"))
                yield f"  {faster}"
            yield ""
    for diagnostic in report.diagnostics:
        yield str(diagnostic)
        if diagnostic in report.replays:
            shown = _("This play shows it:")
            yield f"  = {shown}"
            yield f"    {report.replays[diagnostic]}"
        yield ""
    yield from _summary(report)


def _asked(one: Verdict) -> str:
    """What is said of one question."""
    return _(QUESTIONS[one.kind].one, verdict=_shown(one))


def _stopped(checked: Checked) -> str:
    """What ended a search that decided less than all."""
    if checked.is_stopped:
        return _(
            "the search was stopped after {seconds:.0f} seconds (--budget)",
            seconds=checked.budget,
        )
    return _("the search stopped at its effort of {effort:,.0f} (--effort)", effort=checked.effort)


def _undecided_for(checked: Checked, undecided: list[Verdict]) -> str:
    """Why these are undecided: no search ended, or no talks reached a line."""
    from negotiator.engine.transitions import LINE

    if all(one.kind == LINE for one in undecided):
        return _("the talks that were tried didn't reach every line")
    return _stopped(checked)


def _counts(checked: Checked) -> Iterator[str]:
    yield ngettext(
        "{story}: {number} question, {seconds:.1f} s",
        "{story}: {number} questions, {seconds:.1f} s",
        len(checked.verdicts),
        story=checked.story.id,
        seconds=checked.seconds,
    )
    yield ""
    columns = {word: (_(said), _(named), least) for word, (said, named, least) in CAN.items()}
    widths = {
        word: max(least, width(said) + 1, width(named) + 1)
        for word, (said, named, least) in columns.items()
    }
    first = max(24, *(width(_(one.several)) + 1 for one in QUESTIONS.values()))
    for line in (0, 1):
        heads = (right(str(column[line]), widths[word]) for word, column in columns.items())
        yield " " * (first + 2) + "".join(heads)
    for title, kinds in ((_("What should happen"), WANTED), (_("What should not"), UNWANTED)):
        yield title
        for kind, question in kinds.items():
            counts = Counter(one.word.value for one in checked.verdicts if one.kind == kind)
            counts += Counter(one.word.value for told, one in checked.followed if told.kind == kind)
            if counts:
                cells = (f"{counts[word] or '·':>{wide}}" for word, wide in widths.items())
                yield f"  {left(_(question.several), first)}" + "".join(cells)
    yield ""
    if checked.tests:
        yield ngettext(
            "{held} of {number} test of the story holds.",
            "{held} of {number} tests of the story hold.",
            len(checked.tests),
            held=len(checked.tests) - len(checked.failed),
        )
        yield ""
    if checked.unplayed:
        yield ngettext(
            "{number} test of the story was not played: the time was up.",
            "{number} tests of the story were not played: the time was up.",
            checked.unplayed,
        )
        yield ""


def _tables(checked: Checked) -> Iterator[str]:
    """How much could be agreed on at each table, in the states that plays met."""
    for zone in checked.zones:
        yield _zone(zone)
        if zone.never:
            options = ", ".join(f"{term}={option}" for term, option in zone.never)
            yield from wrapped(
                _("Never agreed on in these: {options}", options=options),
                WIDTH,
                first="  ",
                rest="    ",
            )
    for table in checked.in_pairs:
        yield _in_pairs(table)
    if checked.zones or checked.in_pairs:
        yield ""


def _in_pairs(one: TableInPairs) -> str:
    """What two people could come to at a table of an exercise."""
    return ngettext(
        "{table} in pairs ({exercise}): of {packages:,} packages both could sign {zone:,}, and "
        "{number:,} of these no other beats.",
        "{table} in pairs ({exercise}): of {packages:,} packages both could sign {zone:,}, and "
        "{number:,} of these no other beats.",
        one.frontier,
        table=one.table.id,
        exercise=one.exercise,
        packages=one.packages,
        zone=one.zone,
    )


def _zone(zone: Zone) -> str:
    if zone.least == zone.most:
        return ngettext(
            "{table}: of {packages:,} packages both could sign {most:,} ({share:.0%}), "
            "in {number} state met.",
            "{table}: of {packages:,} packages both could sign {most:,} ({share:.0%}), "
            "in {number} states met.",
            zone.states,
            table=zone.table.id,
            packages=zone.table.packages,
            most=zone.most,
            share=zone.shares[1],
        )
    return ngettext(
        "{table}: of {packages:,} packages both could sign {least:,} to {most:,} "
        "({low:.0%} to {high:.0%}), in {number} state met.",
        "{table}: of {packages:,} packages both could sign {least:,} to {most:,} "
        "({low:.0%} to {high:.0%}), in {number} states met.",
        zone.states,
        table=zone.table.id,
        packages=zone.table.packages,
        least=zone.least,
        most=zone.most,
        low=zone.shares[0],
        high=zone.shares[1],
    )


def _minutes(lasts: Lasting | None) -> Iterator[str]:
    """How long plays last, by act and in all, beside what the author says."""
    if lasts is None:
        return
    yield minutes_report.in_all(lasts)
    if lasts.minutes:
        yield f"  {minutes_report.by_the_author(lasts)}"
    for named, span in minutes_report.by_act(lasts):
        yield f"  {left(cut(named, 40), 41)}{span.median:>5.0f} {span.ninetieth:>5.0f}"
    yield ""


def witnesses_as_text(report: CheckReport) -> str:
    """A report for people who want to know more: every verdict, with the play that shows each
    ending and each fault."""
    if report.checked is None:
        return ""
    return "".join(f"{line}\n" for line in _details(report.checked, report.places))


def _details(checked: Checked, places: Mapping[Label, Location]) -> Iterator[str]:
    for kind, question in QUESTIONS.items():
        verdicts = [one for one in checked.verdicts if one.kind == kind]
        if not verdicts:
            continue
        said = _(question.several)
        yield f"{said[0].upper()}{said[1:]}"
        if kind == "ending" or kind in UNWANTED:
            yield from _witnesses(verdicts)
            verdicts = [one for one in verdicts if one.witness is None]
        yield from _grouped(sorted(verdicts, key=_length), _shown, places)
        yield ""


def _grouped(
    verdicts: list[Verdict], shown: Callable[[Verdict], str], places: Mapping[Label, Location]
) -> Iterator[str]:
    """The names of verdicts under what is said of them; for a text or a way, its file and line."""
    groups: dict[str, list[str]] = {}
    for one in verdicts:
        at = places.get(one.label)
        named = one.name if at is None else f"{PurePath(at.file).name}:{at.line}"
        groups.setdefault(shown(one), []).append(named)
    for said, names in groups.items():
        yield from wrapped(f"{said}:", WIDTH, first="  ", rest="  ")
        yield from wrapped(in_a_row(names), WIDTH, first="    ", rest="    ")


def _witnesses(verdicts: list[Verdict]) -> Iterator[str]:
    """The plays that show how a story ends, or how one gets stuck, decision by decision."""
    for one in sorted(verdicts, key=_length):
        if one.witness is not None:
            said = _shown(one)
            if one.witness.seed is not None:
                said = _("{verdict} with seed {seed}", verdict=said, seed=one.witness.seed)
            yield f"  {one.name}: {said}"
            yield from wrapped(
                " ".join(one.witness.decisions),
                WIDTH,
                first="    ",
                rest="    ",
            )


def _length(verdict: Verdict) -> int:
    return len(verdict.witness.decisions) if verdict.witness is not None else -1


def _shown(verdict: Verdict) -> str:
    said, named, _least = CAN[verdict.word.value]
    word = f"{_(said)} {_(named)}"
    if verdict.witness is None:
        return f"{word}: {verdict.how}"
    decisions = len(verdict.witness.decisions)
    if verdict.witness.seed is not None:
        return ngettext(
            "{verdict}, {number} decision",
            "{verdict}, {number} decisions",
            decisions,
            verdict=word,
        )
    return ngettext(
        "{verdict}, {number} decision, chance being kind (no seed found)",
        "{verdict}, {number} decisions, chance being kind (no seed found)",
        decisions,
        verdict=word,
    )


def _summary(report: CheckReport) -> Iterator[str]:
    errors, odd = report.errors, len(report.diagnostics) - report.errors
    aside = ngettext("{number} warning to look at.", "{number} warnings to look at.", odd)
    if errors:
        said = _("{number} to mend.", number=errors)
        yield f"{said} {aside}" if odd else said
        return
    checked = report.checked
    if report.is_cut:
        yield from _cut(checked)
        return
    if odd:
        said = _("No error was found.")
        if report.is_quick:
            said = _("No error was found without a search.")
        yield f"{said} {aside}"
    elif checked is not None and report.undecided:
        why = _undecided_for(checked, report.undecided)
        yield _("Nothing wrong was found, but {why}.", why=why)
    elif report.is_quick:
        yield _("Nothing wrong was found without a search.")
    else:
        yield _("Nothing wrong was found.")
    if report.is_quick:
        yield _("`check` without --quick also plays the story's tests and searches all plays.")
    elif checked is not None:
        yield _("The plays that show it: --witnesses; all of them, for programs: --format json.")


def _cut(checked: Checked | None) -> Iterator[str]:
    """The message for when time ran out before everything could be shown."""
    if checked is None:
        yield _("The time was up before a play was looked at. Give it more with --budget.")
    elif checked.wrong or checked.failed:
        yield ngettext(
            "{number} thing is wrong, and the time was up before it could be told where.",
            "{number} things are wrong, and the time was up before it could be told where.",
            len(checked.wrong) + len(checked.failed),
        )
    else:
        yield _("Nothing wrong was found, but the time was up before all was looked at.")
