"""Why nothing is open where a play got stuck: what the closed choices ask for, and what is so."""

from __future__ import annotations

from negotiator.analysis.flow import flow, reads
from negotiator.analysis.refine import holds
from negotiator.analysis.verdicts import Witness
from negotiator.engine import State, replay, values
from negotiator.engine.program import program
from negotiator.story.expressions import Operation
from negotiator.story.model import Story

MOST = 5
"""Values that are named; a scene that hangs on more is looked at in the play itself."""


def why_closed(story: Story, witness: Witness) -> str:
    """The values in the last state of a play that keep its choices closed, in words, each flag
    with the decision that made it so; empty if the play has no seed."""
    if witness.seed is None:
        return ""
    play = replay(story, witness.seed, witness.decisions).play
    state = play.state
    place = story.places[state.scene]
    now = dict(zip(program(story).layout.slots, state.values, strict=True))
    names: dict[str, None] = {}
    for choice in getattr(place, "choices", ()):
        when = flow(story).open(choice)
        parts = when.parts if isinstance(when, Operation) and when.operator == "and" else (when,)
        for part in parts:
            if not holds(part, now):
                names |= dict.fromkeys(sorted(reads(part)))
    steps = [(f"since {step.taken}", step.before) for step in play.steps]
    said = [_said(story, name, state, steps) for name in names]
    more = len(said) - MOST
    listed = said[:MOST] if more > 0 else said
    end = f"{more} more" if more > 0 else listed.pop() if len(listed) > 1 else ""
    return f"{', '.join(listed)} and {end}" if end else "".join(listed)


def _said(story: Story, name: str, state: State, steps: list[tuple[str, State]]) -> str:
    """One value in words, and if it is a flag since when it is so."""
    value = values(story, state)[name]
    word = str(value).lower() if isinstance(value, bool) else f"{value!r}"
    since = ""
    if isinstance(value, bool) and steps:
        changed = [said for said, before in steps if values(story, before)[name] != value]
        since = f" ({changed[-1] if changed else 'as at the start'})"
    return f"`{name}` is {word}{since}"
