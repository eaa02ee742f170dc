"""What was left on a table, in words: packages that were better for both, and others to compare the
result of the talks with.

The numbers are from `pareto`; the rest of a table's debrief is in `table_report`.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.bargaining.pareto import Improvement, TermChange
from negotiator.bargaining.worths import options_of
from negotiator.engine.table_debrief import TableDebrief
from negotiator.language import _, ngettext
from negotiator.narration.sentences import joined
from negotiator.narration.terms import settled
from negotiator.story.model import Term


def left(one: TableDebrief) -> Iterator[str]:
    """What was possible for both sides that they didn't take."""
    if one.deal is None or one.left is None:
        yield from _left_without_a_deal(one)
        return
    found = one.left
    if found.best is None:
        loses = _("What one gains from here, the other loses. Your deal lies on the frontier.")
        yield joined(better(0), loses)
        return
    count = len(found.dominating)
    worths = _worths(one, found.best)
    if count == 1:
        best = _(
            "It would have been worth {ours} to you, in place of {ours_now}, and {theirs} to "
            "{them}, in place of {theirs_now}.",
            **worths,
        )
    else:
        best = _(
            "The best of them would have been worth {ours} to you, in place of {ours_now}, and "
            "{theirs} to {them}, in place of {theirs_now}.",
            **worths,
        )
    yield joined(better(count), best, _rounded(one, found.best))
    if found.trade is None:
        yield _("More than two terms would have to change for any of them:")
        yield from _differences(one, found.best.package)
        return
    if found.trade.better.package != found.best.package:
        near = _(
            "One that needs no more than two terms changed would have been worth {ours} to you, in "
            "place of {ours_now}, and {theirs} to {them}, in place of {theirs_now}.",
            **_worths(one, found.trade.better),
        )
        yield joined(near, _rounded(one, found.trade.better))
    changes = found.trade.changes
    if len(changes) > 1:
        yield _("The trade that was not made:")
    else:
        yield _("The change that was not made:")
    for change in changes:
        yield f"- {_change(one, change)}"


def _left_without_a_deal(one: TableDebrief) -> Iterator[str]:
    best = one.found.egalitarian
    if best is None:
        return
    ours, theirs = one.worths(best)
    our_line, their_line = one.limits
    were = ngettext(
        "{number:,} package was no worse than no deal for both.",
        "{number:,} packages were no worse than no deal for both.",
        one.found.zone,
    )
    gave = _(
        "One of them would have given you {ours} more than no deal and {them} {theirs} more:",
        ours=ours - our_line,
        them=one.table.theirs.name,
        theirs=theirs - their_line,
    )
    yield joined(were, gave)
    yield from package(one, best)


def _worths(one: TableDebrief, better: Improvement) -> dict[str, object]:
    """What a better package and the deal were worth to each side."""
    assert one.deal is not None, "without a deal nothing is better than it"
    (ours_now, theirs_now), (ours, theirs) = one.worths(one.deal), one.worths(better.package)
    return {
        "ours": ours,
        "ours_now": ours_now,
        "theirs": theirs,
        "theirs_now": theirs_now,
        "them": one.table.theirs.name,
    }


def _rounded(one: TableDebrief, better: Improvement) -> str:
    """A sentence for a gain that is too small for the worths shown; empty if there is none."""
    assert one.deal is not None, "without a deal nothing is better than it"
    pairs = zip(one.worths(one.deal), one.worths(better.package), strict=True)
    gains = zip((better.ours, better.theirs), pairs, strict=True)
    if any(points and now == then for points, (now, then) in gains):
        return _("Where it looks the same, it was a little better: worths are rounded.")
    return ""


def _change(one: TableDebrief, change: TermChange) -> str:
    """One term of a trade, and its effect on each side."""
    term = one.table.terms[change.term]
    return _(
        "{swap} ({ours}, {theirs})",
        swap=_swap(term, change.after, change.before),
        ours=_for_you(change.ours, one.bargaining.ours.total),
        theirs=_for_them(change.theirs, one.bargaining.theirs.total, one.table.theirs.name),
    )


def _for_you(points: int, total: int) -> str:
    worth = round(abs(points) / total)
    if not points:
        return _("the same to you")
    if not worth:
        return _("nearly the same to you")
    if points > 0:
        return _("{worth} more to you", worth=worth)
    return _("{worth} less to you", worth=worth)


def _for_them(points: int, total: int, them: str) -> str:
    worth = round(abs(points) / total)
    if not points:
        return _("the same to {them}", them=them)
    if not worth:
        return _("nearly the same to {them}", them=them)
    if points > 0:
        return _("{worth} more to {them}", worth=worth, them=them)
    return _("{worth} less to {them}", worth=worth, them=them)


def compared(one: TableDebrief) -> Iterator[str]:
    """The Nash point and what history agreed on, compared with the result of the talks."""
    nash = one.found.nash
    if nash is not None and nash != one.deal:
        yield _(
            "The package with the greatest product of both gains over no deal (the Nash point) is "
            "worth {worths}.",
            worths=both(one, nash),
        )
    elif nash is not None:
        yield _(
            "Your deal is the package with the greatest product of both gains over no deal "
            "(the Nash point)."
        )
    if one.history is None:
        return
    if one.history == one.deal:
        yield _("It is also what history agreed on.")
        return
    yield _("What history agreed on is worth {worths}.", worths=both(one, one.history))
    if one.deal is not None:
        yield _("It differs from your deal in this:")
        yield from _differences(one, one.history)
    else:
        yield from package(one, one.history)


def better(count: int) -> str:
    """How many packages were better than the deal for one side and no worse for the other."""
    if not count:
        return _("No package was better for one of you and no worse for the other.")
    return ngettext(
        "{number:,} package was better for one of you and no worse for the other.",
        "{number:,} packages were better for one of you and no worse for the other.",
        count,
    )


def package(one: TableDebrief, number: int) -> Iterator[str]:
    """A package by its number, one line for each term."""
    for term, option in zip(one.table.terms, options_of(number, one.bargaining.sizes), strict=True):
        yield f"- {settled(term.label, term.options[option].text)}"


def _differences(one: TableDebrief, other: int) -> Iterator[str]:
    """The terms in which a package differs from the deal."""
    assert one.deal is not None, "without a deal nothing differs from it"
    pair = (options_of(number, one.bargaining.sizes) for number in (one.deal, other))
    for term, here, there in zip(one.table.terms, *pair, strict=True):
        if here != there:
            yield f"- {_swap(term, there, here)}"


def _swap(term: Term, after: int, before: int) -> str:
    """An option of a term where another one was, by their numbers."""
    return _(
        "{term}: “{after}” in place of “{before}”",
        term=term.label,
        after=term.options[after].text,
        before=term.options[before].text,
    )


def both(one: TableDebrief, number: int) -> str:
    """The worth of a package to both sides."""
    ours, theirs = one.worths(number)
    them = one.table.theirs.name
    return _("{ours} to you and {theirs} to {them}", ours=ours, theirs=theirs, them=them)
