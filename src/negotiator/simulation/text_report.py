"""The findings of a simulation as lines for a terminal of 80 columns, and as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from negotiator.cells import cut, left, right, wrapped
from negotiator.simulation.findings import PERCENTILES, ChoiceSeen, Findings, by_date
from negotiator.simulation.players import CUT, Course

WIDTH = 80
BAR = 20
MOST = 12
"""Lines of a list before the rest is only counted."""

Command = Callable[[Course], str]
"""The command that plays a play again."""


def per_cent(share: float) -> str:
    """A share for reading: one decimal, and never 0 or 100 where it isn't."""
    if 0 < share < 0.001:
        return "<0.1%"
    if 0.999 < share < 1:
        return ">99.9%"
    return f"{share:.1%}"


def bar(share: float, width: int = BAR) -> str:
    """A bar of ASCII signs; something is drawn for any share above 0."""
    return "#" * max(round(share * width), share > 0)


def summary(found: Findings) -> str:
    """What was played, in a sentence."""
    tally = found.tally
    mean = tally.decisions / tally.plays if tally.plays else 0
    stopped = f" of {found.asked:,} (stopped)" if tally.plays < found.asked else ""
    return (
        f"{tally.plays:,} plays{stopped} by the {found.player.value} player, seed {found.seed}; "
        f"{mean:.1f} decisions a play."
    )


def likelihood_in_words(found: Findings) -> str:
    """What the exact search came to; empty if there was none."""
    exact = found.exact
    if exact is None:
        return ""
    if not exact.capped:
        left = per_cent(exact.left) if exact.left > 0.001 else f"{max(exact.left, 1e-9):.0e}"
        return f"Exact probabilities from {exact.states:,} states; at most {left} was left out."
    return (
        f"The exact search was capped after {exact.states:,} states, with "
        f"{'nearly all' if exact.left > 0.9995 else per_cent(exact.left)} of the plays left out: "
        "nothing exact is claimed."
    )


def lines(found: Findings, command: Command) -> Iterator[str]:
    """The report, each line at most 80 columns wide, but for commands."""
    story, tally = found.story, found.tally
    yield from wrapped(f"{story.title}: {summary(found)}", WIDTH)
    if not tally.plays:
        return
    yield ""
    yield "ENDINGS                             share   95% interval"
    shows_exact = found.exact is not None and not found.exact.capped
    for one in found.endings:
        share = one.share
        exact = f" exact {one.exact:.4f}" if shows_exact else ""
        ends = f"{share.low:6.2%} to{share.high:7.2%}"
        line = f"  {left(one.ending.id, 30)} {per_cent(share.value):>7}  {ends}{exact}"
        yield line if exact else f"{line} {bar(share.value)}"
    for end, words in (("", "stuck: nothing was open"), (CUT, "given up, going in circles")):
        if tally.ends[end]:
            yield f"  {words:30} {per_cent(tally.ends[end] / tally.plays):>7}"
    if found.exact is not None:
        yield from wrapped(likelihood_in_words(found), WIDTH, first="  ", rest="  ")
    yield ""
    yield f"NOT REACHED IN {tally.plays:,} PLAYS"
    yield from _dry(found)
    yield ""
    yield "CHOICES                             times open    taken   closed (shown locked)"
    rows: dict[str, list[ChoiceSeen]] = {place: [] for place in (*by_date(story), *story.events)}
    for row in found.choices:
        if row.came_up:
            rows[row.choice.scene].append(row)
    for place, here in rows.items():
        if not here:
            continue
        yield f"  {cut(place, 50)}, met {here[0].came_up:,} times"
        for row in here:
            yield _choice(row)
    if story.events:
        yield ""
        yield "EVENTS                              times for each play"
        for name in story.events:
            yield f"  {left(name, 30)} {tally.events[name] / tally.plays:>11.3f}"
    yield ""
    yield from _gauges(found)
    if found.lopsided:
        yield ""
        yield "GUARDS THAT HARDLY SPLIT            (the second number would halve them)"
        for guard in found.lopsided:
            yield f"  {cut(guard.where, 76)}"
            held = f"{guard.condition}: {per_cent(guard.holds)} of {guard.asked:,}; "
            held += f"{guard.instead}: {per_cent(guard.would_hold)}"
            yield from wrapped(held, WIDTH, first="    ", rest="      ")
    yield ""
    yield "PLAYS TO LOOK AT"
    for odd in found.odd:
        why = f"{odd.why} ({len(odd.play.turns)} decisions):"
        yield from wrapped(why, WIDTH, first="  ", rest="  ")
        yield f"    {command(odd.play)}"


def _choice(row: ChoiceSeen) -> str:
    open_ = per_cent(row.open / row.came_up)
    taken = per_cent(row.taken / row.open) if row.open else "-"
    closed = per_cent(row.closed / row.came_up) if row.choice.locked is not None else "-"
    return f"    {left(row.choice.id, 30)} {open_:>11} {taken:>8} {closed:>8}"


def _dry(found: Findings) -> Iterator[str]:
    dry = found.dry
    groups = (
        ("scene", dry.scenes),
        ("ending", dry.endings),
        ("event", dry.events),
        ("choice", dry.choices),
    )
    if not any(ids for _, ids in groups):
        yield "  Nothing: every scene, ending, event and choice was met."
    for kind, ids in groups:
        for name in ids[:MOST]:
            yield f"  {kind} {cut(name, 70)}"
        if len(ids) > MOST:
            yield f"  and {len(ids) - MOST} more of this kind"


def _gauges(found: Findings) -> Iterator[str]:
    """The middle value of each gauge by place, between its 5th and 95th percentile."""
    gauges = list(found.story.gauges.values())
    yield "GAUGES where the player decides: middle (5th to 95th percentile)"
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


def data(found: Findings, command: Command) -> dict[str, Any]:
    """The findings as plain data, for JSON."""
    tally = found.tally
    return {
        "story": found.story.id,
        "version": found.story.version,
        "fingerprint": found.story.fingerprint,
        "player": found.player.value,
        "seed": found.seed,
        "plays": tally.plays,
        "plays_asked": found.asked,
        "decisions": tally.decisions,
        "endings": [
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
        ],
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
        "percentiles": list(PERCENTILES),
        "gauges": {one.place: one.by_gauge for one in found.gauges},
        "not_reached": found.dry._asdict(),
        "guards_that_hardly_split": [one._asdict() for one in found.lopsided],
        "plays_to_look_at": [
            {
                "why": one.why,
                "seed": one.play.seed,
                "decisions": one.play.decisions,
                "command": command(one.play),
            }
            for one in found.odd
        ],
    }
