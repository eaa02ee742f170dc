"""Typed lines as lines of text: what a plain play prints, a transcript keeps and a screen reader
speaks.

Lines that belong together form a group: a heading with its day, a passage, all that one cause
moved. Whoever prints them decides how wide they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotiator.language import _, pgettext
from negotiator.narration import documents, votes
from negotiator.narration.acts import named
from negotiator.narration.changes import one_by_one
from negotiator.narration.dates import at_time, day_in_full
from negotiator.narration.lines import (
    Agreed,
    BeginsAfter,
    Card,
    Chosen,
    Countered,
    Document,
    Heading,
    InSums,
    LeftOut,
    Line,
    Moved,
    Noted,
    Part,
    PlaceKind,
    Promised,
    Returned,
    ToldPassage,
    Trend,
    Voted,
    WinSets,
)
from negotiator.narration.menu import back_at, typed_line
from negotiator.narration.promises import told as of_promise
from negotiator.narration.read_before import left_out
from negotiator.narration.sentences import above_lines, finished, spoken
from negotiator.narration.terms import agreed
from negotiator.narration.win_sets import spoken as of_win_sets
from negotiator.story.model import Citation, Stress

_TOGETHER = (Moved, Noted, Promised, InSums, Voted)
"""What stands in a group with its neighbours."""


def groups(lines: Iterable[Line]) -> Iterator[list[str]]:
    """Lines of text in groups, to be set apart from each other."""
    together: list[str] = []
    for one in lines:
        if isinstance(one, _TOGETHER):
            together += said(one)
            continue
        if together:
            yield together
            together = []
        words = list(said(one))
        if words:
            yield words
    if together:
        yield together


def said(one: Line) -> Iterator[str]:
    """One typed line in lines of text."""
    match one:
        case Heading():
            yield from _headed(one)
        case Card():
            yield f"=== {named(one.label, one.title)} ==="
        case ToldPassage():
            yield from passage(one).split("\n")
        case Document():
            yield from _document(one)
        case Chosen(words):
            yield f"> {words}"
        case Moved():
            yield f"* {change(one)}"
        case Noted(words):
            yield f"* {finished(words)}"
        case Promised():
            yield f"* {of_promise(one)}"
        case InSums():
            yield typed_line("why", one_by_one())
        case Voted():
            yield from _voted(one)
        case Returned(title):
            yield back_at(title)
        case LeftOut():
            yield finished(left_out(one))
        case BeginsAfter():
            yield _("What was told up to decision {number} is left out.", number=one.decisions)
        case WinSets():
            yield of_win_sets(one)
        case Countered():
            pass  # said with where the talks are, after each answer
        case Agreed(them, clauses):
            yield above_lines(agreed(them))
            for number, clause in enumerate(clauses, start=1):
                yield numbered(number, clause.term, clause.option)


def numbered(number: int, term: str, option: str) -> str:
    """An option with its term's number."""
    return _("{number}. {term}: {option}.", number=number, term=term, option=option)


def passage(one: ToldPassage) -> str:
    """A passage in its lines behind who says it, its sources in brackets; drama has none."""
    words = _written(one.parts)
    return str(spoken(one.speaker.name, words)) if one.speaker else words


def _written(parts: Iterable[Part]) -> str:
    """Words and sources. Stress is left out: a voice would read the stars."""
    return "".join(
        f" [{part.source}]" if isinstance(part, Citation) else part.words
        for part in parts
        if not isinstance(part, Stress)
    ).strip()


def _document(one: Document) -> Iterator[str]:
    """A document as it is read aloud; of a drawing, what it shows."""
    yield finished(documents.announced(one, _written(one.heading)))
    lines = _written(one.alt if one.kind.is_drawn else one.parts).split("\n")
    yield from (f"  {line}" if line else "" for line in lines)
    if "" in lines:
        yield documents.ends()


def _headed(one: Heading) -> Iterator[str]:
    yield f"-- {one.title} --" if one.kind is PlaceKind.EPILOGUE else f"== {one.title} =="
    if one.kind is PlaceKind.EVENT:
        return
    when = at_time(day_in_full(one.date) if one.date else "", one.time)
    if when and one.place:
        yield _("{day}, {place}.", day=when, place=one.place)
    elif when or one.place:
        yield finished(when or one.place)
    if one.outcome:
        yield _("Outcome: {outcome}.", outcome=one.outcome)


def change(one: Moved) -> str:
    """A change of a gauge as it is read aloud."""
    values: dict[str, object] = {
        "gauge": one.gauge.label,
        "amount": abs(one.by),
        "value": one.after,
        "band": one.gauge.band(one.after),
        "verdict": _spoken(one.verdict),
    }
    if one.because:
        values["reason"] = one.because
        if one.by > 0:
            return _(
                "{gauge} rises by {amount} to {value} ({band}; {verdict}), because {reason}.",
                **values,
            )
        return _(
            "{gauge} falls by {amount} to {value} ({band}; {verdict}), because {reason}.", **values
        )
    if one.by > 0:
        return _("{gauge} rises by {amount} to {value} ({band}; {verdict}).", **values)
    return _("{gauge} falls by {amount} to {value} ({band}; {verdict}).", **values)


def _spoken(verdict: Trend) -> str:
    if verdict is Trend.SAME:
        return pgettext("of a change", "neither better nor worse")
    return verdict.word


def _voted(one: Voted) -> Iterator[str]:
    yield f"* {votes.called(one)}"
    for count in votes.counted(one):
        yield f"  {finished(votes.bloc(count))}"
    yield f"* {votes.outcome(one)}"
