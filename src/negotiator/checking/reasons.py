"""What showed a verdict, in a few words, and how far a check is: what stands behind `proved:`.

Which method shows what is in `search_plan`.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.distribution import adding
from negotiator.language import _, ngettext
from negotiator.wording import listed


def random_plays() -> str:
    """Some random play did it."""
    return _("random plays")


def nobody_comes() -> str:
    """No play is where it would have to happen."""
    return _("no play comes here")


def no_way_out() -> str:
    """A play came to where no way leads out."""
    return _("no way leads out")


def always_a_way_out() -> str:
    """A play can leave whatever the values are."""
    return _("there is a way out in every case")


def answered() -> str:
    """An event can't leave a play without a choice."""
    return _("an event only waits if there is an answer")


def always_open() -> str:
    """Conditions cover every case."""
    return _("a choice is open in every case")


def never_holds() -> str:
    """Conditions exclude it."""
    return _("its conditions can't hold")


def outside_ranges() -> str:
    """Between what the values lie excludes it."""
    return _("ranges")


def unconnected() -> str:
    """The graph excludes it."""
    return _("no way leads there from the start")


def some_states(states: int) -> str:
    """A search met it."""
    return ngettext("search of {number:,} state", "search of {number:,} states", states)


def all_states(states: int) -> str:
    """A search came to its end without it."""
    return ngettext("search of the only state", "search of all {number:,} states", states)


def all_in_arrays(states: int) -> str:
    """A search in arrays came to its end without it."""
    return ngettext(
        "search of the only state, in arrays",
        "search of all {number:,} states, in arrays",
        states,
    )


def refined(names: Sequence[str]) -> str:
    """A path over these names plays."""
    if not names:
        return _("refinement over nothing")
    return _("refinement over {names}", names=_quoted(names))


def ruled_out(names: Sequence[str]) -> str:
    """Over these names there is no path."""
    if not names:
        return _("nothing alone rules it out")
    return ngettext(
        "{names} alone rules it out",
        "{names} alone rule it out",
        len(names),
        names=_quoted(names),
    )


def _quoted(names: Sequence[str]) -> str:
    return listed([f"`{name}`" for name in names])


def capped(plays: int) -> str:
    """Nothing decided it."""
    return ngettext(
        "search capped; {number:,} random play",
        "search capped; {number:,} random plays",
        plays,
    )


# How far a check is


def left(method: str, undecided: int, questions: int) -> str:
    """How many questions are left after a method."""
    return _(
        "{method}: {open} of {all} left",
        method=method,
        open=undecided,
        all=questions,
    )


def structure() -> str:
    """The method that looks at the graph and the ranges."""
    return _("structure")


def refinement() -> str:
    """The method that takes in one variable after the other."""
    return _("refinement")


def plays(number: int) -> str:
    """The method that plays by chance."""
    return ngettext("{number:,} random play", "{number:,} random plays", number)


def plays_at_once(number: int) -> str:
    """The same in arrays."""
    return ngettext("{number:,} random play at once", "{number:,} random plays at once", number)


def states(number: int) -> str:
    """The method that searches states."""
    return ngettext("{number:,} state", "{number:,} states", number)


def states_in_arrays(number: int) -> str:
    """The same in arrays."""
    return ngettext("{number:,} state in arrays", "{number:,} states in arrays", number)


def no_arrays() -> str:
    """What is said where numpy is missing."""
    return _("search in arrays: left out; {command} adds numpy", command=adding("check"))
