"""The page before a play: the stories that can be begun and the plays that are kept; and what is
said where there is no play to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple
from zlib import crc32

from negotiator.library import StoryListing
from negotiator.narration import on_a_page, saved_plays, stories, title_page
from negotiator.narration.saved_plays import Confirmation
from negotiator.narration.shortcuts import DEEDS
from negotiator.saves import Row, local_time
from negotiator.sentence_parts import beside
from negotiator.web.exchange import UNSET, Page, Settings
from negotiator.web.rendering import rendered, spoken_language


class Front(NamedTuple):
    """What there is to play. `address` gives that of a kept play by its slot; `once` is new for
    each page, so that a form sent twice begins one play."""

    stories: Sequence[StoryListing]
    rows: Sequence[Row]
    address: Callable[[str], str]
    once: str = ""
    note: str = ""
    settings: Settings = UNSET


class StoryShown(NamedTuple):
    """A story that can be begun."""

    mark: str
    title: str
    tagline: str
    picture: str
    shown: str
    about: tuple[str, ...]


class PlayShown(NamedTuple):
    """A kept play; `address` is empty if it goes on as a copy, so that what has a name stays."""

    slot: str
    title: str
    facts: str
    fault: str
    address: str


def mark(one: StoryListing) -> str:
    """What a form says to begin a story: its id, and if there are others of that id, which."""
    return f"{one.id}-{crc32(str(one.path).encode()):x}" if one.also else one.id


def front(one: Front) -> Page:
    """The stories and plays at hand."""
    return _page(
        one.settings,
        "front.html",
        on_a_page.all_stories(),
        note=one.note,
        delete_label=DEEDS["load.delete"].label,
        delete=on_a_page.delete,
        once=one.once,
        stories=tuple(map(_story, one.stories)),
        plays=tuple(_play(row, one.address) for row in one.rows),
    )


def story_front(one: Front, named: StoryListing) -> Page:
    """The title page of one story, with the plays of it at hand."""
    kept = [row for row in one.rows if row.summary and row.summary.story_id == named.id]
    shown = _story(named)
    return _page(
        one.settings,
        "story_front.html",
        shown.title,
        note=one.note,
        delete_label=DEEDS["load.delete"].label,
        delete=on_a_page.delete,
        once=one.once,
        one=shown,
        plays=tuple(_play(row, one.address) for row in kept),
    )


def question(
    settings: Settings, asked: Confirmation, action: str, sent: dict[str, str], instead: str
) -> Page:
    """A question about a play that can't be shown now, or is to be deleted."""
    return _page(
        settings, "question.html", asked.title, asked=asked, action=action, sent=sent, to=instead
    )


def notice(settings: Settings, title: str, text: str, home: str) -> Page:
    """What is said in place of a page."""
    return _page(settings, "notice.html", title, text=text, home=home)


def _page(settings: Settings, template: str, title: str, **values: object) -> Page:
    body = rendered(template, headline=title, **values)
    return Page(title, body, settings, spoken_language())


def _story(one: StoryListing) -> StoryShown:
    facts = beside((stories.minutes(one.minutes) if one.minutes else "", one.facts))
    return StoryShown(
        mark(one),
        one.title,
        one.tagline,
        one.picture,
        title_page.pictured(one.alt) if one.picture else "",
        (
            *title_page.about(one.about, facts, one.notes, one.id, one.also),
            *filter(None, (one.where,)),
        ),
    )


def _play(row: Row, address: Callable[[str], str]) -> PlayShown:
    found = row.summary
    fault = saved_plays.damaged(row.fault) if row.fault else ""
    if found is None:
        return PlayShown(row.slot, row.slot, "", fault, "")
    where = saved_plays.point(found.place, found.day, found.decisions)
    facts = saved_plays.facts(
        found.story_title,
        found.ended,
        where,
        saved_plays.kept_at(local_time(found.moment), found.moment),
        found.seed,
        is_named=bool(found.label),
    )
    is_whole = not found.label and not row.fault
    return PlayShown(
        row.slot, found.label or where, facts, fault, address(row.slot) if is_whole else ""
    )
