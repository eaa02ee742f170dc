"""The first story: whole, sourced, and with its endings within a player's reach."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

from negotiator.engine import Play, debrief
from negotiator.story.model import Choice, Passage, Story


def passages(story: Story) -> list[Passage]:
    scenes = [passage for scene in story.scenes.values() for passage in scene.text]
    endings = [passage for ending in story.endings.values() for passage in ending.text]
    outcomes = [passage for choice in story.choices.values() for passage in choice.outcome]
    readings = [
        line
        for ending in story.endings.values()
        for reading in ending.readings
        for line in reading.lines
    ]
    return scenes + endings + outcomes + readings


def leads_on(choice: Choice) -> bool:
    return bool(choice.goto) and choice.when is None and not choice.once


def test_its_size(gsomia: Story) -> None:
    assert len(gsomia.scenes) >= 30
    assert len(gsomia.endings) >= 8
    outcomes = {ending.outcome for ending in gsomia.endings.values()}
    assert {"signed", "dropped", "postponed"} <= outcomes


def test_every_fact_of_the_source_document_is_met(gsomia: Story) -> None:
    cited = {source for passage in passages(gsomia) for source in passage.cites}
    assert {f"S{number}" for number in range(1, 32)} <= cited


def test_every_source_says_where_it_is_from(gsomia: Story) -> None:
    for source in gsomia.sources.values():
        assert source.title
        assert source.says
        assert source.publisher or source.url


def test_every_history_entry_is_sourced(gsomia: Story) -> None:
    for entry in gsomia.history:
        assert any(type(part).__name__ == "Cite" for part in entry.text)
    assert sum(entry.choice is not None for entry in gsomia.history) >= 6


def test_every_ending_is_read_on_every_axis(gsomia: Story) -> None:
    for ending in gsomia.endings.values():
        assert {reading.axis for reading in ending.readings} == set(gsomia.axes)


def test_no_scene_can_be_stuck_in(gsomia: Story) -> None:
    for scene in gsomia.scenes.values():
        assert any(leads_on(choice) for choice in scene.choices), scene.id


def test_time_never_runs_backwards(gsomia: Story) -> None:
    for choice in gsomia.choices.values():
        if choice.scene in gsomia.events:
            continue  # an event has no date of its own
        here = gsomia.scenes[choice.scene].date
        for branch in choice.goto:
            there = (gsomia.scenes.get(branch.to) or gsomia.endings[branch.to]).date
            assert here is None or there is None or here <= there, (choice.name, branch.to)


def test_nothing_is_known_before_it_happened(gsomia: Story) -> None:
    # The poll was taken on 15 to 17 November, North Korea's statement is of the 25th.
    first_known = {"B13": date(2016, 11, 17), "B21": date(2016, 11, 25), "B20": date(2016, 11, 17)}
    for scene in gsomia.scenes.values():
        told = [*scene.text, *(one for choice in scene.choices for one in choice.outcome)]
        for source in (source for passage in told for source in passage.cites):
            assert scene.date is not None
            assert scene.date >= first_known.get(source, date.min), (scene.id, source)


def test_scenes_are_short_before_a_choice(gsomia: Story) -> None:
    for scene in gsomia.scenes.values():
        always = [passage for passage in scene.text if passage.when is None]
        words = sum(
            len(getattr(part, "words", "").split()) for passage in always for part in passage.text
        )
        assert words <= 150, (scene.id, words)


def test_random_plays_reach_every_ending_and_none_is_stuck(gsomia: Story) -> None:
    reached: Counter[str] = Counter()
    lengths = []
    for seed in range(2_000):
        pick = random.Random(seed)
        play = Play.begin(gsomia, seed)
        while play.ending is None:
            play = play.choose(pick.choice([one.id for one in play.options() if one.open]))
            assert len(play.steps) < 100
        reached[play.ending.id] += 1
        lengths.append(len(play.steps))
    assert set(reached) == set(gsomia.endings)
    assert max(reached.values()) < 700
    assert 14 <= sum(lengths) / len(lengths) <= 26


def test_history_itself_can_be_played(gsomia: Story) -> None:
    # At each scene take what history took, else look a little way ahead for an open road.
    wanted = {entry.choice for entry in gsomia.history if entry.choice}
    best = 0
    for seed in range(400):
        pick = random.Random(seed)
        play = Play.begin(gsomia, seed)
        while play.ending is None:
            open_ = [one.id for one in play.options() if one.open]
            history = [one for one in open_ if f"{play.state.scene}.{one}" in wanted]
            play = play.choose(history[0] if history else pick.choice(open_))
        result = debrief(play)
        met = [one for one in result.partings if one.taken]
        if result.first_parting is None and play.ending.outcome == "signed":
            best = max(best, len(met))
    assert best >= 6
