"""The evidence for a verdict in a few words, as it follows `proved:`, and the progress of a check.

`search_plan` decides which method shows what.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.checking.turns_at_tables import WhyNever
from negotiator.distribution import adding_extra
from negotiator.language import N_, _, ngettext
from negotiator.sentence_parts import listed


def random_plays() -> str:
    """Some random play did it."""
    return _("random plays")


def nobody_comes() -> str:
    """No play gets to where it would have to happen."""
    return _("no play comes here")


def no_way_out() -> str:
    """A play reached a place with no way out."""
    return _("no way leads out")


def always_a_way_out() -> str:
    """A play can leave whatever the values are."""
    return _("there is a way out in every case")


def answered() -> str:
    """An event can't leave a play without a choice."""
    return _("an event only waits if there is an answer")


def always_open() -> str:
    """The conditions cover every case."""
    return _("a choice is open in every case")


def never_holds() -> str:
    """The conditions exclude it."""
    return _("its conditions can't hold")


def outside_ranges() -> str:
    """The ranges of the values exclude it."""
    return _("ranges")


def unconnected() -> str:
    """The graph excludes it."""
    return _("no way leads there from the start")


def some_states(states: int) -> str:
    """A search found it."""
    return ngettext("search of {number:,} state", "search of {number:,} states", states)


def all_states(states: int) -> str:
    """A search finished without it."""
    return ngettext("search of the only state", "search of all {number:,} states", states)


def toward(states: int) -> str:
    """A search that visits first what is nearest to a question found it."""
    return ngettext(
        "best-first search of {number:,} state", "best-first search of {number:,} states", states
    )


def all_toward(states: int) -> str:
    """All states from which it might come were searched without it."""
    return ngettext(
        "search of the only state that could lead there",
        "search of all {number:,} states that could lead there",
        states,
    )


def all_in_arrays(states: int) -> str:
    """A search in arrays finished without it."""
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


# Progress of a check


def left(method: str, undecided: int, questions: int) -> str:
    """The number of questions left after a method."""
    return _(
        "{method}: {open} of {all} left",
        method=method,
        open=undecided,
        all=questions,
    )


def structure() -> str:
    """The name of the method that looks at the graph and the ranges."""
    return _("structure")


def own_test() -> str:
    """One of the story's own tests did it."""
    return _("a test of the story")


def directed_plays() -> str:
    """A play came ever nearer to it."""
    return _("plays directed at it")


def talks() -> str:
    """Some talks at a table came to it."""
    return _("talks at the table")


def all_talks(states: int) -> str:
    """All talks at a table were held without it."""
    return ngettext(
        "all talks in the only state at the table",
        "all talks in all {number:,} states at the table",
        states,
    )


def other_talks(number: int) -> str:
    """So many talks didn't come to it."""
    return ngettext("not in {number:,} talk", "not in {number:,} talks", number)


NEVER_SAID = {
    WhyNever.TURN: N_("its turn never comes"),
    WhyNever.CONDITION: N_("its conditions can't hold"),
    WhyNever.NO_WARNING: N_("they have no occasion to warn"),
    WhyNever.NO_ANSWER: N_("it is never the answer"),
    WhyNever.ALL_THE_SAME: N_("its options are all worth the same to them"),
}


def never_said(why: WhyNever) -> str:
    """The numbers of a table exclude a line."""
    return _(NEVER_SAID[why])


def lines_said() -> str:
    """The name of the method that holds talks at tables."""
    return _("talks at tables")


def structure_of_tellings() -> str:
    """The name of the same method, asked about texts and ways."""
    return _("structure, texts and ways")


def refinement() -> str:
    """The name of the method that adds one variable after another."""
    return _("refinement")


def best_first() -> str:
    """The name of the method that visits first what is nearest to a question."""
    return _("best-first search")


def abstraction() -> str:
    """The name of the method that asks of many questions at once over what their guards read."""
    return _("abstraction")


def beam() -> str:
    """The method that goes on with the states that lack least for all questions at once."""
    return _("beam search")


def plays(number: int) -> str:
    """The name of the method that plays at random."""
    return ngettext("{number:,} random play", "{number:,} random plays", number)


def plays_at_once(number: int) -> str:
    """The same in arrays."""
    return ngettext("{number:,} random play at once", "{number:,} random plays at once", number)


def states(number: int) -> str:
    """The name of the method that searches states."""
    return ngettext("{number:,} state", "{number:,} states", number)


def states_in_arrays(number: int) -> str:
    """The same in arrays."""
    return ngettext("{number:,} state in arrays", "{number:,} states in arrays", number)


def no_arrays() -> str:
    """The message for when numpy is missing."""
    return _("search in arrays: left out; {command} adds numpy", command=adding_extra("check"))
