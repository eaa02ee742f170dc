"""The kinds of oddities in a story that can be played, found by reading it alone (N6)."""

from __future__ import annotations

from negotiator.language import N_, ngettext_noop
from negotiator.story.codes.code import Code, warning

CODES: tuple[Code, ...] = (
    warning(
        "N601",
        N_("A comparison that always comes out the same"),
        N_("Compare with a number that the other side can lie on both sides of."),
        true=N_("`{condition}` is always true"),
        false=N_("`{condition}` is always false"),
        true_since=N_("`{condition}` is always true: {ranges}"),
        false_since=N_("`{condition}` is always false: {ranges}"),
        above=N_("{name} is {low} or more"),
        within=N_("{name} stays in {low}..{high}"),
    ),
    warning(
        "N602",
        N_("A condition that can never hold"),
        N_("Correct the condition, or take away what hangs on it."),
        passage=N_("`{condition}` can never hold: this is never told"),
        branch=N_("`{condition}` can never hold: this branch is never taken"),
        effect=N_("`{condition}` can never hold: this effect is never done"),
    ),
    warning(
        "N603",
        N_("A condition that always holds"),
        N_("Correct the condition, or take the `when` away."),
        N_("`{condition}` always holds"),
    ),
    warning(
        "N604",
        N_("A choice that is never open"),
        N_("Correct its `when`, or take the choice away."),
        N_("`{condition}` can never hold: `{choice}` is never open"),
    ),
    warning(
        "N605",
        N_("An effect that adds nothing, or more than there is room for"),
        N_("Give it an amount that can make a difference, or take it away."),
        nothing=N_("this adds nothing to `{name}`"),
        too_far=N_("{amount:+} goes further than `{name}` can, which has {room}"),
    ),
    warning(
        "N606",
        N_("An effect that nothing reads from there on"),
        N_("Read it in a place that comes later, or take the effect away."),
        N_("from here on nothing reads `{name}`"),
    ),
    warning(
        "N607",
        N_("A flag or a counter that nothing reads"),
        N_("Let a `when` read it, or take it away."),
        set=N_("`{name}` is set and never read"),
        unused=N_("`{name}` is never used"),
    ),
    warning(
        "N608",
        N_("A value that nothing ever changes"),
        N_("Let an effect change it, or take it away."),
        N_("nothing ever changes `{name}`"),
    ),
    warning(
        "N609",
        N_("A scene or an ending that nothing leads to"),
        N_("Let a `goto` lead to it, or take it away."),
        scene=N_("nothing leads to the scene `{name}`"),
        ending=N_("nothing leads to the ending `{name}`"),
    ),
    warning(
        "N610",
        N_("Every choice may be closed at once"),
        N_("Give the scene a choice without `when` and `once`, or guard every case."),
        N_("it may be that every choice of `{scene}` is closed"),
    ),
    warning(
        "N611",
        N_("A place from which no ending can be reached"),
        N_("Give the player a way on that reaches an ending."),
        N_("no way leads from `{scene}` to an ending"),
    ),
    warning(
        "N612",
        N_("A branch or a line that is never taken"),
        N_("Take it away, or correct those above it."),
        chances=N_("the chances above add up to 100 %"),
        branches=N_("the branches above cover every case"),
        lines=N_("the lines above cover every case"),
    ),
    warning(
        "N613",
        N_("All branches lead to the same place"),
        N_("Write the place alone, or let one branch lead elsewhere."),
        N_("every branch leads to `{place}`"),
    ),
    warning(
        "N614",
        N_("A source that nothing cites"),
        N_("Cite it where it is used, or take it away."),
        N_("nothing cites the source `{source}`"),
    ),
    warning(
        "N615",
        N_("A glossary term that no text links"),
        N_("Link it where it is first used, as [[term]], or take it away."),
        N_("no text links the term `{term}`"),
    ),
    warning(
        "N616",
        N_("An event that can never come"),
        N_("Correct its pool, `when` or weight, or take the event away."),
        closed=N_("`{condition}` can never hold: the event `{event}` never comes"),
        weightless=N_("the weight is never above 0, so `{event}` is never drawn"),
        undrawn=N_("the event `{event}` never comes: no scene draws from `{pool}`"),
        uncalled=N_("the event `{event}` never comes: no scene is reached"),
    ),
    warning(
        "N617",
        N_("A vote whose outcome is certain"),
        N_("Correct the ayes or `needs`, so that the vote is open."),
        fails=ngettext_noop(
            "this can't pass: it needs {number} aye, and gets {high} at most",
            "this can't pass: it needs {number} ayes, and gets {high} at most",
        ),
        passes=ngettext_noop(
            "this can't fail: {number} aye would do, and it gets {low} at least",
            "this can't fail: {number} ayes would do, and it gets {low} at least",
        ),
    ),
    warning(
        "N618",
        N_("A motion that is never put to the vote"),
        N_("Put it to the vote with `vote`, or take it away."),
        N_("the motion `{motion}` is never put to the vote"),
    ),
    warning(
        "N619",
        N_("History without a source"),
        N_("Cite the source of what happened."),
        N_("what happened on {date} has no source"),
    ),
    warning(
        "N620",
        N_("A date that runs backwards"),
        N_(
            "Correct one of the dates, or what comes after what; a scene that is come back to may "
            "go without."
        ),
        way=N_("this leads from {date} back to {earlier}"),
        history=N_("{date} stands behind {earlier}"),
    ),
    warning(
        "N621",
        N_("An ending that isn't read on every axis"),
        N_("Add it under `readings`."),
        N_("the ending `{ending}` isn't read by `{axis}`"),
    ),
    warning(
        "N622",
        N_("A passage that is too long"),
        N_("Cut it: a reader wants to decide within 150 words."),
        passage=ngettext_noop(
            "this passage has {number} word",
            "this passage has {number} words",
        ),
        outcome=ngettext_noop(
            "this outcome has {number} word",
            "this outcome has {number} words",
        ),
    ),
    warning(
        "N623",
        N_("A band that a gauge never reaches"),
        N_("Correct where it begins, or let an effect lead the gauge there."),
        same=N_("the band `{band}` begins where another one does"),
        beyond=N_("`{gauge}` stays in {low}..{high} and never reaches `{band}`"),
    ),
    warning(
        "N624",
        N_("An old name that is somebody else's"),
        N_("Write the name it had before, or take it away."),
        twice=N_("`{old}` is what `{name}` was called, too"),
        there=N_("`{old}` is still there"),
    ),
    warning(
        "N625",
        N_("A choice of which nothing comes"),
        N_("Give it an outcome, an effect or a `goto`."),
        N_("nothing comes of `{choice}`"),
    ),
    warning(
        "N626",
        N_("A round that draws more than there is"),
        N_("Lower `at_most`, or give the pool more events."),
        ngettext_noop(
            "up to {number} event is drawn, and the pool has {there}",
            "up to {number} events are drawn, and the pool has {there}",
        ),
    ),
    warning(
        "N627",
        N_("A cooldown of what comes only once"),
        N_("Take `cooldown` or `once` away."),
        N_("`{event}` comes only once"),
    ),
    warning(
        "N628",
        N_("An act without a scene"),
        N_("Correct its `from`, or give a scene of it a `date`."),
        N_("no scene falls into the act `{act}`"),
    ),
    warning(
        "N629",
        N_("A draw that never happens"),
        N_("Draw in a later scene: in the scene that a play starts in nothing has happened yet."),
        N_("nothing is drawn where a play starts"),
    ),
    warning(
        "N630",
        N_("A fact that was not known yet"),
        N_("Cite it in a later scene, or correct its `known` or the scene's date."),
        N_("this is told on {day}, and what `{source}` says was known from {known} on"),
    ),
    warning(
        "N635",
        N_("A star that stresses nothing"),
        N_("Close it with the same stars, or write \\* for a star that is meant."),
        N_("`{stars}` has no partner in its paragraph, and is told as a star"),
    ),
    warning(
        "N636",
        N_("Prose whose lines would stay lines"),
        N_("Write `>-` instead of `|` if the lines are to flow; `|` is for verse and letters."),
        N_("behind `|` this line ends here on every screen, in the middle of a sentence"),
    ),
    warning(
        "N637",
        N_("A mark where words alone are told"),
        N_("Take the mark away: here are words alone."),
        N_("`{mark}` would be told as it stands here"),
        value=N_("`{mark}` would be told as it stands: no value is shown here"),
        stress=N_("nothing is stressed in what can be chosen, or in why it can't"),
    ),
    warning(
        "N638",
        N_("Two choices with the same words"),
        N_("Tell them apart in words, or by conditions that don't hold at once."),
        N_("`{choice}` and `{other}` can be open at once, with the same words"),
    ),
    warning(
        "N640",
        N_("A promise that is never made"),
        N_("Let an effect make it, such as `{promise: made}`, or take it away."),
        N_("nothing makes the promise `{name}`"),
        found=N_("no play that ends makes the promise `{name}`: {how}"),
    ),
    warning(
        "N641",
        N_("A promise that can only come out one way"),
        N_("Correct its condition, or leave the promise out: nothing hangs on it."),
        kept=N_("the promise `{name}` can't be kept"),
        broken=N_("the promise `{name}` can't be broken"),
        found_kept=N_("the promise `{name}` is kept at no ending: {how}"),
        found_broken=N_("the promise `{name}` is broken at no ending: {how}"),
    ),
    warning(
        "N642",
        N_("An epilogue that is never told"),
        N_("Correct the conditions of its lines, or end them with a line without one."),
        N_("no line of the epilogue `{name}` can be told"),
        found=N_("the epilogue `{name}` is told after no ending: {how}"),
    ),
    warning(
        "N643",
        N_("A person nobody meets"),
        N_("Let a passage be theirs with `says`, or take them away."),
        N_("`{name}` says nothing in the story"),
    ),
    warning(
        "N646",
        N_("A wording that is never told"),
        N_("Give the passage fewer wordings, or let it be told more often."),
        N_("no play is told wording {number} of this passage (proved: {how})"),
    ),
    warning(
        "N645",
        N_("A counterpart who leaves in no play"),
        N_(
            "To let them leave, raise their `reservation` or lower their `patience`; "
            "`walkout` itself has to stay."
        ),
        worth=N_(
            "in no play the other side leaves `{table}`: no package that the player can sign is "
            "worth less to them than no deal (proved: {how})"
        ),
        patience=N_(
            "in no play the other side leaves `{table}`: their patience lasts longer than the "
            "rounds (proved: {how})"
        ),
    ),
)
