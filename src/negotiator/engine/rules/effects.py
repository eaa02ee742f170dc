"""The rules of values: which ones a play keeps, how an effect changes one, how a vote is counted.

A gauge moves and stops at the ends of its range; a share is of the way left to the end (fairmath,
as in ChoiceScript), rounded to the nearest whole number, halves away from zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine.rules.events import ONE, EventRules
from negotiator.engine.transitions import AYES, NEEDS, Assign, Do, Domain, Rule, Vote, either
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read
from negotiator.story.model import Effect, EffectKind, Story
from negotiator.story.source_map import Path
from negotiator.story.value_names import (
    ACT,
    ACT_LEFT,
    BACK,
    Ayes,
    Cooldown,
    Counted,
    Held,
    Passed,
    PromiseMade,
    Settled,
    TimesChosen,
    Visits,
)
from negotiator.story.walk import expressions


class EffectRules(EventRules):
    """What is done to the values of one story.

    `domains` has every value that a play keeps, in order; `counts_read` has those counts among them
    that anything reads.
    """

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.counts_read = tuple(dict.fromkeys(self._counts_read()))
        self.domains: dict[str, Domain] = dict(self._domains())
        self._values: dict[tuple[str, EffectKind, str, str], Node] = {}

    def counted(self, name: str) -> Assign:
        """A count increased by one."""
        return Assign(name, Operation("+", (Read(name), ONE)))

    def does(
        self, effects: tuple[Effect, ...], motion: str | None, cause: str, path: Path
    ) -> Iterator[Rule]:
        """Effects from the top, and then a vote."""
        if effects:
            yield Do(tuple(self.effect(one, path) for one in effects), cause)
        if motion is not None:
            yield self.vote(motion, cause, path)

    def effect(self, effect: Effect, path: Path) -> Assign:
        """One written effect."""
        written = effect.target.of if isinstance(effect.target, PromiseMade) else effect.target
        origin = (*path, "effects", written)
        return Assign(effect.target, self.value(effect), True, effect.because, origin)

    def value(self, effect: Effect) -> Node:
        """The new value that an effect gives its target: while its condition doesn't hold, the
        one it has."""
        when = effect.when.source if effect.when is not None else ""
        key = (effect.target, effect.kind, effect.amount.source, when)
        found = self._values.get(key)
        if found is None:
            found = self._value(effect)
            if effect.when is not None:
                found = either(effect.when.node, found, Read(effect.target))
            self._values[key] = found
        return found

    def _value(self, effect: Effect) -> Node:
        target, amount = Read(effect.target), effect.amount.node
        if self.domains[effect.target].is_truth:
            return amount
        domain = self.domains[effect.target]
        assert domain.high is not None, "what effects move has a range"
        low, high = domain.low, domain.high
        fixed = effect.amount.constant
        match effect.kind, fixed:
            case EffectKind.SHARE, int(share):
                return self.fairmath(target, share, low, high)
            # A number written out can pass only one end of the range.
            case EffectKind.ADD, int(number) if number >= 0:
                return Operation("min", (Literal(high), Operation("+", (target, amount))))
            case EffectKind.ADD, int():
                return Operation("max", (Literal(low), Operation("+", (target, amount))))
            case EffectKind.ADD, _:
                return self.clamp(Operation("+", (target, amount)), low, high)
            case EffectKind.SET, int(number):
                return Literal(max(low, min(high, number)))
        return self.clamp(amount, low, high)

    def clamp(self, value: Node, low: int, high: int) -> Node:
        """A value kept in a range."""
        return Operation("max", (Literal(low), Operation("min", (Literal(high), value))))

    def fairmath(self, target: Node, share: int, low: int, high: int) -> Node:
        """The target moved this many per cent of the way left to one end, to the nearest whole
        number (fairmath)."""
        end, sign = (Literal(high), "+") if share > 0 else (Literal(low), "-")
        way = (end, target) if share > 0 else (target, end)
        part = Operation("*", (Operation("-", way), Literal(abs(share))))
        rounded = Operation("//", (Operation("+", (part, Literal(50))), Literal(100)))
        return Operation(sign, (target, rounded))

    def vote(self, motion_id: str, cause: str, path: Path) -> Vote:
        """A motion put to the vote: no bloc has more ayes than seats, or fewer than none."""
        motion = self.story.motions[motion_id]
        blocs = tuple((bloc.id, self.clamp(bloc.ayes.node, 0, bloc.seats)) for bloc in motion.blocs)
        origin = (*path, "vote")
        return Vote(motion_id, blocs, motion.needs.node, self.passes(), cause, origin)

    def passes(self) -> Node:
        """The condition that a motion passes."""
        return Comparison((">=",), (Read(AYES), Read(NEEDS)))

    def is_ranged(self, name: str) -> bool:
        """Whether a value has both an upper and a lower end; a count has no upper one."""
        domain = self.domains.get(name)
        return domain is not None and domain.high is not None

    def _counts_read(self) -> Iterator[str]:
        known: set[str] = set()
        for expression in expressions(self.story):
            if not known.issuperset(expression.reads):
                yield from sorted(one for one in expression.reads if isinstance(one, Counted))
                known |= expression.reads

    def _domains(self) -> Iterator[tuple[str, Domain]]:
        """All values that a play keeps: gauges, flags, counters, promises, votes, terms, acts,
        and the counts that anything reads."""
        story = self.story
        for gauge in story.gauges.values():
            yield gauge.id, Domain(gauge.start, gauge.low, gauge.high)
        for flag in story.flags.values():
            yield flag.id, Domain(flag.start, 0, 1, is_truth=True)
        for counter in story.counters.values():
            yield counter.id, Domain(counter.start, 0, counter.high)
        for promise in story.promises.values():
            yield PromiseMade(promise.id), Domain(False, 0, 1, is_truth=True)
        for motion in story.motions.values():
            yield Ayes(motion.id), Domain(0, 0, motion.seats)
            yield Passed(motion.id), Domain(False, 0, 1, is_truth=True)
            yield Held(motion.id), Domain(False, 0, 1, is_truth=True)
        for term in story.terms.values():
            yield Settled(term.id), Domain(0, 0, len(term.options))
        for name, table in story.profiles.items():
            yield name, Domain(0, 0, len(table.profiles))
        if story.returns:
            yield BACK, Domain(0, 0, len(story.returns))
        if story.has_front_pages:
            yield ACT, Domain(0, 0, len(story.acts))
            yield ACT_LEFT, Domain(0, 0, len(story.acts))
        endless = Domain(0, 0, None)
        for name in self.counts_read:
            yield name, endless
        for choice in story.choices.values():
            if choice.once:
                yield TimesChosen(choice.name), endless
        for event in story.events.values():
            if event.once:
                yield Visits(event.id), endless
            if event.cooldown:
                yield Cooldown(event.id), Domain(0, 0, self.cooldown(event))
