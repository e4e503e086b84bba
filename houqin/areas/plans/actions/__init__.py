"""Verbs of plans and tasks: reading a document in, reviewing its lines, adopting it, and doing the tasks."""

from houqin.areas.plans.actions.adopting import adopt, drop_plan
from houqin.areas.plans.actions.goals import bind
from houqin.areas.plans.actions.reading import read_in
from houqin.areas.plans.actions.reviewing import assign_line, correct, keep, leave, split
from houqin.areas.plans.actions.tasks import carry_over, drop, finish, hand_to, prepare_task, reopen

__all__ = [
    "adopt", "assign_line", "bind", "carry_over", "correct", "drop", "drop_plan", "finish", "hand_to", "keep", "leave", "prepare_task",
    "read_in", "reopen", "split",
]  # fmt: skip
