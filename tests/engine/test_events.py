"""Events, motions, counters and what happens on entering a scene."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from negotiator.engine import Play, options, replay, tell, values
from negotiator.narration.transcript import transcript
from negotiator.saves import Save, read_save, resume, write_save
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.words import refused, words_of

ASSEMBLY = Path(__file__).parents[1] / "stories" / "assembly"


@pytest.fixture(scope="module")
def assembly() -> Story:
    return load(ASSEMBLY)


def came(play: Play) -> list[str]:
    step = play.steps[-1]
    return [one.event for one in (*step.interrupts, *step.reactions)]


def test_an_included_folder_belongs_to_the_story(assembly: Story) -> None:
    assert assembly.glossary["motion"].term == "Motion"
    assert "A1" in assembly.sources


def test_the_highest_priority_comes_first_and_once(assembly: Story) -> None:
    for seed in range(20):
        play = Play.begin(assembly, seed).choose("wait")
        first, second = came(play)
        assert first == "warning"
        assert second in ("shrug", "headline")
        assert play.steps[-1].reactions[0].told[0].text == "A note comes over the wall."
        again = play.choose("sleep")
        assert "warning" not in came(again)


def test_weights_decide_among_equals(assembly: Story) -> None:
    seconds = Counter(came(Play.begin(assembly, seed).choose("wait"))[1] for seed in range(700))
    # Weight 3 against 45 // 10 = 4: 300 of 700 expected, with a standard deviation of 13.
    assert 240 < seconds["shrug"] < 360


def test_a_cooldown_holds_for_the_scenes_it_says(assembly: Story) -> None:
    seed = next(
        seed
        for seed in range(50)
        if came(Play.begin(assembly, seed).choose("wait")) == ["warning", "shrug"]
    )
    play = Play.begin(assembly, seed).choose("wait").choose("sleep").choose("answer")
    # One scene without it, though two could have come; then it can come again.
    assert came(play) == ["headline"]
    assert set(came(play.choose("sleep"))) == {"shrug", "headline"}


def test_an_interrupt_waits_for_its_answer(assembly: Story) -> None:
    play = Play.begin(assembly, 1).choose("wait").choose("sleep")
    step = play.steps[-1]
    assert [one.event for one in step.interrupts] == ["telephone"]
    assert (step.entered, step.scene, step.reactions) == ("", (), ())
    assert play.event is not None
    assert play.event.title == "The press"
    assert play.place.id == "evening"
    assert [one.id for one in play.options()] == ["answer", "flee"]
    assert tell(assembly, play.state)[0].text == "The telephone rings. It is the press."
    assert values(assembly, play.state)["days"] == 1
    answered = play.choose("answer")
    step = answered.steps[-1]
    assert step.decision == "telephone.answer"
    assert step.entered == "evening"
    assert words_of(step.outcome[0]) == "You talk for an hour."
    assert values(assembly, answered.state)["days"] == 2
    assert values(assembly, answered.state)["calls"] == 1
    assert answered.event is None
    assert [one.id for one in answered.options()] == ["sleep", "vote"]
    fled = play.choose("flee")
    assert fled.ending is not None
    assert fled.ending.id == "gone"
    with refused("telephone"):
        play.choose("sleep")


def test_a_play_that_waits_in_an_event_is_saved_and_replayed(assembly: Story) -> None:
    play = Play.begin(assembly, 1).choose("wait").choose("sleep")
    save = read_save(write_save(Save.of(play, label="", moment="")).encode(), "x")
    assert resume(assembly, save).play.state == play.state
    # From the snapshot too, as after an edit that lost a decision.
    import dataclasses

    lost = dataclasses.replace(save, decisions=("morning.gone",))
    restored = resume(assembly, lost).play
    assert restored.state == play.state
    assert restored.choose("answer").state == play.choose("answer").state
    replayed, stopped = replay(assembly, 1, play.choose("answer").decisions)
    assert stopped is None
    assert transcript(replayed) == transcript(play.choose("answer"))


def test_changes_say_what_caused_them(assembly: Story) -> None:
    play = Play.begin(assembly, 1).choose("wait")
    causes = {(one.name, one.cause) for one in play.steps[-1].changes}
    assert {("days", "evening"), ("warned", "warning"), ("heat", "warning")} <= causes


def test_a_vote_counts_bloc_by_bloc(assembly: Story) -> None:
    play = Play.begin(assembly, 1).choose("vote")
    (vote,) = play.steps[-1].votes
    # 2 + 40 // 20 of the left; the right's 0 - 1 counts as none.
    assert vote.ayes == (("left", 4), ("right", 0))
    assert (vote.total, vote.needs, vote.passed, vote.cause) == (4, 6, False, "morning.vote")
    named = values(assembly, play.state)
    assert named["motion.censure.ayes"] == 4
    assert (named["motion.censure.passed"], named["motion.censure.held"]) == (False, True)


def test_a_vote_can_pass_and_is_read_by_the_way_on(assembly: Story) -> None:
    play = Play.begin(assembly, 1).choose("wait")
    while play.ending is None and int(values(assembly, play.state)["days"]) < 6:
        play = play.choose("answer" if play.event else "sleep")
    play = play.choose("vote")
    (vote,) = play.steps[-1].votes
    assert vote.passed
    assert words_of(play.steps[-1].outcome[0]) == "It is close."
    assert play.ending is not None
    assert play.ending.id == "fallen"


def test_a_counter_stops_at_its_end(assembly: Story) -> None:
    assert assembly.counters["calls"].high == 3
    assert assembly.counters["days"].high == 1_000


def test_nothing_is_offered_twice(assembly: Story) -> None:
    for seed in range(30):
        play = Play.begin(assembly, seed)
        for _ in range(12):
            open_ = [one.id for one in options(assembly, play.state) if one.open]
            if not open_:
                break
            play = play.choose(open_[seed % len(open_)])
            assert len(came(play)) == len(set(came(play)))
