"""What a check found wrong, as diagnostics: each at its line, with its reason and its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from negotiator.checking.check import Checked
from negotiator.checking.closed_choices import why_closed
from negotiator.checking.lint.places import with_behind
from negotiator.checking.questions import QUESTIONS
from negotiator.checking.static import never
from negotiator.checking.verdicts import WITHOUT_END, Verdict, Witness, Word
from negotiator.engine.compiler import rules
from negotiator.engine.transitions import WORDING
from negotiator.statespace.scene_graph import Links
from negotiator.statespace.tellings import KINDS, Telling, tellings
from negotiator.statespace.transition_system import Label, system_of
from negotiator.story.choice_names import place_in
from negotiator.story.codes import CODES, Code
from negotiator.story.diagnostics import Diagnostic, Location
from negotiator.story.intervals import Range, value_range
from negotiator.story.key_paths import choice_path, place_path
from negotiator.story.model import DEAL, WALKOUT, Event, Story
from negotiator.story.source_map import Origins, Path


class Fault(NamedTuple):
    """What is wrong, the label it is about, if any, and the play that shows it, if there is one.
    `behind` are the places that aren't reached for the same reason."""

    diagnostic: Diagnostic
    label: Label | None = None
    witness: Witness | None = None
    behind: tuple[str, ...] = ()

    def because(self, story: Story, reason: Diagnostic) -> Fault:
        """The same fault, with the reason that reading the files gives, and its place."""
        told = replace(
            reason,
            code=self.diagnostic.code,
            message=with_behind(story, reason.message, self.behind),
            instead=reason.remedy,
        )
        return self._replace(diagnostic=told)


def faults(checked: Checked, origins: Origins) -> list[Fault]:
    """Everything the verdicts and tests show to be wrong, in the order of the files; first what a
    play can't get out of.

    What follows from another fault is left out: the choices of a scene that no play reaches, and
    what comes only after it.
    """
    found = [
        *_by_verdict(checked, origins),
        *_by_telling(checked, origins),
        *_by_test(checked, origins),
        *_by_minutes(checked, origins),
        *_in_pairs(checked, origins),
    ]
    return sorted(found, key=lambda one: (one.diagnostic.code.id != "N708", one.diagnostic.place))


def _by_verdict(checked: Checked, origins: Origins) -> Iterator[Fault]:
    story = checked.story
    links = Links(story)
    unreached = {one.name for one in checked.wrong if one.kind in ("scene", "event", "ending")}
    causes = links.causes(unreached)
    impossible = {one.label for one in checked.verdicts if one.is_wrong}
    unheld = {name for name in story.motions if impossible.issuperset(_votes(name))}
    endless = _endless_verdicts(checked, links)
    # Nothing is said of what waits for these, so they must be reported themselves.
    told = {one.name for one in checked.wrong if one.kind == "scene"} & causes.keys()
    missed = links.behind(told, unreached) & story.scenes.keys()
    behind = links.ranges_without(missed, system_of(story).ranges) if missed else {}
    for verdict in checked.wrong:
        if verdict.kind in KINDS or (verdict.kind == "endless" and verdict not in endless):
            continue
        is_place = verdict.kind in ("scene", "event", "ending")
        if is_place and verdict.name not in causes:
            continue
        if verdict.kind == "choice" and story.choices[verdict.name].scene in unreached:
            continue
        if verdict.kind == "event" and _waits_for(story.events[verdict.name], behind, story):
            continue
        if verdict.kind in ("kept", "broken") and ("made", verdict.name) in impossible:
            continue
        is_unheld = verdict.kind in ("passes", "fails") and verdict.name in unheld
        if is_unheld and (
            verdict.kind == "fails" or unreached.issuperset(links.voting[verdict.name] or [""])
        ):
            continue
        closing = _closing(story, verdict)
        code = CODES["N645" if closing == WALKOUT else QUESTIONS[verdict.kind].code]
        place = origins.key(*_path(story, verdict))
        also = None
        if verdict.kind in WITHOUT_END and verdict.culprit:
            also = place
            place = origins.key(*_choice_path(story, verdict.culprit))
        follows = tuple(causes[verdict.name]) if is_place else ()
        message = with_behind(story, _message(checked, verdict, code, is_unheld), follows)
        found = _diagnostic(code, place, message, origins, also)
        if verdict.kind == "stuck" and also is not None:
            # The decision that led there is seldom what needs fixing.
            found = replace(found, instead=code.said("there", name=verdict.name))
        if closing == DEAL:
            # A deal has no condition of its own to mend, and can't be taken away.
            found = replace(found, instead=code.said("deal"))
        yield Fault(found, verdict.label, verdict.witness, follows)


