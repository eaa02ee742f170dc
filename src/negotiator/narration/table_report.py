"""The debrief of a table in words: what could have been agreed, how it closed, and what was left.

Its sentences teach and don't grade: they count and compare, and call no ending right. The player's
side is `you`. All faces show this one report; the numbers are from `table_debrief`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from negotiator.engine.table_debrief import Sets, Shift, TableDebrief
from negotiator.language import _, ngettext
from negotiator.narration.concession_report import moves
from negotiator.narration.drawing import FIRST_OF_OURS, FIRST_OF_THEIRS, offer_glyphs
from negotiator.narration.menu import words
from negotiator.narration.sentences import joined
from negotiator.narration.value_left_report import better, both, compared, left, package
from negotiator.sentence_parts import in_a_row, listed, ordinal
from negotiator.story.model import LEAVE, WALKOUT


class Subject(Enum):
    """What a part of the debrief is about."""

    CLOSING = auto()
    EARNED = auto()
    ROOM = auto()
    LEFT = auto()
    COMPARED = auto()
    PATH = auto()
    HOME = auto()
    CAUTION = auto()


class ReportPart(NamedTuple):
    """A heading and the lines under it, each a sentence or two."""

    title: str
    lines: tuple[str, ...]
    subject: Subject


def report(one: TableDebrief) -> tuple[ReportPart, ...]:
    """The debrief of a table in words, in order."""
    # What two people offered each other is not part of a play.
    earned = () if one.between_people else moves(one.earned, one.table, one.bargaining)
    parts: tuple[tuple[Subject, str, Iterable[str]], ...] = (
        (Subject.CLOSING, _("How it closed"), _closing(one)),
        (Subject.EARNED, _("What your moves earned"), earned),
        (Subject.ROOM, _("What could be agreed"), _room(one)),
        (Subject.LEFT, _("What was left on the table"), left(one)),
        (Subject.COMPARED, _("Other packages to compare with"), compared(one)),
        (Subject.PATH, _("How the talks went"), () if one.between_people else _path(one)),
        (Subject.HOME, _("What your decisions before the table changed"), _home(one)),
        (Subject.CAUTION, _("What these numbers are"), _caution()),
    )
    told = (ReportPart(title, tuple(lines), subject) for subject, title, lines in parts)
    return tuple(part for part in told if part.lines)


def lines(one: TableDebrief, parts: Iterable[ReportPart] | None = None) -> Iterator[str]:
    """The report, or these parts of it, as lines of text, with an empty line between its parts."""
    yield _("{table}: the table seen from above", table=one.table.title)
    for part in report(one) if parts is None else parts:
        yield ""
        yield _("{title}:", title=part.title)
        yield from part.lines


def summary(one: TableDebrief) -> str:
    """The result at a table, in a sentence."""
    found = one.found
    if one.deal is None or one.left is None:
        return _(
            "{table}: no deal. {zone:,} of {packages:,} packages would have "
            "been no worse than that for both.",
            table=one.table.title,
            zone=found.zone,
            packages=found.packages,
        )
    ours, theirs = one.worths(one.deal)
    deal = _(
        "{table}: a deal worth {ours} to you and {theirs} to {them}.",
        table=one.table.title,
        ours=ours,
        theirs=theirs,
        them=one.table.theirs.name,
    )
    return joined(deal, better(len(one.left.dominating)))


def _closing(one: TableDebrief) -> Iterator[str]:
    them = one.table.theirs.name
    if one.deal is None:
        yield _left_the_table(one)
        if one.closing == WALKOUT and not one.between_people:
            yield _why_they_left(one)
        yield from _without(one)
        return
    if one.between_people:
        yield _("You and {them} settled on this:", them=them)
    elif one.accepted:
        yield _you_accepted(one.proposals)
    else:
        number = ordinal(one.proposals)
        yield _("{them} accepted your {ordinal} proposal:", them=them, ordinal=number)
    yield from package(one, one.deal)
    ours, theirs = one.worths(one.deal)
    our_line, their_line = one.limits
    yield _(
        "It is worth {ours} of 100 to you, {our_place}, and {theirs} to {them}, {their_place}.",
        ours=ours,
        our_place=_over_yours(ours - our_line, our_line),
        theirs=theirs,
        them=them,
        their_place=_over_theirs(theirs - their_line, their_line),
    )


def _left_the_table(one: TableDebrief) -> str:
    """Who left, and when."""
    count = one.proposals
    if one.between_people:
        if one.closing == LEAVE:
            return _("You left. There is no deal.")
        them = one.table.theirs.name
        return _("{them} left, or the time was up. There is no deal.", them=them)
    if one.closing == LEAVE:
        if not count:
            return _("You left before you proposed anything. There is no deal.")
        return ngettext(
            "You left after {number} proposal. There is no deal.",
            "You left after {number} proposals. There is no deal.",
            count,
        )
    return ngettext(
        "{them} left after {number} proposal. There is no deal.",
        "{them} left after {number} proposals. There is no deal.",
        count,
        them=one.table.theirs.name,
    )


def _you_accepted(proposals: int) -> str:
    if not proposals:
        return _("You accepted their package before you proposed anything:")
    return ngettext(
        "You accepted their package after {number} proposal:",
        "You accepted their package after {number} proposals:",
        proposals,
    )


def _over_yours(worth: int, line: int) -> str:
    """How far a worth is above or below the player's line."""
    if not worth:
        return _("just at your line of {line}", line=line)
    if worth > 0:
        return _("{worth} above your line of {line}", worth=worth, line=line)
    return _("{worth} below your line of {line}", worth=-worth, line=line)


