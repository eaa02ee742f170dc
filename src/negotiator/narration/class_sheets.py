"""The sheets of paper that go round a class: offices, worksheet, rubric, forms, glossary, sources.

The teacher's own is in `lesson_plan`, those of two people at a table in `pair_sheets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from negotiator.language import _, ngettext
from negotiator.narration.codex import published, said_of
from negotiator.narration.lesson_plan import lesson_plan
from negotiator.narration.pair_sheets import pair_sheets
from negotiator.narration.sheets import Block, Grid, Head, Lines, Para, Points, Sheet
from negotiator.story.model import ClassShape, Exercise, ParallelItem, Story

REASON = 240
"""How many characters a written reason may have."""


def sheets(story: Story, exercise: Exercise) -> tuple[Sheet, ...]:
    """Every sheet of an exercise, the teacher's first."""
    return tuple(_sheets(story, exercise))


def _sheets(story: Story, exercise: Exercise) -> Iterator[Sheet]:
    yield lesson_plan(story, exercise)
    if exercise.offices:
        yield Sheet("offices", _("The offices"), tuple(_offices(story, exercise)))
    yield from pair_sheets(story, exercise)
    yield Sheet("worksheet", _("Worksheet"), tuple(_worksheet(story, exercise)))
    if exercise.rubric:
        yield Sheet("rubric", _("What makes a good argument"), tuple(_rubric(exercise)))
    if exercise.forms:
        items = exercise.forms.values()
        yield Sheet("form_before", _("The first form"), tuple(_form(items, before=True)))
        yield Sheet("form_after", _("The second form"), tuple(_form(items, before=False)))
    if story.glossary:
        yield Sheet(
            "glossary", _("Glossary of {story}", story=story.title), tuple(_glossary(story))
        )
    if story.sources:
        yield Sheet("sources", _("Sources of {story}", story=story.title), tuple(_sources(story)))


def _offices(story: Story, exercise: Exercise) -> Iterator[Block]:
    for number, office in enumerate(exercise.offices.values()):
        yield Head(office.name, new_page=number > 0)
        if office.about:
            yield Para(office.about)
        if office.sees:
            yield Para(_("You watch:"))
            gauges = [story.gauges[name] for name in office.sees]
            rows = tuple(
                (one.label, str(one.start), one.band(one.start), one.about) for one in gauges
            )
            yield Grid((_("Gauge"), _("At the start"), "", _("What it measures")), rows)
        if office.knows:
            yield Para(_("Only you know this:"))
            yield Points((office.knows,))
        yield Para(_("Before each vote, advise in one sentence. What do you say, and to whom?"))
        yield Lines(4)


def _worksheet(story: Story, exercise: Exercise) -> Iterator[Block]:
    yield Para(_("No name is needed here."))
    for phase in exercise.phases:
        if phase.shape is ClassShape.TALK and not phase.questions:
            continue
        yield Head(phase.title)
        asked = [*dict.fromkeys((*phase.votes, *phase.reasons))]
        if asked:
            rows = tuple((str(story.places[one].title), "", "", "") for one in asked)
            yield Grid((_("Scene"), _("I chose"), _("My reason"), _("The second time")), rows)
        if phase.reasons:
            yield Para(
                ngettext(
                    "One or two sentences, at most {number} character.",
                    "One or two sentences, at most {number} characters.",
                    REASON,
                )
            )
            yield Lines(3)
        if phase.shape is ClassShape.PAIRS:
            yield Para(_("What we agreed on, or who ended it, and when:"))
            yield Lines(3)
        for question in phase.questions:
            yield Para(question)
            yield Lines(3)


def _rubric(exercise: Exercise) -> Iterator[Block]:
    most = max(len(one.levels) for one in exercise.rubric.values())
    heads = (_("Criterion"), *(str(level) for level in range(most)))
    rows = tuple(
        (f"{one.label}: {one.asks}", *one.levels, *[""] * (most - len(one.levels)))
        for one in exercise.rubric.values()
    )
    yield Grid(heads, rows)
    yield Para(_("The other side's strongest reason comes first. Then the reply."))


def _form(items: Iterable[ParallelItem], *, before: bool) -> Iterator[Block]:
    yield Para(_("No name is needed here. Tick one answer to each question."))
    for number, item in enumerate(items, start=1):
        question = item.before if before else item.after
        yield Head(_("Question {number}", number=number))
        yield Para(question.asks)
        yield Points(tuple(one.about for one in question.answers.values()), boxes=True)


def _glossary(story: Story) -> Iterator[Block]:
    rows = tuple(
        (one.term, one.text, ", ".join(one.sources))
        for one in sorted(story.glossary.values(), key=lambda one: one.term.lower())
    )
    yield Grid((_("Word"), _("What it means"), _("Source")), rows)


def _sources(story: Story) -> Iterator[Block]:
    yield Para(
        _(
            "What a passage marks with one of these is documented. What it doesn't mark is drama, "
            "made up for the play."
        )
    )
    for found, each in groupby(
        story.sources.values(), lambda one: f"{one.title}. {published(one)}"
    ):
        yield Para(found)
        yield Points(tuple(" ".join(filter(None, (one.id, *said_of(one)))) for one in each))
