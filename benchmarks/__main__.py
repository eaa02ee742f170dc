"""All benchmarks by one command: `python -m benchmarks [--small] [NAME ...]`."""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module

from benchmarks.measuring import FULL, SMALL

NAMES = (
    "decisions",
    "headless",
    "simulate",
    "checking",
    "searching",
    "loading",
    "growth",
    "packages",
    "many_tables",
    "table",
    "bargaining",
    "fuzzing",
    "hostile",
    "screen",
    "saves",
    "serving",
    "publishing",
    "killed_page",
    "reporting",
    "holding",
    "killed_class",
)
"""The benchmarks, each a module with a `run`."""


def main() -> int:
    """Run those that are named, or all."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measures how fast things are, as ratios to floors, in processor time. "
        f"Benchmarks: {', '.join(NAMES)}.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which to run (default: all)")
    parser.add_argument(
        "--small", action="store_true", help="only enough to see that they still work"
    )
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    for name in asked.names or NAMES:
        began = time.monotonic()
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.{name}").run(SMALL if asked.small else FULL)
        print(f"  ({time.monotonic() - began:.0f} s by the clock)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
