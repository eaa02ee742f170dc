"""The sheets of an exercise have what their readers need, and no side a number of the other's."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from negotiator.classroom.clock import MINUTE
from negotiator.classroom.handouts import handouts
from negotiator.classroom.pairs import GRACE, LEAVE_FROM
from negotiator.narration import pair_sheets
from negotiator.narration.class_sheets import sheets
from negotiator.narration.dates import day
from negotiator.narration.sheets import Grid, Head, Para, Points, Said
from negotiator.story.loading import load
from negotiator.story.model import Story, Words
from tests.classroom.a_class import pact

CABLE = Path(__file__).parents[1] / "stories" / "cable"
VOID = {"meta", "br", "link", "img", "wbr"}


def words_of(said: Said) -> str:
    """Words, or a text without its marks."""
    if isinstance(said, str):
        return said
    return "".join(one.words for one in said if isinstance(one, Words))


class Page(HTMLParser):
    """A page that was read: its texts, and whether every element was closed in its turn."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(content)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {name for name, _ in attrs} & {"src", "href", "style", "onclick"}
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def pages(story: Story, exercise: str) -> dict[str, Page]:
    found = handouts(story, story.exercises[exercise])
    return {name.removesuffix(".html"): Page(page) for name, page in found.items()}


@pytest.mark.parametrize("exercise", ["one_period", "double_period", "homework"])
def test_every_sheet_of_the_pact_is_a_whole_page(exercise: str) -> None:
    found = pages(pact(), exercise)
    assert {"lesson_plan", "worksheet", "rubric", "glossary", "sources"} <= found.keys()
    for page in found.values():
        assert "{" not in page.text.partition("}")[2].partition("@media print")[0] or page.tags
        assert {"html", "title", "h1", "main"} <= page.tags
        assert "script" not in page.tags
    plan = found["lesson_plan"].text
    for phase in pact().exercises[exercise].phases:
        assert phase.title in plan


def test_a_citation_stands_once_above_all_that_it_says() -> None:
    said = pages(pact(), "one_period")["sources"].text
    first, *_ = sources = list(pact().sources.values())
    assert len([one for one in sources if one.title == first.title]) > 20
    assert said.count(first.title) == 1
    for one in sources:
        assert f"{one.id} {one.says}" in said


def test_a_day_of_the_record_stands_in_one_line() -> None:
    said = pages(pact(), "one_period")["lesson_plan"].text
    for one in pact().history:
        assert day(one.date).replace(" ", "\N{NO-BREAK SPACE}") in said


def numbers(page: Page) -> set[str]:
    """The numbers with a decimal on a page: its points."""
    return set(re.findall(r"\d+\.\d", page.text))


@pytest.mark.parametrize(
    ("story", "exercise"), [("pact", "one_period"), ("pact", "double_period"), ("cable", "lesson")]
)
def test_a_side_is_told_its_own_numbers_and_none_of_the_others(story: str, exercise: str) -> None:
    found = pages(pact() if story == "pact" else load(CABLE), exercise)
    ours, theirs = (found[f"pairs_{side}_side"] for side in ("first", "second"))
    assert numbers(ours) != numbers(theirs)
    limits = [re.findall(r"Your limit: (\d+) points", one.text) for one in (ours, theirs)]
    assert [len(one) for one in limits] == [1, 1]
    assert limits[0] != limits[1]
    for one, other in ((ours, limits[1]), (theirs, limits[0])):
        assert f" {other[0]} " not in one.text


def test_the_points_of_the_best_options_are_no_more_than_a_hundred() -> None:
    story = pact()
    for name in ("one_period", "double_period"):
        for sheet in pair_sheets.pair_sheets(story, story.exercises[name]):
            grid = next(one for one in sheet.blocks if isinstance(one, Grid))
            best: dict[str, float] = {}
            for term, _option, points in grid.rows:
                best[words_of(term)] = max(best.get(words_of(term), 0), float(words_of(points)))
            settled = next(
                float(found[1])
                for one in sheet.blocks
                if isinstance(one, Para)
                and (found := re.search(r"give you ([\d.]+) points", words_of(one.said)))
            )
            limit = next(
                int(found[1])
                for one in sheet.blocks
                if isinstance(one, Para)
                and (found := re.search(r"limit: (\d+)", words_of(one.said)))
            )
            assert limit < settled + sum(best.values()) <= 100.5


def test_the_rules_on_paper_are_those_of_the_table() -> None:
    assert (pair_sheets.LEAVE_FROM - 1) * MINUTE == LEAVE_FROM
    assert pair_sheets.GRACE * 1_000 == GRACE


def test_an_office_is_told_its_own_line_on_a_page_of_its_own() -> None:
    found = {one.name: one for one in sheets(pact(), pact().exercises["one_period"])}
    offices = found["offices"]
    heads = [one for one in offices.blocks if isinstance(one, Head)]
    assert [one.new_page for one in heads] == [False] + [True] * (len(heads) - 1)
    assert sum(isinstance(one, Points) for one in offices.blocks) == len(heads)


def test_the_forms_do_not_say_what_is_right_and_the_plan_does() -> None:
    found = pages(load(CABLE), "lesson")
    assert "So it was kept" not in found["form_before"].text + found["form_after"].text
    assert "So it was kept" in found["lesson_plan"].text
    assert "☐" not in found["form_before"].text  # the box is drawn by the style


def test_what_an_author_wrote_stays_text() -> None:
    story = load(CABLE)
    lesson = replace(story.exercises["lesson"], title="<script>x</script>", about='"><b>')
    for page in handouts(story, lesson).values():
        assert "script" not in Page(page).tags
        assert "b" not in Page(page).tags


def test_an_endless_word_can_be_broken_where_a_column_is_full() -> None:
    story = load(CABLE)
    endless = f"그리고 {'w' * 95} &lt;"
    lesson = replace(story.exercises["lesson"], about=endless)
    found = Page(handouts(story, lesson)["lesson_plan.html"])
    assert max(len(word) for text in found.texts[2:] for word in text.split()) <= 30
    assert endless in "".join(found.texts)
