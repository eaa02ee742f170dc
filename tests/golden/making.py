"""The random stories of the record, as texts."""

from __future__ import annotations

from typing import Any

import yaml

from tests.random_stories import FullMaker, SmallMaker
from tests.simulation.test_players import EventfulMaker
from tests.strategies import StoryMaker

RANDOM = 300
MAKERS = {"plain": StoryMaker, "eventful": EventfulMaker, "full": FullMaker, "small": SmallMaker}
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def random_stories() -> dict[str, bytes]:
    """The files of the random stories by path: the same number from each generator."""
    each = RANDOM // len(MAKERS)
    return {
        f"random/{kind}_{seed:02}.yaml": yaml.dump(
            maker(seed).story(), Dumper=_DUMPER, allow_unicode=True, sort_keys=False
        ).encode()
        for kind, maker in MAKERS.items()
        for seed in range(each)
    }
