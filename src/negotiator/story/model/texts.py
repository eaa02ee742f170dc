"""A text of a story, split at its marks, and the passages made of such texts.

`story.text_marks` splits a text; what its marks show in a given state is decided in `engine`.
"""

from __future__ import annotations

from datetime import date as day
from enum import Enum
from typing import NamedTuple, Self

from negotiator.story.expressions import Expression


class Words(NamedTuple):
    """Plain words in a text. A line break in them ends a line, two end a paragraph."""

    words: str


class Stress(NamedTuple):
    """From here on the words are told with this stress: `*`, `**` (strong), `***` (both), or none
    if it is empty."""

    stars: str


class Citation(NamedTuple):
    """`[^S14]`: the words before it rest on this source."""

    source: str


class GlossaryLink(NamedTuple):
    """`[[win_set|win-sets]]`: a glossary term and the words shown for it."""

    term: str
    words: str


class Shown(NamedTuple):
    """`{…}`: what an expression gives, in digits if that is a number and otherwise in words."""

    value: Expression


class Stand(NamedTuple):
    """That a passage argues for something that has a name, or against it."""

    name: str
    is_for: bool


Segment = Words | Stress | Citation | GlossaryLink | Shown
Text = tuple[Segment, ...]
"""A text split at its marks, in reading order."""


class Phrase(str):
    """A title, a label or a reason that shows values.

    As a string it is what stands where there is no play, such as in a drawing of the whole story:
    each value is `…`. `parts` are its words and values.
    """

    __slots__ = ("parts",)
    parts: Text

    def __new__(cls, parts: Text) -> Self:
        """The phrase of these words and values."""
        words = (one.words if isinstance(one, Words) else "…" for one in parts)
        self = super().__new__(cls, "".join(words))
        self.parts = parts
        return self

    def __reduce__(self) -> tuple[type[Phrase], tuple[Text]]:
        return Phrase, (self.parts,)


def values_shown(words: str) -> tuple[Expression, ...]:
    """The expressions that words show: none, unless they are a Phrase."""
    return values_in(words.parts) if isinstance(words, Phrase) else ()


_WRITTEN_OUT = (Words, GlossaryLink)


def words_in(text: Text) -> int:
    """How many words of a text are written out."""
    return sum([len(one.words.split()) for one in text if isinstance(one, _WRITTEN_OUT)])


class DocumentKind(Enum):
    """What a document is; the value is the author's word for it."""

    LETTER = "letter"
    TELEGRAM = "telegram"
    NOTICE = "notice"
    FRONT_PAGE = "front_page"
    POLL = "poll"
    MINUTES = "minutes"
    MAP = "map"
    DRAWING = "drawing"
    QUESTIONS = "questions"
    """What players may ask themselves; an ending's come at the end of its debrief."""

    @property
    def is_drawn(self) -> bool:
        """Whether its lines are drawn, so that they must stay as they are."""
        return self in (DocumentKind.MAP, DocumentKind.DRAWING)


class Document(NamedTuple):
    """What makes a passage a document: its kind, what stands above it, and its day; for a drawing,
    what it shows, in words."""

    kind: DocumentKind
    heading: Text = ()
    date: day | None = None
    alt: Text = ()


class VariantOrder(Enum):
    """How the wordings of a passage take turns; the value is the author's word for it."""

    SEQUENCE = "sequence"
    """One after the other; the last one stays."""
    CYCLE = "cycle"
    """One after the other, round and round."""
    SHUFFLE = "shuffle"
    """In rounds, each in an order of its own that the seed decides."""


class Variants(NamedTuple):
    """The wordings of a passage that has several, and how they take turns."""

    order: VariantOrder
    texts: tuple[Text, ...]


class Passage(NamedTuple):
    """A paragraph, shown when its condition holds (always, if it has none).

    `says` is the person who says it, by id; empty if it is told. One with `variants` has several
    wordings, and no text of its own.
    """

    text: Text
    when: Expression | None = None
    says: str = ""
    argues: Stand | None = None
    document: Document | None = None
    variants: Variants | None = None

    @property
    def wordings(self) -> tuple[Text, ...]:
        """Its text, or each of the texts that it may have."""
        return (self.text,) if self.variants is None else self.variants.texts

    @property
    def texts(self) -> tuple[Text, ...]:
        """All its texts: its own, and those of the document it is."""
        document = self.document
        own = (self.text,) if self.variants is None else self.variants.texts
        return own if document is None else (document.heading, *own, document.alt)

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it rests on; empty for drama."""
        parts = (part for text in self.texts for part in text)
        return tuple(part.source for part in parts if isinstance(part, Citation))

    @property
    def is_sourced(self) -> bool:
        """Whether it cites a source, in whichever wording."""
        document = self.document
        around = () if document is None else (*document.heading, *document.alt)
        each = [(*around, *text) for text in self.wordings]
        return all(any(isinstance(part, Citation) for part in one) for one in each)

    @property
    def reads(self) -> tuple[Expression, ...]:
        """The expressions evaluated to show it: its condition, and those in its texts."""
        shown = values_in(self.text)
        if self.document is not None:
            shown = tuple([value for text in self.texts for value in values_in(text)])
        return shown if self.when is None else (self.when, *shown)


def values_in(text: Text) -> tuple[Expression, ...]:
    """The expressions that a text shows."""
    found = []
    for part in text:
        if type(part) is Shown:  # faster than `isinstance`, and asked of every text
            found.append(part.value)
    return tuple(found) if found else ()
