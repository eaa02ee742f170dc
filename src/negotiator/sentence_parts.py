"""Lists of things and ordinal numbers: the parts that sentences are made of.

Whole sentences are kept with the code that says them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotiator.language import _, pgettext


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    if number // 10 % 10 != 1:
        if number % 10 == 1:
            return pgettext(
                "an ordinal number that ends in 1, but not in 11", "{number}st", number=number
            )
        if number % 10 == 2:
            return pgettext(
                "an ordinal number that ends in 2, but not in 12", "{number}nd", number=number
            )
        if number % 10 == 3:
            return pgettext(
                "an ordinal number that ends in 3, but not in 13", "{number}rd", number=number
            )
    return pgettext("an ordinal number", "{number}th", number=number)


def listed(names: Sequence[str]) -> str:
    """`a, b and c`; empty if there are none."""
    if len(names) < 2:
        return "".join(names)
    *others, last = names
    return _("{others} and {last}", others=in_a_row(others), last=last)


def either(names: Sequence[str]) -> str:
    """`a, b or c`; empty if there are none."""
    if len(names) < 2:
        return "".join(names)
    *others, last = names
    return _("{others} or {last}", others=in_a_row(others), last=last)


def in_a_row(names: Iterable[str]) -> str:
    """`a, b, c`, leaving out empty ones."""
    return pgettext("between several things in a row", ", ").join(filter(None, names))


def apart(clauses: Iterable[str]) -> str:
    """`a; b; c`: what may have commas of its own."""
    return pgettext("between several clauses in a row", "; ").join(clauses)


def beside(facts: Iterable[str]) -> str:
    """Facts side by side in a line of a list, leaving out empty ones."""
    return between_facts().join(filter(None, facts))


def between_facts() -> str:
    """What stands between facts side by side."""
    return pgettext("between several facts in a line", " · ")


def not_agreed() -> str:
    """The words for a term on which nothing was agreed, where a text names how terms were
    settled."""
    return _("not agreed")


def within(name: str) -> str:
    """A name as it is written inside a sentence: the keeper, Kuroda."""
    article = pgettext("what a name may begin with that is small within a sentence", "The ")
    return name[:1].lower() + name[1:] if name.startswith(article) else name
