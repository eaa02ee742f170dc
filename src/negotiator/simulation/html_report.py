"""The findings of a simulation as one HTML page: plots drawn in SVG, nothing loaded from elsewhere.

Readable in light and dark, by keyboard and by screen reader: every plot has a table or its numbers
beside it, and nothing is shown by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine.transitions import TOLD, WAY
from negotiator.escaping import markup
from negotiator.language import _, language
from negotiator.sentence_parts import ordinal
from negotiator.simulation import minutes_report, sentences, text_report
from negotiator.simulation.findings import PERCENTILES, ChoiceSeen, EndingSeen, Findings
from negotiator.simulation.minutes import Lasting
from negotiator.simulation.page_parts import STYLE, bar, heading, row, soft, table
from negotiator.simulation.people import Heard, by_side, wordings
from negotiator.simulation.sentences import per_cent
from negotiator.simulation.text_report import Command
from negotiator.story.model import Gauge


def page(found: Findings, command: Command, lasts: Lasting | None = None) -> str:
    """The whole page; with how long plays last, if that is known."""
    title = sentences.title(found)
    spoken = language().replace("_", "-") or "en"
    version = _("Version {version}.", version=found.story.version)
    return "\n".join(
        [
            f'<!doctype html><html lang="{spoken}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{markup(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{markup(title)}</h1>",
            f'<p class="soft">{markup(sentences.summary(found))} {markup(version)}</p>',
            *(_sections(found, command, lasts) if found.tally.plays else ()),
            "</body></html>\n",
        ]
    )


def _sections(found: Findings, command: Command, lasts: Lasting | None) -> Iterator[str]:
    names = {
        "endings": _(sentences.ENDINGS),
        "lengths": _("Lengths"),
        **({"minutes": _(minutes_report.MINUTES)} if lasts else {}),
        "dry": _("Not reached"),
        "gauges": _("Gauges"),
        "choices": _(sentences.CHOICES),
        **({"people": _(sentences.ARGUMENTS)} if found.arguments else {}),
        **({"promises": _(sentences.PROMISES)} if found.promises else {}),
        **({"epilogues": _(sentences.EPILOGUES)} if found.epilogues else {}),
        **({"wordings": _(sentences.WORDINGS)} if wordings(found.story, found.tally) else {}),
        "guards": _("Guards"),
        "plays": _("Plays"),
    }
    links = "".join(f'<a href="#{name}">{markup(label)}</a>' for name, label in names.items())
    yield f"<nav>{links}</nav>"
    yield heading("endings", _(sentences.ENDINGS))
    yield from _endings(found)
    yield heading("lengths", _(sentences.LENGTHS))
    yield _lengths(found)
    if lasts is not None:
        yield from _minutes(lasts)
    yield heading("dry", sentences.dry(found))
    yield from _dry(found)
    yield heading("gauges", _(sentences.GAUGES))
    yield from _gauges(found)
    yield heading("choices", _(sentences.CHOICES))
    yield from _choices(found)
    yield from _people(found)
    yield heading("guards", _(sentences.GUARDS))
    yield from _guards(found)
    yield heading("plays", _(sentences.PLAYS))
    for odd in found.odd:
        yield f"<h3>{markup(sentences.odd(odd))}</h3>"
        yield f"<pre><code>{markup(command(odd.play))}</code></pre>"


def _endings(found: Findings) -> Iterator[str]:
    tally = found.tally
    most = max(one.share.high for one in found.endings) if found.endings else 1.0
    heads = [_("Ending"), _("Plays"), _("Share"), _(sentences.INTERVAL), ""]
    shows_exact = found.exact is not None and not found.exact.capped
    if shows_exact:
        heads.insert(4, _("Exact"))
    rows = []
    for one in found.endings:
        cells = [
            f"{markup(one.ending.title)} "
            f'<span class="word">{markup(one.ending.outcome)}</span><br>'
            f'<code class="soft">{markup(one.ending.id)}</code>',
            f"{one.share.seen:,}",
            per_cent(one.share.value),
            f"{one.share.low:.2%}&ndash;{one.share.high:.2%}",
            _interval(one, most),
        ]
        if shows_exact:
            cells.insert(4, f"{one.exact:.4%}")
        rows.append(row(cells))
    for end, words in sentences.OUTSIDE.items():
        if tally.ends[end]:
            share = per_cent(tally.ends[end] / tally.plays)
            said = f'<span class="low">{markup(_(words))}</span>'
            rows.append(row([said, f"{tally.ends[end]:,}", share]))
    yield table(heads, rows)
    if found.exact is not None:
        yield soft(sentences.likelihood_in_words(found))


def _interval(one: EndingSeen, most: float) -> str:
    """A bar for the share, and a line across its end for the interval."""
    width = 220
    scale = width / most
    low, high = one.share.low * scale, one.share.high * scale
    return (
        f'<svg width="{width + 10}" height="18" aria-hidden="true">'
        f'<rect class="pale" x="0" y="3" width="{one.share.value * scale:.1f}" height="12"/>'
        f'<line class="stroke" x1="{low:.1f}" x2="{high:.1f}" y1="9" y2="9"/>'
        f'<line class="stroke" x1="{low:.1f}" x2="{low:.1f}" y1="5" y2="13"/>'
        f'<line class="stroke" x1="{high:.1f}" x2="{high:.1f}" y1="5" y2="13"/></svg>'
    )


def _lengths(found: Findings) -> str:
    lengths = found.tally.lengths
    least, most = min(lengths), max(lengths)
    step = max(1, -(-(most - least + 1) // 60))
    bins = [
        sum(lengths[one] for one in range(start, start + step))
        for start in range(least, most + 1, step)
    ]
    width, height = 720, 130
    wide = width / len(bins)
    top = max(bins)
    bars = "".join(
        f'<rect class="fill" x="{number * wide + 0.5:.1f}" width="{max(1.0, wide - 1):.1f}" '
        f'y="{height - size / top * height:.1f}" height="{size / top * height:.1f}"/>'
        for number, size in enumerate(bins)
    )
    marks = "".join(
        f'<text x="{(number + 0.5) * wide:.1f}" y="{height + 16}" text-anchor="middle">'
        f"{least + number * step}</text>"
        for number in range(0, len(bins), max(1, len(bins) // 12))
    )
    words = markup(
        _(
            "From {least} to {most} decisions; most often {often}.",
            least=least,
            most=most,
            often=lengths.most_common(1)[0][0],
        )
    )
    return (
        f'<p>{words}</p><div class="wide"><svg width="{width}" height="{height + 22}" role="img" '
        f'aria-label="{words}">{bars}<line class="grid" x1="0" x2="{width}" y1="{height}" '
        f'y2="{height}"/>{marks}</svg></div>'
    )


def _minutes(lasts: Lasting) -> Iterator[str]:
    yield heading("minutes", _(minutes_report.MINUTES))
    words = (minutes_report.in_all(lasts), minutes_report.by_the_author(lasts))
    yield f"<p>{markup(' '.join(filter(None, words)))}</p>"
    rows = [
        row([markup(name), f"{span.median:.0f}", f"{span.ninetieth:.0f}"])
        for name, span in minutes_report.by_act(lasts)
    ]
    if rows:
        yield table(map(_, minutes_report.HEADS), rows)


def _dry(found: Findings) -> Iterator[str]:
    groups = {
        _("Scenes"): found.dry.scenes,
        _(sentences.ENDINGS): found.dry.endings,
        _(sentences.EVENTS): found.dry.events,
        _("Choices never taken"): found.dry.choices,
        _("Texts never told"): text_report.named(found.dry, TOLD),
        _("Ways never taken"): text_report.named(found.dry, (WAY,)),
    }
    if not any(groups.values()):
        yield f"<p>{markup(_(sentences.NOTHING_DRY))}</p>"
    for label, ids in groups.items():
        if ids:
            listed = ", ".join(f"<code>{markup(one)}</code>" for one in ids)
            yield f"<p><strong>{markup(label)}:</strong> {listed}</p>"


def _gauges(found: Findings) -> Iterator[str]:
    yield soft(
        _(
            "When the player came to decide: from the {low} to the {high} percentile (thin), the "
            "middle half (thick), and the middle value (number and stroke).",
            low=ordinal(PERCENTILES[0]),
            high=ordinal(PERCENTILES[-1]),
        )
    )
    gauges = list(found.story.gauges.values())
    heads = [_("Place"), _("Visits"), *(gauge.short or gauge.label for gauge in gauges)]
    rows = [
        row(
            [
                f"<code>{markup(seen.place)}</code>",
                f"{seen.visits:,}",
                *(_box(gauge, seen.by_gauge[gauge.id]) for gauge in gauges),
            ]
        )
        for seen in found.gauges
    ]
    yield table(heads, rows)


def _box(gauge: Gauge, values: tuple[int, ...]) -> str:
    width = 58
    lowest, low, middle, high, highest = (
        (value - gauge.low) / max(1, gauge.high - gauge.low) * width for value in values
    )
    words = markup(sentences.percentiles(values))
    return (
        f'<svg width="{width + 26}" height="16" role="img" aria-label="{words}">'
        f"<title>{words}</title>"
        f'<line class="grid" x1="0" x2="{width}" y1="8" y2="8"/>'
        f'<rect class="pale" x="{lowest:.1f}" y="6" height="4" '
        f'width="{max(1, highest - lowest):.1f}"/>'
        f'<rect class="fill" x="{low:.1f}" y="3" width="{max(1, high - low):.1f}" height="10"/>'
        f'<line class="stroke" x1="{middle:.1f}" x2="{middle:.1f}" y1="0" y2="16"/>'
        f'<text x="{width + 5}" y="12">{values[2]}</text></svg>'
    )


def _choices(found: Findings) -> Iterator[str]:
    yield soft(
        _(
            "Open: of the times its place came up. Taken: of the times it was open. "
            "Closed: shown greyed, with its reason."
        )
    )
    rows = []
    last = ""
    for one in found.choices:
        if not one.came_up:
            continue
        if one.choice.scene != last:
            last = one.choice.scene
            rows.append(
                f'<tr class="place"><th scope="rowgroup" colspan="6">'
                f"<strong>{markup(last)}</strong> "
                f'<span class="soft">{markup(sentences.met(one.came_up))}</span></th></tr>'
            )
        rows.append(row(_choice(one)))
    yield table([_("Choice"), _("Open"), "", _("Taken"), "", _("Closed")], rows)
    if found.story.events:
        plays = found.tally.plays
        came = {name: found.tally.events[name] for name in found.story.events}
        yield f"<h3>{markup(_(sentences.EVENTS))}</h3>"
        yield table(
            [_("Event"), _("Came"), _(sentences.FOR_EACH_PLAY)],
            (
                row([f"<code>{markup(name)}</code>", f"{count:,}", f"{count / plays:.3f}"])
                for name, count in came.items()
            ),
        )


def _choice(one: ChoiceSeen) -> list[str]:
    open_ = one.open / one.came_up
    taken = one.taken / one.open if one.open else 0.0
    closed = per_cent(one.closed / one.came_up) if one.choice.locked is not None else "&ndash;"
    never = _("never taken")
    aside = "" if one.taken else f' <span class="low">{markup(never)}</span>'
    return [
        f"<code>{markup(one.choice.id)}</code>{aside}",
        per_cent(open_),
        bar(open_),
        per_cent(taken),
        bar(taken),
        closed,
    ]


def _people(found: Findings) -> Iterator[str]:
    plays = found.tally.plays
    if found.arguments:
        yield heading("people", _(sentences.ARGUMENTS))
        heads = [_("Argument"), *map(_, sentences.HEARD)]
        rows = []
        for side, speakers in by_side(found.arguments):
            rows.append(_heard(f"<b>{markup(sentences.side(found.story, side))}</b>", side, plays))
            rows += [_heard(markup(sentences.speaker(one)), one, plays) for one in speakers]
        yield table(heads, rows)
    if found.promises:
        yield heading("promises", _(sentences.PROMISES))
        heads = [_("Promise"), *map(_, sentences.BECAME)]
        yield table(
            heads,
            (
                row([f"<code>{markup(name)}</code>", *(per_cent(one / plays) for one in counts)])
                for name, *counts in (
                    (one.promise.id, one.made, one.kept, one.broken) for one in found.promises
                )
            ),
        )
    if found.epilogues:
        yield heading("epilogues", _(sentences.EPILOGUES))
        yield table(
            [_("Epilogue"), _(sentences.TOLD)],
            (
                row([f"<code>{markup(one.epilogue.id)}</code>", per_cent(one.told / plays)])
                for one in found.epilogues
            ),
        )
    told = wordings(found.story, found.tally)
    if told:
        yield heading("wordings", _(sentences.WORDINGS))
        yield table(
            [_("Wording"), _(sentences.FOR_EACH_PLAY)],
            (
                row([f"<code>{markup(name)}</code>", f"{times / plays:.2f}"])
                for name, times in told.items()
            ),
        )


def _heard(name: str, heard: Heard, plays: int) -> str:
    rates = [f"{heard.times / plays:.2f}", f"{heard.words_heard / plays:.1f}"]
    return row([name, f"{heard.passages:,}", f"{heard.words:,}", *rates])


def _guards(found: Findings) -> Iterator[str]:
    if not found.lopsided:
        none = _("None of those that compare a gauge with a number.")
        yield f"<p>{markup(none)}</p>"
        return
    yield soft(
        _(
            "Comparisons that hold, or fail, at least 95 times of 100, and a number that would "
            "split them near the middle. Some are meant to be rare."
        )
    )
    rows = [
        row(
            [
                f"<code>{markup(one.where)}</code>",
                f"<code>{markup(one.condition)}</code>",
                per_cent(one.holds),
                f"{one.asked:,}",
                f"<code>{markup(one.instead)}</code>",
                per_cent(one.would_hold),
            ]
        )
        for one in found.lopsided
    ]
    heads = [_("Where"), _("Guard"), _("Holds"), _("Asked"), _("Instead"), _("Would hold")]
    yield table(heads, rows)
