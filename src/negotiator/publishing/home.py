"""The pages of a published story that are about no one play: its title page with the plays kept,
and what is asked before something is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotiator import language as speaking
from negotiator.narration import published_page as said
from negotiator.narration import saved_plays, stories
from negotiator.saves import Row, Summary, local_time
from negotiator.story.model import Story
from negotiator.web.exchange import Page, Settings
from negotiator.web.rendering import direction, rendered


def page(
    story: Story, settings: Settings, rows: Iterable[Row], others: Iterable[Row], note: str
) -> Page:
    """The title page, with the plays kept here and those of other texts of the story."""
    body = rendered(
        "published/home.html",
        note=note,
        said=said,
        rows=tuple(rows),
        others=[row for row in others if row.summary],
        line=_line,
        facts=_facts,
        damaged=saved_plays.damaged,
        **about(story),
    )
    return _page(story, settings, story.title, body)


def asked(story: Story, settings: Settings, path: str, rest: Sequence[str]) -> Page:
    """The question before everything is forgotten, or a play is deleted."""
    question = said.forget() if path == "forget" else saved_plays.delete(rest[0])
    body = rendered("published/asked.html", asked=question, action="/".join([path, *rest]))
    return _page(story, settings, question.title, body)


def unkept(address: str) -> str:
    """The button that goes on at an address without keeping anything."""
    return rendered("published/unkept.html", said=said, address=address)


def about(story: Story) -> dict[str, object]:
    """What a title page shows of a story."""
    tongue = story.language or program_language()
    return {
        "story": story,
        "minutes": stories.minutes(story.minutes) if story.minutes else "",
        "facts_of_story": stories.facts({key: getattr(story, key) for key in stories.FACTS}),
        "beforehand": stories.beforehand(story.notes),
        "written_in": tongue,
        "written": direction(tongue),
    }


def _page(story: Story, settings: Settings, title: str, body: str) -> Page:
    written_in = story.language or program_language()
    return Page(title, body, settings, program_language(), direction(written_in))


def program_language() -> str:
    """The tag of the language of the page's own words."""
    return speaking.language().replace("_", "-") or "en"


def _line(summary: Summary) -> str:
    return summary.label or saved_plays.point(summary.place, summary.day, summary.decisions)


def _facts(summary: Summary) -> str:
    return saved_plays.facts(
        "",
        summary.ended,
        saved_plays.point(summary.place, summary.day, summary.decisions),
        saved_plays.kept_at(local_time(summary.moment), summary.moment),
        summary.seed,
        is_named=bool(summary.label),
    )
