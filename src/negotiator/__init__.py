"""Negotiator: a negotiation game for the terminal, and a language to write one in.

    import negotiator

    story = negotiator.load("gsomia_2016")
    play = negotiator.Play.begin(story, seed=7)
    play = play.choose("announce_openly")

This is what scripts, notebooks and pages need, and its names stay stable; the modules beneath may
change theirs. Each name is loaded on first use, so that playing loads no checker, and nothing here
loads a screen. `docs/python.md` shows all of it at work.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from negotiator import distribution

__version__ = distribution.VERSION

if TYPE_CHECKING:
    from negotiator.checking.check import Checked as Checked
    from negotiator.checking.check import check as check
    from negotiator.checking.verdicts import Verdict as Verdict
    from negotiator.engine import Change as Change
    from negotiator.engine import Debrief as Debrief
    from negotiator.engine import NotOfferedError as NotOfferedError
    from negotiator.engine import Option as Option
    from negotiator.engine import Play as Play
    from negotiator.engine import Replayed as Replayed
    from negotiator.engine import ReplayError as ReplayError
    from negotiator.engine import Session as Session
    from negotiator.engine import State as State
    from negotiator.engine import Step as Step
    from negotiator.engine import Told as Told
    from negotiator.engine import VoteResult as VoteResult
    from negotiator.engine import choose as choose
    from negotiator.engine import debrief as debrief
    from negotiator.engine import ended as ended
    from negotiator.engine import options as options
    from negotiator.engine import replay as replay
    from negotiator.engine import start as start
    from negotiator.engine import talks as talks
    from negotiator.engine import tell as tell
    from negotiator.engine import values as values
    from negotiator.library import StoryListing as StoryListing
    from negotiator.library import load as load
    from negotiator.library import stories as stories
    from negotiator.narration.menu import menu as menu
    from negotiator.narration.refusals import refusal as refusal
    from negotiator.narration.transcript import transcript as transcript
    from negotiator.saves import DamagedError as DamagedError
    from negotiator.saves import Resumed as Resumed
    from negotiator.saves import Save as Save
    from negotiator.saves import UnplacedDecisionError as UnplacedDecisionError
    from negotiator.saves import read_save_file as read_save_file
    from negotiator.saves import resume as resume
    from negotiator.saves import write_save as write_save
    from negotiator.simulation.players import Player as Player
    from negotiator.simulation.players import Playthrough as Playthrough
    from negotiator.simulation.players import playthroughs as playthroughs
    from negotiator.simulation.simulate import simulate as simulate
    from negotiator.simulation.tally import Tally as Tally
    from negotiator.simulation.turning_points import TurningPoint as TurningPoint
    from negotiator.simulation.turning_points import TurningPoints as TurningPoints
    from negotiator.simulation.turning_points import turning_points as turning_points
    from negotiator.story.diagnostics import Diagnostic as Diagnostic
    from negotiator.story.diagnostics import StoryError as StoryError
    from negotiator.story.model import Story as Story

    __all__: list[str]
else:
    # Hidden from type checkers: a function that answers any name would accept every misspelled one.
    _HOMES = {
        "checking.check": "Checked check",
        "checking.verdicts": "Verdict",
        "engine": "Change Debrief NotOfferedError Option Play ReplayError "
        "Replayed Session State Step Told VoteResult choose debrief ended options replay "
        "start talks tell values",
        "library": "StoryListing load stories",
        "narration.menu": "menu",
        "narration.refusals": "refusal",
        "narration.transcript": "transcript",
        "saves": "DamagedError UnplacedDecisionError Resumed Save read_save_file resume write_save",
        "simulation.players": "Playthrough Player playthroughs",
        "simulation.simulate": "simulate",
        "simulation.tally": "Tally",
        "simulation.turning_points": "TurningPoint TurningPoints turning_points",
        "story.diagnostics": "Diagnostic StoryError",
        "story.model": "Story",
    }
    """Where each name is loaded from."""
    _HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
    __all__ = ["__version__", *_HOME_OF]

    def __getattr__(name):
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = found
        return found

    def __dir__():
        return sorted({*globals(), *__all__})
