"""What the keys of an exercise mean together: what a phase begins with, and whether its shape, its
table and its minutes fit each other.

What depends on the rest of the story is checked once the story is whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.story.diagnostics import Problems
from negotiator.story.model import ClassShape, Exercise, Phase, Question, Story
from negotiator.story.nodes import Node, Scalar
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader
from negotiator.story.source_map import Origins, Path
from negotiator.story.value_names import Settled

_UNREAD = {
    ClassShape.TOGETHER: ("fixed",),
    ClassShape.PAIRS: ("until", "to_end_of", "votes", "again"),
    ClassShape.ALONE: ("votes", "again", "fixed"),
    ClassShape.TALK: ("at", "set", "until", "to_end_of", "votes", "again", "reasons", "fixed"),
}
"""The keys that a phase of each shape doesn't read."""
MOST_OPEN = 5
"""The terms that two people settle in a period; more are warned of."""


def phase(over: PartReader, part: Part) -> Phase:
    """A phase, with the values that it begins with."""
    found = part.apart("set", lambda node: settings(over, node), ())
    return Phase(set=found, **part.values)


def settings(over: PartReader, node: Node) -> tuple[tuple[str, str], ...]:
    """Values by name, as they are written; each must be one that its name can have."""
    options = {str(Settled(term)): found[1] for term, found in over.bargained.options.items()}
    ranges = {one.id: (one.low, one.high) for one in over.gauges.values()}
    ranges |= {one.id: (0, one.high) for one in over.counters.values()}
    return tuple(
        (key.value, _setting(over, key, inner, options, ranges))
        for key, inner in over.entries(node).items()
    )


def _setting(
    over: PartReader,
    key: Scalar,
    node: Node,
    options: dict[str, tuple[str, ...]],
    ranges: dict[str, tuple[int, int]],
) -> str:
    """One value as it is written: of a flag, of a term with its `options`, or of a gauge or a
    counter with its range."""
    name = key.value
    if name in over.flags:
        return "true" if over.truth(node) else "false"
    if name in options:
        return over.named(node, "N314", options[name])
    if name not in ranges:
        over.problems.unknown("N811", key.place, name, (*ranges, *over.flags, *options))
        return over.line(node)
    number = over.whole(node)
    low, high = ranges[name]
    if not low <= number <= high:
        over.problems.add("N508.outside", node.place, number=number, low=low, high=high)
    return str(number)


def check_exercises(story: Story, origins: Origins, problems: Problems) -> None:
    """Report what is wrong with the exercises of a story."""
    for exercise in story.exercises.values():
        path: Path = ("exercises", exercise.id)
        _Check(story, origins, problems, exercise, path).all()


class _Check:
    """The checks of one exercise."""

    def __init__(
        self, story: Story, origins: Origins, problems: Problems, exercise: Exercise, path: Path
    ) -> None:
        self.story = story
        self.origins = origins
        self.problems = problems
        self.exercise = exercise
        self.path = path

    def all(self) -> None:
        """Report everything."""
        self._minutes()
        for number, phase in enumerate(self.exercise.phases):
            at: Path = (*self.path, "phases", number)
            self._unread(phase, at)
            self._endings(phase, at)
            self._again(phase, at)
            if phase.shape is ClassShape.PAIRS:
                self._table(phase, at)
        for criterion in self.exercise.rubric.values():
            if len(criterion.levels) < 2:
                self.problems.add(
                    "N809.levels",
                    self.origins.value(*self.path, "rubric", criterion.id, "levels"),
                )
        self._forms()

    def _minutes(self) -> None:
        phases = self.exercise.phases
        if not phases:
            place = self.origins.key(*self.path)
            self.problems.add("N802", place, exercise=self.exercise.id)
            return
        total = sum(phase.minutes for phase in phases)
        if total != self.exercise.minutes:
            place = self.origins.value(*self.path, "minutes")
            self.problems.add("N806", place, sum=total, minutes=self.exercise.minutes)

    def _unread(self, phase: Phase, at: Path) -> None:
        """Warn of keys that belong to phases of another shape."""
        for key in _UNREAD[phase.shape]:
            if getattr(phase, key):
                place = self.origins.key(*at, key)
                self.problems.add("N812", place, shape=phase.shape.value, key=key)

    def _endings(self, phase: Phase, at: Path) -> None:
        """Report endings where somebody would have to decide."""
        for key, name, place in self._named(phase, at):
            if name in self.story.endings:
                wording = "N807.begins" if key == "at" else "N807"
                self.problems.add(wording, self.origins.value(*place), name=name)

    def _named(self, phase: Phase, at: Path) -> Iterator[tuple[str, str, Path]]:
        """The scenes in which something is decided in a phase, each with its key and its path."""
        yield "at", phase.at, (*at, "at")
        for key in ("votes", "again", "reasons"):
            for number, name in enumerate(getattr(phase, key)):
                yield key, name, (*at, key, number)

    def _again(self, phase: Phase, at: Path) -> None:
        """Warn of second votes without a first."""
        for number, name in enumerate(phase.again):
            if phase.votes and name not in phase.votes:
                self.problems.add("N814", self.origins.value(*at, "again", number), name=name)

    def _table(self, phase: Phase, at: Path) -> None:
        """Report if two people have no table, or nothing to bargain over there."""
        table = self.story.tables.get(phase.at)
        if table is None:
            if not phase.at:
                self.problems.add("N803.missing", self.origins.value(*at))
            elif phase.at not in self.story.endings:
                self.problems.add("N803.other", self.origins.value(*at, "at"), name=phase.at)
            return
        terms = {term.id for term in table.terms}
        for name, _option in phase.fixed:
            if name not in terms:
                place = self.origins.key(*at, "fixed", name)
                self.problems.add("N804", place, table=table.id, term=name)
        fixed = terms & {name for name, _option in phase.fixed}
        left = len(terms) - len(fixed)
        place = self.origins.value(*at, "fixed" if fixed else "at")
        if left <= 1 and fixed:
            self.problems.add(f"N805.{'one' if left else 'nothing'}", place, table=table.id)
        elif left > MOST_OPEN:
            self.problems.add("N813", place, number=left)

    def _forms(self) -> None:
        """Report questions that can't be answered rightly."""
        for item in self.exercise.forms.values():
            at: Path = (*self.path, "forms", item.id)
            if item.objective and item.objective not in self.exercise.objectives:
                place = self.origins.value(*at, "objective")
                self.problems.unknown("N810", place, item.objective, self.exercise.objectives)
            self._question(item.before, (*at, "before"))
            self._question(item.after, (*at, "after"))

    def _question(self, question: Question, at: Path) -> None:
        if len(question.answers) < 2:
            self.problems.add("N809.answers", self.origins.value(*at, "answers"))
        if question.right not in question.answers:
            place = self.origins.value(*at, "right")
            self.problems.unknown("N808", place, question.right, question.answers)
