"""Random stories with events, motions, counters, promises, people, epilogues, effects on entering,
days, times of day and front pages.

`small()` keeps every range short and every count compared with small numbers only, so that a
search of all states by brute force comes to an end. `full()` uses all of the language.
"""

from __future__ import annotations

from random import Random
from typing import Any, ClassVar

from negotiator.story.diagnostics import Problems
from negotiator.story.model import Story
from negotiator.story.nodes import NOTHING, NOWHERE, Mapping, Node, Scalar, Sequence
from negotiator.story.reading.story import build
from tests.strategies import CHOICES, ENDINGS, FLAGS, GAUGES, SCENES, StoryMaker, loaded

EVENTS = ["v0", "v1", "v2", "v3"]
PROMISES = ["p0", "p1"]


VISITED = ["x0", "x1"]


class FullMaker(StoryMaker):
    """Adds to a random story what the language grew by.

    Only visits lead to the scenes VISITED, and what comes there visits nothing; so no visit is
    faulty, whatever the rest of the story does.
    """

    def number(self, depth: int = 2) -> str:
        if self.random.random() < 0.15:
            return self.random.choice(["c0", "c1", "motion.m0.ayes", "visits(v0)"])
        return super().number(depth)

    def condition(self, depth: int = 2) -> str:
        if self.random.random() < 0.15:
            promise = f"promise.{self.random.choice(PROMISES)}"
            known = ["motion.m0.passed", "motion.m0.held", "seen(v1)"]
            known += [f"{promise}.made", f"{promise}.kept", f"{promise}.broken"]
            return self.random.choice(known)
        return super().condition(depth)

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.seed = seed
        self.wordings = Random(f"{seed} wordings")
        """A chance of its own, so that the rest of a story stays what it is without wordings."""

    def titled(self, title: str) -> str:
        """A title that may show a value."""
        return f"{title} {{g0}}" if self.wordings.random() < 0.2 else title

    def gauge_effect(self, gauge: dict[str, Any]) -> str:
        effect = super().gauge_effect(gauge)
        is_told = "because" in effect and self.wordings.random() < 0.3
        return f"{effect} {{g1.band}} at {{g0 + 1}}" if is_told else effect

    def passage(self) -> Any:
        passage = self.one_wording()
        if self.wordings.random() < 0.75:
            return passage
        varied = passage if isinstance(passage, dict) else {"text": passage}
        text = varied.pop("text")
        others = [text.replace("Nobody", "No one"), f"Or {text}", f"{{g0}}: {text}"]
        texts = [text, *others[: self.wordings.randint(1, 3)]]
        return varied | {self.wordings.choice(["sequence", "cycle", "shuffle"]): texts}

    def one_wording(self) -> Any:
        passage = super().passage()
        if self.random.random() < 0.7:
            return passage
        said = passage if isinstance(passage, dict) else {"text": passage}
        said["says"] = self.random.choice(["q0", "q1"])
        if said["says"] == "q1":
            said["text"] += "[^S1]"
        if self.maybe():
            said["argues"] = self.random.choice(["for m0", "against term", "for x"])
        return said

    def choice(self, name: str, gauges: dict[str, Any]) -> dict[str, Any]:
        choice = super().choice(name, gauges)
        made = {one: "made" for one in PROMISES if self.random.random() < 0.25}
        if made:
            choice["effects"] = choice.get("effects", {}) | made
        return choice

    def promise(self) -> dict[str, Any]:
        return {"to": "q0", "words": "Yes", "kept": self.outcome(), "broken": self.outcome()}

    def outcome(self) -> str:
        """A condition that asks nothing of what promises come to."""
        while True:
            condition = self.condition(1)
            if ".kept" not in condition and ".broken" not in condition:
                return condition

    def epilogue(self, of: dict[str, str]) -> dict[str, Any]:
        lines: list[Any] = [{"when": self.condition(1), "text": self.text()} for _ in range(2)]
        return {**of, "lines": [*lines, self.text()] if self.maybe() else lines}

    def counter_effects(self) -> dict[str, str]:
        return {name: self.random.choice(["+1", "+2", "-1", "= 0"]) for name in self.some(["c0"])}

    def event(self, name: str, gauges: dict[str, Any]) -> dict[str, Any]:
        event: dict[str, Any] = {"title": self.titled(name), "text": self.text(), "actor": "x"}
        if name == "v3" or self.maybe():
            event["interrupt"] = "true"
        else:
            event["pool"] = "pool"
        if self.maybe() or "interrupt" in event:
            event["when"] = self.condition(1)
        if self.maybe():
            event["once"] = "true"
        if self.maybe():
            event["cooldown"] = str(self.random.randint(1, 2))
        if self.maybe():
            event["priority"] = str(self.random.randint(0, 1))
        if self.maybe():
            event["weight"] = self.random.choice(["2", self.random.choice(GAUGES), "3 - c0"])
        effects = {gauge: self.gauge_effect(gauges[gauge]) for gauge in GAUGES[:1] if self.maybe()}
        effects |= self.counter_effects()
        if effects:
            event["effects"] = effects
        if self.random.random() < 0.2:
            event["vote"] = "m0"
        if self.maybe():
            event["choices"] = [self.answer(one, gauges) for one in CHOICES[:2]]
        return event

    def answer(self, name: str, gauges: dict[str, Any]) -> dict[str, Any]:
        choice = self.choice(name, gauges)
        if name == "a" and self.maybe():
            del choice["goto"]
        if name == "a" and self.random.random() < 0.2:
            choice["when"] = self.condition(1)
        return choice

    def story(self) -> dict[str, Any]:
        story = super().story()
        gauges = story["gauges"]
        story["counters"] = {"c0": {"about": "A count", "high": "3"}, "c1": "Another"}
        story["actors"] = {"x": {"name": "X"}}
        blocs = {
            "left": {"label": "L", "seats": "4", "ayes": f"0 + {self.number(1)}"},
            "right": {"label": "R", "seats": "3", "ayes": "c0"},
        }
        story["motions"] = {"m0": {"title": self.titled("M"), "needs": "4", "blocs": blocs}}
        story["people"] = {"q0": {"name": "Q"}, "q1": {"name": "R", "real": "A man.[^S1]"}}
        story["promises"] = {name: self.promise() for name in PROMISES}
        story["epilogues"] = {
            "q": self.epilogue({"person": "q1"}),
            "w": self.epilogue({"place": "There"}),
        }
        if self.random.random() < 0.7:
            story["events"] = {
                name: self.event(name, gauges) for name in EVENTS if self.random.random() < 0.7
            }
        events = story.get("events", {})
        has_pool = any("pool" in event for event in events.values())
        for scene in story["scenes"].values():
            scene["title"] = self.titled(scene["title"])
            if self.random.random() < 0.3:
                scene["effects"] = {"c1": "+1"} | self.counter_effects()
            if has_pool and self.maybe():
                scene["draw"] = {"pool": "pool", "at_most": str(self.random.randint(1, 2))}
            for choice in scene["choices"]:
                if self.random.random() < 0.15:
                    choice["vote"] = "m0"
        if self.random.random() < 0.6:
            self.visits(story)
        strategies(story)
        self.days(story)
        self.names(story)
        return without_missing_events(story, story.get("events", {}))

    def days(self, story: dict[str, Any]) -> None:
        """Give a story two acts with front pages, and its scenes days and times of day, by a chance
        of their own: the rest of it stays as it was."""
        mine, self.random = self.random, Random(f"{self.seed} days")
        story["acts"] = {
            "first": {"title": "First", "from": "1905-06-01", "front_page": self.front_page()},
            "second": {"title": "Second", "from": "1905-06-08", "front_page": self.front_page()},
        }
        for place in (*story["scenes"].values(), *story["endings"].values()):
            if self.random.random() < 0.6:
                place["date"] = f"1905-06-{self.random.randint(1, 14):02}"
            if self.random.random() < 0.4:
                place["time"] = f"{self.random.randint(0, 23):02}:{self.random.randint(0, 59):02}"
        self.random = mine

    def names(self, story: dict[str, Any]) -> None:
        """Let names and labels show values."""
        for gauge in story["gauges"].values():
            gauge["label"] = self.titled(gauge["label"])
        for one in (*story["people"].values(), *story["actors"].values()):
            one["name"] = self.titled(one["name"])
        story["epilogues"]["w"]["place"] = self.titled(story["epilogues"]["w"]["place"])
        for table in story.get("tables", {}).values():
            for term in table["terms"].values():
                term["label"] = self.titled(term["label"])
                for option in term["options"].values():
                    option["text"] = self.titled(option["text"])

    def front_page(self) -> list[Any]:
        """What the papers say of what was done."""
        flag = self.random.choice(FLAGS)
        lines: list[Any] = [
            {"when": flag, "text": "*Nobody* slept.[^S1]"},
            {"when": f"not {flag}", "says": "q0", "text": "We slept."},
            "Of ten {g0} slept.",
        ]
        return lines[: self.random.randint(1, 3)]

    def visits(self, story: dict[str, Any]) -> None:
        """Lead to scenes that return."""
        gauges, events = story["gauges"], story.get("events", {})
        calling = [scene["choices"] for scene in story["scenes"].values()]
        draws_all = any("pool" in event for event in events.values()) and self.maybe()
        if not draws_all:
            pooled = [event for event in events.values() if "pool" in event]
            self.calls([event.get("choices", []) for event in pooled], chance=0.2)
        tables = list(story.get("tables", {}).values())
        self.calls([[table[one] for one in ("deal", "leave")] for table in tables], chance=0.3)
        for choices in calling:
            for choice in choices:
                if self.random.random() < 0.3:
                    choice["goto"] = self.visit(needs_then=False)
        for name, choices in zip(VISITED, calling, strict=False):
            choices[1]["goto"] = {"visit": name}
            story["scenes"][name] = self.visited(name, gauges)
        if draws_all or self.maybe():
            pool = "pool" if draws_all else "deep"
            story["scenes"]["x0"]["draw"] = {"pool": pool, "at_most": "1"}
            if not draws_all:
                answer = self.choice("a", gauges) | {"goto": "return"}
                comes = {"title": "V4", "text": self.text(), "actor": "x", "pool": "deep"}
                story["events"] = events | {"v4": comes | {"choices": [answer]}}

    def calls(self, of: list[list[dict[str, Any]]], chance: float) -> None:
        """Let some of these choices lead to visits, after which the play goes on elsewhere."""
        for choices in of:
            for choice in choices:
                if self.random.random() < chance:
                    choice["goto"] = self.visit(needs_then=True)

    def visit(self, *, needs_then: bool) -> Any:
        visit = {"visit": self.random.choice(VISITED)}
        if needs_then or self.maybe():
            visit["then"] = self.random.choice(SCENES + ENDINGS)
        if self.maybe():
            return visit
        where = self.random.choice(SCENES + ENDINGS)
        if self.maybe():
            return [visit | {"chance": f"{self.random.randint(1, 99)}%"}, where]
        return [{"when": self.condition(1), "to": where}, visit]

    def visited(self, name: str, gauges: dict[str, Any]) -> dict[str, Any]:
        """A scene that returns, with a way to the other one."""
        choices = [self.choice(one, gauges) for one in CHOICES]
        other = next(one for one in VISITED if one != name)
        ways: list[Any] = ["return", ["return"]]
        ways.append([{"chance": "40%", "to": "return"}, self.random.choice(ENDINGS)])
        ways.append([{"chance": "40%", "to": "return"}, {"chance": "60%", "to": "return"}])
        ways.append([{"when": self.condition(1), "to": "return"}, other])
        choices[0]["goto"] = self.random.choice(ways[:-1])
        choices[1]["goto"] = self.random.choice([*ways, other, *ENDINGS])
        choices[2].pop("goto", None)
        return {"title": name, "text": [self.passage()], "choices": choices}


