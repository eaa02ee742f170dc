"""Everything that must hold before a change lands: `python -m tests`.

Tests, lint, format, types, import contracts, and the benchmarks as small as they go, so that they
stay alive; runs them all and fails if any of them does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).parents[1]
BESIDE_EACH_OTHER = {
    "benchmarks": ["-m", "benchmarks", "--small"],
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "collection": ["-m", "pytest", "-n", "0", "--collect-only", "-qqq"],
    "types": ["-m", "mypy"],
    "types on Windows": [
        *("-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/windows", "src"),
    ],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
}
"""What needs one processor: as many at once as there are. Benchmarks as small as these measure
nothing, so that others may disturb them, even the tests: they wait for terminals and servers most
of the time. Collecting leaves the bytecode of program and tests, which each worker would make for
itself."""


def environment() -> dict[str, str]:
    """What the checks find set: bytecode is kept, whatever the machine prefers, since tests start
    the program a thousand times, and it takes as long to compile as to run."""
    return {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def ended(words: list[str]) -> subprocess.CompletedProcess[str]:
    """A check that has ended, with what it printed."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=TOP,
        check=False,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def main() -> int:
    """Run every check; the number of those that failed."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as together:
        checks = {name: together.submit(ended, words) for name, words in BESIDE_EACH_OTHER.items()}
        measured = checks.pop("benchmarks")

        def tell(name: str, check: Future[subprocess.CompletedProcess[str]]) -> None:
            done = check.result()
            print(f"== {name}", flush=True)
            if done.returncode:
                print(done.stdout, end="", flush=True)
                failed.append(name)

        for name, check in checks.items():
            tell(name, check)
        print("== tests", flush=True)
        words = [sys.executable, "-m", "pytest"]
        if subprocess.run(words, cwd=TOP, check=False, env=environment()).returncode:
            failed.append("tests")
        tell("benchmarks", measured)
    print(f"== failed: {', '.join(failed)}" if failed else "== all is well")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
