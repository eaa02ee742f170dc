"""The measures of a story as lines for a terminal of 80 columns, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from negotiator.cells import cut, left, right, wrapped
from negotiator.language import N_, _, ngettext
from negotiator.sentence_parts import in_a_row
from negotiator.simulation import sentences
from negotiator.simulation.findings import Share
from negotiator.simulation.measures.gauges_set import HIGH, LOW
from negotiator.simulation.measures.measure import Ends, Measures
from negotiator.simulation.measures.memory import ENOUGH_PASSAGES
from negotiator.simulation.players import name_of
from negotiator.simulation.sentences import per_cent
from negotiator.simulation.text_report import WIDTH
from negotiator.story.model import Story

REACHED = 0.05
"""The share of a strategy's plays from which on it counts as coming to an outcome."""
MOST = 12
"""Names that are listed before the rest is only counted."""


def lines(found: Measures) -> Iterator[str]:
    """The report, each line at most 80 columns wide."""
    yield from wrapped(summary(found), WIDTH)
    parts = {
        N_("The story"): _size,
        sentences.ENDINGS: _endings,
        N_("Strategies"): _strategies,
        N_("Luck alone"): _luck,
        N_("Words"): _words,
        sentences.ARGUMENTS: _sides,
        N_("Facts"): _facts,
        sentences.CHOICES: _choices,
        N_("Flipped decisions"): _flips,
        N_("Gauges set low and high"): _pushes,
        N_("Tables"): _tables,
    }
    for heading, part in parts.items():
        told = list(part(found))
        if told:
            yield ""
            yield _(heading).upper()
            yield from told


def summary(found: Measures) -> str:
    """What was measured, in a sentence."""
    return ngettext(
        "{story}: measured in {number:,} play by the human player, seed {seed}.",
        "{story}: measured in {number:,} plays by the human player, seed {seed}.",
        found.plays,
        story=found.story.title,
        seed=found.seed,
    )


def _said(said: str) -> Iterator[str]:
    yield from wrapped(said, WIDTH, first="  ", rest="  ")


def _row(name: str, *cells: str) -> str:
    return f"  {left(cut(name, 34), 34)}{''.join(right(cell, 14) for cell in cells)}"


def _heads(*heads: str) -> str:
    return _row("", *map(_, heads)).rstrip()


def _size(found: Measures) -> Iterator[str]:
    yield from _said(
        _(
            "Scenes {scenes}, events {events}, choices {choices}, endings {endings}, people "
            "{people}, of whom {told} have an epilogue.",
            **size(found.story),
        )
    )


def size(story: Story) -> dict[str, int]:
    """How many parts of each kind a story has (scenes include tables), and how many people have an
    epilogue."""
    return {
        "scenes": len(story.scenes),
        "events": len(story.events),
        "choices": len(story.choices),
        "endings": len(story.endings),
        "people": len(story.people),
        "told": len({one.person for one in story.epilogues.values() if one.person}),
    }


def _endings(found: Measures) -> Iterator[str]:
    for name, share in found.ends.shares:
        yield _row(name, per_cent(share.value))


def _strategies(found: Measures) -> Iterator[str]:
    for one in found.strategies:
        shown = [(name, share) for name, share in one.shares if share.value >= REACHED]
        ends = in_a_row(f"{name} {per_cent(share.value)}" for name, share in shown)
        yield from wrapped(f"{name_of(one.who)}: {ends}", WIDTH, first="  ", rest="      ")
    for outcome, names in outcomes(found).items():
        if not names:
            yield from _said(_("{outcome}: no strategy comes to it", outcome=outcome))
            continue
        said = ngettext(
            "{outcome}: {number} strategy comes to it ({names})",
            "{outcome}: {number} strategies come to it ({names})",
            len(names),
            outcome=outcome,
            names=in_a_row(names),
        )
        yield from wrapped(said, WIDTH, first="  ", rest="      ")


def outcomes(found: Measures) -> dict[str, tuple[str, ...]]:
    """For each outcome, the strategies that come to it in at least 5 % of their plays; nothing if
    there are no strategies."""
    if not found.strategies:
        return {}
    words = dict.fromkeys(one.outcome for one in found.story.endings.values())
    return {
        word: tuple(name_of(one.who) for one in found.strategies if _share(found, one, word))
        for word in words
    }


def _share(found: Measures, one: Ends, outcome: str) -> bool:
    endings = found.story.endings
    share = sum(share.value for name, share in one.shares if endings[name].outcome == outcome)
    return share >= REACHED


def _luck(found: Measures) -> Iterator[str]:
    luck = found.luck
    yield from _said(
        _(
            "With the same decisions, other luck leads to another ending in {share} of plays; in "
            "{fixed_changed} of the {fixed:,} in which every decision could be made again.",
            share=per_cent(luck.changed),
            fixed=luck.fixed,
            fixed_changed=per_cent(luck.fixed_changed),
        )
    )


def _words(found: Measures) -> Iterator[str]:
    words = found.words
    yield _heads(sentences.WORDS)
    yield _row(_("a play, median"), f"{words.median:,}")
    yield _row(_("a play, 90th percentile"), f"{words.ninetieth:,}")
    for act, count in words.by_act.items() if found.story.acts else ():
        yield _row(_("act {act}, median", act=act), f"{count:,}")
    shared = per_cent(words.shared)
    yield _row(_("of a second play, told before"), shared)


