"""The server: the pages of kept plays for a browser on this machine, by forms and redirects.

It finds the play that an address is about, lets `pages` respond, and keeps what came of it before
anything of it is shown. It holds nothing of a play that isn't in its file.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from starlette.requests import Request as Asked
from starlette.responses import Response as Reply
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from negotiator.library import StoryListing
from negotiator.narration import game, saved_plays
from negotiator.narration.on_a_page import not_found
from negotiator.saves import SaveError, UnplacedDecisionError
from negotiator.story.diagnostics import StoryError
from negotiator.web.ahead import Ahead
from negotiator.web.cross_site import CrossSiteProtection, RefusedError, form_of
from negotiator.web.exchange import Book, Request, Response, Settings
from negotiator.web.front import Front, front, mark, notice, question, story_front
from negotiator.web.kept_plays import KeptPlays, NoPlayError, OpenPlay
from negotiator.web.pages import respond
from negotiator.web.replies import Endpoint, beside_pages, go_to, html

_SETTINGS = "negotiator"
"""The cookie that has what a player has set, in this browser only."""
_YEAR = 365 * 24 * 60 * 60
_SURE = "sure"
_NO_ROOM = 507
"""The status of a page that says why something can't be kept, or deleted."""

Handler = Callable[[KeptPlays, Asked, dict[str, str]], Reply]


def application(plays: KeptPlays, hosts: Iterable[str]) -> ASGIApp:
    """The server as an application, which answers under these names only."""
    forms = {"begin": _begin, "open": _open, "delete": _delete}
    play = partial(_play, Ahead())
    routes = [
        # The first that fits: most requests are about a play.
        Route("/play/{slot}/{page}", _handled(plays, play), methods=["GET", "POST"]),
        Route("/", _handled(plays, _front), methods=["GET"]),
        *(Route(f"/{name}", _handled(plays, one), methods=["POST"]) for name, one in forms.items()),
        Route("/story/{marked}", _handled(plays, _story), methods=["GET"]),
        Route("/{name:path}", _handled(plays, _other), methods=["GET", "POST"]),
    ]
    return CrossSiteProtection(Router(routes), hosts)


def address(slot: str) -> str:
    """The address of a kept play."""
    return f"/play/{quote(slot, safe='')}/now#now"


def story_address(one: StoryListing) -> str:
    """The address of the title page of a story."""
    return f"/story/{quote(mark(one), safe='')}"


def _handled(plays: KeptPlays, answer: Handler) -> Endpoint:
    async def handled(request: Asked) -> Reply:
        try:
            form = await form_of(request) if request.method == "POST" else {}
            return answer(plays, request, form)
        except RefusedError as refused:
            return _said(request, refused.why, status=refused.status)
        except NoPlayError as error:
            return _said(request, saved_plays.cant_be_opened(), error.args[0], status=404)
        except StoryError as error:
            return _said(request, game.to_mend(len(error.diagnostics)), str(error), status=409)
        except LookupError as error:
            return _said(request, game.no_story(), str(error.args[0]), status=404)
        except SaveError as error:
            return _said(request, saved_plays.not_kept(), str(error), status=_NO_ROOM)
        except UnplacedDecisionError as error:
            return _unplaced(request, error)

    return Endpoint(handled)


def _said(request: Asked, title: str, text: str = "", *, status: int) -> Reply:
    return html(notice(settings_of(request), title, text, "/"), status=status)


# Before a play


def _front(plays: KeptPlays, request: Asked, _form: dict[str, str]) -> Reply:
    return html(front(_at_hand(plays, request)))


def _story(plays: KeptPlays, request: Asked, _form: dict[str, str]) -> Reply:
    named = plays.offer(request.path_params["marked"])
    return html(story_front(_at_hand(plays, request), named))


def _at_hand(plays: KeptPlays, request: Asked) -> Front:
    return Front(
        plays.offers(),
        plays.rows(),
        address,
        secrets.token_urlsafe(9),
        plays.trouble(),
        settings_of(request),
    )


def _begin(plays: KeptPlays, _request: Asked, form: dict[str, str]) -> Reply:
    begun = plays.begin(form.get("story", ""), form.get("once", ""))
    return go_to(address(begun.slot))


