"""What is odd about a story that can be played, found without playing it.

Names that nothing reads, ways that nothing takes, conditions that come out the same whatever
the numbers are: each is a warning at its place. Every one is certain, but for N610, which says
"may": whether it does happen is for the search to say. No gauge is taken to stay where its
effects keep it at a moment; only its range over all plays counts.
"""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import NamedTuple

from negotiator.analysis.flow import Label
from negotiator.analysis.links import Links, and_so
from negotiator.story.diagnostics import Diagnostic, Problems, TooManyError, nearest
from negotiator.story.expressions import Expression, Node, Type
from negotiator.story.intervals import (
    EITHER,
    FALSE,
    FAR,
    TRUE,
    Range,
    answers,
    any_of,
    comparisons,
    value_range,
)
from negotiator.story.model import (
    DEAL,
    Branch,
    Choice,
    Cite,
    Effect,
    EffectKind,
    Ending,
    Event,
    Gauge,
    Link,
    Motion,
    Passage,
    Scene,
    Story,
    Table,
    TermOption,
    Text,
    Words,
)
from negotiator.story.origins import NO_ORIGINS, Origins, Path
from negotiator.story.paths import choice_paths, place_path

LONGEST_READ = 150
"""Words that a passage or an outcome may have before a reader's eye begins to slide."""


_NEVER = frozenset({"N604", "N616", "N617", "N618"})
"""Codes that say why a choice, an event or a vote can never be."""


def warnings(story: Story, origins: Origins) -> list[Diagnostic]:
    """All that is odd, in the order of the files. `origins` says where things stand."""
    return _Reader(story, origins, frozenset()).read()


def beside(
    story: Story, origins: Origins, known: Container[Label]
) -> tuple[list[Diagnostic], dict[Label, Diagnostic]]:
    """What is odd beside the labels that a search has found wrong already; and for those of these
    labels that are odd to look at, what would have been said."""
    reader = _Reader(story, origins, known)
    return reader.read(), reader.reasons


def never(story: Story) -> set[Label]:
    """What no play does by the same reasons: a choice, an event or a vote whose condition can't
    hold whatever the values are."""
    reader = _Reader(story, NO_ORIGINS, frozenset())
    found: set[Label] = {
        ("choice", name)
        for name, choice in story.choices.items()
        if choice.when is not None
        and reader.judge(choice.when, choice.scene if choice.scene in story.scenes else "").answer
        == FALSE
    }
    for event in story.events.values():
        shut = event.when is not None and reader.judge(event.when, "").answer == FALSE
        weight = event.weight
        if shut or (weight is not None and value_range(weight.node, reader.ranges)[1] <= 0):
            found.add(("event", event.id))
    return found


