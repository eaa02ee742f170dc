"""What was made from a story, for people to read: its rules as JSON, and the Python printed from
them.

This returns data and text; it plays nothing and writes no file. Each node is given by the names of
its own fields in `transitions`; docs/authors/transitions.md describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import FunctionType
from typing import Any

from negotiator.engine.codegen import file_of, is_generated, source_of
from negotiator.engine.compiler import Program, ReadyTable, program, rules
from negotiator.engine.headless import headless
from negotiator.engine.layout import Layout
from negotiator.engine.profiles import profile_draw
from negotiator.engine.state import Option, Told
from negotiator.engine.transitions import (
    Bargain,
    Branch,
    Do,
    Draw,
    Meet,
    Pick,
    Stop,
    Tell,
    Vote,
    Way,
)
from negotiator.story.expressions import Comparison, Expression, Literal, Named, Operation, Read
from negotiator.story.model import Citation, DocumentKind, Passage, Phrase, Shown, Story, Table
from negotiator.story.value_names import BACK, Settled

LONGEST = 120
"""How many characters of a constant are shown."""
FORMAT = 3
"""The version of the JSON format; it goes up by one when a reader of the old one would misread the
new one."""
_ALWAYS = frozenset(Way._fields) - {"back", "enters"}
"""The fields of a way that it has in any story, visits or not."""
_UNSAID = frozenset({"luck", "names", "written"})
"""Fields that say nothing that isn't said elsewhere in the dump."""
_RULES = (Bargain, Branch, Do, Draw, Meet, Pick, Stop, Tell, Vote)


def transitions(story: Story) -> dict[str, Any]:
    """All rules of a story, as JSON holds them: everything needed to play it, except the arithmetic
    of a table."""
    made = rules(story)
    blocks: dict[str, dict[str, Any]] = {"begin": {story.start: _data(made.begin())}}
    for kind in ("arrive", "enter", "come", "take"):
        blocks[kind] = {}
    for kind, name, block in made.blocks():
        blocks[kind][name] = _data(block)
    return {
        "format": FORMAT,
        "story": {
            "id": story.id,
            "title": story.title,
            "version": story.version,
            "fingerprint": story.fingerprint,
        },
        "values": {
            name: {**_data(domain), **_words(story, name)} for name, domain in made.domains.items()
        },
        "blocks": blocks,
        "tables": {name: _table(table) for name, table in story.tables.items()},
    }


def _data(part: object) -> Any:
    """A part of the rules as JSON data."""
    match part:
        case Literal(value):
            return value
        case Read(name):
            return {"read": name}
        case Operation(operator, parts):
            return {"do": operator, "of": _data(parts)}
        case Comparison(operators, parts):
            return {"compare": list(operators), "of": _data(parts)}
        case Expression():
            return _data(part.node)
        case Passage(text, when, says, document=document):
            told = {"text": _data(text), "when": True if when is None else _data(when)}
            told |= {"says": says} if says else {}
            return told if document is None else told | {"document": _data(document)}
        case DocumentKind():
            return part.value
        case date():
            return part.isoformat()
        case Meet():
            return _node(part._replace(when=part.holds), _UNSAID)
        case Tell():
            return _node(part, _UNSAID | {"kind"})
        case Way() if part.back is None:
            return {name: _data(one) for name, one in part._asdict().items() if name in _ALWAYS}
        case Citation(source):
            return {"cite": source}
        case Named(name):
            return {"read": name, "as": "option" if isinstance(name, Settled) else "band"}
        case Phrase(parts=parts):
            return _data(parts)
        case Shown(value):
            return {"show": _data(value)}
    if isinstance(part, tuple) and hasattr(part, "_asdict"):
        return _node(part)
    return [_data(one) for one in part] if isinstance(part, tuple) else part


