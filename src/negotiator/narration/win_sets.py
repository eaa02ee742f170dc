"""What each side could agree to at a table, as Putnam's two circles: how many packages would hold
at home, how many across the table, and how many in both places.

A face draws them; `spoken` says the same. What they are counted from is in
`engine.table_debrief`.
"""

from __future__ import annotations

from datetime import date

from negotiator.engine import Play
from negotiator.engine.layout import Values
from negotiator.engine.named_parts import named_table
from negotiator.engine.table_debrief import win_sets
from negotiator.language import _
from negotiator.narration.lines import WinSets
from negotiator.narration.sentences import joined
from negotiator.sentence_parts import within
from negotiator.story.model import Table


def circles(play: Play, today: date | None) -> WinSets | None:
    """The circles now, beside those at the start of the play; None once no table is ahead."""
    table = None if play.ending else _ahead(play, len(play.steps), today)
    return None if table is None else _between(play, table, play.origin.values, play.state.values)


def moved(play: Play, before: Values, number: int, today: date | None) -> WinSets | None:
    """The circles after a decision, by its number from 0, beside those with these values; None if
    no table is ahead, or if they are as they were."""
    table = _ahead(play, number + 1, today)
    if table is None:
        return None
    found = _between(play, table, before, play.steps[number].state.values)
    return found if found.now != found.before else None


def _ahead(play: Play, decided: int, today: date | None) -> Table | None:
    """The next of the tables with the most packages that wasn't closed after so many decisions and
    whose day isn't past; a smaller one only teaches, or settles what is left."""
    closed = {step.before.scene for step in play.steps[:decided] if step.closing}
    tables = play.story.tables.values()
    most = max((one.packages for one in tables), default=0)
    for one in tables:
        is_past = one.date is not None and today is not None and one.date < today
        if one.packages == most and one.id not in closed and not is_past:
            return one
    return None


def _between(play: Play, table: Table, before: Values, now: Values) -> WinSets:
    first, last = (win_sets(play.story, table, one) for one in (before, now))
    table = named_table(play.story, table, now)
    return WinSets(
        table.ours.name,
        table.theirs.name,
        table.packages,
        (last.ours, last.theirs, last.zone),
        (first.ours, first.theirs, first.zone),
    )


def caption(one: WinSets) -> str:
    """What the circles are of."""
    return _(
        "Packages that {us} and {them} could agree on", us=within(one.us), them=within(one.them)
    )


def at_home(one: WinSets) -> str:
    """The size of the player's circle."""
    return _counted(_("would hold for {us}", us=within(one.us)), one, 0)


def across(one: WinSets) -> str:
    """The size of the other circle."""
    return _counted(_("would hold for {them}", them=within(one.them)), one, 1)


def in_both(one: WinSets) -> str:
    """The size of what both have in common."""
    return _counted(_("would hold for both"), one, 2)


def _counted(what: str, one: WinSets, number: int) -> str:
    now, before = one.now[number], one.before[number]
    if now == before:
        return _("{count:,} {what}", count=now, what=what)
    return _("{count:,} {what} (it was {before:,})", count=now, what=what, before=before)


def spoken(one: WinSets) -> str:
    """All of it in sentences."""
    told = _(
        "{caption}: of {packages:,} packages {ours}, {theirs}, and {both}.",
        caption=caption(one),
        packages=one.packages,
        ours=at_home(one),
        theirs=across(one),
        both=in_both(one),
    )
    return joined(told, "" if one.now[2] else _("There is nothing that both could sign."))
