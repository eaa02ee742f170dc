"""A story that is edited while it is played: its files watched, the decisions made again."""

from __future__ import annotations

import gc
import io
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiator.authoring.live_reload import Watch, carry
from negotiator.authoring.starting_point import Beginning
from negotiator.engine import Play
from negotiator.exit_codes import ExitCode
from negotiator.plain.playing import PlainPlay
from negotiator.saves import Save, Store, UnplacedDecisionError, resume
from negotiator.story.loading import load
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HARBOUR, tmp_path / "harbour")
    return tmp_path / "harbour"


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "story.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_changes_are_seen_once(folder: Path) -> None:
    watch = Watch(folder)
    assert not watch.changed()
    edit(folder, "The mayor waits.", "The mayor is waiting.")
    assert watch.changed()
    assert watch.read().story
    assert not watch.changed()
    (folder / "more.yaml").write_text("flags: {rain: It rains}\n", encoding="utf-8")
    assert watch.changed()
    assert watch.read().story
    (folder / "more.yaml").unlink()
    assert watch.changed()


def test_a_file_alone(folder: Path) -> None:
    watch = Watch(folder / "story.yaml")
    (folder / "other.yaml").write_text("flags: {rain: It rains}\n", encoding="utf-8")
    assert not watch.changed()
    edit(folder, "The mayor waits.", "The mayor is waiting.")
    assert watch.changed()


