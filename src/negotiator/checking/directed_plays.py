"""Plays directed at one telling: from a play that came to where it stands, ever nearer to where its
condition holds.

Each attempt takes the nearest play up to one of its moments and goes on from there, mostly with the
same decisions and otherwise at random; whichever of the two comes nearer is kept. How near a play
comes is its `branch_distance`. What this finds is a play; that it finds none says nothing.
"""

from __future__ import annotations

from collections.abc import Container
from math import inf
from random import Random

from negotiator.checking.branch_distance import distance
from negotiator.checking.verdicts import Witness
from negotiator.engine import State, replay
from negotiator.engine.compiler import rules
from negotiator.engine.headless import Menu, headless
from negotiator.engine.layout import Value, Values
from negotiator.engine.rules.front_pages import left
from negotiator.engine.transitions import Meet, both, no
from negotiator.simulation.players import Arena, MidPlay, Player, Playthrough
from negotiator.statespace.effort import Effort
from negotiator.statespace.tellings import Telling
from negotiator.statespace.transition_system import Label, TransitionSystem, system_of
from negotiator.story.choice_names import full_name
from negotiator.story.expressions import Node
from negotiator.story.model import Story

ATTEMPTS = 200
"""Plays made for one telling."""
FAITHFUL = (0.3, 0.8, 0.9)
"""Probabilities of deciding as in the nearest play, where that is open: each attempt has one."""
_BLOCKS = {"scene": "enter", "ending": "enter", "event": "come", "choice": "take"}


def condition(story: Story, telling: Telling) -> Node | None:
    """What must hold where a telling stands for it to be met, luck aside; None if that isn't
    known."""
    kind, name = telling.owner
    made = rules(story)
    if telling.to:
        for way, above, _left in made.branch(name).tried():
            if way.origin == telling.path:
                return both(*map(no, above), way.when)
    if kind == "act" and telling.passage is not None:
        (act,) = (one for one in story.acts if one.id == name)
        when = telling.passage.when
        return left(story, act) if when is None else both(left(story, act), when.node)
    block = made.block(_BLOCKS[kind], name) if kind in _BLOCKS else made.aftermath
    meets = (one for one in block if isinstance(one, Meet))
    return next((one.when for one in meets if (one.kind, one.name) == telling.label), None)


class Directed:
    """Plays of one story directed at one telling after the other."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.system: TransitionSystem = system_of(story)
        self.random = Random(2016)
        self.taken: set[str] = set()
        """The choices of the nearest play so far."""
        self.faithful = 0.0
        self.arena = Arena(headless(story), Player.UNIFORM, 0)
        self.arena.pick = self._pick

    def toward(
        self, telling: Telling, base: Witness, asked: Container[Label], effort: Effort
    ) -> dict[Label, Witness]:
        """Plays that meet a telling or, by chance, others that are asked about; looked for from one
        that came to where it stands."""
        found: dict[Label, Witness] = {}
        when = condition(self.story, telling)
        if when is None or base.seed is None:
            return found
        lack = self.system.function(distance(when))
        nearest, states = inf, self._moments(base)
        for _ in range(ATTEMPTS):
            if effort.is_spent or telling.label in found:
                break
            number, state = self.random.choice(states)
            self.faithful = self.random.choice(FAITHFUL)
            at = MidPlay.of(self.arena.ready, state)
            playthrough = self.arena.onward(at, base.seed)
            effort.spend(len(playthrough.turns))
            made = base.decisions[:number]
            for turns, turn in enumerate(playthrough.turns, start=1):
                for label in turn.met:
                    if label in asked and label not in found:
                        found[label] = Witness((*made, *playthrough.until(turns)), base.seed)
            lacks = min(
                (int(lack(self._named(one))) for one in _there(playthrough, telling.owner)),
                default=inf,
            )
            if lacks < nearest or (lacks == nearest < inf and self.random.random() < 0.5):
                nearest = lacks
                base = Witness((*made, *playthrough.decisions), base.seed)
                states = self._moments(base)
        return found

    def _named(self, values: Values) -> dict[str, Value]:
        return dict(zip(self.system.ready.layout.slots, values, strict=True))

    def _moments(self, base: Witness) -> list[tuple[int, State]]:
        """The states of a play in which a decision is due that isn't one within talks, each with
        the number of decisions before it."""
        assert base.seed is not None
        play = replay(self.story, base.seed, base.decisions).play
        states = enumerate([play.origin, *(step.state for step in play.steps)])
        self.taken = {step.taken for step in play.steps}
        return [
            (number, one)
            for number, one in states
            if not one.talks and one.scene not in self.story.endings
        ]

    def _pick(self, menu: Menu, _values: list[Value], _seed: int, _draws: int, _turn: int) -> int:
        if self.random.random() < self.faithful:
            for number, choice in enumerate(menu.choices):
                if choice.name in self.taken:
                    return number
        return self.random.randrange(len(menu.choices))


def _there(playthrough: Playthrough, owner: Label) -> list[Values]:
    """The values where what a telling belongs to was met in a play, or soon after."""
    kind, name = owner
    if kind in ("ending", "epilogue"):
        return [playthrough.values] if kind == "epilogue" or playthrough.end == name else []
    if kind == "choice":
        return [one.after for one in playthrough.turns if full_name(one.place, one.choice) == name]
    later = [*(turn.values for turn in playthrough.turns[1:]), playthrough.values]
    return [
        values for turn, values in zip(playthrough.turns, later, strict=True) if owner in turn.met
    ]
