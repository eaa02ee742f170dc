"""The two circles: counted as the table counts, while a table is ahead, and told when they move."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from negotiator.engine import Play
from negotiator.narration import play as told
from negotiator.narration.lines import Card, WinSets
from negotiator.narration.lines_as_text import said
from negotiator.narration.play import today
from negotiator.narration.win_sets import circles
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.acts import BUDGET

CABLE = Path(__file__).parents[1] / "stories" / "cable"


def counted(play: Play, table: str) -> tuple[int, int, int]:
    """The three counts by trying every package at the open table."""
    from negotiator.engine import talks

    session = talks(play.story, play.state)
    assert session is not None
    assert session.table.id == table
    ours, theirs = session.bargaining.ours, session.bargaining.theirs
    pairs = list(zip(ours.all, theirs.all, strict=True))
    return (
        sum(a >= ours.limit for a, _ in pairs),
        sum(b >= theirs.limit for _, b in pairs),
        sum(a >= ours.limit and b >= theirs.limit for a, b in pairs),
    )


def test_they_are_counted_as_the_table_counts() -> None:
    play = Play.begin(load(CABLE), 7).choose("knock")
    found = circles(play, today(play))
    assert found is not None
    assert found.now == counted(play, "customs_house")
    assert found.packages == play.story.tables["customs_house"].packages
    (words,) = said(found)
    assert f"{found.now[2]:,} would hold for both" in words


def test_once_the_table_is_left_there_are_none() -> None:
    play = Play.begin(load(CABLE), 7).choose("knock")
    assert circles(play.choose("leave"), None) is None


def test_of_two_large_tables_the_next_is_drawn_until_its_day_is_past(gsomia: Story) -> None:
    play = Play.begin(gsomia, 5)
    days = [date(2016, 10, 27), date(2016, 11, 10), date(2016, 12, 1)]
    first, second, none = (circles(play, one) for one in days)
    assert first is not None
    assert second is not None
    assert first.packages == second.packages == gsomia.tables["initialling"].packages
    assert none is None


def test_a_story_without_a_table_has_none(harbour: Story) -> None:
    assert circles(Play.begin(harbour, 1), None) is None


def test_between_two_acts_they_are_told_if_they_moved(tmp_path: Path) -> None:
    """The town's table is ahead; what was leaked in the first act makes its line another."""
    page = yaml.load((BUDGET / "story.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    options = {
        "low": {"text": "Low", "ours": 100, "theirs": 0},
        "high": {"text": "High", "ours": 0, "theirs": 100},
    }
    page["tables"] = {
        "talks": {
            "title": "Talks",
            "date": "1905-06-30",
            "text": "They sit.",
            "rounds": 2,
            "ours": {"name": "Town", "reservation": "40 if mood < 40 else 0"},
            "theirs": {"name": "Firm", "reservation": 10},
            "terms": {
                "price": {
                    "label": "Price",
                    "weight": {"ours": 1, "theirs": 1},
                    "opens": {"ours": "low", "theirs": "high"},
                    "options": options,
                }
            },
            "deal": {"goto": "home"},
            "leave": {"goto": "home"},
            "walkout": {"goto": "home"},
        }
    }
    page["scenes"]["hall"]["choices"][1]["goto"] = "talks"
    folder = tmp_path / "town"
    folder.mkdir()
    (folder / "story.yaml").write_text(yaml.safe_dump(page, sort_keys=False), encoding="utf-8")
    story = load(folder)
    for first, are_told in (("leak", True), ("keep", False)):
        lines = told.step(Play.begin(story, 1).choose(first).choose("go"), 1)
        drawn = [number for number, one in enumerate(lines) if isinstance(one, WinSets)]
        assert bool(drawn) is are_told
        if drawn:
            assert isinstance(lines[drawn[0] + 1], Card)
            (circle,) = (one for one in lines if isinstance(one, WinSets))
            assert circle.before == (2, 1, 1)
            assert circle.now == (1, 1, 0)
            assert "There is nothing that both could sign." in " ".join(said(circle))
