"""Players of a server's pages who keep step, and what each of their decisions costs the server.

First each of them asks, then each reads its answer: so the server is never without work, as when a
class plays, and its processor is neither slowed nor emptied by waiting. Linux only.
"""

from __future__ import annotations

import http.client
import os
from collections.abc import Callable, Generator
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

AT_ONCE = 16
"""How many play."""


class Ask(NamedTuple):
    """A page that is asked for, or a form that is sent, and whether that decides something."""

    path: str
    form: dict[str, str] | None = None
    decides: bool = False


Asking = Generator[Ask, tuple[str, str], None]
"""A player who asks for ever, and is given the text of each answer and where it leads."""


class Players:
    """So many players at a server of this process and port."""

    def __init__(self, process: int, port: int, player: Callable[[Random], Asking]) -> None:
        self._process, self._origin = process, f"http://127.0.0.1:{port}"
        self._connections = [
            http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(AT_ONCE)
        ]
        self._players = [player(Random(seed)) for seed in range(AT_ONCE)]
        self._asked = [next(one) for one in self._players]

    def decide(self, at_least: int) -> int:
        """Let them decide so often in all; returns how often they did."""
        made = 0
        while made < at_least:
            for connection, ask in zip(self._connections, self._asked, strict=True):
                headers = {"Origin": self._origin}
                if ask.form is None:
                    connection.request("GET", ask.path, headers=headers)
                else:
                    headers["Content-Type"] = "application/x-www-form-urlencoded"
                    connection.request("POST", ask.path, urlencode(ask.form), headers)
                made += ask.decides
            for number, connection in enumerate(self._connections):
                found = connection.getresponse()
                answer = found.read().decode(), found.getheader("location") or ""
                self._asked[number] = self._players[number].send(answer)
        return made

    def cost(self, decisions: int) -> float:
        """Milliseconds of a processor that each of so many decisions takes of the server."""
        before = processor_seconds(self._process)
        made = self.decide(decisions)
        return 1000 * (processor_seconds(self._process) - before) / made


def processor_seconds(process: int) -> float:
    """The processor time that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
