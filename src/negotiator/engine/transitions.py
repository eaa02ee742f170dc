"""The rules of play as data: a small closed set of nodes, and what each of them means.

This page is the whole semantics. `rules` makes the nodes of a story, place by place; play
functions, headless ones, arrays, the checker's steps and the pictures are made from them. This
module runs nothing and knows nothing about how nodes are run.

A play has named values (gauges, flags, counters, counts, votes, settled terms, profiles), a
seed, and the number of draws made so far, which is the number of the next draw: the first is
number 0, whatever it is for. It keeps the values that have a Domain: a count that nothing reads
is assigned as well, but forgotten. It runs through **blocks**: tuples of nodes, done from the
first to the last. Four kinds of block make up a story:

- *arrive* at a place: interrupts are drawn before it (none before an ending); then it is entered;
- *enter* a place: the visit is counted, its effects and then its vote are done, its text is shown,
  it may draw a round of events, and it ends with what the player decides there (Pick, Bargain) or,
  after the epilogues and the reckoning of promises, with Stop;
- *come*, for an event: the same, without the draw;
- *take* a choice: it is counted, its effects and its vote are done, its outcome is shown, and a
  Branch leads on: the play arrives where it leads, or comes back there.

So a decision goes: take; arrive, and each event that comes; enter, and each event that comes; until
an event or a place waits for the next decision. Everything that a block does is in the block: for
example, that only scenes count down how long events rest, or what is silent. A play starts by
entering its first place: without arriving there, silently (nothing is noted), without its round of
events; no draw is made. Its text is told with the values after that. The seed has already decided
which profiles the counterparts have.

A play is in an **act**: that of its last scene with a day, of which `act.now` has the number.
Entering a scene with a day, or an ending, assigns it to `act.left` before anything else, so that a
Meet knows which front page may be told there.

A play may be on a **visit**, one at a time: a way that begins it assigns to `visit.back` the number
of what it returns to. A written return is as many ways, one for each number that `visit.back` may
have there; each assigns 0, and leads to a place that it enters, or to the scene in which the visit
began, without entering it. Endings assign 0, too, and so does a way taken after an event that may
come during a visit: with what the event came into, the visit is given up.

The nodes:

- **Do** assigns, if `when` holds before its first assignment. Each assignment gives its target
  a value computed from the values at that moment. If it is marked as noted and the value changed,
  that is noted with its reason and the cause of the Do.
- **Vote** works out the ayes of each bloc, then what is needed, then `passes` over
  their sum (AYES) and what is needed (NEEDS), all over the values before it, notes the vote,
  and assigns the motion's `ayes`, `passed` and `held` (true).
- **Tell** shows the passages whose conditions hold, with the values at that moment. Behind the
  text of an ending stands one for each epilogue, whose conditions exclude each other. So do those
  of the wordings of one passage; for a shuffle they read SEED, the play's seed, and the operation
  `shuffled` of four numbers (`variants.shuffled`), which nothing else does.
- **Meet** changes nothing: if `when` and `luck` hold, the play has met what it names.
- **Pick**: the player takes one of the open offers: those whose guards all hold. A closed one is
  shown with its reason, if it has one. In a place without an open offer the play is stuck; an event
  without one doesn't wait for an answer, and the play goes on.
- **Branch** takes the first way that it may: one whose `when` holds and which is lucky. A way
  without a chance is always lucky. All ways with one share one throw from 0 to 99
  (`chance.per_cent`), made at the first of them whose `when` holds; a way is lucky if the throw is
  below the sum of its chance and the chances of those before it whose `when` held, too. If no way
  is taken, the play stays where it is: nothing is entered, counted or shown again. After an event
  it goes on with the draw that the event came in, and with the place it was drawn for; if a way is
  taken after an event, both are given up. What the way taken assigns (`back`) is assigned before
  the play arrives anywhere. If it doesn't enter, the play is where it leads, and the player decides
  there: nothing is drawn, done, counted or shown again, and the guards are asked again.
- **Draw** lets events come, one after the other: at most `at_most` (None: no limit), none twice in
  one draw. The next is of the first tier in which any can come: one whose `when` holds and whose
  weight is above 0. If several of the tier can, one is drawn by weight (`chance.draw` times the sum
  of the weights, shifted by 64 bits, falls into one's share, in their order); if only one can, no
  draw number is used. It comes; if it waits for an answer, the rest of the draw waits, too, and so
  does everything after it.
- **Bargain**: the player closes a table by one of its closings, each a choice; which of them, and
  with which package, is decided by the arithmetic of `counterpart`. In a package, each term's
  option is settled in turn (its Do), before the closing is taken. Until the table closes, talks
  change no value, count nothing and make no draw.
- **Stop**: the play has reached this ending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotiator.story.expressions import Comparison, Literal, Node, Operation, Read, with_names
from negotiator.story.model import Passage, Text
from negotiator.story.source_map import Path
from negotiator.story.value_names import Ayes, Held, Passed

TRUE = Literal(True)
AYES, NEEDS, PASSED = "vote.ayes", "vote.needs", "vote.passed"
"""What a vote computes before it assigns: all ayes, how many are needed, whether it passes."""
SEED = "play.seed"
"""The seed of the play: only shuffled wordings read it."""


class Assign(NamedTuple):
    """A value for a name. `noted` says whether players are shown the change, with the reason."""

    target: str
    value: Node
    noted: bool = False
    because: str = ""
    origin: Path = ()


class Do(NamedTuple):
    """Assignments in order, if `when` holds; `cause` is the choice, scene or event they belong
    to."""

    assigns: tuple[Assign, ...]
    cause: str = ""
    when: Node = TRUE


class Vote(NamedTuple):
    """A motion put to the vote. `blocs` has each bloc's id and its ayes."""

    motion: str
    blocs: tuple[tuple[str, Node], ...]
    needs: Node
    passes: Node
    cause: str
    origin: Path = ()

    @property
    def ayes(self) -> Node:
        """The sum of the ayes, from the values before the vote."""
        return total([ayes for _, ayes in self.blocs])

    @property
    def passing(self) -> Node:
        """The condition that it passes, over the values before the vote."""
        return with_names(self.passes, {AYES: self.ayes, NEEDS: self.needs})

    @property
    def assigns(self) -> tuple[tuple[str, Node], ...]:
        """What it assigns: names, and values over AYES and PASSED."""
        return (
            (Ayes(self.motion), Read(AYES)),
            (Passed(self.motion), Read(PASSED)),
            (Held(self.motion), TRUE),
        )

    def assigned(self, passed: Node) -> tuple[tuple[str, Node], ...]:
        """What it assigns, over the values before the vote, when it is known whether it passes."""
        known = {AYES: self.ayes, PASSED: passed}
        return tuple((name, with_names(value, known)) for name, value in self.assigns)


