"""What `import negotiator` offers: all of it by name, and nothing loaded before it is asked for."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import negotiator
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY

SCREENS = {"textual", "rich", "click", "platformdirs"}
ANALYSIS = {"negotiator.checking", "negotiator.simulation"}
EVERYTHING_ELSE = {"negotiator.engine", *ANALYSIS, "negotiator.saves", "yaml"}


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh process has loaded when that is done."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, negotiator\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "loads", "loads_not"),
    [
        ("", set(), EVERYTHING_ELSE | {"negotiator.story", "negotiator.library"}),
        ("dir(negotiator), negotiator.__all__", set(), EVERYTHING_ELSE | {"negotiator.story"}),
        ("negotiator.StoryError", {"negotiator.story"}, EVERYTHING_ELSE),
        (
            f"negotiator.load({str(HARBOUR)!r})",
            {"negotiator.story", "yaml"},
            {"negotiator.engine", *ANALYSIS, "negotiator.saves"},
        ),
        ("negotiator.Play", {"negotiator.engine"}, {*ANALYSIS, "negotiator.saves"}),
        ("negotiator.start", {"negotiator.engine"}, {*ANALYSIS, "negotiator.saves"}),
        ("negotiator.read_save_file", {"negotiator.saves"}, ANALYSIS),
        ("negotiator.simulate", {"negotiator.simulation.simulate"}, {"numpy", "negotiator.saves"}),
        ("negotiator.check", {"negotiator.checking.check"}, {"numpy", "negotiator.saves"}),
    ],
)
def test_each_part_is_loaded_when_it_is_asked_for(
    code: str, loads: set[str], loads_not: set[str]
) -> None:
    found = loaded_after(code)
    assert loads <= found
    assert not found & (loads_not | SCREENS)


def test_one_process_is_enough_for_all_of_it() -> None:
    """As in a browser, where there are no others, nor threads and sockets."""
    missing = ("_multiprocessing", "_posixsubprocess", "_socket", "_ssl", "multiprocessing")
    code = f"""
import threading
sys.modules.update(dict.fromkeys({missing!r}))
def refuse(self): raise RuntimeError("can't start new thread")
threading.Thread.start = refuse
story = negotiator.load({str(HARBOUR)!r})
assert negotiator.simulate(story, 50).plays == 50
assert negotiator.simulate(story, 50, negotiator.Player.GREEDY).plays == 50
assert negotiator.check(story).verdicts
play = negotiator.Play.begin(story, 1)
assert negotiator.replay(story, 1, play.decisions).stopped is None
saved = negotiator.write_save(negotiator.Save.of(play, label="x", moment="2026-05-04T10:00:00Z"))
"""
    assert "negotiator.checking.check" in loaded_after(code)


def test_all_of_it_can_be_seen_and_had() -> None:
    promised = {"load", "StoryError", "Play", "start", "options", "choose", "replay", "check"}
    assert promised | {"simulate", "playthroughs", "__version__"} <= set(negotiator.__all__)
    assert set(negotiator.__all__) <= set(dir(negotiator))
    for name in negotiator.__all__:
        found = getattr(negotiator, name)
        assert name == "__version__" or inspect.getdoc(found), name
    everything: dict[str, object] = {}
    exec("from negotiator import *", everything)
    assert set(negotiator.__all__) <= everything.keys()


def test_what_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = negotiator.nonsense  # type: ignore[attr-defined]


def test_type_checkers_see_what_is_offered() -> None:
    """They read imports, and the program a table: both name the same things in the same homes."""
    tree = ast.parse(Path(negotiator.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and "." in node.module
        for alias in node.names
    }
    assert set(negotiator.__all__) == {"__version__", *seen}
    for name, home in seen.items():
        assert getattr(importlib.import_module(home), name) is getattr(negotiator, name)


def test_the_program_itself_takes_nothing_from_the_interface() -> None:
    """It is made of the modules; if they stood on it, all would stand in a circle."""
    home = Path(negotiator.__file__).parent
    for path in home.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.ImportFrom(module="negotiator", names=names):
                    assert not {one.name for one in names} & {*negotiator.__all__}, path
                case ast.Import(names=names):
                    assert "negotiator" not in {one.name for one in names}, path


def test_a_story_is_found_by_its_id_or_its_path() -> None:
    for offer in negotiator.stories():
        assert offer.path.is_dir()
    assert negotiator.load("gsomia_2016").id == "gsomia_2016"
    assert negotiator.load(HARBOUR).id == negotiator.load(str(HARBOUR)).id == "harbour"
    with pytest.raises(LookupError, match=r"no story and no folder `no_such`.*gsomia_2016"):
        negotiator.load("no_such")


def test_a_play_is_shown_in_a_line() -> None:
    """A notebook shows what stands last in a cell: not all of the story, and not every step."""
    play = negotiator.Play.begin(negotiator.load(HARBOUR), seed=7)
    assert repr(play) == "<Play of harbour, seed 7, 0 decisions, in quay>"
    play = play.choose(next(one.id for one in play.options() if one.open))
    assert ", 1 decision, in " in repr(play)
    assert len(repr(play.story)) < 80


def test_a_table_can_be_bargained_at() -> None:
    story = negotiator.load(FISHERY)
    play = negotiator.Play.begin(story, seed=1)
    assert negotiator.talks(story, play.state) is None
    play = play.choose(DEAL[0])
    session = negotiator.talks(story, play.state)
    assert session
    term, option = DEAL[1].removeprefix("propose(").removesuffix(")").split("=")
    assert option in {one.id for one in story.terms[term].options}
    after = negotiator.talks(story, play.choose(DEAL[1]).state)
    assert after
    assert after.rounds_left == session.rounds_left - 1
    assert after.described(after.ours) != after.described(after.theirs)
    assert isinstance(after.worth(after.theirs), int)
    with pytest.raises(negotiator.NotOfferedError):
        play.choose(f"propose({term}=nothing_of_that_name)")


def test_courses_are_the_plays_that_are_counted() -> None:
    story = negotiator.load(HARBOUR)
    for player in negotiator.Player:
        tally = negotiator.simulate(story, 50, player, seed=3)
        endless = negotiator.playthroughs(story, player, seed=3)
        found = [next(endless) for _ in range(50)]
        assert sum(len(one.turns) for one in found) == tally.decisions
        assert {one.end for one in found} == set(tally.ends)
        for one in found:
            again = negotiator.replay(story, one.seed, one.decisions)
            assert again.stopped is None
            assert again.play.state.scene == one.end
