"""The state of a play at any moment, and the results of a decision: plain records.

Nothing here computes anything except views of its own content. `machine` makes these, `layout` says
which value is where.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple, cast

from negotiator.bargaining.counterpart import Talks
from negotiator.bargaining.decisions import Changes
from negotiator.bargaining.refusals import Refusal
from negotiator.engine.layout import Value, Values
from negotiator.story.choice_names import full_name
from negotiator.story.model import (
    Citation,
    DocumentKind,
    GlossaryLink,
    Passage,
    Person,
    Shown,
    Stress,
    Text,
    Words,
)

Segment = Words | Stress | Citation | GlossaryLink
"""A part of a text as it is shown."""


class ToldDocument(NamedTuple):
    """What makes a passage a document, with its heading, and what a drawing shows, as shown."""

    kind: DocumentKind
    date: date | None
    heading: tuple[Segment, ...]
    alt: tuple[Segment, ...]


class Told(NamedTuple):
    """A passage as shown to the player: its text, and the words that each expression in it gave.

    `speaker` is who says it, None if it is told; `under` is whom or what an epilogue tells of,
    empty if nothing.
    """

    marked: Text
    shown: tuple[str, ...]
    speaker: Person | None = None
    under: str = ""
    document: ToldDocument | None = None
    """What makes it a document, if it is one."""
    name: str = ""
    """The keys that its passage is written under (`key_paths.keys`); empty for a line of a reading
    and for what stands in an agreement."""

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Its words. A play of thousands of decisions keeps none of them."""
        return "".join([one.words for one in self.segments if isinstance(one, _WRITTEN_OUT)])

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The same words with citations, links and stress in their places."""
        return _segments(self.marked, self.shown)

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it rests on; empty for drama."""
        around = () if self.document is None else (*self.document.heading, *self.document.alt)
        return tuple(one.source for one in (*self.marked, *around) if isinstance(one, Citation))


_WRITTEN_OUT = (Words, GlossaryLink)


def filled(
    one: Passage,
    shown: tuple[str, ...],
    in_heading: tuple[str, ...],
    in_alt: tuple[str, ...],
    speaker: Person | None,
    under: str,
    name: str,
) -> Told:
    """A passage in which these words stand for the expressions of its text, and of its heading and
    its `alt` if it is a document; `under` and `name` are those of a Told."""
    document = None
    if one.document is not None:
        document = ToldDocument(
            one.document.kind,
            one.document.date,
            _segments(one.document.heading, in_heading),
            _segments(one.document.alt, in_alt),
        )
    return Told(one.text, shown, speaker, under, document, name)


def called(person: Person, name: str, role: str, wants: str) -> Person:
    """A person by these words."""
    return replace(person, name=name, role=role, wants=wants)


def _segments(text: Text, shown: tuple[str, ...]) -> tuple[Segment, ...]:
    """The parts of a text, with these words for its expressions."""
    if not shown:
        return cast("tuple[Segment, ...]", text)
    given = iter(shown)
    return tuple([Words(next(given)) if isinstance(one, Shown) else one for one in text])


class Utterance(NamedTuple):
    """What someone at a table says where the author wrote no line: for which reason, who says it,
    and about which term, if any. Narration has the words."""

    reason: str
    voice: str
    term: str
    """Its label; empty if it isn't about a term."""


class Bid(NamedTuple):
    """A decision at a table that narration puts into words: `accept`, `propose`, `either` or `ask`;
    while it is only offered, it has no packages yet."""

    what: str
    question: str = ""
    packages: tuple[Changes, ...] = ()
    """For each package put to them, how it differs from the player's last position."""
    is_again: bool = False
    """Whether that position was proposed before, and isn't only the opening."""


class Option(NamedTuple):
    """A choice as it is offered. If it isn't open, `reason` says why (it is shown greyed out).

    An author's words are texts; what a table offers by itself, and why not, are records.
    """

    id: str
    text: str | Bid
    open: bool
    reason: str | Refusal


class Change(NamedTuple):
    """A value that changed: from what, to what, and the author's reason.

    `cause` names what changed it: a choice (`scene.choice`), a scene or an event.
    """

    name: str
    before: Value
    after: Value
    because: str
    cause: str