ASKED = ("epilogue", "made", "kept", "broken")
"""The kinds of Meet that a check asks about in any case."""
PASSAGE, DOCUMENT, READING, WORDING = "passage", "document", "reading", "wording"
FRONT_PAGE, LINE = "front_page", "line"
TOLD = (PASSAGE, DOCUMENT, READING, WORDING, FRONT_PAGE, LINE)
"""The kinds of what is told: a check asks about those that its plays didn't meet. All but a LINE,
which is said in talks, are kinds of Meet."""
WAY = "way"
"""What is met where a way is taken that isn't the only one: the Branch says so, and no Meet."""
ARGUMENT = "argument"
"""The kind of Meet that is only counted."""


class Tell(NamedTuple):
    """Passages, shown if their conditions hold. `under` is whom or what they tell of, in an
    epilogue.

    `names` has the keys that each is written under (`key_paths.keys`). `written` has the passages
    as their author wrote them: one that has several wordings is one here, and several in
    `passages`. `kind` is what a check asks about them as, but for documents.
    """

    passages: tuple[Passage, ...]
    origin: Path = ()
    under: str = ""
    names: tuple[str, ...] = ()
    written: tuple[Passage, ...] = ()
    kind: str = PASSAGE

    def kind_of(self, passage: Passage) -> str:
        """The kind of one of the passages."""
        return self.kind if passage.document is None else DOCUMENT

    def named(self) -> Iterator[tuple[Passage, str]]:
        """Each passage with its name, empty if it has none."""
        return zip(self.passages, self.names or ("",) * len(self.passages), strict=True)


class Meet(NamedTuple):
    """Something that a play meets here if `when` holds, and `luck`, which hangs on the seed alone
    besides values: it changes nothing, and is counted.

    `kind` says what: an `epilogue` is told, a promise was `made`, is `kept` or `broken`, an
    `argument` is heard; a `passage` or `document` with a condition, a line of a `reading` or a
    `front_page`, or a `wording` of a passage that has several is told. `name` says
    which: an id, or the keys that it is written under (`key_paths.keys`)."""

    kind: str
    name: str
    when: Node = TRUE
    origin: Path = ()
    luck: Node = TRUE

    @property
    def holds(self) -> Node:
        """The condition that it is met in a play of which the seed is known."""
        return both(self.when, self.luck)


Met = tuple[str, str]
"""What was met: its kind and its name."""


class GuardedChoice(NamedTuple):
    """A choice as it is offered: open if all guards hold. `locked` is the reason shown when it
    isn't open; without one it is hidden. `source` is the author's condition as written, empty if
    there is none."""

    id: str
    choice: str
    text: Text
    locked: Text | None
    guards: tuple[Node, ...]
    source: str = ""
    origin: Path = ()

    @property
    def open(self) -> Node:
        """The condition that it is open."""
        return both(*self.guards)


