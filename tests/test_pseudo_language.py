"""In a language of which every sentence stands in brackets, no word stands outside of them but
those of a story, of a file's name and of whoever typed the command.

The stories have their texts in Greek letters (`tests.in_greek`), so that their words are told
apart from the program's. What else may stand outside is listed here, with the reason. What a play
says is looked at elsewhere.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import yaml

from negotiator.checking.replay_command import PLAIN_WORDS
from negotiator.cli import cli
from negotiator.cli.group import every_command
from negotiator.story.codes import CODES, Severity
from negotiator.story.schema import STORY_FILE
from tests.catalogues import CLOSES, OPENS, PSEUDO, pseudo, unmarked
from tests.conftest import HARBOUR
from tests.in_greek import in_greek
from tests.lettered import STORIES, greek_stories
from tests.story.test_diagnostics_pages import SEARCHED, Page

TOP = Path(__file__).parents[1]
RUNNER = "tests.commands_in_turn"
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
"""An option is typed, and is the same in every language."""
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
CLUSTER = re.compile(r"\bcluster_\d+|\\[nl]")
"""A group of Graphviz's, and a new line."""
PATH = re.compile(r"(?<!\S)~?/\S+")
QUOTED = re.compile(r"^ *\d* \|.*$", re.MULTILINE)
"""A line of a story below a fault, and the caret below it."""
ANNOTATED = re.compile(r"^::\w+ file=[^,]*,line=\d+,col=\d+,title=", re.MULTILINE)
"""What GitHub reads of a fault."""
TO_TYPE = re.compile(r"^ *(printf .*)?negotiator .*$", re.MULTILINE)
"""A whole line to type."""
SYSTEM = {"No", "such", "file", "or", "directory", "Is", "a", "Permission", "denied"}
"""The system's own reasons, which it says in its language."""
CODED = {*CODES, *(one.value for one in Severity)}
"""Codes and how grave they are: editors and logs look for these."""
DOT = set(
    WORD.findall(
        "digraph story label font point size br labelloc t fontsize graph rankdir TB newrank true "
        "nodesep ranksep fontname Helvetica bgcolor white tooltip node shape box style filled "
        "rounded fillcolor color margin edge fontcolor arrowsize subgraph cluster labeljust l "
        "penwidth oval xlabel hexagon dashed peripheries rank same n"
    )
)
"""Words of Graphviz's language."""
MERMAID = set(WORD.findall("flowchart TD title subgraph end br linkStyle stroke width px"))
"""Words of Mermaid's language."""
SENTENCES = {"message", "remedy", "how", "fault", "why", "text", "suggestion"}
"""The keys of reports for programs below which people's sentences stand; all else is data."""


def strays(text: str, known: Iterable[str] = ()) -> list[str]:
    """The words of a text that stand outside of brackets, and that nobody else has written."""
    for written in (ESCAPES, QUOTED, TO_TYPE):
        text = written.sub("", text)
    text = unmarked(text)
    for written in (PATH, OPTION, COLOUR, CLUSTER, ANNOTATED):
        text = written.sub(" ", text)
    allowed = set(known)
    return [word for word in WORD.findall(text) if word not in allowed]


def names(story: Path) -> set[str]:
    """What a story's author has named, and written in conditions."""
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                found.update(WORD.findall(key))
                walk(value)
        elif isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, str):
            found.update(WORD.findall(node))

    for file in story.glob("*.yaml") if story.is_dir() else [story]:
        walk(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))
    return found - {key.name for key in STORY_FILE.keys}


class Asked(NamedTuple):
    """A command, with `{}` for the folder that the stories are in; what is typed then; how it is
    read, and which words may stand outside of brackets."""

    words: str
    form: str = "text"
    known: frozenset[str] = frozenset()
    typed: str = ""
    is_watched: bool = False


def _told(words: str, form: str = "text", known: str = "", **more: Any) -> Asked:
    return Asked(words, form, frozenset(known.split()), **more)


