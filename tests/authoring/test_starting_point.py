"""Beginning a play anywhere: `--at` and `--set`, in the engine and at the command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from negotiator.authoring.starting_point import Beginning, BeginningError
from negotiator.engine import Play
from negotiator.engine.compiler import rules
from negotiator.saves import Store
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.commands import run
from tests.conftest import HARBOUR
from tests.plain.test_plain import play


def test_the_start_is_where_a_story_begins(harbour: Story) -> None:
    assert Beginning().play(harbour, 7).origin == Play.begin(harbour, 7).origin


def test_a_scene_with_values(harbour: Story) -> None:
    begun = Beginning("hall", ("trust=60", "promised = true", "visits(quay)=2")).play(harbour, 7)
    assert begun.place.id == "hall"
    now = begun.values()
    assert (now["trust"], now["anger"], now["promised"], now["visits(quay)"]) == (60, 20, True, 2)
    assert begun.choose("sign").ending
    assert Beginning("hall").play(harbour, 7).values()["visits(quay)"] == 0


def test_values_alone_begin_at_the_start(harbour: Story) -> None:
    begun = Beginning(settings=("anger=50",)).play(harbour, 7)
    assert begun.place.id == harbour.start
    assert begun.values()["anger"] == 50


def test_counters_and_motions() -> None:
    assembly = load(HARBOUR.parent / "assembly")
    begun = Beginning("evening", ("days=4", "motion.censure.held=true")).play(assembly, 1)
    now = begun.values()
    assert (now["days"], now["motion.censure.held"]) == (4, True)
    with pytest.raises(BeginningError, match="is an event"):
        Beginning("telephone").play(assembly, 1)
    with pytest.raises(BeginningError, match=r"4 is outside 0\.\.3"):
        Beginning(settings=("calls=4",)).play(assembly, 1)


def test_what_the_first_scene_did_is_not_so_elsewhere() -> None:
    """All values are as before the play began, what votes and events left behind included."""
    story = load(HARBOUR.parent / "assembly")
    morning = story.scenes[story.start]
    voting = replace(morning, vote="censure", effects=story.scenes["evening"].effects)
    changed = replace(story, scenes={**story.scenes, story.start: voting})
    begun = Beginning("evening").play(changed, 1)
    at_start = Play.begin(changed, 1).values()
    assert (at_start["motion.censure.held"], at_start["days"]) == (True, 1)
    for name, domain in rules(changed).domains.items():
        assert begun.values()[name] == (1 if name == "visits(evening)" else domain.start)


def test_every_number_has_its_range() -> None:
    assembly = load(HARBOUR.parent / "assembly")
    for setting, range_ in (
        ("motion.censure.ayes=11", "0..10"),
        ("cooldown(shrug)=3", "0..2"),
        ("visits(telephone)=1000001", "0..1000000"),
    ):
        with pytest.raises(BeginningError, match=f"is outside {range_}"):
            Beginning(settings=(setting,)).play(assembly, 1)


@pytest.mark.parametrize(
    ("at", "setting", "message"),
    [
        ("hal", "", "There is no scene or ending `hal`. Did you mean `hall`?"),
        ("", "trusd=3", "There is no `trusd`. Did you mean `trust`?"),
        ("", "trust=120", "`trust`: 120 is outside 0..100."),
        ("", "anger=51", "`anger`: 51 is outside 0..50."),
        ("", "trust=much", "`trust`: `much` is not a whole number."),
        ("", "promised=1", "`promised`: `1` is not true or false here."),
        ("", "promised", "`promised` sets nothing: write NAME=VALUE, such as opinion=20."),
    ],
)
def test_what_cannot_be(
    harbour: Story, tmp_path: Path, at: str, setting: str, message: str
) -> None:
    with pytest.raises(BeginningError) as error:
        Beginning(at, (setting,) if setting else ()).play(harbour, 7)
    assert str(error.value) == message


def test_wrong_names_at_the_command(tmp_path: Path) -> None:
    for words in (["--at", "hal"], ["--set", "trusd=3"], ["--at", "hall", "--continue"]):
        done = run("play", str(HARBOUR), "--plain", "--saves", str(tmp_path), *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_plain_play_from_the_midst_is_saved_and_gone_on_with(tmp_path: Path) -> None:
    words = ("--at", "hall", "--set", "trust=50", "--seed", "7")
    done = play(tmp_path, "undo\nnew\nquit\n", *words)
    assert done.returncode == 3
    assert done.stdout.count("== The hall ==") == 2  # `new` begins there too
    assert "== The quay ==" not in done.stdout
    left = play(tmp_path, "1\n", *words)
    assert left.returncode == 0
    assert "== Signed ==" in left.stdout
    kept = run("saves", "--saves", str(tmp_path))
    assert "ended: signed" in kept.stdout
    (save,) = (one.save for one in Store(tmp_path).entries() if one.save and one.save.ended)
    assert save.origin
    assert save.origin.scene == "hall"


def test_an_ending_can_be_looked_at(tmp_path: Path) -> None:
    done = play(tmp_path, "", "--at", "signed", "--set", "promised=true")
    assert done.returncode == 0
    assert "You pay what you promised." in done.stdout