class _Reader:
    """Goes through a story once, part by part, noting what is odd."""

    def __init__(self, story: Story, origins: Origins, known: Container[Label]) -> None:
        self.story = story
        self.known = known
        self.origins = origins
        self.problems = Problems(origins.lines)
        self.reasons: dict[Label, Diagnostic] = {}
        self.back_to: set[str] = set()
        self.links = Links(story)
        self.cited: set[str] = set()
        self.linked: set[str] = set()
        self.voted: set[str] = set()
        self.judged: dict[str, _Judgement] = {}

    def warn(self, code: str, path: Path, message: str) -> None:
        """Note something at a key."""
        self.problems.add(code, self.origins.key(*path), message)

    def warn_value(self, code: str, path: Path, message: str) -> None:
        """Note something at a value."""
        self.problems.add(code, self.origins.value(*path), message)

    @contextmanager
    def about(self, *labels: Label) -> Iterator[None]:
        """What is noted meanwhile is about these labels: a reason, if one of them is known to be
        wrong, and else a warning."""
        known = [label for label in labels if label in self.known]
        kept = self.problems
        if known:
            self.problems = Problems(self.origins.lines)
        yield
        if known:
            # What only says that a part of a condition is odd stays a warning.
            never = [one for one in self.problems.found if one.code.id in _NEVER]
            kept.found += [one for one in self.problems.found if one.code.id not in _NEVER]
            self.reasons |= dict.fromkeys(known, never[0]) if never else {}
            self.problems = kept

    def read(self) -> list[Diagnostic]:
        with suppress(TooManyError):  # those that were noted by then are told
            self.look()
        return self.problems.in_order()

    def look(self) -> None:
        """Note all that is odd. Raises TooManyError if that is more than is told."""
        for scene in self.story.scenes.values():
            self.scene(scene)
        for event in self.story.events.values():
            self.event(event)
        for ending in self.story.endings.values():
            self.ending(ending)
        self.motions()
        self.history()
        self.values()
        self.old_names()
        self.references()
        self.acts()

    # What the values can be

    @cached_property
    def effects(self) -> dict[str, list[Effect]]:
        """All effects by what they change."""
        # What is written alike is one and the same, and need be looked at but once.
        every: dict[int, Effect] = {
            id(effect): effect
            for places in (self.story.scenes, self.story.events)
            for place in places.values()
            for part in (place, *place.choices, *_options(place).values())
            for effect in part.effects
        }
        found: dict[str, list[Effect]] = {}
        for effect in every.values():
            found.setdefault(effect.target, []).append(effect)
        return found

    @cached_property
    def drawn(self) -> set[str]:
        """The pools that scenes draw from."""
        return {one.draw.pool for one in self.story.scenes.values() if one.draw is not None}

    @cached_property
    def room(self) -> dict[str, int]:
        """How far each gauge and counter can go from one end to the other."""
        gauges = {one.id: one.high - one.low for one in self.story.gauges.values()}
        return gauges | {one.id: one.high for one in self.story.counters.values()}

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """What each name that an expression may read can be in any play."""
        story = self.story
        wide: dict[str, Range] = {one.id: (one.low, one.high) for one in story.gauges.values()}
        wide |= {one.id: (0, one.high) for one in story.counters.values()}
        wide |= dict.fromkeys(story.flags, (0, 1))
        for motion in story.motions.values():
            wide[f"motion.{motion.id}.ayes"] = (0, motion.seats)
            wide[f"motion.{motion.id}.passed"] = wide[f"motion.{motion.id}.held"] = (0, 1)
        wide |= {f"terms.{one.id}": (0, len(one.options)) for one in story.terms.values()}
        for name in self.read_names.union(*self.links.motions.values()):
            count, bracket, counted = name.rstrip(")").partition("(")
            if bracket:
                part = story.places[counted] if count == "visits" else story.choices[counted]
                comes_once = isinstance(part, Event | Choice) and part.once
                wide[name] = (0, 1 if comes_once else FAR)
        found = dict(wide)
        starts = {
            name: int(one.start)
            for part in (story.gauges, story.flags, story.counters)
            for name, one in part.items()
        }
        for name, effects in self.effects.items():
            low = high = starts[name]
            for effect in effects:
                least, most = value_range(effect.amount.node, wide)
                if effect.kind is EffectKind.SET:
                    low, high = min(low, least), max(high, most)
                else:
                    low = wide[name][0] if least < 0 else low
                    high = wide[name][1] if most > 0 else high
            found[name] = (max(low, wide[name][0]), min(high, wide[name][1]))
        return found

    def ranges_in(self, scene: str) -> Mapping[str, Range]:
        """The same while the player is in a scene."""
        return ChainMap({f"visits({scene})": (1, FAR)}, self.ranges)

    def judge(self, when: Expression, here: str) -> _Judgement:
        """What a condition can come to where it stands: in the scene `here`, if not empty."""
        if here and f"({here})" in when.source:
            return _Judgement.of(when, self.ranges_in(here))
        if when.source not in self.judged:
            self.judged[when.source] = _Judgement.of(when, self.ranges)
        return self.judged[when.source]

    # Conditions

    def condition(
        self, when: Expression | None, path: Path, code: str = "N602", so: str = ""
    ) -> bool:
        """Say if a condition can't hold or always does; whether it may hold.

        `code` is what a condition that can't hold is told as, and `so` is what follows from it.
        """
        if when is None:
            return True
        answer, same = self.judge(when, str(path[1]) if path[0] in ("scenes", "tables") else "")
        if answer == EITHER and not same:
            return True
        if answer == FALSE and (code != "N602" or not same):
            message = f"`{_short(when.source)}` can never hold{': ' if so else ''}{so}"
            self.warn_value(code, path, message)
        elif same:
            spots = _spots(when.source)
            for number, holds, reason in same:
                offset, length = spots[number]
                said = _short(when.source[offset : offset + length])
                message = f"`{said}` is always {'true' if holds else 'false'}{reason}"
                self.problems.add("N601", self.origins.inside(path, offset, length), message)
        else:
            self.warn_value("N603", path, f"`{_short(when.source)}` always holds")
        return answer != FALSE

    def passages(self, passages: tuple[Passage, ...], path: Path) -> int:
        """Read passages and what they name; how many words are told in any case."""
        told = 0
        for number, passage in enumerate(passages):
            words = self.text(passage.text)
            if passage.when is None:
                told += words
            else:
                self.condition(passage.when, (*path, number, "when"), so="this is never told")
            if words > LONGEST_READ:
                self.warn_value("N622", (*path, number), f"this passage has {words} words")
        return told

    def text(self, text: Text) -> int:
        """Note what a text cites and links; how many words it has."""
        words = 0
        for segment in text:
            if isinstance(segment, Words):
                words += len(segment.words.split())
            elif isinstance(segment, Cite):
                self.cited.add(segment.source)
            elif isinstance(segment, Link):
                words += len(segment.words.split())
                self.linked.add(segment.term)
        return words

    def covered(self, conditions: list[Node]) -> bool:
        """Whether one of these conditions holds in every case."""
        return bool(conditions) and answers(any_of(conditions), self.ranges) == TRUE

    # Places

    def scene(self, scene: Scene) -> None:
        path = place_path(scene)
        self.passages(scene.text, (*path, "text"))
        self.effects_here(scene.effects, (*path, "effects"), {scene.id})
        self.choices(scene, {scene.id})
        if isinstance(scene, Table):
            self.table(scene)
        if scene.id not in self.links.reached:
            self.unreached("scene", path)
        elif scene.id in self.traps and ("endless", scene.id) not in self.known:
            self.warn("N611", path, f"no way leads from `{scene.id}` to an ending")
        self.way_out(scene)
        if scene.draw is not None:
            there = len(self.links.pools.get(scene.draw.pool, ()))
            if scene.draw.at_most > there:
                message = f"up to {scene.draw.at_most} events are drawn, and the pool has {there}"
                self.warn_value("N626", (*path, "draw", "at_most"), message)
            if scene.id == self.story.start and scene.id not in self.links.in_circles:
                self.warn("N629", (*path, "draw"), "nothing is drawn where a play starts")

    def table(self, table: Table) -> None:
        """Look at what is said at a table and what its options do."""
        path = place_path(table)
        self.passages(table.articles, (*path, "articles"))
        for said in table.says:
            self.passages(said.lines, (*path, "says", said.reason))
        for term in table.terms:
            for said in term.says:
                self.passages(said.lines, (*path, "terms", term.id, "says", said.reason))
        deal = next(choice for choice in table.choices if choice.id == DEAL)
        ahead = {table.id, *(branch.to for branch in deal.goto)}
        if not {branch.to for branch in deal.goto} <= self.story.endings.keys():
            ahead.update(self.links.interrupts)
        for inner, option in _options(table).items():
            self.text(option.article)
            self.effects_here(option.effects, (*inner, "effects"), ahead, deal)

    def unreached(self, kind: str, path: Path) -> None:
        """Say that nothing leads to a place, unless that follows from another one."""
        name = str(path[1])
        if name in self.causes and (kind, name) not in self.known:
            so = and_so(self.story, self.causes[name])
            self.warn("N609", path, f"nothing leads to the {kind} `{name}`{so}")

    @cached_property
    def causes(self) -> dict[str, list[str]]:
        """The places that nothing leads to, without those that only they lead to."""
        return self.links.causes(self.story.places.keys() - self.links.reached)

    @cached_property
    def traps(self) -> set[str]:
        """The places to tell of from which no ending can be come to: those that are entered from
        where one still can; if that is nowhere, those where the play begins to go round."""
        links = self.links
        closed = links.reached - links.finishing
        if self.story.start in closed:
            return set(links.circles(closed))
        return {name for name in closed if links.before[name] & links.reached & links.finishing}

    def way_out(self, scene: Scene) -> None:
        """Say if every choice of a scene may be closed at once."""
        open_: list[Node] = []
        for choice in scene.choices:
            leaves = choice.goto and all(branch.to != scene.id for branch in choice.goto)
            if choice.once and not (leaves and scene.id not in self.links.in_circles):
                continue
            if choice.when is None:
                return
            open_.append(choice.when.node)
        if answers(any_of(open_), self.ranges_in(scene.id)) != TRUE:
            message = f"it may be that every choice of `{scene.id}` is closed"
            self.warn("N610", (*place_path(scene), "choices"), message)

    def event(self, event: Event) -> None:
        path: Path = ("events", event.id)
        self.passages(event.text, (*path, "text"))
        after = self.links.after[event.id]
        self.effects_here(event.effects, (*path, "effects"), {event.id, *after})
        self.choices(event, after)
        with self.about(("event", event.id)):
            self.coming(event, path)
        if event.once and event.cooldown:
            self.warn("N627", (*path, "cooldown"), f"`{event.id}` comes only once")

    def coming(self, event: Event, path: Path) -> None:
        """Say if an event can never come."""
        missed = event.id not in self.links.reached and event.id in self.causes
        if event.pool and missed:
            message = f"the event `{event.id}` never comes: no scene draws from `{event.pool}`"
            near = nearest(event.pool, self.drawn)
            place = self.origins.value(*path, "pool")
            self.problems.add("N616", place, message, suggestion=near)
        elif missed:
            self.warn("N616", path, f"the event `{event.id}` never comes: no scene is come to")
        so = f"the event `{event.id}` never comes"
        self.condition(event.when, (*path, "when"), "N616", so)
        if event.weight is not None:
            _, most = value_range(event.weight.node, self.ranges)
            if most <= 0:
                message = f"the weight is never above 0, so `{event.id}` is never drawn"
                self.warn_value("N616", (*path, "weight"), message)

    def ending(self, ending: Ending) -> None:
        path: Path = ("endings", ending.id)
        self.passages(ending.text, (*path, "text"))
        read = {reading.axis: reading for reading in ending.readings}
        for axis, reading in read.items():
            self.passages(reading.lines, (*path, "readings", axis))
            above: list[Node] = []
            for number, line in enumerate(reading.lines):
                if number and self.covered(above):
                    place = (*path, "readings", axis, number)
                    self.warn_value("N612", place, "the lines above cover every case")
                    break
                if line.when is not None:
                    above.append(line.when.node)
        for axis in self.story.axes:
            if axis not in read:
                self.warn("N621", path, f"the ending `{ending.id}` isn't read by `{axis}`")
        if ending.id not in self.links.reached:
            self.unreached("ending", path)

    # Choices

    def choices(self, place: Scene | Event, stay: set[str]) -> None:
        """Look at the choices of a place; without `goto` they lead to one of `stay`."""
        if place.vote:
            self.voted.add(place.vote)
        for path, choice in choice_paths(place):
            self.choice(choice, path, stay)
            if choice.was:
                self.old_names_of(choice.was, {one.id for one in place.choices}, path)

    def choice(self, choice: Choice, path: Path, stay: set[str]) -> None:
        """Look at one choice; without `goto` it leads to one of `stay`."""
        self.text(choice.text)
        if choice.locked is not None:
            self.text(choice.locked)
        if choice.when is not None:
            with self.about(("choice", choice.name)):
                self.condition(choice.when, (*path, "when"), "N604", f"`{choice.id}` is never open")
        words = self.passages(choice.outcome, (*path, "outcome"))
        if words > LONGEST_READ and len(choice.outcome) > 1:
            self.warn("N622", (*path, "outcome"), f"this outcome has {words} words")
        if choice.effects:
            ahead = {branch.to for branch in choice.goto}
            if ahead and not ahead <= self.story.endings.keys():
                ahead.update(self.links.interrupts)
            self.effects_here(choice.effects, (*path, "effects"), ahead or stay, choice)
        self.branches(choice, (*path, "goto"))
        if choice.vote:
            self.voted.add(choice.vote)
        does = choice.effects or choice.vote or choice.outcome or choice.goto
        if not does and path[0] == "scenes" and f"chosen({choice.name})" not in self.read_names:
            self.warn_value("N625", path, f"nothing comes of `{choice.id}`")

    def branches(self, choice: Choice, path: Path) -> None:
        """Look at the ways a choice may lead."""
        ways = choice.goto
        if len(ways) < 2:
            if ways:
                self.dates(choice, ways[0], path)
            return
        if len({branch.to for branch in ways}) == 1:
            self.warn_value("N613", path, f"every branch leads to `{ways[0].to}`")
        above: list[Node] = []
        chances = 0
        for number, branch in enumerate(ways):
            spot = (*path, number)
            self.dates(choice, branch, (*spot, "to"))
            if chances >= 100:
                self.warn_value("N612", spot, "the chances above add up to 100 %")
                break
            if self.covered(above):
                self.warn_value("N612", spot, "the branches above cover every case")
                break
            self.condition(branch.when, (*spot, "when"), so="this branch is never taken")
            if branch.when is None:
                chances += branch.chance or 0
            elif branch.chance is None:
                above.append(branch.when.node)

    def dates(self, choice: Choice, branch: Branch, path: Path) -> None:
        """Say if a way leads back in time."""
        here, there = self.story.places[choice.scene], self.story.places[branch.to]
        if isinstance(here, Event) or isinstance(there, Event):
            return
        if here.date is not None and there.date is not None and there.date < here.date:
            if {here.id, there.id} <= self.links.in_circles:
                # Of a scene that others come back to it is told once.
                if there.id in self.back_to:
                    return
                self.back_to.add(there.id)
            message = f"this leads from {here.date} back to {there.date}"
            self.warn_value("N620", path, message)

    # Effects

    def effects_here(
        self,
        effects: tuple[Effect, ...],
        path: Path,
        ahead: Iterable[str],
        choice: Choice | None = None,
    ) -> None:
        """Look at effects of a choice, if any, and what is read on choosing it or in `ahead`."""
        for effect in effects:
            name = effect.target
            by = effect.amount.constant
            if effect.kind is EffectKind.ADD and isinstance(by, int):
                if by == 0:
                    self.warn_value("N605", (*path, name), f"this adds nothing to `{name}`")
                elif abs(by) > self.room[name]:
                    message = f"{by:+} goes further than `{name}` can, which has {self.room[name]}"
                    self.warn_value("N605", (*path, name), message)
            if name in self.story.gauges or name not in self.read_names:
                continue
            if any(name in self.links.live[to] for to in ahead) or name in self.read_in_tests:
                continue
            if choice is None or name not in self.links.read_on_choosing(choice):
                self.warn("N606", (*path, name), f"from here on nothing reads `{name}`")

    @cached_property
    def read_in_tests(self) -> set[str]:
        """The names that the story's own tests look at."""
        tests = self.story.tests.values()
        return {name for test in tests for one in test.expect for name in one.reads}

    @cached_property
    def read_names(self) -> set[str]:
        """The names that anything reads."""
        return self.read_in_tests.union(*self.links.read_in.values())

    def values(self) -> None:
        """Look at gauges, flags and counters: who changes them, who reads them."""
        for name in (*self.story.flags, *self.story.counters):
            path = ("flags" if name in self.story.flags else "counters", name)
            if name not in self.read_names:
                used = "is set and never read" if name in self.effects else "is never used"
                self.warn("N607", path, f"`{name}` {used}")
            elif name not in self.effects:
                self.warn("N608", path, f"nothing ever changes `{name}`")
        for name, gauge in self.story.gauges.items():
            if name not in self.effects:
                self.warn("N608", ("gauges", name), f"nothing ever changes `{name}`")
            else:
                self.bands(gauge)

    def bands(self, gauge: Gauge) -> None:
        """Say which bands a gauge never comes to."""
        low, high = self.ranges[gauge.id]
        path: Path = ("gauges", gauge.id, "bands")
        ends = [band.low for band in gauge.bands[1:]] + [gauge.high + 1]
        for band, end in zip(gauge.bands, ends, strict=True):
            if end <= band.low:
                said = f"the band `{band.name}` begins where another one does"
            elif end <= low or band.low > high:
                said = f"`{gauge.id}` stays in {low}..{high} and never comes to `{band.name}`"
            else:
                continue
            self.warn("N623", (*path, str(band.low)), said)

    # Motions, history, names

    def motions(self) -> None:
        for motion in self.story.motions.values():
            with self.about(("passes", motion.id), ("fails", motion.id)):
                self.motion(motion)

    def motion(self, motion: Motion) -> None:
        """Say if a motion is never voted on, or how it goes is known beforehand."""
        path: Path = ("motions", motion.id)
        if motion.id not in self.voted:
            self.warn("N618", path, f"the motion `{motion.id}` is never put to the vote")
        least, most = value_range(motion.needs.node, self.ranges)
        low = high = 0
        for bloc in motion.blocs:
            fewest, all_ = value_range(bloc.ayes.node, self.ranges)
            low += max(0, min(fewest, bloc.seats))
            high += max(0, min(all_, bloc.seats))
        if high < least:
            message = f"this can't pass: it needs {_ayes(least)}, and gets {high} at most"
            self.warn_value("N617", (*path, "needs"), message)
        elif low >= most:
            message = f"this can't fail: {_ayes(most)} would do, and it gets {low} at least"
            self.warn_value("N617", (*path, "needs"), message)

    def history(self) -> None:
        items = range(self.origins.count("history"))
        # Entries are kept by date, and stand in the file in any order.
        order = sorted(items, key=lambda one: self.origins.text("history", one, "date"))
        dates = [self.origins.value("history", one, "date") for one in items]
        for number in items[1:]:
            before, here = dates[number - 1], dates[number]
            earlier = self.origins.text("history", number - 1, "date")
            later = self.origins.text("history", number, "date")
            if before.file == here.file and later < earlier:
                message = f"{later} stands behind {earlier}"
                self.warn_value("N620", ("history", number, "date"), message)
        for number, entry in zip(order, self.story.history, strict=False):
            self.text(entry.text)
            if not any(isinstance(segment, Cite) for segment in entry.text):
                message = f"what happened on {entry.date} has no source"
                self.warn_value("N619", ("history", number, "text"), message)

    def old_names(self) -> None:
        """Say where `was` names something that is still there."""
        places = {**self.story.scenes, **self.story.events, **self.story.endings}
        named = {**self.story.gauges, **self.story.flags, **self.story.counters}
        places_before: dict[str, str] = {}
        named_before: dict[str, str] = {}
        for section, parts, known in (
            ("gauges", self.story.gauges, named),
            ("flags", self.story.flags, named),
            ("counters", self.story.counters, named),
            ("scenes", self.story.scenes, places),
            ("events", self.story.events, places),
            ("endings", self.story.endings, places),
        ):
            for name, part in parts.items():
                if part.was:
                    self.old_names_of(part.was, known, (section, name))
                    claimed = named_before if known is named else places_before
                    for number, old in enumerate(part.was):
                        first = claimed.setdefault(old, name)
                        if first != name:
                            message = f"`{old}` is what `{first}` was called, too"
                            self.warn_value("N624", (section, name, "was", number), message)

    def old_names_of(self, was: tuple[str, ...], known: Container[str], path: Path) -> None:
        for number, old in enumerate(was):
            if old in known:
                self.warn_value("N624", (*path, "was", number), f"`{old}` is still there")

    def acts(self) -> None:
        """Say which acts no scene falls into."""
        used = {self.story.act_on(scene.date) for scene in self.story.scenes.values()}
        for act in self.story.acts:
            if act not in used:
                self.warn("N628", ("acts", act.id), f"no scene falls into the act `{act.id}`")

    def references(self) -> None:
        """Say which sources and terms nothing refers to."""
        cited = self.cited.union(*(term.sources for term in self.story.glossary.values()))
        for source in self.story.sources:
            if source not in cited:
                self.warn("N614", ("sources", source), f"nothing cites the source `{source}`")
        for term in self.story.glossary:
            if term not in self.linked:
                self.warn("N615", ("glossary", term), f"no text links the term `{term}`")


