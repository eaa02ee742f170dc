"""The steps of a play: a sequence that grows at its end without being copied.

Plays that continue one another share a list, of which each sees as much as it had when it was made;
so the ten-thousandth decision of a play costs what the first does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

from negotiator.engine.state import Step


class Steps(Sequence[Step]):
    """Some steps, never changed. It equals a tuple or another sequence of the same steps."""

    __slots__ = ("_list", "_number")

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self._list = list(steps)
        self._number = len(self._list)

    @classmethod
    def of(cls, steps: Sequence[Step]) -> Steps:
        """The same steps, to which more can be added."""
        return steps if isinstance(steps, Steps) else cls(steps)

    def and_then(self, step: Step) -> Steps:
        """These steps and one more."""
        number, steps = self._number, self._list
        if len(steps) == number:
            steps.append(step)
            # Another thread may have added its own just before; then the list goes on with that.
            if steps[number] is step:
                longer = Steps.__new__(Steps)
                longer._list, longer._number = steps, number + 1
                return longer
        return Steps((*self, step))

    def with_more(self, steps: Iterable[Step]) -> Steps:
        """These steps and others after them."""
        longer = self
        for step in steps:
            longer = longer.and_then(step)
        return longer

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Step]:
        return islice(self._list, self._number)

    @overload
    def __getitem__(self, at: int) -> Step: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Step, ...]: ...

    def __getitem__(self, at: int | slice) -> Step | tuple[Step, ...]:
        if isinstance(at, slice):
            return tuple([self._list[number] for number in range(*at.indices(self._number))])
        return self._list[range(self._number)[at]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Steps | tuple):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