class VoteResult(NamedTuple):
    """A motion that was put to the vote: how many of each bloc voted aye, and whether it passed."""

    motion: str
    ayes: tuple[tuple[str, int], ...]
    needs: int
    cause: str
    passed: bool
    shown: tuple[str, ...] = ()
    """The motion's title and the blocs' labels as they were then; empty if they are always the
    same."""

    @property
    def total(self) -> int:
        """All ayes."""
        return sum(ayes for _, ayes in self.ayes)


Note = tuple[str, Value, Value, str, str] | VoteResult
"""What is noted while a decision is done: a change as a plain tuple, which is cheap, or a vote."""


class Agenda(NamedTuple):
    """What is still to happen while an event waits for its answer.

    At the `boundary` of the scene `to`, further interrupts and then the scene itself; within its
    `round`, further reactions. At most `left` more of them, if the draw has a limit (interrupts
    have none). `came` names the events that came already.
    """

    stage: str
    to: str
    left: int
    came: tuple[str, ...]


class State(NamedTuple):
    """Everything that determines how a play goes on. Compares and hashes by value.

    `scene` is the scene or ending the play is in, or the event that waits for an answer.
    `values` is laid out by the story's layout; read it with `values(story, state)`.
    """

    scene: str
    values: Values
    seed: int
    draws: int
    agenda: Agenda | None = None
    talks: Talks = ()
    """What was said at the table where the play is: proposals and questions, with the answers."""


class Titled(NamedTuple):
    """The title of a place, and where it plays, as shown; the second may be empty."""

    title: str = ""
    place: str = ""


class Came(NamedTuple):
    """An event that came, and what was shown of it."""

    event: str
    told: tuple[Told, ...]
    titled: Titled


class Step(NamedTuple):
    """A decision and everything that resulted, in the order in which it is shown."""

    before: State
    option: Option
    state: State
    outcome: tuple[Told | Utterance, ...]
    interrupts: tuple[Came, ...]
    """Events at the boundary of the scene it leads to."""
    entered: str
    """The scene or ending it led into, even if that is the same one again; empty if none."""
    scene: tuple[Told, ...]
    reactions: tuple[Came, ...]
    """Events drawn in that scene's round of reactions."""
    notes: tuple[Note, ...]
    closing: str = ""
    """How it closed a table: `deal`, `leave` or `walkout`."""
    back: str = ""
    """The scene that it came back to from a visit without entering it; empty if it didn't."""
    titled: Titled = Titled()
    """The title of the place it led into."""
    front: tuple[Told, ...] = ()
    """What was told of the act that was over then: its headline, and what stood below."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed, in order, and why."""
        return tuple(Change(*note) for note in self.notes if not isinstance(note, VoteResult))

    def moved_by(self, cause: str) -> tuple[Change, ...]:
        """What a choice, a scene or an event changed: in order, except that several changes to one
        value are listed together."""
        changes = [
            Change(*note)
            for note in self.notes
            if not isinstance(note, VoteResult) and note[-1] == cause
        ]
        if len(changes) > 1:
            first = {name: at for at, name in enumerate(dict.fromkeys(one.name for one in changes))}
            changes.sort(key=lambda change: first[change.name])
        return tuple(changes)

    @property
    def votes(self) -> tuple[VoteResult, ...]:
        """The motions that were voted on."""
        return tuple(note for note in self.notes if isinstance(note, VoteResult))

    @property
    def told(self) -> tuple[Told | Utterance, ...]:
        """Everything that is shown, in order."""
        if not self.interrupts and not self.reactions:
            return self.outcome + self.front + self.scene
        before = [told for came in self.interrupts for told in came.told]
        after = [told for came in self.reactions for told in came.told]
        return (*self.outcome, *before, *self.front, *self.scene, *after)

    @property
    def decision(self) -> str:
        """Its name in saves: `scene.choice`, or `event.choice`."""
        return full_name(self.before.scene, self.option.id)

    @property
    def taken(self) -> str:
        """The choice it amounts to: for a table that it closed, the closing."""
        return full_name(self.before.scene, self.closing) if self.closing else self.decision

    @property
    def moved(self) -> bool:
        """Whether it led into a place."""
        return bool(self.entered)
