"""Where a play parted from history, and what history says about the time after."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

from negotiator.engine import Debrief, Play, debrief, talks
from negotiator.narration.debrief import chose, debriefed, spoken
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.fishery import DEAL, FISHERY


def lake(*decisions: str) -> Debrief:
    return debrief(played(*decisions))


def played(*decisions: str) -> Play:
    return reduce(Play.choose, decisions, Play.begin(load(FISHERY), 3))


def told(*decisions: str) -> list[str]:
    return list(spoken(debriefed(played(*decisions))))


def test_a_deal_on_history_s_terms_is_no_parting() -> None:
    """At the lake history agreed on half and half, spring, two wardens and half the fare."""
    play = Play.begin(load(FISHERY), 3).choose("ask_around")
    session = talks(play.story, play.state)
    assert session is not None
    assert session.table.history is not None
    for decision in session.line_to("deal", session.table.history):
        play = play.choose(decision)
    found = debrief(play.choose("read_it_out"))
    assert found.first_parting is None
    assert [one.same for one in found.partings] == [True]


def test_a_deal_on_other_terms_names_those_that_differ() -> None:
    """The ferry stayed free for Northtown, who opened so."""
    parting = lake(*DEAL).first_parting
    assert parting is not None
    assert (parting.number, parting.history.name) == (3, "boathouse.deal")
    assert chose(parting) == "A deal too, on other terms (Ferry)"
    assert "   You: A deal too, on other terms (Ferry)" in told(*DEAL)


def test_leaving_the_table_parts_from_a_deal_as_a_whole() -> None:
    parting = lake("go_over", "leave").first_parting
    assert parting is not None
    assert (parting.chose, parting.apart) == ("Drink up and go", ())


def test_what_came_after_history_s_last_decision_is_told_of_every_play() -> None:
    for decisions in (DEAL, ("go_over", "leave")):
        found = lake(*decisions)
        assert [later.text for _, later in found.later] == ["The towns sign for another year."]
        assert told(*decisions)[-1].endswith("The towns sign for another year. [L1]")


def test_a_choice_s_words_are_nearest_to_the_record_and_the_story_says_why(tmp_path: Path) -> None:
    entry = "choice: boathouse.deal}"
    text = (FISHERY / "story.yaml").read_text(encoding="utf-8")
    assert entry in text
    why = "choice: boathouse.deal, because: both towns signed that evening}"
    (tmp_path / "story.yaml").write_text(text.replace(entry, why), encoding="utf-8")
    begun = Play.begin(load(tmp_path), 3)
    for decisions, before in (
        (DEAL, ["   You: A deal too, on other terms (Ferry)"]),
        (("go_over", "leave"), ["   You: Drink up and go"]),
    ):
        lines = list(spoken(debriefed(reduce(Play.choose, decisions, begun))))
        at = lines.index("   Nearest to the record: A deal (both towns signed that evening)")
        assert lines[at - 1 : at] == before


def test_decisions_that_a_play_never_came_to_are_counted_once(harbour: Story) -> None:
    stormy = (Play.begin(harbour, seed).choose("wait") for seed in range(100))
    play = next(one for one in stormy if "blame" in {option.id for option in one.options()})
    found = debriefed(play.choose("blame"))
    assert found.unmet == 1
    lines = list(spoken(found))
    assert lines[-1] == "Your play never came to 1 of these 2 entries."
    assert sum("Nearest to the record" in line for line in lines) == 1
