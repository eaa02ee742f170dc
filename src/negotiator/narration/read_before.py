"""Texts that were read in an earlier play: the keys by which they are known again, and a play told
without them.

What is left out is only what a play tells, never what it is: a heading, a decision, a change, a
vote and what is answered at a table are told in any case. Who remembers the keys is in
`saves.memory`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b

from negotiator.language import ngettext
from negotiator.narration.lines import Document, LeftOut, Line, ToldPassage
from negotiator.story.model import Citation, Stress

_BYTES = 6
"""Of a key: among the thousand texts of a story two with one key won't be found."""


def passage_key(told: ToldPassage | Document) -> str:
    """The key of a text: the same only if it is told in the same words by the same person."""
    words = "".join(
        part.words for part in told.every_part if not isinstance(part, Citation | Stress)
    )
    speaker = told.speaker.id if told.speaker else ""
    return blake2b(f"{speaker}\n{words}".encode(), digest_size=_BYTES).hexdigest()


def passage_keys(lines: Iterable[Line]) -> frozenset[str]:
    """The keys of the texts among these lines."""
    return frozenset(passage_key(one) for one in lines if isinstance(one, ToldPassage | Document))


def skip_read(lines: Iterable[Line], read: Collection[str]) -> Iterator[Line]:
    """The lines without the texts with these keys; where some were left out, it says how many."""
    count = 0
    for one in lines:
        is_answer = isinstance(one, ToldPassage) and one.is_answer
        if isinstance(one, ToldPassage | Document) and not is_answer and passage_key(one) in read:
            count += 1
            continue
        if count:
            yield LeftOut(count)
            count = 0
        yield one
    if count:
        yield LeftOut(count)


def left_out(one: LeftOut) -> str:
    """The note in place of texts."""
    return ngettext(
        "{number} passage that you have read before",
        "{number} passages that you have read before",
        one.passages,
    )
