"""Which lines at tables can be said: the questions about talks.

To every other question a table is one step. Here talks are held at it: in a few states that plays
came to, by somebody who tries things out. What isn't said then is proved never to be if the numbers
of the table exclude it, or if all talks can be held in all states that a play can be in there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product

from negotiator.bargaining.decisions import ACCEPT, ASK
from negotiator.bargaining.refusals import NotOfferedError
from negotiator.checking import reasons
from negotiator.checking.search_plan import SearchPlan
from negotiator.checking.turns_at_tables import turns, why_never
from negotiator.checking.verdicts import Verdict, Witness, Word, advised
from negotiator.engine import State, Told, replay, talks
from negotiator.engine.compiler import program
from negotiator.engine.headless import headless
from negotiator.engine.negotiation import Session
from negotiator.engine.transitions import LINE
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.trying_talks import heard
from negotiator.statespace.effort import Effort
from negotiator.statespace.successors import drawn, initial, moves, normal
from negotiator.statespace.tellings import Telling, lines_at, tellings
from negotiator.statespace.value_ranges import ranges
from negotiator.story.choice_names import full_name
from negotiator.story.key_paths import keys
from negotiator.story.model import Story

PLAYS = 25
"""Plays that are looked at for states of the tables."""
STATES = 12
"""States of a table in which talks are held."""
TALKS = 400
"""Talks held at a table at most."""
PATIENCE = 150
"""Talks in a row that show nothing new, after which no more are held."""
MOST_STATES = 2_000
"""States of a story up to which all are visited, to hold all talks at its tables."""
MOST_TURNS = 8_000
"""Decisions at a table up to which all talks are held in a state."""
PART = 0.01
"""The part of the effort that is left for trying talks, and the same again for holding all."""


class LinePlan:
    """The verdicts on the lines at the tables of a story whose plays are searched already."""

    def __init__(self, plan: SearchPlan) -> None:
        self.plan = plan
        self.story = plan.story
        self.lines = [one for one in tellings(plan.story).all if one.kind == LINE]
        self.held = 0
        """How many talks were held."""

    @property
    def open(self) -> list[Telling]:
        """The lines about which nothing is known yet."""
        return [one for one in self.lines if one.label not in self.plan.decided]

    @property
    def unmet(self) -> list[Telling]:
        """Those among them of which nothing that is written the same is said either: what is shared
        by an anchor isn't in vain if it is said once."""
        known = [(one.written, self.plan.decided.get(one.label)) for one in self.lines]
        met = {written for written, one in known if one and one.word is Word.WITNESSED}
        return [one for one in self.open if one.written not in met]

    def run(self) -> None:
        """Decide everything that can be decided."""
        if not self.lines:
            return
        for one in self.open:
            place = self.plan.decided.get(one.owner)
            if place is not None and place.word is Word.PROVED:
                self.prove(one, reasons.nobody_comes())
        self.by_numbers()
        effort = self.plan.effort.share(PART)
        if self.unmet and not effort.is_spent:
            for table, states in states_met(self.story, self.plan).items():
                self.try_talks(table, states, effort)
        if self.unmet and self.plan.is_searched:
            self.hold_all(self.plan.effort.share(PART))
        left = self.open
        for one in left:
            word = Word.NOT_REACHED if self.held else Word.CAPPED
            how = reasons.other_talks(self.held)
            self.plan.decided[one.label] = Verdict(one.label, word, how)
        self.plan.tell(reasons.left(reasons.lines_said(), len(left), len(self.lines)))

    def prove(self, line: Telling, how: str) -> None:
        """Record that nobody says a line."""
        self.plan.decided[line.label] = Verdict(line.label, Word.PROVED, how)

    def by_numbers(self) -> None:
        """Decide what the numbers of the tables exclude."""
        known = ranges(self.story)
        turn_of = {keys(turn.path): turn for turn in turns(self.story, known)}
        for one in self.open:
            why = why_never(turn_of[one.label[1]], known)
            if why is not None:
                self.prove(one, reasons.never_said(why))

    def try_talks(self, table: str, states: list[tuple[State, Witness]], effort: Effort) -> None:
        """Hold talks at a table, in one of these states after the other, until all lines are said,
        or none is for long. Each state comes with the play that came to it."""
        left = {one.label[1]: one for one in self.open if one.owner[1] == table}
        wanted = {one.written for one in self.unmet if one.owner[1] == table}
        quiet = 0
        for number in range(TALKS if states else 0):
            if not wanted or quiet >= PATIENCE or effort.is_spent:
                return
            state, play = states[number % len(states)]
            quiet += 1
            self.held += 1
            for now in heard(self.story, state, number):
                effort.spend()
                for one in [left.pop(name) for name in now.lines if name in left]:
                    wanted.discard(one.written)
                    quiet = 0
                    talked = (full_name(table, decision) for decision in now.decisions)
                    shown = Witness((*play.decisions, *talked), play.seed)
                    how = reasons.talks()
                    self.plan.decided[one.label] = Verdict(one.label, Word.WITNESSED, how, shown)

    def hold_all(self, effort: Effort) -> None:
        """Visit all states, if they are few, and hold all talks at the tables there."""
        for table, states in (all_states(self.story, effort) or {}).items():
            said: set[str] = set()
            for state in states:
                now = all_said(self.story, state, effort)
                if now is None:
                    break
                said |= now
            else:
                for one in self.open:
                    if one.owner[1] == table and one.label[1] not in said:
                        self.prove(one, reasons.all_talks(len(states)))


