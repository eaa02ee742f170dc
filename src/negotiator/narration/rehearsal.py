"""What scripted students write, and what is said while a class is rehearsed."""

from __future__ import annotations

from negotiator.language import _, ngettext


def filled(students: int) -> str:
    """That students are about to come."""
    return ngettext(
        "A rehearsal: {number} scripted student comes in a moment, and does what a student can. "
        "Open your board and hold the class.",
        "A rehearsal: {number} scripted students come in a moment, and do what students can. Open "
        "your board and hold the class.",
        students,
    )


def reasons() -> tuple[str, ...]:
    """The reasons that scripted students give: each says that it is one."""
    return (
        _("Scripted: it costs least now, and can be taken back later."),
        _("Scripted: whoever decides later should still be able to."),
        _("Scripted: nobody at home would understand the other one."),
        _("Scripted: it is what we said before, and we should keep our word."),
        _("Scripted: the other side gains more by it than we lose."),
        _("Scripted: there is no source for the danger that they speak of."),
    )
