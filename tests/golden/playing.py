"""The plays of the record: which decisions they make, and a hash of each of their steps."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import zip_longest

from negotiator.engine import Package, Play, Session, State, choose, options, replay, start, talks
from negotiator.story.model import Story
from tests.golden.describing import (
    Description,
    hashed,
    offered,
    play_described,
    start_described,
    step_described,
)

PLAYS = 200
"""How many plays of each story."""
LONGEST = {"random": 14, "corpus": 14}
"""The number of decisions after which a play is abandoned, by kind of story: some never end."""
REPLAYED = 10
"""One in this many plays is replayed from its decisions, and looked at as a whole."""
DIGITS = 6
"""How many digits of a hash are kept."""


def seed_of(number: int) -> int:
    """The seed of the play with that number: small and large ones."""
    return number if number % 2 == 0 else number << 50


def play_hashes(story: Story, name: str, number: int) -> str:
    """The hashes of a play, one after the other: of its start, and of each step with what can be
    chosen after it. In some plays, also one of the play as a whole."""
    seed = seed_of(number)
    state = start(story, seed)
    found = [_short(start_described(story, state))]
    decisions: list[str] = []
    for turn in range(LONGEST.get(name.partition("/")[0], 500)):
        option = picked(story, state, number, turn)
        if option is None:
            break
        step = choose(story, state, option)
        state = step.state
        decisions.append(step.decision)
        found.append(_short((step_described(story, step), offered(story, state))))
    if number % REPLAYED == 0:
        replayed = replay(story, seed, decisions)
        assert replayed.stopped is None, replayed.stopped
        assert replayed.play.state == state, f"{name}, play {number}: replayed it ends elsewhere"
        found.append(_short(play_described(replayed.play)))
    return "".join(found)


def played(story: Story, number: int, decisions: int) -> Play:
    """The first decisions of the play with that number."""
    play = Play.begin(story, seed_of(number))
    for turn in range(decisions):
        option = picked(story, play.state, number, turn)
        if option is None:
            break
        play = play.choose(option)
    return play


def picked(story: Story, state: State, number: int, turn: int) -> str | None:
    """What a play decides: any open option, depending only on the play's number and the turn."""
    able = [option.id for option in options(story, state) if option.open]
    if not able:
        return None
    luck = blake2b(f"{number} {turn}".encode(), digest_size=16).digest()
    option_id = able[luck[0] % len(able)]
    session = talks(story, state)
    if session is None or option_id != "propose":
        return option_id
    for package in _packages(session, luck):
        if not session.refused(package):
            return session.proposal(package)
    return "propose"


def _packages(session: Session, luck: bytes) -> Iterator[Package]:
    """A package between the two positions, then a few at random."""
    between = zip(session.ours, session.theirs, luck[1:], strict=False)
    yield tuple(our if byte % 2 else their for our, their, byte in between)
    for turn in range(8):
        terms = zip(session.table.terms, luck[turn + 2 :] + luck, strict=False)
        yield tuple(byte % len(term.options) for term, byte in terms)


def first_break(story: Story, name: str, number: int, recorded: str) -> str:
    """Where a play differs from the record: the story, its seed and the step; empty if it
    doesn't."""
    found = play_hashes(story, name, number)
    if found == recorded:
        return ""
    whole = (number % REPLAYED == 0) * DIGITS
    steps = zip_longest(*(_cut(one[: len(one) - whole]) for one in (found, recorded)))
    for step, (now, then) in enumerate(steps):
        if now != then:
            play = played(story, number, step)
            made = " ".join(play.decisions[-1:]) or "its start"
            return f"{name}, play {number} (seed {seed_of(number)}), step {step} ({made})"
    return f"{name}, play {number} (seed {seed_of(number)}): the play as a whole"


def _short(description: Description) -> str:
    return hashed(description)[:DIGITS]


def _cut(hashes: str) -> list[str]:
    return [hashes[at : at + DIGITS] for at in range(0, len(hashes), DIGITS)]
