"""The server of a class as an application: who asks, which page answers, what a form leads to.

Students are known by a cookie with their seat, its token and its resume code, the teacher by one
with the secret; of both, rows have digests only. Nothing here is written to a log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request as Asked
from starlette.responses import Response as Reply
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from negotiator.classroom.guesses import Verdict
from negotiator.classroom.marks import for_seat, for_teacher, for_wall
from negotiator.classroom.phases import class_play, plays_together
from negotiator.classroom.store import LostStoreError, StoreError
from negotiator.classroom.tokens import tidied
from negotiator.escaping import as_json
from negotiator.narration import class_board, class_pages
from negotiator.narration.on_a_page import not_found
from negotiator.web.class_server import data as as_data
from negotiator.web.class_server import own_play, student_forms, teacher_forms
from negotiator.web.class_server.board import Desk, board
from negotiator.web.class_server.doors import (
    join,
    join_page,
    resume,
    seated,
    teacher_cookie,
    welcome_teacher,
)
from negotiator.web.class_server.live import marks
from negotiator.web.class_server.seated import Seated, seat_page
from negotiator.web.class_server.showing import notice, page_of_class
from negotiator.web.class_server.site import ClassSite, NoClassError
from negotiator.web.class_server.wall import wall
from negotiator.web.cross_site import CrossSiteProtection, RefusedError, form_of
from negotiator.web.exchange import Page, Request
from negotiator.web.pages import respond
from negotiator.web.replies import Endpoint, beside_pages, data, events, go_to, html
from negotiator.web.serving import set_settings, settings_of

Handler = Callable[[ClassSite, Asked, dict[str, str]], Reply]


def application(site: ClassSite, hosts: Iterable[str]) -> ASGIApp:
    """The server as an application, which answers under these names only, and under the class's
    own addresses."""
    gets = {
        "/": _front,
        "/hello": _hello,
        "/seat.json": _seat_data,
        "/live": _seat_live,
        "/codex": _codex,
        "/now": lambda *_: go_to("/"),
        "/teacher/{secret}": welcome_teacher,
        "/board": _board,
        "/board.json": _board_data,
        "/board/live": _board_live,
        "/wall/{code}": _wall,
        "/wall/{code}/live": _wall_live,
    }
    posts = {"/join": join, "/resume": resume, "/wall": _to_the_wall}
    both = {"/play/{page}": _own_play, "/board/play/{page}": _class_play}
    routes = [
        # The first that fits: most requests are about a play.
        *(Route(at, _handled(site, one), methods=["GET", "POST"]) for at, one in both.items()),
        *(Route(at, _handled(site, one), methods=["GET"]) for at, one in gets.items()),
        *(Route(at, _handled(site, one), methods=["POST"]) for at, one in posts.items()),
        *(
            Route(f"/{name}", _handled(site, partial(_student_form, name)), methods=["POST"])
            for name in student_forms.FORMS
        ),
        *(
            Route(f"/board/{name}", _handled(site, partial(_teacher_form, name)), methods=["POST"])
            for name in teacher_forms.FORMS
        ),
        Route("/{name:path}", _handled(site, _other), methods=["GET", "POST"]),
    ]
    own = [urlsplit(one) for one in site.addresses]
    origins = [f"{one.scheme}://{one.netloc.lower()}" for one in own]
    names = {*hosts, *(one.netloc.lower() for one in own)}
    return CrossSiteProtection(Router(routes), names, _refusal, origins)


def _refusal(why: str) -> Page:
    return notice(None, why, class_pages.refused())


def _handled(site: ClassSite, answer: Handler) -> Endpoint:
    async def handled(request: Asked) -> Reply:
        try:
            form = await form_of(request) if request.method == "POST" else {}
            return answer(site, request, form)
        except RefusedError as refused:
            return html(notice(site, refused.why), status=refused.status)
        except NoClassError:
            return html(notice(None, class_pages.no_class()), status=410)
        except StoreError as error:
            is_lost = isinstance(error, LostStoreError)
            advice = class_pages.put_back() if is_lost else class_pages.try_again()
            return html(notice(site, class_pages.not_now(), advice), status=503)

    return Endpoint(handled)


def _other(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    beside = beside_pages(request.path_params["name"]) if request.method == "GET" else None
    return beside or html(notice(site, not_found()), status=404)


# Students


def _front(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    one = seated(site, request)
    if one is None:
        return html(join_page(site, request, request.query_params.get("code", "")))
    table = student_forms.whole(request.query_params.get("table", ""))
    page = None if own_play.own_play(one) else seat_page(one, table)
    return go_to(_with_said("/play/now", one)) if page is None else html(page)


def _with_said(address: str, one: Seated) -> str:
    word = one.word
    return f"{address}?{urlencode({'said': word})}#now" if word else f"{address}#now"


def _hello(site: ClassSite, _request: Asked, _form: dict[str, str]) -> Reply:
    site.arrived()
    return html(notice(site, class_pages.reached(), class_pages.how_reached()))


def _seat_data(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    one = seated(site, request)
    if one is None:
        return data(as_json({"seat": None}), status=403)
    wants_texts = request.query_params.get("told") == "yes"
    if not wants_texts:
        return data(as_json(as_data.of_seat(one)))
    return data(as_json(as_data.of_seat_with_texts(one, dict(request.query_params))))


def _seat_live(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    one = seated(site, request)
    if one is None:
        return html(notice(site, class_pages.no_seat()), status=403)
    seat = one.seat.seat
    return events(marks(site, lambda: for_seat(site.lately_glanced(), seat)))


def _student_form(name: str, site: ClassSite, request: Asked, form: dict[str, str]) -> Reply:
    one = seated(site, request)
    if one is None:
        return html(notice(site, class_pages.no_seat()), status=403)
    done = student_forms.FORMS[name](one, form)
    if done.page is not None:
        return html(done.page)
    path, _, place = done.go_to.partition("#")
    said = f"?{urlencode({'said': done.said})}" if done.said else ""
    return go_to(f"{path}{said}#{place or 'now'}")


def _own_play(site: ClassSite, request: Asked, form: dict[str, str]) -> Reply:
    one = seated(site, request)
    if one is None:
        return go_to("/")
    return _answered(own_play.answered(one, _within(request, form)))


def _codex(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    """What can be looked up, beside the play that the class has together."""
    one = seated(site, request)
    if one is None or not plays_together(one.room):
        return go_to("/")
    play = class_play(one.room).play
    asked = Request("codex", dict(request.query_params))
    found = respond(own_play.only_codex(play, one.settings), asked)
    return go_to("/") if found.page is None else html(found.page)


def _within(request: Asked, form: dict[str, str]) -> Request:
    sent = form if request.method == "POST" else None
    return Request(request.path_params["page"], dict(request.query_params), sent)


def _answered(found: own_play.Answered) -> Reply:
    if found.page is not None:
        return html(found.page, status=200 if found.found else 404)
    reply = go_to(found.go_to)
    if found.settings is not None:
        set_settings(reply, found.settings)
    return reply


# The wall


def _wall(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    code = tidied(request.path_params["code"])
    if _is_let_in(site, request, code):
        return html(wall(site, site.room(), code, settings_of(request)))
    return html(notice(site, class_pages.wrong_code()), status=403)


def _wall_live(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    if _is_let_in(site, request, request.path_params["code"]):
        return events(marks(site, lambda: for_wall(site.lately_looked())))
    return html(notice(site, class_pages.wrong_code()), status=403)


def _to_the_wall(site: ClassSite, request: Asked, form: dict[str, str]) -> Reply:
    """From the board, whose reader types the code: nothing that is kept has it."""
    code = tidied(form.get("code", ""))
    if _is_let_in(site, request, code):
        return go_to(f"/wall/{code}")
    return html(notice(site, class_pages.wrong_code()), status=403)


def _is_let_in(site: ClassSite, request: Asked, code: str) -> bool:
    source = request.client.host if request.client else ""
    return site.hears(code, source) is Verdict.LET_IN


# The teacher


def _desk(site: ClassSite, request: Asked) -> Desk | None:
    secret = request.cookies.get(teacher_cookie(site), "")
    if not secret or not site.is_teacher(secret):
        return None
    return Desk(site, site.room(), settings_of(request))


def _no_teacher(site: ClassSite) -> Reply:
    title, text = class_board.not_the_teacher(), class_board.how_to_be()
    return html(notice(site, title, text), status=403)


def _board(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    desk = _desk(site, request)
    return html(board(desk)) if desk is not None else _no_teacher(site)


def _board_data(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    desk = _desk(site, request)
    if desk is None:
        return data(as_json({"phase": None}), status=403)
    return data(as_json(as_data.of_teacher(desk)))


def _board_live(site: ClassSite, request: Asked, _form: dict[str, str]) -> Reply:
    if _desk(site, request) is None:
        return _no_teacher(site)
    return events(marks(site, lambda: for_teacher(site.lately_looked())))


def _teacher_form(name: str, site: ClassSite, request: Asked, form: dict[str, str]) -> Reply:
    desk = _desk(site, request)
    if desk is None:
        return _no_teacher(site)
    if name == "end" and form.get("sure") != "yes":
        asked = class_board.sure_to_end()
        page = page_of_class(
            site,
            "sure.html",
            asked.title,
            asked=asked,
            action="/board/end",
            sent={"sure": "yes"},
            to="/board",
            seat=None,
            said="",
            left=None,
            is_paused=False,
            note="",
        )
        return html(page)
    teacher_forms.FORMS[name](desk, form)
    return go_to("/board#now")


def _class_play(site: ClassSite, request: Asked, form: dict[str, str]) -> Reply:
    desk = _desk(site, request)
    if desk is None:
        return _no_teacher(site)
    if not plays_together(desk.room):
        return go_to("/board")
    mark = for_teacher(site.look())
    asked = _within(request, form)
    return _answered(own_play.class_play(desk.room, asked, desk.settings, mark))
