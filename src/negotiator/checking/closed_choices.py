"""Why nothing is open where a play got stuck: what the closed choices require, and what holds."""

from __future__ import annotations

from negotiator.checking.verdicts import Witness
from negotiator.engine import replay, values
from negotiator.engine.compiler import program
from negotiator.engine.layout import Named
from negotiator.sentence_parts import listed
from negotiator.statespace.transition_system import system_of
from negotiator.story.codes import CODES
from negotiator.story.expressions import Operation, reads
from negotiator.story.model import Story

_in_words = CODES["N706"].said

MOST = 5
"""How many values are named; a scene that depends on more is best examined in the play itself."""


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
        when = system_of(story).open(choice.name)
        parts = when.parts if isinstance(when, Operation) and when.operator == "and" else (when,)
        for part in parts:
            if not system_of(story).holds(part, now):
                names |= dict.fromkeys(sorted(reads(part)))
    before = [(step.taken, values(story, step.before)) for step in play.steps]
    shown = values(story, state)
    said = [_said(name, shown[name], before) for name in names]
    more = len(said) - MOST
    return listed([*said[:MOST], _in_words("more", number=more)] if more > 0 else said)


def _said(name: str, value: Named, before: list[tuple[str, dict[str, Named]]]) -> str:
    """One value in words, and for a flag the decision that set it; `before` are the decisions with
    the values before each."""
    word = str(value).lower() if isinstance(value, bool) else f"{value!r}"
    if not (isinstance(value, bool) and before):
        return _in_words("value", name=name, value=word)
    changed = [taken for taken, named in before if named[name] != value]
    if changed:
        return _in_words("value_since", name=name, value=word, decision=changed[-1])
    return _in_words("value_at_start", name=name, value=word)
