"""What a kept play consists of: its decisions, where it stands, and what its story couldn't place.

The decisions are the play; the snapshot is for when the story has changed in the meantime.
`writing` and `reading` write this to a file and read it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from negotiator.bargaining.named_talks import named_talks
from negotiator.engine import Agenda, Play, State, ended, titled, values
from negotiator.engine.layout import Named
from negotiator.story.model import Story
from negotiator.story.value_names import Cooldown, Counted, value_name

NamedExchange = dict[str, dict[str, str]]
"""What was said at a table: for the `proposal` and the `counter`, the option of each term; for two
packages put side by side, `first` and `second` too; or what was `asked`, and the term given in
answer."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state by names, so that it can be restored when the story has changed. It has no counts of
    what was never entered or chosen."""

    scene: str
    draws: int
    values: dict[str, Named]
    agenda: Agenda | None = None
    talks: tuple[NamedExchange, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionTrail:
    """Decisions in order, and where the first of them was made (None: at the story's start)."""

    decisions: tuple[str, ...]
    origin: Snapshot | None = None

    def begins(self, other: DecisionTrail) -> bool:
        """Whether the other way is this one, or continues it."""
        count = len(self.decisions)
        return self.origin == other.origin and other.decisions[:count] == self.decisions

    def then(self, decisions: Iterable[str]) -> DecisionTrail:
        """This way followed by more decisions."""
        return replace(self, decisions=(*self.decisions, *decisions))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Decisions that the edited story can't place; kept for when it can again.

    `before` led to where the play begins now; the ways `put_by` were set aside for another.
    """

    before: DecisionTrail | None = None
    put_by: tuple[DecisionTrail, ...] = ()

    def trail(self, play: Play) -> DecisionTrail:
        """The whole way that led to where the play is."""
        return (self.before or DecisionTrail((), _origin(play))).then(play.decisions)

    def and_later(self, play: Play, later: tuple[str, ...]) -> Unplaced:
        """These, plus decisions after those of the play that can't be made any more."""
        if not later:
            return self
        return replace(self, put_by=apart((*self.put_by, self.trail(play).then(later))))


ALL_PLACED = Unplaced()
"""Nothing of the play is unplaced."""


_Tree: TypeAlias = "dict[str, _Tree]"
"""Ways by their steps: where each begins, then its decisions."""


def apart(
    ways: Iterable[DecisionTrail], beside: DecisionTrail | None = None
) -> tuple[DecisionTrail, ...]:
    """The ways that aren't the beginning of any other of them, nor of the one `beside`."""
    # A file may hold tens of thousands of ways: each is followed once through a tree of those
    # found so far, and not compared with each of them.
    tree: _Tree = {}
    found: list[DecisionTrail] = []
    longest_first = sorted(ways, key=lambda one: -len(one.decisions))
    if beside is not None and longest_first:
        _grown(tree, beside)
    for way in longest_first:
        if _grown(tree, way):
            found.append(way)
    return tuple(found)


def _grown(tree: _Tree, way: DecisionTrail) -> bool:
    """Put a way into the tree; returns whether it wasn't in there yet."""
    is_new = False
    for step in (_key(way.origin), *way.decisions):
        if step not in tree:
            is_new = True
            tree[step] = {}
        tree = tree[step]
    return is_new


def _key(origin: Snapshot | None) -> str:
    """What two equal snapshots have in common, and no others; empty for none."""
    if origin is None:
        return ""
    talks = [[(what, sorted(said.items())) for what, said in one.items()] for one in origin.talks]
    values = sorted(origin.values.items())
    return repr((origin.scene, origin.draws, values, origin.agenda, list(map(sorted, talks))))


@dataclass(frozen=True, slots=True)
class Save:
    """A play as it is kept. `place`, `day` and `ended` are shown in lists.

    `order` shows which of two plays in a folder was kept last: microseconds since 1970, or one more
    than the newest there if the clock says less.
    """

    story_id: str
    story_title: str
    version: int
    fingerprint: str
    seed: int
    decisions: tuple[str, ...]
    snapshot: Snapshot
    origin: Snapshot | None = None
    label: str = ""
    moment: str = ""
    order: int = 0
    place: str = ""
    day: str = ""
    ended: str = ""
    unplaced: Unplaced = ALL_PLACED

    @classmethod
    def of(
        cls,
        play: Play,
        *,
        label: str,
        moment: str,
        order: int = 0,
        unplaced: Unplaced = ALL_PLACED,
    ) -> Save:
        """A play as it stands now; `moment` is ISO 8601."""
        story = play.story
        ending = ended(story, play.state)
        return cls(
            story_id=story.id,
            story_title=story.title,
            version=story.version,
            fingerprint=story.fingerprint,
            seed=play.seed,
            decisions=play.decisions,
            snapshot=_snapshot(story, play.state, play.values()),
            origin=_origin(play),
            label=label,
            moment=moment,
            order=order,
            place=titled(story, play.place.id, play.state.values).title,
            day=play.place.date.isoformat() if play.place.date else "",
            ended=ending.outcome if ending else "",
            unplaced=unplaced,
        )

    @property
    def way(self) -> DecisionTrail:
        """The decisions from where the play begins now."""
        return DecisionTrail(self.decisions, self.origin)

    @property
    def trail(self) -> DecisionTrail:
        """The whole way that led to where the play was, including what can't be placed any more."""
        before = self.unplaced.before
        return before.then(self.decisions) if before else self.way

    @property
    def summary(self) -> Summary:
        """What a list shows of the save."""
        return Summary(
            self.story_id,
            self.story_title,
            self.label,
            self.moment,
            self.place,
            self.day,
            self.ended,
            self.snapshot.scene if self.ended else "",
            self.order,
            len(self.trail.decisions),
            self.seed,
        )


class Summary(NamedTuple):
    """What a list shows of a kept play; it is at the head of the file.

    `ended` is the outcome and `ending` the id of the ending, both empty before there is one;
    `decisions` is their number.
    """

    story_id: str
    story_title: str
    label: str
    moment: str
    place: str
    day: str
    ended: str
    ending: str
    order: int
    decisions: int
    seed: int


class _Counts(dict[str, bool]):
    """Whether a value's name is that of a count or a rest, found out once: a snapshot asks it of
    hundreds of names."""

    @classmethod
    def of(cls, _story: Story) -> _Counts:
        """Those of a story."""
        return cls()

    def __missing__(self, name: str) -> bool:
        self[name] = found = isinstance(value_name(name), Counted | Cooldown)
        return found


def _origin(play: Play) -> Snapshot | None:
    """Where the play began; None if that is the story's start."""
    if play.begins_at_the_start:
        return None
    story, origin = play.story, play.origin
    return _snapshot(story, origin, values(story, origin))


def _snapshot(story: Story, state: State, named: dict[str, Named]) -> Snapshot:
    table = story.tables.get(state.scene)
    talks = tuple(named_talks(table, state.talks)) if table else ()
    counts = story.once(_Counts.of)
    counted = {name: value for name, value in named.items() if value or not counts[name]}
    return Snapshot(state.scene, state.draws, counted, state.agenda, talks)
