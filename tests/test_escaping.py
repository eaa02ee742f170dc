"""No text that a story, a save, a name of a file or the words of a command have leaves the program
as anything but text: not to a terminal, a log, a page, a drawing or another program."""

from __future__ import annotations

import ast
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negotiator import escaping
from negotiator.cli import cli
from negotiator.diagrams.dot import dot
from negotiator.diagrams.dot import svg as drawn_svg
from negotiator.diagrams.mermaid import mermaid
from negotiator.diagrams.story_graph import chart
from negotiator.diagrams.tradeoff_plot import of_table
from negotiator.diagrams.tradeoff_svg import svg
from negotiator.engine import Play
from negotiator.engine.table_debrief import table_debriefs
from negotiator.plain.playing import PlainPlay
from negotiator.saves import LONGEST_LABEL, Save, Store, UnplacedDecisionError, resume, write_save
from negotiator.simulation import text_report as report
from negotiator.simulation.findings import find
from negotiator.simulation.html_report import page
from negotiator.simulation.players import Player
from negotiator.simulation.simulate import simulate
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY

REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
COMMAND = re.compile(r"^\s*::|##(?:\[|vso\[|teamcity\[)", re.MULTILINE)
PIECES = (
    "\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "\x00", "\r", "\n", "\n::error file=x::pwned",
    "::warning::x", "##[error]x", "##vso[task.setvariable]x", "\x85", "\u2028", "\u202e", "\u2067",
    "\ufeff", "\uffff", "\x7f", "\u200d", "\u200f", "<script>", "</text>", "]]>", "&amp;", '"',
    "'", "\\", "%0A", "`", "${x}", "--", "|", "a", " ", "שלום", "مرحبا", "🙂", "{", "}", "[", "]",
)  # fmt: skip
HOSTILE = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    min_size=1,
    max_size=6,
).map(lambda pieces: "".join(pieces) or "x")


def is_clean(text: str) -> bool:
    """Whether no terminal, log or document takes any of a text for a command."""
    return REFUSED.search(text) is None and COMMAND.search(text) is None


# The gate itself


@given(HOSTILE)
@example("\r\n::error::x")
@example(":::x")
@example("###[x]##[")
@example(" \t::x\u2028::y")
def test_what_is_made_safe_for_a_terminal_is(text: str) -> None:
    safe = escaping.terminal(text)
    assert is_clean(safe)
    assert escaping.terminal(safe) == safe
    assert is_clean(escaping.line(text))
    assert "\n" not in escaping.line(text)
    assert len(escaping.line(text).splitlines()) <= 1
    assert len(escaping.folded(text)) == len(text)
    assert REFUSED.search(escaping.screen(text)) is None


@given(HOSTILE)
def test_what_is_made_safe_for_a_page_is_a_text_of_it(text: str) -> None:
    read = ElementTree.fromstring(f'<a b="{escaping.markup(text)}">{escaping.markup(text)}</a>')
    assert REFUSED.search((read.text or "") + read.get("b", "")) is None


@given(HOSTILE)
def test_json_loses_nothing_and_has_nothing_but_text(text: str) -> None:
    written = escaping.as_json({text: [text]})
    assert is_clean(written)
    assert json.loads(written) == {text: [text]}


@given(HOSTILE)
def test_a_value_of_a_workflow_command_is_one(text: str) -> None:
    value = escaping.of_command(text, ":,")
    assert REFUSED.search(value) is None
    assert not set("\n\r:,") & set(value)


def test_text_from_right_to_left_stays_as_it_is() -> None:
    words = "שלום\u200f (א) مرحبا\u200e می\u200cخواهم 👩\u200d⚖️"
    assert escaping.terminal(words) == escaping.line(words) == escaping.screen(words) == words
    assert escaping.markup(words) == words


