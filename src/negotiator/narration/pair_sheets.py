"""The sheets for two people at a table: what each side is told, and none of the other's numbers.

What an option gives is its share of a hundred points, as the play counts them in the state that
the phase begins in; so the sheets are the same for all pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.bargaining.worths import Scale
from negotiator.engine import Play
from negotiator.engine.machine import talks
from negotiator.engine.negotiation import Session
from negotiator.engine.restore import begun
from negotiator.language import _
from negotiator.narration.dates import day
from negotiator.narration.sheets import Block, Grid, Head, Lines, Para, Points, Sheet
from negotiator.story.model import ClassShape, Exercise, Phase, Story
from negotiator.story.model import Side as TableSide

LEAVE_FROM, GRACE = 3, 20
"""In which minute one may leave, and for how many seconds after the bell one may accept."""


class _Side(NamedTuple):
    """One side of a table in a phase."""

    side: TableSide
    other: TableSide
    scale: Scale


def pair_sheets(story: Story, exercise: Exercise) -> Iterator[Sheet]:
    """A sheet for each side of each table at which two people bargain."""
    pairs = [one for one in exercise.phases if one.shape is ClassShape.PAIRS]
    for number, phase in enumerate(pairs, start=1):
        play = Play(story, begun(story, phase.at, dict(phase.set), exercise.seed))
        session = talks(story, play.state)
        assert session is not None, "a phase in pairs begins at a table"
        for name, is_ours in (("first_side", True), ("second_side", False)):
            side = _side(session, is_ours=is_ours)
            file = f"pairs_{number}_{name}" if len(pairs) > 1 else f"pairs_{name}"
            title = _("{side}: confidential", side=side.side.name)
            yield Sheet(file, title, tuple(_sheet(session, phase, side)))


def confidential(session: Session, phase: Phase, *, is_ours: bool) -> tuple[Block, ...]:
    """What one side of a table is told on a page, where offers are sent."""
    return tuple(_on_a_page(session, phase, _side(session, is_ours=is_ours)))


def _side(session: Session, *, is_ours: bool) -> _Side:
    table, bargaining = session.table, session.bargaining
    if is_ours:
        return _Side(table.ours, table.theirs, bargaining.ours)
    return _Side(table.theirs, table.ours, bargaining.theirs)


def _sheet(session: Session, phase: Phase, side: _Side) -> Iterator[Block]:
    table, fixed = session.table, dict(phase.fixed)
    when = f"{table.title}, {day(table.date)}" if table.date else str(table.title)
    yield Para(_("{when}. Do not show this sheet, and do not read from it.", when=when))
    yield from _position(side)
    yield from _worths(session, fixed, side.scale)
    yield from _reasons(session, fixed)
    yield Head(_("How it works"))
    yield Points(tuple(_rules()))
    yield Head(_("Offers that stand"))
    heads = (_("Number"), _("Who"), *(term.label for term in table.terms if term.id not in fixed))
    yield Grid((*heads, _("Points for you")), tuple(("",) * (len(heads) + 1) for _one in range(6)))
    yield Head(_("Afterwards"))
    yield Para(_("Why did it end as it did? What would you ask now?"))
    yield Lines(3)


def _on_a_page(session: Session, phase: Phase, side: _Side) -> Iterator[Block]:
    yield from _position(side)
    yield from _worths(session, dict(phase.fixed), side.scale)
    yield from _reasons(session, dict(phase.fixed))
    yield Head(_("How it works"))
    yield Points(
        (
            _no_turns(),
            _(
                "An offer names an option for every open term. It gets a number, and takes the "
                "place of your last one."
            ),
            _("Only an offer that still stands can be accepted."),
            *_how_it_ends(),
        )
    )


def _position(side: _Side) -> Iterator[Block]:
    """For whom one speaks, and what one has without a deal."""
    yield Para(
        _(
            "You speak for {side}, and bargain with {other}. A deal helps you only if it is worth "
            "more to you than what you have without one.",
            side=side.side.name,
            other=side.other.name,
        )
    )
    if side.side.without:
        yield Para(_("Without a deal you have: {without}.", without=side.side.without))
    yield Para(
        _(
            "Your limit: {limit} points. Below it you are better off without a deal. You may still "
            "sign; be ready to say why.",
            limit=side.scale.reservation,
        )
    )


def _worths(session: Session, fixed: dict[str, str], scale: Scale) -> Iterator[Block]:
    """What is settled already, and what the options of the other terms are worth to one."""
    table = session.table
    if any(term.id in fixed for term in table.terms):
        yield Head(_("Settled already"))
        base = 0.0
        items = []
        for number, term in enumerate(table.terms):
            if term.id in fixed:
                at = next(n for n, one in enumerate(term.options) if one.id == fixed[term.id])
                base += _points(scale, number, at)
                items.append(f"{term.label}: {term.options[at].text}")
        yield Points(tuple(items))
        yield Para(_("Together these give you {points:.1f} points.", points=base))
    yield Head(_("To be settled"))
    rows = [
        (
            term.label,
            option.text,
            f"{_points(scale, number, at):.1f}",
        )
        for number, term in enumerate(table.terms)
        if term.id not in fixed
        for at, option in enumerate(term.options)
    ]
    yield Grid((_("Term"), _("Option"), _("Points for you")), tuple(rows))


def _reasons(session: Session, fixed: dict[str, str]) -> Iterator[Block]:
    """What each open term is about."""
    about = tuple(
        f"{term.label}: {term.about}"
        for term in session.table.terms
        if term.about and term.id not in fixed
    )
    if about:
        yield Head(_("What they are about"))
        yield Points(about)


def _rules() -> Iterator[str]:
    yield _no_turns()
    yield _(
        "An offer names an option for every open term. Give it the next number, and write it on "
        "both sheets. "
        "It takes the place of your last one."
    )
    yield _("To accept an offer, say its number. Only an offer that still stands can be accepted.")
    yield from _how_it_ends()


def _no_turns() -> str:
    return _("There are no turns. Talk, and ask.")


def _how_it_ends() -> Iterator[str]:
    yield _("From minute {minute} on you may leave. That ends it.", minute=LEAVE_FROM)
    yield _(
        "At the bell you have {seconds} seconds to accept what stands. Then there is no deal.",
        seconds=GRACE,
    )
    yield _("What you say about your points may be true or not. It is remembered.")


def _points(scale: Scale, term: int, option: int) -> float:
    """What an option is worth of a hundred."""
    return scale.points[term][option] / scale.total
