"""A play's code gives the same play, byte for byte, or says why not; and it is short."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Play
from negotiator.engine.play_code import (
    GROUP,
    LETTERS,
    MOST_DECISIONS,
    CodeFault,
    PlayCode,
    PlayCodeError,
    UncodedError,
    code_of,
)
from negotiator.narration.transcript import transcript
from negotiator.story.model import Story
from tests.conftest import GSOMIA
from tests.golden.playing import played
from tests.random_stories import full
from tests.strategies import loaded
from tests.test_own_stories import Run, run

__all__ = ["run"]


def opened(code: str, story: Story) -> Play:
    return PlayCode(code).play(story)


def fault(code: str, story: Story) -> CodeFault:
    with pytest.raises(PlayCodeError) as found:
        opened(code, story)
    return found.value.fault


@given(st.integers(0, 30), st.integers(0, 8_000), st.integers(0, 25))
def test_any_play_of_any_story_comes_back(maker: int, number: int, decisions: int) -> None:
    story = full(maker)
    play = played(story, number, decisions)
    again = opened(code_of(play), story)
    assert again.decisions == play.decisions
    assert again.state == play.state
    assert transcript(again) == transcript(play)


def test_plays_with_tables_come_back(gsomia: Story) -> None:
    for seed in range(12):
        play = played(gsomia, seed, 60)
        assert opened(code_of(play), gsomia).decisions == play.decisions


def test_forty_decisions_without_tables_are_forty_eight_letters_at_most() -> None:
    longest, story = 0, long_story()
    for seed in range(30):
        play = Play.begin(story, 2**31 - seed)
        pick = Random(seed)
        for _ in range(40):
            play = play.choose(pick.choice([one.id for one in play.options() if one.open]))
        longest = max(longest, len(code_of(play).replace("-", "")))
    assert longest <= 48


def test_it_is_read_as_people_write_it(harbour: Story) -> None:
    play = played(harbour, 2, 2)
    code = code_of(play)
    assert {len(one) for one in code.split("-")[:-1]} == {GROUP}
    assert set(code) <= {*LETTERS, "-"}
    for written in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " – "),
        f"  {code}\n",
        code.replace("0", "O").replace("1", "l"),
    ):
        assert opened(written, harbour).decisions == play.decisions


def test_one_wrong_letter_or_two_exchanged_are_found(harbour: Story) -> None:
    letters = code_of(played(harbour, 2, 2)).replace("-", "")
    wrong = 0
    for at in range(len(letters)):
        for other in LETTERS:
            if other != letters[at]:
                wrong += fault(letters[:at] + other + letters[at + 1 :], harbour) is not None
        if letters[at : at + 1] != letters[at + 1 : at + 2] and at + 1 < len(letters):
            swapped = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
            assert fault(swapped, harbour)
    assert wrong == len(letters) * (len(LETTERS) - 1)


@given(st.text(max_size=80))
def test_anything_typed_is_a_play_or_a_fault(written: str) -> None:
    with suppress(PlayCodeError):
        assert opened(written, full(3)).story.id


def test_a_play_of_another_story_or_text_is_none_of_this(harbour: Story, gsomia: Story) -> None:
    code = code_of(Play.begin(harbour, 7))
    assert fault(code, gsomia) is CodeFault.OTHER_STORY
    assert PlayCode(code).is_of(harbour)
    assert not PlayCode(code).is_of(gsomia)


def test_no_code_plays_on_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    story = long_story()
    play = Play.begin(story, 7)
    for _ in range(MOST_DECISIONS):
        play = play.choose("c0")
    assert opened(code_of(play), story).decisions == play.decisions
    longer = play.choose("c0")
    with pytest.raises(UncodedError):
        code_of(longer)
    with monkeypatch.context() as bent:
        bent.setattr("negotiator.engine.play_code.MOST_DECISIONS", MOST_DECISIONS + 1)
        code = code_of(longer)
    assert fault(code, story) is CodeFault.MISTYPED


def test_what_has_no_code(harbour: Story) -> None:
    play = played(harbour, 2, 2)
    with pytest.raises(UncodedError):
        code_of(Play(harbour, play.state))


def test_a_code_is_printed_handed_in_and_played_again(run: Run, tmp_path: Path) -> None:
    lines = "1\n1\n2\n2\n"
    played = run("play", "first_round", "--plain", "--seed", "5", typed=lines + "quit\n")
    assert played.stdout
    code = run("code").stdout.strip()
    assert code
    done: subprocess.CompletedProcess[str] = run("open", *code.split("-"), "--saves", "other")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("First Round, 4 decisions: "), done.stdout
    assert run("transcript", "--saves", "other").stdout == run("transcript").stdout
    assert run("code", "--saves", "other").stdout.strip() == code
    (file,) = (tmp_path / "saves").glob("*.yaml")
    done = run("open", str(file), "--saves", "third")
    assert done.returncode == 0, done.stderr
    assert run("transcript", "--saves", "third").stdout == run("transcript").stdout
    for words, said in (
        (("open", "nosuch.yaml"), "no code"),
        (("open", code[:-1]), "compare it"),
        (("open", code, "--story", str(GSOMIA)), "another story"),
    ):
        done = run(*words)
        assert done.returncode == 2
        assert said in done.stderr
    done = run("open", code, "--saves", str(file / "below"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Plays can't be saved in {file / 'below'}")


def long_story() -> Story:
    """A story with five choices everywhere, and no end."""
    names = [f"c{number}" for number in range(5)]
    ways = [{"id": name, "text": name, "goto": "a"} for name in names]
    ways.append({"id": "out", "text": "Out", "when": "visits(a) > 99", "goto": "e"})
    head = {"id": "l", "title": "L", "format": 1, "version": 1, "start": "a"}
    scene = {"title": "A", "text": "A.", "choices": ways}
    ending = {"title": "E", "outcome": "o", "text": "E."}
    return loaded({"story": head, "scenes": {"a": scene}, "endings": {"e": ending}})
