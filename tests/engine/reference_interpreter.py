"""Plays a story from its dumped rules alone: slow, obvious, and without any code of the engine.

Written from the docstring of `negotiator.engine.transitions` and from docs/authors/transitions.md,
which are the specification. It evaluates expressions, draws chance and joins texts by itself. At a
table it is told how that closed, and on which package: the arithmetic of tables is no part of the
rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = Any
Segments = list[tuple[str, ...]]
"""A passage as shown: ("says", person), ("under", whom), ("words", …), ("cite", source), ("link",
term, words)."""

LARGEST = 2**64


def splitmix64(seed: int, number: int) -> int:
    """The draw with that number, from 0."""
    z = (seed + (number + 1) * 0x9E3779B97F4A7C15) % LARGEST
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % LARGEST
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % LARGEST
    return z ^ (z >> 31)


def compares(left: Any, sign: str, right: Any) -> bool:
    if sign == "==":
        return bool(left == right)
    if sign == "!=":
        return bool(left != right)
    if sign == "<":
        return bool(left < right)
    if sign == "<=":
        return bool(left <= right)
    if sign == ">":
        return bool(left > right)
    assert sign == ">="
    return bool(left >= right)


def words(name: str, kind: str, value: Any, known: Json, values: dict[str, Any]) -> str:
    """The words for a value: its band, or its option."""
    if kind == "option":
        text = known[name]["options"][value]["text"]
        if isinstance(text, str):
            return text
        parts = (
            one["words"] if "words" in one else worked(one["show"], values, known) for one in text
        )
        return "".join(map(str, parts))
    assert kind == "band"
    begun = [band["name"] for band in known[name]["bands"] if band["low"] <= value]
    return str(begun[-1])


def worked(tree: Json, values: dict[str, Any], known: Json = None) -> Any:
    """The value of an expression; what is known of each value is needed for words only."""
    if not isinstance(tree, dict):
        return tree
    if "read" in tree:
        name, value = tree["read"], values[tree["read"]]
        return words(name, tree["as"], value, known, values) if "as" in tree else value
    parts = [worked(part, values, known) for part in tree["of"]]
    if "compare" in tree:
        pairs = zip(parts, tree["compare"], parts[1:], strict=False)
        return all(compares(left, sign, right) for left, sign, right in pairs)
    operator = tree["do"]
    if operator == "and":
        return all(parts)
    if operator == "or":
        return any(parts)
    if operator == "not":
        return not parts[0]
    if operator == "neg":
        return -parts[0]
    if operator == "min":
        return min(parts)
    if operator == "max":
        return max(parts)
    if operator == "if":
        return parts[1] if parts[0] else parts[2]
    if operator == "lower":
        small = parts[0][:1].lower() + parts[0][1:]
        return parts[0] if parts[0][1:2].isupper() else small
    if operator == "shuffled":
        return shuffled(*parts)
    left, right = parts
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "//":
        return left // right
    assert operator == "%"
    return left % right


def shuffled(seed: int, first: int, count: int, times: int) -> int:
    """The number of the wording that is told the `times`-th time."""
    done = (times - 1) // count
    order = []
    for number in range(count):
        order.append((splitmix64(seed + 9 * 2**60, first + done * count + number), number))
    return sorted(order)[(times - 1) % count][1]


def first(known: Json, seed: int) -> Any:
    """The value that a name has before anything is done."""
    if "drawn" not in known:
        return known["start"]
    draw, able = known["drawn"]["draw"], known["drawn"]["of"]
    return able[splitmix64(seed + 5 * 2**61, draw) * len(able) // LARGEST]


@dataclass
class Draw:
    """A draw of events in progress: on arriving at a place, or in it."""

    kind: str
    place: str
    left: int | None
    came: list[str]


@dataclass
class Happened:
    """What a decision led to, in order."""

    outcome: list[Segments] = field(default_factory=list)
    came: list[tuple[str, str, list[Segments]]] = field(default_factory=list)
    """Events: whether on arriving or in the place, which, and what is shown."""
    entered: str = ""
    back: str = ""
    scene: list[Segments] = field(default_factory=list)
    notes: list[tuple[Any, ...]] = field(default_factory=list)
    """Changes and votes, those shown to the player."""
    met: list[tuple[str, str]] = field(default_factory=list)
    """What was met: kind and name."""


class Game:
    """One play. `place` is where it is, or the event that waits for an answer."""

    def __init__(self, dumped: Json, seed: int) -> None:
        self.known: dict[str, Json] = dumped["values"]
        self.blocks: dict[str, dict[str, list[Json]]] = dumped["blocks"]
        self.values = {name: first(one, seed) for name, one in self.known.items()}
        self.seed = seed
        self.draws = 0
        self.waits: Draw | None = None
        """The draw that an event interrupted by asking for an answer."""
        (self.place,) = self.blocks["begin"]
        for node in self.blocks["begin"][self.place]:
            self.does(node, Happened())

    # What can be decided

    @property
    def block(self) -> list[Json]:
        """The block of the place, or of the event."""
        kind = "come" if self.waits else "enter"
        return self.blocks[kind][self.place]

    def told(self) -> list[Segments]:
        """The passages of the place."""
        return self.tells(self.block)

    def options(self) -> list[tuple[str, str, bool, str]]:
        """The offers that are shown: id, text, whether open, and if not, why."""
        decision = self.block[-1]
        offers = decision.get("offers") or decision.get("closings") or ()
        return [seen for offer in offers for seen in self.seen(offer)]

    def seen(self, offer: Json) -> list[tuple[str, str, bool, str]]:
        text = joined(self.text(offer["text"]))
        if self.is_open(offer):
            return [(offer["id"], text, True, "")]
        if offer["locked"] is None:
            return []
        return [(offer["id"], text, False, joined(self.text(offer["locked"])))]

    def is_open(self, offer: Json) -> bool:
        return all(worked(guard, self.values) for guard in offer["guards"])

    def numbers(self) -> list[Any]:
        """The numbers of the table where the play is."""
        return [worked(number, self.values) for number in self.block[-1]["numbers"]]

    def profile(self) -> Any:
        """The number of the profile that the counterpart there has."""
        return worked(self.block[-1]["profile"], self.values)

    # Deciding

    def choose(self, option: str) -> Happened:
        """Take an open offer of the place or the event."""
        (offer,) = (one for one in self.block[-1]["offers"] if one["id"] == option)
        assert self.is_open(offer)
        happened = Happened()
        self.take(offer["choice"], happened)
        return happened

    def close(self, closing: str, package: tuple[int, ...] | None) -> Happened:
        """Close the table where the play is, with a package if there is a deal."""
        table = self.block[-1]
        assert table["node"] == "bargain"
        (offer,) = (one for one in table["closings"] if one["id"] == closing)
        happened = Happened()
        if package is not None:
            for term, option in enumerate(package):
                self.does(table["settles"][term][option], happened)
        self.take(offer["choice"], happened)
        return happened

    def take(self, choice: str, happened: Happened) -> None:
        block = self.blocks["take"][choice]
        for node in block:
            self.does(node, happened)
            if node["node"] == "tell":
                happened.outcome += self.tells([node])
        way = self.leads(block[-1])
        waited, self.waits = self.waits, None
        if way is not None:
            if "back" in way:
                self.values["visit.back"] = way["back"]
            if way.get("enters", True):
                self.arrive(way["to"], happened)
            else:
                self.place = way["to"]
                happened.back = way["to"]
        elif waited is not None:
            self.goes_on(waited, happened)

    def leads(self, branch: Json) -> Json:
        """The way that a branch takes; None if it takes none."""
        assert branch["node"] == "branch"
        throw = None
        share = 0
        for way in branch["ways"]:
            if not worked(way["when"], self.values):
                continue
            if way["chance"] is None:
                return way
            if throw is None:
                throw = splitmix64(self.seed, self.draws) * 100 // LARGEST
                self.draws += 1
            share += way["chance"]
            if throw < share:
                return way
        return None

    # Moving on

    def arrive(self, place: str, happened: Happened) -> None:
        for node in self.blocks["arrive"][place]:
            assert node["node"] == "draw"
            if self.asked(Draw("arrive", place, node["at_most"], []), node, happened):
                return
        self.enter(place, happened)

    def enter(self, place: str, happened: Happened) -> None:
        self.place = place
        happened.entered = place
        for node in self.blocks["enter"][place]:
            self.does(node, happened)
            if node["node"] == "tell":
                happened.scene += self.tells([node])
            if node["node"] == "draw":
                self.asked(Draw("enter", place, node["at_most"], []), node, happened)

    def goes_on(self, draw: Draw, happened: Happened) -> None:
        """Continue after an answer that led nowhere."""
        block = self.blocks[draw.kind][draw.place]
        (node,) = (one for one in block if one["node"] == "draw")
        if self.asked(draw, node, happened):
            return
        if draw.kind == "arrive":
            self.enter(draw.place, happened)
        else:
            self.place = draw.place

    def asked(self, draw: Draw, node: Json, happened: Happened) -> bool:
        """Let events come, until no more can or one waits for an answer; returns whether one
        does."""
        while draw.left is None or draw.left > 0:
            event = self.drawn(node["tiers"], draw.came)
            if event is None:
                return False
            if draw.left is not None:
                draw.left -= 1
            draw.came.append(event)
            block = self.blocks["come"][event]
            for one in block:
                self.does(one, happened)
            happened.came.append((draw.kind, event, self.tells(block)))
            if any(self.is_open(offer) for offer in block[-1]["offers"]):
                self.place = event
                self.waits = draw
                return True
        return False

    def drawn(self, tiers: list[list[Json]], came: list[str]) -> str | None:
        """The next event of a draw."""
        for tier in tiers:
            able = [
                (one["event"], worked(one["weight"], self.values))
                for one in tier
                if one["event"] not in came
                and worked(one["when"], self.values)
                and worked(one["weight"], self.values) > 0
            ]
            if len(able) == 1:
                return str(able[0][0])
            if able:
                whole = sum(weight for _, weight in able)
                thrown = splitmix64(self.seed, self.draws) * whole // LARGEST
                self.draws += 1
                for event, weight in able:
                    if thrown < weight:
                        return str(event)
                    thrown -= weight
        return None

    # Doing

    def does(self, node: Json, happened: Happened) -> None:
        """Do what a node does; nothing for nodes that only show, draw or decide."""
        if node["node"] == "do" and worked(node["when"], self.values):
            for one in node["assigns"]:
                self.assigns(one, node["cause"], happened)
        if node["node"] == "vote":
            self.votes(node, happened)
        if node["node"] == "meet" and worked(node["when"], self.seeded):
            happened.met.append((node["kind"], node["name"]))

    def assigns(self, one: Json, cause: str, happened: Happened) -> None:
        name = one["target"]
        if name not in self.known:
            return  # a count that nothing reads
        before = self.values[name]
        after = worked(one["value"], self.values)
        self.values[name] = after
        if one["noted"] and before != after:
            because = one["because"]
            if not isinstance(because, str):
                because = joined(self.text(because))
            happened.notes.append(("change", name, before, after, because, cause))

    def votes(self, node: Json, happened: Happened) -> None:
        ayes = [(bloc, worked(each, self.values)) for bloc, each in node["blocs"]]
        total = sum(each for _, each in ayes)
        needs = worked(node["needs"], self.values)
        asked = {**self.values, "vote.ayes": total, "vote.needs": needs}
        passed = worked(node["passes"], asked)
        motion = node["motion"]
        happened.notes.append(("vote", motion, tuple(ayes), needs, node["cause"], passed))
        self.values[f"motion.{motion}.ayes"] = total
        self.values[f"motion.{motion}.passed"] = passed
        self.values[f"motion.{motion}.held"] = True

    # Showing

    @property
    def seeded(self) -> dict[str, Any]:
        """The values, with the seed beside them."""
        return {**self.values, "play.seed": self.seed}

    def tells(self, block: list[Json]) -> list[Segments]:
        """The passages of a block that hold now."""
        return [
            [
                *given("under", self.named(node["under"])),
                *given("says", one.get("says")),
                *self.text(one["text"]),
                *self.document(one.get("document")),
            ]
            for node in block
            if node["node"] == "tell"
            for one in node["passages"]
            if worked(one["when"], self.seeded)
        ]

    def named(self, words: Json) -> str:
        """A name: words, or a text that shows values."""
        return words if isinstance(words, str) else joined(self.text(words))

    def text(self, segments: list[Json]) -> Segments:
        return [self.segment(one) for one in segments]

    def document(self, one: Json | None) -> Segments:
        """What a document is, and what stands above it."""
        if one is None:
            return []
        heading = [part[1] for part in self.text(one["heading"])]
        return [("document", one["kind"], "".join(heading))]

    def segment(self, one: Json) -> tuple[str, ...]:
        if "stars" in one:
            return ("stars", one["stars"])
        if "cite" in one:
            return ("cite", one["cite"])
        if "term" in one:
            return ("link", one["term"], one["words"])
        if "words" in one:
            return ("words", one["words"])
        value = worked(one["show"], self.values, self.known)
        return ("words", value if isinstance(value, str) else str(value))


def given(kind: str, name: str | None) -> Segments:
    """What is shown before the words of a passage, if there is any."""
    return [(kind, name)] if name else []


def joined(segments: Segments) -> str:
    """The words of a text."""
    return "".join(one[-1] for one in segments if one[0] not in ("cite", "stars", "document"))
