"""The verbs of fixed assets, by what they are about."""

from houqin.areas.assets.actions.books import close_month, open_books, run_month
from houqin.areas.assets.actions.cards import Drafted, add_surplus, complete, draft_cards, prepare_asset
from houqin.areas.assets.actions.classes import import_classes, install_classes, prepare_class
from houqin.areas.assets.actions.custody import appoint, end_custody, hand_custody
from houqin.areas.assets.actions.disposing import (
    agree_finance,
    ask_disposal,
    give_opinion,
    note_bureau,
    note_meeting,
    note_treasury,
    propose_disposal,
    refuse_disposal,
    sign_off,
    write_off,
)
from houqin.areas.assets.actions.finding import (
    bind_label,
    found_at,
    move,
    note_labelled,
    note_missing,
    note_repaired,
    note_seen,
    put_to_use,
    report_damage,
    set_idle,
)
from houqin.areas.assets.actions.handing import (
    Counted,
    ask_compensation,
    check,
    draw_sheet,
    draw_sheets,
    excuse,
    receive,
)
from houqin.areas.assets.actions.moving import (
    Thing,
    agree_giving,
    agree_taking,
    ask_transfer,
    extend_loan,
    give_back,
    lend,
    refuse_transfer,
    transfer,
)
from houqin.areas.assets.actions.paying import pay, prepare_compensation, waive

__all__ = [
    "Counted", "Drafted", "Thing", "add_surplus", "agree_finance", "agree_giving", "agree_taking", "appoint", "ask_compensation", "ask_disposal",
    "ask_transfer", "bind_label", "check", "close_month", "complete", "draft_cards", "draw_sheet", "draw_sheets", "end_custody", "excuse",
    "extend_loan", "found_at", "give_back", "give_opinion", "hand_custody", "import_classes", "install_classes", "lend", "move", "note_bureau",
    "note_labelled", "note_meeting", "note_missing", "note_repaired", "note_seen", "note_treasury", "open_books", "pay", "prepare_asset",
    "prepare_class", "prepare_compensation", "propose_disposal", "put_to_use", "receive", "refuse_disposal", "refuse_transfer", "report_damage",
    "run_month", "set_idle", "sign_off", "transfer", "waive", "write_off",
]  # fmt: skip
