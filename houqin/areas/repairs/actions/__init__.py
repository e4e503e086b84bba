"""The verbs of repairs, by who does them: reporters, dispatchers, repairers, and again the reporters."""

from houqin.areas.repairs.actions.accepting import accept, accept_unanswered, reopen
from houqin.areas.repairs.actions.buying import ask_for_firm, ask_to_buy, note_purchase
from houqin.areas.repairs.actions.dispatching import assign, merge, reassign, reject, withdraw
from houqin.areas.repairs.actions.kinds import install_catalogue
from houqin.areas.repairs.actions.reporting import prepare_order, report
from houqin.areas.repairs.actions.working import Work, complete_papers, finish, note_quotes, take
from houqin.areas.repairs.materials import Used

__all__ = [
    "Used",
    "Work",
    "accept",
    "accept_unanswered",
    "ask_for_firm",
    "ask_to_buy",
    "assign",
    "complete_papers",
    "finish",
    "install_catalogue",
    "merge",
    "note_purchase",
    "note_quotes",
    "prepare_order",
    "reassign",
    "reject",
    "reopen",
    "report",
    "take",
    "withdraw",
]
