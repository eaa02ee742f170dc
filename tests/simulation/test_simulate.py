"""Many plays counted, and what is said of them."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from negotiator.checking.replay_command import PLAIN_WORDS, of_playthrough
from negotiator.cli import cli
from negotiator.engine import Play
from negotiator.engine.headless import headless
from negotiator.plain.playing import PlainPlay
from negotiator.saves import Store
from negotiator.simulation import sentences
from negotiator.simulation import text_report as report
from negotiator.simulation.findings import find, percentile, wilson
from negotiator.simulation.html_report import page
from negotiator.simulation.players import CUT, Arena, Player, Playthrough
from negotiator.simulation.probabilities import likelihood
from negotiator.simulation.sentences import why
from negotiator.simulation.simulate import one_by_one, simulate
from negotiator.simulation.tally import Tally
from negotiator.simulation.vectorized.crowd import Crowd
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.fishery import FISHERY

ASSEMBLY = Path(__file__).parents[1] / "stories" / "assembly"


@pytest.fixture(scope="module")
def assembly() -> Story:
    return load(ASSEMBLY)


def decisions(play: Playthrough) -> str:
    return " ".join(play.decisions)


@pytest.fixture
def _small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer plays than elsewhere are several tasks."""
    monkeypatch.setattr(sys.modules[simulate.__module__], "CROWDS", 1_000)


@pytest.mark.usefixtures("_small_tasks")
def test_a_tally_is_the_same_however_it_is_shared_out(assembly: Story) -> None:
    for player, plays in ((Player.UNIFORM, 7_000), (Player.GREEDY, 4_000)):
        alone = simulate(assembly, plays, player, seed=3, processes=1)
        shared = simulate(assembly, plays, player, seed=3, processes=2)
        assert alone == shared
        assert alone.plays == plays
        assert sum(alone.ends.values()) == plays
        assert sum(alone.menus.values()) == sum(alone.taken.values()) == alone.decisions
        assert alone.ways.total() == sum(
            count for name, count in alone.taken.items() if assembly.choices[name].goto
        )


@pytest.mark.usefixtures("_small_tasks")
def test_stopping_keeps_what_is_done(assembly: Story) -> None:
    def stop(plays: int) -> None:
        raise KeyboardInterrupt

    tally = simulate(assembly, 50_000, processes=1, progress=stop)
    assert 0 < tally.plays < 50_000
    found = find(assembly, Player.UNIFORM, 0, 50_000, tally)
    assert "of 50,000 (stopped)" in sentences.summary(found)


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_wilson_interval_holds_its_share(count: int, of: int) -> None:
    share = wilson(min(count, of), of)
    assert 0 <= share.low <= share.value <= share.high <= 1


def test_wilson_agrees_with_the_published_figures() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, and 0 of 20.
    share = wilson(81, 263)
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)
    share = wilson(0, 20)
    assert (share.low, round(share.high, 4)) == (0, 0.1611)


def test_percentiles_are_values_that_were_seen() -> None:
    values = Counter({10: 5, 20: 90, 30: 5})
    assert [percentile(values, one) for one in (0.05, 0.5, 0.95, 0.96)] == [10, 20, 20, 30]


def test_exact_probabilities_lie_in_the_sampled_intervals(assembly: Story, harbour: Story) -> None:
    for story in (assembly, harbour):
        mass = likelihood(story)
        assert not mass.capped
        assert sum(mass.ends.values()) + mass.left == pytest.approx(1)
        found = find(story, Player.UNIFORM, 1, 8_000, simulate(story, 8_000, seed=1, processes=1))
        for one in found.endings:
            exact = mass.ends.get(one.ending.id, 0.0)
            # Four in a million plays of chance would fail at this width; the seed is fixed.
            wide = wilson(one.share.seen, one.share.of, z=4.6)
            assert wide.low <= exact + mass.left
            assert exact <= wide.high