# Every command


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of a story: every key and every text."""
    if isinstance(node, dict):
        for key, inner in node.items():
            yield (*path, key, None)
            yield from leaves(inner, (*path, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def put(node: Any, path: tuple[Any, ...], text: str) -> Any:
    """The same with this text at a place; a path that ends in None is that of a key."""
    if not path:
        return text
    step, *rest = path
    if isinstance(node, dict):
        if rest == [None]:
            return {text if key == step else key: inner for key, inner in node.items()}
        return {
            key: put(inner, tuple(rest), text) if key == step else inner
            for key, inner in node.items()
        }
    return [
        put(inner, tuple(rest), text) if number == step else inner
        for number, inner in enumerate(node)
    ]


WHOLE: Any = yaml.load((HARBOUR / "story.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
PLACES = sorted(leaves(WHOLE), key=str)


def run(*words: str, typed: str = "") -> str:
    """All that a command writes."""
    done = CliRunner().invoke(cli, words, input=typed, prog_name="negotiator")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert REFUSED.search(done.output) is None, (words, done.output)
    return done.output


@settings(max_examples=60)
@given(st.sampled_from(PLACES), HOSTILE, st.booleans())
def test_no_command_hands_on_what_a_story_has(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[Any, ...], text: str, is_raw: bool
) -> None:
    folder = tmp_path_factory.mktemp("story")
    file = folder / "story.yaml"
    written = yaml.dump(put(WHOLE, place, text), allow_unicode=is_raw, sort_keys=False)
    file.write_text(written, encoding="utf-8", errors="replace", newline="")
    saves = ("--saves", str(folder / "saves"))
    for form in ("text", "json", "github", "sarif"):
        said = run("check", str(file), "--quick", "--format", form)
        lines = said.splitlines()
        if form == "github":
            assert all(re.match(r"::(?:error|warning) file=", one) for one in lines)
        else:
            assert COMMAND.search(said) is None
        if form in ("json", "sarif"):
            json.loads(said)
    typed = f"status\nsources\nglossary\n1\n{text}\nsave {text}\nhistory\nundo\nquit\n"
    said = run("play", str(file), "--plain", "--seed", "1", *saves, typed=typed)
    assert COMMAND.search(said) is None
    assert COMMAND.search(run("saves", *saves)) is None
    for form in ("mermaid", "dot"):
        assert COMMAND.search(run("graph", str(file), "--format", form)) is None
    assert COMMAND.search(run("debrief", *saves, "--story", str(file))) is None


@settings(max_examples=60)
@given(HOSTILE)
@example("--\x1b[2J\n::error::x")
def test_no_command_hands_on_its_own_words(text: str) -> None:
    words = text.replace("\0", "")
    for command in ("check", "play", "simulate", "graph"):
        if words.startswith(("--help", "--version")) or not words.strip():
            continue
        more = ("--plain",) if command == "play" else ()
        assert COMMAND.search(run(command, words, *more)) is None
        assert COMMAND.search(run(command, "none", words, *more)) is None
        assert COMMAND.search(run(command, "none", "--seed", words, *more)) is None


@settings(max_examples=60)
@given(HOSTILE, st.sampled_from(["label", "story_title", "place", "day", "ended", "moment"]))
def test_no_command_hands_on_what_a_save_has(
    tmp_path_factory: pytest.TempPathFactory, text: str, field: str
) -> None:
    folder = tmp_path_factory.mktemp("saves")
    play = Play.begin(load(HARBOUR), 1)
    # No save is written under a longer name.
    changes: dict[str, Any] = {field: text[:LONGEST_LABEL] if field == "label" else text}
    save = replace(Save.of(play, label="", moment="2016-11-23T10:00:00+00:00"), **changes)
    (folder / "one.yaml").write_text(write_save(save), encoding="utf-8", newline="")
    assert COMMAND.search(run("saves", "--saves", str(folder))) is None
    assert COMMAND.search(run("debrief", "--saves", str(folder), "--story", str(HARBOUR))) is None
    assert COMMAND.search(run("debrief", str(folder / "one.yaml"))) is None


@settings(max_examples=60)
@given(HOSTILE, st.sampled_from(["label", "story_title", "place", "ended", "moment", "name"]))
def test_a_list_of_plays_has_two_lines_for_each(
    tmp_path_factory: pytest.TempPathFactory, text: str, field: str
) -> None:
    """Neither what is in a save nor the name of its file writes a row of its own."""
    folder = tmp_path_factory.mktemp("saves")
    save = Save.of(Play.begin(load(HARBOUR), 1), label="", moment="2016-11-23T10:00:00+00:00")
    name = re.sub(r"[/\0]", "", text)[:40] if field == "name" else "one"
    changes: dict[str, Any] = {} if field == "name" else {field: text[:LONGEST_LABEL]}
    try:
        file = folder / f"a{name}.yaml"
        file.write_text(write_save(replace(save, **changes)), encoding="utf-8", newline="")
    except OSError:
        return  # this system has no such name
    said = run("saves", "--saves", str(folder))
    assert len(said.splitlines()) == 2
    file.write_bytes(file.read_bytes()[:-3])
    assert len(run("saves", "--saves", str(folder)).splitlines()) == 1


@settings(max_examples=60)
@given(HOSTILE)
def test_a_decision_in_a_save_is_told_in_a_line(harbour: Story, text: str) -> None:
    save = Save.of(Play.begin(harbour, 1), label="", moment="2016-11-23T10:00:00+00:00")
    save = replace(save, decisions=(text,))
    notes = [resume(harbour, save).note]
    with pytest.raises(UnplacedDecisionError) as lost:
        resume(harbour, replace(save, snapshot=replace(save.snapshot, scene=text)))
    for note in (*notes, str(lost.value)):
        assert note == escaping.line(note)


# What is made from a story that was never read, or by a library


def renamed(story: Story, text: str) -> Story:
    """The story with this text in whatever is shown of it."""
    return replace(
        story,
        title=text,
        gauges={key: replace(one, label=text, short=text) for key, one in story.gauges.items()},
        endings={key: replace(one, title=text, outcome=text) for key, one in story.endings.items()},
        scenes={key: replace(one, title=text) for key, one in story.scenes.items()},
        events={key: replace(one, title=text) for key, one in story.events.items()},
    )


@settings(max_examples=30)
@given(HOSTILE)
def test_no_drawing_and_no_page_hands_on_what_a_story_has(harbour: Story, text: str) -> None:
    story = renamed(harbour, text)
    tally = simulate(story, 3, Player.GREEDY, 1, processes=1)
    found = find(story, Player.GREEDY, 1, 3, tally, None)
    made = page(found, lambda _: text)
    assert REFUSED.search(made) is None
    assert "<script>" not in made
    for drawn in re.findall(r"<svg.*?</svg>", made):
        ElementTree.fromstring(drawn)
    drawing = chart(story)
    for made in (mermaid(drawing), dot(drawing)):
        assert is_clean(made)
    assert is_clean(escaping.as_json(report.data(found, lambda _: text)))


@settings(max_examples=5)
@given(HOSTILE)
def test_a_graph_drawn_by_graphviz_is_well_formed(harbour: Story, text: str) -> None:
    drawn = drawn_svg(dot(chart(renamed(harbour, text))))
    assert REFUSED.search(drawn) is None
    ElementTree.fromstring(drawn)


@settings(max_examples=50)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_the_drawing_of_a_table_is_well_formed(title: str, us: str, them: str) -> None:
    story = load(FISHERY)
    play = Play.begin(story, 1)
    for decision in DEAL:
        play = play.choose(decision)
    (one,) = table_debriefs(play)
    drawn = svg(replace(of_table(one), title=title, us=us, them=them))
    assert REFUSED.search(drawn) is None
    ElementTree.fromstring(drawn)


@settings(max_examples=50)
@given(HOSTILE)
def test_a_plain_play_hands_nothing_on(
    tmp_path_factory: pytest.TempPathFactory, harbour: Story, text: str
) -> None:
    out = StringIO()
    play = Play.begin(renamed(harbour, text), 1)
    store = Store(tmp_path_factory.mktemp("saves"))
    PlainPlay(play, store, "one", ["status", "1", text, "history"], out, prompt="").run(text)
    assert is_clean(out.getvalue())


# That there is no way around it


def test_nothing_is_written_but_by_way_of_the_gate() -> None:
    home = Path(escaping.__file__).parent
    ways = {
        ("cli/output.py", "echo"): 2,  # `say`, and `hand_on` for what was made safe already
        ("plain/playing.py", "write"): 2,  # lines, and the prompt
        ("reference.py", "write"): 1,  # made of this program's own words
        ("plain/mending.py", "write"): 1,  # made safe right there
        ("saves/atomic_files.py", "write"): 2,  # the order in the folder of saves
        ("whole_files.py", "write"): 2,  # stories, saves, and documents that are safe
        ("classroom/turning_worker.py", "write"): 1,  # which class it works for, to the worker
        ("web/rendering.py", "write"): 9,  # of templates as code
        ("checking/diagnostic_cache.py", "write"): 1,  # diagnostics, which are read again
        ("cli/output.py", "write"): 1,  # a document that is safe, to a named pipe
        ("web/connections.py", "write"): 2,  # refusals of few fixed words
        ("web/class_client.py", "write"): 2,  # requests to a class
        ("tui/own_terminal.py", "write"): 1,  # what was drawn, handed on
    }
    found: dict[tuple[str, str], int] = {}
    for file in home.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("echo", "secho", "print", "write", "writelines"):
                    where = file.relative_to(home).as_posix(), name
                    found[where] = found.get(where, 0) + 1
    found.pop(("engine/program.py", "write"), None)  # of code, not of text
    assert found == ways
    raw = {
        file.relative_to(home).as_posix()
        for file in home.rglob("*.py")
        if re.search(r"\bhtml import|json\.dumps\(|saxutils", file.read_text(encoding="utf-8"))
    }
    assert raw == {
        "escaping.py",
        "saves/writing.py",  # a save, which is read again and never shown as it stands
        "story_folders.py",  # paths, which are read again
        "checking/diagnostic_cache.py",
        "authoring/scaffold.py",
        "diagrams/mermaid.py",  # a title, quoted in the head of a chart
        "saves/memory.py",  # names of endings and texts, which are read again
        # What a page's own program reads as data: it is never markup there.
        "publishing/published_html.py",
        "publishing/in_page.py",
        "publishing/parts.py",
        "publishing/runtime.py",
        "publishing/site.py",
    }  # made of its own words
