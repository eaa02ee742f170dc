"""What a document is called, and what stands above it."""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.dates import day, day_in_full
from negotiator.narration.lines import Document
from negotiator.sentence_parts import beside
from negotiator.story.model import DocumentKind


def called(kind: DocumentKind) -> str:
    """What a document is, as the beginning of a line."""
    return {
        DocumentKind.LETTER: pgettext("a document", "Letter"),
        DocumentKind.TELEGRAM: pgettext("a document", "Telegram"),
        DocumentKind.NOTICE: pgettext("a document", "Notice"),
        DocumentKind.FRONT_PAGE: pgettext("a document", "Front page"),
        DocumentKind.POLL: pgettext("a document", "Poll"),
        DocumentKind.MINUTES: pgettext("a document", "Minutes"),
        DocumentKind.MAP: pgettext("a document", "Map"),
        DocumentKind.DRAWING: pgettext("a document", "Drawing"),
        DocumentKind.QUESTIONS: pgettext("a document", "To think about"),
    }[kind]


def caption(one: Document) -> str:
    """What stands in its frame: its kind, and its day in brief."""
    return beside(
        [
            called(one.kind),
            one.speaker.name if one.speaker else "",
            day(one.date) if one.date else "",
        ]
    )


def announced(one: Document, heading: str) -> str:
    """What is said before it is read aloud: its kind, its day and its heading."""
    kind = called(one.kind)
    if one.speaker is not None:
        kind = _("{document} by {person}", document=kind, person=one.speaker.name)
    if one.date is None:
        return _("{document}: {heading}", document=kind, heading=heading) if heading else kind
    if heading:
        return _(
            "{document}, {day}: {heading}",
            document=kind,
            day=day_in_full(one.date),
            heading=heading,
        )
    return _("{document}, {day}", document=kind, day=day_in_full(one.date))


def ends() -> str:
    """What is said after a document of several paragraphs."""
    return _("(End of the document.)")
