"""Random stories for property tests: small, legal, and using every part of the language.

A story is made by a seeded generator, not drawn part by part by hypothesis: drawing one took
a quarter of a second, and a property wants a hundred. Hypothesis draws the seed and the play.
"""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import yaml
from hypothesis import strategies as st

from negotiator.bargaining.decisions import PROPOSE
from negotiator.engine import Package, Play, Session, talks
from negotiator.story.loading import load
from negotiator.story.model import Story

SCENES = ["s0", "s1", "s2", "s3"]
ENDINGS = ["e0", "e1"]
GAUGES = ["g0", "g1", "g2"]
FLAGS = ["f0", "f1"]
CHOICES = ["a", "b", "c"]
TABLES = ["t0"]
TERMS = {"r0": ["x", "y"], "r1": ["x", "y", "z"]}


class StoryMaker:
    """Makes a random story, as data that YAML can hold."""

    tables: ClassVar[list[str]] = TABLES
    """The tables of its stories."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def maybe(self) -> bool:
        return self.random.random() < 0.5

    def some(self, names: list[str]) -> list[str]:
        return [name for name in names if self.maybe()]

    def number(self, depth: int = 2) -> str:
        """An expression that gives a number."""
        pick = self.random.choice
        if depth == 0 or self.maybe():
            return pick(
                [
                    pick(GAUGES),
                    str(self.random.randint(0, 120)),
                    f"visits({pick(SCENES)})",
                    f"chosen({pick(SCENES)}.a)",
                ]
            )
        left, right = self.number(depth - 1), self.number(depth - 1)
        divisor = self.random.randint(1, 9)
        return pick(
            [
                f"({left} + {right})",
                f"{left} - {right}",
                f"({left}) * {right}",
                f"min({left}, {right}, 50)",
                f"max({left}, -{right})",
                f"({left}) // {divisor}",
                f"({left}) % {divisor}",
                f"({left} if {self.question()} else {right})",
            ]
        )

    def condition(self, depth: int = 2) -> str:
        """An expression that is true or false."""
        pick = self.random.choice
        if depth == 0 or self.maybe():
            left, right = self.number(1), self.number(1)
            sign = pick(["<", "<=", "==", "!=", ">=", ">"])
            settled = [f"terms.r1 {pick(['==', '!='])} '{pick(['none', 'x', 'z'])}'"]
            return pick(
                [
                    *FLAGS,
                    *(settled if self.tables else []),
                    "seen(s1)",
                    f"{left} {sign} {right}",
                    f"0 <= {left} < {right}",
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

    def question(self) -> str:
        """A short condition."""
        gauge, number = self.random.choice(GAUGES), self.random.randint(0, 5)
        return self.random.choice([*FLAGS, "seen(s1)", f"{gauge} > {number}"])

    def word(self) -> str:
        """An expression that gives words."""
        pick = self.random.choice
        either = f"'Aye {{' if {self.question()} else \"Nay\""
        settled = ["terms.r0", "lower(terms.r1)"] if self.tables else []
        return pick(["g1.band", "lower(g0.band)", either, f"lower({either})", *settled])

    def gauge_effect(self, gauge: dict[str, Any]) -> str:
        """What may stand for a gauge under `effects`."""
        sign = self.random.choice("+-")
        low, _, high = gauge["range"].partition("..")
        amount = self.random.choice(
            [
                f"{sign}{self.random.randint(0, 150)}",
                f"{sign}{self.random.randint(1, 100)}%",
                f"{sign}({self.number(1)})",
                f"= {self.random.randint(int(low), int(high))}",
                f"= ({self.number(1)}) + g0",
            ]
        )
        return amount + self.random.choice(["", " because the wind turned"])

    def effect(self, change: str) -> Any:
        """An effect, which may hang on a condition, and may be one of several."""
        hanging = {"when": self.question(), "change": change}
        return self.random.choice([change, change, change, hanging, [hanging, change]])

    def text(self) -> str:
        """A text with any of the marks."""
        words = [
            "Nobody moves.",
            "{g0}",
            f"{{{self.number()}}}",
            f"{{{self.word()}}}",
            "[[term]]",
            "[[term|words]]",
            "{{",
            "é 한 🙂",
            "*so* it",
            "**Now** \\* 2*3",
            "ends.\n\nThen",
        ]
        chosen = self.random.choices(words, k=self.random.randint(1, 4))
        return "So: " + " ".join(chosen) + self.random.choice(["", "[^S1]"])

    def line(self) -> Any:
        """A text with or without a condition."""
        return self.text() if self.maybe() else {"when": self.condition(), "text": self.text()}

    def passage(self) -> Any:
        """The same, which may be a document."""
        passage = self.line()
        if isinstance(passage, str):
            return passage
        if self.random.random() < 0.2:
            passage |= {"document": "letter", "heading": self.text(), "date": "1905-06-28"}
        return passage

    def way(self) -> Any:
        """What may stand under `goto`."""
        places = SCENES + ENDINGS + self.tables
        if self.maybe():
            return self.random.choice(places)
        branches: list[Any] = []
        for _ in range(self.random.randint(0, 2)):
            branch = {"to": self.random.choice(places), "chance": f"{self.random.randint(1, 49)}%"}
            if self.maybe():
                branch["when"] = self.condition(1)
            branches.append(branch)
        if self.maybe():
            branches.insert(0, {"when": self.condition(1), "to": self.random.choice(places)})
        return [*branches, {"to": self.random.choice(places)}]

    def choice(self, name: str, gauges: dict[str, Any]) -> dict[str, Any]:
        """A choice; the first of a scene is always open, so that no play is stuck."""
        choice: dict[str, Any] = {"id": name, "text": self.text()}
        if name != "a":
            if self.maybe():
                choice["when"] = self.condition()
            if self.maybe():
                choice["once"] = "true"
            if len(choice) > 2 and self.maybe():
                choice["locked"] = self.text()
        effects: dict[str, Any] = {
            gauge: self.effect(self.gauge_effect(gauges[gauge])) for gauge in self.some(GAUGES)
        }
        for flag in self.some(FLAGS):
            effects[flag] = self.random.choice(["true", "false", f"= {self.condition(1)}"])
        if effects:
            choice["effects"] = effects
        if self.maybe():
            choice["outcome"] = [self.passage()]
        if name == "a" or self.maybe():
            choice["goto"] = self.way()
        return choice

    def gauge(self, name: str) -> dict[str, Any]:
        low = self.random.randint(-20, 10)
        high = low + self.random.randint(1, 150)
        return {
            "label": name.upper(),
            "start": str(self.random.randint(low, high)),
            "range": f"{low}..{high}",
            "better": self.random.choice(["high", "low", "middle"]),
            "bands": {str(low): "Low end", str((low + high + 1) // 2): "Middle"},
        }

    def table(self, gauges: dict[str, Any]) -> dict[str, Any]:
        """A table of two terms. Each side has an option that is worth all, so that its limit can
        be met, and one that is worth nothing."""

        def effects() -> dict[str, Any]:
            return {name: self.gauge_effect(gauges[name]) for name in self.some(GAUGES[:2])}

        def closing() -> dict[str, Any]:
            return {"effects": effects(), "outcome": [self.passage()], "goto": self.way()}

        def worth() -> str:
            return str(self.random.randint(0, 100))

        def side(name: str) -> dict[str, str]:
            limit = self.random.choice(["0", "20", f"min({self.number(1)}, 30)"])
            return {"name": name, "reservation": limit}

        terms = {}
        for term, options in TERMS.items():
            made = {
                option: {"text": "é 한 🙂", "ours": worth(), "theirs": worth()}
                | {"effects": effects()}
                for option in options
            }
            made["x"] |= {"ours": "100", "theirs": "30"}
            made["y"] |= {"ours": "30", "theirs": "100"}
            terms[term] = {
                "label": term,
                "weight": {"ours": "2 + visits(s0)", "theirs": "1 + max(g0, 0)"},
                "opens": {"ours": self.random.choice(options), "theirs": "y"},
                "options": made,
                "says": {"holds": [self.line()], "gives": [self.line(), self.text()]},
            }
        patience: dict[str, Any] = {
            "pace": self.number(1),
            "patience": self.random.choice(["1", "2", "g0"]),
            "firm": self.random.choice(["0", "50", "80", f"0 + {self.number(1)}"]),
        }
        if self.maybe():
            patience["profiles"] = {name: self.profile() for name in self.some(["p0", "p1", "p2"])}
        return {
            "title": "T",
            "text": [self.passage()],
            "rounds": self.random.choice(["1", "3", self.number(1) + " % 4"]),
            "doubt": self.random.choice(["0", "g1"]),
            "ours": side("We"),
            "theirs": side("They") | patience,
            "terms": terms,
            "deal": closing(),
            "leave": closing(),
            "walkout": closing(),
        }

    def profile(self) -> dict[str, Any]:
        """What the counterpart may care about."""
        weights = {
            term: self.random.choice(["0", "9", self.number(1)]) for term in self.some([*TERMS])
        }
        made: dict[str, Any] = {"text": "This.", "weights": weights}
        if self.random.random() < 0.3:
            made["when"] = self.condition(1)
        return made

    def story(self) -> dict[str, Any]:
        """A whole story."""
        gauges = {name: self.gauge(name) for name in GAUGES}
        return {
            "story": {"id": "random", "title": "R", "format": "1", "version": "1", "start": "s0"},
            "sources": {"S1": {"title": "A source"}},
            "glossary": {"term": {"term": "A term", "text": "Its meaning."}},
            "gauges": gauges,
            "flags": {"f0": "One thing", "f1": {"about": "Another", "start": "true"}},
            "axes": {"x": {"label": "Axis"}},
            "scenes": {
                name: {
                    "title": name,
                    "text": [self.passage() for _ in range(self.random.randint(1, 3))],
                    "choices": [self.choice(one, gauges) for one in CHOICES],
                }
                for name in SCENES
            },
            **(
                {"tables": {name: self.table(gauges) for name in self.tables}}
                if self.tables
                else {}
            ),
            "endings": {
                name: {
                    "title": name,
                    "outcome": "over",
                    "text": self.text(),
                    "readings": {"x": [{"when": self.condition(), "text": "If."}, "Else."]},
                }
                for name in ENDINGS
            },
        }


class Tableless(StoryMaker):
    """The same without tables, and so without words in conditions."""

    tables: ClassVar[list[str]] = []


def loaded(data: dict[str, Any]) -> Story:
    """The story that this data holds, by way of a real file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.yaml"
        written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        path.write_text(written, encoding="utf-8")
        return load(path)


