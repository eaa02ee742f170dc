"""What is said of many plays, once for all forms of the report: as lines, as a page, as data.

`text_report` and `html_report` lay it out; `findings` has what was found.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.cells import cut
from negotiator.language import N_, _, ngettext
from negotiator.sentence_parts import in_a_row, ordinal
from negotiator.simulation.findings import PERCENTILES, Findings, Odd, Why
from negotiator.simulation.people import Heard
from negotiator.simulation.players import CUT, LONGEST, Player, Who
from negotiator.statespace.tellings import Telling
from negotiator.story.model import GlossaryLink, Story, Strategy, Words

ENDINGS = N_("Endings")
LENGTHS = N_("How many decisions a play has")
GAUGES = N_("Gauges along the way")
CHOICES = N_("Choices")
EVENTS = N_("Events")
PASSAGES = N_("passages")
WORDS = N_("words")
"""What texts are counted in."""
HEARD = (PASSAGES, WORDS, N_("times a play"), N_("words a play"))
"""The heads of what is counted of an argument."""
BECAME = (N_("made"), N_("kept"), N_("broken"))
"""The heads of what is counted of a promise."""
TOLD = N_("told")
"""The head of what is counted of an epilogue."""
ARGUMENTS = N_("Arguments")
WORDINGS = N_("Wordings")
TIMES = N_("times for each play")
FOR_EACH_PLAY = N_("For each play")
"""The heads of how often something comes in a play: in lines and on a page."""
PROMISES = N_("Promises")
EPILOGUES = N_("Epilogues")
GUARDS = N_("Guards that hardly split")
PLAYS = N_("Plays to look at")
"""The headings of the report's parts."""
OUTSIDE = {"": N_("stuck: nothing was open"), CUT: N_("given up, going in circles")}
"""The words for how a play ended that reached no ending."""
INTERVAL = N_("95% interval")
NOTHING_DRY = N_("Nothing: every scene, ending, event, choice, text and way was met.")


def per_cent(share: float) -> str:
    """A share for reading: one decimal, and never 0 or 100 unless it is exactly that."""
    if 0 < share < 0.001:
        return "<0.1%"
    if 0.999 < share < 1:
        return ">99.9%"
    return f"{share:.1%}"


def title(found: Findings) -> str:
    """What the report is of."""
    return ngettext(
        "{story}: what {number:,} play came to",
        "{story}: what {number:,} plays came to",
        found.tally.plays,
        story=found.story.title,
    )


def summary(found: Findings) -> str:
    """What was played, in a sentence."""
    tally = found.tally
    mean = tally.decisions / tally.plays if tally.plays else 0
    if tally.plays < found.asked:
        return ngettext(
            "{number:,} play of {asked:,} (stopped) by the {player} player, seed {seed}; "
            "{mean:.1f} decisions a play.",
            "{number:,} plays of {asked:,} (stopped) by the {player} player, seed {seed}; "
            "{mean:.1f} decisions a play.",
            tally.plays,
            asked=found.asked,
            player=_player(found.player),
            seed=found.seed,
            mean=mean,
        )
    return ngettext(
        "{number:,} play by the {player} player, seed {seed}; {mean:.1f} decisions a play.",
        "{number:,} plays by the {player} player, seed {seed}; {mean:.1f} decisions a play.",
        tally.plays,
        player=_player(found.player),
        seed=found.seed,
        mean=mean,
    )


def _player(player: Who) -> str:
    if isinstance(player, Strategy):
        return player.id
    return {
        Player.UNIFORM: _("uniform"),
        Player.HUMAN: _("human"),
        Player.GREEDY: _("greedy"),
        Player.CAUTIOUS: _("cautious"),
    }[player]


def likelihood_in_words(found: Findings) -> str:
    """The result of the exact search; empty if there was none."""
    exact = found.exact
    if exact is None:
        return ""
    if not exact.capped:
        left = per_cent(exact.left) if exact.left > 0.001 else f"{max(exact.left, 1e-9):.0e}"
        return ngettext(
            "Exact probabilities from {number:,} state; at most {left} was left out.",
            "Exact probabilities from {number:,} states; at most {left} was left out.",
            exact.states,
            left=left,
        )
    if exact.left > 0.9995:
        return ngettext(
            "The exact search was capped after {number:,} state, with nearly all of the plays "
            "left out: nothing exact is claimed.",
            "The exact search was capped after {number:,} states, with nearly all of the plays "
            "left out: nothing exact is claimed.",
            exact.states,
        )
    return ngettext(
        "The exact search was capped after {number:,} state, with {left} of the plays left out: "
        "nothing exact is claimed.",
        "The exact search was capped after {number:,} states, with {left} of the plays left out: "
        "nothing exact is claimed.",
        exact.states,
        left=per_cent(exact.left),
    )


def dry(found: Findings) -> str:
    """The heading of what no play reached."""
    return ngettext(
        "Not reached in {number:,} play",
        "Not reached in {number:,} plays",
        found.tally.plays,
    )


def telling(one: Telling) -> str:
    """A text or a way: what it belongs to, and how it begins or where it leads."""
    owner = one.owner[1]
    if one.passage is None:
        return _("{owner}: the way to {place}", owner=owner, place=one.to)
    parts = (
        part.words for part in one.passage.wordings[0] if isinstance(part, Words | GlossaryLink)
    )
    return _("{owner}: “{words}”", owner=owner, words=cut(" ".join("".join(parts).split()), 40))


def met(times: int) -> str:
    """How often a place came up."""
    return ngettext("met {number:,} time", "met {number:,} times", times)


def side(story: Story, heard: Heard) -> str:
    """On which side of which question an argument stands."""
    subject = story.subject(heard.about)
    if heard.is_for:
        return _("for {subject}", subject=subject)
    return _("against {subject}", subject=subject)


def speaker(heard: Heard) -> str:
    """Who argues, and whose side they are on."""
    if heard.speaker is None:
        return _("nobody in particular")
    if not heard.speaker.side:
        return heard.speaker.name
    return _("{name} ({side})", name=heard.speaker.name, side=heard.speaker.side)


def percentiles(values: Iterable[int]) -> str:
    """A gauge's percentiles in words."""
    return in_a_row(
        _("{nth} {value}", nth=ordinal(one), value=value)
        for one, value in zip(PERCENTILES, values, strict=True)
    )


def odd(found: Odd) -> str:
    """Why a play is worth looking at, and how long it is."""
    return ngettext(
        "{why} ({number} decision)",
        "{why} ({number} decisions)",
        len(found.play.turns),
        why=why(found),
    )


def why(found: Odd) -> str:
    """Why a play is worth looking at."""
    match found.why:
        case Why.NOTHING_OPEN if found.place:
            return _("nothing is open in {place}", place=found.place)
        case Why.NOTHING_OPEN:
            return _("it comes to a place where nothing is open")
        case Why.ENDLESS:
            return _("no ending after {number:,} decisions: the first", number=LONGEST)
        case Why.SHORTEST:
            return _("the shortest")
        case Why.LONGEST:
            return _("the longest")
        case Why.RARE:
            return ngettext(
                "{ending}, reached by {number:,} play",
                "{ending}, reached by {number:,} plays",
                found.plays,
                ending=found.place,
            )
