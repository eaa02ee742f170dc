"""What comes too soon for a gauge is excluded without a search; what may come never is."""

from __future__ import annotations

from pathlib import Path

from negotiator.checking.cegar import Refinement, refinement
from negotiator.checking.value_sets import ValueSets
from negotiator.statespace.effort import Effort
from negotiator.story.loading import load

DAYS = 12


def rising(folder: Path) -> Refinement:
    """A story of so many days that may each add five to a gauge at 50, with a choice on each day
    that asks for 80."""
    lines = ["story: {id: rising, title: Rising, format: 1, version: 1, start: d0}"]
    lines.append("gauges: {trust: {label: Trust, start: 50, better: high, bands: {0: Low}}}")
    lines.append("scenes:")
    for day in range(DAYS):
        to = f"d{day + 1}" if day + 1 < DAYS else "over"
        lines += [f"  d{day}:", f"    title: Day {day}", "    text: A day.", "    choices:"]
        lines.append(f"      - {{id: wait, text: Wait, goto: {to}}}")
        lines.append(f"      - {{id: work, text: Work, effects: {{trust: +5}}, goto: {to}}}")
        lines.append(f"      - {{id: ask, text: Ask, when: trust >= 80, goto: {to}}}")
    lines.append("endings: {over: {title: Over, outcome: dropped, text: Done.}}")
    (folder / "story.yaml").write_text("\n".join(lines), encoding="utf-8")
    return refinement(load(folder))


def test_a_gauge_has_at_each_moment_only_the_values_it_can_have_by_then(tmp_path: Path) -> None:
    over = rising(tmp_path)
    asked = [("choice", f"d{day}.ask") for day in range(DAYS)]
    assert over.reached(asked) == set(asked[6:])


def test_without_effort_nothing_is_excluded(tmp_path: Path) -> None:
    over = rising(tmp_path)
    for effort in (0.0, 0.1, 1.0):
        sets = ValueSets(over)
        sets.run(Effort(effort))
        assert sets.gave_up
