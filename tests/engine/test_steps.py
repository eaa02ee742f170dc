"""The steps of plays that go on from the same moment, and of plays that go on for long."""

from __future__ import annotations

from negotiator.engine.play import Play, replay
from negotiator.story.model import Story


def test_plays_that_go_on_from_one_moment_keep_steps_of_their_own(harbour: Story) -> None:
    begun = Play.begin(harbour, 1)
    able = [option.id for option in begun.options() if option.open]
    ways = [begun.choose(one) for one in (*able, *able)]
    assert [way.decisions for way in ways] == [(f"{begun.place.id}.{one}",) for one in able] * 2
    for way in ways:
        assert way.steps == replay(harbour, 1, way.decisions).play.steps
        assert way.undone().steps == begun.steps == ()
    further = ways[0]
    while further.ending is None:
        further = further.choose(next(one.id for one in further.options() if one.open))
    assert further.steps[:1] == tuple(ways[0].steps)
    assert further.steps[-1].state == further.state
    assert [len(way.steps) for way in ways] == [1] * len(ways)
