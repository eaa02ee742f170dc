"""Everything that must hold before a change lands: `python -m tests`.

Tests, lint, format, types, import contracts, and the benchmarks as small as they go, so that they
stay alive; runs them all and fails if any of them does.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "types": ["-m", "mypy"],
    "types on Windows": [
        *("-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/windows", "src"),
    ],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "tests": ["-m", "pytest"],
    "benchmarks": ["-m", "benchmarks", "--small"],
}


def main() -> int:
    """Run every check; the number of those that failed."""
    failed = []
    for name, words in CHECKS.items():
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, *words], cwd=TOP, check=False).returncode:
            failed.append(name)
    print(f"== failed: {', '.join(failed)}" if failed else "== all is well")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
