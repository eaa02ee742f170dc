"""Ten thousand broken story files: each must be read, or refused with diagnostics, in bounds.

`python -m benchmarks fuzzing` runs it in a process of its own, whose memory is bounded (Unix);
`python -m benchmarks.fuzzing HOW_MANY FIRST_SEED` goes on from other seeds.
One in four is a file of the 2016 story, the others are of the tests' small stories.
Prints the slowest, and every seed that ended in a traceback or out of bounds; such a seed goes
to tests/story/fuzz_seeds/, where the tests keep it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.loading import peak
from benchmarks.measuring import FULL, HERE, Scale, floor, line
from tests.conftest import GSOMIA
from tests.story.mutations import mutated
from tests.story.test_fuzz import WHOLE, examined

SECONDS = 2.0
MEGABYTES = 500
FILES, FEW = 10_000, 40


def run(scale: Scale) -> None:
    """Tell how many were read within bounds, in a process of its own."""
    floor(f"none; the bounds are {SECONDS:.0f} s for a file and {MEGABYTES} MB for all")
    if sys.platform == "win32":
        line("left out", "memory can only be bounded on Unix")
        return
    amount = str(FILES if scale is FULL else FEW)
    subprocess.run([sys.executable, "-m", __spec__.name, amount, "0"], cwd=HERE.parent, check=True)


def main() -> int:
    """The number of seeds that failed."""
    import resource

    amount, first = ([*map(int, sys.argv[1:]), *[FILES, 0][len(sys.argv) - 1 :]])[:2]
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
    most = peak() / 1e6
    line(f"{amount:,} broken files", f"{said:,} with diagnostics, {failed} failed")
    share = slowest[0] / SECONDS
    line("the slowest", f"{share:.2f} of the bound; {slowest[0]:.2f} s (seed {slowest[1]})")
    line("most memory", f"{most / MEGABYTES:.2f} of the bound; {most:.0f} MB")
    return failed + (most > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
