"""The debriefs of a play's tables, one after the other, without telling anything twice.

A play often comes back to the same terms. What its later table has in common with the one before it
is then said once, and so is what all these numbers are. Each table by itself is in `table_report`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotiator.engine import Play
from negotiator.engine.table_debrief import TableDebrief, closings, table_debriefs
from negotiator.language import _, ngettext
from negotiator.narration import table_report
from negotiator.narration.table_report import ReportPart, Subject

_IN_COMMON = {Subject.ROOM, Subject.LEFT, Subject.COMPARED, Subject.HOME}
"""What two tables over the same terms may say alike; the rest is about the talks themselves."""


def reports(found: Sequence[TableDebrief]) -> list[tuple[ReportPart, ...]]:
    """The parts of each table's debrief."""
    told = [table_report.report(one) for one in found]
    short: list[tuple[ReportPart, ...]] = []
    for number, parts in enumerate(told):
        before = _before(found, number)
        if before is not None:
            parts = _since(parts, told[before], found[before].table.title)
        if number < len(told) - 1:
            parts = tuple(part for part in parts if part.subject is not Subject.CAUTION)
        short.append(parts)
    return short


def lines(found: Sequence[TableDebrief]) -> list[list[str]]:
    """The same as lines of text."""
    return [
        list(table_report.lines(one, parts))
        for one, parts in zip(found, reports(found), strict=True)
    ]


def summaries(play: Play) -> list[str]:
    """Each table of a play in a sentence."""
    found = table_debriefs(play)
    return [*left_out(play, found), *map(table_report.summary, found)]


def left_out(play: Play, found: Sequence[TableDebrief]) -> list[str]:
    """The note in place of tables that are too many, or too large."""
    number = len(closings(play)) - len(found)
    if not number:
        return []
    said = ngettext(
        "{number} earlier table is left out: looking back on it would take too long.",
        "{number} earlier tables are left out: looking back on them would take too long.",
        number,
    )
    return [said]


def _before(found: Sequence[TableDebrief], number: int) -> int | None:
    """The last table over the same terms before the one with a number, by its own."""
    terms = _terms(found[number])
    return next((n for n in range(number - 1, -1, -1) if _terms(found[n]) == terms), None)


def _terms(one: TableDebrief) -> list[str]:
    return [term.id for term in one.table.terms]


def _since(
    parts: tuple[ReportPart, ...], before: tuple[ReportPart, ...], table: str
) -> tuple[ReportPart, ...]:
    """The parts of a debrief without what an earlier table's has in the same words."""
    earlier = {part.subject: part for part in before}
    return tuple(
        _different(part, earlier[part.subject], table)
        if part.subject in _IN_COMMON and part.subject in earlier
        else part
        for part in parts
    )


def _different(part: ReportPart, before: ReportPart, table: str) -> ReportPart:
    known = set(_said(before))
    new = [one for one in _said(part) if one not in known]
    if len(new) == len(list(_said(part))):
        return part
    lead = (
        _("As at {table}, but for this:", table=table) if new else _("As at {table}.", table=table)
    )
    return part._replace(lines=(lead, *(line for one in new for line in one)))


def _said(part: ReportPart) -> Iterator[tuple[str, ...]]:
    """What can be left out by itself: a line with the list below it, or a decision that changed
    something at home."""
    several: list[str] = []
    for line in part.lines:
        if several and (part.subject is Subject.HOME or not line.startswith("- ")):
            yield tuple(several)
            several = []
        several.append(line)
    if several:
        yield tuple(several)