def _waits_for(event: Event, behind: Mapping[str, Range], story: Story) -> bool:
    """Whether an event can't come only because the values stay as they are before scenes that no
    play reaches."""
    if not behind:
        return False
    may_fire = rules(story).candidate(event).may_fire
    return value_range(may_fire, behind)[1] <= 0 and ("event", event.id) not in never(story)


def _endless_verdicts(checked: Checked, links: Links) -> list[Verdict]:
    """The plays to report that only go in circles: the shortest for each decision that led there;
    if none did, because every play is lost, those that show the circle."""
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
        # The files have a path, and it is reported already that its conditions can't hold; what has
        # no path in the files either isn't.
        met -= links.finishing
    circles = links.circles(met)
    return [one for one in checked.verdicts if one.kind == "endless" and one.name in circles]


def _length(verdict: Verdict) -> int:
    return len(verdict.witness.decisions) if verdict.witness is not None else 0


def _is_lost(checked: Checked) -> bool:
    """Whether it is proved that no play reaches an ending."""
    return all(one.is_wrong for one in checked.verdicts if one.kind == "ending")


def _by_telling(checked: Checked, origins: Origins) -> Iterator[Fault]:
    """Texts and ways that no play meets, each once: what several share by an anchor can be met if
    one of them can. Nothing is said of what belongs to something that can't happen itself."""
    words = {one.label: one.word for one in checked.verdicts}
    here: dict[Location, list[Telling]] = {}
    for telling in tellings(checked.story).all:
        here.setdefault(telling_place(telling, origins), []).append(telling)
    how = {one.label: one.how for one in checked.wrong}
    for place, several in here.items():
        if any(words.get(one.label) is not Word.PROVED for one in several):
            continue
        first = several[0]
        # What belongs to something that can't happen, or leads to it, is told there.
        about = (first.owner, first.within, ("scene", first.to), ("ending", first.to))
        if any(words.get(label) is Word.PROVED for label in about):
            continue
        code = CODES[QUESTIONS[first.kind].code]
        wording = first.kind if first.kind in code.wordings else ""
        owner, number, reason = first.owner[1], first.number + 1, how[first.label]
        said = code.said(wording, owner=owner, to=first.to, number=number, how=reason)
        yield Fault(_diagnostic(code, place, said, origins), first.label)


def telling_place(telling: Telling, origins: Origins) -> Location:
    """Where a text or a way stands: its condition, if it has one."""
    path = telling.path
    condition = origins.value(*path, "when")
    item = origins.value(*path)
    passage = telling.passage
    has_none = telling.kind == WORDING or (passage is not None and passage.when is None)
    return item if telling.is_always or has_none else condition


def _by_minutes(checked: Checked, origins: Origins) -> Iterator[Fault]:
    """Plays that last much longer than the author says, or not nearly as long."""
    lasts = checked.lasting
    if lasts is not None and lasts.is_far_off:
        code = CODES["N709"]
        said = code.said(minutes=lasts.minutes, median=max(1, lasts.whole.median))
        yield Fault(_diagnostic(code, origins.value("story", "minutes"), said, origins))


