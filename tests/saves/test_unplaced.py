"""Decisions that an edited story can't place stay in the file, and come back when it can."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.engine import Play
from negotiator.saves import (
    DecisionTrail,
    Resumed,
    Save,
    Snapshot,
    Unplaced,
    UnplacedDecisionError,
    read_save,
    resume,
    write_save,
)
from negotiator.saves.record import apart
from negotiator.story.model import Story
from tests.saves.test_resuming import edited
from tests.strategies import SCENES, StoryMaker, loaded, played

RENAMED = (("- id: ask\n", "- id: enquire\n"),)
"""Decision 1 is gone; its snapshot can be restored."""
GONE = (
    ("  hall:\n", "  court:\n"),
    ("goto: hall", "goto: court"),
    ("choice: hall.sign", "choice: court.sign"),
    ("- id: promise\n", "- id: swear\n"),
    ("quay.promise", "quay.swear"),
)
"""Decision 2 is gone, and the place that it led to."""


def begun(story: Story, *choices: str) -> Resumed:
    play = Play.begin(story, 4)
    for choice in choices:
        play = play.choose(choice)
    return Resumed(play)


def kept(resumed: Resumed) -> Save:
    """What is read of a play after it was saved."""
    save = Save.of(resumed.play, label="", moment="", unplaced=resumed.unplaced)
    return read_save(write_save(save).encode(), "x.yaml")


def decided(resumed: Resumed, *choices: str) -> Resumed:
    play = resumed.play
    for choice in choices:
        play = play.choose(choice)
    return resumed._replace(play=play)


def gone_on(story: Story, save: Save) -> Resumed:
    try:
        return resume(story, save)
    except UnplacedDecisionError as lost:
        return Resumed(lost.before, str(lost), lost.unplaced, is_in_place=False)


def test_restored_from_the_snapshot_and_back(harbour: Story, tmp_path: Path) -> None:
    other = edited(tmp_path, *RENAMED)
    first = kept(begun(harbour, "ask", "promise"))
    restored = gone_on(other, first)
    assert restored.play.steps == ()
    assert restored.unplaced.before == first.way
    # Saved as it is, and after a further decision, in the edited story and then in the old one.
    for further in ((), ("sign",)):
        save = kept(decided(restored, *further))
        assert len(save.trail.decisions) == 2 + len(further)
        assert gone_on(other, save).unplaced == restored.unplaced
        back = gone_on(harbour, save)
        assert back.play.decisions == ("quay.ask", "quay.promise", *("hall.sign",)[: len(further)])
        assert "again what it lacked" in back.note
        assert back.unplaced == Unplaced()
        # And once more round.
        again = gone_on(other, kept(back))
        assert again.play.state == restored.play.state or further
        assert gone_on(harbour, kept(again)).play.state == back.play.state


def test_gone_on_with_before_it_and_back(harbour: Story, tmp_path: Path) -> None:
    other = edited(tmp_path, *GONE)
    first = kept(begun(harbour, "ask", "promise"))
    before = gone_on(other, first)
    assert before.play.decisions == ("quay.ask",)
    assert not before.is_in_place
    assert before.unplaced.put_by == (first.way,)
    # Saved without a new decision it comes back whole.
    back = gone_on(harbour, kept(before))
    assert back.play.decisions == ("quay.ask", "quay.promise")
    assert "are back (1)" in back.note
    # With one that only the edited story has, too; that one is put by then.
    other_way = decided(before, "swear")
    assert gone_on(other, kept(other_way)).play.decisions == ("quay.ask", "quay.swear")
    back = gone_on(harbour, kept(other_way))
    assert back.play.decisions == ("quay.ask", "quay.promise")
    assert back.unplaced.put_by == (DecisionTrail(("quay.ask", "quay.swear")),)
    assert gone_on(other, kept(back)).play.decisions == ("quay.ask", "quay.swear")
    # With one that both have, what was decided last is played, and the rest stays in the file.
    waited = decided(before, "wait")
    back = gone_on(harbour, kept(waited))
    assert back.play.decisions == ("quay.ask", "quay.wait")
    assert back.note == ""
    assert back.unplaced.put_by == (first.way,)


def test_where_a_play_began_elsewhere_is_kept_too(harbour: Story, tmp_path: Path) -> None:
    other = edited(tmp_path, *GONE)
    first = kept(Resumed(Play(harbour, begun(harbour, "promise").play.state)))
    assert first.origin
    before = gone_on(other, first)
    assert before.play.state == Play.begin(other, 4).state
    assert not before.is_in_place
    assert kept(before).unplaced.put_by == (first.way,)
    assert gone_on(harbour, first).play.state.scene == "hall"


@settings(max_examples=60)
@given(
    st.integers(0, 2**32),
    st.lists(st.integers(0, 11), max_size=10),
    st.lists(st.tuples(st.sampled_from(SCENES), st.booleans()), max_size=4),
)
def test_nothing_that_was_decided_ever_leaves_the_file(
    seed: int, picks: list[int], edits: list[tuple[str, bool]]
) -> None:
    """A story whose scenes are written anew, one after the other, and come back as they were."""
    made = StoryMaker(seed).story()
    story = loaded(made)
    play = played(story, seed, picks)
    whole = DecisionTrail(play.decisions)
    save = kept(Resumed(play))
    for scene, decides in edits:
        resumed = gone_on(loaded(written_anew(made, scene)), save)
        more = [option.id for option in resumed.play.options() if option.open][:1]
        if decides and more != ["propose"]:
            resumed = decided(resumed, *more)
        save = kept(resumed)
        assert any(whole.begins(way) for way in (save.trail, *save.unplaced.put_by))
        back = kept(gone_on(story, save))
        assert any(whole.begins(way) for way in (back.trail, *back.unplaced.put_by))
        if not decides and len(edits) == 1:
            assert back.decisions == play.decisions


def written_anew(made: dict[str, Any], scene: str) -> dict[str, Any]:
    """The story with other names for all choices of a scene."""
    text = re.sub(rf"\b{scene}\.([a-z])", rf"{scene}.new_\1", json.dumps(made))
    other: dict[str, Any] = json.loads(text)
    for choice in other["scenes"][scene]["choices"]:
        choice["id"] = f"new_{choice['id']}"
    return other


@given(st.lists(st.lists(st.sampled_from("ab"), max_size=4).map(tuple), max_size=6))
def test_ways_that_others_begin_with_are_not_kept_twice(ways: list[tuple[str, ...]]) -> None:
    found = apart(map(DecisionTrail, ways))
    for way in map(DecisionTrail, ways):
        assert sum(way.begins(one) for one in found) >= 1
    for one in found:
        assert [other for other in found if one.begins(other)] == [one]


def naively_apart(ways: list[DecisionTrail], beside: DecisionTrail | None) -> list[DecisionTrail]:
    found = [] if beside is None else [beside]
    for way in sorted(ways, key=lambda one: -len(one.decisions)):
        if not any(way.begins(one) for one in found):
            found.append(way)
    return found if beside is None else found[1:]


ORIGINS = st.sampled_from([None, *(Snapshot(name, 1, {"a": 1, "f": True}) for name in "xy")])
WAYS = st.builds(DecisionTrail, st.lists(st.sampled_from("ab"), max_size=4).map(tuple), ORIGINS)


@given(st.lists(WAYS, max_size=9), st.none() | WAYS)
def test_ways_that_begin_others_are_left_out(
    ways: list[DecisionTrail], beside: DecisionTrail | None
) -> None:
    assert list(apart(ways, beside)) == naively_apart(ways, beside)


def test_a_file_of_ten_thousand_ways_is_opened_and_none_is_lost(harbour: Story) -> None:
    # Comparing each with each would take minutes.
    ways = tuple(DecisionTrail((f"quay.x{number}",)) for number in range(10_000))
    save = Save.of(Play.begin(harbour, 4), label="", moment="", unplaced=Unplaced(put_by=ways))
    resumed = resume(harbour, read_save(write_save(save).encode(), "x.yaml"))
    assert resumed.play.decisions == ()
    assert resumed.unplaced.put_by == ways
