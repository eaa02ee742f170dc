"""The ways in: joining by the class's code, going on by a resume code, and the teacher's secret.

A wrong code is answered more slowly only in words: a right one is always let in (`guesses`).
"""

from __future__ import annotations

import secrets

from starlette.requests import Request as Asked
from starlette.responses import Response as Reply

from negotiator.classroom import seats
from negotiator.classroom.guesses import Verdict
from negotiator.classroom.rows import SeatRow
from negotiator.classroom.tokens import is_token, resume_code, tidied, token
from negotiator.narration import class_pages, class_tables
from negotiator.narration.on_a_page import not_found
from negotiator.web.class_server.seated import Seated
from negotiator.web.class_server.showing import notice, page_of_class
from negotiator.web.class_server.site import ClassSite
from negotiator.web.exchange import Page
from negotiator.web.replies import go_to, html
from negotiator.web.serving import settings_of

Form = dict[str, str]


def seat_cookie(site: ClassSite) -> str:
    """The name of the cookie of a seat."""
    return f"seat-{site.class_id}"


def teacher_cookie(site: ClassSite) -> str:
    """The name of the cookie of the teacher."""
    return f"teacher-{site.class_id}"


def seated(site: ClassSite, request: Asked) -> Seated | None:
    """The student who asks; None if it is nobody with a seat in this class."""
    number, _, rest = request.cookies.get(seat_cookie(site), "").partition(".")
    secret, _, resumes = rest.partition(".")
    if not number.isascii() or not number.isdecimal() or len(number) > 6 or not is_token(secret):
        return None
    room = site.room()
    seat = seats.of_token(site.store, site.class_id, int(number), secret)
    if seat is None:
        return None
    word = request.query_params.get("said", "")
    told = class_pages.said(word) or class_tables.refusal(word)
    return Seated(site, room, seat, _in_pieces(resumes), settings_of(request), told, word)


def join_page(site: ClassSite, request: Asked, code: str = "", message: str = "") -> Page:
    """The page before joining: what the story is, for whom, and what is kept."""
    return page_of_class(
        site,
        "join.html",
        class_pages.join_title(),
        settings=settings_of(request),
        once=token(),
        code=code[:20],
        message=message,
        is_over=bool(site.room().row.ended),
    )


def join(site: ClassSite, request: Asked, form: Form) -> Reply:
    """Take a seat."""
    code, once = form.get("code", ""), form.get("once", "")
    verdict = site.hears(code, _source(request))
    if verdict is not Verdict.LET_IN:
        return _not_let_in(site, request, verdict, class_pages.wrong_code())
    if site.room().row.ended:
        return html(join_page(site, request, code, class_pages.over()), status=403)
    if not is_token(once):
        return html(join_page(site, request, code))
    offices = tuple(site.exercise.offices)
    try:
        seat = seats.joined(site.store, site.class_id, once, site.clock(), offices)
    except seats.FullError:
        return html(join_page(site, request, code, class_pages.full()), status=403)
    return _with_seat(site, seat, once, resume_code(once))


def resume(site: ClassSite, request: Asked, form: Form) -> Reply:
    """Go on in a seat by its code; whoever had it before lets it go."""
    typed, once = tidied(form.get("resume", "")), form.get("once", "")
    if not is_token(once):
        return html(join_page(site, request))
    seat = seats.resumed(site.store, site.class_id, typed, once, site.clock())
    verdict = site.hears_resume(_source(request), is_right=seat is not None)
    if seat is None or verdict is not Verdict.LET_IN:
        return _not_let_in(site, request, verdict, class_pages.wrong_resume_code())
    return _with_seat(site, seat, once, typed, "/?said=resumed#now")


def welcome_teacher(site: ClassSite, request: Asked, _form: Form) -> Reply:
    """Let the teacher in, and lead away from the address that has the secret."""
    secret = request.path_params["secret"]
    if not site.is_teacher(secret):
        return html(notice(site, not_found()), status=404)
    reply = go_to("/board")
    reply.set_cookie(teacher_cookie(site), secret, httponly=True, samesite="strict")
    return reply


def _not_let_in(site: ClassSite, request: Asked, verdict: Verdict, wrong: str) -> Reply:
    if verdict is Verdict.WAIT:
        return html(join_page(site, request, message=class_pages.wait()), status=429)
    return html(join_page(site, request, message=wrong), status=403)


def _with_seat(
    site: ClassSite, seat: SeatRow, secret: str, resumes: str, address: str = "/#now"
) -> Reply:
    reply = go_to(address)
    value = f"{seat.seat}.{secret}.{resumes}"
    reply.set_cookie(seat_cookie(site), value, httponly=True, samesite="strict")
    return reply


def _in_pieces(code: str) -> str:
    """A resume code as it is read: in two pieces."""
    code = tidied(code)
    return f"{code[:4]}-{code[4:]}" if code else ""


def _source(request: Asked) -> str:
    """Where wrong codes come from, which is remembered for a minute and written nowhere."""
    return request.client.host if request.client else secrets.token_hex(4)
