"""A play as a short code that can be read out, typed and checked, and the play that a code stands
for.

A code has a digest of the story, the seed, and each decision as its number among those that were
open: it means something only together with the story, which plays it again. So nothing in it has
to be trusted. Its letters are Crockford's base 32 (https://www.crockford.com/base32.html), in which
none looks like another; its checksum finds a mistyped one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from negotiator.bargaining.decisions import EITHER, PROPOSE, proposes
from negotiator.bargaining.refusals import NotOfferedError
from negotiator.bargaining.worths import Package
from negotiator.engine.machine import choose, options, start, talks
from negotiator.engine.negotiation import Session
from negotiator.engine.play import Play
from negotiator.engine.state import State, Step
from negotiator.story.bounds import LARGEST_SEED
from negotiator.story.choice_names import parted
from negotiator.story.model import Story

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})
"""What people write for a letter that isn't among them."""
_BETWEEN = re.compile(r"[\s\-–—_.]+")
"""What may stand between letters."""
GROUP = 4
"""How many letters stand together."""
MOST_LETTERS = 20_000
"""The longest code that is read."""
MOST_DECISIONS = 10_000
"""How many decisions a code may stand for: where only one is open it takes no letter."""
_CHECKSUM, _VERSION, _STORY = 1 << 20, 8, 1 << 24
_PIECE, _MOST_PIECES = 1 << 8, 16
"""Numbers of any size are written in pieces, after how many there are."""


class CodeFault(Enum):
    """Why something isn't the code of a play."""

    LETTER = "letter"
    """It has a letter that no code has."""
    MISTYPED = "mistyped"
    """Letters are missing, or aren't those that were written."""
    NEWER = "newer"
    """Another version of the program wrote it."""
    OTHER_STORY = "other_story"
    """It is of another story, or of another text of this one."""
    NOT_OPEN = "not_open"
    """One of its decisions can't be made."""


class PlayCodeError(Exception):
    """Something isn't the code of a play of a story; `fault` says why."""

    def __init__(self, fault: CodeFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class UncodedError(Exception):
    """A play that has no code: it began in the midst of its story, is too long, or has a seed that
    no play has that was begun by a command."""


class Digit(NamedTuple):
    """A whole number, at least 0, below `base`."""

    value: int
    base: int


def code_of(play: Play) -> str:
    """The code of a play from the start of its story, in groups of letters with hyphens between.

    Raises UncodedError if the play began elsewhere, has more decisions than a code can hold, or a
    seed that isn't one.
    """
    if play.origin != start(play.story, play.seed) or len(play.steps) > MOST_DECISIONS:
        raise UncodedError
    if not 0 <= play.seed <= LARGEST_SEED:
        raise UncodedError
    digits = [
        Digit(0, _VERSION),
        Digit(_short(play.story), _STORY),
        *_in_pieces(play.seed),
        *_in_pieces(len(play.steps)),
    ]
    for step in play.steps:
        digits += _decision(play.story, step)
    number = 0
    for one in reversed(digits):
        number = number * one.base + one.value
    letters = _letters(number * _CHECKSUM + _checksum(number))
    if len(letters) > MOST_LETTERS:
        raise UncodedError
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


class PlayCode:
    """A code that was written correctly: which story it is of, and the play, once that is known.

    Raises PlayCodeError if it isn't the code of a play.
    """

    def __init__(self, written: str) -> None:
        number = _number(written)
        self._rest, checksum = divmod(number, _CHECKSUM)
        if checksum != _checksum(self._rest):
            raise PlayCodeError(CodeFault.MISTYPED)
        if self._next(_VERSION):
            raise PlayCodeError(CodeFault.NEWER)
        self._story = self._next(_STORY)
        self.seed = self._number()
        self._count = self._number()
        if self._count > MOST_DECISIONS or self.seed > LARGEST_SEED:
            raise PlayCodeError(CodeFault.MISTYPED)
        self._first = self._rest

    def is_of(self, story: Story) -> bool:
        """Whether it is of this text of a story: one in some sixteen million others seems so."""
        return self._story == _short(story)

    def play(self, story: Story) -> Play:
        """The play, played again. Raises PlayCodeError if it isn't one of this story."""
        if not self.is_of(story):
            raise PlayCodeError(CodeFault.OTHER_STORY)
        self._rest = self._first
        state = origin = start(story, self.seed)
        steps: list[Step] = []
        for _number in range(self._count):
            try:
                step = choose(story, state, self._decided(story, state))
            except NotOfferedError:
                raise PlayCodeError(CodeFault.NOT_OPEN) from None
            steps.append(step)
            state = step.state
        if self._rest:
            raise PlayCodeError(CodeFault.NOT_OPEN)
        return Play(story, origin, tuple(steps))

    def _decided(self, story: Story, state: State) -> str:
        ids = _open(story, state)
        if not ids:
            raise PlayCodeError(CodeFault.NOT_OPEN)
        chosen = ids[self._next(len(ids))]
        session = talks(story, state)
        if session is None or chosen not in (PROPOSE, EITHER):
            return chosen
        first = self._package(session)
        if chosen == PROPOSE:
            return session.proposal(first)
        return session.pair(first, self._package(session))

    def _package(self, session: Session) -> Package:
        return tuple(self._next(len(term.options)) for term in session.table.terms)

    def _number(self) -> int:
        pieces = [self._next(_PIECE) for _ in range(self._next(_MOST_PIECES))]
        return sum(one * _PIECE**place for place, one in enumerate(pieces))

    def _next(self, base: int) -> int:
        self._rest, value = divmod(self._rest, base)
        return value


def _decision(story: Story, step: Step) -> Iterator[Digit]:
    """A decision by its number among those that were open, and the packages that it proposes."""
    ids = _open(story, step.before)
    _, decided = parted(step.decision)
    session = talks(story, step.before)
    kind = proposes(decided) if session is not None else None
    yield Digit(ids.index(kind or decided), len(ids))
    if session is not None and kind is not None:
        proposed, pair = session.proposed_in(decided)
        for package in pair or (proposed,):
            for term, option in zip(session.table.terms, package, strict=True):
                yield Digit(option, len(term.options))


def _open(story: Story, state: State) -> list[str]:
    """What can be decided: choices, and at a table kinds of decisions."""
    found = [one.id for one in options(story, state) if one.open]
    return [*found, EITHER] if talks(story, state) is not None else found


def _in_pieces(number: int) -> Iterator[Digit]:
    size = (number.bit_length() + 7) // 8
    if size >= _MOST_PIECES:
        raise UncodedError
    yield Digit(size, _MOST_PIECES)
    yield from (Digit(one, _PIECE) for one in number.to_bytes(size, "little"))


def _short(story: Story) -> int:
    return int(story.fingerprint[:6], 16)


def _checksum(number: int) -> int:
    content = number.to_bytes((number.bit_length() + 7) // 8, "little")
    return int.from_bytes(hashlib.sha256(content).digest()[:4], "big") % _CHECKSUM


def _letters(number: int) -> str:
    # Letters are made of bytes, since dividing a long number again and again takes long.
    bits = f"{number:b}"
    bits = bits.zfill(-(-len(bits) // 5) * 5)
    return "".join(LETTERS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def _number(written: str) -> int:
    letters = _BETWEEN.sub("", written).upper().translate(_MEANT)
    if not letters or len(letters) > MOST_LETTERS:
        raise PlayCodeError(CodeFault.MISTYPED)
    if not set(letters) <= set(LETTERS):
        raise PlayCodeError(CodeFault.LETTER)
    bits = "".join(f"{LETTERS.index(one):05b}" for one in letters)
    return int(bits, 2)
