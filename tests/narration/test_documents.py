"""Texts in their lines, and documents: what is told of them on every face."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play
from negotiator.narration.codex import met
from negotiator.narration.lines import Document, ToldPassage
from negotiator.narration.lines_as_text import groups
from negotiator.narration.play import opening, step
from negotiator.narration.transcript import transcript
from negotiator.story.loading import load
from negotiator.story.model import DocumentKind, Story, Stress

PAPERS = Path(__file__).parents[1] / "stories" / "papers"


@pytest.fixture(scope="module")
def papers() -> Story:
    return load(PAPERS)


def documents(play: Play) -> list[Document]:
    return [one for one in opening(play) if isinstance(one, Document)]


def test_a_document_is_a_line_of_its_own_with_its_kind_heading_and_day(papers: Story) -> None:
    telegram, notice, bay = documents(Play.begin(papers, 1))
    assert [one.kind for one in (telegram, notice, bay)] == [
        DocumentKind.TELEGRAM,
        DocumentKind.NOTICE,
        DocumentKind.MAP,
    ]
    assert telegram.date is not None
    assert telegram.cites == ()
    assert notice.cites == bay.cites == ("P1",)


def test_values_in_a_document_are_those_of_the_moment(papers: Story) -> None:
    told = transcript(Play.begin(papers, 1))
    assert "THE OFFICE IS Quiet STOP" in told


def test_kind_day_and_heading_are_said_and_of_a_map_what_it_shows(papers: Story) -> None:
    said = ["\n".join(group) for group in groups(opening(Play.begin(papers, 1)))]
    assert said[2:] == [
        "Telegram, Tuesday 27 June 1905: To the harbour master.\n"
        "  BOATS LATE STOP Demurrage WAIVED STOP THE OFFICE IS Quiet STOP\n"
        "\n"
        "  ANSWER BY NOON STOP\n"
        "(End of the document.)",
        "Notice.\n  No boat leaves before the storm is over. [P1]",
        "Map: The bay.\n  The town and its quay lie west of the water, the mole and the light "
        "east of it. [P1]",
    ]


def test_lines_and_paragraphs_are_told_and_stress_is_not_spoken(papers: Story) -> None:
    told = transcript(Play.begin(papers, 1).choose("answer"))
    assert "and *none*" not in told
    assert "none of them is signed." in told
    assert "The moon has set,\nand the Pleiades;\n\nit is midnight.\n" in told
    assert "Letter: Your answer.\n  Sir,\n  the boats leave at noon.\n" in told


def test_stress_stays_in_the_typed_line(papers: Story) -> None:
    first = next(one for one in opening(Play.begin(papers, 1)) if isinstance(one, ToldPassage))
    assert [one.stars for one in first.parts if isinstance(one, Stress)] == ["*", "", "**", ""]


def test_what_a_document_cites_and_links_is_met(papers: Story) -> None:
    found = met(Play.begin(papers, 1))
    assert found.sources == {"P1": ["The desk"]}
    assert found.terms == {"demurrage": ["The desk"]}


def test_an_outcome_may_be_a_document(papers: Story) -> None:
    play = Play.begin(papers, 1).choose("answer")
    (letter,) = (one for one in step(play, 0) if isinstance(one, Document))
    assert letter.kind is DocumentKind.LETTER


def test_undoing_and_playing_again_tell_the_same(papers: Story) -> None:
    play = Play.begin(papers, 1).choose("answer")
    again = play.undone(1).choose("answer")
    assert transcript(again) == transcript(play)
    assert play.undone(1).state == Play.begin(papers, 1).state
