"""The plays of a store as a server's pages ask for them, one by one, by their slots.

The file of a play is the play: each request reads it, and if somebody else has written to it, that
is what is shown. A play is only replayed if the file isn't as it was when it was last read or
written here.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from negotiator.engine import Play
from negotiator.escaping import line
from negotiator.library import Shelf, StoryListing
from negotiator.narration import saving
from negotiator.narration.lines import Line
from negotiator.narration.play import opening, texts
from negotiator.narration.sentences import joined
from negotiator.narration.stories import same_id
from negotiator.saves import ALL_PLACED, Memory, Met, Row, Store, Unplaced, met_in, resume
from negotiator.web.front import mark

_MOST = 64
"""Plays and forms that are remembered."""
_UNWRITTEN = 60
"""Decisions of which is remembered what they told, before that is written."""
T = TypeVar("T")


class NoPlayError(LookupError):
    """There is no play in a slot, or none that can be opened; says why."""


@dataclass(frozen=True, slots=True)
class OpenPlay:
    """A play in its slot, what the story can't place of it, and what the player should know.

    It `is_in_place` if it may go on in its slot. `read` has the keys of the texts that were read
    before it was begun, or opened here.
    """

    slot: str
    play: Play
    unplaced: Unplaced = ALL_PLACED
    note: str = ""
    is_in_place: bool = True
    read: frozenset[str] = frozenset()


class KeptPlays:
    """The plays in a store, of the stories on a shelf. `played` is told where each story is that is
    opened, `new_seed` gives that of a new play."""

    def __init__(
        self,
        shelf: Shelf,
        store: Store,
        played: Callable[[Path], None],
        new_seed: Callable[[], int],
    ) -> None:
        self._shelf = shelf
        self._store = store
        self._memory = Memory(store.folder)
        self._unwritten: list[Play] = []
        """Plays of which isn't written yet that what they told last was met."""
        self._played = played
        self._new_seed = new_seed
        self._open: OrderedDict[str, OpenPlay] = OrderedDict()
        self._made: OrderedDict[str, str] = OrderedDict()
        """The slots of what forms have made that must count once."""

    def offers(self) -> tuple[StoryListing, ...]:
        """The stories that can be begun."""
        return self._shelf.offers()

    def offer(self, marked: str) -> StoryListing:
        """The story with that mark, or of that id. Raises LookupError if there is none."""
        found = next((one for one in self.offers() if mark(one) == marked), None)
        return self._shelf.offer(marked) if found is None else found

    def rows(self) -> tuple[Row, ...]:
        """The plays that are kept, the newest first."""
        return self._store.rows()

    def trouble(self) -> str:
        """Why plays can't be kept, and what to do; empty if they can be."""
        return self._store.trouble()

    # One play

    def open(self, slot: str) -> OpenPlay:
        """The play in a slot.

        Raises NoPlayError if there is none, and what `saves.resume` and `Shelf.open` raise if it
        can't go on.
        """
        if not _is_slot(slot):
            raise NoPlayError(saving.missing(line(slot)))
        found = self._open.get(slot)
        if found is not None and self._store.is_as_known(slot):
            self._open.move_to_end(slot)
            return found
        entry = self._store.entry(slot)
        if entry.save is None:
            raise NoPlayError(entry.fault)
        story = self._shelf.open(entry.save.story_id)
        self._played(self._shelf.offer(story.id).path)
        resumed = resume(story, entry.save)
        return self._remember(
            OpenPlay(
                slot,
                resumed.play,
                resumed.unplaced,
                joined(entry.fault, resumed.note),
                is_in_place=resumed.is_in_place and not entry.save.label and not entry.fault,
                read=self._read_before(resumed.play),
            )
        )

    def keep(self, one: OpenPlay, play: Play) -> OpenPlay:
        """Write another point of a play to its slot, or to a new one if somebody else has written
        there.

        Raises SaveError if it can't be written.
        """
        kept = self._store.keep(one.slot, play, unplaced=one.unplaced)
        self._remember_met(play)
        return self._remember(replace(one, slot=kept.slot, play=play, note=kept.note))

    def keep_as(self, one: OpenPlay, label: str) -> str:
        """Write a play under a name too, over what has that name. Returns what the player should
        know, mostly nothing.

        Raises SaveError if it can't be written.
        """
        slot = self._store.slot_for(one.play.story, label)
        return self._store.keep(slot, one.play, label=label, unplaced=one.unplaced).note

    def labels(self, story_id: str) -> frozenset[str]:
        """The names under which plays of a story are kept."""
        return frozenset(
            row.summary.label
            for row in self.rows()
            if row.summary and row.summary.label and row.summary.story_id == story_id
        )

    def endings(self, story_id: str) -> frozenset[str]:
        """The endings of a story that were found."""
        self.write_met()
        return self._memory.of(story_id).endings

    def texts(self, story_id: str) -> frozenset[str]:
        """The keys of the texts of a story that were read."""
        self.write_met()
        return self._memory.of(story_id).texts

    def unread(self, story_id: str) -> str:
        """Why what was met of a story can't be read; empty if it can."""
        return self._memory.of(story_id).unread

    def forget(self, story_id: str) -> None:
        """Forget both. Raises SaveError if that fails."""
        self._unwritten = [one for one in self._unwritten if one.story.id != story_id]
        self._memory.forget(story_id)

    def _remember_met(self, play: Play) -> None:
        """Remember what was told last, and the ending if the play reached one.

        It is worked out and written now and then, since it isn't part of a play: at an ending, when
        it is asked for, and after a good many decisions.
        """
        self._unwritten.append(play)
        if play.ending or len(self._unwritten) >= _UNWRITTEN:
            self.write_met()

    def _read_before(self, play: Play) -> frozenset[str]:
        """The texts that were read before a play that is opened: what it told last is told again
        in full, since that may not have been read before."""
        return self.texts(play.story.id) - met_in(play, _told_last(play)).texts

    def write_met(self) -> None:
        """Write what was met and isn't written yet."""
        met: defaultdict[str, Met] = defaultdict(Met)
        for play in self._unwritten:
            met[play.story.id] |= met_in(play, _told_last(play))
        self._unwritten.clear()
        for story_id, found in met.items():
            self._memory.add(story_id, found)

    def delete(self, slot: str) -> None:
        """Delete a play. Raises SaveError if that fails."""
        if _is_slot(slot):
            self._store.delete(slot)
            self._open.pop(slot, None)

    # New plays

    def begin(self, marked: str, once: str) -> OpenPlay:
        """A new play of the story with that mark, kept from its beginning on; of forms with the
        same `once`, only the first makes one.

        Raises what `Shelf.open` raises, and SaveError.
        """
        offer = self.offer(marked)
        story = self._shelf.read(offer)
        self._shelf.played(offer.path)
        self._played(offer.path)
        return self.apart(
            OpenPlay("", Play.begin(story, self._new_seed())),
            once,
            same_id(offer.id, offer.also),
        )

    def apart(self, one: OpenPlay, once: str, note: str = "") -> OpenPlay:
        """A play in a slot of its own; of forms with the same `once`, only the first makes one.

        Raises SaveError if it can't be written.
        """
        made = self._made.get(once)
        if once and made is not None:
            return self.open(made)
        slot = self._store.new_slot(one.play.story)
        kept = self._store.keep(slot, one.play, unplaced=one.unplaced)
        _put(self._made, once, kept.slot)
        read = one.read
        if not one.play.steps:
            read = self.texts(one.play.story.id)
            self._remember_met(one.play)
        return self._remember(
            replace(one, slot=kept.slot, note=joined(note, kept.note), is_in_place=True, read=read)
        )

    def told(self, one: OpenPlay) -> None:
        """Note that the player was told what there was to know, which isn't said again."""
        if one.note and one.slot in self._open:
            self._open[one.slot] = replace(self._open[one.slot], note="")

    def _remember(self, one: OpenPlay) -> OpenPlay:
        _put(self._open, one.slot, one)
        return one


def _told_last(play: Play) -> Iterable[Line]:
    """The texts that the last decision told, or those before the first."""
    return texts(play, len(play.steps) - 1) if play.steps else opening(play)


def _put(held: OrderedDict[str, T], key: str, value: T) -> None:
    held[key] = value
    held.move_to_end(key)
    while len(held) > _MOST:
        held.popitem(last=False)


def _is_slot(slot: str) -> bool:
    """Whether a slot may be called so: it is the name of a file in the folder."""
    return bool(slot) and slot.isprintable() and slot[0] != "." and not {*slot} & {*"/\\:"}
