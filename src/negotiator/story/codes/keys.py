"""The kinds of faults of keys and of names: what can't stand under a key (N2), and names that stand
for nothing or for two things (N3).
"""

from __future__ import annotations

from negotiator.language import N_
from negotiator.story.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "N201",
        N_("A key that has no meaning here"),
        N_("Take it away, or correct its name."),
    ),
    error(
        "N202",
        N_("A key is missing"),
        N_("Add it."),
    ),
    error(
        "N203",
        N_("It has the wrong form"),
        N_("Give it the form that the format reference shows."),
    ),
    error(
        "N204",
        N_("A name that can't be one"),
        N_("Use letters, digits and _, starting with a letter: snake_case."),
    ),
    error(
        "N205",
        N_("Not a whole number"),
        N_("Write a whole number in digits, at most a thousand million."),
    ),
    error(
        "N206",
        N_("Not a date"),
        N_("Write it as YYYY-MM-DD, such as 2016-10-27."),
    ),
    error(
        "N207",
        N_("Neither true nor false"),
        N_("Write true or false."),
    ),
    error(
        "N208",
        N_("A word that isn't one of those allowed"),
        N_("Write one of the words listed."),
    ),
    error(
        "N209",
        N_("A format that this program doesn't know"),
        N_("Update negotiator, or set `format` to the one this program reads."),
    ),
    error(
        "N210",
        N_("Nothing stands here"),
        N_("Write something, or take the key away."),
    ),
    error(
        "N211",
        N_("A name that has a meaning already"),
        N_("Choose another name: this one has a meaning in expressions."),
    ),
    error(
        "N301",
        N_("A scene or an ending that isn't there"),
        N_("Name a scene or an ending of this story."),
    ),
    error(
        "N302",
        N_("A source that isn't there"),
        N_("Name a source that stands under `sources`."),
    ),
    error(
        "N303",
        N_("A glossary term that isn't there"),
        N_("Name a term that stands under `glossary`."),
    ),
    error(
        "N304",
        N_("A gauge that isn't there"),
        N_("Name a gauge of this story; write {{ for a brace."),
    ),
    error(
        "N305",
        N_("An effect on something that isn't there"),
        N_("Name a gauge, a flag or a counter of this story."),
    ),
    error(
        "N306",
        N_("A name in an expression that isn't there"),
        N_("Name a gauge, a flag or a function of the language."),
    ),
    error(
        "N307",
        N_("One name with two meanings"),
        N_("Give each name one meaning."),
    ),
    error(
        "N308",
        N_("A choice that isn't there"),
        N_("Name a choice as scene.choice."),
    ),
    error(
        "N309",
        N_("It could be one of several choices"),
        N_("Say which one you mean: scene.choice."),
    ),
    error(
        "N310",
        N_("An axis that isn't there"),
        N_("Name an axis that stands under `axes`."),
    ),
    error(
        "N311",
        N_("An actor who isn't there"),
        N_("Name an actor that stands under `actors`."),
    ),
    error(
        "N312",
        N_("A motion that isn't there"),
        N_("Name a motion that stands under `motions`."),
    ),
    error(
        "N313",
        N_("A pool that no event has"),
        N_("Name a pool that an event has, or give an event this pool."),
    ),
    error(
        "N314",
        N_("An option that isn't there"),
        N_("Name an option of this term."),
    ),
    error(
        "N315",
        N_("A term that isn't there"),
        N_("Name a term of this table."),
    ),
)
