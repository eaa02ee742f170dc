"""The kinds of faults of keys and of names: what can't stand under a key (N2), and names that stand
for nothing or for two things (N3).
"""

from __future__ import annotations

from negotiator.language import N_, ngettext_noop
from negotiator.story.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "N201",
        N_("A key that has no meaning here"),
        N_("Take it away, or correct its name."),
        N_("{part} has no key `{key}`"),
    ),
    error(
        "N202",
        N_("A key is missing"),
        N_("Add it."),
        N_("{part} needs the key `{key}`: {about}"),
    ),
    error(
        "N203",
        N_("It has the wrong form"),
        N_("Give it the form that the format reference shows."),
        part=N_("{part} is a mapping with keys, and this is {found}"),
        mapping=N_("a mapping with keys is needed, and this is {found}"),
        list=N_("a list is needed, and this is {found}"),
        text=N_("a text is needed, and this is {found}"),
        short=ngettext_noop(
            "`short` has {number} character; {most} is the most",
            "`short` has {number} characters; {most} is the most",
        ),
        a_mapping=N_("a mapping"),
        a_list=N_("a list"),
        a_text=N_("a text"),
    ),
    error(
        "N204",
        N_("A name that can't be one"),
        N_("Use the letters a to z, digits and _, and begin with a letter: snake_case."),
        N_("`{name}` is not an identifier"),
    ),
    error(
        "N205",
        N_("Not a whole number"),
        N_("Write a whole number in digits, at most a thousand million."),
        N_("`{number}` is not a whole number"),
        too_large=N_("the number is too large"),
    ),
    error(
        "N206",
        N_("Not a date"),
        N_("Write it as YYYY-MM-DD, such as 2016-10-27."),
        N_("`{day}` is not a date"),
        no_day=N_("there is no such day as {day}"),
        correct=N_("Correct the month or the day."),
    ),
    error(
        "N207",
        N_("Neither true nor false"),
        N_("Write true or false."),
        N_("`{value}` is not true or false here"),
    ),
    error(
        "N208",
        N_("A word that isn't one of those allowed"),
        N_("Write one of the words listed."),
        N_("`{word}` is none of {words}"),
    ),
    error(
        "N209",
        N_("A format that this program doesn't know"),
        N_("Update negotiator, or set `format` to the one this program reads."),
        newer=N_("the story is of format {number}, and this program reads up to {most}"),
        none=N_("there is no format {number}"),
    ),
    error(
        "N210",
        N_("Nothing stands here"),
        N_("Write something, or take the key away."),
        N_("there is nothing here"),
    ),
    error(
        "N211",
        N_("A name that has a meaning already"),
        N_("Choose another name: this one has a meaning in expressions."),
        value=N_("`{name}` can't be the name of a gauge or flag"),
        place=N_("`{name}` can't be the name of a scene"),
        option=N_("`{name}` is what a term is before it is agreed"),
    ),
    error(
        "N301",
        N_("A scene or an ending that isn't there"),
        N_("Name a scene or an ending of this story."),
        scene=N_("there is no scene `{name}`"),
        way=N_("there is no scene or ending `{name}`"),
        place=N_("there is no scene, event or ending `{name}`"),
        ending=N_("a story starts in a scene, and `{name}` is an ending"),
        of_this_story=N_("Name a scene of this story."),
    ),
    error(
        "N302",
        N_("A source that isn't there"),
        N_("Name a source that stands under `sources`."),
        N_("there is no source `{name}`"),
    ),
    error(
        "N303",
        N_("A glossary term that isn't there"),
        N_("Name a term that stands under `glossary`."),
        N_("there is no glossary term `{name}`"),
    ),
    error(
        "N304",
        N_("A gauge that isn't there"),
        N_("Name a gauge of this story."),
        N_("there is no gauge `{name}`"),
    ),
    error(
        "N305",
        N_("An effect on something that isn't there"),
        N_("Name a gauge, a flag, a counter or a promise of this story."),
        N_("there is no gauge, flag, counter or promise `{name}`"),
    ),
    error(
        "N306",
        N_("A name in an expression that isn't there"),
        N_("Name a value of this story, or a function; in a text, write {{ for a brace."),
        N_("there is no `{name}`"),
        value=N_("there is no gauge or flag `{name}`"),
        function=N_("there is no function `{name}`"),
        word=N_("`{name}` is a word and needs quotes"),
    ),
    error(
        "N307",
        N_("One name with two meanings"),
        N_("Give each name one meaning."),
        N_("the name `{name}` has two meanings"),
    ),
    error(
        "N308",
        N_("A choice that isn't there"),
        N_("Name a choice as scene.choice."),
        N_("there is no choice `{name}`"),
    ),
    error(
        "N309",
        N_("It could be one of several choices"),
        N_("Say which one you mean: scene.choice."),
        N_("`{name}` could be any of {choices}"),
        many=N_("`{name}` could be any of {choices} and {more:,} more"),
    ),
    error(
        "N310",
        N_("An axis that isn't there"),
        N_("Name an axis that stands under `axes`."),
        N_("there is no axis `{name}`"),
    ),
    error(
        "N311",
        N_("An actor who isn't there"),
        N_("Name an actor that stands under `actors`."),
        N_("there is no actor `{name}`"),
    ),
    error(
        "N312",
        N_("A motion that isn't there"),
        N_("Name a motion that stands under `motions`."),
        N_("there is no motion `{name}`"),
    ),
    error(
        "N313",
        N_("A pool that no event has"),
        N_("Name a pool that an event has, or give an event this pool."),
        N_("there is no pool `{name}`"),
    ),
    error(
        "N314",
        N_("An option that isn't there"),
        N_("Name an option of this term."),
        N_("there is no option `{name}`"),
        of_term=N_("`{term}` has no option `{name}`"),
    ),
    error(
        "N315",
        N_("A term that isn't there"),
        N_("Name a term of this table."),
        N_("there is no term `{name}`"),
    ),
    error(
        "N316",
        N_("A person who isn't there"),
        N_("Name a person that stands under `people`."),
        N_("there is no person `{name}`"),
    ),
    error(
        "N317",
        N_("An argument about something that isn't there"),
        N_("Name a motion, a glossary term or an axis of this story."),
        N_("there is no motion, glossary term or axis `{name}`"),
    ),
)
