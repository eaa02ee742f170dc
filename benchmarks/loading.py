"""How a very large story is read and checked without search, and how much memory that takes.

Each size has a process of its own, bounded in time and memory, that can be asked alone:
`python -m benchmarks.loading FOLDER ROUNDS`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from benchmarks.large import write
from benchmarks.measuring import HERE, Ratio, Scale, Work, floor, in_turns, line, ratio
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.story.loading import examine

SCENES = (10_000, 30_000, 100_000)
ROUNDS = 3
MOST_SECONDS = 1_200
MOST_BYTES = 12 << 30
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)


def run(scale: Scale) -> None:
    """Tell the times of each size, their ratios to the floor, and the peak of memory."""
    floor("libyaml reads every event of the same files, and nothing is made of them")
    with tempfile.TemporaryDirectory() as home:
        for number in SCENES if scale.part == 1 else (SCENES[0] // 20,):
            folder = Path(home) / str(number)
            size = write(folder, number)
            asked = [
                sys.executable,
                "-m",
                __spec__.name,
                str(folder),
                str(min(scale.rounds, ROUNDS)),
            ]
            line(f"{number:,} scenes", f"{size / 1e6:.1f} MB")
            try:
                ran = subprocess.run(
                    asked, cwd=HERE.parent, capture_output=True, check=True, timeout=MOST_SECONDS
                )
            except subprocess.TimeoutExpired:
                line("", f"came to no end in {MOST_SECONDS} s")
                continue
            except subprocess.CalledProcessError as error:
                last = error.stderr.decode().strip().rpartition("\n")[2]
                line("", f"failed: {last or 'stopped'} (it may have {MOST_BYTES >> 30} GB)")
                continue
            found = json.loads(ran.stdout)
            for name in ("read", "read and checked", "unchanged"):
                line(f"  {name}", f"{Ratio(*found[name])} floors; {found['seconds'][name]:.2f} s")
            peak = found["peak"]
            line("  most memory", f"{peak / size:.0f} times the files; {peak / 1e6:,.0f} MB")


def measured(folder: Path, rounds: int) -> dict[str, Any]:
    """What reading and checking the story in a folder takes, here and now."""
    with tempfile.TemporaryDirectory() as cache:
        works: dict[str, Work] = {
            "floor": partial(events, folder),
            "read": partial(examine, folder),
            "read and checked": partial(diagnose, folder),
            "unchanged": partial(diagnose, folder, Path(cache)),
        }
        diagnose(folder, Path(cache))
        times = dict(zip(works, in_turns(list(works.values()), rounds), strict=True))
    floors = times.pop("floor")
    found: dict[str, Any] = {name: ratio(taken, floors) for name, taken in times.items()}
    found["seconds"] = {name: min(taken) for name, taken in times.items()}
    found["peak"] = peak()
    return found


def events(folder: Path) -> None:
    """Read every YAML event, and drop it."""
    for file in folder.iterdir():
        for _ in yaml.parse(file.read_bytes(), Loader=_LOADER):
            pass


def peak() -> int:
    """The most memory that this process has had, in bytes; 0 where that can't be asked."""
    status = Path("/proc/self/status")
    if status.is_file():  # what `getrusage` says there may be the peak of who started this process
        kept = dict(row.split(":", 1) for row in status.read_text().splitlines() if ":" in row)
        return int(kept["VmHWM"].split()[0]) * 1024
    with suppress(ImportError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return 0


def bound() -> None:
    """Stop this process before it takes all of the memory."""
    with suppress(ImportError):
        import resource

        # A bound on processor time would do, too, but makes some kernels measure it in ticks.
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


if __name__ == "__main__":
    bound()
    print(json.dumps(measured(Path(sys.argv[1]), int(sys.argv[2]))))
