"""The small story reads as it is written: each part of the language means what the page says."""

from __future__ import annotations

from datetime import date

from negotiator.story.expressions import Named, Read
from negotiator.story.model import Better, Citation, EffectKind, GlossaryLink, Shown, Story, Words


def test_title_page(harbour: Story) -> None:
    assert (harbour.id, harbour.title, harbour.version) == ("harbour", "The Harbour", 1)
    assert (harbour.start, harbour.minutes) == ("quay", 3)
    assert len(harbour.fingerprint) == 64


def test_gauges_and_bands(harbour: Story) -> None:
    trust, anger = harbour.gauges["trust"], harbour.gauges["anger"]
    assert (trust.low, trust.high, trust.start, trust.better) == (0, 100, 40, Better.HIGH)
    assert (anger.low, anger.high) == (0, 50)
    bands = [trust.band(value) for value in (0, 29, 30, 59, 60, 100)]
    assert bands == ["Cold", "Cold", "Wary", "Wary", "Warm", "Warm"]
    assert trust.gain(40, 41) == 1
    assert anger.gain(40, 41) == -1


def test_flags_actors_axes(harbour: Story) -> None:
    assert harbour.flags["promised"].start is False
    assert harbour.flags["rumour"].about == "A rumour runs"
    assert harbour.actors["mayor"].gauge == "trust"
    assert harbour.actors["ferryman"].gauge is None
    assert harbour.axes["purse"].label == "Purse"


def test_texts_are_cut_at_their_marks(harbour: Story) -> None:
    first, second = harbour.scenes["quay"].text
    assert first.text == (Words("The harbour silted up last year."), Citation("H1"))
    assert first.cites == ("H1",)
    assert second.cites == ()
    assert GlossaryLink("batna", "BATNA") in second.text
    _always, sometimes = harbour.scenes["hall"].text
    assert sometimes.when is not None
    asked = harbour.choices["quay.ask"].outcome[0].text
    assert [part.value.node for part in asked if isinstance(part, Shown)] == [
        Read("trust"),
        Named("trust"),
    ]


def test_effects(harbour: Story) -> None:
    promised, trust, anger = harbour.choices["quay.promise"].effects
    assert (promised.kind, promised.amount.constant) == (EffectKind.SET, True)
    assert (trust.kind, trust.amount.constant) == (EffectKind.ADD, 12)
    assert trust.because == "a word is worth something here"
    assert (anger.kind, anger.amount.constant) == (EffectKind.SHARE, 20)


def test_ways(harbour: Story) -> None:
    visits, chance, rest = harbour.choices["quay.wait"].goto
    assert visits.when is not None
    assert (chance.chance, chance.to) == (30, "storm")
    assert (rest.when, rest.chance, rest.to) == (None, None, "quay")
    assert harbour.choices["quay.ask"].goto == ()


def test_history_is_in_order(harbour: Story) -> None:
    assert [entry.date for entry in harbour.history] == [
        date(1911, 5, 1),
        date(1911, 5, 3),
        date(1912, 1, 1),
    ]
    assert harbour.history[0].choice == "quay.promise"