def test_an_exact_search_that_is_capped_says_so(gsomia: Story) -> None:
    mass = likelihood(gsomia, states=50, widest=20)
    assert mass.capped
    assert sum(mass.ends.values()) + mass.left == pytest.approx(1)
    found = find(gsomia, Player.UNIFORM, 1, 10, simulate(gsomia, 10, processes=1), mass)
    said = "\n".join(report.lines(found, decisions))
    assert f"capped after {mass.states} states" in said
    assert "nothing exact" in said


def test_an_exact_search_is_bounded_by_what_tables_lead_to() -> None:
    """One state with a table has an outcome for each package."""
    fishery = load(FISHERY)
    whole = likelihood(fishery)
    assert not whole.capped
    mass = likelihood(fishery, room=10)
    assert mass.capped
    assert mass.states < whole.states
    assert mass.left > 0
    assert sum(mass.ends.values()) + mass.left == pytest.approx(1)


STORY = """\
story: {id: few, title: Few, format: 1, version: 1, start: here}
gauges:
  mood: {label: Mood, start: 50, better: high, bands: {0: Low}}
scenes:
  here:
    title: Here
    text: Here.
    choices:
      - {id: save, text: Up, effects: {mood: +10}, goto: there}
      - {id: down, text: Down, effects: {mood: -10}, goto: there}
      - {id: never, text: Never, when: mood > 90, locked: Too low., goto: nowhere}
  there:
    title: There
    text: There.
    choices:
      - {id: wait, text: Wait, when: mood < 5, goto: lost}
      - {id: go, text: Go, goto: [{chance: 1%, to: rare}, {to: over}]}
  nowhere: {title: Nowhere, text: Nowhere., choices: [{id: go, text: Go, goto: over}]}
  stuck:
    title: Stuck
    text: Stuck.
    choices: [{id: no, text: No, when: mood > 90, goto: over}]
endings:
  over: {title: Over, outcome: over, text: Over.}
  rare: {title: Rare, outcome: rare, text: Rare.}
  lost: {title: Lost, outcome: lost, text: Lost.}
"""


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "few.yaml"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_what_ran_dry_and_what_hardly_splits(few: Path) -> None:
    story = load(few)
    found = find(story, Player.UNIFORM, 1, 2_000, simulate(story, 2_000, seed=1, processes=1))
    assert found.dry.scenes == ("nowhere", "stuck")
    assert found.dry.endings == ("lost",)
    assert found.dry.choices == ("here.never", "there.wait")
    (never,) = (one for one in found.choices if one.choice.name == "here.never")
    assert (never.came_up, never.open, never.taken, never.closed) == (2_000, 0, 0, 2_000)
    (guard,) = found.lopsided
    assert (guard.where, guard.condition, guard.holds) == ("there", "mood < 5", 0.0)
    assert guard.instead in [f"mood < {number}" for number in range(41, 61)]
    said = "\n".join(report.lines(found, decisions))
    assert "NOT REACHED IN 2,000 PLAYS" in said
    assert "unreachable" not in said
    assert all(len(line) <= report.WIDTH for line in said.splitlines())
    assert any(why(odd).startswith("rare, reached by") for odd in found.odd)


def test_a_stuck_play_is_shown(few: Path) -> None:
    few.write_text(STORY.replace("effects: {mood: -10}, goto: there", "goto: stuck"))
    story = load(few)
    arena = Arena(headless(story), Player.UNIFORM, 1)
    for play in (Crowd(story, 1).play, one_by_one(arena)):
        tally = play(0, 300)
        found = find(story, Player.UNIFORM, 1, 300, tally, likelihood(story))
        assert tally.ends[""] > 100
        assert "nothing" in why(found.odd[0])
        assert found.odd[0].play.stuck
        assert "stuck: nothing was open" in "\n".join(report.lines(found, decisions))
        assert found.exact is not None
        assert found.exact.stuck == {"stuck": pytest.approx(0.5)}


