"""Plays kept on disk: one readable file each, written so that nothing decided is ever lost."""

from negotiator.saves.record import DamagedError, Save, Snapshot, read_save, write_save
from negotiator.saves.resuming import LostDecisionError, Resumed, resume
from negotiator.saves.store import Entry, SaveError, Store

__all__ = [
    "DamagedError",
    "Entry",
    "LostDecisionError",
    "Resumed",
    "Save",
    "SaveError",
    "Snapshot",
    "Store",
    "read_save",
    "resume",
    "write_save",
]
