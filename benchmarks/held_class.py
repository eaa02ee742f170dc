"""A class that is held by the command, in a process of its own, for the benchmarks of classes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from benchmarks.in_step import processor_seconds
from negotiator.web.class_client import ClassClient

_SECRET = re.compile(r"(http://127\.0\.0\.1:(\d+)/)(teacher/\S+)")
_CODE = re.compile(r"Code[^:]*: (\w{3}) (\w{3})$")
_CLASS = re.compile(r": class (\w+)\.")


class HeldClass:
    """A class that `negotiator class start` holds; it can be killed and started again."""

    def __init__(self, exercise: str, folder: Path) -> None:
        self.exercise, self.folder = exercise, folder
        self.database = folder / "classes.sqlite"
        self.process: subprocess.Popen[str] | None = None
        self.address = self.code = self.class_id = self.secret = ""
        self.port = "0"

    def start(self) -> Self:
        """Start it, the first time as a new class."""
        again = ["--resume", self.class_id] if self.class_id else [self.exercise]
        where = ["--port", self.port, "--database", str(self.database)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "negotiator", "class", "start", *again, *where],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "NEGOTIATOR_DATA": str(self.folder / "data")},
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := _CODE.search(line):
                self.code = f"{found[1]}{found[2]}"
            elif found := _SECRET.search(line):
                self.address, self.port, self.secret = found.groups()
            elif found := _CLASS.search(line):
                self.class_id = found[1]
            elif line.startswith("Ctrl+C"):
                break
        return self

    def kill(self) -> None:
        """End it as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as its teacher does."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait()

    def seconds(self) -> float:
        """The processor time it has taken so far, without the worker beside it."""
        assert self.process is not None
        return processor_seconds(self.process.pid)

    def megabytes(self) -> float:
        """The most memory it has had."""
        found = re.search(r"VmHWM:\s+(\d+)", self._proc("status"))
        assert found is not None
        return int(found[1]) / 1024

    def _proc(self, name: str) -> str:
        assert self.process is not None
        return Path(f"/proc/{self.process.pid}/{name}").read_text(encoding="utf-8")

    async def teacher(self) -> ClassClient:
        """Its teacher."""
        client = ClassClient(self.address)
        await client.get(f"/{self.secret}")
        return client


@contextmanager
def held(exercise: str, folder: Path) -> Iterator[HeldClass]:
    """A class that is held meanwhile."""
    one = HeldClass(exercise, folder).start()
    try:
        yield one
    finally:
        one.stop()
