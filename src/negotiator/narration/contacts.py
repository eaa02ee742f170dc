"""Whom the player talks to, and through whom: the sides of a story, and who has spoken for each.

Somebody speaks for the side that the author gave them; who really lived is on record, and is nobody
to talk to. A side that an actor is, and that somebody could speak for who hasn't yet, is there with
nobody, so that silence shows, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine import Play
from negotiator.language import _, ngettext
from negotiator.narration.codex import people_met
from negotiator.narration.play import tables_met
from negotiator.narration.sentences import finished, joined
from negotiator.narration.status import people
from negotiator.sentence_parts import listed


class Contact(NamedTuple):
    """A person who has spoken, and in how many places."""

    name: str
    places: int


class SideMet(NamedTuple):
    """A side, its mood if it is an actor with one, whether it was met at a table, and who has
    spoken for it."""

    name: str
    mood: str
    is_at_table: bool
    contacts: tuple[Contact, ...]


def sides(play: Play) -> tuple[SideMet, ...]:
    """The sides whose people have spoken, in the order in which they did first, and then those of
    whom nobody has."""
    found: dict[str, list[Contact]] = {}
    for one in people_met(play):
        if one.real is None and one.person.side and one.places:
            contact = Contact(one.person.name, len(one.places))
            found.setdefault(one.person.side, []).append(contact)
    moods = {_key(one.actor.name): one.mood for one in people(play)}
    for person in play.story.people.values():
        if _key(person.side) in moods and not person.real:
            found.setdefault(person.side, [])
    tables = {_key(one.theirs.name) for one in tables_met(play)}
    return tuple(
        SideMet(side, moods.get(_key(side), ""), _key(side) in tables, tuple(contacts))
        for side, contacts in sorted(found.items(), key=lambda one: not one[1])
    )


def _key(name: str) -> str:
    return name.casefold()


def caption() -> str:
    """The caption of the map."""
    return _("Whom you talk to, and through whom")


def you() -> str:
    """The player, in the map."""
    return _("You")


def nobody() -> str:
    """In place of a person where nobody has spoken for a side."""
    return _("nobody yet")


def contact(one: Contact) -> str:
    """A person, and in how many places they spoke."""
    return ngettext("{name}, once", "{name}, {number} times", one.places, name=one.name)


def side(one: SideMet) -> str:
    """A side, with its mood."""
    return _("{side}: {mood}", side=one.name, mood=one.mood) if one.mood else one.name


def legend() -> str:
    """What the lines of the map mean."""
    return _("═ at a table   ─ in talk   ┄ nobody yet")


def spoken(play: Play) -> Iterator[str]:
    """The map in sentences, a line for each side."""
    for one in sides(play):
        through = listed([contact(each) for each in one.contacts]) if one.contacts else nobody()
        name = _("{side} ({mood})", side=one.name, mood=one.mood) if one.mood else one.name
        told = _("{side}, through {people}", side=name, people=through)
        yield joined(finished(told), _("You met at a table.") if one.is_at_table else "")
