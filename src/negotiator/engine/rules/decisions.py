"""The rules of decisions: what is open in a place, and what a table reads and settles.

Which package the other side of a table accepts is not one of these rules: see `counterpart`.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine.rules.effects import EffectRules
from negotiator.engine.transitions import Assign, Bargain, Do, GuardedChoice, Pick, either
from negotiator.story.choice_names import full_name
from negotiator.story.expressions import Comparison, Literal, Node, Read
from negotiator.story.key_paths import choice_paths, place_path
from negotiator.story.model import (
    DEAL,
    Choice,
    Event,
    Phrase,
    Scene,
    Story,
    Table,
    Term,
    TermOption,
    Words,
)
from negotiator.story.source_map import Path
from negotiator.story.value_names import Settled, TimesChosen


class DecisionRules(EffectRules):
    """What the player may decide in the places of one story."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.paths: dict[str, Path] = {}

    def path(self, choice: Choice) -> Path:
        """The keys under which a choice stands."""
        found = self.paths.get(choice.name)
        if found is None:
            place = self.story.scenes.get(choice.scene) or self.story.events[choice.scene]
            self.paths |= {one.name: path for path, one in choice_paths(place)}
            found = self.paths[choice.name]
        return found

    def _pick(self, place: Scene | Event) -> Pick:
        return Pick(tuple(self.offer(choice) for choice in place.choices))

    def offer(self, choice: Choice) -> GuardedChoice:
        """A choice as it is offered."""
        return GuardedChoice(
            choice.id,
            choice.name,
            choice.text,
            choice.locked,
            self.guards(choice),
            choice.when.source if choice.when is not None else "",
            self.path(choice),
        )

    def guards(self, choice: Choice) -> tuple[Node, ...]:
        """What must hold for a choice to be open; the author's own condition comes last."""
        guards: list[Node] = []
        if choice.once:
            guards.append(Comparison(("==",), (Read(TimesChosen(choice.name)), Literal(0))))
        if choice.when is not None:
            guards.append(choice.when.node)
        return tuple(guards)

    def _bargain(self, table: Table) -> Bargain:
        return Bargain(
            table.id,
            tuple(self.offer(choice) for choice in table.choices),
            tuple(term.id for term in table.terms),
            tuple(
                tuple(self.settle(table, term, number) for number in range(len(term.options)))
                for term in table.terms
            ),
            tuple(self.numbers(table)),
            self.profile(table),
        )

    def numbers(self, table: Table) -> Iterator[Node]:
        """What the arithmetic of a table reads, except what was settled before."""
        for number, term in enumerate(table.terms):
            yield term.weight.ours.node
            yield self.their_weight(table, number)
        yield from (side.reservation.node for side in (table.ours, table.theirs))
        for one in (table.rounds, table.pace, table.patience, table.firm):
            yield one.node

    def their_weight(self, table: Table, number: int) -> Node:
        """How much a term matters to the counterpart, according to its profile."""
        found, profile = table.terms[number].weight.theirs.node, self.profile(table)
        for which, one in enumerate(table.profiles, start=1):
            weights = dict(one.weights)
            if number in weights:
                has_it = Comparison(("==",), (profile, Literal(which)))
                found = either(has_it, weights[number].node, found)
        return found

    def profile(self, table: Table) -> Node:
        """Which profile a counterpart has, by its number from 1: the first whose condition holds,
        otherwise the one that was drawn; 0 if it has none."""
        found: Node = Read(self.story.profile_name(table)) if table.drawn else Literal(0)
        for which, one in reversed([*enumerate(table.profiles, start=1)]):
            if one.when is not None:
                found = either(one.when.node, Literal(which), found)
        return found

    def settle(self, table: Table, term: Term, number: int) -> Do:
        """Settling a term with its option of that number; if it was settled so already, nothing
        happens again. Each reason names its term, as the reasons of a whole package are shown
        together."""
        option: TermOption = term.options[number]
        path = (*place_path(table), "terms", term.id, "options", option.id)
        name = Settled(term.id)
        settled = Literal(number + 1)
        effects = (
            one._replace(because=_about(one.because, term)) if one.because else one
            for one in option.effects
        )
        return Do(
            (Assign(name, settled), *(self.effect(one, path) for one in effects)),
            full_name(table.id, DEAL),
            Comparison(("!=",), (Read(name), settled)),
        )


def _about(because: str, term: Term) -> str:
    """A reason that names its term."""
    if not isinstance(because, Phrase) and not isinstance(term.called, Phrase):
        return f"{because} ({term.called})"
    said, named = (
        one.parts if isinstance(one, Phrase) else (Words(one),) for one in (because, term.called)
    )
    return Phrase((*said, Words(" ("), *named, Words(")")))
