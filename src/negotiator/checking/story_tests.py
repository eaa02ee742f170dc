"""A story's own tests, played: what each of them comes to, and which part of it doesn't hold.

`authoring.kept_test` writes a test from a play that was kept.
"""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from negotiator.engine import Play, Told, replay
from negotiator.engine.compiler import program
from negotiator.narration.refusals import why_not
from negotiator.sentence_parts import in_a_row
from negotiator.story.choice_names import WHATEVER_COMES
from negotiator.story.codes import CODES
from negotiator.story.model import Story, StoryTest
from negotiator.story.source_map import Path

MOST_ANSWERS = 100
"""How many events in a row may be answered before they are taken never to end."""

_said = CODES["N707"].said


class Tested(NamedTuple):
    """The result of one of the story's own tests; `fault` is empty if it holds, and `at` says which
    part of the test failed, by its keys. `play` is as far as it came. `remedy` names the wording of
    what to do, if it isn't the usual one."""

    test: StoryTest
    fault: str
    play: Play
    at: Path = ()
    remedy: str = ""


def tested(story: Story, test: StoryTest) -> Tested:
    """Play one of the story's own tests."""
    play = Play.begin(story, test.seed)
    number = 0
    while number < len(test.decisions):
        decision = test.decisions[number]
        if decision == WHATEVER_COMES:
            play = _answered(play)
            if play.event is not None:
                fault = _said("endless", number=number + 1, decision=decision)
                return Tested(test, fault, play, ("decisions", number))
            number += 1
            continue
        stretch = [*takewhile(lambda one: one != WHATEVER_COMES, test.decisions[number:])]
        on, stopped = replay(story, test.seed, stretch, play.state)
        play = Play(story, play.origin, (*play.steps, *on.steps))
        if stopped is not None:
            at, why = number + stopped.number, why_not(stopped.why)
            fault = _said("stopped", number=at + 1, decision=stopped.decision, reason=why)
            remedy = "event_waits" if play.event is not None else ""
            return Tested(test, fault, play, ("decisions", at), remedy)
        number += len(stretch)
    return _held(play, test)


def _answered(play: Play) -> Play:
    """The play after the events that wait have had their first open answers."""
    answers = 0
    while play.event is not None and answers < MOST_ANSWERS:
        play = play.choose(next(one.id for one in play.options() if one.open))
        answers += 1
    return play


def _held(play: Play, test: StoryTest) -> Tested:
    """Whether everything holds that a test expects where it has come to."""
    state = play.state
    if test.ends is not None and state.scene != test.ends:
        fault = _said("elsewhere", place=state.scene, wanted=test.ends)
        return Tested(test, fault, play, ("ends",))
    ready = program(play.story)
    slots = ready.layout.slots
    for number, expectation in enumerate(test.expect):
        if not ready.holds(expectation, state.values):
            known = in_a_row(
                _said("known", name=name, value=str(state.values[slots[name]]).lower())
                for name in sorted(expectation.reads)
            )
            fault = _said("does_not_hold", condition=expectation.source, known=known)
            return Tested(test, fault, play, ("expect", number))
    for number, words in enumerate(test.told):
        if _told_after(play, words) is None:
            return Tested(test, _said("not_told", words=words), play, ("told", number))
    for number, words in enumerate(test.untold):
        decision = _told_after(play, words)
        if decision is not None:
            fault = _said("told" if decision else "told_at_once", words=words, decision=decision)
            return Tested(test, fault, play, ("untold", number))
    return Tested(test, "", play)


def _told_after(play: Play, words: str) -> str | None:
    """The decision after which a passage with these words was told, empty if that was before the
    first; None if none was. Where a passage breaks its lines doesn't matter."""
    wanted = " ".join(words.split())
    before = Play(play.story, play.origin).told()
    groups = [("", before), *((step.taken, step.told) for step in play.steps)]
    for decision, group in groups:
        for told in group:
            if isinstance(told, Told) and wanted in " ".join(_words(told).split()):
                return decision
    return None


def _words(told: Told) -> str:
    """The words of a passage, those around a document included."""
    if told.document is None:
        return told.text
    around = (*told.document.heading, *told.document.alt)
    return " ".join([*(getattr(one, "words", "") for one in around), told.text])