class Pick(NamedTuple):
    """The player's decision."""

    offers: tuple[GuardedChoice, ...]


class Way(NamedTuple):
    """One way of a branch; `chance` is in per cent. `source` is the author's condition as written.

    `back` is the number that it assigns to `visit.back` if that isn't None; if it doesn't `enter`,
    the play only comes back to where it leads."""

    to: str
    when: Node = TRUE
    chance: int | None = None
    source: str = ""
    origin: Path = ()
    back: int | None = None
    enters: bool = True


class Back(str):
    """The id of a scene that a play comes back to without entering it, where a function gives the
    id of the place that a decision leads to."""

    __slots__ = ()


class Branch(NamedTuple):
    """Where a choice leads: nowhere, if there is no way."""

    ways: tuple[Way, ...]

    def tried(self) -> Iterator[tuple[Way, tuple[Node, ...], int]]:
        """Each way with the conditions that have failed by the time it is tried (of earlier ways
        that need no luck), and the most per cent that can be left for it then."""
        above: list[Node] = []
        left = 100
        for way in self.ways:
            yield way, tuple(above), left
            if way.chance is None:
                above.append(way.when)
            elif way.when == TRUE:
                left -= way.chance


class Candidate(NamedTuple):
    """An event that may be drawn, as an interrupt or in a round."""

    event: str
    when: Node = TRUE
    weight: Node = Literal(1)
    origin: Path = ()

    @property
    def may_fire(self) -> Node:
        """The condition that it can be drawn, if it hasn't come in this draw."""
        if isinstance(self.weight, Literal) and int(self.weight.value) > 0:
            return self.when
        return both(self.when, Comparison((">",), (self.weight, Literal(0))))


class Draw(NamedTuple):
    """Events drawn by tiers, those of the highest priority first. All draws from one `pool` have
    the same tiers."""

    tiers: tuple[tuple[Candidate, ...], ...]
    at_most: int | None = None
    pool: str = ""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every event that may be drawn, the first tier first."""
        return tuple(one for tier in self.tiers for one in tier)


class Bargain(NamedTuple):
    """A table: how it can close, and what settling each option of each term does.

    `numbers` is everything that the arithmetic reads, except what was settled before: the weights
    of each term, to the player and to the counterpart; their reservations; rounds, pace, patience,
    firmness. `profile` is the number, from 1, of the counterpart's profile; 0 if it has none.
    """

    table: str
    closings: tuple[GuardedChoice, ...]
    terms: tuple[str, ...]
    settles: tuple[tuple[Do, ...], ...]
    numbers: tuple[Node, ...]
    profile: Node = Literal(0)


class Stop(NamedTuple):
    """An ending."""

    ending: str


Rule = Do | Vote | Tell | Meet | Pick | Branch | Draw | Bargain | Stop
Block = tuple[Rule, ...]


class Domain(NamedTuple):
    """The values that a name may have: `low..high`, or any number from `low` if there is no high;
    `start` is the first value."""

    start: int | bool
    low: int
    high: int | None
    is_truth: bool = False

    @property
    def size(self) -> int | None:
        """How many there are; None if there is no upper end."""
        return None if self.high is None else self.high - self.low + 1

    def fitted(self, number: int) -> int:
        """The one of them nearest to a number."""
        return max(self.low, number if self.high is None else min(self.high, number))


def draw_in(block: Block) -> Draw | None:
    """The draw of events in a block, if it has one; none has two."""
    return next((one for one in block if isinstance(one, Draw)), None)


def total(parts: Sequence[Node]) -> Node:
    """The sum of these, as a tree no deeper than needed."""
    if len(parts) < 2:
        return parts[0] if parts else Literal(0)
    half = len(parts) // 2
    return Operation("+", (total(parts[:half]), total(parts[half:])))


def both(*parts: Node) -> Node:
    """The condition that all of these hold."""
    kept = tuple(part for part in parts if part != TRUE)
    return kept[0] if len(kept) == 1 else Operation("and", kept) if kept else TRUE


def any_of(*parts: Node) -> Node:
    """The condition that at least one of these holds."""
    if TRUE in parts:
        return TRUE
    return parts[0] if len(parts) == 1 else Operation("or", parts) if parts else Literal(False)


def either(when: Node, one: Node, other: Node) -> Node:
    """The first if the condition holds, otherwise the second."""
    if isinstance(when, Literal):
        return one if when.value else other
    return one if one == other else Operation("if", (when, one, other))


def no(part: Node) -> Node:
    """The condition that this does not hold."""
    if isinstance(part, Literal):
        return Literal(not part.value)
    return Operation("not", (part,))
