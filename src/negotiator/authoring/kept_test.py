"""A story's test made from a play that was kept: its seed, its decisions, and what came of them.

What it expects is what a player would notice: the ending, and of gauges the band they came to, not
the number, so that a test doesn't fail at every retouch. It is written as a file of its own, or
handed over to be pasted; no file of the author's is changed. `checking.story_tests` plays it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from negotiator.cells import cut
from negotiator.engine import Play, start, values
from negotiator.engine.layout import Named
from negotiator.engine.promises import Standing, promised
from negotiator.language import _
from negotiator.narration.sentences import finished
from negotiator.story import archives
from negotiator.story.bounds import SEED
from negotiator.story.choice_names import is_plain
from negotiator.story.diagnostics import Problems
from negotiator.story.model import NO_OPTION, Gauge, Story
from negotiator.story.reading.fields import is_identifier
from negotiator.story.reading.yaml import read_yaml
from negotiator.story.value_names import (
    Held,
    Passed,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    Settled,
)
from negotiator.whole_files import write_new


class KeptTestError(Exception):
    """A play that no test can be made from, or a place that a test can't be added to; says why."""


class _Indented(yaml.SafeDumper):
    """Writes the items of a list below their key, as stories do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def free_name(play: Play) -> str:
    """A name for the test that no test of the story has: where the play ended, with a number."""
    story = play.story
    base = f"{play.place.id[:60]}_played"
    names = (base, *(f"{base}_{number}" for number in range(2, len(story.tests) + 3)))
    return next(name for name in names if name not in story.tests)


def written(play: Play, name: str) -> str:
    """The test of that name, in YAML, as it stands in a file of the story.

    Raises KeptTestError if a test can't have that name or the play's seed, the play didn't begin
    where the story does, or so long a test couldn't be read again.
    """
    if not is_identifier(name):
        raise KeptTestError(
            _("`{name}` names no test: use small letters, digits and _.", name=cut(name, 60))
        )
    if name in play.story.tests:
        raise KeptTestError(_("The story has a test `{name}` already.", name=cut(name, 60)))
    if play.origin != start(play.story, play.seed):
        raise KeptTestError(
            _("This play began in the midst of the story, and a test begins at its start.")
        )
    if not SEED.low <= play.seed <= SEED.high:
        raise KeptTestError(
            _(
                "This play's seed is {seed}, and a test's is from {least} to {most}.",
                seed=cut(str(play.seed), 60),
                least=SEED.low,
                most=SEED.high,
            )
        )
    decisions = play.decisions
    are_plain = all(map(is_plain, decisions))
    test: dict[str, object] = {"seed": play.seed, "decisions": [] if are_plain else list(decisions)}
    if play.event is None:
        test["ends"] = play.state.scene
    if expects := list(expected(play)):
        test["expect"] = expects
    text: str = yaml.dump(
        {"tests": {name: test}}, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=1000
    )
    if are_plain and decisions:  # of a long play YAML's writer would take seconds
        items = "".join([f"      - {one}\n" for one in decisions])
        text = text.replace("    decisions: []\n", f"    decisions:\n{items}", 1)
    problems = Problems()
    read_yaml(text.encode(), "", problems)
    for fault in problems.found:
        why = finished(fault.message)
        raise KeptTestError(_("This play is too long for a test. {reason}", reason=why))
    return text


def add(folder: Path, name: str, text: str) -> Path:
    """Write the test to a new file in the story's folder, and return where.

    Raises KeptTestError if the story is a single file, and OSError if the file is there already or
    can't be written.
    """
    if archives.is_packed(folder):
        raise KeptTestError(
            _("{file} is an archive, and nothing is written into one. Unpack it.", file=folder)
        )
    if not folder.is_dir():
        raise KeptTestError(
            _("{file} is a single file, which is yours. Copy the test into it.", file=folder)
        )
    path = folder / f"test_{name}.yaml"
    write_new(path, text)
    return path


def expected(play: Play) -> Iterator[str]:
    """What holds at the end of the play and didn't at its start, as expressions."""
    story = play.story
    before, now = values(story, play.origin), values(story, play.state)
    for gauge in story.gauges.values():
        if now[gauge.id] != before[gauge.id] and len(gauge.bands) > 1:
            yield _in_band(gauge, int(now[gauge.id]))
    for flag in story.flags:
        if now[flag] != before[flag]:
            yield flag if now[flag] else f"not {flag}"
    for one in promised(story, play.state.values):
        yield from _of_promise(one.promise.id, one.standing)
    yield from _agreed(story, now)


def _in_band(gauge: Gauge, value: int) -> str:
    """A gauge within the ends of the band that it is in."""
    lows = [band.low for band in gauge.bands]
    low = max([one for one in lows if one <= value], default=gauge.low)
    high = min([one - 1 for one in lows if one > value], default=gauge.high)
    return f"{low} <= {gauge.id} <= {high}"


def _of_promise(name: str, standing: Standing) -> Iterator[str]:
    if standing is Standing.KEPT:
        yield str(PromiseKept(name))
    elif standing is Standing.BROKEN:
        yield str(PromiseBroken(name))
    else:
        yield str(PromiseMade(name))


def _agreed(story: Story, now: dict[str, Named]) -> Iterator[str]:
    """How votes went that were held, and what was agreed on at tables."""
    for motion in story.motions:
        if now[Held(motion)]:
            passed = Passed(motion)
            yield str(passed) if now[passed] else f"not {passed}"
    for term in story.terms:
        option = now[Settled(term)]
        if option != NO_OPTION:
            yield f"{Settled(term)} == '{option}'"