def states_met(story: Story, plan: SearchPlan) -> dict[str, list[tuple[State, Witness]]]:
    """A few states of each table, each with a play that came to it; different in what counts
    for them or in which lines have their conditions."""
    met: dict[str, dict[object, tuple[State, Witness]]] = {name: {} for name in story.tables}

    def note(state: State, witness: Witness) -> None:
        ready = program(story).table(state.scene)
        holds = tuple(
            program(story).holds(line.when, state.values) for _, line in lines_at(ready.table)
        )
        if len(met[state.scene]) < STATES:
            weights = ready.numbers(state.values).their_weights
            met[state.scene].setdefault((weights, holds), (state, witness))

    for name in story.tables:
        verdict = plan.decided.get(("scene", name))
        if verdict is not None and verdict.witness is not None:
            witness = verdict.witness
            if witness.seed is not None:
                state = replay(story, witness.seed, witness.decisions).play.state
                if state.scene == name:
                    note(state, witness)
    arena = Arena(headless(story), Player.UNIFORM, 0)
    for number in range(PLAYS):
        playthrough = arena.playthrough(number)
        for turns_before, turn in enumerate(playthrough.turns):
            if turn.place in story.tables:
                state = State(turn.place, turn.values, playthrough.seed, 0)
                note(state, Witness(playthrough.until(turns_before), playthrough.seed))
    return {name: [*found.values()] for name, found in met.items()}


def all_states(story: Story, effort: Effort) -> dict[str, list[State]] | None:
    """Every state in which a play can be at each table; None if there are too many to tell."""
    found: dict[str, dict[State, None]] = {name: {} for name in story.tables}
    first = normal(initial(story))
    seen = {first: None}
    for state in (queue := [first]):
        if len(queue) > MOST_STATES or effort.is_spent:
            return None
        effort.spend()
        if state.scene in found:
            found[state.scene] |= dict.fromkeys(drawn(story, state))
        for move in moves(story, state) if state.scene not in story.endings else ():
            after = normal(move.state)
            if after not in seen:
                seen[after] = None
                queue.append(after)
    return {name: [*states] for name, states in found.items()}


def all_said(story: Story, state: State, effort: Effort) -> set[str] | None:
    """The names of all lines that can be said at a table in a state; None if there are too many
    talks to hold them all."""
    said = {one.name for one in advised(story, state)}
    waiting = [state]
    held = 0
    while waiting:
        state = waiting.pop()
        session = talks(story, state)
        assert session is not None, "one talks at a table"
        for decision in decisions(session):
            held += 1
            if held > MOST_TURNS or effort.is_spent:
                return None
            effort.spend()
            try:
                turn = session.turn(decision)
            except NotOfferedError:
                continue
            said |= {one.name for one in turn.told if isinstance(one, Told)}
            if not turn.closing and not decision.startswith(ASK):
                after = state._replace(talks=turn.talks)
                said |= {one.name for one in advised(story, after)}
                waiting.append(after)
    return said


def decisions(session: Session) -> Iterator[str]:
    """Everything that could be decided at a table, whether it may be or not; questions only before
    the first proposal, as they change nothing, and neither does when they are asked."""
    yield ACCEPT
    if not session.exchanges:
        yield from (one.id for one in session.options() if one.open and one.id.startswith(ASK))
    packages = [*product(*map(range, session.bargaining.sizes))]
    yield from map(session.proposal, packages)
    for first, second in permutations(packages, 2):
        if session.unlike(first, second) is None:
            yield session.pair(first, second)
