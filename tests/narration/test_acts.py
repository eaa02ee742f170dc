"""Acts: the front page after each, by what was done, and the card of the next."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from negotiator.authoring.starting_point import Beginning, jumped
from negotiator.checking.report import checked_story
from negotiator.cli import cli
from negotiator.engine import Play
from negotiator.narration import codex
from negotiator.narration.ending import last_words
from negotiator.narration.lines import Card, Document, Heading, Line, PlaceKind
from negotiator.narration.play import opening, spot, step
from negotiator.narration.transcript import transcript
from negotiator.narration.written_play import as_html, as_markdown
from negotiator.story.loading import load
from negotiator.story.model import DocumentKind
from tests.acts import BUDGET, played


def last(play: Play) -> tuple[Line, ...]:
    return step(play, len(play.steps) - 1)


def pages(lines: tuple[Line, ...]) -> list[Document]:
    return [one for one in lines if isinstance(one, Document)]


def cards(lines: tuple[Line, ...]) -> list[Card]:
    return [one for one in lines if isinstance(one, Card)]


def test_an_act_ends_with_its_front_page_and_the_next_begins_with_a_card() -> None:
    lines = last(played("leak", "go"))
    (page,), (card,) = pages(lines), cards(lines)
    assert page.kind is DocumentKind.FRONT_PAGE
    assert card == Card("Act 2 of 3", "The vote", ("Thu 29 Jun 1905",))
    (scene,) = [one for one in lines if isinstance(one, Heading)]
    assert lines.index(page) < lines.index(card) < lines.index(scene)
    assert page.cites == ("S2",)


def test_its_headlines_come_from_the_state() -> None:
    text = transcript(played("leak", "go"))
    assert "Front page, Tuesday 27 June 1905: Council to sell the park. [S2]" in text
    assert "the park. [S2]\n" in text
    assert "  Mood in the town: 30, Sour.\n" in text
    assert "  We print what we are sent.\n" in text


def test_other_decisions_make_other_headlines() -> None:
    text = transcript(played("keep", "go"))
    assert "Front page, Tuesday 27 June 1905: Council meets.\n  Mood in the town: 40" in text
    assert "We print" not in text


def test_what_a_story_does_not_write_is_not_told() -> None:
    play = played("leak", "go", "stay", "speak")
    assert not cards(opening(play))
    for number in (0, 2):  # within an act
        assert not [*pages(step(play, number)), *cards(step(play, number))]
    ended = last(play)  # no line of its front page holds, and an ending has a card of its own
    assert not [*pages(ended), *cards(ended)]


def test_a_play_that_ends_within_an_act_has_its_front_page_before_the_ending() -> None:
    play = played("leak", "flee")
    lines = last(play)
    (page,) = pages(lines)
    (ending,) = [one for one in lines if isinstance(one, Heading)]
    assert ending.kind is PlaceKind.ENDING
    assert lines.index(page) < lines.index(ending)
    assert page in tuple(last_words(play))


def test_the_act_is_known_in_a_scene_without_a_day() -> None:
    assert spot(played("leak")).act == "Act 1 of 3"


def test_who_is_put_into_an_act_leaves_it_with_its_front_page() -> None:
    begun = Beginning("desk").play(load(BUDGET), 1)
    back = jumped(played("leak", "go"), "desk")
    for play in (begun, back):
        assert pages(last(play.choose("keep").choose("go"))), play


def test_every_face_writes_the_act_down() -> None:
    play = played("leak", "go")
    for text in (transcript(play), as_markdown(play), as_html(play)):
        assert text.index("Council to sell") < text.index("Act 2 of 3: The vote")
        assert text.index("Act 2 of 3: The vote") < text.index("They are waiting.")


def test_a_source_on_a_front_page_is_met_there() -> None:
    play = played("leak", "go")
    assert codex.met(play).sources["S2"] == ["Front page · Tue 27 Jun 1905"]


def test_the_check_reads_front_pages(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(BUDGET)])
    assert "Nothing wrong was found." in done.output  # what only a front page reads is read
    file = tmp_path / "story.yaml"
    written = (BUDGET / "story.yaml").read_text(encoding="utf-8")
    file.write_text(written.replace("mood >= 50", "mood > 100"), encoding="utf-8")
    done = CliRunner().invoke(cli, ["check", "--quick", str(file)])
    assert "N601: `mood > 100` is always false" in done.output


def test_nothing_is_dead_in_the_stories_of_the_tests() -> None:
    """What is tried on them is tried on stories that an author could hand in."""
    for path in (BUDGET, BUDGET.parent / "assembly"):
        assert not checked_story(path).diagnostics
