"""Ten thousand broken story files: each must be read, or refused with diagnostics, in bounds.

Run: python -m benchmarks.fuzzing [HOW_MANY] [FIRST_SEED]   (Unix, for the bound on memory)
One in four is a file of the 2016 story, the others are of the tests' small stories.
Prints the slowest, and every seed that ended in a traceback or out of bounds; such a seed goes
to tests/story/fuzz_seeds/, where the tests keep it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.conftest import GSOMIA
from tests.story.mutations import mutated
from tests.story.test_fuzz import WHOLE, examined

SECONDS = 2.0
MEGABYTES = 500


def main() -> int:
    """The number of seeds that failed."""
    amount, first = ([*map(int, sys.argv[1:]), *[10_000, 0][len(sys.argv) - 1 :]])[:2]
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEGABYTES * 1024**2,) * 2)
    small = sorted(name for name in WHOLE if not name.startswith(GSOMIA.name))
    real = sorted(name for name in WHOLE if name.startswith(GSOMIA.name))
    failed, slowest, said = 0, (0.0, 0), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + amount):
            names = real if seed % 4 == 0 else small
            name = names[seed // 4 % len(names)]
            began = time.process_time()
            try:
                said += bool(examined(Path(folder), name, mutated(WHOLE[name][0], seed)))
            except Exception:
                failed += 1
                print(f"seed {seed} of {name}:\n{traceback.format_exc()}")
            seconds = time.process_time() - began
            slowest = max(slowest, (seconds, seed))
            if seconds > SECONDS:
                failed += 1
                print(f"seed {seed} of {name} took {seconds:.1f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{amount:,} broken files, {said:,} with diagnostics, {failed} failed")
    print(
        f"slowest {slowest[0]:.2f} s (seed {slowest[1]}); ratio to {SECONDS} s: "
        f"{slowest[0] / SECONDS:.2f}"
    )
    print(f"most memory {most:.0f} MB; ratio to {MEGABYTES} MB: {most / MEGABYTES:.2f}")
    return failed + (most > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
