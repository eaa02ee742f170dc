"""The findings of a simulation as lines for a terminal of 80 columns, and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from negotiator.cells import cut, left, right, wrapped
from negotiator.engine.transitions import LINE, TOLD, WAY, WORDING
from negotiator.language import N_, _, ngettext
from negotiator.sentence_parts import ordinal
from negotiator.simulation import minutes_report, sentences
from negotiator.simulation.findings import PERCENTILES, ChoiceSeen, Dry, Findings, by_date
from negotiator.simulation.minutes import Lasting
from negotiator.simulation.people import Heard, by_side, wordings
from negotiator.simulation.players import CUT, Playthrough, name_of
from negotiator.simulation.sentences import per_cent

WIDTH = 80
BAR = 20
MOST = 12
"""Lines of a list that are shown before the rest is only counted."""

Command = Callable[[Playthrough], str]
"""Gives the command that repeats a play."""


def bar(share: float, width: int = BAR) -> str:
    """A bar of ASCII signs, never empty for a share above 0."""
    return "#" * max(round(share * width), share > 0)


def lines(found: Findings, command: Command, lasts: Lasting | None = None) -> Iterator[str]:
    """The report, each line at most 80 columns wide, except for commands; with how long plays last,
    if that is known."""
    story, tally = found.story, found.tally
    yield from wrapped(f"{story.title}: {sentences.summary(found)}", WIDTH)
    if not tally.plays:
        return
    yield ""
    yield from _endings(found)
    yield ""
    if lasts is not None:
        words = (minutes_report.in_all(lasts), minutes_report.by_the_author(lasts))
        yield from wrapped(" ".join(filter(None, words)), WIDTH)
        yield ""
    yield sentences.dry(found).upper()
    yield from _dry(found)
    yield ""
    heads = (right(_("times open"), 13), right(_("taken"), 8), _("closed (shown locked)"))
    yield f"{_heading(sentences.CHOICES)} {' '.join(heads[:2])}   {heads[2]}"
    rows: dict[str, list[ChoiceSeen]] = {place: [] for place in (*by_date(story), *story.events)}
    for row in found.choices:
        if row.came_up:
            rows[row.choice.scene].append(row)
    for place, here in rows.items():
        if not here:
            continue
        yield f"  {cut(place, 50)}, {sentences.met(here[0].came_up)}"
        for row in here:
            yield _choice(row)
    if story.events:
        yield ""
        yield f"{_heading(sentences.EVENTS)}    {_(sentences.TIMES)}"
        for name in story.events:
            yield f"  {left(name, 30)} {tally.events[name] / tally.plays:>11.3f}"
    yield from _people(found)
    yield ""
    yield from _gauges(found)
    if found.lopsided:
        yield ""
        about = _("(the second number would halve them)")
        yield f"{_heading(sentences.GUARDS)}    {about}"
        for guard in found.lopsided:
            yield f"  {cut(guard.where, 76)}"
            held = _(
                "{condition}: {share} of {asked:,}; {instead}: {would}",
                condition=guard.condition,
                share=per_cent(guard.holds),
                asked=guard.asked,
                instead=guard.instead,
                would=per_cent(guard.would_hold),
            )
            yield from wrapped(held, WIDTH, first="    ", rest="      ")
    yield ""
    yield _(sentences.PLAYS).upper()
    for odd in found.odd:
        yield from wrapped(f"{sentences.odd(odd)}:", WIDTH, first="  ", rest="  ")
        yield f"    {command(odd.play)}"


def _people(found: Findings) -> Iterator[str]:
    """Arguments by side and speaker, promises and epilogues, as far as the story has them."""
    plays = found.tally.plays
    if found.arguments:
        yield ""
        heads = zip(map(_, sentences.HEARD), (10, 8, 14, 14), strict=True)
        counted = "".join(right(head, width) for head, width in heads)
        yield f"{_heading(sentences.ARGUMENTS)}{counted}"
        for side, speakers in by_side(found.arguments):
            yield _heard(sentences.side(found.story, side), side, plays, "  ")
            for one in speakers:
                yield _heard(sentences.speaker(one), one, plays, "    ")
    if found.promises:
        yield ""
        became = "".join(right(_(one), 12) for one in sentences.BECAME)
        yield f"{_heading(sentences.PROMISES)}{became}"
        for promise in found.promises:
            counts = (promise.made, promise.kept, promise.broken)
            shares = "".join(f"{per_cent(count / plays):>12}" for count in counts)
            yield f"  {left(promise.promise.id, 30)}{shares}"
    if found.epilogues:
        yield ""
        yield f"{_heading(sentences.EPILOGUES)}{right(_(sentences.TOLD), 12)}"
        for epilogue in found.epilogues:
            yield f"  {left(epilogue.epilogue.id, 30)}{per_cent(epilogue.told / plays):>12}"
    told = wordings(found.story, found.tally)
    if told:
        yield ""
        yield f"{_heading(sentences.WORDINGS)}    {_(sentences.TIMES)}"
        for name, times in told.items():
            yield f"  {left(name, 60)} {times / plays:>11.3f}"


def _heard(name: str, heard: Heard, plays: int, indent: str) -> str:
    counts = f"{heard.passages:>10,}{heard.words:>8,}"
    rates = f"{heard.times / plays:>14.2f}{heard.words_heard / plays:>14.1f}"
    return f"{left(f'{indent}{cut(name, 31 - len(indent))}', 32)}{counts}{rates}"


def _endings(found: Findings) -> Iterator[str]:
    """How often each ending was reached, and what the exact search says."""
    tally = found.tally
    column = right(_("share"), 8)
    yield f"{_heading(sentences.ENDINGS)} {column}   {_(sentences.INTERVAL)}"
    shows_exact = found.exact is not None and not found.exact.capped
    for one in found.endings:
        share = one.share
        exact = _("exact {share:.4f}", share=one.exact) if shows_exact else ""
        ends = _("{low:6.2%} to{high:7.2%}", low=share.low, high=share.high)
        line = f"  {left(one.ending.id, 30)} {per_cent(share.value):>7}  {ends}"
        yield f"{line} {exact or bar(share.value)}"
    for end, words in sentences.OUTSIDE.items():
        if tally.ends[end]:
            yield f"  {left(_(words), 30)} {per_cent(tally.ends[end] / tally.plays):>7}"
    if found.exact is not None:
        yield from wrapped(sentences.likelihood_in_words(found), WIDTH, first="  ", rest="  ")


def _heading(said: str) -> str:
    """The heading of a part, as wide as the first column."""
    return left(_(said).upper(), 32)


def _choice(row: ChoiceSeen) -> str:
    open_ = per_cent(row.open / row.came_up)
    taken = per_cent(row.taken / row.open) if row.open else "-"
    closed = per_cent(row.closed / row.came_up) if row.choice.locked is not None else "-"
    return f"    {left(row.choice.id, 30)} {open_:>11} {taken:>8} {closed:>8}"


def _dry(found: Findings) -> Iterator[str]:
    dry = found.dry
    groups = {
        N_("scene {name}"): dry.scenes,
        N_("ending {name}"): dry.endings,
        N_("event {name}"): dry.events,
        N_("choice {name}"): dry.choices,
        N_("text {name}"): named(dry, TOLD),
        N_("way of {name}"): named(dry, (WAY,)),
    }
    if not any(groups.values()):
        yield f"  {_(sentences.NOTHING_DRY)}"
    for said, ids in groups.items():
        for name in ids[:MOST]:
            yield f"  {_(said, name=cut(name, 70))}"
        more = len(ids) - MOST
        if more > 0:
            said = ngettext(
                "and {number} more of this kind", "and {number} more of this kind", more
            )
            yield f"  {said}"


def named(dry: Dry, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Texts or ways that were never met, in words."""
    return tuple(sentences.telling(one) for one in dry.tellings if one.kind in kinds)


