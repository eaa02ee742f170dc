"""The wording of the fault that a story has too many parts of a kind; the limits themselves are in
`bounds`."""

from __future__ import annotations

from negotiator.language import N_, ngettext_noop
from negotiator.story.codes.code import Code, error

CODES: tuple[Code, ...] = (
    error(
        "N524",
        N_("Too many of a kind"),
        N_("Take some away, or part what they stand in: nobody could choose among so many."),
        passages=ngettext_noop(
            "there is {number:,} passage here; {most:,} is the most",
            "there are {number:,} passages here; {most:,} is the most",
        ),
        picture_lines=ngettext_noop(
            "there is {number:,} line of a picture here; {most:,} is the most",
            "there are {number:,} lines of a picture here; {most:,} is the most",
        ),
        wordings=ngettext_noop(
            "there is {number:,} wording here; {most:,} is the most",
            "there are {number:,} wordings here; {most:,} is the most",
        ),
        told=ngettext_noop(
            "there is {number:,} wording in all these texts; {most:,} is the most",
            "there are {number:,} wordings in all these texts; {most:,} is the most",
        ),
        letters=ngettext_noop(
            "there is {number:,} character in these texts; {most:,} is the most",
            "there are {number:,} characters in these texts; {most:,} is the most",
        ),
        values=ngettext_noop(
            "there is {number:,} value or link in this text; {most:,} is the most",
            "there are {number:,} values and links in this text; {most:,} is the most",
        ),
        effects=ngettext_noop(
            "there is {number:,} effect here; {most:,} is the most",
            "there are {number:,} effects here; {most:,} is the most",
        ),
        acts=ngettext_noop(
            "there is {number:,} act here; {most:,} is the most",
            "there are {number:,} acts here; {most:,} is the most",
        ),
        axes=ngettext_noop(
            "there is {number:,} axis here; {most:,} is the most",
            "there are {number:,} axes here; {most:,} is the most",
        ),
        branches=ngettext_noop(
            "there is {number:,} branch here; {most:,} is the most",
            "there are {number:,} branches here; {most:,} is the most",
        ),
        choices=ngettext_noop(
            "there is {number:,} choice here; {most:,} is the most",
            "there are {number:,} choices here; {most:,} is the most",
        ),
        bands=ngettext_noop(
            "there is {number:,} band here; {most:,} is the most",
            "there are {number:,} bands here; {most:,} is the most",
        ),
        blocs=ngettext_noop(
            "there is {number:,} bloc here; {most:,} is the most",
            "there are {number:,} blocs here; {most:,} is the most",
        ),
        options=ngettext_noop(
            "there is {number:,} option here; {most:,} is the most",
            "there are {number:,} options here; {most:,} is the most",
        ),
        packages=ngettext_noop(
            "there is {number:,} package in all tables; {most:,} is the most",
            "there are {number:,} packages in all tables; {most:,} is the most",
        ),
        profiles=ngettext_noop(
            "there is {number:,} profile here; {most:,} is the most",
            "there are {number:,} profiles here; {most:,} is the most",
        ),
        gauges=ngettext_noop(
            "there is {number:,} gauge here; {most:,} is the most",
            "there are {number:,} gauges here; {most:,} is the most",
        ),
        promises=ngettext_noop(
            "there is {number:,} promise here; {most:,} is the most",
            "there are {number:,} promises here; {most:,} is the most",
        ),
        strategies=ngettext_noop(
            "there is {number:,} strategy here; {most:,} is the most",
            "there are {number:,} strategies here; {most:,} is the most",
        ),
        epilogues=ngettext_noop(
            "there is {number:,} epilogue here; {most:,} is the most",
            "there are {number:,} epilogues here; {most:,} is the most",
        ),
        events=ngettext_noop(
            "there is {number:,} event in the pool `{pool}` here; {most:,} is the most",
            "there are {number:,} events in the pool `{pool}` here; {most:,} is the most",
        ),
        interrupts=ngettext_noop(
            "there is {number:,} event that interrupts here; {most:,} is the most",
            "there are {number:,} events that interrupt here; {most:,} is the most",
        ),
    ),
)
