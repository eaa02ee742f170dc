"""The plain play, as a person at a pipe or a screen reader meets it: the real command, run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import COMMAND, run
from tests.conftest import HARBOUR


def play(
    tmp_path: Path, said: str, *options: str, story: str = str(HARBOUR)
) -> subprocess.CompletedProcess[str]:
    return run("play", story, "--plain", "--saves", str(tmp_path), *options, typed=said)


def test_a_play_to_an_ending(tmp_path: Path) -> None:
    done = play(tmp_path, "1\n2\n1\n", "--seed", "7")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        """\
The Harbour
Two towns and one harbour. A story of four decisions.

Type a number to choose, help for what else you can type.

== The quay ==
Monday 1 May 1911, The east quay.

The harbour silted up last year. [H1]

The mayor waits. Your BATNA is the old road; hers is the same road, from the other end.

What do you do?
1. Ask the ferryman what he has heard
2. Give your word on the tolls
3. Wait for a better day

> Ask the ferryman what he has heard

He shrugs towards the town. Trust stands at 40, which is Wary.

What do you do?
1. (closed: He has told you all he knows.) Ask the ferryman what he has heard
2. Give your word on the tolls
3. Wait for a better day

> Give your word on the tolls

She nods, once.

* Trust across the bay rises by 12 to 52 (Wary; better), because a word is worth something here.
* Anger at home rises by 6 to 26 (Loud; worse), because the fishers were not asked.

== The hall ==
Wednesday 3 May 1911, The hall.

The whole town is in the hall, Loud as it is.

What do you do?
1. Sign
2. Leave

> Sign

== Signed ==
Wednesday 3 May 1911.
Outcome: signed.

The tolls are shared. [H2]

What made this ending:
Decision 2, The quay: Give your word on the tolls. After it, 50 of 100 plays end like yours; after \
what else was open, 10.
Decision 3 was the last word: Sign. Another choice there would have led straight to another ending.
Counted in plays of this story's own model, not in history.

Peace: Shared tolls make quiet neighbours.
Purse: You pay what you promised.
Wherever your play met a decision of the record, you chose what is nearest to it.
Monday 1 May 1911: The mayor gave her word. [H2]
   You, nearest to the record: Give your word on the tolls
Wednesday 3 May 1911: The hall signed. [H1]
   You, nearest to the record: Sign
Monday 1 January 1912: The harbour opened. [H1]

What they made of you:
   The other mayor: Wary. It was 40 at the start, and 52 in the end.
   What counted most: decision 2, The quay: Give your word on the tolls, +12: a word is worth \
something here.
   The fishers: Loud. It was 20 at the start, and 26 in the end.
   What counted most: decision 2, The quay: Give your word on the tolls, +6: the fishers were not \
asked.

The play has ended. You can type rewind N, undo, new, history or quit.

