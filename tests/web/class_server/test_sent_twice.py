"""A form that is sent twice counts once, whatever it is and whoever sends it: a double tap, a retry
after a lost answer, the back button, a second tab."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.classroom.sqlite_store import SqliteStore
from tests.classroom.a_class import pact
from tests.web.class_server.site import Client, Held, holding
from tests.web.walking import Read, Sent

STEPS = 45
RARE = ("/board/end", "/board/phase", "/board/pause", "/leave", "/board/replace")
"""What would end everything soon, and so is pressed seldom."""


def kept(held: Held) -> str:
    """All that is kept; the clock stands, so that the same is the same."""
    store = held.site.store
    assert isinstance(store, SqliteStore)
    connection = sqlite3.connect(store.file)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def filled(sent: Sent, one: Client, pick: random.Random, code: str) -> Sent:
    """A form as somebody fills it in."""
    form = dict(sent.form)
    if sent.action == "/wall":
        form["code"] = code
    for name in form:
        if name == "text" and not form[name]:
            form[name] = f"because {pick.randrange(3)}"
        if name.startswith("h."):
            form[name] = str(pick.randrange(9))
    if sent.action == "/offer":
        for term in one.data["table"]["terms"]:
            form[f"t.{term['id']}"] = pick.choice(term["options"])["id"]
    if sent.action in ("/accept", "/leave", "/board/end"):
        form["sure"] = "yes"
    action = sent.action if sent.action.startswith("/") else f"/play/{sent.action}"
    return Sent(action, form)


@settings(max_examples=2)
@given(seed=st.integers(0, 2**32))
def test_whatever_is_sent_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    pick, story = random.Random(seed), pact()
    file: Path = tmp_path_factory.mktemp("class") / "classes.sqlite"
    pressed = set()
    with (
        SqliteStore(file) as store,
        holding(store, story, story.exercises["double_period"]) as held,
    ):
        people = [*held.students(3), held.teacher]
        titles = [one.title for one in held.exercise.phases]
        for step in range(STEPS):
            if step % 5 == 0 and not held.row.ended:
                held.goes_to(titles[step // 5 % len(titles)])
                held.teacher.send("/board/run", {})
            one = pick.choice(people)
            page: Read = one.page
            found = [
                each for each in page.buttons if each.action not in RARE or pick.random() < 0.05
            ]
            if not found:
                continue
            sent = filled(pick.choice(found), one, pick, held.code)
            pressed.add(sent.action)
            held.clock.on(0.1)
            first = one.send(sent.action, sent.form)
            assert first.status in (200, 303), (sent, first.status)
            after = kept(held)
            other = Client(one.port, dict(one.cookies))
            for again in (one, other):
                assert again.send(sent.action, sent.form).status in (200, 303), sent
                assert kept(held) == after, sent
    assert len(pressed) > 5
