"""The ways of a class's plays in its report: the flow, what was chosen at each place, the endings,
and the decisions that made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from negotiator.classroom.paths import NOWHERE, Paths, Split, named, paths
from negotiator.classroom.printed_parts import bar, block, caption, part_heading, row, table
from negotiator.classroom.records import ClassRecord
from negotiator.classroom.rows import PlayRow
from negotiator.classroom.turned import current, summed
from negotiator.diagrams.flow_svg import Flow, FlowBar, FlowRow, flow_svg
from negotiator.escaping import markup
from negotiator.narration import class_report as words
from negotiator.narration.drawing import letters
from negotiator.story.model import Exercise, Story

MOST_ROWS = 9
"""Decisions in the flow, so that it fits on a page."""
MOST_BARS = 6
"""Bars for choices in a row; what few chose is one bar."""


class _Column(NamedTuple):
    """A row of the flow with the bar that each play is in."""

    row: FlowRow
    places: tuple[int, ...]


def alone(
    story: Story, exercise: Exercise, record: ClassRecord, title: str, rows: Sequence[PlayRow]
) -> Iterator[str]:
    """What was done where everybody played alone, under the title of that."""
    plays = [record.play(story, exercise, one) for one in rows]
    found = paths(story, plays)
    said = f'<figcaption class="soft">{markup(words.ways(found.plays))}</figcaption>'
    yield f'<figure class="wide">{said}{flow_svg(_flow(found, title))}</figure>'
    most = found.parted_most
    if most is not None:
        yield block(words.parted_most(most.title, max(most.chosen.values()), most.plays))
    yield from _endings(story, found)
    yield from _turning_points(story, record, rows, len(plays) - found.ends.count(""))
    often = [one for one in found.splits if 4 * one.plays >= found.plays]
    for one in often:
        yield from _split(one, found.plays)
    if len(often) < len(found.splits):
        yield caption(words.few_came(len(found.splits) - len(often)))


# The flow


def _flow(found: Paths, title: str) -> Flow:
    shown = _shown(found)
    columns = [_column(one, found) for one in shown]
    columns.append(_ends(found))
    links = tuple(
        dict(Counter(zip(before.places, after.places, strict=True)))
        for before, after in pairwise(columns)
    )
    described = words.flow_described(one.title for one in shown)
    rows = tuple(one.row for one in columns)
    return Flow(words.flow_title(title), described, rows, links)


def _shown(found: Paths) -> list[Split]:
    """The decisions that the flow has: where most plays decided and history did, too, and where
    they parted; in the order of the plays."""
    often = [one for one in found.splits if 4 * one.plays >= found.plays]
    ranked = sorted(often, key=lambda one: (-(one.evenness > 0), not one.nearest, -one.evenness))
    chosen = {one.place for one in ranked[:MOST_ROWS]}
    return [one for one in found.splits if one.place in chosen]


def _column(one: Split, found: Paths) -> _Column:
    """A row of the flow: history's choice first, then by number, then those who didn't decide."""
    return _barred(one.title, one.chosen, found.column(one.place), one.nearest)


def _ends(found: Paths) -> _Column:
    counts = {name: found.ends.count(name) for name in _ending_names(found)}
    return _barred(words.where_they_came_to(), counts, found.ends, "")


def _barred(title: str, counts: Mapping[str, int], column: Sequence[str], nearest: str) -> _Column:
    """A bar for each name in the order given, one for the last of them if there are many, and one
    for plays without any."""
    names = [*counts]
    kept = names if len(names) <= MOST_BARS else names[: MOST_BARS - 1]
    rest = names[len(kept) :]
    bars = [
        FlowBar(letters(at), counts[name], bool(nearest) and name == nearest)
        for at, name in enumerate(kept, start=1)
    ]
    where = {name: at for at, name in enumerate(kept)}
    if rest:
        where |= dict.fromkeys(rest, len(bars))
        glyph = f"{letters(len(kept) + 1)}–{letters(len(names))}"
        bars.append(FlowBar(glyph, sum(counts[name] for name in rest)))
    missing = column.count(NOWHERE)
    if missing:
        where[NOWHERE] = len(bars)
        bars.append(FlowBar("", missing, is_rest=True))
    return _Column(FlowRow(title, tuple(bars)), tuple(where[name] for name in column))


def _ending_names(found: Paths) -> list[str]:
    counts = Counter(one for one in found.ends if one)
    return sorted(counts, key=lambda one: (-counts[one], one))


# The tables


def _split(one: Split, plays: int) -> Iterator[str]:
    yield part_heading(one.title)
    rows = []
    for at, (name, count) in enumerate(one.chosen.items(), start=1):
        mark = (
            f' <span class="soft">(H: {markup(words.nearest_to_history())})</span>'
            if one.nearest and name == one.nearest
            else ""
        )
        rows.append(
            row(
                (
                    markup(letters(at)),
                    f"{markup(one.words.get(name, name))}{mark}",
                    f'<span class="number">{markup(words.of_plays(count, one.plays))}</span>',
                    bar(count, one.plays),
                )
            )
        )
    yield table(words.way_heads(), rows)
    if one.plays < plays:
        yield caption(words.not_here(plays - one.plays))


def _endings(story: Story, found: Paths) -> Iterator[str]:
    if not any(found.ends):
        return
    yield part_heading(words.where_they_came_to())
    rows = []
    for at, name in enumerate(_ending_names(found), start=1):
        ending = story.endings[name]
        said = f"{markup(str(ending.title))} <span class='soft'>({markup(ending.outcome)})</span>"
        rows.append(_ended(letters(at), said, found.ends.count(name), found.plays))
    if NOWHERE in found.ends:
        said = markup(words.no_ending())
        rows.append(_ended("", said, found.ends.count(NOWHERE), found.plays))
    yield table(words.ending_heads(), rows)


def _ended(glyph: str, said: str, count: int, plays: int) -> str:
    number = f'<span class="number">{markup(words.of_plays(count, plays))}</span>'
    return row((markup(glyph), said, number, bar(count, plays)))


def _turning_points(
    story: Story, record: ClassRecord, rows: Sequence[PlayRow], ended: int
) -> Iterator[str]:
    mine = {one.play for one in rows}
    kept = [one for one in current(record.turned, record.decisions) if one.play in mine]
    if not kept or not ended:
        return
    yield part_heading(words.turning_points())
    yield caption(words.turned(sum(not one.rank for one in kept), ended))
    found = summed(kept)
    if not found:
        yield block(words.no_turning_points())
        return
    yield table(
        words.turned_heads(),
        (
            row(
                (
                    markup(words.chosen_at(*named(story, one.decision))),
                    markup(str(story.endings[one.ending].title)),
                    str(one.plays),
                    markup(words.per_hundred(round(100 * one.added))),
                )
            )
            for one in found
        ),
    )
