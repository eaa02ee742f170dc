"""What can be looked up: sources and people met in a play, the glossary, actors, and the agreed
text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotiator.engine import Play, as_named, tell, titled
from negotiator.engine.agreement import articles, clauses
from negotiator.engine.compiler import program
from negotiator.engine.promises import promised
from negotiator.language import _
from negotiator.narration.acts import turned
from negotiator.narration.dates import day
from negotiator.narration.debrief import debriefed
from negotiator.narration.documents import caption
from negotiator.narration.lines import Document, Promised, ToldPassage
from negotiator.narration.lines_as_text import passage as as_text
from negotiator.narration.play import passage, tables_met, told_line, where_decided
from negotiator.narration.promises import entry, ledger
from negotiator.narration.sentences import Sentence, finished, joined, sentence
from negotiator.narration.status import Mooded, wants
from negotiator.sentence_parts import either, in_a_row
from negotiator.story.model import Citation, GlossaryLink, Person, Source, Story


def the_text() -> str:
    """The name of the agreement as it stands."""
    return _("The text")


class Met(NamedTuple):
    """Sources, terms and people by id, each with the titles of the scenes where it appeared."""

    sources: dict[str, list[str]]
    terms: dict[str, list[str]]
    people: dict[str, list[str]]


def met(play: Play) -> Met:
    """What the player has met so far, in order; after the ending, in what is told of it too."""
    story = play.story
    found = Met({}, {}, {})

    def note(told: Sequence[ToldPassage | Document], title: str) -> None:
        for person in (one.speaker for one in told if one.speaker is not None):
            titles = found.people.setdefault(person.id, [])
            if title not in titles:
                titles.append(title)
        for part in (part for one in told for part in one.every_part):
            if isinstance(part, Citation):
                titles = found.sources.setdefault(part.source, [])
            elif isinstance(part, GlossaryLink):
                titles = found.terms.setdefault(part.term, [])
            else:
                continue
            if title not in titles:
                titles.append(title)

    begun = play.origin
    first = titled(story, begun.scene, begun.values).title
    note([*map(told_line, tell(story, begun))], first)
    for number, each in enumerate(play.steps):
        for page in turned(play, number):
            if isinstance(page, Document):
                note([page], caption(page))
        note([*map(told_line, each.outcome)], where_decided(story, each).title)
        for came in (*each.interrupts, *each.reactions):
            note([*map(told_line, came.told)], came.titled.title)
        if each.entered:
            note([*map(told_line, each.scene)], each.titled.title)
    if play.ending:
        record = debriefed(play)
        for told in (record.readings, record.partings, record.later):
            note([one.passage for one in told], record.heading.title)
    for table in tables_met(play):
        note([*map(passage, articles(table, story, play.state.values))], the_text())
        terms = clauses(table, story, play.state.values)
        note([passage(one.article) for one in terms if one.article], the_text())
    return found


# Sources and terms in lines of text


def sources(play: Play) -> Iterator[str]:
    """The sources of the passages met so far."""
    found = met(play).sources
    if not found:
        yield _("No source has been met yet.")
    for name in found:
        source = play.story.sources[name]
        cited = _("[{source}] {details}.", source=name, details=details(source))
        yield joined(cited, *said_of(source))


def details(source: Source) -> str:
    """Where a source is found: its title, who published it, when, and its address."""
    return in_a_row([source.title, source.publisher, str(source.date or ""), source.url])


def said_of(source: Source) -> tuple[str, str]:
    """What a source says, and what is doubtful about it."""
    return source.says, _("Note: {note}", note=source.note) if source.note else ""


class PersonMet(NamedTuple):
    """A person met in a play: who it is, who that was, what was promised to them, and where they
    were met."""

    person: Person
    real: ToldPassage | None
    promised: tuple[Promised, ...]
    places: tuple[str, ...]


def people_met(play: Play) -> tuple[PersonMet, ...]:
    """The people who have spoken so far, and those to whom something was promised."""
    story, values = play.story, play.state.values
    places = met(play).people
    promises = promised(story, values)
    lines = dict(zip((one.promise.id for one in promises), ledger(play), strict=True))
    told = program(story).told
    return tuple(
        PersonMet(
            person,
            passage(told(person.real, values)) if person.real else None,
            tuple(lines[one.promise.id] for one in promises if one.promise.to == name),
            tuple(places.get(name, ())),
        )
        for name in dict.fromkeys([*places, *(one.promise.to for one in promises)])
        for person in [as_named(story, story.people[name], values)]
    )


def people(play: Play) -> Iterator[str]:
    """The people met so far, and what was promised to each."""
    found = people_met(play)
    if not found:
        yield _("You have met nobody yet.")
    for one in found:
        yield joined(
            finished(str(named(one.person))),
            finished(str(wants(one.person))) if one.person.wants else "",
            as_text(one.real) if one.real else "",
        )
        yield from (f"   {entry(promise)}" for promise in one.promised)


def named(person: Person) -> Sentence:
    """A person's `name`, what they are, and whose side they are on, as far as that is said."""
    side = _("on the side of {side}", side=person.side) if person.side else ""
    about = in_a_row([person.role, side])
    if not about:
        return sentence("{name}", name=person.name)
    return sentence(_("{name}: {about}"), name=person.name, about=about)


