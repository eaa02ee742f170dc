"""The kinds of faults of files and of YAML: what can't be read at all (N1)."""

from __future__ import annotations

from negotiator.language import N_
from negotiator.story.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "N101",
        N_("There is no story to read"),
        N_("Name a folder with .yaml files in it, or one .yaml file."),
        nothing=N_("there is no story here"),
        ending=N_("there is no story here, only {file}, whose name ends in .txt"),
        rename=N_("Rename it: {meant}"),
        empty=N_("there is nothing in this file, or only comments"),
        all_empty=N_("there is nothing in its {count} story files, or only comments"),
        write_one=N_("Write the story there, or see how one begins: negotiator new FOLDER"),
        save=N_("this is a save, not a story"),
        open_save=N_(
            "Go on with its play: negotiator open {file}, or, if you gave it a name, negotiator "
            "play --load NAME"
        ),
        unreadable=N_("it can't be read: {reason}"),
        missing=N_("there is no such folder or file"),
        part=N_("{file} is only a part of the story in the folder `{folder}`"),
        name_the_folder=N_("Name the folder: {folder}"),
    ),
    error(
        "N102",
        N_("The file isn't UTF-8"),
        N_("Save the file as UTF-8."),
        N_("this isn't UTF-8 text"),
    ),
    error(
        "N103",
        N_("A file or a text is too long"),
        N_("Cut it into smaller files, or shorten it."),
        file=N_("the file has {size:,} bytes; {most:,} is the most"),
        file_at_least=N_("the file has {size:,} bytes or more; {most:,} is the most"),
        text=N_("one text has more than {most:,} characters"),
        name=N_("texts tell this name, and it has {size:,} characters; {most:,} is the most"),
    ),
    error(
        "N104",
        N_("The file is nested too deeply"),
        N_("Flatten it: no part of a story needs such depth."),
        N_("the file is nested more than {most} levels deep"),
    ),
    error(
        "N105",
        N_("The file is too large once it is written out"),
        N_("Write the repeated parts out, or repeat less."),
        parts=N_("the file has more than {most:,} parts"),
        expressions=N_("the expressions of this file have more than {most:,} characters"),
    ),
    error(
        "N106",
        N_("An alias or an anchor that stands alone"),
        N_(
            "An alias (*name) needs an anchor (&name) finished before it, and an anchor an alias; "
            "a text that begins with * or & goes in quotes."
        ),
        unused=N_("`&{name}` is an anchor that no alias uses, and no part of the text"),
        unfinished=N_("the anchor `{name}` is not finished"),
        unknown=N_("the anchor `{name}` is unknown"),
    ),
    error(
        "N107",
        N_("A tag"),
        N_(
            "Take the tag (!…) away; a text that begins with ! goes in quotes, and a condition has "
            "`not`."
        ),
        N_("a tag, `{tag}`, stands here"),
    ),
    error(
        "N108",
        N_("YAML can't be read here"),
        N_("Look at the indentation, brackets and quotes on this line and the one above."),
        N_("YAML can't read this: {complaint}"),
        key_too_deep=N_(
            "this line begins further right than the key above it, which has its text already"
        ),
        bracket=N_("a bracket is opened here and not closed"),
        closed=N_("a bracket is closed here that wasn't opened"),
        column=N_("this line begins in another column than those it belongs with"),
        begins_deeper=N_(
            "the text behind | begins further right here than on line {line}, and so ends there"
        ),
        say_indent=N_(
            "Write |2 in place of |: the 2 says how far right of its key the text begins."
        ),
        same_column=N_(
            "Keys that belong together begin in the same column, and so do the - of one list."
        ),
    ),
    error(
        "N109",
        N_("A tab"),
        N_("Indent with spaces, never with tabs."),
        N_("a tab stands here"),
    ),
    error(
        "N110",
        N_("A colon inside a text without quotes"),
        N_("Put the text in quotes, or after `>-` on lines of its own."),
        N_("a colon stands inside a text without quotes"),
    ),
    error(
        "N111",
        N_("A bracket, a comma or another sign that YAML takes for its own"),
        N_("Put the text in quotes, and citations after the words they support."),
        comma=N_("a comma cuts the text here; inside { } such a text needs quotes"),
        bracket=N_("a text begins with a bracket, which YAML takes for a list or a mapping"),
        sign=N_("a text begins with {sign}, which means something else to YAML"),
        key=N_("a key begins with a bracket"),
        first=N_("a text begins with a bracket, which YAML takes for a list"),
        braces=N_("inside { } a text with a comma, a citation or a link needs quotes"),
        within=N_("inside { } a text with braces of its own needs quotes"),
        listed=N_("brackets make a list here, and its texts have no quotes"),
        each_in_quotes=N_(
            "Put each text of the list in quotes, or all of it with its brackets if it is one text."
        ),
        blank=N_("a blank stands between the sign and the number"),
        together=N_("Write them together."),
    ),
    error(
        "N112",
        N_("A key stands twice"),
        N_("Rename one of them, or take it away."),
        key=N_("the key `{name}` is here for the second time"),
        choice=N_("the choice `{name}` is here for the second time"),
    ),
    error(
        "N113",
        N_("A second document"),
        N_("Keep one document a file: take the line `---` or `...` away."),
        N_("a second document begins here"),
    ),
    error(
        "N114",
        N_("A file that is not a list of keys"),
        N_("A story file is a list of keys, such as `scenes:`, each with its content."),
        N_("this file is not a list of keys"),
    ),
    error(
        "N115",
        N_("A link out of the story's folder"),
        N_("Copy the file into the story's folder, or include the folder it is in."),
        N_("{file} is a link out of the folder"),
    ),
    error(
        "N116",
        N_("A folder that can't be included"),
        N_("Include a folder that stands beside the story's own, and no folder twice."),
        missing=N_("there is no folder `{folder}` beside the story's"),
        twice=N_("the folder `{folder}` is included already"),
    ),
    error(
        "N117",
        N_("Quotes that end too late or too early"),
        N_(
            "Put the whole text in quotes: inside '…' write an apostrophe twice, inside \"…\" "
            'write \\" for a quotation mark.'
        ),
        open=N_("a quotation mark is opened here and never closed"),
        line=N_("the quotes opened here are closed on line {line}, before more text"),
        goes_on=N_("the text goes on behind the quotes"),
    ),
    error(
        "N118",
        N_("A text that ends at a #"),
        N_("Put the text in quotes; if it is a comment, begin it with # and a space."),
        bracket=N_("a # behind a space begins a comment, and takes the closing bracket with it"),
        text=N_("a # behind a space begins a comment here, and ends the text"),
        ends=N_("`{text}` ends here: to YAML, a # behind a space is a comment"),
    ),
    error(
        "N119",
        N_("A control character"),
        N_(
            "Take it away: such characters come along from a terminal or a word processor, and "
            "can't be seen."
        ),
        N_("{character} stands here"),
        escaped=N_("{character} stands here, written as {escape}"),
    ),
    error(
        "N120",
        N_("A character that turns the direction of text"),
        N_("Take it away: text from right to left needs none. The marks LRM and RLM are allowed."),
        N_("{character} stands here"),
        escaped=N_("{character} stands here, written as {escape}"),
    ),
    error(
        "N121",
        N_("Not an ordinary file"),
        N_("Put an ordinary file in its place: a story is never read from a pipe or a device."),
        pipe=N_("{file} is a pipe"),
        socket=N_("{file} is a socket"),
        device=N_("{file} is a device"),
        folder=N_("{file} is a folder"),
        other=N_("{file} is no ordinary file"),
    ),
    warning(
        "N122",
        N_("Too many faults to tell"),
        N_("Mend those that are told; check again for the rest."),
        N_("only the first {most:,} faults are told"),
    ),
    error(
        "N123",
        N_("An item of a list that stands too far right"),
        N_(
            "Begin it in the same column as the - above it; if a dash is meant, put the text in "
            "quotes."
        ),
        N_("this line begins like an item of a list, and YAML adds it to the text above"),
    ),
    warning(
        "N124",
        N_("A folder within the story's that isn't read"),
        N_("Put its files beside the others: a story is read from one folder, none within it."),
        N_("the story files in `{folder}` aren't read"),
    ),
    error(
        "N125",
        N_("A character that only looks like another"),
        N_("Type it again: it was pasted from elsewhere, and only looks like the plain one."),
        N_("{character} stands here, where `{plain}` is meant"),
        space=N_("{character} stands here, where a space is meant"),
        nothing=N_("{character} stands here, where nothing is meant"),
    ),
    error(
        "N130",
        N_("An archive that holds no packed story"),
        N_("Write it again with `negotiator pack STORY`, or name a folder."),
        damaged=N_("{file} is damaged, or no zip archive"),
        elsewhere=N_("{file} has a file, {name}, whose name leads elsewhere"),
        unwritten=N_("{file} has a name that isn't UTF-8, {name}"),
        link=N_("{file} has a link, {name}, and only files belong there"),
        encrypted=N_("{file} has a file, {name}, that needs a password"),
        method=N_("{file} has a file, {name}, that is packed in an unusual way"),
        twice=N_("{file} has two files of one name, {name}"),
        many=N_("{file} has more than {most:,} files"),
        large=N_("{file} has more than {most:,} bytes"),
        missing=N_("{file} has no file {name}"),
        nothing=N_("{file} has no file at all"),
    ),
)