def _sides(found: Measures) -> Iterator[str]:
    if found.sides:
        yield _heads(N_("for, by count"), N_("by words"), N_("30 to 70%"))
    for side in found.sides:
        yield _row(
            found.story.subject(side.about),
            per_cent(side.for_by_count),
            per_cent(side.for_by_words),
            per_cent(side.even_by_words),
        )


def _facts(found: Measures) -> Iterator[str]:
    for one in found.facts:
        yield from _said(
            _(
                "{title}: {number} facts; a play meets {median} (median), {tenth} or more in nine "
                "plays of ten, all of them in {all_met}.",
                title=one.title,
                number=one.number,
                median=one.median,
                tenth=one.tenth,
                all_met=per_cent(one.all_met),
            )
        )
        yield from wrapped(
            _(
                "{known} were known by the day of {scene}; four plays of five meet {met} or more "
                "of these before it.",
                known=one.known,
                scene=found.scene,
                met=one.met_before[1],
            ),
            WIDTH,
            first="    ",
            rest="    ",
        )


def _choices(found: Measures) -> Iterator[str]:
    static, memory = found.branching, found.remembered
    yield _row(
        _("move gauges only"),
        _of(static.gauges_only, static.choices),
        _rate(static.gauges_only, static.choices),
    )
    yield from _named(static.gauges_only)
    yield _row(
        _("remembered by a later passage"),
        _of(memory.remembered, memory.taken),
        _rate(memory.remembered, memory.taken),
    )
    kept = set(memory.remembered)
    yield from _named([one for one in memory.taken if one not in kept])
    yield _row(
        _("places that lead the same way"),
        _of(static.same, static.places),
        _rate(static.same, static.places),
    )
    yield from _named(static.same)


def _of(some: Sequence[str], every: Sequence[str]) -> str:
    return _("{some} of {every}", some=len(some), every=len(every))


def _rate(some: Sequence[str], every: Sequence[str]) -> str:
    return per_cent(len(some) / max(1, len(every)))


def _named(names: Sequence[str]) -> Iterator[str]:
    """The first of these names; of the others how many there are."""
    shown = in_a_row(names[:MOST])
    more = len(names) - MOST
    if more > 0:
        shown = ngettext(
            "{names} and {number} more", "{names} and {number} more", more, names=shown
        )
    if names:
        yield from wrapped(shown, WIDTH, first="      ", rest="      ")


def _flips(found: Measures) -> Iterator[str]:
    if found.flips:
        yield _heads(N_("flipped"), N_("ending"), N_("or epilogues"))
    for one in found.flips:
        act = _("act {act}", act=one.act) if one.act else _("the story")
        yield _row(act, f"{one.flipped:,}", per_cent(one.ending), per_cent(one.epilogues))


def _pushes(found: Measures) -> Iterator[str]:
    pushed = found.pushes
    if pushed is None:
        yield from _said(
            _(
                "What gauges decide is only measured in arrays, which this story, or this machine, "
                "doesn't allow."
            )
        )
        return
    yield from _said(
        _(
            "How far the endings differ (total variation) if it is set to {low}% of its range, or "
            "to {high}%, in {scene}. Two sets of seeds differ by {noise:.3f}.",
            low=LOW,
            high=HIGH,
            scene=pushed.scene,
            noise=pushed.noise,
        )
    )
    yield _heads(N_("differ by"), N_("above seeds"))
    for gauge, far in pushed.by_gauge.items():
        yield _row(gauge, f"{far:.3f}", f"{far - pushed.noise:+.3f}")


def _tables(found: Measures) -> Iterator[str]:
    if not found.echoes:
        return
    if found.unlike.plays:
        yield from _said(
            _(
                "Of two packages as unlike as can be, {alike} of the later words are the same, and "
                "{ending} of the endings are not.",
                alike=per_cent(found.unlike.alike),
                ending=per_cent(found.unlike.ending),
            )
        )
    echoed = sum(one.passages >= ENOUGH_PASSAGES for one in found.echoes)
    yield from _said(
        _(
            "{echoed} of {options} options are echoed in two later passages or more.",
            echoed=echoed,
            options=len(found.echoes),
        )
    )
    yield _heads(N_("agreed on"), sentences.PASSAGES, N_("their words"))
    for one in found.echoes:
        yield _row(f"{one.term} {one.option}", f"{one.plays}", f"{one.passages}", f"{one.words}")


def data(found: Measures) -> dict[str, Any]:
    """The measures as plain data, for JSON."""
    static, memory = found.branching, found.remembered
    return {
        "story": found.story.id,
        "version": found.story.version,
        "fingerprint": found.story.fingerprint,
        "plays": found.plays,
        "seed": found.seed,
        "scene": found.scene,
        "size": size(found.story),
        "endings": _shares(found.ends.shares),
        "strategies": {name_of(one.who): _shares(one.shares) for one in found.strategies},
        "outcomes": outcomes(found),
        "luck_alone": found.luck._asdict(),
        "words": found.words._asdict(),
        "arguments": [one._asdict() for one in found.sides],
        "facts": [one._asdict() for one in found.facts],
        "choices": {
            "all": len(static.choices),
            "gauges_only": static.gauges_only,
            "taken": memory.taken,
            "remembered": memory.remembered,
        },
        "places": {"all": static.places, "same_way": static.same},
        "flips": [one._asdict() for one in found.flips],
        "gauges_set": found.pushes._asdict() if found.pushes else None,
        "unlike_packages": found.unlike._asdict(),
        "echoes": [one._asdict() for one in found.echoes],
    }


def _shares(shares: tuple[tuple[str, Share], ...]) -> dict[str, float]:
    return {name: share.value for name, share in shares}
