"""The rules of a story, made from what its author wrote: the one place where they are stated.

What a written effect does to a value, what entering a place counts, when an event can come, how
a vote is counted, in which order ways are tried: all of it becomes nodes of `transitions` here,
block by block, when it is asked for. Nothing is played, printed or searched here.

A gauge moves and stops at the ends of its range; a share is of the way left to the end
(fairmath, as in ChoiceScript), to the nearest whole number, halves away from zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator.engine.transitions import (
    AYES,
    NEEDS,
    TRUE,
    Assign,
    Bargain,
    Block,
    Branch,
    Candidate,
    Do,
    Domain,
    Draw,
    Offer,
    Pick,
    Rule,
    Stop,
    Tell,
    Vote,
    Way,
    both,
    draw_in,
    either,
)
from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read
from negotiator.story.model import (
    DEAL,
    Choice,
    Effect,
    EffectKind,
    Ending,
    Event,
    Scene,
    Story,
    Table,
    Term,
    TermOption,
)
from negotiator.story.model import Branch as Goto
from negotiator.story.origins import Path
from negotiator.story.paths import choice_paths, place_path
from negotiator.story.walk import expressions

ONE = Literal(1)


class Rules:
    """The blocks of one story, each made once, when it is first asked for.

    `pools` has the events of each pool by priority; that of the interrupts has no name. `domains`
    has every value that a play keeps, in its order there; `counts_read` the counts among them
    that anything reads.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pools: dict[str, list[Event]] = {"": []}
        for event in sorted(story.events.values(), key=lambda one: -one.priority):
            self.pools.setdefault(event.pool, []).append(event)
        self.resting = tuple(
            Assign(f"cooldown({event.id})", self.rested(event))
            for event in story.events.values()
            if event.cooldown
        )
        self.paths: dict[str, Path] = {}
        self.counts_read = tuple(dict.fromkeys(self._counts_read()))
        self.domains: dict[str, Domain] = dict(self._domains())
        self._blocks: dict[tuple[str, str], Block] = {}
        self._draws: dict[str, tuple[tuple[Candidate, ...], ...]] = {}
        self._values: dict[tuple[str, EffectKind, str], Node] = {}

    # Blocks

    def begin(self) -> Block:
        """How a play starts: its first place entered, without its text and its events."""
        entering = self.enter(self.story.start)
        return tuple(one for one in entering if not isinstance(one, Tell | Draw))

    def arrive(self, place_id: str) -> Block:
        """What comes before a place is entered."""
        if place_id in self.story.endings or not self.pools[""]:
            return ()
        return (Draw(self.tiers("")),)

    def enter(self, place_id: str) -> Block:
        """Entering a scene or an ending."""
        return self._made("enter", place_id, self._enter)

    def come(self, event_id: str) -> Block:
        """An event comes."""
        return self._made("come", event_id, self._come)

    def take(self, choice_name: str) -> Block:
        """A choice is taken."""
        return self._made("take", choice_name, self._take)

    def block(self, kind: str, name: str) -> Block:
        """A block by its kind (`arrive`, `enter`, `come`, `take`) and name."""
        made: dict[str, Callable[[str], Block]] = {
            "arrive": self.arrive,
            "enter": self.enter,
            "come": self.come,
            "take": self.take,
        }
        return made[kind](name)

    def blocks(self) -> Iterator[tuple[str, str, Block]]:
        """Every block of the story with its kind and name, in the order of the files."""
        for place_id in (*self.story.scenes, *self.story.endings):
            yield "arrive", place_id, self.arrive(place_id)
            yield "enter", place_id, self.enter(place_id)
        for event_id in self.story.events:
            yield "come", event_id, self.come(event_id)
        for name in self.story.choices:
            yield "take", name, self.take(name)

    def decision(self, place_id: str) -> Pick | Bargain | Stop:
        """What a place ends with: what the player decides there, or that it is an ending."""
        block = self.come(place_id) if place_id in self.story.events else self.enter(place_id)
        last = block[-1]
        assert isinstance(last, Pick | Bargain | Stop), "a place ends with a decision or stops"
        return last

    def branch(self, choice_name: str) -> Branch:
        """Where a choice leads."""
        last = self.take(choice_name)[-1]
        assert isinstance(last, Branch), "a choice ends with where it leads"
        return last

    def interrupts(self, place_id: str) -> Draw | None:
        """The draw of what comes before a place is entered, if anything can."""
        return draw_in(self.arrive(place_id))

    def draw(self, place_id: str) -> Draw | None:
        """The round of events in a place, if it has one."""
        return draw_in(self.enter(place_id))

    def _made(self, kind: str, name: str, make: Callable[[str], Iterator[Rule]]) -> Block:
        found = self._blocks.get((kind, name))
        if found is None:
            # Whoever comes second takes what the first has made, also in another thread.
            found = self._blocks.setdefault((kind, name), tuple(make(name)))
        return found

    def _enter(self, place_id: str) -> Iterator[Rule]:
        place = self.story.scenes.get(place_id) or self.story.endings[place_id]
        path = place_path(place)
        yield Do((self.counted(f"visits({place_id})"),))
        if isinstance(place, Ending):
            yield Tell(place.text, (*path, "text"))
            yield Stop(place_id)
            return
        if self.resting:
            yield Do(self.resting)
        yield from self.does(place.effects, place.vote, place_id, path)
        yield Tell(place.text, (*path, "text"))
        if place.draw is not None:
            yield Draw(self.tiers(place.draw.pool), place.draw.at_most, place.draw.pool)
        yield self._bargain(place) if isinstance(place, Table) else self._pick(place)

    def _come(self, event_id: str) -> Iterator[Rule]:
        event = self.story.events[event_id]
        path = place_path(event)
        yield Do((self.counted(f"visits({event_id})"),))
        if event.cooldown:
            rest = Literal(self.rest(event))
            yield Do((Assign(f"cooldown({event_id})", rest),))
        yield from self.does(event.effects, event.vote, event_id, path)
        yield Tell(event.text, (*path, "text"))
        yield self._pick(event)

    def _take(self, choice_name: str) -> Iterator[Rule]:
        choice = self.story.choices[choice_name]
        path = self.path(choice)
        yield Do((self.counted(f"chosen({choice_name})"),))
        yield from self.does(choice.effects, choice.vote, choice_name, path)
        yield Tell(choice.outcome, (*path, "outcome"))
        yield Branch(tuple(self.ways(choice.goto, (*path, "goto"))))

    def path(self, choice: Choice) -> Path:
        """Under which keys a choice stands."""
        found = self.paths.get(choice.name)
        if found is None:
            place = self.story.scenes.get(choice.scene) or self.story.events[choice.scene]
            self.paths |= {one.name: path for path, one in choice_paths(place)}
            found = self.paths[choice.name]
        return found

    # What the player decides

    def _pick(self, place: Scene | Event) -> Pick:
        return Pick(tuple(self.offer(choice) for choice in place.choices))

    def offer(self, choice: Choice) -> Offer:
        """A choice as it is offered."""
        return Offer(
            choice.id,
            choice.name,
            choice.text,
            choice.locked,
            self.guards(choice),
            choice.when.source if choice.when is not None else "",
            self.path(choice),
        )

    def guards(self, choice: Choice) -> tuple[Node, ...]:
        """What must hold for a choice to be open; what the author asks comes last."""
        guards: list[Node] = []
        if choice.once:
            guards.append(Comparison(("==",), (Read(f"chosen({choice.name})"), Literal(0))))
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
        """What the arithmetic of a table reads, but for what was settled before."""
        for number, term in enumerate(table.terms):
            yield term.weight.ours.node
            yield self.their_weight(table, number)
        yield from (side.reservation.node for side in (table.ours, table.theirs))
        for one in (table.rounds, table.pace, table.patience, table.firm):
            yield one.node

    def their_weight(self, table: Table, number: int) -> Node:
        """How much a term matters to the counterpart, as its profile has it."""
        found, profile = table.terms[number].weight.theirs.node, self.profile(table)
        for which, one in enumerate(table.profiles, start=1):
            weights = dict(one.weights)
            if number in weights:
                has_it = Comparison(("==",), (profile, Literal(which)))
                found = either(has_it, weights[number].node, found)
        return found

    def profile(self, table: Table) -> Node:
        """Which profile a counterpart has, by its number from 1: the first whose condition holds,
        else the one that was drawn; 0 if it has none."""
        found: Node = Read(self.story.profile_name(table)) if table.drawn else Literal(0)
        for which, one in reversed([*enumerate(table.profiles, start=1)]):
            if one.when is not None:
                found = either(one.when.node, Literal(which), found)
        return found

    def settle(self, table: Table, term: Term, number: int) -> Do:
        """A term is settled with its option of that number; what stood so already does nothing
        again. Each reason says of which term it is, as those of a whole package stand together."""
        option: TermOption = term.options[number]
        path = (*place_path(table), "terms", term.id, "options", option.id)
        name = f"terms.{term.id}"
        settled = Literal(number + 1)
        effects = (
            one._replace(because=f"{one.because} ({term.called})") if one.because else one
            for one in option.effects
        )
        return Do(
            (Assign(name, settled), *(self.effect(one, path) for one in effects)),
            f"{table.id}.{DEAL}",
            Comparison(("!=",), (Read(name), settled)),
        )

    # What is done

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
        origin = (*path, "effects", effect.target)
        return Assign(effect.target, self.value(effect), True, effect.because, origin)

    def value(self, effect: Effect) -> Node:
        """What an effect makes of its target's value."""
        key = (effect.target, effect.kind, effect.amount.source)
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._value(effect)
        return found

    def _value(self, effect: Effect) -> Node:
        target, amount = Read(effect.target), effect.amount.node
        if effect.target in self.story.flags:
            return amount
        domain = self.domains[effect.target]
        assert domain.high is not None, "what effects move has a range"
        low, high = domain.low, domain.high
        fixed = effect.amount.constant
        match effect.kind, fixed:
            case EffectKind.SHARE, int(share):
                return self.share(target, share, low, high)
            # A number written out can pass only one end of the range.
            case EffectKind.ADD, int(number) if number >= 0:
                return Operation("min", (Literal(high), Operation("+", (target, amount))))
            case EffectKind.ADD, int():
                return Operation("max", (Literal(low), Operation("+", (target, amount))))
            case EffectKind.ADD, _:
                return self.within(Operation("+", (target, amount)), low, high)
            case EffectKind.SET, int(number):
                return Literal(max(low, min(high, number)))
        return self.within(amount, low, high)

    def within(self, value: Node, low: int, high: int) -> Node:
        """A value kept in a range."""
        return Operation("max", (Literal(low), Operation("min", (Literal(high), value))))

    def share(self, target: Node, share: int, low: int, high: int) -> Node:
        """So many per cent of the way left to one end, to the nearest whole number (fairmath)."""
        end, sign = (Literal(high), "+") if share > 0 else (Literal(low), "-")
        way = (end, target) if share > 0 else (target, end)
        part = Operation("*", (Operation("-", way), Literal(abs(share))))
        rounded = Operation("//", (Operation("+", (part, Literal(50))), Literal(100)))
        return Operation(sign, (target, rounded))

    def vote(self, motion_id: str, cause: str, path: Path) -> Vote:
        """A motion put to the vote: no bloc has more ayes than seats, or fewer than none."""
        motion = self.story.motions[motion_id]
        blocs = tuple(
            (bloc.id, self.within(bloc.ayes.node, 0, bloc.seats)) for bloc in motion.blocs
        )
        origin = (*path, "vote")
        return Vote(motion_id, blocs, motion.needs.node, self.passes(), cause, origin)

    def passes(self) -> Node:
        """When a motion passes."""
        return Comparison((">=",), (Read(AYES), Read(NEEDS)))

    def targets(self, part: Scene | Event | Choice) -> tuple[str, ...]:
        """The names that entering a place, an event's coming or taking a choice assigns, but for
        counts: what its block says, without the making of it; a test holds it to that. That
        entering a scene counts down all rests is said by `resting`."""
        found = [effect.target for effect in part.effects]
        if part.vote is not None:
            found += (name for name, _ in self.vote(part.vote, "", ()).assigns)
        if isinstance(part, Event) and part.cooldown:
            found.append(f"cooldown({part.id})")
        elif isinstance(part, Table):
            for term in part.terms:
                found.append(f"terms.{term.id}")
                for option in term.options:
                    found += (effect.target for effect in option.effects)
        return tuple(found)

    def counted(self, name: str) -> Assign:
        """One more of what is counted."""
        return Assign(name, Operation("+", (Read(name), ONE)))

    # Events

    def rest(self, event: Event) -> int:
        """How long an event rests once it came: one more than asked, as entering the next scene
        counts it down already. That is the scene it came before, for an interrupt; a reaction's
        was entered before it came, and the next is entered before its round is drawn."""
        return event.cooldown + 1

    def rested(self, event: Event) -> Node:
        """What entering a scene leaves of an event's rest; endings leave all of it."""
        fewer = Operation("-", (Read(f"cooldown({event.id})"), ONE))
        return Operation("max", (Literal(0), fewer))

    def candidate(self, event: Event) -> Candidate:
        """When an event can come, if it hasn't in the same draw; what is quick to ask first."""
        guards: list[Node] = []
        if event.once:
            guards.append(Comparison(("==",), (Read(f"visits({event.id})"), Literal(0))))
        if event.cooldown:
            guards.append(Comparison(("==",), (Read(f"cooldown({event.id})"), Literal(0))))
        if event.when is not None:
            guards.append(event.when.node)
        weight = event.weight.node if event.weight is not None else ONE
        return Candidate(event.id, both(*guards), weight, ("events", event.id))

    def tiers(self, pool: str) -> tuple[tuple[Candidate, ...], ...]:
        """The events of a pool by priority, the highest first."""
        found = self._draws.get(pool)
        if found is None:
            by: dict[int, list[Candidate]] = {}
            for event in self.pools.get(pool, ()):
                by.setdefault(event.priority, []).append(self.candidate(event))
            found = self._draws.setdefault(pool, tuple(map(tuple, by.values())))
        return found

    # Ways on

    def leads(self, choice: Choice) -> dict[str, None]:
        """The places that a choice may lead to; none, if the play stays. What its Branch says,
        without the making of it, which large stories would wait for; a test holds it to that."""
        return dict.fromkeys([one.to for one in choice.goto])

    def ways(self, goto: tuple[Goto, ...], path: Path) -> Iterator[Way]:
        """Where a choice may lead, in order."""
        for number, one in enumerate(goto):
            when = one.when.node if one.when is not None else TRUE
            source = one.when.source if one.when is not None else ""
            yield Way(one.to, when, one.chance, source, (*path, number))

    # Values

    def _counts_read(self) -> Iterator[str]:
        for expression in expressions(self.story):
            if "(" in expression.source:
                yield from sorted(name for name in expression.reads if "(" in name)

    def _domains(self) -> Iterator[tuple[str, Domain]]:
        """All values that a play keeps: gauges, flags, counters, votes, terms, and the counts
        that anything reads."""
        story = self.story
        for gauge in story.gauges.values():
            yield gauge.id, Domain(gauge.start, gauge.low, gauge.high)
        for flag in story.flags.values():
            yield flag.id, Domain(flag.start, 0, 1, is_truth=True)
        for counter in story.counters.values():
            yield counter.id, Domain(counter.start, 0, counter.high)
        for motion in story.motions.values():
            yield f"motion.{motion.id}.ayes", Domain(0, 0, motion.seats)
            yield f"motion.{motion.id}.passed", Domain(False, 0, 1, is_truth=True)
            yield f"motion.{motion.id}.held", Domain(False, 0, 1, is_truth=True)
        for term in story.terms.values():
            yield f"terms.{term.id}", Domain(0, 0, len(term.options))
        for name, table in story.profiles.items():
            yield name, Domain(0, 0, len(table.profiles))
        endless = Domain(0, 0, None)
        for name in self.counts_read:
            yield name, endless
        for choice in story.choices.values():
            if choice.once:
                yield f"chosen({choice.name})", endless
        for event in story.events.values():
            if event.once:
                yield f"visits({event.id})", endless
            if event.cooldown:
                yield f"cooldown({event.id})", Domain(0, 0, self.rest(event))

    def deciding(self) -> Iterator[Node]:
        """Every expression that decides anything: guards, what is assigned, weights, votes, and
        what a table reads. What texts and tests read decides nothing, nor does counting."""
        for _, _, block in self.blocks():
            for rule in block:
                yield from self._deciding(rule)

    def _deciding(self, rule: Rule) -> Iterator[Node]:
        match rule:
            case Do(assigns, _, when):
                yield when
                yield from (one.value for one in assigns if self.is_ranged(one.target))
            case Vote():
                yield rule.needs
                yield from (ayes for _, ayes in rule.blocs)
            case Pick(offers):
                yield from (guard for offer in offers for guard in offer.guards)
            case Branch(ways):
                yield from (way.when for way in ways)
            case Draw():
                for one in rule.candidates:
                    yield from (one.when, one.weight)
            case Bargain():
                yield from rule.numbers
                for settles in rule.settles:
                    for do in settles:
                        yield from self._deciding(do)

    def is_ranged(self, name: str) -> bool:
        """Whether a value has both ends; a count has none."""
        domain = self.domains.get(name)
        return domain is not None and domain.high is not None
