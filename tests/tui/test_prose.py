"""Lines as blocks of a page."""

from __future__ import annotations

import pytest

from negotiator.engine.promises import Standing
from negotiator.narration.lines import Chosen, InSums, Line, Moved, Promised
from negotiator.story.model import Story
from negotiator.tui.prose import group


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("has_promise", [True, False])
def test_sums_stand_in_one_row_above_promises_and_none_is_empty(
    harbour: Story, count: int, has_promise: bool
) -> None:
    moves = [Moved(gauge, 50, 56) for gauge in list(harbour.gauges.values())[:count]]
    promised = [Promised("Agda", "the tolls", Standing.KEPT)] if has_promise else []
    lines: list[Line] = [Chosen("Shake hands"), *moves, *promised, InSums()]
    blocks = group(lines)
    assert all(one.content.plain for one in blocks)
    assert len(blocks) == 2 + min(count, 1) + has_promise
    if count:
        assert all(one.gauge.label in blocks[1].content.plain for one in moves)
    if has_promise:
        assert "Agda" in blocks[-2].content.plain
