"""Who speaks, what was promised, and what became of people, in the words of a play."""

from __future__ import annotations

from negotiator.narration import codex, debrief, history, status
from negotiator.narration.transcript import transcript
from tests import inn


def test_a_play_with_all_of_it() -> None:
    assert transcript(inn.played("promise", "fetch", "fetch", "go")) == (
        """\
== The inn ==

The fire is low.

Marta: The wall won't feed us.

The Earl: Build the wall. [S1]

> Promise her wood

* You promise Marta: “I will bring you wood before the snow is deep.”
* She asks.
* Snow rises by 1 to 2 (Little; worse).

> Fetch wood

A guest: A wall would have kept the snow out.

It is cold.

* Snow rises by 1 to 3 (Deep; worse).
* You have kept your promise to Marta: “I will bring you wood before the snow is deep.”

> Fetch wood

A guest: A wall would have kept the snow out.

It is cold.

* Snow rises by 1 to 4 (Deep; worse).
* You have broken your promise to Marta: “I will bring you wood before the snow is deep.”

> Go

== Alone ==
Outcome: lost.

Nobody sees you off.

-- What became of them --

Marta: I never waited for you.

-- The valley --

The road was open all winter.
"""
    )


LEDGER = "To Marta: “I will bring you wood before the snow is deep.”"


def test_the_ledger_is_told_with_how_things_stand_and_in_the_history_and_the_debrief() -> None:
    play = inn.played("promise")
    assert [*status.spoken(play)][-1] == f"{LEDGER} (open)."
    ended = play.choose("fetch").choose("go")
    assert "   * You have kept your promise to Marta:" in "\n".join(history.spoken(ended))
    said = [*debrief.promises_spoken(debrief.debriefed(ended))]
    assert said == ["What you promised:", f"   {LEDGER} (kept)"]


def test_nothing_is_told_of_promises_that_were_not_made() -> None:
    play = inn.played("fetch", "go")
    assert not any("promise" in line for line in status.spoken(play))
    found = debrief.debriefed(play)
    assert [*debrief.promises_spoken(found), *debrief.spoken(found)] == []


def test_the_people_met_are_those_who_spoke() -> None:
    assert [*codex.people(inn.played())] == [
        "Marta: Innkeeper, on the side of the village. Wants: Wood for the winter.",
        "The Earl: on the side of the castle. Lord of the valley until 1402. [S1]",
    ]
    said = [*codex.people(inn.played("promise", "fetch"))]
    assert said[1] == f"   {LEDGER} (kept)"
    assert said[-1] == "A guest."
    (guest,) = [one for one in codex.people_met(inn.played("fetch", "fetch")) if not one.real][1:]
    assert (guest.person.id, guest.places) == ("guest", ("The inn",))
