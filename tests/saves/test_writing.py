"""A save is YAML, whatever is in it: PyYAML reads what was written, each number, word and truth as
itself."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator.engine import Agenda
from negotiator.engine.layout import Named
from negotiator.saves import DecisionTrail, Save, Snapshot, Unplaced, write_save
from negotiator.story.bounds import LARGEST_SEED
from negotiator.story.value_names import reads_as_word

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORDS_OF_YAML = (
    *("", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<", ".inf"),
    *("1", "-1", "0x1f", "1_000", "1e5", "1:30", "2016-11-23", "- a", "? a", "a: b", "a #b"),
    *("[a]", "{a}", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", '"a"', "a\\b", " a "),
    *("nullx", "trueish", "quay.ask", "n.y", "visits(quay)", "terms.price", "motion.budget.ayes"),
    *("a\nb", "a\r\nb", "a\tb", "\x00", "\x7f", "\x85", "\u2028", "\ufeff", "\uffff", "\U0001f600"),
)
texts = st.one_of(
    st.sampled_from(WORDS_OF_YAML),
    st.from_regex(r"[a-z][a-z0-9_]{0,6}([.(][a-z0-9_.]{0,5}\)?){0,2}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(("x" * 1_100, "\x01" * 300)),
)
whole = st.integers(-(10**18), 10**18)
decisions = st.lists(texts, max_size=4).map(tuple)
packages = st.dictionaries(texts, texts, max_size=2)
talks = st.lists(
    st.one_of(
        st.fixed_dictionaries({"proposal": packages, "counter": packages}),
        st.fixed_dictionaries({"asked": packages}),
    ),
    max_size=2,
).map(tuple)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    numbers: st.SearchStrategy[Named] = st.one_of(whole, st.booleans())
    words: st.SearchStrategy[Named] = texts
    values = {
        name: draw(words if reads_as_word(name) else numbers)
        for name in draw(st.lists(texts, max_size=4))
    }
    agenda = draw(st.none() | st.builds(Agenda, texts, texts, whole, decisions))
    return Snapshot(draw(texts), draw(whole), values, agenda, draw(talks))


ways = st.builds(DecisionTrail, decisions, st.none() | snapshots())
saves = st.builds(
    Save,
    story_id=texts,
    story_title=texts,
    version=whole,
    fingerprint=texts,
    seed=st.integers(0, LARGEST_SEED),
    decisions=decisions,
    snapshot=snapshots(),
    origin=st.none() | snapshots(),
    place=texts,
    unplaced=st.builds(Unplaced, st.none() | ways, st.lists(ways, max_size=3).map(tuple)),
)


def snapshot_in(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = {
        "scene": snapshot.scene,
        "draws": snapshot.draws,
        "values": dict(snapshot.values),
    }
    if snapshot.agenda is not None:
        found["agenda"] = {**snapshot.agenda._asdict(), "came": list(snapshot.agenda.came)}
    if snapshot.talks:
        found["talks"] = list(snapshot.talks)
    return found


def way_in(way: DecisionTrail) -> dict[str, Any]:
    found: dict[str, Any] = {"decisions": list(way.decisions)}
    if way.origin is not None:
        found["origin"] = snapshot_in(way.origin)
    return found


def typed(found: Any) -> Any:
    """The same with the kind of each thing beside it: `True` isn't 1."""
    if isinstance(found, dict):
        return {key: typed(value) for key, value in found.items()}
    if isinstance(found, list):
        return [typed(value) for value in found]
    return type(found).__name__, found


@given(saves)
def test_yaml_reads_what_was_written(save: Save) -> None:
    found = yaml.load(write_save(save), LOADER)
    expected: dict[str, Any] = {"decisions": list(save.decisions)}
    expected["snapshot"] = snapshot_in(save.snapshot)
    if save.origin is not None:
        expected["origin"] = snapshot_in(save.origin)
    if save.unplaced.before is not None:
        expected["before"] = way_in(save.unplaced.before)
    if save.unplaced.put_by:
        expected["put_by"] = [way_in(way) for way in save.unplaced.put_by]
    assert typed({key: found[key] for key in expected}) == typed(expected)
    assert not {"origin", "before", "put_by"} & (set(found) - set(expected))


@given(st.text(st.characters(), max_size=30))
@example("\ud800")
def test_half_a_pair_of_surrogates_becomes_a_question_mark(text: str) -> None:
    snapshot = Snapshot("quay", 0, {"votes": 3})
    save = Save("harbour", text, 1, "", 1, (text,), snapshot)
    found = yaml.load(write_save(save), LOADER)
    shown = text.encode("utf-8", "replace").decode()
    assert found["title"] == shown
    assert found["decisions"] == [shown]