def _over_theirs(worth: int, line: int) -> str:
    if not worth:
        return _("just at their line of {line}", line=line)
    if worth > 0:
        return _("{worth} above their line of {line}", worth=worth, line=line)
    return _("{worth} below their line of {line}", worth=-worth, line=line)


def _why_they_left(one: TableDebrief) -> str:
    """What ended the talks, from their side."""
    bargaining, them = one.bargaining, one.table.theirs.name
    if bargaining.theirs.most < bargaining.theirs.limit:
        return _("Nothing on this table was worth as much to {them} as no deal.", them=them)
    if bargaining.is_settled:
        return ngettext(
            "Its patience was used up by {number} proposal that took back some of what was agreed.",
            "Its patience was used up by {number} proposals that took back some of what was "
            "agreed.",
            bargaining.patience,
        )
    return ngettext(
        "Its patience was used up by {number} proposal that was worth less to {them} than no deal, "
        "and brought it little or nothing.",
        "Its patience was used up by {number} proposals that were worth less to {them} than no "
        "deal, and brought it little or nothing.",
        bargaining.patience,
        them=them,
    )


def _without(one: TableDebrief) -> Iterator[str]:
    """What both sides have instead of a deal."""
    for side, line in zip((one.table.ours, one.table.theirs), one.limits, strict=True):
        values: dict[str, object] = {"line": line, "side": side.name, "instead": side.without}
        if side.without:
            yield _("No deal ({instead}) is worth {line} of 100 to {side}.", **values)
        else:
            yield _("No deal is worth {line} of 100 to {side}.", **values)


def _room(one: TableDebrief) -> Iterator[str]:
    found = one.found
    us, them = one.table.ours.name, one.table.theirs.name
    if one.deal is not None:
        yield from _without(one)
    yield _(
        "Of {packages:,} packages, {our_set:,} were no worse for {us} than "
        "no deal, {their_set:,} for {them}, and {zone:,} for both. "
        "Those that one side could take are its win-set; those that both could, "
        "the zone of possible agreement.",
        packages=found.packages,
        our_set=found.our_win_set,
        us=us,
        their_set=found.their_win_set,
        them=them,
        zone=found.zone,
    )
    if one.profile is not None:
        mattered = one.profile.text.rstrip(".")
        yield _("What mattered to {them} in this play: {profile}.", them=them, profile=mattered)
    if not found.zone:
        yield _("So there was nothing to agree on: without a deal both were better off.")


def _path(one: TableDebrief) -> Iterator[str]:
    yield _("Number or letter in the drawing, and what the package was worth:")
    glyphs = offer_glyphs(made.is_ours for made in one.offers)
    for glyph, (is_ours, number) in zip(glyphs, one.offers, strict=True):
        yield f"- {_offer(one, glyph, is_ours, number)}"
    if one.pairs == 1:
        yield _("You put two packages side by side once.")
    elif one.pairs:
        yield _("You put two packages side by side {count} times.", count=one.pairs)


def _offer(one: TableDebrief, glyph: str, is_ours: bool, number: int) -> str:
    """A package as it was put on the table, by its letter or number in the drawing."""
    values: dict[str, object] = {"glyph": glyph, "worths": both(one, number)}
    if is_ours:
        if glyph == FIRST_OF_OURS:
            return _("{glyph}, your opening: {worths}", **values)
        return _("{glyph}, your proposal: {worths}", **values)
    values["them"] = one.table.theirs.name
    if glyph == FIRST_OF_THEIRS:
        return _("{glyph}, {them}'s opening: {worths}", **values)
    return _("{glyph}, {them}'s answer: {worths}", **values)


def _home(one: TableDebrief) -> Iterator[str]:
    first = one.at_first
    yield _(
        "Before your first decision {ours:,} packages were no worse than no deal for "
        "{us}, {theirs:,} for {them}, {zone:,} for both.",
        ours=first.ours,
        us=one.table.ours.name,
        theirs=first.theirs,
        them=one.table.theirs.name,
        zone=first.zone,
    )
    for shift in one.shifts:
        yield f"- {_shift(one, shift)}"
    if not one.shifts:
        yield _("None of your decisions before the table changed which packages either could take.")


def _shift(one: TableDebrief, shift: Shift) -> str:
    us, them = one.table.ours.name, one.table.theirs.name
    counts = [
        _("{who} from {before:,} to {after:,}", who=who, before=old, after=new)
        for who, old, new in zip(
            (us, them, _("both")), shift.before[2:], shift.after[2:], strict=True
        )
        if old != new
    ]
    return _(
        "Decision {number}, {place}, “{choice}”: {reasons}. "
        "Packages no worse than no deal: {counts}.",
        number=shift.number + 1,
        place=shift.place,
        choice=words(shift.words),
        reasons=listed(list(_why(shift.before, shift.after, us, them))),
        counts=in_a_row(counts),
    )


def _why(before: Sets, after: Sets, us: str, them: str) -> Iterator[str]:
    """How a decision changed the win-sets."""
    for who, old, new in ((us, before[0], after[0]), (them, before[1], after[1])):
        if old != new:
            yield _("{who}'s line moved from {before} to {after}", who=who, before=old, after=new)
    # A win-set that changes while its line stays does so because the terms weigh differently.
    if any(before[n] == after[n] and before[n + 2] != after[n + 2] for n in (0, 1)):
        yield _("the weights of the terms changed")


def _caution() -> Iterator[str]:
    yield _(
        "The worths, weights and lines are the author's model of this table, not facts about "
        "anyone. Each side's worths have a unit of their own, so they can't be added up. "
        "They don't say which ending is right: that depends on what you think matters."
    )
