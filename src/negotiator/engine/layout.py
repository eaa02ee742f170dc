"""The position of each value of a play, the words for it in a text, and who may say one.

A state keeps all values in one tuple; everyone reads it through the layout. `rules` says what the
values mean and what range each has.
"""

from __future__ import annotations

from collections.abc import Callable

from negotiator.engine.rules import Rules
from negotiator.engine.transitions import SEED
from negotiator.sentence_parts import not_agreed
from negotiator.story.model import Phrase, Term
from negotiator.story.value_names import Settled

Value = int | bool
Values = tuple[Value, ...]
Named = int | bool | str
"""A value by its name: as stored, except that a term is the word for how it is settled."""


class _Memo(dict[int, str]):
    """The words for a number, worked out once: a look-up is what a text in play costs."""

    def __init__(self, words: Callable[[int], str]) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, number: int) -> str:
        self[number] = found = self.words(number)
        return found


class Layout:
    """The position of each value that a play keeps, in the order of the rules' domains."""

    __slots__ = (
        "bands",
        "digits",
        "motions",
        "options",
        "people",
        "phrased",
        "slots",
        "start",
        "worded",
        "written",
    )

    def __init__(self, rules: Rules) -> None:
        story = rules.story
        self.digits = _Memo(str)
        self.people = story.people
        self.motions = story.motions
        self.bands = {name: _Memo(gauge.band) for name, gauge in story.gauges.items()}
        self.options: dict[str, _Memo] = {
            Settled(name): _Memo(_option_words(term)) for name, term in story.terms.items()
        }
        self.phrased: dict[str, tuple[str, ...]] = {
            Settled(name): (not_agreed(), *(one.text for one in term.options))
            for name, term in story.terms.items()
            if any(isinstance(one.text, Phrase) for one in term.options)
        }
        """The words for how a term was settled, where an option's show values."""
        self.start: Values = tuple(domain.start for domain in rules.domains.values())
        self.written = tuple(map(str, rules.domains))
        """The names as files and other programs have them, without our own types."""
        self.slots = {name: number for number, name in enumerate(rules.domains)}
        self.worded = tuple(
            (str(name), self.slots[name], words) for name, words in story.worded.items()
        )
        """What is written as a word: its name, its position, and the word for each number."""

    def read(self, name: str) -> str:
        """Python source that reads a value out of `v`, or the seed."""
        return "seed" if name == SEED else f"v[{self.slots[name]}]"

    def words(self, name: str) -> dict[int, str]:
        """The words that a text shows for each value of a gauge or a term."""
        return self.options[name] if name in self.options else self.bands[name]


def _option_words(term: Term) -> Callable[[int], str]:
    """The words for how a term was settled; 0 means not at all."""
    return lambda number: term.options[number - 1].text if number else not_agreed()