def stories() -> st.SearchStrategy[Story]:
    """Random stories, loaded."""
    return st.integers(0, 2**32).map(lambda seed: loaded(StoryMaker(seed).story()))


def played(story: Story, seed: int, picks: list[int]) -> Play:
    """A play in which each pick takes one of the choices that are open, until it ends."""
    play = Play.begin(story, seed)
    for pick in picks:
        open_ = [option for option in play.options() if option.open]
        if not open_:
            break
        option_id = open_[pick % len(open_)].id
        session = talks(story, play.state)
        if session is not None and option_id == PROPOSE:
            package = any_package(session, pick)
            option_id = any_pair(session, pick) if pick % 3 == 2 else session.proposal(package)
        play = play.choose(option_id)
    return play


def any_package(session: Session, pick: int) -> Package:
    """One of the packages that can be proposed."""
    sizes = [len(term.options) for term in session.table.terms]
    able = [one for one in product(*map(range, sizes)) if not session.refused(one)]
    return able[pick % len(able)]


def any_pair(session: Session, pick: int) -> str:
    """Two packages that can be put side by side; a proposal if there are none."""
    first = any_package(session, pick)
    sizes = [len(term.options) for term in session.table.terms]
    able = [one for one in product(*map(range, sizes)) if not session.unlike(first, one)]
    return session.pair(first, able[pick % len(able)]) if able else session.proposal(first)


@st.composite
def plays(draw: st.DrawFn) -> Play:
    """A random play of a random story."""
    picks = draw(st.lists(st.integers(0, 11), max_size=14))
    return played(draw(stories()), draw(st.integers(0, 2**63 - 1)), picks)
