"""What many plays heard, and what became of people: arguments by side and speaker, wordings,
promises made, kept and broken, epilogues told.

Made from a tally. How many words each side of a question has, and how often they are heard, is the
measure of a story's fairness.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.engine.transitions import ARGUMENT, WORDING, Tell
from negotiator.simulation.tally import Tally
from negotiator.story.model import Epilogue, Passage, Person, Promise, Story
from negotiator.story.model.texts import words_in


class Heard(NamedTuple):
    """The arguments of one speaker, or of nobody in particular, for or against something.

    `passages` and `words` are how many the story has; `times` and `words_heard`, how many were
    heard in all plays together.
    """

    about: str
    is_for: bool
    speaker: Person | None
    passages: int
    words: int
    times: int
    words_heard: int

    def and_also(self, other: Heard) -> Heard:
        """Both together, whoever speaks."""
        return self._replace(
            speaker=None,
            passages=self.passages + other.passages,
            words=self.words + other.words,
            times=self.times + other.times,
            words_heard=self.words_heard + other.words_heard,
        )


class PromiseSeen(NamedTuple):
    """In how many plays a promise was made, and in how many it was kept or broken at the end."""

    promise: Promise
    made: int
    kept: int
    broken: int


class EpilogueSeen(NamedTuple):
    """After how many plays an epilogue was told."""

    epilogue: Epilogue
    told: int


def arguments(story: Story, tally: Tally) -> tuple[Heard, ...]:
    """The arguments by what they are about, by side (for it comes first) and by speaker."""
    found: dict[tuple[str, bool, str], Heard] = {}
    for name, passage in dict(_argued(story)).items():
        stand = passage.argues
        assert stand is not None, "an argument is for something, or against it"
        times, words = tally.met[ARGUMENT, name], words_in(passage.text)
        speaker = story.people.get(passage.says)
        one = Heard(stand.name, stand.is_for, speaker, 1, words, times, times * words)
        key = (stand.name, stand.is_for, passage.says)
        known = found.get(key)
        found[key] = known.and_also(one)._replace(speaker=speaker) if known else one
    subjects = list(dict.fromkeys(one.about for one in found.values()))
    in_order = sorted(found.values(), key=lambda one: (subjects.index(one.about), not one.is_for))
    return tuple(in_order)


def by_side(heard: tuple[Heard, ...]) -> tuple[tuple[Heard, tuple[Heard, ...]], ...]:
    """Each side of each question, with the speakers on it."""
    sides: dict[tuple[str, bool], list[Heard]] = {}
    for one in heard:
        sides.setdefault((one.about, one.is_for), []).append(one)
    return tuple((_together(several), tuple(several)) for several in sides.values())


def promises(story: Story, tally: Tally) -> tuple[PromiseSeen, ...]:
    """What became of each promise."""
    return tuple(
        PromiseSeen(one, *(tally.met[kind, one.id] for kind in ("made", "kept", "broken")))
        for one in story.promises.values()
    )


def epilogues(story: Story, tally: Tally) -> tuple[EpilogueSeen, ...]:
    """How often each epilogue was told."""
    return tuple(
        EpilogueSeen(one, tally.met["epilogue", one.id]) for one in story.epilogues.values()
    )


def wordings(story: Story, tally: Tally) -> dict[str, int]:
    """How often each wording of a passage that has several was told, in all plays together."""
    return {name: tally.met[WORDING, name] for name in rules(story).wordings}


def _together(several: list[Heard]) -> Heard:
    whole = several[0]._replace(speaker=None)
    for one in several[1:]:
        whole = whole.and_also(one)
    return whole


def _argued(story: Story) -> Iterator[tuple[str, Passage]]:
    """Every passage that argues, by the name of its argument."""
    tells = (
        rule
        for _kind, _name, block in rules(story).blocks()
        for rule in block
        if isinstance(rule, Tell)
    )
    for tell in tells:
        for one, name in tell.named():
            if one.argues is not None:
                yield name, one
    for ending in story.endings.values():
        for reading in ending.readings:
            for line in rules(story).read(ending, reading):
                if line.told.argues is not None:
                    yield line.name, line.told
