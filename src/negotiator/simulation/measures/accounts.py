"""What plays tell, passage by passage: the same plays that `simulate` counts, with their words.

Each is played without words first, which is quick and knows its choices, and then repeated on the
state machine. Measures of what is read, heard and remembered are made from these accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.engine.headless import headless
from negotiator.engine.machine import tell
from negotiator.engine.play import replay
from negotiator.engine.state import State, Step, Told
from negotiator.engine.transitions import Tell
from negotiator.simulation.players import CUT, Arena, Playthrough, Who
from negotiator.story.model import Passage, Story, Text


class Telling(NamedTuple):
    """A passage as one play told it.

    `number` is the passage's own (equal for all its wordings), `turn` how many choices were taken
    before it, and `act` the act that the play was in, by id.
    """

    number: int
    place: str
    turn: int
    act: str
    told: Told

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.told.text.split())


class Account(NamedTuple):
    """A play with everything it told."""

    playthrough: Playthrough
    tellings: tuple[Telling, ...]
    besides: tuple[tuple[str, int], ...]
    """The words of what was chosen and of the reasons why values moved, each with the act."""

    def words(self) -> int:
        """How many words it has in all."""
        return sum(one.words for one in self.tellings) + sum(words for _, words in self.besides)

    def words_by_act(self) -> dict[str, int]:
        """How many words each act has."""
        found: dict[str, int] = {}
        for act, words in self.besides:
            found[act] = found.get(act, 0) + words
        for one in self.tellings:
            found[one.act] = found.get(one.act, 0) + one.words
        return found

    def after(self, turn: int) -> tuple[Telling, ...]:
        """What was told later than the choice of that number and its outcome."""
        place = self.playthrough.turns[turn].place
        return tuple(
            one
            for one in self.tellings
            if one.turn > turn + 1 or (one.turn == turn + 1 and one.place != place)
        )


class Passages:
    """The passages of a story by number; those with the very same text count as one."""

    def __init__(self, story: Story) -> None:
        self.all: list[Passage] = []
        self.reads: list[frozenset[str]] = []
        """What each reads, in its condition and its words."""
        self._numbers: dict[Text, int] = {}
        for _, _, block in rules(story).blocks():
            for rule in block:
                for one in rule.passages if isinstance(rule, Tell) else ():
                    self._note(one)

    def _note(self, passage: Passage) -> None:
        reads = frozenset[str]().union(*(one.reads for one in passage.reads))
        number = self._numbers.setdefault(passage.text, len(self.all))
        if number == len(self.all):
            self.all.append(passage)
            self.reads.append(reads)
        else:
            self.reads[number] |= reads

    def number(self, told: Told) -> int:
        """The number of the passage that was told; below 0 for what a table says."""
        return self._numbers.get(told.marked, -1)


def accounts(story: Story, player: Who, seed: int, plays: int) -> Iterator[Account]:
    """The accounts of so many plays; the n-th has the seed `seed + n`."""
    arena = Arena(headless(story), player, seed)
    for number in range(plays):
        yield account(story, arena.playthrough(number))


def account(story: Story, playthrough: Playthrough) -> Account:
    """What a play told."""
    passages = story.once(Passages)
    play = replay(story, playthrough.seed, playthrough.decisions).play
    act = _act(story, play.origin.scene, "")
    begun = play.origin.scene
    tellings = [
        Telling(passages.number(one), begun, 0, act, one) for one in tell(story, play.origin)
    ]
    besides = []
    turns = _turns(playthrough)
    for step, turn in zip(play.steps, turns, strict=False):
        reasons = sum(len(change.because.split()) for change in step.changes)
        chosen = len(step.option.text.split()) if isinstance(step.option.text, str) else 0
        besides.append((act, chosen + reasons))
        act = _act(story, step.entered, act)
        for place, told in _told(step):
            tellings.append(Telling(passages.number(told), place, turn + 1, act, told))
    return Account(playthrough, tuple(tellings), tuple(besides))


def _turns(playthrough: Playthrough) -> Sequence[int]:
    """The number of the choice that each decision belongs to: at a table several make one."""
    return [number for number, turn in enumerate(playthrough.turns) for _ in turn.line]


def _told(step: Step) -> Iterator[tuple[str, Told]]:
    """The passages of a step, each with the place that told it."""
    for outcome in step.outcome:
        if isinstance(outcome, Told):
            yield step.before.scene, outcome
    for came in (*step.interrupts, *step.reactions):
        yield from ((came.event, told) for told in came.told)
    yield from ((step.entered, told) for told in step.scene)


def _act(story: Story, place: str, before: str) -> str:
    """The act that a play is in once it has entered a place; one without a day changes nothing."""
    entered = story.scenes.get(place) or story.endings.get(place)
    found = story.act_on(entered.date) if entered is not None else None
    return found.id if found is not None else before


def acts_of(story: Story, playthrough: Playthrough) -> list[str]:
    """The act in which each choice of a play was taken."""
    found = []
    act = ""
    for turn in playthrough.turns:
        act = _act(story, turn.place, act)
        found.append(act)
    return found


class Fate(NamedTuple):
    """How a play came out: its ending (empty if it reached none), and the lines of epilogues that
    were told, by number."""

    ending: str
    epilogues: tuple[int, ...]


def fate(story: Story, playthrough: Playthrough) -> Fate:
    """How a play came out."""
    if playthrough.stuck or playthrough.end == CUT:
        return Fate("", ())
    passages = story.once(Passages)
    told = tell(story, State(playthrough.end, playthrough.values, playthrough.seed, 0))
    return Fate(playthrough.end, tuple(passages.number(one) for one in told if one.under))
