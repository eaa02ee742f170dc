"""What a check found wrong, as diagnostics: each at its line, with its reason and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from negotiator.checking.check import Checked
from negotiator.checking.closed_choices import why_closed
from negotiator.checking.static import never
from negotiator.checking.verdicts import WITHOUT_END, Verdict, Witness, Word
from negotiator.engine.compiler import rules
from negotiator.statespace.scene_graph import Links, and_so
from negotiator.statespace.transition_system import Label, flow
from negotiator.story.codes import CODES, Code
from negotiator.story.diagnostics import Diagnostic, Place
from negotiator.story.intervals import Range, value_range
from negotiator.story.model import Event, Story
from negotiator.story.paths import choice_path, place_path
from negotiator.story.source_map import Origins, Path

_CODE_OF = {
    "scene": "N701",
    "ending": "N702",
    "choice": "N703",
    "event": "N704",
    "passes": "N705",
    "fails": "N705",
    "stuck": "N706",
    "endless": "N708",
}


class Fault(NamedTuple):
    """What is wrong, which label it is about, if any, and the play that shows it, where one does.
    `so` is what else follows, a part of the message."""

    diagnostic: Diagnostic
    label: Label | None = None
    witness: Witness | None = None
    so: str = ""

    def because(self, reason: Diagnostic) -> Fault:
        """The same, told with the reason that a look at the files gives, and where that stands."""
        told = replace(
            reason,
            code=self.diagnostic.code,
            message=reason.message + self.so,
            instead=reason.remedy,
        )
        return self._replace(diagnostic=told)


def faults(checked: Checked, origins: Origins) -> list[Fault]:
    """All that is wrong by the verdicts and the tests, in the order of the files, what a play
    can't get out of first.

    What follows from another fault is left out: the choices of a scene that no play comes to, and
    what comes only after it.
    """
    found = [*_by_verdict(checked, origins), *_by_test(checked, origins)]
    return sorted(found, key=lambda one: (one.diagnostic.code.id != "N708", one.diagnostic.place))


def _by_verdict(checked: Checked, origins: Origins) -> Iterator[Fault]:
    story = checked.story
    links = Links(story)
    unreached = {one.name for one in checked.wrong if one.kind in ("scene", "event", "ending")}
    causes = links.causes(unreached)
    impossible = {one.label for one in checked.verdicts if one.is_wrong}
    unheld = {name for name in story.motions if impossible.issuperset(_votes(name))}
    lost = _lost(checked, links)
    # Of what waits for these nothing is said, so they must be told of themselves.
    told = {one.name for one in checked.wrong if one.kind == "scene"} & causes.keys()
    missed = told.union(*(causes[name] for name in told)) & story.scenes.keys()
    behind = links.ranges_without(missed, flow(story).ranges) if missed else {}
    for verdict in checked.wrong:
        if verdict.kind == "endless" and verdict not in lost:
            continue
        is_place = verdict.kind in ("scene", "event", "ending")
        if is_place and verdict.name not in causes:
            continue
        if verdict.kind == "choice" and story.choices[verdict.name].scene in unreached:
            continue
        if verdict.kind == "event" and _waits_for(story.events[verdict.name], behind, story):
            continue
        is_unheld = verdict.kind in ("passes", "fails") and verdict.name in unheld
        if is_unheld and (
            verdict.kind == "fails" or unreached.issuperset(links.voting[verdict.name] or [""])
        ):
            continue
        code = CODES[_CODE_OF[verdict.kind]]
        place = origins.key(*_path(story, verdict))
        also = None
        if verdict.kind in WITHOUT_END and verdict.culprit:
            also = place
            place = origins.key(*_choice_path(story, verdict.culprit))
        so = and_so(story, causes[verdict.name] if is_place else ())
        message = _message(checked, verdict, is_unheld) + so
        found = _diagnostic(code, place, message, origins, also)
        if verdict.kind == "stuck" and also is not None:
            # The decision that led there is seldom what is to be mended.
            where = f"In `{verdict.name}` l"
            found = replace(found, instead=where + code.remedy[1:])
        yield Fault(found, verdict.label, verdict.witness, so)


def _waits_for(event: Event, behind: Mapping[str, Range], story: Story) -> bool:
    """Whether an event can't come for the sole reason that the values are as they are before
    scenes that no play comes to."""
    if not behind:
        return False
    may_fire = rules(story).candidate(event).may_fire
    return value_range(may_fire, behind)[1] <= 0 and ("event", event.id) not in never(story)


def _lost(checked: Checked, links: Links) -> list[Verdict]:
    """The plays that only go in circles which are told of: for each decision that led there the
    shortest; if none did, because every play is lost, those that show the circle."""
    story = checked.story
    found: dict[str, Verdict] = {}
    shown = [one for one in checked.verdicts if one.kind == "endless" and one.witness is not None]
    # An event on the way may be met first, but the circle is one of scenes.
    for verdict in sorted(shown, key=lambda one: (one.name in story.events, _length(one))):
        found.setdefault(verdict.culprit, verdict)
    if not _is_lost(checked):
        return list(found.values())
    met = links.reached - {
        one.name
        for one in checked.wrong
        if one.kind in ("scene", "event", "ending") and one.witness is None
    }
    if story.start in links.finishing:
        # There is a way in the files, and that its conditions can't hold is told already; what has
        # none in the files either is not.
        met -= links.finishing
    circles = links.circles(met)
    return [one for one in checked.verdicts if one.kind == "endless" and one.name in circles]


def _length(verdict: Verdict) -> int:
    return len(verdict.witness.decisions) if verdict.witness is not None else 0


def _is_lost(checked: Checked) -> bool:
    """Whether it is proved that no play comes to an ending."""
    return all(one.is_wrong for one in checked.verdicts if one.kind == "ending")


def _by_test(checked: Checked, origins: Origins) -> Iterator[Fault]:
    for result in checked.failed:
        message = f"the test `{result.test.id}` fails: {result.fault}"
        place = origins.value("tests", result.test.id, *result.at)
        yield Fault(_diagnostic(CODES["N707"], place, message, origins))


def _diagnostic(
    code: Code, place: Place, message: str, origins: Origins, also: Place | None = None
) -> Diagnostic:
    line = origins.lines.line(place)
    return Diagnostic(code, place, message, also=also, source_line=line)


def _votes(motion: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (("passes", motion), ("fails", motion))


def _path(story: Story, verdict: Verdict) -> Path:
    match verdict.kind:
        case "choice":
            return _choice_path(story, verdict.name)
        case "passes" | "fails":
            return ("motions", verdict.name)
    return place_path(story.places[verdict.name])


def _choice_path(story: Story, name: str) -> Path:
    choice = story.choices[name]
    path = choice_path(story, choice)
    if path[0] == "tables":
        return path
    return (*path, "when") if choice.when is not None else (*path, "id")


def _since(verdict: Verdict) -> str:
    """After which decision no ending is left."""
    luck = ", with bad luck," if verdict.is_luck else ""
    return f"after {verdict.culprit}{luck}" if verdict.culprit else ""


def _message(checked: Checked, verdict: Verdict, is_unheld: bool) -> str:
    name, proof = f"`{verdict.name}`", f"(proved: {verdict.how})"
    match verdict.kind:
        case "scene":
            return f"no play comes to the scene {name} {proof}"
        case "ending":
            return f"no play comes to the ending {name} {proof}"
        case "choice":
            return f"no play can make the choice {name} {proof}"
        case "event":
            return f"the event {name} comes in no play {proof}"
        case "passes" | "fails":
            if is_unheld:
                return f"no play puts the motion {name} to the vote {proof}"
            verb = "passes" if verdict.kind == "passes" else "fails"
            return f"the motion {name} {verb} in no play {proof}"
    witness = verdict.witness
    assert verdict.word is Word.WITNESSED
    assert witness is not None
    length = len(witness.decisions)
    after = f"after {length} decision{'' if length == 1 else 's'}"
    if verdict.kind == "endless" and _is_lost(checked):
        return f"no play comes to an ending: from {name} on, it can only go in circles"
    if verdict.kind == "endless":
        since = _since(verdict) or "from the start"
        if length and not verdict.culprit:
            since = after
        return f"{since} no ending can be come to: from {name} on, a play can only go in circles"
    why = why_closed(checked.story, witness)
    why = f": {why}" if why else ""
    if not length:
        return f"every choice of the scene {name} is closed when a play begins{why}"
    since = f"{_since(verdict)} no ending can be come to: " if verdict.culprit else ""
    return f"{since}every choice of the scene {name} can be closed at once, {after}{why}"
