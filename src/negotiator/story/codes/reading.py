"""The kinds of faults that are found while a story is read: in files and YAML, keys, names,
expressions and what they mean.

What is found in a story that can be read is in `checking`.
"""

from __future__ import annotations

from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    # 1: files and YAML
    error(
        "N101",
        "There is no story to read",
        "Name a folder with .yaml files in it, or one .yaml file.",
    ),
    error("N102", "The file isn't UTF-8", "Save the file as UTF-8."),
    error("N103", "A file or a text is too long", "Cut it into smaller files, or shorten it."),
    error(
        "N104",
        "The file is nested too deeply",
        "Flatten it: no part of a story needs such depth.",
    ),
    error(
        "N105",
        "The file is too large once it is written out",
        "Write the repeated parts out, or repeat less.",
    ),
    error(
        "N106",
        "An alias or an anchor that stands alone",
        "An alias (*name) needs an anchor (&name) finished before it, and an anchor an alias; "
        "a text that begins with * or & goes in quotes.",
    ),
    error(
        "N107",
        "A tag",
        "Take the tag (!…) away; a text that begins with ! goes in quotes, and a condition has "
        "`not`.",
    ),
    error(
        "N108",
        "YAML can't be read here",
        "Look at the indentation, brackets and quotes on this line and the one above.",
    ),
    error("N109", "A tab", "Indent with spaces, never with tabs."),
    error(
        "N110",
        "A colon inside a text without quotes",
        "Put the text in quotes, or after `>-` on lines of its own.",
    ),
    error(
        "N111",
        "A bracket, a comma or another sign that YAML takes for its own",
        "Put the text in quotes, and citations after the words they support.",
    ),
    error("N112", "A key stands twice", "Rename one of them, or take it away."),
    error(
        "N113",
        "A second document",
        "Keep one document a file: take the line `---` or `...` away.",
    ),
    error(
        "N114",
        "A file that is not a list of keys",
        "A story file is a list of keys, such as `scenes:`, each with its content.",
    ),
    error(
        "N115",
        "A link out of the story's folder",
        "Copy the file into the story's folder, or include the folder it is in.",
    ),
    error(
        "N116",
        "A folder that can't be included",
        "Include a folder that stands beside the story's own, and no folder twice.",
    ),
    error(
        "N117",
        "Quotes that end too late or too early",
        "Put the whole text in quotes: inside '…' write an apostrophe twice, inside \"…\" "
        'write \\" for a quotation mark.',
    ),
    error(
        "N118",
        "A text that ends at a #",
        "Put the text in quotes; if it is a comment, begin it with # and a space.",
    ),
    error(
        "N119",
        "A control character",
        "Take it away: such characters come along from a terminal or a word processor, and "
        "can't be seen.",
    ),
    error(
        "N120",
        "A character that turns the direction of text",
        "Take it away: text from right to left needs none. The marks LRM and RLM are allowed.",
    ),
    error(
        "N121",
        "Not an ordinary file",
        "Put an ordinary file in its place: a story is never read from a pipe or a device.",
    ),
    warning(
        "N122",
        "Too many faults to tell",
        "Mend those that are told; check again for the rest.",
    ),
    # 2: shape
    error("N201", "A key that has no meaning here", "Take it away, or correct its name."),
    error("N202", "A key is missing", "Add it."),
    error("N203", "It has the wrong form", "Give it the form that the format reference shows."),
    error(
        "N204",
        "A name that can't be one",
        "Use letters, digits and _, starting with a letter: snake_case.",
    ),
    error(
        "N205",
        "Not a whole number",
        "Write a whole number in digits, at most a thousand million.",
    ),
    error("N206", "Not a date", "Write it as YYYY-MM-DD, such as 2016-10-27."),
    error("N207", "Neither true nor false", "Write true or false."),
    error("N208", "A word that isn't one of those allowed", "Write one of the words listed."),
    error(
        "N209",
        "A format that this program doesn't know",
        "Update negotiator, or set `format` to the one this program reads.",
    ),
    error("N210", "Nothing stands here", "Write something, or take the key away."),
    error(
        "N211",
        "A name that has a meaning already",
        "Choose another name: this one has a meaning in expressions.",
    ),
    # 3: names
    error(
        "N301",
        "A scene or an ending that isn't there",
        "Name a scene or an ending of this story.",
    ),
    error("N302", "A source that isn't there", "Name a source that stands under `sources`."),
    error("N303", "A glossary term that isn't there", "Name a term that stands under `glossary`."),
    error("N304", "A gauge that isn't there", "Name a gauge of this story; write {{ for a brace."),
    error(
        "N305",
        "An effect on something that isn't there",
        "Name a gauge, a flag or a counter of this story.",
    ),
    error(
        "N306",
        "A name in an expression that isn't there",
        "Name a gauge, a flag or a function of the language.",
    ),
    error("N307", "One name with two meanings", "Give each name one meaning."),
    error("N308", "A choice that isn't there", "Name a choice as scene.choice."),
    error("N309", "It could be one of several choices", "Say which one you mean: scene.choice."),
    error("N310", "An axis that isn't there", "Name an axis that stands under `axes`."),
    error("N311", "An actor who isn't there", "Name an actor that stands under `actors`."),
    error("N312", "A motion that isn't there", "Name a motion that stands under `motions`."),
    error(
        "N313",
        "A pool that no event has",
        "Name a pool that an event has, or give an event this pool.",
    ),
    error("N314", "An option that isn't there", "Name an option of this term."),
    error("N315", "A term that isn't there", "Name a term of this table."),
    # 4: expressions
    error(
        "N401",
        "An expression that can't be read",
        "Read it aloud: names, numbers, comparisons, `and`, `or`, `not`, brackets.",
    ),
    error(
        "N402",
        "Something that the language doesn't have",
        "Use what the format reference lists under Expressions.",
    ),
    error(
        "N403",
        "Numbers and truths are mixed",
        "Compare numbers with numbers; join conditions with `and`, `or`, `not`.",
    ),
    error(
        "N404",
        "An expression that is too long",
        "Shorten it: an expression has at most 2,000 characters.",
    ),
    error(
        "N405",
        "A division that could be by nothing",
        "Divide by a whole number that is written out and isn't 0.",
    ),
    error("N406", "An expression that is nested too deeply", "Nest it less deeply."),
    # 5: effects, ways on, gauges, texts
    error(
        "N501",
        "A number without a sign",
        "Give it a sign (+6 or -6) to change by 6, or = 6 to set it.",
    ),
    error(
        "N502",
        "This is not an effect",
        "Write +6, -6, +20%, -20% or = 40; for a flag true or false.",
    ),
    error(
        "N503",
        "An effect of the wrong kind",
        "A gauge or counter takes numbers, a flag takes true, false or = EXPRESSION.",
    ),
    error(
        "N504",
        "It may be that no branch is taken",
        "End the list with a branch that has only `to`.",
    ),
    error(
        "N505",
        "Chances that add up to more than 100 %",
        "Let the chances of a list add up to 100 % at most.",
    ),
    error(
        "N506",
        "A branch after one that always holds",
        "Take it away, or put it before the branch that always holds.",
    ),
    error("N507", "Not a range", "Write a range as LOW..HIGH, such as 0..100, the low end first."),
    error("N508", "Outside the range", "Write a number within the range."),
    error(
        "N509",
        "Bands that don't fit the range",
        "Start the first band at the low end, and name all bands in order, up to the high end.",
    ),
    error("N510", "A scene without a choice", "Give the scene a choice, or make it an ending."),
    error(
        "N511",
        "It may be that no line holds",
        "Let the last line stand without `when`, so that one always holds.",
    ),
    error("N512", "A mark that isn't whole", "Complete the mark, or double the brace: {{."),
    error(
        "N513",
        "A reason for what is never closed",
        "Give the choice a `when` or `once: true`, or take `locked` away.",
    ),
    error(
        "N514",
        "Not a share in per cent",
        "Write a share from 1% to 100%, a chance from 1% to 99%.",
    ),
    error(
        "N515",
        "An event of which it isn't clear when it comes",
        "Give the event a `pool`, or `interrupt: true`, one of the two.",
    ),
    error(
        "N516",
        "Nothing to bargain over",
        "Give the table a term, and each term at least two options.",
    ),
    error("N517", "Too many packages", "Take away terms or options, or make two tables."),
    error(
        "N518",
        "One term with different options",
        "Give the term the same options in both tables, or rename one of them.",
    ),
    error("N519", "Not a worth", "Write what the option is worth to that side, 0 to 100."),
    error("N520", "A package that isn't whole", "Name an option for every term of the table."),
    error(
        "N521",
        "A term that no one values",
        "Give it a weight and different worths for one side at least, or take it away.",
    ),
    error(
        "N522",
        "A reservation that nobody can meet",
        "Lower the reservation, or give the options more worth to that side.",
    ),
    error(
        "N523",
        "An option that one side can never accept",
        "Give it more worth to that side, lower the reservation, or take the option away.",
    ),
    error(
        "N524",
        "Too many of a kind",
        "Take some away, or part what they stand in: nobody could choose among so many.",
    ),
    error(
        "N525",
        "One profile among different ones",
        "Give both tables the same profiles, in the same order, or rename one of them.",
    ),
)
