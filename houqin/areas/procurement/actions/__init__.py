"""The verbs of purchasing, by who does them: askers, approvers, buyers, acceptors, the accountant."""

from houqin.areas.procurement.actions.approving import agree, hand_over, reject, send_back
from houqin.areas.procurement.actions.asking import (
    ask_again,
    ask_for,
    ask_for_gaps,
    complete,
    correct,
    give_to,
    withdraw,
)
from houqin.areas.procurement.actions.buying import (
    Priced,
    add_quote,
    choose_route,
    drop_quote,
    place_order,
    tell_arrived,
)
from houqin.areas.procurement.actions.papers import file_invoice, pay, send_papers_back
from houqin.areas.procurement.actions.receiving import Taken, accept, end_rest, sign
from houqin.areas.procurement.actions.setting_up import install_catalogue, install_chain
from houqin.areas.procurement.lines import Wanted

__all__ = [
    "Priced", "Taken", "Wanted", "accept", "add_quote", "agree", "ask_again", "ask_for", "ask_for_gaps", "choose_route", "complete", "correct",
    "drop_quote", "end_rest", "file_invoice", "give_to", "hand_over", "install_catalogue", "install_chain", "pay", "place_order", "reject",
    "send_back", "send_papers_back", "sign", "tell_arrived", "withdraw",
]  # fmt: skip
