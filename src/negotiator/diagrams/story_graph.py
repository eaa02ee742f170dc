"""What to draw of a story: places, the ways between them, and what is laid over them.

Made from the blocks of the rules and the author's words in them; `mermaid` and `dot` write it down.
Ways between the same two places are one arrow; a guard is written on it only if there is one. Shape
and word show kinds and outcomes; colour only repeats them. A play, or counts from a simulation, can
be laid over it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from negotiator.cells import cut, wrapped
from negotiator.engine import Play
from negotiator.engine.compiler import rules
from negotiator.engine.transitions import GuardedChoice, Way
from negotiator.language import _, ngettext
from negotiator.sentence_parts import in_a_row
from negotiator.story.choice_names import choice_in
from negotiator.story.model import RETURN, Destination, Story, Table

LABELLED = 2
"""Choices named on an arrow; if there are more, only their number is shown."""
LONGEST_GUARD = 28
"""Characters of a guard."""
LONGEST_TITLE = 24
"""Characters of a line in a box."""


class NodeKind(Enum):
    """The kind of a place, which decides its shape."""

    START = "start"
    SCENE = "scene"
    EVENT = "event"
    ENDING = "ending"


class GraphNode(NamedTuple):
    """A box: its words by line, and the headings of the groups it belongs to, the outer first."""

    id: str
    kind: NodeKind
    lines: tuple[str, ...]
    groups: tuple[str, ...] = ()
    outcome: str = ""


class Arrow(NamedTuple):
    """An arrow: its words by line. `choices` are the full names of those that lead along it."""

    source: str
    target: str
    lines: tuple[str, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """Everything drawn. `played` numbers the arrows of the play that is laid over, from 1 in the
    order they were taken; `heat` is how many plays, out of `plays`, took an arrow."""

    title: str
    legend: tuple[str, ...]
    places: tuple[GraphNode, ...]
    ways: tuple[Arrow, ...]
    played: Mapping[tuple[str, str], tuple[int, ...]]
    heat: Mapping[tuple[str, str], int]
    plays: int = 0


def chart(
    story: Story,
    play: Play | None = None,
    heat: Mapping[tuple[str, str], int] | None = None,
    plays: int = 0,
) -> Chart:
    """The chart of a story. `heat` counts by choice (its full name) and target."""
    ways = tuple(_ways(story))
    return Chart(
        story.title,
        tuple(_legend(story)),
        tuple(_places(story, ways)),
        ways,
        _played(play) if play else {},
        _heated(story, heat) if heat else {},
        plays,
    )


def _legend(story: Story) -> Iterator[str]:
    """What the shapes mean, and the events, which can come anywhere or are drawn by scenes."""
    yield _("oval: the start; box: a scene; double box: an ending, its outcome in capitals")
    made = rules(story)
    if any(made.leads(choice) for event in story.events.values() for choice in event.choices):
        yield _("hexagon: an event that leads somewhere; [ ]: what must hold; %: by chance")
    else:
        yield _("[ ]: what must hold; %: by chance")
    pools: Counter[str] = Counter(event.pool for event in story.events.values())
    if pools:
        counted = [
            _("{events} in {pool}", events=events, pool=pool)
            if pool
            else _("{events} at any scene boundary", events=events)
            for pool, events in pools.items()
        ]
        yield _("events: {counted}", counted=in_a_row(counted))


def _places(story: Story, ways: Iterable[Arrow]) -> Iterator[GraphNode]:
    made = rules(story)
    leads = {way.source for way in ways} | {way.target for way in ways}
    for scene in story.scenes.values():
        kind = NodeKind.START if scene.id == story.start else NodeKind.SCENE
        marks = []
        draw = made.draw(scene.id)
        if draw is not None:
            marks.append(_("draws {most} of {pool}", most=draw.at_most, pool=draw.pool))
        votes = [scene.vote, *(choice.vote for choice in scene.choices)]
        marks += [_("vote: {motion}", motion=vote) for vote in dict.fromkeys(votes) if vote]
        staying = sum(not made.leads(choice) for choice in scene.choices)
        if isinstance(scene, Table):
            marks.append(
                ngettext("table: {number} term", "table: {number} terms", len(scene.terms))
            )
        if staying:
            marks.append(ngettext("{number} choice stay", "{number} choices stay", staying))
        act = story.act_on(scene.date)
        groups = [f"{story.acts.index(act) + 1}. {act.title}"] if act else []
        if scene.date:
            groups.append(f"{scene.date:%Y-%m-%d}")
        yield GraphNode(scene.id, kind, (*_broken(scene.title), *marks), tuple(groups))
    for event in story.events.values():
        # An event that leads nowhere of its own is only named with its pool.
        if event.id in leads:
            mark = _("interrupts") if event.interrupt else _("of {pool}", pool=event.pool)
            yield GraphNode(event.id, NodeKind.EVENT, (*_broken(event.title), mark))
    for ending in story.endings.values():
        lines = (ending.outcome.upper(), *_broken(ending.title))
        yield GraphNode(ending.id, NodeKind.ENDING, lines, (), ending.outcome)


def _ways(story: Story) -> Iterator[Arrow]:
    """The arrows, with all those between the same two places merged."""
    made = rules(story)
    found: dict[tuple[str, str], list[tuple[GuardedChoice, Way]]] = defaultdict(list)
    leading: Counter[str] = Counter()
    for choice in story.choices.values():
        offer, branch = made.offer(choice), made.branch(choice.name)
        leading[choice.scene] += bool(branch.ways)
        for way in branch.ways:
            found[choice.scene, way.to].append((offer, way))
    for (source, target), several in found.items():
        names = tuple(dict.fromkeys(offer.choice for offer, *_rest in several))
        every = leading[source]
        labels = []
        for offer, way in several:
            words = _condition(offer, story.choices[offer.choice].goto, way)
            if words:
                labels.append((offer.id, words))
        lines: list[str] = []
        if not labels:
            # If the whole scene leads on, or there is only one way out, no words are needed.
            if len(names) < every:
                lines = [choice_in(name) for name in names[:LABELLED]]
                if len(names) > LABELLED:
                    lines = [_counted(names)]
        else:
            different = list(dict.fromkeys(words for _name, words in labels))
            if len(labels) == len(several) and len(different) == 1:
                lines = [*([] if len(names) == every else [_counted(names)]), different[0]]
            elif len(names) <= LABELLED:
                known = dict(labels)
                lines = [
                    _trimmed(f"{name}: {known[name]}" if name in known else name, LONGEST_GUARD + 8)
                    for name in map(choice_in, names)
                ]
            else:
                guarded = len({name for name, _words in labels})
                words = ngettext("{number} guarded", "{number} with guards", guarded)
                lines = [_counted(names), words]
        yield Arrow(source, target, tuple(lines), names)


def _counted(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return choice_in(names[0])
    return ngettext("{number} choice", "{number} choices", len(names))


def _condition(offer: GuardedChoice, goto: tuple[Destination, ...], way: Way) -> str:
    """What must hold, or the chance, for a choice to lead this way; short. Visits and returns are
    named."""
    parts = [words for words in (offer.source, way.source) if words]
    if not way.source and way.chance is None and len(goto) > 1:
        parts.append(_("else"))
    words = _trimmed(", ".join(parts), LONGEST_GUARD)
    if way.chance is not None:
        words = f"{words} {way.chance}%".strip()
    written = goto[int(way.origin[-1])]
    is_return = written.to == RETURN
    kind = _("visit") if written.visit else _("return") if is_return else ""
    return " ".join(part for part in (kind, f"[{words}]" if words else "") if part)


def _trimmed(words: str, longest: int) -> str:
    return cut(" ".join(words.split()), longest)


def _broken(title: str) -> tuple[str, ...]:
    """A title wrapped into lines of about LONGEST_TITLE narrow letters."""
    return tuple(wrapped(title.strip(), LONGEST_TITLE))


def _played(play: Play) -> dict[tuple[str, str], tuple[int, ...]]:
    made = rules(play.story)
    gone: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, step in enumerate(play.steps, 1):
        choice = play.story.choices.get(step.taken)
        for to in made.leads(choice) if choice else ():  # a proposal may lead nowhere
            agenda = step.state.agenda
            if to in (step.entered, step.back) or (agenda and agenda.to == to):
                gone[step.before.scene, to].append(number)
                break
    return {way: tuple(numbers) for way, numbers in gone.items()}


def _heated(story: Story, counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    heat: Counter[tuple[str, str]] = Counter()
    for (name, target), plays in counts.items():
        heat[story.choices[name].scene, target] += plays
    return dict(heat)


def boxes(
    places: Iterable[GraphNode],
    box: Callable[[GraphNode], str],
    begin: Callable[[str, int], str],
    end: str,
    depth: int = 0,
) -> Iterator[str]:
    """A line for each place, with those of a group between `begin`, called with its heading and
    depth, and `end`; groups in the order of their dates, and places outside any group at the
    end."""
    groups: dict[str, list[GraphNode]] = {}
    for place in places:
        heading = place.groups[depth] if depth < len(place.groups) else ""
        groups.setdefault(heading, []).append(place)
    indent = "  " * (depth + 1)
    for heading, inside in sorted(
        groups.items(), key=lambda one: (not one[0], min(place.groups[-1:] for place in one[1]))
    ):
        if not heading:
            yield from (f"{indent}{box(place)}" for place in inside)
            continue
        yield f"{indent}{begin(heading, depth)}"
        yield from boxes(inside, box, begin, end, depth + 1)
        yield f"{indent}{end}"


def laid_over(drawn: Chart, way: Arrow) -> list[str]:
    """What the play and the counts add to an arrow's words."""
    key = (way.source, way.target)
    lines = []
    if key in drawn.played:
        played = ", ".join(str(one) for one in drawn.played[key])
        lines.append(_("decision {numbers}", numbers=played))
    if drawn.plays:
        lines.append(_("{share:.1%} of plays", share=drawn.heat.get(key, 0) / drawn.plays))
    return lines


def width(drawn: Chart, way: Arrow) -> float:
    """How wide an arrow is drawn, in points."""
    key = (way.source, way.target)
    if drawn.plays:
        return round(0.4 + 7 * min(1.0, drawn.heat.get(key, 0) / drawn.plays), 1)
    return 3 if key in drawn.played else 1
