"""An explorer written for the tests alone: every state, one by one, by the rules as the format
page has them. It uses neither the engine nor the analysis, only the story's model.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from negotiator.story.expressions import Comparison, Expression, Literal, Node, Operation, Read
from negotiator.story.model import (
    Choice,
    Destination,
    Effect,
    EffectKind,
    Ending,
    Event,
    Passage,
    Scene,
    Story,
)

Values = dict[str, Any]
Facts = frozenset[tuple[str, str]]
MANY = 4
"""Counts stop here; the stories compare them with smaller numbers only."""


def value(node: Node, values: Values) -> Any:
    """What an expression gives."""
    match node:
        case Literal(known):
            return known
        case Read(name):
            return values.get(name, 0)
        case Comparison(operators, parts):
            numbers = [value(part, values) for part in parts]
            return all(
                _compares(a, sign, b)
                for a, sign, b in zip(numbers, operators, numbers[1:], strict=False)
            )
        case Operation(word, parts):
            found = [value(part, values) for part in parts]
            match word:
                case "and":
                    return all(found)
                case "or":
                    return any(found)
                case "not":
                    return not found[0]
                case "neg":
                    return -found[0]
                case "min":
                    return min(found)
                case "max":
                    return max(found)
                case "if":
                    return found[1] if found[0] else found[2]
            a, b = found
            return {"+": a + b, "-": a - b, "*": a * b}[word]
    raise AssertionError(node)


def _compares(a: Any, sign: str, b: Any) -> bool:
    return bool(_SIGNS[sign](a, b))


_SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def holds(condition: Expression | None, values: Values) -> bool:
    return condition is None or bool(value(condition.node, values))


def _counts(story: Story) -> Iterator[str]:
    """The counts that something asks for; without the others there are fewer states."""
    asking: list[Expression | None] = []
    effects: list[Effect] = []
    for choice in story.choices.values():
        asking += [choice.when, *(branch.when for branch in choice.goto)]
        effects += choice.effects
        if choice.once:
            yield f"chosen({choice.name})"
    for event in story.events.values():
        asking += [event.when, event.weight]
        effects += event.effects
        yield from (f"visits({event.id})", f"wait({event.id})")
    for scene in story.scenes.values():
        effects += scene.effects
    for motion in story.motions.values():
        asking += [motion.needs, *(bloc.ayes for bloc in motion.blocs)]
    for promise in story.promises.values():
        asking += [promise.kept, promise.broken]
    for epilogue in story.epilogues.values():
        asking += [line.when for line in epilogue.lines]
    for expression in (*asking, *(one for effect in effects for one in effect.reads)):
        yield from expression.reads if expression is not None else ()


def _varied(story: Story) -> Iterator[tuple[str, Passage]]:
    """Every passage with several wordings, with the count of how often it is told."""
    told = [(f"visits({place.id})", place.text) for place in story.places.values()]
    told += [(f"chosen({choice.name})", choice.outcome) for choice in story.choices.values()]
    for count, passages in told:
        yield from ((count, one) for one in passages if one.variants is not None)


def _cycles(story: Story) -> Iterator[str]:
    """The counts of which it matters whether they are odd or even."""
    for count, one in _varied(story):
        if one.variants is not None and one.variants.order.value == "cycle":
            yield count


def finite(ends: list[Any], before: Mapping[Any, list[Any]]) -> set[Any]:
    """The states from which one that ends a play can be reached, those included."""
    found = set(ends)
    waiting = list(ends)
    while waiting:
        more = {one for one in before[waiting.pop()] if one not in found}
        found |= more
        waiting += more
    return found


class Brute:
    """What all plays of a story do: `facts` such as ("choice", "s0.a"); and `endless`, the places
    in which a play can stand that comes neither to an ending nor to where nothing is open, if
    the search reached its end."""

    def __init__(self, story: Story, most: int = 40_000) -> None:
        self.story = story
        self.facts: set[tuple[str, str]] = {("scene", story.start)}
        self.told: set[str] = set()
        """The passages told and the ways taken that have a condition, and wordings, by the keys
        that they are written under: right only if the counts that texts read are kept
        (`Telling`)."""
        self.is_complete = True
        self.endless: set[str] = set()
        self.counts = self.kept_counts()
        self.cycles = frozenset(_cycles(story))
        values: Values = {name: gauge.start for name, gauge in story.gauges.items()}
        values |= {name: flag.start for name, flag in story.flags.items()}
        values |= {name: counter.start for name, counter in story.counters.items()}
        values |= {f"promise.{name}.made": False for name in story.promises}
        self.enter_scene(story.scenes[story.start], values)
        first = (story.start, None, self.frozen(values))
        seen = {first}
        waiting = [first]
        before: dict[Any, list[Any]] = defaultdict(list)
        ends = []
        while waiting:
            if len(seen) > most:
                self.is_complete = False
                return
            state = place, agenda, frozen = waiting.pop()
            if place in story.endings:
                ends.append(state)
                continue
            opened = [one for one in self.choices(place) if self.is_open(one, dict(frozen))]
            if not opened:
                self.facts.add(("stuck", place))
                ends.append(state)
            for choice in opened:
                self.facts.add(("choice", choice.name))
                for after in self.decided(choice, agenda, dict(frozen)):
                    before[after].append(state)
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)
        self.endless = {state[0] for state in seen - finite(ends, before)}

    def kept_counts(self) -> frozenset[str]:
        return frozenset(_counts(self.story))

    def tell(
        self, passages: Sequence[Passage], path: tuple[Any, ...], count: str, values: Values
    ) -> None:
        """Note what is told, of that which has a condition, and in which wordings it may be;
        `count` names how often it has been told."""
        for number, one in enumerate(passages):
            if holds(one.when, values):
                if one.when is not None:
                    self.note(*path, number)
                self.word(one, (*path, number), values.get(count, 1))

    def tell_first(self, lines: Sequence[Passage], path: tuple[Any, ...], values: Values) -> None:
        for number, one in enumerate(lines):
            if holds(one.when, values):
                self.note(*path, number)
                self.word(one, (*path, number), 1)
                return

    def word(self, passage: Passage, path: tuple[Any, ...], times: int) -> None:
        """Note which wordings may be told."""
        if passage.variants is None:
            return
        order, texts = passage.variants
        told = [min(times, len(texts)) - 1]
        if order.value == "cycle":
            told = [(times - 1) % len(texts)]
        elif order.value == "shuffle":
            told = [*range(len(texts))]
        for each in told:
            self.note(*path, order.value, each)

    def note(self, *path: Any) -> None:
        self.told.add(".".join(map(str, path)))

    def frozen(self, values: Values) -> Any:
        kept = {
            name: self.folded(name, number) if "(" in name else number
            for name, number in values.items()
            if "(" not in name or name in self.counts
        }
        return tuple(sorted(kept.items()))

    def folded(self, name: str, number: int) -> int:
        """The number that stands for a count; of a cycle, where it is odd or even for ever."""
        if name in self.cycles and number > MANY:
            return MANY + (number - MANY) % 2
        return min(MANY, number)

    def choices(self, place: str) -> tuple[Choice, ...]:
        found = self.story.scenes.get(place) or self.story.events[place]
        return found.choices

    def is_open(self, choice: Choice, values: Values) -> bool:
        if choice.once and values.get(f"chosen({choice.name})", 0):
            return False
        return holds(choice.when, values)

    def count(self, name: str, values: Values) -> None:
        values[name] = values.get(name, 0) + 1

    def do(self, effects: tuple[Effect, ...], vote: str | None, values: Values) -> None:
        for effect in effects:
            if not holds(effect.when, values):
                continue
            amount = value(effect.amount.node, values)
            now = values[effect.target]
            if effect.target in self.story.flags or effect.target.startswith("promise."):
                values[effect.target] = amount
                continue
            gauge = self.story.gauges.get(effect.target)
            low = gauge.low if gauge else 0
            high = gauge.high if gauge else self.story.counters[effect.target].high
            if effect.kind is EffectKind.ADD:
                now += amount
            elif effect.kind is EffectKind.SET:
                now = amount
            elif amount > 0:
                now += ((high - now) * amount + 50) // 100
            else:
                now -= ((now - low) * -amount + 50) // 100
            values[effect.target] = max(low, min(high, now))
        if vote is not None:
            motion = self.story.motions[vote]
            ayes = sum(
                max(0, min(bloc.seats, value(bloc.ayes.node, values))) for bloc in motion.blocs
            )
            passed = ayes >= value(motion.needs.node, values)
            values[f"motion.{vote}.ayes"] = ayes
            values[f"motion.{vote}.passed"] = passed
            values[f"motion.{vote}.held"] = True
            self.facts.add(("passes" if passed else "fails", vote))

    def decided(self, choice: Choice, agenda: Any, values: Values) -> Iterator[Any]:
        self.count(f"chosen({choice.name})", values)
        self.do(choice.effects, choice.vote, values)
        kind = "events" if choice.scene in self.story.events else "scenes"
        path = (kind, choice.scene, "choices", self.choices(choice.scene).index(choice))
        self.tell(choice.outcome, (*path, "outcome"), f"chosen({choice.name})", values)
        if not choice.goto:
            if agenda is None:
                yield (choice.scene, None, self.frozen(values))
            else:
                yield from self.go_on(agenda, values)
            return
        left = 100
        for number, branch in enumerate(choice.goto):
            if left <= 0 or not holds(branch.when, values):
                continue
            self.note(*path, "goto", number)
            yield from self.led(choice, branch, dict(values))
            left -= 100 if branch.chance is None else branch.chance

    def led(self, choice: Choice, branch: Destination, values: Values) -> Iterator[Any]:
        to, enters = branch.to or branch.visit, True
        if branch.to == "return":
            to, enters = values.pop("visit.back")
        elif branch.visit:
            values["visit.back"] = (branch.then or choice.scene, bool(branch.then))
        elif choice.scene in self.story.events:
            values.pop("visit.back", None)
        if enters:
            yield from self.go_on(("boundary", to, 0, frozenset()), values)
        else:
            yield (to, None, self.frozen(values))

    def go_on(self, agenda: Any, values: Values) -> Iterator[Any]:
        stage, to, left, came = agenda
        pool: list[Event] = []
        if stage == "boundary" and to not in self.story.endings:
            pool = [one for one in self.story.events.values() if one.interrupt]
        elif stage == "round" and left > 0:
            draw = self.story.scenes[to].draw
            pool = [
                one for one in self.story.events.values() if draw and one.pool == draw.pool != ""
            ]
        able = [one for one in pool if one.id not in came and self.may_fire(one, values)]
        highest = max((one.priority for one in able), default=0)
        for event in able:
            if event.priority == highest:
                yield from self.come(event, agenda, dict(values))
        if able:
            return
        if stage == "round":
            yield (to, None, self.frozen(values))
            return
        if to in self.story.endings:
            self.count(f"visits({to})", values)
            self.facts.add(("ending", to))
            self.tell(self.story.endings[to].text, ("endings", to, "text"), "", values)
            for reading in self.story.endings[to].readings:
                axis = ("endings", to, "readings", reading.axis)
                self.tell_first(reading.lines, axis, values)
            self.reckon(values)
            self.print_pages(self.story.endings[to], values)
            values.pop("visit.back", None)
            yield (to, None, self.frozen(values))
            return
        scene = self.story.scenes[to]
        self.enter_scene(scene, values)
        self.print_pages(scene, values)
        self.facts.add(("scene", to))
        yield from self.go_on(
            ("round", to, scene.draw.at_most if scene.draw else 0, frozenset()), values
        )

    def reckon(self, values: Values) -> None:
        """What is told after an ending, and how the promises stand then."""
        for epilogue in self.story.epilogues.values():
            self.tell_first(epilogue.lines, ("epilogues", epilogue.id, "lines"), values)
            if any(holds(line.when, values) for line in epilogue.lines):
                self.facts.add(("epilogue", epilogue.id))
        for promise in self.story.promises.values():
            for outcome, whether in (
                ("made", values[f"promise.{promise.id}.made"]),
                ("kept", holds(promise.kept, values)),
                ("broken", holds(promise.broken, values)),
            ):
                if whether:
                    self.facts.add((outcome, promise.id))

    def print_pages(self, place: Scene | Ending, values: Values) -> None:
        """Note what is told of the act that a play leaves, if it leaves one."""

    def may_fire(self, event: Event, values: Values) -> bool:
        if event.once and values.get(f"visits({event.id})", 0):
            return False
        if values.get(f"wait({event.id})", 0):
            return False
        weight = 1 if event.weight is None else value(event.weight.node, values)
        return holds(event.when, values) and weight > 0

    def come(self, event: Event, agenda: Any, values: Values) -> Iterator[Any]:
        stage, to, left, came = agenda
        self.facts.add(("event", event.id))
        self.count(f"visits({event.id})", values)
        if event.cooldown:
            values[f"wait({event.id})"] = event.cooldown + 1
        self.do(event.effects, event.vote, values)
        self.tell(event.text, ("events", event.id, "text"), f"visits({event.id})", values)
        agenda = (stage, to, left - (stage == "round"), came | {event.id})
        if any(self.is_open(choice, values) for choice in event.choices):
            yield (event.id, agenda, self.frozen(values))
        else:
            yield from self.go_on(agenda, values)

    def enter_scene(self, scene: Scene, values: Values) -> None:
        self.count(f"visits({scene.id})", values)
        for event in self.story.events.values():
            if values.get(f"wait({event.id})", 0):
                values[f"wait({event.id})"] -= 1
        self.do(scene.effects, scene.vote, values)
        self.tell(scene.text, ("scenes", scene.id, "text"), f"visits({scene.id})", values)


class Telling(Brute):
    """The same with the counts that texts read and the act that a play is in, and so with more
    states."""

    def kept_counts(self) -> frozenset[str]:
        story = self.story
        passages = [one for place in story.places.values() for one in place.text]
        passages += [one for choice in story.choices.values() for one in choice.outcome]
        for ending in story.endings.values():
            passages += [line for reading in ending.readings for line in reading.lines]
        asking = (one.when for one in passages if one.when is not None)
        varied = (count for count, _ in _varied(story))
        return super().kept_counts().union(varied, *(one.reads for one in asking))

    def print_pages(self, place: Scene | Ending, values: Values) -> None:
        acts = {act.id: act for act in self.story.acts}
        first = self.story.act_on(self.story.scenes[self.story.start].date)
        act = acts.get(values["act"]) if "act" in values else first
        is_over = isinstance(place, Ending)
        if place.date is not None and not is_over:
            begun = self.story.act_on(place.date)
            values["act"] = "" if begun is None else begun.id
            is_over = begun is not None and act is not None and begun.begins > act.begins
        if act is not None and is_over:
            for number, line in enumerate(act.front_page):
                if holds(line.when, values):
                    self.note("acts", act.id, "front_page", number)
