"""The rules of play, on the small story, as a player meets them."""

from __future__ import annotations

import pytest

from negotiator.engine import (
    Play,
    choose,
    debrief,
    options,
    replay,
    start,
    state_from,
    tell,
    values,
)
from negotiator.narration.refusals import why_not
from negotiator.narration.transcript import transcript
from negotiator.story.model import Story
from tests.words import refused, words_of


def seed_where(story: Story, *, storm: bool) -> int:
    """A seed whose first throw leads into the storm, or doesn't."""
    return next(
        seed
        for seed in range(1000)
        if (choose(story, start(story, seed), "wait").state.scene == "storm") is storm
    )


def test_the_start(harbour: Story) -> None:
    state = start(harbour, 5)
    assert (state.scene, state.seed, state.draws) == ("quay", 5, 0)
    assert values(harbour, state) == {
        "trust": 40,
        "anger": 20,
        "promised": False,
        "rumour": False,
        "visits(quay)": 1,
        "chosen(quay.ask)": 0,
        "chosen(quay.promise)": 0,
    }
    assert [told.text for told in tell(harbour, state)] == [
        "The harbour silted up last year.",
        "The mayor waits. Your BATNA is the old road; hers is the same road, from the other end.",
    ]


def test_hidden_locked_and_once(harbour: Story) -> None:
    state = start(harbour, 5)
    assert [option.id for option in options(harbour, state)] == ["ask", "promise", "wait"]
    after = choose(harbour, state, "ask").state
    ask, promise, _ = options(harbour, after)
    assert (ask.open, ask.reason) == (False, "He has told you all he knows.")
    assert promise.open
    with refused("not open now: He has told you all he knows"):
        choose(harbour, after, "ask")
    with refused("not open now"):
        choose(harbour, after, "secret")
    with refused("did you mean `promise`"):
        choose(harbour, after, "promised")


def test_staying_tells_the_outcome_and_not_the_scene(harbour: Story) -> None:
    step = choose(harbour, start(harbour, 5), "ask")
    assert not step.moved
    assert [words_of(told) for told in step.told] == [
        "He shrugs towards the town. Trust stands at 40, which is Wary."
    ]
    assert values(harbour, step.state)["visits(quay)"] == 1


def test_changes_are_told_with_their_reasons(harbour: Story) -> None:
    step = choose(harbour, start(harbour, 5), "promise")
    moved = [(one.name, one.before, one.after, one.because) for one in step.changes]
    assert moved == [
        ("promised", False, True, ""),
        ("trust", 40, 52, "a word is worth something here"),
        # 20 % of the 30 left up to 50.
        ("anger", 20, 26, "the fishers were not asked"),
    ]
    assert words_of(step.told[-1]) == "The whole town is in the hall, Loud as it is."


def test_fairmath_rounds_to_the_nearest(harbour: Story) -> None:
    def after(anger: int) -> int:
        state = state_from(harbour, "quay", {"anger": anger}, seed=1, draws=0)
        return int(values(harbour, choose(harbour, state, "promise").state)["anger"])

    assert [after(anger) for anger in (0, 46, 47, 48, 50)] == [10, 47, 48, 48, 50]


def test_chance_takes_a_draw_only_where_there_is_chance(harbour: Story) -> None:
    stormy, calm = seed_where(harbour, storm=True), seed_where(harbour, storm=False)
    assert choose(harbour, start(harbour, stormy), "wait").state.draws == 1
    again = choose(harbour, start(harbour, calm), "wait").state
    assert (again.scene, again.draws) == ("quay", 1)
    assert values(harbour, again)["visits(quay)"] == 2
    assert choose(harbour, again, "promise").state.draws == 1


def test_effects_may_read_other_values(harbour: Story) -> None:
    state = state_from(harbour, "storm", {"anger": 31, "trust": 40}, seed=1, draws=0)
    assert values(harbour, choose(harbour, state, "blame").state)["trust"] == 25
    assert values(harbour, choose(harbour, state, "mend").state)["anger"] == 26


def test_an_ending_ends(harbour: Story) -> None:
    play = Play.begin(harbour, 1).choose("promise").choose("sign")
    assert play.ending is not None
    assert play.options() == ()
    with refused("has ended"):
        play.choose("sign")
    with pytest.raises(ValueError, match="hasn't ended"):
        debrief(play.undone())


def test_the_debrief_compares_with_history(harbour: Story) -> None:
    as_history = debrief(Play.begin(harbour, 1).choose("promise").choose("sign"))
    assert as_history.first_parting is None
    assert [(axis.id, told.text) for axis, told in as_history.readings] == [
        ("peace", "Shared tolls make quiet neighbours."),
        ("purse", "You pay what you promised."),
    ]
    otherwise = debrief(Play.begin(harbour, 1).choose("promise").choose("leave"))
    parting = otherwise.first_parting
    assert parting is not None
    assert (parting.number, parting.chose, parting.told.text) == (1, "Leave", "The hall signed.")
    stormy = seed_where(harbour, storm=True)
    never = debrief(Play.begin(harbour, stormy).choose("wait").choose("blame"))
    assert [one.taken is None for one in never.partings] == [False, True]
    assert never.first_parting is not None
    assert never.first_parting.chose == "Wait for a better day"


def test_a_replay_says_what_stopped_it(harbour: Story) -> None:
    play, stopped = replay(harbour, 1, ["quay.ask", "quay.shout", "hall.sign"])
    assert play.decisions == ("quay.ask",)
    assert stopped is not None
    assert (stopped.number, stopped.decision) == (1, "quay.shout")
    assert "has no choice `shout`" in why_not(stopped.why)
    _, elsewhere = replay(harbour, 1, ["hall.sign"])
    assert elsewhere is not None
    assert "the play is in `quay`" in why_not(elsewhere.why)


def test_the_transcript_is_the_play_in_words(harbour: Story) -> None:
    play = Play.begin(harbour, 1).choose("promise").choose("sign")
    assert transcript(play) == (
        "== The quay ==\n"
        "Monday 1 May 1911, The east quay.\n"
        "\n"
        "The harbour silted up last year. [H1]\n"
        "\n"
        "The mayor waits. Your BATNA is the old road; hers is the same road, from the other end.\n"
        "\n"
        "> Give your word on the tolls\n"
        "\n"
        "She nods, once.\n"
        "\n"
        "* Trust across the bay rises by 12 to 52 (Wary; better), because a word is worth "
        "something here.\n"
        "* Anger at home rises by 6 to 26 (Loud; worse), because the fishers were not asked.\n"
        "\n"
        "== The hall ==\n"
        "Wednesday 3 May 1911, The hall.\n"
        "\n"
        "The whole town is in the hall, Loud as it is.\n"
        "\n"
        "> Sign\n"
        "\n"
        "== Signed ==\n"
        "Wednesday 3 May 1911.\n"
        "Outcome: signed.\n"
        "\n"
        "The tolls are shared. [H2]\n"
    )