def test_the_command_of_an_odd_play_replays_it(few: Path, tmp_path: Path) -> None:
    for path in (few, HARBOUR, ASSEMBLY):
        story = load(path)
        found = find(story, Player.UNIFORM, 7, 600, simulate(story, 600, seed=7, processes=1))
        assert found.odd
        for odd in found.odd:
            out = io.StringIO()
            begun = Play.begin(story, odd.play.seed)
            lines = [f"{line}\n" for line in of_playthrough(story, odd.play)]
            plain = PlainPlay(begun, Store(tmp_path / "saves"), "x", lines, out, prompt="")
            plain.run()
            assert plain.play.decisions == odd.play.decisions
            assert plain.play.ending is not None
            assert plain.play.ending.id == odd.play.end


def test_words_of_a_plain_play_are_not_typed_as_choices(harbour: Story, tmp_path: Path) -> None:
    plain = PlainPlay(Play.begin(harbour, 1), Store(tmp_path), "x", [], io.StringIO(), prompt="")
    assert {*plain.commands, "quit", "exit", "q"} == PLAIN_WORDS


def test_the_page_stands_alone_and_is_whole(few: Path) -> None:
    story = load(few)
    for player in Player:
        tally = simulate(story, 200, player, seed=1, processes=1)
        html = page(find(story, player, 1, 200, tally), decisions)
        assert html.startswith("<!doctype html>")
        for outside in ("http", "<script", "url(", "@import", "src="):
            assert outside not in html
        for tag in ("table", "svg", "h2", "tr", "pre"):
            assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")
    assert "http" not in page(find(story, Player.UNIFORM, 1, 5, Tally()), decisions)


def test_simulate_at_the_command_line(few: Path, tmp_path: Path) -> None:
    html = tmp_path / "page.html"
    words = ["simulate", str(few), "--plays", "300", "--seed", "4"]
    result = CliRunner().invoke(cli, [*words, "--html", str(html)])
    assert result.exit_code == 0, result.output
    assert "300 plays by the uniform player" in result.output
    assert html.read_text(encoding="utf-8").endswith("</html>\n")
    result = CliRunner().invoke(cli, [*words, "--format", "json", "--player", "greedy"])
    data = json.loads(result.stdout)
    assert data["plays"] == 300
    assert data["exact"] is None
    assert sum(one["plays"] for one in data["endings"]) + data["stuck"] == 300
    if os.name != "nt":
        command = shlex.split(data["plays_to_look_at"][0]["command"].partition("|")[2])
        assert command[:2] == ["negotiator", "play"]


def test_a_page_that_cannot_be_written_is_named(few: Path, tmp_path: Path) -> None:
    words = ["simulate", str(few), "--plays", "10", "--html", str(tmp_path / "no" / "page.html")]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1
    assert "can't be written" in result.output


def test_scenes_are_listed_by_date_whatever_file_they_are_in() -> None:
    story = load(Path(__file__).parents[2] / "story" / "gsomia_2016")
    found = find(story, Player.UNIFORM, 1, 300, simulate(story, 300, seed=1, processes=1))
    dates = [story.scenes[one.place].date for one in found.gauges if one.place in story.scenes]
    known = [one for one in dates if one is not None]
    assert known == sorted(known)
    lines = list(report.lines(found, decisions))
    (place,) = [line for line in lines if line.startswith("  seoul_table, met")]
    (after,) = [line for line in lines if line.startswith("  crossroads, met")]
    assert lines.index(place) < lines.index(after)


def test_going_in_circles_is_told(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(STORY.replace("{chance: 1%, to: rare}, {to: over}", "{to: there}"), "utf-8")
    story = load(path)
    tally = simulate(story, 3, processes=1)
    assert tally.ends[CUT] == 3
    found = find(story, Player.UNIFORM, 0, 3, tally)
    assert "no ending after 2,000 decisions" in why(found.odd[0])
    assert len(found.odd[0].play.turns) == 40  # a command that can be read


def test_what_only_goes_in_circles_is_left_out_of_exact_probabilities() -> None:
    """Half of the plays take the wrong turn at once, and never come back."""
    found = likelihood(load(Path(__file__).parents[1] / "corpus" / "circles_by_flag.yaml"))
    assert found.ends == {"end": pytest.approx(0.5)}
    assert found.left == pytest.approx(0.5)
    assert not found.capped