"""
    )


def test_the_same_seed_and_decisions_give_the_same_text(tmp_path: Path) -> None:
    said = "wait\nstatus\nwait\nstatus\nwait\n"
    first, second = (play(tmp_path, said, "--seed", "11") for _ in range(2))
    assert first.stdout.encode() == second.stdout.encode()


def test_leaving_and_going_on(tmp_path: Path) -> None:
    left = play(tmp_path, "promise\nquit\n")
    assert left.returncode == 3
    assert "go on with --continue" in left.stdout
    further = play(tmp_path, "sign\n", "--continue")
    assert further.returncode == 0
    assert "== The hall ==" in further.stdout
    assert "== The quay ==" not in further.stdout
    # It went on in its own file, and it has ended: nothing is left to go on with.
    assert len(list(tmp_path.glob("*.yaml"))) == 1
    nothing = play(tmp_path, "", "--continue")
    assert nothing.returncode == 2
    assert "unfinished" in nothing.stderr


def test_save_and_load_by_name(tmp_path: Path) -> None:
    play(tmp_path, "promise\nsave at the hall door\nleave\n")
    loaded = play(tmp_path, "sign\n", "--load", "at the hall door")
    assert loaded.returncode == 0
    assert "== Signed ==" in loaded.stdout
    again = play(tmp_path, "", "--load", "at the hall door")
    assert "== The hall ==" in again.stdout
    assert play(tmp_path, "", "--load", "no such").returncode == 2


def test_words_beside_the_numbers(tmp_path: Path) -> None:
    done = play(
        tmp_path,
        "help\nstatus\nsources\nglossary\nglossary zzz\npromise\nhistory\nundo\nundo\nundo 3x\n"
        "9\nshout\n1\n1\nagain\nQUIT\n",
    )
    out = done.stdout
    assert done.returncode == 3
    assert "Trust across the bay: 40 of 0 to 100, Wary; high is good." in out
    assert "The other mayor: Wary. Wants: Half the tolls." in out
    assert "[H1] Harbour ledger, Town archive, 1911-05-02. The harbour silted up in 1910." in out
    assert "BATNA: Your best option without a deal." in out
    assert "no term with `zzz`" in out
    assert "1. The quay: Give your word on the tolls" in out
    assert "There is nothing to take back." in out
    assert "`3x` is not a number" in out
    assert "There is no choice 9; type 1 to 3." in out
    assert "has no choice `shout`" in out
    assert "This choice is closed: He has told you all he knows." in out
    assert out.count("== The quay ==") == 3


def test_rewind_after_the_end_keeps_the_first_ending(tmp_path: Path) -> None:
    done = play(tmp_path, "promise\nsign\nrewind 2\nleave\n")
    assert done.returncode == 0
    assert "== Walked away ==" in done.stdout
    kept = run("saves", "--saves", str(tmp_path))
    assert "ended: signed" in kept.stdout
    assert "ended: dropped" in kept.stdout


def test_new_begins_anew(tmp_path: Path) -> None:
    done = play(tmp_path, "promise\nsign\nnew\nquit\n")
    assert done.returncode == 3
    assert done.stdout.count("== The quay ==") == 2


def test_nothing_in_the_output_moves_a_cursor(tmp_path: Path) -> None:
    done = play(tmp_path, "1\nhelp\nstatus\n2\n1\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's pipe")
def test_a_closed_pipe(tmp_path: Path) -> None:
    lines = "1\n" + "status\n" * 3000
    command = [*COMMAND, "play", str(HARBOUR), "--plain", "--saves", str(tmp_path)]
    reader, writer = os.pipe()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    os.close(reader)
    _, said = process.communicate(lines)
    assert process.returncode == 1
    # It was closed before anything could be decided, and so nothing is said to be saved.
    assert said == "The output was closed. Left before the first decision.\n"


def test_odd_bytes_in_the_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "play", str(HARBOUR), "--plain", "--saves", str(tmp_path)],
        input=b"\xff\xfe\x00\n2\n1\n",
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_a_broken_save_is_told_and_the_copy_before_it_used(tmp_path: Path) -> None:
    play(tmp_path, "ask\npromise\n")
    (file,) = tmp_path.glob("*.yaml")
    file.write_bytes(file.read_bytes()[:200])
    done = play(tmp_path, "promise\nsign\n", "--continue")
    assert done.returncode == 0
    assert "its last line is missing. The copy before it is used." in done.stderr
    assert "== Signed ==" in done.stdout


def test_events_and_votes_are_told(tmp_path: Path) -> None:
    assembly = str(HARBOUR.parent / "assembly")
    done = play(tmp_path, "wait\nsleep\nflee\n", "--seed", "1", story=assembly)
    assert done.returncode == 0
    out = done.stdout
    assert "== The neighbour ==\n\nA note comes over the wall." in out
    assert (
        "* Heat in the house rises by 5 to 45 (Cool; worse), because the note was read out." in out
    )
    assert "== The press ==\n\nThe telephone rings. It is the press. [A1]" in out
    assert "1. Answer it\n2. Leave by the back door" in out
    voted = play(tmp_path, "vote\n", "--seed", "1", story=assembly).stdout
    assert (
        "* A vote of no confidence: 6 of 10 must say aye.\n"
        "  The left: 4 of 5; 4 so far.\n"
        "  The right: 0 of 5; 4 so far.\n"
        "* 4 ayes of 10, 6 needed. The motion failed.\n"
    ) in voted