def _in_pairs(checked: Checked, origins: Origins) -> Iterator[Fault]:
    """Tables of exercises where two people have nothing to agree on, or can't go on from."""
    for one in checked.in_pairs:
        place = origins.value("exercises", one.exercise, "phases", one.phase, "at")
        if not one.zone:
            said = CODES["N820"].said(packages=one.packages)
            yield Fault(_diagnostic(CODES["N820"], place, said, origins))
        if one.stuck:
            said = CODES["N821"].said(decision=one.stuck)
            yield Fault(_diagnostic(CODES["N821"], place, said, origins))


def _by_test(checked: Checked, origins: Origins) -> Iterator[Fault]:
    for result in checked.failed:
        code = CODES["N707"]
        message = code.said(test=result.test.id, fault=result.fault)
        place = origins.value("tests", result.test.id, *result.at)
        advice = code.said(result.remedy) if result.remedy else ""
        yield Fault(replace(_diagnostic(code, place, message, origins), instead=advice))


def _diagnostic(
    code: Code, place: Location, message: str, origins: Origins, also: Location | None = None
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
        case "made":
            return ("promises", verdict.name)
        case "kept" | "broken":
            return ("promises", verdict.name, verdict.kind)
        case "epilogue":
            return ("epilogues", verdict.name)
    return place_path(story.places[verdict.name])


def _choice_path(story: Story, name: str) -> Path:
    choice = story.choices[name]
    path = choice_path(story, choice)
    if path[0] == "tables":
        return path
    return (*path, "when") if choice.when is not None else (*path, "id")


def _closing(story: Story, verdict: Verdict) -> str:
    """How the choice in question closes a table; empty if it doesn't."""
    if verdict.kind != "choice":
        return ""
    choice = story.choices[verdict.name]
    return choice.id if choice.scene in story.tables else ""


def _message(checked: Checked, verdict: Verdict, code: Code, is_unheld: bool) -> str:
    if _closing(checked.story, verdict) == WALKOUT:
        table = checked.story.tables[place_in(verdict.name)]
        ranges = system_of(checked.story).ranges
        _fewest, rounds = value_range(table.rounds.node, ranges)
        patience, _most = value_range(table.patience.node, ranges)
        wording = "patience" if patience > rounds else "worth"
        return code.said(wording, table=table.id, how=verdict.how)
    if verdict.kind == "stuck":
        return _stuck(checked.story, verdict, code)
    if verdict.kind == "endless":
        return _endless(checked, verdict, code)
    wording = ""
    if verdict.kind in ("passes", "fails"):
        wording = "unheld" if is_unheld else verdict.kind
    elif verdict.kind in ("kept", "broken"):
        wording = f"found_{verdict.kind}"
    elif verdict.kind in ("made", "epilogue"):
        wording = "found"
    return code.said(wording, name=verdict.name, how=verdict.how)


def _length_shown(verdict: Verdict) -> int:
    """The length of the play that shows it, in decisions."""
    assert verdict.word is Word.WITNESSED
    assert verdict.witness is not None
    return len(verdict.witness.decisions)


def _endless(checked: Checked, verdict: Verdict, code: Code) -> str:
    length, name = _length_shown(verdict), verdict.name
    if _is_lost(checked):
        return code.said("lost", name=name)
    if verdict.culprit:
        return code.said(_since(verdict), decision=verdict.culprit, name=name)
    if length:
        return code.said("later", number=length, name=name)
    return code.said("at_start", name=name)


def _stuck(story: Story, verdict: Verdict, code: Code) -> str:
    length = _length_shown(verdict)
    assert verdict.witness is not None
    fault = code.said("at_start", name=verdict.name)
    if length:
        fault = code.said("later", number=length, name=verdict.name)
    why = why_closed(story, verdict.witness)
    if why:
        fault = code.said("why", fault=fault, reason=why)
    if length and verdict.culprit:
        return code.said(_since(verdict), decision=verdict.culprit, fault=fault)
    return fault


def _since(verdict: Verdict) -> str:
    """The wording for a play after whose decision no ending is left."""
    return "since_luck" if verdict.is_luck else "since"
