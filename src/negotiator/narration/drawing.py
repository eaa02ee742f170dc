"""The drawing of a table in words: its axes, its legend, and the name of each offer in it.

`diagrams` works out where the marks go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from negotiator.language import _, ngettext
from negotiator.sentence_parts import in_a_row

FIRST_OF_OURS, FIRST_OF_THEIRS = "0", "a"
"""The names of the openings."""


def offer_glyphs(are_ours: Iterable[bool]) -> Iterator[str]:
    """The name of each offer: ours 0 (the opening), 1 (the first proposal) and so on; theirs a (the
    opening), b and so on."""
    made: Counter[bool] = Counter()
    for is_ours in are_ours:
        yield str(made[is_ours]) if is_ours else letters(made[is_ours] + 1)
        made[is_ours] += 1


def letters(number: int) -> str:
    """A number as letters: 1 is a, 26 is z, 27 is aa."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def title(story: str, table: str) -> str:
    """The title of the drawing."""
    return _("{story}: {table}", story=story, table=table)


# Axes


def axis_upwards(them: str) -> str:
    """The upward axis in a terminal."""
    return _("↑ Worth to {them}", them=them)


def axis_across(us: str) -> str:
    """The horizontal axis in a terminal."""
    return _("Worth to {us} →", us=us)


def axis(side: str) -> str:
    """An axis in places where its direction is visible."""
    return _("Worth to {side}", side=side)


# The legend


def deal(where: object) -> str:
    """The deal, and where it is."""
    return _("the deal {where}", where=where)


def nash_point(where: object) -> str:
    """The package with the greatest product of gains, and where it is."""
    return _("Nash point {where}", where=where)


def historys_deal(where: object) -> str:
    """What history agreed on, and where it is."""
    return _("history's deal {where}", where=where)


def proposals(us: str) -> str:
    """The player's offers."""
    return _("{us}'s proposals", us=us)


def counters(them: str) -> str:
    """The counterpart's offers."""
    return _("{them}'s counters", them=them)


def from_to(offers: str, first: str, last: str) -> str:
    """Offers by their first and last glyph."""
    return _("{offers}, {first} to {last}", offers=offers, first=first, last=last)


def limit(name: str, at: float) -> str:
    """Whose limit it is, and where; it may lie outside of what is drawn."""
    if at < 0:
        return _("{side}'s limit ({at:.0f}, below every package)", side=name, at=at)
    if at > 100:
        return _("{side}'s limit ({at:.0f}, above every package)", side=name, at=at)
    return _("{side}'s limit ({at:.0f})", side=name, at=at)


def frontier() -> str:
    """The packages that nothing beats for both sides, in a terminal."""
    return _("frontier")


def pareto_frontier() -> str:
    """The same where there is room for its full name."""
    return _("Pareto frontier")


def packages() -> str:
    """The cloud of packages, in a terminal."""
    return _("packages")


def packages_by_width() -> str:
    """The cloud of packages, where wider dots stand for more."""
    return _("packages; the wider, the more")


def same_worths() -> str:
    """Marks on the same point."""
    return _("same worths")


def nearly_so() -> str:
    """Marks in the same cell."""
    return _("nearly so")


def zone() -> str:
    """Where both would agree."""
    return _("no worse than no deal for both")


def pairs() -> str:
    """The deals of the pairs of a class."""
    return _("a pair's deal; a number: so many pairs")


def own_pair() -> str:
    """The deal of the pair that looks."""
    return _("your own deal")


# In words, for those who can't see it


def described(count: int, us: str, them: str) -> str:
    """What is drawn."""
    return _(
        "{count:,} packages by their worth to {us} (across) and to {them} (up), 0 to 100.",
        count=count,
        us=us,
        them=them,
    )


def limits(ours: str, theirs: str) -> str:
    """Both limits."""
    return _("{ours}; {theirs}.", ours=ours, theirs=theirs)


def in_order(offers: str, points: Iterable[object]) -> str:
    """The offers of a side, and where each was."""
    told = in_a_row(map(str, points))
    return _("{offers}, in order: {points}.", offers=offers, points=told)


def pairs_in_order(deals: Iterable[tuple[int, object]]) -> str:
    """How many pairs came to which deals, and where these are."""
    told = in_a_row(
        ngettext("{number} pair at {where}", "{number} pairs at {where}", pairs, where=where)
        for pairs, where in deals
    )
    return _("Deals of the pairs: {deals}.", deals=told)


def drawn_to(path: object) -> str:
    """The message that says where a drawing was written."""
    return _("Drawn to {path}.", path=path)
