"""What all tests share: the small story, and hypothesis at a pace that CI can keep."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
import time
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from negotiator.story.loading import load
from negotiator.story.model import Story

gc.disable()  # until all is collected: nearly all that imports and parameters make stays
HARBOUR = Path(__file__).parent / "stories" / "harbour"
GSOMIA = Path(__file__).parents[1] / "story" / "gsomia_2016"
FIRST_ROUND = GSOMIA.parent / "first_round"

WAITING = {
    "test_distribution",
    "test_end_to_end",
    "test_in_a_browser",
    "test_in_chromium",
    "test_in_firefox",
    "test_in_pseudo",
    "test_signals",
}
"""Modules of tests that take longest."""

_DATA = Path(tempfile.mkdtemp(prefix="negotiator-data-"))
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
_TESTS = count()
os.environ["NEGOTIATOR_DATA"] = str(_DATA)
os.environ["TZ"] = "UTC"  # a list shows when a play was saved on the clock of this machine
if hasattr(time, "tzset"):
    time.tzset()

SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    # The same examples everywhere, so that what fails in one place fails in every other.
    "negotiator",
    deadline=None,
    max_examples=20,
    derandomize=True,
    suppress_health_check=SLOW,
)
settings.register_profile(
    # `pytest --hypothesis-profile=explore` looks further, at other examples each time.
    "explore",
    deadline=None,
    max_examples=1_000,
    suppress_health_check=SLOW,
)
settings.load_profile("negotiator")


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: tests of screens, terminals and browsers wait a good part
    of the time."""
    return (os.cpu_count() or 1) + 2


def pytest_make_parametrize_id(val: object) -> str | None:
    """Names of tests stay short: some are about texts of a hundred thousand letters, which would
    stand in each list of tests and go to each worker."""
    text = val.decode("latin-1") if isinstance(val, bytes) else val
    return f"{len(text)} letters" if isinstance(text, str) and len(text) > 120 else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits long for browsers, terminals and installers begins first: at the end, one worker
    would be waiting alone."""
    items.sort(key=lambda item: item.path.stem not in WAITING)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="module", autouse=True)
def what_was_left_is_not_collected_again() -> None:
    """What earlier modules left is looked through once more, and then never again: with hundreds of
    megabytes of it, every collection would take a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def played_nothing_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test knows what its user, or another test, has played."""
    monkeypatch.setenv("NEGOTIATOR_DATA", str(_DATA / str(next(_TESTS))))


@pytest.fixture(scope="session")
def harbour() -> Story:
    return load(HARBOUR)


@pytest.fixture(scope="session")
def gsomia() -> Story:
    return load(GSOMIA)
