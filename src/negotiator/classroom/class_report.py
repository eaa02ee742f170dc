"""What a class did, as one page of HTML that loads nothing and prints: `report` makes it from the
class's rows.

What is counted comes from `votes`, `paths`, `pairs_picture`, `turned` and `forms`, what is said
from `narration.class_report`; here it is laid out. Nothing that lets somebody in is in it, and no
reason that the teacher hasn't shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from negotiator.classroom.ballots_counted import ballots_of
from negotiator.classroom.clock import moment_of
from negotiator.classroom.forms import Scores, scored
from negotiator.classroom.pairs_picture import PairsPicture, pairs_picture
from negotiator.classroom.paths import named
from negotiator.classroom.printed_parts import STYLE, block, caption, heading, row, table
from negotiator.classroom.prose import prose
from negotiator.classroom.records import ClassRecord
from negotiator.classroom.rows import HANDED_IN, NOBODY, PlayRow
from negotiator.classroom.ways_counted import alone
from negotiator.distribution import VERSION
from negotiator.escaping import markup
from negotiator.language import language
from negotiator.narration import class_report as words
from negotiator.narration.dates import day_in_full
from negotiator.story.choice_names import full_name, place_in
from negotiator.story.model import ClassShape, Exercise, Story


def report(story: Story, exercise: Exercise, record: ClassRecord) -> str:
    """The page."""
    title = words.title(exercise.title, story.title)
    tag = markup(story.language or language().replace("_", "-") or "en")
    held = moment_of(record.row.opened).astimezone().date()
    parts = [*_parts(story, exercise, record)]
    return "\n".join(
        [
            f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{markup(title)}</title><style>{STYLE}</style></head><body><main>",
            f"<h1>{markup(title)}</h1>",
            caption(words.held(day_in_full(held), sum(one.joined > 0 for one in record.seats))),
            caption(words.no_names()),
            *([f'<p class="loud">{markup(words.rehearsed())}</p>'] if record.row.scripted else []),
            *(parts or [block(words.nothing_yet())]),
            "</main><footer>",
            *map(block, words.closing(VERSION, record.row.class_id)),
            "</footer></body></html>\n",
        ]
    )


def _parts(story: Story, exercise: Exercise, record: ClassRecord) -> Iterator[str]:
    by_phase: defaultdict[int, list[PlayRow]] = defaultdict(list)
    for one in record.plays:
        by_phase[one.phase].append(one)
    for number, phase in enumerate(exercise.phases):
        rows = by_phase.get(number, [])
        match phase.shape:
            case ClassShape.TOGETHER:
                found = [part for one in rows for part in ballots_of(story, exercise, record, one)]
            case ClassShape.PAIRS:
                pairs = [one for one in rows if one.theirs != NOBODY]
                found = [*_pairs(story, exercise, record, number, pairs)] if pairs else []
            case ClassShape.ALONE:
                found = [*alone(story, exercise, record, phase.title, rows)] if rows else []
            case ClassShape.TALK:
                found = []
        if found:
            yield heading(phase.title)
            yield from found
    handed_in = by_phase.get(HANDED_IN, [])
    if handed_in:
        yield heading(words.handed_in())
        yield from alone(story, exercise, record, words.handed_in(), handed_in)
    yield from _reasons(story, exercise, record)
    if record.replies:
        yield from _forms(exercise, record)


# The pairs


def _pairs(
    story: Story, exercise: Exercise, record: ClassRecord, number: int, rows: list[PlayRow]
) -> Iterator[str]:
    decisions = (record.decisions.get(one.play, [])[:1] for one in rows)
    found = pairs_picture(
        story,
        exercise,
        number,
        [made[0].name if made else "" for made in decisions],
        with_engine=sum(one.is_with_engine for one in rows),
    )
    yield from laid_out(found)


def laid_out(found: PairsPicture) -> Iterator[str]:
    """A picture of the pairs, with the words and the table beside it."""
    yield f'<figure class="wide">{found.svg}</figure>'
    yield block(" ".join(found.words))
    if found.rows:
        yield table(found.heads, (row(map(markup, one)) for one in found.rows))


# Reasons


def _waits_at(story: Story, exercise: Exercise, record: ClassRecord, row: PlayRow) -> str:
    """Where a play waits for its next decision, as the name of a choice that nobody made."""
    return full_name(record.play(story, exercise, row).state.scene, "")


def _reasons(story: Story, exercise: Exercise, record: ClassRecord) -> Iterator[str]:
    if not record.reasons:
        return
    shown = [one for one in record.reasons if one.shown]
    yield heading(words.reasons())
    yield caption(words.written(len(shown), len(record.reasons)))
    made = {(play, one.number): one.name for play, rows in record.decisions.items() for one in rows}
    votes = {(one.play, one.number, one.seat): one.choice for one in record.votes}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    undecided = {one.play for one in shown if (one.play, one.number) not in made}
    rows = (one for one in record.plays if one.play in undecided)
    waits = {one.play: _waits_at(story, exercise, record, one) for one in rows}
    for one in shown:
        name = made.get((one.play, one.number)) or waits.get(one.play, "")
        # A reason for a vote is for what its seat voted, at last, whatever was decided.
        voted_for = votes.get((one.play, one.number, one.seat))
        groups[full_name(place_in(name), voted_for) if voted_for else name].append(one.text)
    for name, texts in groups.items():
        yield f"<h3>{markup(words.chosen_at(*named(story, name)))}</h3><ul>"
        yield from (f"<li>{markup(one)}</li>" for one in texts)
        yield "</ul>"


# Forms


def _forms(exercise: Exercise, record: ClassRecord) -> Iterator[str]:
    scores = scored(exercise, record.replies)
    yield heading(words.forms())
    both = scores.both
    yield block(words.answered(len(scores.before), len(scores.after), len(both)))
    yield table(
        words.form_heads(),
        (
            row(
                (
                    f"{prose(exercise.forms[one.item].before.asks)}<br>"
                    f'<span class="soft">{prose(exercise.forms[one.item].after.asks)}</span>',
                    markup(words.of_plays(one.right_before, one.asked_before)),
                    markup(words.of_plays(one.right_after, one.asked_after)),
                )
            )
            for one in scores.items
        ),
    )
    yield _raw(scores)
    if record.row.scripted:
        yield caption(words.scripted_forms())
        return
    averages = scores.averages
    if averages is not None:
        yield block(words.averages(*averages, scores.most, len(both)))
    yield block(words.no_gain() if scores.gain is None else words.gain(scores.gain))
    yield caption(words.what_forms_say(len(both)))


def _raw(scores: Scores) -> str:
    """How many seats had how many right answers, before and after."""
    rows = []
    for label, form in ((words.before(), scores.before), (words.after(), scores.after)):
        counts = [sum(one == score for one in form.values()) for score in range(scores.most + 1)]
        rows.append(row((markup(label), *map(str, counts), str(len(form)))))
    return table(words.score_heads(scores.most), rows)
