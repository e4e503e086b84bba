"""The plan reader: a school's plan in Word, text or Excel becomes items, goals and what is left.

``read_plan`` takes a file, ``read_text`` pasted words; both give a ``PlanReading`` in which every
non-empty line of the document is accounted for, with the reason.
"""

from .model import Goal, Item, Left, PlanReading, Recurrence, UnreadablePlan
from .reader import read_plan, read_text

__all__ = ["Goal", "Item", "Left", "PlanReading", "Recurrence", "UnreadablePlan", "read_plan", "read_text"]
