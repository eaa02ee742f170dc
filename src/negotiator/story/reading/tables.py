"""Reading a table: terms with options, what they are worth to each side, and how it closes.

What tables share with scenes (texts, effects, ways on) is read by the reader that is handed
in, which knows the names. What a worth comes to in a state, and who accepts what, is the engine's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import prod
from typing import NamedTuple

from negotiator.story import table_schema
from negotiator.story.bounds import (
    DOUBT,
    FIRM,
    MOST_OPTIONS,
    MOST_PACKAGES,
    MOST_PROFILES,
    PACE,
    PATIENCE,
    RESERVATION,
    ROUNDS,
    WEIGHT,
)
from negotiator.story.diagnostics import Place
from negotiator.story.expressions import Expression, constant
from negotiator.story.intervals import FAR, Range, Ranges, value_range
from negotiator.story.keys import Shape
from negotiator.story.model import (
    DEAL,
    LEAVE,
    NO_OPTION,
    WALKOUT,
    Choice,
    Pair,
    Profile,
    Said,
    Side,
    Table,
    Term,
    TermOption,
)
from negotiator.story.model.values import SHORT
from negotiator.story.nodes import Mapping, Node, Scalar
from negotiator.story.reading.parts import PartReader
from negotiator.story.text import unmarked

CLOSINGS = {DEAL: "A deal", LEAVE: "Leave the table", WALKOUT: "They leave the table"}
"""How a table closes, and what that is called unless the author says."""
AT_TABLE = re.compile(
    r"(?:accept|leave|ask\((?:dearest|cheapest)\)|propose(?:\([A-Za-z0-9_=, ]*\))?"
    r"|either\([A-Za-z0-9_=, ]*;[A-Za-z0-9_=, ]*\))\Z",
    re.ASCII,
)
"""A decision at a table, as it is written behind the table's name."""


