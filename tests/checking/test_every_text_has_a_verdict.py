"""Every place of a text in the table of keys: a check has a verdict on it, or it says here why it
needs none."""

from __future__ import annotations

import pytest

from negotiator.statespace.tellings import Telling, tellings
from negotiator.story.keys import Entries, Items, Key, Kind
from negotiator.story.loading import load
from tests.story import whole
from tests.story.test_keys import WAYS

TEXTS = {Kind.LINE, Kind.PHRASE, Kind.TEXT, Kind.PASSAGES, Kind.SPOKEN, Kind.PICTURE}
TEXTS |= {Kind.READINGS, Kind.BANDS, Kind.SHORT, Kind.EFFECTS, Kind.CHANGE}

VERDICTS = {
    "passage": {"text": "passage", "heading": "document", "alt": "document"},
    "scene": {"text": "passage"},
    "table": {"text": "passage"},
    "event": {"text": "passage"},
    "ending": {"text": "passage", "readings": "reading"},
    "choice": {"outcome": "passage"},
    "close of a table": {"outcome": "passage"},
    "epilogue": {"lines": "passage"},
    "line of a reading": {"text": "reading"},
    "line": {"text": "line"},
    "act": {"front_page": "front_page"},
}
"""The kind of verdict on the texts that a key holds, by part and key."""
for one in ("sequence", "cycle", "shuffle"):
    VERDICTS["passage"][one] = VERDICTS["line of a reading"][one] = "wording"
for one in ("waits", "early", "both", "first", "second", "warns", "last", "accepts", "leaves"):
    VERDICTS.setdefault("lines at a table", {"advises": "line"})[one] = "line"
for one in ("holds", "gives", "thanks", "dearest", "cheapest"):
    VERDICTS.setdefault("lines about a term", {})[one] = "line"

NAMES = "a name: it stands wherever what it names is shown, and has no condition of its own"
OUTSIDE = "no play shows it: it is for authors, teachers or whoever picks a story"
LOOKED_UP = "looked up in the codex, on the board or in the debrief, without a condition of its own"
EXERCISES = "what a class is told around its plays, without a condition"
REASONS = "why a value moved: shown whenever the effect moves it; N605 names one that can't"
WHY_NONE = {
    ("ending", "title"): "shown with its ending, which has a verdict",
    ("ending", "place"): "shown with its ending, which has a verdict",
    ("scene", "title"): "shown with its scene, which has a verdict",
    ("scene", "place"): "shown with its scene, which has a verdict",
    ("table", "title"): "shown with its table, a scene, which has a verdict",
    ("table", "place"): "shown with its table, a scene, which has a verdict",
    ("event", "title"): "shown with its event, which has a verdict",
    ("choice", "text"): "shown with its choice, which has a verdict",
    ("choice", "locked"): "N603 names a condition that always holds, so that nobody reads it",
    ("close of a table", "text"): "the name of a choice, which has a verdict",
    ("epilogue", "place"): NAMES,
    ("table", "articles"): "read in the agreement whenever it is looked at; N602 names a condition "
    "that can't hold",
    ("option", "text"): "shown at its table; the report names options never agreed on",
    ("option", "article"): "read in the agreement; the report names options never agreed on",
    ("promise", "words"): "shown with its promise, which has a verdict",
    ("motion", "title"): "shown at its vote, which has a verdict",
    ("history entry", "text"): LOOKED_UP,
    ("history entry", "because"): LOOKED_UP,
    ("act", "title"): NAMES,
    ("profile", "text"): LOOKED_UP,
    ("gauge", "bands"): NAMES,
    ("effect", "change"): REASONS,
}
WHY_NONE |= {(one, "effects"): REASONS for one in ("choice", "close of a table", "event", "option")}
WHY_NONE |= {(one, "effects"): REASONS for one in ("scene", "table")}
for part, keys in {
    "actor": "name",
    "axis": "label",
    "bloc": "label",
    "gauge": "label short",
    "person": "name role side",
    "strategy": "name",
    "term": "label short",
    "their side": "name voice",
    "your side": "name",
}.items():
    WHY_NONE |= {(part, key): NAMES for key in keys.split()}
for part, keys in {
    "actor": "wants",
    "gauge": "about",
    "glossary term": "term text",
    "person": "wants real",
    "source": "title publisher url says note",
    "term": "about",
    "their side": "without",
    "your side": "without",
}.items():
    WHY_NONE |= {(part, key): LOOKED_UP for key in keys.split()}
for part, keys in {
    "axis": "about",
    "counter": "about",
    "flag": "about",
    "motion": "about",
    "stance": "about",
    "strategy": "about",
    "test": "told untold",
    "title page": "title about tagline picture alt author licence ages notes",
}.items():
    WHY_NONE |= {(part, key): OUTSIDE for key in keys.split()}
for part, keys in {
    "answer": "about",
    "criterion": "label asks levels",
    "exercise": "title about notes standard",
    "objective": "about codes",
    "office": "name about knows",
    "phase": "title about questions",
    "question": "asks because",
}.items():
    WHY_NONE |= {(part, key): EXERCISES for key in keys.split()}


def holds_text(key: Key) -> bool:
    value = key.value
    while isinstance(value, Items | Entries):
        if isinstance(value, Entries):
            return False  # its parts have keys of their own
        value = value.of
    return isinstance(value, Kind) and value in TEXTS


PLACES = [(shape, key) for shape in whole.shapes() for key in shape.keys if holds_text(key)]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Telling, ...]:
    """What is asked about two stories that have every key there is."""
    stories = [load(whole.write(tmp_path_factory.mktemp("whole"), way)) for way in WAYS[:2]]
    return tuple(one for story in stories for one in tellings(story).all)


def test_every_text_has_a_verdict_or_a_reason() -> None:
    with_verdict = {(part, key) for part, keys in VERDICTS.items() for key in keys}
    assert not with_verdict & WHY_NONE.keys()
    assert {(shape.name, key.name) for shape, key in PLACES} == with_verdict | WHY_NONE.keys()


@pytest.mark.parametrize("part", VERDICTS)
def test_the_verdicts_are_there(part: str, asked: tuple[Telling, ...]) -> None:
    of_passages = part in ("passage", "line", "line of a reading")
    for key, kind in VERDICTS[part].items():
        found = [one for one in asked if one.kind == kind]
        assert [one for one in found if of_passages or key in one.path], key
