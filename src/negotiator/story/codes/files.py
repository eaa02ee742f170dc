"""The kinds of faults of files and of YAML: what can't be read at all (N1)."""

from __future__ import annotations

from negotiator.language import N_
from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "N101",
        N_("There is no story to read"),
        N_("Name a folder with .yaml files in it, or one .yaml file."),
    ),
    error(
        "N102",
        N_("The file isn't UTF-8"),
        N_("Save the file as UTF-8."),
    ),
    error(
        "N103",
        N_("A file or a text is too long"),
        N_("Cut it into smaller files, or shorten it."),
    ),
    error(
        "N104",
        N_("The file is nested too deeply"),
        N_("Flatten it: no part of a story needs such depth."),
    ),
    error(
        "N105",
        N_("The file is too large once it is written out"),
        N_("Write the repeated parts out, or repeat less."),
    ),
    error(
        "N106",
        N_("An alias or an anchor that stands alone"),
        N_(
            "An alias (*name) needs an anchor (&name) finished before it, and an anchor an alias; "
            "a text that begins with * or & goes in quotes."
        ),
    ),
    error(
        "N107",
        N_("A tag"),
        N_(
            "Take the tag (!…) away; a text that begins with ! goes in quotes, and a condition has "
            "`not`."
        ),
    ),
    error(
        "N108",
        N_("YAML can't be read here"),
        N_("Look at the indentation, brackets and quotes on this line and the one above."),
    ),
    error(
        "N109",
        N_("A tab"),
        N_("Indent with spaces, never with tabs."),
    ),
    error(
        "N110",
        N_("A colon inside a text without quotes"),
        N_("Put the text in quotes, or after `>-` on lines of its own."),
    ),
    error(
        "N111",
        N_("A bracket, a comma or another sign that YAML takes for its own"),
        N_("Put the text in quotes, and citations after the words they support."),
    ),
    error(
        "N112",
        N_("A key stands twice"),
        N_("Rename one of them, or take it away."),
    ),
    error(
        "N113",
        N_("A second document"),
        N_("Keep one document a file: take the line `---` or `...` away."),
    ),
    error(
        "N114",
        N_("A file that is not a list of keys"),
        N_("A story file is a list of keys, such as `scenes:`, each with its content."),
    ),
    error(
        "N115",
        N_("A link out of the story's folder"),
        N_("Copy the file into the story's folder, or include the folder it is in."),
    ),
    error(
        "N116",
        N_("A folder that can't be included"),
        N_("Include a folder that stands beside the story's own, and no folder twice."),
    ),
    error(
        "N117",
        N_("Quotes that end too late or too early"),
        N_(
            "Put the whole text in quotes: inside '…' write an apostrophe twice, inside \"…\" "
            'write \\" for a quotation mark.'
        ),
    ),
    error(
        "N118",
        N_("A text that ends at a #"),
        N_("Put the text in quotes; if it is a comment, begin it with # and a space."),
    ),
    error(
        "N119",
        N_("A control character"),
        N_(
            "Take it away: such characters come along from a terminal or a word processor, and "
            "can't be seen."
        ),
    ),
    error(
        "N120",
        N_("A character that turns the direction of text"),
        N_("Take it away: text from right to left needs none. The marks LRM and RLM are allowed."),
    ),
    error(
        "N121",
        N_("Not an ordinary file"),
        N_("Put an ordinary file in its place: a story is never read from a pipe or a device."),
    ),
    warning(
        "N122",
        N_("Too many faults to tell"),
        N_("Mend those that are told; check again for the rest."),
    ),
)
