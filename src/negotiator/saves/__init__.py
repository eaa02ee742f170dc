"""Plays kept on disk: one readable file each, written so that no decision is ever lost."""

from negotiator.saves.keeping import Keeping
from negotiator.saves.memory import Memory, Met, met_in
from negotiator.saves.moments import local_time
from negotiator.saves.reading import DamagedError, read_save, read_save_file
from negotiator.saves.record import ALL_PLACED, DecisionTrail, Save, Snapshot, Summary, Unplaced
from negotiator.saves.resuming import Resumed, UnplacedDecisionError, resume
from negotiator.saves.store import Entry, Row, SaveError, SaveResult, Store
from negotiator.saves.writing import LONGEST_LABEL, write_save

__all__ = [
    "ALL_PLACED",
    "LONGEST_LABEL",
    "DamagedError",
    "DecisionTrail",
    "Entry",
    "Keeping",
    "Memory",
    "Met",
    "Resumed",
    "Row",
    "Save",
    "SaveError",
    "SaveResult",
    "Snapshot",
    "Store",
    "Summary",
    "Unplaced",
    "UnplacedDecisionError",
    "local_time",
    "met_in",
    "read_save",
    "read_save_file",
    "resume",
    "write_save",
]
