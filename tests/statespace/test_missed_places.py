"""What explains that no play reaches some places: each cause with what only it leads to, in work
that grows with the ways and not with their square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from negotiator.statespace.scene_graph import only_through, spread

PLACES = [f"s{number}" for number in range(12)]
GRAPHS = st.fixed_dictionaries({one: st.lists(st.sampled_from(PLACES)) for one in PLACES})


@given(GRAPHS, st.lists(st.sampled_from(PLACES), min_size=1, unique=True))
def test_each_has_what_none_of_the_others_leads_to(
    ways: dict[str, list[str]], first: list[str]
) -> None:
    ends = ways | {one: [] for one in first}
    reached = {one: spread([one], ends | {one: ways[one]}).keys() - set(first) for one in first}
    among = Counter(place for places in reached.values() for place in places)
    expected = {one: {to for to in places if among[to] == 1} for one, places in reached.items()}
    assert {one: set(places) for one, places in only_through(first, ways).items()} == expected


class Counted(Mapping[str, list[str]]):
    """A long way that each of many places leads to; it counts how often it is looked at."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.looked = 0

    def __getitem__(self, name: str) -> list[str]:
        self.looked += 1
        number = int(name.removeprefix("first"))
        return ["0"] if name.startswith("first") else [str(min(number + 1, self.length))]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


def test_what_many_lead_to_is_looked_at_twice() -> None:
    ways = Counted(1_000)
    first = [f"first{number}" for number in range(1_000)]
    assert not any(only_through(first, ways).values())
    assert ways.looked < 5_000
