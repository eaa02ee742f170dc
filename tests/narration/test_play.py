"""A play as typed lines, and the same lines as text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from negotiator.engine import Play
from negotiator.narration import votes
from negotiator.narration.lines import (
    BlocVote,
    Chosen,
    Heading,
    Line,
    Moved,
    Noted,
    PlaceKind,
    ToldPassage,
    Voted,
)
from negotiator.narration.lines_as_text import groups
from negotiator.narration.play import opening, step, step_with_reasons
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR


@pytest.fixture
def told_why(tmp_path: Path) -> Story:
    """The harbour, with a reason beside a flag."""
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    with_reason = text.replace("promised: true", "promised: true because your word is out")
    assert with_reason != text
    (tmp_path / "story.yaml").write_text(with_reason, encoding="utf-8")
    return load(tmp_path)


def last(play: Play) -> tuple[Line, ...]:
    return step(play, len(play.steps) - 1)


def test_lines_have_what_a_page_needs(harbour: Story) -> None:
    head, *passages = opening(Play.begin(harbour, 1))
    assert isinstance(head, Heading)
    assert (head.title, head.kind, head.place) == ("The quay", PlaceKind.SCENE, "The east quay")
    assert head.date is not None
    documented, drama = passages
    assert isinstance(documented, ToldPassage)
    assert isinstance(drama, ToldPassage)
    assert (documented.cites, drama.cites) == (("H1",), ())
    assert len(drama.parts) > 1  # words with a link among them


def test_a_step_is_told_in_order(harbour: Story) -> None:
    lines = last(Play.begin(harbour, 1).choose("promise"))
    kinds = [type(line) for line in lines]
    assert kinds == [Chosen, ToldPassage, Moved, Moved, Heading, ToldPassage]
    moved = [line for line in lines if isinstance(line, Moved)]
    assert [(one.gauge.id, one.by, one.verdict.name) for one in moved] == [
        ("trust", 12, "BETTER"),
        ("anger", 6, "WORSE"),
    ]


def test_the_reason_of_a_flag_is_told_on_every_face(told_why: Story) -> None:
    """It was lost in the plain play, which told of gauges alone."""
    lines = last(Play.begin(told_why, 1).choose("promise"))
    assert [line.words for line in lines if isinstance(line, Noted)] == ["Your word is out"]
    assert [line for group in groups(lines) for line in group if "word is out" in line] == [
        "* Your word is out."
    ]


def test_a_vote_has_its_blocs() -> None:
    play = Play.begin(load(HARBOUR.parent / "assembly"), 1)
    held: list[Voted] = []
    while play.ending is None and not held and len(play.steps) < 12:
        option = next(one for one in reversed(play.options()) if one.open)
        play = play.choose(option.id)
        held += [line for line in last(play) if isinstance(line, Voted)]
    (vote,) = held
    assert vote.ayes == sum(bloc.ayes for bloc in vote.blocs)
    assert vote.seats == sum(bloc.seats for bloc in vote.blocs)


def voted(needs: int, *blocs: tuple[int, int]) -> Voted:
    """A vote in which so many of so many seats of each bloc said aye."""
    ayes, seats = (sum(each) for each in zip(*blocs, strict=True))
    named = tuple(BlocVote(f"Bloc {n}", *one) for n, one in enumerate(blocs, start=1))
    return Voted("The motion", ayes >= needs, ayes, seats, needs, named)


def test_a_count_says_how_far_it_is_to_the_number_needed() -> None:
    vote = voted(6, (4, 5), (3, 3), (0, 2))
    assert [(one.ayes, one.to_come) for one in votes.counted(vote)] == [(4, 5), (7, 2), (7, 0)]
    assert [votes.standing(vote, blocs) for blocs in range(4)] == [
        "0 ayes so far. 6 more are needed. 10 seats are still to be counted.",
        "4 ayes so far. 2 more are needed. 5 seats are still to be counted.",
        "7 ayes so far. That is enough. 2 seats are still to be counted.",
        "7 ayes of 10, 6 needed. The motion passed.",
    ]
    lost = voted(6, (0, 5), (1, 1), (0, 4))
    assert "That can't be enough any more." in votes.standing(lost, 1)
    assert "1 aye so far. That can't be enough any more. 4 seats" in votes.standing(lost, 2)


def test_sums_and_reasons_tell_of_the_same_decision(harbour: Story) -> None:
    play = Play.begin(harbour, 1).choose("promise")
    assert last(play) == step_with_reasons(play, 0)  # nothing is summed here


def evening(tmp_path: Path, *edits: tuple[str, str]) -> Story:
    """The assembly, whose evening ends on a question, edited."""
    shutil.copytree(HARBOUR.parent / "shared", tmp_path / "shared")
    shutil.copytree(HARBOUR.parent / "assembly", tmp_path / "assembly")
    file = tmp_path / "assembly" / "story.yaml"
    text = file.read_text(encoding="utf-8")
    asks = ("      - The lamps are lit.\n", "      - The lamps are lit.\n      - Do you sleep?\n")
    for before, after in (asks, *edits):
        assert before in text
        text = text.replace(before, after, 1)
    file.write_text(text, encoding="utf-8")
    return load(tmp_path / "assembly")


def words_of(lines: tuple[Line, ...]) -> list[str]:
    """The headings and passages among lines, in order."""
    told = []
    for line in lines:
        if isinstance(line, Heading):
            told.append(line.title)
        elif isinstance(line, ToldPassage):
            told.append("".join(getattr(part, "words", "") for part in line.parts))
    return told


def test_what_a_scene_asks_stands_below_the_events_that_came(tmp_path: Path) -> None:
    told = words_of(last(Play.begin(evening(tmp_path), 1).choose("wait")))
    assert told[:2] == ["Evening", "The lamps are lit."]
    assert "A note comes over the wall." in told
    assert told[-2:] == ["Evening", "Do you sleep?"]
    assert told.count("Do you sleep?") == 1


def test_what_a_scene_asks_waits_for_an_event_that_is_answered(tmp_path: Path) -> None:
    wants = "    effects: {warned: true, heat: +5 because the note was read out}\n"
    asks = f"{wants}    choices: [{{id: read, text: Read it, outcome: It is short.}}]\n"
    play = Play.begin(evening(tmp_path, (wants, asks)), 1).choose("wait")
    assert "Do you sleep?" not in words_of(last(play))
    told = words_of(last(play.choose("read")))
    assert told[0] == "It is short."
    assert told[-2:] == ["Evening", "Do you sleep?"]


def test_nothing_is_kept_back_for_an_event_that_may_lead_elsewhere(tmp_path: Path) -> None:
    wants = "    effects: {warned: true, heat: +5 because the note was read out}\n"
    asks = f"{wants}    choices: [{{id: go, text: Go, goto: gone}}, {{id: read, text: Read it}}]\n"
    play = Play.begin(evening(tmp_path, (wants, asks)), 1).choose("wait")
    assert words_of(last(play))[1:3] == ["The lamps are lit.", "Do you sleep?"]
    assert "Do you sleep?" not in words_of(last(play.choose("read")))
