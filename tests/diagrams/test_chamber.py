"""The chamber of a vote in cells: every seat once, whose it is by its shape, within the room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator.diagrams.chamber import SHAPES, TO_COME, chamber, count_bar
from negotiator.narration.lines import BlocVote, Voted

BLOCS = st.lists(
    st.integers(1, 150).flatmap(lambda seats: st.tuples(st.integers(0, seats), st.just(seats))),
    min_size=1,
    max_size=8,
)


def vote(blocs: list[tuple[int, int]], needs: int = 1) -> Voted:
    ayes, seats = (sum(each) for each in zip(*blocs, strict=True))
    held = tuple(BlocVote(f"Bloc {n}", *one) for n, one in enumerate(blocs))
    return Voted("The motion", ayes >= needs, ayes, seats, needs, held)


@given(BLOCS, st.data())
def test_every_seat_stands_once_in_the_room_and_only_counted_ones_say_how(
    blocs: list[tuple[int, int]], data: st.DataObject
) -> None:
    counted = data.draw(st.integers(0, len(blocs)))
    width, height = data.draw(st.integers(40, 90)), data.draw(st.integers(3, 14))
    drawn = chamber(vote(blocs), counted, width, height)
    assert len(drawn.rows) <= height
    lines = ["".join(seats.marks for seats in row) for row in drawn.rows]
    assert all(len(line) <= width for line in lines)
    for number, (ayes, seats) in enumerate(blocs):
        its = [one for row in drawn.rows for one in row if one.bloc == number]
        shown = sum(len(one.marks) for one in its)
        assert shown >= 1
        full = sum(len(one.marks) for one in its if one.aye)
        if drawn.scale == 1:
            assert shown == seats
            assert full == (ayes if number < counted else 0)
        elif number < counted and 0 < ayes < seats and shown > 1:
            assert 0 < full < shown  # a bloc that was split isn't drawn as one that agreed
        marks = set("".join(one.marks for one in its))
        assert marks <= (set(SHAPES[number % len(SHAPES)]) if number < counted else {TO_COME})


@given(st.integers(1, 400), st.data())
def test_the_bar_reaches_the_line_only_with_enough_ayes(seats: int, data: st.DataObject) -> None:
    ayes, needs = data.draw(st.integers(0, seats)), data.draw(st.integers(1, seats))
    width = data.draw(st.integers(1, 90))
    bar = count_bar(ayes, needs, seats, width)
    assert len(bar) == width
    assert ("┃" in bar) == (ayes >= needs)
    assert ("│" in bar) == (ayes < needs)


def test_an_assembly_has_a_mark_for_each_of_its_members() -> None:
    assembly = vote([(98, 129), (20, 121), (20, 38), (0, 6), (3, 6)])
    drawn = chamber(assembly, 5, 76, 9)
    assert drawn.scale == 1
    text = "".join(seats.marks for row in drawn.rows for seats in row)
    assert (text.count("●"), text.count("○"), text.count("■"), text.count("★")) == (98, 31, 20, 3)
    assert chamber(assembly, 5, 40, 5).scale == 3
