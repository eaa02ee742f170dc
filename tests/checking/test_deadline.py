"""The outer stop: a check ends within a second of its budget, whatever the story, and says only
what it found out by then."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from negotiator.checking import deadline
from negotiator.checking.check import check
from negotiator.checking.deadline import OutOfTimeError, done_by
from negotiator.checking.report import checked_story
from negotiator.checking.report_formats import as_json
from negotiator.checking.text_report import as_text
from negotiator.checking.verdicts import Word
from negotiator.story.loading import load
from tests.conftest import FIRST_ROUND, GSOMIA, HARBOUR
from tests.story.test_diagnostics import BASE


def work_for_ever(first: Callable[[], object] = object) -> None:
    first()
    while True:
        pass


def test_work_is_stopped_at_a_moment() -> None:
    with pytest.raises(OutOfTimeError):
        done_by(monotonic() + 0.05, work_for_ever)
    assert done_by(monotonic() + 60, lambda: 7) == 7


def test_nothing_is_stopped_later_or_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends as the moment comes either ends or is stopped, and nothing comes after it."""
    monkeypatch.setattr(deadline, "AGAIN", 0.000_1)
    for _ in range(300):
        with suppress(OutOfTimeError):
            assert done_by(monotonic() + 0.001, lambda: sum(range(20_000))) == 199_990_000
        with suppress(OutOfTimeError):
            assert done_by(monotonic() + 0.001, lambda: sum(one for one in range(20_000)))
    for _ in range(100_000):
        pass


class SlowToGo:
    """Python drops what is raised while an object is taken away."""

    def __del__(self) -> None:
        end = monotonic() + 0.3
        while monotonic() < end:
            pass


def test_work_is_stopped_though_the_first_stop_got_lost() -> None:
    with pytest.raises(OutOfTimeError):
        done_by(monotonic() + 0.05, partial(work_for_ever, SlowToGo))


def test_it_works_in_any_thread() -> None:
    stopped: list[bool] = []

    def work() -> None:
        try:
            done_by(monotonic() + 0.05, work_for_ever)
        except OutOfTimeError:
            stopped.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert stopped == [True]


def long_tests(count: int = 120, length: int = 400) -> str:
    """A story whose own tests take longer than anybody waits."""
    scenes = BASE.replace("      - id: go\n", "      - {id: stay, text: Stay}\n      - id: go\n")
    decisions = ", ".join(["a.stay"] * length)
    tests = "".join(f"  t{n}: {{decisions: [{decisions}]}}\n" for n in range(count))
    return f"{scenes}tests:\n{tests}"


def wide_table() -> str:
    """A story with a table of as many packages as there may be, weighed anew in every state."""
    terms = "".join(
        f"      t{n}:\n        label: T\n        weight: {{ours: 1 + trust, theirs: 1 + anger}}\n"
        "        opens: {ours: a, theirs: c}\n        options:\n"
        "          a: {text: A, ours: 97, theirs: 5}\n"
        "          b: {text: B, ours: 51, theirs: 52}\n"
        "          c: {text: C, ours: 3, theirs: 98}\n"
        for n in range(11)
    )
    stay = "".join(
        f"      - {{id: x{n}, text: X, effects: {{trust: +{n}, anger: -{n + 1}}}}}\n"
        for n in range(1, 30)
    )
    story = BASE.replace("        goto: b\n", "        goto: table\n")
    return story.replace("      - id: go\n", f"{stay}      - id: go\n") + (
        "tables:\n  table:\n    title: T\n    text: T\n    rounds: 100\n"
        "    ours: {name: U, reservation: trust // 3}\n"
        "    theirs: {name: V, reservation: anger // 3, patience: 100}\n"
        f"    terms:\n{terms}"
        "    deal: {goto: b}\n    leave: {goto: b}\n    walkout: {goto: z}\n"
    )


def many_ways() -> str:
    """A story whose graph alone takes longer than the time there is."""
    scenes = "".join(
        f"  s{n}:\n    title: S\n    text: T\n    choices:\n"
        + "".join(
            f"      - {{id: c{way}, text: C, goto: s{(n * 7 + way) % 700}}}\n" for way in range(20)
        )
        for n in range(700)
    )
    story = BASE.replace("scenes:\n", f"scenes:\n{scenes}")
    return story.replace("        goto: b\n", "        goto: s0\n")


@pytest.mark.parametrize("made", [long_tests, wide_table, many_ways], ids=lambda one: one.__name__)
def test_a_check_ends_at_its_budget_and_claims_nothing_more(
    made: Callable[[], str], tmp_path: Path
) -> None:
    (tmp_path / "story.yaml").write_text(made(), encoding="utf-8")
    report = checked_story(tmp_path, budget=3.0)
    checked = report.checked
    if checked is None:  # on a machine that was busy for all that time
        assert "before a play was looked at" in as_text(report)
        return
    assert checked.seconds < 60  # which is no bound: a machine may be busy; the benchmark has it
    for verdict in checked.verdicts:
        if verdict.word in (Word.CAPPED, Word.NOT_REACHED):
            assert verdict.is_open
    said = as_text(report)
    if checked.unplayed:
        assert f"{checked.unplayed} tests of the story were not played" in said
    assert json.loads(as_json(report))["story"] == "t"


def test_a_check_without_any_time_claims_nothing_wrong() -> None:
    checked = check(load(GSOMIA), budget=0.0)
    assert not [one for one in checked.verdicts if one.is_wrong]
    report = checked_story(GSOMIA, budget=-1.0)
    assert report.is_cut or report.checked is not None
    if report.checked is None:
        assert "before a play was looked at" in as_text(report)


def test_what_comes_before_the_first_question_is_stopped_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Laying the graph, and listing what is asked."""
    story = load(HARBOUR)
    for name in ("SearchPlan", "questions"):
        with monkeypatch.context() as patched:
            patched.setattr(f"negotiator.checking.check.{name}", lambda *_: work_for_ever())
            checked = check(story, budget=0.1)
            assert checked.is_stopped
            assert not checked.verdicts


def test_a_small_story_is_checked_whole_in_little_time() -> None:
    report = checked_story(HARBOUR)
    assert not report.is_cut
    assert report.checked is not None
    assert not [one for one in report.checked.verdicts if one.is_open]


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals here")
@pytest.mark.parametrize(
    "words",
    [
        ("simulate", str(FIRST_ROUND), "--plays", "1000000000", "--player", "greedy"),
        ("graph", str(FIRST_ROUND), "--heat", "1000000000"),
    ],
)
def test_what_was_asked_for_too_much_of_can_be_stopped(words: tuple[str, ...]) -> None:
    going = subprocess.Popen(
        [sys.executable, "-u", "-m", "negotiator", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _until_others_import(going)
    # As a terminal does, to all that it started.
    os.killpg(going.pid, signal.SIGINT)
    said, errors = going.communicate(timeout=120)
    assert "Traceback" not in errors
    assert going.returncode in (0, 1)
    assert said or going.returncode == 1


def _until_others_import(going: subprocess.Popen[str]) -> None:
    """Wait for its first process, which then imports; or as long as it lets one wait."""
    children = Path(f"/proc/{going.pid}/task/{going.pid}/children")
    end = monotonic() + (20 if children.exists() else 2)
    while monotonic() < end and len(children.read_text().split() if children.exists() else ()) < 2:
        with suppress(subprocess.TimeoutExpired):
            going.wait(0.05)
            return
