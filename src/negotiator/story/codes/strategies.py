"""The kinds of faults and oddities in stances and strategies."""

from __future__ import annotations

from negotiator.language import N_
from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "N548",
        N_("A stance that isn't there"),
        N_("Name a stance that stands under `stances`."),
        N_("there is no stance `{name}`"),
    ),
    error(
        "N549",
        N_("A strategy that follows nothing"),
        N_("Say which stances it `takes`, or give it a `line`."),
        N_("the strategy `{strategy}` plays like anybody"),
    ),
    error(
        "N550",
        N_("A strategy with the name of a player"),
        N_("Give it another name: every story has a player of this one."),
        N_("`{name}` is a player whom every story has"),
    ),
    error(
        "N551",
        N_("History without a choice to follow"),
        N_("Name under `history` the choices that come nearest to it, or list some here."),
        N_("no entry of `history` names a choice"),
    ),
    warning(
        "N660",
        N_("A stance that leads nowhere"),
        N_("Give it to a choice and to a strategy, or take it away."),
        choice=N_("no choice takes the stance `{stance}`"),
        strategy=N_("no strategy takes the stance `{stance}`"),
    ),
)
