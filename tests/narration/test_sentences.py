"""A sentence has one home: what players read stands in `narration`, once, and no face, rule or
file of plays has words of its own.

What is shown to them may come together of story texts, numbers and glyphs elsewhere; two words of
English next to each other are taken for a sentence.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.catalogues import extracted
from tests.source import FILES, tree

FACES_AND_BELOW = ("tui/", "plain/", "web/", "engine/", "bargaining/", "saves/")
WORDLESS = (*FACES_AND_BELOW, "library.py", "folders.py")
DRAWN = ("diagrams/tradeoff_plot.py", "diagrams/tradeoff_text.py", "diagrams/table_drawing.py")
HELD = [name for name in FILES if name.startswith((*WORDLESS, *DRAWN))]
SENTENCE = re.compile(r"[A-Za-z']{2,} [A-Za-z']{2,}")
FOR_PROGRAMMERS = {
    "AssertionError",
    "IndexError",
    "KeyError",
    "NotImplementedError",
    "TypeError",
    "ValueError",
}
"""What is raised where a program is wrong; no player is told."""
LISTED = {
    ("tui/actions.py", "Space PgDn"): "what is printed on keys",
    ("plain/parsing.py", "ask dearest"): "what is typed is the same in every language",
    ("plain/parsing.py", "ask cheapest"): "what is typed is the same in every language",
    ("engine/compiler.py", "can come "): "the name of a function in a traceback",
    ("engine/meetings.py", "return met"): "Python that is printed",
    ("engine/play.py", "<Play of "): "how a play is shown to programmers",
    ("engine/printer.py", "if throw < 0:"): "Python that is printed",
    ("engine/printer.py", "if throw < share:"): "Python that is printed",
    ("engine/rounds.py", "while True:"): "Python that is printed",
    ("engine/rounds.py", "while left > 0:"): "Python that is printed",
    ("engine/rounds.py", "not came & "): "Python that is printed",
    ("web/exchange.py", '<div id="later"></div>'): "HTML",
    ("web/replies.py", "'self' data:"): "what a browser is told that a page may load",
}
"""What else has two words, and why it may."""


def written(whole: ast.AST) -> Iterator[str]:
    """The texts in a module that someone could be shown: no docstrings, and nothing that is said
    to programmers."""
    passed: set[ast.AST] = set()
    for node in ast.walk(whole):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        elif isinstance(node, ast.Assert) and node.msg is not None:
            passed.update(ast.walk(node.msg))
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            named = node.exc.func
            if isinstance(named, ast.Name) and named.id in FOR_PROGRAMMERS:
                passed.update(ast.walk(node.exc))
    for node in ast.walk(whole):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node.value


def found(name: str) -> list[str]:
    return [text for text in written(tree(name)) if SENTENCE.search(text)]


def test_no_sentence_stands_outside_of_narration() -> None:
    """And what is listed is there."""
    assert {(name, text) for name in HELD for text in found(name)} == set(LISTED)


def test_a_sentence_is_found() -> None:
    code = '''
"""A docstring of two words."""
raise ValueError(f"no such {name} here")
say(f"The play has {ended}.")
'''
    assert [one for one in written(ast.parse(code)) if SENTENCE.search(one)] == ["The play has "]


def marked() -> dict[object, set[str]]:
    """The modules in which each sentence is marked."""
    modules: defaultdict[object, set[str]] = defaultdict(set)
    for message in extracted():
        for file, _line in message.locations:
            modules[message.context, message.id].add(file)
    return modules


def test_no_sentence_of_players_stands_twice() -> None:
    """Two that only look the same say for translators what each means (`pgettext`)."""
    twice = {
        message: sorted(names)
        for message, names in marked().items()
        if len(names) > 1 and any(name.startswith("narration/") for name in names)
    }
    assert twice == {}


def test_faces_mark_nothing() -> None:
    """What a face marks would be a sentence of its own."""
    found = {
        (message, name)
        for message, names in marked().items()
        for name in names
        if name.startswith(FACES_AND_BELOW)
    }
    assert found == set()