def _gauges(found: Findings) -> Iterator[str]:
    """The middle value of each gauge by place, between its 5th and 95th percentile."""
    gauges = list(found.story.gauges.values())
    yield _(
        "GAUGES where the player decides: middle ({low} to {high} percentile)",
        low=ordinal(PERCENTILES[0]),
        high=ordinal(PERCENTILES[-1]),
    )
    for start in range(0, len(gauges), 4):
        shown = gauges[start : start + 4]
        yield f"  {'':22}" + "".join(
            f"  {right(gauge.short or gauge.label, 12)}" for gauge in shown
        )
        for seen in found.gauges:
            cells = []
            for gauge in shown:
                values = seen.by_gauge[gauge.id]
                low, middle, high = values[0], values[len(PERCENTILES) // 2], values[-1]
                cells.append(f"{f'{middle} ({low}-{high})':>14}")
            yield f"  {left(seen.place, 22)}" + "".join(cells)


def data(found: Findings, command: Command, lasts: Lasting | None = None) -> dict[str, Any]:
    """The findings as plain data, for JSON."""
    tally = found.tally
    return {
        "story": found.story.id,
        "version": found.story.version,
        "fingerprint": found.story.fingerprint,
        "player": name_of(found.player),
        "seed": found.seed,
        "plays": tally.plays,
        "plays_asked": found.asked,
        "decisions": tally.decisions,
        "endings": _endings_data(found),
        "stuck": tally.ends[""],
        "given_up": tally.ends[CUT],
        "exact": None
        if found.exact is None
        else {
            "states": found.exact.states,
            "left_out": found.exact.left,
            "capped": found.exact.capped,
        },
        "lengths": {str(length): count for length, count in sorted(tally.lengths.items())},
        "choices": [
            {
                "id": one.choice.name,
                "came_up": one.came_up,
                "open": one.open,
                "taken": one.taken,
                "closed": one.closed,
            }
            for one in found.choices
        ],
        "events": {one: tally.events[one] for one in found.story.events},
        **_people_data(found),
        **({"minutes": minutes_report.data(lasts)} if lasts is not None else {}),
        "percentiles": list(PERCENTILES),
        "gauges": {one.place: one.by_gauge for one in found.gauges},
        "not_reached": {
            **found.dry._asdict(),
            "tellings": [one.label[1] for one in found.dry.tellings],
        },
        "tellings": _tellings_data(found),
        "guards_that_hardly_split": [one._asdict() for one in found.lopsided],
        "plays_to_look_at": [
            {
                "why": sentences.why(one),
                "seed": one.play.seed,
                "decisions": one.play.decisions,
                "command": command(one.play),
            }
            for one in found.odd
        ],
    }


def _endings_data(found: Findings) -> list[dict[str, Any]]:
    """How plays ended, as plain data."""
    return [
        {
            "id": one.ending.id,
            "outcome": one.ending.outcome,
            "plays": one.share.seen,
            "share": one.share.value,
            "low": one.share.low,
            "high": one.share.high,
            "exact": one.exact,
        }
        for one in found.endings
    ]


def _tellings_data(found: Findings) -> list[dict[str, Any]]:
    """How often each text was told and each way taken, as plain data. A wording stands within its
    passage, which is told whenever one of them is: so no telling is counted twice."""
    listed: list[dict[str, Any]] = []
    for one in found.tellings:
        named: dict[str, Any] = {"id": one.telling.label[1], "times": one.times}
        if one.telling.kind == LINE:
            named["talks"] = one.of
        if one.telling.kind == WORDING:
            listed[-1].setdefault("wordings", []).append(named)
        else:
            listed.append({"kind": one.telling.kind, "of": one.telling.owner[1], **named})
    return listed


def _people_data(found: Findings) -> dict[str, Any]:
    """Arguments, promises and epilogues as plain data."""
    return {
        "arguments": [
            {
                "about": one.about,
                "argues": "for" if one.is_for else "against",
                "speaker": one.speaker.id if one.speaker else None,
                "side": one.speaker.side if one.speaker else None,
                "passages": one.passages,
                "words": one.words,
                "times_heard": one.times,
                "words_heard": one.words_heard,
            }
            for one in found.arguments
        ],
        "promises": [
            {"id": one.promise.id, "made": one.made, "kept": one.kept, "broken": one.broken}
            for one in found.promises
        ],
        "epilogues": {one.epilogue.id: one.told for one in found.epilogues},
    }
