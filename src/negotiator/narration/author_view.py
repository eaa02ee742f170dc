"""What an author sees of a play that no player does, in words: every value, why choices are closed,
which events can come and how likely, and where one may jump.

`authoring.author_view` works it out from the rules; without `--watch` nobody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from negotiator.engine.layout import Named
from negotiator.language import _, ngettext, pgettext
from negotiator.narration.history import kept_before
from negotiator.narration.sentences import Piece, Sentence, joined, sentence
from negotiator.sentence_parts import apart, in_a_row
from negotiator.story.codes import CODES
from negotiator.story.model import Ending, Scene, Story
from negotiator.story.value_names import Cooldown, Kept, TimesChosen, Visits, value_name


class Unmet(NamedTuple):
    """What doesn't hold, with the values that it reads: a `condition` of the author's, or a weight
    that is 0; without values what comes but once, or something that rests for some scenes."""

    condition: str = ""
    known: tuple[tuple[str, Named], ...] = ()
    rest: int = 0


class ClosedChoice(NamedTuple):
    """A choice that is closed, by id, and why; `is_hidden` if players don't see it at all."""

    id: str
    unmet: tuple[Unmet, ...]
    is_hidden: bool


class Ahead(NamedTuple):
    """What may follow an open choice, with the exact chances: the places that it leads to (an
    event's id if it waits for an answer), and the events that come on the way. If there are too
    many ways to count them all, `is_whole` is false, and the chances are those at the least."""

    id: str
    leads: tuple[tuple[str, Fraction], ...]
    events: tuple[tuple[str, Fraction], ...]
    is_whole: bool = True


class EventNow(NamedTuple):
    """An event of a pool as values are now: the chance that it is the first drawn, and what keeps
    it from coming, if anything does. An interrupt has an empty pool."""

    id: str
    pool: str
    first: Fraction
    unmet: tuple[Unmet, ...] = ()


class PackageAhead(NamedTuple):
    """A package that can still be agreed on at a table: as it is written in a proposal, its worths
    for the player and for the other side, after how many more proposals it is agreed on if the
    player stands by it (0: it has only to be accepted), and what follows."""

    written: str
    worths: tuple[int, int]
    proposals: int
    ahead: Ahead


class TableAhead(NamedTuple):
    """The packages that can still be agreed on, the soonest first, of how many there are; not
    `is_whole` if only some were tried."""

    packages: tuple[PackageAhead, ...]
    of: int
    is_whole: bool


class AuthorView(NamedTuple):
    """A play as its author sees it."""

    story: Story
    values: Mapping[str, Named]
    closed: tuple[ClosedChoice, ...]
    ahead: tuple[Ahead, ...]
    events: tuple[EventNow, ...]
    table: TableAhead | None = None


class Section(NamedTuple):
    """Lines about one thing, under a title; what a line is about fills its `name`."""

    title: str
    lines: tuple[Sentence, ...]


def title() -> str:
    """What is above all of it."""
    return _("Inside the play")


def sections(view: AuthorView) -> tuple[Section, ...]:
    """Everything in lines of text, in sections; those that would be empty are left out."""
    found = [
        Section(_("Gauges and their bands"), tuple(_gauges(view))),
        Section(_("Flags"), tuple(map(_whole, _flags(view)))),
        Section(_("Counters"), tuple(map(_whole, _counters(view)))),
        Section(_("Counts"), tuple(map(_whole, _counts(view)))),
        Section(_("Closed choices"), tuple(map(_closed, view.closed))),
        Section(_("What may follow"), tuple(map(_ahead, view.ahead))),
        Section(_("Packages that may follow"), tuple(_packages(view.table))),
        Section(_("Events, as values are now"), tuple(map(_event, view.events))),
    ]
    return tuple(one for one in found if one.lines)


# Values


def _is(name: str, value: Named) -> str:
    return CODES["N707"].said("known", name=name, value=_written(value))


def _whole(words: str) -> Sentence:
    """Words of which none are picked out."""
    return Sentence((Piece(words),))