def _open(plays: KeptPlays, _request: Asked, form: dict[str, str]) -> Reply:
    """Go on with a play that stays as it is: in a slot of its own."""
    try:
        found = plays.open(form.get("slot", ""))
    except UnplacedDecisionError as error:
        if form.get(_SURE) != "yes":
            raise
        found = OpenPlay("", error.before, error.unplaced)
    if found.is_in_place and found.slot:
        return go_to(address(found.slot))
    return go_to(address(plays.apart(found, form.get("once", ""), found.note).slot))


def _delete(plays: KeptPlays, request: Asked, form: dict[str, str]) -> Reply:
    slot = form.get("slot", "")
    if form.get(_SURE) == "yes":
        _undecided(plays.delete, slot)
        return go_to("/")
    asked = saved_plays.delete(_name(plays, slot))
    sent = {"slot": slot, _SURE: "yes"}
    return html(question(settings_of(request), asked, "/delete", sent, "/"))


def _name(plays: KeptPlays, slot: str) -> str:
    """What a play is called in a question about it."""
    for row in plays.rows():
        found = row.summary
        if row.slot == slot and found is not None:
            return found.label or saved_plays.about(found.story_title, found.place, found.day)
    return slot


def _unplaced(request: Asked, error: UnplacedDecisionError) -> Reply:
    """Ask whether a play is to go on from before a decision that the story no longer has."""
    slot = request.path_params.get("slot", "")
    asked = saved_plays.lost_decision(str(error))
    sent = {"slot": slot, "once": secrets.token_urlsafe(9), _SURE: "yes"}
    return html(question(settings_of(request), asked, "/open", sent, "/"))


def _other(_plays: KeptPlays, request: Asked, _form: dict[str, str]) -> Reply:
    beside = beside_pages(request.path_params["name"]) if request.method == "GET" else None
    return beside or _said(request, not_found(), status=404)


# A play


def _play(ahead: Ahead, plays: KeptPlays, request: Asked, form: dict[str, str]) -> Reply:
    one = plays.open(request.path_params["slot"])
    if not one.is_in_place:
        return go_to("/")
    ahead.begin(one.play.story)
    book = Book(
        one.play,
        one.note,
        settings_of(request),
        "/",
        secrets.token_urlsafe(9),
        partial(plays.endings, one.play.story.id),
        partial(plays.labels, one.play.story.id),
        partial(plays.texts, one.play.story.id),
        partial(plays.unread, one.play.story.id),
        read=one.read,
    )
    asked = Request(
        request.path_params["page"],
        dict(request.query_params),
        form if request.method == "POST" else None,
    )
    found = respond(book, asked)
    if found.page is not None:
        plays.told(one)
        return html(found.page, status=200 if found.found else 404)
    return _done(plays, one, found, form)


def _done(plays: KeptPlays, one: OpenPlay, found: Response, form: dict[str, str]) -> Reply:
    """Keep what a form came to, and lead on."""
    slot = one.slot
    if found.play is not None and found.apart:
        slot = plays.apart(replace(one, play=found.play, note=""), form.get("once", "")).slot
    elif found.play is not None:
        slot = plays.keep(one, found.play).slot
    if found.label:
        _undecided(plays.keep_as, one, found.label)
    if found.forgets:
        _undecided(plays.forget, one.play.story.id)
    reply = go_to(f"/play/{quote(slot, safe='')}/{found.go_to}")
    if found.settings is not None:
        set_settings(reply, found.settings)
    return reply


def _undecided(do: Callable[..., object], *about: object) -> None:
    """Do what is no decision: if it fails, that alone is said, and not that nothing was decided."""
    try:
        do(*about)
    except SaveError as error:
        raise RefusedError(_NO_ROOM, str(error)) from error


# Settings


def settings_of(request: Asked) -> Settings:
    """What the player has set in this browser."""
    return Settings.read(request.cookies.get(_SETTINGS, ""))


def set_settings(reply: Reply, settings: Settings) -> None:
    """Let the browser keep what was set."""
    reply.set_cookie(
        _SETTINGS,
        settings.written,
        max_age=_YEAR,
        httponly=True,
        samesite="strict",
    )
