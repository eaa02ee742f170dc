"""What is read in a play: how many words, how many of them again in a second play, which facts, and
how much for each side of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import fmean
from typing import NamedTuple

from negotiator.simulation.findings import percentile
from negotiator.simulation.measures.accounts import Account, Passages
from negotiator.story.model import Story

EVEN = (0.3, 0.7)
"""Within these shares a play hears both sides of a question."""
MANY_FACTS = 5
"""Sources of one document, from which on it is told how many of them a play meets."""


class Words(NamedTuple):
    """Words a play: their median and 90th percentile, the median by act, and the share of a second
    play's words that stand in passages which the first told."""

    median: int
    ninetieth: int
    by_act: dict[str, int]
    shared: float


class Side(NamedTuple):
    """What plays hear about one question: the mean share of what is for it, by passages and by
    words, and in which share of plays both sides have between 30 and 70 %, by either."""

    about: str
    heard: int
    """Plays that hear any argument about it."""
    for_by_count: float
    for_by_words: float
    even_by_count: float
    even_by_words: float


class Facts(NamedTuple):
    """The facts of one document (sources with the same title, publisher and day): how many there
    are, how many a play meets (median and 10th percentile), which share of plays meets all, and the
    share of plays that meets each, by the source's id.

    `known` is how many of them were known by the day of the scene asked about, and `met_before`
    how many of those a play meets before it (10th and 20th percentile, median).
    """

    title: str
    number: int
    median: int
    tenth: int
    all_met: float
    each: dict[str, float]
    known: int
    met_before: tuple[int, int, int]


def words(story: Story, plays: Sequence[Account]) -> Words:
    """How many words plays have."""
    each = Counter(one.words() for one in plays)
    acts: dict[str, Counter[int]] = {}
    for one in plays:
        for act, count in one.words_by_act().items():
            acts.setdefault(act, Counter())[count] += 1
    shares = [_shared(*two) for two in zip(plays[::2], plays[1::2], strict=False)]
    in_order = [act.id for act in story.acts if act.id in acts] or list(acts)
    return Words(
        percentile(each, 0.5),
        percentile(each, 0.9),
        {act: percentile(acts[act], 0.5) for act in in_order},
        fmean(shares) if shares else 0.0,
    )


def _shared(first: Account, second: Account) -> float:
    """The share of a second play's words that stand in passages which the first one told."""
    known = {one.number for one in first.tellings}
    every = sum(one.words for one in second.tellings)
    again = sum(one.words for one in second.tellings if one.number in known)
    return again / every if every else 0.0


def sides(story: Story, plays: Sequence[Account]) -> tuple[Side, ...]:
    """What plays hear for and against each question that passages argue about."""
    passages = story.once(Passages).all
    heard: dict[str, list[tuple[float, float]]] = {}
    for play in plays:
        counts: dict[str, list[int]] = {}
        for one in play.tellings:
            stand = passages[one.number].argues if one.number >= 0 else None
            if stand is not None:
                row = counts.setdefault(stand.name, [0, 0, 0, 0])
                row[0] += stand.is_for
                row[1] += 1
                row[2] += one.words * stand.is_for
                row[3] += one.words
        for about, (count, of, for_words, of_words) in counts.items():
            heard.setdefault(about, []).append((count / of, for_words / max(1, of_words)))
    return tuple(
        Side(
            about,
            len(shares),
            fmean(count for count, _ in shares),
            fmean(some for _, some in shares),
            fmean(_is_even(count) for count, _ in shares),
            fmean(_is_even(some) for _, some in shares),
        )
        for about, shares in heard.items()
    )


def _is_even(share: float) -> bool:
    low, high = EVEN
    return low <= share <= high


def facts(story: Story, plays: Sequence[Account], scene: str) -> tuple[Facts, ...]:
    """How many of the facts of each document plays meet, and how many before a scene."""
    documents: dict[tuple[str, str, date | None], list[str]] = {}
    for name, source in story.sources.items():
        key = (source.title, source.publisher, source.date)
        documents.setdefault(key, []).append(name)
    met = [frozenset(name for one in play.tellings for name in one.told.cites) for play in plays]
    before = [_cited_before(play, scene) for play in plays]
    came = [found for found in before if found is not None]
    day = story.scenes[scene].date
    found = []
    for (title, _, _), names in documents.items():
        if len(names) < MANY_FACTS:
            continue
        numbers = Counter(len(one.intersection(names)) for one in met)
        known = [
            one
            for one in names
            if day is None or (story.sources[one].known or story.sources[one].date or day) <= day
        ]
        early = Counter(len(one.intersection(known)) for one in came)
        found.append(
            Facts(
                title,
                len(names),
                percentile(numbers, 0.5),
                percentile(numbers, 0.1),
                numbers[len(names)] / max(1, len(met)),
                {name: sum(name in one for one in met) / max(1, len(met)) for name in names},
                len(known),
                tuple(percentile(early, one) if early else 0 for one in (0.1, 0.2, 0.5)),  # type: ignore[arg-type]
            )
        )
    return tuple(sorted(found, key=lambda one: -one.number))


def _cited_before(play: Account, scene: str) -> frozenset[str] | None:
    """What a play has cited before it comes to a scene; None if it never does."""
    found: set[str] = set()
    for one in play.tellings:
        if one.place == scene:
            return frozenset(found)
        found.update(one.told.cites)
    return None
