"""The map of whom the player talks to: everyone in it once, each line for how they talk, within its
width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator.cells import width as cells
from negotiator.diagrams.contact_map import contact_map
from negotiator.narration.contacts import Contact, SideMet

names = st.text("ab 김, ", min_size=1, max_size=30).filter(str.strip)
people = st.lists(st.builds(Contact, names, st.integers(1, 9)), max_size=3).map(tuple)
sides = st.lists(
    st.builds(SideMet, names, st.sampled_from(["", "Cold"]), st.booleans(), people), max_size=5
)


@given(sides, st.integers(min_value=40, max_value=80))
def test_each_person_has_a_row_and_no_row_is_too_wide(found: list[SideMet], width: int) -> None:
    rows = list(contact_map(found, width))
    assert len(rows) == sum(max(1, len(one.contacts)) for one in found)
    assert all(cells("".join(row)) <= width for row in rows)
    assert sum("You" in row.trunk for row in rows) == bool(rows)


def test_how_they_talk_is_in_the_line() -> None:
    found = [
        SideMet("Tokyo", "Correct", True, (Contact("Kuroda", 5), Contact("Ito", 1))),
        SideMet("the press", "", False, (Contact("Bae", 2),)),
        SideMet("Beijing", "Cold", False, ()),
    ]
    assert ["".join(row) for row in contact_map(found, 60)] == [
        "    ┌═ Kuroda, 5 times ═══ Tokyo: Correct",
        "    ├═ Ito, once ════════┘",
        "You ┼─ Bae, 2 times ────── the press",
        "    └┄ nobody yet ┄┄┄┄┄┄┄┄ Beijing: Cold",
    ]