def test_included_folders_are_watched(tmp_path: Path) -> None:
    for name in ("assembly", "shared"):
        shutil.copytree(HARBOUR.parent / name, tmp_path / name)
    watch = Watch(tmp_path / "assembly")
    terms = tmp_path / "shared" / "terms.yaml"
    terms.write_text(terms.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert watch.changed()


def test_a_broken_story_and_its_faults(folder: Path) -> None:
    watch = Watch(folder)
    edit(folder, "goto: hall", "goto: hal")
    reading = watch.read()
    assert reading.story is None
    assert reading.faults.count("error N301") == len(reading.found) == 3


def test_decisions_are_carried_as_far_as_they_resolve(folder: Path) -> None:
    play = Play.begin(load(folder), 7).choose("ask").choose("promise").choose("leave")
    edit(folder, "trust: +12", "trust: +20")
    first = carry(play, load(folder))
    assert first.play.decisions == play.decisions
    assert first.play.values()["trust"] == 60
    assert first.note == "The story was read again, and your 3 decisions made again."
    edit(folder, "id: promise", "id: swear")
    edit(folder, "chosen(quay.promise)", "chosen(quay.swear)")
    edit(folder, "choice: quay.promise", "choice: quay.swear")
    cut = carry(first.play, load(folder))
    assert cut.play.decisions == ("quay.ask",)
    assert cut.later == ("quay.promise", "hall.leave")
    assert "before decision 2, `quay.promise`" in cut.note
    edit(folder, "id: swear", "id: swear\n        was: promise")
    whole = carry(cut.play, load(folder), cut.later)
    assert whole.play.decisions == ("quay.ask", "quay.swear", "hall.leave")
    assert whole.later == ()


def test_a_play_from_the_midst_stays_there(folder: Path) -> None:
    play = Beginning("hall", ("trust=70",)).play(load(folder), 7).choose("sign")
    edit(folder, "start: 20", "start: 25")
    carried = carry(play, load(folder)).play
    assert carried.origin.scene == "hall"
    assert (carried.values()["trust"], carried.values()["anger"]) == (70, 25)
    assert carried.ending
    edit(folder, "  hall:\n", "  house:\n")
    edit(folder, "choice: hall.sign", "choice: house.sign")
    edit(folder, "goto: hall", "goto: house")
    gone = carry(play, load(folder))
    assert gone.play.place.id == "quay"
    assert "`hall`, is gone" in gone.note
    edit(folder, "  house:\n", "  house:\n    was: hall\n")
    assert carry(gone.play, load(folder), gone.later).play.decisions == ()


WAITING = """
story: {id: t, title: T, format: 1, version: 1, start: a}
gauges: {g: {label: G, start: 40, better: high, bands: {0: Low}}}
scenes:
  a: {title: A, text: A, choices: [{id: go, text: Go, goto: b}]}
  b: {title: B, text: B, choices: [{id: go, text: Go, goto: z}]}
events:
  e: {title: E, text: E, interrupt: true, when: g > 0, choices: [{id: aye, text: Aye}]}
endings: {z: {title: Z, outcome: over, text: Bye.}}
"""
AS_AN_EVENT = "events:\n  e: {title: E, text: E, interrupt: true, when: g > 0, "


@pytest.mark.parametrize(
    "changes",
    [
        {", choices: [{id: aye, text: Aye}]": ""},
        {AS_AN_EVENT: "  e: {title: E, text: E, ", "text: Aye": "text: Aye, goto: z"},
        {"goto: b": "goto: c", "  b: {": "  c: {"},
    ],
    ids=["it asks nothing any more", "it is a scene now", "what it led to is gone"],
)
def test_a_play_that_begins_with_a_question_that_is_gone(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(WAITING, encoding="utf-8")
    story = load(file)
    play = Play(story, Play.begin(story, 1).choose("go").state)
    assert play.state.scene == "e"
    save = Save.of(play, label="", moment="2026-11-23T10:00:00+00:00")
    assert carry(play, story).play.state == play.state
    text = WAITING
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    carried = carry(play, load(file))
    assert carried.play.state.scene == "a"
    assert "`e`, is gone" in carried.note
    with pytest.raises(UnplacedDecisionError):
        resume(load(file), save)


def test_talks_that_a_play_begins_with_are_carried_over(tmp_path: Path) -> None:
    folder = tmp_path / "fishery"
    shutil.copytree(FISHERY, folder)
    story = load(folder)
    at_the_table = Play.begin(story, 1)
    for decision in DEAL[:2]:
        at_the_table = at_the_table.choose(decision)
    play = Play(story, at_the_table.state)
    edit(folder, "Agda has put out coffee and the map.", "Agda has put out the map.")
    carried = carry(play, load(folder)).play
    assert carried.state.talks == play.state.talks != ()
    edit(folder, "wardens", "guards")
    assert carry(play, load(folder)).play.state.talks == ()


def test_plain_reads_again_before_the_next_line(folder: Path, tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield "1\n"
        edit(folder, "The mayor waits.", "The mayor is waiting.")
        yield "2\n"
        edit(folder, "goto: hall", "goto: hal")
        yield "status\n"
        edit(folder, "goto: hal\n", "goto: hall\n")
        yield "\n"
        yield "promise\n"

    story = load(folder)
    store = Store(tmp_path / "saves")
    out = io.StringIO()
    playing = PlainPlay(
        Play.begin(story, 7),
        store,
        store.new_slot(story),
        lines(),
        out,
        prompt="",
        watch=Watch(folder),
    )
    assert playing.run() is ExitCode.LEFT
    said = out.getvalue()
    assert "The story was read again, and your decision made again." in said
    assert "`2` was not done: the choices may be others now." in said
    assert "The mayor is waiting." in said
    assert said.count("error N301") == 3
    assert "the story can't be played (to mend: 3). This is the last one that could." in said
    assert "Anger at home: 20" in said  # `status` was answered all the same
    assert playing.play.decisions == ("quay.ask", "quay.promise")


def test_the_plain_command_watches(folder: Path, tmp_path: Path) -> None:
    saves = str(tmp_path / "saves")
    words = [sys.executable, "-m", "negotiator", "play", str(folder), "--plain", "--watch"]
    with subprocess.Popen(
        [*words, "--saves", saves],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout

        def until(words: str) -> None:
            assert process.stdout
            for line in process.stdout:
                if words in line:
                    return
            raise AssertionError(f"it ended without saying: {words}")

        until("3. Wait for a better day")
        edit(folder, "Give your word on the tolls", "Promise to share the tolls")
        process.stdin.write("again\n")
        process.stdin.flush()
        until("The story was read again.")
        until("2. Promise to share the tolls")
        process.stdin.write("2\nleave\n")
        process.stdin.close()
        until("== Walked away ==")
        process.stdout.read()
    assert process.returncode == 0


def test_texts_that_were_replaced_are_let_go_of(folder: Path) -> None:
    watch = Watch(folder)
    story = watch.read().story
    assert story is not None
    play = Play.begin(story, 1).choose("promise")
    older = []
    for _ in range(5):
        older.append(weakref.ref(play.story))
        story = watch.read().story
        assert story is not None
        play = carry(play, story).play
    gc.collect()
    assert [one() for one in older] == [None] * 5
    assert play.story is story


@pytest.mark.parametrize("name", ["x" * 5_000, '"a\\0b"'])
def test_a_name_that_no_folder_can_have_is_watched_for_a_better_one(
    folder: Path, name: str
) -> None:
    edit(folder, "story:", f"include: [{name}]\nstory:")
    watch = Watch(folder)
    assert "N116" in watch.read().faults
    edit(folder, f"include: [{name}]\n", "")
    assert watch.changed()
    assert watch.read().story
