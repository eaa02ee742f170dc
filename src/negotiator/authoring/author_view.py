"""A play as its author sees it: every value, why each closed choice is closed, what may follow each
open one, which events can come, and at a table which packages (`packages_ahead`).

It asks the rules and the real engine, with all luck tried out (`statespace.successors`); the words
are in `narration.author_view`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from negotiator.authoring.packages_ahead import closings_ahead, followed, table_ahead
from negotiator.engine import Play, State
from negotiator.engine.compiler import Program, program
from negotiator.engine.layout import Named
from negotiator.engine.machine import values
from negotiator.engine.transitions import Candidate, GuardedChoice, Pick
from negotiator.narration.author_view import Ahead, AuthorView, ClosedChoice, EventNow, Unmet
from negotiator.statespace.successors import outcomes
from negotiator.story.expressions import Node, Operation, reads
from negotiator.story.model import Story
from negotiator.story.value_names import Cooldown

NEVER = Fraction(0)


def author_view(play: Play) -> AuthorView:
    """All that an author may want to know about where a play is."""
    story, state = play.story, play.state
    return AuthorView(
        story,
        play.values(),
        tuple(_closed(story, state)),
        tuple(_ahead(story, state)),
        tuple(_events(story, state)),
        table_ahead(story, state),
    )


def _offers(story: Story, state: State) -> Sequence[GuardedChoice]:
    """What is offered where a play is; a table offers nothing of an author's."""
    if state.scene in story.endings or state.scene in story.tables:
        return ()
    decision = program(story).rules.decision(state.scene)
    return decision.offers if isinstance(decision, Pick) else ()


def _closed(story: Story, state: State) -> Iterator[ClosedChoice]:
    asked = _Asked(story, state)
    for offer in _offers(story, state):
        when = story.choices[offer.choice].when
        unmet = []
        for guard in offer.guards:
            if not asked.holds(guard):
                is_own = when is not None and guard == when.node
                unmet.append(asked.unmet(guard, offer.source) if is_own else Unmet())
        if unmet:
            yield ClosedChoice(offer.id, tuple(unmet), offer.locked is None)


def _ahead(story: Story, state: State) -> Iterator[Ahead]:
    asked = _Asked(story, state)
    for offer in _offers(story, state):
        if not asked.holds(offer.open):
            continue
        yield followed(offer.id, outcomes(story, state, offer.id))
    yield from closings_ahead(story, state)


def _events(story: Story, state: State) -> Iterator[EventNow]:
    """Every event as it would be drawn with the values of this state, pool by pool: those that can
    come are first, the likeliest of them before the others."""
    asked = _Asked(story, state)
    for pool in program(story).rules.pools:
        found = _in_pool(pool, asked)
        yield from sorted(found, key=lambda one: (bool(one.unmet), -one.first))


def _in_pool(pool: str, asked: _Asked) -> Iterator[EventNow]:
    is_decided = False
    for tier in asked.program.rules.tiers(pool):
        able = {one.event: asked.weight(one) for one in tier if asked.holds(one.may_fire)}
        total = 0 if is_decided else sum(able.values())
        is_decided = is_decided or bool(able)
        for one in tier:
            if one.event in able:
                share = Fraction(able[one.event], total) if total else NEVER
                yield EventNow(one.event, pool, share)
            else:
                yield EventNow(one.event, pool, NEVER, tuple(asked.why_not(one)))


class _Asked:
    """The conditions of a story, asked in one state."""

    def __init__(self, story: Story, state: State) -> None:
        self.story = story
        self.state = state
        self.program: Program = program(story)
        self.named: dict[str, Named] = values(story, state)

    def worth(self, node: Node) -> int:
        return int(self.program.worth(node, "condition")(self.state.values))

    def holds(self, node: Node) -> bool:
        return bool(self.worth(node))

    def weight(self, one: Candidate) -> int:
        return self.worth(one.weight)

    def unmet(self, node: Node, source: str) -> Unmet:
        """A condition that doesn't hold, with the values that it reads."""
        return Unmet(source, tuple((name, self.named[name]) for name in sorted(reads(node))))

    def why_not(self, one: Candidate) -> Iterator[Unmet]:
        """What keeps an event from coming."""
        own = self.story.events[one.event].when
        guards: tuple[Node, ...] = (one.when,)
        if isinstance(one.when, Operation) and not (own and own.node == one.when):
            guards = one.when.parts
        closed = [guard for guard in guards if not self.holds(guard)]
        for guard in closed:
            resting = [name for name in reads(guard) if isinstance(name, Cooldown)]
            if own is not None and guard == own.node:
                yield self.unmet(guard, own.source)
            elif resting:
                yield Unmet(rest=int(self.named[resting[0]]))
            else:
                yield Unmet()
        if not closed:
            yield self.unmet(one.weight, "")
