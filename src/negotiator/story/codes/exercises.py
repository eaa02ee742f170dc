"""The kinds of faults and oddities in exercises: how a class works with a story."""

from __future__ import annotations

from negotiator.language import N_, ngettext_noop
from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "N801",
        N_("An act that isn't there"),
        N_("Name an act that stands under `acts`."),
        N_("there is no act `{name}`"),
    ),
    error(
        "N802",
        N_("An exercise without phases"),
        N_("List under `phases` what is done, in order."),
        N_("the exercise `{exercise}` has no phase"),
    ),
    error(
        "N803",
        N_("Pairs without a table"),
        N_("Name under `at` the table that the two sit at."),
        missing=N_("two people need a table to bargain at"),
        other=N_("`{name}` is no table"),
    ),
    error(
        "N804",
        N_("A term that the table doesn't have"),
        N_("Fix only terms of the table named under `at`."),
        N_("the table `{table}` has no term `{term}`"),
    ),
    error(
        "N805",
        N_("Nothing left to bargain over"),
        N_("Leave at least two terms open."),
        nothing=N_("all terms of `{table}` are fixed"),
        one=N_("only one term of `{table}` is open, so that nothing can be traded"),
    ),
    error(
        "N806",
        N_("Minutes that don't add up"),
        N_("Change the minutes of a phase, or those of the exercise."),
        N_("the phases take {sum} minutes, and the exercise {minutes}"),
    ),
    error(
        "N807",
        N_("A decision asked of an ending"),
        N_("Name a scene or a table, where something is decided."),
        N_("nobody decides anything in the ending `{name}`"),
        begins=N_("a phase that begins in the ending `{name}` is over at once"),
    ),
    error(
        "N808",
        N_("A right answer that isn't among the answers"),
        N_("Name one of the answers under `right`."),
        N_("there is no answer `{name}`"),
    ),
    error(
        "N809",
        N_("Too little to choose from"),
        N_("Give at least two."),
        answers=N_("a question needs at least two answers"),
        levels=N_("a criterion needs at least two levels"),
    ),
    error(
        "N810",
        N_("An objective that isn't there"),
        N_("Name an objective that stands under `objectives` of this exercise."),
        N_("there is no objective `{name}`"),
    ),
    error(
        "N811",
        N_("A value that an exercise can't set"),
        N_("Set a gauge, a flag, a counter, or a term as `terms.NAME`."),
        N_("`{name}` is no gauge, flag, counter or term"),
    ),
    warning(
        "N812",
        N_("A key that a phase of this shape doesn't read"),
        N_("Take it out, or change the shape."),
        N_("a phase of shape `{shape}` doesn't read `{key}`"),
    ),
    warning(
        "N813",
        N_("More terms than two people settle in a period"),
        N_("Leave three to five open, and fix the others."),
        ngettext_noop("{number} term is open", "{number} terms are open"),
    ),
    warning(
        "N814",
        N_("A second vote without a first"),
        N_("Name the scene under `votes`, too."),
        N_("`{name}` is voted on again, but not once"),
    ),
    warning(
        "N820",
        N_("A table in pairs where nothing can be agreed on"),
        N_("Fix other terms, set other values, or lower a limit."),
        N_("of {packages:,} packages none is worth no less than no deal to both"),
    ),
    error(
        "N821",
        N_("A settlement that a play can't go on from"),
        N_("Let the table lead on from every package, even below a limit."),
        N_("after `{decision}` nothing can be chosen"),
    ),
)
