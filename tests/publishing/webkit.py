"""WebKitGTK, the browser engine nearest to Safari that Debian has, driven over WebDriver on a
screen that nobody sees, without a network."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.browsers import lacking

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
TAB, ENTER = "\ue004", "\ue007"
_HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
_ASKED = (Path(__file__).parent / "pressing.js").read_text(encoding="utf-8")
NOBODY = "127.0.0.1:9"
"""Where no proxy answers."""


class Window(NamedTuple):
    """A window of the browser, at the address of its session."""

    session: str

    def send(self, command: str, **sent: Any) -> Any:
        """Give the browser a command; returns what it answers."""
        return _sent(f"{self.session}/{command}", sent)

    def ask(self, what: str, turn: int | str = 0) -> Any:
        """Ask the page something (`pressing.js`)."""
        return self.send("execute/sync", script=_ASKED, args=[what, turn])

    def press(self, key: str) -> None:
        """Press a key, whatever has the focus."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.send("actions", actions=[{"type": "key", "id": "keys", "actions": keys}])


@contextmanager
def webkit(home: Path) -> Iterator[Window]:
    """A window as narrow as it can be, of a browser that keeps what it is told in a folder."""
    driver, screen = shutil.which(DRIVER), shutil.which(SCREEN)
    if driver is None or screen is None:
        lacking("there is no WebKitGTK to drive (apt-get install webkit2gtk-driver xvfb)")
    with contextlib.ExitStack() as ending:
        words = [screen, "-displayfd", "1", "-screen", "0", "800x900x24", "-nolisten", "tcp"]
        shown = ending.enter_context(_running(words, dict(os.environ)))
        assert shown.stdout is not None
        display = f":{shown.stdout.readline().strip()}"
        found = {**os.environ, **dict.fromkeys(_HOMES, str(home)), "DISPLAY": display}
        found |= {"NO_AT_BRIDGE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        port = _free_port()
        ending.enter_context(_running([driver, f"--port={port}"], found))
        proxy = {"proxyType": "manual", "httpProxy": NOBODY, "sslProxy": NOBODY}
        wanted = {"capabilities": {"alwaysMatch": {"proxy": proxy}}}
        server = f"http://127.0.0.1:{port}/session"
        made = _sent(server, wanted, tries=50)
        window = Window(f"{server}/{made['sessionId']}")
        window.send("window/rect", width=360, height=740)
        yield window
        with contextlib.suppress(OSError):
            urllib.request.urlopen(urllib.request.Request(window.session, method="DELETE"))


@contextmanager
def _running(words: list[str], found: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        words, env=found, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


def _sent(address: str, sent: dict[str, Any], tries: int = 1) -> Any:
    request = urllib.request.Request(
        address, json.dumps(sent).encode(), {"Content-Type": "application/json"}
    )
    for left in range(tries, 0, -1):
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error
        except urllib.error.URLError:
            if left == 1:
                raise
            import time

            time.sleep(0.1)  # the driver isn't listening yet
    raise AssertionError(address)
