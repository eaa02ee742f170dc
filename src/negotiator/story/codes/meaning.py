"""The kinds of faults of what can be read and means nothing: expressions (N4), and effects, ways
on, gauges and texts (N5).
"""

from __future__ import annotations

from negotiator.language import N_
from negotiator.story.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "N401",
        N_("An expression that can't be read"),
        N_("Read it aloud: names, numbers, comparisons, `and`, `or`, `not`, brackets."),
    ),
    error(
        "N402",
        N_("Something that the language doesn't have"),
        N_("Use what the format reference lists under Expressions."),
    ),
    error(
        "N403",
        N_("Numbers and truths are mixed"),
        N_("Compare numbers with numbers; join conditions with `and`, `or`, `not`."),
    ),
    error(
        "N404",
        N_("An expression that is too long"),
        N_("Shorten it: an expression has at most 2,000 characters."),
    ),
    error(
        "N405",
        N_("A division that could be by nothing"),
        N_("Divide by a whole number that is written out and isn't 0."),
    ),
    error(
        "N406",
        N_("An expression that is nested too deeply"),
        N_("Nest it less deeply."),
    ),
    error(
        "N501",
        N_("A number without a sign"),
        N_("Give it a sign (+6 or -6) to change by 6, or = 6 to set it."),
    ),
    error(
        "N502",
        N_("This is not an effect"),
        N_("Write +6, -6, +20%, -20% or = 40; for a flag true or false."),
    ),
    error(
        "N503",
        N_("An effect of the wrong kind"),
        N_("A gauge or counter takes numbers, a flag takes true, false or = EXPRESSION."),
    ),
    error(
        "N504",
        N_("It may be that no branch is taken"),
        N_("End the list with a branch that has only `to`."),
    ),
    error(
        "N505",
        N_("Chances that add up to more than 100 %"),
        N_("Let the chances of a list add up to 100 % at most."),
    ),
    error(
        "N506",
        N_("A branch after one that always holds"),
        N_("Take it away, or put it before the branch that always holds."),
    ),
    error(
        "N507",
        N_("Not a range"),
        N_("Write a range as LOW..HIGH, such as 0..100, the low end first."),
    ),
    error(
        "N508",
        N_("Outside the range"),
        N_("Write a number within the range."),
    ),
    error(
        "N509",
        N_("Bands that don't fit the range"),
        N_("Start the first band at the low end, and name all bands in order, up to the high end."),
    ),
    error(
        "N510",
        N_("A scene without a choice"),
        N_("Give the scene a choice, or make it an ending."),
    ),
    error(
        "N511",
        N_("It may be that no line holds"),
        N_("Let the last line stand without `when`, so that one always holds."),
    ),
    error(
        "N512",
        N_("A mark that isn't whole"),
        N_("Complete the mark, or double the brace: {{."),
    ),
    error(
        "N513",
        N_("A reason for what is never closed"),
        N_("Give the choice a `when` or `once: true`, or take `locked` away."),
    ),
    error(
        "N514",
        N_("Not a share in per cent"),
        N_("Write a share from 1% to 100%, a chance from 1% to 99%."),
    ),
    error(
        "N515",
        N_("An event of which it isn't clear when it comes"),
        N_("Give the event a `pool`, or `interrupt: true`, one of the two."),
    ),
    error(
        "N516",
        N_("Nothing to bargain over"),
        N_("Give the table a term, and each term at least two options."),
    ),
    error(
        "N517",
        N_("Too many packages"),
        N_("Take away terms or options, or make two tables."),
    ),
    error(
        "N518",
        N_("One term with different options"),
        N_("Give the term the same options in both tables, or rename one of them."),
    ),
    error(
        "N519",
        N_("Not a worth"),
        N_("Write what the option is worth to that side, 0 to 100."),
    ),
    error(
        "N520",
        N_("A package that isn't whole"),
        N_("Name an option for every term of the table."),
    ),
    error(
        "N521",
        N_("A term that no one values"),
        N_("Give it a weight and different worths for one side at least, or take it away."),
    ),
    error(
        "N522",
        N_("A reservation that nobody can meet"),
        N_("Lower the reservation, or give the options more worth to that side."),
    ),
    error(
        "N523",
        N_("An option that one side can never accept"),
        N_("Give it more worth to that side, lower the reservation, or take the option away."),
    ),
    error(
        "N524",
        N_("Too many of a kind"),
        N_("Take some away, or part what they stand in: nobody could choose among so many."),
    ),
    error(
        "N525",
        N_("One profile among different ones"),
        N_("Give both tables the same profiles, in the same order, or rename one of them."),
    ),
)
