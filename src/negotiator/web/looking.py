"""What can be looked at beside a play: how things stand, its history, the codex, the story so far,
the endings seen, help, settings, and keeping it under a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from negotiator.engine import Play
from negotiator.narration import (
    board,
    codex,
    contacts,
    gallery,
    help,  # noqa: A004 (what it is)
    history,
    on_a_page,
    saved_plays,
    status,
    title_page,
    win_sets,
)
from negotiator.narration.dates import at_time
from negotiator.narration.gauge_curves import gauge_curves
from negotiator.narration.lines import Promised, ToldPassage
from negotiator.narration.play import spot, step, tables_met, today
from negotiator.narration.promises import ledger
from negotiator.narration.sentences import Sentence, joined
from negotiator.narration.shortcuts import DEEDS
from negotiator.narration.so_far import PAGE, so_far
from negotiator.saves import LONGEST_LABEL
from negotiator.sentence_parts import beside
from negotiator.story.model import Source
from negotiator.web.exchange import THEMES, Book, Request, Response, Settings
from negotiator.web.rendering import link_to
from negotiator.web.surroundings import asked, links, shown


class CodexEntry(NamedTuple):
    """Something that can be looked up."""

    name: str
    title: str
    paragraphs: tuple[str | Sentence, ...] = ()
    passages: tuple[ToldPassage, ...] = ()
    promised: tuple[Promised, ...] = ()
    places: tuple[str, ...] = ()
    link: str = ""


def standing(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """How things stand."""
    play, here = book.play, spot(book.play)
    drawn = gauge_curves(play)
    return shown(
        book,
        "board.html",
        board.how_things_stand(),
        "board",
        where=beside((here.title, at_time(here.day, here.time), here.place, status.act_of(play))),
        gauges=tuple(zip(status.standings(play), drawn, strict=True)),
        has_curves=any(way.has_moved for way in drawn),
        circles_now=win_sets.circles(play, today(play)),
        sides=tuple(contacts.spoken(play)),
        people=status.people(play),
        ledger=ledger(play),
    )


def decided(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """The decisions so far."""
    found = history.decisions(book.play)
    return shown(book, "history.html", history.title(len(found)), "history", decisions=found)


def story_so_far(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """All that was told, from the beginning."""
    play = book.play
    told = [*so_far(play, PAGE, step)]
    return shown(book, "story.html", on_a_page.story_so_far(), "story", told=told)


def hung(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """The endings of the story, as far as they were found."""
    play = book.play
    found = {*book.endings(), *([play.ending.id] if play.ending else [])}
    return shown(
        book,
        "gallery.html",
        title_page.gallery(),
        "gallery",
        hung=gallery.gallery(play.story, found, book.texts(), book.unread()),
        forget=gallery.forget(play.story.title).yes,
    )


def forget(book: Book, form: dict[str, str]) -> Response:
    """Forget which endings were found and what was read, after asking."""
    if form.get("sure") == "yes":
        return Response(forgets=True, go_to="gallery#now")
    question = gallery.forget(book.play.story.title)
    return asked(book, question, "forget", {"sure": "yes"}, "gallery#now")


def helped(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """What keys and marks mean."""
    keys = [("1–9", help.take_a_choice()), ("u", DEEDS["play.undo"].about)]
    keys += [(key, label) for _address, key, label in links(book) if key]
    tables = help.about_a_table()[1:] if book.play.story.tables else ()
    return shown(book, "help.html", help.title(), "help", keys=keys, about_a_table=tables)


def settings(book: Book, request: Request) -> Response:
    """What can be set."""
    note = on_a_page.kept_settings() if "kept" in request.query else book.note
    return shown(
        replace(book, note=note), "settings.html", on_a_page.settings(), "settings", themes=THEMES
    )


def set_so(book: Book, form: dict[str, str]) -> Response:  # noqa: ARG001 (as all forms)
    """Keep what was set."""
    theme = form.get("theme", "")
    kept = Settings(
        theme if theme in THEMES else "system",
        form.get("shortcuts") == "on",
        form.get("only_new") == "on",
    )
    return Response(settings=kept, go_to="settings?kept=1#now")


# Keeping a play under a name


def save(book: Book, request: Request) -> Response:
    """The form for a name, or the message that the play is kept under one."""
    kept = request.query.get("kept", "")
    if kept in book.labels():
        return _named(book, kept, joined(saved_plays.saved_as(kept), book.note), is_done=True)
    return _named(book, "", "")


def save_as(book: Book, form: dict[str, str]) -> Response:
    """Keep the play under a name, or say why not."""
    label = form.get("label", "").strip()
    if not label:
        return _named(book, label, saved_plays.write_a_name())
    if len(label) > LONGEST_LABEL:
        why = saved_plays.too_long(LONGEST_LABEL)
        return _named(book, label, saved_plays.not_saved_as(label, why))
    if form.get("over") != label and label in book.labels():
        return _named(book, label, saved_plays.name_taken(), is_taken=True)
    return Response(label=label, go_to=f"save?{urlencode({'kept': label})}#now")


def _named(
    book: Book, label: str, message: str, *, is_taken: bool = False, is_done: bool = False
) -> Response:
    return shown(
        book,
        "save.html",
        saved_plays.save_as(),
        "save",
        label=label,
        message=message,
        is_taken=is_taken,
        is_done=is_done,
        longest=LONGEST_LABEL,
        save=DEEDS["play.save"],
    )


# The codex


def codex_of(book: Book, request: Request) -> Response:
    """One part of the codex: sources, terms, actors, people or the text as it stands."""
    play = book.play
    kinds = ["source", "term", "actor"]
    kinds += ["person"] if play.story.people else []
    kinds += ["text"] if tables_met(play) else []
    wanted = request.query.get("kind", "")
    kind = wanted if wanted in kinds else kinds[0]
    tabs = [(one, sum(1 for _entry in _ENTRIES[one](play))) for one in kinds]
    return shown(
        book,
        "codex.html",
        codex.title(),
        "codex",
        kind=kind,
        tabs=tabs,
        entries=tuple(_ENTRIES[kind](play)),
    )


def _sources(play: Play) -> Iterator[CodexEntry]:
    for name, places in codex.met(play).sources.items():
        source = play.story.sources[name]
        yield CodexEntry(
            name,
            codex.headed(source),
            tuple(filter(None, (codex.published(source), source.says, *_doubt(source)))),
            places=tuple(places),
            link=link_to(source),
        )


def _doubt(source: Source) -> Iterator[Sentence]:
    if source.note:
        yield codex.doubt(source)


def _terms(play: Play) -> Iterator[CodexEntry]:
    met = codex.met(play).terms
    for name in dict.fromkeys((*met, *play.story.glossary)):
        term = play.story.glossary[name]
        cited = (codex.headed(play.story.sources[one]) for one in term.sources)
        yield CodexEntry(name, term.term, (term.text, *cited), places=tuple(met.get(name, ())))


def _actors(play: Play) -> Iterator[CodexEntry]:
    for person in status.people(play):
        told: list[Sentence] = []
        if person.gauge is not None:
            told.append(codex.mood_of(person))
        if person.actor.wants:
            told.append(status.wants(person.actor))
        yield CodexEntry(person.actor.id, person.actor.name, tuple(told))


def _people(play: Play) -> Iterator[CodexEntry]:
    for one in codex.people_met(play):
        yield CodexEntry(
            one.person.id,
            str(codex.named(one.person)),
            (status.wants(one.person),) if one.person.wants else (),
            (one.real,) if one.real else (),
            one.promised,
            one.places,
        )


def _text(play: Play) -> Iterator[CodexEntry]:
    found = codex.agreement(play)
    if found.always:
        yield CodexEntry("always", codex.in_any_case(), passages=found.always)
    for term in found.terms:
        agreed: tuple[str | Sentence, ...] = (
            (codex.still_open(term.open),) if term.open else (codex.agreed_on(term.agreed),)
        )
        about = (term.about,) if term.about else ()
        yield CodexEntry(term.id, term.title, (*agreed, *about), term.passages)


_ENTRIES = {
    "source": _sources,
    "term": _terms,
    "actor": _actors,
    "person": _people,
    "text": _text,
}
