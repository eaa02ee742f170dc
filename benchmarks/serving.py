"""What a decision costs `negotiator serve`, and how long its pages are.

A server of its own plays the pact at random, a form and the page after it for each decision, over
one connection; its processor time is the system's count. What it does once for a story, while
nobody waits, is told apart from what each decision takes. Linux only.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.measuring import PACT, Scale, floor, line
from negotiator.engine import Play
from negotiator.story.loading import load
from negotiator.web.exchange import Book, Request
from negotiator.web.pages import respond

DECISIONS = 600
MOST_MS, MOST_BYTES = 3, 12 * 1024
"""What a decision may cost, and how long a page before the ending may be."""
_BUTTON = re.compile(r'<button name="do" value="([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_FORM = re.compile(r'<form method="post" action="(decide|bargain)".*?</form>', re.DOTALL)
_ASIDE = ("hold", "alone", "theirs", "ours", "weigh", "either")
"""Buttons of a table that decide nothing."""
_QUIET = 3
"""Seconds without work after which a server rests."""


def run(scale: Scale) -> None:
    """Tell both."""
    if not Path("/proc/self/stat").exists():
        line("left out", "the processor time of another process is read from Linux")
        return
    floor("the pages alone, made in this process")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as one:
        for seed in range(scale.of(4)):  # templates are compiled by then
            one.play(60, random.Random(seed))
        ahead = one.rest() if scale.part == 1 else 0.0
        one.sizes.clear()
        before, made = one.seconds(), 0
        pick = random.Random(1)
        while made < scale.of(DECISIONS, 20):
            made += one.play(scale.of(DECISIONS, 20) - made, pick)
        spent = 1000 * (one.seconds() - before) / made
        sizes = sorted(one.sizes)
    ratio = spent / pages_alone()
    line("a decision", f"{ratio:.1f} times that, {spent:.2f} ms; at most {MOST_MS} ms")
    if ahead:
        line("before that, once for the story", f"{ahead:.1f} s")
    line("a page", f"{median(sizes):,.0f} bytes, at most {sizes[-1]:,}; at most {MOST_BYTES:,}")


class Served(NamedTuple):
    """A server in a process of its own, and a connection to it."""

    process: subprocess.Popen[str]
    connection: http.client.HTTPConnection
    port: int
    sizes: list[int]

    def seconds(self) -> float:
        """The processor time it has taken so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rest(self) -> float:
        """Wait until it makes nothing more ahead; returns the seconds that this took of it."""
        begun = last = self.seconds()
        quiet = 0
        while quiet < _QUIET:
            time.sleep(1)
            now = self.seconds()
            quiet = quiet + 1 if now - last < 0.02 else 0
            last = now
        return last - begun

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """A page, or where a form leads."""
        headers = {"Origin": f"http://127.0.0.1:{self.port}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        if form is None:
            self.connection.request("GET", path)
        else:
            self.connection.request("POST", path, urlencode(form), headers)
        found = self.connection.getresponse()
        return found.read().decode(), found.getheader("location") or ""

    def play(self, most: int, pick: random.Random) -> int:
        """Begin a play and decide at random; returns how often, at most so many times."""
        _, to = self.ask("/begin", {"story": "gsomia_2016", "once": ""})
        home = to.rpartition("/")[0]
        page, _ = self.ask(f"{home}/now")
        for number in range(most):
            form = _FORM.search(page)
            if form is None:  # an ending, with all that is told then
                return number
            self.sizes.append(len(page.encode()))
            hidden = {name: unescape(value) for name, value in _HIDDEN.findall(form[0])}
            does = pick.choice([one for one in _BUTTON.findall(form[0]) if one not in _ASIDE])
            sent = {**hidden, "do": does, "sure": "yes"}
            _, to = self.ask(f"{home}/{form[1]}", sent)
            page, _ = self.ask(to.partition("#")[0])
        return most


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The command, answering."""
    words = ["-m", "negotiator", "serve", str(PACT), "--port", "0", "--saves", str(folder)]
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "NEGOTIATOR_DATA": str(folder / "data")},
    )
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found is not None
        port = int(found[1])
        yield Served(process, http.client.HTTPConnection("127.0.0.1", port, timeout=60), port, [])
    finally:
        process.terminate()
        process.wait()


def pages_alone() -> float:
    """Milliseconds that a page takes when only it is made."""
    story, pick = load(PACT), random.Random(1)
    plays = [Play.begin(story, 1)]
    while plays[-1].ending is None and len(plays) < 40:
        options = [one.id for one in plays[-1].options() if one.open]
        plays.append(plays[-1].choose(pick.choice(options)))
    for play in plays:
        respond(Book(play), Request("now"))
    began = time.process_time()
    for play in plays:
        respond(Book(play), Request("now"))
    return 1000 * (time.process_time() - began) / len(plays)