class SmallMaker(FullMaker):
    """A story whose states can all be visited one by one, with soft-locks now and then."""

    tables: ClassVar[list[str]] = []  # held against brute force by themselves

    def text(self) -> str:
        return "So."

    def passage(self) -> Any:
        if self.wordings.random() < 0.9:
            return "So."
        count, key = self.wordings.choice([(3, "sequence"), (2, "cycle"), (3, "shuffle")])
        return {key: ["So."] * count}

    def number(self, depth: int = 2) -> str:
        pick = self.random.choice
        if depth == 0 or self.random.random() < 0.7:
            return pick([pick(GAUGES), str(self.random.randint(0, 6)), "c0", "motion.m0.ayes"])
        left, right = self.number(depth - 1), self.number(depth - 1)
        return pick(
            [
                f"({left} + {right})",
                f"{left} - {right}",
                f"min({left}, {right})",
                f"({left} if {self.question()} else {right})",
            ]
        )

    def condition(self, depth: int = 2) -> str:
        pick = self.random.choice
        if depth == 0 or self.maybe():
            sign = pick(["<", "<=", "==", "!=", ">=", ">"])
            count = pick([f"visits({pick(SCENES)})", f"chosen({pick(SCENES)}.a)", "visits(v0)"])
            return pick(
                [
                    *FLAGS,
                    "seen(s1)",
                    "motion.m0.passed",
                    f"promise.{pick(PROMISES)}.{pick(['made', 'kept', 'broken'])}",
                    f"{pick(GAUGES)} {sign} {self.random.randint(0, 5)}",
                    f"{self.number(1)} {sign} {self.number(1)}",
                    f"{count} {sign} {self.random.randint(0, 3)}",
                ]
            )
        left, right = self.condition(depth - 1), self.condition(depth - 1)
        return pick(
            [
                f"({left}) and ({right})",
                f"{left} or {right}",
                f"not ({left})",
                f"({left} if {self.question()} else {right})",
            ]
        )

    def gauge(self, name: str) -> dict[str, Any]:
        high = 1 if name == "g2" else self.random.randint(1, 3)
        start = str(self.random.randint(0, high))
        bands = {"0": "Low", "1": "Middle"}
        return {
            "label": name.upper(),
            "start": start,
            "range": f"0..{high}",
            "better": "high",
            "bands": bands,
        }

    def gauge_effect(self, gauge: dict[str, Any]) -> str:
        pick = self.random.choice
        other = pick(GAUGES)
        return pick(["+1", "-1", "+2", "-50%", "+30%", "= 1", f"+{other}", f"= {other} - 1"])

    def choice(self, name: str, gauges: dict[str, Any]) -> dict[str, Any]:
        choice = super().choice(name, gauges)
        if name == "a" and self.random.random() < 0.4:
            choice["when"] = self.condition(1)
        return choice

    def story(self) -> dict[str, Any]:
        story = super().story()
        story["counters"]["c1"] = {"about": "Another", "high": "1"}
        for scene in story["scenes"].values():
            if self.random.random() < 0.7:
                del scene["choices"][2]
        strategies(story)
        return story


