"""The verbs, by what they change: the checklists, the windows, one performance, its findings."""

from houqin.areas.inspections.actions.checklists import ItemLine, draw_up, install_checklists, revise
from houqin.areas.inspections.actions.doing import (
    Answer,
    begin,
    enter_late,
    finish,
    start,
    start_unheard,
    visit,
)
from houqin.areas.inspections.actions.findings import fixed_on_spot, to_hazard, to_order
from houqin.areas.inspections.actions.windows import excuse, miss

__all__ = [
    "Answer", "ItemLine", "begin", "draw_up", "enter_late", "excuse", "finish", "fixed_on_spot", "install_checklists", "miss", "revise", "start",
    "start_unheard", "to_hazard", "to_order", "visit",
]  # fmt: skip
