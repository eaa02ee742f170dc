"""A text of a story, split at its marks, and the passages made of such texts.

`story.text_marks` splits a text; what its marks show in a given state is decided in `engine`.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.story.expressions import Expression


class Words(NamedTuple):
    """Plain words in a text."""

    words: str


class Cite(NamedTuple):
    """`[^S14]`: the words before it rest on this source."""

    source: str


class Link(NamedTuple):
    """`[[win_set|win-sets]]`: a glossary term and the words shown for it."""

    term: str
    words: str


class Shown(NamedTuple):
    """`{opinion}` or `{opinion.band}`: a gauge's value, or the name of its band; or
    `{terms.level}`: the option that was agreed."""

    gauge: str
    band: bool


class Stand(NamedTuple):
    """That a passage argues for something that has a name, or against it."""

    name: str
    is_for: bool


Segment = Words | Cite | Link | Shown
Text = tuple[Segment, ...]
"""A text split at its marks, in reading order."""


def words_in(text: Text) -> int:
    """How many words of a text are written out."""
    return sum(len(one.words.split()) for one in text if isinstance(one, Words | Link))


class Passage(NamedTuple):
    """A paragraph, shown when its condition holds (always, if it has none).

    `says` is the person who says it, by id; empty if it is told.
    """

    text: Text
    when: Expression | None = None
    says: str = ""
    argues: Stand | None = None

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it rests on; empty for drama."""
        return tuple(part.source for part in self.text if isinstance(part, Cite))
