"""Why nothing is open where a play got stuck: what the closed choices ask for, and what is so."""

from __future__ import annotations

from negotiator.checking.verdicts import Witness
from negotiator.engine import replay, values
from negotiator.engine.compiler import program
from negotiator.engine.layout import Named
from negotiator.statespace.transition_system import flow
from negotiator.story.expressions import Operation, reads
from negotiator.story.model import Story
from negotiator.wording import listed

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
        when = flow(story).open(choice.name)
        parts = when.parts if isinstance(when, Operation) and when.operator == "and" else (when,)
        for part in parts:
            if not flow(story).holds(part, now):
                names |= dict.fromkeys(sorted(reads(part)))
    before = [(step.taken, values(story, step.before)) for step in play.steps]
    shown = values(story, state)
    said = [_said(name, shown[name], before) for name in names]
    more = len(said) - MOST
    return listed([*said[:MOST], f"{more} more"] if more > 0 else said)


def _said(name: str, value: Named, before: list[tuple[str, dict[str, Named]]]) -> str:
    """One value in words, and if it is a flag after which decision it became so; `before` are the
    decisions with the values before each."""
    word = str(value).lower() if isinstance(value, bool) else f"{value!r}"
    since = ""
    if isinstance(value, bool) and before:
        changed = [taken for taken, named in before if named[name] != value]
        since = f" (since {changed[-1]})" if changed else " (as at the start)"
    return f"`{name}` is {word}{since}"