def _node(part: Any, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A record by the names of its fields."""
    node = {"node": type(part).__name__.lower()} if isinstance(part, _RULES) else {}
    fields = part._asdict().items()
    return node | {name: _data(one) for name, one in fields if name not in without}


def _words(story: Story, name: str) -> dict[str, Any]:
    """The words that a text may show for a value; for a profile, how it is drawn."""
    if name in story.gauges:
        return {"bands": _data(story.gauges[name].bands)}
    if name in story.profiles:
        table = story.profiles[name]
        return {"drawn": {"draw": profile_draw(table), "of": list(table.drawn)}}
    if name == BACK:
        return {"returns": _data(story.returns)}
    if not isinstance(name, Settled):
        return {}
    layout, ids = program(story).layout, story.terms[name.of].words
    words = layout.phrased.get(name) or [layout.options[name][n] for n in range(len(ids))]
    return {"options": [{"id": one, "text": _data(words[n])} for n, one in enumerate(ids)]}


def _table(table: Table) -> dict[str, Any]:
    """What the arithmetic of a table reads besides its numbers, and what is said at it."""
    says = [(said, "") for said in table.says]
    says += [(said, term.id) for term in table.terms for said in term.says]
    return {
        "terms": [
            {
                "id": term.id,
                "opens": list(term.opens),
                "worths": [[one.ours, one.theirs] for one in term.options],
            }
            for term in table.terms
        ],
        "doubt": _data(table.doubt),
        "says": [
            {"reason": said.reason, "term": term, "lines": _data(said.lines)} for said, term in says
        ],
    }


# The generated Python


def listing(story: Story, place_id: str = "") -> str:
    """The functions generated for a place, or for the whole story, as Python.

    Each stands under its file name, as it appears in tracebacks, with the values of its names.
    """
    made = program(story)
    functions = _of_place(made, place_id) if place_id else _of_story(made)
    # Places that draw from the same pool share its round.
    shown = dict.fromkeys(_listed(one, made.layout) for one in functions if is_generated(one))
    return "\n\n".join(shown)


def _of_story(made: Program) -> Iterator[object]:
    yield made.begin
    for place_id in made.story.places:
        yield from _of_place(made, place_id)
    yield from headless(made.story).rounds.values()


def _of_place(made: Program, place_id: str) -> Iterator[object]:
    """Objects that may be functions of a place: those that note and tell, then the headless
    ones."""
    ready = made[place_id]
    for draw in (ready.interrupts, ready.draw):
        if draw is not None:
            yield from (made.pools[draw.pool].may_come, made.pools[draw.pool].able)
    yield from (ready.enter, ready.tell, ready.options)
    choices = ready.choices
    if isinstance(ready, ReadyTable):
        choices = ready.closings
        yield from (ready.numbers, ready.doubt, ready.profile)
        yield from (settle for term in ready.settles for settle in term)
        yield from (line for lines in ready.says.values() for line in lines)
    for choice in choices.values():
        yield from (choice.option, choice.decide)
    stops = headless(made.story)
    if place_id not in made.story.events:
        yield stops[place_id].arrive
    if ready.draw is not None:
        yield stops.rounds[ready.draw.pool, ready.draw.at_most is not None]
    yield stops[place_id].offered
    for choice in choices.values():
        yield stops.decide(choice.offer.choice)


def _listed(made: FunctionType, layout: Layout) -> str:
    """A generated function under its file name, with its constants and values."""
    source = source_of(made)
    slots = sorted({int(slot) for slot in re.findall(r"\bv\[(\d+)\]", source)})
    names = list(layout.slots)
    lines = [f"# {file_of(made)}"]
    if slots:
        lines.append(f"# {', '.join(f'v[{slot}] {names[slot]}' for slot in slots)}")
    for name in made.__code__.co_names:
        if re.fullmatch(r"k\d+", name):
            lines.append(f"# {name} = {_shortened(_constant(made.__globals__[name]))}")
    return "\n".join([*lines, source])


def _constant(value: object) -> str:
    """A constant in one line."""
    match value:
        case Told():
            return f"told {value.text!r}"
        case Option():
            seen = "" if value.open else f", closed: {value.reason!r}"
            return f"option {value.id}, {value.text!r}{seen}"
        case tuple() | list() if not hasattr(value, "_fields"):
            return f"[{', '.join(map(_constant, value))}]"
    return file_of(value) if is_generated(value) else _made_of(value)


def _made_of(value: object) -> str:
    """Anything else a function may name: look-up tables say what they are in their docstring."""
    if isinstance(value, dict):
        return (value.__doc__ or "").partition("\n")[0]
    return repr(value)


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
