"""Checking a story: every question about it, and the story's own tests, within a given effort.

The effort counts states and plays, so that the verdicts of one version are the same on every
machine; `budget` is an outer limit by the clock. `search_plan` decides which method is tried when.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from time import monotonic

from negotiator.checking.agreement_zones import Zone, zones
from negotiator.checking.answers import Tell
from negotiator.checking.deadline import OutOfTimeError, done_by
from negotiator.checking.lines_said import LinePlan
from negotiator.checking.search_plan import SearchPlan
from negotiator.checking.story_tests import Tested, tested
from negotiator.checking.tables_in_pairs import TableInPairs, tables_in_pairs
from negotiator.checking.texts_told import TellingPlan
from negotiator.checking.verdicts import Verdict, Word, questions
from negotiator.simulation.minutes import Lasting, lasting
from negotiator.statespace.effort import DEFAULT
from negotiator.statespace.tellings import Telling, tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.model import Story

GRACE = 0.2
"""Seconds past the budget after which everything is stopped."""

__all__ = ["Checked", "Tell", "Tested", "check"]


@dataclass
class Checked:
    """Everything found out about a story."""

    story: Story
    verdicts: list[Verdict] = field(default_factory=list)
    tests: list[Tested] = field(default_factory=list)
    zones: tuple[Zone, ...] = ()
    """What could be agreed on at its tables, in states that plays met."""
    in_pairs: tuple[TableInPairs, ...] = ()
    """What two people could come to where its exercises seat them."""
    lasting: Lasting | None = None
    """How long plays last; None if none reached an ending."""
    plays: int = 0
    """How many random plays were made."""
    seconds: float = 0.0
    effort: float = DEFAULT
    """The effort it was allowed."""
    budget: float = inf
    """The seconds it was given, if limited."""
    is_stopped: bool = False
    """Whether the budget ended it before the effort did."""
    needs_numpy: bool = False
    """Whether numpy was missing where it would have helped."""

    @property
    def counts(self) -> Counter[Word]:
        """The number of verdicts with each word."""
        return Counter(verdict.word for verdict in self.verdicts)

    @cached_property
    def followed(self) -> tuple[tuple[Telling, Verdict], ...]:
        """Texts and ways without a condition, each with the verdict on what it belongs to: it is
        met whenever that is."""
        if not self.verdicts:
            return ()  # stopped before the texts were so much as listed, which may take long
        known = {one.label: one for one in self.verdicts}
        always = (one for one in tellings(self.story).all if one.is_always)
        return tuple((one, known[one.owner]) for one in always if one.owner in known)

    @property
    def wrong(self) -> list[Verdict]:
        """What should happen and can't, and soft-locks."""
        return [verdict for verdict in self.verdicts if verdict.is_wrong]

    @property
    def unplayed(self) -> int:
        """How many of the story's own tests there was no time for."""
        return len(self.story.tests) - len(self.tests)

    @property
    def failed(self) -> list[Tested]:
        """The story's own tests that don't hold."""
        return [result for result in self.tests if result.fault]


def check(
    story: Story,
    *,
    effort: float = DEFAULT,
    budget: float = inf,
    progress: Tell = lambda _: None,
) -> Checked:
    """The answers to every question about a story, as far as the effort goes, and the results of
    the story's own tests.

    `effort` counts states and plays, so that the verdicts are the same on every machine; `budget`
    is an outer limit in seconds. `progress` is called with a line about each method tried. Raises
    nothing about the story: what is wrong with it is in `wrong` and `failed`.
    """
    began = monotonic()
    tests: list[Tested] = []
    weighed: tuple[Zone, ...] = ()
    in_pairs: tuple[TableInPairs, ...] = ()
    lasts: Lasting | None = None
    is_stopped = False

    def prepared() -> tuple[SearchPlan, list[Label]]:
        return SearchPlan(story, effort, progress), list(questions(story))

    def decide() -> tuple[tuple[Zone, ...], tuple[TableInPairs, ...], Lasting | None]:
        for test in story.tests.values():
            tests.append(tested(story, test))
        deciding.run()
        telling = TellingPlan(deciding)
        telling.take(result.play for result in tests)
        telling.run()
        LinePlan(deciding).run()
        return zones(story), tables_in_pairs(story), lasting(story)

    try:
        # To list what is asked, and to lay the graph for it, takes as long as the story is large.
        deciding, asked = done_by(began + budget + GRACE, prepared)
    except OutOfTimeError:
        spent = monotonic() - began
        return Checked(story, seconds=spent, effort=effort, budget=budget, is_stopped=True)
    try:
        weighed, in_pairs, lasts = done_by(began + budget + GRACE, decide)
    except OutOfTimeError:
        is_stopped = True
    deciding.leave_open()
    in_order = [deciding.decided[label] for label in asked]
    return Checked(
        story,
        in_order,
        tests,
        weighed,
        in_pairs,
        lasts,
        plays=deciding.plays,
        seconds=monotonic() - began,
        effort=effort,
        budget=budget,
        is_stopped=is_stopped,
        needs_numpy=deciding.needs_numpy,
    )
