"""The teacher's sheet of an exercise: what to print, what happens when, how it goes without any
device, and what is told last."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.language import _, ngettext, pgettext
from negotiator.narration.dates import day
from negotiator.narration.sentences import joined
from negotiator.narration.sheets import Block, Grid, Head, Para, Points, Said, Sheet
from negotiator.narration.stories import beforehand, for_ages
from negotiator.sentence_parts import in_a_row
from negotiator.story.model import ClassShape, Exercise, Phase, Question, Story, TieRule


def lesson_plan(story: Story, exercise: Exercise) -> Sheet:
    """The sheet."""
    title = _("{exercise}: the lesson plan", exercise=exercise.title)
    return Sheet("lesson_plan", title, tuple(_blocks(story, exercise)))


def _blocks(story: Story, exercise: Exercise) -> Iterator[Block]:
    if exercise.about:
        yield Para(exercise.about)
    yield Para(
        ngettext(
            "{story}, {number} minute.",
            "{story}, {number} minutes.",
            exercise.minutes,
            story=story.title,
        )
    )
    if exercise.notes:
        yield Para(exercise.notes)
    if story.ages:
        yield Para(for_ages(story.ages))
    if story.notes:
        yield Para(beforehand(story.notes))
    if exercise.objectives:
        yield Head(_("What the class is to learn"))
        yield Points(
            tuple(
                f"{one.about} ({in_a_row(one.codes)})" if one.codes else one.about
                for one in exercise.objectives.values()
            )
        )
        if exercise.standard:
            said = _("The codes are from {standard}.", standard=exercise.standard)
            yield Para(joined(said, _("Compare them with the wording that your school uses.")))
    yield Head(_("To print"))
    yield Points(tuple(_to_print(exercise)))
    yield Head(_("Minute by minute"))
    yield Grid(
        (pgettext("of a lesson", "Minutes"), _("What"), _("Who plays"), _("Notes")),
        tuple(_timetable(exercise)),
    )
    for number, phase in enumerate(exercise.phases, start=1):
        yield from _phase(story, exercise, number, phase)
    yield from _answers(exercise)
    yield from _history(story)


def _to_print(exercise: Exercise) -> Iterator[str]:
    shapes = {one.shape for one in exercise.phases}
    yield _("This plan, once.")
    if exercise.offices:
        yield _("The offices: one card for each group.")
    if ClassShape.PAIRS in shapes:
        yield _("The sheets of the pairs: each side's for half the class. Keep the two apart.")
    yield _("The worksheet: one for everybody.")
    if exercise.rubric:
        yield _("The rubric: one for each table.")
    if exercise.forms:
        yield _("Both forms: one of each for everybody.")
    yield _("Glossary and sources: one for each table, or on the wall.")


def _timetable(exercise: Exercise) -> Iterator[tuple[Said, ...]]:
    begins = 0
    for phase in exercise.phases:
        until = begins + phase.minutes
        yield f"{begins}–{until}", phase.title, _who(phase.shape), ""
        begins = until


def _who(shape: ClassShape) -> str:
    match shape:
        case ClassShape.TOGETHER:
            return _("all, one play")
        case ClassShape.PAIRS:
            return _("two at a table")
        case ClassShape.ALONE:
            return _("each alone")
        case ClassShape.TALK:
            return _("nobody: talk")


def _phase(story: Story, exercise: Exercise, number: int, phase: Phase) -> Iterator[Block]:
    yield Head(
        ngettext(
            "{place}. {title} ({number} minute)",
            "{place}. {title} ({number} minutes)",
            phase.minutes,
            place=number,
            title=phase.title,
        )
    )
    if phase.about:
        yield Para(phase.about)
    found: list[Said] = [
        *_where(story, exercise, phase),
        *_votes(story, exercise, phase),
        *_by_hand(phase),
    ]
    if found:
        yield Points(tuple(found))
    if phase.questions:
        yield Para(_("To talk about:"))
        yield Points(phase.questions)


def _where(story: Story, exercise: Exercise, phase: Phase) -> Iterator[str]:
    if phase.at:
        begins = str(story.places[phase.at].title)
        yield _("It begins with “{scene}”.", scene=begins)
    if phase.until:
        yield _("It stops at “{scene}”.", scene=str(story.places[phase.until].title))
    if phase.to_end_of:
        act = next(one for one in story.acts if one.id == phase.to_end_of)
        yield _("It stops at the end of the act “{act}”.", act=act.title)
    if phase.shape in (ClassShape.TOGETHER, ClassShape.ALONE):
        yield _("To begin there, type: {command}", command=_command(story, exercise, phase))


def _command(story: Story, exercise: Exercise, phase: Phase) -> str:
    """The command that begins a play where the phase does."""
    words = ["negotiator", "play", story.id]
    words += ["--at", phase.at] if phase.at else []
    for name, value in phase.set:
        words += ["--set", f"{name}={value}"]
    words += [] if exercise.own_luck else ["--seed", str(exercise.seed)]
    return " ".join(words)


def _votes(story: Story, exercise: Exercise, phase: Phase) -> Iterator[str]:
    if phase.votes:
        titles = in_a_row(str(story.places[one].title) for one in phase.votes)
        yield _("Vote in: {scenes}. In between you decide, or a show of hands does.", scenes=titles)
    if phase.again:
        titles = in_a_row(str(story.places[one].title) for one in phase.again)
        yield _("Vote, argue, and vote again in: {scenes}. Keep both counts.", scenes=titles)
    if phase.shape is ClassShape.TOGETHER:
        yield _ties(exercise.ties)
    if phase.reasons:
        titles = in_a_row(str(story.places[one].title) for one in phase.reasons)
        yield _("A written reason, one or two sentences, in: {scenes}.", scenes=titles)


def _ties(rule: TieRule) -> str:
    match rule:
        case TieRule.TEACHER:
            return _("Say beforehand: if it is a tie, you decide.")
        case TieRule.FIRST:
            return _("Say beforehand: if it is a tie, the choice that is listed first wins.")
        case TieRule.LOT:
            return _("Say beforehand: if it is a tie, a coin decides.")


def _by_hand(phase: Phase) -> Iterator[str]:
    """How the phase goes without a device, but for one projector, or none."""
    match phase.shape:
        case ClassShape.TOGETHER:
            yield _(
                "With one projector: the play on the wall, heads down, hands up, and the number "
                "typed in. With none: read the scene and its choices aloud."
            )
        case ClassShape.PAIRS:
            yield _(
                "On paper: two sheets, a clock on the wall, and numbered offers, written on both "
                "sheets. Collect the last offers; a dot for each pair can be drawn on the board."
            )
        case ClassShape.ALONE:
            yield _(
                "With few devices: groups of four at one screen. With none: leave this phase out."
            )
        case ClassShape.TALK:
            pass


def _answers(exercise: Exercise) -> Iterator[Block]:
    if exercise.forms:
        yield Head(_("The right answers to the forms, and why"), new_page=True)
        rows = tuple(
            (_right(question), question.because)
            for item in exercise.forms.values()
            for question in (item.before, item.after)
        )
        yield Grid((_("Right"), _("Because")), rows)


def _right(question: Question) -> str:
    return question.answers[question.right].about


def _history(story: Story) -> Iterator[Block]:
    """What history did, which the class hears last."""
    if story.history:
        yield Head(_("What really happened, to be told last"), new_page=True)
        rows = tuple(
            (day(one.date).replace(" ", "\N{NO-BREAK SPACE}"), one.text) for one in story.history
        )
        yield Grid((_("Day"), _("On record")), rows)
