"""Whom the player talks to, and through whom."""

from __future__ import annotations

from negotiator.engine import Play
from negotiator.narration.contacts import Contact, sides, spoken
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import FIRST_ROUND


def test_nobody_has_spoken_before_they_did(gsomia: Story) -> None:
    play = Play.begin(gsomia, 5)
    found = {one.name: one for one in sides(play)}
    assert found["Beijing"].contacts == ()
    assert "Beijing (Displeased), through nobody yet." in list(spoken(play))
    assert not any(one.is_at_table for one in found.values())
    living = {one.name for one in gsomia.people.values() if one.real}
    assert living.isdisjoint(each.name for one in found.values() for each in one.contacts)


def test_who_speaks_is_there_with_their_side() -> None:
    play = Play.begin(load(FIRST_ROUND), 3)
    while not play.ending and not any(one.is_at_table for one in sides(play)):
        play = play.choose(next(one.id for one in play.options() if one.open))
    met = [each for one in sides(play) for each in one.contacts]
    assert met
    assert all(isinstance(one, Contact) and one.places > 0 for one in met)
    assert len({one.name for one in met}) == len(met)
    names = [one.name for one in sides(play)]
    assert len(set(names)) == len(names)
