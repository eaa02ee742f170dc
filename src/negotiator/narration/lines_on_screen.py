"""Typed lines in the words of a screen, which adds a glyph, a sign and an ink to them."""

from __future__ import annotations

from negotiator.language import _
from negotiator.narration import read_before
from negotiator.narration.changes import one_by_one
from negotiator.narration.game import has_ended
from negotiator.narration.lines import BeginsAfter, CounterMove, LeftOut, Moved, SettledTerm
from negotiator.narration.sentences import Sentence, joined, sentence
from negotiator.narration.terms import moved, settled

MINUS = "−"


def signed(number: int) -> str:
    """A number with its sign."""
    return f"+{number}" if number >= 0 else f"{MINUS}{-number}"


def glyph(number: int) -> str:
    """An arrow for a rise or a fall."""
    return "▲" if number > 0 else "▼" if number < 0 else "="


def in_brief(one: Moved) -> str:
    """A change by glyph, sign and word: `▲ +6 better`."""
    return _(
        "{glyph} {change} {verdict}",
        glyph=glyph(one.by),
        change=signed(one.by),
        verdict=one.verdict.word,
    )


def in_figures(one: Moved) -> str:
    """The same where there is no room for the word: `▲ +6`."""
    return f"{glyph(one.by)} {signed(one.by)}"


def change(one: Moved) -> Sentence:
    """A change of a gauge, with the `reason` for it, if any."""
    told = _(
        "{gauge} {change} {verdict}",
        gauge=one.gauge.label,
        change=signed(one.by),
        verdict=one.verdict.word,
    )
    if not one.because:
        return sentence("{change}", change=told)
    return sentence(_("{change}: {reason}"), change=told, reason=one.because)


def labelled(one: Moved) -> Sentence:
    """The same, with the brief change before the gauge's label, for a list."""
    if not one.because:
        return sentence(_("{change}  {gauge}"), change=in_brief(one), gauge=one.gauge.label)
    return sentence(
        _("{change}  {gauge}: {reason}"),
        change=in_brief(one),
        gauge=one.gauge.label,
        reason=one.because,
    )


def told_in_sums() -> str:
    """The label of the key that shows each move separately."""
    return _("r: {shown}", shown=one_by_one())


def left_out(one: LeftOut) -> str:
    """What was read before, with the key that shows it."""
    return _("{passages} (o shows them)", passages=read_before.left_out(one))


def they_now_ask() -> str:
    """The caption above the terms on which the counterpart moved."""
    return _("They now ask for:")


def asked(one: CounterMove) -> Sentence:
    """The line for a term on which they moved."""
    return moved(one.term, one.now, one.before)


def clause(one: SettledTerm) -> Sentence:
    """The line for a term of a deal."""
    return settled(one.term, one.option)


# Around the story


def clocked(time: str) -> str:
    """The clock of the story, behind a sign."""
    return f"◷ {time}"


def your_decision() -> str:
    """The caption above the choices."""
    return _("Your decision")


def looking_up() -> str:
    """What the keys do while a citation or a term is marked."""
    return _("Enter looks it up, Esc goes back")


def ended() -> str:
    """The line below a play that has ended."""
    return joined(has_ended(), _("e: see how it came out"))


def more() -> str:
    """The hint that there is more to read, with its key."""
    return _("▼ more: Space")


def more_gauges(count: int, changed: int) -> Sentence:
    """The hint that there are more gauges than there is room for, with the `key` that shows them
    all."""
    if not changed:
        told = _("… {count} more: {key}")
    elif changed == 1:
        told = _("… {count} more, 1 moved: {key}")
    else:
        told = _("… {count} more, {moved} moved: {key}")
    return sentence(told, count=count, moved=changed, key="d")


def begins_after(one: BeginsAfter) -> str:
    """The note above what a very long play told last."""
    return _("The page begins after decision {number}.", number=one.decisions)


def unmoved() -> str:
    """The line for a gauge that is where it was."""
    return _("unmoved")
