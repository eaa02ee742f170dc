"""The story as a graph, and what may be laid over it."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from click.testing import CliRunner

from negotiator.cli import cli
from negotiator.diagrams.dot import NotDrawnError, dot, svg
from negotiator.diagrams.mermaid import mermaid
from negotiator.diagrams.story_graph import Chart, NodeKind, chart
from negotiator.engine import Play
from negotiator.saves import Store
from negotiator.simulation.simulate import simulate
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import GSOMIA

ASSEMBLY = Path(__file__).parents[1] / "stories" / "assembly"


@pytest.fixture(scope="module")
def assembly() -> Story:
    return load(ASSEMBLY)


def played(story: Story, *names: str) -> Play:
    play = Play.begin(story, 1)
    for name in names:
        play = play.choose(name)
    return play


def test_every_place_and_way_is_drawn_once(gsomia: Story) -> None:
    drawn = chart(gsomia)
    assert {place.id for place in drawn.places} >= {*gsomia.scenes, *gsomia.endings}
    wanted = {(one.scene, way.place) for one in gsomia.choices.values() for way in one.goto}
    assert {(way.source, way.target) for way in drawn.ways} == wanted
    assert len(drawn.ways) == len(wanted)
    assert [place.kind for place in drawn.places].count(NodeKind.START) == 1


def test_what_a_place_does_stands_in_its_box(assembly: Story) -> None:
    lines = {place.id: place.lines for place in chart(assembly).places}
    assert lines["evening"] == ("Evening", "draws 2 of reactions", "vote: censure")
    assert lines["fallen"] == ("FALLEN", "Fallen")
    assert lines["telephone"] == ("The press", "interrupts")
    assert "warning" not in lines


def test_guards_stand_on_arrows_only_where_there_are_guards(assembly: Story) -> None:
    lines = {(way.source, way.target): way.lines for way in chart(assembly).ways}
    assert lines["evening", "fallen"] == ("vote", "[motion.censure.passed]")
    assert lines["evening", "standing"] == ("vote", "[else]")
    assert lines["evening", "evening"] == ("sleep",)
    assert lines["telephone", "gone"] == ()


def test_the_only_way_on_needs_no_words(harbour: Story) -> None:
    for way in chart(harbour).ways:
        assert all(len(line) <= 40 for line in way.lines)


def names_in(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text, re.MULTILINE))


def test_mermaid_and_dot_have_the_same_places(gsomia: Story) -> None:
    drawn = chart(gsomia)
    ids = {place.id for place in drawn.places}
    assert names_in(mermaid(drawn), r"^ +p_(\w+)[\[\({]") == ids
    assert names_in(dot(drawn), r'^ +"(\w+)" \[label') == ids
    assert mermaid(drawn).count("-->") == dot(drawn).count(" -> ") == len(drawn.ways)


@pytest.mark.parametrize("title", ["The Pact: a story", "#1", '"No," he said', "- a & <b>", "\\"])
def test_any_title_is_the_title_of_the_mermaid_chart(gsomia: Story, title: str) -> None:
    chart_text = mermaid(replace(chart(gsomia), title=title))
    _, head, _ = chart_text.split("---\n")
    assert yaml.safe_load(head) == {"title": title}


def test_scenes_stand_in_their_acts_by_date(gsomia: Story) -> None:
    lines = [line.strip() for line in mermaid(chart(gsomia)).splitlines()]
    acts = [line for line in lines if re.match(r'subgraph group\d+\["\d\. ', line)]
    assert [line.partition('"')[2].rstrip('"]') for line in acts] == [
        "1. The announcement",
        "2. The rounds",
        "3. The initials",
        "4. The signature",
        "5. What comes of it",
    ]
    inside = lines[lines.index(acts[1]) : lines.index(acts[2])]
    days = [line.partition('"')[2].rstrip('"]') for line in inside if "2016-" in line]
    assert days == sorted(days)
    assert days[0] == "2016-11-01"
    assert days[-1] == "2016-11-09"
    assert any(line.startswith("p_seoul_table[") for line in inside)
    assert sum(line.startswith("subgraph") for line in lines) == lines.count("end")


def test_marks_in_words_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(
        "story: {id: odd, title: 'A \"title\" <b> & more', format: 1, version: 1, start: end}\n"
        "scenes:\n  end:\n    title: 'Say \"no\" \\ [or] {{not}}; <i>'\n    text: Here.\n"
        "    choices: [{id: go, text: Go, when: visits(end) < 3, goto: over}, {id: b, text: B}]\n"
        "endings: {over: {title: 'A | B', outcome: over, text: Over.}}\n",
        encoding="utf-8",
    )
    drawn = chart(load(path))
    text = mermaid(drawn)
    assert "<i>" not in text
    assert text.count('"') % 2 == 0
    assert re.search(r"^ +end\b", text.replace("  end\n", ""), re.MULTILINE) is None
    if shutil.which("dot"):
        words = "".join(ElementTree.fromstring(svg(dot(drawn))).itertext())
        assert 'Say "no" \\ [or]' in words
        assert 'A "title" <b> & more' in words


def test_a_play_is_laid_over(assembly: Story) -> None:
    drawn = chart(assembly, played(assembly, "wait", "sleep"))
    assert drawn.played == {("morning", "evening"): (1,), ("evening", "evening"): (2,)}
    assert "decision 1" in dot(drawn)
    assert "==>" in mermaid(drawn)


def test_counts_are_laid_over(assembly: Story) -> None:
    tally = simulate(assembly, 500, seed=1, processes=1)
    drawn = chart(assembly, heat=tally.ways, plays=tally.plays)
    left = sum(count for (source, _), count in drawn.heat.items() if source == "morning")
    assert left == 500
    assert "% of plays" in mermaid(drawn)
    widths = [float(one) for one in re.findall(r"penwidth=([\d.]+)\b, label", dot(drawn))]
    assert max(widths) > 2 * min(widths)


def test_without_graphviz_it_says_what_to_install(
    assembly: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    result = CliRunner().invoke(cli, ["graph", str(ASSEMBLY), "--format", "svg"])
    assert result.exit_code == 1
    assert "negotiator-game[graph]" in result.output
    assert "Traceback" not in result.output


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz isn't here")
def test_graphviz_draws_it(gsomia: Story, tmp_path: Path) -> None:
    out = tmp_path / "story.svg"
    result = CliRunner().invoke(cli, ["graph", str(GSOMIA), "-o", str(out)])
    assert result.exit_code == 0, result.output
    words = "".join(ElementTree.parse(out).getroot().itertext())
    for ending in gsomia.endings.values():
        assert ending.outcome.upper() in words


def test_graphviz_failing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("dot"):
        pytest.skip("Graphviz isn't here")
    with pytest.raises(NotDrawnError, match="could not draw"):
        svg("digraph { a -> ")


def test_graph_at_the_command_line(assembly: Story, tmp_path: Path) -> None:
    store = Store(tmp_path / "saves")
    play = played(assembly, "wait")
    store.keep("one", play, label="my play")
    for named in ("my play", str(next(store.folder.glob("*.yaml")))):
        words = ["graph", str(ASSEMBLY), "--play", named, "--saves", str(store.folder)]
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
        assert "decision 1" in result.output
    result = CliRunner().invoke(cli, ["graph", str(GSOMIA), *words[2:]])
    assert result.exit_code == 2
    assert "is a play of `assembly`" in result.output
    result = CliRunner().invoke(cli, ["graph", str(ASSEMBLY), "--heat", "50", "--format", "dot"])
    assert result.output.startswith("digraph")
    (tmp_path / "bad.yaml").write_text("nothing", encoding="utf-8")
    result = CliRunner().invoke(cli, ["graph", str(ASSEMBLY), "--play", str(tmp_path / "bad.yaml")])
    assert result.exit_code == 1


def test_a_chart_is_data(assembly: Story) -> None:
    assert isinstance(chart(assembly), Chart)
    assert chart(assembly) == chart(assembly)


def test_visits_and_returns_are_named(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(
        """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
scenes:
  quay:
    title: The quay
    text: Late.
    choices:
      - {id: look, text: Look, goto: {visit: archive}}
      - {id: read, text: Read, goto: [{chance: 30%, visit: archive, then: home}, home]}
  archive:
    title: The archive
    text: Dust.
    choices:
      - {id: back, text: Back, goto: return}
endings:
  home: {title: Home, outcome: over, text: Done.}
"""
    )
    story = load(tmp_path / "story.yaml")
    play = played(story, "look", "back")
    drawn = chart(story, play)
    lines = {(way.source, way.target): " ".join(way.lines) for way in drawn.ways}
    assert lines["quay", "archive"] == "look: visit read: visit [30%]"
    assert lines["archive", "quay"] == "return"
    assert lines["archive", "home"] == "return"
    assert drawn.played == {("quay", "archive"): (1,), ("archive", "quay"): (2,)}