class TableReader:
    """Reads the tables of one story."""

    def __init__(self, over: PartReader) -> None:
        self.over = over
        self.options: dict[str, tuple[Place, tuple[str, ...]]] = {}
        self.beside: dict[str, tuple[Place, tuple[tuple[str, bool], ...]]] = {}

    def table(self, name: str, node: Node) -> Table:
        """One table."""
        over = self.over
        fields = over.fields(node, table_schema.TABLE)
        ours = self.inner(fields, "ours", table_schema.OUR_SIDE)
        theirs = self.inner(fields, "theirs", table_schema.THEIR_SIDE)
        terms = tuple(dict(over.each(fields, "terms", self.term)).values())
        if "terms" in fields:
            self.check_size(fields["terms"].place, terms)
        them = self.side(theirs)
        return Table(
            id=name,
            title=over.wanted(fields, "title", over.line, name),
            text=over.passages(fields.get("text")),
            choices=tuple(
                self.closing(name, way, fields[way]) for way in CLOSINGS if way in fields
            ),
            date=over.wanted(fields, "date", over.day, None),
            place=over.wanted(fields, "place", over.line, ""),
            effects=over.effects(fields.get("effects")),
            vote=over.vote(fields),
            draw=over.wanted(fields, "draw", over.draw, None),
            was=over.was(fields),
            rounds=over.wanted(fields, "rounds", over.number_in(ROUNDS), constant(1)),
            ours=self.side(ours),
            theirs=them,
            voice=over.wanted(theirs, "voice", over.line, them.name),
            terms=terms,
            profiles=self.profiles(theirs, terms),
            pace=over.wanted(theirs, "pace", over.number_in(PACE), constant(50)),
            patience=over.wanted(theirs, "patience", over.number_in(PATIENCE), constant(3)),
            firm=over.wanted(theirs, "firm", over.number_in(FIRM), constant(50)),
            doubt=over.wanted(fields, "doubt", over.number_in(DOUBT), constant(0)),
            says=over.wanted(fields, "says", self.lines(table_schema.TABLE_SAYS), ()),
            articles=over.passages(fields.get("articles")),
            history=over.wanted(fields, "history", lambda one: self.package(one, terms), None),
        )

    def inner(self, fields: dict[str, Node], key: str, wanted: Shape) -> dict[str, Node]:
        """The values of a part within a part; none if it isn't there."""
        return self.over.fields(fields[key], wanted) if key in fields else {}

    def check_size(self, place: Place, terms: tuple[Term, ...]) -> None:
        """Say if there is nothing to bargain over, or too much."""
        packages = prod(len(term.options) for term in terms)
        if not terms:
            self.over.problems.add("N516", place, "there is nothing to bargain over")
        elif packages > MOST_PACKAGES:
            message = f"these terms make {packages:,} packages; {MOST_PACKAGES:,} is the most"
            self.over.problems.add("N517", place, message)

    def side(self, fields: dict[str, Node]) -> Side:
        """One side: who, and what they have without a deal."""
        over = self.over
        return Side(
            name=over.wanted(fields, "name", over.line, ""),
            reservation=over.wanted(
                fields, "reservation", over.number_in(RESERVATION), constant(0)
            ),
            without=over.wanted(fields, "without", over.line, ""),
        )

    def term(self, name: str, node: Node) -> Term:
        """One term with its options."""
        over = self.over
        fields = over.fields(node, table_schema.BARGAINED_TERM)
        options = dict(over.each(fields, "options", self.option))
        if "options" in fields:
            over.count_parts(fields["options"], len(options), MOST_OPTIONS, "options")
        if "options" in fields and len(options) < 2:
            message = f"the term `{name}` has {len(options)} option; there is nothing to settle"
            over.problems.add("N516", fields["options"].place, message)
        known = self.options.setdefault(name, (node.place, tuple(options)))
        if known[1] != tuple(options):
            message = f"the term `{name}` has other options in another table"
            over.problems.add("N518", node.place, message, also=known[0])
        weight = self.inner(fields, "weight", table_schema.WEIGHT)
        opens = self.inner(fields, "opens", table_schema.OPENS)
        label = over.wanted(fields, "label", over.line, name)

        def opening(side: str) -> int:
            return over.wanted(opens, side, lambda one: self.chosen(one, tuple(options)), 0)

        return Term(
            id=name,
            label=label,
            options=tuple(options.values()),
            weight=Pair(
                over.wanted(weight, "ours", over.number_in(WEIGHT), constant(1)),
                over.wanted(weight, "theirs", over.number_in(WEIGHT), constant(1)),
            ),
            opens=(opening("ours"), opening("theirs")),
            short=over.wanted(fields, "short", over.short, label[:SHORT]),
            about=over.wanted(fields, "about", over.line, ""),
            says=over.wanted(fields, "says", self.lines(table_schema.TERM_SAYS), ()),
        )

    def profiles(self, theirs: dict[str, Node], terms: tuple[Term, ...]) -> tuple[Profile, ...]:
        """What the counterpart may care about; a fault if another table shares some of it."""
        over = self.over
        read = dict(over.each(theirs, "profiles", lambda name, one: self.profile(name, one, terms)))
        if "profiles" in theirs:
            over.count_parts(theirs["profiles"], len(read), MOST_PROFILES, "profiles")
        beside = tuple((name, one.when is None) for name, one in read.items())
        for name in read:
            place = theirs["profiles"].place
            known = self.beside.setdefault(name, (place, beside))
            if known[1] != beside:
                message = f"the profile `{name}` stands beside others in another table"
                over.problems.add("N525", place, message, also=known[0])
                break
        return tuple(read.values())

    def profile(self, name: str, node: Node, terms: tuple[Term, ...]) -> Profile:
        """One of the profiles."""
        over = self.over
        fields = over.fields(node, table_schema.PROFILE)
        return Profile(
            id=name,
            text=over.wanted(fields, "text", over.line, name),
            weights=over.wanted(fields, "weights", lambda one: self.weights(one, terms), ()),
            when=over.condition(fields),
        )

    def weights(self, node: Node, terms: tuple[Term, ...]) -> tuple[tuple[int, Expression], ...]:
        """How much terms matter, by their numbers."""
        numbers = {term.id: number for number, term in enumerate(terms)}
        found = []
        for key, inner in self.over.entries(node).items():
            if key.value in numbers:
                found.append((numbers[key.value], self.over.number_in(WEIGHT)(inner)))
            else:
                self.over.problems.unknown("N315", key.place, "term", key.value, numbers)
        return tuple(found)

    def option(self, name: str, node: Node) -> TermOption:
        """One option of a term."""
        over = self.over
        fields = over.fields(node, table_schema.TERM_OPTION)
        if name == NO_OPTION:
            message = f"`{name}` is what a term is before it is agreed"
            over.problems.add("N211", node.place, message)
        return TermOption(
            id=name,
            text=over.wanted(fields, "text", over.line, name),
            ours=over.wanted(fields, "ours", self.worth, 0),
            theirs=over.wanted(fields, "theirs", self.worth, 0),
            effects=over.effects(fields.get("effects")),
            article=over.wanted(fields, "article", over.text, ()),
        )

    def worth(self, node: Node) -> int:
        """A worth from 0 to 100."""
        worth = self.over.whole(node)
        if not 0 <= worth <= 100:
            self.over.problems.add("N519", node.place, f"{worth} is outside 0..100")
        return max(0, min(100, worth))

    def chosen(self, node: Node, options: tuple[str, ...]) -> int:
        """The number of an option that is named."""
        name = self.over.line(node)
        if name in options:
            return options.index(name)
        self.over.problems.unknown("N314", node.place, "option", name, options)
        return 0

    def package(self, node: Node, terms: tuple[Term, ...]) -> tuple[int, ...] | None:
        """An option for each term, by numbers; None if it isn't whole."""
        found: dict[str, int] = {}
        by_id = {term.id: term for term in terms}
        for key, inner in self.over.entries(node).items():
            if key.value in by_id:
                options = tuple(option.id for option in by_id[key.value].options)
                found[key.value] = self.chosen(inner, options)
            else:
                self.over.problems.unknown("N315", key.place, "term", key.value, by_id)
        missing = [term.id for term in terms if term.id not in found]
        if missing:
            message = f"the package says nothing of {', '.join(missing)}"
            self.over.problems.add("N520", node.place, message)
            return None
        return tuple(found[term.id] for term in terms)

    def lines(self, wanted: Shape) -> Callable[[Node], tuple[Said, ...]]:
        """What reads the lines of a term or a table."""

        def read(node: Node) -> tuple[Said, ...]:
            fields = self.over.fields(node, wanted)
            return tuple(Said(name, self.over.passages(one)) for name, one in fields.items())

        return read

    def check_worths(self, table: Table, node: Node, ranges: Ranges) -> None:
        """Say what is worth nothing in any state; `ranges` is what gauges and counters may be."""
        terms = table.terms
        numbers = [one for term in terms for one in term.weight]
        numbers += [table.ours.reservation, table.theirs.reservation]
        numbers += [weight for one in table.profiles for _, weight in one.weights]
        counts = {name for one in numbers for name in one.reads if "(" in name}
        ranges = {**ranges, **dict.fromkeys(counts, (0, FAR))}
        stakes = [
            _Stake(
                key,
                side.name,
                value_range(side.reservation.node, ranges)[0],
                [_spanned(one, ranges) for one in table.weights(at)],
                [term.worths[at] for term in terms],
            )
            for at, (key, side) in enumerate((("ours", table.ours), ("theirs", table.theirs)))
        ]
        for number, term in enumerate(terms):
            if not any(stake.depends_on(number) for stake in stakes):
                self.note("N521", node, ("terms", term.id), f"no side cares about `{term.id}`")
        for stake in stakes:
            self.check_stake(stake, terms, node)

    def check_stake(self, stake: _Stake, terms: tuple[Term, ...], node: Node) -> None:
        """Say if one side can't accept any package, or else which options it never can."""
        best = [max(worths) for worths in stake.worths]
        most = _most_worth(stake.weights, best)
        if most < stake.needed:
            message = f"no package is worth {stake.needed} to {stake.name}; {most} is the most"
            self.note("N522", node, (stake.key, "reservation"), message)
            return
        for number, term in enumerate(terms):
            worths = stake.worths[number]
            # Between both openings one bargains: a step there may be out of reach, as of a price.
            steps = range(min(term.opens), max(term.opens) + 1)
            for at, (option, worth) in enumerate(zip(term.options, worths, strict=True)):
                if at in steps:
                    continue
                settled = [*best[:number], worth, *best[number + 1 :]]
                most = _most_worth(stake.weights, settled)
                if most < stake.needed:
                    message = (
                        f"{stake.name} can never accept `{option.id}`: a package with it is "
                        f"worth {most} at most, and no deal {stake.needed}"
                    )
                    self.note("N523", node, ("terms", term.id, "options", option.id), message)

    def note(self, code: str, node: Node, path: tuple[str, ...], message: str) -> None:
        """Note a fault at a path within a part."""
        key: Scalar | None = None
        for name in path:
            if isinstance(node, Mapping) and name in node.entries:
                key, node = node.key(name), node.entries[name]
        self.over.problems.add(code, key.place if key else node.place, message)

    def closing(self, table: str, way: str, node: Node) -> Choice:
        """One of the ways a table closes, as a choice of it."""
        over = self.over
        fields = over.fields(node, table_schema.CLOSING)
        called = unmarked(CLOSINGS[way]) or ()
        return Choice(
            id=way,
            scene=table,
            text=over.wanted(fields, "text", over.text, called),
            effects=over.effects(fields.get("effects")),
            vote=over.vote(fields),
            outcome=over.passages(fields.get("outcome")),
            goto=over.branches(fields.get("goto")),
        )