def _options(place: Scene | Event) -> dict[Path, TermOption]:
    """The options of a table's terms by their paths; none of any other place."""
    if not isinstance(place, Table):
        return {}
    path = (*place_path(place), "terms")
    return {
        (*path, term.id, "options", option.id): option
        for term in place.terms
        for option in term.options
    }


class _Judgement(NamedTuple):
    """What a condition can come to, and its comparisons that come out the same."""

    answer: Range
    same: tuple[tuple[int, bool, str], ...]
    """The number of the comparison, what it comes to, and why."""

    @classmethod
    def of(cls, when: Expression, ranges: Mapping[str, Range]) -> _Judgement:
        same: list[tuple[int, bool, str]] = []
        for number, part in enumerate(comparisons(when.node)):
            low, high = value_range(part, ranges)
            if low == high:
                same.append((number, bool(low), _reason(part, ranges)))
        return cls(answers(when.node, ranges), tuple(same))


def _reason(part: Node, ranges: Mapping[str, Range]) -> str:
    """The ranges that make a comparison come out the same."""
    names = sorted(Expression("", part, Type.TRUTH).reads)
    known = [(name, *ranges[name]) for name in names if name in ranges]
    said = [
        f"{name} is {low} or more" if high >= FAR else f"{name} stays in {low}..{high}"
        for name, low, high in known
    ]
    return f": {', '.join(said)}" if said else ""


def _spots(source: str) -> list[tuple[int, int]]:
    """Offset and length of each comparison in an expression's text, `seen(…)` included."""
    flat = source.replace("\n", " ").replace("\t", " ")
    text = flat.lstrip(" ")
    encoded = text.encode()

    def found(tree: ast.AST) -> Iterator[tuple[int, int]]:
        match tree:
            case ast.Compare() | ast.Call(func=ast.Name(id="seen")):
                start = len(encoded[: tree.col_offset].decode())
                stop = len(encoded[: tree.end_col_offset].decode())
                yield start + len(flat) - len(text), stop - start
        for inner in ast.iter_child_nodes(tree):
            yield from found(inner)

    return list(found(ast.parse(text, mode="eval")))


def _ayes(number: int) -> str:
    return "1 aye" if number == 1 else f"{number} ayes"


def _short(source: str) -> str:
    flat = " ".join(source.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
