"""The debrief of a table in words: what could be agreed, how it closed, and what was left.

Sentences that teach and don't grade: they count and compare, and no ending is called right.
The player's side is `you`. One report for every way of showing it; the numbers are from
`table_debrief`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.bargaining.pareto import Better, Change
from negotiator.bargaining.worths import options_of
from negotiator.diagrams.tradeoff_plot import offer_glyphs
from negotiator.engine.table_debrief import Shift, TableDebrief
from negotiator.narration.concession_report import moves
from negotiator.story.model import LEAVE, WALKOUT
from negotiator.wording import ordinal


class Part(NamedTuple):
    """A heading and what is told under it, a line for each sentence or two."""

    title: str
    lines: tuple[str, ...]


def report(one: TableDebrief) -> tuple[Part, ...]:
    """A table in words, in the order in which it is told."""
    parts = (
        ("How it closed", _closing(one)),
        ("What your moves earned", moves(one.earned, one.table, one.bargaining)),
        ("What could be agreed", _room(one)),
        ("What was left on the table", _left(one)),
        ("Other packages to compare with", _compared(one)),
        ("How the talks went", _path(one)),
        ("What your decisions before the table changed", _home(one)),
        ("What these numbers are", _caution()),
    )
    return tuple(Part(title, told) for title, lines in parts if (told := tuple(lines)))


def lines(one: TableDebrief) -> Iterator[str]:
    """The report as lines of text, with an empty one between its parts."""
    yield f"{one.table.title}: the table seen from above"
    for part in report(one):
        yield ""
        yield f"{part.title}:"
        yield from part.lines


def summary(one: TableDebrief) -> str:
    """What came of a table, in a sentence."""
    found = one.found
    if one.deal is None or one.left is None:
        return (
            f"{one.table.title}: no deal. {found.zone:,} of {found.packages:,} packages would have "
            "been no worse than that for both."
        )
    better = len(one.left.dominating)
    beside = (
        f"{_packages(better)} better for one of you and no worse for the other."
        if better
        else "No package was better for one of you and no worse for the other."
    )
    return f"{one.table.title}: a deal worth {_both(one, one.deal)}. {beside}"


def _closing(one: TableDebrief) -> Iterator[str]:
    them = one.table.theirs.name
    after = _after(one.proposals)
    if one.deal is None:
        who = "You left" if one.closing == LEAVE else f"{them} left"
        yield f"{who} {after}. There is no deal."
        if one.closing == WALKOUT:
            yield _why_they_left(one)
        yield from _without(one)
        return
    if one.accepted:
        yield f"You accepted their package {after}:"
    else:
        yield f"{them} accepted your {ordinal(one.proposals)} proposal:"
    yield from _package(one, one.deal)
    ours, theirs = one.worths(one.deal)
    our_line, their_line = one.limits
    yield (
        f"It is worth {ours} of 100 to you, {_over(ours - our_line)} your line of {our_line}, and "
        f"{theirs} to {them}, {_over(theirs - their_line)} their line of {their_line}."
    )


def _why_they_left(one: TableDebrief) -> str:
    """What ended the talks from their side."""
    bargaining, them = one.bargaining, one.table.theirs.name
    if bargaining.theirs.most < bargaining.theirs.limit:
        return f"Nothing on this table was worth as much to {them} as no deal."
    one_only = bargaining.patience == 1
    such = (
        "took back some of what was agreed"
        if bargaining.is_settled
        else f"{'was' if one_only else 'were'} worth less to {them} than no deal, and brought it "
        "little or nothing"
    )
    proposals = "1 proposal" if one_only else f"{bargaining.patience} proposals"
    return f"Its patience was used up by {proposals} that {such}."


def _without(one: TableDebrief) -> Iterator[str]:
    """What both have instead of a deal."""
    for side, line in zip((one.table.ours, one.table.theirs), one.limits, strict=True):
        instead = f" ({side.without})" if side.without else ""
        yield f"No deal{instead} is worth {line} of 100 to {side.name}."


def _room(one: TableDebrief) -> Iterator[str]:
    found = one.found
    us, them = one.table.ours.name, one.table.theirs.name
    if one.deal is not None:
        yield from _without(one)
    yield (
        f"Of {found.packages:,} packages, {found.our_win_set:,} were no worse for {us} than "
        f"no deal, {found.their_win_set:,} for {them}, and {found.zone:,} for both. "
        "Those that one side could take are its win-set; those that both could, "
        "the zone of possible agreement."
    )
    if one.profile is not None:
        yield f"What mattered to {them} in this play: {one.profile.text.rstrip('.')}."
    if not found.zone:
        yield "So there was nothing to agree on: without a deal both were better off."


def _left(one: TableDebrief) -> Iterator[str]:
    if one.deal is None or one.left is None:
        best = one.found.egalitarian
        if best is not None:
            ours, theirs = one.worths(best)
            our_line, their_line = one.limits
            yield (
                f"{_packages(one.found.zone)} no worse than no deal for both. One of them would "
                f"have given you {ours - our_line} more than no deal and {one.table.theirs.name} "
                f"{theirs - their_line} more:"
            )
            yield from _package(one, best)
        return
    left = one.left
    if left.best is None:
        yield (
            "No package was better for one of you and no worse for the other: "
            "what one gains from here, the other loses. Your deal lies on the frontier."
        )
        return
    count = len(left.dominating)
    which = "It" if count == 1 else "The best of them"
    yield (
        f"{_packages(count)} better for one of you and no worse for the other. "
        f"{which} would have given {_gains(one, left.best)}."
    )
    if left.trade is None:
        yield "More than two terms would have to change for any of them:"
        yield from _differences(one, left.best.package)
        return
    if left.trade.better.package != left.best.package:
        yield (
            "One that needs no more than two terms changed would have given "
            f"{_gains(one, left.trade.better)}."
        )
    changes = left.trade.changes
    what = "trade" if len(changes) > 1 else "change"
    yield f"The {what} that was not made:"
    for change in changes:
        yield f"- {_change(one, change)}"


def _packages(count: int) -> str:
    return "1 package was" if count == 1 else f"{count:,} packages were"


def _gains(one: TableDebrief, better: Better) -> str:
    """What a better package gives each side more than the deal, in the worths that are shown."""
    assert one.deal is not None, "without a deal nothing is better than it"
    now, then = one.worths(one.deal), one.worths(better.package)
    ours, theirs = (
        "as much as it did"
        if not points
        else f"{most - least} more"
        if most > least
        else "a little more"
        for points, least, most in zip((better.ours, better.theirs), now, then, strict=True)
    )
    return f"you {ours} and {one.table.theirs.name} {theirs}"


def _change(one: TableDebrief, change: Change) -> str:
    """One term of a trade, and what it does for each side."""
    term = one.table.terms[change.term]
    ours = _moved(change.ours, one.bargaining.ours.total, "you")
    theirs = _moved(change.theirs, one.bargaining.theirs.total, one.table.theirs.name)
    return (
        f"{term.label}: “{term.options[change.after].text}” in place of "
        f"“{term.options[change.before].text}” ({ours}, {theirs})"
    )


def _moved(points: int, total: int, who: str) -> str:
    worth = round(abs(points) / total)
    if not worth:
        return f"the same to {who}" if not points else f"nearly the same to {who}"
    return f"{worth} {'more' if points > 0 else 'less'} to {who}"


def _compared(one: TableDebrief) -> Iterator[str]:
    nash = one.found.nash
    if nash is not None and nash != one.deal:
        yield (
            "The package with the greatest product of both gains over no deal (the Nash point) is "
            f"worth {_both(one, nash)}."
        )
    elif nash is not None:
        yield (
            "Your deal is the package with the greatest product of both gains over no deal "
            "(the Nash point)."
        )
    if one.history is None:
        return
    if one.history == one.deal:
        yield "It is also what history agreed on."
        return
    yield f"What history agreed on is worth {_both(one, one.history)}."
    if one.deal is not None:
        yield "It differs from your deal in this:"
        yield from _differences(one, one.history)
    else:
        yield from _package(one, one.history)


def _path(one: TableDebrief) -> Iterator[str]:
    them = one.table.theirs.name
    yield "Number or letter in the drawing, and what the package was worth:"
    glyphs = offer_glyphs(made.is_ours for made in one.offers)
    for glyph, (is_ours, package) in zip(glyphs, one.offers, strict=True):
        if is_ours:
            what = f"your {'opening' if glyph == '0' else 'proposal'}"
        else:
            what = f"{them}'s {'opening' if glyph == 'a' else 'answer'}"
        yield f"- {glyph}, {what}: {_both(one, package)}"
    if one.pairs:
        times = "once" if one.pairs == 1 else f"{one.pairs} times"
        yield f"You put two packages side by side {times}."


def _home(one: TableDebrief) -> Iterator[str]:
    first = one.at_first
    yield (
        f"Before your first decision {first.ours:,} packages were no worse than no deal for "
        f"{one.table.ours.name}, {first.theirs:,} for {one.table.theirs.name}, "
        f"{first.zone:,} for both."
    )
    for shift in one.shifts:
        yield f"- {_shift(one, shift)}"
    if not one.shifts:
        yield "None of your decisions before the table changed which packages either could take."


def _shift(one: TableDebrief, shift: Shift) -> str:
    before, after = shift.before, shift.after
    us, them = one.table.ours.name, one.table.theirs.name
    why = [
        f"{who}'s line moved from {old} to {new}"
        for who, old, new in zip((us, them), before, after, strict=False)
        if old != new
    ]
    # A win-set that changes though its line stays does so by what the terms weigh.
    if any(before[n] == after[n] and before[n + 2] != after[n + 2] for n in (0, 1)):
        why.append("the weights of the terms changed")
    counts = [
        f"for {who} from {old:,} to {new:,}"
        for who, old, new in zip((us, them, "both"), before[2:], after[2:], strict=True)
        if old != new
    ]
    return (
        f"Decision {shift.number + 1}, {shift.place}, “{shift.words}”: {' and '.join(why)}. "
        f"Packages no worse than no deal {', '.join(counts)}."
    )


def _caution() -> Iterator[str]:
    yield (
        "The worths, weights and lines are the author's model of this table, not facts about "
        "anyone. Each side's worths have a unit of their own, so they can't be added up. "
        "They don't say which ending is right: that depends on what you think matters."
    )


def _package(one: TableDebrief, package: int) -> Iterator[str]:
    for term, option in zip(
        one.table.terms, options_of(package, one.bargaining.sizes), strict=True
    ):
        yield f"- {term.label}: {term.options[option].text}"


def _differences(one: TableDebrief, package: int) -> Iterator[str]:
    """The terms in which a package differs from the deal."""
    assert one.deal is not None, "without a deal nothing differs from it"
    both = (options_of(number, one.bargaining.sizes) for number in (one.deal, package))
    for term, here, there in zip(one.table.terms, *both, strict=True):
        if here != there:
            yield (
                f"- {term.label}: “{term.options[there].text}” in place of "
                f"“{term.options[here].text}”"
            )


def _both(one: TableDebrief, package: int) -> str:
    ours, theirs = one.worths(package)
    return f"{ours} to you and {theirs} to {one.table.theirs.name}"


def _over(worth: int) -> str:
    """How far a worth is over a line, or under it: `18 above`."""
    return "just at" if not worth else f"{abs(worth)} {'above' if worth > 0 else 'below'}"


def _after(proposals: int) -> str:
    if not proposals:
        return "before you proposed anything"
    return "after 1 proposal" if proposals == 1 else f"after {proposals} proposals"