class _Stake(NamedTuple):
    """What a table can be worth to one side in any state."""

    key: str
    """The side's key in the table."""
    name: str
    needed: int
    """The least that no deal is worth to it."""
    weights: list[Range]
    """Of each term."""
    worths: list[tuple[int, ...]]
    """Of each term's options."""

    def depends_on(self, number: int) -> bool:
        """Whether how that term is settled can make a difference to it."""
        return self.weights[number][1] > 0 and len(set(self.worths[number])) > 1


def _spanned(weights: tuple[Expression, ...], ranges: Ranges) -> Range:
    """Between what one of several numbers may lie."""
    found = [value_range(one.node, ranges) for one in weights]
    return min(low for low, _ in found), max(high for _, high in found)


def _most_worth(weights: list[Range], worths: list[int]) -> int:
    """The most that the weighted mean of these worths can be while the weights stay in their
    ranges, rounded down.

    It is come to by giving the best their largest weights and the rest their smallest.
    """
    ordered = sorted(zip(worths, weights, strict=True), reverse=True)
    total = sum([max(0, low) for _, (low, _) in ordered])
    points = sum([max(0, low) * worth for worth, (low, _) in ordered])
    best = 0
    for worth, (low, high) in ordered:
        more = max(0, high) - max(0, low)
        total += more
        points += more * worth
        best = max(best, points // total if total else 0)
    return best