HELP = [_told(f"{name} --help", "help") for name in ("", *dict(every_command(cli)))]
REFUSED = [
    _told("--version"),
    _told("check", "usage"),
    _told("check a b", "usage"),
    _told("check --nope x", "usage"),
    _told("check --effrt 1 x", "usage"),
    _told("check --effort many x", "usage"),
    _told("check --effort -1 x", "usage"),
    _told("check --format rtf x", "usage"),
    _told("check --budget soon x"),
    _told("check --quick=1 x", "usage"),
    _told("check nowhere"),
    _told("check {}/empty --quick", known="empty"),
    _told("check {}/latin.yaml --quick", known="latin yaml"),
    _told("play --seed", "usage"),
    _told("play {}/fishery"),
    _told("nowhere --plain", "usage"),
    _told("chek --plain", "usage"),
    _told("{}/fishery --plain --at nowhere"),
    _told("{}/fishery --plain --at jety"),
    _told("{}/fishery --plain --at jetty --continue"),
    _told("{}/assembly --plain --at telephone"),
    *(
        _told(f"{{}}/fishery --plain --set {one}")
        for one in ("town", "twon=1", "town=x", "town=200", "warned=2")
    ),
    _told("{}/fishery --plain --saves {}/saves --load nobody"),
    _told("{}/fishery --plain --saves {}/saves --continue"),
    _told("{}/broken --plain", known="broken yaml story"),
    _told("saves --saves {}/saves"),
    _told("debrief --saves {}/saves"),
    _told("debrief nobody --saves {}/saves"),
    _told("debrief {}/latin.yaml --saves {}/saves"),
    _told("dump {}/fishery jety"),
    _told("dump {}/fishery jetty --transitions"),
    _told("schema -o {}/none/file", known="none file" + " ".join(SYSTEM)),
    _told("graph {}/fishery --play nobody --saves {}/saves"),
    _told("new {}/fishery"),
    _told("new {}/nul"),
    _told("simulate {}/fishery --plays 0", "usage"),
    _told("simulate {}/fishery --player nobody", known="human greedy cautious"),
    _told("measure {}/fishery --at nowhere"),
    _told("class paper lesson --story {}/fishery"),
    _told("class paper lessen --story {}/cable"),
    _told("class list --story {}/fishery"),
    _told("class start --database {}/classes.sqlite"),
    _told("class start lessen --story {}/cable --database {}/classes.sqlite"),
    _told("class start --resume nobody --database {}/classes.sqlite"),
    _told("class start --database {}/empty", known="empty unable to open database"),
    _told("simulate {}/fishery --plays 9 --processes 1 --html {}/none/x.html"),
]
DONE = [
    _told("stories", known="gsomia_2016 first_round MIT"),
    _told("new {}/first", known="first yaml"),
    _told("check {}/fishery", is_watched=True),
    _told("check {}/assembly --witnesses", is_watched=True, known="yaml story"),
    _told("check {}/harbour --effort 0", known="yaml story"),
    _told("check {}/assembly --effort 300 --witnesses", known="yaml story"),
    _told("check {}/fishery --quick"),
    _told("check {}/assembly --format json", "json"),
    _told("check {}/stuck.yaml --format json", "json"),
    _told("check {}/stuck.yaml", known="stuck yaml"),
    _told("check {}/stuck.yaml --format github", "github", known="stuck yaml"),
    _told("check {}/stuck.yaml --format sarif", "json"),
    _told("simulate {}/assembly --plays 300 --processes 1", known="chosen"),
    _told("simulate {}/assembly --plays 300 --processes 1 --no-exact", known="Playing"),
    _told("simulate {}/assembly --plays 300 --processes 1 --format json", "json"),
    _told("simulate {}/cable --plays 300 --processes 1 --html {}/cable.html", "html"),
    _told("simulate {}/stuck.yaml --plays 300 --processes 1 --player greedy", known="stuck yaml"),
    _told("measure {}/cable --plays 20", known="chosen Playing"),
    _told("measure {}/assembly --plays 20 --format json", "json"),
    _told("graph {}/assembly", "mermaid"),
    _told("graph {}/cable --heat 20", "mermaid"),
    _told("graph {}/fishery --format dot", "dot"),
    _told("{}/fishery --plain --saves {}/kept --seed 1", "unread", typed="ask_around\nsave α\nq\n"),
    _told("{}/fishery --plain --saves {}/kept --seed 2", "unread", typed="2\nleave\n1\n1\n1\n"),
    _told("saves --saves {}/kept", known="yaml fishery kept"),
    _told("transcript α --saves {}/kept --story {}/fishery"),
    _told("transcript α --saves {}/kept --story {}/fishery --format markdown"),
    _told("graph {}/fishery --play α --saves {}/kept", "mermaid"),
    _told("class list --story {}/cable"),
    _told("class paper lesson --story {}/cable -o {}/paper", known="paper"),
    _told("schema", "schema"),
    _told("schema {}/fishery", "schema"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with stories in Greek, and some that can't be read."""
    folder = tmp_path_factory.mktemp("stories")
    greek_stories(folder)
    (folder / "empty").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / "story.yaml").write_text("story: [\n", encoding="utf-8")
    (folder / "latin.yaml").write_bytes(b"story: \xe9\n")
    stuck = (HARBOUR.parents[1] / "corpus" / "stuck_poor.yaml").read_text(encoding="utf-8")
    (folder / "stuck.yaml").write_text(in_greek(stuck), encoding="utf-8")
    return folder


def run(asked: Iterable[Asked], home: Path, language: Path) -> list[dict[str, Any]]:
    """What commands say in the pseudo-language, one after the other."""
    commands = [
        {
            "words": [word.replace("{}", str(home)) for word in one.words.split()],
            "typed": one.typed,
            "is_watched": one.is_watched,
        }
        for one in asked
    ]
    done = subprocess.run(
        # Not by -m: click would name that module as the program.
        [sys.executable, "-X", "utf8", "-c", f"import {RUNNER} as it; it.answer()"],
        input=json.dumps(commands),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=TOP,
        env={
            **os.environ,
            "NEGOTIATOR_LOCALES": str(language),
            "NEGOTIATOR_LANGUAGE": PSEUDO,
            "NEGOTIATOR_CACHE": str(home / "cache"),
            "COLUMNS": "80",
        },
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    assert not any("Traceback" in one["err"] for one in answers)
    return answers


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pseudo(tmp_path_factory.mktemp("locale"))


@pytest.fixture(scope="module")
def answers(home: Path, language: Path) -> dict[Asked, dict[str, Any]]:
    asked = [*HELP, *REFUSED, *DONE]
    return dict(zip(asked, run(asked, home, language), strict=True))


def of_commands() -> set[str]:
    """What is typed for a command and its options, and what stands for it in a help text."""
    found = {"negotiator", "x", "OPTIONS", "COMMAND", "ARGS", "INTEGER", "RANGE", "TEXT"}
    for name, command in every_command(cli):
        found |= {*name.split()}
        for one in command.params:
            found |= set(WORD.findall(one.make_metavar(click.Context(command))))
            found |= {one.human_readable_name}
    return found


def shown(one: Asked, said: str) -> Iterator[str]:
    """The texts in what a command said that are for people."""
    if one.form in ("json", "schema"):
        yield from _sentences(json.loads(said), one.form == "schema")
    elif one.form == "html":
        page = Texts()
        page.feed(said)
        yield from page.texts
    else:
        yield said


def _sentences(data: Any, is_schema: bool) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            is_said = (
                key in ("description", "patternErrorMessage") if is_schema else key in SENTENCES
            )
            if is_said and isinstance(value, str):
                yield value
            else:
                yield from _sentences(value, is_schema)
    elif isinstance(data, list):
        for item in data:
            yield from _sentences(item, is_schema)


class Texts(HTMLParser):
    """The texts of a page, those of its pictures included."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_style = tag == "style"
        self.texts += [value or "" for name, value in attrs if name in ("aria-label", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if not self.is_style:
            self.texts.append(data)


@pytest.mark.parametrize("one", [*HELP, *REFUSED, *DONE], ids=lambda one: one.words)
def test_every_word_of_a_command_is_marked(
    one: Asked, answers: dict[Asked, dict[str, Any]], home: Path
) -> None:
    if one.form == "unread":
        return
    answer = answers[one]
    said = answer["out"]
    if one.form == "html":
        said = (home / "cable.html").read_text(encoding="utf-8")
    known = CODED | one.known | set(WORD.findall(one.words.replace("{}", "")))
    known |= {"printf", "s", "n", *PLAIN_WORDS}
    known |= {"help": of_commands(), "usage": of_commands(), "dot": DOT, "mermaid": MERMAID}.get(
        one.form, set()
    )
    for story in (*STORIES, "stuck.yaml"):
        if f"/{story}" in one.words:
            known |= names(home / story)
    if one.form in ("mermaid", "dot"):
        known |= {name.upper() for name in known}
        known |= {f"p_{name}" for name in known} | {f"group{number}" for number in range(30)}
    found = [word for text in shown(one, said) for word in strays(text, known)]
    assert found + strays(answer["err"], known | SYSTEM) == []


def test_every_word_of_every_kind_of_fault_is_marked(home: Path, language: Path) -> None:
    """The story on the page of each code, of which the texts needn't be in Greek: a fault shows
    them in a line of their own, or in quotes of its sentence."""
    asked, stories = [], []
    for code in CODES:
        page = Page.of(code)
        if page.faulty:
            story = home / "pages" / code / "story.yaml"
            story.parent.mkdir(parents=True)
            story.write_text(page.faulty, encoding="utf-8")
            form = "" if code.startswith(SEARCHED) else " --quick"
            asked.append(_told(f"check {story}{form}"))
            stories.append(code)
    assert len(asked) > 100
    found = {}
    for code, one in zip(stories, run(asked, home, language), strict=True):
        assert code in one["out"], one
        known = CODED | set(WORD.findall(Page.of(code).faulty))
        found[code] = strays(one["out"], known) + strays(one["err"], known)
    assert {code: words for code, words in found.items() if words} == {}


def test_what_is_remembered_of_a_story_is_remembered_by_language(
    home: Path, language: Path, tmp_path: Path
) -> None:
    odd = _told("check {}/stuck.yaml --quick")
    (first,), (again,) = run([odd], home, language), run([odd], home, language)
    assert first["out"] == again["out"]
    (english,) = run([odd], home, tmp_path)
    assert english["out"] == first["out"].replace(OPENS, "").replace(CLOSES, "")
    assert english["out"] != first["out"]
