"""The least that a server of plays can be: the floor of what a decision costs `serve` and a class.

Starlette, uvicorn with h11, Jinja2 and SQLite, as in `serve` and a class, and nothing else: a form
of radio buttons, one row a decision, synced before the answer, and the play decided anew from its
rows at every request. It has no gauges with curves, no reasons why a choice is closed, no history,
no links, checks no origin and knows no student. A prototype of this size took 1.81 to 1.90 ms of a
processor a decision where the issues' figures for servers (3 and 4 ms) were set, so those are
`OF_SERVE` and `OF_CLASS` of it.
"""

from __future__ import annotations

import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from urllib.parse import parse_qsl

from benchmarks.in_step import Ask, Asking, Players
from benchmarks.measuring import PACT
from negotiator.engine import Play
from negotiator.story.loading import load

OF_SERVE, OF_CLASS = 3 / 1.85, 4 / 1.85
DECISIONS = 19
"""How long a play is at most, as the prototype's were."""
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
</head><body><h1>{{ title }}</h1>{% for one in told %}<p>{{ one }}</p>{% endfor %}
<form method="post" action="/{{ seat }}"><input type="hidden" name="at" value="{{ at }}">
{% for id, words in options %}<p><label><input type="radio" name="do" value="{{ id }}">{{ words }}
</label></p>{% endfor %}<button>Decide</button></form></body></html>"""
_AT = re.compile(r'name="at" value="(\d+)"')
_OPTION = re.compile(r'name="do" value="([^"]*)"')


def serve(port: int, file: Path) -> None:
    """Serve until the process is ended."""
    import jinja2
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, RedirectResponse, Response
    from starlette.routing import Route

    story = load(PACT)
    page = jinja2.Environment(autoescape=True).from_string(_PAGE)
    rows = sqlite3.connect(file, isolation_level=None)
    rows.executescript("""
        pragma journal_mode=wal; pragma synchronous=full;
        create table seat (id text primary key, seed integer);
        create table decision (seat text, number integer, name text, primary key (seat, number));
    """)

    def play_of(seat: str) -> Play:
        (seed,) = rows.execute("select seed from seat where id = ?", (seat,)).fetchone()
        play = Play.begin(story, seed)
        query = "select name from decision where seat = ? order by number"
        for (name,) in rows.execute(query, (seat,)):
            play = play.choose(name)
        return play

    async def begin(_: Request) -> Response:
        seat = secrets.token_urlsafe(8)
        rows.execute("insert into seat values (?, ?)", (seat, secrets.randbelow(10**6)))
        return RedirectResponse(f"/{seat}", 303)

    async def show(request: Request) -> Response:
        seat = request.path_params["seat"]
        play = play_of(seat)
        told = play.steps[-1].told if play.steps else play.told()
        options = [(one.id, str(one.text)) for one in play.options() if one.open]
        at = len(play.steps)
        return HTMLResponse(
            page.render(title=story.title, told=map(str, told), seat=seat, at=at, options=options)
        )

    async def decide(request: Request) -> Response:
        seat = request.path_params["seat"]
        form = dict(parse_qsl((await request.body()).decode()))
        play = play_of(seat)
        if len(play.steps) == int(form["at"]):
            play.choose(form["do"])
            rows.execute("insert into decision values (?, ?, ?)", (seat, form["at"], form["do"]))
        return RedirectResponse(f"/{seat}", 303)

    routes = [
        Route("/begin", begin, methods=["POST"]),
        Route("/{seat}", show),
        Route("/{seat}", decide, methods=["POST"]),
    ]
    app = Starlette(routes=routes)
    uvicorn.run(
        app, port=port, http="h11", loop="asyncio", log_level="error", timeout_keep_alive=75
    )


def player(pick: Random) -> Asking:
    """Somebody who plays at random for ever, as long as the prototype's plays were."""
    while True:
        _, to = yield Ask("/begin", {})
        page, _ = yield Ask(to)
        for _ in range(DECISIONS):
            options, at = _OPTION.findall(page), _AT.search(page)
            if not options or at is None:
                break
            yield Ask(to, {"at": at[1], "do": pick.choice(options)}, decides=True)
            page, _ = yield Ask(to)


@contextmanager
def bare() -> Iterator[Players]:
    """Players at the server, in a process of its own, whose functions and template are made."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        words = ["-m", "benchmarks.bare_server", str(port), str(Path(folder) / "plays.sqlite")]
        process = subprocess.Popen([sys.executable, *words])
        try:
            _until_it_answers(port)
            players = Players(process.pid, port, player)
            players.decide(8 * DECISIONS)
            yield players
        finally:
            process.terminate()
            process.wait()


def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the bare server doesn't answer")


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
