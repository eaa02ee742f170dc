"""What the counterpart cares about in this play: drawn by the seed, or set by what happened."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from negotiator.checking.check import check
from negotiator.engine import Play, Session, State, replay, state_from, talks, values
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration.table_report import lines
from negotiator.statespace.successors import drawn, initial, moves
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.fishery import FISHERY

PROFILES = """
      profiles:
        warned_off: {when: warned, text: You had asked around., weights: {quota: 60}}
        pike: {text: The pike had a bad year., weights: {season: 90}}
        fares: {text: The ferry is the town's one income., weights: {ferry: 70, season: 10}}
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The lake, where Southtown may care about the pike, or about its fares."""
    folder = tmp_path_factory.mktemp("lake")
    text = (FISHERY / "story.yaml").read_text(encoding="utf-8")
    made = text.replace("      patience: 2\n", f"      patience: 2{PROFILES}")
    assert made != text
    (folder / "story.yaml").write_text(made, encoding="utf-8")
    return load(folder)


def session(story: Story, state: State) -> Session:
    found = talks(story, state)
    assert found is not None
    return found


def at_the_table(story: Story, seed: int, way: str = "go_over") -> Session:
    return session(story, Play.begin(story, seed).choose(way).state)


def test_each_profile_is_drawn_as_often_as_the_next_and_none_that_has_a_condition(
    lake: Story,
) -> None:
    met = Counter(at_the_table(lake, seed).profile for seed in range(400))
    counts = {one.id: times for one, times in met.items() if one is not None}
    assert counts.keys() == {"pike", "fares"}
    assert min(counts.values()) > 160


def test_a_profile_changes_what_is_dear_to_them(lake: Story) -> None:
    for seed in range(8):
        here = at_the_table(lake, seed)
        assert here.profile is not None
        weights = here.bargaining.numbers.their_weights
        assert weights == {"pike": (20, 90, 20, 10), "fares": (20, 10, 20, 70)}[here.profile.id]


def test_what_happened_comes_before_what_was_drawn(lake: Story) -> None:
    for seed in range(8):
        here = at_the_table(lake, seed, "ask_around")
        assert here.profile is not None
        assert here.profile.id == "warned_off"
        assert here.bargaining.numbers.their_weights == (60, 40, 20, 10)


def test_a_draw_of_a_profile_is_no_draw_of_the_plays(lake: Story) -> None:
    assert {Play.begin(lake, seed).state.draws for seed in range(20)} == {0}
    assert at_the_table(lake, 3).profile == at_the_table(lake, 3).profile


def test_a_profile_is_kept_with_a_state_by_its_name(lake: Story) -> None:
    for seed in range(8):
        play = Play.begin(lake, seed).choose("go_over").choose("propose(season=whole_year)")
        named = values(lake, play.state)
        assert named["profile.boathouse"] in ("pike", "fares")
        again = state_from(
            lake,
            play.state.scene,
            named,
            seed=seed,
            draws=play.state.draws,
            talks=play.state.talks,
        )
        assert again == play.state
        assert replay(lake, seed, play.decisions).play.state == play.state
        # A save from before profiles existed has none: it is drawn as at the start.
        del named["profile.boathouse"]
        lost = state_from(lake, play.state.scene, named, seed=seed, draws=play.state.draws)
        assert lost.values == play.state.values


def test_the_check_leaves_it_open_until_a_table_asks(lake: Story) -> None:
    first = initial(lake)
    assert values(lake, first)["profile.boathouse"] == "none"
    (to_the_table,) = (one for one in moves(lake, first) if one.option == "go_over")
    may_be = drawn(lake, to_the_table.state)
    found = [session(lake, one).profile for one in may_be]
    assert [one.id for one in found if one] == ["pike", "fares"]
    ends = {one.state.values for one in moves(lake, to_the_table.state) if one.taken == "deal"}
    apart = {
        one.state.values for each in may_be for one in moves(lake, each) if one.taken == "deal"
    }
    assert ends == apart
    assert sum(one.chance for one in moves(lake, to_the_table.state) if one.taken == "leave") == 1


def test_every_verdict_on_a_table_with_profiles_is_decided(lake: Story) -> None:
    checked = check(lake)
    assert not checked.wrong
    assert not [one for one in checked.verdicts if one.is_open]


def test_the_debrief_says_which_it_was(lake: Story) -> None:
    play = Play.begin(lake, 1).choose("ask_around").choose("leave")
    (one,) = table_debriefs(play)
    assert "What mattered to Southtown in this play: You had asked around." in [*lines(one)]


def test_tables_with_the_same_profiles_share_the_draw(gsomia: Story) -> None:
    assert [*gsomia.profiles] == ["profile.seoul_table"]
    first, second = (gsomia.tables[name] for name in ("seoul_table", "initialling"))
    assert gsomia.profile_name(first) == gsomia.profile_name(second)


def test_of_a_profile_unknown_terms_are_told(tmp_path: Path) -> None:
    text = (FISHERY / "story.yaml").read_text(encoding="utf-8")
    wrong = PROFILES.replace("{season: 90}", "{seasn: 90}")
    made = text.replace("      patience: 2\n", f"      patience: 2{wrong}")
    (tmp_path / "story.yaml").write_text(made, encoding="utf-8")
    with pytest.raises(Exception, match="seasn"):
        load(tmp_path)
