"""The process that works the turning points out as plays end: of low priority, apart from any
server.

A server starts one beside itself (`TurningWorker`) and stops it when it ends. If the server is
killed, the pipe between them closes, and the worker ends by itself. Nothing is lost if it dies:
what it hasn't kept is worked out by the next one, or by the command that writes a report.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from negotiator.classroom.places import store_at
from negotiator.classroom.store import StoreError
from negotiator.classroom.turned import Pending
from negotiator.escaping import as_json
from negotiator.other_programs import THIS_PYTHON
from negotiator.story.loading import load

LOOKS = 2.0
"""Seconds between two looks for plays that ended."""
_LOWEST = 19
"""How far a Unix process steps back behind others."""
_PATIENCE = 5.0


class Task(NamedTuple):
    """Of which class the plays are."""

    store: str
    """The place of its rows (`places`)."""
    story: str
    """The folder or file of its story."""
    exercise: str
    class_id: str


class TurningWorker:
    """A worker beside a server, between `start` and `stop`, or as a context."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin. Raises OSError if no process can be had."""
        self._process = subprocess.Popen(
            [*THIS_PYTHON, "-m", "negotiator.classroom.turning_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            creationflags=_windows_flags(),
            # A terminal's Ctrl+C is for the server, which then stops the worker.
            start_new_session=sys.platform != "win32",
        )
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(as_json(self.task._asdict()).splitlines()) + "\n")
        self._process.stdin.flush()

    @property
    def is_running(self) -> bool:
        """Whether it works."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End it; what it was about to work out is left to the next one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin is not None:
            process.stdin.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _windows_flags() -> int:
    if sys.platform == "win32":
        return subprocess.IDLE_PRIORITY_CLASS | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


def main(source: IO[str]) -> None:
    """Work until the class is gone, or whoever started this is."""
    task = Task(**json.loads(source.readline()))
    if sys.platform != "win32":
        os.nice(_LOWEST)
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    story = load(Path(task.story))
    pending = Pending(story, story.exercises[task.exercise], store_at(task.store), task.class_id)
    while True:
        # What the database refuses now, it may have again at the next look.
        with suppress(StoreError):
            for _ in pending.work():
                pass
        time.sleep(LOOKS)


def _end_with(source: IO[str]) -> None:
    """End the process once the other end of its input is closed."""
    source.read()
    os._exit(0)


if __name__ == "__main__":
    main(sys.stdin)
