"""The blocks of rules: what happens, in order, when a place is entered, an event comes or a choice
is taken, and where it leads.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from functools import cached_property
from itertools import chain

from negotiator.engine.rules import front_pages
from negotiator.engine.rules.decisions import DecisionRules
from negotiator.engine.rules.wordings import ONCE, Wording, arguments, only_if, variants_met, worded
from negotiator.engine.transitions import (
    ASKED,
    PASSAGE,
    READING,
    TOLD,
    TRUE,
    WORDING,
    Assign,
    Bargain,
    Block,
    Branch,
    Do,
    Draw,
    Meet,
    Met,
    Pick,
    Rule,
    Stop,
    Tell,
    Vote,
    Way,
    any_of,
    both,
    draw_in,
    no,
)
from negotiator.story.expressions import Comparison, Literal, Node, Read
from negotiator.story.key_paths import keys, place_path
from negotiator.story.model import (
    RETURN,
    Choice,
    Ending,
    Epilogue,
    Event,
    Passage,
    Promise,
    Reading,
    Return,
    Scene,
    Story,
    Table,
)
from negotiator.story.model import Destination as Goto
from negotiator.story.source_map import Path
from negotiator.story.value_names import BACK, Cooldown, PromiseMade, Settled, TimesChosen
from negotiator.story.value_names import Visits as VisitCount
from negotiator.story.visits import Visits

_Passages = tuple[Passage, ...]


class Rules(DecisionRules):
    """The blocks of one story, each made once, when it is first asked for."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        resting = [event for event in story.events.values() if event.cooldown]
        self.cooling = tuple(Assign(Cooldown(one.id), self.cooled_down(one)) for one in resting)
        self.visits = story.once(Visits)
        self._blocks: dict[tuple[str, str], Block] = {}

    def begin(self) -> Block:
        """How a play starts: entering its first place, without its events; its text is told, but
        not here."""
        entering = self.enter(self.story.start)
        return tuple(one for one in entering if _is_of_beginning(one))

    def arrive(self, place_id: str) -> Block:
        """What happens before a place is entered."""
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
        """What a place ends with: what the player decides there, or the Stop of an ending."""
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
        """The draw of events before a place is entered, if any can come."""
        return draw_in(self.arrive(place_id))

    def draw(self, place_id: str) -> Draw | None:
        """The round of events in a place, if it has one."""
        return draw_in(self.enter(place_id))

    def _made(self, kind: str, name: str, make: Callable[[str], Iterator[Rule]]) -> Block:
        found = self._blocks.get((kind, name))
        if found is None:
            # The second caller takes what the first has made, even in another thread.
            found = self._blocks.setdefault((kind, name), tuple(make(name)))
        return found

    def _enter(self, place_id: str) -> Iterator[Rule]:
        place = self.story.scenes.get(place_id) or self.story.endings[place_id]
        path = place_path(place)
        yield Do((self.counted(VisitCount(place_id)),))
        yield from front_pages.turns(self.story, place)
        if isinstance(place, Ending):
            if BACK in self.domains:
                yield Do((Assign(BACK, Literal(0)),))
            yield from self.tells(place.text, (*path, "text"), ONCE)
            yield from self.aftermath
            for reading in place.readings:
                yield from self.reads(place, reading)
            yield from front_pages.met(self.story, place)
            yield Stop(place_id)
            return
        if self.cooling:
            yield Do(self.cooling)
        yield from self.does(place.effects, place.vote, place_id, path)
        yield from self.tells(place.text, (*path, "text"), Read(VisitCount(place_id)))
        yield from front_pages.met(self.story, place)
        if place.draw is not None:
            yield Draw(self.tiers(place.draw.pool), place.draw.at_most, place.draw.pool)
        yield self._bargain(place) if isinstance(place, Table) else self._pick(place)

    def _come(self, event_id: str) -> Iterator[Rule]:
        event = self.story.events[event_id]
        path = place_path(event)
        yield Do((self.counted(VisitCount(event_id)),))
        if event.cooldown:
            rest = Literal(self.cooldown(event))
            yield Do((Assign(Cooldown(event_id), rest),))
        yield from self.does(event.effects, event.vote, event_id, path)
        yield from self.tells(event.text, (*path, "text"), Read(VisitCount(event_id)))
        yield self._pick(event)

    def _take(self, choice_name: str) -> Iterator[Rule]:
        choice = self.story.choices[choice_name]
        path = self.path(choice)
        yield Do((self.counted(TimesChosen(choice_name)),))
        yield from self.does(choice.effects, choice.vote, choice_name, path)
        times = Read(TimesChosen(choice_name))
        yield from self.tells(choice.outcome, (*path, "outcome"), times)
        yield Branch(tuple(self.goto(choice, (*path, "goto"))))

    # What is told

    def tells(
        self, passages: _Passages, path: Path, times: Node, under: str = "", kind: str = PASSAGE
    ) -> Iterator[Rule]:
        """Passages of a kind, and what is met in them: arguments, what has a condition, and which
        wording is told. `times` is how often they have been told by now."""
        found = tuple(worded(passages, path, times))
        told = tuple([one.told for one in found])
        yield (tell := Tell(told, path, under, tuple([one.name for one in found]), passages, kind))
        yield from arguments(found)
        for number, passage in enumerate(passages):
            yield from _if_any(tell.kind_of(passage), passage, (*path, number))
        yield from variants_met(found)

    def read(self, ending: Ending, reading: Reading) -> tuple[Wording, ...]:
        """The lines of a reading, of which one is told: the first whose condition holds."""
        path = (*place_path(ending), "readings", reading.axis)
        return tuple(worded(self.first_of(reading.lines), path, ONCE))

    def reads(self, ending: Ending, reading: Reading) -> Iterator[Meet]:
        """What is met in a reading: which line is told, which wording of it, and what it argues."""
        path = (*place_path(ending), "readings", reading.axis)
        for number, line in enumerate(self.first_of(reading.lines)):
            yield from _if_any(READING, line, (*path, number))
        found = self.read(ending, reading)
        yield from arguments(found)
        yield from variants_met(found)

    def first_of(self, lines: _Passages) -> _Passages:
        """Lines of which only the first is told whose condition holds."""
        above: list[Node] = []
        found: list[Passage] = []
        for line in lines:
            when = TRUE if line.when is None else line.when.node
            source = line.when.source if line.when is not None else ""
            found.append(only_if(both(*map(no, above), when), line, source))
            above.append(when)
        return tuple(found)

    @cached_property
    def wordings(self) -> dict[str, Meet]:
        """Where each wording of a passage that has several is told, by its name."""
        met = (one for _, _, block in self.blocks() for one in block if isinstance(one, Meet))
        return {one.name: one for one in met if one.kind == WORDING}

    @cached_property
    def alike(self) -> dict[str, tuple[str, ...]]:
        """For each wording by its name those that are told where it is, with one seed or another:
        all of a shuffle."""
        passages: dict[Path, list[str]] = {}
        for one in self.wordings.values():
            passages.setdefault(one.origin[:-1], []).append(one.name)
        return {
            name: (name,) if one.luck == TRUE else tuple(passages[one.origin[:-1]])
            for name, one in self.wordings.items()
        }

    @cached_property
    def aftermath(self) -> Block:
        """What follows the text of every ending: the epilogues, and how the promises stand."""
        epilogues = map(self.epilogue, self.story.epilogues.values())
        promises = map(self.reckoning, self.story.promises.values())
        return tuple(chain.from_iterable(chain(epilogues, promises)))

    def epilogue(self, epilogue: Epilogue) -> Iterator[Rule]:
        """The first line of an epilogue whose condition holds."""
        path: Path = ("epilogues", epilogue.id)
        under = self.story.of_epilogue(epilogue)
        yield from self.tells(self.first_of(epilogue.lines), (*path, "lines"), ONCE, under)
        told = [TRUE if line.when is None else line.when.node for line in epilogue.lines]
        yield Meet("epilogue", epilogue.id, any_of(*told), path)

    def reckoning(self, promise: Promise) -> Iterator[Rule]:
        """How a promise stands at the end."""
        path: Path = ("promises", promise.id)
        yield Meet("made", promise.id, Read(PromiseMade(promise.id)), path)
        yield Meet("kept", promise.id, promise.kept.node, (*path, "kept"))
        yield Meet("broken", promise.id, promise.broken.node, (*path, "broken"))

    def targets(self, part: Scene | Event | Choice) -> tuple[str, ...]:
        """The names assigned by entering a place, by an event's coming or by taking a choice,
        without counts: the same as in its block, without making the block; a test compares the two.
        `cooling` covers that entering a scene counts down all rests."""
        found = front_pages.targets(self.story, part) if self.story.has_front_pages else []
        if part.effects:
            found += [effect.target for effect in part.effects]
        if part.vote is not None:
            found += (name for name, _ in self.vote(part.vote, "", ()).assigns)
        if isinstance(part, Choice):
            # Only a story with visits keeps where one returns to.
            if BACK in self.domains:
                found += [BACK for way in self.goto(part, ()) if way.back is not None]
        elif isinstance(part, Event) and part.cooldown:
            found.append(Cooldown(part.id))
        elif isinstance(part, Table):
            for term in part.terms:
                found.append(Settled(term.id))
                for option in term.options:
                    found += (effect.target for effect in option.effects)
        return tuple(found)

    # Ways on

    def leads(self, *choices: Choice) -> dict[str, None]:
        """The places that choices may lead to; none if the play stays. The same as in their Branch,
        without making that, which would take long in large stories; a test compares the two."""
        found: dict[str, None] = {}
        for choice in choices:
            for one in choice.goto:
                if place := one.place:
                    found[place] = None
                else:
                    found |= dict.fromkeys([to.place for _, to in self.returns(choice)])
        return found

    def returns(self, choice: Choice) -> list[tuple[int, Return]]:
        """What a return from a choice's place may lead to, each with its number."""
        numbers = self.visits.numbers(choice.scene)
        return [(number, self.story.returns[number - 1]) for number in numbers]

    def written_ways(self, choice_name: str) -> tuple[Goto, ...]:
        """The ways of a choice as its author wrote them."""
        return self.story.choices[choice_name].goto

    def is_only_way(self, choice_name: str) -> bool:
        """Whether a choice always leads the same way, or nowhere, so that nothing is met there."""
        ways = self.written_ways(choice_name)
        return not ways or (len(ways) == 1 and ways[0].when is None and ways[0].chance is None)

    def goto(self, choice: Choice, path: Path) -> Iterator[Way]:
        """The ways that a choice may lead, in order."""
        for number, one in enumerate(choice.goto):
            yield from self._ways(choice, one, (*path, number))

    def _ways(self, choice: Choice, written: Goto, path: Path) -> Iterator[Way]:
        when = written.when.node if written.when is not None else TRUE
        source = written.when.source if written.when is not None else ""
        way = Way(written.place, when, written.chance, source, path)
        if written.visit:
            yield way._replace(back=self.story.return_numbers[choice.after(written)])
        elif written.to == RETURN:
            yield from self._returning(way, self.returns(choice))
        elif choice.scene in self.ending_visits:
            yield way._replace(back=0)
        else:
            yield way

    def _returning(self, way: Way, returns: Sequence[tuple[int, Return]]) -> Iterator[Way]:
        """The ways of one return. The last asks no more if no chance is shared among them: what it
        leads to is all that is left."""
        above: list[Node] = []
        for number, back in returns:
            here: Node = Comparison(("==",), (Read(BACK), Literal(number)))
            if len(above) + 1 == len(returns):
                here = TRUE if way.chance is None else both(*map(no, above))
            above.append(here)
            when = both(here, way.when)
            yield way._replace(to=back.place, when=when, back=0, enters=back.enters)

    @cached_property
    def ending_visits(self) -> set[str]:
        """The events that may come during a visit, which is given up if they lead elsewhere."""
        return self.visits.during & self.story.events.keys()

    def deciding(self, asks: Container[Met] = ()) -> Iterator[Node]:
        """Every expression that decides anything: guards, assigned values, weights, votes, and what
        a table reads. What tests read decides nothing, nor does counting, nor what texts read,
        except for the conditions of what is asked about."""
        for _, _, block in self.blocks():
            for rule in block:
                yield from self._deciding(rule, asks)

    def _deciding(self, rule: Rule, asks: Container[Met]) -> Iterator[Node]:
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
            case Meet(kind, name, when) if kind in ASKED or (kind, name) in asks:
                yield when
            case Draw():
                for one in rule.candidates:
                    yield from (one.when, one.weight)
            case Bargain():
                yield from rule.numbers
                for settles in rule.settles:
                    for do in settles:
                        yield from self._deciding(do, asks)


def _if_any(kind: str, passage: Passage, origin: Path) -> Iterator[Meet]:
    """What a play meets where a passage is told that has a condition."""
    if passage.when is not None:
        yield Meet(kind, keys(origin), passage.when.node, origin)


def _is_of_beginning(rule: Rule) -> bool:
    """Whether a node of the first place's block is done as a play begins."""
    if isinstance(rule, Meet):
        return rule.kind in TOLD
    return not isinstance(rule, Tell | Draw)
