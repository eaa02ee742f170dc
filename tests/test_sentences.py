"""A sentence stands once, marked, and where one looks for it.

What is said to authors stands with the codes of diagnostics and in the reports, what is said to
whoever types commands in `cli` and `refusals`. What players are told is held to its home beside
`narration`; here only, that none of it is said a second time.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.catalogues import KEYWORDS, extracted
from tests.source import FILES, nodes, tree

FOR_PLAYERS = ("bargaining", "engine", "narration", "plain", "saves", "tui", "web")
"""The folders that serve players."""
ALSO_FOR_PLAYERS = (
    "diagrams.chamber_svg",
    "diagrams.circles_svg",
    "diagrams.curve_svg",
    "diagrams.flow_svg",
    "diagrams.tradeoff_plot",
    "diagrams.tradeoff_svg",
    "diagrams.tradeoff_text",
)
HOMES = {
    "authoring": "what an author asked for, and can't have",
    "checking.reasons": "what showed a verdict",
    "checking.questions": "what a check asks about",
    "checking.text_report": "the report of a check",
    "cli": "commands, and what becomes of them",
    "diagrams.dot": "what Graphviz can't do",
    "diagrams.story_graph": "what the graph of a story shows",
    "system_errors": "what can't be had",
    "simulation.html_report": "the page of a simulation, where the report in lines has other words",
    "simulation.measures.text_report": "the measures of a story",
    "simulation.minutes_report": "how long plays last, in all reports",
    "simulation.sentences": "what both reports of a simulation say",
    "simulation.text_report": "the lines of a simulation, where the page has other words",
    "story.codes": "the registry of diagnostics",
    "story.reading.tables": "what a closing is called, unless the author says: a text of the story",
    "sentence_parts": "ordinals and lists, of which sentences are made",
}
"""The modules and folders in which a sentence may stand, and what it is about there."""
DECLARED = ("story.keys", "story.schema")
"""The modules that declare keys and parts of a story; `tests.catalogues` extracts their words."""
NO_ENGLISH = {
    "__init__": "names, and what Python says of one that isn't there",
    "checking.abstraction": "prints Python",
    "checking.replay_command": "a command to type",
    "classroom.class_report": "HTML",
    "classroom.handouts": "HTML and CSS",
    "classroom.printed_parts": "HTML and CSS",
    "classroom.ways_counted": "HTML",
    "classroom.slips": "HTML and CSS",
    "classroom.sqlite_store": "SQL",
    "classroom.store": "SQL",
    "command_reference": "makes a part of the same page as `reference`",
    "diagrams.dot": "Graphviz's language",
    "diagrams.mermaid": "Mermaid's language",
    "distribution": "a command to type",
    "reference": "makes a page of the docs, which are in English",
    "simulation.html_report": "HTML, SVG and CSS",
    "simulation.page_parts": "HTML and CSS",
    "simulation.vectorized.blocks": "what a generated function is called",
    "statespace.bisimulation": "what a generated function is called",
    "story.reading.yaml_errors": "libyaml's own words, by which its complaints are told apart",
}
"""The modules with texts of several words that nobody is told, and what these are."""
DATA = {"not reached"}
"""Words of data that have a space in them."""
SEVERAL_WORDS = re.compile(r"[A-Za-z']{2,},? [a-z']{2,}")


MODULES = {file.removesuffix(".py").replace("/", "."): file for file in FILES}
"""The file of each module."""
LOOKED_AT = [
    name for name in MODULES if not name.startswith(FOR_PLAYERS) and name not in ALSO_FOR_PLAYERS
]


def is_mark(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in KEYWORDS


def marks(part: ast.AST) -> Iterator[ast.Call]:
    """The calls that mark a sentence."""
    return (node for node in ast.walk(part) if isinstance(node, ast.Call) and is_mark(node))


def written(part: ast.AST) -> list[str]:
    """Those of them whose sentence is written out there."""
    return [ast.unparse(one) for one in marks(part) if isinstance(one.args[0], ast.Constant)]


def is_in(name: str, homes: dict[str, str]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


def unmarked(whole: ast.Module) -> Iterator[str]:
    """The texts of several words that aren't marked: no docstrings, and not what is said to whoever
    calls a function that can't be called so."""
    known: set[int] = set()
    for node in ast.walk(whole):
        is_misuse = isinstance(node, ast.Raise) and ast.unparse(node).startswith(
            "raise ValueError("
        )
        if is_misuse or isinstance(node, ast.Expr | ast.Assert):
            known |= {id(one) for one in ast.walk(node) if isinstance(one, ast.Constant)}
    for call in marks(whole):
        known |= {id(one) for part in call.args for one in ast.walk(part)}
    for node in ast.walk(whole):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known:
            has_several = SEVERAL_WORDS.search(node.value) is not None
            if has_several and node.value not in DATA:
                yield node.value


def test_a_sentence_is_marked_and_stands_in_its_home() -> None:
    for name in LOOKED_AT:
        whole = tree(MODULES[name])
        if not is_in(name, HOMES):
            assert not written(whole), name
        if name not in NO_ENGLISH and not name.startswith(DECLARED):
            assert not [*unmarked(whole)], name


def test_the_list_of_homes_has_none_that_says_nothing() -> None:
    for home in HOMES:
        assert any(
            written(tree(file)) for name, file in MODULES.items() if is_in(name, {home: ""})
        ), home
    for name in NO_ENGLISH:
        assert [*unmarked(tree(MODULES[name]))], name


def test_what_is_marked_can_be_found() -> None:
    """Babel sees no call in an f-string, and none whose sentence isn't written out there; and a
    name that is bound anew marks nothing."""
    for file in FILES:
        for node in nodes(file):
            if isinstance(node, ast.JoinedStr):
                assert not written(node), file
            if isinstance(node, ast.Call) and is_mark(node):
                assert not isinstance(node.args[0], ast.JoinedStr), ast.unparse(node)
        imported = {
            one.name
            for node in nodes(file)
            if isinstance(node, ast.ImportFrom) and node.module == "negotiator.language"
            for one in node.names
        }
        bound = {
            node.id
            for node in nodes(file)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        assert not imported & bound, file


def test_no_sentence_stands_in_two_modules() -> None:
    homes: defaultdict[object, set[str]] = defaultdict(set)
    for message in extracted():
        for file, _line in message.locations:
            homes[message.context, message.id].add(Path(file).as_posix())
    assert {said: files for said, files in homes.items() if len(files) > 1} == {}
