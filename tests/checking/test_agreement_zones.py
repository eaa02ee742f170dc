"""How much there is to agree on at a table, in the states that plays met."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from click.testing import CliRunner

from negotiator.checking.agreement_zones import zones
from negotiator.cli import cli
from negotiator.engine import Play, talks
from negotiator.story.loading import load
from tests.fishery import FISHERY


def test_the_zones_are_what_both_could_sign() -> None:
    """At the lake there are two ways to the table, and so two states."""
    story = load(FISHERY)
    counts, agreed = [], set()
    for way in ("go_over", "ask_around"):
        session = talks(story, Play.begin(story, 0).choose(way).state)
        assert session is not None
        b = session.bargaining
        packages = [*product(*(range(size) for size in b.sizes))]
        fits = [b.ours.of(p) >= b.ours.limit and b.theirs.of(p) >= b.theirs.limit for p in packages]
        counts.append(sum(fits))
        agreed |= {pair for package in b.agreeable for pair in enumerate(package)}
    (zone,) = zones(story)
    assert (zone.states, zone.least, zone.most) == (2, min(counts), max(counts))
    every = {(term, one) for term, size in enumerate(b.sizes) for one in range(size)}
    terms = story.tables["boathouse"].terms
    assert set(zone.never) == {
        (terms[term].id, terms[term].options[one].id) for term, one in every - agreed
    }


def test_check_tells_of_zones_and_of_what_is_never_agreed_on(tmp_path: Path) -> None:
    text = (FISHERY / "story.yaml").read_text(encoding="utf-8")
    (tmp_path / "story.yaml").write_text(text.replace("firm: 0", "firm: 100"), encoding="utf-8")
    said = CliRunner().invoke(
        cli, ["check", str(tmp_path)], env={"NEGOTIATOR_CACHE": str(tmp_path)}
    )
    assert (
        "boathouse: of 54 packages both could sign 32 to 34 (59% to 63%), in 2 states met."
        in said.output
    )
    assert "  Never agreed on in these: quota=ours_more, " in said.output
