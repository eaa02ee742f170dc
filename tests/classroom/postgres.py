"""A real PostgreSQL server for the tests: made, started and stopped here.

Debian's package `postgresql` brings it along. Without it, tests that need it are skipped, with the
reason; `.ci/run` installs it, and says that it must be there (NEGOTIATOR_ALL).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def programs() -> Path | None:
    """The folder of the server's programs, the newest version first; None if it isn't installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda one: int(one.parts[-3]) if one.parts[-3].isdecimal() else 0,
    )
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def missing() -> str:
    """Why there is no server here; empty if there is one."""
    if programs() is None:
        return "PostgreSQL isn't installed (Debian: apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg isn't installed (pip install psycopg[binary])"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server that runs meanwhile, on a socket in a folder of its own.

    Skips the test if there is none, unless NEGOTIATOR_ALL says that there must be.
    """
    why = missing()
    if why and not os.environ.get("NEGOTIATOR_ALL"):
        pytest.skip(why)
    assert not why, why
    found = programs()
    assert found is not None
    # A server doesn't run as root, and a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        user = other if is_root else []
        if is_root:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"

        def run(program: str, *words: str) -> None:
            subprocess.run(
                [*user, str(found / program), *words],
                check=True,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        run("initdb", "-D", str(data), "-U", "teacher", "--auth=trust", "--no-sync", "-E", "UTF8")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-o", settings, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://teacher@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