def glossary(story: Story, wanted: str) -> Iterator[str]:
    """The glossary, or only the terms that contain `wanted`."""
    found = [
        _("{term}: {text}", term=term.term, text=term.text)
        for term in story.glossary.values()
        if wanted.lower() in term.term.lower()
    ]
    yield from found or [_("The glossary has no term with `{word}` in it.", word=wanted)]


# On the screen


def title() -> str:
    """The name of the screen."""
    return _("Codex")


def tab(kind: str) -> str:
    """The name of a tab: `source`, `term`, `actor`, `person` or `text`."""
    return {
        "source": _("Sources met"),
        "term": _("Glossary"),
        "actor": _("Actors"),
        "person": _("People"),
        "text": the_text(),
    }[kind]


def tab_with_count(kind: str, count: int) -> str:
    """The same with its number of entries."""
    return _("{tab} {count}", tab=tab(kind), count=count)


def to_filter() -> str:
    """The placeholder in the filter field while it is empty."""
    return _("/ to filter")


def nothing_here() -> str:
    """The text in an empty list."""
    return _("Nothing here.")


def nothing_to_show() -> str:
    """The text beside an empty list."""
    return _("Nothing to show.")


def published(source: Source) -> str:
    """Who published a source, and when, as far as known."""
    if source.publisher and source.date:
        return _("{publisher}, {day}", publisher=source.publisher, day=day(source.date))
    return source.publisher or (day(source.date) if source.date else "")


def headed(source: Source) -> str:
    """A source's mark and title."""
    return _("[{source}] {title}", source=source.id, title=source.title)


def doubt(source: Source) -> Sentence:
    """The caveat about a source, from its `note`."""
    return sentence(_("To doubt: {note}"), note=source.note)


def met_in(titles: Sequence[str]) -> str:
    """Where an entry appeared."""
    return _("Met in: {places}", places=in_a_row(titles))


def mood_of(person: Mooded) -> Sentence:
    """Someone's mood, with the gauge that shows it."""
    assert person.gauge is not None, "a mood is the band of a gauge"
    return sentence(
        _("Mood: {mood} ({gauge} {value})"),
        mood=person.mood,
        gauge=person.gauge.label,
        value=person.value,
    )


# The text as it stands


class Article(NamedTuple):
    """A term in the agreement: what was agreed on, or what is still open, and what the text says
    about it then."""

    id: str
    title: str
    agreed: str
    open: tuple[str, ...]
    passages: tuple[ToldPassage, ...]
    about: str


class Agreement(NamedTuple):
    """The text as it stands: what it says in any case, then term by term."""

    always: tuple[ToldPassage, ...]
    terms: tuple[Article, ...]


def agreement(play: Play) -> Agreement:
    """The agreement as it stands.

    A term that several tables share appears once, as the last of them has it.
    """
    terms: dict[str, Article] = {}
    always: dict[str, ToldPassage] = {}
    for table in tables_met(play):
        told = articles(table, play.story, play.state.values)
        always |= {one.text: passage(one) for one in told}
        for term, option, article in clauses(table, play.story, play.state.values):
            terms[term.id] = Article(
                term.id,
                term.label,
                option.text if option else "",
                () if option else tuple(one.text for one in term.options),
                (passage(article),) if article and article.text else (),
                term.about,
            )
    return Agreement(tuple(always.values()), tuple(terms.values()))


def agreed_on(option: str) -> Sentence:
    """The option on which a term was settled."""
    return sentence(_("Agreed: {option}"), option=option)


def still_open(options: Sequence[str]) -> str:
    """The options of a term on which nothing is agreed."""
    return _("Still open: {options}.", options=either(options))


def in_any_case() -> str:
    """The title of what the text says whatever is agreed on."""
    return _("In any case")


def all_of_it() -> str:
    """The title of the whole text."""
    return _("All of it")
