"""Inspections (检查): checklists with versions, rounds proven point by point, schedules on the school calendar, faults handed on in one tap.

A schedule makes one Inspection for every window of the school calendar; somebody starts it, answers its checklist, proves the points of
its round and finishes it; a window that passes untouched is missed and stays missed. Main nouns: Checklist, ChecklistVersion,
ChecklistItem, Round, RoundPoint, Schedule, Inspection, PointVisit, Finding. Leans on hazards and repairs, to which a finding is handed on.
"""
