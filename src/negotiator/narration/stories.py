"""What is shown of a story before it is opened: how long it takes, for whom it is, and what a
teacher should know beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negotiator.language import N_, _, ngettext
from negotiator.sentence_parts import beside

FACTS = ("language", "ages", "author", "licence")
"""The keys of the title page that are told in one line, in that order."""
_LANGUAGES = {
    "de": N_("German"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fr": N_("French"),
    "ja": N_("Japanese"),
    "ko": N_("Korean"),
    "zh": N_("Chinese"),
}
"""The languages that are told by name; any other is told by its tag."""


def minutes(count: int) -> str:
    """How long it takes."""
    return ngettext("about {number} minute", "about {number} minutes", count)


def facts(page: Mapping[str, str]) -> str:
    """The facts of a title page in a line; empty if it has none."""
    tag = page["language"]
    name = _LANGUAGES.get(tag.lower())
    ages, author = page["ages"], page["author"]
    return beside(
        (
            _(name) if name else tag,
            _("for ages {ages}", ages=ages) if ages else "",
            _("by {author}", author=author) if author else "",
            page["licence"],
        )
    )


def for_ages(ages: str) -> str:
    """For whom it is, in a sentence."""
    return _("For ages {ages}.", ages=ages)


def beforehand(notes: str) -> str:
    """What a teacher should know beforehand, as such; empty if nothing is."""
    return _("For teachers: {notes}", notes=notes) if notes else ""


def same_id(story_id: str, others: Sequence[object]) -> str:
    """The warning that other stories at hand, by their places, have a story's id; empty if none
    has."""
    if not others:
        return ""
    return ngettext(
        "{other} has the same id, `{id}`: plays of both go on in the one that was played last. "
        "Give one of them another id.",
        "{number} other places have a story with the same id, `{id}`, among them {other}: plays of "
        "all go on in the one that was played last. Give each an id of its own.",
        len(others),
        id=story_id,
        other=others[0],
    )
