"""The reference for authors, made from the code: keys, values, expressions, commands, limits.

    python -m negotiator.reference > docs/authors/reference.md

The pages beside it explain what the parts of a story are for and how to use them well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from negotiator.command_reference import bar, commands, exit_codes, table
from negotiator.story import bounds, diagnostics, expression_parser, files, schema
from negotiator.story.expression_parser import FUNCTIONS
from negotiator.story.keys import Entries, Items, Key, Kind, Shape, Value
from negotiator.story.model import FORMAT, DocumentKind
from negotiator.story.reading import expressions as expression_reading
from negotiator.story.reading import yaml as yaml_reading
from negotiator.story.reading import yaml_errors as yaml_complaints

COMMAND = "python -m negotiator.reference > docs/authors/reference.md"
"""The command that writes the page again."""


class Written(NamedTuple):
    """How a value is written: examples, and notes on them."""

    examples: tuple[str, ...]
    about: str


VALUES: dict[Kind, Written] = {
    Kind.LINE: Written(("Public opinion", '"Seoul: the pact"'), "Words, without marks."),
    Kind.PHRASE: Written(
        ("The quay", '"Day {day} of the strike"'),
        "Words, without marks but `{…}`, which shows what an [expression](#expressions) gives. "
        "Where no play is, as in a drawing of the story, a value is `…`.",
    ),
    Kind.TEXT: Written(
        ("Talks stopped in 2012.[^S14]", "The [[win_set|win-sets]] are small.", "It is {opinion}."),
        "`[^S14]` cites a source, `[[term]]` and `[[term|words]]` link the glossary, `{…}` shows "
        "what an [expression](#expressions) gives: a number in digits, or words; `*so*` stresses, "
        "`**so**` strongly; a backslash before one of these signs makes it a sign, and `{{` is a "
        "brace. A text with `: ` or `#` in it, or that begins with a brace, needs quotes, as does "
        "one with a comma inside braces.",
    ),
    Kind.PASSAGES: Written(
        ("One text", "{when: leaked, text: The papers have it.}"),
        "One text, or a list of passages. A passage is a text, or `when` and `text`: told only "
        "if the condition holds; or a [document](#passage). A passage has one of `text`, "
        "`sequence`, `cycle` and `shuffle`. Behind `|` lines stay lines; a blank line ends a "
        "paragraph.",
    ),
    Kind.SPOKEN: Written(
        ("One text", "{when: leaked, text: The papers have it.}"),
        "The same without documents: here only words are told.",
    ),
    Kind.PICTURE: Written(("|",), "Drawn behind `|`, at most 60 cells wide and 9 lines high."),
    Kind.DOCUMENT: Written(
        tuple(one.value for one in DocumentKind),
        "A `map` and a `drawing` are drawn behind `|`, at most 60 cells wide, and have an `alt`; "
        "the others are prose.",
    ),
    Kind.IDENTIFIER: Written(
        ("win_set", "act2"), "Letters, digits and `_`, starting with a letter; at most 80."
    ),
    Kind.NAMES: Written(("old_name", "[old_name, older_name]"), "One identifier or a list."),
    Kind.WHOLE: Written(("40", "0"), "In digits."),
    Kind.WORTH: Written(("100", "0"), "In digits: 100 is the best for a side, 0 the worst."),
    Kind.TRUTH: Written(("true", "false"), "Not `yes`, `no`, `on` or `off`."),
    Kind.TIME: Written(("09:40",), "Hours and minutes, from 00:00 to 23:59."),
    Kind.DATE: Written(("2016-10-27",), "Year, month and day."),
    Kind.RANGE: Written(("0..100", "-50..50"), "The low end first."),
    Kind.BETTER: Written(("high", "low", "middle"), "Which end of a gauge is the good one."),
    Kind.BANDS: Written(
        ("{0: Streets full, 30: Hostile, 45: Divided}",),
        "Each number begins a band; the first is the low end of the range.",
    ),
    Kind.SHORT: Written(("Opinion",), "At most 10 characters."),
    Kind.CONDITION: Written(
        ("opinion >= 45 and not leaked",), "An [expression](#expressions) that is true or false."
    ),
    Kind.NUMBER: Written(("151", "40 - government"), "An [expression](#expressions)."),
    Kind.EFFECTS: Written(
        ("{opinion: +6, leaked: true}", "{opinion: [+6, {when: leaked, change: -2}]}"),
        "A mapping from names to [effects](#effects), or to lists of them. One that hangs on a "
        "condition has [keys](#effect).",
    ),
    Kind.CHANGE: Written(("+6 because you told them", "= 40", "true"), "An [effect](#effects)."),
    Kind.GOTO: Written(
        (
            "cabinet",
            "{visit: archive}",
            "[{when: leaked, to: leak}, {chance: 30%, to: storm}, {to: cabinet}]",
        ),
        "A scene, an ending, `return` from a visit, or a [visit](#visit); or a list of these and "
        "of [branches](#branch), read from the top. The chances of a list share one throw; the "
        "last has neither `when` nor `chance`, unless they add up to 100 %.",
    ),
    Kind.CHANCE: Written(("30%",), "From 1% to 99%."),
    Kind.LANGUAGE: Written(
        ("en", "ko", "pt-BR"), "Two or three letters (ISO 639), and a country where it matters."
    ),
    Kind.SCENE: Written(("announcement",), ""),
    Kind.PLACE: Written(("signed_in_a_hurry",), ""),
    Kind.WAY: Written(("signed_in_a_hurry", "return"), ""),
    Kind.GAUGE: Written(("opinion",), ""),
    Kind.ACTOR: Written(("beijing",), ""),
    Kind.PERSON: Written(("the_minister",), ""),
    Kind.STAND: Written(
        ("for dismissal", "against win_set"), "A motion, a glossary term or an axis."
    ),
    Kind.MOTION: Written(("dismissal",), ""),
    Kind.POOL: Written(("street",), ""),
    Kind.SOURCE: Written(("S14",), ""),
    Kind.CHOICE: Written(("announcement.say_nothing",), "A choice of an event: `event.choice`."),
    Kind.DECISIONS: Written(
        (
            "[announcement.say_nothing, seoul_table.propose(secrets=level_2, notice=thirty_days)]",
            "announcement.say_nothing whatever_comes seoul_table.accept",
        ),
        "A list, or one text with spaces between them. At a table: `accept`, `leave`, "
        "`ask(dearest)`, `ask(cheapest)`, or `propose` with what differs from the last position. "
        "`whatever_comes` gives each event that waits its first open answer, and does nothing if "
        "none waits.",
    ),
    Kind.FOLLOWED: Written(
        ("[announcement.say_nothing, seoul_table.deal]", "history"),
        "A list of choices, or `history`: the choices that its entries name.",
    ),
    Kind.STANCES: Written(
        ("openness", "[openness, patience]"), "One of the names under `stances`, or a list."
    ),
    Kind.FOLDER: Written(("shared_asia",), "It stands beside the story's own folder."),
    Kind.READINGS: Written(
        ("{security: The line is direct now.}",),
        "A mapping from axes to passages; the first whose condition holds is told, and the last "
        "has none.",
    ),
    Kind.OPTION: Written(("level_2",), ""),
    Kind.PACKAGE: Written(
        ("{level: level_2, notice: ninety_days}",),
        "A mapping from each term to one of its options.",
    ),
    Kind.WEIGHTS: Written(
        ("{level: 20, notice: 5 + tokyo // 10}",),
        "A mapping from terms to [expressions](#expressions); a term that is left out weighs what "
        "it weighs.",
    ),
    Kind.CLASS_SHAPE: Written(
        ("together", "pairs", "alone", "talk"),
        "One play that the class votes on; two people at a table; each a play of their own; or "
        "nobody plays.",
    ),
    Kind.TIES: Written(
        ("teacher", "first", "lot"),
        "The teacher says; the tied choice that stands first; the luck of the play.",
    ),
    Kind.SETTINGS: Written(
        ("{opinion: 40, leaked: true, terms.level: level_2}",),
        "A mapping from gauges, flags, counters, and terms as `terms.NAME`, to what they are then.",
    ),
    Kind.ACT: Written(("rounds",), ""),
    Kind.PREFERRED: Written(
        ("{level: level_2}",),
        "A mapping from terms of any table to one of their options.",
    ),
}

EFFECTS: dict[str, str] = {
    "+6": "adds; stops at the end of the range",
    "-4": "takes away",
    "+20%": "goes 20 % of what is left to the high end, rounded to the nearest whole number",
    "-20%": "goes 20 % of what is left to the low end",
    "= 40": "sets it",
    "= max(opinion - 5, 0)": "sets it to what an expression gives",
    "+beijing": "adds a gauge or a counter",
    "-(beijing // 10)": "takes away what an expression in brackets gives",
    "+6 because you told them first": "and tells the player why",
    "true": "a flag only",
    "= not leaked": "a flag only: sets it to what a condition gives",
    "made": "a promise only: it is made, and stays so",
}

FUNCTION_WORDS: dict[str, tuple[str, str]] = {
    "visits": ("visits(scene)", "how often the player entered it, or an event came"),
    "seen": ("seen(scene)", "whether that was ever so"),
    "chosen": (
        "chosen(scene.choice)",
        "how often it was chosen; `chosen(choice)` if only one scene has a choice of that name",
    ),
    "min": ("min(a, b, …)", "the smallest number"),
    "max": ("max(a, b, …)", "the largest number"),
    "lower": (
        "lower(opinion.band)",
        "words as within a sentence: the first letter small, unless the second is a capital",
    ),
}

OPERATORS: dict[str, str] = {
    "not leaked": "truth",
    "leaked and opinion > 45": "truth; `or` binds less than `and`",
    "30 <= opinion < 45": "truth; also `==`, `!=`, `>`, `>=`; chains as it reads",
    "opinion + 2 * beijing - 5": "a number",
    "opinion // 10": "a number, rounded down; by a whole number that is written out",
    "opinion % 10": "the rest of that division",
    "3 if leaked else 0": "the first if the condition holds, otherwise the second: two numbers, "
    "two truths or two words",
    "terms.release == 'twenty'": "truth; `'none'` before it is agreed",
    "terms.release": "words, for texts: the option that was agreed",
    "opinion.band": "words, for texts: the band that the gauge is in",
    "'They sing'": "words, for texts, and to compare a term with",
    "motion.dismissal.passed": "truth; `held` is whether it was put to the vote",
    "promise.tell_first.made": "truth; `kept` and `broken` too, which are so only once it is made",
    "motion.dismissal.ayes": "a number; 0 before the vote",
}


def reference() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Reference of the story format"
    yield ""
    yield (
        f"Format {FORMAT}. This page is made from the program (`{COMMAND}`). The same table of "
        "keys gives the errors of `negotiator check` and the schema of `negotiator schema`. How "
        "the parts work together is told in [the format](format.md), and how to use them well in "
        "the [guide](guide.md). A key in **bold** must stand there."
    )
    yield ""
    yield "## Keys"
    yield ""
    for part in _shapes():
        yield from _part(part)
    yield "## Values"
    yield ""
    yield from table(
        ("value", "written", ""),
        (
            (kind.value, ", ".join(f"`{bar(one)}`" for one in how.examples), bar(how.about))
            for kind, how in VALUES.items()
        ),
    )
    yield "## Effects"
    yield ""
    yield from table(
        ("written", "what it does"), ((f"`{one}`", about) for one, about in EFFECTS.items())
    )
    yield (
        "Effects are done from the top, each seeing what those above it did. A gauge and a "
        "counter take numbers; a bare number without a sign is an error."
    )
    yield ""
    yield from _expressions()
    yield "## Limits"
    yield ""
    yield from table(("of", "at most"), _limits())
    yield "## Commands"
    yield ""
    yield from commands()
    yield from exit_codes()
    yield "More on every error, with a story that shows it: [diagnostics](../diagnostics)."


def _expressions() -> Iterator[str]:
    yield "## Expressions"
    yield ""
    yield "Names of gauges, flags and counters, whole numbers, `true` and `false`, brackets, and"
    yield ""
    yield from table(
        ("written", "gives"), ((f"`{one}`", about) for one, about in OPERATORS.items())
    )
    yield from table(
        ("function", "gives"),
        ((f"`{FUNCTION_WORDS[one][0]}`", FUNCTION_WORDS[one][1]) for one in FUNCTIONS),
    )
    reserved = ", ".join(f"`{one}`" for one in sorted(expression_parser.RESERVED))
    yield f"Words that can't be names: {reserved}."
    yield ""


def _part(part: Shape) -> Iterator[str]:
    yield f"### {part.name[:1].upper()}{part.name[1:]}"
    yield ""
    rows = ((_name(key), _held(key), bar(key.about)) for key in part.keys)
    yield from table(("key", "value", "what it is for"), rows)


def _name(key: Key) -> str:
    return f"**`{key.name}`**" if key.required else f"`{key.name}`"


def _held(key: Key) -> str:
    """What a key holds, with the bounds of a number where they are spelled out."""
    if key.bound is None:
        return _holds(key.value)
    return f"{_holds(key.value)}, {key.bound.low:,} to {key.bound.high:,}"


def _holds(value: Value) -> str:
    match value:
        case Kind():
            return value.value
        case Shape():
            return f"{value.article}{_link(value)}"
        case Entries(of=of, or_line=or_line):
            alone = ", or words alone" if or_line else ""
            return f"names, each with {of.article}{_link(of)}{alone}"
        case Items(of=of):
            each = f"{of.article}{_link(of)}" if isinstance(of, Shape) else of.value
            return f"a list; each is {each}"


def _link(part: Shape) -> str:
    return f"[{part.name}](#{part.name.replace(' ', '-')})"


def _shapes() -> list[Shape]:
    """Every part, each after the one that holds it; those inside values come last."""
    found = [schema.STORY_FILE]
    for part in found:
        for key in part.keys:
            inner = key.value if isinstance(key.value, Shape) else getattr(key.value, "of", None)
            if isinstance(inner, Shape) and inner not in found:
                found.append(inner)
    return [*found, schema.PASSAGE, schema.READING, schema.BRANCH, schema.VISIT, schema.EFFECT]


def _limits() -> Iterator[tuple[str, str]]:
    yield "a file", f"{files.LARGEST_FILE // 2**20} MiB"
    yield "a text", f"{yaml_reading.LONGEST_SCALAR:,} characters"
    yield "levels of nesting in a file", f"{yaml_complaints.DEEPEST}"
    yield "parts of a file, its aliases followed", f"{yaml_reading.MOST_NODES:,}"
    yield "an expression", f"{expression_parser.LONGEST:,} characters"
    yield "levels of nesting in an expression", f"{expression_parser.DEEPEST}"
    characters = f"{expression_reading.MOST_EXPRESSED:,} characters"
    yield "the expressions of a file, those alike once", characters
    yield "gauges of a story", f"{bounds.MOST_GAUGES}"
    yield "promises of a story", f"{bounds.MOST_PROMISES}"
    yield "epilogues of a story", f"{bounds.MOST_EPILOGUES}"
    yield "acts of a story", f"{bounds.MOST_ACTS}"
    yield "axes of a story", f"{bounds.MOST_AXES}"
    yield "strategies of a story", f"{bounds.MOST_STRATEGIES}"
    yield "bands of a gauge", f"{bounds.MOST_BANDS}"
    yield "passages of a text", f"{bounds.MOST_PASSAGES}"
    yield "wordings of a passage", f"{bounds.MOST_WORDINGS}"
    told = "wordings of a text, of all epilogues, of all front pages"
    yield told, f"{bounds.MOST_TOLD:,}"
    yield "values and links of a text", f"{bounds.MOST_VALUES}"
    longest = "the name of a band, a glossary term or an option"
    yield longest, f"{bounds.LONGEST_NAME} characters"
    yield "effects of a choice or a place", f"{bounds.MOST_EFFECTS}"
    yield "choices of a scene or an event", f"{bounds.MOST_CHOICES}"
    yield "branches of a `goto`", f"{bounds.MOST_BRANCHES}"
    yield "events of a pool, and that interrupt", f"{bounds.MOST_EVENTS}"
    yield "blocs of a motion", f"{bounds.MOST_BLOCS}"
    yield "options of a term", f"{bounds.MOST_OPTIONS}"
    yield "profiles of a counterpart", f"{bounds.MOST_PROFILES}"
    yield "packages of a table", f"{bounds.MOST_PACKAGES:,}"
    yield "faults that are told", f"{diagnostics.MOST_FAULTS:,}"
    yield "a number that is written out", f"{bounds.LARGEST:,}"


def main() -> None:
    """Write the page to the standard output."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(reference())


if __name__ == "__main__":
    main()
