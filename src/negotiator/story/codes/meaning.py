"""The kinds of faults in what can be read but makes no sense: expressions (N4), and effects, ways
on, gauges and texts (N5).
"""

from __future__ import annotations

from negotiator.language import N_, ngettext_noop
from negotiator.story.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "N401",
        N_("An expression that can't be read"),
        N_("Read it aloud: names, numbers, comparisons, `and`, `or`, `not`, brackets."),
        character=N_("the expression has a character that doesn't belong"),
        empty=N_("the expression is empty"),
        unseen=N_("{character} stands here, which can't be seen"),
        other=N_("this can't be read as an expression"),
        single=N_("a single = doesn't compare; write =="),
        quotes=N_("write straight quotes, ' or \", for {written}"),
        turned=N_("`{written}` doesn't compare: the = comes last"),
        doubled=N_("`{written}` doesn't compare here"),
        signs=N_("write `{written}` in words"),
        capitals=N_("write `{written}` in small letters"),
        share=N_("compare with a number, without %"),
    ),
    error(
        "N402",
        N_("Something that the language doesn't have"),
        N_("Use what the format reference lists under Expressions."),
        N_("`{part}` is not part of the language"),
        division=N_("a plain / (write //, which rounds down) is not part of the language"),
        dotted=N_("a dotted name here is not part of the language"),
        function=N_("`{name}` is a function: write {name}(…)"),
        identity=N_("`in` and `is` are not part of the language"),
        two=N_("{name}(…) takes two numbers or more"),
        one=N_("{name}(…) takes one name"),
    ),
    error(
        "N403",
        N_("Numbers and truths are mixed"),
        N_("Compare numbers with numbers; join conditions with `and`, `or`, `not`."),
        N_("this gives {found}, and {wanted} is needed"),
        two=N_("this compares {one} with {other}"),
        three=N_("this compares {one} with {other} with {third}"),
        order=N_("only numbers have an order; use == or !="),
        terms=N_("two terms have no options in common; name the option"),
        number=N_("a number"),
        truth=N_("true or false"),
        word=N_("a word"),
    ),
    error(
        "N404",
        N_("An expression that is too long"),
        N_("Shorten it: an expression has at most 2,000 characters."),
        ngettext_noop(
            "the expression has {number:,} character",
            "the expression has {number:,} characters",
        ),
    ),
    error(
        "N405",
        N_("A division that could be by nothing"),
        N_("Divide by a whole number that is written out and isn't 0."),
        N_("`{part}` could be 0, or is"),
    ),
    error(
        "N406",
        N_("An expression that is nested too deeply"),
        N_("Nest it less deeply."),
        N_("the expression is nested too deeply"),
    ),
    error(
        "N501",
        N_("A number without a sign"),
        N_("Give it a sign (+6 or -6) to change by 6, or = 6 to set it."),
        N_("a bare {amount} could mean that it changes by {amount} or becomes {amount}"),
    ),
    error(
        "N502",
        N_("This is not an effect"),
        N_("Write +6, -6, +20%, -20% or = 40; for a flag true or false."),
        N_("`{amount}` is not an effect"),
        no_reason=N_("behind `because` stands no reason"),
        give=N_("Give one, or take it away."),
        compares=N_("`{amount}` compares; a single = sets"),
        dash=N_("the dash `{dash}` is not the minus sign, which is the hyphen -"),
        word=N_("behind {amount} stands `{word}`; a reason begins with ` because `"),
        several=N_("after the {sign} stands one number, one name or an expression in brackets"),
    ),
    error(
        "N503",
        N_("An effect of the wrong kind"),
        N_("A gauge or counter takes numbers, a flag takes true, false or = EXPRESSION."),
        flag=N_("a flag can't take `{amount}`"),
        gauge=N_("a gauge can't take `{amount}`"),
        counter=N_("a counter can't take `{amount}`"),
    ),
    error(
        "N504",
        N_("It may be that no branch is taken"),
        N_("End the list with a branch that has only `to`."),
        N_("it may be that none of these branches is taken"),
    ),
    error(
        "N505",
        N_("Chances that add up to more than 100 %"),
        N_("Let the chances of a list add up to 100 % at most."),
        N_("the chances add up to {total} %"),
    ),
    error(
        "N506",
        N_("A branch after one that always holds"),
        N_("Take it away, or put it before the branch that always holds."),
        N_("this branch is never read"),
    ),
    error(
        "N507",
        N_("Not a range"),
        N_("Write a range as LOW..HIGH, such as 0..100, the low end first."),
        N_("this is not a range"),
    ),
    error(
        "N508",
        N_("Outside the range"),
        N_("Write a number within the range."),
        N_("{number:,} is outside {low:,}..{high:,}"),
        low=N_("{number} is less than {low}"),
        outside=N_("{number} is outside {low}..{high}"),
        can=N_("this can come to {high:,}; {most:,} is the most that may stand here"),
        write=N_("Write min({most}, …)."),
    ),
    error(
        "N509",
        N_("Bands that don't fit the range"),
        N_("Start the first band at the low end, and name all bands in order, up to the high end."),
        low=N_("no band begins at {low}, the low end"),
        twice=N_("two bands begin at {low}"),
        behind=N_("the band at {low} stands behind the one at {before}"),
        outside=N_("{number} is outside {low}..{high}"),
        name=N_("the band at {low} is called `{name}` like the one before it"),
        rename=N_("Give it another name, or join the two."),
    ),
    error(
        "N510",
        N_("A scene without a choice"),
        N_("Give the scene a choice, or make it an ending."),
        N_("the scene `{scene}` has no choice"),
    ),
    error(
        "N511",
        N_("It may be that no line holds"),
        N_("Let the last line stand without `when`, so that one always holds."),
        N_("it may be that none of these lines holds"),
    ),
    error(
        "N512",
        N_("A mark that isn't whole"),
        N_("Complete the mark, or double the brace: {{."),
        bare=N_("`{mark}` cites nothing: the mark of a citation has a ^"),
        open=N_("a mark is opened here and not closed"),
    ),
    error(
        "N513",
        N_("A reason for what is never closed"),
        N_("Give the choice a `when` or `once: true`, or take `locked` away."),
        N_("this choice is never closed"),
    ),
    error(
        "N514",
        N_("Not a share in per cent"),
        N_("Write a share from 1% to 100%, a chance from 1% to 99%."),
        N_("this is not a chance in per cent"),
        share=N_("{share} % is not a share"),
    ),
    error(
        "N515",
        N_("An event of which it isn't clear when it comes"),
        N_("Give the event a `pool`, or `interrupt: true`, one of the two."),
        N_("it isn't clear when the event `{event}` comes"),
    ),
    error(
        "N516",
        N_("Nothing to bargain over"),
        N_("Give the table a term, and each term at least two options."),
        terms=N_("there is nothing to bargain over"),
        options=ngettext_noop(
            "the term `{term}` has {number} option; there is nothing to settle",
            "the term `{term}` has {number} option; there is nothing to settle",
        ),
    ),
    error(
        "N517",
        N_("Too many packages"),
        N_("Take away terms or options, or make two tables."),
        ngettext_noop(
            "these terms make {number:,} package; {most:,} is the most",
            "these terms make {number:,} packages; {most:,} is the most",
        ),
    ),
    error(
        "N518",
        N_("One term with different options"),
        N_("Give the term the same options in both tables, or rename one of them."),
        N_("the term `{term}` has other options in another table"),
    ),
    error(
        "N519",
        N_("Not a worth"),
        N_("Write what the option is worth to that side, 0 to 100."),
        N_("{worth} is outside {low}..{high}"),
    ),
    error(
        "N520",
        N_("A package that isn't whole"),
        N_("Name an option for every term of the table."),
        N_("the package says nothing of {terms}"),
    ),
    error(
        "N521",
        N_("A term that no one values"),
        N_("Give it a weight and different worths for one side at least, or take it away."),
        N_("no side cares about `{term}`"),
    ),
    error(
        "N522",
        N_("A reservation that nobody can meet"),
        N_("Lower the reservation, or give the options more worth to that side."),
        N_("no package is worth {needed} to {side}; {most} is the most"),
    ),
    error(
        "N523",
        N_("An option that one side can never accept"),
        N_("Give it more worth to that side, lower the reservation, or take the option away."),
        N_(
            "{side} can never accept `{option}`: a package with it is worth {most} at "
            "most, and no deal {needed}"
        ),
    ),
    error(
        "N524",
        N_("Too many of a kind"),
        N_("Take some away, or part what they stand in: nobody could choose among so many."),
        passages=ngettext_noop(
            "there is {number:,} passage here; {most:,} is the most",
            "there are {number:,} passages here; {most:,} is the most",
        ),
        branches=ngettext_noop(
            "there is {number:,} branch here; {most:,} is the most",
            "there are {number:,} branches here; {most:,} is the most",
        ),
        choices=ngettext_noop(
            "there is {number:,} choice here; {most:,} is the most",
            "there are {number:,} choices here; {most:,} is the most",
        ),
        bands=ngettext_noop(
            "there is {number:,} band here; {most:,} is the most",
            "there are {number:,} bands here; {most:,} is the most",
        ),
        blocs=ngettext_noop(
            "there is {number:,} bloc here; {most:,} is the most",
            "there are {number:,} blocs here; {most:,} is the most",
        ),
        options=ngettext_noop(
            "there is {number:,} option here; {most:,} is the most",
            "there are {number:,} options here; {most:,} is the most",
        ),
        profiles=ngettext_noop(
            "there is {number:,} profile here; {most:,} is the most",
            "there are {number:,} profiles here; {most:,} is the most",
        ),
        gauges=ngettext_noop(
            "there is {number:,} gauge here; {most:,} is the most",
            "there are {number:,} gauges here; {most:,} is the most",
        ),
        events=ngettext_noop(
            "there is {number:,} event in the pool `{pool}` here; {most:,} is the most",
            "there are {number:,} events in the pool `{pool}` here; {most:,} is the most",
        ),
        interrupts=ngettext_noop(
            "there is {number:,} event that interrupts here; {most:,} is the most",
            "there are {number:,} events that interrupt here; {most:,} is the most",
        ),
    ),
    error(
        "N525",
        N_("One profile among different ones"),
        N_("Give both tables the same profiles, in the same order, or rename one of them."),
        N_("the profile `{profile}` stands beside others in another table"),
    ),
    error(
        "N540",
        N_("A language that is no language tag"),
        N_("Write its tag, such as en, ko or pt-BR."),
        N_("`{language}` is not the tag of a language"),
    ),
)