def strategies(story: dict[str, Any]) -> None:
    """Give a story stances and strategies, without chance: the rest of it stays as it was."""
    story["stances"] = {"first": "Takes the first", "second": "Takes the second"}
    kept: list[Any] = ["first", "second", ["second", "first"], []]
    places = [*story["scenes"].items(), *story.get("events", {}).items()]
    choices = [one for _, place in places for one in place.get("choices", [])]
    for number, choice in enumerate(choices):
        choice["stance"] = kept[number % 4]
    # Small stories take the third choice of a scene away.
    line = [
        f"{name}.{place['choices'][0]['id']}" for name, place in places[::2] if "choices" in place
    ]
    story["strategies"] = {
        "keen": {"name": "Keen", "takes": ["second", "first"], "keeps": "60", "deals": "30"},
        "stubborn": {"name": "Stubborn", "line": line, "takes": "first"},
    }
    for table in story.get("tables", {}).values():
        wanted = {term: list(one["options"])[-1] for term, one in table["terms"].items()}
        story["strategies"]["stubborn"]["prefers"] = wanted


def without_missing_events(story: dict[str, Any], events: dict[str, Any]) -> dict[str, Any]:
    """The story with each event that a condition may name, those left out never coming."""
    missing = [name for name in EVENTS[:2] if name not in events]
    if missing:
        story["events"] = events | {
            name: {"title": name, "text": "No.", "actor": "x", "pool": "never"} for name in missing
        }
    return story


def full(seed: int) -> Story:
    """A random story that uses all of the language."""
    return loaded(FullMaker(seed).story())


def small(seed: int) -> Story:
    """A random story whose states can all be visited."""
    return built(SmallMaker(seed).story())


def built(data: dict[str, Any]) -> Story:
    """The story that this data holds, without a file: a thousand of them are wanted."""
    problems = Problems()
    root = _node(data)
    assert isinstance(root, Mapping)
    story = build(root, problems, "")
    assert story is not None, problems.found
    return story


def _node(data: Any) -> Node:
    if isinstance(data, dict):
        entries = {key: _node(one) for key, one in data.items()}
        return Mapping(entries, [NOWHERE] * len(data), False, NOWHERE)
    if isinstance(data, list):
        return Sequence([_node(one) for one in data], False, NOWHERE)
    return _text(data)


def _text(value: str) -> Scalar:
    return NOTHING._replace(value=value, style=None)