def _written(value: Named) -> str:
    """A value as it is written in a story."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _gauges(view: AuthorView) -> Iterator[Sentence]:
    for gauge in view.story.gauges.values():
        value = int(view.values[gauge.id])
        yield sentence(
            _("{name} is {value}, of {low} to {high}: {band}"),
            name=gauge.id,
            value=value,
            low=gauge.low,
            high=gauge.high,
            band=gauge.band(value),
        )


def _flags(view: AuthorView) -> Iterator[str]:
    for value in (True, False):
        names = [flag for flag in view.story.flags if view.values[flag] is value]
        if names:
            named = in_a_row(names)
            yield _("true: {names}", names=named) if value else _("false: {names}", names=named)


def _counters(view: AuthorView) -> Iterator[str]:
    for counter in view.story.counters:
        yield _is(counter, view.values[counter])


def _counts(view: AuthorView) -> Iterator[str]:
    """Visits, choices taken, rests, votes, terms, promises and profiles, each kind in a line."""
    lines: dict[type, list[str]] = {Visits: [], TimesChosen: [], Cooldown: []}
    for name, value in view.values.items():
        known = value_name(name)
        if isinstance(known, Kept):
            continue
        if not value and isinstance(known, Visits | TimesChosen | Cooldown):
            continue  # what isn't named is 0
        lines.setdefault(type(known), []).append(_is(name, value))
    return (in_a_row(line) for line in lines.values() if line)


# Choices and events


def unmet(one: Unmet) -> str:
    """Why something is closed, in a clause."""
    if one.rest:
        return ngettext(
            "it rests for {number} more scene", "it rests for {number} more scenes", one.rest
        )
    if not one.condition and not one.known:
        return _("it is for once, and has been")
    known = in_a_row(_is(*each) for each in one.known)
    if not one.condition:
        return _("its weight is 0: {known}", known=known)
    return CODES["N707"].said("does_not_hold", condition=one.condition, known=known)


def _unmet(all_of_it: Iterable[Unmet]) -> str:
    return apart(map(unmet, all_of_it))


def _closed(one: ClosedChoice) -> Sentence:
    why = _unmet(one.unmet)
    if one.is_hidden:
        return sentence(_("{name} (hidden): {why}"), name=one.id, why=why)
    return sentence(_("{name}: {why}"), name=one.id, why=why)


def chance(share: Fraction) -> str:
    """A chance in per cent."""
    number = round(share * 100)
    if share and not number:
        return pgettext("a chance", "under 1%")
    if share < 1 and number == 100:
        return pgettext("a chance", "over 99%")
    return pgettext("a chance", "{number}%", number=number)


def _with_chances(each: Iterable[tuple[str, Fraction]]) -> str:
    return in_a_row(
        pgettext("a name and its chance", "{name} {chance}", name=name, chance=chance(share))
        for name, share in each
    )


def _ahead(one: Ahead) -> Sentence:
    is_sure = one.is_whole and len(one.leads) == 1
    leads = one.leads[0][0] if is_sure else _with_chances(one.leads)
    events = _with_chances(one.events)
    come = _("Events: {events}.", events=events) if events else ""
    part = "" if one.is_whole else _("There are more ways than can be counted: at the least, this.")
    more = joined(come, part)
    if more:
        return sentence(_("{name} leads to {places}. {more}"), name=one.id, places=leads, more=more)
    return sentence(_("{name} leads to {places}."), name=one.id, places=leads)


MOST_PACKAGES = 20
"""How many packages are listed; the others are counted."""


def _packages(table: TableAhead | None) -> Iterator[Sentence]:
    """Which packages can still be agreed on, and what each leads to."""
    if table is None:
        return
    number, all_of_them = len(table.packages), table.of
    said = (
        ngettext(
            "{number} of {all} packages can still be agreed on.",
            "{number} of {all} packages can still be agreed on.",
            number,
            all=all_of_them,
        )
        if table.is_whole
        else ngettext(
            "At least {number} of {all} packages can still be agreed on.",
            "At least {number} of {all} packages can still be agreed on.",
            number,
            all=all_of_them,
        )
    )
    yield _whole(said)
    for one in table.packages[:MOST_PACKAGES]:
        yield sentence(
            _("{name}: {ours} for you, {theirs} for them, {when}. {leads}"),
            name=one.written,
            ours=one.worths[0],
            theirs=one.worths[1],
            when=_when(one.proposals),
            leads=_ahead(one.ahead),
        )
    more = number - MOST_PACKAGES
    if more > 0:
        yield _whole(ngettext("And {number} more.", "And {number} more.", more))


def _when(proposals: int) -> str:
    """How soon a package is agreed on by standing by it."""
    if not proposals:
        return _("as soon as it is accepted")
    return ngettext("after {number} more proposal", "after {number} more proposals", proposals)


def _event(one: EventNow) -> Sentence:
    where = _("pool {name}", name=one.pool) if one.pool else _("interrupt")
    if one.unmet:
        why = _unmet(one.unmet)
        return sentence(_("{name} ({pool}) can't come: {why}"), name=one.id, pool=where, why=why)
    first = chance(one.first)
    return sentence(
        _("{name} ({pool}) comes first with {chance}"), name=one.id, pool=where, chance=first
    )


# Jumping


class Place(NamedTuple):
    """A place that one may jump to."""

    id: str
    words: str


def places(story: Story) -> tuple[Place, ...]:
    """Every scene, table and ending, in the order of the story."""
    found: list[Place] = []
    every: tuple[Scene | Ending, ...] = (*story.scenes.values(), *story.endings.values())
    for one in every:
        name = one.title
        if isinstance(one, Ending):
            name = _("{title} (an ending)", title=name)
        found.append(Place(one.id, name))
    return tuple(found)


def where_to() -> str:
    """What is above the places to jump to."""
    return _("Jump to")


def listed(story: Story) -> tuple[str, ...]:
    """The same as lines, for whoever types."""
    lines = (_("{id}: {title}", id=one.id, title=one.words) for one in places(story))
    return (_("Type jump and the name of a place:"), *lines)


def jumped() -> str:
    """The message after a jump."""
    how = _("Jumped: the values are as they were, and what entering here does was left out.")
    return joined(how, kept_before())


def help_lines() -> tuple[str, ...]:
    """What an author may type beside a player's words."""
    return (
        _("inside: every value, what is closed and why, and which events can come."),
        _("jump PLACE: go on from there with the same values. jump: all places."),
    )
