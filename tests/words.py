"""What is said of what the engine refuses, for tests that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from negotiator.engine import NotOfferedError, Told, Utterance
from negotiator.narration.refusals import why_not
from negotiator.narration.talks import said


@contextmanager
def refused(words: str) -> Iterator[None]:
    """Something that can't be decided, for a reason in which these words stand (a pattern)."""
    with pytest.raises(NotOfferedError) as found:
        yield
    assert re.search(words, why_not(found.value.why))


def words_of(told: Told | Utterance) -> str:
    """What is told, without its citations."""
    return told.text if isinstance(told, Told) else said(told)
