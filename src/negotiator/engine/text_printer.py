"""The words of a story as Python source: passages and choices as they are shown.

Texts that are always the same are made now, and the source only names them; the rest is worked out
from the values when it is shown. The rules' blocks say which passages and choices there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from negotiator.engine.printer import Printer
from negotiator.engine.state import Titled, filled
from negotiator.engine.transitions import Block, GuardedChoice, Tell
from negotiator.story.model import Ending, Event, Passage, Person, Phrase, Scene, Shown, Text


def told_source(one: Passage, printer: Printer, under: str = "", name: str = "") -> str:
    """Source of a passage as it is shown; made now if it is always the same.
    `under` and `name` are those of a Told."""
    speaker = printer.layout.people[one.says] if one.says else None
    is_named = not any(isinstance(words, Phrase) for words in (under, *_names(speaker)))
    if is_named and all(map(is_still, one.texts)):
        none: tuple[str, ...] = ()
        return printer.keep(filled(one, none, none, none, speaker, under, name))
    document = one.document
    around = () if document is None else (document.heading, document.alt)
    shown = "".join(f"({_shown_in(text, printer)}), " for text in (one.text, *around))
    shown += "" if around else "(), (), "
    whose = f"{_speaker(speaker, printer)}, {printer.phrase(under)}"
    return f"filled({printer.keep(one)}, {shown}{whose}, {name!r})"


def _names(person: Person | None) -> tuple[str, ...]:
    """What a person is called by."""
    return () if person is None else (person.name, person.role, person.wants)


def _speaker(person: Person | None, printer: Printer) -> str:
    """Source of who says something, as they are named."""
    if person is None or not any(isinstance(words, Phrase) for words in _names(person)):
        return printer.keep(person)
    words = "".join(f"{printer.phrase(one)}, " for one in _names(person))
    return f"called({printer.keep(person)}, {words})"


def _shown_in(text: Text, printer: Printer) -> str:
    """Source of the words that the expressions of a text give, each followed by a comma."""
    return "".join(f"{printer.shown(part)}, " for part in text if isinstance(part, Shown))


def is_still(text: Text) -> bool:
    """Whether a text is the same in every state."""
    return not any(isinstance(part, Shown) for part in text)


def title_source(place: Scene | Event | Ending, printer: Printer) -> str:
    """Source of the title of a place; made now if it is always the same."""
    where = "" if isinstance(place, Event) else place.place
    if not isinstance(place.title, Phrase) and not isinstance(where, Phrase):
        return printer.keep(Titled(place.title, where))
    return f"new(Titled, ({printer.phrase(place.title)}, {printer.phrase(where)}))"


def told_by(block: Block) -> tuple[Tell, ...]:
    """What a block shows."""
    return tuple(rule for rule in block if isinstance(rule, Tell))


def passages_source(tells: Iterable[Tell], printer: Printer) -> str:
    """Source of the tuple of passages whose conditions hold; `seed` is the play's."""
    return tuple_source(
        [
            ConditionalSource(
                "" if one.when is None else printer.test(one.when.node),
                told_source(one, printer, tell.under, name),
                "",
            )
            for tell in tells
            for one, name in tell.named()
        ],
        printer,
    )


class ConditionalSource(NamedTuple):
    """The sources of a tuple's item for when a condition holds, and for when it doesn't (empty:
    nothing). An empty condition always holds."""

    condition: str
    then: str
    otherwise: str

    def source(self) -> str:
        """Its item in the source of a tuple."""
        otherwise = f"({self.otherwise},)" if self.otherwise else "()"
        return f"*(({self.then},) if {self.condition or True} else {otherwise}),"


_MOST_CONDITIONS = 4
"""The most conditions for which all possible tuples are made beforehand."""


def tuple_source(items: list[ConditionalSource], printer: Printer) -> str:
    """Source of the tuple of all these items.

    If the items are made already, so are the tuples, and each condition picks half of them.
    """
    conditions = [item.condition for item in items if item.condition]
    things = {thing for item in items for thing in (item.then, item.otherwise) if thing}
    if len(conditions) > _MOST_CONDITIONS or not things <= printer.named.keys():
        return f"({' '.join(one.source() for one in items)})"
    made = _by_conditions(items, (), printer)
    return printer.keep(made) + "".join(f"[{one}]" for one in conditions)


def _by_conditions(
    items: list[ConditionalSource], before: tuple[object, ...], printer: Printer
) -> tuple[Any, ...]:
    """The tuple of items that are made already, after those before them; where the next has a
    condition, a pair of such tuples, for when it doesn't hold and for when it does."""
    for number, item in enumerate(items):
        if item.condition:
            rest = items[number + 1 :]
            each = [(printer.named[one],) if one else () for one in (item.otherwise, item.then)]
            return tuple(_by_conditions(rest, before + one, printer) for one in each)
        before += (printer.named[item.then],) if item.then else ()
    return before


def option_source(offer: GuardedChoice, printer: Printer) -> ConditionalSource:
    """The choice as it is shown: open, closed with its reason, or not at all."""
    opened = _option_made(
        f"({offer.id!r}, {printer.text(offer.text)}, True, '')", offer.text, printer
    )
    closed = ""
    if offer.locked is not None:
        words = f"{printer.text(offer.text)}, False, {printer.text(offer.locked)}"
        closed = _option_made(f"({offer.id!r}, {words})", (*offer.text, *offer.locked), printer)
    return ConditionalSource(" and ".join(map(printer.test, offer.guards)), opened, closed)


def _option_made(source: str, texts: Text, printer: Printer) -> str:
    """Source of an option; made now if its texts are always the same."""
    source = f"new(Option, {source})"
    if is_still(texts):
        return printer.keep(printer.expression("", source)())
    return source
