"""What is odd about a story that can be played, found without playing it.

Names that nothing reads, ways that nothing takes, conditions that always have the same result: each
is a warning at its place. Every one is certain except N610, which says "may": only the search can
say whether it does happen. No gauge is assumed to stay where its effects keep it at a moment; only
its range over all plays counts. The warnings themselves are in `lint`, by subject; this module runs
them all.
"""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress

from negotiator.checking.lint import (
    conditions,
    effects,
    events,
    names,
    people,
    places,
    strategies,
    table_lines,
    texts,
)
from negotiator.checking.lint.look import Look
from negotiator.statespace.transition_system import Label
from negotiator.story.diagnostics import Diagnostic, TooManyError
from negotiator.story.intervals import FALSE, value_range
from negotiator.story.model import Story
from negotiator.story.source_map import NO_ORIGINS, Origins

LINTS = (
    conditions.passages,
    conditions.choices,
    conditions.branches,
    conditions.readings,
    effects.without_effect,
    effects.unread,
    effects.idle,
    effects.hanging,
    events.events,
    events.motions,
    names.values,
    names.old_names,
    names.acts,
    people.promises,
    people.epilogues,
    people.people,
    places.unreached,
    places.traps,
    places.ways_out,
    places.back_in_time,
    places.draws,
    strategies.stances,
    table_lines.unspoken,
    texts.long,
    texts.unnamed,
    texts.stressed_choices,
    texts.same_words,
    texts.history,
    texts.unread_endings,
    texts.before_known,
)
"""Every lint."""


def warnings(story: Story, origins: Origins) -> list[Diagnostic]:
    """Everything odd, in the order of the files. `origins` give the places."""
    return beside(story, origins, frozenset())[0]


def beside(
    story: Story, origins: Origins, known: Container[Label]
) -> tuple[list[Diagnostic], dict[Label, Diagnostic]]:
    """What is odd apart from the labels that a search has already found wrong; and for those
    labels, what would have been said."""
    look = Look(story, origins, known)
    with suppress(TooManyError):  # those noted so far are reported
        for lint in LINTS:
            lint(look)
    return look.problems.in_order(), look.reasons


def never(story: Story) -> set[Label]:
    """What no play does for the same reasons: a choice or an event whose condition can't hold
    whatever the values are. It is computed once and kept with the story."""
    return story.once(_never)


def _never(story: Story) -> set[Label]:
    look = Look(story, NO_ORIGINS)
    found: set[Label] = set()
    for choice in story.choices.values():
        if choice.when is not None and look.judge(choice.when, look.here(choice)).answer == FALSE:
            found.add(("choice", choice.name))
    for event in story.events.values():
        may_fire = look.rules.candidate(event).may_fire
        shut = event.when is not None and look.judge(event.when).answer == FALSE
        if shut or value_range(may_fire, look.ranges) == FALSE:
            found.add(("event", event.id))
    return found
