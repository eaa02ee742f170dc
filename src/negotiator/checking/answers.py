"""The verdicts on a story while they are being found: what methods met or excluded, taken down.

`search_plan` decides which method is tried when. Here it is said what follows from its result: that
a play exists, with a seed that makes it one; that no play does something; that one can only go in
circles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from math import inf

from negotiator.checking import reasons
from negotiator.checking.cegar import Refinement
from negotiator.checking.explicit_search import Explored, circling
from negotiator.checking.random_search import seed_at_start, seed_for
from negotiator.checking.termination import soft_locks
from negotiator.checking.verdicts import (
    WITHOUT_END,
    Verdict,
    Witness,
    Word,
    goes_round,
    labels,
    labels_of,
)
from negotiator.engine import State, Step, replay
from negotiator.statespace.bisimulation import shrunk
from negotiator.statespace.effort import Effort
from negotiator.statespace.transition_system import Edge, Label, Moment, system_of
from negotiator.story.model import Story

FEW_STATES = 5_000
"""The short search of all states gives up after this many."""
FOR_A_SEED = 30_000.0
"""Effort spent on looking for the seed of one witness, even past the end."""

Tell = Callable[[str], None]


class Answers:
    """The verdicts on one story while they are being found."""

    def __init__(self, story: Story, effort: float, tell: Tell) -> None:
        self.story = story
        self.effort = Effort(effort)
        self.tell = tell
        self.is_searched = False  # whether a search visited all states
        self.circling: frozenset[State] = frozenset()
        """Shrunk states from which a play can only go in circles, as far as a search found."""
        self.trap: frozenset[Moment] = frozenset()
        """Moments from which no way leads out, as far as that is known."""
        self.decided: dict[Label, Verdict] = {}

    @property
    def open(self) -> list[Label]:
        """The undecided questions."""
        return [label for label in labels(self.story) if label not in self.decided]

    @property
    def asked(self) -> list[Label]:
        """Those among them that stand on the graph: what can be searched for."""
        return [label for label in self.open if label[0] != "endless"]

    def told(self, method: str) -> None:
        """Report what is left after a method, and take what follows from it."""
        self.take_unreached()
        self.tell(reasons.left(method, len(self.open), len(list(labels(self.story)))))

    def take_unreached(self) -> None:
        """Decide that no play gets stuck, or goes in circles, where no play gets."""
        for label in self.open:
            kind, name = label
            place = self.decided.get(("event" if name in self.story.events else "scene", name))
            if kind in WITHOUT_END and place is not None and place.word is Word.PROVED:
                self.decided[label] = Verdict(label, Word.PROVED, reasons.nobody_comes())

    def take_trapped(self) -> None:
        """Take the plays that reached a place with no way out as witnesses, as far as is known."""
        asked = {name for kind, name in self.open if kind == "endless"}
        if not asked:
            return
        proved = frozenset(one.label for one in self.decided.values() if one.word is Word.PROVED)
        self.trap = soft_locks(self.story, proved)
        if not asked & {moment[1] for moment in self.trap if moment[0] == "at"}:
            return
        found: dict[Label, Witness] = {}
        for witness in [one.witness for one in self.decided.values()]:
            if witness is None or witness.seed is None:
                continue
            for number, state in enumerate(self.states(witness)):
                label = ("endless", state.scene)
                if label in self.decided or system_of(self.story).moment(state) not in self.trap:
                    continue
                there = Witness(witness.decisions[:number], witness.seed)
                if is_shorter(there, found.get(label)):
                    found[label] = there
        for label, there in found.items():
            self.decided[label] = Verdict(label, Word.WITNESSED, reasons.no_way_out(), there)

    def states(self, witness: Witness) -> list[State]:
        """The states of a seeded play, including its first one."""
        assert witness.seed is not None
        play = replay(self.story, witness.seed, witness.decisions).play
        return [play.origin, *(step.state for step in play.steps)]

    def take_too_long(self, witness: Witness) -> None:
        """Take what a play did once it could only go in circles as witnesses, if it could."""
        states = self.states(witness)
        since = bisect_left(states, True, key=self.only_circles)
        for number, state in enumerate(states[since:], start=since):
            label = ("endless", state.scene)
            if label not in self.decided:
                there = Witness(witness.decisions[:number], witness.seed)
                self.decided[label] = Verdict(label, Word.WITNESSED, reasons.random_plays(), there)

    def does(self, step: Step, label: Label) -> bool:
        """Whether a step does what a label says."""
        if label[0] == "endless":
            return label[1] == step.state.scene and self.only_circles(step.state)
        return label in labels_of(self.story, step)

    def only_circles(self, state: State) -> bool:
        """Whether a play can only go in circles from here on, and this is known or quickly found
        out."""
        if shrunk(self.story, state) in self.circling:
            return True
        return goes_round(self.story, state, self.effort.upto(inf, FEW_STATES))

    def take_states(self, explored: Explored) -> None:
        """Take everything a search of all states found; and everything it didn't find, if it
        finished."""
        how = reasons.some_states(len(explored.came_from))
        self.is_searched |= explored.is_complete
        circles: list[State] | None = None
        if explored.is_complete and any(label[0] == "endless" for label in self.open):
            circles = circling(explored, self.effort.upto(inf, FEW_STATES))
            self.circling = frozenset(circles or ())
            for state in circles or ():
                explored.first.setdefault(("endless", state.scene), explored.came_from[state])
        for label in explored.first:
            known = self.decided.get(label)
            path = explored.path(label)
            if known is None or known.witness is None or len(path) < len(known.witness.decisions):
                self.witness(label, path, how)
        if explored.is_complete:
            how = reasons.all_states(len(explored.came_from))
            for label in self.open:
                if label[0] != "endless" or circles is not None:
                    self.decided[label] = Verdict(label, Word.PROVED, how)

    def take_toward(self, label: Label, explored: Explored) -> None:
        """Take what a search towards a label met; or that it came to its end without it."""
        states = len(explored.came_from)
        for one in explored.first:
            if one not in self.decided:
                self.witness(one, explored.path(one), reasons.toward(states))
        if explored.is_complete and label not in explored.first:
            how = reasons.all_toward(states)
            self.decided[label] = Verdict(label, Word.PROVED, how)

    def witness(self, label: Label, path: tuple[str, ...], how: str) -> None:
        """Record that a path does what a label says, with a seed that makes it a play."""
        limit = self.effort.upto(FOR_A_SEED, FEW_STATES)
        if path:
            seed = seed_for(self.story, path, lambda step: self.does(step, label), limit)
        else:
            seed = seed_at_start(self.story, label)
        known = self.decided.get(label)
        if seed is None and known is not None and known.witness is not None:
            return
        self.decided[label] = Verdict(label, Word.WITNESSED, how, Witness(path, seed))

    def take_path(self, label: Label, path: list[Edge], how: str, over: Refinement) -> None:
        """Take a path of the graph as a witness, if the real machine can play it."""
        limit = self.effort.upto(FOR_A_SEED, FEW_STATES)
        moments = [edge.source[0] for edge in path]
        if "terms" not in moments:
            # Its decisions are those of the choices; only at a table they have to be found.
            steps = (edge for edge in path if edge.source[0] == "at" and edge.label[0] == "choice")
            made = tuple(edge.label[1] for edge in steps)
            seed = seed_for(self.story, made, lambda step: self.does(step, label), limit)
            if seed is not None:
                self.decided[label] = Verdict(label, Word.WITNESSED, how, Witness(made, seed))
                return
        played = over.played([(edge, None) for edge in path])
        if played is not None:
            self.witness(label, played, how)


def is_shorter(witness: Witness, known: Witness | None) -> bool:
    """Whether a witness is better than what is known."""
    return known is None or len(witness.decisions) < len(known.decisions)
